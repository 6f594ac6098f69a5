#include <colim/natural.h>

#include "tests/property.h"

static ColimNatural *
random_natural (GRand *rand)
{
  GString *digits = g_string_new ("1");
  g_autofree char *text = NULL;

  for (gint32 i = random_size (rand, 60); i > 0; i--)
    g_string_append_c (digits, (char) ('0' + g_rand_int_range (rand, 0, 10)));
  text = g_string_free (digits, FALSE);

  return colim_natural_parse (text, NULL);
}

static void
multiplication_distributes (GRand *rand)
{
  g_autoptr (ColimNatural) a = random_natural (rand);
  g_autoptr (ColimNatural) b = random_natural (rand);
  g_autoptr (ColimNatural) c = random_natural (rand);
  g_autoptr (ColimNatural) b_c = colim_natural_add (b, c);
  g_autoptr (ColimNatural) left = colim_natural_multiply (a, b_c);
  g_autoptr (ColimNatural) ab = colim_natural_multiply (a, b);
  g_autoptr (ColimNatural) ac = colim_natural_multiply (a, c);
  g_autoptr (ColimNatural) right = colim_natural_add (ab, ac);

  assert_int_equal (colim_natural_compare (left, right), 0);
}

static void
text_reads_back (void **state)
{
  g_autoptr (ColimNatural) largest = colim_natural_new (G_MAXUINT64);
  g_autoptr (ColimNatural) one = colim_natural_new (1);
  g_autoptr (ColimNatural) sum = colim_natural_add (largest, one);
  g_autofree char *digits = colim_natural_to_string (sum);

  assert_string_equal (digits, "18446744073709551616");
  assert_true (colim_natural_compare (one, largest) < 0);
  assert_false (colim_natural_is_zero (one));
}

static void
what_is_no_number_is_refused (void **state)
{
  const char *bad[] = { "", "-1", "1x", " 1", "0x1" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("expected digits, not '%s'", bad[i]);

      assert_null (colim_natural_parse (bad[i], &error));
      assert_colim_error (error, COLIM_ERROR_PARSE, expected);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (multiplication_distributes),
    cmocka_unit_test (text_reads_back),
    cmocka_unit_test (what_is_no_number_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
