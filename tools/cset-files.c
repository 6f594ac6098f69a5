/* What the verbs of colim cset share: options, reading C-sets and homomorphisms, writing what is made. */

#include "tools/cset.h"

#include <stdio.h>
#include <string.h>

/* A file of JSON, or a database, which has no text. */
typedef struct {
  const char *path;
  ColimText *text;
} Source;

typedef gpointer (*ReadFunc) (const Source *source, ColimSchema *schema, GError **error);
typedef ColimSchema *(*GetSchemaFunc) (gpointer value);

/* The kinds of files that are read several at once. */
typedef struct {
  ReadFunc read;
  GetSchemaFunc get_schema;
  GDestroyNotify unref;
} Kind;

void
verb_options_clear (VerbOptions *options)
{
  g_clear_pointer (&options->schema, colim_schema_unref);
  g_free (options->output);
  g_free (options->format);
}

ColimCSetStyle
verb_options_get_style (const VerbOptions *options)
{
  return options->as_elements ? COLIM_CSET_STYLE_ELEMENTS : COLIM_CSET_STYLE_GRAPH;
}

gboolean
find_schema (const char *option, const char *name, ColimSchema **schema, GError **error)
{
  ColimSchema *builtin = name != NULL ? colim_schema_find_builtin (name) : NULL;
  g_autoptr (ColimText) text = NULL;

  *schema = builtin != NULL ? colim_schema_ref (builtin) : NULL;
  if (name == NULL || builtin != NULL)
    return TRUE;
  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "%s: '%s' is neither a built-in schema nor a file",
                   option, name);
      return FALSE;
    }

  return (text = colim_text_read (name, error)) != NULL
         && (*schema = colim_acset_json_parse_schema (text, error)) != NULL;
}

static gboolean
read_budget (const char *option, const char *value, gpointer data, GError **error)
{
  if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, data, NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: expected a whole number from 0, not '%s'", option,
               value);

  return FALSE;
}

GOptionGroup *
budget_option_group (gint64 *budget)
{
  const GOptionEntry entries[] = {
    { "budget", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, read_budget,
      "Give up after N steps or parts (10000000)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group = g_option_group_new ("budget", "Work:", "Show how work is limited", budget, NULL);

  g_option_group_add_entries (group, entries);

  return group;
}

static GOptionGroup *
make_group (guint flags, VerbOptions *options, char **schema)
{
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, schema,
      "What the C-sets are on: a built-in schema, or a file in ACSets JSON", "NAME|FILE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Write to this file", "OUT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  const GOptionEntry drawing[] = {
    { "type", 'T', 0, G_OPTION_ARG_STRING, &options->format, "Draw: as svg, png, pdf, or dot, which has no layout",
      "FORMAT" },
    { "elements", 0, 0, G_OPTION_ARG_NONE, &options->as_elements,
      "Draw every part as a node, also what has a source and a target", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group
      = g_option_group_new ("files", "Reading and writing:", "Show how files are read and written", options, NULL);

  g_option_group_add_entries (group, entries);
  if (flags & VERB_DRAWS)
    g_option_group_add_entries (group, drawing);

  return group;
}

gboolean
read_verb (const Command *verb, const GOptionEntry *entries, guint flags, VerbOptions *options, int *argc, char ***argv,
           int n_arguments, GError **error)
{
  g_autofree char *name = NULL;
  GOptionGroup *groups[] = { make_group (flags, options, &name),
                             flags & VERB_SPENDS ? budget_option_group (&options->budget) : NULL, NULL };

  return read_options (verb, entries, groups, argc, argv, n_arguments, error)
         && find_schema ("--schema", name, &options->schema, error);
}

static void
free_source (Source *self)
{
  g_clear_pointer (&self->text, colim_text_unref);
  g_free (self);
}

gboolean
file_is_database (const char *path)
{
  char start[16];
  FILE *file = fopen (path, "rb");
  gboolean answer = file != NULL && fread (start, 1, sizeof start, file) == sizeof start
                    && memcmp (start, "SQLite format 3", sizeof start) == 0;

  if (file != NULL)
    fclose (file);

  return answer;
}

/* All that the files say; NULL with an error. */
static GPtrArray *
parse_all (const Kind *kind, const GPtrArray *sources, ColimSchema *schema, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (kind->unref);

  for (guint i = 0; i < sources->len; i++)
    {
      gpointer value = kind->read (sources->pdata[i], schema, error);

      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
    }

  return g_steal_pointer (&values);
}

/* The first built-in schema that fits one file need not fit another: then one of those that were found may fit all. */
static GPtrArray *
agree (const Kind *kind, const GPtrArray *sources, GPtrArray *values, GError **error)
{
  gboolean differ = FALSE;

  for (guint i = 1; i < values->len; i++)
    differ = differ || !colim_schema_equal (kind->get_schema (values->pdata[0]), kind->get_schema (values->pdata[i]));
  if (!differ)
    return g_ptr_array_ref (values);
  for (guint i = 0; i < values->len; i++)
    {
      GPtrArray *agreed = parse_all (kind, sources, kind->get_schema (values->pdata[i]), NULL);

      if (agreed != NULL)
        return agreed;
    }
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE,
               "the files are on different schemas; --schema says which one is meant");

  return NULL;
}

static GPtrArray *
read_all (const Kind *kind, char **paths, guint n, ColimSchema *schema, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) free_source);
  g_autoptr (GPtrArray) values = NULL;

  for (guint i = 0; i < n; i++)
    {
      Source *source = g_new0 (Source, 1);

      g_ptr_array_add (sources, source);
      source->path = paths[i];
      if (!file_is_database (paths[i]) && (source->text = colim_text_read (paths[i], error)) == NULL)
        return NULL;
    }
  values = parse_all (kind, sources, schema, error);

  return values != NULL ? agree (kind, sources, values, error) : NULL;
}

static ColimSchema *
get_schema_of_hom (gpointer hom)
{
  return colim_cset_get_schema (colim_hom_get_dom (hom));
}

static ColimSchema *
get_schema_of_cset (gpointer cset)
{
  return colim_cset_get_schema (cset);
}

static gpointer
parse_cset (const Source *source, ColimSchema *schema, GError **error)
{
  return source->text != NULL ? colim_acset_json_parse (source->text, schema, error)
                              : colim_sqlite_read (source->path, schema, error);
}

static gpointer
parse_hom (const Source *source, ColimSchema *schema, GError **error)
{
  if (source->text != NULL)
    return colim_acset_json_parse_hom (source->text, schema, error);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%s: this is a database, which is a C-set and no homomorphism",
               source->path);

  return NULL;
}

GPtrArray *
read_csets (char **paths, guint n, ColimSchema *schema, GError **error)
{
  static const Kind kind = { parse_cset, get_schema_of_cset, (GDestroyNotify) colim_cset_unref };

  return read_all (&kind, paths, n, schema, error);
}

ColimCSet *
read_cset (const char *path, ColimSchema *schema, GError **error)
{
  g_autoptr (GPtrArray) csets = read_csets ((char **) &path, 1, schema, error);

  return csets != NULL ? colim_cset_ref (csets->pdata[0]) : NULL;
}

GPtrArray *
read_homs (char **paths, guint n, ColimSchema *schema, GError **error)
{
  static const Kind kind = { parse_hom, get_schema_of_hom, (GDestroyNotify) colim_hom_unref };

  return read_all (&kind, paths, n, schema, error);
}

ColimJson *
read_json (const char *path, GError **error)
{
  g_autoptr (ColimText) text = colim_text_read (path, error);

  return text != NULL ? colim_json_parse (text, error) : NULL;
}

gboolean
write_json (const VerbOptions *options, ColimJsonWriter *writer, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (options->output == NULL)
    return print_json (writer, error);
  text = colim_json_writer_end_string (writer);
  line = g_strconcat (text, "\n", NULL);
  bytes = g_bytes_new (line, strlen (line));

  return write_output (NULL, options->output, "json", bytes, error);
}

gboolean
write_drawing (const VerbOptions *options, const char *input, ColimDrawing *drawing, GError **error)
{
  const char *format = options->format != NULL ? options->format : "svg";
  g_autoptr (GBytes) bytes = colim_drawing_render (drawing, format, error);

  return bytes != NULL && write_output (input, options->output, format, bytes, error);
}

gboolean
write_cset (const VerbOptions *options, const char *input, ColimCSet *cset, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autoptr (ColimDrawing) drawing = NULL;

  if (options->format != NULL)
    {
      drawing = colim_cset_draw (cset, verb_options_get_style (options), error);
      return drawing != NULL && write_drawing (options, input, drawing, error);
    }
  if (options->output != NULL && g_str_has_suffix (options->output, ".sqlite"))
    return colim_sqlite_write (cset, options->output, error);
  writer = colim_json_writer_new_for_string (FALSE);
  colim_acset_json_write (writer, cset);

  return write_json (options, writer, error);
}
