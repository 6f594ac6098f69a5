/* Refinement of ordered partitions; the picture is in the header. */

#include "lib/csets/isomorphism/cells-private.h"

#define MOST_SMALL_COUNT 62

static void
enqueue (Cells *self, gint32 cell)
{
  gint32 end = self->queue_start + self->n_queued++;

  self->queue[end < self->graph->n ? end : end - self->graph->n] = cell;
  self->queued[cell] = TRUE;
}

static gint32
dequeue (Cells *self)
{
  gint32 cell = self->queue[self->queue_start];

  if (++self->queue_start == self->graph->n)
    self->queue_start = 0;
  self->n_queued--;
  self->queued[cell] = FALSE;

  return cell;
}

/* The elements by sort and constants, nothing told. */
void
_colim_cells_init (Cells *self, const ElementGraph *graph, gint64 budget)
{
  gsize n = (gsize) graph->n;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gint32));

  *self = (Cells) { .graph = graph, .budget = budget };
  self->order = g_new (gint32, n);
  self->place = g_new (gint32, n);
  self->cell = g_new (gint32, n);
  self->lengths = g_new0 (gint32, n);
  self->trail = g_new (gint32, n);
  self->queue = g_new (gint32, n);
  self->queued = g_new0 (gboolean, n);
  self->counts = g_new0 (gint32, n);
  self->n_touched = g_new0 (gint32, n);
  self->touched = g_new (gint32, n);
  self->splitter = g_new (gint32, n);
  self->sorted = g_new (gint32, n);
  _colim_element_graph_colour (graph, self->order, starts);
  for (guint i = 0; i + 1 < starts->len; i++)
    {
      gint32 start = g_array_index (starts, gint32, i), end = g_array_index (starts, gint32, i + 1);

      self->lengths[start] = end - start;
      self->n_open += end - start > 1;
      for (gint32 p = start; p < end; p++)
        {
          self->place[self->order[p]] = p;
          self->cell[self->order[p]] = start;
        }
      enqueue (self, start);
    }
}

void
_colim_cells_clear (Cells *self)
{
  g_free (self->order);
  g_free (self->place);
  g_free (self->cell);
  g_free (self->lengths);
  g_free (self->trail);
  g_free (self->queue);
  g_free (self->queued);
  g_free (self->counts);
  g_free (self->n_touched);
  g_free (self->touched);
  g_free (self->splitter);
  g_free (self->sorted);
}

void
_colim_cells_spend (Cells *self, gint64 steps)
{
  if (self->budget < 0)
    return;
  self->spent = self->spent || steps > self->budget;
  self->budget = self->spent ? 0 : self->budget - steps;
}

static void
swap (Cells *self, gint32 p, gint32 q)
{
  gint32 a = self->order[p], b = self->order[q];

  self->order[p] = b;
  self->order[q] = a;
  self->place[b] = p;
  self->place[a] = q;
}

/* Touched elements of a cell gather at its end. */
static inline void
touch (Cells *self, gint32 element)
{
  gint32 cell = self->cell[element];

  if (self->counts[element]++ > 0)
    return;
  if (self->n_touched[cell]++ == 0)
    self->touched[self->n_touched_cells++] = cell;
  swap (self, self->place[element], cell + self->lengths[cell] - self->n_touched[cell]);
}

/* An element that has a cell for itself says only where it is; what is outside of the piece is the same for all that
 * are compared. */
static inline guint64
touch_any (Cells *self, gint32 element, gint32 first, gint32 end)
{
  if (self->lengths[self->cell[element]] > 1)
    {
      touch (self, element);
      return 0;
    }
  return self->cell[element] >= first && self->cell[element] < end
             ? _colim_mix ((guint64) (self->cell[element] - first) + 1)
             : 0;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer counts)
{
  return compare_numbers ((const gint32 *) counts + *(const gint32 *) a, (const gint32 *) counts + *(const gint32 *) b);
}

/* Counts are mostly small, and then they are counted in turn. */
static void
sort_by_count (Cells *self, gint32 first, gint32 end)
{
  gint32 starts[MOST_SMALL_COUNT + 2] = { 0 }, *order = self->order;
  gint32 most = 0;

  for (gint32 p = first; p < end && most <= MOST_SMALL_COUNT; p++)
    most = MAX (most, self->counts[order[p]]);
  if (most > MOST_SMALL_COUNT)
    g_qsort_with_data (order + first, end - first, sizeof *order, compare_counts, self->counts);
  else
    {
      for (gint32 p = first; p < end; p++)
        starts[self->counts[order[p]] + 1]++;
      for (gint32 c = 1; c <= most; c++)
        starts[c] += starts[c - 1];
      for (gint32 p = first; p < end; p++)
        self->sorted[starts[self->counts[order[p]]]++] = order[p];
      memcpy (order + first, self->sorted, (gsize) (end - first) * sizeof *order);
    }
  for (gint32 p = first; p < end; p++)
    self->place[order[p]] = p;
}

/* Splits a cell in two, of which the second begins at a place. */
static void
split_off (Cells *self, gint32 cell, gint32 at)
{
  gint32 end = cell + self->lengths[cell];

  for (gint32 p = at; p < end; p++)
    self->cell[self->order[p]] = at;
  self->lengths[at] = end - at;
  self->lengths[cell] = at - cell;
  self->n_open += (end - at > 1) + (at - cell > 1) - 1;
  self->trail[self->n_trail++] = at;
}

/* Tells of the parts of a cell: of all if it was to be told of as a whole, else of all but the largest. */
static void
enqueue_parts (Cells *self, gint32 cell, gint32 end)
{
  gboolean whole = self->queued[cell];
  gint32 largest = cell;

  for (gint32 part = cell; part < end; part += self->lengths[part])
    if (self->lengths[part] > self->lengths[largest])
      largest = part;
  for (gint32 part = cell; part < end; part += self->lengths[part])
    if (whole ? part != cell : part != largest)
      enqueue (self, part);
}

/* Splits a cell by how often its elements were touched. */
static guint64
split (Cells *self, gint32 cell, gint32 first, guint64 hash)
{
  gint32 end = cell + self->lengths[cell], tail = end - self->n_touched[cell];
  gint32 *order = self->order, *counts = self->counts;
  gboolean even = TRUE;

  self->n_touched[cell] = 0;
  for (gint32 p = tail + 1; p < end && even; p++)
    even = counts[order[p]] == counts[order[tail]];
  hash = _colim_mix_in (hash, ((guint64) (cell - first) << 32) + (guint64) (end - tail));
  if (!even)
    {
      sort_by_count (self, tail, end);
    }
  /* From the end, so that what is undone is joined in the order of the cells. */
  for (gint32 p = end - 1; p >= tail; p--)
    if (p == tail || counts[order[p]] != counts[order[p - 1]])
      {
        hash = _colim_mix_in (hash, ((guint64) p << 32) + (guint64) counts[order[p]] - ((guint64) first << 32));
        if (p > cell)
          split_off (self, cell, p);
      }
  for (gint32 p = tail; p < end; p++)
    counts[order[p]] = 0;
  if (self->lengths[cell] < end - cell)
    enqueue_parts (self, cell, end);

  return hash;
}

static guint64
split_touched (Cells *self, gint32 first, guint64 hash)
{
  gint32 n = self->n_touched_cells;

  if (n > 1)
    qsort (self->touched, (gsize) n, sizeof *self->touched, compare_numbers);
  for (gint32 i = 0; i < n; i++)
    hash = split (self, self->touched[i], first, hash);
  self->n_touched_cells = 0;

  return hash;
}

/* Tells what is over the elements of a cell, arrow by arrow, and what they go to. */
static guint64
tell (Cells *self, gint32 cell, gint32 first, gint32 end, guint64 hash)
{
  const ElementGraph *graph = self->graph;
  const ElementSort *sort = &graph->sorts[graph->sort_of[self->order[cell]]];
  gint32 n = self->lengths[cell];
  gint64 steps = n;

  /* The cell itself may be split on the way. */
  memcpy (self->splitter, self->order + cell, (gsize) n * sizeof *self->order);
  hash = _colim_mix_in (hash, ((guint64) (cell - first) << 32) + (guint64) n);
  for (gint32 a = 0; a < sort->n_in; a++)
    {
      const ElementArrow *arrow = &graph->arrows[sort->in[a]];
      gint32 offset = graph->sorts[arrow->dom].first;
      guint64 alone = 0;

      for (gint32 i = 0; i < n; i++)
        {
          gint32 y = self->splitter[i] - sort->first;

          for (gint32 j = arrow->starts[y]; j < arrow->starts[y + 1]; j++)
            alone += touch_any (self, offset + arrow->items[j], first, end);
          steps += arrow->starts[y + 1] - arrow->starts[y];
        }
      hash = split_touched (self, first, _colim_mix_in (hash, alone));
    }
  for (gint32 a = 0; a < sort->n_out; a++)
    {
      const ElementArrow *arrow = &graph->arrows[sort->out[a]];
      gint32 offset = graph->sorts[arrow->codom].first;
      guint64 alone = 0;

      for (gint32 i = 0; i < n; i++)
        {
          gint32 n_images;
          const gint32 *images = _colim_element_arrow_follow (arrow, self->splitter[i] - sort->first, &n_images);

          for (gint32 j = 0; j < n_images; j++)
            alone += touch_any (self, offset + images[j], first, end);
          steps += n_images;
        }
      hash = split_touched (self, first, _colim_mix_in (hash, alone));
    }
  _colim_cells_spend (self, steps);

  return hash;
}

/* Traces are compared as words are; NULL is empty. */
int
_colim_trace_compare (const GArray *a, const GArray *b)
{
  guint n_a = a == NULL ? 0 : a->len, n_b = b == NULL ? 0 : b->len;

  for (guint i = 0; i < MIN (n_a, n_b); i++)
    if (g_array_index (a, guint64, i) != g_array_index (b, guint64, i))
      return g_array_index (a, guint64, i) < g_array_index (b, guint64, i) ? -1 : 1;

  return (n_a > n_b) - (n_a < n_b);
}

/* How a trace, which is equal to a limit but for its last step, compares with it now. */
static int
compare_last (const GArray *trace, const GArray *limit)
{
  guint last = trace->len - 1;
  guint64 hash = g_array_index (trace, guint64, last);

  if (last >= limit->len)
    return 1;
  return (hash > g_array_index (limit, guint64, last)) - (hash < g_array_index (limit, guint64, last));
}

/* Refines a piece of the order until nothing is left to be told.  Where every element has a cell for itself there is
 * nothing more to split.  Tells how the trace compares with the limit, if there is one; it is broken off where it is
 * greater, and if it must be equal, where it differs. */
int
_colim_cells_refine (Cells *self, gint32 first, gint32 end, GArray *trace, const GArray *limit, gboolean must_equal)
{
  guint64 hash = 0;
  int result = 0;

  while (self->n_queued > 0 && self->n_open > self->n_apart && !self->spent && result <= 0)
    {
      hash = tell (self, dequeue (self), first, end, hash);
      g_array_append_val (trace, hash);
      if (limit != NULL && result == 0)
        result = compare_last (trace, limit);
      if (must_equal && result != 0)
        break;
    }
  while (self->n_queued > 0)
    dequeue (self);

  return limit != NULL && result == 0 && trace->len < limit->len ? -1 : result;
}

/* Gives an element a cell for itself, in an equitable partition, and refines. */
int
_colim_cells_individualise (Cells *self, gint32 element, gint32 first, gint32 end, GArray *trace, const GArray *limit,
                            gboolean must_equal)
{
  gint32 cell = self->cell[element], last = cell + self->lengths[cell] - 1;

  swap (self, self->place[element], last);
  split_off (self, cell, last);
  enqueue (self, last);

  return _colim_cells_refine (self, first, end, trace, limit, must_equal);
}

/* Joins the cells that were split off since the trail was so long. */
void
_colim_cells_undo (Cells *self, gint32 n_trail)
{
  while (self->n_trail > n_trail)
    {
      gint32 at = self->trail[--self->n_trail], length = self->lengths[at];
      gint32 cell = self->cell[self->order[at - 1]];

      for (gint32 p = at; p < at + length; p++)
        self->cell[self->order[p]] = cell;
      self->n_open -= (length > 1) + (self->lengths[cell] > 1) - 1;
      self->lengths[cell] += length;
    }
}
