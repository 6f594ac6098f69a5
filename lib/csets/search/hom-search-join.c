/* The product of some tables, summed over one element: a leapfrog join.
 *
 * No partial row is made that some table does not have, so that the work is bounded by the largest result possible.
 * If the element that is summed over comes last, results come in order and complete; if it is the last but one, sums
 * are spread over the images of the last; else they are gathered by hash.
 */

#include "lib/csets/search/hom-search-leapfrog-private.h"

#include <string.h>

/* More rows than this are not held: who asks must find another way. */
#define MOST_ROWS (1 << 24)

typedef struct {
  HomState *state;
  HomLeapfrog *leapfrog;
  guint n_order;
  guint summed; /* the position of the element that is summed over */
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

static guint64
multiply (const Join *join)
{
  guint64 product = 1;

  for (guint i = 0; i < join->leapfrog->n_cursors; i++)
    {
      const HomCursor *cursor = &join->leapfrog->cursors[i];

      if (cursor->factor->counts != NULL)
        product *= cursor->factor->counts[_colim_hom_cursor_get_row (cursor)];
    }

  return product;
}

static void
multiply_wide (Join *join)
{
  mpz_set_ui (join->wide_product, 1);
  for (guint i = 0; i < join->leapfrog->n_cursors; i++)
    {
      const HomCursor *cursor = &join->leapfrog->cursors[i];
      gint32 row = _colim_hom_cursor_get_row (cursor);

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
  gboolean last = depth + 1 == join->n_order, summed_last = join->summed + 1 == join->n_order;
  gint32 value;

  _colim_hom_leapfrog_enter (join->leapfrog, depth);
  if (last)
    {
      join->sum = 0;
      mpz_set_ui (join->wide_sum, 0);
    }
  while (_colim_hom_leapfrog_next (join->leapfrog, depth, &value))
    {
      join->tuple[depth] = value;
      if (join->state->steps_left-- <= 0)
        join->state->spent = TRUE;
      if (join->state->spent || count_rows (join) > MOST_ROWS)
        return FALSE;
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
  Join join = { .state = state, .n_order = n_order };
  HomFactor *product = NULL;
  guint bits = _colim_hom_count_sum_bits ((guint64) state->domains[summed].n);

  join.leapfrog = _colim_hom_leapfrog_new (state, factors, n_factors, order, n_order);
  for (guint i = 0; i < n_order; i++)
    if (order[i] == summed)
      join.summed = i;
  for (guint i = 0; i < n_factors; i++)
    {
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
  _colim_hom_leapfrog_free (join.leapfrog);
  g_free (join.tuple);
  g_free (join.slots);
  g_free (join.spread);
  g_clear_pointer (&join.touched, g_array_unref);
  mpz_clears (join.wide_sum, join.wide_product, NULL);

  return product;
}
