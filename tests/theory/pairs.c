/* The pairs of a learning graph against a judge that rewrites strings: all paths are listed, each is rewritten by
 * every rule at every place, and the transitive closure is taken over the whole table. */

#include <colim/pairs.h>

#include "tests/property.h"
#include "tests/theory/words.h"

typedef struct {
  const Sample *sample;
  GArray *words;
  guint8 *below;
  gint32 longest;
  gboolean paths; /* the policy */
} Judge;

static gboolean
is_hom_related (const Judge *judge, const Word *p)
{
  guint n = judge->words->len;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const Word *a = &g_array_index (judge->words, Word, i), *b = &g_array_index (judge->words, Word, j);

        if (i != j && a->source == p->source && a->target == p->target && b->source == p->source && b->target == p->target
            && a->n <= judge->longest && b->n <= judge->longest && judge->below[i * n + j])
          return TRUE;
      }

  return FALSE;
}

static gboolean
is_pair (const Judge *judge, const Word *p, const Word *q)
{
  gint32 i = find_word (judge->words, p), j = find_word (judge->words, q);

  if (same (p, q) || p->source != q->source || p->target != q->target || p->n > judge->longest || q->n > judge->longest
      || judge->sample->kinds[p->source] != COLIM_VERTEX_INDEX || judge->sample->kinds[p->target] == COLIM_VERTEX_INDEX)
    return FALSE;

  return judge->below[(guint) i * judge->words->len + (guint) j] || (judge->paths && !is_hom_related (judge, p));
}

static Word
cut (const Sample *sample, const Word *word, gint32 prefix, gint32 suffix)
{
  Word part = { vertex_at (sample, word, prefix), vertex_at (sample, word, word->n - suffix), word->n - prefix - suffix, { 0 } };

  memcpy (part.edges, word->edges + prefix, (gsize) part.n * sizeof *part.edges);

  return part;
}

static gboolean
is_redundant_pair (const Judge *judge, const Word *p, const Word *q)
{
  for (gint32 i = 0; i <= MIN (p->n, q->n); i++)
    for (gint32 j = 0; i + j <= MIN (p->n, q->n); j++)
      {
        Word p1 = cut (judge->sample, p, i, j), q1 = cut (judge->sample, q, i, j);

        if (i + j == 0 || memcmp (p->edges, q->edges, (gsize) i * sizeof *p->edges) != 0
            || memcmp (p->edges + p->n - j, q->edges + q->n - j, (gsize) j * sizeof *p->edges) != 0)
          continue;
        if (judge->sample->kinds[p1.target] == COLIM_VERTEX_LOSS && is_pair (judge, &p1, &q1))
          return TRUE;
      }

  return FALSE;
}

static void
compare_with_judge (const Sample *sample, const ColimSelection *selection, gint32 longest, gint32 longest_derivation)
{
  Judge judge = { sample, g_array_new (FALSE, FALSE, sizeof (Word)), NULL, longest, selection->policy == COLIM_POLICY_PATHS };
  g_autoptr (ColimPairs) pairs = NULL;
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  g_autofree char *digits = NULL;
  gint32 next = 0;

  for (gint32 v = 0; v < sample->n_vertices; v++)
    list_words (sample, (Word) { v, v, 0, { 0 } }, longest_derivation, judge.words);
  if (judge.words->len > 250)
    {
      g_array_unref (judge.words);
      return;
    }
  judge.below = close_order (sample, judge.words);
  pairs = colim_pairs_new (sample->graph, selection, TRUE, NULL);
  assert_non_null (pairs);
  for (guint i = 0; i < judge.words->len; i++)
    for (guint j = 0; j < judge.words->len; j++)
      {
        const Word *p = &g_array_index (judge.words, Word, i), *q = &g_array_index (judge.words, Word, j);
        gint32 found = -1;

        if (!is_pair (&judge, p, q))
          continue;
        for (gint32 k = 0; k < colim_pairs_get_n (pairs) && found < 0; k++)
          {
            Word a = to_word (colim_pairs_get_p (pairs, k)), b = to_word (colim_pairs_get_q (pairs, k));

            if (same (&a, p) && same (&b, q))
              found = k;
          }
        assert_true (found >= 0);
        next++;
        assert_int_equal (colim_pairs_is_redundant (pairs, found), is_redundant_pair (&judge, p, q));
        assert_int_equal (colim_pairs_is_in_loss (pairs, found), sample->kinds[p->target] == COLIM_VERTEX_LOSS);
        if (judge.below[i * judge.words->len + j])
          check_derivation (sample, colim_pairs_get_derivation (pairs, found), *p, q);
        else
          assert_null (colim_pairs_get_derivation (pairs, found));
      }
  assert_int_equal (colim_pairs_get_n (pairs), next);
  for (gint32 k = 1; k < next; k++)
    assert_true (colim_path_compare (colim_pairs_get_p (pairs, k - 1), colim_pairs_get_p (pairs, k)) < 0
                 || (colim_path_equal (colim_pairs_get_p (pairs, k - 1), colim_pairs_get_p (pairs, k))
                     && colim_path_compare (colim_pairs_get_q (pairs, k - 1), colim_pairs_get_q (pairs, k)) < 0));
  assert_true (colim_pairs_count (sample->graph, selection, &count, &in_loss, NULL));
  digits = colim_natural_to_string (count);
  assert_int_equal (g_ascii_strtoll (digits, NULL, 10), next);
  g_free (judge.below);
  g_array_unref (judge.words);
}

static void
pairs_on_a_dag_are_those_of_brute_force (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;

  make_sample (rand, &sample, FALSE, FALSE);
  compare_with_judge (&sample, &selection, MOST_LENGTH, MOST_LENGTH);
  selection.policy = COLIM_POLICY_PATHS;
  compare_with_judge (&sample, &selection, MOST_LENGTH, MOST_LENGTH);
  clear_sample (&sample);
}

static void
bounded_pairs_are_those_of_brute_force (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  gsize n_cycle, n_reached;
  g_autofree gint32 *cycle = NULL;
  g_autofree guint8 *reached = NULL;
  guint8 index[8] = { 0 };

  make_sample (rand, &sample, TRUE, FALSE);
  for (gint32 v = 0; v < sample.n_vertices; v++)
    index[v] = sample.kinds[v] == COLIM_VERTEX_INDEX;
  reached = colim_quiver_reach (sample.quiver, index, FALSE, &n_reached);
  cycle = colim_quiver_find_cycle (sample.quiver, reached, &n_cycle);
  selection.max_length = g_rand_int_range (rand, 0, 4);
  selection.max_derivation = selection.max_length + g_rand_int_range (rand, 0, 2);
  /* Where no cycle is reached a bound cuts the list, never a derivation. */
  compare_with_judge (&sample, &selection, selection.max_length, cycle != NULL ? selection.max_derivation : MOST_LENGTH);
  selection.policy = COLIM_POLICY_PATHS;
  compare_with_judge (&sample, &selection, selection.max_length, cycle != NULL ? selection.max_derivation : MOST_LENGTH);
  clear_sample (&sample);
}

/* Choosing ends, or leaving out the redundant, chooses from the same list. */
static void
selections_choose_from_the_whole_list (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (ColimPairs) all = NULL;
  g_autoptr (ColimPairs) some = NULL;
  gint32 k = 0;

  make_sample (rand, &sample, FALSE, FALSE);
  selection.policy = g_rand_boolean (rand) ? COLIM_POLICY_PATHS : COLIM_POLICY_EXPLICIT;
  all = colim_pairs_new (sample.graph, &selection, FALSE, NULL);
  if (g_rand_boolean (rand))
    selection.source = g_rand_int_range (rand, 0, sample.n_vertices);
  if (g_rand_boolean (rand))
    selection.target = g_rand_int_range (rand, 0, sample.n_vertices);
  selection.irredundant = g_rand_boolean (rand);
  selection.in_loss = g_rand_boolean (rand);
  some = colim_pairs_new (sample.graph, &selection, FALSE, NULL);
  for (gint32 i = 0; i < colim_pairs_get_n (all); i++)
    {
      ColimPath *p = colim_pairs_get_p (all, i);

      if ((selection.source >= 0 && selection.source != colim_path_get_source (p))
          || (selection.target >= 0 && selection.target != colim_path_get_target (p))
          || (selection.irredundant && colim_pairs_is_redundant (all, i))
          || (selection.in_loss && !colim_pairs_is_in_loss (all, i)))
        continue;
      assert_true (k < colim_pairs_get_n (some));
      assert_true (colim_path_equal (p, colim_pairs_get_p (some, k)));
      assert_true (colim_path_equal (colim_pairs_get_q (all, i), colim_pairs_get_q (some, k)));
      assert_int_equal (colim_pairs_is_redundant (all, i), colim_pairs_is_redundant (some, k));
      k++;
    }
  assert_int_equal (k, colim_pairs_get_n (some));
  clear_sample (&sample);
}

/* k diamonds in a row, from an indexing vertex: 2^k paths. */
static ColimCSet *
make_diamonds (gint32 k, gboolean related)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimFinFunction) src_map = NULL, tgt_map = NULL;
  g_autoptr (ColimQuiver) quiver = NULL;

  for (gint32 v = 0; v <= k; v++)
    colim_learning_graph_add_vertex (builder, v == 0 ? COLIM_VERTEX_INDEX : COLIM_VERTEX_LOSS);
  for (gint32 e = 0; e < 2 * k; e++)
    {
      gint32 from = e / 2, to = e / 2 + 1;

      colim_learning_graph_add_edge (builder, from, to);
      g_array_append_val (src, from);
      g_array_append_val (tgt, to);
    }
  src_map = colim_fin_function_new ((gint32 *) (void *) src->data, src->len, k + 1, NULL);
  tgt_map = colim_fin_function_new ((gint32 *) (void *) tgt->data, tgt->len, k + 1, NULL);
  quiver = colim_quiver_new (src_map, tgt_map, NULL);
  for (gint32 i = 0; related && i < k; i++)
    {
      g_autoptr (ColimPath) a = colim_path_new (quiver, (gint32[]) { 2 * i }, 1, NULL);
      g_autoptr (ColimPath) b = colim_path_new (quiver, (gint32[]) { 2 * i + 1 }, 1, NULL);

      colim_learning_graph_add_relation (builder, a, b);
    }

  return colim_cset_builder_end (builder, NULL);
}

static void
a_thousand_diamonds_are_counted_and_refused (void **state)
{
  g_autoptr (ColimCSet) graph = make_diamonds (1000, TRUE);
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *message = NULL;

  selection.source = 0;
  selection.target = 1000;
  assert_true (colim_pairs_count (graph, &selection, &count, &in_loss, NULL));
  digits = colim_natural_to_string (count);
  assert_int_equal (strlen (digits), 478);
  assert_int_equal (colim_natural_compare (count, in_loss), 0);
  assert_null (colim_pairs_new (graph, &selection, FALSE, &error));
  message = g_strdup_printf ("there are %s pairs, more than the cap of 1000000", digits);
  assert_colim_error (error, COLIM_ERROR_BUDGET, message);
}

/* The first of many diamonds ends at a loss, the others at none. */
static void
what_is_not_in_the_loss_costs_nothing (void **state)
{
  g_autoptr (ColimCSet) diamonds = make_diamonds (100, TRUE);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (diamonds);
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (ColimPairs) pairs = NULL;
  ColimSelection selection = COLIM_SELECTION_INIT;

  for (gint32 v = 2; v <= 100; v++)
    colim_cset_builder_set_int (builder, "loss", v, 0, NULL);
  graph = colim_cset_builder_end (builder, NULL);
  selection.in_loss = TRUE;
  pairs = colim_pairs_new (graph, &selection, TRUE, NULL);
  assert_int_equal (colim_pairs_get_n (pairs), 1);
  assert_true (colim_pairs_is_in_loss (pairs, 0));
}

static void
diamonds_have_closed_forms (GRand *rand)
{
  gint32 k = random_size (rand, 6);
  gint64 two = 1, three = 1, four = 1;

  for (gint32 i = 0; i < k; i++)
    {
      two *= 2;
      three *= 3;
      four *= 4;
    }
  for (guint related = 0; related < 2; related++)
    {
      g_autoptr (ColimCSet) graph = make_diamonds (k, related);
      ColimSelection selection = COLIM_SELECTION_INIT;
      g_autoptr (ColimPairs) pairs = NULL;

      selection.policy = related ? COLIM_POLICY_EXPLICIT : COLIM_POLICY_PATHS;
      selection.source = 0;
      selection.target = k;
      pairs = colim_pairs_new (graph, &selection, FALSE, NULL);
      assert_int_equal (colim_pairs_get_n (pairs), k == 0 ? 0 : (related ? three : four) - two);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (pairs_on_a_dag_are_those_of_brute_force, 500),
    property_test_n (bounded_pairs_are_those_of_brute_force, 500),
    property_test (selections_choose_from_the_whole_list),
    property_test_n (diamonds_have_closed_forms, 20),
    cmocka_unit_test (what_is_not_in_the_loss_costs_nothing),
    cmocka_unit_test (a_thousand_diamonds_are_counted_and_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
