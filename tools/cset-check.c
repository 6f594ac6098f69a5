/* Whether a file is a C-set; and requests for any operation. */

#include "tools/cset.h"

#include <stdio.h>
#include <string.h>

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
write_check (const VerbOptions *options, ColimCSet *cset, const char *why, GError **error)
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

  return write_json (options, writer, error);
}

Status
run_check (const Command *verb, int argc, char **argv, GError **error)
{
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  g_autoptr (ColimCSet) cset = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!read_verb (verb, NULL, 0, &options, &argc, &argv, 1, error))
    return STATUS_DONE;
  cset = read_cset (argv[1], options.schema, &local_error);
  if (cset == NULL && !g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return STATUS_BAD;
    }
  if (cset == NULL)
    fprintf (stderr, "%s\n", local_error->message);
  if (options.json)
    {
      if (local_error != NULL)
        local_error->message[strcspn (local_error->message, "\n")] = '\0';
      if (!write_check (&options, cset, local_error != NULL ? local_error->message : NULL, error))
        return STATUS_BAD;
    }
  else if (cset != NULL)
    print_cset (cset);

  return cset != NULL ? STATUS_DONE : STATUS_NO;
}

/* An answer goes to standard output also where it is that there is none. */
Status
run_eval (const Command *verb, int argc, char **argv, GError **error)
{
  gint64 budget = COLIM_REQUESTS_BUDGET;
  GOptionGroup *groups[] = { budget_option_group (&budget), NULL };
  g_autoptr (ColimText) text = NULL;
  g_autofree char *answer = NULL;
  guint status;

  if (!read_options (verb, NULL, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((text = colim_text_read (argv[1], error)) == NULL
      || (answer = colim_requests_answer (text, budget, &status, error)) == NULL)
    return STATUS_BAD;
  puts (answer);

  return (Status) status;
}
