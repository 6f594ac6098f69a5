/* Named tensors, in an order, with notes: what a safetensors file holds. */

#include <colim/safetensors.h>

#include "lib/exchange/safetensors-private.h"

#include <string.h>

struct _ColimSafetensors {
  GPtrArray *names;   /* char */
  GPtrArray *tensors; /* ColimTensor */
  GHashTable *found;  /* name → tensor, both borrowed */
  GPtrArray *keys;    /* char, of the notes */
  GHashTable *notes;  /* key, borrowed → char */
};

/**
 * ColimSafetensors:
 *
 * Named tensors with some notes about them (their metadata), as they are kept in safetensors files: weights,
 * checkpoints.  Immutable and reference counted.
 *
 * Such files are mapped, not read: tensors show the bytes of the file.  Numbers of other kinds than tensors have are
 * converted: halves (`F16`, `BF16`) to floats, `I8` and `I64` to 32-bit integers.
 */
G_DEFINE_BOXED_TYPE (ColimSafetensors, colim_safetensors, colim_safetensors_ref, colim_safetensors_unref)

static ColimSafetensors *
new_empty (void)
{
  ColimSafetensors *self = g_atomic_rc_box_new0 (ColimSafetensors);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);
  self->found = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  return self;
}

static gboolean
add_tensor (ColimSafetensors *self, const char *name, ColimTensor *tensor, GError **error)
{
  if (!g_utf8_validate (name, -1, NULL) || strcmp (name, COLIM_SAFETENSORS_METADATA) == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "no tensor can be called '%s'",
                   g_utf8_validate (name, -1, NULL) ? name : "(not UTF-8)");
      return FALSE;
    }
  if (g_hash_table_contains (self->found, name))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "there is a tensor '%s' already", name);
      return FALSE;
    }
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->tensors, colim_tensor_ref (tensor));
  g_hash_table_insert (self->found, self->names->pdata[self->names->len - 1], tensor);

  return TRUE;
}

static gboolean
add_note (ColimSafetensors *self, const char *key, const char *value, GError **error)
{
  if (!g_utf8_validate (key, -1, NULL) || !g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "metadata must be UTF-8");
      return FALSE;
    }
  if (g_hash_table_contains (self->notes, key))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "there is metadata '%s' already", key);
      return FALSE;
    }
  g_ptr_array_add (self->keys, g_strdup (key));
  g_hash_table_insert (self->notes, self->keys->pdata[self->keys->len - 1], g_strdup (value));

  return TRUE;
}

/**
 * colim_safetensors_new:
 * @names: (array length=n): the names
 * @tensors: (array length=n): the tensors that have them
 * @n: how many there are
 * @keys: (array length=n_metadata): what the notes are called
 * @values: (array length=n_metadata): what they say
 * @n_metadata: how many notes there are
 * @error: return location for an error
 *
 * Puts tensors and notes together, in the order that they are given in.
 *
 * Returns: (transfer full): the tensors, or %NULL with %COLIM_ERROR_DUPLICATE_NAME, or %COLIM_ERROR_INVALID for what is
 *   not UTF-8, or a tensor with the name of the metadata
 */
ColimSafetensors *
colim_safetensors_new (const char *const *names, ColimTensor **tensors, gsize n, const char *const *keys,
                       const char *const *values, gsize n_metadata, GError **error)
{
  g_return_val_if_fail ((names != NULL && tensors != NULL) || n == 0, NULL);
  g_return_val_if_fail ((keys != NULL && values != NULL) || n_metadata == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimSafetensors) self = new_empty ();

  for (gsize i = 0; i < n; i++)
    if (!add_tensor (self, names[i], tensors[i], error))
      return NULL;
  for (gsize i = 0; i < n_metadata; i++)
    if (!add_note (self, keys[i], values[i], error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * colim_safetensors_ref:
 * @self: tensors
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSafetensors *
colim_safetensors_ref (ColimSafetensors *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSafetensors *self)
{
  g_hash_table_unref (self->found);
  g_hash_table_unref (self->notes);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->tensors);
  g_ptr_array_unref (self->keys);
}

/**
 * colim_safetensors_unref:
 * @self: (transfer full): tensors
 *
 * Gives a reference back.
 */
void
colim_safetensors_unref (ColimSafetensors *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_safetensors_get_n:
 * @self: tensors
 *
 * Counts the tensors.
 *
 * Returns: how many there are
 */
gsize
colim_safetensors_get_n (const ColimSafetensors *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tensors->len;
}

/**
 * colim_safetensors_get_name:
 * @self: tensors
 * @index: which, from 0, in the order of the file
 *
 * Tells what a tensor is called.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_safetensors_get_name (const ColimSafetensors *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->names->len, NULL);

  return self->names->pdata[index];
}

/**
 * colim_safetensors_get_tensor:
 * @self: tensors
 * @index: which, from 0, in the order of the file
 *
 * Gives a tensor.
 *
 * Returns: (transfer none): the tensor
 */
ColimTensor *
colim_safetensors_get_tensor (const ColimSafetensors *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->tensors->len, NULL);

  return self->tensors->pdata[index];
}

/**
 * colim_safetensors_find:
 * @self: tensors
 * @name: a name
 *
 * Looks a tensor up by its name.  Time: constant on average.
 *
 * Returns: (transfer none) (nullable): the tensor, or %NULL if none is called so
 */
ColimTensor *
colim_safetensors_find (const ColimSafetensors *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_hash_table_lookup (self->found, name);
}

/**
 * colim_safetensors_get_n_metadata:
 * @self: tensors
 *
 * Counts the notes.
 *
 * Returns: how many there are
 */
gsize
colim_safetensors_get_n_metadata (const ColimSafetensors *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->keys->len;
}

/**
 * colim_safetensors_get_metadata_key:
 * @self: tensors
 * @index: which note, from 0, in the order of the file
 *
 * Tells what a note is called.
 *
 * Returns: (transfer none): its key
 */
const char *
colim_safetensors_get_metadata_key (const ColimSafetensors *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->keys->len, NULL);

  return self->keys->pdata[index];
}

/**
 * colim_safetensors_get_metadata:
 * @self: tensors
 * @key: a key
 *
 * Tells what a note says.
 *
 * Returns: (transfer none) (nullable): the text, or %NULL if no note is called so
 */
const char *
colim_safetensors_get_metadata (const ColimSafetensors *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  return g_hash_table_lookup (self->notes, key);
}
