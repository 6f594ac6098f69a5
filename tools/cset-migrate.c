/* C-sets in files, moved along functors between their schemas. */

#include "tools/cset.h"

/* Looks at rules of the word problem, of which schemas need few. */
#define WORD_BUDGET 100000

typedef enum { DELTA, SIGMA, PI } Migration;

typedef struct {
  gboolean wanted[3];
  char *target; /* a schema, as --schema takes it, or NULL */
} Question;

static void
clear_question (Question *self)
{
  g_free (self->target);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, clear_question)

/* What --target says, or the file does. */
static ColimSchema *
find_target (const char *option, const char *path, const ColimJson *json, GError **error)
{
  ColimSchema *schema = NULL;
  ColimJson *target = colim_json_find (json, "target_schema");
  const char *name;

  if (option != NULL)
    return find_schema ("--target", option, &schema, error) ? schema : NULL;
  if (target == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%s has no 'target_schema': --target says which it is",
                   path);
      return NULL;
    }
  if (colim_json_get_kind (target) != COLIM_JSON_STRING)
    return colim_compact_json_read_schema (target, error);
  name = colim_json_get_string (target);
  if ((schema = colim_schema_find_builtin (name)) != NULL)
    return colim_schema_ref (schema);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "%s: there is no built-in schema '%s'", path, name);

  return NULL;
}

/* The functor of a file, from the schema of a C-set or to it. */
static ColimFunctor *
read_functor (const char *path, const char *option, ColimSchema *schema, Migration migration, GError **error)
{
  g_autoptr (ColimJson) json = read_json (path, error);
  g_autoptr (ColimSchema) target = NULL;
  g_autoptr (ColimFunctor) functor = NULL;
  ColimJson *images;

  if (json == NULL)
    return NULL;
  if (colim_json_get_kind (json) != COLIM_JSON_OBJECT || (images = colim_json_find (json, "functor")) == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "%s: expected an object with 'functor'", path);
      return NULL;
    }
  if ((target = find_target (option, path, json, error)) == NULL)
    return NULL;
  functor = migration == DELTA ? colim_functor_new_from_json (target, schema, images, error)
                               : colim_functor_new_from_json (schema, target, images, error);
  /* Where the word problem is too hard, what is computed is checked all the same. */
  if (functor == NULL || colim_functor_check (functor, WORD_BUDGET, error) == COLIM_VERDICT_NO)
    return NULL;
  g_clear_error (error);

  return g_steal_pointer (&functor);
}

static ColimCSet *
migrate (ColimFunctor *functor, ColimCSet *cset, Migration migration, gint64 budget, GError **error)
{
  g_autoptr (ColimLeftExtension) left = NULL;
  g_autoptr (ColimRightExtension) right = NULL;

  switch (migration)
    {
    case DELTA:
      return colim_functor_pull_back (functor, cset, error);
    case SIGMA:
      left = colim_left_extension_new (functor, cset, budget, error);
      return left != NULL ? colim_cset_ref (colim_left_extension_get_cset (left)) : NULL;
    case PI:
      right = colim_right_extension_new (functor, cset, budget, error);
      return right != NULL ? colim_cset_ref (colim_right_extension_get_cset (right)) : NULL;
    }
  g_return_val_if_reached (NULL);
}

Status
run_migrate (const Command *verb, int argc, char **argv, GError **error)
{
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  g_auto (Question) question = { { FALSE } };
  const GOptionEntry entries[] = {
    { "delta", 0, 0, G_OPTION_ARG_NONE, &question.wanted[DELTA], "Pull back: the functor goes to the schema of X",
      NULL },
    { "sigma", 0, 0, G_OPTION_ARG_NONE, &question.wanted[SIGMA], "Extend to the left: the functor goes from it", NULL },
    { "pi", 0, 0, G_OPTION_ARG_NONE, &question.wanted[PI], "Extend to the right: the functor goes from it", NULL },
    { "target", 0, 0, G_OPTION_ARG_FILENAME, &question.target, "What the result is on, if the file does not say it",
      "NAME|FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GPtrArray) csets = NULL;
  g_autoptr (ColimFunctor) functor = NULL;
  g_autoptr (ColimCSet) migrated = NULL;
  Migration migration;

  if (!read_verb (verb, entries, VERB_DRAWS | VERB_SPENDS, &options, &argc, &argv, 2, error))
    return STATUS_DONE;
  if (question.wanted[DELTA] + question.wanted[SIGMA] + question.wanted[PI] != 1)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "expected one of --delta, --sigma and --pi");
      return STATUS_BAD;
    }
  migration = question.wanted[DELTA] ? DELTA : question.wanted[SIGMA] ? SIGMA : PI;
  if ((csets = read_csets (argv + 2, 1, options.schema, error)) == NULL
      || (functor = read_functor (argv[1], question.target, colim_cset_get_schema (csets->pdata[0]), migration, error))
             == NULL
      || (migrated = migrate (functor, csets->pdata[0], migration, options.budget, error)) == NULL)
    return STATUS_BAD;

  return write_cset (&options, argv[2], migrated, error) ? STATUS_DONE : STATUS_BAD;
}
