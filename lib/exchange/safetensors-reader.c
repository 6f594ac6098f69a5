/* Reads safetensors: the header, and then each tensor's bytes.
 *
 * The members of the header are in any order; their bytes, put in order, must follow one on the other from the first
 * byte to the last, so that no byte has two meanings or none.
 */

#include "lib/exchange/safetensors-private.h"

#include <errno.h>

typedef ColimSafetensorsEntry Entry;
typedef ColimSafetensorsHeader Header;

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const Entry *x = *(const Entry *const *) a, *y = *(const Entry *const *) b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;

  return (x->end > y->end) - (x->end < y->end);
}

/* That each byte of the data belongs to one tensor. */
static gboolean
check_places (const Header *self, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (self->entries->len);
  guint64 at = 0;

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (sorted, &g_array_index (self->entries, Entry, i));
  g_ptr_array_sort (sorted, compare_places);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Entry *entry = sorted->pdata[i];
      g_autofree char *shown = _colim_safetensors_show_name (entry->name);

      if ((guint64) entry->begin != at)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE,
                       "%s: tensor %s begins at byte %" G_GINT64_FORMAT
                       ", and the one before it ends at byte %" G_GUINT64_FORMAT,
                       self->file, shown, entry->begin, at);
          return FALSE;
        }
      at = (guint64) entry->end;
    }
  if (at == self->data_length)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE,
               "%s: the last tensor ends at byte %" G_GUINT64_FORMAT ", and there are %" G_GSIZE_FORMAT, self->file, at,
               self->data_length);

  return FALSE;
}

static ColimTensor *
load (const Header *self, const Entry *entry, GBytes *data, GError **error)
{
  g_autoptr (GBytes) stored = g_bytes_new_from_bytes (data, (gsize) entry->begin, (gsize) (entry->end - entry->begin));
  g_autoptr (GBytes) bytes = _colim_safetensors_type_load (entry->type, stored, error);
  g_autofree char *shown = _colim_safetensors_show_name (entry->name);
  ColimTensor *tensor
    = bytes != NULL ? colim_tensor_new (entry->type->element, entry->shape, entry->n_dims, bytes, error) : NULL;

  if (tensor == NULL)
    g_prefix_error (error, "%s: tensor %s: ", self->file, shown);

  return tensor;
}

static ColimSafetensors *
load_all (const Header *self, GBytes *data, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      ColimTensor *tensor = load (self, entry, data, error);

      if (tensor == NULL)
        return NULL;
      g_ptr_array_add (names, entry->name);
      g_ptr_array_add (tensors, tensor);
    }

  return colim_safetensors_new ((const char *const *) names->pdata, (ColimTensor **) tensors->pdata, names->len,
                                (const char *const *) self->keys->pdata, (const char *const *) self->values->pdata,
                                self->keys->len, error);
}

/* The header's length, of bytes that are long enough for it. */
static gboolean
find_header (const char *name, GBytes *bytes, gsize *header_length, GError **error)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);
  guint64 claimed = 0;

  if (length < COLIM_SAFETENSORS_LENGTH_SIZE)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE,
                   "%s: %" G_GSIZE_FORMAT " bytes are too few for safetensors", name, length);
      return FALSE;
    }
  for (gsize i = 0; i < COLIM_SAFETENSORS_LENGTH_SIZE; i++)
    claimed |= (guint64) start[i] << 8 * i;
  if (claimed > length - COLIM_SAFETENSORS_LENGTH_SIZE)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE,
                   "%s: a header of %" G_GUINT64_FORMAT " bytes is longer than the file", name, claimed);
      return FALSE;
    }
  if (claimed > COLIM_SAFETENSORS_MOST_HEADER)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                   "%s: a header of %" G_GUINT64_FORMAT " bytes is longer than 100 MB", name, claimed);
      return FALSE;
    }
  *header_length = (gsize) claimed;

  return TRUE;
}

/**
 * colim_safetensors_parse:
 * @name: what to call the bytes in messages
 * @bytes: a safetensors file
 * @error: return location for an error
 *
 * Reads safetensors from memory.  Tensors are parts of @bytes where they begin at a multiple of their numbers' size and
 * are of a kind that tensors have, and copies elsewhere.
 *
 * Returns: (transfer full): the tensors, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_DUPLICATE_NAME,
 *   %COLIM_ERROR_UNDEFINED, %COLIM_ERROR_TYPE for a kind of numbers that is not read, %COLIM_ERROR_OUT_OF_RANGE or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimSafetensors *
colim_safetensors_parse (const char *name, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (ColimSafetensorsHeader) header = { 0 };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) data = NULL;
  ColimSafetensors *self = NULL;
  gsize length;

  if (!find_header (name, bytes, &length, error))
    return NULL;
  text = g_bytes_new_from_bytes (bytes, COLIM_SAFETENSORS_LENGTH_SIZE, length);
  length += COLIM_SAFETENSORS_LENGTH_SIZE;
  data = g_bytes_new_from_bytes (bytes, length, g_bytes_get_size (bytes) - length);
  _colim_safetensors_header_init (&header, name, text, g_bytes_get_size (data));
  if (_colim_safetensors_header_read (&header, &local_error) && check_places (&header, &local_error))
    self = load_all (&header, data, &local_error);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return self;
}

/**
 * colim_safetensors_read:
 * @path: (type filename): a safetensors file
 * @error: return location for an error
 *
 * Maps a safetensors file into memory.  Its bytes stay mapped as long as a tensor shows them; a file that is replaced,
 * as [method@Colim.Safetensors.write] does it, leaves them as they are.
 *
 * Returns: (transfer full): the tensors, or %NULL with %COLIM_ERROR_IO or an error as of [func@Colim.Safetensors.parse]
 */
ColimSafetensors *
colim_safetensors_read (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GError) local_error = NULL;
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: is a directory", path);
      return NULL;
    }
  if ((mapped = g_mapped_file_new (path, FALSE, &local_error)) == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", path,
                   g_strerror (local_error->code == G_FILE_ERROR_NOENT   ? ENOENT
                               : local_error->code == G_FILE_ERROR_ACCES ? EACCES
                                                                         : EIO));
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (mapped);

  return colim_safetensors_parse (path, bytes, error);
}
