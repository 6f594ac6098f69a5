/* The metrics of weights that a run left. */

#include <colim/training.h>

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"
#include "theory/train/evaluation-private.h"

#include <math.h>
#include <string.h>

/* Rows at a time. */
#define MEASURE_BATCH 256

/* Every parameter that the diagram's models have is in the weights that were read. */
static gboolean
check_weights (ColimWeights *weights, const Handles *handles, const char *path, GError **error)
{
  _colim_weights_adopt (weights, handles);
  for (guint h = 0; h < handles->in_order->len; h++)
    {
      const Handle *handle = g_ptr_array_index (handles->in_order, h);

      for (guint i = 0; i < handle->parameters->len; i++)
        {
          const Parameter *parameter = g_ptr_array_index (handle->parameters, i);
          g_autoptr (ColimTensor) tensor = colim_weights_get (weights, parameter->name);
          gsize n;
          const gint64 *dims = tensor != NULL ? colim_tensor_get_shape (tensor, &n) : NULL;

          if (tensor == NULL || n != parameter->row.n_dims || memcmp (dims, parameter->row.dims, n * sizeof *dims) != 0)
            {
              g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%s: %s '%s', which the diagram needs", path,
                           tensor == NULL ? "there is no parameter" : "of another shape is the parameter", parameter->name);
              return FALSE;
            }
        }
    }

  return TRUE;
}

/**
 * colim_diagram_evaluate:
 * @diagram: a diagram
 * @folder: (type filename): the folder of a run
 * @data_folder: (nullable) (type filename): where data sets are looked for
 * @n_threads: how many threads work; 0: as many as there are processors
 * @func: (scope call) (closure user_data): is told each metric
 * @user_data: passed to @func
 * @diagnostics: where to report what is wrong with the diagram
 * @error: return location for an error
 *
 * Takes the metrics of a diagram with the weights of a run.
 *
 * Returns: whether they could be taken; if not, either @error is set, or @diagnostics say what is wrong
 */
gboolean
colim_diagram_evaluate (ColimDiagram *diagram, const char *folder, const char *data_folder, guint n_threads, ColimMetricFunc func,
                        gpointer user_data, ColimDiagnostics *diagnostics, GError **error)
{
  g_return_val_if_fail (diagram != NULL && folder != NULL && func != NULL && diagnostics != NULL, FALSE);

  g_autoptr (ColimInterpretation) interpretation = colim_interpretation_new (diagram, data_folder, diagnostics);
  g_auto (Settings) settings = { 0 };
  g_autoptr (ColimWeights) weights = NULL;
  g_autofree char *path = g_build_filename (folder, "weights.safetensors", NULL);
  g_autoptr (GArray) evaluations = NULL;

  if (interpretation == NULL || !_colim_settings_read (&settings, diagram, diagnostics))
    return FALSE;
  weights = colim_weights_new (g_str_equal (settings.precision->name, "double") ? COLIM_ELEMENT_FLOAT64 : COLIM_ELEMENT_FLOAT32);
  if (!colim_weights_read (weights, path, error) || !check_weights (weights, interpretation->handles, path, error))
    return FALSE;
  evaluations = _colim_evaluations_new (interpretation, &settings, weights, data_folder, n_threads, diagnostics);
  for (guint i = 0; evaluations != NULL && i < evaluations->len; i++)
    {
      Evaluation *evaluation = &g_array_index (evaluations, Evaluation, i);

      _colim_evaluation_run (evaluation);
      func (_colim_evaluation_get_name (evaluation), evaluation->data, evaluation->value, evaluation->n, user_data);
    }

  return evaluations != NULL;
}

static const Settings *
get_settings (ColimDiagram *diagram, gpointer settings)
{
  return settings;
}

/* Where no run is given, the numbers are those that a training begins with; files that it would load are not read. */
static gboolean
fill_weights (ColimWeights *weights, ColimInterpretation *interpretation, Settings *settings, ColimDiagnostics *diagnostics)
{
  ColimDiagram *diagram = interpretation->diagram;
  gboolean loads = FALSE;

  for (gint32 e = 0; e < colim_diagram_get_n_edges (diagram); e++)
    if (colim_diagram_has_flag (diagram, e, "load", NULL))
      {
        _colim_check_error (diagnostics, g_ptr_array_index (diagram->edges, e), COLIM_ERROR_UNDEFINED,
                            "edge '%s' loads its weights in a training: name the run that has them", colim_diagram_get_edge_name (diagram, e));
        loads = TRUE;
      }
  _colim_weights_fill (weights, interpretation->handles, get_settings, settings);

  return !loads;
}

/* The terms of the pairs from one source. */
static gboolean
measure_source (ColimInterpretation *interpretation, ColimPairs *pairs, gint32 source, gboolean formal, const Settings *settings,
                ColimWeights *weights, guint n_threads, double *terms, ColimDiagnostics *diagnostics, GError **error)
{
  g_autoptr (Compilation) compilation = _colim_compile_loss (interpretation, pairs, source, formal, settings, diagnostics);
  g_autoptr (ColimPlan) plan = NULL;
  g_autofree double *sums = NULL;
  gint64 n;
  guint t = 0;

  if (compilation == NULL)
    return FALSE;
  if (compilation->terms->len == 0)
    return TRUE;
  if ((plan = _colim_compilation_plan (compilation, weights, n_threads, error)) == NULL)
    return FALSE;
  sums = g_new (double, compilation->terms->len);
  n = _colim_compilation_sum (compilation, plan, sums);
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (_colim_is_measured (pairs, i, source, formal))
      {
        const Term *term = &g_array_index (compilation->terms, Term, t);
        double sum = sums[t++], share = colim_diagram_get_reduce (interpretation->diagram) == COLIM_REDUCE_SUM || n == 0 ? 1 : (double) n;

        terms[i] = term->is_hard ? (sum > 0 ? INFINITY : 0) : term->weight * sum / share;
      }

  return TRUE;
}

/**
 * colim_diagram_measure:
 * @diagram: a diagram
 * @pairs: pairs of it
 * @formal: whether to count pairs that end at a vertex without a loss too, discretely
 * @folder: (nullable) (type filename): the folder of a run; %NULL for the weights that a training begins with
 * @data_folder: (nullable) (type filename): where data sets are looked for
 * @n_threads: how many threads work; 0: as many as there are processors
 * @diagnostics: where to report what is wrong with the diagram
 * @error: return location for an error
 *
 * Takes the composite loss over the data, as in evaluation: a term for each pair, reduced as the diagram says.
 *
 * Returns: (transfer full) (nullable) (array): the terms by pair, NaN for pairs that are not in the sum; or %NULL: then
 *   either @error is set, or @diagnostics say what is wrong
 */
double *
colim_diagram_measure (ColimDiagram *diagram, ColimPairs *pairs, gboolean formal, const char *folder, const char *data_folder, guint n_threads,
                       ColimDiagnostics *diagnostics, GError **error)
{
  g_return_val_if_fail (diagram != NULL && pairs != NULL && diagnostics != NULL, NULL);

  g_autoptr (ColimInterpretation) interpretation = colim_interpretation_new (diagram, data_folder, diagnostics);
  g_auto (Settings) settings = { 0 };
  g_autoptr (ColimWeights) weights = NULL;
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "weights.safetensors", NULL) : NULL;
  g_autofree double *terms = g_new (double, (gsize) colim_pairs_get_n (pairs) + 1);

  if (interpretation == NULL || !_colim_settings_read (&settings, diagram, diagnostics))
    return NULL;
  settings.batch = MEASURE_BATCH;
  memset (settings.batches, 0, diagram->vertices->len * sizeof *settings.batches);
  weights = colim_weights_new (g_str_equal (settings.precision->name, "double") ? COLIM_ELEMENT_FLOAT64 : COLIM_ELEMENT_FLOAT32);
  if (path != NULL ? !colim_weights_read (weights, path, error) || !check_weights (weights, interpretation->handles, path, error)
                   : !fill_weights (weights, interpretation, &settings, diagnostics))
    return NULL;
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    terms[i] = NAN;
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    if (interpretation->spaces[v].kind == COLIM_VERTEX_INDEX
        && !measure_source (interpretation, pairs, v, formal, &settings, weights, n_threads, terms, diagnostics, error))
      return NULL;

  return g_steal_pointer (&terms);
}
