/* Rows of numbers, each of one width, in lexicographic order: some functions from one finite set, which are numbered and
 * are found by halving.
 *
 *     0:  0 0 1
 *     1:  0 1 1
 *     2:  1 0 0
 */

#pragma once

#include <colim/natural.h>

#include "lib/sets/fin-function-private.h"

typedef struct {
  gint32 n;
  gint32 capacity;
  gsize width;
  gint32 *entries;
} ColimRowTable;

gboolean _colim_row_table_reserve (ColimRowTable *self, gsize width, const ColimNatural *n, gint64 *budget,
                                   GError **error);
void _colim_row_table_clear (ColimRowTable *self);
gint32 *_colim_row_table_append (ColimRowTable *self);
const gint32 *_colim_row_table_get (const ColimRowTable *self, gint32 number);
gint32 _colim_row_table_find (const ColimRowTable *self, const gint32 *row);
ColimFinFunction *_colim_row_table_precompose (const ColimRowTable *self, const ColimRowTable *to,
                                               const gsize *columns);
