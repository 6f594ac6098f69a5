/* Homomorphisms from small trees and cycles to the graphs of the shared data, against their table; where a tree is
 * counted, the time for each arc of the host, which should not grow with the host.
 */

#include <colim/colim.h>

#include "tests/bench/scaling.h"
#include "tests/graph-counts.h"

/* Smaller hosts cost more an arc, for what is done once. */
#define LEAST_ARCS 5000

int
main (void)
{
  g_autofree char *path = graph_file_find ("hom_counts.tsv");
  g_autoptr (GPtrArray) rows = path != NULL ? graph_counts_read (path) : NULL;
  double total = 0, least[G_N_ELEMENTS (graph_patterns)], most[G_N_ELEMENTS (graph_patterns)] = { 0 };
  gboolean passed = TRUE;

  if (rows == NULL)
    {
      g_print ("SKIPPED: COLIM_SHARED names no folder with data/graphs/hom_counts.tsv\n");
      return 77;
    }
  for (gsize p = 0; p < G_N_ELEMENTS (graph_patterns); p++)
    least[p] = G_MAXDOUBLE;
  for (guint i = 0; i < rows->len; i++)
    {
      const GraphCounts *row = rows->pdata[i];
      g_autoptr (ColimCSet) host = graph_counts_read_host (row);
      gint32 n_arcs = colim_cset_get_n_parts_at (host, 1);

      g_print ("%-34s %7d arcs", row->name, n_arcs);
      for (gsize p = 0; p < G_N_ELEMENTS (graph_patterns); p++)
        {
          g_autoptr (ColimCSet) pattern = graph_patterns[p].make (graph_patterns[p].n);
          g_autoptr (ColimHomSearch) search = colim_hom_search_new (pattern, host);
          gint64 start = g_get_monotonic_time ();
          g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
          double each = scaling_since (start) / n_arcs;
          g_autofree char *digits = colim_natural_to_string (count);
          gboolean right = g_str_equal (digits, row->counts[p]);

          g_print ("  %s %s%s %.3f ms", graph_patterns[p].name, digits, right ? "" : " WRONG", each * n_arcs / 1e6);
          passed = passed && right;
          total += each * n_arcs / 1e9;
          if (n_arcs < LEAST_ARCS)
            continue;
          least[p] = MIN (least[p], each);
          most[p] = MAX (most[p], each);
        }
      g_print ("\n");
    }
  for (gsize p = 0; p < G_N_ELEMENTS (graph_patterns); p++)
    if (graph_patterns[p].is_tree)
      {
        gboolean level = most[p] < 3 * MOST_GROWTH * least[p];

        g_print ("%s: %.1f to %.1f ns an arc%s\n", graph_patterns[p].name, least[p], most[p],
                 level ? "" : "  NOT LINEAR");
        passed = passed && level;
      }
  g_print ("%.3f s together\n", total);

  return !passed;
}
