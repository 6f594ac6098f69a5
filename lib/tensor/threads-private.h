/* A pool of threads that share out the units of one kernel at a time. */

#pragma once

#include <glib.h>

/* A run has at most as many shares. */
#define MOST_SHARES G_MAXUINT16

typedef struct _ColimThreads ColimThreads;

/* What a thread does: its number, a share, and how many shares there are. */
typedef void (*ColimThreadFunc) (guint thread, guint share, guint n_shares, gpointer data);

ColimThreads *_colim_threads_new (guint n_threads);
void _colim_threads_free (ColimThreads *self);
guint _colim_threads_get_n (const ColimThreads *self);

/* Calls a function once for each share, in any thread of the pool, the caller's being number 0, and waits for all. */
void _colim_threads_run (ColimThreads *self, guint n_shares, ColimThreadFunc func, gpointer data);

/* Flushes denormal numbers to zero in this thread; gives what to restore. */
guint _colim_threads_flush_denormals (void);
void _colim_threads_restore (guint state);
