/* Every row of the operation table: its gradient is the transpose of its derivative, that of its gradient too, and every
 * set of kernels computes what the plain one computes. */

#include <colim/plan.h>

#include "lib/tensor/kernels/kernels-private.h"
#include "tests/property.h"

#include <math.h>
#include <string.h>

#define MOST_ELEMENTS 32768

/* Ways to draw an input. */
typedef enum {
  DRAW_REAL,     /* around 0 */
  DRAW_POSITIVE, /* from 1/2 on */
  DRAW_ROWS,     /* row numbers below 3 */
} Draw;

typedef struct {
  const char *operation;
  guint n_inputs;
  struct {
    Draw draw;
    guint n_dims;
    gint64 dims[4];
  } inputs[2];
  gint64 integers[COLIM_PROGRAM_MOST_INTEGERS];
  double reals[COLIM_PROGRAM_MOST_REALS];
} Instance;

#define REAL(...) { DRAW_REAL, sizeof ((gint64[]) __VA_ARGS__) / sizeof (gint64), __VA_ARGS__ }
#define POSITIVE(...) { DRAW_POSITIVE, sizeof ((gint64[]) __VA_ARGS__) / sizeof (gint64), __VA_ARGS__ }
#define ROWS(...) { DRAW_ROWS, sizeof ((gint64[]) __VA_ARGS__) / sizeof (gint64), __VA_ARGS__ }

static const Instance instances[] = {
  { "affine", 1, { REAL ({ 2, 5 }) }, { 0 }, { -1.5, 0.25 } },
  { "exp", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "log", 1, { POSITIVE ({ 2, 5 }) }, { 0 }, { 0 } },
  { "sqrt", 1, { POSITIVE ({ 2, 5 }) }, { 0 }, { 0 } },
  { "reciprocal", 1, { POSITIVE ({ 2, 5 }) }, { 0 }, { 0 } },
  { "square", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "absolute", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "sign", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "relu", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "gate", 2, { REAL ({ 2, 5 }), REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "leakyrelu", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0.1 } },
  { "leakygate", 2, { REAL ({ 2, 5 }), REAL ({ 2, 5 }) }, { 0 }, { 0.1 } },
  { "tanh", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "sigmoid", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "softplus", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "erf", 1, { REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "clamp", 1, { REAL ({ 2, 5 }) }, { 0 }, { -0.7, 0.6 } },
  { "within", 2, { REAL ({ 2, 5 }), REAL ({ 2, 5 }) }, { 0 }, { -0.7, 0.6 } },
  { "huber", 1, { REAL ({ 4, 5 }) }, { 0 }, { 0.8 } },
  { "clipfactor", 1, { POSITIVE ({ 2, 5 }) }, { 0 }, { 1 } },
  { "add", 2, { REAL ({ 2, 5 }), REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "subtract", 2, { REAL ({ 2, 5 }), REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "multiply", 2, { REAL ({ 2, 5 }), REAL ({ 2, 5 }) }, { 0 }, { 0 } },
  { "divide", 2, { REAL ({ 2, 5 }), POSITIVE ({ 2, 5 }) }, { 0 }, { 0 } },
  { "dropout", 1, { REAL ({ 5, 7 }) }, { 12345 }, { 0.4 } },
  { "reshape", 1, { REAL ({ 2, 6 }) }, { 0, 3, 3, 2, 2 }, { 0 } },
  { "permute", 1, { REAL ({ 2, 3, 4 }) }, { 2, 0, 1 }, { 0 } },
  { "sum", 1, { REAL ({ 2, 3, 4 }) }, { 5 }, { 0 } },
  { "sum", 1, { REAL ({ 2, 3, 4 }) }, { 2 }, { 0 } },
  { "sum", 1, { REAL ({ 70, 67 }) }, { 1 }, { 0 } },
  { "sum", 1, { REAL ({ 7, 67 }) }, { 3 }, { 0 } },
  { "sum", 1, { REAL ({ 7, 67 }) }, { 2 }, { 0 } },
  { "spread", 1, { REAL ({ 3 }) }, { 5, 3, 2, 3, 4 }, { 0 } },
  { "spread", 1, { REAL ({ 2, 4 }) }, { 2, 3, 2, 3, 4 }, { 0 } },
  { "bias", 2, { REAL ({ 2, 3, 4 }), REAL ({ 3 }) }, { 1 }, { 0 } },
  { "bias", 2, { REAL ({ 5, 3 }), REAL ({ 3 }) }, { 1 }, { 0 } },
  { "matmul", 2, { REAL ({ 3, 4 }), REAL ({ 4, 5 }) }, { 0, 0 }, { 0 } },
  { "matmul", 2, { REAL ({ 4, 3 }), REAL ({ 4, 5 }) }, { 1, 0 }, { 0 } },
  { "matmul", 2, { REAL ({ 3, 4 }), REAL ({ 5, 4 }) }, { 0, 1 }, { 0 } },
  { "matmul", 2, { REAL ({ 4, 3 }), REAL ({ 5, 4 }) }, { 1, 1 }, { 0 } },
  { "matmul", 2, { REAL ({ 2, 3, 4 }), REAL ({ 4, 5 }) }, { 0, 0 }, { 0 } },
  { "matmul", 2, { REAL ({ 2, 3, 4 }), REAL ({ 5, 4 }) }, { 0, 1 }, { 0 } },
  { "matmul", 2, { REAL ({ 2, 4, 3 }), REAL ({ 2, 4, 5 }) }, { 1, 0 }, { 0 } },
  { "conv", 2, { REAL ({ 2, 2, 5, 6 }), REAL ({ 3, 2, 3, 2 }) }, { 1, 1, 1, 0, 1, 1, 1 }, { 0 } },
  { "conv", 2, { REAL ({ 2, 4, 7, 6 }), REAL ({ 4, 2, 3, 2 }) }, { 2, 1, 2, 1, 1, 2, 2 }, { 0 } },
  { "convinput", 2, { REAL ({ 2, 3, 5, 5 }), REAL ({ 3, 2, 3, 2 }) }, { 1, 1, 1, 0, 1, 1, 1, 5, 6 }, { 0 } },
  { "convinput", 2, { REAL ({ 2, 4, 4, 3 }), REAL ({ 4, 2, 3, 3 }) }, { 2, 2, 1, 1, 1, 1, 2, 8, 6 }, { 0 } },
  { "convweight", 2, { REAL ({ 2, 2, 5, 6 }), REAL ({ 2, 3, 5, 5 }) }, { 1, 1, 1, 0, 1, 1, 1, 3, 2 }, { 0 } },
  { "convweight", 2, { REAL ({ 2, 4, 8, 6 }), REAL ({ 2, 4, 4, 3 }) }, { 2, 2, 1, 1, 1, 1, 2, 3, 3 }, { 0 } },
  { "maxpool", 1, { REAL ({ 2, 2, 5, 6 }) }, { 2, 3, 2, 2, 1, 1, 1 }, { 0 } },
  { "maxpool", 1, { REAL ({ 2, 3, 5, 7 }) }, { 2, 2, 2, 2, 0, 0, 0 }, { 0 } },
  { "maxpool", 1, { REAL ({ 2, 3, 5, 7 }) }, { 2, 2, 2, 2, 0, 0, 1 }, { 0 } },
  { "poolgather", 2, { REAL ({ 2, 2, 4, 6 }), REAL ({ 2, 2, 4, 6 }) }, { 2, 2, 2, 2, 0, 0, 0 }, { 0 } },
  { "poolscatter", 2, { REAL ({ 2, 2, 4, 6 }), REAL ({ 2, 2, 2, 3 }) }, { 2, 2, 2, 2, 0, 0, 0 }, { 0 } },
  { "softmax", 1, { REAL ({ 3, 4 }) }, { 0 }, { 0 } },
  { "logsoftmax", 1, { REAL ({ 3, 4 }) }, { 0 }, { 0 } },
  { "pick", 2, { REAL ({ 4, 3 }), ROWS ({ 4 }) }, { 0 }, { 0 } },
  { "place", 2, { REAL ({ 4 }), ROWS ({ 4 }) }, { 3 }, { 0 } },
  { "gather", 2, { REAL ({ 3, 5 }), ROWS ({ 6 }) }, { 0 }, { 0.5 } },
  { "scatter", 2, { REAL ({ 6, 5 }), ROWS ({ 6 }) }, { 3 }, { 0.5 } },
  { "convert", 1, { ROWS ({ 6 }) }, { 0 }, { 0 } },
  { "hits", 2, { REAL ({ 6, 3 }), ROWS ({ 6 }) }, { 2 }, { 0 } },
};

static const Operation *
find (const Instance *instance)
{
  return _colim_operation_find (instance->operation);
}

static double
draw (Draw how, GRand *rand)
{
  switch (how)
    {
    case DRAW_POSITIVE:
      return g_rand_double_range (rand, 0.5, 2);
    case DRAW_ROWS:
      return g_rand_int_range (rand, 0, 3);
    case DRAW_REAL:
    default:
      return g_rand_double_range (rand, -1.5, 1.5);
    }
}

/* A program that is one operation, then a random linear form: a number for each of its inputs. */
typedef struct {
  ColimProgram *program;
  gint32 inputs[2], y, loss, gradients[2];
  double form[MOST_ELEMENTS];
  double values[2][MOST_ELEMENTS];
  gsize sizes[2];
} Trial;

static gint32
apply_form (Trial *trial, gint32 y, GRand *rand, guint64 salt)
{
  gsize n_dims;
  const gint64 *shape = colim_program_get_shape (trial->program, y, &n_dims);
  g_autofree char *name = g_strdup_printf ("form%" G_GUINT64_FORMAT, salt);
  gint32 form = colim_program_add_parameter (trial->program, name, shape, n_dims, NULL);
  gint32 product[] = { y, form };
  gint32 all = colim_program_add (trial->program, "multiply", product, 2, NULL, 0, NULL, 0, NULL);
  gint64 mask = (1 << n_dims) - 1;

  return colim_program_add (trial->program, "sum", &all, 1, &mask, 1, NULL, 0, NULL);
}

static void
set_leaf (ColimPlan *plan, gint32 leaf, ColimElement element, const double *values)
{
  gsize n_dims, n = 1;
  const gint64 *shape = colim_program_get_shape (colim_plan_get_program (plan), leaf, &n_dims);
  g_autoptr (ColimTensor) tensor = NULL;

  for (gsize i = 0; i < n_dims; i++)
    n *= (gsize) shape[i];
  tensor = colim_tensor_new_from_doubles (element, shape, n_dims, values, n, NULL);
  assert_true (colim_plan_set (plan, leaf, tensor, NULL));
}

static void
begin_trial (Trial *trial, const Instance *instance, ColimElement real, GRand *rand)
{
  const Operation *row = find (instance);
  g_autoptr (GError) error = NULL;

  trial->program = colim_program_new (real);
  for (guint i = 0; i < instance->n_inputs; i++)
    {
      trial->inputs[i] = colim_program_add_input (trial->program, i == 0 ? "x" : "y",
                                                  instance->inputs[i].draw == DRAW_ROWS ? COLIM_ELEMENT_INT32 : real,
                                                  instance->inputs[i].dims, instance->inputs[i].n_dims, NULL);
      trial->sizes[i] = 1;
      for (guint j = 0; j < instance->inputs[i].n_dims; j++)
        trial->sizes[i] *= (gsize) instance->inputs[i].dims[j];
      for (gsize j = 0; j < trial->sizes[i]; j++)
        trial->values[i][j] = draw (instance->inputs[i].draw, rand);
    }
  trial->y = colim_program_add (trial->program, instance->operation, trial->inputs, instance->n_inputs, instance->integers,
                                row->n_integers, instance->reals, row->n_reals, &error);
  assert_null (error);
}

static void
set_inputs (Trial *trial, const Instance *instance, ColimPlan *plan, double step, double *const direction[2])
{
  for (guint i = 0; i < instance->n_inputs; i++)
    {
      double moved[MOST_ELEMENTS];
      gboolean rows = instance->inputs[i].draw == DRAW_ROWS;

      if (!colim_plan_has (plan, trial->inputs[i]))
        continue;
      for (gsize j = 0; j < trial->sizes[i]; j++)
        moved[j] = trial->values[i][j] + (rows ? 0 : step * direction[i][j]);
      set_leaf (plan, trial->inputs[i], rows ? COLIM_ELEMENT_INT32 : COLIM_ELEMENT_FLOAT64, moved);
    }
}

static void
set_forms (Trial *trial, ColimPlan *plan)
{
  for (gint32 node = 0; node < colim_program_get_n_nodes (trial->program); node++)
    if (g_str_equal (colim_program_get_operation (trial->program, node), "parameter") && colim_plan_has (plan, node))
      set_leaf (plan, node, COLIM_ELEMENT_FLOAT64, trial->form);
}

/* Holds the gradients of a loss against its change along a direction. */
static void
check_gradients (Trial *trial, const Instance *instance, gint32 loss, const gint32 *wrt, guint n_wrt, const gint32 *gradients,
                 double *const direction[2], const char *what)
{
  const double h = 1e-5;
  gint32 outputs[3] = { loss };
  gsize n_outputs = 1;
  g_autoptr (ColimPlan) plan = NULL;
  double forward, back = 0, size = 0;

  for (guint i = 0; i < n_wrt; i++)
    if (gradients[i] >= 0)
      outputs[n_outputs++] = gradients[i];
  plan = colim_plan_new (trial->program, outputs, n_outputs, 1, NULL);
  set_forms (trial, plan);
  set_inputs (trial, instance, plan, h, direction);
  colim_plan_run (plan);
  forward = colim_plan_get_number (plan, loss);
  set_inputs (trial, instance, plan, -h, direction);
  colim_plan_run (plan);
  forward = (forward - colim_plan_get_number (plan, loss)) / (2 * h);
  set_inputs (trial, instance, plan, 0, direction);
  colim_plan_run (plan);
  for (guint i = 0; i < n_wrt; i++)
    if (gradients[i] >= 0)
      {
        g_autoptr (ColimTensor) gradient = colim_plan_get (plan, gradients[i]);
        guint which = wrt[i] == trial->inputs[0] ? 0 : 1;

        for (gint64 j = 0; j < colim_tensor_get_n_values (gradient); j++)
          {
            back += colim_tensor_get_value (gradient, j) * direction[which][j];
            size += fabs (colim_tensor_get_value (gradient, j) * direction[which][j]);
          }
      }
  if (fabs (forward - back) > 1e-7 * (1 + size))
    fail_msg ("%s %s: %g forward, %g back", instance->operation, what, forward, back);
}

static void
check_instance (const Instance *instance, GRand *rand)
{
  static Trial trial;
  double directions[2][MOST_ELEMENTS];
  double *const direction[] = { directions[0], directions[1] };
  gint32 wrt[2], second[2];
  guint n_wrt = 0;
  g_autoptr (GError) error = NULL;

  begin_trial (&trial, instance, COLIM_ELEMENT_FLOAT64, rand);
  for (guint i = 0; i < MOST_ELEMENTS; i++)
    {
      trial.form[i] = draw (DRAW_REAL, rand);
      directions[0][i] = draw (DRAW_REAL, rand);
      directions[1][i] = draw (DRAW_REAL, rand);
    }
  for (guint i = 0; i < instance->n_inputs; i++)
    if (instance->inputs[i].draw != DRAW_ROWS)
      wrt[n_wrt++] = trial.inputs[i];
  trial.loss = apply_form (&trial, trial.y, rand, 1);
  if (!colim_program_differentiate (trial.program, trial.loss, wrt, n_wrt, trial.gradients, &error))
    {
      assert_null (find (instance)->pullback);
      colim_program_unref (trial.program);
      return;
    }
  check_gradients (&trial, instance, trial.loss, wrt, n_wrt, trial.gradients, direction, "gradient");
  for (guint i = 0; i < n_wrt; i++)
    if (trial.gradients[i] >= 0)
      {
        gint32 loss = apply_form (&trial, trial.gradients[i], rand, 2 + i);

        assert_true (colim_program_differentiate (trial.program, loss, wrt, n_wrt, second, &error));
        check_gradients (&trial, instance, loss, wrt, n_wrt, second, direction, "gradient of the gradient");
      }
  colim_program_unref (trial.program);
}

static void
gradients_are_transposes (GRand *rand)
{
  for (gsize i = 0; i < G_N_ELEMENTS (instances); i++)
    check_instance (&instances[i], rand);
}

static void
every_operation_is_tried (void **state)
{
  static const char *const elsewhere[] = { "input", "parameter", "constant", "vector", "stop", "sgd", "adam", "rmsprop", NULL };
  const char *name;

  for (guint i = 0; (name = colim_operation_get_name (i)) != NULL; i++)
    {
      gboolean tried = g_strv_contains (elsewhere, name);

      for (gsize j = 0; j < G_N_ELEMENTS (instances); j++)
        tried = tried || g_str_equal (instances[j].operation, name);
      if (!tried)
        fail_msg ("%s is not tried", name);
    }
}

static void
no_gradient_passes_a_stop (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT64);
  gint32 x = colim_program_add_parameter (program, "x", NULL, 0, NULL);
  gint32 stopped = colim_program_add (program, "stop", &x, 1, NULL, 0, NULL, 0, NULL);
  gint32 loss = colim_program_add (program, "square", &stopped, 1, NULL, 0, NULL, 0, NULL);
  gint32 gradient;

  assert_true (colim_program_differentiate (program, loss, &x, 1, &gradient, NULL));
  assert_int_equal (gradient, -1);
}

/* Kernel sets */

static void
run_kernel (const Operation *row, const Instance *instance, Kernel kernel, Trial *trial, double *out, guint n_parts)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);
  Attributes attributes = { { 0 }, { 0 } };
  Shape shapes[3];
  KernelCall call = { .attributes = &attributes, .out_shape = &shapes[2], .step = 7 };
  gint64 n = 1, n_units;
  g_autofree float *result = NULL;
  g_autofree char *scratch = NULL;

  memcpy (attributes.n, instance->integers, sizeof attributes.n);
  memcpy (attributes.x, instance->reals, sizeof attributes.x);
  for (guint i = 0; i < instance->n_inputs; i++)
    {
      gboolean rows = instance->inputs[i].draw == DRAW_ROWS;

      shapes[i] = _colim_program_get_node (trial->program, trial->inputs[i])->shape;
      g_ptr_array_add (inputs, colim_tensor_new_from_doubles (rows ? COLIM_ELEMENT_INT32 : COLIM_ELEMENT_FLOAT32,
                                                              instance->inputs[i].dims, instance->inputs[i].n_dims, trial->values[i],
                                                              trial->sizes[i], NULL));
      call.in_shape[i] = &shapes[i];
      call.in[i] = colim_tensor_get_data (g_ptr_array_index (inputs, i));
    }
  shapes[2] = _colim_program_get_node (trial->program, trial->y)->shape;
  n = _colim_shape_count (&shapes[2]);
  result = g_new (float, (gsize) n);
  for (gint64 i = 0; i < n; i++)
    result[i] = NAN;
  call.out = result;
  scratch = g_malloc ((row->scratch != NULL ? row->scratch (&call) : 0) + 64);
  call.scratch = scratch + (64 - (gsize) scratch % 64) % 64;
  n_units = row->units == UNITS_ONE      ? 1
            : row->units == UNITS_FIRST  ? shapes[2].dims[0]
            : row->units == UNITS_PLANES ? shapes[2].dims[0] * shapes[2].dims[1]
            : row->units == UNITS_ROWS   ? n / shapes[2].dims[shapes[2].n_dims - 1]
                                         : n;
  for (guint part = 0; part < n_parts; part++)
    kernel (&call, n_units * part / n_parts, n_units * (part + 1) / n_parts);
  for (gint64 i = 0; i < n; i++)
    out[i] = (double) result[i];
}

static void
check_kernels (const Instance *instance, GRand *rand)
{
  static Trial trial;
  static double expected[MOST_ELEMENTS], found[MOST_ELEMENTS];
  const KernelSet *const sets[] = {
    &_colim_kernels_baseline,
#if defined (__x86_64__)
    __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma") ? &_colim_kernels_avx2 : NULL,
    __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512bw") ? &_colim_kernels_avx512 : NULL,
#endif
  };
  const Operation *row = find (instance);

  if (row->flags & OPERATION_VIEW)
    return;
  begin_trial (&trial, instance, COLIM_ELEMENT_FLOAT32, rand);

  gint64 n = _colim_shape_count (&_colim_program_get_node (trial.program, trial.y)->shape);
  double most = 1;

  run_kernel (row, instance, _colim_kernels_float32.kernels[row->kernel], &trial, expected, 1);
  for (gint64 i = 0; i < n; i++)
    most = MAX (most, fabs (expected[i]));
  for (gsize s = 0; s < G_N_ELEMENTS (sets); s++)
    for (guint n_parts = 1; n_parts <= 3; n_parts++)
      {
        if (sets[s] == NULL || sets[s]->kernels[row->kernel] == NULL)
          continue;
        run_kernel (row, instance, sets[s]->kernels[row->kernel], &trial, found, n_parts);
        for (gint64 i = 0; i < n; i++)
          if (!(fabs (expected[i] - found[i]) <= 2e-6 * most))
            fail_msg ("%s of %s, element %d: %g, not %g", instance->operation, sets[s]->name, (int) i, found[i], expected[i]);
      }
  colim_program_unref (trial.program);
}

static void
kernel_sets_agree (GRand *rand)
{
  for (gsize i = 0; i < G_N_ELEMENTS (instances); i++)
    check_kernels (&instances[i], rand);
}

/* Larger than a block, and of every remainder. */
static void
kernel_sets_agree_on_odd_sizes (GRand *rand)
{
  gint64 m = g_rand_int_range (rand, 1, 40), n = g_rand_int_range (rand, 1, 50), k = 4000 / MAX (m, n);
  gint64 ta = g_rand_boolean (rand), tb = g_rand_boolean (rand);
  Instance product = { "matmul", 2, { { DRAW_REAL, 2, { m, k } }, { DRAW_REAL, 2, { k, n } } }, { ta, tb }, { 0 } };

  if (ta)
    {
      product.inputs[0].dims[0] = k;
      product.inputs[0].dims[1] = m;
    }
  if (tb)
    {
      product.inputs[1].dims[0] = n;
      product.inputs[1].dims[1] = k;
    }
  check_kernels (&product, rand);
}

/* All three convolutions, of the same shapes. */
static void
convolutions_agree_on_odd_sizes (GRand *rand)
{
  gint64 n = g_rand_int_range (rand, 1, 4), h = g_rand_int_range (rand, 5, 18), w = g_rand_int_range (rand, 5, 18);
  gint64 channels = g_rand_int_range (rand, 1, 5), out = g_rand_int_range (rand, 1, 13);
  gint64 kernel = g_rand_int_range (rand, 1, 4), stride = g_rand_int_range (rand, 1, 3);
  gint64 pad = g_rand_int_range (rand, 0, 3), groups = g_rand_int_range (rand, 1, 3);
  gint64 shapes[3][4] = {
    { n, channels * groups, h, w },
    { out * groups, channels, kernel, kernel },
    { n, out * groups, (h + 2 * pad - kernel) / stride + 1, w + 2 - kernel + 1 },
  };
  static const struct {
    const char *operation;
    guint inputs[2], result;
  } forms[] = { { "conv", { 0, 1 }, 2 }, { "convinput", { 2, 1 }, 0 }, { "convweight", { 0, 2 }, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      Instance instance = { forms[i].operation, 2, .integers = { stride, 1, pad, 1, 1, 1, groups } };

      for (guint j = 0; j < 2; j++)
        {
          instance.inputs[j].n_dims = 4;
          memcpy (instance.inputs[j].dims, shapes[forms[i].inputs[j]], sizeof shapes[0]);
          instance.integers[7 + j] = shapes[forms[i].result][2 + j];
        }
      check_kernels (&instance, rand);
    }
}

/* Where numbers are equal, signed zeros, or none at all, the same place is the largest in every set. */
static void
pools_of_odd_numbers_are_the_same (GRand *rand)
{
  static const double odd[] = { 0, -0.0, 1, 1, -1, INFINITY, -INFINITY, NAN };
  static const char *const operations[] = { "maxpool", "poolgather", "poolscatter" };
  gint64 h = g_rand_int_range (rand, 2, 8), w = g_rand_int_range (rand, 2, 80);
  Instance pool = { NULL, 2, { { DRAW_REAL, 4, { 1, 2, h, w } }, { DRAW_REAL, 4, { 1, 2, h, w } } }, { 2, 2, 2, 2 } };
  static Trial trial;
  static double plain[MOST_ELEMENTS], fast[MOST_ELEMENTS];

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      pool.operation = operations[i];
      pool.n_inputs = i == 0 ? 1 : 2;
      if (i == 2)
        {
          pool.inputs[1].dims[2] = h / 2;
          pool.inputs[1].dims[3] = w / 2;
        }
      begin_trial (&trial, &pool, COLIM_ELEMENT_FLOAT32, rand);
      for (gsize j = 0; j < trial.sizes[0]; j++)
        trial.values[0][j] = odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];

      gint64 n = _colim_shape_count (&_colim_program_get_node (trial.program, trial.y)->shape);
      const Operation *row = find (&pool);

      run_kernel (row, &pool, _colim_kernels_float32.kernels[row->kernel], &trial, plain, 1);
      run_kernel (row, &pool, _colim_kernel_find (row->kernel, COLIM_ELEMENT_FLOAT32), &trial, fast, 2);
      for (gint64 j = 0; j < n; j++)
        if (!(isnan (plain[j]) && isnan (fast[j])) && (plain[j] != fast[j] || signbit (plain[j]) != signbit (fast[j])))
          fail_msg ("%s, element %d: %g, not %g", operations[i], (int) j, fast[j], plain[j]);
      colim_program_unref (trial.program);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_operation_is_tried),
    cmocka_unit_test (no_gradient_passes_a_stop),
    property_test_n (gradients_are_transposes, 5),
    property_test_n (kernel_sets_agree, 5),
    property_test (kernel_sets_agree_on_odd_sizes),
    property_test_n (convolutions_agree_on_odd_sizes, 150),
    property_test (pools_of_odd_numbers_are_the_same),
  };

  return cmocka_run_group_tests_name ("operations", tests, NULL, NULL);
}
