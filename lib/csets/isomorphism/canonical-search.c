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
  self->n_ranked = g_new0 (gint32, self->graph.n + 1);
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
  g_free (self->n_ranked);
  _colim_partition_clear (&self->components);
  _colim_cells_clear (&self->cells);
  _colim_element_graph_clear (&self->graph);
}

/* Orders all elements: the order is the answer. */
gboolean
_colim_search_run (Search *self, GError **error)
{
  GArray *trace = g_array_new (FALSE, FALSE, sizeof (guint64));

  _colim_cells_refine (&self->cells, 0, self->graph.n, trace, NULL, FALSE);
  _colim_search_order (self, 0, self->graph.n, trace, NULL);
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

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

/* The ranks of what an arrow relates an element to, ascending; -1 for what is outside. */
static GArray *
rank_images (const Search *self, const ElementArrow *arrow, gint32 element, const gint32 *ranks)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint32 n, offset = self->graph.sorts[arrow->codom].first;
  const gint32 *images = _colim_element_arrow_follow (arrow, element - self->graph.sorts[arrow->dom].first, &n);

  for (gint32 i = 0; i < n; i++)
    g_array_append_val (list, ranks[offset + images[i]]);
  g_array_sort (list, compare_numbers);

  return list;
}

/* Compares what an arrow relates two elements to.  Mostly it is the same, and that is seen without sorting. */
static int
compare_images (Search *self, const ElementArrow *arrow, gint32 x, gint32 y)
{
  gint32 first = self->graph.sorts[arrow->dom].first, offset = self->graph.sorts[arrow->codom].first, n_x, n_y;
  const gint32 *x_images = _colim_element_arrow_follow (arrow, x - first, &n_x);
  const gint32 *y_images = _colim_element_arrow_follow (arrow, y - first, &n_y);
  const gint32 *x_ranks = self->ranks[0] + offset, *y_ranks = self->ranks[1] + offset;
  g_autoptr (GArray) of_x = NULL, of_y = NULL;
  gboolean same = n_x == n_y;

  if (n_x != n_y)
    return n_x < n_y ? -1 : 1;
  if (n_x == 1)
    return compare_numbers (&x_ranks[x_images[0]], &y_ranks[y_images[0]]);
  for (gint32 i = 0; i < n_x; i++)
    self->n_ranked[x_ranks[x_images[i]] + 1]++;
  for (gint32 i = 0; i < n_y; i++)
    same = --self->n_ranked[y_ranks[y_images[i]] + 1] >= 0 && same;
  for (gint32 i = 0; i < n_x; i++)
    self->n_ranked[x_ranks[x_images[i]] + 1] = self->n_ranked[y_ranks[y_images[i]] + 1] = 0;
  if (same)
    return 0;
  of_x = rank_images (self, arrow, x, self->ranks[0]);
  of_y = rank_images (self, arrow, y, self->ranks[1]);
  for (guint i = 0; i < of_x->len; i++)
    if (g_array_index (of_x, gint32, i) != g_array_index (of_y, gint32, i))
      return g_array_index (of_x, gint32, i) < g_array_index (of_y, gint32, i) ? -1 : 1;

  return 0;
}

/* Compares two orders of pieces whose cells have the same sizes: where do arrows go?  What they do outside of the
 * pieces is the same for all of a cell. */
int
_colim_search_compare (Search *self, const gint32 *x, const gint32 *y, gint32 n)
{
  const ElementGraph *graph = &self->graph;
  int result = 0;

  for (gint32 i = 0; i < n; i++)
    {
      self->ranks[0][x[i]] = i;
      self->ranks[1][y[i]] = i;
    }
  for (gint32 i = 0; i < n && result == 0; i++)
    {
      const ElementSort *sort = &graph->sorts[graph->sort_of[x[i]]];

      for (gint32 a = 0; a < sort->n_out && result == 0; a++)
        result = compare_images (self, &graph->arrows[sort->out[a]], x[i], y[i]);
    }
  for (gint32 i = 0; i < n; i++)
    self->ranks[0][x[i]] = self->ranks[1][y[i]] = -1;
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
