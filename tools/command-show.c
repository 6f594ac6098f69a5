/* The picture of a diagram. */

#include "tools/command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* STEM.FORMAT in the current folder, for a terminal cannot show a picture. */
static char *
name_output (const char *path, const char *format)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';

  return g_strdup_printf ("%s.%s", base, format);
}

gboolean
write_output (const char *input, const char *output, const char *format, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *name = output != NULL ? g_strdup (output) : isatty (STDOUT_FILENO) ? name_output (input, format) : NULL;
  g_autoptr (GError) local_error = NULL;

  if (name == NULL)
    return fwrite (data, 1, length, stdout) == length;
  /* Written beside and renamed: a file is replaced whole or not at all. */
  if (!g_file_set_contents_full (name, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local_error))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be written: %s", name, local_error->message);
      return FALSE;
    }
  fprintf (stderr, "written to %s\n", name);

  return TRUE;
}

static Status
run_show (int argc, char **argv, GError **error)
{
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  g_auto (FileOptions) file_options = { 0 };
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "type", 'T', 0, G_OPTION_ARG_STRING, &format, "svg (unless given), png, pdf, or dot, which has no layout", "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Write to this file", "OUT" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { selection_option_group (&selection_options), file_option_group (&file_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimDrawing) drawing = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ColimDiagram *diagram;
  ColimSelection selection;

  if (!read_options (&show_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if (format == NULL)
    format = g_strdup ("svg");
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL
      || !make_selection (diagram, &selection_options, &selection, error)
      || (drawing = colim_diagram_draw (diagram, &selection, error)) == NULL
      || (bytes = colim_drawing_render (drawing, format, error)) == NULL
      || !write_output (argv[1], output, format, bytes, error))
    return STATUS_BAD;

  return STATUS_DONE;
}

const Command show_command = {
  "show",
  "FILE",
  "draw the diagram, each pair of the loss in its own colour",
  "The picture goes to standard output, on a terminal to STEM.svg.  Drums are indexing vertices, a double rim is a loss,\n"
  "dashed edges are frozen, ◆ marks a model that several edges share.\n\n"
  "  colim show digits.colim -T png -o digits.png",
  run_show,
};
