/* JSON, value by value, never invalid.
 *
 *   levels: what is open, outermost first     buffer: what is not in the stream yet
 *
 * What is open knows how many values it has; a key waits for its value.  Pretty arrays of scalars stay on one line
 * while they are short: such an array is always the innermost and still in the buffer, with the offsets at which its
 * elements begin, so that it can be broken into lines when it becomes long or gets an array or an object.
 */

#include <colim/json-writer.h>

#include "lib/exchange/json-private.h"

#include <string.h>

#define MOST_DEPTH 512
#define FLUSH_SIZE 65536
#define MOST_INLINE 80

typedef struct {
  char closer;
  gsize n;
} Level;

struct _ColimJsonWriter {
  GOutputStream *stream;
  GString *buffer;
  GError *failure;
  gboolean pretty;
  gboolean has_key;
  gboolean done;
  GArray *levels;     /* Level */
  gboolean is_inline; /* the innermost level, an array */
  GArray *starts;     /* gsize: then, where in the buffer its elements begin */
};

/**
 * ColimJsonWriter:
 *
 * Writes one JSON document (RFC 8259) to a stream or into a string.  What would make it invalid (a value without a key in
 * an object, an end that does not match, a second document, more than 512 levels, text that is not UTF-8) is a mistake
 * of the caller's, and is not written.
 *
 * Pretty documents are indented by two blanks and end with a newline; arrays of scalars stay on one line while they are
 * short.  Others have no blanks.  Equal calls give equal bytes.
 *
 * A writer moves; it is not for two threads at once.
 */
G_DEFINE_BOXED_TYPE (ColimJsonWriter, colim_json_writer, colim_json_writer_ref, colim_json_writer_unref)

static ColimJsonWriter *
new_writer (gboolean pretty)
{
  ColimJsonWriter *self = g_atomic_rc_box_new0 (ColimJsonWriter);

  self->pretty = pretty;
  self->buffer = g_string_new (NULL);
  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));

  return self;
}

/**
 * colim_json_writer_new:
 * @stream: where the bytes go
 * @pretty: whether people are to read them
 *
 * Makes a writer to @stream, in memory bounded by 64 KiB and the longest value.
 *
 * Returns: (transfer full): the writer, to be ended with [method@Colim.JsonWriter.end]
 */
ColimJsonWriter *
colim_json_writer_new (GOutputStream *stream, gboolean pretty)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  ColimJsonWriter *self = new_writer (pretty);

  self->stream = g_object_ref (stream);

  return self;
}

/**
 * colim_json_writer_new_for_string:
 * @pretty: whether people are to read it
 *
 * Makes a writer into a string.
 *
 * Returns: (transfer full): the writer, to be ended with [method@Colim.JsonWriter.end_string]
 */
ColimJsonWriter *
colim_json_writer_new_for_string (gboolean pretty)
{
  return new_writer (pretty);
}

/**
 * colim_json_writer_ref:
 * @self: a writer
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimJsonWriter *
colim_json_writer_ref (ColimJsonWriter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimJsonWriter *self)
{
  g_clear_object (&self->stream);
  g_string_free (self->buffer, TRUE);
  g_clear_error (&self->failure);
  g_array_unref (self->levels);
  g_array_unref (self->starts);
}

/**
 * colim_json_writer_unref:
 * @self: (transfer full): a writer
 *
 * Gives a reference back.  What was not ended stays half-written.
 */
void
colim_json_writer_unref (ColimJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static Level *
innermost (ColimJsonWriter *self)
{
  return self->levels->len > 0 ? &g_array_index (self->levels, Level, self->levels->len - 1) : NULL;
}

/* Whether a value, or a key, is the next thing that can be written. */
static gboolean
takes_value (ColimJsonWriter *self)
{
  const Level *level = innermost (self);

  return level == NULL ? !self->done : level->closer == ']' || self->has_key;
}

static gboolean
takes_key (ColimJsonWriter *self)
{
  const Level *level = innermost (self);

  return level != NULL && level->closer == '}' && !self->has_key;
}

static void
flush (ColimJsonWriter *self, gsize least)
{
  if (self->stream == NULL || self->is_inline || self->buffer->len < least)
    return;
  /* After a failure the rest is dropped: the document is lost, and memory must not grow with it. */
  if (self->failure == NULL)
    g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, NULL, &self->failure);
  g_string_truncate (self->buffer, 0);
}

static void
append_line (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

/* Gives each element of the innermost array, which is still in the buffer, a line of its own. */
static void
break_lines (ColimJsonWriter *self)
{
  if (!self->is_inline)
    return;
  self->is_inline = FALSE;
  if (self->starts->len == 0)
    return;

  gsize first = g_array_index (self->starts, gsize, 0);
  g_autofree char *tail = g_strdup (self->buffer->str + first);
  gsize length = self->buffer->len - first;

  g_string_truncate (self->buffer, first);
  for (guint i = 0; i < self->starts->len; i++)
    {
      gboolean is_last = i + 1 == self->starts->len;
      gsize from = g_array_index (self->starts, gsize, i) - first;
      gsize to = is_last ? length : g_array_index (self->starts, gsize, i + 1) - first - strlen (", ");

      if (i > 0)
        g_string_append_c (self->buffer, ',');
      append_line (self->buffer, self->levels->len);
      g_string_append_len (self->buffer, tail + from, (gssize) (to - from));
    }
}

/* What stands between the last value and the next one, or the next key. */
static void
separate (ColimJsonWriter *self)
{
  Level *level = innermost (self);

  if (self->has_key || level == NULL)
    {
      self->has_key = FALSE;
      return;
    }
  if (level->n++ > 0)
    g_string_append (self->buffer, self->is_inline ? ", " : ",");
  if (self->is_inline)
    g_array_append_val (self->starts, self->buffer->len);
  else if (self->pretty)
    append_line (self->buffer, self->levels->len);
}

static void
after_value (ColimJsonWriter *self)
{
  self->done = self->levels->len == 0;
  if (self->is_inline && self->buffer->len - g_array_index (self->starts, gsize, 0) > MOST_INLINE)
    break_lines (self);
  flush (self, FLUSH_SIZE);
}

static void
write_scalar (ColimJsonWriter *self, const char *text)
{
  separate (self);
  g_string_append (self->buffer, text);
  after_value (self);
}

static void
append_string (GString *out, const char *text)
{
  static const char specials[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";

  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      const char *from = text;

      while ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (out, from, text - from);
      if (*text == '\0')
        break;

      const char *special = strchr (specials, *text);

      if (special != NULL)
        g_string_append_printf (out, "\\%c", letters[special - specials]);
      else
        g_string_append_printf (out, "\\u%04x", (guint) *text);
      text++;
    }
  g_string_append_c (out, '"');
}

static void
enter (ColimJsonWriter *self, char opener, char closer)
{
  Level level = { closer, 0 };

  break_lines (self);
  separate (self);
  g_string_append_c (self->buffer, opener);
  g_array_append_val (self->levels, level);
  self->is_inline = self->pretty && closer == ']';
  g_array_set_size (self->starts, 0);
}

static void
leave (ColimJsonWriter *self)
{
  Level level = *innermost (self);

  g_array_set_size (self->levels, self->levels->len - 1);
  if (self->pretty && !self->is_inline && level.n > 0)
    append_line (self->buffer, self->levels->len);
  self->is_inline = FALSE;
  g_string_append_c (self->buffer, level.closer);
  after_value (self);
}

/**
 * colim_json_writer_object:
 * @self: a writer
 *
 * Opens an object, whose keys and values come next.
 */
void
colim_json_writer_object (ColimJsonWriter *self)
{
  g_return_if_fail (self != NULL && takes_value (self) && self->levels->len < MOST_DEPTH);

  enter (self, '{', '}');
}

/**
 * colim_json_writer_object_end:
 * @self: a writer
 *
 * Closes the object that was opened last.
 */
void
colim_json_writer_object_end (ColimJsonWriter *self)
{
  g_return_if_fail (self != NULL && takes_key (self));

  leave (self);
}

/**
 * colim_json_writer_array:
 * @self: a writer
 *
 * Opens an array, whose elements come next.
 */
void
colim_json_writer_array (ColimJsonWriter *self)
{
  g_return_if_fail (self != NULL && takes_value (self) && self->levels->len < MOST_DEPTH);

  enter (self, '[', ']');
}

/**
 * colim_json_writer_array_end:
 * @self: a writer
 *
 * Closes the array that was opened last.
 */
void
colim_json_writer_array_end (ColimJsonWriter *self)
{
  g_return_if_fail (self != NULL && innermost (self) != NULL && innermost (self)->closer == ']');

  leave (self);
}

/**
 * colim_json_writer_key:
 * @self: a writer
 * @key: a name, in UTF-8; it is for the caller to see that no other member of the object has it
 *
 * Begins a member of an object; its value comes next.
 */
void
colim_json_writer_key (ColimJsonWriter *self, const char *key)
{
  g_return_if_fail (self != NULL && key != NULL && takes_key (self) && g_utf8_validate (key, -1, NULL));

  separate (self);
  append_string (self->buffer, key);
  g_string_append (self->buffer, self->pretty ? ": " : ":");
  self->has_key = TRUE;
}

/**
 * colim_json_writer_string:
 * @self: a writer
 * @value: UTF-8
 *
 * Writes a string.
 */
void
colim_json_writer_string (ColimJsonWriter *self, const char *value)
{
  g_return_if_fail (self != NULL && value != NULL && takes_value (self) && g_utf8_validate (value, -1, NULL));

  separate (self);
  append_string (self->buffer, value);
  after_value (self);
}

/**
 * colim_json_writer_int:
 * @self: a writer
 * @value: an integer
 *
 * Writes all digits of an integer.
 */
void
colim_json_writer_int (ColimJsonWriter *self, gint64 value)
{
  g_return_if_fail (self != NULL && takes_value (self));

  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  write_scalar (self, text);
}

/**
 * colim_json_writer_double:
 * @self: a writer
 * @value: a number
 *
 * Writes a double as the shortest text of at least 15 digits' precision that reads back as it.  JSON has no infinity:
 * these are written as the strings `inf`, `-inf` and `nan`.
 */
void
colim_json_writer_double (ColimJsonWriter *self, double value)
{
  g_return_if_fail (self != NULL && takes_value (self));

  char room[COLIM_JSON_DOUBLE_SIZE];
  gboolean is_number;
  const char *text = _colim_json_double_to_text (value, room, &is_number);

  if (is_number)
    write_scalar (self, text);
  else
    colim_json_writer_string (self, text);
}

/**
 * colim_json_writer_number:
 * @self: a writer
 * @digits: a number of JSON's grammar
 *
 * Writes a number as it stands, for those that no machine number holds.
 */
void
colim_json_writer_number (ColimJsonWriter *self, const char *digits)
{
  gboolean complete = FALSE;

  g_return_if_fail (self != NULL && digits != NULL && takes_value (self));
  g_return_if_fail (digits[_colim_json_number_scan (digits, &complete)] == '\0' && complete);

  write_scalar (self, digits);
}

/**
 * colim_json_writer_boolean:
 * @self: a writer
 * @value: whether it is so
 *
 * Writes `true` or `false`.
 */
void
colim_json_writer_boolean (ColimJsonWriter *self, gboolean value)
{
  g_return_if_fail (self != NULL && takes_value (self));

  write_scalar (self, value ? "true" : "false");
}

/**
 * colim_json_writer_null:
 * @self: a writer
 *
 * Writes `null`.
 */
void
colim_json_writer_null (ColimJsonWriter *self)
{
  g_return_if_fail (self != NULL && takes_value (self));

  write_scalar (self, "null");
}

/**
 * colim_json_writer_end:
 * @self: a writer to a stream, whose document is complete
 * @error: return location for an error
 *
 * Writes what is left and flushes the stream, which stays open.
 *
 * Returns: %TRUE if all of the document has reached the stream, or %FALSE with %COLIM_ERROR_IO
 */
gboolean
colim_json_writer_end (ColimJsonWriter *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->stream != NULL && self->done, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->pretty)
    g_string_append_c (self->buffer, '\n');
  flush (self, 0);
  if (self->failure == NULL)
    g_output_stream_flush (self->stream, NULL, &self->failure);
  self->pretty = FALSE;
  if (self->failure == NULL)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "cannot be written: %s", self->failure->message);

  return FALSE;
}

/**
 * colim_json_writer_end_string:
 * @self: a writer into a string, whose document is complete
 *
 * Takes the document out.
 *
 * Returns: (transfer full): the document, in UTF-8
 */
char *
colim_json_writer_end_string (ColimJsonWriter *self)
{
  g_return_val_if_fail (self != NULL && self->stream == NULL && self->done, NULL);

  if (self->pretty)
    g_string_append_c (self->buffer, '\n');

  char *document = g_string_free (self->buffer, FALSE);

  self->buffer = g_string_new (NULL);
  self->pretty = FALSE;

  return document;
}
