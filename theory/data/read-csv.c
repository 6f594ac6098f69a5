/* Comma-separated values with a header.
 *
 * A column all of whose cells are numbers is `Real`; any other is `Class`, its classes numbered and named in order of
 * appearance. Numbers that are labels are only told from others by the argument `classes`: they stay the labels they
 * are if all are whole and not negative, and otherwise are names like any others.
 *
 * The text is gone through twice: which columns are numbers is known only after the last row.
 */

#include "theory/data/csv-private.h"
#include "theory/data/data-set-private.h"
#include "theory/data/separated-private.h"

#include <math.h>
#include <string.h>

typedef struct {
  char *name;
  gboolean is_class; /* by the argument */
  gboolean is_text;
  guint empty;         /* the line of the first cell without a number, or 0 */
  GArray *numbers;     /* double */
  GArray *labels;      /* gint32, of text */
  GHashTable *classes; /* name → label */
  GPtrArray *names;    /* the names, in order, owned by the table */
} Column;

static void
column_free (Column *self)
{
  g_free (self->name);
  g_array_unref (self->numbers);
  g_array_unref (self->labels);
  g_hash_table_unref (self->classes);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static Column *
column_new (char *name)
{
  Column *self = g_new0 (Column, 1);

  self->name = name;
  self->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  self->labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new ();

  return self;
}

/* A name that may stand after a dot: signs that may not are `_`. */
static char *
make_name (const char *cell)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (cell));
  g_autofree char *normal = g_utf8_normalize (trimmed, -1, G_NORMALIZE_NFC);
  GString *name = g_string_new (NULL);

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);
      gboolean is_digit = g_unichar_type (sign) == G_UNICODE_DECIMAL_NUMBER;

      if (name->len == 0 && is_digit)
        g_string_append_c (name, '_');
      if (is_digit || g_unichar_isalpha (sign) || (g_unichar_ismark (sign) && name->len > 0))
        g_string_append_unichar (name, sign);
      else
        g_string_append_c (name, '_');
    }

  return g_string_free (name, FALSE);
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

static void
look_at (Column *self, const Separated *cells)
{
  const char *cell = cells->cell->str;
  double number = 0;

  if (self->is_text)
    return;
  if (cell[strspn (cell, " \t")] == '\0')
    self->empty = self->empty > 0 ? self->empty : cells->line;
  else if (!read_number (cell, &number)
           || (self->is_class && (number < 0 || number > G_MAXINT32 - 1 || number != floor (number))))
    {
      self->is_text = TRUE;
      g_array_set_size (self->numbers, 0);
      return;
    }
  g_array_append_val (self->numbers, number);
}

static void
read_class (Column *self, const Separated *cells)
{
  gpointer found;
  gint32 label;

  if (!self->is_text)
    return;
  if (!g_hash_table_lookup_extended (self->classes, cells->cell->str, NULL, &found))
    {
      char *name = g_strdup (cells->cell->str);

      found = GINT_TO_POINTER ((gint) self->names->len);
      g_hash_table_insert (self->classes, name, found);
      g_ptr_array_add (self->names, name);
    }
  label = GPOINTER_TO_INT (found);
  g_array_append_val (self->labels, label);
}

static gboolean
read_header (GPtrArray *columns, Separated *cells, DataFile *file, GError **error)
{
  SeparatedStep step = SEPARATED_CELL;

  while (step == SEPARATED_CELL)
    {
      step = _colim_separated_next (cells, file, error);
      if (step == SEPARATED_ERROR)
        return FALSE;
      if (step == SEPARATED_END || cells->cell->str[strspn (cells->cell->str, " \t")] == '\0')
        {
          _colim_data_file_refuse (file, error, "line %u: expected the name of a column", cells->line);
          return FALSE;
        }
      g_ptr_array_add (columns, column_new (make_name (cells->cell->str)));
    }

  return TRUE;
}

/* The rows, each cell given to its column. */
static gboolean
read_rows (GPtrArray *columns, Separated *cells, void (*act) (Column *, const Separated *), DataFile *file,
           GError **error)
{
  for (;;)
    {
      guint n = 0;
      SeparatedStep step;

      do
        {
          step = _colim_separated_next (cells, file, error);
          if (step == SEPARATED_ERROR)
            return FALSE;
          if (step == SEPARATED_END)
            return TRUE;
          if (n < columns->len)
            act (g_ptr_array_index (columns, n), cells);
          n++;
        }
      while (step == SEPARATED_CELL);
      if (n != columns->len)
        {
          _colim_data_file_refuse (file, error, "line %u: %u cells, where the header has %u", cells->line, n,
                                   columns->len);
          return FALSE;
        }
    }
}

static gboolean
mark_classes (GPtrArray *columns, const char *list, DataFile *file, GError **error)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean is_found = FALSE;

      g_strstrip (names[i]);
      for (guint c = 0; c < columns->len; c++)
        {
          Column *column = g_ptr_array_index (columns, c);

          if (g_str_equal (column->name, names[i]))
            is_found = column->is_class = TRUE;
        }
      if (is_found)
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "%s: there is no column '%s'",
                   _colim_data_file_get_name (file), names[i]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_numbers (ColimTableSource *source, const Column *column, GError **error)
{
  ColimElement element = column->is_class ? COLIM_ELEMENT_INT32 : COLIM_ELEMENT_FLOAT32;
  gint64 n = column->numbers->len;
  g_autoptr (ColimTensor) table
    = colim_tensor_new_from_doubles (element, &n, 1, (const double *) (void *) column->numbers->data, (gsize) n, error);
  g_autoptr (ColimType) number = colim_type_new_real (NULL, 0);

  if (table == NULL)
    return FALSE;

  return column->is_class ? _colim_data_add_labels (source, column->name, table, -1, error)
                          : colim_table_source_add_column (source, column->name, number, table, 1, error);
}

static gboolean
add_text (ColimTableSource *source, Column *column, GError **error)
{
  gint64 n = column->labels->len;
  g_autoptr (GBytes) bytes = g_bytes_new (column->labels->data, (gsize) n * sizeof (gint32));
  g_autoptr (ColimTensor) table = colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, error);

  if (table == NULL || !_colim_data_add_labels (source, column->name, table, column->names->len, error))
    return FALSE;
  g_ptr_array_add (column->names, NULL);

  return colim_table_source_name_classes (source, colim_data_source_get_n_columns (COLIM_DATA_SOURCE (source)) - 1,
                                          (const char *const *) column->names->pdata, error);
}

static ColimTableSource *
make_source (GPtrArray *columns, DataFile *file, GError **error)
{
  g_autoptr (ColimTableSource) source = colim_table_source_new ();

  for (guint c = 0; c < columns->len; c++)
    {
      Column *column = g_ptr_array_index (columns, c);

      if (!column->is_text && column->empty > 0)
        {
          _colim_data_file_refuse (file, error, "line %u: column '%s' has no number", column->empty, column->name);
          return NULL;
        }
      if (column->is_text ? !add_text (source, column, error) : !add_numbers (source, column, error))
        {
          g_prefix_error (error, "%s: ", _colim_data_file_get_name (file));
          return NULL;
        }
    }

  return g_steal_pointer (&source);
}

ColimTableSource *
_colim_csv_read (DataFile *file, char separator, const char *classes, GError **error)
{
  g_autoptr (GBytes) text = _colim_separated_read (file, error);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  g_auto (Separated) cells = { NULL };

  if (text == NULL)
    return NULL;
  _colim_separated_init (&cells, text, separator);
  if (!read_header (columns, &cells, file, error) || !mark_classes (columns, classes, file, error))
    return NULL;

  const char *first = cells.at;
  guint here = cells.here;

  if (!read_rows (columns, &cells, look_at, file, error))
    return NULL;
  cells.at = first;
  cells.here = here;
  if (!read_rows (columns, &cells, read_class, file, error))
    return NULL;

  return make_source (columns, file, error);
}

ColimTableSource *
_colim_read_csv (const DataRequest *request, GError **error)
{
  g_autofree char *path = _colim_data_resolve (request, request->values[0]);
  g_autoptr (DataFile) file = _colim_data_file_open (path, error);
  gboolean is_tabbed = g_str_has_suffix (path, ".tsv") || g_str_has_suffix (path, ".tsv.gz");

  return file != NULL ? _colim_csv_read (file, is_tabbed ? '\t' : ',', request->values[1], error) : NULL;
}
