/* Optimiser steps: they change a parameter, and what they keep about it, in place.
 *
 * The rate and the number of the step are scalars that are given, so that a schedule changes no program.  The formulas are
 * PyTorch's.
 */

#include "lib/tensor/kernels/kernels-private.h"

/* parameter, gradient, what is kept…, then scalars. */
static gboolean
check (ColimProgram *program, const char *operation, const Shape *const *in, guint n_kept, guint n_scalars, Shape *out,
       GError **error)
{
  *out = *in[0];
  for (guint i = 1; i < 2 + n_kept; i++)
    if (!_colim_shape_equal (in[i], in[0]))
      return _colim_shape_refuse (program, operation, in, 2 + n_kept, error);
  for (guint i = 2 + n_kept; i < 2 + n_kept + n_scalars; i++)
    if (in[i]->n_dims != 0 || in[i]->element != in[0]->element)
      return _colim_shape_refuse (program, operation, in, 2 + n_kept + n_scalars, error);

  return TRUE;
}

static gboolean
shape_of_sgd (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  return check (program, "sgd", in, 1, 1, out, error);
}

static gboolean
shape_of_adam (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  return check (program, "adam", in, 2, 2, out, error);
}

static gboolean
shape_of_rmsprop (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error)
{
  return check (program, "rmsprop", in, 1, 1, out, error);
}

static double
work_of_update (const KernelCall *call)
{
  return 10.0 * (double) _colim_shape_count (call->out_shape);
}

#define ROW(name_, n_in, n_kept_, n_int, n_real)                                                                       \
  {                                                                                                                    \
    .name = #name_, .n_inputs = n_in, .n_integers = n_int, .n_reals = n_real, .n_kept = n_kept_,                       \
    .flags = OPERATION_STATEFUL, .units = UNITS_ELEMENTS, .shape = shape_of_##name_, .kernel = KERNEL (name_),         \
    .work = work_of_update                                                                                             \
  }

const Operation _colim_operations_update[] = {
  ROW (sgd, 4, 1, 1, 2),     /* velocity; rate; Nesterov; momentum, weight decay */
  ROW (adam, 6, 2, 1, 4),    /* first and second moment; rate, step; decoupled decay; β₁, β₂, ε, weight decay */
  ROW (rmsprop, 4, 1, 0, 3), /* mean square; rate; smoothing, ε, weight decay */
  { .name = NULL },
};
