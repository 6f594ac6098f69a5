/* What an order and automorphisms of the elements are on all parts: rows of tables follow their ends.
 *
 *     rows    (colour, end, end):  (0, 2, 5)₀ (0, 2, 5)₁ (0, 2, 7) …      sorted; equal ones are twins
 *
 * A row goes to that row of its colour which has the images of its ends, and of several twins to that with its number.
 * All that goes with the ends staying where they are is the exchange of twins.
 */

#include "lib/csets/isomorphism/canonical-search-private.h"
#include "lib/sets/radix-private.h"

typedef struct {
  gint32 sort;
  gint32 n;
  gint32 first;          /* part */
  const gint32 *keys[3]; /* for each row: colour and ends */
  const ElementArrow *ends[2];
  gint32 first_ends[2]; /* the first part of what they end at, */
  gint32 n_ends[2];     /* and how many there are */
  gint32 *rows;         /* sorted */
  gint32 *places;       /* of rows among the sorted ones */
  gint32 *starts;       /* for each colour and first end: where their rows begin */
  gint32 *twins;        /* for each row: how many like it come before */
} Table;

static void
init_table (Table *self, const ElementGraph *graph, gint32 s)
{
  const ElementSort *sort = &graph->sorts[s];

  *self = (Table) { .sort = s, .n = sort->n_parts, .first = sort->first_part };
  self->keys[0] = sort->colours;
  for (guint i = 0; i < 2; i++)
    {
      self->ends[i] = &graph->columns[sort->ends[i]];
      self->keys[i + 1] = self->ends[i]->values;
      self->first_ends[i] = graph->sorts[self->ends[i]->codom].first_part;
      self->n_ends[i] = graph->sorts[self->ends[i]->codom].n_parts;
    }
}

static void
clear_table (Table *self)
{
  g_free (self->rows);
  g_free (self->places);
  g_free (self->starts);
  g_free (self->twins);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

/* Sorts the rows by colour and by where their ends are, in the numbers of @places or in their own. */
static void
sort_rows (Table *self, const ElementGraph *graph, const gint32 *places)
{
  g_autofree gint32 *values = g_new (gint32, self->n);

  self->rows = g_new (gint32, self->n);
  self->places = g_new (gint32, self->n);
  for (gint32 row = 0; row < self->n; row++)
    self->rows[row] = row;
  for (guint i = 2; i > 0; i--)
    {
      const ElementSort *codom = &graph->sorts[self->ends[i - 1]->codom];

      for (gint32 row = 0; row < self->n; row++)
        values[row]
            = places == NULL ? self->keys[i][row] : places[codom->first_part + self->keys[i][row]] - codom->first_part;
      _colim_radix_sort (self->rows, self->n, values, codom->n_parts);
    }
  _colim_radix_sort (self->rows, self->n, self->keys[0], graph->sorts[self->sort].n_colours);
  for (gint32 i = 0; i < self->n; i++)
    self->places[self->rows[i]] = i;
}

/* The new number of each part and variable, when those of elements are their places in an order. */
gint32 *
_colim_search_unfold_order (const Search *self, const gint32 *order)
{
  const ElementGraph *graph = &self->graph;
  gint32 *places = g_new (gint32, graph->n_parts);

  for (gint32 p = 0; p < graph->n; p++)
    {
      const ElementSort *sort = &graph->sorts[graph->sort_of[order[p]]];

      places[sort->first_part + order[p] - sort->first] = sort->first_part + p - sort->first;
    }
  for (gint32 s = 0; s < graph->n_sorts; s++)
    if (graph->sorts[s].ends[0] >= 0)
      {
        g_auto (Table) table = { 0 };

        init_table (&table, graph, s);
        sort_rows (&table, graph, places);
        for (gint32 row = 0; row < table.n; row++)
          places[table.first + row] = table.first + table.places[row];
      }

  return places;
}

static gboolean
are_twins (const Table *self, gint32 a, gint32 b)
{
  return self->keys[0][a] == self->keys[0][b] && self->keys[1][a] == self->keys[1][b]
         && self->keys[2][a] == self->keys[2][b];
}

/* Of the sorted rows, so that they can be found by what they have. */
static void
index_rows (Table *self, gint32 n_colours)
{
  gsize n = (gsize) n_colours * (gsize) self->n_ends[0];

  self->starts = g_new0 (gint32, n + 1);
  self->twins = g_new0 (gint32, self->n);
  for (gint32 row = 0; row < self->n; row++)
    self->starts[(gsize) self->keys[0][row] * (gsize) self->n_ends[0] + (gsize) self->keys[1][row] + 1]++;
  for (gsize i = 0; i < n; i++)
    self->starts[i + 1] += self->starts[i];
  for (gint32 i = 1; i < self->n; i++)
    if (are_twins (self, self->rows[i - 1], self->rows[i]))
      self->twins[self->rows[i]] = self->twins[self->rows[i - 1]] + 1;
}

/* Where a row goes, when it is known where parts go. */
static gint32
move_row (const Table *self, gint32 row, const gint32 *images)
{
  gint32 first = images[self->first_ends[0] + self->keys[1][row]] - self->first_ends[0];
  gint32 second = images[self->first_ends[1] + self->keys[2][row]] - self->first_ends[1];
  const gint32 *start = self->starts + (gsize) self->keys[0][row] * (gsize) self->n_ends[0] + (gsize) first;
  gint32 low = start[0], high = start[1];

  while (low < high)
    {
      gint32 middle = low + (high - low) / 2;

      if (self->keys[2][self->rows[middle]] < second)
        low = middle + 1;
      else
        high = middle;
    }

  return self->rows[low + self->twins[row]];
}

static void
add_pair (GArray *pairs, gint32 from, gint32 to)
{
  if (from != to)
    g_array_append_vals (pairs, (gint32[]) { from, to }, 2);
}

/* Moves the rows whose ends move, each once. */
static void
move_rows (const Table *self, const gint32 *images, GArray *pairs, guint n_moved)
{
  for (guint i = 0; i < 2; i++)
    for (guint m = 0; m < n_moved; m++)
      {
        gint32 end = g_array_index (pairs, gint32, 2 * m) - self->first_ends[i];
        const ElementArrow *column = self->ends[i];

        if (end < 0 || end >= self->n_ends[i])
          continue;
        for (gint32 j = column->starts[end]; j < column->starts[end + 1]; j++)
          {
            gint32 row = column->items[j], other = self->first_ends[0] + self->keys[1][row];

            if (i == 0 || images[other] == other)
              add_pair (pairs, self->first + row, self->first + move_row (self, row, images));
          }
      }
}

static Movement *
make_movement (const GArray *pairs)
{
  Movement *movement = g_malloc (sizeof *movement + (gsize) pairs->len * sizeof (gint32));

  movement->n = (gint32) pairs->len / 2;
  memcpy (movement->pairs, pairs->data, (gsize) pairs->len * sizeof (gint32));

  return movement;
}

/* All exchanges of twins come from that of the first two and a turn of all. */
static void
exchange_twins (const Table *self, GPtrArray *movements, GArray *factors)
{
  for (gint32 first = 0, end; first < self->n; first = end)
    {
      OrderFactor factor = { .factorial = TRUE, .exponent = 1 };

      for (end = first + 1; end < self->n && are_twins (self, self->rows[first], self->rows[end]);)
        end++;
      factor.number = (guint32) (end - first);
      if (factor.number > 1)
        g_array_append_val (factors, factor);
      for (gint32 n = 2; n <= end - first; n = n == end - first ? n + 1 : end - first)
        {
          g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32));

          for (gint32 i = 0; i < n; i++)
            add_pair (pairs, self->first + self->rows[first + i], self->first + self->rows[first + (i + 1) % n]);
          g_ptr_array_add (movements, make_movement (pairs));
        }
    }
}

/* Makes the generators those of all parts and variables, with their numbers, and adds what exchanges twins. */
void
_colim_search_unfold_movements (Search *self)
{
  const ElementGraph *graph = &self->graph;
  g_autoptr (GArray) tables = g_array_new (FALSE, FALSE, sizeof (Table));
  g_autofree gint32 *images = g_new (gint32, graph->n_parts);

  g_array_set_clear_func (tables, (GDestroyNotify) clear_table);
  for (gint32 i = 0; i < graph->n_parts; i++)
    images[i] = i;
  for (gint32 s = 0; s < graph->n_sorts; s++)
    if (graph->sorts[s].ends[0] >= 0)
      {
        Table table;

        init_table (&table, graph, s);
        sort_rows (&table, graph, NULL);
        index_rows (&table, graph->sorts[s].n_colours);
        g_array_append_val (tables, table);
      }
  for (guint m = 0; m < self->movements->len; m++)
    {
      g_autofree Movement *movement = self->movements->pdata[m];
      g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32));
      guint n_moved = (guint) movement->n;

      for (gint32 i = 0; i < movement->n; i++)
        {
          const ElementSort *sort = &graph->sorts[graph->sort_of[movement->pairs[i][0]]];
          gint32 offset = sort->first_part - sort->first;

          add_pair (pairs, offset + movement->pairs[i][0], offset + movement->pairs[i][1]);
          images[offset + movement->pairs[i][0]] = offset + movement->pairs[i][1];
        }
      for (guint t = 0; t < tables->len; t++)
        move_rows (&g_array_index (tables, Table, t), images, pairs, n_moved);
      for (guint i = 0; i < n_moved; i++)
        images[g_array_index (pairs, gint32, 2 * i)] = g_array_index (pairs, gint32, 2 * i);
      self->movements->pdata[m] = make_movement (pairs);
    }
  for (guint t = 0; t < tables->len; t++)
    exchange_twins (&g_array_index (tables, Table, t), self->movements, self->factors);
}
