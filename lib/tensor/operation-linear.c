/* Products of matrices, and convolutions: each is bilinear, and its transposes are in the table beside it.
 *
 *     y = conv (x, w)          x: [N, C, H, W]      w: [O, C / groups, kh, kw]      y: [N, O, H', W']
 *     x̄ = convinput (ȳ, w)     w̄ = convweight (x, ȳ)
 *
 * The three differentiate into one another.
 */

#include "lib/tensor/kernels/kernels-private.h"

static const Node *
get (ColimProgram *program, gint32 node)
{
  return _colim_program_get_node (program, node);
}

static gint32
write_matmul (ColimProgram *program, gint32 a, gint32 b, gboolean transpose_a, gboolean transpose_b)
{
  gint32 in[] = { a, b };
  Attributes attributes = { .n = { transpose_a, transpose_b } };

  return _colim_write (program, "matmul", in, &attributes);
}

/* Whether all extents but the last are the same. */
static gboolean
have_same_rows (const Shape *a, const Shape *b)
{
  if (a->n_dims != b->n_dims)
    return FALSE;
  for (guint i = 0; i + 1 < a->n_dims; i++)
    if (a->dims[i] != b->dims[i])
      return FALSE;

  return TRUE;
}

/* A tensor is the matrix whose rows run along the last axis.  More than two extents may stand where they are all rows of
 * the product, or all summed over. */
static gboolean
shape_of_matmul (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  gboolean ta = attributes->n[0] != 0, tb = attributes->n[1] != 0, fits;
  const Shape *a = in[0], *b = in[1];
  guint last = a->n_dims - 1;

  if (a->n_dims < 2 || b->n_dims < 2 || a->element != _colim_program_get_real (program) || b->element != a->element)
    return _colim_shape_refuse (program, "matmul", in, 2, error);
  *out = *a;
  if (ta)
    {
      fits = tb ? a->n_dims == 2 && b->n_dims == 2 && a->dims[0] == b->dims[1] : have_same_rows (a, b);
      out->n_dims = 2;
      out->dims[0] = a->dims[last];
    }
  else
    fits = b->n_dims == 2 && a->dims[last] == b->dims[tb];
  out->dims[out->n_dims - 1] = b->dims[tb ? 0 : b->n_dims - 1];

  return fits || _colim_shape_refuse (program, "matmul", in, 2, error);
}

/* With A and B as they stand in the product: Ā = ȳ Bᵀ, B̄ = Aᵀ ȳ, each transposed again where it is stored so. */
static void
pull_matmul (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  gint32 a = node->in[0], b = node->in[1];
  gboolean ta = node->attributes.n[0] != 0, tb = node->attributes.n[1] != 0;

  d_in[0] = ta ? write_matmul (program, b, d, tb, TRUE) : write_matmul (program, d, b, FALSE, !tb);
  d_in[1] = tb ? write_matmul (program, d, a, TRUE, ta) : write_matmul (program, a, d, !ta, FALSE);
}

static double
work_of_matmul (const KernelCall *call)
{
  Product product = _colim_product_read (call);

  return 2.0 * (double) product.m * (double) product.n * (double) product.k;
}

/* stride, padding, dilation: two each; groups; then the extents that cannot be told from the inputs. */
enum { STRIDE = 0, PADDING = 2, DILATION = 4, GROUPS = 6, EXTENT = 7 };

static gint64
get_convolved (const Attributes *attributes, guint axis, gint64 extent, gint64 kernel)
{
  gint64 window = attributes->n[DILATION + axis] * (kernel - 1) + 1;

  return (extent + 2 * attributes->n[PADDING + axis] - window) / attributes->n[STRIDE + axis] + 1;
}

/* Larger numbers are no stride and no padding, and their products could not be counted. */
static gboolean
is_within (gint64 value, gint64 least)
{
  return value >= least && value <= G_MAXINT16;
}

static gboolean
is_window (const Attributes *attributes)
{
  const gint64 *n = attributes->n;

  for (guint axis = 0; axis < 2; axis++)
    if (!is_within (n[STRIDE + axis], 1) || !is_within (n[PADDING + axis], 0) || !is_within (n[DILATION + axis], 1))
      return FALSE;

  return is_within (n[GROUPS], 1);
}

/* Kernels lay images out with room around them, and count the places in 32 bits. */
static gboolean
can_be_laid_out (const Attributes *attributes, const Shape *x, const Shape *w)
{
  double image = (double) w->dims[1], cotangent = (double) w->dims[0];

  for (guint axis = 0; axis < 2; axis++)
    {
      image *= (double) (x->dims[2 + axis] + 2 * attributes->n[PADDING + axis]);
      cotangent *= (double) (x->dims[2 + axis] + attributes->n[DILATION + axis] * (w->dims[2 + axis] - 1));
    }

  return MAX (image, cotangent) <= G_MAXINT32;
}

/* Whether these could be the shapes of an image, a kernel and their convolution. */
static gboolean
fits (ColimProgram *program, const Attributes *attributes, const Shape *x, const Shape *w, const Shape *y)
{
  gint64 groups = attributes->n[GROUPS];

  if (!is_window (attributes) || x->n_dims != 4 || w->n_dims != 4 || y->n_dims != 4 || x->dims[0] != y->dims[0]
      || x->element != _colim_program_get_real (program) || w->element != x->element || y->element != x->element
      || w->dims[0] < 0 || w->dims[1] < 0 || w->dims[0] % groups != 0 || w->dims[1] * groups != x->dims[1]
      || y->dims[1] != w->dims[0])
    return FALSE;
  for (guint axis = 0; axis < 2; axis++)
    if (x->dims[2 + axis] < 1 || w->dims[2 + axis] < 1 || MAX (x->dims[2 + axis], w->dims[2 + axis]) > G_MAXINT32
        || x->dims[2 + axis] + 2 * attributes->n[PADDING + axis] < attributes->n[DILATION + axis] * (w->dims[2 + axis] - 1) + 1
        || get_convolved (attributes, axis, x->dims[2 + axis], w->dims[2 + axis]) != y->dims[2 + axis])
      return FALSE;

  return can_be_laid_out (attributes, x, w);
}

static gboolean
shape_of_conv (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  if (in[0]->n_dims != 4 || in[1]->n_dims != 4 || !is_window (attributes))
    return _colim_shape_refuse (program, "conv", in, 2, error);
  out->element = in[0]->element;
  out->n_dims = 4;
  out->dims[0] = in[0]->dims[0];
  out->dims[1] = in[1]->dims[0];
  for (guint axis = 0; axis < 2; axis++)
    out->dims[2 + axis] = get_convolved (attributes, axis, in[0]->dims[2 + axis], in[1]->dims[2 + axis]);

  return fits (program, attributes, in[0], in[1], out) || _colim_shape_refuse (program, "conv", in, 2, error);
}

static gboolean
shape_of_convinput (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  if (!is_window (attributes))
    return _colim_shape_refuse (program, "convinput", in, 2, error);
  out->element = in[0]->element;
  out->n_dims = 4;
  out->dims[0] = in[0]->dims[0];
  out->dims[1] = in[1]->dims[1] * attributes->n[GROUPS];
  out->dims[2] = attributes->n[EXTENT];
  out->dims[3] = attributes->n[EXTENT + 1];

  return fits (program, attributes, out, in[1], in[0]) || _colim_shape_refuse (program, "convinput", in, 2, error);
}

static gboolean
shape_of_convweight (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  if (!is_window (attributes))
    return _colim_shape_refuse (program, "convweight", in, 2, error);
  out->element = in[0]->element;
  out->n_dims = 4;
  out->dims[0] = in[1]->dims[1];
  out->dims[1] = in[0]->dims[1] / attributes->n[GROUPS];
  out->dims[2] = attributes->n[EXTENT];
  out->dims[3] = attributes->n[EXTENT + 1];

  return fits (program, attributes, in[0], out, in[1]) || _colim_shape_refuse (program, "convweight", in, 2, error);
}

/* Writes the convolution among the three that has these inputs; @extent gives the last two extents of its result. */
static gint32
write_convolution (ColimProgram *program, const char *operation, gint32 first, gint32 second, const Node *like, const Shape *extent)
{
  gint32 in[] = { first, second };
  Attributes attributes = like->attributes;

  attributes.n[EXTENT] = extent != NULL ? extent->dims[2] : 0;
  attributes.n[EXTENT + 1] = extent != NULL ? extent->dims[3] : 0;

  return _colim_write (program, operation, in, &attributes);
}

static void
pull_conv (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  gint32 x = node->in[0], w = node->in[1];

  d_in[0] = write_convolution (program, "convinput", d, w, node, &get (program, x)->shape);
  d_in[1] = write_convolution (program, "convweight", x, d, node, &get (program, w)->shape);
}

static void
pull_convinput (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  gint32 g = node->in[0], w = node->in[1];

  d_in[0] = write_convolution (program, "conv", d, w, node, NULL);
  d_in[1] = write_convolution (program, "convweight", d, g, node, &get (program, w)->shape);
}

static void
pull_convweight (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  gint32 x = node->in[0], g = node->in[1];

  d_in[0] = write_convolution (program, "convinput", g, d, node, &get (program, x)->shape);
  d_in[1] = write_convolution (program, "conv", x, d, node, NULL);
}

static double
work_of (const Shape *y, const Shape *w)
{
  double n = 2;

  for (guint i = 0; i < 4; i++)
    n *= (double) y->dims[i] * (i > 0 ? (double) w->dims[i] : 1);

  return n;
}

static double
work_of_conv (const KernelCall *call)
{
  return work_of (call->out_shape, call->in_shape[1]);
}

static double
work_of_convinput (const KernelCall *call)
{
  return work_of (call->in_shape[0], call->in_shape[1]);
}

static double
work_of_convweight (const KernelCall *call)
{
  return work_of (call->in_shape[1], call->out_shape);
}

const Operation _colim_operations_linear[] = {
  {
    /* Transpose the first, the second. */
    .name = "matmul", .n_inputs = 2, .n_integers = 2, .units = UNITS_ROWS, .shape = shape_of_matmul,
    .kernel = KERNEL (matmul), .scratch = _colim_scratch_matmul, .pullback = pull_matmul,
    .work = work_of_matmul,
  },
  {
    .name = "conv", .n_inputs = 2, .n_integers = EXTENT + 2, .units = UNITS_FIRST, .shape = shape_of_conv,
    .kernel = KERNEL (conv), .scratch = _colim_scratch_conv, .pullback = pull_conv,
    .work = work_of_conv,
  },
  {
    .name = "convinput", .n_inputs = 2, .n_integers = EXTENT + 2, .units = UNITS_FIRST, .shape = shape_of_convinput,
    .kernel = KERNEL (convinput), .scratch = _colim_scratch_convinput,
    .pullback = pull_convinput, .work = work_of_convinput,
  },
  {
    .name = "convweight", .n_inputs = 2, .n_integers = EXTENT + 2, .units = UNITS_FIRST, .shape = shape_of_convweight,
    .kernel = KERNEL (convweight), .scratch = _colim_scratch_convweight,
    .pullback = pull_convweight, .work = work_of_convweight,
  },
  { .name = NULL },
};
