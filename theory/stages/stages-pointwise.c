/* Activations, softmax, and affine maps by channel. */

#include "theory/stages/stage-private.h"

#include <math.h>

static double
get (const StageUse *use, guint argument)
{
  return use->arguments[argument].x[0];
}

static ColimType *
type_of_real (StageUse *use, GError **error)
{
  return colim_type_get_kind (use->in) == COLIM_KIND_REAL ? colim_type_ref (use->in) : _colim_stage_refuse (use, "Real[…]", error);
}

/* The operation of the same name. */
static gint32
expand_by_name (const StageUse *use, Expansion *expansion, gint32 x)
{
  return _colim_expand_1 (expansion, use->row->name, x);
}

static gint32
expand_leakyrelu (const StageUse *use, Expansion *expansion, gint32 x)
{
  double slope = get (use, 0);

  return _colim_expand (expansion, "leakyrelu", &x, 1, NULL, 0, &slope, 1);
}

/* x/2 (1 + erf (x/√2)) */
static gint32
expand_gelu (const StageUse *use, Expansion *expansion, gint32 x)
{
  gint32 erf = _colim_expand_1 (expansion, "erf", _colim_expand_affine (expansion, x, M_SQRT1_2, 0));

  return _colim_expand_2 (expansion, "multiply", x, _colim_expand_affine (expansion, erf, 0.5, 0.5));
}

static gint32
expand_silu (const StageUse *use, Expansion *expansion, gint32 x)
{
  return _colim_expand_2 (expansion, "multiply", x, _colim_expand_1 (expansion, "sigmoid", x));
}

static ColimType *
type_of_rows (StageUse *use, GError **error)
{
  gsize n;

  return _colim_stage_get_dims (use->in, -1, &n) != NULL && n > 0 ? colim_type_ref (use->in)
                                                                  : _colim_stage_refuse (use, "Real[…, n]", error);
}

static gint32
expand_softmax (const StageUse *use, Expansion *expansion, gint32 x)
{
  return _colim_expand_1 (expansion, use->row->name, _colim_expand_affine (expansion, x, 1 / get (use, 0), 0));
}

/* The square is held away from 0, not the root: so the gradient at 0 is 0. */
static gint32
expand_l2normalise (const StageUse *use, Expansion *expansion, gint32 x)
{
  gsize n;
  gint64 last;
  double range[] = { get (use, 0) * get (use, 0), G_MAXFLOAT };
  gint32 square = _colim_expand_1 (expansion, "square", x), norm;

  colim_type_get_shape (use->in, &n);
  last = (gint64) 1 << n;
  square = _colim_expand_sum (expansion, square, last);
  norm = _colim_expand_1 (expansion, "sqrt", _colim_expand (expansion, "clamp", &square, 1, NULL, 0, range, 2));

  return _colim_expand_2 (expansion, "divide", x, _colim_expand_spread (expansion, norm, last, x));
}

/* One number for all channels, or one for each. */
static gboolean
channels_fit (const StageUse *use, guint argument, GError **error)
{
  gsize n;
  const gint64 *dims = _colim_stage_get_dims (use->in, -1, &n);
  guint given = use->arguments[argument].n;

  if (given == 1 || (n > 0 && dims[0] == given && given <= COLIM_PROGRAM_MOST_REALS))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE,
               "'%s' of '%s' gives %u numbers: one for each channel, at most %d, or a single one for all",
               use->row->arguments[argument].name, use->row->name, given, COLIM_PROGRAM_MOST_REALS);

  return FALSE;
}

static ColimType *
type_of_channels (StageUse *use, GError **error)
{
  if (colim_type_get_kind (use->in) != COLIM_KIND_REAL)
    return _colim_stage_refuse (use, "Real[…]", error);
  for (guint i = 0; use->row->arguments[i].name != NULL; i++)
    if (!channels_fit (use, i, error))
      return NULL;

  return colim_type_ref (use->in);
}

static gint32
expand_vector (Expansion *expansion, const double *x, guint n)
{
  gint64 length = n;

  return _colim_expand (expansion, "vector", NULL, 0, &length, 1, x, n);
}

static gint32
multiply_channels (Expansion *expansion, gint32 x, const double *factors, guint n)
{
  gsize n_dims;
  gint64 axes;

  if (n == 1)
    return _colim_expand_affine (expansion, x, factors[0], 0);
  colim_program_get_shape (expansion->program, x, &n_dims);
  axes = (((gint64) 1 << n_dims) - 1) & ~(gint64) 2;

  return _colim_expand_2 (expansion, "multiply", x, _colim_expand_spread (expansion, expand_vector (expansion, factors, n), axes, x));
}

static gint32
shift_channels (Expansion *expansion, gint32 x, const double *summands, guint n)
{
  static const gint64 channels = 1;
  gint32 sum[2] = { x };

  if (n == 1)
    return _colim_expand_affine (expansion, x, 1, summands[0]);
  sum[1] = expand_vector (expansion, summands, n);

  return _colim_expand (expansion, "bias", sum, 2, &channels, 1, NULL, 0);
}

static gint32
expand_scale (const StageUse *use, Expansion *expansion, gint32 x)
{
  return multiply_channels (expansion, x, use->arguments[0].x, use->arguments[0].n);
}

static gint32
expand_shift (const StageUse *use, Expansion *expansion, gint32 x)
{
  return shift_channels (expansion, x, use->arguments[0].x, use->arguments[0].n);
}

static gint32
expand_normalise (const StageUse *use, Expansion *expansion, gint32 x)
{
  double minus_mean[MOST_NUMBERS], factors[MOST_NUMBERS];

  for (guint i = 0; i < MOST_NUMBERS; i++)
    {
      minus_mean[i] = -use->arguments[0].x[i];
      factors[i] = 1 / use->arguments[1].x[i];
    }
  x = shift_channels (expansion, x, minus_mean, use->arguments[0].n);

  return multiply_channels (expansion, x, factors, use->arguments[1].n);
}

#define ANY -1e30, 1e30

const StageRow _colim_stages_pointwise[] = {
  { "relu", { { 0 } }, 0, type_of_real, NULL, expand_by_name, "max (x, 0)" },
  {
    "leakyrelu", { { "slope", ARGUMENT_NUMBER, "0.01", ANY } }, 0, type_of_real, NULL, expand_leakyrelu,
    "x where it is positive, else slope · x",
  },
  { "gelu", { { 0 } }, 0, type_of_real, NULL, expand_gelu, "x times the normal distribution up to x" },
  { "silu", { { 0 } }, 0, type_of_real, NULL, expand_silu, "x · sigmoid (x)" },
  { "tanh", { { 0 } }, 0, type_of_real, NULL, expand_by_name, "the hyperbolic tangent" },
  { "sigmoid", { { 0 } }, 0, type_of_real, NULL, expand_by_name, "1 / (1 + exp (-x))" },
  { "softplus", { { 0 } }, 0, type_of_real, NULL, expand_by_name, "log (1 + exp (x))" },
  {
    "softmax", { { "T", ARGUMENT_NUMBER, "1", 1e-6, 1e9 } }, 0, type_of_rows, NULL, expand_softmax,
    "exp (x/T), divided by its sum along the last axis",
  },
  {
    "logsoftmax", { { "T", ARGUMENT_NUMBER, "1", 1e-6, 1e9 } }, 0, type_of_rows, NULL, expand_softmax, "the logarithm of softmax",
  },
  {
    "l2normalise", { { "eps", ARGUMENT_NUMBER, "1e-12", 1e-15, 1 } }, 0, type_of_rows, NULL, expand_l2normalise,
    "x / max (‖x‖, eps) along the last axis",
  },
  {
    "scale", { { "k", ARGUMENT_NUMBERS, NULL, ANY } }, 0, type_of_channels, NULL, expand_scale,
    "k · x: one number, or one for each channel",
  },
  {
    "shift", { { "b", ARGUMENT_NUMBERS, NULL, ANY } }, 0, type_of_channels, NULL, expand_shift,
    "x + b: one number, or one for each channel",
  },
  {
    "normalise", { { "mean", ARGUMENT_NUMBERS, NULL, ANY }, { "std", ARGUMENT_NUMBERS, NULL, 1e-9, 1e30 } }, 0, type_of_channels, NULL,
    expand_normalise, "(x - mean) / std, by channel",
  },
  { .name = NULL },
};
