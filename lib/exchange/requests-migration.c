/* Operations along functors, representables, and the chase. */

#include "lib/exchange/requests-private.h"

#include <colim/chase.h>
#include <colim/functor-json.h>
#include <colim/left-extension.h>
#include <colim/representable.h>
#include <colim/right-extension.h>

/* Looks at rules of the word problem, of which schemas need few. */
#define WORD_BUDGET 100000

/* The functor between the schemas of what is migrated and of what comes of it, checked. */
static ColimFunctor *
get_functor (ColimRequest *self, const ColimCSet *cset, gboolean is_from_target, GError **error)
{
  ColimJson *target = colim_json_find (self->operation, "target_schema"), *json;
  ColimSchema *schema = NULL;
  g_autoptr (ColimFunctor) functor = NULL;
  g_autoptr (GError) local_error = NULL;

  if (target == NULL)
    _colim_json_set_error (self->operation, error, COLIM_ERROR_INVALID, "the operation has no 'target_schema'");
  else
    schema = _colim_request_find_schema (self, target, error);
  if (schema == NULL || (json = _colim_request_find (self, "functor", COLIM_JSON_OBJECT, error)) == NULL)
    return NULL;
  functor = is_from_target ? colim_functor_new_from_json (schema, cset->schema, json, error)
                           : colim_functor_new_from_json (cset->schema, schema, json, error);
  /* Where the word problem is too hard, what is computed is checked all the same. */
  if (functor != NULL
      && colim_functor_check (functor, MIN (self->budget, WORD_BUDGET), &local_error) == COLIM_VERDICT_NO)
    {
      _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);
      return NULL;
    }

  return g_steal_pointer (&functor);
}

/* Precomposition: the functor goes from the target's schema to that of the C-set. */
gboolean
_colim_operation_delta (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimFunctor) functor = get_functor (self, cset, TRUE, error);
  g_autoptr (ColimCSet) pulled = NULL;

  if (functor == NULL)
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_functor_get_dom (functor)); ob++)
    if (!_colim_request_spend (self, cset->n_parts[colim_functor_apply (functor, ob)], error))
      return FALSE;
  if ((pulled = colim_functor_pull_back (functor, cset, error)) == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, pulled);

  return TRUE;
}

gboolean
_colim_operation_sigma (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimFunctor) functor = get_functor (self, cset, FALSE, error);
  g_autoptr (ColimLeftExtension) extension
      = functor != NULL ? colim_left_extension_new (functor, cset, self->budget, error) : NULL;

  if (extension == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_left_extension_get_cset (extension));

  return TRUE;
}

gboolean
_colim_operation_pi (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimFunctor) functor = get_functor (self, cset, FALSE, error);
  g_autoptr (ColimRightExtension) extension
      = functor != NULL ? colim_right_extension_new (functor, cset, self->budget, error) : NULL;

  if (extension == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_right_extension_get_cset (extension));

  return TRUE;
}

gboolean
_colim_operation_representable (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimSchema *schema = _colim_request_get_schema (self, error);
  ColimJson *name = schema != NULL ? _colim_request_find (self, "ob", COLIM_JSON_STRING, error) : NULL;
  gint32 ob = name != NULL ? colim_schema_find_object (schema, colim_json_get_string (name)) : -1;
  g_autoptr (ColimCSet) cset = NULL;

  if (name != NULL && ob < 0)
    _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "no object '%s' in the schema",
                           colim_json_get_string (name));
  if (ob < 0 || (cset = colim_representable_new (schema, ob, self->budget, error)) == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, cset);

  return TRUE;
}

static gboolean
read_rounds (const ColimRequest *self, gint64 *n_rounds, GError **error)
{
  ColimJson *json = _colim_request_find (self, "rounds", COLIM_JSON_NUMBER, error);

  if (json == NULL)
    return FALSE;
  if (colim_json_get_int (json, n_rounds) && *n_rounds >= 0)
    return TRUE;
  _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE, "expected a number of rounds, from 0");

  return FALSE;
}

gboolean
_colim_operation_chase (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimJson *names = colim_json_find (self->operation, "dependencies");
  g_autoptr (GPtrArray) dependencies = g_ptr_array_new ();
  g_autoptr (ColimChase) chase = NULL;
  gint64 n_rounds;

  if (!read_rounds (self, &n_rounds, error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (names); i++)
    g_ptr_array_add (dependencies,
                     g_hash_table_lookup (self->homs, colim_json_get_string (colim_json_get_element (names, i))));
  chase = colim_chase_new (_colim_request_get_cset (self, "of"), (ColimHom **) dependencies->pdata, dependencies->len,
                           n_rounds, self->budget, error);
  if (chase == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_chase_get_cset (chase));
  _colim_request_write_boolean (answer, "terminates", colim_chase_get_terminates (chase));

  return TRUE;
}
