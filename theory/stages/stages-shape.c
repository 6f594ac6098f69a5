/* Stages that change the shape of a value, or add it up along an axis. */

#include "theory/stages/stage-private.h"

static ColimType *
type_of_flatten (StageUse *use, GError **error)
{
  gint64 size = colim_type_get_size (use->in);

  return colim_type_get_kind (use->in) == COLIM_KIND_REAL ? colim_type_new_real (&size, 1) : _colim_stage_refuse (use, "Real[…]", error);
}

static gint32
expand_as_typed (const StageUse *use, Expansion *expansion, gint32 x)
{
  gsize n;
  const gint64 *dims = colim_type_get_shape (use->out, &n);

  return _colim_expand_reshape (expansion, x, dims, n);
}

static ColimType *
type_of_reshape (StageUse *use, GError **error)
{
  gint64 dims[MOST_NUMBERS], size = 1;
  guint n = use->arguments[0].n;

  if (n >= COLIM_TENSOR_MOST_DIMS)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'reshape' takes at most %d extents", COLIM_TENSOR_MOST_DIMS - 1);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      dims[i] = (gint64) use->arguments[0].x[i];
      if (__builtin_mul_overflow (size, dims[i], &size))
        size = -1;
    }
  if (colim_type_get_kind (use->in) != COLIM_KIND_REAL || size != colim_type_get_size (use->in))
    {
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT " numbers", size);

      return _colim_stage_refuse (use, expected, error);
    }

  return colim_type_new_real (dims, n);
}

/* The axis that an argument means, or -1 if there is none, which is an error. */
static gint64
get_axis (const StageUse *use, guint argument, gsize n_dims, GError **error)
{
  gint64 axis = (gint64) use->arguments[argument].x[0];

  if (axis < (gint64) n_dims)
    return axis;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'%s': there is no axis %" G_GINT64_FORMAT ", counted from 0, among %" G_GSIZE_FORMAT,
               use->row->name, axis, n_dims);

  return -1;
}

static ColimType *
type_of_transpose (StageUse *use, GError **error)
{
  gsize n;
  const gint64 *dims = _colim_stage_get_dims (use->in, -1, &n);
  gint64 out[COLIM_TENSOR_MOST_DIMS], i, j;

  if (dims == NULL)
    return _colim_stage_refuse (use, "Real[…]", error);
  if ((i = get_axis (use, 0, n, error)) < 0 || (j = get_axis (use, 1, n, error)) < 0)
    return NULL;
  for (gsize axis = 0; axis < n; axis++)
    out[axis] = dims[(gint64) axis == i ? (gsize) j : (gint64) axis == j ? (gsize) i : axis];

  return colim_type_new_real (out, n);
}

static gint32
expand_transpose (const StageUse *use, Expansion *expansion, gint32 x)
{
  gint64 order[COLIM_TENSOR_MOST_DIMS], i = 1 + (gint64) use->arguments[0].x[0], j = 1 + (gint64) use->arguments[1].x[0];
  gsize n;

  colim_type_get_shape (use->in, &n);
  for (gint64 axis = 0; axis <= (gint64) n; axis++)
    order[axis] = axis == i ? j : axis == j ? i : axis;

  return _colim_expand (expansion, "permute", &x, 1, order, (guint) n + 1, NULL, 0);
}

static ColimType *
type_of_sum (StageUse *use, GError **error)
{
  gsize n;
  const gint64 *dims = _colim_stage_get_dims (use->in, -1, &n);
  gint64 out[COLIM_TENSOR_MOST_DIMS], axis;

  if (dims == NULL)
    return _colim_stage_refuse (use, "Real[…]", error);
  if ((axis = get_axis (use, 0, n, error)) < 0)
    return NULL;
  for (gsize i = 0; i + 1 < n; i++)
    out[i] = dims[(gint64) i < axis ? i : i + 1];

  return colim_type_new_real (out, n - 1);
}

static gint32
expand_sum (const StageUse *use, Expansion *expansion, gint32 x)
{
  return _colim_expand_sum (expansion, x, (gint64) 2 << (gint64) use->arguments[0].x[0]);
}

static gint32
expand_mean (const StageUse *use, Expansion *expansion, gint32 x)
{
  gsize n;
  const gint64 *dims = colim_type_get_shape (use->in, &n);

  return _colim_expand_affine (expansion, expand_sum (use, expansion, x), 1 / (double) dims[(gint64) use->arguments[0].x[0]], 0);
}

#define MOST_AXIS (COLIM_TENSOR_MOST_DIMS - 2)

const StageRow _colim_stages_shape[] = {
  { "flatten", { { 0 } }, 0, type_of_flatten, NULL, expand_as_typed, "one vector, channels first" },
  {
    "reshape", { { "d", ARGUMENT_SIZES, NULL, 1, 1e9 } }, 0, type_of_reshape, NULL, expand_as_typed,
    "the same numbers in another shape",
  },
  {
    "transpose", { { "i", ARGUMENT_INT, NULL, 0, MOST_AXIS }, { "j", ARGUMENT_INT, NULL, 0, MOST_AXIS } }, 0, type_of_transpose, NULL,
    expand_transpose, "axes i and j exchanged, counted from 0",
  },
  { "mean", { { "axis", ARGUMENT_INT, NULL, 0, MOST_AXIS } }, 0, type_of_sum, NULL, expand_mean, "the mean along an axis" },
  { "sum", { { "axis", ARGUMENT_INT, NULL, 0, MOST_AXIS } }, 0, type_of_sum, NULL, expand_sum, "the sum along an axis" },
  { .name = NULL },
};
