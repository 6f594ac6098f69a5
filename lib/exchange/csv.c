/* Tables as text (RFC 4180): a header of names, then rows of as many cells.
 *
 *   cell: anything but , " and line ends   or   " anything, each " twice "
 *
 * The cells lie in one buffer, each behind the other with a NUL between, and know where they stood in the text.
 */

#include <colim/csv.h>

#include "lib/exchange/json-private.h"

#include <math.h>
#include <string.h>

typedef struct {
  gsize start;  /* in the buffer */
  gsize offset; /* in the text */
} Cell;

struct _ColimCsv {
  ColimText *text;
  GString *buffer;
  GArray *cells; /* Cell, row by row, the header first */
  guint n_columns;
};

/**
 * ColimCsv:
 *
 * A table of texts with named columns, as comma-separated values hold it.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimCsv, colim_csv, colim_csv_ref, colim_csv_unref)

static gboolean
refuse (ColimText *text, gsize offset, GError **error, ColimError code, const char *message)
{
  g_autofree char *described = colim_text_describe (text, offset, "error", message);

  g_set_error_literal (error, COLIM_ERROR, code, described);

  return FALSE;
}

/* Reads what stands between quotes, the first of which is at @at; gives the offset behind the last. */
static gboolean
read_quoted (ColimCsv *self, gsize *at, GError **error)
{
  gsize length, opened = *at;
  const char *contents = colim_text_get_contents (self->text, &length);

  for ((*at)++; *at < length; (*at)++)
    {
      if (contents[*at] == '"' && contents[*at + 1] != '"')
        {
          (*at)++;
          return TRUE;
        }
      *at += contents[*at] == '"';
      g_string_append_c (self->buffer, contents[*at]);
    }

  return refuse (self->text, opened, error, COLIM_ERROR_PARSE, "the quote does not end");
}

static gboolean
read_cell (ColimCsv *self, gsize *at, GError **error)
{
  gsize length;
  const char *contents = colim_text_get_contents (self->text, &length);

  g_array_append_val (self->cells, ((Cell) { .start = self->buffer->len, .offset = *at }));
  if (contents[*at] == '"')
    {
      if (!read_quoted (self, at, error))
        return FALSE;
      if (*at < length && strchr (",\r\n", contents[*at]) == NULL)
        return refuse (self->text, *at, error, COLIM_ERROR_PARSE, "expected ',' or the end of the line");
    }
  for (; *at < length && strchr (",\r\n", contents[*at]) == NULL; (*at)++)
    {
      if (contents[*at] == '"')
        return refuse (self->text, *at, error, COLIM_ERROR_PARSE, "a cell with a quote in it must be quoted");
      g_string_append_c (self->buffer, contents[*at]);
    }
  g_string_append_c (self->buffer, '\0');

  return TRUE;
}

/* Reads a row and its line end. */
static gboolean
read_row (ColimCsv *self, gsize *at, guint *n, GError **error)
{
  const char *contents = colim_text_get_contents (self->text, NULL);

  *n = 0;
  do
    {
      *at += *n > 0;
      if (!read_cell (self, at, error))
        return FALSE;
      (*n)++;
    }
  while (contents[*at] == ',');
  *at += contents[*at] == '\r';
  *at += contents[*at] == '\n';

  return TRUE;
}

static gboolean
check_names (ColimCsv *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_columns; i++)
    if (!g_hash_table_add (seen, (gpointer) colim_csv_get_name (self, i)))
      {
        g_autofree char *message = g_strdup_printf ("there is a column '%s' already", colim_csv_get_name (self, i));
        gsize offset = g_array_index (self->cells, Cell, i).offset;

        return refuse (self->text, offset, error, COLIM_ERROR_DUPLICATE_NAME, message);
      }

  return TRUE;
}

static gboolean
read_table (ColimCsv *self, GError **error)
{
  gsize length, at = 0;
  const char *contents = colim_text_get_contents (self->text, &length);
  const char *end;

  if (!g_utf8_validate_len (contents, length, &end))
    return refuse (self->text, (gsize) (end - contents), error, COLIM_ERROR_PARSE, "not UTF-8, or U+0000");
  if (length == 0)
    return refuse (self->text, 0, error, COLIM_ERROR_PARSE, "expected the names of columns, not the end of the text");
  if (!read_row (self, &at, &self->n_columns, error) || !check_names (self, error))
    return FALSE;
  while (at < length)
    {
      gsize start = at;
      guint n;

      if (!read_row (self, &at, &n, error))
        return FALSE;
      if (n != self->n_columns)
        {
          g_autofree char *message = g_strdup_printf ("a row of %u, and there are %u columns", n, self->n_columns);

          return refuse (self->text, start, error, COLIM_ERROR_PARSE, message);
        }
    }

  return TRUE;
}

/**
 * colim_csv_parse:
 * @text: comma-separated values: UTF-8, the names of the columns in the first line
 * @error: return location for an error
 *
 * Reads a table.  Cells that hold commas, quotes or line ends are quoted, and quotes in them doubled; lines end as they
 * like.
 *
 * Returns: (transfer full): the table, or %NULL with %COLIM_ERROR_PARSE or %COLIM_ERROR_DUPLICATE_NAME, the place and
 *   its line in the message
 */
ColimCsv *
colim_csv_parse (ColimText *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCsv) self = g_atomic_rc_box_new0 (ColimCsv);

  self->text = colim_text_ref (text);
  self->buffer = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  return read_table (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_csv_ref:
 * @self: a table
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimCsv *
colim_csv_ref (ColimCsv *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimCsv *self)
{
  colim_text_unref (self->text);
  g_string_free (self->buffer, TRUE);
  g_array_unref (self->cells);
}

/**
 * colim_csv_unref:
 * @self: (transfer full): a table
 *
 * Gives a reference back.
 */
void
colim_csv_unref (ColimCsv *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_csv_get_n_columns:
 * @self: a table
 *
 * Counts the columns: at least one.
 *
 * Returns: how many there are
 */
guint
colim_csv_get_n_columns (const ColimCsv *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

/**
 * colim_csv_get_n_rows:
 * @self: a table
 *
 * Counts the rows below the names.
 *
 * Returns: how many there are
 */
gsize
colim_csv_get_n_rows (const ColimCsv *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cells->len / self->n_columns - 1;
}

static const Cell *
get_cell (const ColimCsv *self, gsize row, guint column)
{
  return &g_array_index (self->cells, Cell, (row + 1) * self->n_columns + column);
}

/**
 * colim_csv_get_name:
 * @self: a table
 * @column: which column, from 0
 *
 * Tells what a column is called.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_csv_get_name (const ColimCsv *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, NULL);

  return self->buffer->str + g_array_index (self->cells, Cell, column).start;
}

/**
 * colim_csv_find:
 * @self: a table
 * @name: a name
 * @column: (out): the column that has it
 *
 * Looks a column up by its name.
 *
 * Returns: whether there is one
 */
gboolean
colim_csv_find (const ColimCsv *self, const char *name, guint *column)
{
  g_return_val_if_fail (self != NULL && name != NULL && column != NULL, FALSE);

  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (colim_csv_get_name (self, i), name) == 0)
      {
        *column = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * colim_csv_get_cell:
 * @self: a table
 * @row: which row, from 0, the names not counted
 * @column: which column, from 0
 *
 * Gives a cell's text, without its quotes.
 *
 * Returns: (transfer none): the text
 */
const char *
colim_csv_get_cell (const ColimCsv *self, gsize row, guint column)
{
  g_return_val_if_fail (self != NULL && row < colim_csv_get_n_rows (self) && column < self->n_columns, NULL);

  return self->buffer->str + get_cell (self, row, column)->start;
}

static gboolean
read_number (const char *cell, double *value)
{
  gboolean complete;
  gsize length = _colim_json_number_scan (cell, &complete);

  gboolean is_number = complete && cell[length] == '\0';

  *value = NAN;

  return *cell == '\0' || _colim_json_token_to_double (is_number ? COLIM_JSON_NUMBER : COLIM_JSON_STRING, cell, value);
}

/**
 * colim_csv_get_numbers:
 * @self: a table
 * @column: which column, from 0
 * @n: (out): how many numbers there are: one for each row
 * @error: return location for an error
 *
 * Reads a column as numbers: as JSON writes them, or `inf`, `-inf` and `nan`; an empty cell is no number either.
 *
 * Returns: (transfer full) (array length=n): the numbers, or %NULL with %COLIM_ERROR_PARSE, the place and its line in
 *   the message
 */
double *
colim_csv_get_numbers (const ColimCsv *self, guint column, gsize *n, GError **error)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns && n != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gsize n_rows = colim_csv_get_n_rows (self);
  g_autofree double *numbers = g_new (double, n_rows + 1);

  for (gsize row = 0; row < n_rows; row++)
    {
      const char *cell = colim_csv_get_cell (self, row, column);

      if (!read_number (cell, &numbers[row]))
        {
          g_autofree char *message = g_strdup_printf ("expected a number, not '%s'", cell);

          refuse (self->text, get_cell (self, row, column)->offset, error, COLIM_ERROR_PARSE, message);
          return NULL;
        }
    }
  *n = n_rows;

  return g_steal_pointer (&numbers);
}
