/* Open C-sets: composition against the pushout along free parts, and its laws up to isomorphism. */

#include "tests/lib/csets/random-open.h"

/* The identity of structured cospans. */
static ColimOpenCSet *
make_identity (ColimSchema *schema, const char *object, gint32 n, gint64 budget, GError **error)
{
  return colim_open_cset_new_spider (schema, object, n, 2, budget, error);
}

/* Cospans that compose, one after the other. */
static void
random_cospans (GRand *rand, gint32 *ob, ColimOpenCSet **cospans, gint32 n)
{
  ColimSchema *schema
      = colim_schema_find_builtin (open_schemas[g_rand_int_range (rand, 0, G_N_ELEMENTS (open_schemas))]);
  ColimCSet *apexes[3];
  gint32 sizes[4];

  *ob = g_rand_int_range (rand, 0, colim_schema_get_n_objects (schema));
  for (gint32 i = 0; i < n; i++)
    apexes[i] = random_model (rand, schema);
  for (gint32 i = 0; i <= n; i++)
    {
      gboolean empty = (i > 0 && colim_cset_get_n_parts_at (apexes[i - 1], *ob) == 0)
                       || (i < n && colim_cset_get_n_parts_at (apexes[i], *ob) == 0);

      sizes[i] = empty ? 0 : random_size (rand, 3);
    }
  for (gint32 i = 0; i < n; i++)
    {
      g_autoptr (ColimFinFunction) left = random_points (rand, apexes[i], *ob, sizes[i]);
      g_autoptr (ColimFinFunction) right = random_points (rand, apexes[i], *ob, sizes[i + 1]);

      cospans[i]
          = open_at (apexes[i], colim_schema_get_object_name (schema, *ob), (ColimFinFunction *[]) { left, right }, 2);
      colim_cset_unref (apexes[i]);
    }
}

/* The map from free parts that a list of parts is. */
static ColimHom *
extend_freely (ColimOpenCSet *free, ColimCSet *apex, ColimFinFunction *points)
{
  ColimCSet *parts = colim_open_cset_get_apex (free);
  gint32 ob = colim_open_cset_get_object (free, 0);
  ColimSchema *schema = colim_cset_get_schema (apex);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (parts, apex);
  ColimHom *hom;

  for (gint32 i = 0; i < colim_fin_function_get_dom (points); i++)
    colim_hom_search_set_initial (search, colim_schema_get_object_name (schema, ob),
                                  colim_fin_function_apply (colim_open_cset_get_leg (free, 0), i),
                                  colim_fin_function_apply (points, i), NULL);
  hom = colim_hom_search_find (search, NULL);
  assert_non_null (hom);

  return hom;
}

static void
composition_is_the_pushout_along_free_parts (GRand *rand)
{
  ColimOpenCSet *cospans[2];
  gint32 ob;
  g_autoptr (ColimOpenCSet) composite = NULL, free = NULL;
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) pushout = NULL;
  g_autoptr (GError) error = NULL, other_error = NULL;
  ColimSchema *schema;

  random_cospans (rand, &ob, cospans, 2);
  schema = colim_cset_get_schema (colim_open_cset_get_apex (cospans[0]));
  free = make_identity (
      schema, colim_schema_get_object_name (schema, ob),
      colim_fin_function_get_dom (colim_open_cset_get_leg (cospans[0], 1)), 1000, NULL);
  f = extend_freely (free, colim_open_cset_get_apex (cospans[0]),
                     colim_open_cset_get_leg (cospans[0], 1));
  g = extend_freely (free, colim_open_cset_get_apex (cospans[1]),
                     colim_open_cset_get_leg (cospans[1], 0));
  pushout = colim_colimit_new_pushout (f, g, &error);
  composite = colim_open_cset_compose (cospans[0], cospans[1], &other_error);
  if (pushout == NULL)
    {
      assert_int_equal (error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
      assert_int_equal (other_error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
    }
  else
    {
      g_autoptr (ColimFinFunction) left = colim_fin_function_compose (
          colim_open_cset_get_leg (cospans[0], 0),
          colim_hom_get_component_at (colim_colimit_get_leg (pushout, 0), ob), NULL);
      g_autoptr (ColimFinFunction) right = colim_fin_function_compose (
          colim_open_cset_get_leg (cospans[1], 1),
          colim_hom_get_component_at (colim_colimit_get_leg (pushout, 1), ob), NULL);

      assert_true (colim_cset_equal (colim_open_cset_get_apex (composite), colim_colimit_get_apex (pushout)));
      assert_true (colim_fin_function_equal (colim_open_cset_get_leg (composite, 0), left));
      assert_true (colim_fin_function_equal (colim_open_cset_get_leg (composite, 1), right));
    }
  for (guint i = 0; i < 2; i++)
    colim_open_cset_unref (cospans[i]);
}

static void
composition_is_associative (GRand *rand)
{
  ColimOpenCSet *cospans[3];
  gint32 ob;
  g_autoptr (ColimOpenCSet) first = NULL, last = NULL, left = NULL, right = NULL;

  random_cospans (rand, &ob, cospans, 3);
  first = colim_open_cset_compose (cospans[0], cospans[1], NULL);
  last = colim_open_cset_compose (cospans[1], cospans[2], NULL);
  left = first != NULL ? colim_open_cset_compose (first, cospans[2], NULL) : NULL;
  right = last != NULL ? colim_open_cset_compose (cospans[0], last, NULL) : NULL;
  assert_int_equal (left == NULL, right == NULL);
  if (left != NULL)
    assert_true (open_csets_are_isomorphic (left, right));
  for (guint i = 0; i < 3; i++)
    colim_open_cset_unref (cospans[i]);
}

static void
identities_are_units (GRand *rand)
{
  g_autoptr (ColimOpenCSet) cospan = NULL, before = NULL, after = NULL, first = NULL, second = NULL;
  gint32 ob;
  ColimSchema *schema;
  const char *object;

  random_cospans (rand, &ob, &cospan, 1);
  schema = colim_cset_get_schema (colim_open_cset_get_apex (cospan));
  object = colim_schema_get_object_name (schema, ob);
  before = make_identity (
      schema, object, colim_fin_function_get_dom (colim_open_cset_get_leg (cospan, 0)), 1000, NULL);
  after = make_identity (
      schema, object, colim_fin_function_get_dom (colim_open_cset_get_leg (cospan, 1)), 1000, NULL);
  first = colim_open_cset_compose (before, cospan, NULL);
  second = colim_open_cset_compose (cospan, after, NULL);
  assert_true (open_csets_are_isomorphic (first, cospan));
  assert_true (open_csets_are_isomorphic (second, cospan));
}

static void
wrong_cospans_are_refused (void **state)
{
  ColimSchema *graph = colim_schema_find_builtin ("Graph"), *dds = colim_schema_find_builtin ("DDS");
  g_autoptr (ColimOpenCSet) two = make_identity (graph, "V", 2, 10, NULL);
  g_autoptr (ColimOpenCSet) edge = make_identity (graph, "E", 1, 10, NULL);
  g_autoptr (ColimFinFunction) one = colim_fin_function_new_identity (1), both = colim_fin_function_new_identity (2);
  g_autoptr (GError) size = NULL, name = NULL, ends = NULL, infinite = NULL, negative = NULL, number = NULL;
  ColimCSet *apex = colim_open_cset_get_apex (two);

  assert_null (
      colim_open_cset_new (apex, (const char *[]) { "V", "V" }, 2, (ColimFinFunction *[]) { both, one }, 2, &size));
  assert_colim_error (size, COLIM_ERROR_NOT_COMPOSABLE, "leg 1 ends at 1 elements, but 'V' has 2 parts");
  assert_null (
      colim_open_cset_new (apex, (const char *[]) { "V", "W" }, 2, (ColimFinFunction *[]) { both, both }, 2, &name));
  assert_colim_error (name, COLIM_ERROR_UNKNOWN_NAME, "no object 'W' in the schema");
  assert_null (colim_open_cset_compose (two, edge, &ends));
  assert_colim_error (ends, COLIM_ERROR_NOT_COMPOSABLE,
                      "cannot compose at junction 1: port 1 of box 0 'first' has 2 parts of 'V', but port 0 of box 1 "
                      "'second' has 1 part of 'E'");
  assert_null (
      colim_open_cset_new (apex, (const char *[]) { "V" }, 1, (ColimFinFunction *[]) { both, both }, 2, &number));
  assert_colim_error (number, COLIM_ERROR_NOT_COMPOSABLE, "1 objects are named for 2 legs");
  assert_null (make_identity (dds, "X", 1, 100, &infinite));
  assert_int_equal (infinite->code, COLIM_ERROR_BUDGET);
  assert_null (make_identity (graph, "V", -1, 100, &negative));
  assert_colim_error (negative, COLIM_ERROR_OUT_OF_RANGE, "a leg cannot have -1 points");
}

static ColimOpenCSet *
make_cycle (gint32 n)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("DDS"));
  g_autoptr (ColimCSet) cycle = NULL;
  g_autoptr (ColimFinFunction) point = colim_fin_function_new ((gint32[]) { 0 }, 1, n, NULL);

  colim_cset_builder_add (builder, "X", n, NULL);
  for (gint32 x = 0; x < n; x++)
    colim_cset_builder_set_at (builder, 0, x, (x + 1) % n);
  cycle = colim_cset_builder_end (builder, NULL);

  return open_at (cycle, "X", (ColimFinFunction *[]) { point, point }, 2);
}

/* Each cycle goes round the other: as many points are left as divide both lengths, though free points are infinite, and
 * there are as many pairs of points that meet as the product of the lengths. */
static void
what_goes_round_is_glued_all_round (void **state)
{
  static const gint32 lengths[][3] = { { 4, 6, 2 }, { 3001, 3000, 1 }, { 100000, 75000, 25000 } };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (ColimOpenCSet) first = make_cycle (lengths[i][0]), second = make_cycle (lengths[i][1]);
      g_autoptr (ColimOpenCSet) both = colim_open_cset_compose (first, second, NULL);

      assert_int_equal (colim_cset_get_n_parts_at (colim_open_cset_get_apex (both), 0), lengths[i][2]);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (composition_is_the_pushout_along_free_parts),
    property_test (composition_is_associative),
    property_test (identities_are_units),
    cmocka_unit_test (what_goes_round_is_glued_all_round),
    cmocka_unit_test (wrong_cospans_are_refused),
  };

  return cmocka_run_group_tests_name ("open-cset", tests, NULL, NULL);
}
