/* What can be said of a training before it begins. */

#include <colim/training.h>

#include "theory/diagram/diagram-private.h"
#include "theory/train/session-private.h"

/* More pairs than these are not tried one by one before a training begins. */
#define MOST_TRIED 1000

/* Whether the two sides of every pair can be compared, where the pairs are few enough to list. */
static void
check_terms (ColimInterpretation *interpretation, ColimDiagnostics *diagnostics)
{
  ColimDiagram *diagram = interpretation->diagram;
  g_autoptr (ColimSelection) selection = colim_diagram_get_selection (diagram);
  g_autoptr (ColimPairs) pairs = NULL;

  selection->cap = MOST_TRIED;
  selection->in_loss = TRUE;
  pairs = colim_pairs_new (diagram->graph, selection, FALSE, NULL);
  for (gint32 i = 0; pairs != NULL && i < colim_pairs_get_n (pairs); i++)
    {
      ColimPath *p = colim_pairs_get_p (pairs, i), *q = colim_pairs_get_q (pairs, i);

      const Space *space = &interpretation->spaces[colim_path_get_target (p)];

      if (space->distance != NULL || space->is_hard)
        _colim_check_term (interpretation, p, q, diagnostics);
    }
}

/**
 * colim_interpretation_check_settings:
 * @self: an interpretation
 * @data_folder: (nullable) (type filename): where data sets are looked for
 * @diagnostics: where to report what is wrong
 *
 * Checks what a training would need besides: its settings, the distances of its pairs, its metrics and their data.  What is
 * not given yet is no fault.
 *
 * Returns: whether all is well
 */
gboolean
colim_interpretation_check_settings (ColimInterpretation *self, const char *data_folder, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && diagnostics != NULL, FALSE);

  g_auto (Settings) settings = { 0 };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  if (_colim_settings_read (&settings, self->diagram, diagnostics))
    for (gsize i = 0; i < colim_diagram_get_n_metrics (self->diagram); i++)
      if (_colim_metric_is_given (self, i))
        {
          g_autoptr (Compilation) compilation = _colim_compile_metric (self, i, &settings, data_folder, diagnostics);

          (void) compilation;
        }
  check_terms (self, diagnostics);

  return colim_diagnostics_get_n_errors (diagnostics) == n_errors;
}

/**
 * colim_diagram_plan:
 * @diagram: a diagram
 * @data_folder: (nullable) (type filename): where data sets are looked for
 * @n_threads: how many threads work; 0: as many as there are processors
 * @diagnostics: where to report what is wrong with the diagram
 * @error: return location for an error
 *
 * Plans a step of the training, and runs nothing.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL; then either @error is set, or @diagnostics say what is wrong
 */
ColimPlan *
colim_diagram_plan (ColimDiagram *diagram, const char *data_folder, guint n_threads, ColimDiagnostics *diagnostics, GError **error)
{
  g_return_val_if_fail (diagram != NULL && diagnostics != NULL, NULL);

  g_autoptr (Handles) handles = _colim_handles_new ();
  Session session;
  ColimPlan *plan = NULL;

  if (_colim_session_init (&session, diagram, handles, data_folder, -1, diagnostics, error)
      && (session.compilation
          = _colim_compile_training (session.interpretation, session.pairs, &session.settings, NULL, n_threads, diagnostics))
           != NULL)
    plan = _colim_compilation_plan (session.compilation, NULL, n_threads, error);
  _colim_session_clear (&session);

  return plan;
}
