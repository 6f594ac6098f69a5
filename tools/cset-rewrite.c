/* C-sets in files, rewritten by rules. */

#include "tools/cset.h"

#include <stdio.h>

typedef struct {
  char *kind;
  char *match; /* a file, or NULL */
  gboolean monic;
} Question;

static void
clear_question (Question *self)
{
  g_free (self->kind);
  g_free (self->match);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, clear_question)

static gboolean
find_kind (const char *name, ColimRuleKind *kind, GError **error)
{
  if (colim_rule_kind_parse (name != NULL ? name : "dpo", kind))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME,
               "--kind: there is no kind '%s'; there are dpo, spo and sqpo", name);

  return FALSE;
}

static ColimSchema *
get_schema (ColimRule *rule)
{
  return colim_cset_get_schema (colim_hom_get_dom (colim_rule_get_left (rule)));
}

/* The rule and the host, on one schema: that of the rule, if it fits the host, and else that of the host. */
static gboolean
read_files (char **paths, ColimRuleKind kind, ColimSchema *schema, ColimRule **rule, ColimCSet **host, GError **error)
{
  g_autoptr (ColimText) rule_text = colim_text_read (paths[0], error);

  if (rule_text == NULL || (*rule = colim_acset_json_parse_rule (rule_text, kind, schema, error)) == NULL)
    return FALSE;
  if ((*host = read_cset (paths[1], get_schema (*rule), NULL)) != NULL)
    return TRUE;
  if ((*host = read_cset (paths[1], schema, error)) == NULL)
    return FALSE;
  g_clear_pointer (rule, colim_rule_unref);

  return (*rule = colim_acset_json_parse_rule (rule_text, kind, colim_cset_get_schema (*host), error)) != NULL;
}

/* The match of a file, if the rule can be applied there; NULL without an error if not, and @why then says so. */
static ColimHom *
read_match (const char *path, ColimRule *rule, ColimCSet *host, gint64 budget, char **why, GError **error)
{
  g_autoptr (ColimText) text = colim_text_read (path, error);
  g_autoptr (ColimHom) match = text != NULL ? colim_acset_json_parse_hom (text, get_schema (rule), error) : NULL;

  if (match == NULL)
    return NULL;
  if (!colim_cset_equal (colim_hom_get_dom (match), colim_hom_get_codom (colim_rule_get_left (rule)))
      || !colim_cset_equal (colim_hom_get_codom (match), host))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "%s does not go from the left side of the rule to the C-set that is rewritten", path);
      return NULL;
    }

  return colim_rule_accepts (rule, match, budget, why, error) == COLIM_VERDICT_YES ? g_steal_pointer (&match) : NULL;
}

/* Where there is nothing to rewrite. */
static Status
explain_no_match (ColimRule *rule, ColimCSet *host, const char *why, const VerbOptions *options, GError **error)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (colim_hom_get_codom (colim_rule_get_left (rule)), host);

  colim_hom_search_set_budget (search, options->budget);
  if (why == NULL)
    return explain_none (search, "match", "the rule can be applied at none of those there are", options, error);
  if (!options->json)
    fprintf (stderr, "the rule cannot be applied at this match: %s (parts are counted from 0 here)\n", why);

  return STATUS_NO;
}

Status
run_rewrite (const Command *verb, int argc, char **argv, GError **error)
{
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  g_auto (Question) question = { NULL };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &question.kind, "dpo (unless given), spo or sqpo", "KIND" },
    { "match", 0, 0, G_OPTION_ARG_FILENAME, &question.match, "Where: a homomorphism; else at the first match", "FILE" },
    { "monic", 0, 0, G_OPTION_ARG_NONE, &question.monic, "Only at a match that is injective", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (ColimRule) rule = NULL;
  g_autoptr (ColimCSet) host = NULL;
  g_autoptr (ColimHom) match = NULL;
  g_autoptr (ColimRewrite) rewrite = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *why = NULL;
  ColimRuleKind kind;

  if (!read_verb (verb, entries, VERB_DRAWS | VERB_SPENDS, &options, &argc, &argv, 2, error))
    return STATUS_DONE;
  if (!find_kind (question.kind, &kind, error) || !read_files (argv + 1, kind, options.schema, &rule, &host, error))
    return STATUS_BAD;
  match = question.match != NULL ? read_match (question.match, rule, host, options.budget, &why, &local_error)
                                 : colim_rule_find_match (rule, host, question.monic, options.budget, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return STATUS_BAD;
    }
  if (match == NULL)
    return explain_no_match (rule, host, why, &options, error);
  if ((rewrite = colim_rewrite_new (rule, match, options.budget, error)) == NULL)
    return STATUS_BAD;

  return write_cset (&options, argv[2], colim_rewrite_get_result (rewrite), error) ? STATUS_DONE : STATUS_BAD;
}
