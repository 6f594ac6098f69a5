/* Numbering values in their order; the picture is in the header. */

#include "lib/csets/migration/value-codes-private.h"

#include "lib/csets/value-tuples-private.h"

static int
compare_values (gconstpointer a, gconstpointer b, gpointer column)
{
  const ColimColumn *values = column;
  gint32 i = *(const gint32 *) a, j = *(const gint32 *) b, v = values->variables[i], w = values->variables[j];

  if (v == COLIM_COLUMN_CONSTANT && w == COLIM_COLUMN_CONSTANT)
    return values->type->ops->compare (values->type, values->cells[i], values->cells[j]);

  /* What stands for a constant is less than any variable. */
  return (v > w) - (v < w);
}

void
_colim_value_codes_init (ColimValueCodes *self, ColimAttrType *type, const ColimColumn *const *columns,
                         guint n_columns)
{
  ColimValueTuples *found = _colim_value_tuples_new (type, 1);
  g_autofree gint32 *order = NULL, *ranks = NULL;

  self->n_columns = n_columns;
  self->codes = g_new (gint32 *, n_columns);
  for (guint c = 0; c < n_columns; c++)
    {
      const ColimColumn *column = columns[c];

      self->codes[c] = g_new (gint32, column->n);
      for (gint32 x = 0; x < column->n; x++)
        self->codes[c][x] = _colim_value_tuples_add (found, &(ColimValueTuple) { &column, &x });
    }
  order = g_new (gint32, found->n);
  ranks = g_new (gint32, found->n);
  for (gint32 i = 0; i < found->n; i++)
    order[i] = i;
  if (found->n > 0)
    g_qsort_with_data (order, found->n, sizeof *order, compare_values, found->entries[0]);
  self->values = _colim_column_new (type, found->n);
  for (gint32 rank = 0; rank < found->n; rank++)
    {
      ranks[order[rank]] = rank;
      _colim_column_copy_entry (self->values, rank, found->entries[0], order[rank]);
    }
  for (guint c = 0; c < n_columns; c++)
    for (gint32 x = 0; x < columns[c]->n; x++)
      self->codes[c][x] = ranks[self->codes[c][x]];
  _colim_value_tuples_free (found);
}

void
_colim_value_codes_clear (ColimValueCodes *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    g_free (self->codes[c]);
  g_clear_pointer (&self->codes, g_free);
  g_clear_pointer (&self->values, _colim_column_unref);
  self->n_columns = 0;
}
