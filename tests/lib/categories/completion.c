/* The word problem, against groups whose order is known, against models, and against equations applied one by one. */

#include <colim/completion.h>
#include <colim/two-category.h>

#include "tests/property.h"

#include <string.h>

#define BUDGET 200000
#define MOST_LENGTH 5
#define MOST_GENERATORS 3
#define MOST_POINTS 3

/* One object: generators are letters, and words are what equations are made of. */
static ColimQuiver *
make_letters (gint32 n)
{
  g_autofree gint32 *zeros = g_new0 (gint32, (gsize) n + 1);
  g_autoptr (ColimFinFunction) ends = colim_fin_function_new (zeros, (gsize) n, 1, NULL);

  return colim_quiver_new (ends, ends, NULL);
}

static ColimPath *
make_word (ColimQuiver *quiver, const char *letters)
{
  gsize n = strlen (letters);
  g_autofree gint32 *edges = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    edges[i] = letters[i] - 'a';

  return n > 0 ? colim_path_new (quiver, edges, n, NULL) : colim_path_new_identity (quiver, 0, NULL);
}

/* `left=right` each. */
static ColimPresentation *
present (ColimQuiver *quiver, const char *const *equations, gsize n)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) sides = g_strsplit (equations[i], "=", 2);

      g_ptr_array_add (left, make_word (quiver, sides[0]));
      g_ptr_array_add (right, make_word (quiver, sides[1]));
    }

  return colim_presentation_new (quiver, (ColimPath **) left->pdata, n, (ColimPath **) right->pdata, n, NULL);
}

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
      g_autoptr (ColimQuiver) quiver = make_letters (cases[i].n_generators);
      g_autoptr (ColimPresentation) presentation = present (quiver, cases[i].equations, g_strv_length ((char **) cases[i].equations));
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
  g_autoptr (ColimQuiver) quiver = make_letters (2);
  g_autoptr (ColimPresentation) presentation = present (quiver, commuting, 1);
  g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);
  g_autoptr (ColimCompletion) hasty = colim_completion_new (presentation, 0);
  g_autoptr (ColimPath) ab = make_word (quiver, "abab");
  g_autoptr (ColimPath) ba = make_word (quiver, "bbaa");
  g_autoptr (ColimPath) a = make_word (quiver, "a");
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

typedef struct {
  gint32 n_generators;
  char *equations[4];
  gsize n_equations;
} Random;

static char *
random_word (GRand *rand, gint32 n_generators, gint32 longest)
{
  gint32 n = random_size (rand, longest);
  char *word = g_malloc0 ((gsize) n + 1);

  for (gint32 i = 0; i < n; i++)
    word[i] = (char) ('a' + g_rand_int_range (rand, 0, n_generators));

  return word;
}

static void
draw (Random *self, GRand *rand)
{
  self->n_generators = g_rand_int_range (rand, 1, MOST_GENERATORS + 1);
  self->n_equations = (gsize) g_rand_int_range (rand, 0, 4);
  for (gsize i = 0; i < self->n_equations; i++)
    {
      g_autofree char *left = random_word (rand, self->n_generators, 3);
      g_autofree char *right = random_word (rand, self->n_generators, 3);

      self->equations[i] = g_strdup_printf ("%s=%s", left, right);
    }
}

static void
drop (Random *self)
{
  for (gsize i = 0; i < self->n_equations; i++)
    g_free (self->equations[i]);
}

/* Letters act on a small set; a word acts as they do one after the other. */
static gint32
act (gint32 model[MOST_GENERATORS][MOST_POINTS], const char *word, gint32 point)
{
  for (; *word != '\0' && *word != '='; word++)
    point = model[*word - 'a'][point];

  return point;
}

static gboolean
is_model (gint32 model[MOST_GENERATORS][MOST_POINTS], const Random *random)
{
  for (gsize i = 0; i < random->n_equations; i++)
    for (gint32 x = 0; x < MOST_POINTS; x++)
      if (act (model, random->equations[i], x) != act (model, strchr (random->equations[i], '=') + 1, x))
        return FALSE;

  return TRUE;
}

/* Words that are equal do the same in every model. */
static void
equal_words_act_alike (GRand *rand)
{
  Random random;
  g_autoptr (ColimQuiver) quiver = NULL;
  g_autoptr (ColimPresentation) presentation = NULL;
  g_autoptr (ColimCompletion) completion = NULL;

  draw (&random, rand);
  quiver = make_letters (random.n_generators);
  presentation = present (quiver, (const char *const *) random.equations, random.n_equations);
  completion = colim_completion_new (presentation, BUDGET);
  for (guint trial = 0; trial < 100; trial++)
    {
      gint32 model[MOST_GENERATORS][MOST_POINTS];
      g_autofree char *p = random_word (rand, random.n_generators, MOST_LENGTH);
      g_autofree char *q = random_word (rand, random.n_generators, MOST_LENGTH);
      g_autoptr (ColimPath) left = make_word (quiver, p);
      g_autoptr (ColimPath) right = make_word (quiver, q);

      for (gint32 g = 0; g < MOST_GENERATORS; g++)
        for (gint32 x = 0; x < MOST_POINTS; x++)
          model[g][x] = g_rand_int_range (rand, 0, MOST_POINTS);
      if (!is_model (model, &random) || colim_completion_decide (completion, left, right) != COLIM_VERDICT_YES)
        continue;
      for (gint32 x = 0; x < MOST_POINTS; x++)
        assert_int_equal (act (model, p, x), act (model, q, x));
    }
  drop (&random);
}

/* What one equation turns a word into is equal to it. */
static void
equations_make_words_equal (GRand *rand)
{
  Random random;
  g_autoptr (ColimQuiver) quiver = NULL;
  g_autoptr (ColimPresentation) presentation = NULL;
  g_autoptr (ColimCompletion) completion = NULL;

  draw (&random, rand);
  quiver = make_letters (random.n_generators);
  presentation = present (quiver, (const char *const *) random.equations, random.n_equations);
  completion = colim_completion_new (presentation, BUDGET);
  for (guint trial = 0; trial < 20 && random.n_equations > 0; trial++)
    {
      g_autofree char *before = random_word (rand, random.n_generators, 3);
      g_autofree char *after = random_word (rand, random.n_generators, 3);
      g_auto (GStrv) sides = g_strsplit (random.equations[g_rand_int_range (rand, 0, (gint32) random.n_equations)], "=", 2);
      g_autofree char *p = g_strconcat (before, sides[0], after, NULL);
      g_autofree char *q = g_strconcat (before, sides[1], after, NULL);
      g_autoptr (ColimPath) left = make_word (quiver, p);
      g_autoptr (ColimPath) right = make_word (quiver, q);
      ColimVerdict verdict = colim_completion_decide (completion, left, right);

      assert_int_not_equal (verdict, COLIM_VERDICT_NO);
      assert_true (verdict == COLIM_VERDICT_YES || !colim_completion_is_confluent (completion));
    }
  drop (&random);
}

/* Equations as inequalities both ways: what a search finds equal, or closes on as different, the rules do not deny. */
static void
searches_agree_with_rules (GRand *rand)
{
  Random random;
  g_autoptr (ColimQuiver) quiver = NULL;
  g_autoptr (ColimPresentation) presentation = NULL;
  g_autoptr (ColimCompletion) completion = NULL;
  g_autoptr (ColimRewriting) both_ways = NULL;

  draw (&random, rand);
  quiver = make_letters (random.n_generators);
  presentation = present (quiver, (const char *const *) random.equations, random.n_equations);
  completion = colim_completion_new (presentation, BUDGET);
  both_ways = colim_two_category_new (presentation, NULL, 0, NULL, 0, NULL);
  for (guint trial = 0; trial < 20; trial++)
    {
      g_autofree char *p = random_word (rand, random.n_generators, 4);
      g_autofree char *q = random_word (rand, random.n_generators, 4);
      g_autoptr (ColimPath) left = make_word (quiver, p);
      g_autoptr (ColimPath) right = make_word (quiver, q);
      ColimVerdict rules = colim_completion_decide (completion, left, right);
      ColimVerdict search = colim_rewriting_decide (both_ways, left, right, 7, 500, NULL);

      if (rules != COLIM_VERDICT_UNKNOWN && search != COLIM_VERDICT_UNKNOWN)
        assert_int_equal (rules, search);
    }
  drop (&random);
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
