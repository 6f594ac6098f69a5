/* A pool of threads.
 *
 * A run is announced by a number that grows.  A worker spins on it for some microseconds, as the next kernel mostly comes
 * at once, and then sleeps; and the caller spins and then sleeps likewise: it may be that they share a core.
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
  guint run;       /* atomic: grows with each run, and begins again after the last number */
  gint busy;       /* atomic: workers that have not finished it */
  gint sleepers;   /* under the lock */
  gboolean stop;
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

static void
wait_for_run (ColimThreads *self, guint seen)
{
  for (guint i = 0; i < SPINS; i++)
    {
      if ((guint) g_atomic_int_get ((gint *) &self->run) != seen)
        return;
      pause_briefly ();
    }
  g_mutex_lock (&self->lock);
  self->sleepers++;
  while ((guint) g_atomic_int_get ((gint *) &self->run) == seen)
    g_cond_wait (&self->started, &self->lock);
  self->sleepers--;
  g_mutex_unlock (&self->lock);
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
      wait_for_run (self, seen);
      seen++;
      if (self->stop)
        return NULL;
      self->func (worker->number, self->n_threads, self->data);
      if (g_atomic_int_dec_and_test (&self->busy))
        {
          g_mutex_lock (&self->lock);
          g_cond_signal (&self->finished);
          g_mutex_unlock (&self->lock);
        }
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
announce (ColimThreads *self)
{
  g_atomic_int_set (&self->busy, (gint) self->n_threads - 1);
  g_mutex_lock (&self->lock);
  g_atomic_int_inc ((gint *) &self->run);
  if (self->sleepers > 0)
    g_cond_broadcast (&self->started);
  g_mutex_unlock (&self->lock);
}

void
_colim_threads_free (ColimThreads *self)
{
  self->stop = TRUE;
  announce (self);
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

void
_colim_threads_run (ColimThreads *self, ColimThreadFunc func, gpointer data)
{
  if (self->n_threads == 1)
    {
      func (0, 1, data);
      return;
    }
  self->func = func;
  self->data = data;
  announce (self);
  func (0, self->n_threads, data);
  for (guint i = 0; i < SPINS; i++)
    {
      if (g_atomic_int_get (&self->busy) == 0)
        return;
      pause_briefly ();
    }
  g_mutex_lock (&self->lock);
  while (g_atomic_int_get (&self->busy) > 0)
    g_cond_wait (&self->finished, &self->lock);
  g_mutex_unlock (&self->lock);
}
