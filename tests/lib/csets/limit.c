/* Limits of C-sets, judged without asking them: by going through all tuples, and by counting cones. */

#include <colim/fin-limit.h>
#include <colim/limit.h>

#include "tests/lib/csets/brute-force.h"
#include "tests/lib/csets/random-cset.h"

#define MOST_OBJECTS 3

typedef struct {
  ColimSchema *schema;
  ColimCSet *objects[MOST_OBJECTS];
  guint n_objects;
  ColimHom *arrows[MOST_OBJECTS];
  gint32 sources[MOST_OBJECTS];
  gint32 targets[MOST_OBJECTS];
  guint n_arrows;
} Diagram;

static void
clear_diagram (Diagram *diagram)
{
  for (guint i = 0; i < diagram->n_objects; i++)
    colim_cset_unref (diagram->objects[i]);
  for (guint a = 0; a < diagram->n_arrows; a++)
    colim_hom_unref (diagram->arrows[a]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Diagram, clear_diagram)

/* A graph whose weights are constants below 2 or variables, all of which are used; without constants if so wanted. */
static ColimCSet *
random_tight_graph (GRand *rand, gint32 most, gboolean constants)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  gint32 n = random_size (rand, most), m = n > 0 ? random_size (rand, most) : 0, n_variables = 0;

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", m, NULL);
  for (gint32 e = 0; e < m; e++)
    {
      gint32 variable = g_rand_int_range (rand, 0, n_variables + 1);

      colim_cset_builder_set (builder, "src", e, g_rand_int_range (rand, 0, n), NULL);
      colim_cset_builder_set (builder, "tgt", e, g_rand_int_range (rand, 0, n), NULL);
      if (constants && g_rand_boolean (rand))
        {
          colim_cset_builder_set_int (builder, "weight", e, g_rand_int_range (rand, 0, 2), NULL);
          continue;
        }
      if (variable == n_variables)
        n_variables = 1 + colim_cset_builder_add_variables (builder, "Weight", 1, NULL);
      colim_cset_builder_set_variable (builder, "weight", e, variable, NULL);
    }

  return colim_cset_builder_end (builder, NULL);
}

static void
random_diagram (GRand *rand, Diagram *diagram)
{
  guint wanted = (guint) random_size (rand, MOST_OBJECTS);

  diagram->schema = colim_schema_find_builtin ("WeightedGraph");
  diagram->n_objects = (guint) random_size (rand, MOST_OBJECTS);
  diagram->n_arrows = 0;
  for (guint i = 0; i < diagram->n_objects; i++)
    diagram->objects[i] = random_tight_graph (rand, 3, TRUE);
  for (guint a = 0; a < wanted && diagram->n_objects > 0; a++)
    {
      gint32 source = g_rand_int_range (rand, 0, (gint32) diagram->n_objects);
      gint32 target = g_rand_int_range (rand, 0, (gint32) diagram->n_objects);
      g_autoptr (GPtrArray) homs = brute_force_homs (diagram->objects[source], diagram->objects[target]);

      if (homs->len == 0)
        continue;
      diagram->sources[diagram->n_arrows] = source;
      diagram->targets[diagram->n_arrows] = target;
      diagram->arrows[diagram->n_arrows++]
          = brute_force_make (diagram->objects[source], diagram->objects[target],
                              homs->pdata[g_rand_int_range (rand, 0, (gint32) homs->len)]);
    }
}

static ColimLimit *
limit (Diagram *diagram)
{
  g_autoptr (GError) error = NULL;
  ColimLimit *made
      = colim_limit_new (diagram->schema, diagram->objects, diagram->n_objects, diagram->arrows, diagram->n_arrows,
                         diagram->sources, diagram->n_arrows, diagram->targets, diagram->n_arrows, &error);

  g_assert_no_error (error);
  return made;
}

/* The legs are made without a check, so here they are checked. */
static void
legs_are_natural_and_commute (GRand *rand)
{
  g_auto (Diagram) diagram = { 0, };

  random_diagram (rand, &diagram);

  g_autoptr (ColimLimit) limit_ = limit (&diagram);

  assert_true (colim_cset_check (colim_limit_get_apex (limit_), NULL));
  for (guint a = 0; a < diagram.n_arrows; a++)
    {
      ColimHom *leg = colim_limit_get_leg (limit_, (guint) diagram.sources[a]);
      g_autoptr (ColimHom) around = colim_hom_compose (leg, diagram.arrows[a], NULL);

      assert_true (colim_hom_equal (around, colim_limit_get_leg (limit_, (guint) diagram.targets[a])));
    }
  for (guint i = 0; i < diagram.n_objects; i++)
    {
      ColimHom *leg = colim_limit_get_leg (limit_, i);
      ColimFinFunction *components[] = { colim_hom_get_component_at (leg, 0), colim_hom_get_component_at (leg, 1) };
      g_autoptr (ColimHom) checked
          = colim_hom_new (colim_limit_get_apex (limit_), diagram.objects[i], components, 2, NULL);

      assert_non_null (checked);
      assert_true (colim_hom_equal (checked, leg));
    }
}

/* Parts are those of the limits of sets, in the same order. */
static void
limits_are_pointwise (GRand *rand)
{
  g_auto (Diagram) diagram = { 0, };

  random_diagram (rand, &diagram);

  g_autoptr (ColimLimit) limit_ = limit (&diagram);
  ColimCSet *apex = colim_limit_get_apex (limit_);

  for (gint32 ob = 0; ob < 2; ob++)
    {
      gint32 sizes[MOST_OBJECTS];
      ColimFinFunction *arrows[MOST_OBJECTS];
      g_autoptr (ColimFinLimit) joined = NULL;

      for (guint i = 0; i < diagram.n_objects; i++)
        sizes[i] = colim_cset_get_n_parts_at (diagram.objects[i], ob);
      for (guint a = 0; a < diagram.n_arrows; a++)
        arrows[a] = colim_hom_get_component_at (diagram.arrows[a], ob);
      joined = colim_fin_limit_new (sizes, diagram.n_objects, arrows, diagram.n_arrows, diagram.sources,
                                    diagram.n_arrows, diagram.targets, diagram.n_arrows, NULL);
      assert_int_equal (colim_fin_limit_get_apex (joined), colim_cset_get_n_parts_at (apex, ob));
      for (guint i = 0; i < diagram.n_objects; i++)
        assert_true (colim_fin_function_equal (colim_fin_limit_get_leg (joined, i),
                                               colim_hom_get_component_at (colim_limit_get_leg (limit_, i), ob)));
    }
}

/* A weight is a constant where all entries are, two are one variable where all entries are equal, and there is no
 * variable that nothing uses. */
static void
weights_are_tuples (GRand *rand)
{
  g_auto (Diagram) diagram = { 0, };
  gint32 n_seen = 0;

  random_diagram (rand, &diagram);

  g_autoptr (ColimLimit) limit_ = limit (&diagram);
  ColimCSet *apex = colim_limit_get_apex (limit_);

  for (gint32 x = 0; x < colim_cset_get_n_parts_at (apex, 1); x++)
    {
      gint32 variable = colim_cset_get_variable_at (apex, 0, x);
      gboolean constant = diagram.n_objects > 0;

      for (guint i = 0; i < diagram.n_objects; i++)
        {
          ColimFinFunction *leg = colim_hom_get_component_at (colim_limit_get_leg (limit_, i), 1);
          ColimFinFunction *first = colim_hom_get_component_at (colim_limit_get_leg (limit_, 0), 1);
          gint32 at = colim_fin_function_apply (leg, x);

          constant = constant && colim_cset_get_variable_at (diagram.objects[i], 0, at) < 0
                     && brute_force_same_value (diagram.objects[i], at, diagram.objects[0],
                                                colim_fin_function_apply (first, x), 0);
        }
      assert_int_equal (variable < 0, constant);
      for (gint32 y = 0; y < x; y++)
        {
          gboolean same = TRUE;

          for (guint i = 0; i < diagram.n_objects; i++)
            {
              ColimFinFunction *leg = colim_hom_get_component_at (colim_limit_get_leg (limit_, i), 1);
              gint32 first = colim_fin_function_apply (leg, x), second = colim_fin_function_apply (leg, y);

              same = same && brute_force_same_value (diagram.objects[i], first, diagram.objects[i], second, 0);
            }
          assert_int_equal (brute_force_same_value (apex, x, apex, y, 0), same);
        }
      /* Numbered as they come. */
      assert_true (variable <= n_seen);
      n_seen += variable == n_seen;
    }
  assert_int_equal (colim_cset_get_n_variables_at (apex, 0), diagram.n_objects > 0 ? n_seen : 1);
}

/* Whether a family of homomorphisms, given by their images, is a cone. */
static gboolean
is_cone (const Diagram *diagram, ColimCSet *dom, gint32 *const *images)
{
  gint32 n_vertices = colim_cset_get_n_parts_at (dom, 0), n = n_vertices + colim_cset_get_n_parts_at (dom, 1);

  for (guint a = 0; a < diagram->n_arrows; a++)
    for (gint32 x = 0; x < n; x++)
      if (colim_fin_function_apply (colim_hom_get_component_at (diagram->arrows[a], x >= n_vertices),
                                    images[diagram->sources[a]][x])
          != images[diagram->targets[a]][x])
        return FALSE;

  return TRUE;
}

/* Homomorphisms Z → lim D are the same thing as cones from Z, for any Z: so it is enough to count both. */
static void
homs_to_the_apex_are_cones (GRand *rand)
{
  g_auto (Diagram) diagram = { 0, };

  random_diagram (rand, &diagram);

  g_autoptr (ColimCSet) dom = random_tight_graph (rand, 2, diagram.n_objects > 0);
  g_autoptr (ColimLimit) limit_ = limit (&diagram);
  g_autoptr (GPtrArray) homs = brute_force_homs (dom, colim_limit_get_apex (limit_));
  GPtrArray *sides[MOST_OBJECTS];
  guint wheel[MOST_OBJECTS] = { 0, }, n_cones = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < diagram.n_objects; i++)
    {
      sides[i] = brute_force_homs (dom, diagram.objects[i]);
      more = more && sides[i]->len > 0;
    }
  while (more)
    {
      gint32 *images[MOST_OBJECTS];

      for (guint i = 0; i < diagram.n_objects; i++)
        images[i] = sides[i]->pdata[wheel[i]];
      n_cones += is_cone (&diagram, dom, images);
      more = FALSE;
      for (guint i = 0; i < diagram.n_objects && !more; i++)
        {
          more = ++wheel[i] < sides[i]->len;
          wheel[i] = more ? wheel[i] : 0;
        }
    }
  assert_int_equal (homs->len, n_cones);
  for (guint i = 0; i < diagram.n_objects; i++)
    g_ptr_array_unref (sides[i]);
}

static void
cones_factor_uniquely (GRand *rand)
{
  g_auto (Diagram) diagram = { 0, };

  random_diagram (rand, &diagram);

  g_autoptr (ColimCSet) dom = random_tight_graph (rand, 2, diagram.n_objects > 0);
  g_autoptr (ColimLimit) limit_ = limit (&diagram);
  g_autoptr (GPtrArray) homs = brute_force_homs (dom, colim_limit_get_apex (limit_));

  for (guint k = 0; k < MIN (homs->len, 5); k++)
    {
      g_autoptr (ColimHom) u = brute_force_make (dom, colim_limit_get_apex (limit_),
                                                 homs->pdata[g_rand_int_range (rand, 0, (gint32) homs->len)]);
      g_autoptr (GPtrArray) cone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
      g_autoptr (ColimHom) factor = NULL;

      for (guint i = 0; i < diagram.n_objects; i++)
        g_ptr_array_add (cone, colim_hom_compose (u, colim_limit_get_leg (limit_, i), NULL));
      factor = colim_limit_factor (limit_, (ColimHom **) cone->pdata, cone->len, dom, NULL);
      assert_non_null (factor);
      assert_true (colim_hom_equal (factor, u));
    }
}

/* A → B gives A × C → B × C, identities the identity, and A → B → B the composite. */
static void
products_are_functorial (GRand *rand)
{
  g_autoptr (ColimCSet) a = random_tight_graph (rand, 3, TRUE), b = random_tight_graph (rand, 3, TRUE);
  g_autoptr (ColimCSet) c = random_graph (rand, "WeightedGraph", 3);
  g_autoptr (GPtrArray) to = brute_force_homs (a, b), back = brute_force_homs (b, b);
  g_autoptr (ColimLimit) ac = colim_limit_new_product (colim_cset_get_schema (a), (ColimCSet *[]) { a, c }, 2, NULL);
  g_autoptr (ColimLimit) bc = colim_limit_new_product (colim_cset_get_schema (a), (ColimCSet *[]) { b, c }, 2, NULL);
  ColimHom *maps[3], *lifted[3];
  g_autoptr (ColimHom) composite = NULL;

  if (to->len == 0)
    return;
  maps[0] = brute_force_make (a, b, to->pdata[g_rand_int_range (rand, 0, (gint32) to->len)]);
  maps[1] = brute_force_make (b, b, back->pdata[g_rand_int_range (rand, 0, (gint32) back->len)]);
  maps[2] = colim_hom_compose (maps[0], maps[1], NULL);
  for (guint i = 0; i < 3; i++)
    {
      const ColimLimit *from = i == 1 ? bc : ac;
      g_autoptr (ColimHom) first = colim_hom_compose (colim_limit_get_leg (from, 0), maps[i], NULL);

      lifted[i] = colim_limit_factor (bc, (ColimHom *[]) { first, colim_limit_get_leg (from, 1) }, 2,
                                      colim_limit_get_apex (from), NULL);
      assert_non_null (lifted[i]);
    }
  composite = colim_hom_compose (lifted[0], lifted[1], NULL);
  assert_true (colim_hom_equal (composite, lifted[2]));
  for (guint i = 0; i < 3; i++)
    {
      colim_hom_unref (maps[i]);
      colim_hom_unref (lifted[i]);
    }
}

/* f of parts: 0 … n_variables - 1, then constants. */
static ColimCSet *
make_set (gint32 n_variables, const gint64 *constants, gint32 n_constants, gint32 n_unused)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));

  colim_cset_builder_add (builder, "X", n_variables + n_constants, NULL);
  colim_cset_builder_add_variables (builder, "D", n_variables + n_unused, NULL);
  for (gint32 x = 0; x < n_variables; x++)
    colim_cset_builder_set_variable (builder, "f", x, x, NULL);
  for (gint32 k = 0; k < n_constants; k++)
    colim_cset_builder_set_int (builder, "f", n_variables + k, constants[k], NULL);

  return colim_cset_builder_end (builder, NULL);
}

/* {v, 5} × {w, 5, 6}, where w has a companion that nothing uses: only (5, 5) is a constant. */
static void
unequal_constants_make_a_variable (void **state)
{
  g_autoptr (ColimCSet) a = make_set (1, (gint64[]) { 5 }, 1, 0), b = make_set (1, (gint64[]) { 5, 6 }, 2, 1);
  g_autoptr (ColimLimit) product
      = colim_limit_new_product (colim_cset_get_schema (a), (ColimCSet *[]) { a, b }, 2, NULL);
  ColimCSet *apex = colim_limit_get_apex (product);
  static const gint32 expected[6] = { 0, 1, 2, -1, 3, 4 }, legs[2][5] = { { 0, -1, 0, 0, -1 }, { 0, 0, -1, -1, -1 } };
  gint64 constant;

  assert_int_equal (colim_cset_get_n_parts_at (apex, 0), 6);
  assert_int_equal (colim_cset_get_n_variables_at (apex, 0), 5);
  for (gint32 x = 0; x < 6; x++)
    assert_int_equal (colim_cset_get_variable_at (apex, 0, x), expected[x]);
  assert_true (colim_cset_get_int (apex, "f", 3, &constant, NULL));
  assert_int_equal (constant, 5);
  for (guint leg = 0; leg < 2; leg++)
    for (gint32 v = 0; v < 5; v++)
      assert_int_equal (colim_hom_get_variable_at (colim_limit_get_leg (product, leg), 0, v), legs[leg][v]);
}

static void
a_terminal_cset_has_a_variable_of_each_type (void **state)
{
  const char *const *names = colim_schema_list_builtins ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      ColimSchema *schema = colim_schema_find_builtin (names[i]);
      g_autoptr (ColimLimit) terminal = colim_limit_new_terminal (schema);
      ColimCSet *apex = colim_limit_get_apex (terminal);

      for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
        assert_int_equal (colim_cset_get_n_parts_at (apex, ob), 1);
      for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
        assert_int_equal (colim_cset_get_n_variables_at (apex, type), 1);
      assert_true (colim_cset_check (apex, NULL));
    }
}

static void
what_is_no_cone_is_refused (void **state)
{
  g_autoptr (ColimCSet) v = make_set (1, NULL, 0, 0), two = make_set (2, NULL, 0, 0);
  g_autoptr (ColimCSet) five = make_set (0, (gint64[]) { 5 }, 1, 0), free_ = make_set (0, NULL, 0, 1);
  g_autoptr (ColimFinFunction) first = colim_fin_function_new ((gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) second = colim_fin_function_new ((gint32[]) { 1 }, 1, 2, NULL);
  g_autoptr (ColimHom) f = colim_hom_new (v, two, &first, 1, NULL), g = colim_hom_new (v, two, &second, 1, NULL);
  g_autoptr (ColimHom) id = colim_hom_new_identity (v), id_two = colim_hom_new_identity (two);
  g_autoptr (ColimLimit) equalizer = colim_limit_new_equalizer (f, g, NULL), terminal = NULL, single = NULL;
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (free_, v);
  g_autoptr (ColimHom) id_free = colim_hom_new_identity (free_), unused = NULL, across = NULL;
  g_autoptr (GError) apart = NULL, start = NULL, end = NULL, constant = NULL, undefined = NULL, loose = NULL;

  terminal = colim_limit_new_terminal (colim_cset_get_schema (v));
  assert_int_equal (colim_cset_get_n_parts_at (colim_limit_get_apex (equalizer), 0), 0);
  assert_null (colim_limit_factor (equalizer, (ColimHom *[]) { id, f }, 2, v, &apart));
  assert_colim_error (apart, COLIM_ERROR_NOT_COMMUTING,
                      "over 'X': no cone: 0 goes to element 0 of object 0, which arrow 1 sends to 1, but to element 0 "
                      "of object 1");
  assert_null (colim_limit_factor (equalizer, (ColimHom *[]) { id, id }, 2, v, &end));
  assert_colim_error (end, COLIM_ERROR_NOT_COMPOSABLE, "map 1 of the cone does not end at its object");
  assert_null (colim_limit_factor (equalizer, (ColimHom *[]) { id, id_two }, 2, v, &start));
  assert_colim_error (start, COLIM_ERROR_NOT_PARALLEL, "map 1 of the cone does not start where all should");
  assert_null (colim_limit_factor (terminal, NULL, 0, five, &constant));
  assert_colim_error (constant, COLIM_ERROR_NOT_NATURAL,
                      "'f' of part 0 of 'X' is 5, but in the terminal C-set it is a variable");

  /* A variable that no part uses: the maps disagree about it, or agree on what the limit does not have. */
  colim_hom_builder_set_variable (builder, "D", 0, 0, NULL);
  unused = colim_hom_builder_end (builder, NULL);
  across = colim_hom_compose (unused, f, NULL);
  assert_null (colim_limit_factor (equalizer, (ColimHom *[]) { unused, across }, 2, free_, &loose));
  assert_colim_error (loose, COLIM_ERROR_NOT_COMMUTING,
                      "no cone: variable 0 of 'D' goes to variable 0 of object 0, which arrow 1 sends to variable 1, "
                      "but to variable 0 of object 1");
  single = colim_limit_new_product (colim_cset_get_schema (v), (ColimCSet *[]) { free_ }, 1, NULL);
  assert_null (colim_limit_factor (single, &id_free, 1, free_, &undefined));
  assert_colim_error (undefined, COLIM_ERROR_UNDEFINED,
                      "no part of the limit has the values that variable 0 of 'D', which no part uses, goes to");
}

static void
what_is_no_diagram_is_refused (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimCSet) v = make_set (1, NULL, 0, 0), two = make_set (2, NULL, 0, 0), set = NULL;
  g_autoptr (ColimHom) id = colim_hom_new_identity (v), id_two = colim_hom_new_identity (two);
  g_autoptr (GError) fit = NULL, schema = NULL, size = NULL, budget = NULL;
  g_autoptr (ColimLimit) cube = NULL;

  colim_cset_builder_add (builder, "X", 65536, NULL);
  set = colim_cset_builder_end (builder, NULL);
  assert_null (colim_limit_new_equalizer (id, id_two, &fit));
  assert_colim_error (fit, COLIM_ERROR_NOT_COMPOSABLE, "the domain of arrow 1 is not object 0");
  assert_null (colim_limit_new_product (colim_cset_get_schema (v), (ColimCSet *[]) { v, set }, 2, &schema));
  assert_int_equal (schema->code, COLIM_ERROR_TYPE);
  assert_null (colim_limit_new_product (colim_cset_get_schema (set), (ColimCSet *[]) { set, set }, 2, &size));
  assert_colim_error (size, COLIM_ERROR_TOO_LARGE,
                      "over 'X': the limit has 4294967296 elements, and a set at most 2147483647");
  assert_null (colim_limit_new_bounded (colim_cset_get_schema (two), (ColimCSet *[]) { two, two, two }, 3, NULL, 0, NULL,
                                        0, NULL, 0, 23, &budget));
  assert_colim_error (budget, COLIM_ERROR_BUDGET,
                      "over 'X': the limit has 8 elements, each of 3 entries, and the budget has 23 left");
  cube = colim_limit_new_bounded (colim_cset_get_schema (two), (ColimCSet *[]) { two, two, two }, 3, NULL, 0, NULL, 0,
                                  NULL, 0, 24, NULL);
  assert_int_equal (colim_cset_get_n_parts_at (colim_limit_get_apex (cube), 0), 8);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (legs_are_natural_and_commute),
    property_test (limits_are_pointwise),
    property_test (weights_are_tuples),
    property_test (homs_to_the_apex_are_cones),
    property_test (cones_factor_uniquely),
    property_test (products_are_functorial),
    cmocka_unit_test (unequal_constants_make_a_variable),
    cmocka_unit_test (a_terminal_cset_has_a_variable_of_each_type),
    cmocka_unit_test (what_is_no_cone_is_refused),
    cmocka_unit_test (what_is_no_diagram_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
