/* What a plan decides, memory, threads, how much of a batch there is, changes no bit of what is computed. */

#include "tests/lib/tensor/random-program.h"

#include <fenv.h>
#include <math.h>
#if defined (__SSE__)
#include <xmmintrin.h>
#endif

#define CAPACITY 7

static void
assert_same (ColimPlan *a, const gint32 *nodes_a, ColimPlan *b, const gint32 *nodes_b, guint n, const char *what)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ColimTensor) x = colim_plan_get (a, nodes_a[i]);
      g_autoptr (ColimTensor) y = colim_plan_get (b, nodes_b[i]);

      if (!colim_tensor_equal (x, y))
        fail_msg ("%s changes output %u, '%s'", what, i,
                  colim_program_get_operation (colim_plan_get_program (a), nodes_a[i]));
    }
}

static ColimElement
draw_real (GRand *rand)
{
  return g_rand_int_range (rand, 0, 4) == 0 ? COLIM_ELEMENT_FLOAT64 : COLIM_ELEMENT_FLOAT32;
}

static ColimPlan *
run_recipe (const Recipe *recipe, const Written *written, const gint32 *outputs, gsize n_outputs, gint64 rows,
            guint n_threads)
{
  ColimPlan *plan = plan_new (written->program, outputs, n_outputs, n_threads);

  set_leaves (recipe, written, plan, rows);
  colim_plan_set_counter (plan, 3);
  colim_plan_run (plan);

  return plan;
}

/* If every node is an output, nothing shares memory. */
static void
sharing_memory_changes_nothing (GRand *rand)
{
  Recipe recipe;

  draw_recipe (&recipe, rand, CAPACITY, 11);

  Written written = write_recipe (&recipe, draw_real (rand), BATCH);
  gint64 rows = g_rand_int_range (rand, 0, CAPACITY + 1);
  gint32 n = colim_program_get_n_nodes (written.program);
  g_autofree gint32 *all = g_new (gint32, (gsize) n);
  g_autoptr (ColimPlan) apart = NULL;
  g_autoptr (ColimPlan) shared = run_recipe (&recipe, &written, written.outputs, written.n_outputs, rows, 1);

  for (gint32 i = 0; i < n; i++)
    all[i] = i;
  apart = run_recipe (&recipe, &written, all, (gsize) n, rows, 1);
  assert_same (apart, written.outputs, shared, written.outputs, written.n_outputs, "sharing memory");
  assert_true (colim_plan_get_n_live_bytes (shared) <= colim_plan_get_n_live_bytes (apart));
  /* Once more in the same memory, in which the results are. */
  colim_plan_run (shared);
  assert_same (apart, written.outputs, shared, written.outputs, written.n_outputs, "running again");
  colim_program_unref (written.program);
}

/* With matrices that are large enough for threads to be woken. */
static void
threads_change_nothing (GRand *rand)
{
  Recipe recipe;

  draw_recipe (&recipe, rand, 60, 230);

  Written written = write_recipe (&recipe, draw_real (rand), BATCH);
  gint64 rows = g_rand_int_range (rand, 0, 61);
  g_autoptr (ColimPlan) one = run_recipe (&recipe, &written, written.outputs, written.n_outputs, rows, 1);

  for (guint n_threads = 2; n_threads <= 3; n_threads++)
    {
      g_autoptr (ColimPlan) many = run_recipe (&recipe, &written, written.outputs, written.n_outputs, rows, n_threads);

      assert_same (one, written.outputs, many, written.outputs, written.n_outputs, "a thread more");
    }
  colim_program_unref (written.program);
}

/* A full batch, a part of one, and none, in one plan; and a plan for just as many. */
static void
partial_batches_are_batches (GRand *rand)
{
  Recipe recipe;
  gint64 rows[] = { CAPACITY, g_rand_int_range (rand, 1, CAPACITY), 0, g_rand_int_range (rand, 1, CAPACITY + 1) };

  draw_recipe (&recipe, rand, CAPACITY, 11);

  ColimElement real = draw_real (rand);
  Written live = write_recipe (&recipe, real, BATCH);
  g_autoptr (ColimPlan) plan = plan_new (live.program, live.outputs, live.n_outputs, 2);

  colim_plan_set_counter (plan, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Written fixed = write_recipe (&recipe, real, rows[i]);
      g_autoptr (ColimPlan) other = run_recipe (&recipe, &fixed, fixed.outputs, fixed.n_outputs, rows[i], 2);

      set_leaves (&recipe, &live, plan, rows[i]);
      colim_plan_run (plan);
      assert_int_equal (live.n_outputs, fixed.n_outputs);
      assert_same (plan, live.outputs, other, fixed.outputs, live.n_outputs, "a live extent");
      colim_program_unref (fixed.program);
    }
  colim_program_unref (live.program);
}

static void
what_is_not_needed_is_left_out (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 x = add_input (program, "x", COLIM_ELEMENT_FLOAT32, NONE), unused = add_parameter (program, "w", NONE);
  gint32 y = apply_1 (program, "square", x), z = apply_2 (program, "multiply", y, unused), later;
  g_autoptr (ColimPlan) plan = plan_new (program, &y, 1, 1);

  later = apply_1 (program, "exp", y);
  assert_true (colim_plan_has (plan, x) && colim_plan_has (plan, y));
  assert_false (colim_plan_has (plan, unused) || colim_plan_has (plan, z) || colim_plan_has (plan, later));
  assert_int_equal (colim_plan_get_n_steps (plan), 1);
  assert_int_equal (colim_plan_get_step (plan, 0, NULL, NULL), y);
  set_number (plan, x, 3);
  colim_plan_run (plan);
  assert_true (colim_plan_get_number (plan, y) == 9);
}

/* Whatever is asked about a plan before it runs. */
static void
questions_do_not_disturb (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint64 rows = COLIM_LIVE (colim_program_add_extent (program, "N", 4));
  gint32 x = add_input (program, "x", COLIM_ELEMENT_FLOAT32, &rows, 1);
  gint32 view = apply (program, "reshape", NODES (x), INTEGERS (0, 2, rows, 1), NONE);
  gint32 total = sum_all (program, apply_1 (program, "square", view));
  g_autoptr (ColimPlan) plan = plan_new (program, &total, 1, 1);
  gsize n_bytes;
  double work, values[] = { 1, 2, 3 }, bound[] = { 0, 0 };

  assert_true (colim_plan_get_work (plan) > 0);
  colim_plan_get_step (plan, 0, &n_bytes, &work);
  assert_int_equal (n_bytes, 16);
  set_values (plan, x, INTEGERS (3), values, 3);
  assert_true (colim_plan_get_work (plan) > 0);
  colim_plan_run (plan);
  assert_true (colim_plan_get_number (plan, total) == 14);
  colim_plan_bind (plan, x, bound);
  assert_true (colim_plan_get_work (plan) > 0);
  colim_plan_run (plan);
  assert_true (colim_plan_get_number (plan, total) == 0);
}

/* Memory that is bound is as large as the extent that is set before the run or after: never as the capacity. */
static void
nothing_is_read_before_a_run (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT64);
  gint32 extent = colim_program_add_extent (program, "N", 1 << 20);
  gint64 rows = COLIM_LIVE (extent);
  gint32 x = add_input (program, "x", COLIM_ELEMENT_FLOAT64, &rows, 1), y = apply_1 (program, "square", x);
  g_autoptr (ColimPlan) plan = plan_new (program, &y, 1, 1);
  g_autofree double *two = g_memdup2 ((double[]) { 1, 2 }, 2 * sizeof (double));
  g_autofree double *one = g_memdup2 ((double[]) { 3 }, sizeof (double));

  assert_null (colim_plan_get (plan, y));
  colim_plan_bind (plan, x, two);
  assert_null (colim_plan_get (plan, x));
  colim_plan_set_extent (plan, extent, 2);
  assert_null (colim_plan_get (plan, x));
  for (guint n = 2; n > 0; n--)
    {
      g_autoptr (ColimTensor) given = NULL;
      g_autoptr (ColimTensor) found = NULL;

      colim_plan_run (plan);
      given = colim_plan_get (plan, x);
      found = colim_plan_get (plan, y);
      assert_int_equal (colim_tensor_get_n_values (given), n);
      assert_int_equal (colim_tensor_get_n_values (found), n);
      assert_true (colim_tensor_get_value (found, 0) == (n == 2 ? 1 : 9));
      colim_plan_bind (plan, x, one);
      assert_true (n == 1 || colim_plan_get (plan, x) == NULL);
      colim_plan_set_extent (plan, extent, 1);
      assert_true (n == 1 || colim_plan_get (plan, y) == NULL);
    }
}

/* The loss reads the parameter, though it is written after the update. */
static void
updates_come_last_and_in_place (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT64);
  gint64 shape[] = { 2 };
  gint32 w = add_parameter (program, "w", shape, 1), velocity = add_parameter (program, "v", shape, 1);
  gint32 rate = add_input (program, "rate", COLIM_ELEMENT_FLOAT64, NONE);
  gint32 gradient = scale (program, w, 2, 0);
  gint32 update = apply (program, "sgd", NODES (w, gradient, velocity, rate), INTEGERS (0), REALS (0.5, 0));
  gint32 loss = sum_all (program, apply_1 (program, "square", w)), outputs[] = { update, loss };
  g_autoptr (ColimPlan) plan = plan_new (program, outputs, 2, 2);
  double start[] = { 1, -2 }, memory[] = { 1, -2 };

  set_values (plan, velocity, shape, 1, (double[]) { 0, 0 }, 2);
  set_number (plan, rate, 0.25);
  colim_plan_bind (plan, w, memory);
  colim_plan_run (plan);
  assert_int_equal (colim_plan_get_step (plan, colim_plan_get_n_steps (plan) - 1, NULL, NULL), update);
  assert_true (colim_plan_get_number (plan, loss) == 5);
  assert_ptr_equal (colim_plan_get_memory (plan, update), memory);
  assert_true (memory[0] == start[0] - 0.25 * 2 && memory[1] == start[1] + 0.25 * 4);
  colim_plan_run (plan);
  assert_true (colim_plan_get_number (plan, loss) == 1.25);
  assert_true (memory[0] == 0.5 - 0.25 * (0.5 * 2 + 1) && memory[1] == -1 + 0.25 * (0.5 * 4 + 2));
}

static void
the_same_counter_repeats_dropout (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint64 shape[] = { 300, 200 };
  gint32 one = apply (program, "constant", NONE, INTEGERS (0, 2, 300, 200), REALS (1));
  gint32 x = apply (program, "dropout", NODES (one), INTEGERS (11), REALS (0.25));
  gint32 other = apply (program, "dropout", NODES (one), INTEGERS (12), REALS (0.25)), outputs[] = { x, other };
  g_autoptr (ColimPlan) plan = plan_new (program, outputs, 2, 2);
  g_autoptr (GPtrArray) draws = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);
  static const guint64 counters[] = { 5, 6, 5 };
  double kept = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      colim_plan_set_counter (plan, counters[i]);
      colim_plan_run (plan);
      g_ptr_array_add (draws, colim_plan_get (plan, x));
    }
  g_ptr_array_add (draws, colim_plan_get (plan, other));
  assert_true (colim_tensor_equal (draws->pdata[0], draws->pdata[2]));
  assert_false (colim_tensor_equal (draws->pdata[0], draws->pdata[1]));
  assert_false (colim_tensor_equal (draws->pdata[2], draws->pdata[3]));
  for (gint64 i = 0; i < shape[0] * shape[1]; i++)
    {
      double value = colim_tensor_get_value (draws->pdata[0], i);

      assert_true (value == 0 || fabs (value - 4.0 / 3) < 1e-6);
      kept += value > 0;
    }
  assert_true (fabs (kept / 60000 - 0.75) < 0.01);
}

/* A label or a row number that is out of range reads and writes no memory that is not its own. */
static void
rows_that_are_not_there_give_no_number (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 z = add_parameter (program, "z", INTEGERS (3, 2));
  gint32 labels = add_input (program, "labels", COLIM_ELEMENT_INT32, INTEGERS (3));
  gint32 picked = apply_2 (program, "pick", z, labels);
  gint32 rows = apply (program, "gather", NODES (z, labels), NONE, REALS (1));
  gint32 numbers = apply (program, "gather", NODES (labels, labels), NONE, REALS (1));
  gint32 hit = apply (program, "hits", NODES (z, labels), INTEGERS (2), NONE);
  gint32 back = apply (program, "scatter", NODES (rows, labels), INTEGERS (3), REALS (1));
  gint32 placed = apply (program, "place", NODES (picked, labels), INTEGERS (2), NONE);
  gint32 outputs[] = { picked, rows, numbers, hit, back, placed };
  g_autoptr (ColimPlan) plan = plan_new (program, outputs, G_N_ELEMENTS (outputs), 1);
  static const double expected[][6] = {
    { 4, NAN, NAN }, { 5, 6, NAN, NAN, NAN, NAN }, { -1, -1, -1 },
    { 1, 0, 0 },     { 0, 0, 5, 6, 0, 0 },         { 0, 4, 0, 0, 0, 0 },
  };
  static const gsize n_expected[] = { 3, 6, 3, 3, 6, 6 };

  set_values (plan, z, INTEGERS (3, 2), (double[]) { 3, 4, 5, 6, 7, 8 }, 6);
  set_values (plan, labels, INTEGERS (3), (double[]) { 1, -1, 1e6 }, 3);
  colim_plan_run (plan);
  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autoptr (ColimTensor) found = colim_plan_get (plan, outputs[i]);

      assert_int_equal (colim_tensor_get_n_values (found), n_expected[i]);
      for (gsize j = 0; j < n_expected[i]; j++)
        {
          double value = colim_tensor_get_value (found, (gint64) j);

          if (value != expected[i][j] && !(isnan (value) && isnan (expected[i][j])))
            fail_msg ("'%s', element %u: %g, not %g", colim_program_get_operation (program, outputs[i]), (guint) j,
                      value, expected[i][j]);
        }
    }
}

/* What the caller's processor is set to does not matter, and stays. */
static void
denormals_are_flushed_and_the_caller_left_alone (void **state)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 x = apply (program, "constant", NONE, INTEGERS (0, 2, 400, 300), REALS (1e-30));
  gint32 small = scale (program, x, 1e-10, 0), third = scale (program, x, 1.0 / 3, 0), outputs[] = { small, third };
  g_autoptr (ColimPlan) plan = plan_new (program, outputs, 2, 3);
  g_autoptr (ColimTensor) nearest = NULL;
  g_autoptr (ColimTensor) upward = NULL;
  volatile float denormal = 1e-30f;

  colim_plan_run (plan);
  nearest = colim_plan_get (plan, third);
  assert_int_equal (fesetround (FE_UPWARD), 0);
#if defined (__SSE__)
  guint before = _mm_getcsr ();
#endif
  colim_plan_run (plan);
#if defined (__SSE__)
  assert_int_equal (_mm_getcsr (), before);
  for (gint64 i = 0; i < 400 * 300; i++)
    assert_true (((const float *) colim_plan_get_memory (plan, small))[i] == 0);
#endif
  assert_int_equal (fegetround (), FE_UPWARD);
  fesetround (FE_TONEAREST);
  upward = colim_plan_get (plan, third);
  assert_true (colim_tensor_equal (nearest, upward));
  denormal *= 1e-10f;
  assert_true (denormal != 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (sharing_memory_changes_nothing),
    property_test_n (threads_change_nothing, 20),
    property_test_n (partial_batches_are_batches, 100),
    cmocka_unit_test (what_is_not_needed_is_left_out),
    cmocka_unit_test (questions_do_not_disturb),
    cmocka_unit_test (nothing_is_read_before_a_run),
    cmocka_unit_test (updates_come_last_and_in_place),
    cmocka_unit_test (the_same_counter_repeats_dropout),
    cmocka_unit_test (rows_that_are_not_there_give_no_number),
    cmocka_unit_test (denormals_are_flushed_and_the_caller_left_alone),
  };

  return wanted_kernels_run () ? cmocka_run_group_tests_name ("plan", tests, NULL, NULL) : SKIPPED;
}
