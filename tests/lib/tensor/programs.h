/* Writing programs for tests, short: nodes, layers, losses, and what they are given. */

#pragma once

#include <colim/plan.h>

#include "tests/property.h"

#define NODES(...) ((const gint32[]) { __VA_ARGS__ }), sizeof ((const gint32[]) { __VA_ARGS__ }) / sizeof (gint32)
#define INTEGERS(...) ((const gint64[]) { __VA_ARGS__ }), sizeof ((const gint64[]) { __VA_ARGS__ }) / sizeof (gint64)
#define REALS(...) ((const double[]) { __VA_ARGS__ }), sizeof ((const double[]) { __VA_ARGS__ }) / sizeof (double)
#define NONE NULL, 0

static inline gint32
apply (ColimProgram *program, const char *operation, const gint32 *in, gsize n_in, const gint64 *integers,
       gsize n_integers, const double *reals, gsize n_reals)
{
  g_autoptr (GError) error = NULL;
  gint32 node = colim_program_add (program, operation, in, n_in, integers, n_integers, reals, n_reals, &error);

  if (error != NULL)
    fail_msg ("%s", error->message);

  return node;
}

static inline gint32
add_input (ColimProgram *program, const char *name, ColimElement element, const gint64 *shape, gsize n_dims)
{
  g_autoptr (GError) error = NULL;
  gint32 node = colim_program_add_input (program, name, element, shape, n_dims, &error);

  assert_null (error);

  return node;
}

static inline gint32
add_parameter (ColimProgram *program, const char *name, const gint64 *shape, gsize n_dims)
{
  g_autoptr (GError) error = NULL;
  gint32 node = colim_program_add_parameter (program, name, shape, n_dims, &error);

  assert_null (error);

  return node;
}

/* A parameter of the shape of a node. */
static inline gint32
add_parameter_like (ColimProgram *program, const char *name, gint32 node)
{
  gsize n_dims;
  const gint64 *shape = colim_program_get_shape (program, node, &n_dims);

  return add_parameter (program, name, shape, n_dims);
}

/* Pointwise operations, and sums */

static inline gint32
apply_1 (ColimProgram *program, const char *operation, gint32 x)
{
  return apply (program, operation, NODES (x), NONE, NONE);
}

static inline gint32
apply_2 (ColimProgram *program, const char *operation, gint32 x, gint32 y)
{
  return apply (program, operation, NODES (x, y), NONE, NONE);
}

static inline gint32
scale (ColimProgram *program, gint32 x, double factor, double summand)
{
  return apply (program, "affine", NODES (x), NONE, REALS (factor, summand));
}

static inline gint32
sum_over (ColimProgram *program, gint32 x, gint64 axes)
{
  return apply (program, "sum", NODES (x), INTEGERS (axes), NONE);
}

static inline gint32
sum_all (ColimProgram *program, gint32 x)
{
  gsize n_dims;

  colim_program_get_shape (program, x, &n_dims);

  return sum_over (program, x, (1 << n_dims) - 1);
}

/* Repeats a node along axes, to the shape of another. */
static inline gint32
spread_like (ColimProgram *program, gint32 x, gint64 axes, gint32 like)
{
  gsize n_dims;
  const gint64 *shape = colim_program_get_shape (program, like, &n_dims);
  gint64 integers[COLIM_PROGRAM_MOST_INTEGERS] = { axes, (gint64) n_dims };

  for (gsize i = 0; i < n_dims; i++)
    integers[2 + i] = shape[i];

  return apply (program, "spread", NODES (x), integers, 2 + n_dims, NONE);
}

/* Layers */

static inline gint32
multiply_matrices (ColimProgram *program, gint32 a, gint32 b, gboolean transpose_a, gboolean transpose_b)
{
  return apply (program, "matmul", NODES (a, b), INTEGERS (transpose_a, transpose_b), NONE);
}

static inline gint32
add_bias (ColimProgram *program, gint32 x, gint32 b, gint64 axis)
{
  return apply (program, "bias", NODES (x, b), INTEGERS (axis), NONE);
}

static inline gint32
apply_linear (ColimProgram *program, gint32 x, gint32 w, gint32 b)
{
  return add_bias (program, multiply_matrices (program, x, w, FALSE, TRUE), b, 1);
}

/* 3×3, padded by 1. */
static inline gint32
apply_conv (ColimProgram *program, gint32 x, gint32 w, gint32 b)
{
  return add_bias (program, apply (program, "conv", NODES (x, w), INTEGERS (1, 1, 1, 1, 1, 1, 1), NONE), b, 1);
}

/* 2×2 */
static inline gint32
apply_maxpool (ColimProgram *program, gint32 x)
{
  return apply (program, "maxpool", NODES (x), INTEGERS (2, 2, 2, 2, 0, 0, 0), NONE);
}

static inline gint32
flatten (ColimProgram *program, gint32 x)
{
  gsize n_dims;
  const gint64 *shape = colim_program_get_shape (program, x, &n_dims);
  gint64 rest = 1;

  for (gsize i = 1; i < n_dims; i++)
    rest *= shape[i];

  return apply (program, "reshape", NODES (x), INTEGERS (0, 2, shape[0], rest), NONE);
}

/* Losses, added up over the rows */

static inline gint32
sum_cross_entropy (ColimProgram *program, gint32 z, gint32 labels)
{
  gint32 picked = apply_2 (program, "pick", apply_1 (program, "logsoftmax", z), labels);

  return scale (program, sum_all (program, picked), -1, 0);
}

/* T² Σ t (log t − log s), or without log t. */
static inline gint32
sum_soft_targets (ColimProgram *program, gint32 z, gint32 target, double t, gboolean kl)
{
  gint32 log_s = apply_1 (program, "logsoftmax", scale (program, z, 1 / t, 0));
  gint32 tempered = scale (program, target, 1 / t, 0), soft = apply_1 (program, "softmax", tempered);
  gint32 difference = kl ? apply_2 (program, "subtract", apply_1 (program, "logsoftmax", tempered), log_s)
                         : scale (program, log_s, -1, 0);

  return scale (program, sum_all (program, apply_2 (program, "multiply", soft, difference)), t * t, 0);
}

/* Giving */

static inline void
set_values (ColimPlan *plan, gint32 leaf, const gint64 *shape, gsize n_dims, const double *values, gsize n)
{
  ColimElement element = colim_program_get_element (colim_plan_get_program (plan), leaf);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimTensor) tensor = colim_tensor_new_from_doubles (element, shape, n_dims, values, n, &error);

  assert_null (error);
  colim_plan_set (plan, leaf, tensor, &error);
  if (error != NULL)
    fail_msg ("%s", error->message);
}

static inline void
set_number (ColimPlan *plan, gint32 leaf, double value)
{
  set_values (plan, leaf, NULL, 0, &value, 1);
}

static inline ColimPlan *
plan_new (ColimProgram *program, const gint32 *outputs, gsize n_outputs, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  ColimPlan *plan = colim_plan_new (program, outputs, n_outputs, n_threads, &error);

  if (error != NULL)
    fail_msg ("%s", error->message);

  return plan;
}

/* The tests run again under each set of kernels: not where this machine has no such. */
static inline gboolean
wanted_kernels_run (void)
{
  const char *wanted = g_getenv ("COLIM_KERNELS");

  return wanted == NULL || g_str_equal (wanted, colim_kernels_get_name ());
}

#define SKIPPED 77
