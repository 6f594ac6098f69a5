/* The kinds of numbers that safetensors files hold, and what they are in memory. */

#include "lib/exchange/safetensors-private.h"

#include <string.h>

/* Sign, five bits of exponent, ten of fraction; the least exponent means a multiple of 2^-24, the greatest no
 * number. */
static gboolean
convert_f16 (const guint8 *from, gsize n, gpointer to, GError **error)
{
  guint32 *out = to;

  for (gsize i = 0; i < n; i++)
    {
      guint32 half = from[2 * i] | (guint32) from[2 * i + 1] << 8;
      guint32 sign = (half & 0x8000) << 16, exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
      float small = (float) fraction * 0x1p-24f;

      if (exponent == 0)
        memcpy (&out[i], &small, sizeof small);
      else
        out[i] = (exponent == 0x1f ? 0xff : exponent + 127 - 15) << 23 | fraction << 13;
      out[i] |= sign;
    }

  return TRUE;
}

/* The upper half of a float. */
static gboolean
convert_bf16 (const guint8 *from, gsize n, gpointer to, GError **error)
{
  guint32 *out = to;

  for (gsize i = 0; i < n; i++)
    out[i] = (guint32) from[2 * i] << 16 | (guint32) from[2 * i + 1] << 24;

  return TRUE;
}

static gboolean
convert_i64 (const guint8 *from, gsize n, gpointer to, GError **error)
{
  gint32 *out = to;

  for (gsize i = 0; i < n; i++)
    {
      gint64 value;

      memcpy (&value, from + 8 * i, sizeof value);
      value = GINT64_FROM_LE (value);
      if (value < G_MININT32 || value > G_MAXINT32)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                       "%" G_GINT64_FORMAT " at %" G_GSIZE_FORMAT " does not fit into 32 bits", value, i);
          return FALSE;
        }
      out[i] = (gint32) value;
    }

  return TRUE;
}

static gboolean
convert_i8 (const guint8 *from, gsize n, gpointer to, GError **error)
{
  gint32 *out = to;

  for (gsize i = 0; i < n; i++)
    out[i] = (gint8) from[i];

  return TRUE;
}

static const ColimSafetensorsType types[] = {
  { "F32", 4, COLIM_ELEMENT_FLOAT32, NULL },
  { "F64", 8, COLIM_ELEMENT_FLOAT64, NULL },
  { "I32", 4, COLIM_ELEMENT_INT32, NULL },
  { "U8", 1, COLIM_ELEMENT_UINT8, NULL },
  { "F16", 2, COLIM_ELEMENT_FLOAT32, convert_f16 },
  { "BF16", 2, COLIM_ELEMENT_FLOAT32, convert_bf16 },
  { "I64", 8, COLIM_ELEMENT_INT32, convert_i64 },
  { "I8", 1, COLIM_ELEMENT_INT32, convert_i8 },
};

/* NULL for a kind that is none of them. */
const ColimSafetensorsType *
_colim_safetensors_type_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0)
      return &types[i];

  return NULL;
}

const char *
_colim_safetensors_type_name (ColimElement element)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].element == element && types[i].convert == NULL)
      return types[i].name;

  g_return_val_if_reached (NULL);
}

/* A copy that begins where any number may begin; files are little-endian, whatever the machine. */
static GBytes *
copy_words (GBytes *bytes, gsize size)
{
  gsize length;
  const guint8 *from = g_bytes_get_data (bytes, &length);
  guint8 *to = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    to[i] = G_BYTE_ORDER == G_LITTLE_ENDIAN ? from[i] : from[i - i % size + size - 1 - i % size];

  return g_bytes_new_take (to, length);
}

/* The numbers of a file as they are in memory: the same bytes where that can be. */
GBytes *
_colim_safetensors_type_load (const ColimSafetensorsType *type, GBytes *data, GError **error)
{
  gsize length;
  const guint8 *from = g_bytes_get_data (data, &length);
  gsize n = length / type->size;

  if (type->convert != NULL)
    {
      gsize converted = n * colim_element_get_size (type->element);
      gpointer to = g_malloc (converted);
      g_autoptr (GBytes) bytes = g_bytes_new_take (to, converted);

      return type->convert (from, n, to, error) ? g_steal_pointer (&bytes) : NULL;
    }
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN && (guintptr) from % type->size == 0)
    return g_bytes_ref (data);

  return copy_words (data, type->size);
}

/* The numbers of a tensor as they are in a file. */
GBytes *
_colim_safetensors_type_store (ColimTensor *tensor)
{
  GBytes *bytes = colim_tensor_get_bytes (tensor);

  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    return g_bytes_ref (bytes);

  return copy_words (bytes, colim_element_get_size (colim_tensor_get_element (tensor)));
}
