/* PGM and PPM, pictures without a library:
 *
 *     P5 width height 255 | gray …
 *     P6 width height 255 | red green blue …
 *
 * where one white space ends the header, and there may be more of it before, and comments from # to the end of a line.
 */

#include "theory/data/pnm-private.h"

#define MOST_EXTENT 999999999

/* A comment is read as the end of its line. */
static gboolean
read_sign (DataFile *file, char *sign, GError **error)
{
  gboolean is_comment = FALSE;

  do
    {
      if (!_colim_data_file_read (file, sign, 1, error))
        return FALSE;
      is_comment = is_comment ? *sign != '\n' : *sign == '#';
    }
  while (is_comment);

  return TRUE;
}

/* Reads a number and the white space behind it. */
static gboolean
read_number (DataFile *file, gint64 *number, GError **error)
{
  gboolean is_number;
  char sign;

  do
    if (!read_sign (file, &sign, error))
      return FALSE;
  while (g_ascii_isspace (sign));
  is_number = g_ascii_isdigit (sign);
  for (*number = 0; g_ascii_isdigit (sign) && *number <= MOST_EXTENT;)
    {
      *number = 10 * *number + g_ascii_digit_value (sign);
      if (!read_sign (file, &sign, error))
        return FALSE;
    }
  if (is_number && g_ascii_isspace (sign) && *number <= MOST_EXTENT)
    return TRUE;
  _colim_data_file_refuse (file, error, "expected a width, a height and a largest value");

  return FALSE;
}

/* Pixels side by side become planes, one after the other. */
static GBytes *
separate (GBytes *pixels, gsize n_planes)
{
  gsize length;
  const guint8 *from = g_bytes_get_data (pixels, &length);
  gsize n = length / n_planes;
  guint8 *to = g_malloc (length);

  for (gsize plane = 0; plane < n_planes; plane++)
    for (gsize i = 0; i < n; i++)
      to[plane * n + i] = from[i * n_planes + plane];

  return g_bytes_new_take (to, length);
}

ColimTensor *
_colim_pnm_read (DataFile *file, GError **error)
{
  guint8 magic[2];
  gint64 width, height, most;
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GBytes) planes = NULL;

  if (!_colim_data_file_read (file, magic, sizeof magic, error))
    return NULL;
  if (magic[0] != 'P' || (magic[1] != '5' && magic[1] != '6'))
    {
      _colim_data_file_refuse (file, error, "is not a PGM or PPM file of bytes: it begins with %02x %02x", magic[0],
                               magic[1]);
      return NULL;
    }
  if (!read_number (file, &width, error) || !read_number (file, &height, error) || !read_number (file, &most, error))
    return NULL;
  if (width == 0 || height == 0 || most != 255)
    {
      _colim_data_file_refuse (file, error,
                               "is %" G_GINT64_FORMAT " by %" G_GINT64_FORMAT " pixels up to %" G_GINT64_FORMAT
                               "; there is at least one, up to 255",
                               width, height, most);
      return NULL;
    }

  gint64 shape[] = { magic[1] == '6' ? 3 : 1, height, width };

  if ((pixels = _colim_data_file_read_last (file, (guint64) (shape[0] * height * width), error)) == NULL)
    return NULL;
  planes = shape[0] > 1 ? separate (pixels, (gsize) shape[0]) : g_bytes_ref (pixels);

  return colim_tensor_new (COLIM_ELEMENT_UINT8, shape, 3, planes, error);
}
