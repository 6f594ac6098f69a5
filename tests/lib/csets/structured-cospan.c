/* Open C-sets: composition against the pushout along free parts, and its laws up to isomorphism. */

#include <colim/colimit.h>
#include <colim/hom-search.h>
#include <colim/representable.h>
#include <colim/structured-cospan.h>

#include "tests/lib/csets/random-rule.h"

static const char *const open_schemas[] = {
  "Set", "Graph", "SymmetricGraph", "ReflexiveGraph", "SSet", "WeightedGraph", "VELabeledGraph", "Petri", "LSet",
};

/* A quotient of free parts side by side, so that equations hold; some variables become constants. */
static ColimCSet *
random_model (GRand *rand, ColimSchema *schema)
{
  gint32 n_objects = colim_schema_get_n_objects (schema), n = 1 + random_size (rand, 2);
  ColimCSet *summands[4];
  g_autoptr (ColimColimit) coproduct = NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;
  ColimCSet *model;

  for (gint32 i = 0; i < n; i++)
    summands[i] = colim_representable_new (schema, g_rand_int_range (rand, 0, n_objects), 1000, NULL);
  coproduct = colim_colimit_new_coproduct (schema, summands, (gsize) n, NULL);
  for (gint32 i = 0; i < n; i++)
    colim_cset_unref (summands[i]);
  builder = colim_cset_builder_new_from (colim_colimit_get_apex (coproduct));
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    for (gint32 x = 0; x < colim_cset_builder_get_n_parts_at (builder, colim_schema_get_attr_dom (schema, attr)); x++)
      if (g_rand_int_range (rand, 0, 3) == 0)
        colim_cset_builder_set_int (builder, colim_schema_get_attr_name (schema, attr), x,
                                    g_rand_int_range (rand, 0, 2), NULL);
  for (gint32 i = random_size (rand, 2); i > 0; i--)
    {
      gint32 ob = g_rand_int_range (rand, 0, n_objects), size = colim_cset_builder_get_n_parts_at (builder, ob);
      ColimRenumbering *renumbering
          = size > 0 ? colim_cset_builder_merge (
                builder, colim_schema_get_object_name (schema, ob),
                (gint32[]) { g_rand_int_range (rand, 0, size), g_rand_int_range (rand, 0, size) }, 2, NULL)
                     : NULL;

      g_clear_pointer (&renumbering, colim_renumbering_unref);
    }
  model = colim_cset_builder_end (builder, NULL);
  assert_non_null (model);

  return model;
}

/* As many points as are wanted, or none where there is nothing to point at. */
static ColimFinFunction *
random_interface (GRand *rand, ColimCSet *apex, gint32 ob, gint32 n)
{
  gint32 codom = colim_cset_get_n_parts_at (apex, ob), values[4];

  for (gint32 i = 0; i < n; i++)
    values[i] = g_rand_int_range (rand, 0, codom);

  return colim_fin_function_new (values, (gsize) n, codom, NULL);
}

/* Cospans that compose, one after the other. */
static void
random_cospans (GRand *rand, gint32 *ob, ColimStructuredCospan **cospans, gint32 n)
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
      g_autoptr (ColimFinFunction) left = random_interface (rand, apexes[i], *ob, sizes[i]);
      g_autoptr (ColimFinFunction) right = random_interface (rand, apexes[i], *ob, sizes[i + 1]);

      cospans[i]
          = colim_structured_cospan_new (apexes[i], colim_schema_get_object_name (schema, *ob), left, right, NULL);
      assert_non_null (cospans[i]);
      colim_cset_unref (apexes[i]);
    }
}

/* The map from free parts that a list of parts is. */
static ColimHom *
extend_freely (ColimStructuredCospan *free, ColimCSet *apex, ColimFinFunction *points)
{
  ColimCSet *parts = colim_structured_cospan_get_apex (free);
  gint32 ob = colim_structured_cospan_get_object (free);
  ColimSchema *schema = colim_cset_get_schema (apex);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (parts, apex);
  ColimHom *hom;

  for (gint32 i = 0; i < colim_fin_function_get_dom (points); i++)
    colim_hom_search_set_initial (search, colim_schema_get_object_name (schema, ob),
                                  colim_fin_function_apply (colim_structured_cospan_get_left (free), i),
                                  colim_fin_function_apply (points, i), NULL);
  hom = colim_hom_search_find (search, NULL);
  assert_non_null (hom);

  return hom;
}

static void
composition_is_the_pushout_along_free_parts (GRand *rand)
{
  ColimStructuredCospan *cospans[2];
  gint32 ob;
  g_autoptr (ColimStructuredCospan) composite = NULL, free = NULL;
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) pushout = NULL;
  g_autoptr (GError) error = NULL, other_error = NULL;
  ColimSchema *schema;

  random_cospans (rand, &ob, cospans, 2);
  schema = colim_cset_get_schema (colim_structured_cospan_get_apex (cospans[0]));
  free = colim_structured_cospan_new_identity (
      schema, colim_schema_get_object_name (schema, ob),
      colim_fin_function_get_dom (colim_structured_cospan_get_right (cospans[0])), 1000, NULL);
  f = extend_freely (free, colim_structured_cospan_get_apex (cospans[0]),
                     colim_structured_cospan_get_right (cospans[0]));
  g = extend_freely (free, colim_structured_cospan_get_apex (cospans[1]),
                     colim_structured_cospan_get_left (cospans[1]));
  pushout = colim_colimit_new_pushout (f, g, &error);
  composite = colim_structured_cospan_compose (cospans[0], cospans[1], &other_error);
  if (pushout == NULL)
    {
      assert_int_equal (error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
      assert_int_equal (other_error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
    }
  else
    {
      g_autoptr (ColimFinFunction) left = colim_fin_function_compose (
          colim_structured_cospan_get_left (cospans[0]),
          colim_hom_get_component_at (colim_colimit_get_leg (pushout, 0), ob), NULL);
      g_autoptr (ColimFinFunction) right = colim_fin_function_compose (
          colim_structured_cospan_get_right (cospans[1]),
          colim_hom_get_component_at (colim_colimit_get_leg (pushout, 1), ob), NULL);

      assert_true (colim_cset_equal (colim_structured_cospan_get_apex (composite), colim_colimit_get_apex (pushout)));
      assert_true (colim_fin_function_equal (colim_structured_cospan_get_left (composite), left));
      assert_true (colim_fin_function_equal (colim_structured_cospan_get_right (composite), right));
    }
  for (guint i = 0; i < 2; i++)
    colim_structured_cospan_unref (cospans[i]);
}

/* There is an isomorphism of the apexes, variables included, that respects both interfaces. */
static gboolean
are_isomorphic (ColimStructuredCospan *a, ColimStructuredCospan *b)
{
  ColimCSet *from = colim_structured_cospan_get_apex (a), *to = colim_structured_cospan_get_apex (b);
  ColimSchema *schema = colim_cset_get_schema (from);
  const char *object = colim_schema_get_object_name (schema, colim_structured_cospan_get_object (a));
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (from, to);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    colim_hom_search_set_iso (search, colim_schema_get_object_name (schema, ob), NULL);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_hom_search_set_iso (search, colim_schema_get_attr_type_name (schema, type), NULL);
  for (guint side = 0; side < 2; side++)
    {
      ColimFinFunction *f = side == 0 ? colim_structured_cospan_get_left (a) : colim_structured_cospan_get_right (a);
      ColimFinFunction *g = side == 0 ? colim_structured_cospan_get_left (b) : colim_structured_cospan_get_right (b);

      if (colim_fin_function_get_dom (f) != colim_fin_function_get_dom (g))
        return FALSE;
      for (gint32 i = 0; i < colim_fin_function_get_dom (f); i++)
        for (guint other = 0; other <= side; other++)
          {
            ColimFinFunction *f2 = other == 0 ? colim_structured_cospan_get_left (a) : f;
            ColimFinFunction *g2 = other == 0 ? colim_structured_cospan_get_left (b) : g;

            for (gint32 j = 0; j < colim_fin_function_get_dom (f2); j++)
              if ((colim_fin_function_apply (f, i) == colim_fin_function_apply (f2, j))
                  != (colim_fin_function_apply (g, i) == colim_fin_function_apply (g2, j)))
                return FALSE;
          }
      for (gint32 i = 0; i < colim_fin_function_get_dom (f); i++)
        if (!colim_hom_search_set_initial (search, object, colim_fin_function_apply (f, i),
                                           colim_fin_function_apply (g, i), NULL))
          return FALSE;
    }

  return colim_hom_search_exists (search, NULL) == COLIM_VERDICT_YES;
}

static void
composition_is_associative (GRand *rand)
{
  ColimStructuredCospan *cospans[3];
  gint32 ob;
  g_autoptr (ColimStructuredCospan) first = NULL, last = NULL, left = NULL, right = NULL;

  random_cospans (rand, &ob, cospans, 3);
  first = colim_structured_cospan_compose (cospans[0], cospans[1], NULL);
  last = colim_structured_cospan_compose (cospans[1], cospans[2], NULL);
  left = first != NULL ? colim_structured_cospan_compose (first, cospans[2], NULL) : NULL;
  right = last != NULL ? colim_structured_cospan_compose (cospans[0], last, NULL) : NULL;
  assert_int_equal (left == NULL, right == NULL);
  if (left != NULL)
    assert_true (are_isomorphic (left, right));
  for (guint i = 0; i < 3; i++)
    colim_structured_cospan_unref (cospans[i]);
}

static void
identities_are_units (GRand *rand)
{
  g_autoptr (ColimStructuredCospan) cospan = NULL, before = NULL, after = NULL, first = NULL, second = NULL;
  gint32 ob;
  ColimSchema *schema;
  const char *object;

  random_cospans (rand, &ob, &cospan, 1);
  schema = colim_cset_get_schema (colim_structured_cospan_get_apex (cospan));
  object = colim_schema_get_object_name (schema, ob);
  before = colim_structured_cospan_new_identity (
      schema, object, colim_fin_function_get_dom (colim_structured_cospan_get_left (cospan)), 1000, NULL);
  after = colim_structured_cospan_new_identity (
      schema, object, colim_fin_function_get_dom (colim_structured_cospan_get_right (cospan)), 1000, NULL);
  first = colim_structured_cospan_compose (before, cospan, NULL);
  second = colim_structured_cospan_compose (cospan, after, NULL);
  assert_true (are_isomorphic (first, cospan));
  assert_true (are_isomorphic (second, cospan));
}

static void
wrong_cospans_are_refused (void **state)
{
  ColimSchema *graph = colim_schema_find_builtin ("Graph"), *dds = colim_schema_find_builtin ("DDS");
  g_autoptr (ColimStructuredCospan) two = colim_structured_cospan_new_identity (graph, "V", 2, 10, NULL);
  g_autoptr (ColimStructuredCospan) edge = colim_structured_cospan_new_identity (graph, "E", 1, 10, NULL);
  g_autoptr (ColimFinFunction) one = colim_fin_function_new_identity (1), both = colim_fin_function_new_identity (2);
  g_autoptr (GError) size = NULL, name = NULL, ends = NULL, infinite = NULL, negative = NULL;
  ColimCSet *apex = colim_structured_cospan_get_apex (two);

  assert_null (colim_structured_cospan_new (apex, "V", both, one, &size));
  assert_colim_error (size, COLIM_ERROR_NOT_COMPOSABLE, "the right interface ends at 1 elements, but 'V' has 2 parts");
  assert_null (colim_structured_cospan_new (apex, "W", both, both, &name));
  assert_colim_error (name, COLIM_ERROR_UNKNOWN_NAME, "no object 'W' in the schema");
  assert_null (colim_structured_cospan_compose (two, edge, &ends));
  assert_colim_error (ends, COLIM_ERROR_NOT_COMPOSABLE,
                      "cannot compose: the first ends at 2 parts of 'V', the second starts at 1 of 'E'");
  assert_null (colim_structured_cospan_new_identity (dds, "X", 1, 100, &infinite));
  assert_int_equal (infinite->code, COLIM_ERROR_BUDGET);
  assert_null (colim_structured_cospan_new_identity (graph, "V", -1, 100, &negative));
  assert_colim_error (negative, COLIM_ERROR_OUT_OF_RANGE, "an interface cannot have -1 points");
}

static ColimStructuredCospan *
make_cycle (gint32 n)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("DDS"));
  g_autoptr (ColimCSet) cycle = NULL;
  g_autoptr (ColimFinFunction) point = colim_fin_function_new ((gint32[]) { 0 }, 1, n, NULL);

  colim_cset_builder_add (builder, "X", n, NULL);
  for (gint32 x = 0; x < n; x++)
    colim_cset_builder_set_at (builder, 0, x, (x + 1) % n);
  cycle = colim_cset_builder_end (builder, NULL);

  return colim_structured_cospan_new (cycle, "X", point, point, NULL);
}

/* Pairs of points of two cycles are as many as the least common multiple of their lengths. */
static void
pairs_are_bounded (void **state)
{
  g_autoptr (ColimStructuredCospan) four = make_cycle (4), six = make_cycle (6), large = make_cycle (3001);
  g_autoptr (ColimStructuredCospan) other = make_cycle (3000);
  g_autoptr (ColimStructuredCospan) two = colim_structured_cospan_compose (four, six, NULL);
  g_autoptr (GError) error = NULL;

  assert_int_equal (colim_cset_get_n_parts_at (colim_structured_cospan_get_apex (two), 0), 2);
  assert_null (colim_structured_cospan_compose (large, other, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE, "more than 1096016 pairs of 'X' would be glued");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (composition_is_the_pushout_along_free_parts),
    property_test (composition_is_associative),
    property_test (identities_are_units),
    cmocka_unit_test (pairs_are_bounded),
    cmocka_unit_test (wrong_cospans_are_refused),
  };

  return cmocka_run_group_tests_name ("structured-cospan", tests, NULL, NULL);
}
