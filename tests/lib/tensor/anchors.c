/* Losses, gradients and optimiser steps whose digits are known from elsewhere. */

#include <colim/json.h>

#include "tests/lib/tensor/programs.h"

#include <math.h>
#include <string.h>

#define MOST_LEAVES 16

/* How far a number may be from the one that is known, in largest entries of its tensor. */
static const struct {
  ColimElement real;
  double tolerance, step_tolerance;
} precisions[] = {
  { COLIM_ELEMENT_FLOAT32, 1e-5, 1e-6 },
  { COLIM_ELEMENT_FLOAT64, 1e-12, 1e-12 },
};

typedef struct {
  const char *name;
  gsize n_dims;
  gint64 shape[COLIM_TENSOR_MOST_DIMS];
  GArray *values; /* double */
  gint32 node;
} Leaf;

/* A case as it is read, and the program that is written for it. */
typedef struct {
  ColimElement real;
  ColimProgram *program;
  const ColimJson *json;
  Leaf leaves[MOST_LEAVES];
  guint n_leaves;
} Case;

/* Numbers are written as such, or as strings where they have more digits. */
static double
read_number (const ColimJson *json)
{
  double value;

  if (colim_json_get_kind (json) == COLIM_JSON_STRING)
    return g_ascii_strtod (colim_json_get_string (json), NULL);
  assert_true (colim_json_get_double (json, &value));

  return value;
}

static void
read_values (const ColimJson *json, GArray *values)
{
  double value;

  if (colim_json_get_kind (json) == COLIM_JSON_ARRAY)
    {
      for (guint i = 0; i < colim_json_get_length (json); i++)
        read_values (colim_json_get_element (json, i), values);
      return;
    }
  value = read_number (json);
  g_array_append_val (values, value);
}

static void
read_leaf (const ColimJson *json, const char *name, Leaf *leaf)
{
  leaf->name = name;
  leaf->n_dims = 0;
  for (const ColimJson *at = json; colim_json_get_kind (at) == COLIM_JSON_ARRAY; at = colim_json_get_element (at, 0))
    leaf->shape[leaf->n_dims++] = colim_json_get_length (at);
  leaf->values = g_array_new (FALSE, FALSE, sizeof (double));
  read_values (json, leaf->values);
}

static Leaf *
add_leaf (Case *test, const char *part, const char *name)
{
  const ColimJson *members = colim_json_find (test->json, part);
  Leaf *leaf = &test->leaves[test->n_leaves++];

  assert_true (test->n_leaves <= MOST_LEAVES);
  read_leaf (colim_json_find (members, name), name, leaf);

  return leaf;
}

static gint32
get_param (Case *test, const char *name)
{
  Leaf *leaf = add_leaf (test, "params", name);

  return leaf->node = add_parameter (test->program, name, leaf->shape, leaf->n_dims);
}

static gint32
get_input (Case *test, const char *name)
{
  Leaf *leaf = add_leaf (test, "inputs", name);

  return leaf->node = add_input (test->program, name, test->real, leaf->shape, leaf->n_dims);
}

/* A single label is a batch of one. */
static gint32
get_labels (Case *test, const char *name)
{
  Leaf *leaf = add_leaf (test, "inputs", name);

  if (leaf->n_dims == 0)
    leaf->shape[leaf->n_dims++] = 1;

  return leaf->node = add_input (test->program, name, COLIM_ELEMENT_INT32, leaf->shape, leaf->n_dims);
}

/* Row numbers that no case gives: they are known when the program is written. */
static gint32
add_rows (Case *test, const double *rows, gint64 n)
{
  Leaf *leaf = &test->leaves[test->n_leaves++];

  assert_true (test->n_leaves <= MOST_LEAVES);
  leaf->name = NULL;
  leaf->n_dims = 1;
  leaf->shape[0] = n;
  leaf->values = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (leaf->values, rows, (guint) n);

  return leaf->node = add_input (test->program, "rows", COLIM_ELEMENT_INT32, leaf->shape, 1);
}

/* The cases */

static gint32
write_cross_entropy (Case *test)
{
  gint32 z = get_param (test, "z");

  return scale (test->program, sum_cross_entropy (test->program, z, get_labels (test, "labels")), 0.5, 0);
}

static gint32
write_soft_targets (Case *test, gboolean kl)
{
  gint32 z = get_param (test, "z");

  return scale (test->program, sum_soft_targets (test->program, z, get_input (test, "teacher_logits"), 2, kl), 0.5, 0);
}

static gint32
write_kl (Case *test)
{
  return write_soft_targets (test, TRUE);
}

static gint32
write_soft_cross_entropy (Case *test)
{
  return write_soft_targets (test, FALSE);
}

static gint32
write_distillation (Case *test)
{
  gint32 z = get_param (test, "z");
  gint32 soft = sum_soft_targets (test->program, z, get_input (test, "teacher_logits"), 2, TRUE);
  gint32 hard = sum_cross_entropy (test->program, z, get_labels (test, "labels"));

  soft = scale (test->program, soft, 0.25 / 2, 0);

  return apply_2 (test->program, "add", soft, scale (test->program, hard, 0.75 / 2, 0));
}

static gint32
dot_rows (ColimProgram *program, gint32 x, gint32 y)
{
  return sum_over (program, apply_2 (program, "multiply", x, y), 2);
}

static gint32
write_cosine (Case *test)
{
  ColimProgram *program = test->program;
  gint32 s = get_param (test, "s"), t = get_input (test, "t");
  gint32 sizes = apply_2 (program, "multiply", dot_rows (program, s, s), dot_rows (program, t, t));
  gint32 cosine = apply_2 (program, "divide", dot_rows (program, s, t), apply_1 (program, "sqrt", sizes));

  return scale (program, sum_all (program, cosine), -0.5, 1);
}

static gint32
write_squared_error (Case *test)
{
  gint32 difference = apply_2 (test->program, "subtract", get_param (test, "s"), get_input (test, "t"));

  return scale (test->program, sum_all (test->program, apply_1 (test->program, "square", difference)), 0.25, 0);
}

static gint32
write_linear (Case *test, gint32 x, const char *w, const char *b)
{
  gint32 weight = get_param (test, w);

  return apply_linear (test->program, x, weight, get_param (test, b));
}

static gint32
write_two_layers (Case *test)
{
  gint32 hidden = apply_1 (test->program, "relu", write_linear (test, get_input (test, "x"), "W1", "b1"));
  gint32 z = write_linear (test, hidden, "W2", "b2");

  return scale (test->program, sum_cross_entropy (test->program, z, get_labels (test, "labels")), 0.5, 0);
}

static gint32
write_convnet (Case *test)
{
  gint32 x = get_input (test, "x"), kernel = get_param (test, "K");
  gint32 seen = apply_1 (test->program, "relu", apply_conv (test->program, x, kernel, get_param (test, "kb")));
  gint32 flat = flatten (test->program, apply_maxpool (test->program, seen));

  return sum_cross_entropy (test->program, write_linear (test, flat, "W", "b"), get_labels (test, "label"));
}

/* A step of the LSTM on columns: the gates are rows of one product, and slices are rows by number. */
static void
write_lstm_step (ColimProgram *program, gint32 x, const gint32 weights[4], const gint32 gates[4], gint32 *h, gint32 *c)
{
  gint32 from_x = add_bias (program, multiply_matrices (program, weights[0], x, FALSE, TRUE), weights[2], 0);
  gint32 from_h = add_bias (program, multiply_matrices (program, weights[1], *h, FALSE, FALSE), weights[3], 0);
  gint32 all = apply_2 (program, "add", from_x, from_h);
  gint32 gate[4];

  for (guint i = 0; i < 4; i++)
    {
      gint32 slice = apply (program, "gather", NODES (all, gates[i]), NONE, REALS (1));

      gate[i] = apply_1 (program, i == 2 ? "tanh" : "sigmoid", slice);
    }
  *c = apply_2 (program, "multiply", gate[1], *c);
  *c = apply_2 (program, "add", *c, apply_2 (program, "multiply", gate[0], gate[2]));
  *h = apply_2 (program, "multiply", gate[3], apply_1 (program, "tanh", *c));
}

static gint32
write_lstm (Case *test)
{
  ColimProgram *program = test->program;
  gint32 x = get_input (test, "x"), labels = get_labels (test, "labels");
  gint32 v = get_param (test, "V"), vb = get_param (test, "vb");
  gint32 weights[] = { get_param (test, "Wi"), get_param (test, "Wh"), get_param (test, "bi"), get_param (test, "bh") };
  gint32 gates[4], h = apply (program, "constant", NONE, INTEGERS (0, 2, 2, 1), REALS (0)), c = h, loss = -1;

  for (guint i = 0; i < 4; i++)
    gates[i] = add_rows (test, (const double[]) { 2 * i, 2 * i + 1 }, 2);
  for (guint t = 0; t < 3; t++)
    {
      gint32 now = add_rows (test, (const double[]) { t }, 1), term, logits;

      write_lstm_step (program, apply (program, "gather", NODES (x, now), NONE, REALS (1)), weights, gates, &h, &c);
      logits = add_bias (program, multiply_matrices (program, h, v, TRUE, TRUE), vb, 1);
      term = sum_cross_entropy (program, logits, apply (program, "gather", NODES (labels, now), NONE, REALS (1)));
      loss = loss < 0 ? term : apply_2 (program, "add", loss, term);
    }

  return loss;
}

static gint32
write_batch_norm (Case *test)
{
  ColimProgram *program = test->program;
  gint32 x = get_param (test, "x"), gamma = get_param (test, "gamma"), beta = get_param (test, "beta");
  gint32 mean = scale (program, sum_over (program, x, 1), 1.0 / 3, 0);
  gint32 centred = apply_2 (program, "subtract", x, spread_like (program, mean, 1, x));
  gint32 variance = scale (program, sum_over (program, apply_1 (program, "square", centred), 1), 1.0 / 3, 1e-5);
  gint32 factor = apply_2 (program, "divide", gamma, apply_1 (program, "sqrt", variance));
  gint32 y = add_bias (program, apply_2 (program, "multiply", centred, spread_like (program, factor, 1, x)), beta, 1);
  gint32 leaky = apply (program, "leakyrelu", NODES (y), NONE, REALS (0.1));

  return sum_all (program, apply_2 (program, "multiply", leaky, get_input (test, "cotangent")));
}

static gint32
write_normalisation (Case *test)
{
  ColimProgram *program = test->program;
  gint32 x = get_param (test, "x");
  gint32 size = apply_1 (program, "sqrt", sum_all (program, apply_1 (program, "square", x)));
  gint32 unit = apply_2 (program, "divide", x, spread_like (program, size, 1, x));

  return sum_all (program, apply_2 (program, "multiply", unit, get_input (test, "cotangent")));
}

static const struct {
  const char *id;
  gint32 (*write) (Case *test);
} writers[] = {
  { "AN-01", write_cross_entropy }, { "AN-02a", write_kl },         { "AN-02b", write_soft_cross_entropy },
  { "AN-03", write_distillation },  { "AN-04", write_cosine },      { "AN-05", write_squared_error },
  { "AN-06", write_two_layers },    { "AN-07", write_convnet },     { "AN-08", write_lstm },
  { "AN-09", write_batch_norm },    { "AN-10", write_normalisation },
};

static void
clear_case (Case *test)
{
  for (guint i = 0; i < test->n_leaves; i++)
    g_array_unref (test->leaves[i].values);
  colim_program_unref (test->program);
}

static void
assert_near (const char *id, const char *name, ColimPlan *plan, gint32 node, const GArray *expected, double tolerance)
{
  g_autoptr (ColimTensor) found = colim_plan_get (plan, node);
  double most = 0;

  assert_int_equal (colim_tensor_get_n_values (found), expected->len);
  for (guint i = 0; i < expected->len; i++)
    most = MAX (most, fabs (g_array_index (expected, double, i)));
  for (guint i = 0; i < expected->len; i++)
    {
      double value = colim_tensor_get_value (found, i), known = g_array_index (expected, double, i);

      if (!(fabs (value - known) <= tolerance * most))
        fail_msg ("%s: %s, element %u: %.17g, not %.17g", id, name, i, value, known);
    }
}

static void
check_outputs (const Case *test, const char *id, ColimPlan *plan, gint32 loss, const gint32 *gradients,
               double tolerance)
{
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (double));
  const ColimJson *known = colim_json_find (test->json, "grad");
  guint n = 0;

  read_values (colim_json_find (test->json, "loss"), expected);
  assert_near (id, "loss", plan, loss, expected, tolerance);
  for (guint i = 0; i < test->n_leaves; i++)
    {
      const ColimJson *gradient = test->leaves[i].name != NULL ? colim_json_find (known, test->leaves[i].name) : NULL;

      if (gradient == NULL)
        continue;
      g_array_set_size (expected, 0);
      read_values (gradient, expected);
      assert_near (id, test->leaves[i].name, plan, gradients[n++], expected, tolerance);
    }
  assert_int_equal (n, colim_json_get_length (known));
}

static void
check_case (const ColimJson *json, gint32 (*write) (Case *test), ColimElement real, double tolerance)
{
  Case test = { real, colim_program_new (real), json, { { NULL } }, 0 };
  gint32 loss = write (&test), params[MOST_LEAVES], outputs[MOST_LEAVES + 1] = { loss };
  gsize n = 0;
  g_autoptr (ColimPlan) plan = NULL;

  for (guint i = 0; i < test.n_leaves; i++)
    if (g_str_equal (colim_program_get_operation (test.program, test.leaves[i].node), "parameter"))
      params[n++] = test.leaves[i].node;
  assert_true (colim_program_differentiate (test.program, loss, params, n, outputs + 1, NULL));
  plan = plan_new (test.program, outputs, n + 1, 2);
  for (guint i = 0; i < test.n_leaves; i++)
    set_values (plan, test.leaves[i].node, test.leaves[i].shape, test.leaves[i].n_dims,
                (double *) test.leaves[i].values->data, test.leaves[i].values->len);
  colim_plan_run (plan);
  check_outputs (&test, colim_json_get_string (colim_json_find (json, "id")), plan, loss, outputs + 1, tolerance);
  clear_case (&test);
}

static ColimJson *
read_anchors (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "numeric_anchors.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimText) text = colim_text_read (path, &error);
  ColimJson *json;

  assert_null (error);
  json = colim_json_parse (text, &error);
  assert_null (error);

  return json;
}

static void
losses_and_gradients_are_known (void **state)
{
  g_autoptr (ColimJson) json = read_anchors ();
  const ColimJson *cases = colim_json_find (json, "ops");

  for (guint i = 0; i < colim_json_get_length (cases); i++)
    {
      const ColimJson *test = colim_json_get_element (cases, i);
      const char *id = colim_json_get_string (colim_json_find (test, "id"));
      gsize w = 0;

      while (w < G_N_ELEMENTS (writers) && !g_str_equal (writers[w].id, id))
        w++;
      if (w == G_N_ELEMENTS (writers))
        fail_msg ("%s is not tried", id);
      for (gsize p = 0; p < G_N_ELEMENTS (precisions); p++)
        check_case (test, writers[w].write, precisions[p].real, precisions[p].tolerance);
    }
}

/* Optimisers */

typedef struct {
  const char *key, *operation;
  guint n_kept, n_scalars; /* the last scalar, if there are two, counts the steps */
  double rate;
  double reals[COLIM_PROGRAM_MOST_REALS];
  gsize n_reals;
} Optimiser;

static const Optimiser optimisers[] = {
  { "sgd_plain_lr0.1", "sgd", 1, 1, 0.1, { 0, 0 }, 2 },
  { "sgd_lr0.05_mu0.9_wd5e-4", "sgd", 1, 1, 0.05, { 0.9, 5e-4 }, 2 },
  { "adam_lr1e-3_b0.9_0.999_eps1e-8", "adam", 2, 2, 1e-3, { 0.9, 0.999, 1e-8, 0 }, 4 },
};

static void
check_optimiser (const ColimJson *json, const Optimiser *optimiser, ColimElement real, double tolerance)
{
  g_autoptr (ColimProgram) program = colim_program_new (real);
  g_autoptr (ColimPlan) plan = NULL;
  const ColimJson *gradients = colim_json_find (json, "grads"), *known = colim_json_find (json, optimiser->key);
  Leaf start;
  gint32 in[6], updated;
  guint n = 2;

  read_leaf (colim_json_find (json, "w0"), "w", &start);
  in[0] = add_parameter (program, "w", start.shape, start.n_dims);
  in[1] = add_input (program, "gradient", real, start.shape, start.n_dims);
  for (guint i = 0; i < optimiser->n_kept; i++)
    in[n++] = add_parameter (program, "kept", start.shape, start.n_dims);
  for (guint i = 0; i < optimiser->n_scalars; i++)
    in[n++] = add_input (program, "scalar", real, NULL, 0);
  updated = apply (program, optimiser->operation, in, n, NULL, 0, optimiser->reals, optimiser->n_reals);
  plan = plan_new (program, &updated, 1, 1);
  set_values (plan, in[0], start.shape, 1, (double *) start.values->data, start.values->len);
  set_number (plan, in[2 + optimiser->n_kept], optimiser->rate);
  assert_true (colim_json_get_length (known) > 0);
  for (guint step = 0; step < colim_json_get_length (known); step++)
    {
      g_autoptr (GArray) gradient = g_array_new (FALSE, FALSE, sizeof (double));
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (double));

      read_values (colim_json_get_element (gradients, step), gradient);
      read_values (colim_json_get_element (known, step), expected);
      set_values (plan, in[1], start.shape, 1, (double *) gradient->data, gradient->len);
      if (optimiser->n_scalars == 2)
        set_number (plan, in[n - 1], step + 1);
      colim_plan_run (plan);
      assert_near (optimiser->key, "w", plan, in[0], expected, tolerance);
      assert_near (optimiser->key, "the result", plan, updated, expected, tolerance);
    }
  g_array_unref (start.values);
}

static void
optimiser_steps_are_known (void **state)
{
  g_autoptr (ColimJson) json = read_anchors ();
  const ColimJson *known = colim_json_find (json, "optimisers");

  for (gsize i = 0; i < G_N_ELEMENTS (optimisers); i++)
    for (gsize p = 0; p < G_N_ELEMENTS (precisions); p++)
      check_optimiser (known, &optimisers[i], precisions[p].real, precisions[p].step_tolerance);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (losses_and_gradients_are_known),
    cmocka_unit_test (optimiser_steps_are_known),
  };

  return wanted_kernels_run () ? cmocka_run_group_tests_name ("anchors", tests, NULL, NULL) : SKIPPED;
}
