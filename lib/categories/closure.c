/* The transitive closure of a quiver and its opposite, the least relation with the same closure.
 *
 * Both go from each vertex in turn: no more is in memory than the answer and a mark for each vertex.
 */

#include <colim/closure.h>

#include "lib/categories/quiver-private.h"

#include <stdlib.h>

typedef struct {
  const ColimQuiver *quiver;
  gint32 *seen;  /* the last vertex from which a vertex was reached */
  gint32 *queue; /* what was reached, in order */
  gint32 n;
  gint64 left;
} Spread;

static gboolean
spend (Spread *self, gint64 steps, GError **error)
{
  self->left -= steps;
  if (self->left >= 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the budget of steps ran out");

  return FALSE;
}

/* Reaches what paths of edges reach from the queue's entry at @head on, whatever @source has reached before aside. */
static gboolean
spread (Spread *self, gint32 source, gint32 head, GError **error)
{
  const ColimQuiver *quiver = self->quiver;

  for (; head < self->n; head++)
    {
      gint32 v = self->queue[head];

      if (!spend (self, 1 + quiver->out.starts[v + 1] - quiver->out.starts[v], error))
        return FALSE;
      for (gint32 i = quiver->out.starts[v]; i < quiver->out.starts[v + 1]; i++)
        {
          gint32 w = quiver->tgt[quiver->out.items[i]];

          if (self->seen[w] != source)
            {
              self->seen[w] = source;
              self->queue[self->n++] = w;
            }
        }
    }

  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Gives the pairs away; NULL is no answer, so there is room for one even of none. */
static gint32 *
take (GArray *pairs, gsize *n)
{
  *n = pairs->len;
  g_array_set_size (pairs, pairs->len + 1);

  return (gint32 *) (gpointer) g_array_free (pairs, FALSE);
}

static void
add_pairs (GArray *pairs, gint32 source, gint32 *targets, gint32 n)
{
  if (n > 1)
    qsort (targets, (gsize) n, sizeof *targets, compare);
  for (gint32 i = 0; i < n; i++)
    {
      gint32 pair[2] = { source, targets[i] };

      g_array_append_vals (pairs, pair, 2);
    }
}

static void
init (Spread *self, const ColimQuiver *quiver, gint64 budget)
{
  *self = (Spread) { quiver, g_new (gint32, quiver->n_vertices), g_new (gint32, quiver->n_vertices), 0, budget };
  for (gint32 v = 0; v < quiver->n_vertices; v++)
    self->seen[v] = -1;
}

static void
clear (Spread *self)
{
  g_free (self->seen);
  g_free (self->queue);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Spread, clear)

/* The distinct vertices that an edge goes to from @v become the queue. */
static void
begin (Spread *self, gint32 v)
{
  const ColimQuiver *quiver = self->quiver;

  self->n = 0;
  for (gint32 i = quiver->out.starts[v]; i < quiver->out.starts[v + 1]; i++)
    {
      gint32 w = quiver->tgt[quiver->out.items[i]];

      if (self->seen[w] != v)
        {
          self->seen[w] = v;
          self->queue[self->n++] = w;
        }
    }
}

/**
 * colim_quiver_close:
 * @self: a quiver
 * @budget: how many steps it may take: edges that are followed, from each vertex anew
 * @n: (out): twice the number of pairs
 * @error: return location for an error
 *
 * Finds the transitive closure: all pairs of vertices with a path of at least one edge from the first to the second.
 *
 * Returns: (transfer full) (array length=n): the pairs, one after the other, sorted; or %NULL with %COLIM_ERROR_BUDGET
 */
gint32 *
colim_quiver_close (const ColimQuiver *self, gint64 budget, gsize *n, GError **error)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Spread) search = { 0 };
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32));

  *n = 0;
  init (&search, self, budget);
  for (gint32 v = 0; v < self->n_vertices; v++)
    {
      begin (&search, v);
      if (!spend (&search, 1 + search.n, error) || !spread (&search, v, 0, error))
        return NULL;
      add_pairs (pairs, v, search.queue, search.n);
    }

  return take (g_steal_pointer (&pairs), n);
}

/* The targets of the edges at @v that no longer path joins to it; the nearest in the order come first, so that whatever
 * could bypass a target has spread before it is looked at. */
static gboolean
reduce_at (Spread *self, gint32 v, const gint32 *position, const gint32 *order, GArray *pairs, GError **error)
{
  g_autofree gint32 *targets = NULL, *kept = NULL;
  gint32 n_targets, n_kept = 0;

  begin (self, v);
  n_targets = self->n;
  targets = g_new (gint32, n_targets);
  kept = g_new (gint32, n_targets);
  for (gint32 i = 0; i < n_targets; i++)
    {
      targets[i] = position[self->queue[i]];
      self->seen[self->queue[i]] = -1;
    }
  if (n_targets > 1)
    qsort (targets, (gsize) n_targets, sizeof *targets, compare);
  self->n = 0;
  if (!spend (self, 1 + n_targets, error))
    return FALSE;
  for (gint32 i = 0; i < n_targets; i++)
    {
      gint32 w = order[targets[i]];

      if (self->seen[w] == v)
        continue;
      kept[n_kept++] = w;
      self->seen[w] = v;
      self->queue[self->n++] = w;
      /* The last target can bypass nothing. */
      if (i + 1 < n_targets && !spread (self, v, self->n - 1, error))
        return FALSE;
    }
  add_pairs (pairs, v, kept, n_kept);

  return TRUE;
}

/**
 * colim_quiver_reduce:
 * @self: a quiver without cycles
 * @budget: how many steps it may take: edges that are followed, from each vertex anew
 * @n: (out): twice the number of pairs
 * @error: return location for an error
 *
 * Finds the transitive reduction: the edges that no longer path replaces, parallel ones once.
 *
 * Returns: (transfer full) (array length=n): their sources and targets, one pair after the other, sorted; or %NULL with
 *   %COLIM_ERROR_CYCLE or %COLIM_ERROR_BUDGET
 */
gint32 *
colim_quiver_reduce (const ColimQuiver *self, gint64 budget, gsize *n, GError **error)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Spread) search = { 0 };
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32));
  gsize n_vertices;
  g_autofree gint32 *order = colim_quiver_sort (self, &n_vertices);
  g_autofree gint32 *position = g_new (gint32, self->n_vertices);

  *n = 0;
  if (order == NULL)
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "there is a cycle");
      return NULL;
    }
  for (gint32 i = 0; i < self->n_vertices; i++)
    position[order[i]] = i;
  init (&search, self, budget);
  for (gint32 v = 0; v < self->n_vertices; v++)
    if (!reduce_at (&search, v, position, order, pairs, error))
      return NULL;

  return take (g_steal_pointer (&pairs), n);
}
