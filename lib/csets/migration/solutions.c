/* Solutions of a query: rows of parts and values, a bag, sorted. */

#include "lib/csets/migration/solutions-private.h"

/**
 * ColimSolutions:
 *
 * The solutions of a query: a table with a row for each, as often as it was found, in order.  Immutable and reference
 * counted.
 */
G_DEFINE_BOXED_TYPE (ColimSolutions, colim_solutions, colim_solutions_ref, colim_solutions_unref)

/* The caller fills the columns. */
ColimSolutions *
_colim_solutions_new (gint32 n_rows, guint n_columns)
{
  ColimSolutions *self = g_atomic_rc_box_new (ColimSolutions);

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->columns = g_new0 (ColimSolutionsColumn, n_columns);

  return self;
}

/**
 * colim_solutions_ref:
 * @self: solutions
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSolutions *
colim_solutions_ref (ColimSolutions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSolutions *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_free (self->columns[c].entries);
      g_clear_pointer (&self->columns[c].values, _colim_column_unref);
    }
  g_free (self->columns);
}

/**
 * colim_solutions_unref:
 * @self: (transfer full): solutions
 *
 * Gives a reference back.
 */
void
colim_solutions_unref (ColimSolutions *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_solutions_get_n_rows:
 * @self: solutions
 *
 * Counts the solutions.
 *
 * Returns: the number of rows
 */
gint32
colim_solutions_get_n_rows (const ColimSolutions *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * colim_solutions_get_n_columns:
 * @self: solutions
 *
 * Counts what was asked for in each solution.
 *
 * Returns: the number of columns
 */
guint
colim_solutions_get_n_columns (const ColimSolutions *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

/**
 * colim_solutions_get_attr_type:
 * @self: solutions
 * @column: a column
 *
 * Tells what a column has: parts, or values of an attribute type.
 *
 * Returns: (transfer none) (nullable): the attribute type, or %NULL if it has parts
 */
ColimAttrType *
colim_solutions_get_attr_type (const ColimSolutions *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, NULL);

  return self->columns[column].values != NULL ? self->columns[column].values->type : NULL;
}

/**
 * colim_solutions_get:
 * @self: solutions
 * @column: a column
 * @row: a row
 *
 * Gives an entry that is a part or a variable of an attribute type.
 *
 * Returns: the part or the variable, or -1 if the entry is a constant
 */
gint32
colim_solutions_get (const ColimSolutions *self, guint column, gint32 row)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns && row >= 0 && row < self->n_rows, -1);

  const ColimSolutionsColumn *c = &self->columns[column];

  return c->values != NULL ? c->values->variables[c->entries[row]] : c->entries[row];
}

/**
 * colim_solutions_get_value:
 * @self: solutions
 * @column: a column
 * @row: a row
 * @value: (out caller-allocates): where to put the constant; zeroed memory, or an
 *   initialised value that is replaced
 *
 * Gives an entry that is a constant.
 *
 * Returns: %TRUE, or %FALSE if the entry is a part or a variable
 */
gboolean
colim_solutions_get_value (const ColimSolutions *self, guint column, gint32 row, GValue *value)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns && row >= 0 && row < self->n_rows, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  const ColimColumn *values = self->columns[column].values;
  gint32 entry = self->columns[column].entries[row];

  if (values == NULL || values->variables[entry] != COLIM_COLUMN_CONSTANT)
    return FALSE;
  if (G_IS_VALUE (value))
    g_value_unset (value);
  g_value_init (value, values->type->type);
  values->type->ops->store (values->type, values->cells[entry], value);

  return TRUE;
}
