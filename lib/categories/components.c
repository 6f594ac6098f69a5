/* The components of a quiver: connected by edges, whichever way they go; or strongly, by paths both ways.
 *
 * Components are numbered by their least vertex, so that equal quivers give equal functions. */

#include <colim/components.h>

#include "lib/categories/quiver-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/partition-private.h"

/**
 * colim_quiver_find_components:
 * @self: a quiver
 *
 * Finds the connected components.  Time: nearly linear.
 *
 * Returns: (transfer full): sends each vertex to its component, numbered by least vertex
 */
ColimFinFunction *
colim_quiver_find_components (const ColimQuiver *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_auto (ColimPartition) partition = { 0, };
  gint32 n, *blocks;

  _colim_partition_init (&partition, self->n_vertices);
  for (gint32 e = 0; e < self->n_edges; e++)
    _colim_partition_merge (&partition, self->src[e], self->tgt[e]);
  blocks = _colim_partition_quotient (&partition, &n);

  return _colim_fin_function_take (blocks, self->n_vertices, n);
}

/* Tarjan's algorithm, with the recursion as a list of the vertices on the way.  A vertex is open until its component is
 * known; low is the earliest open vertex that it reaches. */
typedef struct {
  const ColimQuiver *quiver;
  gint32 *index;  /* when a vertex was reached, or -1 */
  gint32 *low;
  gint32 *next;   /* where the search at a vertex goes on */
  gint32 *way;    /* vertices, each reached from the one before */
  gint32 *open;   /* vertices without a component, as they were reached */
  gint32 *blocks; /* the component of a vertex, or -1 */
  gint32 n_reached, n_way, n_open, n_blocks;
} Search;

static void
enter (Search *self, gint32 v)
{
  self->index[v] = self->low[v] = self->n_reached++;
  self->next[v] = self->quiver->out.starts[v];
  self->way[self->n_way++] = v;
  self->open[self->n_open++] = v;
}

static void
leave (Search *self, gint32 v)
{
  gint32 w = -1;

  self->n_way--;
  if (self->n_way > 0)
    self->low[self->way[self->n_way - 1]] = MIN (self->low[self->way[self->n_way - 1]], self->low[v]);
  if (self->low[v] != self->index[v])
    return;
  while (w != v)
    {
      w = self->open[--self->n_open];
      self->blocks[w] = self->n_blocks;
    }
  self->n_blocks++;
}

static void
search_from (Search *self, gint32 root)
{
  const ColimQuiver *quiver = self->quiver;

  enter (self, root);
  while (self->n_way > 0)
    {
      gint32 v = self->way[self->n_way - 1];

      if (self->next[v] == quiver->out.starts[v + 1])
        {
          leave (self, v);
          continue;
        }

      gint32 w = quiver->tgt[quiver->out.items[self->next[v]++]];

      if (self->index[w] < 0)
        enter (self, w);
      else if (self->blocks[w] < 0)
        self->low[v] = MIN (self->low[v], self->index[w]);
    }
}

/**
 * colim_quiver_find_strong_components:
 * @self: a quiver
 *
 * Finds the strongly connected components: there are paths both ways between any two vertices of one.  Time: linear.
 *
 * Returns: (transfer full): sends each vertex to its component, numbered by least vertex
 */
ColimFinFunction *
colim_quiver_find_strong_components (const ColimQuiver *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize n = (gsize) self->n_vertices;
  g_autofree gint32 *index = g_new (gint32, n), *low = g_new (gint32, n), *next = g_new (gint32, n);
  g_autofree gint32 *way = g_new (gint32, n), *open = g_new (gint32, n), *names = g_new (gint32, n);
  Search search = { self, index, low, next, way, open, g_new (gint32, n), 0, 0, 0, 0 };
  gint32 n_named = 0;

  for (gsize v = 0; v < n; v++)
    index[v] = search.blocks[v] = names[v] = -1;
  for (gint32 v = 0; v < self->n_vertices; v++)
    if (index[v] < 0)
      search_from (&search, v);
  for (gsize v = 0; v < n; v++)
    {
      if (names[search.blocks[v]] < 0)
        names[search.blocks[v]] = n_named++;
      search.blocks[v] = names[search.blocks[v]];
    }

  return _colim_fin_function_take (search.blocks, self->n_vertices, n_named);
}
