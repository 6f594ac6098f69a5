/* Injective homomorphisms of graphs, against all injections of the vertices: over each, parallel edges go to parallel
 * edges in as many ways as so many can be placed among so many.
 *
 *     number  =  Σ     Π     m' (m' - 1) … (m' - m + 1)        m edges from a to b, m' from i (a) to i (b)
 *               i: V→V' a, b
 */

#include <colim/cset-builder.h>
#include <colim/hom-search.h>

#include "tests/property.h"

#define MOST_VERTICES 16

/* How many edges go from each vertex to each, by colour. */
typedef struct {
  gint32 n;
  gint32 edges[2][MOST_VERTICES][MOST_VERTICES];
} Graph;

static void
add_edges (GRand *rand, Graph *graph, double density, gboolean symmetric, gboolean coloured)
{
  for (gint32 a = 0; a < graph->n; a++)
    for (gint32 b = 0; b < graph->n; b++)
      if (g_rand_double (rand) < density && (!symmetric || a <= b))
        {
          gint32 colour = coloured ? g_rand_int_range (rand, 0, 2) : 0;
          gint32 times = g_rand_int_range (rand, 0, 8) == 0 ? 2 : 1;

          graph->edges[colour][a][b] += times;
          if (symmetric && a != b)
            graph->edges[colour][b][a] += times;
        }
}

/* As a C-set, whose edges may have their colour as weight. */
static ColimCSet *
make_cset (const Graph *graph, gboolean coloured)
{
  g_autoptr (ColimCSetBuilder) builder
      = colim_cset_builder_new (colim_schema_find_builtin (coloured ? "WeightedGraph" : "Graph"));

  colim_cset_builder_add (builder, "V", graph->n, NULL);
  for (gint32 colour = 0; colour < 2; colour++)
    for (gint32 a = 0; a < graph->n; a++)
      for (gint32 b = 0; b < graph->n; b++)
        for (gint32 i = 0; i < graph->edges[colour][a][b]; i++)
          {
            gint32 edge = colim_cset_builder_add (builder, "E", 1, NULL);

            assert_true (colim_cset_builder_set (builder, "src", edge, a, NULL));
            assert_true (colim_cset_builder_set (builder, "tgt", edge, b, NULL));
            if (coloured)
              assert_true (colim_cset_builder_set_int (builder, "weight", edge, colour, NULL));
          }

  return colim_cset_builder_end (builder, NULL);
}

/* Part of a graph: some of its vertices in another order, and of the edges between them those that chance leaves. */
static void
take_part (GRand *rand, const Graph *graph, gint32 n, double kept, Graph *part)
{
  gint32 order[MOST_VERTICES];

  *part = (Graph){ .n = n };
  for (gint32 i = 0; i < graph->n; i++)
    order[i] = i;
  for (gint32 i = 0; i < n; i++)
    {
      gint32 j = g_rand_int_range (rand, i, graph->n), other = order[i];

      order[i] = order[j];
      order[j] = other;
    }
  for (gint32 colour = 0; colour < 2; colour++)
    for (gint32 a = 0; a < n; a++)
      for (gint32 b = 0; b < n; b++)
        if (g_rand_double (rand) < kept)
          part->edges[colour][a][b] = graph->edges[colour][order[a]][order[b]];
}

typedef struct {
  const Graph *small, *large;
  gint32 images[MOST_VERTICES];
  gboolean used[MOST_VERTICES];
  gboolean first_only;
  guint64 count;
} Injections;

/* In how many ways the edges between the last vertex and those up to it can go. */
static guint64
count_ways (const Injections *self, gint32 last)
{
  guint64 ways = 1;

  for (gint32 colour = 0; colour < 2; colour++)
    for (gint32 a = 0; a <= last; a++)
      for (gint32 way = 0; way < (a < last ? 2 : 1); way++)
        {
          gint32 from = way == 0 ? a : last, to = way == 0 ? last : a;
          gint32 there = self->large->edges[colour][self->images[from]][self->images[to]];

          for (gint32 i = 0; i < self->small->edges[colour][from][to]; i++)
            ways *= (guint64) MAX (there - i, 0);
        }

  return ways;
}

static void
inject (Injections *self, gint32 v, guint64 ways)
{
  if (v == self->small->n)
    {
      self->count += ways;
      return;
    }
  for (gint32 image = 0; image < self->large->n && !(self->first_only && self->count > 0); image++)
    {
      guint64 more;

      if (self->used[image])
        continue;
      self->images[v] = image;
      self->used[image] = TRUE;
      more = ways * count_ways (self, v);
      if (more > 0)
        inject (self, v + 1, more);
      self->used[image] = FALSE;
    }
}

static void
injections_are_counted (GRand *rand)
{
  gboolean symmetric = g_rand_boolean (rand), coloured = g_rand_int_range (rand, 0, 3) == 0;
  Graph small = { .n = random_size (rand, 5) }, large = { .n = random_size (rand, 7) };
  Injections expected = { .small = &small, .large = &large };
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimNatural) count = NULL;
  g_autofree char *digits = NULL, *expected_digits = NULL;

  add_edges (rand, &large, g_rand_double (rand), symmetric, coloured);
  if (g_rand_boolean (rand) && small.n <= large.n)
    take_part (rand, &large, small.n, g_rand_double (rand), &small);
  else
    add_edges (rand, &small, g_rand_double_range (rand, 0, 0.5), symmetric, coloured);
  inject (&expected, 0, 1);
  dom = make_cset (&small, coloured);
  codom = make_cset (&large, coloured);
  search = colim_hom_search_new (dom, codom);
  colim_hom_search_set_monic (search, NULL, NULL);
  count = colim_hom_search_count (search, NULL);
  digits = colim_natural_to_string (count);
  expected_digits = g_strdup_printf ("%" G_GUINT64_FORMAT, expected.count);
  assert_string_equal (digits, expected_digits);
  assert_int_equal (colim_hom_search_exists (search, NULL), expected.count > 0 ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
}

/* Graphs as dense as makes it hard to say, of so many vertices that a search fails often and begins anew. */
static void
injections_are_found (GRand *rand)
{
  gboolean symmetric = g_rand_boolean (rand);
  Graph small = { .n = g_rand_int_range (rand, 6, 10) }, large = { .n = g_rand_int_range (rand, 9, MOST_VERTICES + 1) };
  Injections expected = { .small = &small, .large = &large, .first_only = TRUE };
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimHom) hom = NULL;

  add_edges (rand, &large, g_rand_double_range (rand, 0.1, 0.5), symmetric, FALSE);
  if (g_rand_boolean (rand))
    take_part (rand, &large, small.n, g_rand_double_range (rand, 0.5, 1.01), &small);
  else
    add_edges (rand, &small, g_rand_double_range (rand, 0.1, 0.5), symmetric, FALSE);
  inject (&expected, 0, 1);
  dom = make_cset (&small, FALSE);
  codom = make_cset (&large, FALSE);
  search = colim_hom_search_new (dom, codom);
  colim_hom_search_set_monic (search, "V", NULL);
  if (g_rand_boolean (rand))
    colim_hom_search_set_monic (search, "E", NULL);
  else
    {
      /* Without different images for parallel edges one edge there is enough. */
      for (gint32 a = 0; a < large.n; a++)
        for (gint32 b = 0; b < large.n; b++)
          large.edges[0][a][b] *= 2;
      expected.count = 0;
      inject (&expected, 0, 1);
    }
  hom = colim_hom_search_find (search, NULL);
  assert_true ((hom != NULL) == (expected.count > 0));
  if (hom == NULL)
    return;
  for (gint32 h = 0; h < 2; h++)
    for (gint32 e = 0; e < colim_cset_get_n_parts_at (dom, 1); e++)
      assert_int_equal (colim_fin_function_apply (colim_cset_get_hom_at (codom, h),
                                                  colim_fin_function_apply (colim_hom_get_component_at (hom, 1), e)),
                        colim_fin_function_apply (colim_hom_get_component_at (hom, 0),
                                                  colim_fin_function_apply (colim_cset_get_hom_at (dom, h), e)));
  assert_true (colim_fin_function_is_monic (colim_hom_get_component_at (hom, 0)));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (injections_are_counted, 3000),
    property_test_n (injections_are_found, 400),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
