/* The word problem, against groups whose order is known, against models, and against equations applied one by one. */

#include <colim/completion.h>
#include <colim/two-category.h>

#include "tests/lib/categories/words.h"

#define BUDGET 200000
#define MOST_LENGTH 5

static void
monoids_have_as_many_elements_as_they_should (void **state)
{
  static const struct {
    gint32 n_generators;
    const char *equations[8];
    guint order;
  } cases[] = {
    { 1, { "aaaa=" }, 4 },                                          /* the cyclic group of order 4 */
    { 1, { "aaaaa=aa" }, 5 },                                       /* a monoid with a tail of 2 and a cycle of 3 */
    { 2, { "aa=", "bb=", "ababab=" }, 6 },                          /* S₃ by its transpositions */
    { 3, { "aa=", "bb=", "cc=", "ababab=", "bcbcbc=", "acac=" }, 24 }, /* S₄ */
    { 2, { "aaaaa=", "bb=", "baba=" }, 10 },                        /* the dihedral group of the pentagon */
    { 2, { "aa=a", "bb=b", "aba=bab" }, 6 },                        /* the 0-Hecke monoid of S₃ */
    { 2, { "ab=ba", "aaa=", "bb=" }, 6 },                           /* Z₃ × Z₂ */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimQuiver) quiver = words_letters (cases[i].n_generators);
      g_autoptr (ColimPresentation) presentation = words_present (quiver, cases[i].equations, g_strv_length ((char **) cases[i].equations));
      g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);
      g_autoptr (GPtrArray) arrows = NULL;

      assert_true (colim_completion_is_confluent (completion));
      arrows = colim_completion_list_arrows (completion, 1000, NULL);
      assert_non_null (arrows);
      assert_int_equal (arrows->len, cases[i].order);
    }
}

static void
what_is_infinite_is_not_listed (void **state)
{
  static const char *const commuting[] = { "ab=ba" };
  g_autoptr (ColimQuiver) quiver = words_letters (2);
  g_autoptr (ColimPresentation) presentation = words_present (quiver, commuting, 1);
  g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);
  g_autoptr (ColimCompletion) hasty = colim_completion_new (presentation, 0);
  g_autoptr (ColimPath) ab = words_path (quiver, "abab");
  g_autoptr (ColimPath) ba = words_path (quiver, "bbaa");
  g_autoptr (ColimPath) a = words_path (quiver, "a");
  g_autoptr (GError) error = NULL;

  assert_int_equal (colim_completion_decide (completion, ab, ba), COLIM_VERDICT_YES);
  assert_int_equal (colim_completion_decide (completion, ab, a), COLIM_VERDICT_NO);
  assert_int_equal (colim_completion_decide (hasty, ab, ba), COLIM_VERDICT_UNKNOWN);
  assert_null (colim_completion_list_arrows (completion, 1000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "there are more than 1000 arrows");
}

static void
sides_that_are_not_parallel_are_refused (void **state)
{
  const gint32 src_values[] = { 0 }, tgt_values[] = { 1 };
  g_autoptr (ColimFinFunction) src = colim_fin_function_new (src_values, 1, 2, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new (tgt_values, 1, 2, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (src, tgt, NULL);
  g_autoptr (ColimPath) edge = colim_path_new (quiver, src_values, 1, NULL);
  g_autoptr (ColimPath) identity = colim_path_new_identity (quiver, 0, NULL);
  g_autoptr (GError) error = NULL;

  assert_null (colim_presentation_new (quiver, &edge, 1, &identity, 1, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_PARALLEL, "the sides of equation 0 are not parallel");
}

/* Words that are equal do the same in every model. */
static void
equal_words_act_alike (GRand *rand)
{
  g_auto (Words) words = { 0, };
  g_autoptr (ColimCompletion) completion = NULL;

  words_draw (&words, rand);
  completion = colim_completion_new (words.presentation, BUDGET);
  for (guint trial = 0; trial < 100; trial++)
    {
      gint32 model[MOST_LETTERS][MOST_MOVED];
      g_autofree char *p = words_random (rand, words.n_generators, MOST_LENGTH);
      g_autofree char *q = words_random (rand, words.n_generators, MOST_LENGTH);
      g_autoptr (ColimPath) left = words_path (words.quiver, p);
      g_autoptr (ColimPath) right = words_path (words.quiver, q);

      for (gint32 g = 0; g < MOST_LETTERS; g++)
        for (gint32 x = 0; x < MOST_MOVED; x++)
          model[g][x] = g_rand_int_range (rand, 0, MOST_MOVED);
      if (!words_are_modelled (model, &words) || colim_completion_decide (completion, left, right) != COLIM_VERDICT_YES)
        continue;
      for (gint32 x = 0; x < MOST_MOVED; x++)
        assert_int_equal (words_act (model, p, x), words_act (model, q, x));
    }
}

/* What one equation turns a word into is equal to it. */
static void
equations_make_words_equal (GRand *rand)
{
  g_auto (Words) words = { 0, };
  g_autoptr (ColimCompletion) completion = NULL;

  words_draw (&words, rand);
  completion = colim_completion_new (words.presentation, BUDGET);
  for (guint trial = 0; trial < 20 && words.n_equations > 0; trial++)
    {
      g_autoptr (ColimPath) left = NULL, right = NULL;
      ColimVerdict verdict;

      words_step (&words, rand, &left, &right);
      verdict = colim_completion_decide (completion, left, right);
      assert_int_not_equal (verdict, COLIM_VERDICT_NO);
      assert_true (verdict == COLIM_VERDICT_YES || !colim_completion_is_confluent (completion));
    }
}

/* Equations as inequalities both ways: what a search finds equal, or closes on as different, the rules do not deny. */
static void
searches_agree_with_rules (GRand *rand)
{
  g_auto (Words) words = { 0, };
  g_autoptr (ColimCompletion) completion = NULL;
  g_autoptr (ColimRewriting) both_ways = NULL;

  words_draw (&words, rand);
  completion = colim_completion_new (words.presentation, BUDGET);
  both_ways = colim_two_category_new (words.presentation, NULL, 0, NULL, 0, NULL);
  for (guint trial = 0; trial < 20; trial++)
    {
      g_autofree char *p = words_random (rand, words.n_generators, 4);
      g_autofree char *q = words_random (rand, words.n_generators, 4);
      g_autoptr (ColimPath) left = words_path (words.quiver, p);
      g_autoptr (ColimPath) right = words_path (words.quiver, q);
      ColimVerdict rules = colim_completion_decide (completion, left, right);
      ColimVerdict search = colim_rewriting_decide (both_ways, left, right, 7, 500, NULL);

      if (rules != COLIM_VERDICT_UNKNOWN && search != COLIM_VERDICT_UNKNOWN)
        assert_int_equal (rules, search);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (monoids_have_as_many_elements_as_they_should),
    cmocka_unit_test (what_is_infinite_is_not_listed),
    cmocka_unit_test (sides_that_are_not_parallel_are_refused),
    property_test (equal_words_act_alike),
    property_test (equations_make_words_equal),
    property_test (searches_agree_with_rules),
  };

  return cmocka_run_group_tests_name ("completion", tests, NULL, NULL);
}
