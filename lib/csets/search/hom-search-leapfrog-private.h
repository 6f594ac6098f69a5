/* Tables read side by side, one element after the other in a fixed order, each table sorted by that order:
 *
 *     a   b        b   v        a   v            the values of an element that all tables with it have in common are
 *     ─────        ─────        ─────            found by leaping, and below each those of the next element
 *     0   3        3   7        0   7
 *     0   4        4   9        0   9
 *
 * (Veldhuizen, Leapfrog triejoin, 2014.)
 */

#pragma once

#include "lib/csets/search/hom-search-factor-private.h"

/* A table as it is read. */
typedef struct {
  const HomFactor *factor;
  gint32 *rows;  /* columns in the order of the elements, rows sorted */
  gint32 *order; /* where a row was in the table */
  gsize *low;    /* for each column, the rows that agree with what is chosen before it; the last is the row */
  gsize *high;
} HomCursor;

typedef struct {
  HomCursor *cursors;
  guint n_cursors;
  guint n_order;
  GArray **participants; /* for each element, the columns that have it */
  gint64 n_leaps;
} HomLeapfrog;

HomLeapfrog *_colim_hom_leapfrog_new (HomFactor *const *factors, guint n_factors, const gint32 *order, guint n_order);
void _colim_hom_leapfrog_free (HomLeapfrog *self);

/* Begins with an element, below what is chosen before it; goes to its next value, not less than a given one, or is
 * FALSE at the end; and makes it as it was before. */
void _colim_hom_leapfrog_enter (HomLeapfrog *self, guint depth);
gboolean _colim_hom_leapfrog_next (HomLeapfrog *self, guint depth, gint32 *value);
void _colim_hom_leapfrog_leave (HomLeapfrog *self, guint depth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HomLeapfrog, _colim_hom_leapfrog_free)
