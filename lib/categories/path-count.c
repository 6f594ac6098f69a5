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

#include <string.h>

mpz_t *
_colim_path_sums_new (gsize n)
{
  mpz_t *sums = g_new (mpz_t, n + 1);

  for (gsize i = 0; i < n; i++)
    mpz_init (sums[i]);

  return sums;
}

void
_colim_path_sums_free (mpz_t *sums, gsize n)
{
  for (gsize i = 0; i < n; i++)
    mpz_clear (sums[i]);
  g_free (sums);
}

/* Sorts the vertices reachable from the sources so that every edge goes forward, as far as that goes: what is on a cycle or
 * behind one is left out.  Returns how many are placed; @n_reached is how many there are. */
static gint32
sort_reachable (const ColimQuiver *quiver, const guint8 *sources, const guint8 *within, gint32 *order, gint32 *n_reached)
{
  g_autofree gint32 *waiting = g_new0 (gint32, (gsize) quiver->n_vertices + 1);
  g_autofree gint32 *stack = g_new (gint32, (gsize) quiver->n_vertices + 1);
  g_autofree guint8 *reached = g_new0 (guint8, (gsize) quiver->n_vertices + 1);
  gint32 height = 0, placed = 0;

  *n_reached = 0;
  for (gint32 v = 0; v < quiver->n_vertices; v++)
    if (sources[v] && (within == NULL || within[v]))
      {
        reached[v] = TRUE;
        stack[height++] = v;
      }
  while (height > 0)
    {
      gint32 v = stack[--height];

      ++*n_reached;
      for (gint32 i = quiver->out.starts[v]; i < quiver->out.starts[v + 1]; i++)
        {
          gint32 w = quiver->tgt[quiver->out.items[i]];

          if (within != NULL && !within[w])
            continue;
          waiting[w]++;
          if (!reached[w])
            {
              reached[w] = TRUE;
              stack[height++] = w;
            }
        }
    }
  for (gint32 v = 0; v < quiver->n_vertices; v++)
    if (reached[v] && waiting[v] == 0)
      order[placed++] = v;
  for (gint32 head = 0; head < placed; head++)
    for (gint32 i = quiver->out.starts[order[head]]; i < quiver->out.starts[order[head] + 1]; i++)
      {
        gint32 w = quiver->tgt[quiver->out.items[i]];

        if ((within == NULL || within[w]) && --waiting[w] == 0)
          order[placed++] = w;
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

/* One edge more each round; what no path of that length reaches any more ends it early. */
static void
sum_bounded (const ColimQuiver *quiver, const gint64 *weights, const guint8 *sources, const guint8 *within, gint32 longest,
             mpz_t *sums)
{
  gsize n = (gsize) quiver->n_vertices;
  mpz_t *now = _colim_path_sums_new (n), *then = _colim_path_sums_new (n);
  gboolean any = TRUE;

  for (gsize v = 0; v < n; v++)
    if (sources[v] && (within == NULL || within[v]))
      mpz_set_ui (now[v], 1);
  for (gint32 length = 0; any; length++)
    {
      mpz_t *last = now;

      for (gsize v = 0; v < n; v++)
        {
          mpz_add (sums[v], sums[v], now[v]);
          mpz_set_ui (then[v], 0);
        }
      if (length == longest)
        break;
      any = FALSE;
      for (gint32 e = 0; e < quiver->n_edges; e++)
        if (mpz_sgn (now[quiver->src[e]]) != 0 && (within == NULL || within[quiver->tgt[e]]))
          {
            add_product (then[quiver->tgt[e]], now[quiver->src[e]], weights, e);
            any = TRUE;
          }
      now = then;
      then = last;
    }
  _colim_path_sums_free (now, n);
  _colim_path_sums_free (then, n);
}

gboolean
_colim_path_sum (const ColimQuiver *quiver, const gint64 *weights, const guint8 *sources, const guint8 *within, gint32 longest,
                 mpz_t *sums)
{
  g_autofree gint32 *order = g_new (gint32, (gsize) quiver->n_vertices + 1);
  gint32 n_reached;

  if (longest >= 0)
    {
      sum_bounded (quiver, weights, sources, within, longest, sums);
      return TRUE;
    }
  if (sort_reachable (quiver, sources, within, order, &n_reached) < n_reached)
    return FALSE;
  for (gint32 i = 0; i < n_reached; i++)
    if (sources[order[i]])
      mpz_add_ui (sums[order[i]], sums[order[i]], 1);
  for (gint32 i = 0; i < n_reached; i++)
    for (gint32 j = quiver->out.starts[order[i]]; j < quiver->out.starts[order[i] + 1]; j++)
      {
        gint32 e = quiver->out.items[j];

        if (within == NULL || within[quiver->tgt[e]])
          add_product (sums[quiver->tgt[e]], sums[order[i]], weights, e);
      }

  return TRUE;
}

gint32 *
_colim_path_lengths (const ColimQuiver *quiver, const guint8 *sources)
{
  gsize n;
  g_autofree gint32 *order = g_new (gint32, (gsize) quiver->n_vertices + 1);
  g_autofree guint8 *reached = colim_quiver_reach (quiver, sources, FALSE, &n);
  gint32 *lengths = g_new (gint32, n + 1);
  gint32 n_reached;
  gint32 placed = sort_reachable (quiver, sources, NULL, order, &n_reached);

  for (gsize v = 0; v < n; v++)
    lengths[v] = reached[v] ? G_MAXINT32 : -1;
  for (gint32 i = 0; i < placed; i++)
    lengths[order[i]] = 0;
  for (gint32 i = 0; i < placed; i++)
    for (gint32 j = quiver->out.starts[order[i]]; j < quiver->out.starts[order[i] + 1]; j++)
      {
        gint32 w = quiver->tgt[quiver->out.items[j]];

        if (lengths[w] != G_MAXINT32)
          lengths[w] = MAX (lengths[w], lengths[order[i]] + 1);
      }

  return lengths;
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
  g_autofree guint8 *sources = g_new0 (guint8, n);
  g_autofree guint8 *targets = g_new0 (guint8, n);
  g_autofree guint8 *within = NULL;
  mpz_t *sums = _colim_path_sums_new (n);
  ColimNatural *count = NULL;

  sources[source] = targets[target] = TRUE;
  within = colim_quiver_reach (self, targets, TRUE, &n);
  if (_colim_path_sum (self, NULL, sources, within, longest, sums))
    count = _colim_natural_take (sums[target]);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "a cycle lies between vertex %d and vertex %d", source, target);
  _colim_path_sums_free (sums, n);

  return count;
}
