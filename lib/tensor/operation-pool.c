/* Max-pooling: each window's largest number, the first of equals.
 *
 * What goes back goes to the places that the maxima came from: `poolscatter (x, d)`; its transpose, `poolgather (x, v)`,
 * reads v at those places, and `maxpool (x)` is `poolgather (x, x)`.
 */

#include "lib/tensor/kernels/kernels-private.h"

/* window, stride, padding: two each; whether a last window may hang over. */
enum { WINDOW = 0, STRIDE = 2, PADDING = 4, CEIL = 6, N_INTEGERS };

static gboolean
get_pooled (const Attributes *attributes, const Shape *x, Shape *out)
{
  const gint64 *n = attributes->n;

  *out = *x;
  if (x->n_dims != 4)
    return FALSE;
  for (guint i = 0; i < CEIL; i++)
    if (n[i] > G_MAXINT32)
      return FALSE;
  for (guint axis = 0; axis < 2; axis++)
    {
      gint64 extent = x->dims[2 + axis], padded = extent + 2 * n[PADDING + axis] - n[WINDOW + axis];
      gint64 last;

      if (n[WINDOW + axis] < 1 || n[STRIDE + axis] < 1 || n[PADDING + axis] < 0 || 2 * n[PADDING + axis] > n[WINDOW + axis] || padded < 0
          || extent < 1)
        return FALSE;
      last = (padded + (n[CEIL] != 0 ? n[STRIDE + axis] - 1 : 0)) / n[STRIDE + axis];
      /* A window that begins behind the image sees nothing of it. */
      if (last * n[STRIDE + axis] >= extent + n[PADDING + axis])
        last--;
      out->dims[2 + axis] = last + 1;
    }

  return TRUE;
}

static gboolean
shape_of_maxpool (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  return (get_pooled (attributes, in[0], out) && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "maxpool", in, 1, error);
}

static gboolean
shape_of_poolgather (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  return (get_pooled (attributes, in[0], out) && _colim_shape_equal (in[0], in[1])
          && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "poolgather", in, 2, error);
}

static gboolean
shape_of_poolscatter (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  gboolean fits = get_pooled (attributes, in[0], out) && _colim_shape_equal (out, in[1])
                  && out->element == _colim_program_get_real (program);

  *out = *in[0];

  return fits || _colim_shape_refuse (program, "poolscatter", in, 2, error);
}

static gint32
write (ColimProgram *program, const char *operation, gint32 y, gint32 moved)
{
  const Node *node = _colim_program_get_node (program, y);
  gint32 in[] = { node->in[0], moved };
  Attributes attributes = node->attributes;

  return _colim_write (program, operation, in, &attributes);
}

static void
pull_maxpool (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = write (program, "poolscatter", y, d);
}

/* The places do not move where they are unique: no derivative by x. */
static void
pull_poolgather (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[1] = write (program, "poolscatter", y, d);
}

static void
pull_poolscatter (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[1] = write (program, "poolgather", y, d);
}

#define ROW(name_, n_in, shape_, pull)                                                                                 \
  {                                                                                                                    \
    .name = #name_, .n_inputs = n_in, .n_integers = N_INTEGERS, .units = UNITS_PLANES, .shape = shape_,                \
    .kernel = KERNEL (name_), .pullback = pull                                             \
  }

const Operation _colim_operations_pool[] = {
  ROW (maxpool, 1, shape_of_maxpool, pull_maxpool),
  ROW (poolgather, 2, shape_of_poolgather, pull_poolgather),
  ROW (poolscatter, 2, shape_of_poolscatter, pull_poolscatter),
  { .name = NULL },
};
