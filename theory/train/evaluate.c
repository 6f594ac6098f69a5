/* The metrics of weights that a run left. */

#include <colim/training.h>

#include "theory/train/evaluation-private.h"

#include <string.h>

/* Every parameter that the diagram's models have is in the weights that were read. */
static gboolean
check_weights (ColimWeights *weights, const Handles *handles, const char *path, GError **error)
{
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
