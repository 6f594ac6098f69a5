/* Every thread of a pool is called once a run, and the run ends after the last: whether they spin or sleep.
 *
 * For races: compile this with lib/tensor/threads.c and -fsanitize=thread, and GMutex and GCond replaced by those of
 * pthreads, as the sanitizer does not see into GLib.
 */

#include "lib/tensor/threads-private.h"
#include "tests/property.h"

#define MOST_THREADS 5

typedef struct {
  guint n_threads;
  guint calls[MOST_THREADS][16]; /* a cache line each, and no atomics: the pool is what keeps them apart */
  gulong pauses[MOST_THREADS];   /* microseconds */
} Count;

static void
count_call (guint thread, guint n_threads, gpointer data)
{
  Count *count = data;

  if (n_threads == count->n_threads && thread < n_threads)
    count->calls[thread][0]++;
  if (count->pauses[thread] > 0)
    g_usleep (count->pauses[thread]);
}

static void
run_often (ColimThreads *threads, Count *count, guint n_runs)
{
  count->n_threads = _colim_threads_get_n (threads);
  for (guint run = 0; run < n_runs; run++)
    {
      guint before = count->calls[0][0];

      _colim_threads_run (threads, count_call, count);
      for (guint i = 0; i < count->n_threads; i++)
        if (count->calls[i][0] != before + 1)
          fail_msg ("run %u: thread %u was called %u times", run, i, count->calls[i][0] - before);
    }
}

static void
every_thread_is_called_once_a_run (void **state)
{
  for (guint n = 1; n <= MOST_THREADS; n++)
    {
      ColimThreads *threads = _colim_threads_new (n);
      Count count = { 0 };

      run_often (threads, &count, n <= 2 ? 20000 : 300);
      _colim_threads_free (threads);
    }
}

/* Longer than anyone spins: the caller waits for sleepers, or sleeps itself. */
static void
sleepers_are_woken (GRand *rand)
{
  ColimThreads *threads = _colim_threads_new ((guint) g_rand_int_range (rand, 2, MOST_THREADS + 1));
  Count count = { 0 };

  for (guint i = 0; i < 6; i++)
    {
      for (guint j = 0; j < MOST_THREADS; j++)
        count.pauses[j] = g_rand_boolean (rand) ? (gulong) g_rand_int_range (rand, 0, 400) : 0;
      run_often (threads, &count, 2);
      if (g_rand_boolean (rand))
        g_usleep ((gulong) g_rand_int_range (rand, 0, 400));
    }
  _colim_threads_free (threads);
}

/* As a worker comes up, spins, or sleeps. */
static void
pools_end_at_any_time (GRand *rand)
{
  ColimThreads *threads = _colim_threads_new ((guint) g_rand_int_range (rand, 1, MOST_THREADS + 1));
  ColimThreads *others = _colim_threads_new (2);
  Count count = { 0 }, other = { 0 };

  run_often (threads, &count, (guint) g_rand_int_range (rand, 0, 3));
  run_often (others, &other, 3);
  run_often (threads, &count, (guint) g_rand_int_range (rand, 0, 3));
  g_usleep ((gulong) g_rand_int_range (rand, 0, 200));
  _colim_threads_free (others);
  _colim_threads_free (threads);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_thread_is_called_once_a_run),
    property_test_n (sleepers_are_woken, 50),
    property_test_n (pools_end_at_any_time, 100),
  };

  return cmocka_run_group_tests_name ("threads", tests, NULL, NULL);
}
