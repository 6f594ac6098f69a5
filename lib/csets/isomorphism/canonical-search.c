/* What ordering and matching share: the frames, comparing orders, and the generators that were found. */

#include "lib/csets/isomorphism/canonical-search-private.h"

gboolean
_colim_search_init (Search *self, ColimCSet *cset, gint64 budget, GError **error)
{
  *self = (Search) { .frames = g_ptr_array_new () };
  self->movements = g_ptr_array_new_with_free_func (g_free);
  self->factors = g_array_new (FALSE, FALSE, sizeof (OrderFactor));
  if (!_colim_element_graph_init (&self->graph, cset, error))
    return FALSE;
  _colim_cells_init (&self->cells, &self->graph, budget);
  _colim_partition_init (&self->components, self->graph.n);
  self->chosen = g_new0 (gboolean, self->graph.n);
  for (guint i = 0; i < 2; i++)
    {
      self->ranks[i] = g_new (gint32, self->graph.n);
      for (gint32 e = 0; e < self->graph.n; e++)
        self->ranks[i][e] = -1;
    }

  return TRUE;
}

void
_colim_search_clear (Search *self)
{
  /* Those that are left when the budget is spent. */
  for (guint i = 0; i < self->frames->len; i++)
    {
      Frame *frame = self->frames->pdata[i];

      frame->free (frame);
    }
  g_ptr_array_unref (self->frames);
  g_ptr_array_unref (self->movements);
  g_array_unref (self->factors);
  g_free (self->chosen);
  g_clear_pointer (&self->answer.plan, _colim_plan_free);
  g_free (self->answer.order);
  g_free (self->ranks[0]);
  g_free (self->ranks[1]);
  _colim_partition_clear (&self->components);
  _colim_cells_clear (&self->cells);
  _colim_element_graph_clear (&self->graph);
}

/* Orders all elements: the order is the answer. */
gboolean
_colim_search_run (Search *self, GError **error)
{
  guint64 hash = _colim_cells_refine (&self->cells, 0, self->graph.n);

  _colim_search_order (self, 0, self->graph.n, hash, NULL);
  while (self->frames->len > 0 && !self->cells.spent)
    {
      Frame *frame = self->frames->pdata[self->frames->len - 1];

      frame->step (self, frame);
    }
  if (!self->cells.spent)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                       "the budget ran out before the canonical form was found");

  return FALSE;
}

void
_colim_search_push (Search *self, gpointer frame)
{
  g_ptr_array_add (self->frames, frame);
}

/* Ends the frame on top, with an answer. */
void
_colim_search_pop (Search *self, Plan *plan, gint32 *order)
{
  Frame *frame = g_ptr_array_steal_index_fast (self->frames, self->frames->len - 1);

  frame->free (frame);
  self->answer = (Answer) { plan, order };
}

gint32 *
_colim_search_copy_order (const Search *self, gint32 first, gint32 end)
{
  return g_memdup2 (self->cells.order + first, (gsize) (end - first) * sizeof (gint32));
}

/* Compares two orders of pieces whose cells have the same sizes: where do arrows go?  What they do outside of the
 * pieces is the same for all of a cell. */
int
_colim_search_compare (Search *self, const gint32 *x, const gint32 *y, gint32 n)
{
  const ElementGraph *graph = &self->graph;
  gint32 *x_ranks = self->ranks[0], *y_ranks = self->ranks[1];
  int result = 0;

  for (gint32 i = 0; i < n; i++)
    {
      x_ranks[x[i]] = i;
      y_ranks[y[i]] = i;
    }
  for (gint32 i = 0; i < n && result == 0; i++)
    {
      const ElementSort *sort = &graph->sorts[graph->sort_of[x[i]]];

      for (gint32 a = 0; a < sort->n_out && result == 0; a++)
        {
          gint32 x_image = _colim_element_graph_follow (graph, sort->out[a], x[i]);
          gint32 y_image = _colim_element_graph_follow (graph, sort->out[a], y[i]);
          gint32 x_rank = x_image < 0 ? -1 : x_ranks[x_image], y_rank = y_image < 0 ? -1 : y_ranks[y_image];

          result = (x_rank > y_rank) - (x_rank < y_rank);
        }
    }
  for (gint32 i = 0; i < n; i++)
    x_ranks[x[i]] = y_ranks[y[i]] = -1;
  _colim_cells_spend (&self->cells, n);

  return result;
}

void
_colim_search_add_movement (Search *self, const gint32 *from, const gint32 *to, gint32 n)
{
  Movement *movement;
  gint32 n_moved = 0;

  for (gint32 i = 0; i < n; i++)
    n_moved += from[i] != to[i];
  movement = g_malloc (sizeof *movement + (gsize) n_moved * sizeof *movement->pairs);
  movement->n = 0;
  for (gint32 i = 0; i < n; i++)
    if (from[i] != to[i])
      {
        movement->pairs[movement->n][0] = from[i];
        movement->pairs[movement->n++][1] = to[i];
      }
  g_ptr_array_add (self->movements, movement);
}
