/* The terms of the loss by the definition: all P : Par → Free(G) with β.P = α are found by trying, and must be the
 * pairs that the library lists, those with p = q aside. */

#include <colim/json.h>
#include <colim/labelling.h>
#include <colim/pairs.h>
#include <colim/two-category.h>

#include "tests/theory/words.h"

#define BUDGET 20000

static ColimPath *
get_side (const ColimTwoFunctor *lift, gint32 side)
{
  return colim_fin_functor_get_image (colim_two_functor_get_underlying (lift), side);
}

/* All lifts; a derivation has no bound where no indexing vertex reaches a cycle.  NULL if there are too many to try.
 */
static GPtrArray *
list_lifts (ColimCSet *graph, const ColimSelection *selection, gboolean *complete)
{
  g_autoptr (ColimTwoFunctor) beta = colim_labelling_new (graph, selection->policy, NULL);
  g_autoptr (ColimTwoFunctor) alpha = colim_labelling_new_pair ();
  ColimQuiver *quiver = colim_rewriting_get_quiver (colim_two_functor_get_dom (beta));
  gsize n = (gsize) colim_quiver_get_n_vertices (quiver), n_cycle;
  g_autofree guint8 *index = g_new0 (guint8, n + 1);
  g_autofree guint8 *reached = NULL;
  g_autofree gint32 *cycle = NULL;
  GPtrArray *lifts;
  g_autoptr (GError) error = NULL;

  assert_true (colim_two_functor_check (alpha, -1, BUDGET, NULL));
  for (gsize v = 0; v < n; v++)
    index[v] = colim_learning_graph_get_kind (graph, (gint32) v) == COLIM_VERTEX_INDEX;
  reached = colim_quiver_reach (quiver, index, FALSE, &n);
  cycle = colim_quiver_find_cycle (quiver, reached, &n_cycle);
  lifts = colim_two_functor_list_lifts (alpha, beta, selection->max_length,
                                        cycle != NULL ? MAX (selection->max_length, selection->max_derivation) : -1,
                                        BUDGET, complete, &error);
  if (lifts == NULL)
    assert_int_equal (error->code, COLIM_ERROR_BUDGET);

  return lifts;
}

/* Each lift composes to α, its inequality holds, and it is in the list once. */
static void
check_lifts (ColimCSet *graph, const GPtrArray *lifts)
{
  g_autoptr (ColimTwoFunctor) beta = colim_labelling_new (graph, COLIM_POLICY_EXPLICIT, NULL);
  g_autoptr (ColimTwoFunctor) alpha = colim_labelling_new_pair ();

  for (guint i = 0; i < lifts->len; i++)
    {
      g_autoptr (ColimTwoFunctor) composite = colim_two_functor_compose (g_ptr_array_index (lifts, i), beta, NULL);

      assert_true (colim_two_functor_equal (composite, alpha));
      assert_true (colim_two_functor_check (g_ptr_array_index (lifts, i), MOST_LENGTH, BUDGET, NULL));
      for (guint j = 0; j < i; j++)
        assert_false (colim_two_functor_equal (g_ptr_array_index (lifts, i), g_ptr_array_index (lifts, j)));
    }
}

/* The pairs of the fast road are the lifts with two different paths. */
static void
compare_with_pairs (ColimCSet *graph, const ColimSelection *selection, const GPtrArray *lifts)
{
  g_autoptr (ColimPairs) pairs = colim_pairs_new (graph, selection, FALSE, NULL);
  gint32 n = 0;

  for (guint i = 0; i < lifts->len; i++)
    {
      ColimPath *p = get_side (g_ptr_array_index (lifts, i), 0), *q = get_side (g_ptr_array_index (lifts, i), 1);
      gint32 found = 0;

      if (colim_path_equal (p, q))
        continue;
      n++;
      for (gint32 k = 0; k < colim_pairs_get_n (pairs); k++)
        found += colim_path_equal (colim_pairs_get_p (pairs, k), p)
                 && colim_path_equal (colim_pairs_get_q (pairs, k), q);
      assert_int_equal (found, 1);
    }
  assert_int_equal (colim_pairs_get_n (pairs), n);
}

/* Lifts with the judge that closes a table of words; identities count. */
static void
compare_with_judge (const Sample *sample, const GPtrArray *lifts, gint32 longest, gint32 longest_derivation)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autofree guint8 *below = NULL;
  guint n = 0;

  for (gint32 v = 0; v < sample->n_vertices; v++)
    list_words (sample, (Word) { v, v, 0, { 0 } }, longest_derivation, words);
  if (words->len > 150)
    return;
  below = close_order (sample, words);
  for (guint i = 0; i < words->len; i++)
    for (guint j = 0; j < words->len; j++)
      {
        const Word *p = &g_array_index (words, Word, i), *q = &g_array_index (words, Word, j);
        gboolean found = FALSE;

        if (p->source != q->source || p->target != q->target || p->n > longest || q->n > longest
            || sample->kinds[p->source] != COLIM_VERTEX_INDEX || sample->kinds[p->target] == COLIM_VERTEX_INDEX
            || !below[i * words->len + j])
          continue;
        n++;
        for (guint k = 0; k < lifts->len && !found; k++)
          {
            Word a = to_word (get_side (g_ptr_array_index (lifts, k), 0));
            Word b = to_word (get_side (g_ptr_array_index (lifts, k), 1));

            found = same (&a, p) && same (&b, q);
          }
        assert_true (found);
      }
  assert_int_equal (lifts->len, n);
}

static void
lifts_on_a_dag_are_the_pairs (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (GPtrArray) lifts = NULL;
  gboolean complete;

  make_sample (rand, &sample, FALSE, FALSE);
  lifts = list_lifts (sample.graph, &selection, &complete);
  if (lifts != NULL)
    {
      assert_true (complete);
      check_lifts (sample.graph, lifts);
      compare_with_pairs (sample.graph, &selection, lifts);
      compare_with_judge (&sample, lifts, MOST_LENGTH, MOST_LENGTH);
    }
  clear_sample (&sample);
}

static void
under_the_policy_edges_too (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (GPtrArray) lifts = NULL;
  gboolean complete;

  make_sample (rand, &sample, FALSE, FALSE);
  selection.policy = COLIM_POLICY_EDGES;
  lifts = list_lifts (sample.graph, &selection, &complete);
  if (lifts != NULL)
    compare_with_pairs (sample.graph, &selection, lifts);
  clear_sample (&sample);
}

static void
bounded_lifts_are_the_bounded_pairs (GRand *rand)
{
  Sample sample;
  ColimSelection selection = COLIM_SELECTION_INIT;
  g_autoptr (GPtrArray) lifts = NULL;
  g_autoptr (ColimPairs) pairs = NULL;
  gboolean complete;

  make_sample (rand, &sample, TRUE, FALSE);
  selection.max_length = g_rand_int_range (rand, 0, 4);
  selection.max_derivation = selection.max_length + g_rand_int_range (rand, 0, 2);
  lifts = list_lifts (sample.graph, &selection, &complete);
  if (lifts != NULL)
    {
      compare_with_pairs (sample.graph, &selection, lifts);
      pairs = colim_pairs_new (sample.graph, &selection, FALSE, NULL);
      /* The pairs know better which hom-sets no relation acts in. */
      assert_true (!complete || colim_pairs_is_complete (pairs));
    }
  clear_sample (&sample);
}

/* The labelling is a 2-functor: it takes each path to the only one between the objects over its ends. */
static void
paths_go_to_the_arrow_between_their_labels (GRand *rand)
{
  Sample sample;
  g_autoptr (ColimTwoFunctor) beta = NULL;

  make_sample (rand, &sample, TRUE, FALSE);
  beta = colim_labelling_new (sample.graph, COLIM_POLICY_EXPLICIT, NULL);
  assert_true (colim_two_functor_check (beta, -1, BUDGET, NULL));
  for (guint trial = 0; trial < 10; trial++)
    {
      Word word = random_walk (rand, &sample, g_rand_int_range (rand, 0, sample.n_vertices), 4);
      g_autoptr (ColimPath) path = make_path (sample.quiver, &word);
      g_autoptr (ColimPath) image = colim_fin_functor_map_path (colim_two_functor_get_underlying (beta), path);
      gint32 source = sample.kinds[word.source] == COLIM_VERTEX_INDEX ? 0 : 1;
      gint32 target = sample.kinds[word.target] == COLIM_VERTEX_INDEX ? 0 : 1;
      gsize n;

      colim_path_get_edges (image, &n);
      assert_int_equal (colim_path_get_source (image), source);
      assert_int_equal (colim_path_get_target (image), target);
      assert_int_equal (n, target - source);
    }
  clear_sample (&sample);
}

/* The worked cases */

static const char *
get_string (const ColimJson *json, const char *key)
{
  return colim_json_get_string (colim_json_find (json, key));
}

static gboolean
is_true (const ColimJson *json, const char *key)
{
  return colim_json_get_kind (colim_json_find (json, key)) == COLIM_JSON_TRUE;
}

static gint32
find_named (const ColimJson *list, const char *name)
{
  for (guint i = 0; i < colim_json_get_length (list); i++)
    if (g_str_equal (get_string (colim_json_get_element (list, i), "name"), name))
      return (gint32) i;
  fail_msg ("there is no '%s'", name);

  return -1;
}

static Word
read_word (const ColimJson *graph, const char *start, const ColimJson *path)
{
  const ColimJson *vertices = colim_json_find (graph, "vertices"), *edges = colim_json_find (graph, "edges");
  gint32 source = find_named (vertices, start);
  Word word = { source, source, (gint32) colim_json_get_length (path), { 0 } };

  assert_true (word.n <= MOST_LENGTH);
  for (gint32 i = 0; i < word.n; i++)
    {
      word.edges[i] = find_named (edges, colim_json_get_string (colim_json_get_element (path, (guint) i)));
      word.target = find_named (vertices, get_string (colim_json_get_element (edges, (guint) word.edges[i]), "tgt"));
    }

  return word;
}

static ColimCSet *
read_graph (const ColimJson *graph)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  const ColimJson *vertices = colim_json_find (graph, "vertices"), *edges = colim_json_find (graph, "edges");
  const ColimJson *relations = colim_json_find (graph, "relations");
  g_autoptr (ColimCSet) bare = NULL;
  g_autoptr (ColimQuiver) quiver = NULL;

  for (guint i = 0; i < colim_json_get_length (vertices); i++)
    {
      const ColimJson *vertex = colim_json_get_element (vertices, i);

      colim_learning_graph_add_vertex (builder, is_true (vertex, "index")  ? COLIM_VERTEX_INDEX
                                                : is_true (vertex, "loss") ? COLIM_VERTEX_LOSS
                                                                           : COLIM_VERTEX_SPACE);
    }
  for (guint i = 0; i < colim_json_get_length (edges); i++)
    {
      const ColimJson *edge = colim_json_get_element (edges, i);

      colim_learning_graph_add_edge (builder, find_named (vertices, get_string (edge, "src")),
                                     find_named (vertices, get_string (edge, "tgt")));
    }
  bare = colim_cset_builder_end (builder, NULL);
  g_clear_pointer (&builder, colim_cset_builder_unref);
  builder = colim_cset_builder_new_from (bare);
  quiver = colim_learning_graph_get_quiver (bare, NULL);
  for (guint i = 0; i < colim_json_get_length (relations); i++)
    {
      const ColimJson *relation = colim_json_get_element (relations, i);
      Word l = read_word (graph, get_string (relation, "at"), colim_json_find (relation, "lhs"));
      Word r = read_word (graph, get_string (relation, "at"), colim_json_find (relation, "rhs"));
      g_autoptr (ColimPath) left = make_path (quiver, &l);
      g_autoptr (ColimPath) right = make_path (quiver, &r);

      colim_learning_graph_add_relation (builder, left, right);
    }

  return colim_cset_builder_end (builder, NULL);
}

static gint32
get_bound (const ColimJson *graph, const char *key)
{
  gint64 bound;

  return colim_json_get_int (colim_json_find (graph, key), &bound) ? (gint32) bound : -1;
}

static void
check_fact (const ColimJson *fact, const ColimSelection *selection)
{
  const ColimJson *graph = colim_json_find (fact, "graph");
  const ColimJson *expected = colim_json_find (colim_json_find (fact, "expect"), "pairs");
  g_autoptr (ColimCSet) cset = read_graph (graph);
  gboolean complete;
  g_autoptr (GPtrArray) lifts = list_lifts (cset, selection, &complete);
  guint n = 0;

  assert_non_null (lifts);
  compare_with_pairs (cset, selection, lifts);
  for (guint i = 0; i < lifts->len; i++)
    n += !colim_path_equal (get_side (g_ptr_array_index (lifts, i), 0), get_side (g_ptr_array_index (lifts, i), 1));
  assert_int_equal (n, colim_json_get_length (expected));
  for (guint i = 0; i < n; i++)
    {
      const ColimJson *pair = colim_json_get_element (expected, i);
      Word p = read_word (graph, get_string (pair, "source"), colim_json_find (pair, "p"));
      Word q = read_word (graph, get_string (pair, "source"), colim_json_find (pair, "q"));
      gboolean found = FALSE;

      for (guint k = 0; k < lifts->len && !found; k++)
        {
          Word a = to_word (get_side (g_ptr_array_index (lifts, k), 0));
          Word b = to_word (get_side (g_ptr_array_index (lifts, k), 1));

          found = same (&a, &p) && same (&b, &q);
        }
      assert_true (found);
    }
}

static void
lifts_are_the_pairs_of_the_worked_cases (void **state)
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "learning_diagrams.json", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, NULL);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  const ColimJson *facts = colim_json_find (json, "facts");
  guint n = 0;

  for (guint i = 0; i < colim_json_get_length (facts); i++)
    {
      const ColimJson *fact = colim_json_get_element (facts, i), *graph = colim_json_find (fact, "graph");
      ColimSelection selection = COLIM_SELECTION_INIT;

      /* `paths` is no part of the order, and `edges_literal` no policy. */
      if (!g_str_equal (get_string (fact, "kind"), "pairs")
          || !colim_policy_parse (get_string (graph, "policy"), &selection.policy)
          || selection.policy == COLIM_POLICY_PATHS)
        continue;
      selection.max_length = get_bound (graph, "max_len");
      selection.max_derivation = get_bound (graph, "deriv_len");
      check_fact (fact, &selection);
      n++;
    }
  assert_true (n > 30);
}

static void
what_cannot_be_lifted_says_why (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (ColimTwoFunctor) alpha = colim_labelling_new_pair (), beta = NULL;
  g_autoptr (ColimTwoFunctor) identity = colim_two_functor_new_identity (colim_two_functor_get_dom (alpha));
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (GPtrArray) lifts = NULL;
  g_autoptr (GError) error = NULL;
  gboolean complete;
  gint32 i = colim_learning_graph_add_vertex (builder, COLIM_VERTEX_INDEX);
  gint32 x = colim_learning_graph_add_vertex (builder, COLIM_VERTEX_LOSS);

  colim_learning_graph_add_edge (builder, i, x);
  colim_learning_graph_add_edge (builder, x, x);
  graph = colim_cset_builder_end (builder, NULL);
  beta = colim_labelling_new (graph, COLIM_POLICY_EXPLICIT, NULL);
  assert_null (colim_two_functor_list_lifts (alpha, beta, -1, -1, BUDGET, NULL, &error));
  assert_colim_error (error, COLIM_ERROR_CYCLE,
                      "edge 1 is on a cycle, so there are infinitely many paths: give a bound");
  g_clear_error (&error);
  assert_null (colim_two_functor_list_lifts (alpha, identity, -1, -1, BUDGET, NULL, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE, "the two 2-functors do not end at the same 2-category");
  g_clear_error (&error);
  assert_null (colim_two_functor_list_lifts (alpha, beta, 1000, 1000, 100, NULL, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "there are more than 100 paths and choices to try");

  /* No inequality relates two of the paths: there are only the pairs of a path with itself. */
  lifts = colim_two_functor_list_lifts (alpha, beta, 3, 3, BUDGET, &complete, NULL);
  assert_int_equal (lifts->len, 3);
  assert_false (complete);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (lifts_on_a_dag_are_the_pairs, 500),
    property_test (under_the_policy_edges_too),
    property_test_n (bounded_lifts_are_the_bounded_pairs, 500),
    property_test (paths_go_to_the_arrow_between_their_labels),
    cmocka_unit_test (lifts_are_the_pairs_of_the_worked_cases),
    cmocka_unit_test (what_cannot_be_lifted_says_why),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
