/* What paths run in: vertices, and edges with a source and a target.
 *
 *     src, tgt : E → V
 *
 * Nothing is copied from whoever has two such maps (a graph, a learning graph, a schema); the edges at each vertex
 * are listed once, in both directions.
 */

#include "lib/categories/quiver-private.h"

#include "lib/sets/fin-function-private.h"

#include <string.h>

/**
 * ColimQuiver:
 *
 * A directed multigraph seen as what generates a free category.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimQuiver, colim_quiver, colim_quiver_ref, colim_quiver_unref)

static void
list_edges (Incidence *at, const gint32 *ends, gint32 n_edges, gint32 n_vertices)
{
  at->starts = g_new0 (gint32, (gsize) n_vertices + 2);
  at->items = g_new (gint32, n_edges);

  /* Counted two places up, filled one place up: when all are placed, every start is where it should be. */
  for (gint32 e = 0; e < n_edges; e++)
    at->starts[ends[e] + 2]++;
  for (gint32 v = 0; v < n_vertices; v++)
    at->starts[v + 2] += at->starts[v + 1];
  for (gint32 e = 0; e < n_edges; e++)
    at->items[at->starts[ends[e] + 1]++] = e;
}

/**
 * colim_quiver_new:
 * @src: the source of each edge
 * @tgt: the target of each edge
 * @error: return location for an error
 *
 * Makes a quiver of two parallel maps.  Time and memory: linear.
 *
 * Returns: (transfer full): the quiver, or %NULL with %COLIM_ERROR_NOT_PARALLEL
 */
ColimQuiver *
colim_quiver_new (ColimFinFunction *src, ColimFinFunction *tgt, GError **error)
{
  g_return_val_if_fail (src != NULL && tgt != NULL, NULL);

  if (colim_fin_function_get_dom (src) != colim_fin_function_get_dom (tgt)
      || colim_fin_function_get_codom (src) != colim_fin_function_get_codom (tgt))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL,
                   "sources map %d edges to %d vertices, targets map %d edges to %d vertices",
                   colim_fin_function_get_dom (src), colim_fin_function_get_codom (src),
                   colim_fin_function_get_dom (tgt), colim_fin_function_get_codom (tgt));
      return NULL;
    }

  ColimQuiver *self = g_atomic_rc_box_new0 (ColimQuiver);

  self->source_map = colim_fin_function_ref (src);
  self->target_map = colim_fin_function_ref (tgt);
  self->n_vertices = colim_fin_function_get_codom (src);
  self->n_edges = colim_fin_function_get_dom (src);
  self->src = colim_fin_function_get_values (src, NULL);
  self->tgt = colim_fin_function_get_values (tgt, NULL);
  list_edges (&self->out, self->src, self->n_edges, self->n_vertices);
  list_edges (&self->in, self->tgt, self->n_edges, self->n_vertices);

  return self;
}

ColimQuiver *
_colim_quiver_take (gint32 *src, gint32 *tgt, gint32 n_edges, gint32 n_vertices)
{
  g_autoptr (ColimFinFunction) sources = _colim_fin_function_take (src, n_edges, n_vertices);
  g_autoptr (ColimFinFunction) targets = _colim_fin_function_take (tgt, n_edges, n_vertices);

  return colim_quiver_new (sources, targets, NULL);
}

gboolean
_colim_quiver_equal (const ColimQuiver *self, const ColimQuiver *other)
{
  return colim_fin_function_equal (self->source_map, other->source_map)
         && colim_fin_function_equal (self->target_map, other->target_map);
}

/**
 * colim_quiver_ref:
 * @self: a quiver
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimQuiver *
colim_quiver_ref (ColimQuiver *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimQuiver *self)
{
  colim_fin_function_unref (self->source_map);
  colim_fin_function_unref (self->target_map);
  g_free (self->out.starts);
  g_free (self->out.items);
  g_free (self->in.starts);
  g_free (self->in.items);
}

/**
 * colim_quiver_unref:
 * @self: (transfer full): a quiver
 *
 * Gives a reference back.
 */
void
colim_quiver_unref (ColimQuiver *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_quiver_get_n_vertices:
 * @self: a quiver
 *
 * Counts the vertices.
 *
 * Returns: how many there are
 */
gint32
colim_quiver_get_n_vertices (const ColimQuiver *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_vertices;
}

/**
 * colim_quiver_get_n_edges:
 * @self: a quiver
 *
 * Counts the edges.
 *
 * Returns: how many there are
 */
gint32
colim_quiver_get_n_edges (const ColimQuiver *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_edges;
}

/**
 * colim_quiver_get_src:
 * @self: a quiver
 * @edge: an edge
 *
 * Tells where an edge starts.
 *
 * Returns: the vertex
 */
gint32
colim_quiver_get_src (const ColimQuiver *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && edge < self->n_edges, 0);

  return self->src[edge];
}

/**
 * colim_quiver_get_tgt:
 * @self: a quiver
 * @edge: an edge
 *
 * Tells where an edge ends.
 *
 * Returns: the vertex
 */
gint32
colim_quiver_get_tgt (const ColimQuiver *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && edge < self->n_edges, 0);

  return self->tgt[edge];
}

static const gint32 *
edges_at (const ColimQuiver *self, const Incidence *at, gint32 vertex, gsize *n_edges)
{
  g_return_val_if_fail (vertex >= 0 && vertex < self->n_vertices, NULL);

  *n_edges = (gsize) (at->starts[vertex + 1] - at->starts[vertex]);

  return at->items + at->starts[vertex];
}

/**
 * colim_quiver_get_out_edges:
 * @self: a quiver
 * @vertex: a vertex
 * @n_edges: (out): how many there are
 *
 * Lists the edges that start at a vertex, ascending.
 *
 * Returns: (transfer none) (array length=n_edges): the edges
 */
const gint32 *
colim_quiver_get_out_edges (const ColimQuiver *self, gint32 vertex, gsize *n_edges)
{
  g_return_val_if_fail (self != NULL && n_edges != NULL, NULL);

  return edges_at (self, &self->out, vertex, n_edges);
}

/**
 * colim_quiver_get_in_edges:
 * @self: a quiver
 * @vertex: a vertex
 * @n_edges: (out): how many there are
 *
 * Lists the edges that end at a vertex, ascending.
 *
 * Returns: (transfer none) (array length=n_edges): the edges
 */
const gint32 *
colim_quiver_get_in_edges (const ColimQuiver *self, gint32 vertex, gsize *n_edges)
{
  g_return_val_if_fail (self != NULL && n_edges != NULL, NULL);

  return edges_at (self, &self->in, vertex, n_edges);
}

/* A heap of vertices, the least on top. */
static void
push (gint32 *heap, gint32 *length, gint32 vertex)
{
  gint32 i = (*length)++;

  while (i > 0 && heap[(i - 1) / 2] > vertex)
    {
      heap[i] = heap[(i - 1) / 2];
      i = (i - 1) / 2;
    }
  heap[i] = vertex;
}

static gint32
pop (gint32 *heap, gint32 *length)
{
  gint32 least = heap[0];
  gint32 last = heap[--*length];
  gint32 i = 0;

  for (;;)
    {
      gint32 child = 2 * i + 1;

      if (child >= *length)
        break;
      if (child + 1 < *length && heap[child + 1] < heap[child])
        child++;
      if (heap[child] >= last)
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = last;

  return least;
}

/**
 * colim_quiver_sort:
 * @self: a quiver
 * @n_vertices: (out): the number of vertices, 0 if there is no order
 *
 * Orders the vertices so that every edge goes forward; of the vertices that could come next the least does.
 * Time: linear, times the logarithm of the number of vertices that wait.
 *
 * Returns: (transfer full) (nullable) (array length=n_vertices): the vertices in order, or %NULL if there is a cycle
 */
gint32 *
colim_quiver_sort (const ColimQuiver *self, gsize *n_vertices)
{
  g_return_val_if_fail (self != NULL && n_vertices != NULL, NULL);

  gsize n = (gsize) self->n_vertices;
  /* One more than needed: NULL is not the order of no vertices. */
  g_autofree gint32 *order = g_new (gint32, n + 1);
  g_autofree gint32 *waiting = g_new (gint32, n + 1);
  g_autofree gint32 *heap = g_new (gint32, n + 1);
  gint32 length = 0, placed = 0;

  for (gint32 v = 0; v < self->n_vertices; v++)
    if ((waiting[v] = self->in.starts[v + 1] - self->in.starts[v]) == 0)
      push (heap, &length, v);
  while (length > 0)
    {
      gint32 v = pop (heap, &length);

      order[placed++] = v;
      for (gint32 i = self->out.starts[v]; i < self->out.starts[v + 1]; i++)
        if (--waiting[self->tgt[self->out.items[i]]] == 0)
          push (heap, &length, self->tgt[self->out.items[i]]);
    }
  *n_vertices = placed == self->n_vertices ? n : 0;

  return placed == self->n_vertices ? g_steal_pointer (&order) : NULL;
}

/**
 * colim_quiver_find_cycle:
 * @self: a quiver
 * @within: (nullable) (array): for each vertex whether it may be used; %NULL for all of them
 * @n_edges: (out): how many edges the cycle has, 0 if there is none
 *
 * Finds a cycle: a closed path of which no vertex comes twice.  Time: linear.
 *
 * Returns: (transfer full) (nullable) (array length=n_edges): its edges, or %NULL if there is none
 */
gint32 *
colim_quiver_find_cycle (const ColimQuiver *self, const guint8 *within, gsize *n_edges)
{
  g_return_val_if_fail (self != NULL && n_edges != NULL, NULL);

  gsize n = (gsize) self->n_vertices;
  g_autofree gint32 *next = g_new (gint32, n);   /* where the search at a vertex goes on */
  g_autofree gint32 *entered = g_new (gint32, n); /* the edge by which it was reached */
  g_autofree guint8 *state = g_new0 (guint8, n); /* 0: not seen, 1: on the way, 2: done */

  *n_edges = 0;
  for (gint32 root = 0; root < self->n_vertices; root++)
    {
      gint32 v = root;

      if (state[root] != 0 || (within != NULL && !within[root]))
        continue;
      entered[root] = -1;
      next[root] = self->out.starts[root];
      state[root] = 1;
      while (v >= 0)
        {
          if (next[v] == self->out.starts[v + 1])
            {
              state[v] = 2;
              v = entered[v] < 0 ? -1 : self->src[entered[v]];
              continue;
            }

          gint32 e = self->out.items[next[v]++];
          gint32 w = self->tgt[e];

          if (within != NULL && !within[w])
            continue;
          if (state[w] == 1)
            {
              g_autoptr (GArray) cycle = g_array_new (FALSE, FALSE, sizeof (gint32));

              g_array_append_val (cycle, e);
              for (gint32 u = v; u != w; u = self->src[entered[u]])
                g_array_prepend_val (cycle, entered[u]);
              *n_edges = cycle->len;
              return (gint32 *) (void *) g_array_free (g_steal_pointer (&cycle), FALSE);
            }
          if (state[w] == 0)
            {
              state[w] = 1;
              entered[w] = e;
              next[w] = self->out.starts[w];
              v = w;
            }
        }
    }

  return NULL;
}

void
_colim_quiver_spread (const ColimQuiver *self, GArray *found, gboolean backwards, const guint8 *within, guint8 *marks)
{
  const Incidence *at = backwards ? &self->in : &self->out;
  const gint32 *ends = backwards ? self->src : self->tgt;

  for (guint i = 0; i < found->len; i++)
    marks[g_array_index (found, gint32, i)] = TRUE;
  for (guint head = 0; head < found->len; head++)
    {
      gint32 v = g_array_index (found, gint32, head);

      for (gint32 i = at->starts[v]; i < at->starts[v + 1]; i++)
        {
          gint32 w = ends[at->items[i]];

          if (within[w] && !marks[w])
            {
              marks[w] = TRUE;
              g_array_append_val (found, w);
            }
        }
    }
}

/**
 * colim_quiver_reach:
 * @self: a quiver
 * @from: (array): for each vertex whether to start there
 * @backwards: whether to follow edges from target to source
 * @n_vertices: (out): the number of vertices
 *
 * Finds the vertices to which there is a path, identities included.  Time: linear.
 *
 * Returns: (transfer full) (array length=n_vertices): for each vertex 1 if it is reached, else 0
 */
guint8 *
colim_quiver_reach (const ColimQuiver *self, const guint8 *from, gboolean backwards, gsize *n_vertices)
{
  g_return_val_if_fail (self != NULL && n_vertices != NULL, NULL);

  gsize n = (gsize) self->n_vertices;
  const Incidence *at = backwards ? &self->in : &self->out;
  const gint32 *ends = backwards ? self->src : self->tgt;
  g_autofree gint32 *stack = g_new (gint32, n);
  guint8 *reached = g_new0 (guint8, n + 1);
  gint32 height = 0;

  for (gint32 v = 0; v < self->n_vertices; v++)
    if (from[v])
      {
        reached[v] = 1;
        stack[height++] = v;
      }
  while (height > 0)
    {
      gint32 v = stack[--height];

      for (gint32 i = at->starts[v]; i < at->starts[v + 1]; i++)
        {
          gint32 w = ends[at->items[i]];

          if (!reached[w])
            {
              reached[w] = 1;
              stack[height++] = w;
            }
        }
    }
  *n_vertices = n;

  return reached;
}
