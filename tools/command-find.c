/* Which diagrams of a folder contain a pattern. */

#include "tools/matching.h"

#include <stdio.h>
#include <string.h>

/* Folders may be nested, but not without end. */
#define MOST_DEPTH 64

typedef struct {
  const MatchOptions *options;
  ColimDiagram *pattern;
  ColimJsonWriter *writer; /* NULL: people are told */
  GPtrArray *skipped;      /* the files that are no diagrams */
  guint n_files;
  guint n_diagrams;
  guint n_found;
  guint n_unknown;
} Finding;

static void
tell (const Finding *self, const char *path, ColimDiagram *diagram, ColimMatch *match)
{
  const char *name = colim_diagram_get_name (diagram);
  g_autofree char *text = NULL;

  if (self->writer == NULL)
    {
      text = colim_match_to_string (match);
      printf ("%s:%s    %s\n", path, name, *text != '\0' ? text : "the empty map");
      return;
    }
  colim_json_writer_object (self->writer);
  colim_json_writer_key (self->writer, "file");
  colim_json_writer_string (self->writer, path);
  colim_json_writer_key (self->writer, "diagram");
  colim_json_writer_string (self->writer, name);
  colim_json_writer_key (self->writer, "match");
  colim_match_write_json (match, self->writer);
  colim_json_writer_object_end (self->writer);
}

static void
look_into (Finding *self, const char *path, ColimDiagram *diagram)
{
  g_autoptr (ColimMatching) matching = make_matching (self->options, self->pattern, diagram);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimMatch) match = colim_matching_find (matching, &error);

  self->n_diagrams++;
  if (error != NULL)
    {
      fprintf (stderr, "colim find: %s:%s: not known: %s\n", path, colim_diagram_get_name (diagram), error->message);
      self->n_unknown++;
    }
  if (match == NULL)
    return;
  self->n_found++;
  tell (self, path, diagram, match);
}

/* A message may go on over several lines, with the place in the text. */
static void
skip (Finding *self, const char *path, const char *message)
{
  gsize length = strcspn (message, "\n");
  gboolean located = g_str_has_prefix (message, path);

  fprintf (stderr, "colim find: skipped %s%s%.*s\n", located ? "" : path, located ? "" : ": ", (int) length, message);
  g_ptr_array_add (self->skipped, g_strdup (path));
}

static void
look_into_file (Finding *self, const char *path)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  const FileOptions options = { 0 };
  g_autoptr (ColimFile) file = read_file (path, &options, diagnostics, &error);

  if (file == NULL)
    {
      skip (self, path, error->message);
      return;
    }
  self->n_files++;
  for (gsize i = 0; i < colim_file_get_n_diagrams (file); i++)
    look_into (self, path, colim_file_get_diagram (file, i));
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Looks into the files of a folder and of those in it, in the order of their names; links to folders are not followed.
 */
static gboolean
look_into_folder (Finding *self, const char *path, guint depth, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &local_error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", path, local_error->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inner = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      gboolean is_folder = g_file_test (inner, G_FILE_TEST_IS_DIR);
      g_autoptr (GError) unread = NULL;

      if (is_folder && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        {
          if (depth == MOST_DEPTH)
            skip (self, inner, "folders are nested too deep");
          else if (!look_into_folder (self, inner, depth + 1, &unread))
            skip (self, inner, unread->message);
        }
      else if (g_file_test (inner, G_FILE_TEST_IS_REGULAR)
               && (g_str_has_suffix (inner, ".colim") || g_str_has_suffix (inner, ".json")))
        look_into_file (self, inner);
    }

  return TRUE;
}

static gboolean
find (Finding *self, const char *path, GError **error)
{
  if (self->writer == NULL)
    return look_into_folder (self, path, 0, error);
  colim_json_writer_object (self->writer);
  colim_json_writer_key (self->writer, "found");
  colim_json_writer_array (self->writer);
  if (!look_into_folder (self, path, 0, error))
    return FALSE;
  colim_json_writer_array_end (self->writer);
  colim_json_writer_key (self->writer, "skipped");
  colim_json_writer_array (self->writer);
  for (guint i = 0; i < self->skipped->len; i++)
    colim_json_writer_string (self->writer, g_ptr_array_index (self->skipped, i));
  colim_json_writer_array_end (self->writer);
  colim_json_writer_key (self->writer, "complete");
  colim_json_writer_boolean (self->writer, self->n_unknown == 0);
  colim_json_writer_object_end (self->writer);

  return print_json (self->writer, error);
}

static Status
run_find (int argc, char **argv, GError **error)
{
  MatchOptions match_options = MATCH_OPTIONS_INIT;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { match_option_group (&match_options), NULL };
  g_auto (Parts) parts = { 0 };
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autoptr (GPtrArray) skipped = g_ptr_array_new_with_free_func (g_free);
  Finding finding = { &match_options, NULL, NULL, skipped, 0, 0, 0, 0 };

  if (!read_options (&find_command, entries, groups, &argc, &argv, 2, error))
    return STATUS_DONE;
  parts_init (&parts);
  if (!check_match_options (&match_options, error)
      || (finding.pattern = open_part (&parts, argv[1], NULL, error)) == NULL)
    return STATUS_BAD;
  finding.writer = writer = json ? colim_json_writer_new_for_string (FALSE) : NULL;
  if (!find (&finding, argv[2], error))
    return STATUS_BAD;
  if (!json)
    printf ("%u of %u diagrams in %u files\n", finding.n_found, finding.n_diagrams, finding.n_files);

  return finding.n_unknown > 0 ? STATUS_UNKNOWN : STATUS_DONE;
}

const Command find_command = {
  "find",
  "PATTERN DIR",
  "find the diagrams of a folder that contain a pattern",
  "PATTERN is FILE or FILE:DIAGRAM.  Every diagram of every .colim and .json file in DIR, and in the folders inside "
  "it, is\n"
  "looked into, in the order of the names; of each that contains the pattern the first match is told.  Files that are "
  "no\n"
  "diagrams are named on standard error and skipped.\n\n"
  "  colim find encoder.colim models/ --assigned",
  run_find,
};
