/* Operations that rewrite C-sets, and that compose open ones. */

#include "lib/exchange/requests-private.h"

#include <colim/colimit.h>
#include <colim/complement.h>
#include <colim/gluing-conditions.h>
#include <colim/open-cset.h>
#include <colim/rewrite.h>
#include <colim/subobject.h>

static gboolean
spend_ends (ColimRequest *self, const ColimHom *hom, GError **error)
{
  return _colim_request_spend_parts (self, hom->dom, error) && _colim_request_spend_parts (self, hom->codom, error);
}

gboolean
_colim_operation_pushout_complement (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *l = _colim_request_get_hom (self, "l"), *m = _colim_request_get_hom (self, "m");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimComplement) complement = NULL;

  if (!spend_ends (self, l, error) || !_colim_request_spend_parts (self, m->codom, error))
    return FALSE;
  complement = colim_complement_new_pushout (l, m, &local_error);
  if (complement == NULL && !g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_NO_COMPLEMENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  _colim_request_write_boolean (answer, "exists", complement != NULL);
  if (complement != NULL)
    _colim_request_write_cset (self, answer, colim_complement_get_cset (complement));

  return TRUE;
}

typedef const gint32 *(*TriplesFunc) (const ColimGluingConditions *conditions, gsize *n);
typedef const char *(*NameFunc) (const ColimSchema *schema, gint32 index);

static void
write_triples (ColimJsonWriter *answer, const char *key, const ColimGluingConditions *conditions, TriplesFunc get,
               const ColimSchema *schema, NameFunc get_name)
{
  gsize n;
  const gint32 *triples = get (conditions, &n);

  colim_json_writer_key (answer, key);
  colim_json_writer_array (answer);
  for (gsize i = 0; i < n; i += 3)
    {
      colim_json_writer_array (answer);
      colim_json_writer_string (answer, get_name (schema, triples[i]));
      _colim_compact_json_write_part (answer, triples[i + 1]);
      _colim_compact_json_write_part (answer, triples[i + 2]);
      colim_json_writer_array_end (answer);
    }
  colim_json_writer_array_end (answer);
}

gboolean
_colim_operation_gluing_conditions (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *l = _colim_request_get_hom (self, "l"), *m = _colim_request_get_hom (self, "m");
  g_autoptr (ColimGluingConditions) conditions = NULL;

  if (!spend_ends (self, l, error) || !_colim_request_spend_parts (self, m->codom, error))
    return FALSE;
  if ((conditions = colim_gluing_conditions_new (l, m, error)) == NULL)
    return FALSE;
  _colim_request_write_boolean (answer, "exists", colim_gluing_conditions_hold (conditions));
  write_triples (answer, "dangling", conditions, colim_gluing_conditions_get_dangling, l->dom->schema,
                 colim_schema_get_hom_name);
  write_triples (answer, "identification", conditions, colim_gluing_conditions_get_identification, l->dom->schema,
                 colim_schema_get_object_name);

  return TRUE;
}

static gboolean
find_kind (const ColimRequest *self, ColimRuleKind *kind, GError **error)
{
  ColimJson *name = _colim_request_find (self, "kind", COLIM_JSON_STRING, error);

  if (name == NULL || colim_rule_kind_parse (colim_json_get_string (name), kind))
    return name != NULL;
  _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "expected 'dpo', 'spo' or 'sqpo', not '%s'",
                         colim_json_get_string (name));

  return FALSE;
}

gboolean
_colim_operation_rewrite (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *l = _colim_request_get_hom (self, "l"), *r = _colim_request_get_hom (self, "r");
  ColimHom *m = _colim_request_get_hom (self, "m");
  g_autoptr (ColimRule) rule = NULL;
  g_autoptr (ColimRewrite) rewrite = NULL;
  ColimRuleKind kind;

  if (!find_kind (self, &kind, error) || !spend_ends (self, l, error)
      || !_colim_request_spend_parts (self, r->codom, error) || !_colim_request_spend_parts (self, m->codom, error)
      || (rule = colim_rule_new (kind, l, r, NULL, 0, error)) == NULL
      || (rewrite = colim_rewrite_new (rule, m, self->budget, error)) == NULL
      || !_colim_request_spend_parts (self, colim_rewrite_get_result (rewrite), error))
    return FALSE;
  _colim_request_write_cset (self, answer, colim_rewrite_get_result (rewrite));

  return TRUE;
}

/* The match must be one of what is named beside it. */
static gboolean
check_end (const ColimRequest *self, const char *key, const ColimCSet *end, const char *what, GError **error)
{
  if (colim_cset_equal (_colim_request_get_cset (self, key), end))
    return TRUE;
  _colim_json_set_error (colim_json_find (self->operation, "m"), error, COLIM_ERROR_NOT_COMPOSABLE,
                         "'m' does not %s at '%s'", what, _colim_request_get_name (self, key));

  return FALSE;
}

gboolean
_colim_operation_coneg_rewrite (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *right = _colim_request_get_cset (self, "R"), *host = _colim_request_get_cset (self, "G");
  ColimHom *m = _colim_request_get_hom (self, "m");
  g_autoptr (ColimSubobject) all = NULL, image = NULL, rest = NULL;
  g_autoptr (ColimHom) inclusion = NULL;
  g_autoptr (ColimColimit) coproduct = NULL;

  if (!check_end (self, "L", m->dom, "start", error) || !check_end (self, "G", m->codom, "end", error)
      || !spend_ends (self, m, error) || !_colim_request_spend_parts (self, right, error))
    return FALSE;
  all = colim_subobject_new_top (m->dom);
  image = colim_subobject_image (all, m, NULL);
  rest = colim_subobject_non (image);
  inclusion = colim_subobject_inclusion (rest);
  coproduct
      = colim_colimit_new_coproduct (host->schema, (ColimCSet *[]) { inclusion->dom, right }, 2, error);
  if (coproduct == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_colimit_get_apex (coproduct));

  return TRUE;
}

/* One of the interfaces of a cospan: a list of parts. */
static ColimFinFunction *
read_interface (const ColimJson *json, const char *key, const ColimCSet *apex, gint32 ob, GError **error)
{
  ColimJson *list = colim_json_find (json, key);
  g_autofree gint32 *values = NULL;
  guint n;

  if (list == NULL)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_INVALID, "this cospan has no '%s'", key);
      return NULL;
    }
  if (!_colim_compact_json_expect (list, COLIM_JSON_ARRAY, "parts, as an array", error))
    return NULL;
  n = colim_json_get_length (list);
  values = g_new (gint32, n);
  for (guint i = 0; i < n; i++)
    if (!_colim_compact_json_read_part (colim_json_get_element (list, i), apex->n_parts[ob],
                                        colim_schema_get_object_name (apex->schema, ob), FALSE, &values[i], error))
      return NULL;

  return colim_fin_function_new (values, n, apex->n_parts[ob], error);
}

static ColimOpenCSet *
read_cospan (ColimRequest *self, const char *key, const ColimJson *object, GError **error)
{
  ColimJson *json = colim_json_find (self->operation, key);
  ColimCSet *apex = g_hash_table_lookup (self->csets, colim_json_get_string (colim_json_find (json, "apex")));
  const char *name = colim_json_get_string (object);
  gint32 ob = colim_schema_find_object (apex->schema, name);
  g_autoptr (ColimFinFunction) left = NULL, right = NULL;

  if (ob < 0)
    {
      _colim_json_set_error (object, error, COLIM_ERROR_UNKNOWN_NAME, "no object '%s' in the schema", name);
      return NULL;
    }
  if ((left = read_interface (json, "left", apex, ob, error)) == NULL
      || (right = read_interface (json, "right", apex, ob, error)) == NULL
      || !_colim_request_spend_parts (self, apex, error))
    return NULL;

  return colim_open_cset_new (apex, (const char *[]) { name, name }, 2, (ColimFinFunction *[]) { left, right }, 2,
                              error);
}

static void
write_interface (ColimJsonWriter *answer, const char *key, const ColimFinFunction *interface)
{
  gsize n;
  const gint32 *parts = colim_fin_function_get_values (interface, &n);

  colim_json_writer_key (answer, key);
  _colim_request_write_parts (answer, parts, n);
}

gboolean
_colim_operation_structured_cospan_compose (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimJson *object = _colim_request_find (self, "interface_ob", COLIM_JSON_STRING, error);
  g_autoptr (ColimOpenCSet) first = NULL, second = NULL, composite = NULL;

  if (object == NULL || (first = read_cospan (self, "g", object, error)) == NULL
      || (second = read_cospan (self, "h", object, error)) == NULL
      || (composite = colim_open_cset_compose (first, second, error)) == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_open_cset_get_apex (composite));
  write_interface (answer, "left", colim_open_cset_get_leg (composite, 0));
  write_interface (answer, "right", colim_open_cset_get_leg (composite, 1));

  return TRUE;
}
