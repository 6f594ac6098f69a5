/* Tables as text (RFC 4180): a header of names, then rows of as many cells.
 *
 *     cell: anything but , " and line ends   or   " anything, each " twice "
 *
 * Cells are unquoted where they stand, in a copy of the text: each begins there at the offset that it has in the text,
 * and ends with a NUL.  So a cell is known by its offset alone, in 4 bytes.
 *
 *     text   x,"say ""so""",3
 *     copy   x∅say "so"∅····3∅    cells at 0, 2, 15
 */

#include "lib/exchange/csv-private.h"
#include "lib/exchange/json-private.h"

#include <math.h>
#include <string.h>

/* Offsets have 32 bits, and no table of so many bytes is held in memory. */
#define MOST_BYTES ((gsize) 1 << 30)

/* What is made of a column costs more than its name, which may be a single byte. */
#define MOST_COLUMNS ((guint) 1 << 16)

struct _ColimCsv {
  ColimText *text;
  char separator;
  gboolean is_brief; /* what is wrong is told by its line alone */
  char *copy;
  GArray *cells; /* guint32: offsets, row by row, the header first */
  guint n_columns;
};

/**
 * ColimCsv:
 *
 * A table of texts with named columns, as comma-separated values hold it.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimCsv, colim_csv, colim_csv_ref, colim_csv_unref)

static void
set_error (const ColimCsv *self, gsize offset, GError **error, ColimError code, const char *message)
{
  g_autofree char *described = NULL;
  guint line, column;

  if (self->is_brief)
    {
      colim_text_get_place (self->text, offset, &line, &column);
      described = g_strdup_printf ("%s: line %u: %s", colim_text_get_name (self->text), line, message);
    }
  else
    described = colim_text_describe (self->text, offset, "error", message);
  g_set_error_literal (error, COLIM_ERROR, code, described);
}

static gboolean G_GNUC_PRINTF (5, 6)
refuse (const ColimCsv *self, gsize offset, GError **error, ColimError code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  set_error (self, offset, error, code, message);

  return FALSE;
}

static gboolean
is_line_end (char sign)
{
  return sign == '\r' || sign == '\n';
}

static gboolean
ends_cell (const ColimCsv *self, char sign)
{
  return sign == self->separator || is_line_end (sign);
}

/* Reads what stands between quotes, the first of which is at @at; gives the offset behind the last, and what is
 * behind the cell in the copy. */
static gboolean
read_quoted (ColimCsv *self, gsize *at, char **to, GError **error)
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
      *(*to)++ = contents[*at];
    }

  return refuse (self, opened, error, COLIM_ERROR_PARSE, "the quote does not end");
}

static gboolean
read_cell (ColimCsv *self, gsize *at, GError **error)
{
  gsize length;
  const char *contents = colim_text_get_contents (self->text, &length);
  char *to = self->copy + *at;

  g_array_append_val (self->cells, ((guint32) { (guint32) *at }));
  if (contents[*at] == '"')
    {
      if (!read_quoted (self, at, &to, error))
        return FALSE;
      if (*at < length && !ends_cell (self, contents[*at]))
        return refuse (self, *at, error, COLIM_ERROR_PARSE, "expected %s or the end of the line",
                       self->separator == '\t' ? "a tab" : (const char[]) { '\'', self->separator, '\'', '\0' });
    }
  for (; *at < length && !ends_cell (self, contents[*at]); (*at)++)
    {
      if (contents[*at] == '"')
        return refuse (self, *at, error, COLIM_ERROR_PARSE, "a cell with a quote in it must be quoted");
      *to++ = contents[*at];
    }
  *to = '\0';

  return TRUE;
}

static void
pass_line_end (const ColimCsv *self, gsize *at)
{
  const char *contents = colim_text_get_contents (self->text, NULL);

  *at += contents[*at] == '\r';
  *at += contents[*at] == '\n';
}

/* Reads a row and its line end. */
static gboolean
read_row (ColimCsv *self, gsize *at, guint *n, GError **error)
{
  const char *contents = colim_text_get_contents (self->text, NULL);
  gsize start = *at;

  *n = 0;
  do
    {
      *at += *n > 0;
      if (*n == MOST_COLUMNS)
        return refuse (self, start, error, COLIM_ERROR_TOO_LARGE, "more than %u columns", MOST_COLUMNS);
      if (!read_cell (self, at, error))
        return FALSE;
      (*n)++;
    }
  while (contents[*at] == self->separator);
  pass_line_end (self, at);

  return TRUE;
}

static gboolean
read_names (ColimCsv *self, gsize *at, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize length;
  const char *contents = colim_text_get_contents (self->text, &length);

  while (is_line_end (contents[*at]))
    pass_line_end (self, at);
  if (*at == length)
    return refuse (self, *at, error, COLIM_ERROR_PARSE, "expected the names of columns, not the end of the text");
  if (!read_row (self, at, &self->n_columns, error))
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    if (!g_hash_table_add (seen, (gpointer) colim_csv_get_name (self, i)))
      return refuse (self, g_array_index (self->cells, guint32, i), error, COLIM_ERROR_DUPLICATE_NAME,
                     "there is a column '%s' already", colim_csv_get_name (self, i));

  return TRUE;
}

static gboolean
read_table (ColimCsv *self, GError **error)
{
  gsize length, at = 0;
  const char *contents = colim_text_get_contents (self->text, &length);
  const char *end;

  if (length > MOST_BYTES)
    return refuse (self, 0, error, COLIM_ERROR_TOO_LARGE, "larger than %d MiB", (int) (MOST_BYTES >> 20));
  if (!g_utf8_validate_len (contents, length, &end))
    return refuse (self, (gsize) (end - contents), error, COLIM_ERROR_PARSE, "not UTF-8, or U+0000");
  if (!read_names (self, &at, error))
    return FALSE;
  while (at < length)
    {
      gsize start = at;
      guint n;

      if (self->n_columns > 1 && is_line_end (contents[at]))
        {
          pass_line_end (self, &at);
          continue;
        }
      if (!read_row (self, &at, &n, error))
        return FALSE;
      if (n != self->n_columns)
        return refuse (self, start, error, COLIM_ERROR_PARSE, "a row of %u, and there are %u columns", n,
                       self->n_columns);
    }

  return TRUE;
}

static ColimCsv *
parse (ColimText *text, char separator, gboolean is_brief, GError **error)
{
  g_autoptr (ColimCsv) self = g_atomic_rc_box_new0 (ColimCsv);
  gsize length;

  colim_text_get_contents (text, &length);
  self->text = colim_text_ref (text);
  self->separator = separator;
  self->is_brief = is_brief;
  self->copy = g_malloc (MIN (length, MOST_BYTES) + 1);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));

  return read_table (self, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
is_separator (char separator)
{
  return separator != '\0' && separator != '"' && !is_line_end (separator) && (guchar) separator < 0x80;
}

/**
 * colim_csv_parse:
 * @text: separated values: UTF-8, the names of the columns in the first line
 * @separator: what separates them: a comma, a tab, any ASCII character but a quote or a line end
 * @error: return location for an error
 *
 * Reads a table.  Cells that hold separators, quotes or line ends are quoted, and quotes in them doubled; lines end as
 * they like.  An empty line is a row of a table of one column, and passed over in any other, and before the names.
 *
 * Returns: (transfer full): the table, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_DUPLICATE_NAME or
 *   %COLIM_ERROR_TOO_LARGE, the place and its line in the message
 */
ColimCsv *
colim_csv_parse (ColimText *text, char separator, GError **error)
{
  g_return_val_if_fail (text != NULL && is_separator (separator), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return parse (text, separator, FALSE, error);
}

ColimCsv *
_colim_csv_parse_briefly (ColimText *text, char separator, GError **error)
{
  return parse (text, separator, TRUE, error);
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
  g_free (self->copy);
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

static gsize
get_offset (const ColimCsv *self, gsize row, guint column)
{
  return g_array_index (self->cells, guint32, (row + 1) * self->n_columns + column);
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

  return self->copy + g_array_index (self->cells, guint32, column);
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

  return self->copy + get_offset (self, row, column);
}

void
_colim_csv_refuse_name (const ColimCsv *self, guint column, GError **error, ColimError code, const char *message)
{
  set_error (self, g_array_index (self->cells, guint32, column), error, code, message);
}

void
_colim_csv_refuse_cell (const ColimCsv *self, gsize row, guint column, GError **error, ColimError code,
                        const char *message)
{
  set_error (self, get_offset (self, row, column), error, code, message);
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
          refuse (self, get_offset (self, row, column), error, COLIM_ERROR_PARSE, "expected a number, not '%s'", cell);
          return NULL;
        }
    }
  *n = n_rows;

  return g_steal_pointer (&numbers);
}

/* A table of one column has a row for a line that is empty, which other programs pass over; and a text loses the byte
 * order mark that it begins with. */
static gboolean
needs_quotes (const char *cell, gboolean is_alone, char separator)
{
  return strpbrk (cell, (const char[]) { separator, '"', '\r', '\n', '\0' }) != NULL || (is_alone && *cell == '\0')
         || g_str_has_prefix (cell, "\xef\xbb\xbf");
}

static void
append_quoted (GString *out, const char *cell)
{
  g_string_append_c (out, '"');
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *cell);
    }
  g_string_append_c (out, '"');
}

/**
 * colim_csv_print_row:
 * @cells: (array zero-terminated=1): the cells, at least one
 * @separator: what separates them, as of [func@Colim.Csv.parse]
 *
 * Writes a row, or the names of the columns, so that it reads back as it is.  A cell is quoted only if it must be.
 *
 * Returns: (transfer full): the line with its end
 */
char *
colim_csv_print_row (const char *const *cells, char separator)
{
  g_return_val_if_fail (cells != NULL && cells[0] != NULL && is_separator (separator), NULL);

  GString *out = g_string_new (NULL);

  for (gsize i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, separator);
      if (needs_quotes (cells[i], i == 0 && cells[1] == NULL, separator))
        append_quoted (out, cells[i]);
      else
        g_string_append (out, cells[i]);
    }
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
