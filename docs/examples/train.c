/* Trains a file and takes its metrics: what 'colim train FILE -o DIR' and 'colim eval FILE --run DIR' do. */

#include <colim/colim.h>

#include <stdio.h>

static void
tell_epoch (ColimTraining *training, const char *diagram, double epoch, gint64 n_epochs, const char *text, gboolean ended,
            gpointer user_data)
{
  if (ended)
    printf ("%s, epoch %g of %" G_GINT64_FORMAT ": %s\n", diagram, epoch, n_epochs, text);
}

static void
tell_metric (const char *name, const char *data, double value, gint64 n, gpointer user_data)
{
  printf ("%s on %s: %.3f over %" G_GINT64_FORMAT " points\n", name, data, value, n);
}

static gboolean
train (const char *path, const char *folder, ColimDiagnostics *diagnostics, GError **error)
{
  g_autoptr (ColimFile) file = colim_file_read (path, NULL, NULL, diagnostics, error);
  g_autoptr (ColimTraining) training = NULL;
  g_auto (GStrv) names = NULL;

  if (file == NULL)
    return FALSE;

  training = colim_training_new (file, folder);
  colim_training_set_epochs (training, 3);
  g_signal_connect (training, "progress", G_CALLBACK (tell_epoch), NULL);
  if (!colim_training_run (training, NULL, diagnostics, error))
    return FALSE;

  names = colim_weights_list (colim_training_get_weights (training));
  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (ColimTensor) tensor = colim_weights_get (colim_training_get_weights (training), *name);
      g_autofree char *shape = colim_tensor_print_shape (tensor);

      printf ("%s %s\n", *name, shape);
    }

  return colim_diagram_evaluate (colim_file_get_diagram (file, 0), folder, NULL, 0, tell_metric, NULL, diagnostics, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s FILE DIR\n", argv[0]);
      return 2;
    }
  if (train (argv[1], argv[2], diagnostics, &error))
    return 0;
  if (error == NULL)
    colim_diagnostics_propagate (diagnostics, &error);
  fprintf (stderr, "%s\n", error->message);

  return 2;
}
