#pragma once

#include "theory/pairs/pairs-private.h"

#include "lib/categories/path-count-private.h"

typedef struct {
  mpz_t all;
  mpz_t in_loss;
} PairsTotals;

void _colim_pairs_add_total (PairsTotals *totals, const PairsListing *self, gint32 target, const mpz_t number);

/* Adds the pairs that no other implies; @useful marks what leads to a target.  All relations are between single edges, and the
 * policy is not `paths`. */
void _colim_pairs_count_irredundant (const PairsListing *self, const guint8 *useful, PairsTotals *totals);
