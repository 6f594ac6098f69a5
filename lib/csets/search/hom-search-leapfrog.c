/* The tables of a leapfrog join, sorted and leapt through. */

#include "lib/csets/search/hom-search-leapfrog-private.h"

#include <string.h>

/* Whether each row is before the next. */
static gboolean
is_sorted (const HomColumn *columns, guint n_columns, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      guint c = 0;

      while (c < n_columns && columns[c].values[i - 1] == columns[c].values[i])
        c++;
      if (c == n_columns || columns[c].values[i - 1] > columns[c].values[i])
        return FALSE;
    }

  return TRUE;
}

/* One stable pass of a counting sort. */
static void
count_column (const HomColumn *column, gsize n, gint32 **order, gint32 **spare)
{
  g_autofree gsize *starts = g_new0 (gsize, (gsize) column->range + 1);
  gint32 *sorted = *spare;

  for (gsize i = 0; i < n; i++)
    starts[column->values[i] + 1]++;
  for (gint32 value = 0; value < column->range; value++)
    starts[value + 1] += starts[value];
  for (gsize i = 0; i < n; i++)
    sorted[starts[column->values[(*order)[i]]]++] = (*order)[i];
  *spare = *order;
  *order = sorted;
}

typedef struct {
  const HomColumn *columns;
  guint n_columns;
} Rows;

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Rows *rows = data;
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  for (guint c = 0; c < rows->n_columns; c++)
    {
      const gint32 *values = rows->columns[c].values;

      if (values[x] != values[y])
        return values[x] < values[y] ? -1 : 1;
    }

  return 0;
}

static gint32 *
sort_rows (const HomColumn *columns, guint n_columns, gsize n)
{
  gint32 *order = g_new (gint32, n);
  g_autofree gint32 *spare = NULL;
  gboolean is_wide = FALSE;

  for (gsize i = 0; i < n; i++)
    order[i] = (gint32) i;
  for (guint c = 0; c < n_columns; c++)
    is_wide = is_wide || (gsize) columns[c].range > 4 * n;
  if (is_wide)
    {
      g_qsort_with_data (order, (int) n, sizeof *order, compare_rows, &(Rows) { columns, n_columns });
      return order;
    }
  spare = g_new (gint32, n);
  for (guint c = n_columns; c-- > 0;)
    count_column (&columns[c], n, &order, &spare);

  return order;
}

static void
permute (gint32 **values, const gint32 *order, gsize n)
{
  gint32 *permuted = g_new (gint32, n);

  for (gsize i = 0; i < n; i++)
    permuted[i] = (*values)[order[i]];
  g_free (*values);
  *values = permuted;
}

static void
open_column (HomColumn *self, const HomState *state, const HomFactor *factor, guint c)
{
  self->range = state->sorts[state->sort_of[factor->scope[c]]].size;
  /* Marks take no more memory than a few columns. */
  self->is_narrow = (gsize) self->range <= 2 * factor->n_rows;
  self->values = g_new (gint32, factor->n_rows);
  for (gsize i = 0; i < factor->n_rows; i++)
    self->values[i] = factor->rows[i * factor->arity + c];
}

static void
add_column (HomDepth *depth, HomColumn *column)
{
  depth->columns = g_renew (HomColumn *, depth->columns, depth->n + 1);
  depth->columns[depth->n++] = column;
}

static void
open_cursor (HomCursor *cursor, const HomState *state, const HomFactor *factor, const gint32 *order, guint n_order,
             HomDepth *depths)
{
  guint n = 0;

  cursor->factor = factor;
  cursor->columns = g_new0 (HomColumn, factor->arity + 1);
  for (guint depth = 0; depth < n_order; depth++)
    for (guint c = 0; c < factor->arity; c++)
      if (factor->scope[c] == order[depth])
        {
          add_column (&depths[depth], &cursor->columns[n]);
          open_column (&cursor->columns[n++], state, factor, c);
        }
  cursor->columns[0].end = factor->n_rows;
  if (is_sorted (cursor->columns, factor->arity, factor->n_rows))
    return;
  cursor->order = sort_rows (cursor->columns, factor->arity, factor->n_rows);
  for (guint c = 0; c < factor->arity; c++)
    permute (&cursor->columns[c].values, cursor->order, factor->n_rows);
}

/* So many rows are looked at one by one before leaping. */
#define FEW_ROWS 8

/* The first row from one on whose value is not less; leaps grow, then shrink. */
static inline gsize
seek (const gint32 *values, gsize at, gsize end, gint32 value)
{
  gsize near = MIN (end, at + FEW_ROWS), leap = 1;

  while (at < near && values[at] < value)
    at++;
  if (at < near || near == end)
    return at;
  while (at + leap < end && values[at + leap] < value)
    {
      at += leap;
      leap *= 2;
    }
  end = MIN (end, at + leap);
  while (at < end)
    {
      gsize middle = at + (end - at) / 2;

      if (values[middle] < value)
        at = middle + 1;
      else
        end = middle;
    }

  return at;
}

static void
mark (HomColumn *self)
{
  if (self->marks == NULL)
    {
      self->marks = g_new0 (guint32, self->range);
      self->places = g_new (guint32, self->range);
    }
  /* So many marks later none may be taken for a new one. */
  if (++self->mark == 0)
    {
      memset (self->marks, 0, (gsize) self->range * sizeof *self->marks);
      self->mark = 1;
    }
  for (gsize row = self->end; row-- > self->first;)
    {
      self->marks[self->values[row]] = self->mark;
      self->places[self->values[row]] = (guint32) row;
    }
  self->is_marked = TRUE;
}

/* Looking a value up saves about as much as marking so many rows costs. */
#define ROWS_PER_LEAP 8

static inline void
put_at (HomColumn **columns, guint i, guint j)
{
  HomColumn *column = columns[j];

  columns[j] = columns[i];
  columns[i] = column;
}

/* How much it costs to go along a column: of a marked one there is no need to, as values are looked up in it. */
static inline gsize
get_cost (const HomColumn *self)
{
  return (self->end - self->first) * (self->is_marked ? ROWS_PER_LEAP : 1);
}

void
_colim_hom_leapfrog_enter (HomLeapfrog *self, guint depth)
{
  HomColumn **columns = self->depths[depth].columns;
  guint n = self->depths[depth].n, least = 0;
  gsize n_rows;

  columns[0]->at = columns[0]->first;
  if (n == 1)
    return;
  for (guint i = 1; i < n; i++)
    {
      columns[i]->at = columns[i]->first;
      if (get_cost (columns[i]) < get_cost (columns[least]))
        least = i;
    }
  put_at (columns, 0, least);
  n_rows = columns[0]->end - columns[0]->first;
  for (guint i = 1; i < n; i++)
    {
      HomColumn *column = columns[i];

      if (!column->is_marked && column->is_narrow)
        {
          column->credit += ROWS_PER_LEAP * n_rows;
          if (column->credit >= column->end - column->first)
            mark (column);
        }
      if (column->is_marked)
        put_at (columns, 1, i);
    }
}

/* Whether a column has a value in one of its rows, which it then is at; else the next value that may be wanted. */
static inline gboolean
meet (HomColumn *self, gint32 value, gint32 *wanted)
{
  if (self->is_marked)
    {
      *wanted = value + 1;
      if (self->marks[value] != self->mark)
        return FALSE;
      self->at = self->places[value];
      return TRUE;
    }
  self->at = seek (self->values, self->at, self->end, value);
  *wanted = self->at < self->end ? self->values[self->at] : G_MAXINT32;

  return *wanted == value;
}

/* The first row of a leader whose value is marked. */
static inline gsize
skip (const HomColumn *self, const gint32 *values, gsize at, gsize end)
{
  const guint32 *marks = self->marks, mark = self->mark;

  while (at < end && marks[values[at]] != mark)
    at++;

  return at;
}

/* Chooses the value of the row that a column is at, for what comes after it. */
static inline void
choose (HomColumn *self, gint32 value)
{
  HomColumn *next = self + 1;

  next->first = self->at;
  /* Rows are different. */
  next->end = next->values == NULL ? self->at + 1 : seek (self->values, self->at, self->end, value + 1);
  next->is_marked = FALSE;
  next->credit = 0;
  self->at = next->end;
}

gboolean
_colim_hom_leapfrog_next (HomLeapfrog *self, guint depth, gint32 *value)
{
  HomColumn **columns = self->depths[depth].columns, *leader = columns[0];
  guint n = self->depths[depth].n, agreed = 0;
  const gint32 *values = leader->values;
  gsize start = leader->at, at = start, end = leader->end;
  gint32 wanted;

  while (at < end && agreed < n)
    {
      if (n > 1 && columns[1]->is_marked && (at = skip (columns[1], values, at, end)) == end)
        break;
      for (agreed = 1; agreed < n && meet (columns[agreed], values[at], &wanted);)
        agreed++;
      if (agreed < n)
        at = seek (values, at, end, wanted);
    }
  leader->at = at;
  self->n_steps += (gint64) (at - start) + 1;
  if (agreed < n)
    return FALSE;
  *value = values[at];
  for (guint i = 0; i < n; i++)
    choose (columns[i], *value);

  return TRUE;
}

/* The tables' scopes must be within the order. */
HomLeapfrog *
_colim_hom_leapfrog_new (const HomState *state, HomFactor *const *factors, guint n_factors, const gint32 *order,
                         guint n_order)
{
  HomLeapfrog *self = g_new0 (HomLeapfrog, 1);

  self->cursors = g_new0 (HomCursor, n_factors);
  self->n_cursors = n_factors;
  self->depths = g_new0 (HomDepth, n_order);
  self->n_depths = n_order;
  for (guint i = 0; i < n_factors; i++)
    open_cursor (&self->cursors[i], state, factors[i], order, n_order, self->depths);

  return self;
}

static void
close_cursor (HomCursor *self)
{
  for (guint c = 0; c < self->factor->arity; c++)
    {
      g_free (self->columns[c].values);
      g_free (self->columns[c].marks);
      g_free (self->columns[c].places);
    }
  g_free (self->columns);
  g_free (self->order);
}

void
_colim_hom_leapfrog_free (HomLeapfrog *self)
{
  for (guint i = 0; i < self->n_cursors; i++)
    close_cursor (&self->cursors[i]);
  for (guint i = 0; i < self->n_depths; i++)
    g_free (self->depths[i].columns);
  g_free (self->depths);
  g_free (self->cursors);
  g_free (self);
}
