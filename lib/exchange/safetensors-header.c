/* The header of safetensors, in which nothing is believed: what each tensor is called, what it holds and where.
 *
 * It is read token by token: as a tree, 100 MB of brackets would take gigabytes.
 */

#include "lib/exchange/json-private.h"
#include "lib/exchange/safetensors-private.h"

#include <string.h>

/* Of a longer name, only so many signs are shown. */
#define MOST_SHOWN 80

typedef ColimSafetensorsEntry Entry;
typedef ColimSafetensorsHeader Header;

static void
entry_clear (Entry *entry)
{
  g_free (entry->name);
}

/* Makes ready to read @text; @file is what messages call it. */
void
_colim_safetensors_header_init (Header *self, const char *file, GBytes *text, gsize data_length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (text);

  *self = (Header) { .file = file, .data_length = data_length };
  self->json = colim_json_reader_new (file, stream);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, (GDestroyNotify) entry_clear);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
}

void
_colim_safetensors_header_clear (Header *self)
{
  g_clear_pointer (&self->json, colim_json_reader_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
}

/* A name from the file as it can stand in a line of a message. */
char *
_colim_safetensors_show_name (const char *name)
{
  GString *out = g_string_new ("'");
  guint n = 0;

  for (; *name != '\0' && n < MOST_SHOWN; name = g_utf8_next_char (name), n++)
    {
      gunichar sign = g_utf8_get_char (name);

      g_string_append_unichar (out, g_unichar_isprint (sign) ? sign : 0xfffd);
    }
  g_string_append (out, *name != '\0' ? "…'" : "'");

  return g_string_free (out, FALSE);
}

static gboolean refuse (Header *self, const char *name, GError **error, ColimError code, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/* Fails at the last token; about a tensor, or about the header if @name is NULL.  Always FALSE. */
static gboolean
refuse (Header *self, const char *name, GError **error, ColimError code, const char *format, ...)
{
  g_autofree char *shown = name != NULL ? _colim_safetensors_show_name (name) : NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  _colim_json_reader_set_error (self->json, error, code, "%s%s%s%s", shown != NULL ? "tensor " : "",
                                shown != NULL ? shown : "", shown != NULL ? ": " : "", message);

  return FALSE;
}

/* The next token must be of this kind. */
static gboolean
expect (Header *self, const char *name, ColimJsonToken expected, const char *what, GError **error)
{
  ColimJsonToken token = colim_json_reader_next (self->json, error);
  gsize length;
  const char *string = colim_json_reader_get_string (self->json, &length);

  if (token == COLIM_JSON_ERROR)
    return FALSE;
  if (token != expected)
    return refuse (self, name, error, COLIM_ERROR_PARSE, "expected %s", what);
  if (string != NULL && strlen (string) != length)
    return refuse (self, name, error, COLIM_ERROR_PARSE, "U+0000 cannot be in a string here");

  return TRUE;
}

/* Whether there is one more key before the object ends; FALSE without an error at the end. */
static gboolean
next_key (Header *self, GError **error)
{
  gsize length;
  const char *key;

  if (colim_json_reader_next (self->json, error) != COLIM_JSON_KEY)
    return FALSE;
  key = colim_json_reader_get_string (self->json, &length);
  if (strlen (key) != length)
    return refuse (self, NULL, error, COLIM_ERROR_PARSE, "U+0000 cannot be in a name");

  return TRUE;
}

/* Reads a list of numbers from 0 up, at most so many. */
static gboolean
read_numbers (Header *self, const Entry *entry, const char *what, gint64 *numbers, gsize most, gsize *n, GError **error)
{
  ColimJsonToken token;

  *n = 0;
  if (!expect (self, entry->name, COLIM_JSON_ARRAY, what, error))
    return FALSE;
  while ((token = colim_json_reader_next (self->json, error)) != COLIM_JSON_ARRAY_END)
    {
      gint64 value;

      if (token == COLIM_JSON_ERROR)
        return FALSE;
      if (!colim_json_reader_get_int (self->json, &value) || value < 0)
        return refuse (self, entry->name, error, COLIM_ERROR_PARSE, "expected a whole number from 0 in %s", what);
      if (*n == most)
        return refuse (self, entry->name, error, COLIM_ERROR_TOO_LARGE, "more than %" G_GSIZE_FORMAT " numbers in %s",
                       most, what);
      numbers[(*n)++] = value;
    }

  return TRUE;
}

static gboolean
read_type (Header *self, Entry *entry, GError **error)
{
  if (!expect (self, entry->name, COLIM_JSON_STRING, "the name of a kind of numbers", error))
    return FALSE;

  const char *name = colim_json_reader_get_string (self->json, NULL);
  g_autofree char *shown = _colim_safetensors_show_name (name);

  entry->type = _colim_safetensors_type_find (name);

  return entry->type != NULL
         || refuse (self, entry->name, error, COLIM_ERROR_TYPE, "numbers of kind %s are not read", shown);
}

static gboolean
read_shape (Header *self, Entry *entry, GError **error)
{
  return read_numbers (self, entry, "a shape", entry->shape, COLIM_TENSOR_MOST_DIMS, &entry->n_dims, error);
}

static gboolean
read_offsets (Header *self, Entry *entry, GError **error)
{
  gint64 offsets[2];
  gsize n;

  if (!read_numbers (self, entry, "a pair of offsets", offsets, 2, &n, error))
    return FALSE;
  if (n != 2 || offsets[0] > offsets[1])
    return refuse (self, entry->name, error, COLIM_ERROR_PARSE,
                   "expected the offsets of the first byte and of the end");
  if ((guint64) offsets[1] > self->data_length)
    return refuse (self, entry->name, error, COLIM_ERROR_OUT_OF_RANGE,
                   "ends at byte %" G_GINT64_FORMAT ", and there are %" G_GSIZE_FORMAT, offsets[1], self->data_length);
  entry->begin = offsets[0];
  entry->end = offsets[1];

  return TRUE;
}

static const struct {
  const char *key;
  gboolean (*read) (Header *self, Entry *entry, GError **error);
} members[] = {
  { "dtype", read_type },
  { "shape", read_shape },
  { "data_offsets", read_offsets },
};

/* That the shape takes as many bytes as there are. */
static gboolean
check_size (Header *self, const Entry *entry, GError **error)
{
  guint64 n_bytes = entry->type->size;

  for (gsize i = 0; i < entry->n_dims; i++)
    if (!g_uint64_checked_mul (&n_bytes, n_bytes, (guint64) entry->shape[i]))
      return refuse (self, entry->name, error, COLIM_ERROR_TOO_LARGE, "the shape is of more numbers than there can be");
  if (n_bytes != (guint64) (entry->end - entry->begin))
    return refuse (self, entry->name, error, COLIM_ERROR_PARSE,
                   "the shape takes %" G_GUINT64_FORMAT " bytes of %s, and there are %" G_GINT64_FORMAT, n_bytes,
                   entry->type->name, entry->end - entry->begin);

  return TRUE;
}

static gboolean
read_members (Header *self, Entry *entry, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!expect (self, entry->name, COLIM_JSON_OBJECT, "an object", error))
    return FALSE;
  while (next_key (self, &local_error))
    {
      const char *key = colim_json_reader_get_string (self->json, NULL);
      gsize i = 0;

      while (i < G_N_ELEMENTS (members) && strcmp (members[i].key, key) != 0)
        i++;
      if (i == G_N_ELEMENTS (members))
        {
          if (!colim_json_reader_skip (self->json, error))
            return FALSE;
          continue;
        }
      if (entry->given & 1u << i)
        return refuse (self, entry->name, error, COLIM_ERROR_DUPLICATE_NAME, "'%s' is there already", key);
      entry->given |= 1u << i;
      if (!members[i].read (self, entry, error))
        return FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (!(entry->given & 1u << i))
      return refuse (self, entry->name, error, COLIM_ERROR_UNDEFINED, "there is no '%s'", members[i].key);

  return check_size (self, entry, error);
}

static gboolean
read_entry (Header *self, const char *name, GError **error)
{
  if (g_hash_table_contains (self->names, name))
    return refuse (self, name, error, COLIM_ERROR_DUPLICATE_NAME, "is there already");
  g_array_append_val (self->entries, (Entry) { .name = g_strdup (name) });

  Entry *entry = &g_array_index (self->entries, Entry, self->entries->len - 1);

  g_hash_table_add (self->names, entry->name);

  return read_members (self, entry, error);
}

static gboolean
read_metadata (Header *self, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local_error = NULL;

  if (self->has_metadata)
    return refuse (self, NULL, error, COLIM_ERROR_DUPLICATE_NAME, "the metadata are there already");
  self->has_metadata = TRUE;
  if (!expect (self, NULL, COLIM_JSON_OBJECT, "an object of metadata", error))
    return FALSE;
  while (next_key (self, &local_error))
    {
      const char *key = colim_json_reader_get_string (self->json, NULL);

      if (g_hash_table_contains (keys, key))
        {
          g_autofree char *shown = _colim_safetensors_show_name (key);

          return refuse (self, NULL, error, COLIM_ERROR_DUPLICATE_NAME, "the metadata %s are there already", shown);
        }
      g_ptr_array_add (self->keys, g_strdup (key));
      g_hash_table_add (keys, self->keys->pdata[self->keys->len - 1]);
      if (!expect (self, NULL, COLIM_JSON_STRING, "a string: metadata are texts", error))
        return FALSE;
      g_ptr_array_add (self->values, g_strdup (colim_json_reader_get_string (self->json, NULL)));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* Reads all of it, and checks each tensor for itself. */
gboolean
_colim_safetensors_header_read (Header *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!expect (self, NULL, COLIM_JSON_OBJECT, "an object", error))
    return FALSE;
  while (next_key (self, &local_error))
    {
      g_autofree char *name = g_strdup (colim_json_reader_get_string (self->json, NULL));
      gboolean read = strcmp (name, COLIM_SAFETENSORS_METADATA) == 0 ? read_metadata (self, &local_error)
                                                                     : read_entry (self, name, &local_error);

      if (!read)
        break;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return colim_json_reader_next (self->json, error) == COLIM_JSON_END;
}
