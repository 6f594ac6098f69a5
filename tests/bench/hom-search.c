/* Homomorphisms from small patterns to random graphs and wheels: how many there should be, how many were
 * counted, and how long that took; then what is not counted by tables: injective ones, automorphisms, finding
 * and enumerating. */

#include <colim/colim.h>

#include "tests/bench/report.h"
#include "tests/lib/csets/graphs.h"

#define N_ROUNDS 20

/* Counting paths may take so many times ten passes over the edges of the host for each of their edges;
 * finding triangles, so many times the loop that anybody would write. */
#define MOST_PASSES 1.0
#define MOST_LOOPS 3.0

/* How many times as long as the yardstick, and how many it may be. */
static void
compare (const char *yardstick, double ratio, double most)
{
  g_print ("%44s %.2f times as long as %s, of %.1f%s\n", "", ratio, yardstick, most, ratio > most ? "  TOO SLOW" : "");
  report_failed = report_failed || ratio > most;
}

typedef char *(*AnswerFunc) (ColimHomSearch *search);

static char *
count (ColimHomSearch *search)
{
  g_autoptr (ColimNatural) n = colim_hom_search_count (search, NULL);

  return colim_natural_to_string (n);
}

static char *
find (ColimHomSearch *search)
{
  g_autoptr (ColimHom) hom = colim_hom_search_find (search, NULL);

  return g_strdup (hom != NULL ? "found" : "none");
}

static gboolean
count_one (ColimHom *hom, gpointer data)
{
  guint *n = data;

  ++*n;
  return TRUE;
}

static char *
enumerate (ColimHomSearch *search)
{
  guint n = 0;

  colim_hom_search_foreach (search, count_one, &n, NULL);
  return g_strdup_printf ("%u", n);
}

/* The shortest of some rounds. */
static double
run (const char *workload, const char *expected, ColimHomSearch *search, AnswerFunc answer)
{
  g_autofree char *actual = NULL;
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      g_free (actual);
      actual = answer (search);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  report (workload, expected, actual, best);

  return (double) best;
}

#define N_PASSES 1000

/* Microseconds of one pass over the edges of a graph, which adds for each what is known about its end to its
 * start. */
static double
time_pass (ColimCSet *graph)
{
  gsize n;
  const gint32 *src = colim_fin_function_get_values (colim_cset_get_hom (graph, "src", NULL), &n);
  const gint32 *tgt = colim_fin_function_get_values (colim_cset_get_hom (graph, "tgt", NULL), NULL);
  g_autofree guint64 *before = g_new0 (guint64, colim_cset_get_n_parts_at (graph, 0));
  g_autofree guint64 *after = g_new0 (guint64, colim_cset_get_n_parts_at (graph, 0));
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint pass = 0; pass < N_PASSES; pass++)
        {
          for (gsize e = 0; e < n; e++)
            after[src[e]] += before[tgt[e]];
          __asm__ volatile("" : : "r"(after) : "memory");
        }
      best = MIN (best, g_get_monotonic_time () - start);
    }

  return (double) best / N_PASSES;
}

/* Microseconds of a loop over the directed 3-cycles of a graph by lists of neighbours, each cycle from each
 * vertex. */
static double
time_loop (ColimCSet *graph)
{
  gsize n_edges;
  const gint32 *tgt = colim_fin_function_get_values (colim_cset_get_hom (graph, "tgt", NULL), &n_edges);
  gint32 n = colim_cset_get_n_parts_at (graph, 0), n_cycles = 0;
  g_autoptr (ColimFibres) fibres = colim_fibres_new (colim_cset_get_hom (graph, "src", NULL));
  g_autofree gint32 *starts = g_new0 (gint32, n + 1), *next = g_new (gint32, n_edges);
  gint64 best = G_MAXINT64;

  for (gint32 v = 0; v < n; v++)
    {
      gsize degree;
      const gint32 *edges = colim_fibres_get (fibres, v, &degree);

      for (gsize i = 0; i < degree; i++)
        next[starts[v] + (gint32) i] = tgt[edges[i]];
      starts[v + 1] = starts[v] + (gint32) degree;
    }
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (gint32 a = 0; a < n; a++)
        for (gint32 i = starts[a]; i < starts[a + 1]; i++)
          for (gint32 j = starts[next[i]]; j < starts[next[i] + 1]; j++)
            for (gint32 k = starts[next[j]]; k < starts[next[j] + 1]; k++)
              n_cycles += next[k] == a;
      __asm__ volatile("" : : "r"(n_cycles) : "memory");
      best = MIN (best, g_get_monotonic_time () - start);
    }

  return (double) best;
}

static double
run_plain (const char *workload, const char *expected, ColimCSet *dom, ColimCSet *codom)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  return run (workload, expected, search, count);
}

static double
run_with (const char *workload, const char *expected, ColimCSet *dom, ColimCSet *codom,
          gboolean (*set) (ColimHomSearch *search, const char *object, GError **error), AnswerFunc answer)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  if (set != NULL)
    set (search, NULL, NULL);

  return run (workload, expected, search, answer);
}

int
main (void)
{
  static const char *const cycles[] = { "411", "429", "381", "423", "447" };
  static const char *const triangles[] = { "452", "456", "421", "485", "358" };
  static const char *const paths[] = { "3869578", "3841624", "3270767", "4311817", "3058866" };
  g_autoptr (ColimCSet) cycle = graph_new_cycle (3), path = graph_new_path (6), long_path = graph_new_path (10000);
  g_autoptr (ColimCSet) triangle = graph_new (3, (gint32[]){ 0, 1, 0 }, (gint32[]){ 1, 2, 2 }, 3);
  g_autoptr (ColimCSet) square = graph_new_cycle (4), longer = graph_new_cycle (8);
  g_autoptr (ColimCSet) wheel = graph_new_wheel (100, FALSE), symmetric_wheel = graph_new_wheel (100, TRUE);
  g_autoptr (ColimCSet) symmetric_triangle = graph_new_symmetric_cycle (3);
  g_autoptr (ColimCSet) first = graph_new_random (150, 0.05, 1), large = graph_new_random (10000, 0.001, 1);
  g_autoptr (ColimCSet) odd = graph_new_symmetric_cycle (101), even = graph_new_symmetric_cycle (100);
  g_autoptr (ColimCSet) ring = graph_new_symmetric_cycle (2000), points = graph_new_random (100, 0, 1);

  g_print ("%-44s %12s %12s %13s\n", "", "expected", "counted", "time");
  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autoptr (ColimCSet) graph = graph_new_random (150, 0.05, seed);

      run_plain ("er(150, 0.05): directed 3-cycle", cycles[seed - 1], cycle, graph);
      run_plain ("er(150, 0.05): transitive triangle", triangles[seed - 1], triangle, graph);
      compare ("10 passes over the edges an edge of the path",
               run_plain ("er(150, 0.05): path with 6 vertices", paths[seed - 1], path, graph)
                   / (10 * 5 * time_pass (graph)),
               MOST_PASSES);
      compare ("a loop over lists of neighbours",
               run_with ("er(150, 0.05): directed 3-cycle, all", cycles[seed - 1], cycle, graph, NULL, enumerate)
                   / time_loop (graph),
               MOST_LOOPS);
    }
  run_plain ("wheel 100: transitive triangle", "99", triangle, wheel);
  run_plain ("wheel 100: symmetric 3-cycle", "594", symmetric_triangle, symmetric_wheel);
  run_plain ("er(150, 0.05): directed 4-cycle", NULL, square, first);
  run_plain ("er(150, 0.05): directed 8-cycle", NULL, longer, first);
  run_plain ("er(10000, 0.001): directed 3-cycle", NULL, cycle, large);
  run_plain ("er(10000, 0.001): path with 6 vertices", NULL, path, large);
  run_with ("er(150, 0.05): injective transitive triangle", "452", triangle, first, colim_hom_search_set_monic, count);
  run_with ("er(150, 0.05): injective 4-cycle", NULL, square, first, colim_hom_search_set_monic, count);
  run_with ("er(150, 0.05): transitive triangle, all", "452", triangle, first, NULL, enumerate);
  run_with ("er(150, 0.05): path with 6 vertices, all", "3869578", path, first, NULL, enumerate);
  run_with ("er(10000, 0.001): directed 3-cycle, one", "found", cycle, large, NULL, find);
  run_with ("path with 10000 vertices to er(150, 0.05), one", "found", long_path, first, NULL, find);
  run_with ("odd cycle 101 to even cycle 100", "none", odd, even, NULL, find);
  run_with ("automorphisms of a symmetric cycle of 2000", "4000", ring, ring, colim_hom_search_set_iso, count);
  run_with ("er(10000, 0.001): automorphisms", NULL, large, large, colim_hom_search_set_iso, count);
  run_with ("100 points: isomorphism", "found", points, points, colim_hom_search_set_iso, find);

  return report_failed;
}
