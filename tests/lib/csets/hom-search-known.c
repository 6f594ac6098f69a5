/* Homomorphisms that are known: in random graphs and wheels, too many for a word, none at all and why. */

#include <colim/hom-search.h>

#include "tests/lib/csets/graphs.h"
#include "tests/property.h"

#include <string.h>

static void
assert_count (ColimHomSearch *search, guint64 expected)
{
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
  g_autofree char *digits = NULL, *expected_digits = g_strdup_printf ("%" G_GUINT64_FORMAT, expected);

  assert_non_null (count);
  digits = colim_natural_to_string (count);
  assert_string_equal (digits, expected_digits);
}

static void
assert_homs (ColimCSet *dom, ColimCSet *codom, guint64 expected)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  assert_count (search, expected);
}

static void
random_graphs_have_the_homomorphisms_that_they_have (void **state)
{
  static const guint64 edges[] = { 1140, 1144, 1116, 1162, 1101 };
  static const guint64 cycles[] = { 411, 429, 381, 423, 447 };
  static const guint64 transitive[] = { 452, 456, 421, 485, 358 };
  static const guint64 paths[] = { 3869578, 3841624, 3270767, 4311817, 3058866 };
  g_autoptr (ColimCSet) cycle = graph_new (3, (gint32[]) { 0, 1, 2 }, (gint32[]) { 1, 2, 0 }, 3);
  g_autoptr (ColimCSet) triangle = graph_new (3, (gint32[]) { 0, 1, 0 }, (gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimCSet) path = graph_new_path (6);
  g_autoptr (ColimCSet) edge = graph_new_path (2);

  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autoptr (ColimCSet) graph = graph_new_random (150, 0.05, seed);

      assert_homs (edge, graph, edges[seed - 1]);
      assert_homs (cycle, graph, cycles[seed - 1]);
      assert_homs (triangle, graph, transitive[seed - 1]);
      assert_homs (path, graph, paths[seed - 1]);
    }
}

static void
wheels_have_their_triangles (void **state)
{
  g_autoptr (ColimCSet) wheel = graph_new_wheel (100, FALSE), symmetric_wheel = graph_new_wheel (100, TRUE);
  g_autoptr (ColimCSet) triangle = graph_new (3, (gint32[]) { 0, 1, 0 }, (gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimCSet) cycle = graph_new_symmetric_cycle (3);

  assert_homs (triangle, wheel, 99);
  assert_homs (cycle, symmetric_wheel, 594);
}

typedef struct {
  guint n;
  guint n_monic; /* on edges */
  guint n_epic;  /* on vertices */
} Tally;

static gboolean
tally (ColimHom *hom, gpointer data)
{
  Tally *self = data;

  self->n++;
  self->n_monic += colim_fin_function_is_monic (colim_hom_get_component (hom, "E", NULL));
  self->n_epic += colim_fin_function_is_epic (colim_hom_get_component (hom, "V", NULL));

  return TRUE;
}

/* Larger patterns, in which many decisions fail long after what they are due to: walking the tree, jumps and all, finds
 * as many as are counted by tables, and with options what is left of those. */
static void
jumping_back_loses_nothing (GRand *rand)
{
  guint32 seed = g_rand_int (rand);
  g_autoptr (ColimCSet) dom
      = graph_new_random (g_rand_int_range (rand, 6, 15), g_rand_double_range (rand, 0.08, 0.2), seed);
  g_autoptr (ColimCSet) codom
      = graph_new_random (g_rand_int_range (rand, 4, 9), g_rand_double_range (rand, 0.2, 0.5), seed + 1);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom), monic = colim_hom_search_new (dom, codom);
  g_autoptr (ColimHomSearch) epic = colim_hom_search_new (dom, codom);
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL), most = colim_natural_new (20000);
  Tally all = { 0, 0, 0 }, some = { 0, 0, 0 };

  if (colim_natural_compare (count, most) > 0)
    return;
  assert_true (colim_hom_search_foreach (search, tally, &all, NULL));
  assert_count (search, all.n);
  assert_true (colim_hom_search_set_monic (monic, "E", NULL));
  assert_count (monic, all.n_monic);
  assert_true (colim_hom_search_foreach (monic, tally, &some, NULL));
  assert_int_equal (some.n, all.n_monic);
  assert_true (colim_hom_search_set_epic (epic, "V", NULL));
  assert_count (epic, all.n_epic);
}

/* Counts beyond a word: functions from 100 points to 7, and walks of length 400 in a complete graph with 5 vertices. */
static void
counts_grow_beyond_words (void **state)
{
  g_autoptr (ColimCSet) points = graph_new_random (100, 0, 1), few = graph_new_random (7, 0, 1);
  g_autoptr (ColimCSet) full = graph_new_random (5, 1, 1);
  g_autoptr (ColimCSet) path = graph_new_path (401);
  g_autoptr (ColimHomSearch) functions = colim_hom_search_new (points, few), walks = colim_hom_search_new (path, full);
  g_autoptr (ColimNatural) n_functions = colim_hom_search_count (functions, NULL);
  g_autoptr (ColimNatural) n_walks = colim_hom_search_count (walks, NULL);
  g_autoptr (ColimNatural) seven = colim_natural_new (1), four = colim_natural_new (5);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (ColimNatural) factor = colim_natural_new (i < 100 ? 7 : 4);
      ColimNatural **power = i < 100 ? &seven : &four;
      ColimNatural *next = colim_natural_multiply (*power, factor);

      colim_natural_unref (*power);
      *power = next;
    }
  assert_int_equal (colim_natural_compare (n_functions, seven), 0);
  assert_int_equal (colim_natural_compare (n_walks, four), 0);
}

static void
add_to (ColimNatural **sum, const ColimNatural *more)
{
  ColimNatural *next = colim_natural_add (*sum, more);

  colim_natural_unref (*sum);
  *sum = next;
}

static void
multiply_by (ColimNatural **product, const ColimNatural *factor)
{
  ColimNatural *next = colim_natural_multiply (*product, factor);

  colim_natural_unref (*product);
  *product = next;
}

/* Trees whose edges go either way, counted from the leaves: the numbers pass from words to more at every place. */
static void
trees_are_counted_exactly (GRand *rand)
{
  enum { MOST_VERTICES = 160, MOST_IMAGES = 4 };
  gint32 n = g_rand_int_range (rand, 1, MOST_VERTICES + 1), k = g_rand_int_range (rand, 1, MOST_IMAGES + 1), m = 0;
  gint32 parent[MOST_VERTICES], src[MOST_VERTICES], tgt[MOST_VERTICES], from[16], to[16];
  gint32 bends = g_rand_int_range (rand, 0, 3);
  gboolean joined[MOST_IMAGES][MOST_IMAGES] = { { FALSE } };
  ColimNatural *ways[MOST_VERTICES][MOST_IMAGES];
  g_autoptr (ColimCSet) tree = NULL, host = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimNatural) count = NULL, sum = colim_natural_new (0);

  for (gint32 i = 1; i < n; i++)
    {
      gboolean down = g_rand_boolean (rand);

      parent[i] = g_rand_int_range (rand, 0, 8) >= bends ? i - 1 : g_rand_int_range (rand, 0, i);
      src[i - 1] = down ? parent[i] : i;
      tgt[i - 1] = down ? i : parent[i];
    }
  for (gint32 a = 0; a < k; a++)
    for (gint32 b = 0; b < k; b++)
      if ((joined[a][b] = g_rand_int_range (rand, 0, 4) > 0))
        {
          from[m] = a;
          to[m++] = b;
        }
  for (gint32 i = 0; i < n; i++)
    for (gint32 a = 0; a < k; a++)
      ways[i][a] = colim_natural_new (1);
  for (gint32 i = n - 1; i > 0; i--)
    for (gint32 a = 0; a < k; a++)
      {
        g_autoptr (ColimNatural) below = colim_natural_new (0);

        for (gint32 b = 0; b < k; b++)
          if (src[i - 1] == i ? joined[b][a] : joined[a][b])
            add_to (&below, ways[i][b]);
        multiply_by (&ways[parent[i]][a], below);
      }
  for (gint32 a = 0; a < k; a++)
    add_to (&sum, ways[0][a]);
  tree = graph_new (n, src, tgt, (gsize) n - 1);
  host = graph_new (k, from, to, (gsize) m);
  search = colim_hom_search_new (tree, host);
  count = colim_hom_search_count (search, NULL);
  assert_non_null (count);
  assert_int_equal (colim_natural_compare (count, sum), 0);
  for (gint32 i = 0; i < n; i++)
    for (gint32 a = 0; a < k; a++)
      colim_natural_unref (ways[i][a]);
}

/* How many ways there are for vertices from the i-th on, the ones before having images: vertex by vertex, and for each
 * edge as many ways as the host has edges there. */
static guint64
count_ways (const gint32 *src, const gint32 *tgt, gint32 n_edges, gint32 n, const guint *joined, gint32 k, gint32 *images,
            gint32 i)
{
  guint64 sum = 0;

  if (i == n)
    return 1;
  for (images[i] = 0; images[i] < k; images[i]++)
    {
      guint64 product = 1;

      for (gint32 e = 0; e < n_edges && product != 0; e++)
        if (MAX (src[e], tgt[e]) == i)
          product *= joined[images[src[e]] * k + images[tgt[e]]];
      if (product != 0)
        sum += product * count_ways (src, tgt, n_edges, n, joined, k, images, i + 1);
    }

  return sum;
}

/* A tree with one or two edges more, all either way, in a host which is so large that no join is made for them, with
 * parallel edges and loops. */
static void
patterns_with_one_or_two_cycles_are_counted_exactly (GRand *rand)
{
  enum { MOST_VERTICES = 5, MOST_EDGES = MOST_VERTICES + 1 };
  gboolean is_sparse = g_rand_boolean (rand);
  gint32 n = is_sparse ? g_rand_int_range (rand, 3, MOST_VERTICES + 1) : g_rand_int_range (rand, 3, 5);
  gint32 n_edges = n - 1 + g_rand_int_range (rand, 1, 3), k = is_sparse ? 120 : g_rand_int_range (rand, 18, 25);
  gint32 m = is_sparse ? g_rand_int_range (rand, 120, 180) : k * k;
  gint32 src[MOST_EDGES], tgt[MOST_EDGES], images[MOST_VERTICES];
  g_autofree guint *joined = g_new0 (guint, k * k);
  g_autofree gint32 *from = g_new (gint32, m), *to = g_new (gint32, m);
  g_autoptr (ColimCSet) pattern = NULL, host = NULL;
  gint32 n_hubs = is_sparse ? 2 : k;

  for (gint32 e = 0; e < n_edges; e++)
    {
      gint32 a = e < n - 1 ? e + 1 : g_rand_int_range (rand, 0, n), b = g_rand_int_range (rand, 0, e < n - 1 ? a : n);
      gboolean down = g_rand_boolean (rand);

      src[e] = down ? a : b;
      tgt[e] = down ? b : a;
    }
  for (gint32 e = 0; e < m; e++)
    {
      gint32 hub = g_rand_int_range (rand, 0, n_hubs), other = g_rand_int_range (rand, 0, k);
      gboolean out = g_rand_boolean (rand);

      from[e] = out ? hub : other;
      to[e] = out ? other : hub;
      joined[from[e] * k + to[e]]++;
    }
  pattern = graph_new (n, src, tgt, (gsize) n_edges);
  host = graph_new (k, from, to, (gsize) m);
  assert_homs (pattern, host, count_ways (src, tgt, n_edges, n, joined, k, images, 0));
}

/* A cycle goes to closed walks: the trace of a power of the matrix of edges. */
static void
cycles_are_counted_by_traces (GRand *rand)
{
  gint32 k = g_rand_int_range (rand, 100, 160), n = g_rand_int_range (rand, 3, 8);
  g_autoptr (ColimCSet) host = graph_new_random (k, g_rand_double_range (rand, 0.05, 0.3), g_rand_int (rand));
  g_autoptr (ColimCSet) cycle = graph_new_cycle (n);
  ColimFinFunction *src = colim_cset_get_hom_at (host, 0), *tgt = colim_cset_get_hom_at (host, 1);
  g_autofree guint64 *walks = g_new (guint64, k), *next = g_new (guint64, k);
  guint64 trace = 0;

  for (gint32 start = 0; start < k; start++)
    {
      for (gint32 v = 0; v < k; v++)
        walks[v] = v == start;
      for (gint32 i = 0; i < n; i++)
        {
          memset (next, 0, (gsize) k * sizeof *next);
          for (gint32 e = 0; e < colim_cset_get_n_parts_at (host, 1); e++)
            next[colim_fin_function_apply (tgt, e)] += walks[colim_fin_function_apply (src, e)];
          memcpy (walks, next, (gsize) k * sizeof *next);
        }
      trace += walks[start];
    }
  assert_homs (cycle, host, trace);
}

/* Where each vertex has an edge to each of the k, n vertices have k^n ways, whatever joins them: in the sum over one
 * vertex of a circle, numbers pass from words to more. */
static void
cycles_are_counted_beyond_words (void **state)
{
  enum { N_IMAGES = 32, MOST = 26 };
  g_autofree gint32 *from = g_new (gint32, N_IMAGES * N_IMAGES), *to = g_new (gint32, N_IMAGES * N_IMAGES);
  g_autoptr (ColimNatural) factor = colim_natural_new (N_IMAGES);
  g_autoptr (ColimCSet) full = NULL;

  for (gint32 i = 0; i < N_IMAGES * N_IMAGES; i++)
    {
      from[i] = i / N_IMAGES;
      to[i] = i % N_IMAGES;
    }
  full = graph_new (N_IMAGES, from, to, N_IMAGES * N_IMAGES);
  for (gint32 n = 3; n <= MOST - 2; n++)
    for (gint32 n_leaves = 0; n_leaves <= 2; n_leaves++)
      {
        gint32 src[MOST], tgt[MOST];
        g_autoptr (ColimNatural) count = NULL, expected = colim_natural_new (1);
        g_autoptr (ColimCSet) pattern = NULL;
        g_autoptr (ColimHomSearch) search = NULL;

        for (gint32 i = 0; i < n + n_leaves; i++)
          {
            src[i] = i < n ? i : i - n;
            tgt[i] = i < n ? (i + 1) % n : i;
            multiply_by (&expected, factor);
          }
        pattern = graph_new (n + n_leaves, src, tgt, (gsize) (n + n_leaves));
        search = colim_hom_search_new (pattern, full);
        count = colim_hom_search_count (search, NULL);
        assert_non_null (count);
        assert_int_equal (colim_natural_compare (count, expected), 0);
      }
}

/* 60! permutations of points, and for a cycle only its rotations. */
static void
automorphisms_are_counted_by_orbits (void **state)
{
  g_autoptr (ColimCSet) points = graph_new_random (60, 0, 1), cycle = graph_new_cycle (500);
  g_autoptr (ColimCSet) symmetric = graph_new_symmetric_cycle (300);
  g_autoptr (ColimHomSearch) permutations = colim_hom_search_new (points, points);
  g_autoptr (ColimHomSearch) rotations = colim_hom_search_new (cycle, cycle);
  g_autoptr (ColimHomSearch) symmetries = colim_hom_search_new (symmetric, symmetric);
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) factorial = colim_natural_new (1);

  colim_hom_search_set_iso (permutations, NULL, NULL);
  colim_hom_search_set_iso (rotations, NULL, NULL);
  colim_hom_search_set_iso (symmetries, NULL, NULL);
  for (guint i = 1; i <= 60; i++)
    {
      g_autoptr (ColimNatural) factor = colim_natural_new (i);
      ColimNatural *next = colim_natural_multiply (factorial, factor);

      colim_natural_unref (factorial);
      factorial = next;
    }
  count = colim_hom_search_count (permutations, NULL);
  assert_int_equal (colim_natural_compare (count, factorial), 0);
  assert_count (rotations, 500);
  assert_count (symmetries, 600);
}

static guint n_matched, n_unmatched;

/* Finds another place for what is there, if it must: augmenting paths, for one element after the other. */
static gboolean
place (const gint32 *allowed, gint32 n_allowed, gint32 x, gint32 *holders, gboolean *seen)
{
  for (gint32 i = 0; i < n_allowed; i++)
    {
      gint32 y = allowed[x * n_allowed + i];

      if (seen[y])
        continue;
      seen[y] = TRUE;
      if (holders[y] < 0 || place (allowed, n_allowed, holders[y], holders, seen))
        {
          holders[y] = x;
          return TRUE;
        }
    }

  return FALSE;
}

/* Injections into allowed images are matchings, and those are easy to find otherwise.  There are more decisions than a
 * word has bits. */
static void
injections_are_matchings (GRand *rand)
{
  const gint32 n = 100, n_allowed = 3;
  gint32 n_images = g_rand_int_range (rand, n, n + n / 5);
  g_autoptr (ColimCSet) points = graph_new_random (n, 0, 1), more = graph_new_random (n_images, 0, 1);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (points, more);
  g_autofree gint32 *allowed = g_new (gint32, n * n_allowed), *holders = g_new (gint32, 2 * n);
  gboolean matched = TRUE;
  ColimVerdict verdict;

  for (gint32 i = 0; i < n * n_allowed; i++)
    allowed[i] = g_rand_int_range (rand, 0, n_images);
  for (gint32 y = 0; y < 2 * n; y++)
    holders[y] = -1;
  for (gint32 x = 0; x < n && matched; x++)
    {
      g_autofree gboolean *seen = g_new0 (gboolean, 2 * n);

      matched = place (allowed, n_allowed, x, holders, seen);
    }
  for (gint32 x = 0; x < n; x++)
    assert_true (colim_hom_search_set_allowed (search, "V", x, allowed + x * n_allowed, (gsize) n_allowed, NULL));
  assert_true (colim_hom_search_set_monic (search, NULL, NULL));
  colim_hom_search_set_budget (search, 20000);
  verdict = colim_hom_search_exists (search, NULL);
  n_matched += matched && verdict == COLIM_VERDICT_YES;
  n_unmatched += !matched && verdict == COLIM_VERDICT_NO;
  assert_true (verdict == COLIM_VERDICT_UNKNOWN || verdict == (matched ? COLIM_VERDICT_YES : COLIM_VERDICT_NO));
}

/* Unless one seed is repeated. */
static void
both_kinds_of_matchings_were_met (void **state)
{
  if (g_getenv ("COLIM_SEED") != NULL || g_getenv ("COLIM_CASES") != NULL)
    return;
  assert_true (n_matched > 20);
  assert_true (n_unmatched > 20);
}

static void
assert_reason (ColimHomSearch *search, const char *expected)
{
  g_autofree char *reason = colim_hom_search_explain (search, NULL);

  assert_non_null (reason);
  assert_string_equal (reason, expected);
}

static void
the_first_constraint_that_fails_is_named (void **state)
{
  g_autoptr (ColimCSet) edge = graph_new_path (2), path = graph_new_path (3), four = graph_new_path (4);
  g_autoptr (ColimCSet) points = graph_new_random (2, 0, 1);
  g_autoptr (ColimCSet) loop = graph_new (1, (gint32[]) { 0 }, (gint32[]) { 0 }, 1);
  g_autoptr (ColimCSet) fork = graph_new (3, (gint32[]) { 0, 0 }, (gint32[]) { 1, 2 }, 2);
  g_autoptr (ColimCSet) odd = graph_new_symmetric_cycle (5), even = graph_new_symmetric_cycle (4);
  g_autoptr (ColimHomSearch) monic = colim_hom_search_new (path, edge), epic = colim_hom_search_new (edge, path);
  g_autoptr (ColimHomSearch) iso = colim_hom_search_new (edge, path), longer = colim_hom_search_new (path, edge);
  g_autoptr (ColimHomSearch) pointless = colim_hom_search_new (edge, points);
  g_autoptr (ColimHomSearch) unlooped = colim_hom_search_new (loop, path);
  g_autoptr (ColimHomSearch) forked = colim_hom_search_new (fork, four);
  g_autoptr (ColimHomSearch) unmatched = colim_hom_search_new (odd, even);
  g_autoptr (ColimHomSearch) nowhere = colim_hom_search_new (edge, edge);
  g_autoptr (ColimHomSearch) surrounded = colim_hom_search_new (path, fork);

  colim_hom_search_set_monic (monic, NULL, NULL);
  colim_hom_search_set_epic (epic, NULL, NULL);
  colim_hom_search_set_iso (iso, NULL, NULL);
  colim_hom_search_set_monic (forked, NULL, NULL);
  colim_hom_search_set_iso (surrounded, NULL, NULL);
  colim_hom_search_set_initial (nowhere, "V", 1, 0, NULL);
  colim_hom_search_set_allowed (nowhere, "V", 1, (gint32[]) { 1 }, 1, NULL);
  assert_reason (monic, "the 3 of 'V' in the domain cannot go to different ones, as the codomain has 2");
  assert_reason (epic, "the 2 of 'V' in the domain cannot reach all 3 in the codomain");
  assert_reason (iso, "'V' has 2 in the domain, but 3 in the codomain");
  assert_reason (longer, "no image of part 1 of 'E' fits together with one of its 'src'");
  assert_reason (pointless, "'E' has 1 in the domain, but none in the codomain");
  assert_reason (unlooped, "'src' closes a loop at part 0 of 'E', and at no possible image of it");
  assert_reason (forked, "no possible image of part 0 of 'V' has as many parts over it by 'src'");
  assert_reason (nowhere, "part 1 of 'V' may go nowhere: nothing is allowed that the initial assignment allows too");
  assert_reason (surrounded, "nothing in the codomain is surrounded like part 0 of 'V'");
  assert_reason (unmatched,
                 "each of the 15 parts connected with part 0 of 'V' has possible images, but none fit together");
}

static void
constants_and_variables_are_told_apart (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));
  g_autoptr (ColimCSetBuilder) other_builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "X", 1, NULL);
  colim_cset_builder_set_string (builder, "f", 0, "apple", NULL);
  colim_cset_builder_add_variables (builder, "D", 1, NULL);
  dom = colim_cset_builder_end (builder, NULL);
  colim_cset_builder_add (other_builder, "X", 1, NULL);
  colim_cset_builder_set_string (other_builder, "f", 0, "pear", NULL);
  codom = colim_cset_builder_end (other_builder, NULL);
  search = colim_hom_search_new (dom, codom);
  assert_null (colim_hom_search_find (search, &error));
  assert_colim_error (error, COLIM_ERROR_FREE_FLOATING_VARIABLE,
                      "variable 0 of 'D' is used by no attribute, and could go to any constant");
  assert_true (colim_hom_search_set_free_ok (search, NULL, NULL));
  assert_reason (search, "part 0 of 'X' has 'f' \"apple\", and no possible image of it has");
}

static void
names_numbers_and_schemas_are_checked (void **state)
{
  g_autoptr (ColimCSet) edge = graph_new_path (2), cycle = graph_new_symmetric_cycle (3);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (edge, edge), mixed = colim_hom_search_new (edge, cycle);
  g_autoptr (GError) error = NULL, part_error = NULL, image_error = NULL, schema_error = NULL;

  assert_false (colim_hom_search_set_monic (search, "W", &error));
  assert_true (g_error_matches (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME));
  assert_false (colim_hom_search_set_initial (search, "V", 2, 0, &part_error));
  assert_colim_error (part_error, COLIM_ERROR_OUT_OF_RANGE, "the domain has 2 parts over 'V', there is no part 2");
  assert_false (colim_hom_search_set_allowed (search, "E", 0, (gint32[]) { 0, 1 }, 2, &image_error));
  assert_colim_error (image_error, COLIM_ERROR_OUT_OF_RANGE, "the codomain has 1 parts over 'E', there is no part 1");
  assert_null (colim_hom_search_count (mixed, &schema_error));
  assert_true (g_error_matches (schema_error, COLIM_ERROR, COLIM_ERROR_TYPE));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (random_graphs_have_the_homomorphisms_that_they_have),
    cmocka_unit_test (wheels_have_their_triangles),
    cmocka_unit_test (counts_grow_beyond_words),
    property_test (trees_are_counted_exactly),
    property_test_n (patterns_with_one_or_two_cycles_are_counted_exactly, 150),
    property_test_n (cycles_are_counted_by_traces, 20),
    cmocka_unit_test (cycles_are_counted_beyond_words),
    cmocka_unit_test (automorphisms_are_counted_by_orbits),
    property_test_n (jumping_back_loses_nothing, 600),
    property_test_n (injections_are_matchings, 150),
    cmocka_unit_test (both_kinds_of_matchings_were_met),
    cmocka_unit_test (the_first_constraint_that_fails_is_named),
    cmocka_unit_test (constants_and_variables_are_told_apart),
    cmocka_unit_test (names_numbers_and_schemas_are_checked),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
