/* Stages with parameters, and what stands beside them in networks of images. */

#include "theory/stages/stage-private.h"

#define IMAGE "an image Real[channels, height, width]"

static double
get (const StageUse *use, guint argument)
{
  return use->arguments[argument].x[0];
}

static gint64
get_int (const StageUse *use, guint argument, guint i)
{
  return (gint64) use->arguments[argument].x[i];
}

static void
add_parameter (StageUse *use, const char *name, Initial initial, guint n_dims, const gint64 *dims, gint64 fan_in, gint64 fan_out)
{
  ParameterRow *row = &use->parameters[use->n_parameters++];

  *row = (ParameterRow){ .name = name, .initial = initial, .n_dims = n_dims, .fan_in = fan_in, .fan_out = fan_out };
  for (guint i = 0; i < n_dims; i++)
    row->dims[i] = dims[i];
}

/* linear: on the last axis */

static ColimType *
type_of_linear (StageUse *use, GError **error)
{
  gsize n;
  const gint64 *dims = _colim_stage_get_dims (use->in, -1, &n);
  gint64 shape[COLIM_TENSOR_MOST_DIMS];

  if (dims == NULL || n == 0 || n >= COLIM_TENSOR_MOST_DIMS)
    return _colim_stage_refuse (use, colim_type_get_kind (use->in) == COLIM_KIND_REAL && n == 0 ? "Real[…, n] (of a number, 'reshape(1)' makes a vector)" : "Real[…, n]",
                                error);
  for (gsize i = 0; i + 1 < n; i++)
    shape[i] = dims[i];
  shape[n - 1] = get_int (use, 0, 0);

  return colim_type_new_real (shape, n);
}

static void
parameters_of_linear (StageUse *use)
{
  gsize n;
  const gint64 *dims = colim_type_get_shape (use->in, &n);
  gint64 in = dims[n - 1], out = get_int (use, 0, 0);

  add_parameter (use, "weight", INITIAL_WEIGHT, 2, (gint64[]){ out, in }, in, out);
  if (get (use, 1) != 0)
    add_parameter (use, "bias", INITIAL_BIAS, 1, &out, in, out);
}

/* Adds the second parameter, if there is one, along an axis. */
static gint32
expand_bias (const StageUse *use, Expansion *expansion, gint32 y, gint64 axis)
{
  gint32 sum[] = { y, expansion->parameters[1] };

  return use->n_parameters > 1 ? _colim_expand (expansion, "bias", sum, 2, &axis, 1, NULL, 0) : y;
}

static gint32
expand_linear (const StageUse *use, Expansion *expansion, gint32 x)
{
  static const gint64 transpose_second[] = { 0, 1 };
  gint32 product[] = { x, expansion->parameters[0] };
  gsize n;

  colim_type_get_shape (use->in, &n);

  return expand_bias (use, expansion, _colim_expand (expansion, "matmul", product, 2, transpose_second, 2, NULL, 0), (gint64) n);
}

/* conv and its transpose: out, k, stride, pad, dilation, groups, bias */

enum { CONV_OUT, CONV_KERNEL, CONV_STRIDE, CONV_PAD, CONV_DILATION, CONV_GROUPS, CONV_BIAS };

static gboolean
groups_fit (const StageUse *use, gint64 channels, GError **error)
{
  gint64 groups = get_int (use, CONV_GROUPS, 0);

  if (channels % groups == 0 && get_int (use, CONV_OUT, 0) % groups == 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE,
               "'%s' with groups=%" G_GINT64_FORMAT " cannot divide both %" G_GINT64_FORMAT " channels and %" G_GINT64_FORMAT
               " into so many equal parts",
               use->row->name, groups, channels, get_int (use, CONV_OUT, 0));

  return FALSE;
}

static ColimType *
type_of_conv (StageUse *use, GError **error)
{
  const gint64 *dims = _colim_stage_get_dims (use->in, 3, NULL);
  gint64 out[3] = { get_int (use, CONV_OUT, 0) };

  if (dims == NULL)
    return _colim_stage_refuse (use, IMAGE, error);
  if (!groups_fit (use, dims[0], error))
    return NULL;
  for (guint axis = 0; axis < 2; axis++)
    {
      gint64 reach = get_int (use, CONV_DILATION, axis) * (get_int (use, CONV_KERNEL, axis) - 1) + 1;
      gint64 padded = dims[1 + axis] + 2 * get_int (use, CONV_PAD, axis);

      if (padded < reach)
        return _colim_stage_refuse (use, "an image that its kernel fits in", error);
      out[1 + axis] = (padded - reach) / get_int (use, CONV_STRIDE, axis) + 1;
    }

  return colim_type_new_real (out, 3);
}

static void
parameters_of_conv (StageUse *use)
{
  gint64 channels = _colim_stage_get_dims (use->in, 3, NULL)[0], groups = get_int (use, CONV_GROUPS, 0);
  gint64 out = get_int (use, CONV_OUT, 0), h = get_int (use, CONV_KERNEL, 0), w = get_int (use, CONV_KERNEL, 1);
  gint64 fan_in = channels / groups * h * w, fan_out = out / groups * h * w;

  add_parameter (use, "weight", INITIAL_WEIGHT, 4, (gint64[]){ out, channels / groups, h, w }, fan_in, fan_out);
  if (get (use, CONV_BIAS) != 0)
    add_parameter (use, "bias", INITIAL_BIAS, 1, &out, fan_in, fan_out);
}

static gint32
expand_convolution (const StageUse *use, Expansion *expansion, const char *operation, gint32 x)
{
  gint32 product[] = { x, expansion->parameters[0] };
  const gint64 *out = _colim_stage_get_dims (use->out, 3, NULL);
  gint64 integers[] = {
    get_int (use, CONV_STRIDE, 0),   get_int (use, CONV_STRIDE, 1),   get_int (use, CONV_PAD, 0), get_int (use, CONV_PAD, 1),
    get_int (use, CONV_DILATION, 0), get_int (use, CONV_DILATION, 1), get_int (use, CONV_GROUPS, 0),
    out[1],                          out[2],
  };
  guint n = g_str_equal (operation, "conv") ? 7 : 9;

  return expand_bias (use, expansion, _colim_expand (expansion, operation, product, 2, integers, n, NULL, 0), 1);
}

static gint32
expand_conv (const StageUse *use, Expansion *expansion, gint32 x)
{
  return expand_convolution (use, expansion, "conv", x);
}

static ColimType *
type_of_convtranspose (StageUse *use, GError **error)
{
  const gint64 *dims = _colim_stage_get_dims (use->in, 3, NULL);
  gint64 out[3] = { get_int (use, CONV_OUT, 0) };

  if (dims == NULL)
    return _colim_stage_refuse (use, IMAGE, error);
  if (!groups_fit (use, dims[0], error))
    return NULL;
  for (guint axis = 0; axis < 2; axis++)
    {
      gint64 reach = get_int (use, CONV_DILATION, axis) * (get_int (use, CONV_KERNEL, axis) - 1) + 1;

      out[1 + axis] = (dims[1 + axis] - 1) * get_int (use, CONV_STRIDE, axis) - 2 * get_int (use, CONV_PAD, axis) + reach;
      if (out[1 + axis] < 1)
        return _colim_stage_refuse (use, "an image of which its padding leaves something", error);
    }

  return colim_type_new_real (out, 3);
}

static void
parameters_of_convtranspose (StageUse *use)
{
  gint64 channels = _colim_stage_get_dims (use->in, 3, NULL)[0], groups = get_int (use, CONV_GROUPS, 0);
  gint64 out = get_int (use, CONV_OUT, 0), h = get_int (use, CONV_KERNEL, 0), w = get_int (use, CONV_KERNEL, 1);
  /* PyTorch counts the fans of the weight as it is stored. */
  gint64 fan_in = out / groups * h * w, fan_out = channels * h * w;

  add_parameter (use, "weight", INITIAL_WEIGHT, 4, (gint64[]){ channels, out / groups, h, w }, fan_in, fan_out);
  if (get (use, CONV_BIAS) != 0)
    add_parameter (use, "bias", INITIAL_BIAS, 1, &out, fan_in, fan_out);
}

static gint32
expand_convtranspose (const StageUse *use, Expansion *expansion, gint32 x)
{
  return expand_convolution (use, expansion, "convinput", x);
}

/* maxpool: k, stride, pad, ceil */

enum { POOL_WINDOW, POOL_STRIDE, POOL_PAD, POOL_CEIL };

static void
get_pool (const StageUse *use, gint64 integers[7])
{
  guint stride = use->arguments[POOL_STRIDE].n > 0 ? POOL_STRIDE : POOL_WINDOW;

  for (guint axis = 0; axis < 2; axis++)
    {
      integers[axis] = get_int (use, POOL_WINDOW, axis);
      integers[2 + axis] = get_int (use, stride, axis);
      integers[4 + axis] = get_int (use, POOL_PAD, axis);
    }
  integers[6] = get_int (use, POOL_CEIL, 0);
}

static ColimType *
type_of_maxpool (StageUse *use, GError **error)
{
  const gint64 *dims = _colim_stage_get_dims (use->in, 3, NULL);
  gint64 out[3], pool[7];

  if (dims == NULL)
    return _colim_stage_refuse (use, IMAGE, error);
  get_pool (use, pool);
  out[0] = dims[0];
  for (guint axis = 0; axis < 2; axis++)
    {
      gint64 extent = dims[1 + axis], k = pool[axis], stride = pool[2 + axis], pad = pool[4 + axis], last;

      if (2 * pad > k)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'maxpool' pads by at most half its window");
          return NULL;
        }
      if (extent + 2 * pad < k)
        return _colim_stage_refuse (use, "an image that its window fits in", error);
      last = (extent + 2 * pad - k + (pool[6] != 0 ? stride - 1 : 0)) / stride;
      /* A window that begins behind the image sees nothing of it. */
      out[1 + axis] = last * stride >= extent + pad ? last : last + 1;
    }

  return colim_type_new_real (out, 3);
}

static gint32
expand_maxpool (const StageUse *use, Expansion *expansion, gint32 x)
{
  gint64 pool[7];

  get_pool (use, pool);

  return _colim_expand (expansion, "maxpool", &x, 1, pool, 7, NULL, 0);
}

static ColimType *
type_of_globalavgpool (StageUse *use, GError **error)
{
  const gint64 *dims = _colim_stage_get_dims (use->in, 3, NULL);

  return dims != NULL ? colim_type_new_real (dims, 1) : _colim_stage_refuse (use, IMAGE, error);
}

static gint32
expand_globalavgpool (const StageUse *use, Expansion *expansion, gint32 x)
{
  const gint64 *dims = _colim_stage_get_dims (use->in, 3, NULL);

  return _colim_expand_affine (expansion, _colim_expand_sum (expansion, x, 0xc), 1 / (double) (dims[1] * dims[2]), 0);
}

static ColimType *
type_of_embedding (StageUse *use, GError **error)
{
  gint64 size = get_int (use, 0, 0);

  return colim_type_get_kind (use->in) == COLIM_KIND_CLASS ? colim_type_new_real (&size, 1)
                                                           : _colim_stage_refuse (use, "Class[n]", error);
}

static void
parameters_of_embedding (StageUse *use)
{
  gint64 n = colim_type_get_size (use->in), size = get_int (use, 0, 0);

  add_parameter (use, "weight", INITIAL_NORMAL, 2, (gint64[]){ n, size }, n, size);
}

static gint32
expand_embedding (const StageUse *use, Expansion *expansion, gint32 x)
{
  gint32 in[] = { expansion->parameters[0], x };
  double factor = 1;

  return _colim_expand (expansion, "gather", in, 2, NULL, 0, &factor, 1);
}

static ColimType *
type_of_dropout (StageUse *use, GError **error)
{
  return colim_type_get_kind (use->in) == COLIM_KIND_REAL ? colim_type_ref (use->in) : _colim_stage_refuse (use, "Real[…]", error);
}

static gint32
expand_dropout (const StageUse *use, Expansion *expansion, gint32 x)
{
  gint64 stream = (gint64) expansion->stream;
  double p = get (use, 0);

  return expansion->training && p > 0 ? _colim_expand (expansion, "dropout", &x, 1, &stream, 1, &p, 1) : x;
}

#define LARGE 1e6

#define CONV_ARGUMENTS                                                                                                 \
  {                                                                                                                    \
    { "out", ARGUMENT_SIZE, NULL, 1, LARGE }, { "k", ARGUMENT_PAIR, NULL, 1, 1024 },                                    \
    { "stride", ARGUMENT_PAIR, "1", 1, 1024 }, { "pad", ARGUMENT_PAIR, "0", 0, 1024 },                                  \
    { "dilation", ARGUMENT_PAIR, "1", 1, 1024 }, { "groups", ARGUMENT_INT, "1", 1, LARGE },                             \
    { "bias", ARGUMENT_BOOLEAN, "true", 0, 1 },                                                                        \
  }

const StageRow _colim_stages_layer[] = {
  {
    "linear", { { "out", ARGUMENT_SIZE, NULL, 1, LARGE }, { "bias", ARGUMENT_BOOLEAN, "true", 0, 1 } }, STAGE_OWNS,
    type_of_linear, parameters_of_linear, expand_linear, "W x + b, on the last axis",
  },
  {
    "conv", CONV_ARGUMENTS, STAGE_OWNS, type_of_conv, parameters_of_conv, expand_conv,
    "a convolution (cross-correlation) of images; k and the rest whole numbers or (height, width)",
  },
  {
    "convtranspose", CONV_ARGUMENTS, STAGE_OWNS, type_of_convtranspose, parameters_of_convtranspose, expand_convtranspose,
    "the transpose of a convolution",
  },
  {
    "maxpool",
    { { "k", ARGUMENT_PAIR, NULL, 1, 1024 }, { "stride", ARGUMENT_PAIR, "", 1, 1024 }, { "pad", ARGUMENT_PAIR, "0", 0, 512 },
      { "ceil", ARGUMENT_BOOLEAN, "false", 0, 1 } },
    0, type_of_maxpool, NULL, expand_maxpool, "the largest number of each window; stride=k unless it is given",
  },
  { "globalavgpool", { { 0 } }, 0, type_of_globalavgpool, NULL, expand_globalavgpool, "the mean of each channel" },
  {
    "embedding", { { "size", ARGUMENT_INT, NULL, 1, LARGE } }, STAGE_OWNS, type_of_embedding, parameters_of_embedding,
    expand_embedding, "a vector for each class",
  },
  {
    "dropout", { { "p", ARGUMENT_NUMBER, NULL, 0, 0.999999 } }, STAGE_STOCHASTIC, type_of_dropout, NULL, expand_dropout,
    "each number 0 with probability p, the others scaled up; off under eval and in evaluation",
  },
  { .name = NULL },
};
