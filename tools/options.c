/* What commands have in common: options, reading a file, choosing in it. */

#include "tools/command.h"

#include <stdio.h>
#include <string.h>

/* The language is UTF-8 whatever the locale, and compares names in normal form C: GLib would convert strings, not file
 * names. */
#define TEXT G_OPTION_FLAG_FILENAME

static gboolean
read_text (const char *option, const char *value, char **text, GError **error)
{
  g_free (*text);
  if ((*text = g_utf8_normalize (value, -1, G_NORMALIZE_NFC)) == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: the value is not UTF-8", option);

  return *text != NULL;
}

static gboolean
read_count (const char *option, const char *value, gint64 most, gint64 *count, GError **error)
{
  if (g_ascii_string_to_signed (value, 10, 0, most, count, NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "%s: expected a whole number from 0 to %" G_GINT64_FORMAT ", not '%s'", option, most, value);

  return FALSE;
}

static gboolean
read_name_option (const char *option, const char *value, gpointer data, GError **error)
{
  SelectionOptions *options = data;

  return read_text (option, value,
                    g_str_equal (option, "--policy") ? &options->policy
                    : g_str_equal (option, "--from") ? &options->from
                                                     : &options->to,
                    error);
}

static gboolean
read_bound_option (const char *option, const char *value, gpointer data, GError **error)
{
  SelectionOptions *options = data;
  gint64 bound;

  if (!read_count (option, value, G_MAXINT32 - 1, &bound, error))
    return FALSE;
  *(g_str_equal (option, "--max-length") ? &options->max_length : &options->max_derivation) = (int) bound;

  return TRUE;
}

static gboolean
read_cap_option (const char *option, const char *value, gpointer data, GError **error)
{
  return read_count (option, value, G_MAXINT64, &((SelectionOptions *) data)->cap, error);
}

static gboolean
read_diagram_option (const char *option, const char *value, gpointer data, GError **error)
{
  return read_text (option, value, &((FileOptions *) data)->diagram, error);
}

/* More threads than any machine has processors are a slip. */
static gboolean
read_threads_option (const char *option, const char *value, gpointer data, GError **error)
{
  gint64 n;

  if (!read_count (option, value, 1024, &n, error))
    return FALSE;
  ((DataOptions *) data)->n_threads = (int) n;

  return TRUE;
}

GOptionGroup *
selection_option_group (SelectionOptions *options)
{
  const GOptionEntry entries[] = {
    { "policy", 0, TEXT, G_OPTION_ARG_CALLBACK, read_name_option,
      "What is compared: explicit (what the relations say), edges or paths", "POLICY" },
    { "max-length", 0, TEXT, G_OPTION_ARG_CALLBACK, read_bound_option, "Only paths of at most N edges; needed where there is a cycle", "N" },
    { "max-derivation", 0, TEXT, G_OPTION_ARG_CALLBACK, read_bound_option, "Let derivations pass through paths of N edges", "N" },
    { "irredundant", 0, 0, G_OPTION_ARG_NONE, &options->irredundant,
      "Leave out pairs that are another one with something before or behind it", NULL },
    { "cap", 0, TEXT, G_OPTION_ARG_CALLBACK, read_cap_option, "Give up at more than N pairs or paths (1000000)", "N" },
    { "from", 0, TEXT, G_OPTION_ARG_CALLBACK, read_name_option, "Only what begins at this vertex", "VERTEX" },
    { "to", 0, TEXT, G_OPTION_ARG_CALLBACK, read_name_option, "Only what ends at this vertex", "VERTEX" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group
      = g_option_group_new ("selection", "Selection options:", "Show how pairs are selected", options, NULL);

  g_option_group_add_entries (group, entries);

  return group;
}

GOptionGroup *
file_option_group (FileOptions *options)
{
  const GOptionEntry entries[] = {
    { "diagram", 0, TEXT, G_OPTION_ARG_CALLBACK, read_diagram_option,
      "Which diagram, where the file has several (the last)", "NAME" },
    { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->set, "Give an edge another model, or a vertex another space",
      "NAME=TEXT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group = g_option_group_new ("file", "File options:", "Show how a file is read", options, NULL);

  g_option_group_add_entries (group, entries);

  return group;
}

GOptionGroup *
data_option_group (DataOptions *options)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->folder, "Look for data sets in this folder, then in $COLIM_DATA", "DIR" },
    { "threads", 0, TEXT, G_OPTION_ARG_CALLBACK, read_threads_option, "Use N threads (as many as there are processors)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group = g_option_group_new ("data", "Data options:", "Show how data are read", options, NULL);

  g_option_group_add_entries (group, entries);

  return group;
}

void
data_options_clear (DataOptions *options)
{
  g_free (options->folder);
}

void
selection_options_clear (SelectionOptions *options)
{
  g_free (options->policy);
  g_free (options->from);
  g_free (options->to);
}

void
file_options_clear (FileOptions *options)
{
  g_free (options->diagram);
  g_strfreev (options->set);
}

gboolean
read_options (const Command *command, const GOptionEntry *entries, GOptionGroup **groups, int *argc, char ***argv, int n_arguments,
              GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = g_strdup_printf ("colim %s", command->name);
  /* A command's own options come first; GLib would list those of its main group last. */
  GOptionGroup *own = g_option_group_new (command->name, "Options:", "Show its own options", NULL, NULL);
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_set_prgname (name);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, command->summary);
  g_option_context_set_description (context, command->help);
  g_option_group_add_entries (own, help_entry);
  if (entries != NULL)
    g_option_group_add_entries (own, entries);
  g_option_context_add_group (context, own);
  for (gsize i = 0; groups[i] != NULL; i++)
    g_option_context_add_group (context, groups[i]);
  if (!g_option_context_parse (context, argc, argv, &local_error))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%s; '%s --help' lists the options", local_error->message, name);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, FALSE, NULL);

      fputs (text, stdout);
      return FALSE;
    }
  if (n_arguments < 0 ? *argc < 2 : *argc - 1 != n_arguments)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "expected %s, and found %d argument%s; '%s --help' tells more",
                   command->arguments, *argc - 1, *argc == 2 ? "" : "s", name);
      return FALSE;
    }

  return TRUE;
}

ColimFile *
read_file (const char *path, const FileOptions *options, ColimDiagnostics *diagnostics, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimFile) file
    = colim_file_read (path, (const char *const *) options->set, options->diagram, diagnostics, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (file == NULL)
    colim_diagnostics_propagate (diagnostics, error);

  return g_steal_pointer (&file);
}

ColimDiagram *
choose_diagram (ColimFile *file, const FileOptions *options, GError **error)
{
  gsize n = colim_file_get_n_diagrams (file);
  ColimDiagram *diagram = options->diagram != NULL ? colim_file_find_diagram (file, options->diagram)
                          : n > 0                  ? colim_file_get_diagram (file, n - 1)
                                                   : NULL;

  if (diagram == NULL && options->diagram != NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "there is no diagram '%s' in %s", options->diagram,
                 colim_text_get_name (colim_file_get_text (file)));
  else if (diagram == NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "there is no diagram in %s",
                 colim_text_get_name (colim_file_get_text (file)));

  return diagram;
}

static gboolean
find_vertex (ColimDiagram *diagram, const char *option, const char *name, gint32 *vertex, GError **error)
{
  if (name == NULL || (*vertex = colim_diagram_find_vertex (diagram, name)) >= 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "%s: there is no vertex '%s'", option, name);

  return FALSE;
}

gboolean
make_selection (ColimDiagram *diagram, const SelectionOptions *options, ColimSelection *selection, GError **error)
{
  g_autoptr (ColimSelection) own = colim_diagram_get_selection (diagram);

  *selection = *own;
  if (options->policy != NULL && !colim_policy_parse (options->policy, &selection->policy))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "--policy: there is no policy '%s'; there are explicit, edges and paths",
                   options->policy);
      return FALSE;
    }
  if (options->max_length >= 0)
    selection->max_length = options->max_length;
  if (options->max_derivation >= 0)
    selection->max_derivation = options->max_derivation;
  selection->irredundant = options->irredundant;
  selection->cap = options->cap;

  return find_vertex (diagram, "--from", options->from, &selection->source, error)
         && find_vertex (diagram, "--to", options->to, &selection->target, error);
}

void
name_cycle (ColimDiagram *diagram, gint32 source, gint32 target, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_error_matches (*error, COLIM_ERROR, COLIM_ERROR_CYCLE))
    return;
  text = colim_diagram_explain_cycle (diagram, source, target);
  g_clear_error (error);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "%s: give a bound, by --max-length N or 'bound N' in the file", text);
}

void
write_path (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPath *path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  colim_json_writer_array (writer);
  for (gsize i = 0; i < n; i++)
    colim_json_writer_string (writer, colim_diagram_get_edge_name (diagram, edges[i]));
  colim_json_writer_array_end (writer);
}

void
write_derivation (ColimJsonWriter *writer, ColimDiagram *diagram, ColimDerivation *derivation)
{
  if (derivation == NULL)
    {
      colim_json_writer_null (writer);
      return;
    }
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_derivation_get_n_steps (derivation); i++)
    {
      gint32 rule = colim_derivation_get_rule (derivation, i);

      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "relation");
      if (rule < colim_diagram_get_n_relations (diagram))
        colim_json_writer_int (writer, rule);
      else
        colim_json_writer_null (writer);
      colim_json_writer_key (writer, "at");
      colim_json_writer_int (writer, colim_derivation_get_at (derivation, i));
      colim_json_writer_key (writer, "path");
      write_path (writer, diagram, colim_derivation_get_path (derivation, i));
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_array_end (writer);
}

gboolean
print_json (ColimJsonWriter *writer, GError **error)
{
  g_autofree char *text = colim_json_writer_end_string (writer);

  return puts (text) != EOF;
}

void
print_derivation (ColimDiagram *diagram, ColimPath *from, ColimDerivation *derivation)
{
  g_autofree char *start = colim_diagram_print_path (diagram, from);

  printf ("    %s\n", start);
  for (gint32 i = 0; i < colim_derivation_get_n_steps (derivation); i++)
    {
      g_autofree char *text = colim_diagram_print_path (diagram, colim_derivation_get_path (derivation, i));
      gint32 rule = colim_derivation_get_rule (derivation, i);
      g_autofree char *place = colim_diagram_describe_relation (diagram, rule);

      printf ("  ≤ %s    by %s\n", text, place);
    }
}
