/* Summing in one pass over a table, where all else that is said about what is summed is said one element at a time:
 *
 *     table  e   a   b            for each row the product of what is known of e and of a
 *            ────────────         is added to what is known of b
 *            0   3   2
 *            1   3   5   ──▶   b = 2, 5, …
 *
 * A tree is counted so, from its leaves, in a pass for each edge.
 */

#include "lib/csets/search/hom-search-factor-private.h"

/* A table of one element is spread over its images if it has not much fewer rows than there are images. */
#define MOST_SPREAD 8

static gint32
get_size (const HomState *state, gint32 e)
{
  return state->sorts[state->sort_of[e]].size;
}

/* Multiplies by what a table of one element says about each row; rows that it does not have are 0. */
static void
multiply (const HomState *state, const HomFactor *table, const HomFactor *unary, guint column, guint64 *products)
{
  gint32 size = get_size (state, unary->scope[0]);
  g_autofree guint64 *by_image = g_new0 (guint64, size);
  const gint32 *images = table->rows + column;

  for (gsize i = 0; i < unary->n_rows; i++)
    by_image[unary->rows[i]] = unary->counts != NULL ? unary->counts[i] : 1;
  for (gsize i = 0; i < table->n_rows; i++)
    products[i] *= by_image[images[i * table->arity]];
}

/* Whether sums are numbers of one word, and spreading costs no more than the pass. */
gboolean
_colim_hom_factor_can_pass (const HomState *state, const HomFactor *table, HomFactor *const *unaries, guint n_unaries,
                            gint32 kept)
{
  guint bits = table->bits + _colim_hom_count_sum_bits (table->n_rows);
  gsize most = MOST_SPREAD * (table->n_rows + 8);
  gboolean can = table->wide == NULL && (kept < 0 || (gsize) get_size (state, kept) <= most);

  for (guint i = 0; i < n_unaries && can; i++)
    {
      bits += unaries[i]->bits;
      can = unaries[i]->wide == NULL && (gsize) get_size (state, unaries[i]->scope[0]) <= most;
    }

  return can && bits <= 63;
}

/* The sum of a table, times tables of one of its elements each, over all elements but one, or over all. */
HomFactor *
_colim_hom_factor_pass (HomState *state, const HomFactor *table, HomFactor *const *unaries, guint n_unaries,
                        gint32 kept)
{
  HomFactor *sum = g_new0 (HomFactor, 1);
  gsize size = kept < 0 ? 1 : (gsize) get_size (state, kept), n = table->n_rows;
  g_autofree guint64 *products = g_new (guint64, n), *sums = g_new0 (guint64, size);
  const gint32 *images = kept < 0 ? NULL : table->rows + _colim_hom_factor_find_column (table, kept);

  for (gsize i = 0; i < n; i++)
    products[i] = table->counts != NULL ? table->counts[i] : 1;
  for (guint i = 0; i < n_unaries; i++)
    multiply (state, table, unaries[i], _colim_hom_factor_find_column (table, unaries[i]->scope[0]), products);
  for (gsize i = 0; i < n; i++)
    sums[images != NULL ? images[i * table->arity] : 0] += products[i];
  if ((state->steps_left -= (gint64) n) < 0)
    state->spent = TRUE;

  sum->arity = kept >= 0;
  sum->scope = g_new (gint32, 1);
  sum->scope[0] = kept;
  sum->rows = g_new (gint32, size);
  sum->counts = g_new (guint64, size);
  for (gsize image = 0; image < size; image++)
    if (sums[image] != 0)
      {
        sum->bits = MAX (sum->bits, _colim_hom_count_sum_bits (sums[image]));
        sum->counts[sum->n_rows] = sums[image];
        sum->rows[sum->n_rows++] = (gint32) image;
      }

  return sum;
}
