/* The order on paths, decided; its pairs as 2-functors over Ind; and what is counted: against lists of words. */

#include <colim/colimit.h>
#include <colim/pairs.h>
#include <colim/paths.h>

#include "tests/property.h"
#include "tests/theory/words.h"

#define MOST_WORDS 200
#define BUDGET 100000

/* All words of a sample of up to a length, or NULL if there are too many. */
static GArray *
list_all (const Sample *sample, gint32 longest)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  for (gint32 v = 0; v < sample->n_vertices; v++)
    list_words (sample, (Word) { v, v, 0, { 0 } }, longest, words);
  if (words->len <= MOST_WORDS)
    return words;
  g_array_unref (words);

  return NULL;
}

static gboolean
are_parallel (const Word *p, const Word *q)
{
  return p->source == q->source && p->target == q->target;
}

/* What the library says of every two parallel words. */
static guint8 *
decide_all (const Sample *sample, const GArray *words, gint32 max_length, gint32 max_derivation)
{
  guint n = words->len;
  guint8 *verdicts = g_new0 (guint8, (gsize) n * n + 1);
  g_autoptr (ColimRewriting) order = colim_order_new (sample->graph, COLIM_POLICY_EXPLICIT, NULL);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const Word *p = &g_array_index (words, Word, i), *q = &g_array_index (words, Word, j);
        g_autoptr (ColimPath) lesser = make_path (sample->quiver, p);
        g_autoptr (ColimPath) greater = make_path (sample->quiver, q);
        g_autoptr (ColimDerivation) derivation = NULL;
        ColimVerdict verdict;

        verdicts[i * n + j] = COLIM_VERDICT_NO;
        if (!are_parallel (p, q))
          continue;
        assert_true (colim_order_decide (order, lesser, greater, max_length, max_derivation, BUDGET, &verdict, &derivation,
                                         NULL));
        assert_int_equal (derivation != NULL, verdict == COLIM_VERDICT_YES);
        if (derivation != NULL)
          check_derivation (sample, derivation, *p, q);
        verdicts[i * n + j] = (guint8) verdict;
      }

  return verdicts;
}

/* By word: how many steps it is from @q, at the least; -1 where it is not below. */
static gint32 *
measure_steps (const Sample *sample, const GArray *words, guint q)
{
  gint32 *steps = g_new (gint32, words->len + 1);
  gboolean changed = TRUE;

  for (guint i = 0; i < words->len; i++)
    steps[i] = i == q ? 0 : -1;
  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < words->len; i++)
        {
          g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Word));

          rewrite_word (sample, &g_array_index (words, Word, i), found);
          for (guint k = 0; k < found->len; k++)
            {
              gint32 j = find_word (words, &g_array_index (found, Word, k));

              if (j < 0 || steps[j] < 0 || (steps[i] >= 0 && steps[i] <= steps[j] + 1))
                continue;
              steps[i] = steps[j] + 1;
              changed = TRUE;
            }
        }
    }

  return steps;
}

/* A derivation is a shortest one, and of these the first: by lowest relation, then by lowest place, step by step. */
static void
derivations_are_the_first_of_the_shortest (GRand *rand)
{
  Sample sample;
  g_autoptr (GArray) words = NULL;
  g_autoptr (ColimRewriting) order = NULL;

  make_sample (rand, &sample, FALSE, FALSE);
  order = colim_order_new (sample.graph, COLIM_POLICY_EXPLICIT, NULL);
  if ((words = list_all (&sample, MOST_LENGTH)) != NULL && words->len <= 60)
    for (guint q = 0; q < words->len; q++)
      {
        g_autofree gint32 *steps = measure_steps (&sample, words, q);
        g_autoptr (ColimPath) greater = make_path (sample.quiver, &g_array_index (words, Word, q));

        for (guint p = 0; p < words->len; p++)
          {
            Word word = g_array_index (words, Word, p);
            g_autoptr (ColimPath) lesser = make_path (sample.quiver, &word);
            g_autoptr (ColimDerivation) derivation = NULL;
            ColimVerdict verdict;

            if (steps[p] < 0)
              continue;
            assert_true (colim_order_decide (order, lesser, greater, -1, -1, BUDGET, &verdict, &derivation, NULL));
            assert_int_equal (colim_derivation_get_n_steps (derivation), steps[p]);
            for (gint32 s = 0; s < steps[p]; s++)
              {
                g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Word));
                Word next = to_word (colim_derivation_get_path (derivation, s));
                guint k = 0;

                /* Words come by relation, and by place. */
                rewrite_word (&sample, &word, found);
                while (steps[find_word (words, &g_array_index (found, Word, k))] != steps[p] - s - 1)
                  k++;
                assert_true (same (&next, &g_array_index (found, Word, k)));
                word = next;
              }
          }
      }
  clear_sample (&sample);
}

static void
the_order_is_that_of_brute_force (GRand *rand)
{
  Sample sample;
  g_autoptr (GArray) words = NULL;

  make_sample (rand, &sample, FALSE, FALSE);
  if ((words = list_all (&sample, MOST_LENGTH)) != NULL)
    {
      g_autofree guint8 *below = close_order (&sample, words), *found = decide_all (&sample, words, -1, -1);

      for (guint i = 0; i < words->len * words->len; i++)
        assert_int_equal (found[i], below[i] ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
    }
  clear_sample (&sample);
}

/* Reflexive, transitive, and closed under composition on either side, of what the library says alone. */
static void
the_order_is_a_preorder_closed_under_whiskering (GRand *rand)
{
  Sample sample;
  g_autoptr (GArray) words = NULL;

  make_sample (rand, &sample, FALSE, FALSE);
  if ((words = list_all (&sample, MOST_LENGTH)) != NULL && words->len <= 60)
    {
      guint n = words->len;
      g_autofree guint8 *le = decide_all (&sample, words, -1, -1);

      for (guint i = 0; i < n; i++)
        {
          assert_int_equal (le[i * n + i], COLIM_VERDICT_YES);
          for (guint j = 0; j < n; j++)
            for (guint k = 0; k < n && le[i * n + j] == COLIM_VERDICT_YES; k++)
              {
                const Word *p = &g_array_index (words, Word, i), *q = &g_array_index (words, Word, j);
                const Word *x = &g_array_index (words, Word, k);

                if (le[j * n + k] == COLIM_VERDICT_YES)
                  assert_int_equal (le[i * n + k], COLIM_VERDICT_YES);
                for (guint side = 0; side < 2; side++)
                  if (side == 0 ? x->target == p->source : p->target == x->source)
                    {
                      Word xp = side == 0 ? join_words (x, p) : join_words (p, x);
                      Word xq = side == 0 ? join_words (x, q) : join_words (q, x);

                      assert_int_equal (le[(guint) find_word (words, &xp) * n + (guint) find_word (words, &xq)],
                                        COLIM_VERDICT_YES);
                    }
              }
        }
    }
  clear_sample (&sample);
}

/* On a cycle: yes is what a search within the bound finds, no is never said of what one beyond it finds, and where no
 * relation lengthens there is no third answer. */
static void
bounded_answers_are_sound (GRand *rand)
{
  Sample sample;
  gint32 bound = g_rand_int_range (rand, 1, 5), n_longer = 0;
  g_autoptr (GArray) words = NULL, more = NULL;

  make_sample (rand, &sample, TRUE, FALSE);
  for (gint32 r = 0; r < sample.n_rules; r++)
    n_longer += sample.right[r].n > sample.left[r].n;
  if ((words = list_all (&sample, bound)) != NULL && (more = list_all (&sample, bound + 2)) != NULL)
    {
      guint n = words->len;
      g_autofree guint8 *within = close_order (&sample, words), *beyond = close_order (&sample, more);
      g_autofree guint8 *found = decide_all (&sample, words, bound, bound);

      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          {
            gint32 p = find_word (more, &g_array_index (words, Word, i)), q = find_word (more, &g_array_index (words, Word, j));
            gboolean is_above = beyond[(guint) p * more->len + (guint) q];

            if (within[i * n + j])
              assert_int_equal (found[i * n + j], COLIM_VERDICT_YES);
            if (found[i * n + j] == COLIM_VERDICT_NO)
              assert_false (is_above);
            if (n_longer == 0)
              assert_int_equal (found[i * n + j], is_above ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
          }
    }
  clear_sample (&sample);
}

/* Ind: id_i, id_n and e from i to n. */
typedef enum {
  ID_I,
  ID_N,
  E,
} Arrow;

static Arrow
compose (Arrow f, Arrow g)
{
  static const gint32 table[3][3] = { [ID_I] = { [ID_I] = ID_I, [ID_N] = -1, [E] = E },
                                      [ID_N] = { [ID_I] = -1, [ID_N] = ID_N, [E] = -1 },
                                      [E] = { [ID_I] = -1, [ID_N] = E, [E] = -1 } };

  assert_true (table[f][g] >= 0);

  return (Arrow) table[f][g];
}

/* Where beta sends a path: the composite of where it sends its edges. */
static Arrow
map_to_ind (const Sample *sample, const Word *word)
{
  Arrow arrow = sample->kinds[word->source] == COLIM_VERTEX_INDEX ? ID_I : ID_N;

  for (gint32 i = 0; i < word->n; i++)
    {
      gboolean from = sample->kinds[sample->src[word->edges[i]]] == COLIM_VERTEX_INDEX;
      gboolean to = sample->kinds[sample->tgt[word->edges[i]]] == COLIM_VERTEX_INDEX;

      arrow = compose (arrow, from && to ? ID_I : from ? E : ID_N);
    }

  return arrow;
}

/* The 2-functors P from Par, s => t with - ≤ +, such that beta P = alpha: alpha sends s to i, t to n, and both arrows to e.
 * The library lists those with P (-) ≠ P (+). */
static void
pairs_are_the_functors_over_ind (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (GArray) words = NULL;

  make_sample (rand, &sample, FALSE, FALSE);
  if ((words = list_all (&sample, MOST_LENGTH)) != NULL)
    {
      guint n = words->len;
      g_autofree guint8 *below = close_order (&sample, words), *listed = g_new0 (guint8, (gsize) n * n);
      g_autoptr (ColimPairs) pairs = colim_pairs_new (sample.graph, &selection, FALSE, NULL);

      for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
        {
          Word p = to_word (colim_pairs_get_p (pairs, i)), q = to_word (colim_pairs_get_q (pairs, i));

          listed[(guint) find_word (words, &p) * n + (guint) find_word (words, &q)]++;
        }
      /* A functor is where the two arrows of Par go, parallel, and the 2-cell between them. */
      for (guint minus = 0; minus < n; minus++)
        for (guint plus = 0; plus < n; plus++)
          {
            const Word *p = &g_array_index (words, Word, minus), *q = &g_array_index (words, Word, plus);
            gboolean is_functor = are_parallel (p, q) && below[minus * n + plus];
            gboolean is_over = is_functor && map_to_ind (&sample, p) == E && map_to_ind (&sample, q) == E;

            assert_int_equal (listed[minus * n + plus], is_over && minus != plus);
          }
    }
  clear_sample (&sample);
}

/* The policy `edges`: where no two edges of a class of parallel ones are related, all are. */
static void
edges_are_related_class_by_class (GRand *rand)
{
  Sample sample, related;
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (GArray) words = NULL;

  make_sample (rand, &sample, FALSE, g_rand_boolean (rand));
  related = sample;
  for (gint32 e = 0; e < sample.n_edges; e++)
    {
      gboolean given = FALSE;

      for (gint32 r = 0; r < sample.n_rules; r++)
        given = given
                || (sample.left[r].n == 1 && sample.right[r].n == 1 && sample.left[r].edges[0] != sample.right[r].edges[0]
                    && sample.left[r].source == sample.src[e] && sample.left[r].target == sample.tgt[e]);
      for (gint32 f = 0; f < sample.n_edges && !given; f++)
        if (e != f && sample.src[e] == sample.src[f] && sample.tgt[e] == sample.tgt[f])
          add_rule (&related, (Word) { sample.src[e], sample.tgt[e], 1, { e } },
                    (Word) { sample.src[e], sample.tgt[e], 1, { f } });
    }
  selection.policy = COLIM_POLICY_EDGES;
  if ((words = list_all (&sample, MOST_LENGTH)) != NULL)
    {
      guint n = words->len;
      g_autofree guint8 *below = close_order (&related, words);
      g_autoptr (ColimPairs) pairs = colim_pairs_new (sample.graph, &selection, FALSE, NULL);
      gint32 expected = 0;

      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          expected += i != j && below[i * n + j] && map_to_ind (&sample, &g_array_index (words, Word, i)) == E;
      assert_int_equal (colim_pairs_get_n (pairs), expected);
      for (gint32 i = 0; i < expected; i++)
        {
          Word p = to_word (colim_pairs_get_p (pairs, i)), q = to_word (colim_pairs_get_q (pairs, i));

          assert_true (below[(guint) find_word (words, &p) * n + (guint) find_word (words, &q)]);
        }
    }
  clear_sample (&sample);
}

/* Counts */

static gint64
read_count (ColimNatural *count)
{
  g_autofree char *digits = colim_natural_to_string (count);

  return g_ascii_strtoll (digits, NULL, 10);
}

static void
assert_counts (ColimCSet *graph, const ColimSelection *selection, gint64 expected, gint64 expected_in_loss)
{
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;

  assert_true (colim_pairs_count (graph, selection, &count, &in_loss, NULL));
  assert_int_equal (read_count (count), expected);
  assert_int_equal (read_count (in_loss), expected_in_loss);
}

/* Pairs are counted as they are listed, by any way of counting, and of two graphs side by side there are as many as of
 * both. */
static void
pairs_are_counted_as_listed (GRand *rand)
{
  Sample samples[2];
  ColimSelection selection = COLIM_SELECTION_INIT;
  gint64 sum = 0, sum_in_loss = 0;
  g_autoptr (ColimColimit) both = NULL;

  selection.policy = (ColimPolicy) g_rand_int_range (rand, 0, 3);
  selection.irredundant = g_rand_boolean (rand);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ColimPairs) pairs = NULL;
      gint64 in_loss = 0;

      make_sample (rand, &samples[i], FALSE, g_rand_int_range (rand, 0, 4) > 0);
      pairs = colim_pairs_new (samples[i].graph, &selection, FALSE, NULL);
      for (gint32 k = 0; k < colim_pairs_get_n (pairs); k++)
        in_loss += colim_pairs_is_in_loss (pairs, k);
      assert_counts (samples[i].graph, &selection, colim_pairs_get_n (pairs), in_loss);
      sum += colim_pairs_get_n (pairs);
      sum_in_loss += in_loss;
    }
  both = colim_colimit_new_coproduct (colim_learning_graph_get_schema (), (ColimCSet *[]) { samples[0].graph, samples[1].graph },
                                      2, NULL);
  assert_counts (colim_colimit_get_apex (both), &selection, sum, sum_in_loss);
  clear_sample (&samples[0]);
  clear_sample (&samples[1]);
}

static void
sum_counts (gint32 source, gint32 target, ColimNatural *count, gpointer data)
{
  gint64 *counts = data;

  counts[source * MOST_EDGES + target] = read_count (count);
}

/* Paths are counted and listed as a walk finds them, with a bound on a cycle. */
static void
paths_are_counted_as_listed (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  gboolean cyclic = g_rand_boolean (rand);
  g_autoptr (GArray) words = NULL;
  g_autofree gint64 *counts = g_new0 (gint64, MOST_EDGES * MOST_EDGES);

  make_sample (rand, &sample, cyclic, FALSE);
  selection.max_length = cyclic ? g_rand_int_range (rand, 0, 5) : -1;
  if ((words = list_all (&sample, cyclic ? selection.max_length : MOST_LENGTH)) != NULL)
    {
      g_autoptr (ColimPaths) paths = colim_paths_new (sample.graph, &selection, NULL);

      assert_int_equal (colim_paths_get_n (paths), words->len);
      assert_true (colim_paths_count (sample.graph, &selection, sum_counts, counts, NULL));
      for (gint32 i = 0; i < colim_paths_get_n (paths); i++)
        {
          Word word = to_word (colim_paths_get_path (paths, i));

          assert_true (find_word (words, &word) >= 0);
          counts[word.source * MOST_EDGES + word.target]--;
        }
      for (gint32 i = 0; i < MOST_EDGES * MOST_EDGES; i++)
        assert_int_equal (counts[i], 0);
    }
  clear_sample (&sample);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (the_order_is_that_of_brute_force, 2000),
    property_test_n (derivations_are_the_first_of_the_shortest, 1000),
    property_test_n (the_order_is_a_preorder_closed_under_whiskering, 1000),
    property_test_n (bounded_answers_are_sound, 1000),
    property_test_n (pairs_are_the_functors_over_ind, 1000),
    property_test_n (edges_are_related_class_by_class, 500),
    property_test_n (pairs_are_counted_as_listed, 3000),
    property_test_n (paths_are_counted_as_listed, 500),
  };

  return cmocka_run_group_tests_name ("order", tests, NULL, NULL);
}
