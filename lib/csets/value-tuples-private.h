/* Tuples of values of one attribute type, one value for each leg of a limit, numbered in the order in which they come.
 *
 *     entries[0]:  │ variable 0 │ 5 │ …      the columns are where the variables of the limit go along the legs
 *     entries[1]:  │ 5          │ 7 │ …
 *     tuple:         0            1
 */

#pragma once

#include "lib/csets/column-private.h"

typedef struct {
  ColimAttrType *type;
  guint n_legs;
  ColimColumn **entries; /* for each leg */
  gint32 n;
  guint32 *hashes;  /* of the tuples, with room for half as many as there are slots */
  gint32 *slots;    /* a hash table of tuples, -1: empty */
  guint32 n_slots;  /* a power of 2 */
} ColimValueTuples;

/* A tuple that may not be among them: row rows[i] of column columns[i] for each leg i. */
typedef struct {
  const ColimColumn **columns;
  gint32 *rows;
} ColimValueTuple;

ColimValueTuples *_colim_value_tuples_new (ColimAttrType *type, guint n_legs);
void _colim_value_tuples_free (ColimValueTuples *self);
gint32 _colim_value_tuples_find (const ColimValueTuples *self, const ColimValueTuple *tuple);
gint32 _colim_value_tuples_add (ColimValueTuples *self, const ColimValueTuple *tuple);

void _colim_value_tuple_init (ColimValueTuple *self, guint n_legs);
void _colim_value_tuple_clear (ColimValueTuple *self);
gboolean _colim_value_tuple_is_constant (const ColimValueTuple *self, guint n_legs);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimValueTuple, _colim_value_tuple_clear)
