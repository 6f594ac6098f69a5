/* Diagrams that a command is given, each as FILE or FILE:DIAGRAM, and the one that it makes of them. */

#include "tools/command.h"

#include <string.h>

void
parts_init (Parts *self)
{
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_file_unref);
  self->diagnostics = colim_diagnostics_new ();
}

void
parts_clear (Parts *self)
{
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->diagnostics, colim_diagnostics_unref);
}

static ColimFile *
open_file (Parts *self, const char *name, GError **error)
{
  const FileOptions options = { 0 };
  ColimFile *file = g_hash_table_lookup (self->files, name);

  if (file == NULL && (file = read_file (name, &options, self->diagnostics, error)) != NULL)
    g_hash_table_insert (self->files, g_strdup (name), file);

  return file;
}

ColimDiagram *
open_part (Parts *self, const char *argument, ColimFile **file, GError **error)
{
  /* A file may have a colon in its name. */
  const char *colon = g_file_test (argument, G_FILE_TEST_EXISTS) ? NULL : strrchr (argument, ':');
  g_autofree char *name = colon != NULL ? g_strndup (argument, (gsize) (colon - argument)) : g_strdup (argument);
  g_autofree char *diagram = colon != NULL ? g_utf8_normalize (colon + 1, -1, G_NORMALIZE_NFC) : NULL;
  const FileOptions options = { .diagram = diagram };
  ColimFile *found = open_file (self, name, error);

  if (file != NULL)
    *file = found;

  return found != NULL ? choose_diagram (found, &options, error) : NULL;
}

char *
name_after_output (const char *output, const char *otherwise)
{
  g_autofree char *base = output != NULL ? g_path_get_basename (output) : NULL;
  char *dot = base != NULL ? strrchr (base, '.') : NULL;

  if (base == NULL)
    return g_strdup (otherwise);
  if (dot != NULL && dot != base)
    *dot = '\0';
  g_strcanon (base, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_'", '_');

  return g_ascii_isdigit (*base) ? g_strconcat ("_", base, NULL) : g_strdup (base);
}

gboolean
write_diagram (ColimDiagram *diagram, const char *output, GError **error)
{
  char *text = colim_diagram_print_file (diagram, output);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return write_output (output, output, NULL, bytes, error);
}
