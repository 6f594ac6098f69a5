/* What a data set is to whoever reads it: rows, and columns with types. */

#include <colim/data-source.h>

/**
 * ColimDataSource:
 *
 * A data set.  A column of type `Real[…]` is read as float32, one of `Class[n]` as int32.
 */
G_DEFINE_INTERFACE (ColimDataSource, colim_data_source, G_TYPE_OBJECT)

static void
colim_data_source_default_init (ColimDataSourceInterface *iface)
{
}

/**
 * colim_data_source_get_n_rows:
 * @self: a data set
 *
 * Counts the rows.
 *
 * Returns: how many there are, or -1 if they are streamed: then rows are running numbers
 */
gint64
colim_data_source_get_n_rows (ColimDataSource *self)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self), 0);

  return COLIM_DATA_SOURCE_GET_IFACE (self)->get_n_rows (self);
}

/**
 * colim_data_source_get_n_columns:
 * @self: a data set
 *
 * Counts the columns.
 *
 * Returns: how many there are
 */
guint
colim_data_source_get_n_columns (ColimDataSource *self)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self), 0);

  return COLIM_DATA_SOURCE_GET_IFACE (self)->get_n_columns (self);
}

/**
 * colim_data_source_get_column_name:
 * @self: a data set
 * @column: a column
 *
 * Names a column.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_data_source_get_column_name (ColimDataSource *self, guint column)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self), NULL);

  return COLIM_DATA_SOURCE_GET_IFACE (self)->get_column_name (self, column);
}

/**
 * colim_data_source_get_column_type:
 * @self: a data set
 * @column: a column
 *
 * Tells what the points of a column are.
 *
 * Returns: (transfer none): the type
 */
ColimType *
colim_data_source_get_column_type (ColimDataSource *self, guint column)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self), NULL);

  return COLIM_DATA_SOURCE_GET_IFACE (self)->get_column_type (self, column);
}

/**
 * colim_data_source_find_column:
 * @self: a data set
 * @name: a name
 *
 * Finds the column of a name.
 *
 * Returns: the column, or -1
 */
gint32
colim_data_source_find_column (ColimDataSource *self, const char *name)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self) && name != NULL, -1);

  for (guint i = 0; i < colim_data_source_get_n_columns (self); i++)
    if (g_str_equal (colim_data_source_get_column_name (self, i), name))
      return (gint32) i;

  return -1;
}

/**
 * colim_data_source_read:
 * @self: a data set
 * @column: a column
 * @rows: (array length=n_rows): row numbers, in any order, repeated or not
 * @n_rows: how many there are
 * @out: where the points go, one after the other
 * @error: return location for an error
 *
 * Reads rows of a column.
 *
 * Returns: whether they could be read; %COLIM_ERROR_IO if not
 */
gboolean
colim_data_source_read (ColimDataSource *self, guint column, const gint32 *rows, gsize n_rows, gpointer out, GError **error)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self), FALSE);

  return COLIM_DATA_SOURCE_GET_IFACE (self)->read (self, column, rows, n_rows, out, error);
}

/**
 * colim_data_source_get_table:
 * @self: a data set
 * @column: a column
 * @scale: (out): what a stored number is multiplied by to give a component; 1 but for bytes
 *
 * Gives a column that is held in memory, as it is stored: its first extent are the rows, the others those of the type.
 *
 * Returns: (transfer none) (nullable): the column, or %NULL if it is not held in memory
 */
ColimTensor *
colim_data_source_get_table (ColimDataSource *self, guint column, double *scale)
{
  g_return_val_if_fail (COLIM_IS_DATA_SOURCE (self) && scale != NULL, NULL);

  ColimDataSourceInterface *iface = COLIM_DATA_SOURCE_GET_IFACE (self);

  *scale = 1;

  return iface->get_table != NULL ? iface->get_table (self, column, scale) : NULL;
}
