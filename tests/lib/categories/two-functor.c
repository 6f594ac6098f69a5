/* 2-functors between small presented 2-categories.  The judge lists all paths of an acyclic quiver as strings, a
 * letter for each edge, and closes the relation that one replacement makes. */

#include <colim/two-category.h>
#include <colim/two-functor.h>

#include <string.h>

#include "tests/lib/categories/concrete.h"

#define MOST_VERTICES 4
#define MOST_EDGES 6
#define MOST_RULES 4
#define MOST_PATHS 90
#define MOST_LENGTH 8

typedef struct {
  gint32 source, target;
  char edges[MOST_LENGTH + 1];
} Word;

typedef struct {
  gint32 n_vertices, n_edges, n_rules;
  gint32 src[MOST_EDGES], tgt[MOST_EDGES];
  Word left[MOST_RULES], right[MOST_RULES];
  Word paths[MOST_PATHS];
  guint n_paths;
  gboolean below[MOST_PATHS][MOST_PATHS];
  ColimQuiver *quiver;
  ColimRewriting *rewriting;
} Sample;

static gint32
find (const Sample *self, gint32 source, const char *edges)
{
  for (guint i = 0; i < self->n_paths; i++)
    if (self->paths[i].source == source && g_str_equal (self->paths[i].edges, edges))
      return (gint32) i;

  return -1;
}

static void
list_paths (Sample *self)
{
  for (gint32 v = 0; v < self->n_vertices; v++)
    self->paths[self->n_paths++] = (Word) { v, v, "" };
  for (guint i = 0; i < self->n_paths; i++)
    for (gint32 e = 0; e < self->n_edges; e++)
      if (self->src[e] == self->paths[i].target)
        {
          Word word = self->paths[i];
          char letter[] = { (char) ('a' + e), '\0' };

          g_strlcat (word.edges, letter, sizeof word.edges);
          word.target = self->tgt[e];
          g_assert (self->n_paths < MOST_PATHS);
          self->paths[self->n_paths++] = word;
        }
}

static void
close_order (Sample *self)
{
  for (guint i = 0; i < self->n_paths; i++)
    {
      const Word *word = &self->paths[i];
      gint32 vertex = word->source;

      self->below[i][i] = TRUE;
      for (gsize at = 0; at <= strlen (word->edges); at++)
        {
          for (gint32 r = 0; r < self->n_rules; r++)
            {
              const char *left = self->left[r].edges;

              if (self->left[r].source == vertex && strncmp (word->edges + at, left, strlen (left)) == 0)
                {
                  g_autofree char *after = g_strdup_printf ("%.*s%s%s", (int) at, word->edges, self->right[r].edges,
                                                            word->edges + at + strlen (left));

                  self->below[i][find (self, word->source, after)] = TRUE;
                }
            }
          if (word->edges[at] != '\0')
            vertex = self->tgt[word->edges[at] - 'a'];
        }
    }
  for (guint k = 0; k < self->n_paths; k++)
    for (guint i = 0; i < self->n_paths; i++)
      for (guint j = 0; j < self->n_paths; j++)
        self->below[i][j] = self->below[i][j] || (self->below[i][k] && self->below[k][j]);
}

static ColimPath *
make_path (const Sample *self, const Word *word)
{
  gint32 edges[MOST_LENGTH];
  gsize n = strlen (word->edges);

  for (gsize i = 0; i < n; i++)
    edges[i] = word->edges[i] - 'a';

  return n == 0 ? colim_path_new_identity (self->quiver, word->source, NULL)
                : colim_path_new (self->quiver, edges, n, NULL);
}

static gint32
find_path (const Sample *self, const ColimPath *path)
{
  char edges[64] = "";
  gsize n;
  const gint32 *steps = colim_path_get_edges (path, &n);

  for (gsize i = 0; i < n; i++)
    edges[i] = (char) ('a' + steps[i]);

  return find (self, colim_path_get_source (path), edges);
}

static void
draw (Sample *self, GRand *rand)
{
  ColimPath *left[MOST_RULES], *right[MOST_RULES];
  g_autoptr (ColimFinFunction) src = NULL, tgt = NULL;

  memset (self, 0, sizeof *self);
  self->n_vertices = g_rand_int_range (rand, 1, MOST_VERTICES + 1);
  for (gint32 e = self->n_vertices == 1 ? 0 : random_size (rand, MOST_EDGES); e > 0; e--)
    {
      gint32 a = g_rand_int_range (rand, 0, self->n_vertices - 1);

      self->src[self->n_edges] = a;
      self->tgt[self->n_edges++] = g_rand_int_range (rand, a + 1, self->n_vertices);
    }
  src = colim_fin_function_new (self->src, (gsize) self->n_edges, self->n_vertices, NULL);
  tgt = colim_fin_function_new (self->tgt, (gsize) self->n_edges, self->n_vertices, NULL);
  self->quiver = colim_quiver_new (src, tgt, NULL);
  list_paths (self);
  for (guint trial = 0; trial < 20 && self->n_rules < MOST_RULES; trial++)
    {
      const Word *l = &self->paths[g_rand_int_range (rand, 0, (gint32) self->n_paths)];
      const Word *r = &self->paths[g_rand_int_range (rand, 0, (gint32) self->n_paths)];

      if (l->source != r->source || l->target != r->target || l == r)
        continue;
      left[self->n_rules] = make_path (self, l);
      right[self->n_rules] = make_path (self, r);
      self->left[self->n_rules] = *l;
      self->right[self->n_rules++] = *r;
    }
  close_order (self);
  self->rewriting
      = colim_rewriting_new (self->quiver, left, (gsize) self->n_rules, right, (gsize) self->n_rules, NULL);
  for (gint32 r = 0; r < self->n_rules; r++)
    {
      colim_path_unref (left[r]);
      colim_path_unref (right[r]);
    }
}

static void
clear_sample (Sample *self)
{
  g_clear_pointer (&self->quiver, colim_quiver_unref);
  g_clear_pointer (&self->rewriting, colim_rewriting_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, clear_sample)

/* Images that compose, monotone or not; at worst all goes to an identity. */
static ColimTwoFunctor *
random_images (GRand *rand, const Sample *dom, const Sample *codom)
{
  gint32 vertices[MOST_VERTICES];
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  gboolean constant = g_rand_int_range (rand, 0, 5) == 0;

  for (gint32 v = 0; v < dom->n_vertices; v++)
    vertices[v] = constant ? 0 : v == 0 ? g_rand_int_range (rand, 0, codom->n_vertices) : -1;
  for (gint32 v = 1; v < dom->n_vertices && !constant; v++)
    vertices[v] = g_rand_int_range (rand, vertices[v - 1], codom->n_vertices);
  for (gint32 e = 0; e < dom->n_edges; e++)
    {
      gint32 found[MOST_PATHS], n = 0;

      for (guint i = 0; i < codom->n_paths; i++)
        if (codom->paths[i].source == vertices[dom->src[e]] && codom->paths[i].target == vertices[dom->tgt[e]])
          found[n++] = (gint32) i;
      if (n == 0)
        return NULL;
      g_ptr_array_add (paths, make_path (codom, &codom->paths[found[g_rand_int_range (rand, 0, n)]]));
    }

  return colim_two_functor_new (dom->rewriting, codom->rewriting, vertices, (gsize) dom->n_vertices,
                                (ColimPath **) paths->pdata, paths->len, NULL);
}

static gint32
find_failure (const ColimTwoFunctor *functor, const Sample *dom, const Sample *codom)
{
  ColimFinFunctor *underlying = colim_two_functor_get_underlying (functor);

  for (gint32 r = 0; r < dom->n_rules; r++)
    {
      g_autoptr (ColimPath) left = make_path (dom, &dom->left[r]);
      g_autoptr (ColimPath) right = make_path (dom, &dom->right[r]);
      g_autoptr (ColimPath) lesser = colim_fin_functor_map_path (underlying, left);
      g_autoptr (ColimPath) greater = colim_fin_functor_map_path (underlying, right);

      if (!codom->below[find_path (codom, lesser)][find_path (codom, greater)])
        return r;
    }

  return -1;
}

static ColimTwoFunctor *
random_two_functor (GRand *rand, const Sample *dom, const Sample *codom)
{
  for (;;)
    {
      g_autoptr (ColimTwoFunctor) functor = random_images (rand, dom, codom);

      if (functor != NULL && find_failure (functor, dom, codom) < 0)
        return g_steal_pointer (&functor);
    }
}

static void
generating_inequalities_are_checked (GRand *rand)
{
  g_auto (Sample) dom = { 0 }, codom = { 0 };
  g_autoptr (ColimTwoFunctor) functor = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = NULL;
  gint32 failure;

  draw (&dom, rand);
  draw (&codom, rand);
  functor = random_images (rand, &dom, &codom);
  if (functor == NULL)
    return;
  failure = find_failure (functor, &dom, &codom);
  assert_int_equal (colim_two_functor_check (functor, -1, BUDGET, &error), failure < 0);
  for (gint32 r = 0; r < failure; r++)
    assert_int_equal (colim_two_functor_decide_inequality (functor, r, -1, BUDGET), COLIM_VERDICT_YES);
  if (failure < 0)
    return;
  prefix = g_strdup_printf ("inequality %d, '", failure);
  assert_int_equal (error->code, COLIM_ERROR_EQUATION_VIOLATED);
  assert_true (g_str_has_prefix (error->message, prefix)
               && g_str_has_suffix (error->message, "', which does not hold"));
}

/* Monotone on generators is monotone on all paths. */
static void
two_functors_are_monotone (GRand *rand)
{
  g_auto (Sample) dom = { 0 }, codom = { 0 };
  g_autoptr (ColimTwoFunctor) functor = NULL;

  draw (&dom, rand);
  draw (&codom, rand);
  functor = random_two_functor (rand, &dom, &codom);
  for (guint i = 0; i < dom.n_paths; i++)
    for (guint j = 0; j < dom.n_paths; j++)
      {
        g_autoptr (ColimPath) p = NULL, q = NULL, p_image = NULL, q_image = NULL;

        if (!dom.below[i][j])
          continue;
        p = make_path (&dom, &dom.paths[i]);
        q = make_path (&dom, &dom.paths[j]);
        p_image = colim_fin_functor_map_path (colim_two_functor_get_underlying (functor), p);
        q_image = colim_fin_functor_map_path (colim_two_functor_get_underlying (functor), q);
        assert_true (codom.below[find_path (&codom, p_image)][find_path (&codom, q_image)]);
      }
}

static void
composition_is_associative_unital_and_monotone (GRand *rand)
{
  g_auto (Sample) a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
  g_autoptr (ColimTwoFunctor) f = NULL, g = NULL, h = NULL, fg = NULL, gh = NULL, fg_h = NULL, f_gh = NULL,
                              one = NULL, one_f = NULL;

  draw (&a, rand);
  draw (&b, rand);
  draw (&c, rand);
  draw (&d, rand);
  f = random_two_functor (rand, &a, &b);
  g = random_two_functor (rand, &b, &c);
  h = random_two_functor (rand, &c, &d);
  fg = colim_two_functor_compose (f, g, NULL);
  gh = colim_two_functor_compose (g, h, NULL);
  fg_h = colim_two_functor_compose (fg, h, NULL);
  f_gh = colim_two_functor_compose (f, gh, NULL);
  one = colim_two_functor_new_identity (a.rewriting);
  one_f = colim_two_functor_compose (one, f, NULL);
  assert_true (colim_two_functor_equal (fg_h, f_gh));
  assert_true (colim_two_functor_equal (one_f, f));
  assert_true (colim_two_functor_check (one, -1, BUDGET, NULL));
  assert_true (colim_two_functor_check (fg, -1, BUDGET, NULL));
  assert_true (find_failure (fg, &a, &c) < 0);
}

/* Par is the walking inequality, and over a point everything lies. */
static void
two_functors_out_of_par_are_inequalities (GRand *rand)
{
  g_auto (Sample) sample = { 0 };
  const gint32 zeros[MOST_VERTICES] = { 0 };
  g_autoptr (ColimFinFunction) none = colim_fin_function_new (NULL, 0, 1, NULL);
  g_autoptr (ColimQuiver) dot = colim_quiver_new (none, none, NULL);
  g_autoptr (ColimRewriting) point = colim_rewriting_new (dot, NULL, 0, NULL, 0, NULL),
                             par = colim_two_category_new_par ();
  g_autoptr (ColimPath) id = colim_path_new_identity (dot, 0, NULL);
  ColimPath *ids[MOST_EDGES] = { id, id, id, id, id, id };
  g_autoptr (ColimTwoFunctor) down = colim_two_functor_new (par, point, zeros, 2, ids, 2, NULL), along = NULL;
  g_autoptr (GPtrArray) lifts = NULL;
  gboolean complete;
  guint n = 0;

  draw (&sample, rand);
  along = colim_two_functor_new (sample.rewriting, point, zeros, (gsize) sample.n_vertices, ids,
                                 (gsize) sample.n_edges, NULL);
  lifts = colim_two_functor_list_lifts (down, along, -1, -1, 1000000, &complete, NULL);
  assert_true (complete);
  for (guint i = 0; i < sample.n_paths; i++)
    for (guint j = 0; j < sample.n_paths; j++)
      n += sample.below[i][j];
  assert_int_equal (lifts->len, n);
  for (guint i = 0; i < n; i++)
    {
      ColimFinFunctor *lift = colim_two_functor_get_underlying (g_ptr_array_index (lifts, i));

      assert_true (sample.below[find_path (&sample, colim_fin_functor_get_image (lift, 0))]
                               [find_path (&sample, colim_fin_functor_get_image (lift, 1))]);
    }
}

/* Over an inequality l ≤ r lie the inequalities p ≤ q of paths that go to l and to r. */
static void
lifts_of_an_inequality_lie_over_it (GRand *rand)
{
  g_auto (Sample) total = { 0 }, base = { 0 };
  g_autoptr (ColimRewriting) par = colim_two_category_new_par ();
  g_autoptr (ColimTwoFunctor) down = NULL, along = NULL;
  g_autoptr (ColimPath) l = NULL, r = NULL;
  g_autoptr (GPtrArray) lifts = NULL;
  guint first, second, n = 0;

  draw (&total, rand);
  draw (&base, rand);
  along = random_two_functor (rand, &total, &base);
  do
    {
      first = (guint) g_rand_int_range (rand, 0, (gint32) base.n_paths);
      second = (guint) g_rand_int_range (rand, 0, (gint32) base.n_paths);
  } while (!base.below[first][second]);
  l = make_path (&base, &base.paths[first]);
  r = make_path (&base, &base.paths[second]);
  down = colim_two_functor_new (par, base.rewriting,
                                (const gint32[]) { base.paths[first].source, base.paths[first].target }, 2,
                                (ColimPath *[]) { l, r }, 2, NULL);
  lifts = colim_two_functor_list_lifts (down, along, -1, -1, 1000000, NULL, NULL);
  for (guint i = 0; i < total.n_paths; i++)
    for (guint j = 0; j < total.n_paths; j++)
      {
        g_autoptr (ColimPath) p = make_path (&total, &total.paths[i]), q = make_path (&total, &total.paths[j]);
        g_autoptr (ColimPath) p_image = colim_fin_functor_map_path (colim_two_functor_get_underlying (along), p);
        g_autoptr (ColimPath) q_image = colim_fin_functor_map_path (colim_two_functor_get_underlying (along), q);

        n += total.below[i][j] && find_path (&base, p_image) == (gint32) first
             && find_path (&base, q_image) == (gint32) second;
      }
  assert_int_equal (lifts->len, n);
}

/* One object, two arrows a and b, and a ≤ a.a: whether a ≤ b takes for ever, and a.a ≤ a does too. */
static void
what_is_unknown_is_told_from_what_is_false (void **state)
{
  g_autoptr (ColimFinFunction) ends = colim_fin_function_new ((const gint32[]) { 0, 0 }, 2, 1, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (ends, ends, NULL);
  g_autoptr (ColimPath) a = colim_path_new (quiver, (const gint32[]) { 0 }, 1, NULL);
  g_autoptr (ColimPath) b = colim_path_new (quiver, (const gint32[]) { 1 }, 1, NULL);
  g_autoptr (ColimPath) aa = colim_path_new (quiver, (const gint32[]) { 0, 0 }, 2, NULL);
  g_autoptr (ColimRewriting) growing = colim_rewriting_new (quiver, &a, 1, &aa, 1, NULL);
  g_autoptr (ColimRewriting) par = colim_two_category_new_par (), ind = colim_two_category_new_ind ();
  ColimPath *pair[] = { a, b }, *back[] = { b, a };
  const gint32 zeros[] = { 0, 0 };
  g_autoptr (ColimTwoFunctor) unknown = colim_two_functor_new (par, growing, zeros, 2, pair, 2, NULL);
  g_autoptr (ColimTwoFunctor) false_one = colim_two_functor_new (par, growing, zeros, 2, back, 2, NULL);
  g_autoptr (ColimTwoFunctor) identity = colim_two_functor_new_identity (ind);
  g_autoptr (GError) error = NULL;

  assert_false (colim_two_functor_check (unknown, -1, 1000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET,
                      "inequality 0, '0 ≤ 1', goes to '0 ≤ 1', of which it is not known whether it holds");
  g_clear_error (&error);
  assert_false (colim_two_functor_check (false_one, -1, 1000, &error));
  assert_colim_error (error, COLIM_ERROR_EQUATION_VIOLATED,
                      "inequality 0, '0 ≤ 1', goes to '1 ≤ 0', which does not hold");
  g_clear_error (&error);
  assert_null (colim_two_functor_compose (unknown, identity, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE, "the first 2-functor does not end where the second starts");
}

static void
equations_are_inequalities_both_ways (void **state)
{
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((const gint32[]) { 0, 0, 0 }, 3, 2, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((const gint32[]) { 1, 1, 1 }, 3, 2, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (src, tgt, NULL);
  g_autoptr (GPtrArray) edges = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (ColimPresentation) presentation = NULL;
  g_autoptr (ColimRewriting) order = NULL;
  /* a = b, b ≤ c */
  static const ColimVerdict expected[3][3] = {
    { COLIM_VERDICT_YES, COLIM_VERDICT_YES, COLIM_VERDICT_YES },
    { COLIM_VERDICT_YES, COLIM_VERDICT_YES, COLIM_VERDICT_YES },
    { COLIM_VERDICT_NO, COLIM_VERDICT_NO, COLIM_VERDICT_YES },
  };
  g_autoptr (GError) error = NULL;

  for (gint32 e = 0; e < 3; e++)
    g_ptr_array_add (edges, colim_path_new (quiver, &e, 1, NULL));
  presentation
      = colim_presentation_new (quiver, (ColimPath **) edges->pdata, 1, (ColimPath **) edges->pdata + 1, 1, NULL);
  order = colim_two_category_new (presentation, (ColimPath **) edges->pdata + 1, 1, (ColimPath **) edges->pdata + 2,
                                  1, NULL);
  for (gint32 i = 0; i < 3; i++)
    for (gint32 j = 0; j < 3; j++)
      assert_int_equal (
          colim_rewriting_decide (order, g_ptr_array_index (edges, i), g_ptr_array_index (edges, j), -1, 100, NULL),
          expected[i][j]);
  assert_null (colim_two_category_new (presentation, (ColimPath **) edges->pdata, 1, NULL, 0, &error));
  assert_colim_error (error, COLIM_ERROR_INVALID, "1 lesser sides and 0 greater ones");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (generating_inequalities_are_checked),
    property_test (two_functors_are_monotone),
    property_test (composition_is_associative_unital_and_monotone),
    property_test (two_functors_out_of_par_are_inequalities),
    property_test (lifts_of_an_inequality_lie_over_it),
    cmocka_unit_test (what_is_unknown_is_told_from_what_is_false),
    cmocka_unit_test (equations_are_inequalities_both_ways),
  };

  return cmocka_run_group_tests_name ("two-functor", tests, NULL, NULL);
}
