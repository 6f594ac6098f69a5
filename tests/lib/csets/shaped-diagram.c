/* Diagrams of C-sets that are functors from presented categories: refused just where an equation fails for some part,
 * and else with the limit and the colimit of their generators. */

#include <colim/colimit.h>
#include <colim/hom-search.h>
#include <colim/limit.h>
#include <colim/shape.h>

#include "tests/lib/csets/random-cset.h"

static const struct {
  const char *name;
  gint32 n;
} shapes[] = { { "idempotent", 0 }, { "involution", 0 }, { "cyclic", 3 }, { "triangle", 0 },
               { "retract", 0 },    { "square", 0 },     { "isomorphism", 0 }, { "span", 0 } };

static gboolean
keep (ColimHom *hom, gpointer homs)
{
  g_ptr_array_add (homs, colim_hom_ref (hom));

  return ((GPtrArray *) homs)->len < 40;
}

static ColimHom *
pick_hom (GRand *rand, ColimCSet *dom, ColimCSet *codom)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);
  g_autoptr (GPtrArray) homs = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);

  colim_hom_search_set_free_ok (search, NULL, NULL);
  colim_hom_search_foreach (search, keep, homs, NULL);

  return homs->len > 0 ? colim_hom_ref (homs->pdata[g_rand_int_range (rand, 0, (gint32) homs->len)]) : NULL;
}

/* Where a variable ends; constants stay what they are. */
static char *
follow_variable (ColimHom *const *arrows, const gint32 *edges, gsize n, gint32 variable)
{
  for (gsize i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if (colim_hom_get_value_at (arrows[edges[i]], 0, variable, &value))
        return g_strdup_value_contents (&value);
      variable = colim_hom_get_variable_at (arrows[edges[i]], 0, variable);
    }

  return g_strdup_printf ("variable %d", variable);
}

static gint32
follow (ColimHom *const *arrows, const gint32 *edges, gsize n, gint32 ob, gint32 part)
{
  for (gsize i = 0; i < n; i++)
    part = colim_fin_function_apply (colim_hom_get_component_at (arrows[edges[i]], ob), part);

  return part;
}

static gboolean
holds (const ColimPresentation *shape, gint32 equation, ColimCSet *const *objects, ColimHom *const *arrows)
{
  const ColimPath *left = colim_presentation_get_left (shape, equation);
  const ColimPath *right = colim_presentation_get_right (shape, equation);
  ColimCSet *start = objects[colim_path_get_source (left)];
  gint32 n_variables = colim_schema_get_n_attr_types (colim_cset_get_schema (start)) > 0
                           ? colim_cset_get_n_variables_at (start, 0)
                           : 0;
  gsize n_left, n_right;
  const gint32 *left_edges = colim_path_get_edges (left, &n_left);
  const gint32 *right_edges = colim_path_get_edges (right, &n_right);

  for (gint32 ob = 0; ob < 2; ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (start, ob); x++)
      if (follow (arrows, left_edges, n_left, ob, x) != follow (arrows, right_edges, n_right, ob, x))
        return FALSE;
  for (gint32 v = 0; v < n_variables; v++)
    {
      g_autofree char *first = follow_variable (arrows, left_edges, n_left, v);
      g_autofree char *second = follow_variable (arrows, right_edges, n_right, v);

      if (!g_str_equal (first, second))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_functor (const ColimPresentation *shape, ColimCSet *const *objects, ColimHom *const *arrows)
{
  for (gint32 i = 0; i < colim_presentation_get_n_equations (shape); i++)
    if (!holds (shape, i, objects, arrows))
      return FALSE;

  return TRUE;
}

static void
compare (ColimPresentation *shape, ColimCSet **objects, gsize n_objects, ColimHom **arrows, gsize n_arrows)
{
  ColimQuiver *quiver = colim_presentation_get_quiver (shape);
  ColimSchema *schema = colim_cset_get_schema (objects[0]);
  gint32 sources[8], targets[8];
  gboolean functor = is_functor (shape, objects, arrows);
  g_autoptr (GError) error = NULL, other_error = NULL;
  g_autoptr (ColimLimit) limit = colim_limit_new_shaped (shape, schema, objects, n_objects, arrows, n_arrows, &error);
  g_autoptr (ColimColimit) colimit
      = colim_colimit_new_shaped (shape, schema, objects, n_objects, arrows, n_arrows, &other_error);
  g_autoptr (ColimLimit) free_limit = NULL;
  g_autoptr (ColimColimit) free_colimit = NULL;

  if (!functor)
    {
      assert_null (limit);
      assert_null (colimit);
      assert_int_equal (error->code, COLIM_ERROR_EQUATION_VIOLATED);
      assert_string_equal (error->message, other_error->message);
      return;
    }
  for (gsize e = 0; e < n_arrows; e++)
    {
      sources[e] = colim_quiver_get_src (quiver, (gint32) e);
      targets[e] = colim_quiver_get_tgt (quiver, (gint32) e);
    }
  free_limit = colim_limit_new (schema, objects, n_objects, arrows, n_arrows, sources, n_arrows, targets, n_arrows,
                                NULL);
  free_colimit = colim_colimit_new (schema, objects, n_objects, arrows, n_arrows, sources, n_arrows, targets,
                                    n_arrows, NULL);
  assert_true (colim_cset_equal (colim_limit_get_apex (limit), colim_limit_get_apex (free_limit)));
  assert_int_equal (colimit != NULL, free_colimit != NULL);
  for (guint i = 0; i < n_objects; i++)
    {
      assert_true (colim_hom_equal (colim_limit_get_leg (limit, i), colim_limit_get_leg (free_limit, i)));
      if (colimit != NULL)
        assert_true (
            colim_hom_equal (colim_colimit_get_leg (colimit, i), colim_colimit_get_leg (free_colimit, i)));
    }
}

static void
functors_are_told_from_other_diagrams (GRand *rand)
{
  guint which = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (shapes));
  g_autoptr (ColimPresentation) shape = colim_shape_new (shapes[which].name, shapes[which].n, NULL);
  ColimQuiver *quiver = colim_presentation_get_quiver (shape);
  const char *schema = g_rand_boolean (rand) ? "Graph" : "WeightedGraph";
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_cset_unref);
  g_autoptr (GPtrArray) arrows = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);

  for (gint32 v = 0; v < colim_quiver_get_n_vertices (quiver); v++)
    g_ptr_array_add (objects, random_graph (rand, schema, 3));
  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    {
      ColimHom *hom = pick_hom (rand, objects->pdata[colim_quiver_get_src (quiver, e)],
                                objects->pdata[colim_quiver_get_tgt (quiver, e)]);

      if (hom == NULL)
        return;
      g_ptr_array_add (arrows, hom);
    }
  compare (shape, (ColimCSet **) objects->pdata, objects->len, (ColimHom **) arrows->pdata, arrows->len);
}

/* The limit of an idempotent, and its colimit, are what it leaves where it is. */
static void
idempotents_split (GRand *rand)
{
  g_autoptr (ColimPresentation) shape = colim_shape_new ("idempotent", 0, NULL);
  g_autoptr (ColimCSet) graph = random_graph (rand, "Graph", 4);
  g_autoptr (ColimHom) hom = pick_hom (rand, graph, graph);
  ColimSchema *schema = colim_cset_get_schema (graph);
  g_autoptr (ColimLimit) limit = colim_limit_new_shaped (shape, schema, &graph, 1, &hom, 1, NULL);
  g_autoptr (ColimColimit) colimit = colim_colimit_new_shaped (shape, schema, &graph, 1, &hom, 1, NULL);

  for (gint32 ob = 0; limit != NULL && ob < 2; ob++)
    {
      gint32 n_fixed = 0;

      for (gint32 x = 0; x < colim_cset_get_n_parts_at (graph, ob); x++)
        n_fixed += colim_fin_function_apply (colim_hom_get_component_at (hom, ob), x) == x;
      assert_int_equal (colim_cset_get_n_parts_at (colim_limit_get_apex (limit), ob), n_fixed);
      assert_int_equal (colim_cset_get_n_parts_at (colim_colimit_get_apex (colimit), ob), n_fixed);
    }
}

static void
what_is_no_functor_says_why (void **state)
{
  ColimSchema *schema = colim_schema_find_builtin ("Graph");
  g_autoptr (ColimPresentation) shape = colim_shape_new ("idempotent", 0, NULL);
  g_autoptr (ColimPresentation) arrow = colim_shape_new ("arrow", 0, NULL);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  g_autoptr (ColimCSet) points = NULL;
  g_autoptr (ColimFinFunction) swap = colim_fin_function_new ((const gint32[]) { 1, 0 }, 2, 2, NULL);
  g_autoptr (ColimFinFunction) none = colim_fin_function_new (NULL, 0, 0, NULL);
  g_autoptr (ColimHom) hom = NULL;
  g_autoptr (GError) equation = NULL, number = NULL, equation_again = NULL;

  colim_cset_builder_add (builder, "V", 2, NULL);
  points = colim_cset_builder_end (builder, NULL);
  hom = colim_hom_new (points, points, (ColimFinFunction *[]) { swap, none }, 2, NULL);
  assert_null (colim_limit_new_shaped (shape, schema, &points, 1, &hom, 1, &equation));
  assert_colim_error (equation, COLIM_ERROR_EQUATION_VIOLATED,
                      "the diagram breaks 'e >> e = e': part 0 of 'V' goes to 0 and to 1");
  assert_null (colim_colimit_new_shaped (shape, schema, &points, 1, &hom, 1, &equation_again));
  assert_colim_error (equation_again, COLIM_ERROR_EQUATION_VIOLATED, equation->message);
  assert_null (colim_limit_new_shaped (arrow, schema, &points, 1, &hom, 1, &number));
  assert_colim_error (number, COLIM_ERROR_INVALID,
                      "the shape has 2 objects and 1 generators, not 1 and 1");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (functors_are_told_from_other_diagrams, 2000),
    property_test_n (idempotents_split, 500),
    cmocka_unit_test (what_is_no_functor_says_why),
  };

  return cmocka_run_group_tests_name ("shaped-diagram", tests, NULL, NULL);
}
