/* Schemas as presented categories: functors between schemas are functors there, and the category of elements lies
 * over them, an arrow from each element for each arrow of the schema. */

#include <colim/comma.h>
#include <colim/elements.h>
#include <colim/functor.h>
#include <colim/representable.h>
#include <colim/shape.h>

#include "tests/lib/csets/random-cset.h"

#define BUDGET 1000000

static void
a_schema_presents_its_arrows (void **state)
{
  g_autoptr (ColimPresentation) presentation = colim_schema_present (colim_schema_find_builtin ("WGlob"));
  ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
  g_autofree char *left = colim_presentation_print_path (presentation, colim_presentation_get_left (presentation, 0));

  assert_int_equal (colim_quiver_get_n_vertices (quiver), 4);
  assert_int_equal (colim_quiver_get_n_edges (quiver), 6);
  assert_int_equal (colim_presentation_get_n_equations (presentation), 2);
  assert_string_equal (colim_presentation_get_vertex_name (presentation, 3), "Weight");
  assert_string_equal (colim_presentation_get_edge_name (presentation, 5), "weight2");
  assert_int_equal (colim_quiver_get_tgt (quiver, 5), 3);
  assert_string_equal (left, "src2 >> src");
}

/* Graphs as reflexive graphs forget; the other way round there is nothing to send refl to, and what is sent there
 * must be a section. */
static void
functors_of_schemas_are_checked_against_equations (void **state)
{
  ColimSchema *graph = colim_schema_find_builtin ("Graph"), *reflexive = colim_schema_find_builtin ("ReflexiveGraph");
  g_autoptr (ColimFunctor) forget = colim_functor_new (
      graph, reflexive, (const gint32[]) { 0, 1 }, 2, (const gint32[]) { 1, 1 }, 2, (const gint32[]) { 0, 1 }, 2, NULL);
  g_autoptr (ColimFunctor) collapse = colim_functor_new (reflexive, graph, (const gint32[]) { 0, 0 }, 2,
                                                         (const gint32[]) { 0, 0, 0 }, 3, NULL, 0, NULL);
  /* E to E by src and then refl: not the identity. */
  g_autoptr (ColimFunctor) wrong
      = colim_functor_new (colim_schema_find_builtin ("SymmetricGraph"), reflexive, (const gint32[]) { 0, 1 }, 2,
                           (const gint32[]) { 1, 1, 2 }, 3, (const gint32[]) { 0, 1, 0, 2 }, 4, NULL);
  ColimFunctor *functors[] = { forget, collapse, wrong };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (functors); i++)
    {
      ColimFinFunctor *presented = colim_functor_get_presented (functors[i]);
      g_autoptr (ColimCompletion) completion = colim_completion_new (colim_fin_functor_get_codom (presented), BUDGET);

      assert_int_equal (colim_fin_functor_check (presented, completion, &error), i < 2);
    }
  assert_colim_error (
      error, COLIM_ERROR_EQUATION_VIOLATED,
      "no functor: 'inv >> inv = id' would be 'src >> refl >> src >> refl = id', which does not hold");
}

/* An attribute type of which nothing says where it goes has an object of its own. */
static void
strays_have_an_object_of_their_own (void **state)
{
  ColimSchema *graph = colim_schema_find_builtin ("Graph");
  g_autoptr (ColimFunctor) functor
      = colim_functor_new (colim_schema_find_builtin ("LoneAttr"), graph, NULL, 0, NULL, 0, NULL, 0, NULL);
  ColimFinFunctor *presented = colim_functor_get_presented (functor);
  ColimPresentation *codom = colim_fin_functor_get_codom (presented);

  assert_int_equal (colim_functor_get_attr_type (functor, 0), -1);
  assert_int_equal (colim_fin_functor_apply (presented, 0), 2);
  assert_string_equal (colim_presentation_get_vertex_name (codom, 2), "X");
  assert_int_equal (colim_quiver_get_n_vertices (colim_presentation_get_quiver (codom)), 3);
}

/* Over each hom one arrow starts at each element, and it ends where the hom sends it. */
static void
elements_lie_over_the_schema (GRand *rand)
{
  g_autoptr (ColimCSet) cset = random_graph (rand, "WeightedGraph", 8);
  g_autoptr (ColimFinFunctor) projection = colim_cset_project_elements (cset, NULL);
  g_autoptr (ColimCompletion) completion = colim_completion_new (colim_fin_functor_get_codom (projection), BUDGET);
  ColimQuiver *elements = colim_presentation_get_quiver (colim_fin_functor_get_dom (projection));
  ColimQuiver *schema = colim_presentation_get_quiver (colim_fin_functor_get_codom (projection));
  gint32 n_vertices = colim_cset_get_n_parts (cset, "V", NULL);

  assert_true (colim_fin_functor_check (projection, completion, NULL));
  for (gint32 x = 0; x < colim_quiver_get_n_vertices (elements); x++)
    {
      gint32 object = colim_fin_functor_apply (projection, x), part = object == 0 ? x : x - n_vertices;
      gsize n;
      const gint32 *out = colim_quiver_get_out_edges (elements, x, &n);

      assert_int_equal (object, x < n_vertices ? 0 : 1);
      assert_int_equal (n, object == 0 ? 0 : 2);
      for (gsize i = 0; i < n; i++)
        {
          gsize one;
          gint32 hom = colim_path_get_edges (colim_fin_functor_get_image (projection, out[i]), &one)[0];

          assert_int_equal (one, 1);
          assert_int_equal (hom, i);
          assert_int_equal (colim_quiver_get_src (schema, hom), object);
          assert_int_equal (colim_quiver_get_tgt (elements, out[i]),
                            colim_fin_function_apply (colim_cset_get_hom_at (cset, hom), part));
        }
    }
}

/* The elements of what an object represents are the arrows out of it: the category of elements is its coslice. */
static void
elements_of_representables_are_coslices (void **state)
{
  static const char *const schemas[]
      = { "Quaternions", "S3",   "Cyclic4", "Dihedral2", "DDS42",          "Loop", "Graph",
          "Petri",       "SSet", "SquareP", "School",    "ReflexiveGraph", "Span", "Set" };
  g_autoptr (ColimPresentation) point = colim_shape_new ("point", 0, NULL);
  g_autoptr (ColimCompletion) point_completion = colim_completion_new (point, BUDGET);
  g_autoptr (ColimCategory) one = colim_category_new_presented (point_completion, 1, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      ColimSchema *schema = colim_schema_find_builtin (schemas[i]);
      g_autoptr (ColimPresentation) presentation = colim_schema_present (schema);
      g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);
      g_autoptr (ColimCategory) category = colim_category_new_presented (completion, 100, NULL);
      g_autoptr (ColimFinFunctor) identity = colim_fin_functor_new_identity (presentation);

      for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
        {
          g_autoptr (ColimCSet) representable = colim_representable_new (schema, ob, BUDGET, NULL);
          g_autoptr (ColimFinFunctor) projection = colim_cset_project_elements (representable, NULL);
          g_autoptr (ColimCompletion) over
              = colim_completion_new (colim_fin_functor_get_dom (projection), 100 * BUDGET);
          g_autoptr (ColimCategory) elements = colim_category_new_presented (over, 1000, NULL);
          g_autoptr (ColimFinFunctor) pick = colim_fin_functor_new (point, presentation, &ob, 1, NULL, 0, NULL);
          g_autoptr (ColimComma) coslice = colim_comma_new (one, pick, category, identity, category, NULL);
          ColimQuiver *found, *wanted;

          assert_non_null (elements);
          found = colim_category_get_arrows (elements);
          wanted = colim_category_get_arrows (colim_comma_get_category (coslice));
          assert_int_equal (colim_quiver_get_n_vertices (found), colim_quiver_get_n_vertices (wanted));
          assert_int_equal (colim_quiver_get_n_edges (found), colim_quiver_get_n_edges (wanted));
          assert_true (colim_fin_functor_check (projection, completion, NULL));
        }
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_schema_presents_its_arrows),
    cmocka_unit_test (functors_of_schemas_are_checked_against_equations),
    cmocka_unit_test (strays_have_an_object_of_their_own),
    property_test (elements_lie_over_the_schema),
    cmocka_unit_test (elements_of_representables_are_coslices),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
