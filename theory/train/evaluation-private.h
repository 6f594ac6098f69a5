/* What a diagram's metrics say of its weights. */

#pragma once

#include "theory/compile/compile-private.h"

typedef struct {
  Compilation *compilation;
  ColimPlan *plan;
  char *data; /* the text of the data set, or NULL where the source's own is taken and has none */
  double value;
  gint64 n;
} Evaluation;

/* An evaluation for each metric of the diagram; NULL if something is wrong, which is reported. */
GArray *_colim_evaluations_new (ColimInterpretation *interpretation, const Settings *settings, ColimWeights *weights,
                                const char *data_folder, guint n_threads, ColimDiagnostics *diagnostics);
const char *_colim_evaluation_get_name (const Evaluation *self);
/* Whether more is better. */
gboolean _colim_evaluation_is_gain (const Evaluation *self);

/* Runs over all the data. */
void _colim_evaluation_run (Evaluation *self);

/* Runs a compiled sum over the rows of its source, batch by batch; gives the sums of its terms and the number of rows. */
gint64 _colim_compilation_sum (Compilation *self, ColimPlan *plan, double *sums);
