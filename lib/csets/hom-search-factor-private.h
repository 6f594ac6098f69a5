/* Tables of how many ways there are: for the images of some elements, a number.
 *
 *     scope   a   b         rows are different; a count that is missing is 1
 *     rows    0   3   2
 *             0   4   1
 *             1   3   5
 */

#pragma once

#include "lib/csets/hom-search-private.h"

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

void _colim_hom_factor_kill (HomFactor *self);
void _colim_hom_factor_free (HomFactor *self);
HomFactor *_colim_hom_factor_join (HomState *state, HomFactor *const *factors, guint n_factors, const gint32 *order,
                                   guint n_order, gint32 summed);
