/* Which rows are drawn in which step: a function of the step alone, so that a run can go on from anywhere. */

#pragma once

#include <colim/random.h>

#include "theory/compile/compile-private.h"

typedef struct {
  gint64 n_rows, batch, n_steps; /* of one pass */
  ColimRandom *order;            /* NULL: as they stand */
  gint64 pass;                   /* the pass that @rows are the order of */
  gint32 *rows;
} Batches;

void _colim_batches_init (Batches *self, const Source *source, const char *diagram, const char *vertex, const Settings *settings);
void _colim_batches_clear (Batches *self);

/* The rows of a step; gives how many. */
gint64 _colim_batches_get (Batches *self, gint64 step, gint32 **rows);
