/* The tables of a leapfrog join, sorted and leapt through. */

#include "lib/csets/search/hom-search-leapfrog-private.h"

#include <string.h>

typedef struct {
  HomCursor *cursor;
  guint column;
  gsize start; /* where its rows begin: it is wanted again under another value of what the table does not have */
} Participant;

typedef struct {
  const gint32 *rows;
  guint arity;
} Rows;

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Rows *rows = data;
  const gint32 *x = rows->rows + (gsize) * (const gint32 *) a * rows->arity;
  const gint32 *y = rows->rows + (gsize) * (const gint32 *) b * rows->arity;

  for (guint i = 0; i < rows->arity; i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;

  return 0;
}

/* One stable pass of a counting sort. */
static void
sort_column (const gint32 *column, guint arity, gsize n, gint32 range, gint32 **order, gint32 **spare)
{
  g_autofree gsize *starts = g_new0 (gsize, (gsize) range + 1);
  gint32 *sorted = *spare;

  for (gsize i = 0; i < n; i++)
    starts[column[i * arity] + 1]++;
  for (gint32 value = 0; value < range; value++)
    starts[value + 1] += starts[value];
  for (gsize i = 0; i < n; i++)
    sorted[starts[column[(gsize) (*order)[i] * arity]]++] = (*order)[i];
  *spare = *order;
  *order = sorted;
}

static gint32 *
sort_rows (const gint32 *rows, guint arity, gsize n, gboolean *sorted)
{
  Rows all = { rows, arity };
  gint32 *order = g_new (gint32, n);
  g_autofree gint32 *spare = NULL;
  gint32 range = 0;

  *sorted = TRUE;
  for (gsize i = 0; i < n; i++)
    order[i] = (gint32) i;
  for (gsize i = 1; i < n && *sorted; i++)
    *sorted = compare_rows (&order[i - 1], &order[i], &all) < 0;
  if (*sorted)
    return order;
  for (gsize i = 0; i < n * arity; i++)
    range = MAX (range, rows[i] + 1);
  if ((gsize) range > 4 * n)
    {
      g_qsort_with_data (order, (int) n, sizeof *order, compare_rows, &all);
      return order;
    }
  spare = g_new (gint32, n);
  for (guint c = arity; c-- > 0;)
    sort_column (rows + c, arity, n, range, &order, &spare);

  return order;
}

static void
open_cursor (HomCursor *cursor, const HomFactor *factor, const gint32 *order, guint n_order, GArray **participants)
{
  guint arity = factor->arity, n = 0;
  g_autofree guint *columns = g_new (guint, arity);
  g_autofree gint32 *rows = g_new (gint32, factor->n_rows * arity);
  gboolean sorted;

  cursor->factor = factor;
  for (guint depth = 0; depth < n_order; depth++)
    for (guint c = 0; c < arity; c++)
      if (factor->scope[c] == order[depth])
        {
          Participant participant = { cursor, n, 0 };

          g_array_append_val (participants[depth], participant);
          columns[n++] = c;
        }
  for (gsize i = 0; i < factor->n_rows; i++)
    for (guint c = 0; c < arity; c++)
      rows[i * arity + c] = factor->rows[i * arity + columns[c]];
  cursor->order = sort_rows (rows, arity, factor->n_rows, &sorted);
  if (sorted)
    cursor->rows = g_steal_pointer (&rows);
  else
    {
      cursor->rows = g_new (gint32, factor->n_rows * arity);
      for (gsize i = 0; i < factor->n_rows; i++)
        memcpy (cursor->rows + i * arity, rows + (gsize) cursor->order[i] * arity, arity * sizeof (gint32));
    }
  cursor->low = g_new0 (gsize, arity + 1);
  cursor->high = g_new0 (gsize, arity + 1);
  cursor->high[0] = factor->n_rows;
}

/* So many rows are looked at one by one before leaping. */
#define FEW_ROWS 8

/* The first row from low on whose value is not less; leaps grow, then shrink. */
static inline gsize
seek (const gint32 *column, gsize arity, gsize low, gsize high, gint32 value)
{
  gsize near = MIN (high, low + FEW_ROWS), leap = 1;

  while (low < near && column[low * arity] < value)
    low++;
  if (low < near || near == high)
    return low;
  while (low + leap < high && column[(low + leap) * arity] < value)
    {
      low += leap;
      leap *= 2;
    }
  high = MIN (high, low + leap);
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (column[middle * arity] < value)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Leaps to the next value, not less than this one, that all have; FALSE if there is none. */
static gboolean
agree (HomLeapfrog *self, const GArray *participants, gint32 *value)
{
  guint n = participants->len;
  gint32 wanted = *value;

  for (guint i = 0, agreed = 0; agreed < n; i = i + 1 == n ? 0 : i + 1)
    {
      const Participant *participant = &g_array_index (participants, Participant, i);
      HomCursor *cursor = participant->cursor;
      guint c = participant->column;
      gsize arity = cursor->factor->arity, low = cursor->low[c], high = cursor->high[c];
      const gint32 *column = cursor->rows + c;

      if (low < high && column[low * arity] < wanted)
        {
          low = seek (column, arity, low, high, wanted);
          cursor->low[c] = low;
          self->n_leaps++;
        }
      if (low == high)
        return FALSE;
      agreed = column[low * arity] == wanted ? agreed + 1 : 1;
      wanted = column[low * arity];
    }
  *value = wanted;

  return TRUE;
}

void
_colim_hom_leapfrog_enter (HomLeapfrog *self, guint depth)
{
  const GArray *participants = self->participants[depth];

  for (guint i = 0; i < participants->len; i++)
    {
      Participant *participant = &g_array_index (participants, Participant, i);

      participant->start = participant->cursor->low[participant->column];
    }
}

gboolean
_colim_hom_leapfrog_next (HomLeapfrog *self, guint depth, gint32 *value)
{
  const GArray *participants = self->participants[depth];

  if (!agree (self, participants, value))
    return FALSE;
  for (guint i = 0; i < participants->len; i++)
    {
      const Participant *participant = &g_array_index (participants, Participant, i);
      HomCursor *cursor = participant->cursor;
      guint c = participant->column;

      cursor->low[c + 1] = cursor->low[c];
      /* Rows are different, so that after its last value one is left. */
      cursor->high[c + 1] = c + 1 == cursor->factor->arity
                                ? cursor->low[c] + 1
                                : seek (cursor->rows + c, cursor->factor->arity, cursor->low[c], cursor->high[c],
                                        *value + 1);
      cursor->low[c] = cursor->high[c + 1];
    }

  return TRUE;
}

void
_colim_hom_leapfrog_leave (HomLeapfrog *self, guint depth)
{
  const GArray *participants = self->participants[depth];

  for (guint i = 0; i < participants->len; i++)
    {
      const Participant *participant = &g_array_index (participants, Participant, i);

      participant->cursor->low[participant->column] = participant->start;
    }
}

/* The tables' scopes must be within the order. */
HomLeapfrog *
_colim_hom_leapfrog_new (HomFactor *const *factors, guint n_factors, const gint32 *order, guint n_order)
{
  HomLeapfrog *self = g_new0 (HomLeapfrog, 1);

  self->cursors = g_new0 (HomCursor, n_factors);
  self->n_cursors = n_factors;
  self->n_order = n_order;
  self->participants = g_new (GArray *, n_order);
  for (guint i = 0; i < n_order; i++)
    self->participants[i] = g_array_new (FALSE, FALSE, sizeof (Participant));
  for (guint i = 0; i < n_factors; i++)
    open_cursor (&self->cursors[i], factors[i], order, n_order, self->participants);

  return self;
}

void
_colim_hom_leapfrog_free (HomLeapfrog *self)
{
  for (guint i = 0; i < self->n_cursors; i++)
    {
      g_free (self->cursors[i].rows);
      g_free (self->cursors[i].order);
      g_free (self->cursors[i].low);
      g_free (self->cursors[i].high);
    }
  for (guint i = 0; i < self->n_order; i++)
    g_array_unref (self->participants[i]);
  g_free (self->participants);
  g_free (self->cursors);
  g_free (self);
}
