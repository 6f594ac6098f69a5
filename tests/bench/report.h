/* Workloads whose answer is known: what it should be, what it was, and how long that took. */

#pragma once

#include <glib.h>

static gboolean report_failed;

static inline void
report (const char *workload, const char *expected, const char *actual, gint64 microseconds)
{
  gboolean right = expected == NULL || g_str_equal (expected, actual);

  g_print ("%-44s %12s %12s %10.3f ms%s\n", workload, expected == NULL ? "" : expected, actual,
           (double) microseconds / 1000, right ? "" : "  WRONG");
  report_failed = report_failed || !right;
}
