/* Why there are infinitely many paths. */

#include "theory/diagram/diagram-private.h"

#include <colim/quiver.h>

/* A cycle between a source and a target; @index_only: from indexing vertices. */
static gint32 *
find_cycle (ColimDiagram *diagram, gint32 source, gint32 target, gboolean index_only, gsize *n_edges)
{
  gsize n = (gsize) colim_quiver_get_n_vertices (diagram->quiver);
  g_autofree guint8 *sources = g_new0 (guint8, n + 1);
  g_autofree guint8 *targets = g_new0 (guint8, n + 1);
  g_autofree guint8 *after = NULL;
  g_autofree guint8 *between = NULL;

  for (gsize v = 0; v < n; v++)
    {
      gboolean index = colim_learning_graph_get_kind (diagram->graph, (gint32) v) == COLIM_VERTEX_INDEX;

      sources[v] = (source < 0 || (gsize) source == v) && (!index_only || index);
      targets[v] = target < 0 || (gsize) target == v;
    }
  after = colim_quiver_reach (diagram->quiver, sources, FALSE, &n);
  between = colim_quiver_reach (diagram->quiver, targets, TRUE, &n);
  for (gsize v = 0; v < n; v++)
    between[v] = between[v] && after[v];

  return colim_quiver_find_cycle (diagram->quiver, between, n_edges);
}

/**
 * colim_diagram_explain_cycle:
 * @self: a diagram with a cycle
 * @source: where paths begin, or -1 for any vertex
 * @target: where they end, or -1 for any vertex
 *
 * Names a cycle on the way from a source to a target, if there is one from an indexing vertex.
 *
 * Returns: (transfer full): the text, as of an error
 */
char *
colim_diagram_explain_cycle (ColimDiagram *self, gint32 source, gint32 target)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize n;
  g_autofree gint32 *cycle = find_cycle (self, source, target, TRUE, &n);
  g_autoptr (ColimPath) path = NULL;
  g_autofree char *text = NULL;

  if (cycle == NULL)
    cycle = find_cycle (self, source, target, FALSE, &n);
  g_return_val_if_fail (cycle != NULL, NULL);
  path = colim_path_new (self->quiver, cycle, n, NULL);
  text = colim_diagram_print_path (self, path);

  return g_strdup_printf ("%s is a cycle at '%s', so there are infinitely many paths", text,
                          colim_diagram_get_vertex_name (self, colim_path_get_source (path)));
}
