/* Operations on rows: picking them by number, and what softmax makes of them. */

#include "lib/tensor/kernels/kernels-private.h"

static const Node *
get (ColimProgram *program, gint32 node)
{
  return _colim_program_get_node (program, node);
}

static gboolean
shape_of_softmax (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  *out = *in[0];

  return (out->n_dims > 0 && out->dims[out->n_dims - 1] > 0 && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "softmax", in, 1, error);
}

/* Adds up along the last axis and repeats the sums along it. */
static gint32
write_total (ColimProgram *program, gint32 x)
{
  const Shape *shape = &get (program, x)->shape;
  guint last = 1u << (shape->n_dims - 1);

  return _colim_write_spread (program, _colim_write_sum (program, x, last), last, shape);
}

static void
pull_softmax (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 total = write_total (program, _colim_write_2 (program, "multiply", d, y));

  d_in[0] = _colim_write_2 (program, "multiply", _colim_write_2 (program, "subtract", d, total), y);
}

static void
pull_logsoftmax (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  gint32 softmax = _colim_write_1 (program, "softmax", get (program, y)->in[0]);
  gint32 total = write_total (program, d);

  d_in[0] = _colim_write_2 (program, "subtract", d, _colim_write_2 (program, "multiply", softmax, total));
}

/* Whether labels name an entry in each row of x. */
static gboolean
are_labels (const Shape *labels, const Shape *x)
{
  if (labels->element != COLIM_ELEMENT_INT32 || x->n_dims != labels->n_dims + 1)
    return FALSE;
  for (guint i = 0; i < labels->n_dims; i++)
    if (labels->dims[i] != x->dims[i])
      return FALSE;

  return TRUE;
}

static gboolean
shape_of_pick (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  *out = *in[1];
  out->element = in[0]->element;

  return (are_labels (in[1], in[0]) && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "pick", in, 2, error);
}

static void
pull_pick (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  const Shape *shape = &get (program, node->in[0])->shape;
  gint32 in[] = { d, node->in[1] };
  Attributes attributes = { .n = { shape->dims[shape->n_dims - 1] } };

  d_in[0] = _colim_write (program, "place", in, &attributes);
}

static gboolean
shape_of_place (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  *out = *in[0];
  if (out->n_dims >= MOST_DIMS || attributes->n[0] == 0 || !_colim_shape_is_extent (program, attributes->n[0]))
    return _colim_shape_refuse (program, "place", in, 2, error);
  out->dims[out->n_dims++] = attributes->n[0];

  return (are_labels (in[1], out) && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "place", in, 2, error);
}

static void
pull_place (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  d_in[0] = _colim_write_2 (program, "pick", d, get (program, y)->in[1]);
}

static gboolean
shape_of_gather (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  const Shape *table = in[0], *rows = in[1];

  if (table->n_dims == 0 || rows->n_dims == 0 || rows->n_dims + table->n_dims - 1 > MOST_DIMS
      || rows->element != COLIM_ELEMENT_INT32)
    return _colim_shape_refuse (program, "gather", in, 2, error);
  *out = *rows;
  out->element = table->element == COLIM_ELEMENT_INT32 ? COLIM_ELEMENT_INT32 : _colim_program_get_real (program);
  for (guint i = 1; i < table->n_dims; i++)
    out->dims[out->n_dims++] = table->dims[i];

  return TRUE;
}

static void
pull_gather (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  const Shape *table = &get (program, node->in[0])->shape;
  gint32 in[] = { d, node->in[1] };
  Attributes attributes = { .n = { table->dims[0] }, .x = { node->attributes.x[0] } };

  if (table->element == _colim_program_get_real (program))
    d_in[0] = _colim_write (program, "scatter", in, &attributes);
}

static gboolean
shape_of_scatter (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  const Shape *rows = in[1];

  if (rows->element != COLIM_ELEMENT_INT32 || rows->n_dims == 0 || in[0]->n_dims < rows->n_dims
      || in[0]->element != _colim_program_get_real (program) || !_colim_shape_is_extent (program, attributes->n[0]))
    return _colim_shape_refuse (program, "scatter", in, 2, error);
  for (guint i = 0; i < rows->n_dims; i++)
    if (rows->dims[i] != in[0]->dims[i])
      return _colim_shape_refuse (program, "scatter", in, 2, error);
  out->element = in[0]->element;
  out->n_dims = 1;
  out->dims[0] = attributes->n[0];
  for (guint i = rows->n_dims; i < in[0]->n_dims; i++)
    out->dims[out->n_dims++] = in[0]->dims[i];

  return TRUE;
}

static void
pull_scatter (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in)
{
  const Node *node = get (program, y);
  gint32 in[] = { d, node->in[1] };
  Attributes attributes = { .x = { node->attributes.x[0] } };

  d_in[0] = _colim_write (program, "gather", in, &attributes);
}

static gboolean
shape_of_convert (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  *out = *in[0];
  out->element = _colim_program_get_real (program);

  return in[0]->element == COLIM_ELEMENT_INT32 || _colim_shape_refuse (program, "convert", in, 1, error);
}

static gboolean
shape_of_hits (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  *out = *in[1];
  out->element = in[0]->element;

  return (are_labels (in[1], in[0]) && attributes->n[0] >= 1 && out->element == _colim_program_get_real (program))
         || _colim_shape_refuse (program, "hits", in, 2, error);
}

static double
work_of_softmax (const KernelCall *call)
{
  double n = 20;

  for (guint i = 0; i < call->out_shape->n_dims; i++)
    n *= (double) call->out_shape->dims[i];

  return n;
}

const Operation _colim_operations_rows[] = {
  {
    /* Along the last axis, as is logsoftmax. */
    .name = "softmax", .n_inputs = 1, .units = UNITS_ROWS, .shape = shape_of_softmax, .kernel = KERNEL (softmax),
    .pullback = pull_softmax, .work = work_of_softmax,
  },
  {
    .name = "logsoftmax", .n_inputs = 1, .units = UNITS_ROWS, .shape = shape_of_softmax, .kernel = KERNEL (logsoftmax),
    .pullback = pull_logsoftmax, .work = work_of_softmax,
  },
  {
    /* The entry of each row that a label names. */
    .name = "pick", .n_inputs = 2, .units = UNITS_ELEMENTS, .shape = shape_of_pick, .kernel = KERNEL (pick),
    .pullback = pull_pick,
  },
  {
    /* Rows of so many entries, 0 but at the label. */
    .name = "place", .n_inputs = 2, .n_integers = 1, .units = UNITS_ROWS, .shape = shape_of_place, .kernel = KERNEL (place),
    .pullback = pull_place,
  },
  {
    /* Rows of a table by number; numbers of other kinds become real, times a factor; integers stay. */
    .name = "gather", .n_inputs = 2, .n_reals = 1, .units = UNITS_FIRST, .shape = shape_of_gather, .kernel = KERNEL (gather),
    .pullback = pull_gather,
  },
  {
    /* A table of so many rows, to which rows are added by number, times a factor. */
    .name = "scatter", .n_inputs = 2, .n_integers = 1, .n_reals = 1, .units = UNITS_ONE, .shape = shape_of_scatter,
    .kernel = KERNEL (scatter), .pullback = pull_scatter,
  },
  {
    /* Whole numbers as real ones. */
    .name = "convert", .n_inputs = 1, .units = UNITS_ELEMENTS, .shape = shape_of_convert, .kernel = KERNEL (convert),
  },
  {
    /* 1 where the label is among so many largest entries of its row, else 0. */
    .name = "hits", .n_inputs = 2, .n_integers = 1, .units = UNITS_ELEMENTS, .shape = shape_of_hits, .kernel = KERNEL (hits),
  },
  { .name = NULL },
};
