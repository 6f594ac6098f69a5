/* What is given, and operations that move numbers, or add them up along axes. */

#include "lib/tensor/kernels/kernels-private.h"

static const Node *
get (ColimProgram *program, gint32 node)
{
  return _colim_program_get_node (program, node);
}

static gboolean
shape_as_written (ColimProgram *program, const Attributes *attributes, Shape *out)
{
  out->n_dims = (guint) attributes->n[1];
  for (guint i = 0; i < out->n_dims && i < MOST_DIMS; i++)
    {
      out->dims[i] = attributes->n[2 + i];
      if (!_colim_shape_is_extent (program, out->dims[i]))
        return FALSE;
    }

  return attributes->n[1] >= 0 && out->n_dims <= MOST_DIMS;
}

static gboolean
shape_of_constant (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  out->element = _colim_program_get_real (program);

  return shape_as_written (program, attributes, out) || _colim_shape_refuse (program, "constant", in, 0, error);
}

static gboolean
shape_of_vector (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  out->element = _colim_program_get_real (program);
  out->n_dims = 1;
  out->dims[0] = attributes->n[0];

  return (out->dims[0] >= 1 && out->dims[0] <= COLIM_PROGRAM_MOST_REALS) || _colim_shape_refuse (program, "vector", in, 0, error);
}

/* How often each live extent stands in a shape. */
static gboolean
same_live_extents (const Shape *a, const Shape *b)
{
  gint balance[MOST_DIMS * 2] = { 0 };

  for (guint i = 0; i < a->n_dims; i++)
    if (a->dims[i] < 0)
      {
        gint here = 0, there = 0;

        for (guint j = 0; j < a->n_dims; j++)
          here += a->dims[j] == a->dims[i];
        for (guint j = 0; j < b->n_dims; j++)
          there += b->dims[j] == a->dims[i];
        balance[i] = here - there;
      }
  for (guint i = 0; i < a->n_dims; i++)
    if (balance[i] != 0)
      return FALSE;

  return TRUE;
}

static gboolean
shape_of_reshape (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  out->element = in[0]->element;

  return (shape_as_written (program, attributes, out) && _colim_shape_count (out) == _colim_shape_count (in[0])
          && same_live_extents (in[0], out) && same_live_extents (out, in[0]))
         || _colim_shape_refuse (program, "reshape", in, 1, error);
}

static void
pull_reshape (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Shape *shape = &get (program, get (program, y)->in[0])->shape;
  Attributes attributes = { .n = { 0, shape->n_dims } };

  for (guint i = 0; i < shape->n_dims; i++)
    attributes.n[2 + i] = shape->dims[i];
  d_in[0] = _colim_write (program, "reshape", &d, &attributes);
}

static gboolean
shape_of_stop (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  *out = *in[0];

  return TRUE;
}

static void
pull_nothing (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
}

static gboolean
shape_of_permute (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  guint seen = 0;

  *out = *in[0];
  for (guint i = 0; i < out->n_dims; i++)
    {
      gint64 axis = attributes->n[i];

      if (axis < 0 || axis >= (gint64) out->n_dims || seen & 1u << axis)
        return _colim_shape_refuse (program, "permute", in, 1, error);
      seen |= 1u << axis;
      out->dims[i] = in[0]->dims[axis];
    }

  return out->element == _colim_program_get_real (program) || _colim_shape_refuse (program, "permute", in, 1, error);
}

static void
pull_permute (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  Attributes inverse = { { 0 }, { 0 } };

  for (guint i = 0; i < node->shape.n_dims; i++)
    inverse.n[node->attributes.n[i]] = i;
  d_in[0] = _colim_write (program, "permute", &d, &inverse);
}

static gboolean
shape_of_sum (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  out->element = in[0]->element;
  out->n_dims = 0;
  for (guint i = 0; i < in[0]->n_dims; i++)
    if (!(attributes->n[0] >> i & 1))
      out->dims[out->n_dims++] = in[0]->dims[i];

  return (out->element == _colim_program_get_real (program) && attributes->n[0] >> in[0]->n_dims == 0)
         || _colim_shape_refuse (program, "sum", in, 1, error);
}

static void
pull_sum (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);

  d_in[0] = _colim_write_spread (program, d, (guint) node->attributes.n[0], &get (program, node->in[0])->shape);
}

static gboolean
shape_of_spread (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  guint kept = 0;

  out->element = in[0]->element;
  if (!shape_as_written (program, attributes, out) || attributes->n[0] >> out->n_dims != 0)
    return _colim_shape_refuse (program, "spread", in, 1, error);
  for (guint i = 0; i < out->n_dims; i++)
    if (!(attributes->n[0] >> i & 1))
      {
        if (kept >= in[0]->n_dims || in[0]->dims[kept] != out->dims[i])
          return _colim_shape_refuse (program, "spread", in, 1, error);
        kept++;
      }

  return (kept == in[0]->n_dims && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "spread", in, 1, error);
}

static void
pull_spread (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_sum (program, d, (guint) get (program, y)->attributes.n[0]);
}

static gboolean
shape_of_bias (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  gint64 axis = attributes->n[0];

  *out = *in[0];

  return (axis >= 0 && axis < (gint64) out->n_dims && in[1]->n_dims == 1 && in[1]->dims[0] == out->dims[axis]
          && out->element == _colim_program_get_real (program) && in[1]->element == out->element)
         || _colim_shape_refuse (program, "bias", in, 2, error);
}

static void
pull_bias (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);

  d_in[0] = d;
  d_in[1] = _colim_write_sum (program, d, ((1u << node->shape.n_dims) - 1) & ~(1u << node->attributes.n[0]));
}

static double
work_of_sum (const KernelCall *call)
{
  double n = 1;

  for (guint i = 0; i < call->in_shape[0]->n_dims; i++)
    n *= (double) call->in_shape[0]->dims[i];

  return n;
}

#define SHAPE_INTEGERS (2 + MOST_DIMS)

const Operation _colim_operations_leaf[] = {
  { .name = "input", .flags = OPERATION_LEAF },
  { .name = "parameter", .flags = OPERATION_LEAF },
  { .name = NULL },
};

const Operation _colim_operations_structure[] = {
  {
    .name = "constant", .n_integers = SHAPE_INTEGERS, .n_reals = 1, .units = UNITS_ELEMENTS, .shape = shape_of_constant,
    .kernel = KERNEL (constant), .pullback = pull_nothing,
  },
  {
    /* A few numbers that are written out. */
    .name = "vector", .n_integers = 1, .n_reals = COLIM_PROGRAM_MOST_REALS, .units = UNITS_ELEMENTS, .shape = shape_of_vector,
    .kernel = KERNEL (vector), .pullback = pull_nothing,
  },
  {
    .name = "reshape", .n_inputs = 1, .n_integers = SHAPE_INTEGERS, .flags = OPERATION_VIEW, .shape = shape_of_reshape,
    .pullback = pull_reshape,
  },
  {
    /* The identity, through which no gradient passes. */
    .name = "stop", .n_inputs = 1, .flags = OPERATION_VIEW, .shape = shape_of_stop, .pullback = pull_nothing,
  },
  {
    .name = "permute", .n_inputs = 1, .n_integers = MOST_DIMS, .units = UNITS_ELEMENTS, .shape = shape_of_permute,
    .kernel = KERNEL (permute), .pullback = pull_permute,
  },
  {
    /* Over the axes whose bits are set. */
    .name = "sum", .n_inputs = 1, .n_integers = 1, .units = UNITS_ELEMENTS, .shape = shape_of_sum,
    .kernel = KERNEL (sum), .pullback = pull_sum, .work = work_of_sum,
  },
  {
    /* Repeats along the axes whose bits are set, to a shape that is written out. */
    .name = "spread", .n_inputs = 1, .n_integers = SHAPE_INTEGERS, .units = UNITS_ELEMENTS, .shape = shape_of_spread,
    .kernel = KERNEL (spread), .pullback = pull_spread,
  },
  {
    .name = "bias", .n_inputs = 2, .n_integers = 1, .flags = OPERATION_POINTWISE, .units = UNITS_ELEMENTS, .shape = shape_of_bias,
    .kernel = KERNEL (bias), .pullback = pull_bias,
  },
  { .name = NULL },
};
