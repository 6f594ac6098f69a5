#include <colim/rational.h>

#include <math.h>

#include "tests/property.h"

static void
texts_are_read_in_lowest_terms (void **state)
{
  const struct {
    const char *text, *lowest;
  } cases[] = { { "0.25", "1/4" }, { "6/4", "3/2" }, { "7", "7" }, { "∞", "inf" }, { "inf", "inf" }, { "0/5", "0" }, { "2.50", "5/2" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimRational) number = colim_rational_parse (cases[i].text, NULL);
      g_autofree char *text = colim_rational_to_string (number);

      assert_string_equal (text, cases[i].lowest);
    }
}

static void
order_is_that_of_cross_products (GRand *rand)
{
  gint64 a = g_rand_int_range (rand, -50, 50), b = g_rand_int_range (rand, 1, 50);
  gint64 c = g_rand_int_range (rand, -50, 50), d = g_rand_int_range (rand, 1, 50);
  g_autoptr (ColimRational) first = colim_rational_new (a, b);
  g_autoptr (ColimRational) second = colim_rational_new (c, d);
  g_autoptr (ColimRational) infinity = colim_rational_new_infinity ();
  int order = colim_rational_compare (first, second);

  assert_int_equal ((order > 0) - (order < 0), (a * d > c * b) - (a * d < c * b));
  assert_int_equal (colim_rational_equal (first, second), a * d == c * b);
  assert_true (colim_rational_compare (first, infinity) < 0);
  assert_true (colim_rational_equal (infinity, infinity));
  assert_int_equal (colim_rational_get_sign (first), (a > 0) - (a < 0));
  assert_true (fabs (colim_rational_get_double (first) - (double) a / (double) b) < 1e-12);
}

static void
what_is_no_number_is_refused (void **state)
{
  g_autoptr (GError) error = NULL;

  assert_null (colim_rational_parse ("1/0", &error));
  assert_colim_error (error, COLIM_ERROR_PARSE, "the denominator of '1/0' is 0");

  const char *bad[] = { "", "1/", "/2", "1.", ".5", "1e3", "-1", "1/2/3" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_null (colim_rational_parse (bad[i], NULL));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (texts_are_read_in_lowest_terms),
    property_test (order_is_that_of_cross_products),
    cmocka_unit_test (what_is_no_number_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
