/* The base layer on files: a verb each, on C-sets in ACSets JSON; and requests for any operation. */

#include "tools/command.h"

#include <stdio.h>
#include <string.h>

/* The schema of --schema: a file, or a built-in one; NULL without an error if it is not given. */
static gboolean
find_schema (const char *name, ColimSchema **schema, GError **error)
{
  ColimSchema *builtin = name != NULL ? colim_schema_find_builtin (name) : NULL;
  g_autoptr (ColimText) text = NULL;

  *schema = builtin != NULL ? colim_schema_ref (builtin) : NULL;
  if (name == NULL || builtin != NULL)
    return TRUE;
  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME,
                   "--schema: '%s' is neither a built-in schema nor a file", name);
      return FALSE;
    }

  return (text = colim_text_read (name, error)) != NULL
         && (*schema = colim_acset_json_parse_schema (text, error)) != NULL;
}

/* Reads the options of a verb on ACSets JSON. */
static gboolean
read_verb (const Command *verb, int *argc, char ***argv, int n_arguments, gboolean *json, ColimSchema **schema,
           GError **error)
{
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &name,
      "What the C-sets are on: a built-in schema, or a file in ACSets JSON", "NAME|FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  const GOptionEntry without_json[] = { entries[0], { NULL, 0, 0, 0, NULL, NULL, NULL } };
  GOptionGroup *groups[] = { NULL };

  return read_options (verb, json != NULL ? entries : without_json, groups, argc, argv, n_arguments, error)
         && find_schema (name, schema, error);
}

/* What the file says, and whether it is a C-set on its schema. */
static void
print_cset (ColimCSet *cset)
{
  ColimSchema *schema = colim_cset_get_schema (cset);
  const char *const *names = colim_schema_list_builtins ();

  while (*names != NULL && !colim_schema_equal (schema, colim_schema_find_builtin (*names)))
    names++;
  printf ("a C-set on %s\n", *names != NULL ? *names : "a schema of its own");
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    printf ("  %s: %d\n", colim_schema_get_object_name (schema, ob), colim_cset_get_n_parts_at (cset, ob));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    printf ("  %s: %d variable%s\n", colim_schema_get_attr_type_name (schema, type),
            colim_cset_get_n_variables_at (cset, type), colim_cset_get_n_variables_at (cset, type) == 1 ? "" : "s");
}

static gboolean
write_check (ColimCSet *cset, const char *why, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  ColimSchema *schema = cset != NULL ? colim_cset_get_schema (cset) : NULL;

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "result");
  colim_json_writer_boolean (writer, cset != NULL);
  if (why != NULL)
    {
      colim_json_writer_key (writer, "message");
      colim_json_writer_string (writer, why);
    }
  if (schema != NULL)
    {
      colim_json_writer_key (writer, "parts");
      colim_json_writer_object (writer);
      for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
        {
          colim_json_writer_key (writer, colim_schema_get_object_name (schema, ob));
          colim_json_writer_int (writer, colim_cset_get_n_parts_at (cset, ob));
        }
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_object_end (writer);

  return print_json (writer, error);
}

static Status run_check (int argc, char **argv, GError **error);
static Status run_eval (int argc, char **argv, GError **error);
static Status run_pushout (int argc, char **argv, GError **error);
static Status run_coproduct (int argc, char **argv, GError **error);
static Status run_coequalizer (int argc, char **argv, GError **error);

/* In the order of the help. */
static const Command verbs[] = {
  { "cset check", "FILE", "check that a file is a C-set, and that its equations hold",
    "Without --schema it is on the first built-in schema that has its objects and arrows, or on the one that the file "
    "names:\n"
    "{\"schema\": a name or a schema, \"instance\": a C-set}.\n\n"
    "  colim cset check graph.json --schema ReflexiveGraph",
    run_check },
  { "cset pushout", "F G", "glue two C-sets along a third: F and G start at the same one",
    "F and G are homomorphisms: {\"dom\": C-set, \"cod\": C-set, \"components\": {Ob: [images…]}}.  The legs start at "
    "their ends, and\n"
    "at what they share.\n\n"
    "  colim cset pushout f.json g.json",
    run_pushout },
  { "cset coproduct", "FILES", "lay C-sets side by side", "  colim cset coproduct a.json b.json", run_coproduct },
  { "cset coequalizer", "F G", "glue what two parallel homomorphisms make of their domain",
    "The legs start at the codomain and at the domain.\n\n"
    "  colim cset coequalizer f.json g.json",
    run_coequalizer },
  { "cset eval", "FILE", "answer requests for any operation",
    "FILE.json is a request, a list of them, or {\"facts\": [requests], \"schemas\": {…}}:\n"
    "{\"schema\": …, \"instances\": {NAME: …}, \"morphisms\": {NAME: …}, \"operation\": {\"op\": …}}.\n\n"
    "  colim cset eval request.json --budget 1000000",
    run_eval },
};
enum { CHECK, PUSHOUT, COPRODUCT, COEQUALIZER, EVAL };

static Status
run_check (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimCSet) cset = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!read_verb (&verbs[CHECK], &argc, &argv, 1, &json, &schema, error))
    return STATUS_DONE;
  if ((text = colim_text_read (argv[1], error)) == NULL)
    return STATUS_BAD;
  cset = colim_acset_json_parse (text, schema, &local_error);
  if (cset == NULL && !g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return STATUS_BAD;
    }
  if (cset == NULL)
    fprintf (stderr, "%s\n", local_error->message);
  if (json)
    {
      if (local_error != NULL)
        local_error->message[strcspn (local_error->message, "\n")] = '\0';
      if (!write_check (cset, local_error != NULL ? local_error->message : NULL, error))
        return STATUS_BAD;
    }
  else if (cset != NULL)
    print_cset (cset);

  return cset != NULL ? STATUS_DONE : STATUS_NO;
}

static Status
write_colimit (ColimColimit *colimit, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = NULL;

  if (colimit == NULL)
    return STATUS_BAD;
  writer = colim_json_writer_new_for_string (FALSE);
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "apex");
  colim_acset_json_write (writer, colim_colimit_get_apex (colimit));
  colim_json_writer_key (writer, "legs");
  colim_json_writer_array (writer);
  for (guint i = 0; i < colim_colimit_get_n_legs (colimit); i++)
    colim_compact_json_write_components (writer, colim_colimit_get_leg (colimit, i));
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

static ColimHom *
read_hom (const char *path, ColimSchema *schema, GError **error)
{
  g_autoptr (ColimText) text = colim_text_read (path, error);

  return text != NULL ? colim_acset_json_parse_hom (text, schema, error) : NULL;
}

/* The colimit of two homomorphisms of files. */
static Status
run_pair (const Command *verb, ColimColimit *(*make) (ColimHom *f, ColimHom *g, GError **error), int argc, char **argv,
          GError **error)
{
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (ColimHom) f = NULL, g = NULL;
  g_autoptr (ColimColimit) colimit = NULL;

  if (!read_verb (verb, &argc, &argv, 2, NULL, &schema, error))
    return STATUS_DONE;
  if ((f = read_hom (argv[1], schema, error)) == NULL || (g = read_hom (argv[2], schema, error)) == NULL)
    return STATUS_BAD;
  colimit = make (f, g, error);

  return write_colimit (colimit, error);
}

static Status
run_pushout (int argc, char **argv, GError **error)
{
  return run_pair (&verbs[PUSHOUT], colim_colimit_new_pushout, argc, argv, error);
}

static Status
run_coequalizer (int argc, char **argv, GError **error)
{
  return run_pair (&verbs[COEQUALIZER], colim_colimit_new_coequalizer, argc, argv, error);
}

static Status
run_coproduct (int argc, char **argv, GError **error)
{
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (GPtrArray) csets = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_cset_unref);
  g_autoptr (ColimColimit) colimit = NULL;

  if (!read_verb (&verbs[COPRODUCT], &argc, &argv, -1, NULL, &schema, error))
    return STATUS_DONE;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (ColimText) text = colim_text_read (argv[i], error);
      ColimCSet *cset = text != NULL ? colim_acset_json_parse (text, schema, error) : NULL;

      if (cset == NULL)
        return STATUS_BAD;
      g_ptr_array_add (csets, cset);
    }
  if (schema == NULL && csets->len == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "the coproduct of no C-sets needs --schema");
      return STATUS_BAD;
    }
  colimit = colim_colimit_new_coproduct (schema != NULL ? schema : colim_cset_get_schema (csets->pdata[0]),
                                         (ColimCSet **) csets->pdata, csets->len, error);

  return write_colimit (colimit, error);
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

/* An answer goes to standard output also where it is that there is none. */
static Status
run_eval (int argc, char **argv, GError **error)
{
  gint64 budget = COLIM_REQUESTS_BUDGET;
  const GOptionEntry entries[] = {
    { "budget", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, read_budget,
      "Give up after N steps or parts (10000000)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group = g_option_group_new ("budget", "Options of eval:", "Show options of eval", &budget, NULL);
  GOptionGroup *groups[] = { group, NULL };
  g_autoptr (ColimText) text = NULL;
  g_autofree char *answer = NULL;
  guint status;

  g_option_group_add_entries (group, entries);
  if (!read_options (&verbs[EVAL], NULL, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((text = colim_text_read (argv[1], error)) == NULL
      || (answer = colim_requests_answer (text, budget, &status, error)) == NULL)
    return STATUS_BAD;
  puts (answer);

  return (Status) status;
}

static void
print_verbs (FILE *stream)
{
  fputs ("Usage: colim cset VERB [OPTION…] FILE …\n\n", stream);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (stream, "  %-12s %-6s %s\n", verbs[i].name + strlen ("cset "), verbs[i].arguments, verbs[i].summary);
  fputs (
      "\nC-sets are in ACSets JSON, as AlgebraicJulia writes them.  'colim cset VERB --help' tells more of a verb.\n",
      stream);
}

static Status
run_cset (int argc, char **argv, GError **error)
{
  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_verbs (stdout);
      return STATUS_DONE;
    }
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name + strlen ("cset ")))
      return verbs[i].run (argc - 1, argv + 1, error);
  if (argc < 2)
    print_verbs (stderr);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "there is no verb '%s'; 'colim cset --help' lists them",
                 argv[1]);

  return STATUS_BAD;
}

const Command cset_command = {
  "cset",
  "VERB",
  "compute with C-sets: check, pushout, coproduct, coequalizer, eval",
  NULL,
  run_cset,
};
