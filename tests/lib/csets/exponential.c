/* Exponentials, judged by counting: homomorphisms Z × G → F and Z → F^G are found by going through all functions. */

#include <colim/exponential.h>

#include "tests/lib/csets/brute-force.h"
#include "tests/lib/csets/random-glued.h"

#define BUDGET 1000000
#define MOST_FUNCTIONS 100000

typedef struct {
  ColimCSet *base;
  ColimCSet *exponent;
  ColimCSet *test;
  ColimExponential *exponential;
  ColimLimit *product; /* of test and exponent */
} Case;

static void
clear (Case *self)
{
  g_clear_pointer (&self->base, colim_cset_unref);
  g_clear_pointer (&self->exponent, colim_cset_unref);
  g_clear_pointer (&self->test, colim_cset_unref);
  g_clear_pointer (&self->exponential, colim_exponential_unref);
  g_clear_pointer (&self->product, colim_limit_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, clear)

static ColimLimit *
multiply (ColimCSet *a, ColimCSet *b)
{
  return colim_limit_new_product (colim_cset_get_schema (a), (ColimCSet *[]) { a, b }, 2, NULL);
}

/* Small enough that all functions can be gone through. */
static void
random_case (GRand *rand, Case *self)
{
  ColimSchema *schema = random_glued_schema (rand);

  do
    {
      clear (self);
      self->base = random_glued (rand, schema, g_rand_int_range (rand, 0, 5) > 0, 2);
      self->exponent = random_glued (rand, schema, g_rand_int_range (rand, 0, 5) > 0, 2);
      self->test = random_glued (rand, schema, g_rand_int_range (rand, 0, 5) > 0, 2);
      self->product = multiply (self->test, self->exponent);
      self->exponential = colim_exponential_new (self->base, self->exponent, BUDGET, NULL);
    }
  while (self->exponential == NULL || count_functions (colim_limit_get_apex (self->product), self->base) > MOST_FUNCTIONS
         || count_functions (self->test, colim_exponential_get_cset (self->exponential)) > MOST_FUNCTIONS);
}

/* The homomorphism with these components, which is checked when it is made so. */
static void
assert_natural (ColimHom *hom)
{
  gint32 n_obs = colim_schema_get_n_objects (colim_cset_get_schema (colim_hom_get_dom (hom)));
  g_autofree ColimFinFunction **components = g_new (ColimFinFunction *, n_obs);
  g_autoptr (ColimHom) checked = NULL;

  assert_non_null (hom);
  for (gint32 ob = 0; ob < n_obs; ob++)
    components[ob] = colim_hom_get_component_at (hom, ob);
  checked = colim_hom_new (colim_hom_get_dom (hom), colim_hom_get_codom (hom), components, (gsize) n_obs, NULL);
  assert_non_null (checked);
}

static void
currying_is_a_bijection (GRand *rand)
{
  g_auto (Case) c = { NULL, };

  random_case (rand, &c);

  ColimCSet *power = colim_exponential_get_cset (c.exponential), *apex = colim_limit_get_apex (c.product);
  g_autoptr (GPtrArray) from_product = brute_force_homs (apex, c.base), to_power = brute_force_homs (c.test, power);

  assert_true (colim_cset_check (power, NULL));
  assert_int_equal (from_product->len, to_power->len);
  for (guint i = 0; i < from_product->len; i++)
    {
      g_autoptr (ColimHom) f = brute_force_make (apex, c.base, from_product->pdata[i]);
      g_autoptr (ColimHom) curried = colim_exponential_curry (c.exponential, c.product, f, NULL), back = NULL;

      assert_natural (curried);
      back = colim_exponential_uncurry (c.exponential, c.product, curried, NULL);
      assert_true (colim_hom_equal (back, f));
    }
  for (guint i = 0; i < to_power->len; i++)
    {
      g_autoptr (ColimHom) k = brute_force_make (c.test, power, to_power->pdata[i]);
      g_autoptr (ColimHom) uncurried = colim_exponential_uncurry (c.exponential, c.product, k, NULL), back = NULL;

      assert_natural (uncurried);
      back = colim_exponential_curry (c.exponential, c.product, uncurried, NULL);
      assert_true (colim_hom_equal (back, k));
    }
}

/* Uncurrying is (k × 1) followed by evaluation, where k × 1 is the limits' own. */
static void
evaluation_is_universal (GRand *rand)
{
  g_auto (Case) c = { NULL, };

  random_case (rand, &c);

  ColimCSet *power = colim_exponential_get_cset (c.exponential);
  g_autoptr (ColimLimit) arguments = multiply (power, c.exponent);
  g_autoptr (ColimHom) evaluation = colim_exponential_evaluation (c.exponential, arguments, NULL);
  g_autoptr (GPtrArray) homs = brute_force_homs (c.test, power);

  assert_natural (evaluation);
  for (guint i = 0; i < homs->len; i++)
    {
      g_autoptr (ColimHom) k = brute_force_make (c.test, power, homs->pdata[i]);
      g_autoptr (ColimHom) first = colim_hom_compose (colim_limit_get_leg (c.product, 0), k, NULL);
      g_autoptr (ColimHom) lifted
          = colim_limit_factor (arguments, (ColimHom *[]) { first, colim_limit_get_leg (c.product, 1) }, 2,
                                colim_limit_get_apex (c.product), NULL);
      g_autoptr (ColimHom) composite = colim_hom_compose (lifted, evaluation, NULL);
      g_autoptr (ColimHom) uncurried = colim_exponential_uncurry (c.exponential, c.product, k, NULL);

      assert_true (colim_hom_equal (composite, uncurried));
    }
}

/* Of sets, functions: F^G has as many as |F| to the |G|, and each argument is sent everywhere equally often. */
static void
powers_of_sets_are_functions (void **state)
{
  g_autoptr (ColimCSetBuilder) three = colim_cset_builder_new (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimCSetBuilder) four = colim_cset_builder_new (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimCSet) base = NULL, exponent = NULL;
  g_autoptr (ColimExponential) exponential = NULL;

  colim_cset_builder_add (three, "X", 3, NULL);
  colim_cset_builder_add (four, "X", 4, NULL);
  base = colim_cset_builder_end (three, NULL);
  exponent = colim_cset_builder_end (four, NULL);
  exponential = colim_exponential_new (base, exponent, BUDGET, NULL);
  assert_int_equal (colim_cset_get_n_parts_at (colim_exponential_get_cset (exponential), 0), 81);
  assert_ptr_equal (colim_exponential_get_base (exponential), base);
  assert_ptr_equal (colim_exponential_get_exponent (exponential), exponent);
  for (gint32 argument = 0; argument < 4; argument++)
    {
      guint counts[3] = { 0, };

      for (gint32 part = 0; part < 81; part++)
        counts[colim_exponential_evaluate_at (exponential, 0, part, argument)]++;
      for (gint32 x = 0; x < 3; x++)
        assert_int_equal (counts[x], 27);
    }
}

static void
what_has_no_exponential_is_refused (void **state)
{
  g_autoptr (ColimCSetBuilder) graph_builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSetBuilder) weighted_builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  g_autoptr (ColimCSetBuilder) loop_builder = colim_cset_builder_new (colim_schema_find_builtin ("DDS"));
  g_autoptr (ColimCSet) points = NULL, weighted = NULL, loop = NULL, empty = NULL;
  g_autoptr (ColimExponential) exponential = NULL;
  g_autoptr (ColimLimit) product = NULL, other = NULL;
  g_autoptr (ColimHom) identity = NULL;
  g_autoptr (GError) attributes = NULL, schema = NULL, infinite = NULL, large = NULL, factor = NULL, start = NULL,
                     end = NULL;

  empty = colim_cset_builder_end (graph_builder, NULL);
  g_clear_pointer (&graph_builder, colim_cset_builder_unref);
  graph_builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  colim_cset_builder_add (graph_builder, "V", 40, NULL);
  points = colim_cset_builder_end (graph_builder, NULL);
  weighted = colim_cset_builder_end (weighted_builder, NULL);
  loop = colim_cset_builder_end (loop_builder, NULL);
  assert_null (colim_exponential_new (weighted, weighted, BUDGET, &attributes));
  assert_int_equal (attributes->code, COLIM_ERROR_INVALID);
  assert_null (colim_exponential_new (points, loop, BUDGET, &schema));
  assert_int_equal (schema->code, COLIM_ERROR_TYPE);
  assert_null (colim_exponential_new (loop, loop, BUDGET, &infinite));
  assert_int_equal (infinite->code, COLIM_ERROR_BUDGET);
  assert_null (colim_exponential_new (points, points, BUDGET, &large));
  assert_int_equal (large->code, COLIM_ERROR_BUDGET);
  exponential = colim_exponential_new (points, empty, BUDGET, NULL);
  assert_non_null (exponential);
  product = multiply (points, empty);
  other = multiply (empty, points);
  identity = colim_hom_new_identity (empty);
  assert_null (colim_exponential_curry (exponential, other, identity, &factor));
  assert_colim_error (factor, COLIM_ERROR_INVALID, "this is no product with the exponent");
  assert_null (colim_exponential_uncurry (exponential, product, identity, &start));
  assert_colim_error (start, COLIM_ERROR_NOT_COMPOSABLE, "the homomorphism does not start where it should");
  assert_null (colim_exponential_curry (exponential, product, identity, &end));
  assert_colim_error (end, COLIM_ERROR_NOT_COMPOSABLE, "the homomorphism does not end where it should");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (currying_is_a_bijection, 300),
    property_test_n (evaluation_is_universal, 300),
    cmocka_unit_test (powers_of_sets_are_functions),
    cmocka_unit_test (what_has_no_exponential_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
