/* Going through a quiver: breadth first, along all paths, and along an order. */

#include <colim/search.h>

#include "lib/categories/quiver-private.h"

/**
 * colim_quiver_search:
 * @self: a quiver
 * @root: a vertex
 * @n_vertices: (out): the number of vertices
 *
 * Searches breadth first.  Time: linear.
 *
 * Returns: (transfer full) (array length=n_vertices): for each vertex the least one that is a step nearer to the
 *   root, of the root itself, and -1 if it is not reached
 */
gint32 *
colim_quiver_search (const ColimQuiver *self, gint32 root, gsize *n_vertices)
{
  g_return_val_if_fail (self != NULL && root >= 0 && root < self->n_vertices && n_vertices != NULL, NULL);

  gsize n = (gsize) self->n_vertices;
  gint32 *parents = g_new (gint32, n);
  g_autofree gint32 *distance = g_new (gint32, n), *queue = g_new (gint32, n);
  gint32 n_reached = 1;

  for (gsize v = 0; v < n; v++)
    parents[v] = distance[v] = -1;
  parents[root] = queue[0] = root;
  distance[root] = 0;
  for (gint32 head = 0; head < n_reached; head++)
    {
      gint32 v = queue[head];

      for (gint32 i = self->out.starts[v]; i < self->out.starts[v + 1]; i++)
        {
          gint32 w = self->tgt[self->out.items[i]];

          if (distance[w] < 0)
            {
              distance[w] = distance[v] + 1;
              parents[w] = v;
              queue[n_reached++] = w;
            }
          else if (distance[w] == distance[v] + 1)
            parents[w] = MIN (parents[w], v);
        }
    }
  *n_vertices = n;

  return parents;
}

static int
compare_targets (gconstpointer a, gconstpointer b)
{
  const ColimPath *const *x = a, *const *y = b;
  gint32 left = colim_path_get_target (*x), right = colim_path_get_target (*y);

  return (left > right) - (left < right);
}

/* Appends the paths from a vertex, by their edges, what is a beginning first. */
static gboolean
list_from (ColimQuiver *self, gint32 source, GPtrArray *paths, gint64 *left, GError **error)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (gint32)); /* where each vertex on the way goes on */
  gint32 v = source;

  g_array_append_val (next, self->out.starts[source]);
  g_ptr_array_add (paths, colim_path_new_identity (self, source, NULL));
  while (next->len > 0)
    {
      gint32 *at = &g_array_index (next, gint32, next->len - 1);

      if (*at == self->out.starts[v + 1])
        {
          g_array_set_size (next, next->len - 1);
          if (edges->len > 0)
            {
              v = self->src[g_array_index (edges, gint32, edges->len - 1)];
              g_array_set_size (edges, edges->len - 1);
            }
          continue;
        }

      gint32 e = self->out.items[(*at)++];

      g_array_append_val (edges, e);
      v = self->tgt[e];
      g_array_append_val (next, self->out.starts[v]);
      if ((*left -= 1 + (gint64) edges->len) < 0)
        {
          g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the budget of steps ran out");
          return FALSE;
        }
      g_ptr_array_add (paths, colim_path_new (self, (const gint32 *) (gpointer) edges->data, edges->len, NULL));
    }

  return TRUE;
}

/**
 * colim_quiver_list_paths:
 * @self: a quiver without cycles
 * @budget: how many steps it may take: edges of all paths, and a step more for each of them
 * @error: return location for an error
 *
 * Lists all paths, identities included, by source, then by target, then by edges, what is a beginning first.
 *
 * Returns: (transfer container) (element-type ColimPath): the paths, or %NULL with %COLIM_ERROR_CYCLE or %COLIM_ERROR_BUDGET
 */
GPtrArray *
colim_quiver_list_paths (ColimQuiver *self, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  gsize n;
  g_autofree gint32 *order = colim_quiver_sort (self, &n);

  if (order == NULL)
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "there is a cycle, so that paths have no end");
      return NULL;
    }
  budget -= self->n_vertices;
  for (gint32 v = 0; v < self->n_vertices; v++)
    {
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

      if (!list_from (self, v, paths, &budget, error))
        return NULL;
      /* It is stable. */
      g_ptr_array_sort (paths, compare_targets);
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&paths));
    }

  return g_steal_pointer (&all);
}

/**
 * colim_quiver_check_order:
 * @self: a quiver
 * @order: (array length=n_order): vertices
 * @n_order: how many
 *
 * Decides whether an order is topological: each vertex comes once, and each edge goes forward.  Time: linear.
 *
 * Returns: whether it is
 */
gboolean
colim_quiver_check_order (const ColimQuiver *self, const gint32 *order, gsize n_order)
{
  g_return_val_if_fail (self != NULL && (order != NULL || n_order == 0), FALSE);

  g_autofree gint32 *position = g_new (gint32, self->n_vertices);

  if (n_order != (gsize) self->n_vertices)
    return FALSE;
  for (gint32 v = 0; v < self->n_vertices; v++)
    position[v] = -1;
  for (gsize i = 0; i < n_order; i++)
    {
      if (order[i] < 0 || order[i] >= self->n_vertices || position[order[i]] >= 0)
        return FALSE;
      position[order[i]] = (gint32) i;
    }
  for (gint32 e = 0; e < self->n_edges; e++)
    if (position[self->src[e]] >= position[self->tgt[e]])
      return FALSE;

  return TRUE;
}

/**
 * colim_quiver_has_one_order:
 * @self: a quiver
 *
 * Decides whether there is exactly one topological order: then an edge joins each vertex of it to the next one.
 *
 * Returns: whether there is
 */
gboolean
colim_quiver_has_one_order (const ColimQuiver *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  gsize n;
  g_autofree gint32 *order = colim_quiver_sort (self, &n);

  if (order == NULL)
    return FALSE;
  for (gsize i = 0; i + 1 < n; i++)
    {
      gboolean joined = FALSE;

      for (gint32 j = self->out.starts[order[i]]; j < self->out.starts[order[i] + 1] && !joined; j++)
        joined = self->tgt[self->out.items[j]] == order[i + 1];
      if (!joined)
        return FALSE;
    }

  return TRUE;
}
