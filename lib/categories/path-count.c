/* How many paths there are: a sum over paths without a path in sight.
 *
 *     sum (v) = [v is a source] + Σ over edges e: u → v of  weight (e) · sum (u)
 *
 * in topological order, or edge by edge up to a bound where there are cycles.  With weight 1 it counts paths; with
 * weight (e) = how many edges are above e it counts related pairs of paths.
 */

#include <colim/path-count.h>

#include "lib/categories/path-count-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/exact/natural-private.h"

#include <stdlib.h>

PathSums *
_colim_path_sums_new (const ColimQuiver *quiver)
{
  PathSums *self = g_new0 (PathSums, 1);
  gsize n = (gsize) quiver->n_vertices + 1;

  self->quiver = quiver;
  self->sums = g_new (mpz_t, n);
  self->now = g_new (mpz_t, n);
  self->then = g_new (mpz_t, n);
  for (gsize v = 0; v < n; v++)
    mpz_inits (self->sums[v], self->now[v], self->then[v], NULL);
  self->reached = g_new (gint32, n);
  self->order = g_new (gint32, n);
  self->next = g_new (gint32, n);
  self->waiting = g_new0 (gint32, n);
  self->marks = g_new0 (guint8, n);

  return self;
}

void
_colim_path_sums_free (PathSums *self)
{
  for (gsize v = 0; v < (gsize) self->quiver->n_vertices + 1; v++)
    mpz_clears (self->sums[v], self->now[v], self->then[v], NULL);
  g_free (self->sums);
  g_free (self->now);
  g_free (self->then);
  g_free (self->reached);
  g_free (self->order);
  g_free (self->next);
  g_free (self->waiting);
  g_free (self->marks);
  g_free (self);
}

/* Marks what the sources reach. */
static void
reach (PathSums *self, const gint32 *sources, gsize n_sources, const guint8 *within)
{
  const ColimQuiver *quiver = self->quiver;

  for (gint32 i = 0; i < self->n_reached; i++)
    {
      mpz_set_ui (self->sums[self->reached[i]], 0);
      self->marks[self->reached[i]] = FALSE;
      self->waiting[self->reached[i]] = 0;
    }
  self->n_reached = 0;
  for (gsize i = 0; i < n_sources; i++)
    if (within[sources[i]] && !self->marks[sources[i]])
      {
        self->marks[sources[i]] = TRUE;
        self->reached[self->n_reached++] = sources[i];
      }
  for (gint32 head = 0; head < self->n_reached; head++)
    for (gint32 i = quiver->out.starts[self->reached[head]]; i < quiver->out.starts[self->reached[head] + 1]; i++)
      {
        gint32 w = quiver->tgt[quiver->out.items[i]];

        if (!within[w])
          continue;
        self->waiting[w]++;
        if (!self->marks[w])
          {
            self->marks[w] = TRUE;
            self->reached[self->n_reached++] = w;
          }
      }
}

/* Sorts what is reached so that every edge goes forward, as far as that goes: what is on a cycle or behind one is left
 * out. Returns how many vertices are placed. */
static gint32
sort_reached (PathSums *self, const guint8 *within)
{
  const ColimQuiver *quiver = self->quiver;
  gint32 placed = 0;

  for (gint32 i = 0; i < self->n_reached; i++)
    if (self->waiting[self->reached[i]] == 0)
      self->order[placed++] = self->reached[i];
  for (gint32 head = 0; head < placed; head++)
    for (gint32 i = quiver->out.starts[self->order[head]]; i < quiver->out.starts[self->order[head] + 1]; i++)
      {
        gint32 w = quiver->tgt[quiver->out.items[i]];

        if (within[w] && --self->waiting[w] == 0)
          self->order[placed++] = w;
      }

  return placed;
}

static void
add_product (mpz_t sum, const mpz_t term, const gint64 *weights, gint32 edge)
{
  if (weights == NULL)
    mpz_add (sum, sum, term);
  else
    mpz_addmul_ui (sum, term, (unsigned long) weights[edge]);
}

/* One edge more each round, from the vertices that paths of that length end at; where there are none any more, it ends.
 */
static void
sum_bounded (PathSums *self, const gint64 *weights, const gint32 *sources, gsize n_sources, const guint8 *within,
             gint32 longest)
{
  const ColimQuiver *quiver = self->quiver;
  gint32 n_now = 0;

  for (gsize i = 0; i < n_sources; i++)
    if (within[sources[i]] && mpz_sgn (self->now[sources[i]]) == 0)
      {
        mpz_set_ui (self->now[sources[i]], 1);
        self->order[n_now++] = sources[i];
      }
  for (gint32 length = 0; n_now > 0; length++)
    {
      gint32 n_next = 0;
      gint32 *swapped = self->order;

      for (gint32 i = 0; i < n_now; i++)
        {
          gint32 v = self->order[i];

          mpz_add (self->sums[v], self->sums[v], self->now[v]);
          for (gint32 j = quiver->out.starts[v]; length < longest && j < quiver->out.starts[v + 1]; j++)
            {
              gint32 e = quiver->out.items[j], w = quiver->tgt[e];

              if (!within[w])
                continue;
              if (mpz_sgn (self->then[w]) == 0)
                self->next[n_next++] = w;
              add_product (self->then[w], self->now[v], weights, e);
            }
        }
      for (gint32 i = 0; i < n_now; i++)
        mpz_set_ui (self->now[self->order[i]], 0);
      for (gint32 i = 0; i < n_next; i++)
        mpz_swap (self->now[self->next[i]], self->then[self->next[i]]);
      self->order = self->next;
      self->next = swapped;
      n_now = n_next;
    }
}

gboolean
_colim_path_sum (PathSums *self, const gint64 *weights, const gint32 *sources, gsize n_sources, const guint8 *within,
                 gint32 longest)
{
  const ColimQuiver *quiver = self->quiver;

  reach (self, sources, n_sources, within);
  if (longest >= 0)
    {
      sum_bounded (self, weights, sources, n_sources, within, longest);
      return TRUE;
    }
  if (sort_reached (self, within) < self->n_reached)
    return FALSE;
  for (gsize i = 0; i < n_sources; i++)
    if (within[sources[i]])
      mpz_set_ui (self->sums[sources[i]], 1);
  for (gint32 i = 0; i < self->n_reached; i++)
    for (gint32 j = quiver->out.starts[self->order[i]]; j < quiver->out.starts[self->order[i] + 1]; j++)
      {
        gint32 e = quiver->out.items[j];

        if (within[quiver->tgt[e]])
          add_product (self->sums[quiver->tgt[e]], self->sums[self->order[i]], weights, e);
      }

  return TRUE;
}

static int
compare_vertices (const void *a, const void *b)
{
  gint32 first = *(const gint32 *) a, second = *(const gint32 *) b;

  return first < second ? -1 : first > second;
}

const gint32 *
_colim_path_sums_list (PathSums *self, gint32 *n_vertices)
{
  if (self->n_reached > 1)
    qsort (self->reached, (gsize) self->n_reached, sizeof *self->reached, compare_vertices);
  *n_vertices = self->n_reached;

  return self->reached;
}

gint32 *
_colim_vertices_list (const guint8 *marked, gint32 n_vertices, gsize *n)
{
  gint32 *list = g_new (gint32, (gsize) n_vertices + 1);

  *n = 0;
  for (gint32 v = 0; v < n_vertices; v++)
    if (marked[v])
      list[(*n)++] = v;

  return list;
}

void
_colim_path_lengths (PathSums *self, const gint32 *sources, gsize n_sources, const guint8 *within, gint32 *lengths,
                     guint8 *several)
{
  const ColimQuiver *quiver = self->quiver;
  gint32 placed;

  reach (self, sources, n_sources, within);
  placed = sort_reached (self, within);
  for (gint32 i = 0; i < self->n_reached; i++)
    {
      lengths[self->reached[i]] = G_MAXINT32;
      several[self->reached[i]] = TRUE;
    }
  for (gint32 i = 0; i < placed; i++)
    {
      lengths[self->order[i]] = -1;
      several[self->order[i]] = FALSE;
    }
  for (gsize i = 0; i < n_sources; i++)
    if (within[sources[i]] && lengths[sources[i]] < 0)
      lengths[sources[i]] = 0;
  for (gint32 i = 0; i < placed; i++)
    for (gint32 j = quiver->out.starts[self->order[i]]; j < quiver->out.starts[self->order[i] + 1]; j++)
      {
        gint32 v = self->order[i], w = quiver->tgt[quiver->out.items[j]];

        if (!within[w] || lengths[w] == G_MAXINT32)
          continue;
        /* A second way here, or a first one that has been two before. */
        several[w] = several[w] || several[v] || lengths[w] >= 0;
        lengths[w] = MAX (lengths[w], lengths[v] + 1);
      }
}

/**
 * colim_quiver_count_paths:
 * @self: a quiver
 * @source: a vertex
 * @target: a vertex
 * @longest: the largest number of edges, or -1 for any
 * @error: return location for an error
 *
 * Counts the paths from one vertex to another, the identity included, without listing them.  A linear number of
 * operations on big numbers where @longest is -1, and as many for each edge of the longest path else.
 *
 * Returns: (transfer full): how many there are, or %NULL with %COLIM_ERROR_CYCLE if a cycle lies between the two
 *   and there is no bound
 */
ColimNatural *
colim_quiver_count_paths (ColimQuiver *self, gint32 source, gint32 target, gint32 longest, GError **error)
{
  g_return_val_if_fail (self != NULL && source >= 0 && source < self->n_vertices, NULL);
  g_return_val_if_fail (target >= 0 && target < self->n_vertices, NULL);

  gsize n = (gsize) self->n_vertices;
  g_autofree guint8 *targets = g_new0 (guint8, n);
  g_autofree guint8 *within = NULL;
  g_autoptr (PathSums) sums = _colim_path_sums_new (self);
  ColimNatural *count = NULL;

  targets[target] = TRUE;
  within = colim_quiver_reach (self, targets, TRUE, &n);
  if (_colim_path_sum (sums, NULL, &source, 1, within, longest))
    count = _colim_natural_take (sums->sums[target]);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "a cycle lies between vertex %d and vertex %d", source, target);

  return count;
}
