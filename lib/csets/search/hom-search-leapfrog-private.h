/* Tables read side by side, one element after the other in a fixed order, each table sorted by that order:
 *
 *     a   b        b   v        a   v            the values of an element that all tables with it have in common are
 *     ─────        ─────        ─────            found along the table that has fewest below what is chosen, the leader,
 *     0   3        3   7        0   7            leaping in the others; and below each those of the next element
 *     0   4        4   9        0   9
 *
 * (Veldhuizen, Leapfrog triejoin, 2014; Ngo, Ré and Rudra, Skew strikes back, 2013.)
 *
 * Where what is chosen last does not change what a table has, as the v of a does not change with b, its values are
 * marked as soon as leaders were so long together that marking is paid for: then they are looked up.
 */

#pragma once

#include "lib/csets/search/hom-search-factor-private.h"

/* A column of a table as it is read; after the last one there is one more, without values. */
typedef struct {
  gint32 *values;
  gint32 range; /* values are less; that of all columns of an element */
  gboolean is_narrow;
  gsize first, end; /* the rows that agree with what is chosen before it */
  gsize at;         /* the row of the value; those before it are read */

  gboolean is_marked;
  gsize credit;    /* how much marking would have saved since the rows are these */
  guint32 *marks;  /* by value: mark, if some row has it; NULL: not needed yet */
  guint32 *places; /* by value: then its first row */
  guint32 mark;
} HomColumn;

typedef struct {
  const HomFactor *factor;
  HomColumn *columns; /* in the order of the elements */
  gint32 *order;      /* where a row was in the table; NULL: where it is */
} HomCursor;

/* The columns that have an element; when it is entered, the leader is the first, and the second is marked if one is. */
typedef struct {
  HomColumn **columns;
  guint n;
} HomDepth;

typedef struct {
  HomCursor *cursors;
  guint n_cursors;
  HomDepth *depths; /* of each element in the order */
  guint n_depths;
  gint64 n_steps; /* rows of leaders that were looked at */
} HomLeapfrog;

HomLeapfrog *_colim_hom_leapfrog_new (const HomState *state, HomFactor *const *factors, guint n_factors,
                                      const gint32 *order, guint n_order);
void _colim_hom_leapfrog_free (HomLeapfrog *self);

/* Begins with an element, below what is chosen before it; goes to its next value, or is FALSE at the end. */
void _colim_hom_leapfrog_enter (HomLeapfrog *self, guint depth);
gboolean _colim_hom_leapfrog_next (HomLeapfrog *self, guint depth, gint32 *value);

/* Whether it shows already that this was the last value. */
static inline gboolean
_colim_hom_leapfrog_is_done (const HomLeapfrog *self, guint depth)
{
  const HomColumn *leader = self->depths[depth].columns[0];

  return leader->at == leader->end;
}

static inline gint32
_colim_hom_cursor_get_row (const HomCursor *self)
{
  gsize row = self->columns[self->factor->arity].first;

  return self->order != NULL ? self->order[row] : (gint32) row;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HomLeapfrog, _colim_hom_leapfrog_free)
