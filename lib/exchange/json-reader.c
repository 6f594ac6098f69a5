/* JSON (RFC 8259), token by token: the scanner reads the tokens, and the state says which may come next.
 * The table of states is all the grammar there is. */

#include "lib/exchange/json-private.h"
#include "lib/exchange/json-scanner-private.h"

#define MOST_DEPTH 512

typedef enum {
  STATE_VALUE,
  STATE_FIRST_ELEMENT,
  STATE_NEXT_ELEMENT,
  STATE_KEY,
  STATE_FIRST_KEY,
  STATE_COLON,
  STATE_NEXT_MEMBER,
  STATE_END,
} State;

static const struct {
  const char *expected;
  char separator; /* or 0; and the state behind it */
  State next;
  gboolean value, key, closer; /* what else may come */
} states[] = {
  [STATE_VALUE] = { .expected = "a value", .value = TRUE },
  [STATE_FIRST_ELEMENT] = { .expected = "a value or ']'", .value = TRUE, .closer = TRUE },
  [STATE_NEXT_ELEMENT] = { .expected = "',' or ']'", .separator = ',', .next = STATE_VALUE, .closer = TRUE },
  [STATE_KEY] = { .expected = "a key", .key = TRUE },
  [STATE_FIRST_KEY] = { .expected = "a key or '}'", .key = TRUE, .closer = TRUE },
  [STATE_COLON] = { .expected = "':'", .separator = ':', .next = STATE_VALUE },
  [STATE_NEXT_MEMBER] = { .expected = "',' or '}'", .separator = ',', .next = STATE_KEY, .closer = TRUE },
  [STATE_END] = { .expected = "the end of the text" },
};

static const struct {
  const char *text;
  ColimJsonToken token;
} words[] = {
  { "true", COLIM_JSON_TRUE },
  { "false", COLIM_JSON_FALSE },
  { "null", COLIM_JSON_NULL },
};

struct _ColimJsonReader {
  ColimJsonScanner scanner;
  State state;
  ColimJsonToken token;
  gboolean started;
  guint depth;
  char closers[MOST_DEPTH]; /* of what is open, outermost first */
};

/**
 * ColimJsonReader:
 *
 * Reads JSON (RFC 8259) token by token, from a stream or from a text.  Memory is bounded by 64 KiB and the longest
 * string, whatever the size of the document.  The bytes must be UTF-8; lone surrogates, unescaped control characters
 * and more than 512 levels are refused.  A byte order mark at the start is passed over.
 *
 * A reader moves; it is not for two threads at once.
 */
G_DEFINE_BOXED_TYPE (ColimJsonReader, colim_json_reader, colim_json_reader_ref, colim_json_reader_unref)

static ColimJsonReader *
new_reader (const char *name, GInputStream *stream, ColimText *text)
{
  ColimJsonReader *self = g_atomic_rc_box_new0 (ColimJsonReader);

  _colim_json_scanner_init (&self->scanner, name, stream, text);
  self->token = COLIM_JSON_END;

  return self;
}

/**
 * colim_json_reader_new:
 * @name: what to call the document in messages
 * @stream: where its bytes come from
 *
 * Makes a reader that takes from @stream as it goes, and that leaves it open.
 *
 * Returns: (transfer full): the reader
 */
ColimJsonReader *
colim_json_reader_new (const char *name, GInputStream *stream)
{
  g_return_val_if_fail (name != NULL && G_IS_INPUT_STREAM (stream), NULL);

  return new_reader (name, stream, NULL);
}

/**
 * colim_json_reader_new_for_text:
 * @text: a document
 *
 * Makes a reader of @text, whose errors show the line and the place in it.
 *
 * Returns: (transfer full): the reader
 */
ColimJsonReader *
colim_json_reader_new_for_text (ColimText *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return new_reader (colim_text_get_name (text), NULL, text);
}

/**
 * colim_json_reader_ref:
 * @self: a reader
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimJsonReader *
colim_json_reader_ref (ColimJsonReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimJsonReader *self)
{
  _colim_json_scanner_clear (&self->scanner);
}

/**
 * colim_json_reader_unref:
 * @self: (transfer full): a reader
 *
 * Gives a reference back.
 */
void
colim_json_reader_unref (ColimJsonReader *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/* For those who read a format that is written in JSON: an error of theirs at the last token. */
void
_colim_json_reader_set_error (const ColimJsonReader *self, GError **error, ColimError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *described = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  described = _colim_json_scanner_describe (&self->scanner, &self->scanner.place, message);
  g_set_error_literal (error, COLIM_ERROR, code, described);
}

/* Where the last token begins, for those who find out later what is wrong with it. */
ColimJsonPlace
_colim_json_reader_here (const ColimJsonReader *self)
{
  return self->scanner.place;
}

void
_colim_json_reader_set_error_at (const ColimJsonReader *self, const ColimJsonPlace *place, GError **error,
                                 ColimError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *described = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  described = _colim_json_scanner_describe (&self->scanner, place, message);
  g_set_error_literal (error, COLIM_ERROR, code, described);
}

static void
after_value (ColimJsonReader *self)
{
  if (self->depth == 0)
    self->state = STATE_END;
  else
    self->state = self->closers[self->depth - 1] == ']' ? STATE_NEXT_ELEMENT : STATE_NEXT_MEMBER;
}

static gboolean
enter (ColimJsonReader *self, ColimJsonToken token, char closer, State state)
{
  if (self->depth == MOST_DEPTH)
    return _colim_json_scanner_fail (&self->scanner, &self->scanner.place, COLIM_ERROR_TOO_LARGE,
                                     "nested more than %d deep", MOST_DEPTH);
  self->closers[self->depth++] = closer;
  self->state = state;
  self->token = token;
  self->scanner.at++;

  return TRUE;
}

static gboolean
leave (ColimJsonReader *self)
{
  self->scanner.at++;
  self->depth--;
  self->token = self->closers[self->depth] == ']' ? COLIM_JSON_ARRAY_END : COLIM_JSON_OBJECT_END;
  after_value (self);

  return TRUE;
}

static gboolean
read_value (ColimJsonReader *self, int byte)
{
  gsize i = 0;

  switch (byte)
    {
    case '{':
      return enter (self, COLIM_JSON_OBJECT, '}', STATE_FIRST_KEY);
    case '[':
      return enter (self, COLIM_JSON_ARRAY, ']', STATE_FIRST_ELEMENT);
    case '"':
      self->token = COLIM_JSON_STRING;
      after_value (self);
      return _colim_json_scanner_read_string (&self->scanner);
    case '-':
    case '0' ... '9':
      self->token = COLIM_JSON_NUMBER;
      after_value (self);
      return _colim_json_scanner_read_number (&self->scanner);
    default:
      while (i < G_N_ELEMENTS (words) && byte != words[i].text[0])
        i++;
      if (i == G_N_ELEMENTS (words))
        return _colim_json_scanner_unexpected (&self->scanner, states[self->state].expected);
      self->token = words[i].token;
      after_value (self);
      return _colim_json_scanner_read_word (&self->scanner, words[i].text);
    }
}

static gboolean
step (ColimJsonReader *self)
{
  if (!self->started)
    _colim_json_scanner_skip_mark (&self->scanner);
  self->started = TRUE;

  int byte = _colim_json_scanner_skip_blanks (&self->scanner);

  if (byte > 0 && byte == states[self->state].separator)
    {
      self->scanner.at++;
      self->state = states[self->state].next;
      byte = _colim_json_scanner_skip_blanks (&self->scanner);
    }
  if (self->scanner.failure != NULL)
    return FALSE;
  self->scanner.place = _colim_json_scanner_here (&self->scanner);

  if (states[self->state].closer && byte == self->closers[self->depth - 1])
    return leave (self);
  if (states[self->state].key && byte == '"')
    {
      self->token = COLIM_JSON_KEY;
      self->state = STATE_COLON;
      return _colim_json_scanner_read_string (&self->scanner);
    }
  if (states[self->state].value)
    return read_value (self, byte);
  if (self->state == STATE_END && byte < 0)
    {
      self->token = COLIM_JSON_END;
      return TRUE;
    }

  return _colim_json_scanner_unexpected (&self->scanner, states[self->state].expected);
}

/**
 * colim_json_reader_next:
 * @self: a reader
 * @error: return location for an error
 *
 * Reads one token.  Behind the document comes %COLIM_JSON_END, as often as one asks; after an error comes the same error.
 * Members of equal names are not looked for: that would take memory.
 *
 * Returns: the token, or %COLIM_JSON_ERROR with %COLIM_ERROR_PARSE, %COLIM_ERROR_TOO_LARGE (nested too deep, a string of
 *   more than 256 MiB) or %COLIM_ERROR_IO
 */
ColimJsonToken
colim_json_reader_next (ColimJsonReader *self, GError **error)
{
  g_return_val_if_fail (self != NULL, COLIM_JSON_ERROR);
  g_return_val_if_fail (error == NULL || *error == NULL, COLIM_JSON_ERROR);

  if (self->scanner.failure == NULL && step (self))
    return self->token;

  self->token = COLIM_JSON_ERROR;
  if (error != NULL)
    *error = g_error_copy (self->scanner.failure);

  return COLIM_JSON_ERROR;
}

static gboolean
has_string (const ColimJsonReader *self)
{
  return self->token == COLIM_JSON_STRING || self->token == COLIM_JSON_KEY || self->token == COLIM_JSON_NUMBER;
}

/**
 * colim_json_reader_get_string: (skip)
 * @self: a reader
 * @length: (out) (optional): how many bytes there are
 *
 * Gives the last token's text: what a string or a key means, what a number looks like.  A NUL stands behind it, and may
 * stand in it.
 *
 * Returns: (transfer none) (nullable): the text, until the next token is read; %NULL where the token has none
 */
const char *
colim_json_reader_get_string (const ColimJsonReader *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = has_string (self) ? self->scanner.string->len : 0;

  return has_string (self) ? self->scanner.string->str : NULL;
}

/**
 * colim_json_reader_get_int:
 * @self: a reader
 * @value: (out): the number
 *
 * Reads the last token as an integer.
 *
 * Returns: whether it is a number without fraction and exponent that @value holds exactly
 */
gboolean
colim_json_reader_get_int (const ColimJsonReader *self, gint64 *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return self->token == COLIM_JSON_NUMBER && _colim_json_number_to_int (self->scanner.string->str, value);
}

/**
 * colim_json_reader_get_double:
 * @self: a reader
 * @value: (out): the number
 *
 * Reads the last token as the nearest double.  The strings `inf`, `-inf` and `nan`, which the writer uses, are read too.
 *
 * Returns: whether it is such a string, or a number that is not beyond all doubles
 */
gboolean
colim_json_reader_get_double (const ColimJsonReader *self, double *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return _colim_json_token_to_double (self->token, self->scanner.string->str, value);
}

/**
 * colim_json_reader_get_offset:
 * @self: a reader
 *
 * Tells where the last token begins.
 *
 * Returns: its first byte's offset, a byte order mark not counted
 */
gsize
colim_json_reader_get_offset (const ColimJsonReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->scanner.place.offset;
}

/**
 * colim_json_reader_get_place:
 * @self: a reader
 * @line: (out) (optional): the line, from 1
 * @column: (out) (optional): the column, in code points, from 1
 *
 * Tells people where the last token begins.
 */
void
colim_json_reader_get_place (const ColimJsonReader *self, guint *line, guint *column)
{
  g_return_if_fail (self != NULL);

  const ColimJsonPlace *place = &self->scanner.place;

  if (self->scanner.text != NULL)
    {
      colim_text_get_place (self->scanner.text, place->offset, line, column);
      return;
    }
  if (line != NULL)
    *line = place->line;
  if (column != NULL)
    *column = (guint) (place->offset - place->line_start - place->n_continued + 1);
}

/**
 * colim_json_reader_skip:
 * @self: a reader
 * @error: return location for an error
 *
 * Passes over what the last token begins: behind `{` or `[` to the end that matches it, behind a key to the end of its
 * value.  All of it is checked as if it were read; other tokens are whole already.
 *
 * Returns: %TRUE, or %FALSE with an error as of [method@Colim.JsonReader.next]
 */
gboolean
colim_json_reader_skip (ColimJsonReader *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->token == COLIM_JSON_KEY && colim_json_reader_next (self, error) == COLIM_JSON_ERROR)
    return FALSE;
  if (self->token != COLIM_JSON_OBJECT && self->token != COLIM_JSON_ARRAY)
    return TRUE;

  guint outside = self->depth - 1;

  while (self->depth > outside)
    if (colim_json_reader_next (self, error) == COLIM_JSON_ERROR)
      return FALSE;

  return TRUE;
}
