/* Colimits of C-sets and their homomorphisms. */

#include <colim/fin-colimit.h>

#include "tests/lib/csets/random-cset.h"

/* Two weighted graphs and a span into them that glues vertices; no vertex is glued where a graph has none. */
static ColimColimit *
random_pushout (GRand *rand, ColimHom **f, ColimHom **g)
{
  g_autoptr (ColimCSet) a = random_graph (rand, "WeightedGraph", 5);
  g_autoptr (ColimCSet) b = random_graph (rand, "WeightedGraph", 5);
  gboolean empty = colim_cset_get_n_parts (a, "V", NULL) == 0 || colim_cset_get_n_parts (b, "V", NULL) == 0;
  gint32 n = empty ? 0 : random_size (rand, 4);
  ColimColimit *pushout;

  *f = random_vertices (rand, n, a);
  *g = random_vertices (rand, n, b);
  pushout = colim_colimit_new_pushout (*f, *g, NULL);
  assert_non_null (pushout);

  return pushout;
}

/* The legs are made without a check, so here they are checked. */
static void
legs_are_natural_and_commute (GRand *rand)
{
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) pushout = random_pushout (rand, &f, &g);
  g_autoptr (ColimHom) left = colim_hom_compose (f, colim_colimit_get_leg (pushout, 0), NULL);
  g_autoptr (ColimHom) right = colim_hom_compose (g, colim_colimit_get_leg (pushout, 1), NULL);

  assert_true (colim_hom_equal (left, right));
  assert_true (colim_hom_equal (left, colim_colimit_get_leg (pushout, 2)));
  for (guint i = 0; i < colim_colimit_get_n_legs (pushout); i++)
    {
      ColimHom *leg = colim_colimit_get_leg (pushout, i);
      g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (colim_hom_get_dom (leg), colim_hom_get_codom (leg));
      g_autoptr (ColimHom) checked = NULL;

      colim_hom_builder_set_component (builder, "V", colim_hom_get_component (leg, "V", NULL), NULL);
      colim_hom_builder_set_component (builder, "E", colim_hom_get_component (leg, "E", NULL), NULL);
      for (gint32 v = 0; v < colim_cset_get_n_variables (colim_hom_get_dom (leg), "Weight", NULL); v++)
        colim_hom_builder_set_variable (builder, "Weight", v, colim_hom_get_variable_at (leg, 0, v), NULL);
      checked = colim_hom_builder_end (builder, NULL);
      assert_non_null (checked);
      assert_true (colim_hom_equal (checked, leg));
    }
}

/* Summands side by side, none included; what the legs make of a coproduct is its identity. */
static void
coproducts_add (GRand *rand)
{
  ColimCSet *summands[3];
  ColimHom *legs[3];
  guint n = (guint) random_size (rand, G_N_ELEMENTS (summands));
  gint32 n_vertices = 0;
  g_autoptr (ColimColimit) coproduct = NULL;
  g_autoptr (ColimHom) factor = NULL, identity = NULL;

  for (guint i = 0; i < n; i++)
    summands[i] = random_graph (rand, "WeightedGraph", 5);
  coproduct = colim_colimit_new_coproduct (colim_schema_find_builtin ("WeightedGraph"), summands, n, NULL);
  assert_non_null (coproduct);
  assert_int_equal (colim_colimit_get_n_legs (coproduct), n);
  for (guint i = 0; i < n; i++)
    {
      gint32 size = colim_cset_get_n_parts (summands[i], "V", NULL);

      legs[i] = colim_colimit_get_leg (coproduct, i);
      for (gint32 v = 0; v < size; v++)
        assert_int_equal (colim_fin_function_apply (colim_hom_get_component (legs[i], "V", NULL), v), n_vertices + v);
      n_vertices += size;
      colim_cset_unref (summands[i]);
    }
  assert_int_equal (colim_cset_get_n_parts (colim_colimit_get_apex (coproduct), "V", NULL), n_vertices);
  factor = colim_colimit_factor (coproduct, legs, n, colim_colimit_get_apex (coproduct), NULL);
  identity = colim_hom_new_identity (colim_colimit_get_apex (coproduct));
  assert_true (colim_hom_equal (factor, identity));
}

static void
pushouts_are_pointwise (GRand *rand)
{
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) pushout = random_pushout (rand, &f, &g);

  for (gint32 ob = 0; ob < 2; ob++)
    {
      g_autoptr (ColimFinColimit) glued = colim_fin_colimit_new_pushout (colim_hom_get_component_at (f, ob),
                                                                         colim_hom_get_component_at (g, ob), NULL);

      assert_int_equal (colim_fin_colimit_get_apex (glued),
                        colim_cset_get_n_parts_at (colim_colimit_get_apex (pushout), ob));
    }
}

static void
cocones_factor_uniquely (GRand *rand)
{
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) pushout = random_pushout (rand, &f, &g);
  ColimCSet *apex = colim_colimit_get_apex (pushout);
  gint32 n = colim_cset_get_n_parts (apex, "V", NULL) > 0 ? 2 : 0;
  g_autoptr (ColimHom) points = random_vertices (rand, n, apex), again = random_vertices (rand, n, apex);
  g_autoptr (ColimColimit) coequalizer = colim_colimit_new_coequalizer (points, again, NULL);
  ColimHom *quotient = colim_colimit_get_leg (coequalizer, 0);
  ColimHom *cocone[3];
  g_autoptr (ColimHom) factor = NULL;

  for (guint i = 0; i < 3; i++)
    cocone[i] = colim_hom_compose (colim_colimit_get_leg (pushout, i), quotient, NULL);
  factor = colim_colimit_factor (pushout, cocone, 3, colim_hom_get_codom (quotient), NULL);
  assert_true (colim_hom_equal (factor, quotient));
  for (guint i = 0; i < 3; i++)
    colim_hom_unref (cocone[i]);
}

/* Merging in place is the coequalizer of two points or edges, up to numbering, which the renumbering tells; what is
 * compared are the
 * sizes, the kernel, and that the renumbering is a homomorphism. */
static void
merging_is_coequalizing (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "Graph", 8);
  gint32 n = colim_cset_get_n_parts (graph, "V", NULL), m = colim_cset_get_n_parts (graph, "E", NULL);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (graph);
  g_autoptr (ColimCSetBuilder) edge_builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSet) edge = NULL, merged = NULL;
  g_autoptr (ColimRenumbering) renumbering = NULL;
  g_autoptr (ColimColimit) coequalizer = NULL;
  ColimHom *homs[2], *quotient;
  gint32 pair[2];

  if (m == 0)
    return;
  colim_cset_builder_add (edge_builder, "V", 2, NULL);
  colim_cset_builder_add (edge_builder, "E", 1, NULL);
  colim_cset_builder_set (edge_builder, "src", 0, 0, NULL);
  colim_cset_builder_set (edge_builder, "tgt", 0, 1, NULL);
  edge = colim_cset_builder_end (edge_builder, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ColimFinFunction) vertices = NULL, edges = NULL;

      pair[i] = g_rand_int_range (rand, 0, m);
      vertices = colim_fin_function_new (
          (gint32[]) { colim_fin_function_apply (colim_cset_get_hom (graph, "src", NULL), pair[i]),
                       colim_fin_function_apply (colim_cset_get_hom (graph, "tgt", NULL), pair[i]) },
          2, n, NULL);
      edges = colim_fin_function_new (&pair[i], 1, m, NULL);
      homs[i] = colim_hom_new (edge, graph, (ColimFinFunction *[]) { vertices, edges }, 2, NULL);
    }
  coequalizer = colim_colimit_new_coequalizer (homs[0], homs[1], NULL);
  quotient = colim_colimit_get_leg (coequalizer, 0);
  renumbering = colim_cset_builder_merge (builder, "E", pair, 2, NULL);
  merged = colim_cset_builder_end (builder, NULL);
  for (gint32 ob = 0; ob < 2; ob++)
    {
      ColimFinFunction *class = colim_hom_get_component_at (quotient, ob);

      assert_int_equal (colim_cset_get_n_parts_at (merged, ob), colim_fin_function_get_codom (class));
      for (gint32 x = 0; x < colim_fin_function_get_dom (class); x++)
        for (gint32 y = 0; y < x; y++)
          assert_int_equal (
              colim_renumbering_get (renumbering, ob, x) == colim_renumbering_get (renumbering, ob, y),
              colim_fin_function_apply (class, x) == colim_fin_function_apply (class, y));
    }
  for (gint32 hom = 0; hom < 2; hom++)
    for (gint32 e = 0; e < m; e++)
      assert_int_equal (
          colim_fin_function_apply (colim_cset_get_hom_at (merged, hom), colim_renumbering_get (renumbering, 1, e)),
          colim_renumbering_get (renumbering, 0, colim_fin_function_apply (colim_cset_get_hom_at (graph, hom), e)));
  colim_hom_unref (homs[0]);
  colim_hom_unref (homs[1]);
}

static ColimCSet *
make_set (const char *schema, gint32 n, gint32 n_variables)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin (schema));

  if (n > 0)
    colim_cset_builder_add (builder, "X", n, NULL);
  colim_cset_builder_add_variables (builder, n > 0 ? "D" : "X", n_variables, NULL);
  for (gint32 x = 0; x < n; x++)
    colim_cset_builder_set_variable (builder, "f", x, x, NULL);
  return colim_cset_builder_end (builder, NULL);
}

static void
set_boolean (ColimHomBuilder *builder, gint32 variable, gboolean image)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, image);
  assert_true (colim_hom_builder_set_value (builder, "X", variable, &value, NULL));
}

/* catlab.varcol.lone_attr_coequalizer of the facts: no parts at all, variables 0 ~ 2 and 2 = true. */
static void
variables_glue_without_parts (void **state)
{
  g_autoptr (ColimCSet) x = make_set ("LoneAttr", 0, 4), y = make_set ("LoneAttr", 0, 4);
  g_autoptr (ColimHomBuilder) f_builder = colim_hom_builder_new (x, y), g_builder = colim_hom_builder_new (x, y);
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) coequalizer = NULL;
  static const gint32 expected[2][4] = { { -1, 0, -1, 1 }, { -1, -1, -1, 1 } };

  colim_hom_builder_set_variable (f_builder, "X", 0, 0, NULL);
  set_boolean (f_builder, 1, FALSE);
  colim_hom_builder_set_variable (f_builder, "X", 2, 2, NULL);
  colim_hom_builder_set_variable (f_builder, "X", 3, 3, NULL);
  f = colim_hom_builder_end (f_builder, NULL);
  colim_hom_builder_set_variable (g_builder, "X", 0, 2, NULL);
  set_boolean (g_builder, 1, FALSE);
  set_boolean (g_builder, 2, TRUE);
  colim_hom_builder_set_variable (g_builder, "X", 3, 3, NULL);
  g = colim_hom_builder_end (g_builder, NULL);
  coequalizer = colim_colimit_new_coequalizer (f, g, NULL);
  assert_int_equal (colim_cset_get_n_variables_at (colim_colimit_get_apex (coequalizer), 0), 2);
  for (guint leg = 0; leg < 2; leg++)
    for (gint32 v = 0; v < 4; v++)
      assert_int_equal (colim_hom_get_variable_at (colim_colimit_get_leg (coequalizer, leg), 0, v), expected[leg][v]);
}

/* f: v0 v1 v2 7; merging 0 with 1 and 2 with 3 leaves v0 and 7; then 0 with 1 leaves 7, and no variable. */
static void
merging_unifies_attributes (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));
  g_autoptr (ColimRenumbering) first = NULL, second = NULL, third = NULL;
  g_autoptr (ColimCSet) set = NULL, end = NULL;
  g_autoptr (GError) error = NULL;
  gint64 value;

  colim_cset_builder_add (builder, "X", 4, NULL);
  colim_cset_builder_add_variables (builder, "D", 3, NULL);
  for (gint32 x = 0; x < 3; x++)
    colim_cset_builder_set_variable (builder, "f", x, x, NULL);
  colim_cset_builder_set_int (builder, "f", 3, 7, NULL);
  first = colim_cset_builder_merge (builder, "X", (gint32[]) { 1, 0 }, 2, NULL);
  assert_int_equal (colim_renumbering_get (first, 0, 1), 0);
  assert_int_equal (colim_renumbering_get (first, 0, 3), 1);
  second = colim_cset_builder_merge (builder, "X", (gint32[]) { 1, 2 }, 2, NULL);
  set = colim_cset_builder_end (builder, NULL);
  assert_int_equal (colim_cset_get_n_parts (set, "X", NULL), 2);
  assert_int_equal (colim_cset_get_n_variables (set, "D", NULL), 1);
  assert_int_equal (colim_cset_get_variable (set, "f", 0, NULL), 0);
  assert_true (colim_cset_get_int (set, "f", 1, &value, NULL));
  assert_int_equal (value, 7);
  colim_cset_builder_add (builder, "X", 1, NULL);
  colim_cset_builder_set_int (builder, "f", 2, 8, NULL);
  assert_null (colim_cset_builder_merge (builder, "X", (gint32[]) { 0, 1, 2 }, 3, &error));
  assert_colim_error (error, COLIM_ERROR_ATTRIBUTE_CONFLICT, "'f' would be both 7 and 8");
  third = colim_cset_builder_merge (builder, "X", (gint32[]) { 0, 1 }, 2, NULL);
  end = colim_cset_builder_end (builder, NULL);
  assert_int_equal (colim_cset_get_n_variables (end, "D", NULL), 0);
  assert_true (colim_cset_get_int (end, "f", 0, &value, NULL));
  assert_int_equal (value, 7);
}

static ColimCSet *
make_constant (gint64 constant)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));

  colim_cset_builder_add (builder, "X", 1, NULL);
  colim_cset_builder_set_int (builder, "f", 0, constant, NULL);
  return colim_cset_builder_end (builder, NULL);
}

static void
two_constants_are_a_conflict (void **state)
{
  g_autoptr (ColimCSet) s = make_set ("LSet", 1, 1), one = make_constant (1), two = make_constant (2);
  g_autoptr (ColimFinFunction) identity = colim_fin_function_new_identity (1);
  g_autoptr (ColimHom) f = colim_hom_new (s, one, &identity, 1, NULL), g = colim_hom_new (s, two, &identity, 1, NULL);
  g_autoptr (ColimColimit) fine = colim_colimit_new_pushout (f, f, NULL);
  g_autoptr (GError) error = NULL, back = NULL;
  gint64 value;

  assert_null (colim_colimit_new_pushout (f, g, &error));
  assert_colim_error (error, COLIM_ERROR_ATTRIBUTE_CONFLICT, "'f' of part 0 of 'X' would be both 1 and 2");
  assert_true (colim_cset_get_int (colim_colimit_get_apex (fine), "f", 0, &value, NULL));
  assert_int_equal (value, 1);
  assert_null (colim_hom_new (one, s, &identity, 1, &back));
  assert_colim_error (back, COLIM_ERROR_NOT_NATURAL,
                      "not natural at 'f': the image of part 0 of 'X' has variable 0, but the value of the part goes to 1");
}

/* catlab.nat.ok of the facts, with one vertex changed. */
static void
what_is_not_natural_is_listed (void **state)
{
  g_autoptr (ColimCSetBuilder) path_builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSetBuilder) cycle_builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSet) path = NULL, cycle = NULL;
  g_autoptr (ColimFinFunction) edges = colim_fin_function_new ((gint32[]) { 0, 1, 0 }, 3, 2, NULL);
  g_autoptr (ColimFinFunction) good = colim_fin_function_new ((gint32[]) { 0, 1, 0, 1 }, 4, 2, NULL);
  g_autoptr (ColimFinFunction) bad = colim_fin_function_new ((gint32[]) { 0, 1, 0, 0 }, 4, 2, NULL);
  g_autoptr (ColimHomBuilder) builder = NULL;
  g_autoptr (ColimHom) hom = NULL;
  g_autoptr (GError) missing = NULL, natural = NULL;
  g_autofree gint32 *failures = NULL;
  gsize n;

  colim_cset_builder_add (path_builder, "V", 4, NULL);
  colim_cset_builder_add (path_builder, "E", 3, NULL);
  colim_cset_builder_set_hom_values (path_builder, "src", (gint32[]) { 0, 1, 2 }, 3, NULL);
  colim_cset_builder_set_hom_values (path_builder, "tgt", (gint32[]) { 1, 2, 3 }, 3, NULL);
  path = colim_cset_builder_end (path_builder, NULL);
  colim_cset_builder_add (cycle_builder, "V", 2, NULL);
  colim_cset_builder_add (cycle_builder, "E", 2, NULL);
  colim_cset_builder_set_hom_values (cycle_builder, "src", (gint32[]) { 0, 1 }, 2, NULL);
  colim_cset_builder_set_hom_values (cycle_builder, "tgt", (gint32[]) { 1, 0 }, 2, NULL);
  cycle = colim_cset_builder_end (cycle_builder, NULL);

  builder = colim_hom_builder_new (path, cycle);
  colim_hom_builder_set_component (builder, "E", edges, NULL);
  assert_null (colim_hom_builder_end (builder, &missing));
  assert_colim_error (missing, COLIM_ERROR_UNDEFINED, "the component over 'V' is missing");
  colim_hom_builder_set_component (builder, "V", bad, NULL);
  assert_null (colim_hom_builder_list_failures (builder, "src", &n, NULL));
  assert_int_equal (n, 0);
  failures = colim_hom_builder_list_failures (builder, "tgt", &n, NULL);
  assert_int_equal (n, 3);
  assert_int_equal (failures[0], 2);
  assert_int_equal (failures[1], 1);
  assert_int_equal (failures[2], 0);
  assert_null (colim_hom_builder_end (builder, &natural));
  assert_colim_error (natural, COLIM_ERROR_NOT_NATURAL,
                      "not natural at 'tgt': part 2 of 'E' goes to 1 through its image, but to 0 through its 'tgt'");
  colim_hom_builder_set_component (builder, "V", good, NULL);
  hom = colim_hom_builder_end (builder, NULL);
  assert_true (colim_hom_is_epic (hom));
  assert_false (colim_hom_is_monic (hom));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (legs_are_natural_and_commute),
    property_test (coproducts_add),
    property_test (pushouts_are_pointwise),
    property_test (cocones_factor_uniquely),
    property_test (merging_is_coequalizing),
    cmocka_unit_test (merging_unifies_attributes),
    cmocka_unit_test (variables_glue_without_parts),
    cmocka_unit_test (two_constants_are_a_conflict),
    cmocka_unit_test (what_is_not_natural_is_listed),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
