/* The product of some tables, summed over one element: a leapfrog join.
 *
 *     a   b        b   v        a   v            one element after the other, in a fixed order, each table sorted
 *     ─────        ─────        ─────            by that order: the values that all tables with the element have
 *     0   3        3   7        0   7            in common are found by leaping, and below each the next element
 *     0   4        4   9        0   9
 *
 * No partial row is made that some table does not have, so that the work is bounded by the largest result possible.
 * If the element that is summed over comes last, results come in order and complete; if it is the last but one, sums
 * are spread over the images of the last; else they are gathered by hash.
 */

#include "lib/csets/search/hom-search-factor-private.h"

#include <string.h>

/* More rows than this are not held: who asks must find another way. */
#define MOST_ROWS (1 << 24)

/* A table as the join reads it. */
typedef struct {
  const HomFactor *factor;
  gint32 *rows;  /* columns in the order of the join, rows sorted */
  gint32 *order; /* where a row was in the table */
  gsize *low;    /* for each column, the rows that agree with what is chosen before it; the last is the row */
  gsize *high;
} Cursor;

typedef struct {
  Cursor *cursor;
  guint column;
  gsize start; /* where its rows begin: it is wanted again under another value of what the table does not have */
} Participant;

typedef struct {
  HomState *state;
  Cursor *cursors;
  guint n_cursors;
  guint n_order;
  guint summed; /* the position of the element that is summed over */
  GArray **participants;
  gint32 *tuple;
  gboolean is_wide;
  guint64 sum;
  mpz_t wide_sum, wide_product;
  GArray *rows;
  GArray *counts; /* guint64 or mpz_t */
  guint32 *slots; /* of the hash: row + 1 */
  gsize n_slots;
  guint64 *spread;  /* for each image of the last element, the sum of what comes before it */
  GArray *touched;  /* images whose sum is not 0 */
} Join;

void
_colim_hom_factor_kill (HomFactor *self)
{
  for (gsize i = 0; self->wide != NULL && i < self->n_rows; i++)
    mpz_clear (self->wide[i]);
  g_clear_pointer (&self->wide, g_free);
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->rows, g_free);
  self->dead = TRUE;
}

void
_colim_hom_factor_free (HomFactor *self)
{
  _colim_hom_factor_kill (self);
  g_free (self->scope);
  g_free (self);
}

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
open_cursor (Cursor *cursor, const HomFactor *factor, const gint32 *order, guint n_order, GArray **participants)
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

/* The first row from low on whose value is not less; leaps grow, then shrink. */
static gsize
seek (const Participant *participant, gsize low, gsize high, gint32 value)
{
  const gint32 *column = participant->cursor->rows + participant->column;
  gsize arity = participant->cursor->factor->arity, leap = 1;

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

static gint32
get_value (const Participant *participant)
{
  const Cursor *cursor = participant->cursor;

  return cursor->rows[cursor->low[participant->column] * cursor->factor->arity + participant->column];
}

/* Leaps to the next value, not less than this one, that all have; FALSE if there is none. */
static gboolean
agree (const GArray *participants, gint32 *value)
{
  guint n = participants->len;

  for (guint i = 0, agreed = 0; agreed < n; i = (i + 1) % n)
    {
      const Participant *participant = &g_array_index (participants, Participant, i);
      Cursor *cursor = participant->cursor;
      guint c = participant->column;
      gint32 found;

      if (cursor->low[c] < cursor->high[c] && get_value (participant) < *value)
        cursor->low[c] = seek (participant, cursor->low[c], cursor->high[c], *value);
      if (cursor->low[c] == cursor->high[c])
        return FALSE;
      found = get_value (participant);
      agreed = found == *value ? agreed + 1 : 1;
      *value = found;
    }

  return TRUE;
}

static guint64
multiply (const Join *join)
{
  guint64 product = 1;

  for (guint i = 0; i < join->n_cursors; i++)
    {
      const Cursor *cursor = &join->cursors[i];

      if (cursor->factor->counts != NULL)
        product *= cursor->factor->counts[cursor->order[cursor->low[cursor->factor->arity]]];
    }

  return product;
}

static void
multiply_wide (Join *join)
{
  mpz_set_ui (join->wide_product, 1);
  for (guint i = 0; i < join->n_cursors; i++)
    {
      const Cursor *cursor = &join->cursors[i];
      gint32 row = cursor->order[cursor->low[cursor->factor->arity]];

      if (cursor->factor->counts != NULL)
        mpz_mul_ui (join->wide_product, join->wide_product, (unsigned long) cursor->factor->counts[row]);
      if (cursor->factor->wide != NULL)
        mpz_mul (join->wide_product, join->wide_product, cursor->factor->wide[row]);
    }
}

static gsize
count_rows (const Join *join)
{
  return join->counts->len;
}

/* Adds the sum to the table, as a new row. */
static void
append (Join *join)
{
  mpz_t wide;

  for (guint i = 0; i < join->n_order; i++)
    if (i != join->summed)
      g_array_append_val (join->rows, join->tuple[i]);
  if (!join->is_wide)
    {
      g_array_append_val (join->counts, join->sum);
      return;
    }
  mpz_init_set (wide, join->wide_sum);
  g_array_append_val (join->counts, wide);
}

static guint32
hash_row (const gint32 *row, guint n)
{
  guint64 hash = 0;

  for (guint i = 0; i < n; i++)
    hash = (hash ^ (guint32) row[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint32) (hash >> 32);
}

static void
grow_slots (Join *join)
{
  guint arity = join->n_order - 1;

  g_free (join->slots);
  join->n_slots = MAX (64, join->n_slots * 2);
  join->slots = g_new0 (guint32, join->n_slots);
  for (gsize row = 0; row < count_rows (join); row++)
    {
      gsize slot = hash_row (&g_array_index (join->rows, gint32, row * arity), arity) & (join->n_slots - 1);

      while (join->slots[slot] != 0)
        slot = (slot + 1) & (join->n_slots - 1);
      join->slots[slot] = (guint32) row + 1;
    }
}

/* Adds the sum to its row, wherever that is. */
static void
gather (Join *join)
{
  guint arity = join->n_order - 1;
  gint32 *row = join->tuple + join->n_order;
  gsize slot;

  if (2 * count_rows (join) >= join->n_slots)
    grow_slots (join);
  for (guint i = 0, n = 0; i < join->n_order; i++)
    if (i != join->summed)
      row[n++] = join->tuple[i];
  slot = hash_row (row, arity) & (join->n_slots - 1);
  for (; join->slots[slot] != 0; slot = (slot + 1) & (join->n_slots - 1))
    {
      gsize found = join->slots[slot] - 1;

      if (memcmp (&g_array_index (join->rows, gint32, found * arity), row, arity * sizeof *row) != 0)
        continue;
      if (join->is_wide)
        mpz_add (g_array_index (join->counts, mpz_t, found), g_array_index (join->counts, mpz_t, found),
                 join->wide_sum);
      else
        g_array_index (join->counts, guint64, found) += join->sum;
      return;
    }
  join->slots[slot] = (guint32) count_rows (join) + 1;
  append (join);
}

static void
spread_out (Join *join, gint32 image)
{
  if (join->spread[image] == 0)
    g_array_append_val (join->touched, image);
  join->spread[image] += join->sum;
}

static int
compare_images (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Makes rows of what was spread, in order. */
static void
collect (Join *join)
{
  g_array_sort (join->touched, compare_images);
  for (guint i = 0; i < join->touched->len; i++)
    {
      gint32 image = g_array_index (join->touched, gint32, i);

      join->tuple[join->n_order - 1] = image;
      join->sum = join->spread[image];
      join->spread[image] = 0;
      append (join);
    }
  g_array_set_size (join->touched, 0);
}

static void
add_product (Join *join)
{
  if (join->is_wide)
    {
      multiply_wide (join);
      mpz_add (join->wide_sum, join->wide_sum, join->wide_product);
    }
  else
    join->sum += multiply (join);
}

static gboolean
descend (Join *join, guint depth)
{
  const GArray *participants = join->participants[depth];
  gboolean last = depth + 1 == join->n_order, summed_last = join->summed + 1 == join->n_order;
  gint32 value = 0;

  for (guint i = 0; i < participants->len; i++)
    {
      Participant *participant = &g_array_index (participants, Participant, i);

      participant->start = participant->cursor->low[participant->column];
    }
  if (last)
    {
      join->sum = 0;
      mpz_set_ui (join->wide_sum, 0);
    }
  for (; agree (participants, &value); value++)
    {
      join->tuple[depth] = value;
      if (join->state->steps_left-- <= 0)
        join->state->spent = TRUE;
      if (join->state->spent || count_rows (join) > MOST_ROWS)
        return FALSE;
      for (guint i = 0; i < participants->len; i++)
        {
          const Participant *participant = &g_array_index (participants, Participant, i);
          Cursor *cursor = participant->cursor;
          guint c = participant->column;

          cursor->low[c + 1] = cursor->low[c];
          /* Rows are different, so that after its last value one is left. */
          cursor->high[c + 1] = c + 1 == cursor->factor->arity
                                    ? cursor->low[c] + 1
                                    : seek (participant, cursor->low[c], cursor->high[c], value + 1);
          cursor->low[c] = cursor->high[c + 1];
        }
      if (!last && !descend (join, depth + 1))
        return FALSE;
      if (last)
        add_product (join);
      if (last && !summed_last)
        {
          if (join->spread != NULL)
            spread_out (join, value);
          else
            gather (join);
          join->sum = 0;
          mpz_set_ui (join->wide_sum, 0);
        }
    }
  for (guint i = 0; i < participants->len; i++)
    {
      const Participant *participant = &g_array_index (participants, Participant, i);

      participant->cursor->low[participant->column] = participant->start;
    }
  if (join->spread != NULL && depth == join->summed)
    collect (join);
  if (last && summed_last && (join->is_wide ? mpz_sgn (join->wide_sum) != 0 : join->sum != 0))
    append (join);

  return TRUE;
}

static void
take_counts (HomFactor *factor, Join *join)
{
  if (join->is_wide)
    {
      factor->wide = (mpz_t *) (gpointer) g_array_free (g_steal_pointer (&join->counts), FALSE);
      for (gsize i = 0; i < factor->n_rows; i++)
        factor->bits = MAX (factor->bits, (guint) mpz_sizeinbase (factor->wide[i], 2));
      return;
    }
  factor->counts = (guint64 *) (gpointer) g_array_free (g_steal_pointer (&join->counts), FALSE);
  for (gsize i = 0; i < factor->n_rows; i++)
    factor->bits = MAX (factor->bits, _colim_hom_count_sum_bits (factor->counts[i]));
  if (factor->bits == 0)
    g_clear_pointer (&factor->counts, g_free);
}

/* Multiplies tables whose scopes are within the order, and sums over one element of it.  Returns NULL if the budget is
 * spent, or there would be too many rows. */
HomFactor *
_colim_hom_factor_join (HomState *state, HomFactor *const *factors, guint n_factors, const gint32 *order, guint n_order,
                        gint32 summed)
{
  Join join = { .state = state, .n_cursors = n_factors, .n_order = n_order };
  HomFactor *product = NULL;
  guint bits = _colim_hom_count_sum_bits ((guint64) state->domains[summed].n);

  join.cursors = g_new0 (Cursor, n_factors);
  join.participants = g_new (GArray *, n_order);
  for (guint i = 0; i < n_order; i++)
    {
      join.participants[i] = g_array_new (FALSE, FALSE, sizeof (Participant));
      if (order[i] == summed)
        join.summed = i;
    }
  for (guint i = 0; i < n_factors; i++)
    {
      open_cursor (&join.cursors[i], factors[i], order, n_order, join.participants);
      bits += factors[i]->bits;
      join.is_wide = join.is_wide || factors[i]->wide != NULL;
    }
  join.is_wide = join.is_wide || bits > 63;
  join.tuple = g_new (gint32, 2 * n_order);
  mpz_inits (join.wide_sum, join.wide_product, NULL);
  join.rows = g_array_new (FALSE, FALSE, sizeof (gint32));
  join.counts = g_array_new (FALSE, FALSE, join.is_wide ? sizeof (mpz_t) : sizeof (guint64));
  if (!join.is_wide && join.summed + 2 == n_order)
    {
      join.spread = g_new0 (guint64, state->sorts[state->sort_of[order[n_order - 1]]].size);
      join.touched = g_array_new (FALSE, FALSE, sizeof (gint32));
    }
  if (descend (&join, 0))
    {
      product = g_new0 (HomFactor, 1);
      product->scope = g_new (gint32, n_order);
      for (guint i = 0; i < n_order; i++)
        if (i != join.summed)
          product->scope[product->arity++] = order[i];
      product->n_rows = count_rows (&join);
      product->rows = (gint32 *) (gpointer) g_array_free (g_steal_pointer (&join.rows), FALSE);
      take_counts (product, &join);
    }
  for (guint i = 0; join.counts != NULL && join.is_wide && i < join.counts->len; i++)
    mpz_clear (g_array_index (join.counts, mpz_t, i));
  g_clear_pointer (&join.rows, g_array_unref);
  g_clear_pointer (&join.counts, g_array_unref);
  for (guint i = 0; i < n_factors; i++)
    {
      g_free (join.cursors[i].rows);
      g_free (join.cursors[i].order);
      g_free (join.cursors[i].low);
      g_free (join.cursors[i].high);
    }
  for (guint i = 0; i < n_order; i++)
    g_array_unref (join.participants[i]);
  g_free (join.participants);
  g_free (join.cursors);
  g_free (join.tuple);
  g_free (join.slots);
  g_free (join.spread);
  g_clear_pointer (&join.touched, g_array_unref);
  mpz_clears (join.wide_sum, join.wide_product, NULL);

  return product;
}
