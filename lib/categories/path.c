/* An arrow of a free category: a vertex, and edges each of which starts where the one before it ends. */

#include "lib/categories/path-private.h"

#include <string.h>

struct _ColimPath {
  gint32 source;
  gint32 target;
  gsize n_edges;
  gint32 *edges;
};

/**
 * ColimPath:
 *
 * A path in a quiver, in diagram order: the first edge is applied first.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimPath, colim_path, colim_path_ref, colim_path_unref)

ColimPath *
_colim_path_make (gint32 source, gint32 target, const gint32 *edges, gsize n_edges)
{
  ColimPath *self = g_atomic_rc_box_new0 (ColimPath);

  self->source = source;
  self->target = target;
  self->n_edges = n_edges;
  self->edges = g_memdup2 (edges, n_edges * sizeof *edges);

  return self;
}

ColimPath *
_colim_path_concatenate (const ColimPath *first, const ColimPath *second)
{
  ColimPath *self = g_atomic_rc_box_new0 (ColimPath);

  self->source = first->source;
  self->target = second->target;
  self->n_edges = first->n_edges + second->n_edges;
  self->edges = g_new (gint32, self->n_edges);
  if (first->n_edges > 0)
    memcpy (self->edges, first->edges, first->n_edges * sizeof *self->edges);
  if (second->n_edges > 0)
    memcpy (self->edges + first->n_edges, second->edges, second->n_edges * sizeof *self->edges);

  return self;
}

/**
 * colim_path_new:
 * @quiver: a quiver
 * @edges: (array length=n_edges): one or more edges of it, the first one first
 * @n_edges: how many there are
 * @error: return location for an error
 *
 * Composes edges.
 *
 * Returns: (transfer full): the path, or %NULL with %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimPath *
colim_path_new (ColimQuiver *quiver, const gint32 *edges, gsize n_edges, GError **error)
{
  g_return_val_if_fail (quiver != NULL && edges != NULL && n_edges > 0, NULL);

  for (gsize i = 0; i < n_edges; i++)
    {
      if (edges[i] < 0 || edges[i] >= colim_quiver_get_n_edges (quiver))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "edge %d at %" G_GSIZE_FORMAT " is not one of %d", edges[i], i,
                       colim_quiver_get_n_edges (quiver));
          return NULL;
        }
      if (i > 0 && colim_quiver_get_tgt (quiver, edges[i - 1]) != colim_quiver_get_src (quiver, edges[i]))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "edge %d ends at vertex %d, edge %d starts at vertex %d", edges[i - 1],
                       colim_quiver_get_tgt (quiver, edges[i - 1]), edges[i], colim_quiver_get_src (quiver, edges[i]));
          return NULL;
        }
    }

  return _colim_path_make (colim_quiver_get_src (quiver, edges[0]), colim_quiver_get_tgt (quiver, edges[n_edges - 1]), edges,
                           n_edges);
}

/**
 * colim_path_new_identity:
 * @quiver: a quiver
 * @vertex: a vertex of it
 * @error: return location for an error
 *
 * Makes the path without edges at a vertex.
 *
 * Returns: (transfer full): the path, or %NULL with %COLIM_ERROR_OUT_OF_RANGE
 */
ColimPath *
colim_path_new_identity (ColimQuiver *quiver, gint32 vertex, GError **error)
{
  g_return_val_if_fail (quiver != NULL, NULL);

  if (vertex < 0 || vertex >= colim_quiver_get_n_vertices (quiver))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "vertex %d is not one of %d", vertex,
                   colim_quiver_get_n_vertices (quiver));
      return NULL;
    }

  return _colim_path_make (vertex, vertex, NULL, 0);
}

/**
 * colim_path_ref:
 * @self: a path
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimPath *
colim_path_ref (ColimPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimPath *self)
{
  g_free (self->edges);
}

/**
 * colim_path_unref:
 * @self: (transfer full): a path
 *
 * Gives a reference back.
 */
void
colim_path_unref (ColimPath *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_path_get_source:
 * @self: a path
 *
 * Tells where the path starts.
 *
 * Returns: the vertex
 */
gint32
colim_path_get_source (const ColimPath *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->source;
}

/**
 * colim_path_get_target:
 * @self: a path
 *
 * Tells where the path ends.
 *
 * Returns: the vertex
 */
gint32
colim_path_get_target (const ColimPath *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->target;
}

/**
 * colim_path_get_edges:
 * @self: a path
 * @n_edges: (out): how many there are; 0 for an identity
 *
 * Lists the edges, the first one first.
 *
 * Returns: (transfer none) (nullable) (array length=n_edges): the edges
 */
const gint32 *
colim_path_get_edges (const ColimPath *self, gsize *n_edges)
{
  g_return_val_if_fail (self != NULL && n_edges != NULL, NULL);

  *n_edges = self->n_edges;

  return self->edges;
}

/**
 * colim_path_compare:
 * @self: a path
 * @other: another one in the same quiver
 *
 * Orders paths by source, target, length, and then by their edges: the order of every list of paths.
 *
 * Returns: less than 0, 0 or more than 0, as @self comes before, is or comes after @other
 */
int
colim_path_compare (const ColimPath *self, const ColimPath *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, 0);

  if (self->source != other->source)
    return self->source < other->source ? -1 : 1;
  if (self->target != other->target)
    return self->target < other->target ? -1 : 1;
  if (self->n_edges != other->n_edges)
    return self->n_edges < other->n_edges ? -1 : 1;
  for (gsize i = 0; i < self->n_edges; i++)
    if (self->edges[i] != other->edges[i])
      return self->edges[i] < other->edges[i] ? -1 : 1;

  return 0;
}

/**
 * colim_path_equal:
 * @self: a path
 * @other: another one in the same quiver
 *
 * Tells whether two paths are the same arrow of the free category.
 *
 * Returns: whether they are
 */
gboolean
colim_path_equal (const ColimPath *self, const ColimPath *other)
{
  return colim_path_compare (self, other) == 0;
}

/**
 * colim_path_is_parallel:
 * @self: a path
 * @other: another one in the same quiver
 *
 * Tells whether two paths start at the same vertex and end at the same vertex.
 *
 * Returns: whether they do
 */
gboolean
colim_path_is_parallel (const ColimPath *self, const ColimPath *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->source == other->source && self->target == other->target;
}
