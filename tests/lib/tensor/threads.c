/* Every share of a run is done once, by whoever comes, and the run ends after the last: whether threads spin or sleep.
 *
 * For races: compile this with lib/tensor/threads.c and -fsanitize=thread, and GMutex and GCond replaced by those of
 * pthreads, as the sanitizer does not see into GLib.
 */

#include "lib/tensor/threads-private.h"
#include "tests/property.h"

#include <string.h>

#define MOST_THREADS 5
#define MANY_SHARES (4 * MOST_THREADS)

typedef struct {
  guint n_threads, n_shares;
  guint calls[MANY_SHARES][16];   /* a cache line each, and no atomics: the pool is what keeps them apart */
  gboolean inside[MOST_THREADS];  /* a thread does one share at a time */
  gulong pauses[MOST_THREADS];    /* microseconds */
} Count;

static void
count_call (guint thread, guint share, guint n_shares, gpointer data)
{
  Count *count = data;

  if (n_shares != count->n_shares || thread >= count->n_threads || share >= n_shares || count->inside[thread])
    return;
  count->inside[thread] = TRUE;
  count->calls[share][0]++;
  if (count->pauses[thread] > 0)
    g_usleep (count->pauses[thread]);
  count->inside[thread] = FALSE;
}

/* The count is another one each time: a share of a run that is over would be seen in it. */
static void
run_once (ColimThreads *threads, const gulong *pauses, guint n_shares)
{
  Count count = { .n_threads = _colim_threads_get_n (threads), .n_shares = n_shares };

  memcpy (count.pauses, pauses, sizeof count.pauses);
  _colim_threads_run (threads, n_shares, count_call, &count);
  for (guint i = 0; i < MANY_SHARES; i++)
    if (count.calls[i][0] != (i < n_shares))
      fail_msg ("share %u of %u was done %u times", i, n_shares, count.calls[i][0]);
}

static const gulong no_pauses[MOST_THREADS];

static void
every_share_is_done_once (void **state)
{
  for (guint n = 1; n <= MOST_THREADS; n++)
    {
      ColimThreads *threads = _colim_threads_new (n);
      guint n_runs = n <= 2 ? 20000 : 1000;

      for (guint run = 0; run < n_runs; run++)
        run_once (threads, no_pauses, run % (MANY_SHARES + 1));
      _colim_threads_free (threads);
    }
}

/* The first share lasts until the others are done, whoever has it: with two threads, the other one does them all. */
typedef struct {
  gint n_left; /* atomic */
  guint first, others[MOST_THREADS];
} Stall;

static void
stall (guint thread, guint share, guint n_shares, gpointer data)
{
  Stall *self = data;

  if (share > 0)
    {
      self->others[thread]++;
      g_atomic_int_add (&self->n_left, -1);
      return;
    }
  self->first = thread;
  while (g_atomic_int_get (&self->n_left) > 0)
    g_usleep (10);
}

static void
a_thread_that_stalls_holds_up_one_share (void **state)
{
  ColimThreads *threads = _colim_threads_new (2);

  for (guint run = 0; run < 200; run++)
    {
      Stall self = { MANY_SHARES - 1, 0, { 0 } };

      _colim_threads_run (threads, MANY_SHARES, stall, &self);
      assert_int_equal (self.others[self.first], 0);
      assert_int_equal (self.others[1 - self.first], MANY_SHARES - 1);
    }
  _colim_threads_free (threads);
}

/* Longer than anyone spins: the caller waits for sleepers, or sleeps itself. */
static void
sleepers_are_woken (GRand *rand)
{
  ColimThreads *threads = _colim_threads_new ((guint) g_rand_int_range (rand, 2, MOST_THREADS + 1));
  gulong pauses[MOST_THREADS];

  for (guint i = 0; i < 6; i++)
    {
      for (guint j = 0; j < MOST_THREADS; j++)
        pauses[j] = g_rand_boolean (rand) ? (gulong) g_rand_int_range (rand, 0, 400) : 0;
      for (guint run = 0; run < 2; run++)
        run_once (threads, pauses, (guint) g_rand_int_range (rand, 0, MOST_THREADS + 3));
      if (g_rand_boolean (rand))
        g_usleep ((gulong) g_rand_int_range (rand, 0, 400));
    }
  _colim_threads_free (threads);
}

static void
run_some (ColimThreads *threads, GRand *rand)
{
  for (guint n = (guint) g_rand_int_range (rand, 0, 3); n > 0; n--)
    run_once (threads, no_pauses, (guint) g_rand_int_range (rand, 0, MANY_SHARES + 1));
}

/* As a worker comes up, spins, or sleeps. */
static void
pools_end_at_any_time (GRand *rand)
{
  ColimThreads *threads = _colim_threads_new ((guint) g_rand_int_range (rand, 1, MOST_THREADS + 1));
  ColimThreads *others = _colim_threads_new (2);

  run_some (threads, rand);
  run_some (others, rand);
  run_some (threads, rand);
  g_usleep ((gulong) g_rand_int_range (rand, 0, 200));
  _colim_threads_free (others);
  _colim_threads_free (threads);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_share_is_done_once),
    cmocka_unit_test (a_thread_that_stalls_holds_up_one_share),
    property_test_n (sleepers_are_woken, 50),
    property_test_n (pools_end_at_any_time, 100),
  };

  return cmocka_run_group_tests_name ("threads", tests, NULL, NULL);
}
