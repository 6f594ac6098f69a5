/* Writes safetensors: the same tensors give the same bytes, and a file is replaced whole or not at all. */

#include <colim/json-writer.h>

#include "lib/exchange/safetensors-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
write_entry (ColimJsonWriter *json, const char *name, const ColimTensor *tensor, gint64 *at)
{
  gsize n_dims;
  const gint64 *shape = colim_tensor_get_shape (tensor, &n_dims);

  colim_json_writer_key (json, name);
  colim_json_writer_object (json);
  colim_json_writer_key (json, "dtype");
  colim_json_writer_string (json, _colim_safetensors_type_name (colim_tensor_get_element (tensor)));
  colim_json_writer_key (json, "shape");
  colim_json_writer_array (json);
  for (gsize i = 0; i < n_dims; i++)
    colim_json_writer_int (json, shape[i]);
  colim_json_writer_array_end (json);
  colim_json_writer_key (json, "data_offsets");
  colim_json_writer_array (json);
  colim_json_writer_int (json, *at);
  *at += (gint64) g_bytes_get_size (colim_tensor_get_bytes (tensor));
  colim_json_writer_int (json, *at);
  colim_json_writer_array_end (json);
  colim_json_writer_object_end (json);
}

/* The length and the header, with blanks behind it so that the data begin at a multiple of 8. */
static GBytes *
make_header (const ColimSafetensors *self, GError **error)
{
  g_autoptr (ColimJsonWriter) json = colim_json_writer_new_for_string (FALSE);
  g_autofree char *text = NULL;
  gint64 at = 0;

  colim_json_writer_object (json);
  if (colim_safetensors_get_n_metadata (self) > 0)
    {
      colim_json_writer_key (json, COLIM_SAFETENSORS_METADATA);
      colim_json_writer_object (json);
      for (gsize i = 0; i < colim_safetensors_get_n_metadata (self); i++)
        {
          const char *key = colim_safetensors_get_metadata_key (self, i);

          colim_json_writer_key (json, key);
          colim_json_writer_string (json, colim_safetensors_get_metadata (self, key));
        }
      colim_json_writer_object_end (json);
    }
  for (gsize i = 0; i < colim_safetensors_get_n (self); i++)
    write_entry (json, colim_safetensors_get_name (self, i), colim_safetensors_get_tensor (self, i), &at);
  colim_json_writer_object_end (json);
  text = colim_json_writer_end_string (json);

  gsize text_length = strlen (text);
  gsize header_length = (text_length + 7) / 8 * 8;

  if (header_length > COLIM_SAFETENSORS_MOST_HEADER)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                   "a header of %" G_GSIZE_FORMAT " bytes is longer than 100 MB", header_length);
      return NULL;
    }

  guint8 *bytes = g_malloc (COLIM_SAFETENSORS_LENGTH_SIZE + header_length);

  for (gsize i = 0; i < COLIM_SAFETENSORS_LENGTH_SIZE; i++)
    bytes[i] = (guint8) ((guint64) header_length >> 8 * i);
  memset (bytes + COLIM_SAFETENSORS_LENGTH_SIZE, ' ', header_length);
  memcpy (bytes + COLIM_SAFETENSORS_LENGTH_SIZE, text, text_length);

  return g_bytes_new_take (bytes, COLIM_SAFETENSORS_LENGTH_SIZE + header_length);
}

/* The parts of the file: the header, then each tensor's bytes. */
static GPtrArray *
make_parts (const ColimSafetensors *self, GError **error)
{
  GBytes *header = make_header (self, error);
  GPtrArray *parts;

  if (header == NULL)
    return NULL;
  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (parts, header);
  for (gsize i = 0; i < colim_safetensors_get_n (self); i++)
    g_ptr_array_add (parts, _colim_safetensors_type_store (colim_safetensors_get_tensor (self, i)));

  return parts;
}

/**
 * colim_safetensors_to_bytes:
 * @self: tensors
 * @error: return location for an error
 *
 * Makes the bytes of a safetensors file: tensors in their order, the data at a multiple of 8 bytes.
 *
 * Returns: (transfer full): the bytes, or %NULL with %COLIM_ERROR_TOO_LARGE for names of more than 100 MB
 */
GBytes *
colim_safetensors_to_bytes (const ColimSafetensors *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GPtrArray) parts = make_parts (self, error);
  gsize total = 0;
  guint8 *all, *to;

  if (parts == NULL)
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    total += g_bytes_get_size (parts->pdata[i]);
  to = all = g_malloc (total);
  for (guint i = 0; i < parts->len; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (parts->pdata[i], &length);

      if (length > 0)
        memcpy (to, data, length);
      to += length;
    }

  return g_bytes_new_take (all, total);
}

/* Writes all, to the disk and not only towards it, and closes. */
static gboolean
write_parts (int descriptor, GPtrArray *parts)
{
  FILE *file = fdopen (descriptor, "wb");
  gboolean written = file != NULL;

  for (guint i = 0; i < parts->len && written; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (parts->pdata[i], &length);

      written = length == 0 || fwrite (data, 1, length, file) == length;
    }
  written = written && fflush (file) == 0 && fsync (descriptor) == 0;

  int reason = errno;

  if (file == NULL)
    close (descriptor);
  else if (fclose (file) != 0 && written)
    return FALSE;
  errno = reason;

  return written;
}

/**
 * colim_safetensors_write:
 * @self: tensors
 * @path: (type filename): the file to write, or to replace
 * @error: return location for an error
 *
 * Writes a safetensors file.  It appears whole, or not at all: it is written beside its place and renamed.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_IO or %COLIM_ERROR_TOO_LARGE
 */
gboolean
colim_safetensors_write (const ColimSafetensors *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (GPtrArray) parts = make_parts (self, error);
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  int descriptor;

  if (parts == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  descriptor = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor >= 0 && write_parts (descriptor, parts) && g_rename (beside, path) == 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be written: %s", path, g_strerror (errno));
  if (descriptor >= 0)
    g_unlink (beside);

  return FALSE;
}
