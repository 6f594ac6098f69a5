/* A data set held in memory: columns side by side, each a tensor whose first extent are the rows.
 *
 *     image  Real[1, 8, 8]   bytes [1438, 1, 8, 8], each times 1/16
 *     label  Class[10]       int32 [1438], each in 0 … 9
 *
 * Bytes stay bytes; other numbers of a `Real[…]` are float32, so that there are three kinds of tables and no more.
 */

#include <colim/table-source.h>

#include <math.h>
#include <string.h>

typedef struct {
  char *name;
  ColimType *type;
  ColimTensor *table;
  double scale;
  char **class_names;
} Column;

struct _ColimTableSource {
  GObject parent;

  gint32 n_rows; /* -1 before the first column */
  GArray *columns;
};

/**
 * ColimTableSource:
 *
 * A [iface@Colim.DataSource] whose columns are tensors, its own or a program's.  It is built column by column; once it
 * is read, nothing may be added.
 */
static void init_data_source (ColimDataSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ColimTableSource, colim_table_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COLIM_TYPE_DATA_SOURCE, init_data_source))

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_clear_pointer (&column->type, colim_type_unref);
  g_clear_pointer (&column->table, colim_tensor_unref);
  g_strfreev (column->class_names);
}

static void
finalize (GObject *object)
{
  g_array_unref (COLIM_TABLE_SOURCE (object)->columns);

  G_OBJECT_CLASS (colim_table_source_parent_class)->finalize (object);
}

static void
colim_table_source_class_init (ColimTableSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
colim_table_source_init (ColimTableSource *self)
{
  self->n_rows = -1;
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
}

static const Column *
get_column (ColimDataSource *source, guint column)
{
  ColimTableSource *self = COLIM_TABLE_SOURCE (source);

  g_return_val_if_fail (column < self->columns->len, NULL);

  return &g_array_index (self->columns, Column, column);
}

/* The interface */

static gint64
get_n_rows (ColimDataSource *source)
{
  return MAX (COLIM_TABLE_SOURCE (source)->n_rows, 0);
}

static guint
get_n_columns (ColimDataSource *source)
{
  return COLIM_TABLE_SOURCE (source)->columns->len;
}

static const char *
get_column_name (ColimDataSource *source, guint column)
{
  const Column *found = get_column (source, column);

  return found != NULL ? found->name : NULL;
}

static ColimType *
get_column_type (ColimDataSource *source, guint column)
{
  const Column *found = get_column (source, column);

  return found != NULL ? found->type : NULL;
}

static ColimTensor *
get_table (ColimDataSource *source, guint column, double *scale)
{
  const Column *found = get_column (source, column);

  if (found == NULL)
    return NULL;
  *scale = found->scale;

  return found->table;
}

static gsize
get_row_size (const Column *column)
{
  ColimTypeKind kind = colim_type_get_kind (column->type);
  gsize n = kind == COLIM_KIND_REAL ? (gsize) colim_type_get_size (column->type) : 1;

  return n * colim_element_get_size (colim_tensor_get_element (column->table));
}

static gboolean
check_rows (ColimTableSource *self, const gint32 *rows, gsize n_rows, GError **error)
{
  for (gsize i = 0; i < n_rows; i++)
    if (rows[i] < 0 || rows[i] >= self->n_rows)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "there is no row %d: there are %d", rows[i],
                     MAX (self->n_rows, 0));
        return FALSE;
      }

  return TRUE;
}

static void
copy_rows (const Column *column, const gint32 *rows, gsize n_rows, gpointer out)
{
  gsize size = get_row_size (column);
  const guint8 *table = colim_tensor_get_data (column->table);

  for (gsize i = 0; i < n_rows && size > 0; i++)
    memcpy ((guint8 *) out + i * size, table + (gsize) rows[i] * size, size);
}

/* One multiplication in single precision, as whoever gathers from the table itself would do. */
static void
scale_rows (const Column *column, const gint32 *rows, gsize n_rows, float *out)
{
  gsize size = get_row_size (column);
  const guint8 *table = colim_tensor_get_data (column->table);
  float scale = (float) column->scale;

  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < size; j++)
      *out++ = (float) table[(gsize) rows[i] * size + j] * scale;
}

static gboolean
read_rows (ColimDataSource *source, guint column, const gint32 *rows, gsize n_rows, gpointer out, GError **error)
{
  const Column *found = get_column (source, column);

  if (found == NULL || !check_rows (COLIM_TABLE_SOURCE (source), rows, n_rows, error))
    return FALSE;
  if (colim_tensor_get_element (found->table) == COLIM_ELEMENT_UINT8)
    scale_rows (found, rows, n_rows, out);
  else
    copy_rows (found, rows, n_rows, out);

  return TRUE;
}

static void
init_data_source (ColimDataSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_n_columns = get_n_columns;
  iface->get_column_name = get_column_name;
  iface->get_column_type = get_column_type;
  iface->read = read_rows;
  iface->get_table = get_table;
}

/* Building */

/**
 * colim_table_source_new:
 *
 * Makes a data set without columns.
 *
 * Returns: (transfer full): the data set
 */
ColimTableSource *
colim_table_source_new (void)
{
  return g_object_new (COLIM_TYPE_TABLE_SOURCE, NULL);
}

static gboolean
check_shape (const char *name, const ColimType *type, const ColimTensor *table, GError **error)
{
  gsize n_table, n_type;
  const gint64 *shape = colim_tensor_get_shape (table, &n_table);
  const gint64 *expected = colim_type_get_shape (type, &n_type);
  ColimTypeKind kind = colim_type_get_kind (type);

  if (kind != COLIM_KIND_REAL && kind != COLIM_KIND_CLASS)
    {
      g_autofree char *text = colim_type_to_string (type);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "column '%s' is Real[…] or Class[n], not %s", name, text);
      return FALSE;
    }
  if (n_table != n_type + 1 || (n_type > 0 && memcmp (shape + 1, expected, n_type * sizeof *shape) != 0))
    {
      g_autofree char *text = colim_type_to_string (type);
      g_autofree char *given = colim_tensor_print_shape (table);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "column '%s': %s are not rows of %s", name, given, text);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_n_rows (ColimTableSource *self, const char *name, const ColimTensor *table, GError **error)
{
  gsize n_dims;
  gint64 n_rows = colim_tensor_get_shape (table, &n_dims)[0];

  if (n_rows > G_MAXINT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                   "column '%s' has %" G_GINT64_FORMAT " rows; there are at most %d", name, n_rows, G_MAXINT32);
      return FALSE;
    }
  if (self->n_rows >= 0 && n_rows != self->n_rows)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE,
                   "column '%s' has %" G_GINT64_FORMAT " rows, the columns before it %d", name, n_rows, self->n_rows);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_labels (const char *name, const ColimType *type, const ColimTensor *table, double scale, GError **error)
{
  gint64 n = colim_type_get_size (type);
  const gint32 *labels = colim_tensor_get_data (table);

  if (colim_tensor_get_element (table) != COLIM_ELEMENT_INT32 || scale != 1)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "column '%s': labels are int32, and are not scaled", name);
      return FALSE;
    }
  for (gint64 i = 0; i < colim_tensor_get_n_values (table); i++)
    if (labels[i] < 0 || labels[i] >= n)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                     "column '%s': label %d of row %" G_GINT64_FORMAT " is none of Class[%" G_GINT64_FORMAT "]", name,
                     labels[i], i, n);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_scale (const char *name, const ColimTensor *table, double scale, GError **error)
{
  if (isfinite (scale) && (scale == 1 || colim_tensor_get_element (table) == COLIM_ELEMENT_UINT8))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "column '%s': only bytes are scaled, and by a finite number",
               name);

  return FALSE;
}

/**
 * colim_table_source_add_column:
 * @self: a data set
 * @name: what to call the column
 * @type: `Real[…]` or `Class[n]`
 * @table: the column: its first extent are the rows, the others those of @type; labels are int32
 * @scale: what bytes are multiplied by, in single precision; 1 for other numbers
 * @error: return location for an error
 *
 * Adds a column.  Bytes and single precision are kept as they are, without a copy; other numbers become single
 * precision.
 *
 * Returns: whether it fits; %COLIM_ERROR_TYPE, %COLIM_ERROR_OUT_OF_RANGE (a label), %COLIM_ERROR_DUPLICATE_NAME,
 *   %COLIM_ERROR_INVALID or %COLIM_ERROR_TOO_LARGE if not
 */
gboolean
colim_table_source_add_column (ColimTableSource *self, const char *name, ColimType *type, ColimTensor *table,
                               double scale, GError **error)
{
  g_return_val_if_fail (COLIM_IS_TABLE_SOURCE (self) && name != NULL && type != NULL && table != NULL, FALSE);

  gsize n_dims;
  gboolean is_kept
    = colim_type_get_kind (type) == COLIM_KIND_CLASS || colim_tensor_get_element (table) == COLIM_ELEMENT_UINT8;

  if (colim_data_source_find_column (COLIM_DATA_SOURCE (self), name) >= 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "there is a column '%s' already", name);
      return FALSE;
    }
  if (!check_shape (name, type, table, error) || !check_n_rows (self, name, table, error))
    return FALSE;
  if (colim_type_get_kind (type) == COLIM_KIND_CLASS ? !check_labels (name, type, table, scale, error)
                                                     : !check_scale (name, table, scale, error))
    return FALSE;

  Column column = { g_strdup (name), colim_type_ref (type), NULL, scale, NULL };

  column.table = is_kept ? colim_tensor_ref (table) : colim_tensor_convert (table, COLIM_ELEMENT_FLOAT32);
  g_array_append_val (self->columns, column);
  self->n_rows = (gint32) colim_tensor_get_shape (table, &n_dims)[0];

  return TRUE;
}

/**
 * colim_table_source_name_classes:
 * @self: a data set
 * @column: a column of type `Class[n]`
 * @names: (array zero-terminated=1): n names
 * @error: return location for an error
 *
 * Names the classes of a column, so that people may choose rows by them.
 *
 * Returns: whether they are as many as there are classes; %COLIM_ERROR_TYPE if not
 */
gboolean
colim_table_source_name_classes (ColimTableSource *self, guint column, const char *const *names, GError **error)
{
  g_return_val_if_fail (COLIM_IS_TABLE_SOURCE (self) && column < self->columns->len && names != NULL, FALSE);

  Column *named = &g_array_index (self->columns, Column, column);
  guint n = g_strv_length ((char **) names);

  if (colim_type_get_kind (named->type) != COLIM_KIND_CLASS || colim_type_get_size (named->type) != n)
    {
      g_autofree char *text = colim_type_to_string (named->type);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "column '%s': %u names are not those of %s", named->name, n,
                   text);
      return FALSE;
    }
  g_strfreev (named->class_names);
  named->class_names = g_strdupv ((char **) names);

  return TRUE;
}

/**
 * colim_table_source_get_class_names:
 * @self: a data set
 * @column: a column
 *
 * Tells what the classes of a column are called.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the names, or %NULL if they have none
 */
const char *const *
colim_table_source_get_class_names (ColimTableSource *self, guint column)
{
  g_return_val_if_fail (COLIM_IS_TABLE_SOURCE (self) && column < self->columns->len, NULL);

  return (const char *const *) g_array_index (self->columns, Column, column).class_names;
}

/* Rows may be repeated: a small table selects into one that cannot be held. */
static gboolean
check_selection (ColimTableSource *self, gsize n_rows, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      gsize length;

      if (!g_size_checked_mul (&length, n_rows, get_row_size (column)) || length > G_MAXINT64 / 16)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                       "%" G_GSIZE_FORMAT " rows of column '%s' cannot be held", n_rows, column->name);
          return FALSE;
        }
    }

  return TRUE;
}

static Column
select_rows (const Column *column, const gint32 *rows, gsize n_rows)
{
  gsize n_dims, length = n_rows * get_row_size (column);
  const gint64 *shape = colim_tensor_get_shape (column->table, &n_dims);
  gint64 selected[COLIM_TENSOR_MOST_DIMS];
  gpointer data = g_malloc (length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);

  memcpy (selected, shape, n_dims * sizeof *shape);
  selected[0] = (gint64) n_rows;
  copy_rows (column, rows, n_rows, data);

  return (Column){ g_strdup (column->name), colim_type_ref (column->type),
                   colim_tensor_new (colim_tensor_get_element (column->table), selected, n_dims, bytes, NULL),
                   column->scale, g_strdupv (column->class_names) };
}

/**
 * colim_table_source_select:
 * @self: a data set
 * @rows: (array length=n_rows): row numbers, in any order, repeated or not
 * @n_rows: how many there are
 * @error: return location for an error
 *
 * Makes a data set of some rows of this one: the same columns, row i of the new one being row @rows\[i\] of the old.
 *
 * Returns: (transfer full): the data set, or %NULL with %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TOO_LARGE
 */
ColimTableSource *
colim_table_source_select (ColimTableSource *self, const gint32 *rows, gsize n_rows, GError **error)
{
  g_return_val_if_fail (COLIM_IS_TABLE_SOURCE (self) && (rows != NULL || n_rows == 0), NULL);

  if (n_rows > G_MAXINT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "%" G_GSIZE_FORMAT " rows; there are at most %d", n_rows,
                   G_MAXINT32);
      return NULL;
    }
  if (!check_rows (self, rows, n_rows, error) || !check_selection (self, n_rows, error))
    return NULL;

  ColimTableSource *selected = colim_table_source_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column column = select_rows (&g_array_index (self->columns, Column, i), rows, n_rows);

      g_array_append_val (selected->columns, column);
    }
  selected->n_rows = self->columns->len > 0 ? (gint32) n_rows : -1;

  return selected;
}
