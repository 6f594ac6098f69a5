/* The word problem by congruence closure, against categories of functions, against rules, against models. */

#include <colim/completion.h>
#include <colim/congruence.h>
#include <colim/shape.h>

#include "tests/lib/categories/concrete.h"
#include "tests/lib/categories/words.h"

/* In a category of functions two paths are equal if they do the same; there are finitely many arrows, so all is known. */
static void
finite_categories_are_decided (GRand *rand)
{
  g_auto (Concrete) concrete = { 0, };

  concrete_draw (&concrete, rand);
  for (guint trial = 0; trial < 20; trial++)
    {
      gint32 source = g_rand_int_range (rand, 0, concrete.n_objects);
      g_autoptr (ColimPath) p = random_path (rand, concrete.quiver, source, 8);
      g_autoptr (ColimPath) q = random_path (rand, concrete.quiver, source, 8);
      Function f = concrete_evaluate (&concrete, p), g = concrete_evaluate (&concrete, q);

      assert_int_equal (colim_presentation_decide (concrete.presentation, p, q, BUDGET),
                        concrete_same (&concrete, &f, &g) ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
    }
}

/* Many of these monoids are infinite. */
static void
rules_and_models_do_not_disagree (GRand *rand)
{
  g_auto (Words) words = { 0, };
  g_autoptr (ColimCompletion) completion = NULL;

  words_draw (&words, rand);
  completion = colim_completion_new (words.presentation, 20000);
  for (guint trial = 0; trial < 20; trial++)
    {
      gint32 model[MOST_LETTERS][MOST_MOVED];
      g_autofree char *p = words_random (rand, words.n_generators, 5);
      g_autofree char *q = words_random (rand, words.n_generators, 5);
      g_autoptr (ColimPath) left = words_path (words.quiver, p);
      g_autoptr (ColimPath) right = words_path (words.quiver, q);
      ColimVerdict verdict = colim_presentation_decide (words.presentation, left, right, 2000);

      if (colim_completion_is_confluent (completion) && verdict != COLIM_VERDICT_UNKNOWN)
        assert_int_equal (verdict, colim_completion_decide (completion, left, right));
      for (gint32 g = 0; g < MOST_LETTERS; g++)
        for (gint32 x = 0; x < MOST_MOVED; x++)
          model[g][x] = g_rand_int_range (rand, 0, MOST_MOVED);
      for (gint32 x = 0; verdict == COLIM_VERDICT_YES && words_are_modelled (model, &words) && x < MOST_MOVED; x++)
        assert_int_equal (words_act (model, p, x), words_act (model, q, x));
    }
}

/* What one equation turns a word into is found equal to it, however many other words there are. */
static void
one_step_is_found (GRand *rand)
{
  g_auto (Words) words = { 0, };

  words_draw (&words, rand);
  for (guint trial = 0; trial < 20 && words.n_equations > 0; trial++)
    {
      g_autoptr (ColimPath) left = NULL, right = NULL;

      words_step (&words, rand, &left, &right);

      assert_int_equal (colim_presentation_decide (words.presentation, left, right, 5000), COLIM_VERDICT_YES);
    }
}

/* x : A → M, and on M letters a, b with aba = bab, of which no completion by length comes to an end.  x a = x,
 * x b b = x b and x b a a = x b a leave three arrows from A to M; there are infinitely many from M to M. */
static ColimPresentation *
present_braids (void)
{
  static const gint32 src[] = { 0, 1, 1 }, tgt[] = { 1, 1, 1 };
  static const struct {
    gint32 left[5], right[5];
    gsize n_left, n_right;
  } equations[] = {
    { { 1, 2, 1 }, { 2, 1, 2 }, 3, 3 },
    { { 0, 1 }, { 0 }, 2, 1 },
    { { 0, 2, 2 }, { 0, 2 }, 3, 2 },
    { { 0, 2, 1, 1 }, { 0, 2, 1 }, 4, 3 },
  };
  g_autoptr (ColimFinFunction) sources = colim_fin_function_new (src, 3, 2, NULL);
  g_autoptr (ColimFinFunction) targets = colim_fin_function_new (tgt, 3, 2, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (sources, targets, NULL);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (equations); i++)
    {
      g_ptr_array_add (left, colim_path_new (quiver, equations[i].left, equations[i].n_left, NULL));
      g_ptr_array_add (right, colim_path_new (quiver, equations[i].right, equations[i].n_right, NULL));
    }

  return colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len, (ColimPath **) right->pdata,
                                 right->len, NULL);
}

static void
what_no_completion_knows_is_decided (void **state)
{
  static const gint32 xb[] = { 0, 2 }, xba[] = { 0, 2, 1 }, xbab[] = { 0, 2, 1, 2 }, a[] = { 1 }, aab[] = { 1, 1, 2 };
  g_autoptr (ColimPresentation) presentation = present_braids ();
  ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
  g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, 100000);
  g_autoptr (ColimPath) one = colim_path_new (quiver, xb, 2, NULL);
  g_autoptr (ColimPath) two = colim_path_new (quiver, xba, 3, NULL);
  g_autoptr (ColimPath) three = colim_path_new (quiver, xbab, 4, NULL);
  g_autoptr (ColimPath) letter = colim_path_new (quiver, a, 1, NULL);
  g_autoptr (ColimPath) word = colim_path_new (quiver, aab, 3, NULL);

  assert_false (colim_completion_is_confluent (completion));
  assert_int_equal (colim_presentation_decide (presentation, one, two, 1000), COLIM_VERDICT_NO);
  assert_int_equal (colim_presentation_decide (presentation, two, three, 1000), COLIM_VERDICT_YES);
  assert_int_equal (colim_completion_decide (completion, one, two), COLIM_VERDICT_NO);
  assert_int_equal (colim_completion_decide (completion, two, three), COLIM_VERDICT_YES);
  /* Among infinitely many arrows difference is not seen. */
  assert_int_equal (colim_presentation_decide (presentation, letter, word, 100000), COLIM_VERDICT_UNKNOWN);
  assert_int_equal (colim_completion_decide (completion, letter, word), COLIM_VERDICT_UNKNOWN);
}

/* f, g : A → B, h : B → C, and a loop at C: from A to B there are two arrows, from A to C infinitely many. */
static void
only_the_way_to_the_target_matters (void **state)
{
  static const gint32 src[] = { 0, 0, 1, 2 }, tgt[] = { 1, 1, 2, 2 }, fh[] = { 0, 2 }, gh[] = { 1, 2 };
  g_autoptr (ColimFinFunction) sources = colim_fin_function_new (src, 4, 3, NULL);
  g_autoptr (ColimFinFunction) targets = colim_fin_function_new (tgt, 4, 3, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (sources, targets, NULL);
  g_autoptr (ColimPath) f = colim_path_new (quiver, fh, 1, NULL);
  g_autoptr (ColimPath) g = colim_path_new (quiver, gh, 1, NULL);
  g_autoptr (ColimPath) f_h = colim_path_new (quiver, fh, 2, NULL);
  g_autoptr (ColimPath) g_h = colim_path_new (quiver, gh, 2, NULL);
  g_autoptr (ColimPresentation) presentation = colim_presentation_new (quiver, &f_h, 1, &g_h, 1, NULL);

  assert_int_equal (colim_presentation_decide (presentation, f, g, 100), COLIM_VERDICT_NO);
  assert_int_equal (colim_presentation_decide (presentation, f_h, g_h, 100), COLIM_VERDICT_YES);
}

static void
questions_are_answered_within_a_budget (void **state)
{
  static const gint32 loop[] = { 0, 0, 0 };
  g_autoptr (ColimPresentation) presentation = colim_shape_new ("loop", 0, NULL);
  g_autoptr (ColimPresentation) arrow = colim_shape_new ("arrow", 0, NULL);
  ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
  g_autoptr (ColimPath) one = colim_path_new (quiver, loop, 1, NULL);
  g_autoptr (ColimPath) three = colim_path_new (quiver, loop, 3, NULL);
  g_autoptr (ColimPath) edge = colim_path_new (colim_presentation_get_quiver (arrow), loop, 1, NULL);
  g_autoptr (ColimPath) start = colim_path_new_identity (colim_presentation_get_quiver (arrow), 0, NULL);

  for (gint64 budget = -1; budget < 50; budget++)
    {
      assert_int_equal (colim_presentation_decide (presentation, one, three, budget), COLIM_VERDICT_UNKNOWN);
      assert_int_equal (colim_presentation_decide (presentation, three, three, budget), COLIM_VERDICT_YES);
      assert_int_equal (colim_presentation_decide (arrow, edge, start, budget), COLIM_VERDICT_NO);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (finite_categories_are_decided),
    property_test (rules_and_models_do_not_disagree),
    property_test (one_step_is_found),
    cmocka_unit_test (what_no_completion_knows_is_decided),
    cmocka_unit_test (only_the_way_to_the_target_matters),
    cmocka_unit_test (questions_are_answered_within_a_budget),
  };

  return cmocka_run_group_tests_name ("congruence", tests, NULL, NULL);
}
