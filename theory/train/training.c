/* The training of a file: its diagrams in order, on one set of weights, in a folder. */

#include <colim/training.h>

#include "theory/diagram/diagram-private.h"
#include "theory/train/session-private.h"

#include <colim/parser.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* A checkpoint is written after so many seconds, and at the end. */
#define CHECKPOINT_SECONDS 10

/* How often progress is told. */
#define PROGRESS_SECONDS 0.1

struct _ColimTraining {
  GObject parent_instance;

  ColimFile *file;
  char *folder;
  char *data_folder;
  char *diagram;
  guint n_threads;
  gint64 epochs; /* -1: as the file says */
  gboolean resume;

  Handles *handles;
  ColimWeights *weights;
  Session *sessions;
  guint n_sessions;

  /* While it runs */
  GCancellable *cancellable;
  GError *failure;
  gint64 saved, told; /* monotonic times */
};

/**
 * ColimTraining:
 *
 * The training of the diagrams of a file, in a folder that takes its log, its checkpoints and its weights.
 */
G_DEFINE_FINAL_TYPE (ColimTraining, colim_training, G_TYPE_OBJECT)

enum { PROGRESS, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
finalize (GObject *object)
{
  ColimTraining *self = COLIM_TRAINING (object);

  for (guint i = 0; i < self->n_sessions; i++)
    _colim_session_clear (&self->sessions[i]);
  g_free (self->sessions);
  g_clear_pointer (&self->handles, _colim_handles_free);
  g_clear_object (&self->weights);
  g_clear_pointer (&self->file, colim_file_unref);
  g_free (self->folder);
  g_free (self->data_folder);
  g_free (self->diagram);
  G_OBJECT_CLASS (colim_training_parent_class)->finalize (object);
}

static void
colim_training_class_init (ColimTrainingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;

  /**
   * ColimTraining::progress:
   * @self: the training
   * @diagram: the diagram that is trained
   * @epoch: how many epochs are done, and what part of the one that is begun
   * @n_epochs: how many there will be
   * @text: the terms of the loss by name, and the metrics when an epoch has ended
   * @ended: whether an epoch has just ended
   *
   * Tells how far the training is.
   */
  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                                    G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
colim_training_init (ColimTraining *self)
{
  self->epochs = -1;
}

/**
 * colim_training_new:
 * @file: a file of diagrams
 * @folder: (type filename): where the run goes
 *
 * Makes a training that has not begun.
 *
 * Returns: (transfer full): the training
 */
ColimTraining *
colim_training_new (ColimFile *file, const char *folder)
{
  g_return_val_if_fail (file != NULL && folder != NULL, NULL);

  ColimTraining *self = g_object_new (COLIM_TYPE_TRAINING, NULL);

  self->file = colim_file_ref (file);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * colim_training_set_data_folder:
 * @self: a training
 * @data_folder: (nullable) (type filename): where data sets are looked for
 *
 * Says where the data are.
 */
void
colim_training_set_data_folder (ColimTraining *self, const char *data_folder)
{
  g_return_if_fail (COLIM_IS_TRAINING (self));

  g_free (self->data_folder);
  self->data_folder = g_strdup (data_folder);
}

/**
 * colim_training_set_diagram:
 * @self: a training
 * @diagram: (nullable): a diagram of the file
 *
 * Trains one diagram alone; unless one is named, all are trained that have a `train` block.
 */
void
colim_training_set_diagram (ColimTraining *self, const char *diagram)
{
  g_return_if_fail (COLIM_IS_TRAINING (self));

  g_free (self->diagram);
  self->diagram = g_strdup (diagram);
}

/**
 * colim_training_set_n_threads:
 * @self: a training
 * @n_threads: how many threads work; 0: as many as there are processors
 *
 * Sets the number of threads; the result does not depend on it.
 */
void
colim_training_set_n_threads (ColimTraining *self, guint n_threads)
{
  g_return_if_fail (COLIM_IS_TRAINING (self));

  self->n_threads = n_threads;
}

/**
 * colim_training_set_epochs:
 * @self: a training
 * @epochs: how many epochs, or -1 for as many as the file says
 *
 * Says how long to train.
 */
void
colim_training_set_epochs (ColimTraining *self, gint64 epochs)
{
  g_return_if_fail (COLIM_IS_TRAINING (self));

  self->epochs = epochs;
}

/**
 * colim_training_set_resume:
 * @self: a training
 * @resume: whether to go on with what the folder holds
 *
 * Goes on with a training that was stopped; otherwise the folder must be new.
 */
void
colim_training_set_resume (ColimTraining *self, gboolean resume)
{
  g_return_if_fail (COLIM_IS_TRAINING (self));

  self->resume = resume;
}

/**
 * colim_training_get_weights:
 * @self: a training
 *
 * Gives the weights, once it runs.
 *
 * Returns: (transfer none) (nullable): the weights
 */
ColimWeights *
colim_training_get_weights (ColimTraining *self)
{
  g_return_val_if_fail (COLIM_IS_TRAINING (self), NULL);

  return self->weights;
}

/* Which diagrams are trained */

static gboolean
is_chosen (const ColimTraining *self, ColimDiagram *diagram)
{
  if (self->diagram != NULL)
    return g_str_equal (self->diagram, colim_diagram_get_name (diagram));

  return colim_file_get_n_diagrams (self->file) == 1 || colim_diagram_get_train (diagram) != NULL;
}

static gboolean
open_sessions (ColimTraining *self, ColimDiagnostics *diagnostics, GError **error)
{
  gsize n = colim_file_get_n_diagrams (self->file);

  self->handles = _colim_handles_new ();
  self->sessions = g_new0 (Session, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      ColimDiagram *diagram = colim_file_get_diagram (self->file, i);

      if (is_chosen (self, diagram)
          && !_colim_session_init (&self->sessions[self->n_sessions++], diagram, self->handles, self->data_folder, self->epochs, diagnostics,
                                   error))
        return FALSE;
    }
  if (self->n_sessions > 0)
    return TRUE;
  if (self->diagram != NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "there is no diagram '%s' in %s", self->diagram,
                 colim_text_get_name (colim_file_get_text (self->file)));
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                 "%s: no diagram has a 'train { … }' block, so none is trained; --diagram NAME picks one",
                 colim_text_get_name (colim_file_get_text (self->file)));

  return FALSE;
}

static gboolean
agree_on_precision (const ColimTraining *self, GError **error)
{
  for (guint i = 1; i < self->n_sessions; i++)
    if (g_str_equal (self->sessions[i].settings.precision->name, "double")
        != g_str_equal (self->sessions[0].settings.precision->name, "double"))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "diagrams that train on the same models have one precision, double or not");
        return FALSE;
      }

  return TRUE;
}

/* The settings of a diagram: what says how its handles begin. */
static const Settings *
get_settings (ColimDiagram *diagram, gpointer data)
{
  const ColimTraining *self = data;

  for (guint i = 0; i < self->n_sessions; i++)
    if (self->sessions[i].diagram == diagram)
      return &self->sessions[i].settings;

  return &self->sessions[0].settings;
}

/* The folder */

static gboolean
write_text (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local_error))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be written: %s", path, local_error->message);

  return FALSE;
}

/* The file as it was read; printed anew where a replacement was written in, or where it was JSON. */
static char *
dup_diagram_text (const ColimTraining *self)
{
  ColimText *text = colim_file_get_text (self->file);
  gsize length;
  const char *contents = colim_text_get_contents (text, &length);

  if (!colim_file_is_changed (self->file) && !g_str_has_suffix (colim_text_get_name (text), ".json"))
    return g_strndup (contents, length);

  return colim_print_file (colim_file_get_term (self->file));
}

static gboolean
write_settings (ColimTraining *self, const Session *session, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (TRUE);
  g_autoptr (ColimSelection) selection = colim_diagram_get_selection (session->diagram);
  g_autofree char *text = NULL;

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "diagram");
  colim_json_writer_string (writer, colim_diagram_get_name (session->diagram));
  colim_json_writer_key (writer, "policy");
  colim_json_writer_string (writer, colim_policy_get_name (selection->policy));
  colim_json_writer_key (writer, "bound");
  if (selection->max_length >= 0)
    colim_json_writer_int (writer, selection->max_length);
  else
    colim_json_writer_null (writer);
  colim_json_writer_key (writer, "derivations");
  if (selection->max_length >= 0)
    colim_json_writer_int (writer, MAX (selection->max_length, selection->max_derivation));
  else
    colim_json_writer_null (writer);
  colim_json_writer_key (writer, "complete");
  colim_json_writer_boolean (writer, colim_pairs_is_complete (session->pairs));
  colim_json_writer_key (writer, "reduce");
  colim_json_writer_string (writer, colim_diagram_get_reduce (session->diagram) == COLIM_REDUCE_SUM ? "sum" : "mean");
  _colim_settings_write (&session->settings, session->diagram, writer);
  colim_json_writer_key (writer, "threads");
  colim_json_writer_int (writer, self->n_threads > 0 ? self->n_threads : g_get_num_processors ());
  colim_json_writer_key (writer, "kernels");
  colim_json_writer_string (writer, colim_kernels_get_name ());
  colim_json_writer_key (writer, "version");
  colim_json_writer_string (writer, COLIM_VERSION);
  colim_json_writer_object_end (writer);
  text = colim_json_writer_end_string (writer);

  return write_text (session->folder, "settings.json", text, error);
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0777) == 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: the folder cannot be made: %s", path, g_strerror (errno));

  return FALSE;
}

/* A run goes on only with the file that began it. */
static gboolean
check_same_file (const char *folder, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "diagram.colim", NULL);
  g_autofree char *before = NULL;

  if (!g_file_get_contents (path, &before, NULL, NULL) || g_str_equal (before, text))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
               "%s: the file has changed since this run began: make it what %s is, or take another folder with -o", folder, path);

  return FALSE;
}

static gboolean
open_folders (ColimTraining *self, GError **error)
{
  g_autofree char *text = dup_diagram_text (self);

  if (!self->resume && g_file_test (self->folder, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s exists already: go on with it by --resume, or take another folder with -o",
                   self->folder);
      return FALSE;
    }
  for (guint i = 0; i < self->n_sessions; i++)
    {
      Session *session = &self->sessions[i];

      session->folder = self->n_sessions == 1 ? g_strdup (self->folder)
                                              : g_build_filename (self->folder, colim_diagram_get_name (session->diagram), NULL);
      if (!make_folder (session->folder, error) || (self->resume && !check_same_file (session->folder, text, error))
          || !write_text (session->folder, "diagram.colim", text, error))
        return FALSE;
    }

  return TRUE;
}

/* Progress */

static char *
describe (const Session *session, gboolean ended)
{
  GString *text = g_string_new (NULL);
  g_autofree char *bound = _colim_session_print_bound (session);
  gsize n = _colim_log_get_n_rows (&session->log);
  guint n_terms = session->compilation->terms->len;
  const double *row = ended && n > 0 ? _colim_log_get_row (&session->log, n - 1) : NULL;

  for (guint i = 0; i < n_terms + (row != NULL ? session->evaluations->len : 0); i++)
    {
      double value = row != NULL ? row[3 + i] : _colim_session_get_term (session, i);

      if (!isnan (value))
        g_string_append_printf (text, "%s%s %.4g", text->len > 0 ? "  " : "", (char *) g_ptr_array_index (session->log.names, 3 + i), value);
    }
  if (ended && bound != NULL)
    g_string_append_printf (text, ", %s", bound);

  return g_string_free (text, FALSE);
}

static void
tell (ColimTraining *self, Session *session, gboolean ended)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (!ended && (double) (now - self->told) < PROGRESS_SECONDS * G_USEC_PER_SEC)
    return;
  self->told = now;
  text = describe (session, ended);
  g_signal_emit (self, signals[PROGRESS], 0, colim_diagram_get_name (session->diagram),
                 (double) session->step / (double) MAX (session->epoch_steps, 1), session->n_epochs, text, ended);
}

static gboolean
after_step (Session *session, gboolean epoch_ends, gpointer data)
{
  ColimTraining *self = data;
  gint64 now = g_get_monotonic_time ();

  tell (self, session, epoch_ends);
  if (epoch_ends && now - self->saved > CHECKPOINT_SECONDS * G_USEC_PER_SEC)
    {
      self->saved = now;
      if (!_colim_session_save (session, &self->failure))
        return FALSE;
    }

  return !g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
write_weights (ColimTraining *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "weights.safetensors", NULL);

  return colim_weights_write (self->weights, path, error);
}

/* Whether a handle is a copy that no session before this one has trained: then it begins as its origin does. */
static gboolean
is_new_copy (const Session *session, const Handle *handle, gpointer data)
{
  const ColimTraining *self = data;

  for (const Session *before = self->sessions; before < session; before++)
    if (before->diagram == handle->diagram)
      return FALSE;

  return handle->origin != NULL;
}

static gboolean
run_session (ColimTraining *self, Session *session, ColimDiagnostics *diagnostics, GError **error)
{
  gboolean found = FALSE;

  if (!_colim_session_load_models (session, self->handles, is_new_copy, self, self->weights, error)
      || !_colim_session_prepare (session, self->weights, self->data_folder, self->n_threads, diagnostics, error)
      || (self->resume && !_colim_session_restore (session, &found, error)) || !write_settings (self, session, error))
    return FALSE;
  self->saved = self->told = g_get_monotonic_time ();
  _colim_session_run (session, after_step, self);
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  if (!_colim_session_save (session, error))
    return FALSE;
  if (_colim_session_is_done (session))
    _colim_session_take_best (session);
  if (!write_weights (self, error))
    return FALSE;
  if (!_colim_session_is_done (session))
    {
      g_cancellable_set_error_if_cancelled (self->cancellable, error);
      return FALSE;
    }

  return _colim_session_save_models (session, self->handles, self->weights, error);
}

/* The bytes that training takes: a step's, the parameters, and what the optimiser keeps about them. */
static double
measure (const Session *session, const Compilation *compilation, ColimPlan *plan)
{
  double n_bytes = (double) colim_plan_get_n_bytes (plan);
  double size = (double) colim_element_get_size (colim_program_get_element (compilation->program, compilation->loss));

  for (guint i = 0; i < compilation->learned->len; i++)
    {
      const Learned *learned = &g_array_index (compilation->learned, Learned, i);
      double n = size;

      for (guint d = 0; d < learned->parameter->row.n_dims; d++)
        n *= (double) learned->parameter->row.dims[d];
      n_bytes += n * (1 + (learned->kept[0] >= 0) + (learned->kept[1] >= 0));
    }

  return n_bytes;
}

static gboolean
fits (const Session *session, Compilation *compilation, ColimDiagnostics *diagnostics)
{
  double most = (double) sysconf (_SC_PHYS_PAGES) * (double) sysconf (_SC_PAGE_SIZE), needed;
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimPlan) plan = _colim_compilation_plan (compilation, NULL, 1, &error);

  if (plan == NULL)
    {
      colim_diagnostics_error (diagnostics, session->diagram->text, 0, error->code, "diagram '%s': %s",
                               colim_diagram_get_name (session->diagram), error->message);
      return FALSE;
    }
  if ((needed = measure (session, compilation, plan)) <= most)
    return TRUE;
  colim_diagnostics_error (diagnostics, session->diagram->text, 0, COLIM_ERROR_TOO_LARGE,
                           "diagram '%s' trains in %.1f GB of memory, and this machine has %.1f GB: take a smaller batch or smaller models",
                           colim_diagram_get_name (session->diagram), needed / 1e9, most / 1e9);

  return FALSE;
}

/* All of them fit before the first begins: an hour of training is no time to find a wrong name. */
static gboolean
compile_all (ColimTraining *self, ColimDiagnostics *diagnostics)
{
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  g_autoptr (GHashTable) saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->n_sessions; i++)
    {
      Session *session = &self->sessions[i];
      g_autoptr (Compilation) compilation
        = _colim_compile_training (session->interpretation, session->pairs, &session->settings, NULL, 1, diagnostics);
      g_autoptr (GArray) evaluations = NULL;

      if (compilation == NULL || !fits (session, compilation, diagnostics))
        continue;
      evaluations = _colim_evaluations_new (session->interpretation, &session->settings, NULL, self->data_folder, 1, diagnostics);
      _colim_session_check_models (session, self->handles, saved, diagnostics);
    }

  return colim_diagnostics_get_n_errors (diagnostics) == n_errors;
}

/**
 * colim_training_run:
 * @self: a training
 * @cancellable: (nullable): stops it; what is done so far is saved first
 * @diagnostics: where to report what is wrong with the file
 * @error: return location for an error
 *
 * Trains.  Everything is checked before the first step.
 *
 * Returns: whether all was trained to the end; if not, either @error is set (%G_IO_ERROR_CANCELLED when it was stopped), or
 *   @diagnostics say what is wrong
 */
gboolean
colim_training_run (ColimTraining *self, GCancellable *cancellable, ColimDiagnostics *diagnostics, GError **error)
{
  g_return_val_if_fail (COLIM_IS_TRAINING (self) && self->sessions == NULL && diagnostics != NULL, FALSE);

  self->cancellable = cancellable;
  if (!open_sessions (self, diagnostics, error) || !agree_on_precision (self, error) || !compile_all (self, diagnostics)
      || !open_folders (self, error))
    return FALSE;
  self->weights = colim_weights_new (g_str_equal (self->sessions[0].settings.precision->name, "double") ? COLIM_ELEMENT_FLOAT64
                                                                                                        : COLIM_ELEMENT_FLOAT32);
  _colim_weights_fill (self->weights, self->handles, get_settings, self);
  for (guint i = 0; i < self->n_sessions; i++)
    if (!run_session (self, &self->sessions[i], diagnostics, error))
      return FALSE;

  return TRUE;
}
