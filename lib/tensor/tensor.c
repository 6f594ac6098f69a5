/* Tensors: arrays of numbers, in row-major order, last extent fastest. */

#include <colim/tensor.h>

#include <string.h>

struct _ColimTensor {
  ColimElement element;
  gsize n_dims;
  gint64 shape[COLIM_TENSOR_MOST_DIMS];
  gint64 n_values;
  GBytes *bytes;
};

/**
 * ColimTensor:
 *
 * An array of numbers with a shape.  Immutable and reference counted; the numbers are a [struct@GLib.Bytes], so that they
 * pass to and from other programs without a copy.
 */
G_DEFINE_BOXED_TYPE (ColimTensor, colim_tensor, colim_tensor_ref, colim_tensor_unref)

/**
 * colim_element_get_size:
 * @element: a kind of numbers
 *
 * Tells how many bytes a number takes.
 *
 * Returns: the size
 */
gsize
colim_element_get_size (ColimElement element)
{
  static const gsize sizes[] = { 4, 8, 4, 1 };

  g_return_val_if_fail ((gsize) element < G_N_ELEMENTS (sizes), 0);

  return sizes[element];
}

static gboolean
count_values (ColimElement element, const gint64 *shape, gsize n_dims, gint64 *n_values, GError **error)
{
  guint64 n = 1;

  if (n_dims > COLIM_TENSOR_MOST_DIMS)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "a tensor has at most %d extents, not %" G_GSIZE_FORMAT,
                   COLIM_TENSOR_MOST_DIMS, n_dims);
      return FALSE;
    }
  for (gsize i = 0; i < n_dims; i++)
    if (shape[i] < 0 || !g_uint64_checked_mul (&n, n, (guint64) shape[i]) || n > G_MAXINT64 / 8)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "extent %" G_GINT64_FORMAT " makes no tensor that can be held", shape[i]);
        return FALSE;
      }
  *n_values = (gint64) n;

  return TRUE;
}

/**
 * colim_tensor_new:
 * @element: what the numbers are
 * @shape: (array length=n_dims): the extents; none for a single number
 * @n_dims: how many extents there are
 * @bytes: the numbers, in the byte order of the machine
 * @error: return location for an error
 *
 * Makes a tensor of numbers that are there.  Nothing is copied.
 *
 * Returns: (transfer full): the tensor, or %NULL with %COLIM_ERROR_TYPE or %COLIM_ERROR_TOO_LARGE
 */
ColimTensor *
colim_tensor_new (ColimElement element, const gint64 *shape, gsize n_dims, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (shape != NULL || n_dims == 0, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  gint64 n_values;
  gsize size = colim_element_get_size (element);

  if (!count_values (element, shape, n_dims, &n_values, error))
    return NULL;
  if (g_bytes_get_size (bytes) != (gsize) n_values * size)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%" G_GSIZE_FORMAT " bytes are not %" G_GINT64_FORMAT " numbers of %" G_GSIZE_FORMAT,
                   g_bytes_get_size (bytes), n_values, size);
      return NULL;
    }

  ColimTensor *self = g_atomic_rc_box_new0 (ColimTensor);

  self->element = element;
  self->n_dims = n_dims;
  for (gsize i = 0; i < n_dims; i++)
    self->shape[i] = shape[i];
  self->n_values = n_values;
  self->bytes = g_bytes_ref (bytes);

  return self;
}

static void
store (gpointer data, ColimElement element, gint64 i, double value)
{
  switch (element)
    {
    case COLIM_ELEMENT_FLOAT32:
      ((float *) data)[i] = (float) value;
      break;
    case COLIM_ELEMENT_FLOAT64:
      ((double *) data)[i] = value;
      break;
    case COLIM_ELEMENT_INT32:
      ((gint32 *) data)[i] = (gint32) CLAMP (value, G_MININT32, G_MAXINT32);
      break;
    case COLIM_ELEMENT_UINT8:
      ((guint8 *) data)[i] = (guint8) CLAMP (value, 0, 255);
      break;
    }
}

static double
load (gconstpointer data, ColimElement element, gint64 i)
{
  switch (element)
    {
    case COLIM_ELEMENT_FLOAT32:
      return ((const float *) data)[i];
    case COLIM_ELEMENT_FLOAT64:
      return ((const double *) data)[i];
    case COLIM_ELEMENT_INT32:
      return ((const gint32 *) data)[i];
    case COLIM_ELEMENT_UINT8:
    default:
      return ((const guint8 *) data)[i];
    }
}

/**
 * colim_tensor_new_from_doubles:
 * @element: what the numbers become
 * @shape: (array length=n_dims): the extents; none for a single number
 * @n_dims: how many extents there are
 * @values: (array length=n_values): the numbers
 * @n_values: how many there are
 * @error: return location for an error
 *
 * Makes a tensor of numbers that are written out.
 *
 * Returns: (transfer full): the tensor, or %NULL with %COLIM_ERROR_TYPE or %COLIM_ERROR_TOO_LARGE
 */
ColimTensor *
colim_tensor_new_from_doubles (ColimElement element, const gint64 *shape, gsize n_dims, const double *values, gsize n_values,
                               GError **error)
{
  g_return_val_if_fail (values != NULL || n_values == 0, NULL);

  gsize size = colim_element_get_size (element);
  gpointer data = g_malloc (n_values * size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, n_values * size);

  for (gsize i = 0; i < n_values; i++)
    store (data, element, (gint64) i, values[i]);

  return colim_tensor_new (element, shape, n_dims, bytes, error);
}

/**
 * colim_tensor_ref:
 * @self: a tensor
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimTensor *
colim_tensor_ref (ColimTensor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimTensor *self)
{
  g_bytes_unref (self->bytes);
}

/**
 * colim_tensor_unref:
 * @self: (transfer full): a tensor
 *
 * Gives a reference back.
 */
void
colim_tensor_unref (ColimTensor *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_tensor_get_element:
 * @self: a tensor
 *
 * Tells what the numbers are.
 *
 * Returns: their kind
 */
ColimElement
colim_tensor_get_element (const ColimTensor *self)
{
  g_return_val_if_fail (self != NULL, COLIM_ELEMENT_FLOAT32);

  return self->element;
}

/**
 * colim_tensor_get_shape:
 * @self: a tensor
 * @n_dims: (out): how many extents there are
 *
 * Gives the extents.
 *
 * Returns: (transfer none) (array length=n_dims): the shape
 */
const gint64 *
colim_tensor_get_shape (const ColimTensor *self, gsize *n_dims)
{
  g_return_val_if_fail (self != NULL && n_dims != NULL, NULL);

  *n_dims = self->n_dims;

  return self->shape;
}

/**
 * colim_tensor_get_n_values:
 * @self: a tensor
 *
 * Counts the numbers: the product of the extents.
 *
 * Returns: how many there are
 */
gint64
colim_tensor_get_n_values (const ColimTensor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_values;
}

/**
 * colim_tensor_get_bytes:
 * @self: a tensor
 *
 * Gives the numbers.
 *
 * Returns: (transfer none): the bytes
 */
GBytes *
colim_tensor_get_bytes (const ColimTensor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * colim_tensor_get_data: (skip)
 * @self: a tensor
 *
 * Gives the numbers to a loop.
 *
 * Returns: (transfer none): the first number
 */
gconstpointer
colim_tensor_get_data (const ColimTensor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_bytes_get_data (self->bytes, NULL);
}

/**
 * colim_tensor_get_value:
 * @self: a tensor
 * @index: which number, in row-major order
 *
 * Reads one number.
 *
 * Returns: the number
 */
double
colim_tensor_get_value (const ColimTensor *self, gint64 index)
{
  g_return_val_if_fail (self != NULL && index >= 0 && index < self->n_values, 0);

  return load (colim_tensor_get_data (self), self->element, index);
}

/**
 * colim_tensor_print_shape:
 * @self: a tensor
 *
 * Writes the shape for people.
 *
 * Returns: (transfer full): `[2, 3]`
 */
char *
colim_tensor_print_shape (const ColimTensor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *out = g_string_new ("[");

  for (gsize i = 0; i < self->n_dims; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ", ", self->shape[i]);
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

/**
 * colim_tensor_equal:
 * @self: a tensor
 * @other: another one
 *
 * Tells whether two tensors are the same, bit for bit.
 *
 * Returns: whether they are
 */
gboolean
colim_tensor_equal (const ColimTensor *self, const ColimTensor *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->element == other->element && self->n_dims == other->n_dims
         && memcmp (self->shape, other->shape, self->n_dims * sizeof *self->shape) == 0
         && g_bytes_equal (self->bytes, other->bytes);
}

/**
 * colim_tensor_convert:
 * @self: a tensor
 * @element: what the numbers become
 *
 * Converts every number; integers are cut, and held within their range.
 *
 * Returns: (transfer full): the tensor
 */
ColimTensor *
colim_tensor_convert (ColimTensor *self, ColimElement element)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize length = (gsize) self->n_values * colim_element_get_size (element);
  gpointer data;
  g_autoptr (GBytes) bytes = NULL;

  if (element == self->element)
    return colim_tensor_ref (self);
  data = g_malloc (length);
  bytes = g_bytes_new_take (data, length);
  for (gint64 i = 0; i < self->n_values; i++)
    store (data, element, i, load (colim_tensor_get_data (self), self->element, i));

  return colim_tensor_new (element, self->shape, self->n_dims, bytes, NULL);
}
