/* Functions between finite sets form a category, whose monos and epis are what they should be. */

#include <colim/fibres.h>

#include "lib/sets/fin-function-private.h"
#include "tests/lib/sets/random-function.h"

static void
composition_is_associative_and_unital (GRand *rand)
{
  gint32 b = 1 + random_size (rand, 6), c = 1 + random_size (rand, 6), d = 1 + random_size (rand, 6);
  g_autoptr (ColimFinFunction) f = random_function (rand, random_size (rand, 6), b);
  g_autoptr (ColimFinFunction) g = random_function (rand, b, c);
  g_autoptr (ColimFinFunction) h = random_function (rand, c, d);
  g_autoptr (ColimFinFunction) fg = colim_fin_function_compose (f, g, NULL);
  g_autoptr (ColimFinFunction) gh = colim_fin_function_compose (g, h, NULL);
  g_autoptr (ColimFinFunction) fg_h = colim_fin_function_compose (fg, h, NULL);
  g_autoptr (ColimFinFunction) f_gh = colim_fin_function_compose (f, gh, NULL);
  g_autoptr (ColimFinFunction) identity = colim_fin_function_new_identity (b);
  g_autoptr (ColimFinFunction) f_1 = colim_fin_function_compose (f, identity, NULL);
  g_autoptr (ColimFinFunction) one_g = colim_fin_function_compose (identity, g, NULL);

  assert_true (colim_fin_function_equal (fg_h, f_gh));
  assert_int_equal (colim_fin_function_hash (fg_h), colim_fin_function_hash (f_gh));
  assert_true (colim_fin_function_equal (f_1, f));
  assert_true (colim_fin_function_equal (one_g, g));
}

static void
monos_and_epis_are_seen_by_counting (GRand *rand)
{
  gint32 dom = random_size (rand, 5), codom = random_size (rand, 5) + (dom > 0);
  g_autoptr (ColimFinFunction) f = random_function (rand, dom, codom);
  gboolean monic = TRUE, epic = TRUE;

  for (gint32 y = 0; y < codom; y++)
    {
      gint32 n = 0;

      for (gint32 x = 0; x < dom; x++)
        n += colim_fin_function_apply (f, x) == y;
      monic = monic && n <= 1;
      epic = epic && n >= 1;
    }
  assert_int_equal (colim_fin_function_is_monic (f), monic);
  assert_int_equal (colim_fin_function_is_epic (f), epic);
  assert_int_equal (colim_fin_function_is_iso (f), monic && epic);
}

static void
bytes_are_shared_and_read_back (GRand *rand)
{
  g_autoptr (ColimFinFunction) f = random_function (rand, random_size (rand, 9), 9);
  g_autoptr (GBytes) bytes = colim_fin_function_get_bytes (f);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new_from_bytes (bytes, 9, NULL);
  g_autofree guint8 *shifted = g_malloc0 (g_bytes_get_size (bytes) + 1);
  g_autoptr (GBytes) outer = NULL, inner = NULL;
  g_autoptr (ColimFinFunction) h = NULL;

  assert_ptr_equal (colim_fin_function_get_values (f, NULL), colim_fin_function_get_values (g, NULL));
  if (g_bytes_get_size (bytes) > 0)
    memcpy (shifted + 1, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  outer = g_bytes_new (shifted, g_bytes_get_size (bytes) + 1);
  inner = g_bytes_new_from_bytes (outer, 1, g_bytes_get_size (bytes));
  h = colim_fin_function_new_from_bytes (inner, 9, NULL);
  assert_true (colim_fin_function_equal (f, h));
}

static void
fibres_are_the_preimages_in_order (GRand *rand)
{
  gint32 dom = random_size (rand, 12), codom = 1 + random_size (rand, 6);
  g_autoptr (ColimFinFunction) f = random_function (rand, dom, codom);
  g_autoptr (ColimFibres) fibres = colim_fibres_new (f);

  assert_int_equal (colim_fibres_get_codom (fibres), codom);
  for (gint32 y = 0; y < codom; y++)
    {
      gsize n, k = 0;
      const gint32 *fibre = colim_fibres_get (fibres, y, &n);

      for (gint32 x = 0; x < dom; x++)
        if (colim_fin_function_apply (f, x) == y)
          {
            assert_true (k < n);
            assert_int_equal (fibre[k++], x);
          }
      assert_int_equal (k, n);
    }
}

static void
only_a_sole_owner_gets_the_column_itself (void **state)
{
  ColimFinFunction *f = colim_fin_function_new ((gint32[]) { 2, 0 }, 2, 3, NULL);
  ColimFinFunction *g = _colim_fin_function_with_codom (f, 7);
  const gint32 *values = colim_fin_function_get_values (f, NULL);
  g_autofree gint32 *first = _colim_fin_function_steal (f);
  g_autofree gint32 *second = NULL;

  assert_ptr_not_equal (first, values);
  second = _colim_fin_function_steal (g);
  assert_int_equal (first[0], 2);
  assert_int_equal (second[0], 2);
}

static void
what_is_no_function_is_refused (void **state)
{
  g_autoptr (GError) range = NULL, negative = NULL, odd = NULL, ends = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("abc", 3);
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 1 }, 1, 2, NULL);

  assert_null (colim_fin_function_new ((gint32[]) { 0, 2 }, 2, 2, &range));
  assert_colim_error (range, COLIM_ERROR_OUT_OF_RANGE, "value 2 at 1 is not in a set of 2 elements");
  assert_null (colim_fin_function_new (NULL, 0, -1, &negative));
  assert_colim_error (negative, COLIM_ERROR_OUT_OF_RANGE, "a set cannot have -1 elements");
  assert_null (colim_fin_function_new_from_bytes (bytes, 2, &odd));
  assert_colim_error (odd, COLIM_ERROR_INVALID, "3 bytes are no array of 32-bit integers");
  assert_null (colim_fin_function_compose (f, f, &ends));
  assert_colim_error (ends, COLIM_ERROR_NOT_COMPOSABLE, "cannot compose: codomain has 2 elements, domain has 1");
}

static void
functions_factor_through_their_image (GRand *rand)
{
  gint32 dom = random_size (rand, 6), codom = g_rand_boolean (rand) ? G_MAXINT32 : 1 + random_size (rand, 6);
  g_autoptr (ColimFinFunction) f = random_function (rand, dom, codom);
  g_autoptr (ColimFinFunction) epi = NULL, mono = NULL, composite = NULL;

  colim_fin_function_factorize (f, &epi, &mono);
  composite = colim_fin_function_compose (epi, mono, NULL);
  assert_true (colim_fin_function_equal (composite, f));
  assert_true (colim_fin_function_is_epic (epi));
  for (gint32 i = 1; i < colim_fin_function_get_dom (mono); i++)
    assert_true (colim_fin_function_apply (mono, i - 1) < colim_fin_function_apply (mono, i));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (composition_is_associative_and_unital),
    property_test (monos_and_epis_are_seen_by_counting),
    property_test (functions_factor_through_their_image),
    property_test (bytes_are_shared_and_read_back),
    property_test (fibres_are_the_preimages_in_order),
    cmocka_unit_test (only_a_sole_owner_gets_the_column_itself),
    cmocka_unit_test (what_is_no_function_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
