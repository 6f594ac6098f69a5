/* Tasks on one encoder, glued along it: 10, 100 and 1 000 of them; each costs the same.
 *
 * Beside the whole road stands the paper's own algorithm, which ends at 200 tasks. */

#include <colim/colim.h>

#define SCALING_UNIT "task"
#include "tests/bench/path-matrix.h"
#include "tests/bench/scaling.h"

#define MOST_DENSE 200

/* S is the encoder, and T0, T1, … are the tasks. */
static ColimFile *
write_tasks (gint32 n)
{
  GString *out = g_string_new ("let encoder = flatten · linear(8)\n"
                               "diagram S { X ⇒ Real[1, 8, 8]; F ⇒ Real[8]; m : X → F ⇒ encoder }\n");
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = NULL;

  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (out,
                            "diagram T%d { N ⇒ [digits]; X; F; Y ⇒ {Class[10], cross_entropy}; x : N → X ⇒ .image\n"
                            "  y : N → Y ⇒ .label; m : X → F; h : F → Y ⇒ linear(10); x · m · h ≤ y }\n",
                            i);
  text = colim_text_new ("tasks.colim", out->str, -1);
  g_string_free (out, TRUE);
  term = colim_parse_file (text, diagnostics);

  return colim_file_new (text, term, diagnostics);
}

static ColimGluing *
glue (ColimFile *file, gint32 n)
{
  g_autofree ColimDiagram **parts = g_new (ColimDiagram *, (gsize) n);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();

  for (gint32 i = 0; i < n; i++)
    parts[i] = colim_file_get_diagram (file, (gsize) i + 1);

  return colim_gluing_new ("All", parts, (gsize) n, colim_file_get_diagram (file, 0), NULL, diagnostics);
}

enum {
  READ,
  GLUE,
  PAIRS,
  REPORT,
  COMPILE,
  N_STAGES,
};

static void
run (gint32 n, guint round, ScalingColumn *columns)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimFile) file = write_tasks (n);
  g_autoptr (ColimGluing) gluing = NULL;
  g_autoptr (ColimSelection) selection = colim_selection_new ();
  g_autoptr (ColimPairs) pairs = NULL;
  g_autoptr (ColimGluingReport) report = NULL;
  g_autoptr (ColimPlan) plan = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();

  scaling_keep (&columns[READ], round, scaling_since (start), n);
  start = g_get_monotonic_time ();
  gluing = glue (file, n);
  scaling_keep (&columns[GLUE], round, scaling_since (start), n);
  start = g_get_monotonic_time ();
  pairs = colim_pairs_new (colim_diagram_get_graph (colim_gluing_get_diagram (gluing)), selection, TRUE, NULL);
  scaling_keep (&columns[PAIRS], round, scaling_since (start), n);
  start = g_get_monotonic_time ();
  report = colim_gluing_report_new (gluing, NULL);
  scaling_keep (&columns[REPORT], round, scaling_since (start), n);
  start = g_get_monotonic_time ();
  plan = colim_diagram_plan (colim_gluing_get_diagram (gluing), NULL, 1, diagnostics, NULL);
  scaling_keep (&columns[COMPILE], round, scaling_since (start), n);
  if (plan == NULL || colim_pairs_get_n (pairs) != n || !colim_gluing_report_is_additive (report))
    g_error ("%d tasks do not make %d terms that add", n, n);
}

/* The paper's algorithm in the same units, where it ends. */
static void
run_dense (gint32 n)
{
  g_autoptr (ColimFile) file = write_tasks (n);
  g_autoptr (ColimGluing) gluing = glue (file, n);
  gint64 start = g_get_monotonic_time ();

  if (path_matrix_count_parallel (colim_diagram_get_graph (colim_gluing_get_diagram (gluing))) != n)
    g_error ("the matrices do not find %d pairs", n);
  printf ("          the paper's matrices %.0f ns\n", scaling_since (start) / n);
}

int
main (void)
{
  static const gint32 sizes[] = { 10, 100, 200, 1000 };
  ScalingColumn columns[] = {
    [READ] = { .name = "read" },       [GLUE] = { .name = "glue" },       [PAIRS] = { .name = "pairs" },
    [REPORT] = { .name = "report" },   [COMPILE] = { .name = "compile" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      for (guint round = 0; round < N_ROUNDS; round++)
        run (sizes[i], round, columns);
      scaling_row (sizes[i], columns, N_STAGES);
      if (sizes[i] <= MOST_DENSE)
        run_dense (sizes[i]);
    }

  return scaling_end (columns, N_STAGES);
}
