#include "theory/train/evaluation-private.h"

#include "theory/diagram/diagram-private.h"

#include <math.h>
#include <string.h>

/* Rows at a time: as many as in training are few for the processor. */
#define EVALUATION_BATCH 256

static void
clear_evaluation (Evaluation *self)
{
  g_clear_pointer (&self->plan, colim_plan_unref);
  g_clear_pointer (&self->compilation, _colim_compilation_free);
  g_free (self->data);
}

static char *
get_data_text (ColimInterpretation *interpretation, gsize metric, const Compilation *compilation)
{
  const ColimTerm *statement = colim_diagram_get_metric (interpretation->diagram, metric);
  gint32 vertex = g_array_index (compilation->sources, Source, 0).vertex;

  return colim_term_get_n_children (statement) > 1 ? colim_term_to_string (colim_term_get_child (statement, 1))
                                                   : colim_interpretation_print_vertex_type (interpretation, vertex);
}

/* Two metrics of one name are told apart by their data. */
static void
name_data (GArray *evaluations)
{
  for (guint i = 0; i < evaluations->len; i++)
    for (guint j = 0; j < i; j++)
      {
        Evaluation *late = &g_array_index (evaluations, Evaluation, i);
        Term *term = &g_array_index (late->compilation->terms, Term, 0);

        if (g_str_equal (term->name, _colim_evaluation_get_name (&g_array_index (evaluations, Evaluation, j))))
          {
            char *name = g_strdup_printf ("%s on [%s]", term->name, late->data);

            g_free (term->name);
            term->name = name;
          }
      }
}

GArray *
_colim_evaluations_new (ColimInterpretation *interpretation, const Settings *settings, ColimWeights *weights, const char *data_folder,
                        guint n_threads, ColimDiagnostics *diagnostics)
{
  g_autoptr (GArray) evaluations = g_array_new (FALSE, TRUE, sizeof (Evaluation));
  Settings whole = *settings;
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  g_autofree gint64 *batches = g_new0 (gint64, interpretation->diagram->vertices->len + 1);

  whole.batch = EVALUATION_BATCH;
  whole.batches = batches;
  g_array_set_clear_func (evaluations, (GDestroyNotify) clear_evaluation);
  for (gsize i = 0; i < colim_diagram_get_n_metrics (interpretation->diagram); i++)
    {
      Evaluation evaluation = { _colim_compile_metric (interpretation, i, &whole, data_folder, diagnostics), NULL, NULL, NAN, 0 };
      g_autoptr (GError) error = NULL;

      if (evaluation.compilation == NULL)
        continue;
      evaluation.plan = _colim_compilation_plan (evaluation.compilation, weights, n_threads, &error);
      evaluation.data = get_data_text (interpretation, i, evaluation.compilation);
      evaluation.compilation->settings = NULL;
      g_array_append_val (evaluations, evaluation);
      if (evaluation.plan == NULL)
        colim_diagnostics_error (diagnostics, interpretation->diagram->text, 0, error->code, "%s", error->message);
    }
  name_data (evaluations);

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : g_steal_pointer (&evaluations);
}

const char *
_colim_evaluation_get_name (const Evaluation *self)
{
  return g_array_index (self->compilation->terms, Term, 0).name;
}

gboolean
_colim_evaluation_is_gain (const Evaluation *self)
{
  for (gint32 i = 0; i < colim_program_get_n_nodes (self->compilation->program); i++)
    if (colim_plan_has (self->plan, i) && g_str_equal (colim_program_get_operation (self->compilation->program, i), "hits"))
      return TRUE;

  return FALSE;
}

gint64
_colim_compilation_sum (Compilation *self, ColimPlan *plan, double *sums)
{
  const Source *source = &g_array_index (self->sources, Source, 0);
  g_autofree gint32 *rows = g_new (gint32, (gsize) source->batch + 1);

  memset (sums, 0, self->terms->len * sizeof *sums);
  if (colim_plan_has (plan, source->rows))
    colim_plan_bind (plan, source->rows, rows);
  for (gint64 begin = 0; begin < source->n_rows; begin += source->batch)
    {
      gint64 n = MIN (source->batch, source->n_rows - begin);

      for (gint64 i = 0; i < n; i++)
        rows[i] = (gint32) (begin + i);
      colim_plan_set_extent (plan, source->extent, n);
      colim_plan_run (plan);
      for (guint i = 0; i < self->terms->len; i++)
        sums[i] += colim_plan_get_number (plan, g_array_index (self->terms, Term, i).total);
    }

  return source->n_rows;
}

void
_colim_evaluation_run (Evaluation *self)
{
  const Term *term = &g_array_index (self->compilation->terms, Term, 0);
  double sum;

  self->n = _colim_compilation_sum (self->compilation, self->plan, &sum);
  self->value = self->n > 0 ? term->weight * sum / (double) self->n : NAN;
  if (term->is_root)
    self->value = sqrt (self->value);
}
