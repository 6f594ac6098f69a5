/* How fast the engine is: products and convolutions as a share of what the processor can multiply and add, and what a
 * plan costs beside its kernels.  Each figure is the best of several, as other programs may run.
 */

#include "lib/tensor/threads-private.h"
#include "tests/lib/tensor/networks.h"

#include <math.h>
#include <time.h>

#define N_ROUNDS 15
#define ROUND_MICROSECONDS 10000

typedef void (*Work) (gpointer data);

/* Microseconds: of this thread's processor if it works alone, so that others take nothing from it. */
static double
get_time (guint n_threads)
{
  struct timespec now;

  clock_gettime (n_threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &now);

  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

/* Microseconds of a call, at best. */
static double
measure (Work work, gpointer data, guint n_threads)
{
  double begin = get_time (n_threads), best = INFINITY;
  guint n;

  work (data);
  n = (guint) CLAMP (ROUND_MICROSECONDS / (get_time (n_threads) - begin), 1, 10000);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      begin = get_time (n_threads);
      for (guint i = 0; i < n; i++)
        work (data);
      best = MIN (best, (get_time (n_threads) - begin) / n);
    }

  return best;
}

/* The peak: chains that do not wait for one another, in registers. */

#define N_CHAINS 12
#define N_LINKS 100000

static float sink[MOST_WEIGHTS][16];

#define PEAK(name, lanes, ...)                                                                                         \
  __VA_ARGS__ static void peak_##name (guint thread, guint share, guint n_shares, gpointer data)                       \
  {                                                                                                                    \
    typedef float Vector __attribute__ ((vector_size (lanes * sizeof (float)), aligned (4)));                          \
    Vector sums[N_CHAINS], factor, summand;                                                                            \
                                                                                                                       \
    for (guint i = 0; i < lanes; i++)                                                                                  \
      {                                                                                                                \
        factor[i] = 0.999f + sink[share][0] * 1e-30f;                                                                  \
        summand[i] = 0.001f;                                                                                           \
      }                                                                                                                \
    for (guint c = 0; c < N_CHAINS; c++)                                                                               \
      sums[c] = summand * (float) c;                                                                                   \
    for (guint i = 0; i < N_LINKS; i++)                                                                                \
      {                                                                                                                \
        UNROLL                                                                                                         \
        for (guint c = 0; c < N_CHAINS; c++)                                                                           \
          sums[c] = sums[c] * factor + summand;                                                                        \
      }                                                                                                                \
    for (guint c = 1; c < N_CHAINS; c++)                                                                               \
      sums[0] += sums[c];                                                                                              \
    sink[share][0] = sums[0][0];                                                                                       \
  }

#define UNROLL _Pragma ("GCC unroll 12")

PEAK (baseline, 4, )
#if defined (__x86_64__)
PEAK (avx2, 8, __attribute__ ((target ("avx2,fma"))))
PEAK (avx512, 16, __attribute__ ((target ("avx512f,avx512vl"))))
#endif

static ColimThreadFunc
find_peak (gint64 *lanes)
{
#if defined (__x86_64__)
  if (g_str_equal (colim_kernels_get_name (), "avx512"))
    {
      *lanes = 16;
      return peak_avx512;
    }
  if (g_str_equal (colim_kernels_get_name (), "avx2"))
    {
      *lanes = 8;
      return peak_avx2;
    }
#endif
  *lanes = 4;

  return peak_baseline;
}

static void
run_peak (gpointer threads)
{
  gint64 lanes;

  _colim_threads_run (threads, _colim_threads_get_n (threads), find_peak (&lanes), NULL);
}

static double
measure_peak (guint n_threads)
{
  ColimThreads *threads = _colim_threads_new (n_threads);
  gint64 lanes;
  double time = measure (run_peak, threads, n_threads);

  find_peak (&lanes);
  _colim_threads_free (threads);

  return 2.0 * N_CHAINS * N_LINKS * (double) lanes * n_threads / time / 1e3;
}

/* Operations */

static void
run_plan (gpointer plan)
{
  colim_plan_run (plan);
}

static void
fill_inputs (ColimPlan *plan)
{
  ColimProgram *program = colim_plan_get_program (plan);

  for (gint32 node = 0; node < colim_program_get_n_nodes (program); node++)
    {
      gsize n_dims, n = 1;
      const gint64 *shape = colim_program_get_shape (program, node, &n_dims);
      g_autofree double *values = NULL;

      if (colim_program_get_name (program, node) == NULL)
        continue;
      for (gsize i = 0; i < n_dims; i++)
        n *= (gsize) shape[i];
      values = g_new (double, n);
      for (gsize i = 0; i < n; i++)
        values[i] = sin ((double) i);
      set_values (plan, node, shape, n_dims, values, n);
    }
}

static void
report_operation (const char *label, ColimProgram *program, gint32 node, const double peaks[2])
{
  g_print ("%-34s", label);
  for (guint n_threads = 1; n_threads <= 2; n_threads++)
    {
      g_autoptr (ColimPlan) plan = plan_new (program, &node, 1, n_threads);
      double time, speed;

      fill_inputs (plan);
      time = measure (run_plan, plan, n_threads);
      speed = colim_plan_get_work (plan) / time / 1e3;
      g_print (" %9.1f us %7.1f GFLOP/s %4.0f %%", time, speed, 100 * speed / peaks[n_threads - 1]);
    }
  g_print ("\n");
}

static void
report_product (gint64 m, gint64 n, gint64 k, gboolean ta, gboolean tb, const double peaks[2])
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 a = add_input (program, "a", COLIM_ELEMENT_FLOAT32, INTEGERS (ta ? k : m, ta ? m : k));
  gint32 b = add_input (program, "b", COLIM_ELEMENT_FLOAT32, INTEGERS (tb ? n : k, tb ? k : n));
  g_autofree char *label
    = g_strdup_printf ("matmul %d x %d x %d%s%s", (int) m, (int) n, (int) k, ta ? ", a'" : "", tb ? ", b'" : "");

  report_operation (label, program, multiply_matrices (program, a, b, ta, tb), peaks);
}

static void
report_convolution (const char *operation, gint64 images, gint64 channels, gint64 size, const double peaks[2])
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gboolean by_weight = g_str_equal (operation, "convweight");
  gint32 x = add_input (program, "x", COLIM_ELEMENT_FLOAT32, INTEGERS (images, channels, size, size));
  gint32 w = by_weight ? add_input (program, "d", COLIM_ELEMENT_FLOAT32, INTEGERS (images, channels, size, size))
                       : add_input (program, "w", COLIM_ELEMENT_FLOAT32, INTEGERS (channels, channels, 3, 3));
  gint64 integers[] = { 1, 1, 1, 1, 1, 1, 1, by_weight ? 3 : size, by_weight ? 3 : size };
  g_autofree char *label
    = g_strdup_printf ("%s %d of %d on %d x %d", operation, (int) images, (int) channels, (int) size, (int) size);

  report_operation (label, program, apply (program, operation, NODES (x, w), integers, 9, NONE), peaks);
}

/* Plans */

static const Layer narrow_perceptron[] = {
  { LAYER_LINEAR, 1 }, { LAYER_RELU, 0 }, { LAYER_LINEAR, 1 }, { LAYER_RELU, 0 }, { LAYER_LINEAR, 1 }, { LAYER_END, 0 },
};

static void
report_training (const char *label, const Layer *student, const Layer *teacher, const gint64 *image, gsize n_dims,
                 gint64 rows)
{
  Network network = begin_network (COLIM_ELEMENT_FLOAT32, rows, -1, image, n_dims);

  if (teacher != NULL)
    add_distillation (&network, student, teacher);
  else
    add_training (&network, student);
  g_print ("%-34s", label);
  for (guint n_threads = 1; n_threads <= 2; n_threads++)
    {
      g_autoptr (ColimPlan) plan = plan_new (network.program, network.outputs, network.n_weights + 1, n_threads);

      set_weights (&network, plan);
      set_batch (&network, plan, rows);
      g_print (" %9.1f us", measure (run_plan, plan, n_threads));
      if (n_threads == 2)
        g_print ("   %u kernels, %.1f MB", colim_plan_get_n_steps (plan), (double) colim_plan_get_n_bytes (plan) / 1e6);
    }
  g_print ("\n");
  colim_program_unref (network.program);
}

int
main (void)
{
  static const char *const convolutions[] = { "conv", "convinput", "convweight" };
  static const gint64 small_image[] = { 1, 8, 8 }, image[] = { 3, 32, 32 }, numbers[] = { 784 }, number[] = { 1 };
  const double peaks[] = { measure_peak (1), measure_peak (2) };

  g_print ("%s kernels; peak %.0f GFLOP/s on one thread, %.0f on two\n\n", colim_kernels_get_name (), peaks[0],
           peaks[1]);
  for (gint64 n = 64; n <= 1024; n *= 2)
    report_product (n, n, n, FALSE, FALSE, peaks);
  report_product (64, 256, 784, FALSE, TRUE, peaks);
  report_product (64, 784, 256, FALSE, FALSE, peaks);
  report_product (256, 784, 64, TRUE, FALSE, peaks);
  report_product (128, 256, 1024, FALSE, TRUE, peaks);
  report_product (128, 512, 2048, FALSE, TRUE, peaks);
  report_product (1, 256, 784, FALSE, TRUE, peaks);
  for (gsize i = 0; i < G_N_ELEMENTS (convolutions); i++)
    {
      report_convolution (convolutions[i], 64, 16, 16, peaks);
      report_convolution (convolutions[i], 16, 16, 32, peaks);
      report_convolution (convolutions[i], 64, 64, 8, peaks);
      report_convolution (convolutions[i], 64, 64, 16, peaks);
      report_convolution (convolutions[i], 16, 64, 32, peaks);
      report_convolution (convolutions[i], 16, 128, 16, peaks);
    }
  g_print ("\n");
  report_training ("MLP of ones, batch 1: the plan", narrow_perceptron, NULL, number, 1, 1);
  report_training ("MLP 784-256-128-10, batch 1", perceptron, NULL, numbers, 1, 1);
  report_training ("MLP 784-256-128-10, batch 64", perceptron, NULL, numbers, 1, 64);
  report_training ("distillation example, batch 64", small_student, small_teacher, small_image, 3, 64);
  report_training ("KD student, batch 128", light_student, NULL, image, 3, 128);
  report_training ("KD student distilled, batch 128", light_student, deep_teacher, image, 3, 128);

  return 0;
}
