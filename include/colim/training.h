#pragma once

#include <colim/file.h>
#include <colim/interpretation.h>
#include <colim/pairs.h>
#include <colim/plan.h>
#include <colim/weights.h>

G_BEGIN_DECLS

#define COLIM_TYPE_TRAINING (colim_training_get_type ())
COLIM_API G_DECLARE_FINAL_TYPE (ColimTraining, colim_training, COLIM, TRAINING, GObject)

/* Life */
COLIM_API ColimTraining *colim_training_new (ColimFile *file, const char *folder);

/* Choices, before it runs */
COLIM_API void colim_training_set_data_folder (ColimTraining *self, const char *data_folder);
COLIM_API void colim_training_set_diagram (ColimTraining *self, const char *diagram);
COLIM_API void colim_training_set_n_threads (ColimTraining *self, guint n_threads);
COLIM_API void colim_training_set_epochs (ColimTraining *self, gint64 epochs);
COLIM_API void colim_training_set_resume (ColimTraining *self, gboolean resume);

/* Running */
COLIM_API gboolean colim_training_run (ColimTraining *self, GCancellable *cancellable, ColimDiagnostics *diagnostics,
                                       GError **error);

/* What came out */
COLIM_API ColimWeights *colim_training_get_weights (ColimTraining *self);

/**
 * ColimMetricFunc:
 * @name: the metric
 * @data: the data set that it was taken on
 * @value: its value: a mean over the points
 * @n: how many points there are
 * @user_data: what was given with the function
 *
 * Is told the value of a metric.
 */
typedef void (*ColimMetricFunc) (const char *name, const char *data, double value, gint64 n, gpointer user_data);

/* Before a training */
COLIM_API gboolean colim_interpretation_check_settings (ColimInterpretation *self, const char *data_folder,
                                                        ColimDiagnostics *diagnostics);
COLIM_API ColimPlan *colim_diagram_plan (ColimDiagram *diagram, const char *data_folder, guint n_threads,
                                         ColimDiagnostics *diagnostics, GError **error);

/* Metrics of weights that are there */
COLIM_API gboolean colim_diagram_evaluate (ColimDiagram *diagram, const char *folder, const char *data_folder, guint n_threads,
                                           ColimMetricFunc func, gpointer user_data, ColimDiagnostics *diagnostics,
                                           GError **error);
COLIM_API double *colim_diagram_measure (ColimDiagram *diagram, ColimPairs *pairs, gboolean formal, const char *folder,
                                         const char *data_folder, guint n_threads, ColimDiagnostics *diagnostics,
                                         GError **error);

G_END_DECLS
