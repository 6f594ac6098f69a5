/* The generator gives the published answers, draws are what they say, and streams do not know of each other. */

#include <colim/random.h>

#include "lib/tensor/random-private.h"
#include "tests/property.h"

#include <math.h>
#include <string.h>

/* philox4x32 10 in the kat_vectors of Random123. */
static void
answers_are_the_published_ones (void **state)
{
  static const struct {
    guint32 counter[4], key[2], answer[4];
  } known[] = {
    { { 0, 0, 0, 0 }, { 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
    { { G_MAXUINT32, G_MAXUINT32, G_MAXUINT32, G_MAXUINT32 },
      { G_MAXUINT32, G_MAXUINT32 },
      { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
    { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
      { 0xa4093822, 0x299f31d0 },
      { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const guint32 *c = known[i].counter, *k = known[i].key;
      guint32 found[4];

      _colim_philox ((guint64) k[1] << 32 | k[0], (guint64) c[3] << 32 | c[2], (guint64) c[1] << 32 | c[0], found);
      assert_memory_equal (found, known[i].answer, sizeof found);
    }
}

/* As sha256 ("0\0init\0teacher") begins, least byte first: whoever changes this changes every model's first numbers. */
static void
keys_are_the_same_everywhere (void **state)
{
  g_autoptr (ColimRandom) first = colim_random_new (0, "init", "teacher");
  g_autoptr (ColimRandom) last = colim_random_new (G_MAXUINT64, "shuffle", "");

  assert_int_equal (colim_random_get_key (first), G_GUINT64_CONSTANT (0x56593bbb958be286));
  assert_int_equal (colim_random_get_key (last), G_GUINT64_CONSTANT (0x3bd71b0ed576e3ac));
}

static void
keys_tell_seeds_purposes_and_names_apart (void **state)
{
  static const char *const texts[] = { "", "a", "b", "ab", "ba", "abc", "0", "1", "10" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint64 seed = 0; seed < 12; seed++)
    for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
      for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autoptr (ColimRandom) random = colim_random_new (seed, texts[i], texts[j]);
          guint64 key = colim_random_get_key (random);

          assert_true (g_hash_table_add (seen, g_memdup2 (&key, sizeof key)));
        }
}

static void
shorter_draws_begin_longer_ones (GRand *rand)
{
  gsize n = (gsize) random_size (rand, 40), m = (gsize) random_size (rand, (gint32) n);
  guint64 counter = g_rand_int (rand);
  g_autoptr (ColimRandom) random = colim_random_new (g_rand_int (rand), "law", "a");
  g_autofree double *longer = g_new (double, n + 1);
  g_autofree double *shorter = g_new (double, m + 1);

  longer[n] = shorter[m] = 7;
  colim_random_fill_uniform (random, counter, -2, 3, longer, n);
  colim_random_fill_uniform (random, counter, -2, 3, shorter, m);
  assert_memory_equal (longer, shorter, m * sizeof *shorter);
  for (gsize i = 0; i < n; i++)
    assert_true (longer[i] >= -2 && longer[i] < 3);
  colim_random_fill_normal (random, counter, longer, n);
  colim_random_fill_normal (random, counter, shorter, m);
  assert_memory_equal (longer, shorter, m * sizeof *shorter);
  assert_true (longer[n] == 7 && shorter[m] == 7);
}

static void
permutations_hit_everything_once (GRand *rand)
{
  gsize n = (gsize) random_size (rand, 200);
  g_autoptr (ColimRandom) random = colim_random_new (g_rand_int (rand), "law", "a");
  g_autofree gint32 *values = g_new (gint32, n + 1);
  g_autofree gint32 *again = g_new (gint32, n + 1);
  g_autofree guint8 *hit = g_new0 (guint8, n + 1);

  values[n] = -1;
  colim_random_permute (random, 5, values, n);
  colim_random_permute (random, 5, again, n);
  for (gsize i = 0; i < n; i++)
    {
      assert_in_range (values[i], 0, n - 1);
      assert_int_equal (values[i], again[i]);
      assert_int_equal (hit[values[i]]++, 0);
    }
  assert_int_equal (values[n], -1);
}

/* How far counts are from being equal.  For equally likely bins it is about their number, give or take the root of
 * twice that; five times as much is no chance. */
static double
chi_square (const guint *counts, gsize n_bins)
{
  double n = 0, sum = 0;

  for (gsize i = 0; i < n_bins; i++)
    n += counts[i];
  for (gsize i = 0; i < n_bins; i++)
    sum += pow (counts[i] - n / (double) n_bins, 2) / (n / (double) n_bins);

  return sum;
}

#define N_BINS 100
#define N_DRAWN 100000

static void
assert_uniform (const double *values, gsize n)
{
  guint counts[N_BINS] = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      assert_true (values[i] >= 0 && values[i] < 1);
      counts[(gsize) (values[i] * N_BINS)]++;
    }
  assert_true (fabs (chi_square (counts, N_BINS) - N_BINS) < 5 * sqrt (2 * N_BINS));
}

static double
correlate (const double *x, const double *y, gsize n)
{
  double xy = 0, xx = 0, yy = 0;

  for (gsize i = 0; i < n; i++)
    {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }

  return xy / sqrt (xx * yy);
}

static void
uniform_numbers_are_equally_likely_everywhere (void **state)
{
  g_autoptr (ColimRandom) random = colim_random_new (1, "init", "a");
  g_autofree double *values = g_new (double, N_DRAWN);
  g_autofree double *floats = g_new (double, N_DRAWN);

  colim_random_fill_uniform (random, 0, 0, 1, values, N_DRAWN);
  assert_uniform (values, N_DRAWN);
  /* The first numbers of many draws are as good as many numbers of one. */
  for (gsize i = 0; i < N_DRAWN; i++)
    {
      guint32 words[4];

      colim_random_fill_uniform (random, i, 0, 1, &values[i], 1);
      _colim_philox (colim_random_get_key (random), 3, i, words);
      floats[i] = _colim_random_uniform01_float (words[i % 4]);
    }
  assert_uniform (values, N_DRAWN);
  assert_uniform (floats, N_DRAWN);
}

static void
normal_numbers_are_normal (void **state)
{
  g_autoptr (ColimRandom) random = colim_random_new (1, "init", "a");
  g_autofree double *values = g_new (double, N_DRAWN);
  g_autofree double *shares = g_new (double, N_DRAWN);

  colim_random_fill_normal (random, 0, values, N_DRAWN);
  for (gsize i = 0; i < N_DRAWN; i++)
    shares[i] = 0.5 * erfc (-values[i] / sqrt (2));
  assert_uniform (shares, N_DRAWN);
  /* The two of one block come from one radius, and are independent all the same. */
  assert_true (fabs (correlate (values, values + 1, N_DRAWN - 1)) < 5 / sqrt (N_DRAWN));
  for (gsize i = 0; i < N_DRAWN; i++)
    shares[i] = values[i] * values[i] - 1;
  assert_true (fabs (correlate (shares, shares + 1, N_DRAWN - 1)) < 5 / sqrt (N_DRAWN));
}

static void
permutations_are_equally_likely (void **state)
{
  g_autoptr (ColimRandom) random = colim_random_new (1, "shuffle", "I");
  guint counts[24] = { 0 };

  for (guint64 counter = 0; counter < 24000; counter++)
    {
      gint32 p[4];
      guint rank = 0;

      colim_random_permute (random, counter, p, 4);
      for (guint i = 0; i < 4; i++)
        {
          guint smaller = 0;

          for (guint j = i + 1; j < 4; j++)
            smaller += p[j] < p[i];
          rank = rank * (4 - i) + smaller;
        }
      counts[rank]++;
    }
  assert_true (fabs (chi_square (counts, 24) - 24) < 5 * sqrt (2 * 24));
}

static void
streams_of_other_names_are_independent (void **state)
{
  static const char *const names[] = { "a", "b", "edge 1", "edge 2" };
  double *values[G_N_ELEMENTS (names)];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ColimRandom) random = colim_random_new (1, "init", names[i]);

      values[i] = g_new (double, N_DRAWN);
      colim_random_fill_uniform (random, 0, -1, 1, values[i], N_DRAWN);
      for (gsize j = 0; j < i; j++)
        assert_true (fabs (correlate (values[i], values[j], N_DRAWN)) < 5 / sqrt (N_DRAWN));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (values[i]);
}

static void
bounds_are_kept_where_rounding_would_pass_them (void **state)
{
  g_autoptr (ColimRandom) random = colim_random_new (1, "init", "a");
  double values[100];

  assert_true (_colim_random_uniform01_float (G_MAXUINT32) < 1);
  assert_true (_colim_random_uniform01_double (G_MAXUINT32, G_MAXUINT32) < 1);
  assert_true (_colim_random_uniform01_float (0) == 0 && _colim_random_uniform01_double (0, 0) == 0);
  colim_random_fill_uniform (random, 0, 1, nextafter (1, 2), values, 100);
  for (gsize i = 0; i < 100; i++)
    assert_true (values[i] == 1);
  colim_random_fill_uniform (random, 0, 4, 4, values, 100);
  for (gsize i = 0; i < 100; i++)
    assert_true (values[i] == 4);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (answers_are_the_published_ones),
    cmocka_unit_test (keys_are_the_same_everywhere),
    cmocka_unit_test (keys_tell_seeds_purposes_and_names_apart),
    property_test (shorter_draws_begin_longer_ones),
    property_test (permutations_hit_everything_once),
    cmocka_unit_test (uniform_numbers_are_equally_likely_everywhere),
    cmocka_unit_test (normal_numbers_are_normal),
    cmocka_unit_test (permutations_are_equally_likely),
    cmocka_unit_test (streams_of_other_names_are_independent),
    cmocka_unit_test (bounds_are_kept_where_rounding_would_pass_them),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
