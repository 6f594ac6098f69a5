/* A JSON document as a tree, for what is small: settings, diagrams, headers.
 *
 * Every value knows the text that it stands in and the offset of its first byte, so that whoever finds it
 * wrong can say where.  An object finds its members by a hash table as soon as it has more than a few.
 */

#include <colim/json.h>

#include "lib/exchange/json-private.h"

#include <string.h>

/* Up to here, comparing is faster than hashing. */
#define FEW 8

struct _ColimJson {
  ColimJsonToken kind;
  ColimText *text;
  gsize offset;
  char *string;       /* of a string and a number */
  GPtrArray *values;  /* of an array and an object: ColimJson */
  GPtrArray *keys;    /* of an object: char */
  GHashTable *places; /* of an object with many members: key → its index */
};

/**
 * ColimJson:
 *
 * A JSON value: null, a boolean, a number, a string, an array or an object.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimJson, colim_json, colim_json_ref, colim_json_unref)

static gboolean
find_key (const ColimJson *self, const char *key, guint *index)
{
  gpointer found;

  if (self->places != NULL)
    {
      if (!g_hash_table_lookup_extended (self->places, key, NULL, &found))
        return FALSE;
      *index = GPOINTER_TO_UINT (found);
      return TRUE;
    }
  for (guint i = 0; i < self->keys->len; i++)
    if (strcmp (self->keys->pdata[i], key) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static void
add_key (ColimJson *self, const char *key)
{
  g_ptr_array_add (self->keys, g_strdup (key));
  if (self->keys->len == FEW + 1)
    {
      self->places = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < FEW; i++)
        g_hash_table_insert (self->places, self->keys->pdata[i], GUINT_TO_POINTER (i));
    }
  if (self->places != NULL)
    g_hash_table_insert (self->places, self->keys->pdata[self->keys->len - 1], GUINT_TO_POINTER (self->keys->len - 1));
}

/* Reads the next token; strings here end with their NUL, so that U+0000 would cut them short, and two keys be one. */
static ColimJsonToken
next (ColimJsonReader *reader, GError **error)
{
  ColimJsonToken token = colim_json_reader_next (reader, error);
  gsize length;
  const char *string = colim_json_reader_get_string (reader, &length);

  if (string != NULL && strlen (string) != length)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "U+0000 cannot be in a string here");
      return COLIM_JSON_ERROR;
    }

  return token;
}

static ColimJson *build (ColimJsonReader *reader, ColimText *text, ColimJsonToken token, GError **error);

static gboolean
build_members (ColimJson *self, ColimJsonReader *reader, ColimText *text, GError **error)
{
  ColimJsonToken token;
  guint index;

  while ((token = next (reader, error)) != COLIM_JSON_OBJECT_END)
    {
      const char *key = token == COLIM_JSON_KEY ? colim_json_reader_get_string (reader, NULL) : NULL;

      if (key == NULL)
        return FALSE;
      if (find_key (self, key, &index))
        {
          _colim_json_reader_set_error (reader, error, COLIM_ERROR_DUPLICATE_NAME, "the key '%s' is there already", key);
          return FALSE;
        }
      add_key (self, key);

      ColimJson *value = build (reader, text, next (reader, error), error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (self->values, value);
    }

  return TRUE;
}

static gboolean
build_elements (ColimJson *self, ColimJsonReader *reader, ColimText *text, GError **error)
{
  ColimJsonToken token;

  while ((token = next (reader, error)) != COLIM_JSON_ARRAY_END)
    {
      ColimJson *value = build (reader, text, token, error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (self->values, value);
    }

  return TRUE;
}

/* The value that @token begins.  As deep as the document, which the reader bounds. */
static ColimJson *
build (ColimJsonReader *reader, ColimText *text, ColimJsonToken token, GError **error)
{
  g_autoptr (ColimJson) self = NULL;

  if (token == COLIM_JSON_ERROR)
    return NULL;
  self = g_atomic_rc_box_new0 (ColimJson);
  self->kind = token;
  self->text = colim_text_ref (text);
  self->offset = colim_json_reader_get_offset (reader);
  self->string = g_strdup (colim_json_reader_get_string (reader, NULL));
  if (token == COLIM_JSON_OBJECT || token == COLIM_JSON_ARRAY)
    self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_json_unref);
  if (token == COLIM_JSON_OBJECT)
    self->keys = g_ptr_array_new_with_free_func (g_free);
  if ((token == COLIM_JSON_OBJECT && !build_members (self, reader, text, error))
      || (token == COLIM_JSON_ARRAY && !build_elements (self, reader, text, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * colim_json_parse:
 * @text: a document
 * @error: return location for an error
 *
 * Reads a whole document into memory.  Beyond what the reader refuses, an object may not have the same key twice, and no
 * string may hold U+0000.
 *
 * Returns: (transfer full): the value, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_DUPLICATE_NAME or
 *   %COLIM_ERROR_TOO_LARGE, the place and its line in the message
 */
ColimJson *
colim_json_parse (ColimText *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimJson) self = build (reader, text, next (reader, &local_error), &local_error);

  if (self != NULL && next (reader, &local_error) == COLIM_JSON_END)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/**
 * colim_json_ref:
 * @self: a value
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimJson *
colim_json_ref (ColimJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimJson *self)
{
  colim_text_unref (self->text);
  g_free (self->string);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
}

/**
 * colim_json_unref:
 * @self: (transfer full): a value
 *
 * Gives a reference back.
 */
void
colim_json_unref (ColimJson *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_json_get_kind:
 * @self: a value
 *
 * Tells what kind of value it is.
 *
 * Returns: %COLIM_JSON_OBJECT, %COLIM_JSON_ARRAY, %COLIM_JSON_STRING, %COLIM_JSON_NUMBER, %COLIM_JSON_TRUE,
 *   %COLIM_JSON_FALSE or %COLIM_JSON_NULL
 */
ColimJsonToken
colim_json_get_kind (const ColimJson *self)
{
  g_return_val_if_fail (self != NULL, COLIM_JSON_ERROR);

  return self->kind;
}

/**
 * colim_json_get_string:
 * @self: a value
 *
 * Gives what a string means, or what a number looks like.
 *
 * Returns: (transfer none) (nullable): the text, or %NULL for other values
 */
const char *
colim_json_get_string (const ColimJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->string;
}

/**
 * colim_json_get_int:
 * @self: a value
 * @value: (out): the number
 *
 * Reads a value as an integer.
 *
 * Returns: whether it is a number without fraction and exponent that @value holds exactly
 */
gboolean
colim_json_get_int (const ColimJson *self, gint64 *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return self->kind == COLIM_JSON_NUMBER && _colim_json_number_to_int (self->string, value);
}

/**
 * colim_json_get_double:
 * @self: a value
 * @value: (out): the number
 *
 * Reads a value as the nearest double.  The strings `inf`, `-inf` and `nan`, which the writer uses, are read too.
 *
 * Returns: whether it is such a string, or a number that is not beyond all doubles
 */
gboolean
colim_json_get_double (const ColimJson *self, double *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return _colim_json_token_to_double (self->kind, self->string, value);
}

/**
 * colim_json_get_length:
 * @self: a value
 *
 * Counts the elements of an array or the members of an object.
 *
 * Returns: how many there are, 0 for other values
 */
guint
colim_json_get_length (const ColimJson *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->values != NULL ? self->values->len : 0;
}

/**
 * colim_json_get_element:
 * @self: an array or an object
 * @index: which, from 0, in the order of the text
 *
 * Gives an array's element, or the value of an object's member.
 *
 * Returns: (transfer none): the value
 */
ColimJson *
colim_json_get_element (const ColimJson *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < colim_json_get_length (self), NULL);

  return self->values->pdata[index];
}

/**
 * colim_json_get_key:
 * @self: an object
 * @index: which, from 0, in the order of the text
 *
 * Gives a member's name.
 *
 * Returns: (transfer none): the key
 */
const char *
colim_json_get_key (const ColimJson *self, guint index)
{
  g_return_val_if_fail (self != NULL && self->keys != NULL && index < self->keys->len, NULL);

  return self->keys->pdata[index];
}

/**
 * colim_json_find:
 * @self: a value
 * @key: a member's name
 *
 * Looks a member up by its name.  Time: constant on average.
 *
 * Returns: (transfer none) (nullable): its value; %NULL if there is none, or if @self is no object
 */
ColimJson *
colim_json_find (const ColimJson *self, const char *key)
{
  guint index;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  return self->keys != NULL && find_key (self, key, &index) ? self->values->pdata[index] : NULL;
}

/**
 * colim_json_get_text:
 * @self: a value
 *
 * Tells which text it stands in, for messages about it.
 *
 * Returns: (transfer none): the text
 */
ColimText *
colim_json_get_text (const ColimJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * colim_json_get_offset:
 * @self: a value
 *
 * Tells where its first byte stands in its text.
 *
 * Returns: the offset
 */
gsize
colim_json_get_offset (const ColimJson *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->offset;
}

/* For those who read a format that is written in JSON: an error of theirs at a value. */
void
_colim_json_set_error (const ColimJson *at, GError **error, ColimError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *described = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  described = colim_text_describe (at->text, at->offset, "error", message);
  g_set_error_literal (error, COLIM_ERROR, code, described);
}
