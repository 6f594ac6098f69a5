/* Graphs made, looked up and cut down: a path part by part and in bulk, a million fibres, half of a random graph
 * deleted with all its edges.  Expected and actual results, times, and how many times longer than what is least.
 */

#include <colim/colim.h>

#include "tests/bench/scaling.h"
#include "tests/lib/csets/graphs.h"

#define N_TIMES 7

/* To make a path in bulk may take so many times as long as to fill its two columns. */
#define MOST_IN_BULK 4.0

static gboolean failed;

static void
report (const char *workload, gint64 expected, gint64 actual, double seconds)
{
  g_print ("%-56s %10" G_GINT64_FORMAT " %10" G_GINT64_FORMAT " %10.3f ms%s\n", workload, expected, actual,
           seconds * 1e3, expected == actual ? "" : "  WRONG");
  failed = failed || expected != actual;
}

static gint32 *
fill (gint32 n_edges, gint32 first)
{
  gint32 *column = g_new (gint32, n_edges);

  for (gint32 i = 0; i < n_edges; i++)
    column[i] = first + i;

  return column;
}

static ColimCSet *
make_by_parts (gint32 n_edges)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", 1, NULL);
  for (gint32 i = 0; i < n_edges; i++)
    {
      gint32 vertex = colim_cset_builder_add (builder, "V", 1, NULL);
      gint32 edge = colim_cset_builder_add (builder, "E", 1, NULL);

      colim_cset_builder_set (builder, "src", edge, vertex - 1, NULL);
      colim_cset_builder_set (builder, "tgt", edge, vertex, NULL);
    }

  return colim_cset_builder_end (builder, NULL);
}

static ColimCSet *
make_in_bulk (gint32 n_edges)
{
  g_autofree gint32 *src = fill (n_edges, 0), *tgt = fill (n_edges, 1);

  return graph_new (n_edges + 1, src, tgt, (gsize) n_edges);
}

/* A path has as many edges as it should, each to the next vertex. */
static gint64
count_steps (ColimCSet *path)
{
  gsize n;
  const gint32 *src = colim_fin_function_get_values (colim_cset_get_hom (path, "src", NULL), &n);
  const gint32 *tgt = colim_fin_function_get_values (colim_cset_get_hom (path, "tgt", NULL), NULL);
  gint64 count = 0;

  for (gsize e = 0; e < n; e++)
    count += src[e] == (gint32) e && tgt[e] == (gint32) e + 1;

  return count;
}

static double
time_path (const char *workload, gint32 n_edges, ColimCSet *(*make) (gint32 n_edges))
{
  double best = G_MAXDOUBLE;
  gint64 count = 0;

  for (guint round = 0; round < N_TIMES; round++)
    {
      gint64 start = scaling_start_cold ();
      g_autoptr (ColimCSet) path = make (n_edges);

      best = MIN (best, scaling_since (start) / 1e9);
      count = count_steps (path);
    }
  report (workload, n_edges, count, best);

  return best;
}

static void
make_paths (gint32 n_edges)
{
  g_autofree char *by_parts = g_strdup_printf ("path of %d edges, part by part", n_edges);
  g_autofree char *in_bulk = g_strdup_printf ("path of %d edges, in bulk", n_edges);
  double least = G_MAXDOUBLE, ratio;

  time_path (by_parts, n_edges, make_by_parts);
  for (guint round = 0; round < N_TIMES; round++)
    {
      gint64 start = scaling_start_cold ();
      g_autofree gint32 *src = fill (n_edges, 0), *tgt = fill (n_edges, 1);

      __asm__ volatile("" : : "r"(src), "r"(tgt) : "memory");
      least = MIN (least, scaling_since (start) / 1e9);
    }
  ratio = time_path (in_bulk, n_edges, make_in_bulk) / least;
  g_print ("%56s %.2f times as long as to fill the arrays, of %.1f%s\n", "", ratio, MOST_IN_BULK,
           ratio > MOST_IN_BULK ? "  TOO SLOW" : "");
  failed = failed || ratio > MOST_IN_BULK;
}

/* Every vertex of a cycle has one edge. */
static void
look_up (gint32 n)
{
  g_autoptr (ColimCSet) cycle = graph_new_cycle (n);
  double best = G_MAXDOUBLE;
  gint64 sum = 0;

  for (guint round = 0; round < N_TIMES; round++)
    {
      g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (cycle);
      gint64 start = g_get_monotonic_time ();

      sum = 0;
      for (gint32 v = 0; v < n; v++)
        {
          gsize n_edges;
          g_autofree gint32 *edges = colim_cset_builder_incident (builder, "tgt", v, &n_edges, NULL);

          sum += n_edges == 1 ? edges[0] + 1 : 0;
        }
      best = MIN (best, scaling_since (start) / 1e9);
    }
  report ("incident edges of each of 1000000 vertices", (gint64) n * (n + 1) / 2, sum, best);
}

/* Every other vertex goes, with all edges that it has. */
static void
delete_half (void)
{
  g_autoptr (ColimCSet) graph = graph_new_random (10000, 0.001, 1);
  gint32 n = colim_cset_get_n_parts_at (graph, 0);
  g_autofree gint32 *half = g_new (gint32, n / 2);
  const gint32 *src = colim_fin_function_get_values (colim_cset_get_hom (graph, "src", NULL), NULL);
  gsize n_edges;
  const gint32 *tgt = colim_fin_function_get_values (colim_cset_get_hom (graph, "tgt", NULL), &n_edges);
  double best = G_MAXDOUBLE;
  gint64 expected = 0, actual = 0;

  for (gint32 i = 0; i < n / 2; i++)
    half[i] = 2 * i;
  for (gsize e = 0; e < n_edges; e++)
    expected += src[e] % 2 == 1 && tgt[e] % 2 == 1;
  for (guint round = 0; round < N_TIMES; round++)
    {
      g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (graph);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (ColimRenumbering) renumbering
          = colim_cset_builder_remove_cascading (builder, "V", half, (gsize) n / 2, NULL);

      best = MIN (best, scaling_since (start) / 1e9);
      actual = colim_cset_builder_get_n_parts (builder, "E", NULL);
      failed = failed || renumbering == NULL;
    }
  report ("er(10000, 0.001): cascading deletion of half", expected, actual, best);
}

int
main (void)
{
  g_print ("%-56s %10s %10s %13s\n", "", "expected", "counted", "time");
  make_paths (10000);
  make_paths (1000000);
  look_up (1000000);
  delete_half ();

  return failed;
}
