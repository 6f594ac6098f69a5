/* What cannot be computed is refused with a word of why, when it is written or planned: never when it runs. */

#include "tests/lib/tensor/programs.h"

#include <string.h>

#define BIG ((gint64) 1 << 30)

enum { MATRIX, WIDE, VECTOR, NUMBER, IMAGE, KERNEL, LABELS, PARAMETER, LIVE, LIVE_IMAGE, LIVE_KERNEL, LABEL, UPDATE };

/* A program with leaves of a few shapes, to apply operations to. */
typedef struct {
  ColimProgram *program;
  gint32 nodes[UPDATE + 1];
} Leaves;

static Leaves
make_leaves (void)
{
  Leaves self = { colim_program_new (COLIM_ELEMENT_FLOAT32) };
  gint64 n = COLIM_LIVE (colim_program_add_extent (self.program, "N", 8));
  gint64 m = COLIM_LIVE (colim_program_add_extent (self.program, "M", 8));
  gint32 velocity;
  const struct {
    ColimElement element;
    gsize n_dims;
    gint64 shape[4];
  } shapes[] = {
    { COLIM_ELEMENT_FLOAT32, 2, { 2, 3 } },       { COLIM_ELEMENT_FLOAT32, 2, { 2, 5 } },
    { COLIM_ELEMENT_FLOAT32, 1, { 4 } },          { COLIM_ELEMENT_FLOAT32, 0, { 0 } },
    { COLIM_ELEMENT_FLOAT32, 4, { 1, 2, 5, 5 } }, { COLIM_ELEMENT_FLOAT32, 4, { 4, 2, 3, 3 } },
    { COLIM_ELEMENT_INT32, 1, { 2 } },            { COLIM_ELEMENT_FLOAT32, 2, { 2, 3 } },
    { COLIM_ELEMENT_FLOAT32, 2, { n, 3 } },       { COLIM_ELEMENT_FLOAT32, 4, { 1, m, 5, 5 } },
    { COLIM_ELEMENT_FLOAT32, 4, { 4, n, 3, 3 } }, { COLIM_ELEMENT_INT32, 0, { 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    self.nodes[i] = i == PARAMETER
                      ? add_parameter (self.program, "w", shapes[i].shape, shapes[i].n_dims)
                      : add_input (self.program, "x", shapes[i].element, shapes[i].shape, shapes[i].n_dims);
  velocity = add_parameter (self.program, "v", INTEGERS (2, 3));
  self.nodes[UPDATE] = apply (self.program, "sgd",
                              NODES (self.nodes[PARAMETER], self.nodes[MATRIX], velocity, self.nodes[NUMBER]),
                              INTEGERS (0), REALS (0, 0));

  return self;
}

static const struct {
  const char *operation;
  guint n_in, in[6];
  gsize n_integers;
  gint64 integers[10];
  gsize n_reals;
  double reals[2];
  ColimError code;
  const char *message;
} refused[] = {
  { "sofmax", 1, { MATRIX }, .code = COLIM_ERROR_UNKNOWN_NAME, .message = "there is no operation 'sofmax'" },
  { "input", 0, { 0 }, .code = COLIM_ERROR_UNKNOWN_NAME, .message = "there is no operation 'input'" },
  { "add", 1, { MATRIX }, .code = COLIM_ERROR_INVALID,
    .message = "'add' takes 2 inputs and up to 0 integers and 0 reals, not 1, 0 and 0" },
  { "relu", 1, { MATRIX }, 0, { 0 }, 1, { 0.5 }, COLIM_ERROR_INVALID,
    "'relu' takes 1 inputs and up to 0 integers and 0 reals, not 1, 0 and 1" },
  { "add", 2, { MATRIX, WIDE }, .code = COLIM_ERROR_TYPE,
    .message = "'add' does not fit [2, 3], [2, 5]" },
  { "add", 2, { MATRIX, LIVE }, .code = COLIM_ERROR_TYPE,
    .message = "'add' does not fit [2, 3], [N, 3]" },
  { "gate", 2, { LABELS, LABELS }, .code = COLIM_ERROR_TYPE, .message = "'gate' does not fit [2], [2]" },
  { "relu", 1, { LABELS }, .code = COLIM_ERROR_TYPE, .message = "'relu' does not fit [2]" },
  { "matmul", 2, { MATRIX, WIDE }, .code = COLIM_ERROR_TYPE, .message = "'matmul' does not fit [2, 3], [2, 5]" },
  { "matmul", 2, { MATRIX, VECTOR }, .code = COLIM_ERROR_TYPE, .message = "'matmul' does not fit [2, 3], [4]" },
  { "matmul", 2, { LIVE, MATRIX }, 2, { 1, 0 }, .code = COLIM_ERROR_TYPE,
    .message = "'matmul' does not fit [N, 3], [2, 3]" },
  { "bias", 2, { MATRIX, VECTOR }, 1, { 1 }, .code = COLIM_ERROR_TYPE, .message = "'bias' does not fit [2, 3], [4]" },
  { "reshape", 1, { LIVE }, 3, { 0, 1, 24 }, .code = COLIM_ERROR_TYPE, .message = "'reshape' does not fit [N, 3]" },
  { "reshape", 1, { MATRIX }, 3, { 0, 1, COLIM_LIVE (7) }, .code = COLIM_ERROR_TYPE,
    .message = "'reshape' does not fit [2, 3]" },
  { "reshape", 1, { MATRIX }, 2, { 0, 9 }, .code = COLIM_ERROR_TYPE, .message = "'reshape' does not fit [2, 3]" },
  { "permute", 1, { MATRIX }, 2, { 1, 1 }, .code = COLIM_ERROR_TYPE, .message = "'permute' does not fit [2, 3]" },
  { "sum", 1, { MATRIX }, 1, { 4 }, .code = COLIM_ERROR_TYPE, .message = "'sum' does not fit [2, 3]" },
  { "sum", 1, { MATRIX }, 1, { -1 }, .code = COLIM_ERROR_TYPE, .message = "'sum' does not fit [2, 3]" },
  /* An axis that is not there: its gradient would be a sum over none. */
  { "spread", 1, { MATRIX }, 4, { 12, 2, 2, 3 }, .code = COLIM_ERROR_TYPE, .message = "'spread' does not fit [2, 3]" },
  { "softmax", 1, { NUMBER }, .code = COLIM_ERROR_TYPE, .message = "'softmax' does not fit []" },
  { "pick", 2, { WIDE, VECTOR }, .code = COLIM_ERROR_TYPE, .message = "'pick' does not fit [2, 5], [4]" },
  { "gather", 2, { MATRIX, LABEL }, 0, { 0 }, 1, { 1 }, COLIM_ERROR_TYPE, "'gather' does not fit [2, 3], []" },
  { "scatter", 2, { MATRIX, LABEL }, 1, { 3 }, 1, { 1 }, COLIM_ERROR_TYPE, "'scatter' does not fit [2, 3], []" },
  { "scatter", 2, { MATRIX, LABELS }, 1, { COLIM_LIVE (7) }, 1, { 1 }, COLIM_ERROR_TYPE,
    "'scatter' does not fit [2, 3], [2]" },
  { "place", 2, { NUMBER, LABEL }, 1, { COLIM_LIVE (7) }, 0, { 0 }, COLIM_ERROR_TYPE, "'place' does not fit [], []" },
  { "conv", 2, { IMAGE, KERNEL }, 7, { 1, 1, 0, 0, 1, 1, 0 }, .code = COLIM_ERROR_TYPE,
    .message = "'conv' does not fit [1, 2, 5, 5], [4, 2, 3, 3]" },
  { "conv", 2, { IMAGE, KERNEL }, 7, { 1, 1, 0, 0, 3, 1, 1 }, .code = COLIM_ERROR_TYPE,
    .message = "'conv' does not fit [1, 2, 5, 5], [4, 2, 3, 3]" },
  { "conv", 2, { IMAGE, KERNEL }, 7, { 1, 1, G_MAXINT64 / 2, 0, 1, 1, 1 }, .code = COLIM_ERROR_TYPE,
    .message = "'conv' does not fit [1, 2, 5, 5], [4, 2, 3, 3]" },
  /* The result would be small, but not the image with its border. */
  { "conv", 2, { IMAGE, KERNEL }, 7, { 30000, 30000, 30000, 30000, 1, 1, 1 }, .code = COLIM_ERROR_TYPE,
    .message = "'conv' does not fit [1, 2, 5, 5], [4, 2, 3, 3]" },
  /* Two groups of N channels are not M channels. */
  { "conv", 2, { LIVE_IMAGE, LIVE_KERNEL }, 7, { 1, 1, 0, 0, 1, 1, 2 }, .code = COLIM_ERROR_TYPE,
    .message = "'conv' does not fit [1, M, 5, 5], [4, N, 3, 3]" },
  { "convinput", 2, { IMAGE, KERNEL }, 9, { 1, 1, 0, 0, 1, 1, G_MAXINT64, 5, 5 }, .code = COLIM_ERROR_TYPE,
    .message = "'convinput' does not fit [1, 2, 5, 5], [4, 2, 3, 3]" },
  { "convweight", 2, { IMAGE, IMAGE }, 9, { 1, 1, 0, 0, 1, 1, 1, G_MAXINT64, 3 }, .code = COLIM_ERROR_TYPE,
    .message = "'convweight' does not fit [1, 2, 5, 5], [1, 2, 5, 5]" },
  { "maxpool", 1, { IMAGE }, 6, { 6, 6, 1, 1, 0, 0 }, .code = COLIM_ERROR_TYPE,
    .message = "'maxpool' does not fit [1, 2, 5, 5]" },
  { "maxpool", 1, { IMAGE }, 6, { G_MAXINT64, 2, 1, 1, G_MAXINT64 / 2, 0 }, .code = COLIM_ERROR_TYPE,
    .message = "'maxpool' does not fit [1, 2, 5, 5]" },
  { "dropout", 1, { MATRIX }, 1, { 0 }, 1, { 1 }, COLIM_ERROR_OUT_OF_RANGE,
    "'dropout' takes a probability in [0, 1), not 1" },
  { "sgd", 4, { MATRIX, MATRIX, PARAMETER, NUMBER }, .code = COLIM_ERROR_INVALID,
    .message = "'sgd' changes parameters, and node 0 is none" },
  { "sgd", 4, { PARAMETER, MATRIX, MATRIX, NUMBER }, .code = COLIM_ERROR_INVALID,
    .message = "'sgd' changes parameters, and node 0 is none" },
  { "sgd", 4, { PARAMETER, WIDE, PARAMETER, NUMBER }, .code = COLIM_ERROR_TYPE,
    .message = "'sgd' does not fit [2, 3], [2, 5], [2, 3]" },
  { "sgd", 4, { PARAMETER, MATRIX, PARAMETER, LABEL }, .code = COLIM_ERROR_TYPE,
    .message = "'sgd' does not fit [2, 3], [2, 3], [2, 3], []" },
  { "relu", 1, { UPDATE }, .code = COLIM_ERROR_INVALID, .message = "nothing is computed from what 'sgd' changed" },
  { "constant", 0, { 0 }, 5, { 0, 3, BIG, BIG, BIG }, 1, { 1 }, COLIM_ERROR_TOO_LARGE,
    "the result of 'constant' is too large" },
};

static void
what_does_not_fit_is_refused (void **state)
{
  Leaves leaves = make_leaves ();
  gint32 n = colim_program_get_n_nodes (leaves.program);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      gint32 in[6] = { 0 }, node;

      for (guint j = 0; j < refused[i].n_in; j++)
        in[j] = leaves.nodes[refused[i].in[j]];
      node = colim_program_add (leaves.program, refused[i].operation, in, refused[i].n_in, refused[i].integers,
                                refused[i].n_integers, refused[i].reals, refused[i].n_reals, &error);
      assert_int_equal (node, -1);
      assert_colim_error (error, refused[i].code, refused[i].message);
    }
  assert_int_equal (colim_program_get_n_nodes (leaves.program), n);
  colim_program_unref (leaves.program);
}

static void
nodes_that_are_not_there_are_refused (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 missing[] = { -1, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autofree char *message = g_strdup_printf ("there is no node %d", missing[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) plan_error = NULL;

      assert_int_equal (colim_program_add (program, "relu", &missing[i], 1, NONE, NONE, &error), -1);
      assert_colim_error (error, COLIM_ERROR_OUT_OF_RANGE, message);
      assert_null (colim_plan_new (program, &missing[i], 1, 1, &plan_error));
      assert_colim_error (plan_error, COLIM_ERROR_OUT_OF_RANGE, message);
    }
}

/* At one row they would fit. */
static void
full_batches_that_are_too_large_are_refused (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint64 n = COLIM_LIVE (colim_program_add_extent (program, "N", 1 << 20));
  gint64 m = COLIM_LIVE (colim_program_add_extent (program, "M", BIG * BIG));
  gint32 large = apply (program, "constant", NONE, INTEGERS (0, 2, n, 4096), REALS (1));
  gint32 wrapped = apply (program, "constant", NONE, INTEGERS (0, 3, m, m, 16), REALS (1)), leaf;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) wrapped_error = NULL;
  g_autoptr (GError) leaf_error = NULL;

  assert_null (colim_plan_new (program, &large, 1, 1, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE,
                      "the result [N, 4096] of 'constant' is too large at full batch: take a smaller one");
  assert_null (colim_plan_new (program, &wrapped, 1, 1, &wrapped_error));
  assert_colim_error (wrapped_error, COLIM_ERROR_TOO_LARGE,
                      "the result [M, M, 16] of 'constant' is too large at full batch: take a smaller one");
  leaf = colim_program_add_input (program, "x", COLIM_ELEMENT_UINT8, INTEGERS (n, 4096), &leaf_error);
  assert_int_equal (leaf, -1);
  assert_colim_error (leaf_error, COLIM_ERROR_TOO_LARGE, "the shape of 'x' is no shape that can be held");
}

/* Alone they show what there is; beside an update, they would show what it made. */
static void
views_of_what_changes_are_refused (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 w = add_parameter (program, "w", INTEGERS (2, 3)), v = add_parameter (program, "v", INTEGERS (2, 3));
  gint32 rate = add_input (program, "rate", COLIM_ELEMENT_FLOAT32, NONE);
  gint32 update = apply (program, "sgd", NODES (w, w, v, rate), INTEGERS (0), REALS (0, 0));
  gint32 kept_view = apply (program, "reshape", NODES (v), INTEGERS (0, 1, 6), NONE);
  gint32 view = apply (program, "reshape", NODES (w), INTEGERS (0, 2, 3, 2), NONE);
  gint32 view_of_view = apply (program, "reshape", NODES (view), INTEGERS (0, 1, 6), NONE);
  const gint32 views[] = { view, view_of_view, kept_view };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      const gint32 outputs[] = { update, views[i], scale (program, views[i], 2, 0) };
      g_autoptr (ColimPlan) alone = plan_new (program, &views[i], 1, 1);
      g_autoptr (ColimPlan) computed = plan_new (program, (const gint32[]) { update, outputs[2] }, 2, 1);
      g_autoptr (GError) error = NULL;

      assert_true (colim_plan_has (alone, views[i]) && colim_plan_has (computed, views[i]));
      assert_null (colim_plan_new (program, outputs, 3, 1, &error));
      assert_colim_error (error, COLIM_ERROR_INVALID,
                          views[i] == kept_view ? "'reshape' only views 'v', which changes: it is no output"
                                                : "'reshape' only views 'w', which changes: it is no output");
    }
}

static void
what_has_no_gradient_is_named (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 w = add_parameter (program, "w", INTEGERS (2, 3));
  gint32 labels = add_input (program, "labels", COLIM_ELEMENT_INT32, INTEGERS (2)), gradient;
  gint32 hits = sum_all (program, apply (program, "hits", NODES (w, labels), INTEGERS (1), NONE));
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) shape_error = NULL;

  assert_false (colim_program_differentiate (program, hits, &w, 1, &gradient, &error));
  assert_colim_error (error, COLIM_ERROR_UNDEFINED, "no gradient passes through 'hits'");
  assert_false (colim_program_differentiate (program, w, &w, 1, &gradient, &shape_error));
  assert_colim_error (shape_error, COLIM_ERROR_TYPE, "a loss is a single real number, not [2, 3]");
}

/* Rows of a table, and entries of rows, whose number is live: the gradient is a table, or rows, as long. */
static void
gradients_pass_to_live_extents (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint64 n = COLIM_LIVE (colim_program_add_extent (program, "N", 6));
  gint32 table = add_input (program, "table", COLIM_ELEMENT_FLOAT32, INTEGERS (n, 2));
  gint32 across = apply (program, "permute", NODES (table), INTEGERS (1, 0), NONE);
  gint32 rows = add_input (program, "rows", COLIM_ELEMENT_INT32, INTEGERS (2));
  gint32 some = apply (program, "gather", NODES (table, rows), NONE, REALS (1));
  gint32 gathered = sum_all (program, apply_1 (program, "square", some));
  gint32 picked = sum_all (program, apply_2 (program, "pick", across, rows));
  gint32 loss = apply_2 (program, "add", gathered, picked), gradient;
  static const double expected[] = { 0, 0, 7, 8, 10, 13 };
  g_autoptr (ColimPlan) plan = NULL;
  g_autoptr (ColimTensor) found = NULL;

  assert_true (colim_program_differentiate (program, loss, &table, 1, &gradient, NULL));
  plan = plan_new (program, &gradient, 1, 2);
  set_values (plan, table, INTEGERS (3, 2), (double[]) { 1, 2, 3, 4, 5, 6 }, 6);
  set_values (plan, rows, INTEGERS (2), (double[]) { 1, 2 }, 2);
  colim_plan_run (plan);
  found = colim_plan_get (plan, gradient);
  assert_int_equal (colim_tensor_get_n_values (found), 6);
  for (guint i = 0; i < 6; i++)
    assert_true (colim_tensor_get_value (found, i) == expected[i]);
}

static void
tensors_that_do_not_fit_are_refused (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint64 n = COLIM_LIVE (colim_program_add_extent (program, "N", 2));
  gint32 x = add_input (program, "x", COLIM_ELEMENT_FLOAT32, INTEGERS (n, 3));
  g_autoptr (ColimPlan) plan = plan_new (program, &x, 1, 1);
  static const double zeros[9];
  g_autoptr (ColimTensor) tall
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT32, INTEGERS (3, 3), zeros, 9, NULL);
  g_autoptr (ColimTensor) kind
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT64, INTEGERS (1, 3), zeros, 3, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) kind_error = NULL;

  assert_false (colim_plan_set (plan, x, tall, &error));
  assert_colim_error (error, COLIM_ERROR_TYPE, "'x' is [N, 3], not [3, 3], or of another kind of numbers");
  assert_false (colim_plan_set (plan, x, kind, &kind_error));
  assert_colim_error (kind_error, COLIM_ERROR_TYPE, "'x' is [N, 3], not [1, 3], or of another kind of numbers");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_does_not_fit_is_refused),
    cmocka_unit_test (nodes_that_are_not_there_are_refused),
    cmocka_unit_test (full_batches_that_are_too_large_are_refused),
    cmocka_unit_test (views_of_what_changes_are_refused),
    cmocka_unit_test (what_has_no_gradient_is_named),
    cmocka_unit_test (gradients_pass_to_live_extents),
    cmocka_unit_test (tensors_that_do_not_fit_are_refused),
  };

  return cmocka_run_group_tests_name ("plan errors", tests, NULL, NULL);
}
