/* IDX, the format of MNIST: all numbers have their highest byte first.
 *
 *     00 00 kind n | extent 0 | … | extent n-1 | numbers, the last extent fastest
 *
 * where an extent is four bytes without a sign.
 */

#include "theory/data/idx-private.h"

#include <string.h>

typedef void (*Convert) (const guint8 *from, guint8 *to);

/* Reading a number: its bytes turned round, and widened to what a tensor holds. */

static void
convert_int8 (const guint8 *from, guint8 *to)
{
  gint32 value = (gint8) from[0];

  memcpy (to, &value, 4);
}

static void
convert_int16 (const guint8 *from, guint8 *to)
{
  gint32 value = (gint16) (from[0] << 8 | from[1]);

  memcpy (to, &value, 4);
}

static guint32
load_32 (const guint8 *from)
{
  return (guint32) from[0] << 24 | (guint32) from[1] << 16 | (guint32) from[2] << 8 | from[3];
}

static void
convert_32 (const guint8 *from, guint8 *to)
{
  guint32 value = load_32 (from);

  memcpy (to, &value, 4);
}

static void
convert_64 (const guint8 *from, guint8 *to)
{
  guint64 value = (guint64) load_32 (from) << 32 | load_32 (from + 4);

  memcpy (to, &value, 8);
}

static const struct {
  guint8 code;
  guint8 size; /* of a number in the file */
  ColimElement element;
  Convert convert; /* NULL where the bytes are the numbers */
} kinds[] = {
  { 0x08, 1, COLIM_ELEMENT_UINT8, NULL },         { 0x09, 1, COLIM_ELEMENT_INT32, convert_int8 },
  { 0x0b, 2, COLIM_ELEMENT_INT32, convert_int16 }, { 0x0c, 4, COLIM_ELEMENT_INT32, convert_32 },
  { 0x0d, 4, COLIM_ELEMENT_FLOAT32, convert_32 },  { 0x0e, 8, COLIM_ELEMENT_FLOAT64, convert_64 },
};

static gint
find_kind (guint8 code)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].code == code)
      return (gint) i;

  return -1;
}

static GBytes *
convert (GBytes *raw, gint kind)
{
  gsize n = g_bytes_get_size (raw) / kinds[kind].size, wide = colim_element_get_size (kinds[kind].element);
  const guint8 *from = g_bytes_get_data (raw, NULL);
  guint8 *to;

  if (kinds[kind].convert == NULL)
    return g_bytes_ref (raw);
  to = g_malloc_n (n, wide);
  for (gsize i = 0; i < n; i++)
    kinds[kind].convert (from + i * kinds[kind].size, to + i * wide);

  return g_bytes_new_take (to, n * wide);
}

ColimTensor *
_colim_idx_read (DataFile *file, GError **error)
{
  guint8 magic[4], extents[4 * COLIM_TENSOR_MOST_DIMS];
  gint64 shape[COLIM_TENSOR_MOST_DIMS];
  guint64 size;
  gint kind;
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ColimTensor *tensor;

  if (!_colim_data_file_read (file, magic, sizeof magic, error))
    return NULL;
  if (magic[0] != 0 || magic[1] != 0 || (kind = find_kind (magic[2])) < 0)
    {
      _colim_data_file_refuse (file, error, "is not an IDX file: it begins with %02x %02x %02x", magic[0], magic[1],
                               magic[2]);
      return NULL;
    }
  if (magic[3] == 0 || magic[3] > COLIM_TENSOR_MOST_DIMS)
    {
      _colim_data_file_refuse (file, error, "has %d extents; there are from 1 to %d", magic[3], COLIM_TENSOR_MOST_DIMS);
      return NULL;
    }
  if (!_colim_data_file_read (file, extents, (gsize) 4 * magic[3], error))
    return NULL;
  size = kinds[kind].size;
  for (guint i = 0; i < magic[3]; i++)
    {
      shape[i] = load_32 (extents + 4 * i);
      if (!g_uint64_checked_mul (&size, size, (guint64) shape[i]))
        {
          _colim_data_file_refuse (file, error, "has extents whose product is beyond all files");
          return NULL;
        }
    }
  if ((raw = _colim_data_file_read_last (file, size, error)) == NULL)
    return NULL;
  bytes = convert (raw, kind);
  if ((tensor = colim_tensor_new (kinds[kind].element, shape, magic[3], bytes, error)) == NULL)
    g_prefix_error (error, "%s: ", _colim_data_file_get_name (file));

  return tensor;
}

ColimTensor *
_colim_idx_open (const char *path, GError **error)
{
  g_autoptr (DataFile) file = _colim_data_file_open (path, error);

  return file != NULL ? _colim_idx_read (file, error) : NULL;
}

ColimTensor *
_colim_idx_open_pictures (const char *path, GError **error)
{
  g_autoptr (ColimTensor) pictures = _colim_idx_open (path, error);
  gsize n_dims;
  const gint64 *shape;

  if (pictures == NULL)
    return NULL;
  shape = colim_tensor_get_shape (pictures, &n_dims);
  if (colim_tensor_get_element (pictures) != COLIM_ELEMENT_UINT8 || n_dims != 3 || shape[1] != 28 || shape[2] != 28)
    {
      g_autofree char *found = colim_tensor_print_shape (pictures);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%s: expected pictures of 28 by 28 bytes, not %s", path,
                   found);
      return NULL;
    }

  return g_steal_pointer (&pictures);
}
