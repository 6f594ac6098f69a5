/* The pairs of ten relations in a diagram of 10³, 10⁴ and 10⁵ edges, and of all hom-sets under `paths`: the time is that of
 * reading the graph, and of the answer. */

#include <colim/colim.h>

#include "tests/bench/scaling.h"

#define N_RELATIONS 10

/* Sources of their own, each with two edges to a target of its own. */
static ColimCSet *
make_graph (gint32 n_edges)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 e = 0; e < n_edges; e += 2)
    {
      gint32 ends[2] = { colim_learning_graph_add_vertex (builder, COLIM_VERTEX_INDEX),
                         colim_learning_graph_add_vertex (builder, COLIM_VERTEX_LOSS) };

      for (guint i = 0; i < 2; i++)
        {
          colim_learning_graph_add_edge (builder, ends[0], ends[1]);
          g_array_append_val (src, ends[0]);
          g_array_append_val (tgt, ends[1]);
        }
    }

  g_autoptr (ColimFinFunction) sources = colim_fin_function_new ((const gint32 *) (void *) src->data, src->len, n_edges, NULL);
  g_autoptr (ColimFinFunction) targets = colim_fin_function_new ((const gint32 *) (void *) tgt->data, tgt->len, n_edges, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (sources, targets, NULL);

  for (gint32 r = 0; r < N_RELATIONS; r++)
    {
      g_autoptr (ColimPath) lesser = colim_path_new (quiver, (gint32[]) { 2 * r }, 1, NULL);
      g_autoptr (ColimPath) greater = colim_path_new (quiver, (gint32[]) { 2 * r + 1 }, 1, NULL);

      colim_learning_graph_add_relation (builder, lesser, greater);
    }

  return colim_cset_builder_end (builder, NULL);
}

static double
list (ColimCSet *graph, const ColimSelection *selection, gint32 expected)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimPairs) pairs = colim_pairs_new (graph, selection, FALSE, NULL);

  if (pairs == NULL || colim_pairs_get_n (pairs) != expected)
    g_error ("not %d pairs", expected);

  return scaling_since (start);
}

static double
count (ColimCSet *graph, const ColimSelection *selection)
{
  g_autoptr (ColimNatural) all = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!colim_pairs_count (graph, selection, &all, &in_loss, NULL))
    g_error ("not counted");

  return scaling_since (start);
}

int
main (void)
{
  ScalingColumn columns[] = { { .name = "explicit" }, { .name = "bounded" }, { .name = "paths" }, { .name = "count" } };

  for (gint32 n_edges = 1000; n_edges <= 100000; n_edges *= 10)
    {
      g_autoptr (ColimCSet) graph = make_graph (n_edges);

      for (guint round = 0; round < N_ROUNDS; round++)
        {
          g_autoptr (ColimSelection) selection = colim_selection_new ();

          scaling_keep (&columns[0], round, list (graph, selection, N_RELATIONS), n_edges);
          selection->max_length = 1;
          scaling_keep (&columns[1], round, list (graph, selection, N_RELATIONS), n_edges);
          selection->policy = COLIM_POLICY_PATHS;
          scaling_keep (&columns[2], round, list (graph, selection, n_edges - N_RELATIONS), n_edges);
          scaling_keep (&columns[3], round, count (graph, selection), n_edges);
        }
      scaling_row (n_edges, columns, G_N_ELEMENTS (columns));
    }

  return scaling_end (columns, G_N_ELEMENTS (columns));
}
