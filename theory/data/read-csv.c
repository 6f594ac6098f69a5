/* Comma-separated values with a header.
 *
 * A column all of whose cells are numbers is `Real`; any other is `Class`, its classes numbered and named in order of
 * appearance.  Numbers that are labels are only told from others by the argument `classes`: they stay the labels they
 * are if all are whole and not negative, and otherwise are names like any others.
 *
 * A column is made a tensor before the next one is looked at, so that beside the text and the tensors there is never
 * more than one column.
 */

#include "lib/exchange/csv-private.h"
#include "theory/data/data-file-private.h"
#include "theory/data/data-set-private.h"

#include <math.h>
#include <string.h>

typedef struct {
  const ColimCsv *csv;
  guint index;
  char *name;
  gboolean is_class; /* by the argument */
} Column;

static void
column_clear (gpointer data)
{
  g_free (((Column *) data)->name);
}

static gboolean
is_blank (const char *cell)
{
  return cell[strspn (cell, " \t")] == '\0';
}

/* An empty line is no row of data, even where it could be one of a single column. */
static gboolean
is_row (const Column *self, gsize row)
{
  return colim_csv_get_n_columns (self->csv) > 1 || *colim_csv_get_cell (self->csv, row, 0) != '\0';
}

static gboolean
read_number (const char *cell, double *number)
{
  const char *from = cell + strspn (cell, " \t");
  gsize n = strspn (from, "+-.0123456789eE");
  char *end;

  if (n == 0 || from[n + strspn (from + n, " \t")] != '\0')
    return FALSE;
  *number = g_ascii_strtod (from, &end);

  return end == from + n && isfinite (*number);
}

/* The numbers of a column, or NULL if a cell is neither a number nor empty; @empty is the first that is, or -1. */
static GArray *
read_numbers (const Column *self, gint64 *empty)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));

  *empty = -1;
  for (gsize row = 0; row < colim_csv_get_n_rows (self->csv); row++)
    {
      const char *cell = colim_csv_get_cell (self->csv, row, self->index);
      double number = 0;

      if (!is_row (self, row))
        continue;
      if (is_blank (cell))
        *empty = *empty >= 0 ? *empty : (gint64) row;
      else if (!read_number (cell, &number)
               || (self->is_class && (number < 0 || number > G_MAXINT32 - 1 || number != floor (number))))
        return NULL;
      g_array_append_val (numbers, number);
    }

  return g_steal_pointer (&numbers);
}

static gboolean
add_numbers (ColimTableSource *source, const Column *column, const GArray *numbers, GError **error)
{
  ColimElement element = column->is_class ? COLIM_ELEMENT_INT32 : COLIM_ELEMENT_FLOAT32;
  gint64 n = numbers->len;
  g_autoptr (ColimTensor) table
    = colim_tensor_new_from_doubles (element, &n, 1, (const double *) (void *) numbers->data, (gsize) n, error);
  g_autoptr (ColimType) number = colim_type_new_real (NULL, 0);

  if (table == NULL)
    return FALSE;

  return column->is_class ? _colim_data_add_labels (source, column->name, table, -1, error)
                          : colim_table_source_add_column (source, column->name, number, table, 1, error);
}

/* The labels of a column of text, and the names of the classes, which are cells. */
static GArray *
read_labels (const Column *self, GPtrArray *names)
{
  g_autoptr (GHashTable) classes = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gsize row = 0; row < colim_csv_get_n_rows (self->csv); row++)
    {
      const char *cell = colim_csv_get_cell (self->csv, row, self->index);
      gpointer found;
      gint32 label;

      if (!is_row (self, row))
        continue;
      if (!g_hash_table_lookup_extended (classes, cell, NULL, &found))
        {
          found = GINT_TO_POINTER ((gint) names->len);
          g_hash_table_insert (classes, (gpointer) cell, found);
          g_ptr_array_add (names, (gpointer) cell);
        }
      label = GPOINTER_TO_INT (found);
      g_array_append_val (labels, label);
    }

  return labels;
}

static gboolean
add_text (ColimTableSource *source, const Column *column, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) labels = read_labels (column, names);
  gint64 n = labels->len;
  g_autoptr (GBytes) bytes = g_bytes_new (labels->data, (gsize) n * sizeof (gint32));
  g_autoptr (ColimTensor) table = colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, error);

  if (table == NULL || !_colim_data_add_labels (source, column->name, table, names->len, error))
    return FALSE;
  g_ptr_array_add (names, NULL);

  return colim_table_source_name_classes (source, colim_data_source_get_n_columns (COLIM_DATA_SOURCE (source)) - 1,
                                          (const char *const *) names->pdata, error);
}

static gboolean
add_column (ColimTableSource *source, const Column *column, const char *file, GError **error)
{
  gint64 empty;
  g_autoptr (GArray) numbers = read_numbers (column, &empty);

  if (numbers != NULL && empty >= 0)
    {
      g_autofree char *message = g_strdup_printf ("column '%s' has no number", column->name);

      _colim_csv_refuse_cell (column->csv, (gsize) empty, column->index, error, COLIM_ERROR_PARSE, message);
      return FALSE;
    }
  if (numbers != NULL ? add_numbers (source, column, numbers, error) : add_text (source, column, error))
    return TRUE;
  g_prefix_error (error, "%s: ", file);

  return FALSE;
}

static gboolean
read_names (GArray *columns, const ColimCsv *csv, GError **error)
{
  for (guint i = 0; i < colim_csv_get_n_columns (csv); i++)
    {
      const char *name = colim_csv_get_name (csv, i);
      Column column = { csv, i, NULL, FALSE };

      if (is_blank (name))
        {
          _colim_csv_refuse_name (csv, i, error, COLIM_ERROR_PARSE, "expected the name of a column");
          return FALSE;
        }
      column.name = _colim_data_make_name (name);
      g_array_append_val (columns, column);
    }

  return TRUE;
}

static gboolean
mark_classes (GArray *columns, const char *list, const char *file, GError **error)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean is_found = FALSE;

      g_strstrip (names[i]);
      for (guint c = 0; c < columns->len; c++)
        {
          Column *column = &g_array_index (columns, Column, c);

          if (g_str_equal (column->name, names[i]))
            is_found = column->is_class = TRUE;
        }
      if (is_found)
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "%s: there is no column '%s'", file, names[i]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_columns (ColimTableSource *source, const GArray *columns, const char *file, GError **error)
{
  for (guint c = 0; c < columns->len; c++)
    {
      const Column *column = &g_array_index (columns, Column, c);

      if (colim_data_source_find_column (COLIM_DATA_SOURCE (source), column->name) >= 0)
        {
          g_autofree char *message = g_strdup_printf ("there is a column '%s' already", column->name);

          _colim_csv_refuse_name (column->csv, c, error, COLIM_ERROR_DUPLICATE_NAME, message);
          return FALSE;
        }
      if (!add_column (source, column, file, error))
        return FALSE;
    }

  return TRUE;
}

ColimTableSource *
_colim_data_read_table (ColimText *text, char separator, const char *classes, GError **error)
{
  g_autoptr (ColimCsv) csv = _colim_csv_parse_briefly (text, separator, error);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_autoptr (ColimTableSource) source = colim_table_source_new ();
  const char *file = colim_text_get_name (text);

  g_array_set_clear_func (columns, column_clear);
  if (csv == NULL || !read_names (columns, csv, error) || !mark_classes (columns, classes, file, error)
      || !add_columns (source, columns, file, error))
    return NULL;

  return g_steal_pointer (&source);
}

ColimTableSource *
_colim_read_csv (const DataRequest *request, GError **error)
{
  g_autofree char *path = _colim_data_resolve (request, request->values[0]);
  g_autoptr (DataFile) file = _colim_data_file_open (path, error);
  g_autoptr (ColimText) text = file != NULL ? _colim_data_file_read_text (file, error) : NULL;
  gboolean is_tabbed = g_str_has_suffix (path, ".tsv") || g_str_has_suffix (path, ".tsv.gz");

  return text != NULL ? _colim_data_read_table (text, is_tabbed ? '\t' : ',', request->values[1], error) : NULL;
}
