/* A pool of threads.
 *
 * The shares of a run are claimed, by the caller too, one at a time: so a worker that is not scheduled takes nothing from
 * the others, and one that comes late finds nothing to do.  What there is to claim is one number,
 *
 *     | run: 32 bits | number of shares: 16 bits | next share: 16 bits |
 *
 * that is compared and swapped as a whole, so that a claim is only ever of the run that is on; and that run lasts until
 * the share is done, so what it runs can be read after the claim.
 *
 * A worker spins on the number for some microseconds, as the next kernel mostly comes at once, and then sleeps; and the
 * caller spins on what others have claimed and then sleeps likewise: it may be that they share a core.  Who sleeps says so
 * and looks again, and who wakes changes the number and then looks who sleeps: so one of the two sees the other.
 */

#include "lib/tensor/threads-private.h"

#if defined (__SSE__)
#include <xmmintrin.h>
#endif

#define SPINS 2000

typedef struct {
  ColimThreads *pool;
  guint number;
  GThread *thread;
} Worker;

struct _ColimThreads {
  guint n_threads;
  Worker *workers; /* n_threads - 1 */
  guint64 state;   /* atomic: what there is to claim */
  gint unfinished; /* atomic: shares that are not done */
  gint sleepers;   /* atomic: workers that sleep, or are about to */
  gint waits;      /* atomic: whether the caller does */
  gint stops;      /* atomic */
  ColimThreadFunc func;
  gpointer data;
  GMutex lock;
  GCond started;
  GCond finished;
};

guint
_colim_threads_flush_denormals (void)
{
#if defined (__SSE__)
  guint state = _mm_getcsr ();

  /* Nothing traps, and the caller's rounding does not tell its thread's results from the others'. */
  _mm_setcsr (0x9fc0);
  return state;
#else
  return 0;
#endif
}

void
_colim_threads_restore (guint state)
{
#if defined (__SSE__)
  _mm_setcsr (state);
#endif
}

static inline void
pause_briefly (void)
{
#if defined (__SSE__)
  _mm_pause ();
#endif
}

static inline guint64
get_state (const ColimThreads *self)
{
  return __atomic_load_n (&self->state, __ATOMIC_SEQ_CST);
}

/* Takes the next share, if one is left. */
static gboolean
claim (ColimThreads *self, guint *share, guint *n_shares)
{
  guint64 state = get_state (self);

  do
    {
      *share = (guint) (state & MOST_SHARES);
      *n_shares = (guint) (state >> 16 & MOST_SHARES);
      if (*share >= *n_shares)
        return FALSE;
    }
  while (!__atomic_compare_exchange_n (&self->state, &state, state + 1, TRUE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));

  return TRUE;
}

/* Does what can be claimed. */
static void
help (ColimThreads *self, guint thread)
{
  guint share, n_shares;

  while (claim (self, &share, &n_shares))
    {
      self->func (thread, share, n_shares, self->data);
      if (g_atomic_int_dec_and_test (&self->unfinished) && g_atomic_int_get (&self->waits))
        {
          g_mutex_lock (&self->lock);
          g_cond_signal (&self->finished);
          g_mutex_unlock (&self->lock);
        }
    }
}

static inline guint
get_run (const ColimThreads *self)
{
  return (guint) (get_state (self) >> 32);
}

/* Waits for another run than the one that was seen, and gives it. */
static guint
wait_for_run (ColimThreads *self, guint seen)
{
  guint run;

  for (guint i = 0; i < SPINS; i++)
    {
      if ((run = get_run (self)) != seen)
        return run;
      pause_briefly ();
    }
  g_mutex_lock (&self->lock);
  g_atomic_int_inc (&self->sleepers);
  while ((run = get_run (self)) == seen)
    g_cond_wait (&self->started, &self->lock);
  g_atomic_int_add (&self->sleepers, -1);
  g_mutex_unlock (&self->lock);

  return run;
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  ColimThreads *self = worker->pool;
  guint seen = 0;

  _colim_threads_flush_denormals ();
  while (TRUE)
    {
      seen = wait_for_run (self, seen);
      /* Asked after the run is read: the last one is seen together with this. */
      if (g_atomic_int_get (&self->stops))
        return NULL;
      help (self, worker->number);
    }
}

ColimThreads *
_colim_threads_new (guint n_threads)
{
  ColimThreads *self = g_new0 (ColimThreads, 1);

  self->n_threads = n_threads;
  self->workers = g_new0 (Worker, n_threads);
  g_mutex_init (&self->lock);
  g_cond_init (&self->started);
  g_cond_init (&self->finished);
  for (guint i = 0; i + 1 < n_threads; i++)
    {
      self->workers[i].pool = self;
      self->workers[i].number = i + 1;
      self->workers[i].thread = g_thread_new ("colim", work, &self->workers[i]);
    }

  return self;
}

static void
announce (ColimThreads *self, guint n_shares)
{
  guint64 run = get_run (self) + 1;

  g_atomic_int_set (&self->unfinished, (gint) n_shares);
  __atomic_store_n (&self->state, run << 32 | (guint64) n_shares << 16, __ATOMIC_SEQ_CST);
  if (g_atomic_int_get (&self->sleepers) > 0)
    {
      g_mutex_lock (&self->lock);
      g_cond_broadcast (&self->started);
      g_mutex_unlock (&self->lock);
    }
}

void
_colim_threads_free (ColimThreads *self)
{
  g_atomic_int_set (&self->stops, TRUE);
  announce (self, 0);
  for (guint i = 0; i + 1 < self->n_threads; i++)
    g_thread_join (self->workers[i].thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->started);
  g_cond_clear (&self->finished);
  g_free (self->workers);
  g_free (self);
}

guint
_colim_threads_get_n (const ColimThreads *self)
{
  return self->n_threads;
}

static void
wait_for_others (ColimThreads *self)
{
  for (guint i = 0; i < SPINS; i++)
    {
      if (g_atomic_int_get (&self->unfinished) == 0)
        return;
      pause_briefly ();
    }
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->waits, TRUE);
  while (g_atomic_int_get (&self->unfinished) > 0)
    g_cond_wait (&self->finished, &self->lock);
  g_atomic_int_set (&self->waits, FALSE);
  g_mutex_unlock (&self->lock);
}

void
_colim_threads_run (ColimThreads *self, guint n_shares, ColimThreadFunc func, gpointer data)
{
  if (self->n_threads == 1)
    {
      for (guint share = 0; share < n_shares; share++)
        func (0, share, n_shares, data);
      return;
    }
  self->func = func;
  self->data = data;
  announce (self, n_shares);
  help (self, 0);
  wait_for_others (self);
}
