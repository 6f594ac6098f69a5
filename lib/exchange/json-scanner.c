/* The bytes of a JSON document, and the tokens that are made of them.
 *
 *   stream ─▶ window ─▶ string       a window of 64 KiB is filled again and again;
 *             ^   ^  ^               a text is one window, never filled again
 *         buffer  at end
 *
 * Lines are counted where blanks are skipped and continuation bytes where strings are read: valid JSON has them
 * nowhere else, and what is not valid ends the reading.
 */

#include "lib/exchange/json-scanner-private.h"
#include "lib/exchange/json-private.h"

#include <string.h>

#define WINDOW_SIZE 65536
#define MOST_TOKEN_BYTES ((gsize) 1 << 28)

/* What a byte is inside a string, and whether it can belong to a number. */
enum { PLAIN, QUOTE, ESCAPE, CONTROL, HIGH };

static const guint8 string_class[256] = {
  [0x00 ... 0x1f] = CONTROL, ['"'] = QUOTE, ['\\'] = ESCAPE, [0x80 ... 0xff] = HIGH,
};
static const guint8 in_number[256] = {
  ['0' ... '9'] = 1, ['-'] = 1, ['+'] = 1, ['.'] = 1, ['e'] = 1, ['E'] = 1,
};

/* Well-formed UTF-8 beyond ASCII: the first byte, how many follow, the range of the first of these (Unicode, table 3-7). */
static const struct {
  guint8 from, to, n_more, low, high;
} sequences[] = {
  { 0xc2, 0xdf, 1, 0x80, 0xbf }, { 0xe0, 0xe0, 2, 0xa0, 0xbf }, { 0xe1, 0xec, 2, 0x80, 0xbf },
  { 0xed, 0xed, 2, 0x80, 0x9f }, { 0xee, 0xef, 2, 0x80, 0xbf }, { 0xf0, 0xf0, 3, 0x90, 0xbf },
  { 0xf1, 0xf3, 3, 0x80, 0xbf }, { 0xf4, 0xf4, 3, 0x80, 0x8f },
};

void
_colim_json_scanner_init (ColimJsonScanner *self, const char *name, GInputStream *stream, ColimText *text)
{
  gsize length = 0;

  *self = (ColimJsonScanner) { .line = 1, .place = { .line = 1 } };
  self->name = g_strdup (name);
  self->string = g_string_new (NULL);
  if (text != NULL)
    {
      self->text = colim_text_ref (text);
      self->window = (const guchar *) colim_text_get_contents (text, &length);
    }
  else
    {
      self->stream = g_object_ref (stream);
      self->buffer = g_malloc (WINDOW_SIZE);
      self->window = self->buffer;
    }
  self->at = self->window;
  self->end = self->window + length;
}

void
_colim_json_scanner_clear (ColimJsonScanner *self)
{
  g_free (self->name);
  g_clear_pointer (&self->text, colim_text_unref);
  g_clear_object (&self->stream);
  g_free (self->buffer);
  g_string_free (self->string, TRUE);
  g_clear_error (&self->failure);
}

ColimJsonPlace
_colim_json_scanner_here (const ColimJsonScanner *self)
{
  return (ColimJsonPlace) { self->window_offset + (gsize) (self->at - self->window), self->line_start, self->n_continued, self->line };
}

/* A message as it is shown: with the source line, if there is a text. */
char *
_colim_json_scanner_describe (const ColimJsonScanner *self, const ColimJsonPlace *place, const char *message)
{
  if (self->text != NULL)
    return colim_text_describe (self->text, place->offset, "error", message);

  return g_strdup_printf ("%s:%u:%" G_GSIZE_FORMAT ": error: %s", self->name, place->line,
                          place->offset - place->line_start - place->n_continued + 1, message);
}

/* Always FALSE, so that it can be returned.  The first failure stays: a broken stream looks like an early end. */
gboolean
_colim_json_scanner_fail (ColimJsonScanner *self, const ColimJsonPlace *place, ColimError code, const char *format, ...)
{
  if (self->failure == NULL)
    {
      g_autofree char *message = NULL;
      g_autofree char *described = NULL;
      va_list arguments;

      va_start (arguments, format);
      message = g_strdup_vprintf (format, arguments);
      va_end (arguments);
      described = _colim_json_scanner_describe (self, place, message);
      self->failure = g_error_new_literal (COLIM_ERROR, code, described);
    }

  return FALSE;
}

static gboolean
fill (ColimJsonScanner *self)
{
  g_autoptr (GError) error = NULL;

  if (self->stream == NULL || self->drained)
    return FALSE;
  self->window_offset += (gsize) (self->end - self->window);

  gssize n = g_input_stream_read (self->stream, self->buffer, WINDOW_SIZE, NULL, &error);

  if (n < 0)
    self->failure = g_error_new (COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", self->name, error->message);
  self->drained = n <= 0;
  self->at = self->window;
  self->end = self->window + MAX (n, 0);

  return n > 0;
}

/* The next byte, or -1 at the end. */
static inline int
peek (ColimJsonScanner *self)
{
  return self->at < self->end || fill (self) ? *self->at : -1;
}

int
_colim_json_scanner_skip_blanks (ColimJsonScanner *self)
{
  int byte;

  while ((byte = peek (self)) >= 0 && byte <= ' ')
    {
      if (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n')
        return byte;
      self->at++;
      if (byte == '\n')
        {
          self->line++;
          self->line_start = _colim_json_scanner_here (self).offset;
          self->n_continued = 0;
        }
    }

  return byte;
}

gboolean
_colim_json_scanner_unexpected (ColimJsonScanner *self, const char *wanted)
{
  ColimJsonPlace place = _colim_json_scanner_here (self);
  int byte = peek (self);

  if (byte < 0)
    return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "expected %s, not the end of the text", wanted);
  if (byte <= ' ' || byte >= 0x7f)
    return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "expected %s, not the byte 0x%02x", wanted, byte);
  if (byte == '\'')
    return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE,
                                     "expected %s, not a single quote; a string stands between double ones", wanted);
  return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "expected %s, not '%c'", wanted, byte);
}

static gboolean
append (ColimJsonScanner *self, const void *bytes, gsize n)
{
  if (n > MOST_TOKEN_BYTES - self->string->len)
    return _colim_json_scanner_fail (self, &self->place, COLIM_ERROR_TOO_LARGE, "longer than %d MiB", (int) (MOST_TOKEN_BYTES >> 20));
  g_string_append_len (self->string, bytes, (gssize) n);

  return TRUE;
}

/* One code point beyond ASCII. */
static gboolean
read_sequence (ColimJsonScanner *self)
{
  ColimJsonPlace place = _colim_json_scanner_here (self);
  guchar bytes[4] = { *self->at++ };
  gsize i = 0;

  while (i < G_N_ELEMENTS (sequences) && (bytes[0] < sequences[i].from || bytes[0] > sequences[i].to))
    i++;
  if (i == G_N_ELEMENTS (sequences))
    return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "the byte 0x%02x is not UTF-8 here", bytes[0]);

  for (guint k = 1; k <= sequences[i].n_more; k++)
    {
      int byte = peek (self);

      if (byte < (k == 1 ? sequences[i].low : 0x80) || byte > (k == 1 ? sequences[i].high : 0xbf))
        return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "the byte 0x%02x is not UTF-8 here", bytes[0]);
      bytes[k] = (guchar) byte;
      self->at++;
    }
  self->n_continued += sequences[i].n_more;

  return append (self, bytes, sequences[i].n_more + 1u);
}

static gboolean
read_hex (ColimJsonScanner *self, gunichar *unit)
{
  *unit = 0;
  for (guint k = 0; k < 4; k++)
    {
      int byte = peek (self);

      if (byte < 0 || !g_ascii_isxdigit (byte))
        return _colim_json_scanner_unexpected (self, "four hexadecimal digits after '\\u'");
      *unit = *unit << 4 | (gunichar) g_ascii_xdigit_value ((char) byte);
      self->at++;
    }

  return TRUE;
}

static gboolean
read_escape (ColimJsonScanner *self)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  ColimJsonPlace place = _colim_json_scanner_here (self);
  gunichar unit, low;
  char utf8[6];

  self->at++;
  int byte = peek (self);
  const char *letter = byte > 0 ? strchr (letters, byte) : NULL;

  if (letter != NULL)
    {
      self->at++;
      return append (self, &meanings[letter - letters], 1);
    }
  if (byte != 'u')
    return _colim_json_scanner_unexpected (self, "one of \" \\ / b f n r t u after '\\'");
  self->at++;
  if (!read_hex (self, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00 && peek (self) == '\\')
    {
      self->at++;
      if (peek (self) == 'u')
        {
          self->at++;
          if (!read_hex (self, &low))
            return FALSE;
          if (low >= 0xdc00 && low < 0xe000)
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
    }
  if (unit >= 0xd800 && unit < 0xe000)
    return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "'\\u%04x' is half of a surrogate pair", unit);

  return append (self, utf8, (gsize) g_unichar_to_utf8 (unit, utf8));
}

gboolean
_colim_json_scanner_read_string (ColimJsonScanner *self)
{
  self->at++;
  g_string_truncate (self->string, 0);
  for (;;)
    {
      const guchar *from = self->at;
      gboolean read = TRUE;

      while (self->at < self->end && string_class[*self->at] == PLAIN)
        self->at++;
      if (self->at > from && !append (self, from, (gsize) (self->at - from)))
        return FALSE;

      ColimJsonPlace place = _colim_json_scanner_here (self);
      int byte = peek (self);

      if (byte < 0)
        return _colim_json_scanner_fail (self, &self->place, COLIM_ERROR_PARSE, "the string that begins here does not end");
      switch (string_class[byte])
        {
        case QUOTE:
          self->at++;
          return TRUE;
        case ESCAPE:
          read = read_escape (self);
          break;
        case CONTROL:
          return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, "the control character U+%04X in a string is written '\\u%04x'",
                       byte, byte);
        case HIGH:
          read = read_sequence (self);
          break;
        default:
          break;
        }
      if (!read)
        return FALSE;
    }
}

gboolean
_colim_json_scanner_read_number (ColimJsonScanner *self)
{
  gboolean complete;

  g_string_truncate (self->string, 0);
  do
    {
      const guchar *from = self->at;

      while (self->at < self->end && in_number[*self->at])
        self->at++;
      if (!append (self, from, (gsize) (self->at - from)))
        return FALSE;
    }
  while (self->at == self->end && fill (self));

  gsize length = _colim_json_number_scan (self->string->str, &complete);
  ColimJsonPlace place = self->place;

  place.offset += length;
  if (length < self->string->len)
    return _colim_json_scanner_fail (self, &place, COLIM_ERROR_PARSE, complete ? "'%c' does not fit into a number here"
                                                           : "expected a digit, not '%c'",
                 self->string->str[length]);

  return complete || _colim_json_scanner_unexpected (self, "a digit");
}

gboolean
_colim_json_scanner_read_word (ColimJsonScanner *self, const char *word)
{
  for (const char *letter = word; *letter != '\0'; letter++, self->at++)
    if (peek (self) != *letter)
      return _colim_json_scanner_fail (self, &self->place, COLIM_ERROR_PARSE, "expected '%s', not another word", word);

  return TRUE;
}

/* The mark has three bytes, which may come in three windows; offsets count from behind it, as in a text. */
void
_colim_json_scanner_skip_mark (ColimJsonScanner *self)
{
  static const guchar mark[] = { 0xef, 0xbb, 0xbf };
  gsize i = 0;

  if (self->stream == NULL || peek (self) != mark[0])
    return;
  for (; i < G_N_ELEMENTS (mark) && peek (self) == mark[i]; i++)
    self->at++;
  if (i < G_N_ELEMENTS (mark))
    _colim_json_scanner_fail (self, &self->place, COLIM_ERROR_PARSE, "expected a value, not the byte 0x%02x", mark[0]);
  self->window_offset -= G_N_ELEMENTS (mark);
}

