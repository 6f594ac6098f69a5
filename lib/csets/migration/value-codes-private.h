/* The values of columns of one attribute type, numbered in their order: constants ascending, then variables.
 *
 *     column     │ "b" │ x₁ │ 3 │ "b" │
 *     codes      │  1  │ 2  │ 0 │  1  │         values: 3, "b", x₁
 */

#pragma once

#include "lib/csets/column-private.h"

typedef struct {
  ColimColumn *values;
  guint n_columns;
  gint32 **codes; /* for each column */
} ColimValueCodes;

void _colim_value_codes_init (ColimValueCodes *self, ColimAttrType *type, const ColimColumn *const *columns,
                              guint n_columns);
void _colim_value_codes_clear (ColimValueCodes *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimValueCodes, _colim_value_codes_clear)
