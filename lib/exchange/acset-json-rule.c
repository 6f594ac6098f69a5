/* Rewriting rules beside ACSets JSON: {"l": I → L, "r": I → R, "conditions": [L → N, …]}, each homomorphism with its
 * ends.  Conditions may be missing. */

#include "lib/exchange/acset-json-private.h"

#include <string.h>

typedef struct {
  ColimJsonReader *reader;
  ColimJsonPlace place;
  ColimAcsetHom *sides[2]; /* l, r */
  GPtrArray *conditions;   /* ColimAcsetHom, or NULL */
} Reading;

static void
clear (Reading *self)
{
  for (guint side = 0; side < 2; side++)
    g_clear_pointer (&self->sides[side], _colim_acset_hom_free);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear)

static gboolean
read_conditions (Reading *self, ColimSchema *schema, GError **error)
{
  ColimJsonToken token = colim_json_reader_next (self->reader, error);

  if (token != COLIM_JSON_ARRAY)
    {
      if (token != COLIM_JSON_ERROR)
        _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "expected homomorphisms, as an array");
      return FALSE;
    }
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_acset_hom_free);
  while ((token = colim_json_reader_next (self->reader, error)) != COLIM_JSON_ARRAY_END)
    {
      ColimAcsetHom *condition = _colim_acset_hom_read (self->reader, token, schema, error);

      if (condition == NULL)
        return FALSE;
      g_ptr_array_add (self->conditions, condition);
    }

  return TRUE;
}

static gboolean
read_member (Reading *self, ColimSchema *schema, GError **error)
{
  static const char *const sides[] = { "l", "r" };
  const char *key = colim_json_reader_get_string (self->reader, NULL);

  for (guint side = 0; side < 2; side++)
    if (strcmp (key, sides[side]) == 0 && self->sides[side] == NULL)
      {
        ColimJsonToken token = colim_json_reader_next (self->reader, error);

        return (self->sides[side] = _colim_acset_hom_read (self->reader, token, schema, error)) != NULL;
      }
  if (strcmp (key, "conditions") == 0 && self->conditions == NULL)
    return read_conditions (self, schema, error);
  _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_UNKNOWN_NAME,
                                "expected 'l', 'r' or 'conditions', each once");

  return FALSE;
}

static gboolean
read_rule (Reading *self, ColimSchema *schema, GError **error)
{
  ColimJsonToken token = colim_json_reader_next (self->reader, error);

  self->place = _colim_json_reader_here (self->reader);
  if (token == COLIM_JSON_OBJECT)
    while ((token = colim_json_reader_next (self->reader, error)) == COLIM_JSON_KEY)
      if (!read_member (self, schema, error))
        return FALSE;
  if (token == COLIM_JSON_ERROR)
    return FALSE;
  if (token == COLIM_JSON_OBJECT_END && self->sides[0] != NULL && self->sides[1] != NULL)
    return _colim_acset_read_end (self->reader, error);
  _colim_json_reader_set_error_at (self->reader, &self->place, error, COLIM_ERROR_PARSE,
                                   "expected a rule, as an object with 'l' and 'r'");

  return FALSE;
}

/* All homomorphisms: l, r, and the conditions. */
static GPtrArray *
list_homs (const Reading *self)
{
  GPtrArray *homs = g_ptr_array_new ();

  for (guint side = 0; side < 2; side++)
    g_ptr_array_add (homs, self->sides[side]);
  for (guint i = 0; self->conditions != NULL && i < self->conditions->len; i++)
    g_ptr_array_add (homs, self->conditions->pdata[i]);

  return homs;
}

/* The schema that all C-sets of the rule are on. */
static ColimSchema *
find_schema (const GPtrArray *homs, ColimJsonReader *reader, GError **error)
{
  g_autoptr (GPtrArray) instances = g_ptr_array_new ();

  for (guint i = 0; i < homs->len; i++)
    for (guint end = 0; end < 2; end++)
      g_ptr_array_add (instances, ((ColimAcsetHom *) homs->pdata[i])->ends[end]);

  return _colim_acset_instances_find_schema ((ColimAcsetInstance **) instances->pdata, instances->len, reader, error);
}

/**
 * colim_acset_json_parse_rule:
 * @text: a document
 * @kind: what the rule does where a match leaves a choice
 * @schema: (nullable): what the C-sets are on, or %NULL for what the document says, or the first built-in schema that
 *   fits all of them
 * @error: return location for an error
 *
 * Reads a rewriting rule: `{"l": I → L, "r": I → R}`, and `conditions`, a list of homomorphisms L → N, which may be
 * missing.  Homomorphisms are as in [func@Colim.acset_json_parse_hom].
 *
 * Returns: (transfer full): the rule, or %NULL with the errors of [func@Colim.acset_json_parse_hom] or of
 *   [ctor@Colim.Rule.new], the place in the message
 */
ColimRule *
colim_acset_json_parse_rule (ColimText *text, ColimRuleKind kind, ColimSchema *schema, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
  g_auto (Reading) self = { .reader = reader };
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) homs = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (GError) local_error = NULL;
  ColimSchema *found;
  ColimRule *rule;

  if (!read_rule (&self, schema, error))
    return NULL;
  read = list_homs (&self);
  if ((found = find_schema (read, reader, error)) == NULL)
    return NULL;
  for (guint i = 0; i < read->len; i++)
    {
      ColimHom *hom = _colim_acset_hom_end (read->pdata[i], found, error);

      if (hom == NULL)
        return NULL;
      g_ptr_array_add (homs, hom);
    }
  rule = colim_rule_new (kind, homs->pdata[0], homs->pdata[1], (ColimHom **) homs->pdata + 2, homs->len - 2,
                         &local_error);
  if (rule == NULL)
    _colim_json_reader_set_error_at (reader, &self.place, error, (ColimError) local_error->code, "%s",
                                     local_error->message);

  return rule;
}
