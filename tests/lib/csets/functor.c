/* Pulling back is precomposition: identities change nothing, composites are two steps; what does not compose is
 * refused. */

#include <colim/elements.h>
#include <colim/components.h>
#include <colim/functor.h>
#include <colim/representable.h>

#include "tests/lib/csets/random-cset.h"

static void
identities_change_nothing (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin ("WeightedGraph");
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", 10);
  g_autoptr (ColimFunctor) identity
      = colim_functor_new (schema, schema, (const gint32[]) { 0, 1 }, 2, (const gint32[]) { 1, 1, 1 }, 3,
                           (const gint32[]) { 0, 1, 2 }, 3, NULL);
  g_autoptr (ColimCSet) same = colim_functor_pull_back (identity, graph, NULL);

  assert_true (colim_cset_equal (graph, same));
}

/* Edges and their sources as a dynamical system of vertices; an identity as the empty path. */
static void
paths_are_composed (GRand *rand)
{
  ColimSchema *arrow = colim_schema_find_builtin ("Arrow"), *graph = colim_schema_find_builtin ("Graph");
  g_autoptr (ColimCSet) cset = random_graph (rand, "Graph", 10);
  g_autoptr (ColimFunctor) functor = colim_functor_new (arrow, graph, (const gint32[]) { 1, 0 }, 2,
                                                        (const gint32[]) { 1 }, 1, (const gint32[]) { 1 }, 1, NULL);
  g_autoptr (ColimFunctor) constant
      = colim_functor_new (arrow, graph, (const gint32[]) { 1, 1 }, 2, (const gint32[]) { 0 }, 1, NULL, 0, NULL);
  g_autoptr (ColimCSet) targets = colim_functor_pull_back (functor, cset, NULL);
  g_autoptr (ColimCSet) edges = colim_functor_pull_back (constant, cset, NULL);
  g_autoptr (ColimFinFunction) identity = colim_fin_function_new_identity (colim_cset_get_n_parts (cset, "E", NULL));

  assert_true (colim_fin_function_equal (colim_cset_get_hom_at (targets, 0), colim_cset_get_hom (cset, "tgt", NULL)));
  assert_true (colim_fin_function_equal (colim_cset_get_hom_at (edges, 0), identity));
}

static void
what_does_not_compose_is_refused (void **state)
{
  ColimSchema *arrow = colim_schema_find_builtin ("Arrow"), *graph = colim_schema_find_builtin ("Graph");
  static const struct {
    gint32 objects[2];
    gint32 length;
    gint32 steps[2];
    gint32 n_steps;
    ColimError code;
    const char *message;
  } cases[] = {
    { { 1, 2 }, 1, { 0 }, 1, COLIM_ERROR_OUT_OF_RANGE, "the image of 'B' is object 2, but there are 2" },
    { { 1, 0 }, 1, { 2 }, 1, COLIM_ERROR_OUT_OF_RANGE, "the image of 'f' has an arrow 2, but there are 2" },
    { { 1, 0 }, 2, { 0, 1 }, 2, COLIM_ERROR_NOT_COMPOSABLE,
      "'tgt' in the image of 'f' does not start where what is before it ends" },
    { { 1, 0 }, 0, { 0 }, 0, COLIM_ERROR_NOT_COMPOSABLE, "the image of 'f' ends at 'E', not at 'V'" },
    { { 1, 0 }, -1, { 0 }, 1, COLIM_ERROR_INVALID,
      "a functor has an image for each object and each arrow, and the steps of all their paths" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (colim_functor_new (arrow, graph, cases[i].objects, 2, &cases[i].length, 1, cases[i].steps,
                                      (gsize) cases[i].n_steps, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

/* As many parts as group elements, or as paths; and connected, as one part generates all. */
static void
representables_have_the_sizes_of_their_monoids (void **state)
{
  static const struct {
    const char *schema;
    const char *object;
    gint32 n;
  } cases[] = {
    { "Quaternions", "G", 8 }, { "S3", "G", 6 },    { "Cyclic4", "G", 4 }, { "Dihedral2", "G", 4 },
    { "DDS42", "X", 4 },       { "Loop", "X", 3 },  { "Set", "X", 1 },     { "ReflexiveGraph", "V", 1 },
    { "SymmetricGraph", "E", 2 }, { "SSet", "T", 1 }, { "WGlob", "Cell", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ColimSchema *schema = colim_schema_find_builtin (cases[i].schema);
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimCSet) cset
          = colim_representable_new (schema, colim_schema_find_object (schema, cases[i].object), 100000, &error);
      g_autoptr (ColimQuiver) elements = NULL;
      g_autoptr (ColimFinFunction) components = NULL;

      g_assert_no_error (error);
      assert_int_equal (colim_cset_get_n_parts (cset, cases[i].object, NULL), cases[i].n);
      elements = colim_cset_list_elements (cset, NULL);
      components = colim_quiver_find_components (elements);
      assert_int_equal (colim_fin_function_get_codom (components), 1);
    }
}

static void
what_is_infinite_takes_its_budget (void **state)
{
  g_autoptr (GError) error = NULL;

  assert_null (colim_representable_new (colim_schema_find_builtin ("DDS"), 0, 100000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET,
                      "the budget of steps ran out before all parts were found; there may be infinitely many");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (identities_change_nothing),
    property_test (paths_are_composed),
    cmocka_unit_test (what_does_not_compose_is_refused),
    cmocka_unit_test (representables_have_the_sizes_of_their_monoids),
    cmocka_unit_test (what_is_infinite_takes_its_budget),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
