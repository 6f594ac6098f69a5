/* What a chase ends with has its dependencies, and is the first that has them: both are judged by search, one match
 * after the other.  Known cases: closures of graphs, whose sizes are known, and what never ends. */

#include <colim/chase.h>

#include "tests/lib/csets/functors.h"
#include "tests/lib/csets/graphs.h"

#define BUDGET 300000
#define N_DEPENDENCIES 2

/* A search for the homomorphisms that extend a match along a dependency. */
static ColimHomSearch *
search_extensions (ColimHom *dependency, ColimHom *match)
{
  ColimCSet *trigger = colim_hom_get_dom (dependency), *conclusion = colim_hom_get_codom (dependency);
  const ColimSchema *schema = colim_cset_get_schema (trigger);
  ColimHomSearch *search = colim_hom_search_new (conclusion, colim_hom_get_codom (match));

  colim_hom_search_set_free_ok (search, NULL, NULL);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 t = 0; t < colim_cset_get_n_parts_at (trigger, ob); t++)
      colim_hom_search_set_initial (search, colim_schema_get_object_name (schema, ob),
                                    colim_fin_function_apply (colim_hom_get_component_at (dependency, ob), t),
                                    colim_fin_function_apply (colim_hom_get_component_at (match, ob), t), NULL);

  return search;
}

/* Whether what was found extends the match: where the dependency glues, an initial image may have been replaced. */
static gboolean
agrees (ColimHom *extension, gpointer data)
{
  ColimHom *dependency = ((gpointer *) data)[0], *match = ((gpointer *) data)[1];
  g_autoptr (ColimHom) composite = colim_hom_compose (dependency, extension, NULL);

  if (!colim_hom_equal (composite, match))
    return TRUE;
  *(gboolean *) ((gpointer *) data)[2] = TRUE;

  return FALSE;
}

static gboolean
extends (ColimHom *dependency, ColimHom *match)
{
  g_autoptr (ColimHomSearch) search = search_extensions (dependency, match);
  gboolean found = FALSE;

  colim_hom_search_foreach (search, agrees, (gpointer[]) { dependency, match, &found }, NULL);

  return found;
}

static gboolean
note_extension (ColimHom *match, gpointer data)
{
  return *(gboolean *) ((gpointer *) data)[1] = extends (((gpointer *) data)[0], match);
}

/* Whether every match of a dependency extends. */
static gboolean
holds (ColimHom *dependency, ColimCSet *cset)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (colim_hom_get_dom (dependency), cset);
  gboolean all = TRUE;
  g_autoptr (GError) error = NULL;

  colim_hom_search_foreach (search, note_extension, (gpointer[]) { dependency, &all }, &error);
  g_assert_no_error (error);

  return all;
}

typedef struct {
  ColimSchema *schema;
  ColimCSet *from;
  ColimHom *dependencies[N_DEPENDENCIES];
} Case;

/* A small C-set all of whose variables are used, as search needs them. */
static ColimCSet *
random_small (GRand *rand, ColimSchema *schema, gint32 most)
{
  while (TRUE)
    {
      g_autoptr (ColimCSet) cset = random_cset (rand, schema, most);
      g_autoptr (ColimHomSearch) search = colim_hom_search_new (cset, cset);
      g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);

      if (count != NULL)
        return g_steal_pointer (&cset);
    }
}

static void
case_init (Case *self, GRand *rand)
{
  self->schema = random_schema (rand);
  self->from = random_small (rand, self->schema, 3);
  for (guint i = 0; i < N_DEPENDENCIES; i++)
    while (self->dependencies[i] == NULL)
      {
        g_autoptr (ColimCSet) trigger = random_small (rand, self->schema, 2);
        g_autoptr (ColimCSet) conclusion = random_small (rand, self->schema, 2);

        self->dependencies[i] = find_hom (trigger, conclusion);
      }
}

static void
case_clear (Case *self)
{
  colim_schema_unref (self->schema);
  colim_cset_unref (self->from);
  for (guint i = 0; i < N_DEPENDENCIES; i++)
    colim_hom_unref (self->dependencies[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static ColimChase *
chase (const Case *c, gint64 n_rounds, gboolean *conflict)
{
  g_autoptr (GError) error = NULL;
  ColimChase *self
      = colim_chase_new (c->from, (ColimHom **) c->dependencies, N_DEPENDENCIES, n_rounds, BUDGET, &error);

  *conflict = g_error_matches (error, COLIM_ERROR, COLIM_ERROR_ATTRIBUTE_CONFLICT);
  if (self == NULL && !*conflict)
    assert_int_equal (error->code, COLIM_ERROR_BUDGET);

  return self;
}

static void
dependencies_hold_where_a_chase_ends (GRand *rand)
{
  g_auto (Case) c = { 0, };
  gboolean conflict, hold = TRUE;
  g_autoptr (ColimChase) result = NULL;

  case_init (&c, rand);
  result = chase (&c, g_rand_int_range (rand, 0, 4), &conflict);
  if (result == NULL)
    return;
  assert_true (colim_cset_check (colim_chase_get_cset (result), NULL));
  for (guint i = 0; i < N_DEPENDENCIES; i++)
    hold = hold && holds (c.dependencies[i], colim_chase_get_cset (result));
  assert_int_equal (colim_chase_get_terminates (result), hold);
}

static gboolean
check_universal (ColimHom *hom, gpointer data)
{
  assert_non_null (data);
  assert_true (extends (data, hom));

  return TRUE;
}

/* Every homomorphism to something that has the dependencies goes through what was chased, whether or not it is done;
 * and where constants were to be one there is none. */
static void
a_chase_does_only_what_it_must (GRand *rand)
{
  g_auto (Case) c = { 0, };
  gboolean conflict;
  g_autoptr (ColimChase) result = NULL;
  g_autoptr (GError) error = NULL;

  case_init (&c, rand);
  result = chase (&c, 2, &conflict);
  if (result == NULL && !conflict)
    return;
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (ColimCSet) to = random_small (rand, c.schema, 3);
      g_autoptr (ColimHomSearch) search = colim_hom_search_new (c.from, to);

      if (!holds (c.dependencies[0], to) || !holds (c.dependencies[1], to))
        continue;
      colim_hom_search_foreach (search, check_universal, result != NULL ? colim_chase_get_hom (result) : NULL, &error);
      g_assert_no_error (error);
    }
}

/* The homomorphism that is reported is one. */
static void
what_was_there_is_followed (GRand *rand)
{
  g_auto (Case) c = { 0, };
  gboolean conflict;
  g_autoptr (ColimChase) result = NULL;
  g_autoptr (ColimHom) checked = NULL;
  ColimFinFunction *components[8];
  gint32 n_objects;
  g_autoptr (GError) error = NULL;

  case_init (&c, rand);
  result = chase (&c, 2, &conflict);
  if (result == NULL)
    return;
  n_objects = colim_schema_get_n_objects (c.schema);
  for (gint32 ob = 0; ob < n_objects; ob++)
    components[ob] = colim_hom_get_component_at (colim_chase_get_hom (result), ob);
  checked = colim_hom_new (c.from, colim_chase_get_cset (result), components, (gsize) n_objects, &error);
  g_assert_no_error (error);
  assert_true (colim_hom_equal (checked, colim_chase_get_hom (result)));
}

/* Two edges in a row give a third one. */
static ColimHom *
make_transitivity (void)
{
  g_autoptr (ColimCSet) path = graph_new_path (3);
  g_autoptr (ColimCSet) triangle = graph_new (3, (const gint32[]) { 0, 1, 0 }, (const gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (path, triangle);

  for (gint32 v = 0; v < 3; v++)
    colim_hom_search_set_initial (search, "V", v, v, NULL);

  return colim_hom_search_find (search, NULL);
}

static void
a_path_becomes_transitive (void **state)
{
  g_autoptr (ColimCSet) path = graph_new_path (40);
  g_autoptr (ColimHom) transitivity = make_transitivity ();
  g_autoptr (ColimChase) result = colim_chase_new (path, &transitivity, 1, 20, 10000000, NULL);
  g_autoptr (ColimChase) early = colim_chase_new (path, &transitivity, 1, 2, 10000000, NULL);

  assert_true (colim_chase_get_terminates (result));
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "V", NULL), 40);
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "E", NULL), 40 * 39 / 2);
  assert_false (colim_chase_get_terminates (early));
}

/* Every vertex has an edge to a new one: rounds end it, or the budget. */
static void
what_never_ends_is_stopped (void **state)
{
  g_autoptr (ColimCSet) point = graph_new_path (1), edge = graph_new_path (2);
  g_autoptr (ColimHom) successor = find_hom (point, edge);
  g_autoptr (ColimChase) result = colim_chase_new (point, &successor, 1, 100, 100000, NULL);
  g_autoptr (GError) error = NULL;

  assert_false (colim_chase_get_terminates (result));
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "V", NULL), 101);
  assert_null (colim_chase_new (point, &successor, 1, G_MAXINT64, 100000, &error));
  assert_int_equal (error->code, COLIM_ERROR_BUDGET);
}

/* Many merges in one turn: all vertices of a long path. */
static void
a_path_collapses (void **state)
{
  g_autoptr (ColimCSet) path = graph_new_path (5000), edge = graph_new_path (2);
  g_autoptr (ColimCSet) loop = graph_new (1, (const gint32[]) { 0 }, (const gint32[]) { 0 }, 1);
  g_autoptr (ColimHom) collapse = find_hom (edge, loop);
  g_autoptr (ColimChase) result = colim_chase_new (path, &collapse, 1, 5, 10000000, NULL);

  assert_true (colim_chase_get_terminates (result));
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "V", NULL), 1);
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "E", NULL), 4999);
}

/* Sources of edges to one vertex are one, and have a loop: the loop of one of them is the loop of both. */
static void
what_is_merged_has_the_edges_of_both (void **state)
{
  g_autoptr (ColimCSet) graph = graph_new (3, (const gint32[]) { 0, 1, 1 }, (const gint32[]) { 2, 2, 1 }, 3);
  g_autoptr (ColimCSet) wedge = graph_new (3, (const gint32[]) { 0, 1 }, (const gint32[]) { 2, 2 }, 2);
  g_autoptr (ColimCSet) parallel = graph_new (2, (const gint32[]) { 0, 0 }, (const gint32[]) { 1, 1 }, 2);
  g_autoptr (ColimCSet) edge = graph_new_path (2);
  g_autoptr (ColimCSet) looped = graph_new (2, (const gint32[]) { 0, 0 }, (const gint32[]) { 1, 0 }, 2);
  g_autoptr (ColimHomSearch) monic = colim_hom_search_new (edge, looped), onto = colim_hom_search_new (wedge, parallel);
  g_autoptr (ColimHom) loop = NULL, glue = NULL;
  g_autoptr (ColimChase) result = NULL;

  colim_hom_search_set_monic (monic, NULL, NULL);
  colim_hom_search_set_epic (onto, NULL, NULL);
  loop = colim_hom_search_find (monic, NULL);
  glue = colim_hom_search_find (onto, NULL);
  result = colim_chase_new (graph, (ColimHom *[]) { glue, loop }, 2, 3, 10000, NULL);
  assert_true (colim_chase_get_terminates (result));
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "V", NULL), 2);
  assert_int_equal (colim_cset_get_n_parts (colim_chase_get_cset (result), "E", NULL), 3);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (dependencies_hold_where_a_chase_ends, 500),
    property_test_n (a_chase_does_only_what_it_must, 500),
    property_test (what_was_there_is_followed),
    cmocka_unit_test (a_path_becomes_transitive),
    cmocka_unit_test (what_never_ends_is_stopped),
    cmocka_unit_test (a_path_collapses),
    cmocka_unit_test (what_is_merged_has_the_edges_of_both),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
