/* A source text: its name, its bytes, and where its lines begin.
 *
 * Places in it are byte offsets; people are shown lines and columns, which are counted from 1, columns in
 * code points.  A text may also stand inside another one (a string in a JSON file): then every place in it
 * is the place where the inner text starts in the outer one.
 */

#include "lib/text-private.h"

#include <colim/error.h>

#include <errno.h>
#include <string.h>

/* A file larger than this is not a diagram, whatever it says. */
#define MOST_BYTES ((gsize) 1 << 28)

/* Of a longer line only the part round the column is shown. */
#define MOST_SHOWN 80

struct _ColimText {
  char *name;
  char *contents;
  gsize length;
  GArray *lines; /* gsize: the offset at which each line starts */
  ColimText *outer;
  gsize outer_offset;
  gboolean is_end; /* of the outer text, so that places go on in it */
};

/**
 * ColimText:
 *
 * A named source text that can tell lines and columns.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimText, colim_text, colim_text_ref, colim_text_unref)

/**
 * colim_text_new:
 * @name: what to call the text in messages: a file name, or an option such as `--set`
 * @contents: the bytes; a byte order mark at their start is passed over
 * @length: how many, or -1 if @contents ends with a NUL
 *
 * Makes a text of a copy of @contents.  The bytes may be anything: what is not UTF-8 is the parser's to report.
 *
 * Returns: (transfer full): the text
 */
ColimText *
colim_text_new (const char *name, const char *contents, gssize length)
{
  g_return_val_if_fail (name != NULL && contents != NULL, NULL);

  ColimText *self = g_atomic_rc_box_new0 (ColimText);
  gsize start = 0;

  self->name = g_strdup (name);
  self->length = length < 0 ? strlen (contents) : (gsize) length;
  if (self->length >= 3 && memcmp (contents, "\xef\xbb\xbf", 3) == 0)
    {
      contents += 3;
      self->length -= 3;
    }
  self->contents = g_malloc (self->length + 1);
  memcpy (self->contents, contents, self->length);
  self->contents[self->length] = '\0';
  self->lines = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_array_append_val (self->lines, start);
  for (gsize i = 0; i < self->length; i++)
    if (self->contents[i] == '\n')
      {
        start = i + 1;
        g_array_append_val (self->lines, start);
      }

  return self;
}

/**
 * colim_text_new_at:
 * @contents: a text that stands inside another one
 * @outer: the other one
 * @offset: where it starts there
 *
 * Makes a text all of whose places are one place of @outer, as for a string of a JSON file.
 *
 * Returns: (transfer full): the text
 */
ColimText *
colim_text_new_at (const char *contents, ColimText *outer, gsize offset)
{
  g_return_val_if_fail (contents != NULL && outer != NULL, NULL);

  ColimText *self = colim_text_new (outer->name, contents, -1);

  self->outer = colim_text_ref (outer);
  self->outer_offset = offset;

  return self;
}

ColimText *
_colim_text_new_end (ColimText *whole, gsize offset)
{
  ColimText *self = colim_text_new_at (whole->contents + offset, whole, offset);

  self->is_end = TRUE;

  return self;
}

const ColimText *
_colim_text_find_outermost (const ColimText *self, gsize *offset)
{
  for (; self->outer != NULL; self = self->outer)
    *offset = self->outer_offset + (self->is_end ? *offset : 0);
  *offset = MIN (*offset, self->length);

  return self;
}

/**
 * colim_text_read:
 * @path: (type filename): a file
 * @error: return location for an error
 *
 * Reads a file of at most 256 MiB, which is checked before memory is taken.
 *
 * Returns: (transfer full): the text, or %NULL with %COLIM_ERROR_IO or %COLIM_ERROR_TOO_LARGE
 */
ColimText *
colim_text_read (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: is a directory", path);
      return NULL;
    }
  if ((mapped = g_mapped_file_new (path, FALSE, NULL)) != NULL && g_mapped_file_get_length (mapped) > MOST_BYTES)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "%s: larger than %d MiB", path, (int) (MOST_BYTES >> 20));
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &length, &local_error))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", path,
                   g_strerror (local_error->code == G_FILE_ERROR_NOENT   ? ENOENT
                               : local_error->code == G_FILE_ERROR_ACCES ? EACCES
                                                                         : EIO));
      return NULL;
    }

  return colim_text_new (path, contents, (gssize) length);
}

/**
 * colim_text_ref:
 * @self: a text
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimText *
colim_text_ref (ColimText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimText *self)
{
  g_free (self->name);
  g_free (self->contents);
  g_array_unref (self->lines);
  g_clear_pointer (&self->outer, colim_text_unref);
}

/**
 * colim_text_unref:
 * @self: (transfer full): a text
 *
 * Gives a reference back.
 */
void
colim_text_unref (ColimText *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_text_get_name:
 * @self: a text
 *
 * Tells what the text is called in messages.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_text_get_name (const ColimText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * colim_text_get_contents: (skip)
 * @self: a text
 * @length: (out) (optional): how many bytes there are
 *
 * Gives the bytes, with a NUL after the last.
 *
 * Returns: (transfer none): the bytes
 */
const char *
colim_text_get_contents (const ColimText *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;
  return self->contents;
}

/* The line that a place is on, by bisection: linear search would make a file of errors quadratic. */
static guint
find_line (const ColimText *self, gsize offset)
{
  guint low = 0, high = self->lines->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->lines, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* One byte that starts no UTF-8 sequence counts as one code point, so that columns exist in broken text too. */
static const char *
next_sign (const char *at, const char *end)
{
  at++;
  while (at < end && ((guchar) *at & 0xc0) == 0x80)
    at++;

  return at;
}

/**
 * colim_text_get_place:
 * @self: a text
 * @offset: a byte offset in it; one past the end is the end
 * @line: (out) (optional): the line, from 1
 * @column: (out) (optional): the column, in code points, from 1
 *
 * Turns an offset into the place that people are told.  Time: the logarithm of the number of lines, plus the length of the line.
 */
void
colim_text_get_place (const ColimText *self, gsize offset, guint *line, guint *column)
{
  g_return_if_fail (self != NULL);

  self = _colim_text_find_outermost (self, &offset);

  guint row = find_line (self, offset);
  guint signs = 1;
  const char *end = self->contents + offset;

  for (const char *at = self->contents + g_array_index (self->lines, gsize, row); column != NULL && at < end;
       at = next_sign (at, end))
    signs++;
  if (line != NULL)
    *line = row + 1;
  if (column != NULL)
    *column = signs;
}

/* Appends the line, with what is not printable made visible, and returns how many columns stand before @mark. */
static guint
append_line (GString *out, const char *start, const char *end, const char *mark)
{
  guint before = 0;
  guint signs = 0;

  for (const char *at = start; at < end;)
    {
      gunichar sign = g_utf8_get_char_validated (at, end - at);
      const char *next = (gint32) sign < 0 ? at + 1 : g_utf8_next_char (at);

      if (at == mark)
        before = signs;
      if (sign == '\t')
        g_string_append_c (out, ' ');
      else if ((gint32) sign < 0 || !g_unichar_isprint (sign))
        g_string_append (out, "\xef\xbf\xbd");
      else
        g_string_append_len (out, at, next - at);
      if ((gint32) sign < 0 || !g_unichar_iszerowidth (sign))
        signs += (gint32) sign >= 0 && g_unichar_iswide (sign) ? 2 : 1;
      at = next;
    }

  return mark >= end ? signs : before;
}

/**
 * colim_text_describe:
 * @self: a text
 * @offset: a place in it
 * @severity: `error` or `warning`
 * @message: what is to be said
 *
 * Formats a message as compilers do, with the source line and a caret below the place; of a line longer than 80
 * columns the part round the place is shown.
 *
 * Returns: (transfer full): `NAME:LINE:COLUMN: SEVERITY: MESSAGE`, and two more lines, without a newline at the end
 */
char *
colim_text_describe (const ColimText *self, gsize offset, const char *severity, const char *message)
{
  g_return_val_if_fail (self != NULL && severity != NULL && message != NULL, NULL);

  GString *out = g_string_new (NULL);
  guint line, column;

  self = _colim_text_find_outermost (self, &offset);
  colim_text_get_place (self, offset, &line, &column);

  const char *start = self->contents + g_array_index (self->lines, gsize, line - 1);
  const char *end = line < self->lines->len ? self->contents + g_array_index (self->lines, gsize, line) - 1
                                            : self->contents + self->length;
  const char *mark = self->contents + offset;

  if (end > start && end[-1] == '\r')
    end--;
  mark = MIN (mark, end);

  const char *from = mark, *to = mark;
  guint shown = 0;

  while (shown < MOST_SHOWN / 2 && from > start)
    {
      do
        from--;
      while (from > start && ((guchar) *from & 0xc0) == 0x80);
      shown++;
    }
  while (shown < MOST_SHOWN && to < end)
    {
      to = next_sign (to, end);
      shown++;
    }
  while (shown < MOST_SHOWN && from > start)
    {
      do
        from--;
      while (from > start && ((guchar) *from & 0xc0) == 0x80);
      shown++;
    }

  g_string_append_printf (out, "%s:%u:%u: %s: %s\n  ", self->name, line, column, severity, message);
  if (from > start)
    g_string_append (out, "…");

  guint before = append_line (out, from, to, mark) + (from > start ? 1 : 0);

  if (to < end)
    g_string_append (out, "…");
  g_string_append_printf (out, "\n  %*s^", (int) before, "");

  return g_string_free (out, FALSE);
}
