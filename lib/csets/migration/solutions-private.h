/* The inside of the solutions of a query, for what makes and writes them. */

#pragma once

#include <colim/solutions.h>

#include "lib/csets/column-private.h"

typedef struct {
  gint32 *entries;     /* for each row: a part, or which of the values */
  ColimColumn *values; /* NULL: parts */
} ColimSolutionsColumn;

struct _ColimSolutions {
  gint32 n_rows;
  guint n_columns;
  ColimSolutionsColumn *columns;
};

ColimSolutions *_colim_solutions_new (gint32 n_rows, guint n_columns);
