/* Numbers of homomorphisms: from trees, cycles and what has few cycles, into hosts that are large enough for each way
 * of counting, and of numbers beyond words.
 */

#include <colim/hom-search.h>

#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/hom-counts.h"

#include <string.h>

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

/* How many ways there are for vertices from the i-th on, the ones before having images: vertex by vertex, and for
 * each edge as many ways as the host has edges there. */
static guint64
count_ways (const gint32 *src, const gint32 *tgt, gint32 n_edges, gint32 n, const guint *joined, gint32 k,
            gint32 *images, gint32 i)
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
      gint32 a = e < n - 1 ? e + 1 : g_rand_int_range (rand, 0, n);
      gint32 b = g_rand_int_range (rand, 0, e < n - 1 ? a : n);
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

enum { N_ENDS = 3, MOST_PATTERN_ROWS = 4, MOST_HOST_ROWS = 160 };

static ColimCSet *
make_ternary (gint32 n, gint32 n_rows, gint32 rows[][N_ENDS])
{
  const char *ends[] = { "a", "b", "c" };
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (ColimCSetBuilder) cset = NULL;

  colim_schema_builder_add_object (builder, "V");
  colim_schema_builder_add_object (builder, "R");
  for (gint32 c = 0; c < N_ENDS; c++)
    colim_schema_builder_add_hom (builder, ends[c], "R", "V");
  schema = colim_schema_builder_end (builder, NULL);
  cset = colim_cset_builder_new (schema);
  colim_cset_builder_add (cset, "V", n, NULL);
  colim_cset_builder_add (cset, "R", n_rows, NULL);
  for (gint32 c = 0; c < N_ENDS; c++)
    {
      gint32 values[MOST_HOST_ROWS];

      for (gint32 row = 0; row < n_rows; row++)
        values[row] = rows[row][c];
      colim_cset_builder_set_hom_values (cset, ends[c], values, (gsize) n_rows, NULL);
    }

  return colim_cset_builder_end (cset, NULL);
}

/* Row by row, each to every row that fits what is decided. */
static guint64
count_rows (gint32 pattern[][N_ENDS], gint32 n, gint32 host[][N_ENDS], gint32 m, const gint32 *images, gint32 row)
{
  guint64 sum = 0;

  if (row == n)
    return 1;
  for (gint32 i = 0; i < m; i++)
    {
      gint32 next[MOST_PATTERN_ROWS * N_ENDS];
      gboolean fits = TRUE;

      memcpy (next, images, sizeof next);
      for (gint32 c = 0; c < N_ENDS && fits; c++)
        {
          gint32 *image = &next[pattern[row][c]];

          fits = *image < 0 || *image == host[i][c];
          *image = host[i][c];
        }
      if (fits)
        sum += count_rows (pattern, n, host, m, next, row + 1);
    }

  return sum;
}

/* Rows with three ends, which share one or two with each other. */
static void
patterns_of_ternary_rows_are_counted_exactly (GRand *rand)
{
  gint32 n = g_rand_int_range (rand, 2, MOST_PATTERN_ROWS + 1), n_used = N_ENDS;
  gint32 k = g_rand_int_range (rand, 6, 12), m = g_rand_int_range (rand, 90, MOST_HOST_ROWS + 1);
  gint32 pattern[MOST_PATTERN_ROWS][N_ENDS], host[MOST_HOST_ROWS][N_ENDS], images[MOST_PATTERN_ROWS * N_ENDS];
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;

  for (gint32 row = 0; row < n; row++)
    for (gint32 c = 0; c < N_ENDS; c++)
      {
        gboolean is_old = row > 0 && (c == 0 || g_rand_int_range (rand, 0, 3) == 0);

        pattern[row][c] = row == 0 ? c : is_old ? g_rand_int_range (rand, 0, n_used) : n_used++;
      }
  for (gint32 row = 0; row < m; row++)
    for (gint32 c = 0; c < N_ENDS; c++)
      host[row][c] = g_rand_int_range (rand, 0, k);
  for (gint32 i = 0; i < MOST_PATTERN_ROWS * N_ENDS; i++)
    images[i] = -1;
  dom = make_ternary (n_used, n, pattern);
  codom = make_ternary (k, m, host);
  assert_homs (dom, codom, count_rows (pattern, n, host, m, images, 0));
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

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (counts_grow_beyond_words),
    property_test (trees_are_counted_exactly),
    property_test_n (patterns_with_one_or_two_cycles_are_counted_exactly, 150),
    property_test_n (patterns_of_ternary_rows_are_counted_exactly, 150),
    property_test_n (cycles_are_counted_by_traces, 20),
    cmocka_unit_test (cycles_are_counted_beyond_words),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
