/* Sorting by digits, against what sorting means. */

#include "lib/sets/radix-private.h"
#include "tests/lib/sets/random-function.h"

static void
rows_are_sorted_and_equal_ones_stay (GRand *rand)
{
  const gint32 codoms[] = { 1, 2, 5, 2048, 2049, 1 << 22, (1 << 22) + 1, G_MAXINT32 };
  gint32 n = random_size (rand, 50), codom = codoms[g_rand_int_range (rand, 0, G_N_ELEMENTS (codoms))];
  g_autoptr (ColimFinFunction) f = random_function (rand, n, codom);
  const gint32 *values = colim_fin_function_get_values (f, NULL);
  g_autofree gint32 *rows = g_new (gint32, n);
  g_autofree gboolean *met = g_new0 (gboolean, n);

  for (gint32 i = 0; i < n; i++)
    rows[i] = i;
  _colim_radix_sort (rows, n, values, codom);
  for (gint32 i = 0; i < n; i++)
    {
      assert_false (met[rows[i]]);
      met[rows[i]] = TRUE;
      if (i > 0)
        assert_true (values[rows[i - 1]] < values[rows[i]]
                     || (values[rows[i - 1]] == values[rows[i]] && rows[i - 1] < rows[i]));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (rows_are_sorted_and_equal_ones_stay, 1000),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
