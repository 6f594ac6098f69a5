/* Files of data, plain or packed with gzip, which the first two bytes tell.
 *
 * How many bytes a file can give is known before it is read: its size, or, packed, at most 1032 times that, for deflate
 * packs no better.  A header that promises more is refused, so that no small file costs much memory.
 */

#include "theory/data/data-file-private.h"

#include <string.h>

#define MOST_PACKED 1032
#define MOST_BYTES ((gsize) 1 << 30)
#define CHUNK ((gsize) 1 << 16)

struct _DataFile {
  char *name;
  GInputStream *stream;
  guint64 most; /* bytes that can still come */
  gboolean is_packed;
};

void
_colim_data_file_free (DataFile *self)
{
  g_free (self->name);
  g_clear_object (&self->stream);
  g_free (self);
}

const char *
_colim_data_file_get_name (const DataFile *self)
{
  return self->name;
}

void
_colim_data_file_refuse (const DataFile *self, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "%s: %s", self->name, message);
}

static void
set_io_error (const char *name, const GError *cause, GError **error)
{
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", name, cause->message);
}

static DataFile *
make (const char *name, GInputStream *stream, guint64 size, gboolean is_packed)
{
  DataFile *self = g_new0 (DataFile, 1);

  self->name = g_strdup (name);
  self->is_packed = is_packed;
  if (is_packed)
    {
      g_autoptr (GConverter) unpack = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

      self->stream = g_converter_input_stream_new (stream, unpack);
      self->most = size > G_MAXUINT64 / MOST_PACKED ? G_MAXUINT64 : size * MOST_PACKED;
    }
  else
    {
      self->stream = g_object_ref (stream);
      self->most = size;
    }

  return self;
}

static gboolean
is_gzip (const guint8 *start, gsize n)
{
  return n >= 2 && start[0] == 0x1f && start[1] == 0x8b;
}

DataFile *
_colim_data_file_new (GBytes *bytes, const char *name)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  gsize n;
  const guint8 *start = g_bytes_get_data (bytes, &n);

  return make (name, stream, n, is_gzip (start, n));
}

gboolean
_colim_data_file_check (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: is not a file", path);

  return FALSE;
}

DataFile *
_colim_data_file_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GInputStream) buffered = NULL;

  if (!_colim_data_file_check (path, error))
    return NULL;
  if ((stream = g_file_read (file, NULL, &cause)) == NULL
      || (info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, &cause)) == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", path,
                   g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? "no such file" : cause->message);
      return NULL;
    }
  buffered = g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), CHUNK);
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), -1, NULL, &cause) < 0)
    {
      set_io_error (path, cause, error);
      return NULL;
    }

  gsize n;
  const guint8 *start = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &n);

  return make (path, buffered, (guint64) g_file_info_get_size (info), is_gzip (start, n));
}

/* As many bytes as there are, up to n. */
static gboolean
read_some (DataFile *self, gpointer out, gsize n_bytes, gsize *n_read, GError **error)
{
  g_autoptr (GError) cause = NULL;

  *n_read = 0;
  if (n_bytes == 0)
    return TRUE;
  if (!g_input_stream_read_all (self->stream, out, n_bytes, n_read, NULL, &cause))
    {
      if (cause->domain == G_IO_ERROR
          && (cause->code == G_IO_ERROR_INVALID_DATA || cause->code == G_IO_ERROR_PARTIAL_INPUT))
        _colim_data_file_refuse (self, error, "is packed with gzip, and damaged");
      else
        set_io_error (self->name, cause, error);
      return FALSE;
    }
  self->most -= MIN (*n_read, self->most);

  return TRUE;
}

gboolean
_colim_data_file_read (DataFile *self, gpointer out, gsize n_bytes, GError **error)
{
  gsize n_read;

  if (!read_some (self, out, n_bytes, &n_read, error))
    return FALSE;
  if (n_read < n_bytes)
    {
      _colim_data_file_refuse (self, error, "ends too early");
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_at_end (DataFile *self, GError **error)
{
  guint8 more;
  gsize n_read;

  if (!read_some (self, &more, 1, &n_read, error))
    return FALSE;
  if (n_read > 0)
    {
      _colim_data_file_refuse (self, error, "has more bytes than its header says");
      return FALSE;
    }

  return TRUE;
}

GBytes *
_colim_data_file_read_last (DataFile *self, guint64 n_bytes, GError **error)
{
  if (n_bytes > self->most || n_bytes > G_MAXINT64 / 16)
    {
      _colim_data_file_refuse (self, error, "is too short for the %" G_GUINT64_FORMAT " bytes that its header says",
                               n_bytes);
      return NULL;
    }

  gpointer data = g_try_malloc (n_bytes);
  g_autoptr (GBytes) bytes = NULL;

  if (data == NULL && n_bytes > 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "%s: no memory for %" G_GUINT64_FORMAT " bytes",
                   self->name, n_bytes);
      return NULL;
    }
  bytes = g_bytes_new_take (data, n_bytes);
  if (!_colim_data_file_read (self, data, n_bytes, error) || !is_at_end (self, error))
    return NULL;

  return g_steal_pointer (&bytes);
}

static void
set_too_large (const DataFile *self, GError **error)
{
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "%s: %slarger than %d MiB", self->name,
               self->is_packed ? "unpacked, " : "", (int) (MOST_BYTES >> 20));
}

GBytes *
_colim_data_file_read_all (DataFile *self, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gsize n_read;

  if (!self->is_packed && self->most > MOST_BYTES)
    {
      set_too_large (self, error);
      return NULL;
    }
  do
    {
      guint length = all->len;

      g_byte_array_set_size (all, length + CHUNK);
      if (!read_some (self, all->data + length, CHUNK, &n_read, error))
        return NULL;
      g_byte_array_set_size (all, length + (guint) n_read);
      if (all->len > MOST_BYTES)
        {
          set_too_large (self, error);
          return NULL;
        }
    }
  while (n_read == CHUNK);

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

ColimText *
_colim_data_file_read_text (DataFile *self, GError **error)
{
  g_autoptr (GBytes) bytes = _colim_data_file_read_all (self, error);
  gsize length;
  const char *contents;

  if (bytes == NULL)
    return NULL;
  contents = g_bytes_get_data (bytes, &length);

  return colim_text_new (self->name, contents != NULL ? contents : "", (gssize) length);
}
