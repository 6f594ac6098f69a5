/* Time for each edge, or the like, at growing sizes: what is linear stays level, and what is not is a failure.
 *
 * A size is timed several times and the shortest counts; the largest may cost so many times more an edge than the one
 * before it, for caches are finite. */

#pragma once

#include <glib.h>
#include <malloc.h>
#include <stdio.h>

/* What there is more and more of. */
#ifndef SCALING_UNIT
#define SCALING_UNIT "edge"
#endif

#define MOST_GROWTH 4.0
#define N_ROUNDS 3

typedef struct {
  const char *name;
  double last; /* nanoseconds an edge at the size before */
  double now;
  gboolean grows;
} ScalingColumn;

/* The time now, when all memory that nobody uses has been given back, so that what is made next is made in new memory:
 * what is compared starts alike. */
static inline gint64
scaling_start_cold (void)
{
  malloc_trim (0);

  return g_get_monotonic_time ();
}

/* Nanoseconds since a time. */
static inline double
scaling_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) * 1e3;
}

static inline void
scaling_keep (ScalingColumn *column, guint round, double nanoseconds, gint32 n_edges)
{
  double each = nanoseconds / n_edges;

  column->now = round == 0 ? each : MIN (column->now, each);
}

/* Prints a row, and judges it. */
static inline void
scaling_row (gint32 n_edges, ScalingColumn *columns, gsize n_columns)
{
  printf ("%8d " SCALING_UNIT "s", n_edges);
  for (gsize i = 0; i < n_columns; i++)
    {
      printf ("  %s %7.0f ns", columns[i].name, columns[i].now);
      columns[i].grows = columns[i].grows || (columns[i].last > 0 && columns[i].now > MOST_GROWTH * columns[i].last);
      columns[i].last = columns[i].now;
    }
  printf ("  for each " SCALING_UNIT "\n");
}

static inline int
scaling_end (const ScalingColumn *columns, gsize n_columns)
{
  int failures = 0;

  for (gsize i = 0; i < n_columns; i++)
    if (columns[i].grows)
      {
        printf ("%s is not linear\n", columns[i].name);
        failures++;
      }

  return failures;
}
