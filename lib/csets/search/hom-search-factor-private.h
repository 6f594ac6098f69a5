/* Tables of how many ways there are: for the images of some elements, a number.
 *
 *     scope   a   b         rows are different; a count that is missing is 1
 *     rows    0   3   2
 *             0   4   1
 *             1   3   5
 */

#pragma once

#include "lib/csets/search/hom-search-private.h"

typedef struct {
  gint32 *scope; /* elements */
  guint arity;
  gsize n_rows;
  gint32 *rows;
  guint64 *counts; /* NULL: all are 1, or wide */
  mpz_t *wide;     /* NULL: all fit into a word */
  guint bits;      /* no count is more than 2 to this power */
  gboolean dead;
} HomFactor;

/* The least power of 2 that is not less. */
static inline guint
_colim_hom_count_sum_bits (guint64 most)
{
  return most <= 1 ? 0 : 64 - (guint) __builtin_clzll (most - 1);
}

static inline guint
_colim_hom_factor_find_column (const HomFactor *self, gint32 e)
{
  guint column = 0;

  while (self->scope[column] != e)
    column++;

  return column;
}

HomFactor *_colim_hom_factor_new (const HomState *state, gint32 e, guint32 *marks, guint32 mark);
/* Gives back what a table takes that was multiplied into another one; its scope stays. */
void _colim_hom_factor_kill (HomFactor *self);
void _colim_hom_factor_free (HomFactor *self);

/* Sums: in one pass, where that can be; or by a join, which is NULL where the budget does not suffice. */
gboolean _colim_hom_factor_can_pass (const HomState *state, const HomFactor *table, HomFactor *const *unaries,
                                     guint n_unaries, gint32 kept);
HomFactor *_colim_hom_factor_pass (HomState *state, const HomFactor *table, HomFactor *const *unaries, guint n_unaries,
                                   gint32 kept);
HomFactor *_colim_hom_factor_join (HomState *state, HomFactor *const *factors, guint n_factors, const gint32 *order,
                                   guint n_order, gint32 summed);

/* Sums all of a connected part by setting one element of it; there are as many elements as a word has bits, at most. */
#define HOM_MOST_CONDITIONED 64

typedef struct _HomCondition HomCondition;

HomCondition *_colim_hom_condition_new (HomState *state, const gint32 *elements, guint n_elements,
                                        HomFactor *const *factors, guint n_factors, double *cost);
void _colim_hom_condition_free (HomCondition *self);
double _colim_hom_factors_estimate_join (const HomState *state, gint32 e, const GArray *bag, const GPtrArray *factors);
gboolean _colim_hom_condition_sum (HomCondition *self, mpz_t sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HomCondition, _colim_hom_condition_free)
