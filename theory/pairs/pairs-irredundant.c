/* How many pairs are not redundant, where all relations are between single edges.
 *
 * A related pair is a path along which each edge stays or is replaced by one above it.  It is redundant iff the last
 * replacement is followed by a vertex with a loss that is not the end, or the end has a loss and the first replacement
 * comes after an indexing vertex that is not the start.  An automaton reads the path and remembers just this; the pairs are
 * the paths of the quiver times the automaton, summed and not listed.
 */

#include "theory/pairs/pairs-count-private.h"

/* What is known of a path so far.  LATE: an indexing vertex after the start stands before the first replacement. */
typedef enum {
  START,      /* nothing read */
  SAME,       /* nothing replaced */
  SAME_LATE,
  REPLACED,   /* the last edge was */
  AFTER,      /* edges that stay, and no loss left behind since the last replacement */
  BEHIND,     /* a loss left behind since then */
  REPLACED_LATE,
  AFTER_LATE,
  BEHIND_LATE,
  N_STATES,
} State;

/* Where an edge that is replaced leads. */
static State
replace (State state)
{
  return state == SAME_LATE || state >= REPLACED_LATE ? REPLACED_LATE : REPLACED;
}

/* Where an edge that stays leads, from one vertex to another. */
static State
stay (State state, gboolean from_loss, gboolean to_index)
{
  switch (state)
    {
    case START:
      return to_index ? SAME_LATE : SAME;
    case REPLACED:
    case AFTER:
      return from_loss ? BEHIND : AFTER;
    case REPLACED_LATE:
    case AFTER_LATE:
      return from_loss ? BEHIND_LATE : AFTER_LATE;
    default:
      return state;
    }
}

typedef struct {
  GArray *src, *tgt; /* gint32 */
  GArray *weights;   /* gint64 */
} Arcs;

static void
add_arc (Arcs *arcs, gint32 u, State from, gint32 v, State to, gint64 weight)
{
  gint32 src = u * N_STATES + (gint32) from, tgt = v * N_STATES + (gint32) to;

  if (weight == 0)
    return;
  g_array_append_val (arcs->src, src);
  g_array_append_val (arcs->tgt, tgt);
  g_array_append_val (arcs->weights, weight);
}

static void
add_arcs (const PairsListing *self, const gint64 *above, Arcs *arcs)
{
  for (gint32 e = 0; e < self->quiver->n_edges; e++)
    {
      gint32 u = self->quiver->src[e], v = self->quiver->tgt[e];

      for (guint state = 0; state < N_STATES; state++)
        {
          add_arc (arcs, u, (State) state, v, stay ((State) state, self->loss[u], self->index[v]), 1);
          add_arc (arcs, u, (State) state, v, replace ((State) state), above[e] - 1);
        }
    }
}

static ColimQuiver *
make_quiver (const Arcs *arcs, gint32 n_vertices)
{
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((const gint32 *) (void *) arcs->src->data, arcs->src->len, n_vertices, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((const gint32 *) (void *) arcs->tgt->data, arcs->tgt->len, n_vertices, NULL);

  return colim_quiver_new (src, tgt, NULL);
}

void
_colim_pairs_count_irredundant (const PairsListing *self, const guint8 *useful, PairsTotals *totals)
{
  gint32 n = self->quiver->n_vertices;
  Arcs arcs = { g_array_new (FALSE, FALSE, sizeof (gint32)), g_array_new (FALSE, FALSE, sizeof (gint32)),
                g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autofree gint64 *above = _colim_rewriting_count_above (self->order);
  g_autofree gint32 *starts = g_new (gint32, (gsize) n + 1);
  g_autofree guint8 *within = g_new (guint8, (gsize) n * N_STATES + 1);
  g_autoptr (ColimQuiver) product = NULL;
  g_autoptr (PathSums) sums = NULL;
  gsize n_starts = 0;

  add_arcs (self, above, &arcs);
  product = make_quiver (&arcs, n * N_STATES);
  sums = _colim_path_sums_new (product);
  for (gint32 v = 0; v < n; v++)
    {
      if (self->sources[v] && useful[v])
        starts[n_starts++] = v * N_STATES + START;
      for (guint state = 0; state < N_STATES; state++)
        within[(guint) v * N_STATES + state] = useful[v];
    }
  _colim_path_sum (sums, (const gint64 *) (void *) arcs.weights->data, starts, n_starts, within, self->longest);
  for (gint32 v = 0; v < n; v++)
    if (self->targets[v])
      {
        _colim_pairs_add_total (totals, self, v, sums->sums[v * N_STATES + REPLACED]);
        _colim_pairs_add_total (totals, self, v, sums->sums[v * N_STATES + AFTER]);
        if (self->loss[v])
          continue;
        _colim_pairs_add_total (totals, self, v, sums->sums[v * N_STATES + REPLACED_LATE]);
        _colim_pairs_add_total (totals, self, v, sums->sums[v * N_STATES + AFTER_LATE]);
      }
  g_array_unref (arcs.src);
  g_array_unref (arcs.tgt);
  g_array_unref (arcs.weights);
}
