/* The training of one diagram: from its settings to its last epoch. */

#pragma once

#include "theory/train/batches-private.h"
#include "theory/train/evaluation-private.h"
#include "theory/train/log-private.h"

typedef struct _Session Session;

/* Is told after a step, or an epoch; FALSE stops the training, which can go on later. */
typedef gboolean (*SessionFunc) (Session *session, gboolean epoch_ends, gpointer data);

struct _Session {
  ColimDiagram *diagram;
  ColimInterpretation *interpretation;
  Settings settings;
  ColimPairs *pairs;
  ColimWeights *weights;
  ColimWeights *kept; /* what the optimiser keeps about the parameters */
  ColimWeights *best; /* the parameters when the metric that is kept was best, or NULL */
  guint n_threads;
  char *folder;

  Compilation *compilation;
  ColimPlan *plan;
  Batches *batches; /* by source */
  GArray *evaluations;
  Log log;

  gint64 n_epochs;   /* whole or begun ones */
  gint64 epoch_steps;
  gint64 n_steps;
  gint64 step;       /* how many are done */
  double *sums;      /* of the terms, in this epoch */
  gint64 *points;    /* by source, in this epoch */
};

/* Reads settings, lists pairs; what is wrong is reported, and FALSE given. */
gboolean _colim_session_init (Session *self, ColimDiagram *diagram, Handles *handles, const char *data_folder, gint64 epochs,
                              ColimDiagnostics *diagnostics, GError **error);
void _colim_session_clear (Session *self);

/* Compiles and plans, with the weights as they are. */
gboolean _colim_session_prepare (Session *self, ColimWeights *weights, const char *data_folder, guint n_threads, ColimDiagnostics *diagnostics,
                                 GError **error);

/* Trains until the end, or until the function says to stop. */
void _colim_session_run (Session *self, SessionFunc func, gpointer data);

/* Whether there is nothing left to train. */
gboolean _colim_session_is_done (const Session *self);

/* Makes the weights those that were best, if the settings say so: the last thing, as a training goes on from where it was. */
void _colim_session_take_best (Session *self);

/* The value of a term so far in this epoch, or that of the last one. */
double _colim_session_get_term (const Session *self, guint term);

/* model-files.c: the files that the flags `load` and `save` name.  What an earlier session saves need not be there yet: @saved
 * are the paths of those before, and takes those of this one. */
typedef gboolean (*SessionHandleFunc) (const Session *self, const Handle *handle, gpointer data);
/* Copies of what is loaded are given the same values, where the function says so. */
gboolean _colim_session_load_models (const Session *self, const Handles *handles, SessionHandleFunc follows, gpointer data,
                                     ColimWeights *weights, GError **error);
gboolean _colim_session_save_models (const Session *self, const Handles *handles, ColimWeights *weights, GError **error);
void _colim_session_check_models (const Session *self, const Handles *handles, GHashTable *saved, ColimDiagnostics *diagnostics);

/* For people: the bound that cuts the loss, or NULL if none does. */
char *_colim_session_print_bound (const Session *self);

/* checkpoint.c */
gboolean _colim_session_save (Session *self, GError **error);
/* Goes on from a checkpoint, if there is one. */
gboolean _colim_session_restore (Session *self, gboolean *found, GError **error);
