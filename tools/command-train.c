/* Training and evaluation. */

#include "tools/command.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

/* No number of epochs. */
#define NOT_GIVEN G_MININT

/* The first Ctrl-C asks, the second kills. */
static void
handle_interrupt (int number)
{
  signal (number, SIG_DFL);
  interrupted = TRUE;
}

/* What was last told of a diagram. */
typedef struct {
  gboolean is_terminal;
  gboolean line_is_open;
  char *diagram;
  char *text;
  double epoch;
  gint64 began;
  GCancellable *cancellable;
} Progress;

static void
clear_line (Progress *progress)
{
  if (progress->line_is_open)
    fputs ("\r\033[K", stderr);
  progress->line_is_open = FALSE;
}

/* A diagram's last words. */
static void
sum_up (Progress *progress)
{
  clear_line (progress);
  if (progress->diagram == NULL)
    return;
  printf ("%s: %g epoch%s in %.1f s%s%s\n", progress->diagram, progress->epoch, progress->epoch == 1 ? "" : "s",
          (double) (g_get_monotonic_time () - progress->began) / G_USEC_PER_SEC, progress->text != NULL ? ": " : "",
          progress->text != NULL ? progress->text : "");
  fflush (stdout);
  g_clear_pointer (&progress->diagram, g_free);
  g_clear_pointer (&progress->text, g_free);
  progress->epoch = 0;
}

static void
show_progress (ColimTraining *training, const char *diagram, double epoch, gint64 n_epochs, const char *text, gboolean ended,
               Progress *progress)
{
  /* A cancellable takes locks, which a signal handler must not: so it is told here. */
  if (interrupted)
    g_cancellable_cancel (progress->cancellable);
  if (g_strcmp0 (progress->diagram, diagram) != 0)
    {
      sum_up (progress);
      progress->diagram = g_strdup (diagram);
      progress->began = g_get_monotonic_time ();
    }
  if (ended)
    {
      g_free (progress->text);
      progress->text = g_strdup (text);
      progress->epoch = epoch;
    }
  if (!progress->is_terminal)
    return;
  fprintf (stderr, "\r\033[K%s  epoch %.*f/%" G_GINT64_FORMAT "  %s", diagram, ended ? 0 : 1, epoch, n_epochs, text);
  fflush (stderr);
  progress->line_is_open = TRUE;
}

/* STEM.run beside where the command runs. */
static char *
name_run (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';

  return g_strdup_printf ("%s.run", base);
}

static void
add_flags (FileOptions *options, char **edges, const char *flag)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (options->set != NULL)
    g_strv_builder_addv (builder, (const char **) options->set);
  for (char **edge = edges; edge != NULL && *edge != NULL; edge++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", *edge, flag);

      g_strv_builder_add (builder, text);
    }
  g_strfreev (options->set);
  options->set = g_strv_builder_end (builder);
}

static Status
train (ColimFile *file, const FileOptions *options, const DataOptions *data, const char *folder, int epochs, gboolean resume,
       ColimDiagnostics *diagnostics, GError **error)
{
  g_autoptr (ColimTraining) training = colim_training_new (file, folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { .is_terminal = isatty (STDERR_FILENO), .cancellable = cancellable };
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  colim_training_set_data_folder (training, data->folder);
  colim_training_set_n_threads (training, (guint) data->n_threads);
  colim_training_set_diagram (training, options->diagram);
  colim_training_set_epochs (training, epochs);
  colim_training_set_resume (training, resume);
  g_signal_connect (training, "progress", G_CALLBACK (show_progress), &progress);
  signal (SIGINT, handle_interrupt);
  signal (SIGTERM, handle_interrupt);
  done = colim_training_run (training, cancellable, diagnostics, &local_error);
  signal (SIGINT, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
  sum_up (&progress);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fprintf (stderr, "interrupted: what is done is saved in %s; --resume goes on\n", folder);
      return STATUS_INTERRUPTED;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (!done)
    colim_diagnostics_propagate (diagnostics, error);
  else
    printf ("the run is in %s\n", folder);

  return done ? STATUS_DONE : STATUS_BAD;
}

static Status
run_train (int argc, char **argv, GError **error)
{
  g_auto (FileOptions) file_options = { 0 };
  g_auto (DataOptions) data_options = { 0 };
  g_autofree char *output = NULL;
  g_auto (GStrv) freeze = NULL;
  g_auto (GStrv) eval = NULL;
  gboolean resume = FALSE;
  int epochs = NOT_GIVEN;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      "The folder that the run makes (FILE without its ending, and .run)", "DIR" },
    { "epochs", 0, 0, G_OPTION_ARG_INT, &epochs, "Train for N epochs, whatever the file says", "N" },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &resume, "Go on with what the folder holds, after an interruption", NULL },
    { "freeze", 0, 0, G_OPTION_ARG_STRING_ARRAY, &freeze, "Do not train through this edge, as the flag 'frozen' says", "EDGE" },
    { "eval", 0, 0, G_OPTION_ARG_STRING_ARRAY, &eval, "Run this edge without dropout, as the flag 'eval' says", "EDGE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { file_option_group (&file_options), data_option_group (&data_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;

  if (!read_options (&train_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((epochs < 0 && epochs != NOT_GIVEN) || data_options.n_threads < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "a number of epochs or threads is a whole number from 0");
      return STATUS_BAD;
    }
  add_flags (&file_options, freeze, "frozen");
  add_flags (&file_options, eval, "eval");
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL)
    return STATUS_BAD;
  if (output == NULL)
    output = name_run (argv[1]);

  return train (file, &file_options, &data_options, output, epochs == NOT_GIVEN ? -1 : epochs, resume, diagnostics, error);
}

const Command train_command = {
  "train",
  "FILE",
  "train the diagram; of a file with several, those with a 'train' block, in order",
  "The folder of the run takes the log, the checkpoints and the weights.  'colim plot DIR' draws its curves, and 'colim eval\n"
  "FILE --run DIR' takes the metrics.  With --diagram only this one is trained.\n"
  "Ctrl-C saves what is done, and --resume goes on from there as if nothing had happened.\n\n"
  "  colim train digits.colim --epochs 5 -o short.run",
  run_train,
};

static void
tell_metric (const char *name, const char *data, double value, gint64 n, gpointer user_data)
{
  ColimJsonWriter *writer = user_data;

  if (writer == NULL)
    {
      printf ("%s on [%s]: %.6g (%" G_GINT64_FORMAT " points)\n", name, data, value, n);
      return;
    }
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "name");
  colim_json_writer_string (writer, name);
  colim_json_writer_key (writer, "data");
  colim_json_writer_string (writer, data);
  colim_json_writer_key (writer, "value");
  if (isfinite (value))
    colim_json_writer_double (writer, value);
  else
    colim_json_writer_null (writer);
  colim_json_writer_key (writer, "n");
  colim_json_writer_int (writer, n);
  colim_json_writer_object_end (writer);
}

static Status
run_eval (int argc, char **argv, GError **error)
{
  g_auto (FileOptions) file_options = { 0 };
  g_auto (DataOptions) data_options = { 0 };
  g_autofree char *run = NULL;
  const GOptionEntry entries[] = {
    { "run", 0, 0, G_OPTION_ARG_FILENAME, &run, "The folder of the run (FILE without its ending, and .run)", "DIR" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { file_option_group (&file_options), data_option_group (&data_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (GError) local_error = NULL;
  ColimDiagram *diagram;

  if (!read_options (&eval_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL)
    return STATUS_BAD;
  if (run == NULL)
    run = name_run (argv[1]);
  if (file_options.json)
    {
      writer = colim_json_writer_new_for_string (FALSE);
      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "metrics");
      colim_json_writer_array (writer);
    }
  if (!colim_diagram_evaluate (diagram, run, data_options.folder, (guint) MAX (data_options.n_threads, 0), tell_metric, writer, diagnostics,
                               &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        colim_diagnostics_propagate (diagnostics, error);
      return STATUS_BAD;
    }
  if (writer == NULL)
    return STATUS_DONE;
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

const Command eval_command = {
  "eval",
  "FILE",
  "take the metrics of the diagram, with the weights of a run",
  "A metric is a statement of the file: accuracy(image · model, label) on [digits.test].\n\n"
  "  colim eval digits.colim --run digits.run",
  run_eval,
};
