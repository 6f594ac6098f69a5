/* Operations that work number by number. */

#include "lib/tensor/kernels/kernels-private.h"

#include <math.h>

static gboolean
shape_of_dropout (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  double p = attributes->x[0];

  if (!(p >= 0 && p < 1))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'dropout' takes a probability in [0, 1), not %g", p);
      return FALSE;
    }

  *out = *in[0];

  return out->element == _colim_program_get_real (program) || _colim_shape_refuse (program, "dropout", in, 1, error);
}

static gint32
get_input (ColimProgram *program, gint32 node, guint i)
{
  return _colim_program_get_node (program, node)->in[i];
}

static double
get_real (ColimProgram *program, gint32 node, guint i)
{
  return _colim_program_get_node (program, node)->attributes.x[i];
}

/* The derivative is 0 wherever there is one. */
static void
pull_nothing (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
}

static void
pull_affine (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_affine (program, d, get_real (program, y, 0), 0);
}

static void
pull_exp (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "multiply", d, y);
}

static void
pull_log (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "divide", d, get_input (program, y, 0));
}

static void
pull_sqrt (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "divide", _colim_write_affine (program, d, 0.5, 0), y);
}

static void
pull_reciprocal (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 square = _colim_write_1 (program, "square", y);

  d_in[0] = _colim_write_affine (program, _colim_write_2 (program, "multiply", d, square), -1, 0);
}

static void
pull_square (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_affine (program, _colim_write_2 (program, "multiply", d, get_input (program, y, 0)), 2, 0);
}

static void
pull_absolute (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 sign = _colim_write_1 (program, "sign", get_input (program, y, 0));

  d_in[0] = _colim_write_2 (program, "multiply", d, sign);
}

/* The mask is read off the result: it is kept anyhow. */
static void
pull_relu (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "gate", d, y);
}

static void
pull_gate (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "gate", d, get_input (program, y, 1));
}

static void
pull_leaky (ColimProgram *program, gint32 d, gint32 x, double slope, gint32 *d_in)
{
  gint32 in[] = { d, x };
  Attributes attributes = { .x = { slope } };

  d_in[0] = _colim_write (program, "leakygate", in, &attributes);
}

static void
pull_leakyrelu (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  pull_leaky (program, d, get_input (program, y, 0), get_real (program, y, 0), d_in);
}

static void
pull_leakygate (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  pull_leaky (program, d, get_input (program, y, 1), get_real (program, y, 0), d_in);
}

static void
pull_tanh (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 slope = _colim_write_affine (program, _colim_write_1 (program, "square", y), -1, 1);

  d_in[0] = _colim_write_2 (program, "multiply", d, slope);
}

static void
pull_sigmoid (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 slope = _colim_write_2 (program, "subtract", y, _colim_write_1 (program, "square", y));

  d_in[0] = _colim_write_2 (program, "multiply", d, slope);
}

static void
pull_softplus (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 slope = _colim_write_1 (program, "sigmoid", get_input (program, y, 0));

  d_in[0] = _colim_write_2 (program, "multiply", d, slope);
}

static void
pull_erf (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 square = _colim_write_1 (program, "square", get_input (program, y, 0));
  gint32 bell = _colim_write_1 (program, "exp", _colim_write_affine (program, square, -1, 0));

  d_in[0] = _colim_write_affine (program, _colim_write_2 (program, "multiply", d, bell), M_2_SQRTPI, 0);
}

static void
pull_clamp (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = _colim_program_get_node (program, y);
  gint32 in[] = { d, node->in[0] };
  Attributes attributes = node->attributes;

  d_in[0] = _colim_write (program, "within", in, &attributes);
}

static void
pull_within (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = _colim_program_get_node (program, y);
  gint32 in[] = { d, node->in[1] };
  Attributes attributes = node->attributes;

  d_in[0] = _colim_write (program, "within", in, &attributes);
}

static void
pull_huber (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  double delta = get_real (program, y, 0);
  gint32 x = get_input (program, y, 0);
  Attributes attributes = { .x = { -delta, delta } };

  d_in[0] = _colim_write_2 (program, "multiply", d, _colim_write (program, "clamp", &x, &attributes));
}

static void
pull_add (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = d_in[1] = d;
}

static void
pull_subtract (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = d;
  d_in[1] = _colim_write_affine (program, d, -1, 0);
}

static void
pull_multiply (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "multiply", d, get_input (program, y, 1));
  d_in[1] = _colim_write_2 (program, "multiply", d, get_input (program, y, 0));
}

static void
pull_divide (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 quotient = _colim_write_2 (program, "divide", d, get_input (program, y, 1));

  d_in[0] = quotient;
  d_in[1] = _colim_write_affine (program, _colim_write_2 (program, "multiply", quotient, y), -1, 0);
}

/* Dropout is linear, and its mask a function of the stream and the step: the same mask on the way back. */
static void
pull_dropout (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  Attributes attributes = _colim_program_get_node (program, y)->attributes;

  d_in[0] = _colim_write (program, "dropout", &d, &attributes);
}

#define ROW(name_, n_in, n_reals_, pull)                                                                               \
  {                                                                                                                    \
    .name = #name_, .n_inputs = n_in, .n_reals = n_reals_, .flags = OPERATION_POINTWISE, .units = UNITS_ELEMENTS,      \
    .kernel = KERNEL (name_), .pullback = pull                                                                         \
  }

const Operation _colim_operations_pointwise[] = {
  ROW (affine, 1, 2, pull_affine),        /* factor · x + summand */
  ROW (exp, 1, 0, pull_exp),
  ROW (log, 1, 0, pull_log),
  ROW (sqrt, 1, 0, pull_sqrt),
  ROW (reciprocal, 1, 0, pull_reciprocal),
  ROW (square, 1, 0, pull_square),
  ROW (absolute, 1, 0, pull_absolute),
  ROW (sign, 1, 0, pull_nothing),
  ROW (relu, 1, 0, pull_relu),
  ROW (gate, 2, 0, pull_gate),            /* d where y > 0, else 0 */
  ROW (leakyrelu, 1, 1, pull_leakyrelu),  /* slope */
  ROW (leakygate, 2, 1, pull_leakygate),
  ROW (tanh, 1, 0, pull_tanh),
  ROW (sigmoid, 1, 0, pull_sigmoid),
  ROW (softplus, 1, 0, pull_softplus),
  ROW (erf, 1, 0, pull_erf),
  ROW (clamp, 1, 2, pull_clamp),          /* least, most */
  ROW (within, 2, 2, pull_within),        /* d where x is within [least, most], else 0 */
  ROW (huber, 1, 1, pull_huber),          /* delta */
  ROW (clipfactor, 1, 1, NULL),           /* min (1, most / (√x + 1e-6)) */
  ROW (add, 2, 0, pull_add),
  ROW (subtract, 2, 0, pull_subtract),
  ROW (multiply, 2, 0, pull_multiply),
  ROW (divide, 2, 0, pull_divide),
  {
    .name = "dropout", .n_inputs = 1, .n_integers = 1, .n_reals = 1, /* stream, probability */
    .flags = OPERATION_POINTWISE | OPERATION_STOCHASTIC, .units = UNITS_ELEMENTS, .shape = shape_of_dropout,
    .kernel = KERNEL (dropout), .pullback = pull_dropout,
  },
  { .name = NULL },
};
