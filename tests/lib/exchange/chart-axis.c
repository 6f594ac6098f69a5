/* Every axis holds its values, and its ticks stand in order and are told apart by what is printed at them. */

#include "lib/exchange/chart-private.h"
#include "tests/property.h"

#include <math.h>
#include <string.h>

/* Of any size that an axis can have, or round 1. */
static double
random_value (GRand *rand)
{
  double range = g_rand_boolean (rand) ? 145 : 3;
  double value = pow (10, g_rand_double_range (rand, -range, range));

  return g_rand_int_range (rand, 0, 8) == 0 ? 0 : g_rand_boolean (rand) ? value : -value;
}

/* What is printed, read again. */
static double
read_label (const char *label)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autoptr (GString) text = g_string_new (label);

  g_string_replace (text, "−", "-", 0);
  g_string_replace (text, "×10", "e", 0);
  g_string_replace (text, "⁻", "-", 0);
  for (guint i = 0; i < 10; i++)
    {
      char digit[] = { (char) ('0' + i), '\0' };

      if (strchr (text->str, 'e') == NULL && strstr (text->str, raised[i]) != NULL)
        g_string_replace (text, "10", "1e", 1);
      g_string_replace (text, raised[i], digit, 0);
    }
  if (strncmp (text->str, "10-", 3) == 0 || strncmp (text->str, "-10-", 4) == 0)
    g_string_replace (text, "10-", "1e-", 1);

  return g_ascii_strtod (text->str, NULL);
}

static void
assert_ticks_are_readable (const ColimChartAxis *axis)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < axis->n_ticks; i++)
    {
      double tick = axis->ticks[i], place = _colim_chart_axis_place (axis, tick);
      char *label = _colim_chart_axis_print (axis, tick);
      double size = axis->is_log ? tick : MAX (fabs (axis->low), fabs (axis->high));

      assert_true (i == 0 || tick > axis->ticks[i - 1]);
      assert_true (place > -1e-6 && place < 1 + 1e-6);
      assert_true (fabs (read_label (label) - tick) <= 1e-6 * size);
      assert_true (g_hash_table_add (labels, label));
    }
}

static void
round_axes_hold_their_values (GRand *rand)
{
  ColimChartAxis axis = { 0 };
  double a = random_value (rand), b = g_rand_boolean (rand) ? random_value (rand) : a * (1 + g_rand_double (rand));
  double low = MIN (a, b), high = MAX (a, b);

  _colim_chart_axis_fit_round (&axis, low, high, 5);
  assert_true (_colim_chart_axis_place (&axis, low) > -1e-6 && _colim_chart_axis_place (&axis, high) < 1 + 1e-6);
  assert_in_range (axis.n_ticks, 2, 9);
  assert_true (axis.ticks[0] == axis.low && axis.ticks[axis.n_ticks - 1] == axis.high);
  assert_ticks_are_readable (&axis);
}

static void
log_axes_hold_their_values (GRand *rand)
{
  ColimChartAxis axis = { .is_log = TRUE };
  double a = fabs (random_value (rand)) + 1e-149, b = g_rand_boolean (rand) ? fabs (random_value (rand)) + 1e-149 : a;
  double low = MIN (a, b), high = MAX (a, b);

  _colim_chart_axis_fit_round (&axis, low, high, 5);
  assert_true (_colim_chart_axis_place (&axis, low) > -1e-6 && _colim_chart_axis_place (&axis, high) < 1 + 1e-6);
  assert_in_range (axis.n_ticks, 2, 9);
  assert_ticks_are_readable (&axis);
}

static void
exact_axes_are_as_long_as_their_values (GRand *rand)
{
  ColimChartAxis axis = { 0 };
  gint32 low = g_rand_int_range (rand, -20, 20), high = low + 1 + random_size (rand, 1000);

  _colim_chart_axis_fit_exact (&axis, low, high, 8, TRUE);
  assert_true (axis.low == low && axis.high == high);
  assert_in_range (axis.n_ticks, 1, 10);
  for (gsize i = 0; i < axis.n_ticks; i++)
    assert_true (axis.ticks[i] == floor (axis.ticks[i]));
  assert_ticks_are_readable (&axis);
}

static void
assert_labels (gboolean is_log, double low, double high, const char *expected)
{
  ColimChartAxis axis = { .is_log = is_log };
  g_autoptr (GString) labels = g_string_new (NULL);

  _colim_chart_axis_fit_round (&axis, low, high, 5);
  for (gsize i = 0; i < axis.n_ticks; i++)
    {
      g_autofree char *label = _colim_chart_axis_print (&axis, axis.ticks[i]);

      g_string_append_printf (labels, "%s%s", i > 0 ? " " : "", label);
    }
  assert_string_equal (labels->str, expected);
}

static void
ticks_are_what_people_expect (void **state)
{
  assert_labels (FALSE, 0.1, 2.3, "0 0.5 1.0 1.5 2.0 2.5");
  assert_labels (FALSE, 0.91, 0.98, "0.90 0.92 0.94 0.96 0.98");
  assert_labels (FALSE, -3, 3, "−4 −2 0 2 4");
  assert_labels (FALSE, 5, 5, "4.7 4.8 4.9 5.0 5.1 5.2 5.3");
  assert_labels (FALSE, 0, 0, "0 0.2 0.4 0.6 0.8 1.0");
  assert_labels (FALSE, 0, 3e-5, "0 10⁻⁵ 2×10⁻⁵ 3×10⁻⁵");
  assert_labels (FALSE, 1e6, 1.5e6, "1.0×10⁶ 1.1×10⁶ 1.2×10⁶ 1.3×10⁶ 1.4×10⁶ 1.5×10⁶");
  assert_labels (TRUE, 0.03, 4, "0.01 0.1 1 10");
  assert_labels (TRUE, 0.3, 4, "0.2 0.5 1 2 5");
  assert_labels (TRUE, 1e-9, 2, "10⁻⁹ 10⁻⁷ 10⁻⁵ 0.001 0.1 10");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (round_axes_hold_their_values, 3000),
    property_test_n (log_axes_hold_their_values, 3000),
    property_test (exact_axes_are_as_long_as_their_values),
    cmocka_unit_test (ticks_are_what_people_expect),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
