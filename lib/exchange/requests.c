/* Answers requests: one, or a list of them, each by the row of its operation.
 *
 *     {"schema": …, "instances": {NAME: …}, "morphisms": {NAME: …}, "operation": {"op": …, arguments}}
 *
 * Every request has an answer, and a status: 0, 1 for an error that it has a code for, 2 for one that makes no sense,
 * 3 for a budget that ran out.
 */

#include "lib/exchange/requests-private.h"

#include <string.h>

typedef enum { STATUS_ANSWER, STATUS_ERROR, STATUS_BAD, STATUS_BUDGET } Status;

static const struct {
  ColimError error;
  const char *code;
  Status status;
} codes[] = {
  { COLIM_ERROR_ATTRIBUTE_CONFLICT, "attribute_conflict", STATUS_ERROR },
  { COLIM_ERROR_NOT_NATURAL, "not_natural", STATUS_ERROR },
  { COLIM_ERROR_EQUATION_VIOLATED, "equation_violated", STATUS_ERROR },
  { COLIM_ERROR_FREE_FLOATING_VARIABLE, "free_floating_variable", STATUS_ERROR },
  { COLIM_ERROR_NO_COMPLEMENT, "no_complement", STATUS_ERROR },
  { COLIM_ERROR_BUDGET, "budget", STATUS_BUDGET },
  { COLIM_ERROR_TOO_LARGE, "budget", STATUS_BUDGET },
};

static void
clear (ColimRequest *self)
{
  g_clear_pointer (&self->schema, colim_schema_unref);
  g_clear_pointer (&self->schemas, g_hash_table_unref);
  g_clear_pointer (&self->csets, g_hash_table_unref);
  g_clear_pointer (&self->homs, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimRequest, clear)

ColimJson *
_colim_request_find (const ColimRequest *self, const char *key, ColimJsonToken kind, GError **error)
{
  static const char *const names[] = {
    [COLIM_JSON_OBJECT] = "an object", [COLIM_JSON_ARRAY] = "an array",
    [COLIM_JSON_STRING] = "a string",  [COLIM_JSON_NUMBER] = "a number",
  };
  ColimJson *value = colim_json_find (self->operation, key);

  if (value == NULL)
    _colim_json_set_error (self->operation, error, COLIM_ERROR_INVALID, "the operation has no '%s'", key);
  else if (colim_json_get_kind (value) != kind)
    _colim_json_set_error (value, error, COLIM_ERROR_INVALID, "expected %s as '%s'", names[kind], key);
  else
    return value;

  return NULL;
}

/* What a name means, in `instances` or `morphisms`. */
ColimJson *
_colim_request_find_named (const ColimRequest *self, const char *section, const ColimJson *name, GError **error)
{
  ColimJson *all = colim_json_find (self->json, section);
  const char *text = colim_json_get_kind (name) == COLIM_JSON_STRING ? colim_json_get_string (name) : NULL;
  ColimJson *found = all != NULL && text != NULL ? colim_json_find (all, text) : NULL;

  if (text == NULL)
    _colim_json_set_error (name, error, COLIM_ERROR_INVALID, "expected a name, as a string");
  else if (found == NULL)
    _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "there is nothing called '%s' in '%s'", text,
                           section);

  return found;
}

const char *
_colim_request_get_name (const ColimRequest *self, const char *key)
{
  return colim_json_get_string (colim_json_find (self->operation, key));
}

ColimCSet *
_colim_request_get_cset (const ColimRequest *self, const char *key)
{
  return g_hash_table_lookup (self->csets, _colim_request_get_name (self, key));
}

ColimHom *
_colim_request_get_hom (const ColimRequest *self, const char *key)
{
  return g_hash_table_lookup (self->homs, _colim_request_get_name (self, key));
}

/* The schema that stands in a `schemas`, or NULL. */
static ColimJson *
find_schema_json (const ColimJson *document, const char *name)
{
  ColimJson *schemas = document != NULL ? colim_json_find (document, "schemas") : NULL;

  return schemas != NULL ? colim_json_find (schemas, name) : NULL;
}

/* The schema of a name, or of an object.  It lives as long as the request. */
ColimSchema *
_colim_request_find_schema (ColimRequest *self, const ColimJson *json, GError **error)
{
  gboolean is_name = colim_json_get_kind (json) == COLIM_JSON_STRING;
  g_autofree char *place = is_name ? NULL : g_strdup_printf ("\x01%" G_GSIZE_FORMAT, colim_json_get_offset (json));
  const char *name = is_name ? colim_json_get_string (json) : place;
  ColimSchema *schema = g_hash_table_lookup (self->schemas, name);
  ColimJson *found;

  if (schema != NULL)
    return schema;
  found = is_name ? find_schema_json (self->json, name) : (ColimJson *) json;
  if (found == NULL)
    found = find_schema_json (self->shared, name);
  if (found != NULL)
    schema = colim_compact_json_read_schema (found, error);
  else if ((schema = colim_schema_find_builtin (name)) != NULL)
    colim_schema_ref (schema);
  else
    _colim_json_set_error (json, error, COLIM_ERROR_UNKNOWN_NAME, "there is no schema '%s'", name);
  if (schema != NULL)
    g_hash_table_insert (self->schemas, g_strdup (name), schema);

  return schema;
}

ColimSchema *
_colim_request_get_schema (const ColimRequest *self, GError **error)
{
  if (self->schema == NULL)
    _colim_json_set_error (self->json, error, COLIM_ERROR_INVALID, "the request has no 'schema'");

  return self->schema;
}

ColimCSetBuilder *
_colim_request_read_builder (ColimRequest *self, const ColimJson *name, gboolean may_be_undefined, GError **error)
{
  ColimJson *json = _colim_request_find_named (self, "instances", name, error);
  ColimJson *own = json != NULL ? colim_json_find (json, "schema") : NULL;
  ColimSchema *schema;

  if (json == NULL)
    return NULL;
  schema = own != NULL ? _colim_request_find_schema (self, own, error) : _colim_request_get_schema (self, error);

  return schema != NULL ? _colim_compact_json_read_builder (json, schema, may_be_undefined, error) : NULL;
}

/* Reads a C-set, once.  Its equations are not looked at. */
static ColimCSet *
load_cset (ColimRequest *self, const ColimJson *name, GError **error)
{
  gboolean is_name = colim_json_get_kind (name) == COLIM_JSON_STRING;
  const char *text = colim_json_get_string (name);
  ColimCSet *cset = is_name ? g_hash_table_lookup (self->csets, text) : NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;

  if (cset != NULL)
    return cset;
  builder = _colim_request_read_builder (self, name, FALSE, error);
  cset = builder != NULL ? _colim_cset_builder_end_unchecked (builder, error) : NULL;
  if (cset != NULL)
    g_hash_table_insert (self->csets, g_strdup (text), cset);

  return cset;
}

/* The two ends of a homomorphism. */
static gboolean
load_ends (ColimRequest *self, const ColimJson *name, ColimJson **json, ColimCSet *ends[2], GError **error)
{
  static const char *const keys[] = { "dom", "codom" };

  if ((*json = _colim_request_find_named (self, "morphisms", name, error)) == NULL)
    return FALSE;
  for (guint end = 0; end < 2; end++)
    {
      ColimJson *named = colim_json_find (*json, keys[end]);

      if (named == NULL)
        _colim_json_set_error (*json, error, COLIM_ERROR_INVALID, "this morphism has no '%s'", keys[end]);
      if (named == NULL || (ends[end] = load_cset (self, named, error)) == NULL)
        return FALSE;
    }

  return TRUE;
}

ColimHomBuilder *
_colim_request_read_hom_builder (ColimRequest *self, const ColimJson *name, GError **error)
{
  ColimJson *json;
  ColimCSet *ends[2];

  return load_ends (self, name, &json, ends, error)
             ? _colim_compact_json_read_hom_builder (json, ends[0], ends[1], error)
             : NULL;
}

typedef gboolean (*NameFunc) (ColimRequest *self, const ColimJson *name, GError **error);

/* How an argument is written, and what its names are of. */
static const struct {
  ColimJsonToken form;
  ColimArgumentKind names;
} forms[] = {
  [COLIM_ARGUMENT_CSET] = { COLIM_JSON_STRING, COLIM_ARGUMENT_CSET },
  [COLIM_ARGUMENT_CSETS] = { COLIM_JSON_ARRAY, COLIM_ARGUMENT_CSET },
  [COLIM_ARGUMENT_HOM] = { COLIM_JSON_STRING, COLIM_ARGUMENT_HOM },
  [COLIM_ARGUMENT_HOMS] = { COLIM_JSON_ARRAY, COLIM_ARGUMENT_HOM },
  [COLIM_ARGUMENT_APEX] = { COLIM_JSON_OBJECT, COLIM_ARGUMENT_CSET },
};

static gboolean
for_apex (ColimRequest *self, const ColimJson *cospan, NameFunc function, GError **error)
{
  ColimJson *name = colim_json_find (cospan, "apex");

  if (name == NULL)
    _colim_json_set_error (cospan, error, COLIM_ERROR_INVALID, "this cospan has no 'apex'");

  return name != NULL && function (self, name, error);
}

/* What is done with each name that an argument of the operation is, or lists. */
static gboolean
for_each_name (ColimRequest *self, const ColimOperationRow *row, ColimArgumentKind kind, NameFunc function,
               GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (row->arguments) && row->arguments[i].key != NULL; i++)
    {
      ColimJsonToken form = forms[row->arguments[i].kind].form;
      ColimJson *argument;

      if (forms[row->arguments[i].kind].names != kind)
        continue;
      if ((argument = _colim_request_find (self, row->arguments[i].key, form, error)) == NULL
          || (form == COLIM_JSON_STRING && !function (self, argument, error))
          || (form == COLIM_JSON_OBJECT && !for_apex (self, argument, function, error)))
        return FALSE;
      for (guint j = 0; form == COLIM_JSON_ARRAY && j < colim_json_get_length (argument); j++)
        if (!function (self, colim_json_get_element (argument, j), error))
          return FALSE;
    }

  return TRUE;
}

/* An error of the library at what a request says; parts are counted from 0 in it. */
static void
locate (const ColimJson *json, GError **error, const GError *local_error)
{
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s, counted from 0", local_error->message);
}

static gboolean
check_equations (const ColimJson *name, const ColimCSet *cset, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (cset != NULL && !colim_cset_check (cset, &local_error))
    locate (name, error, local_error);

  return cset != NULL && local_error == NULL;
}

static gboolean
check_cset (ColimRequest *self, const ColimJson *name, GError **error)
{
  return check_equations (name, load_cset (self, name, error), error);
}

static gboolean
check_ends (ColimRequest *self, const ColimJson *name, GError **error)
{
  ColimJson *json;
  ColimCSet *ends[2];

  return load_ends (self, name, &json, ends, error) && check_equations (name, ends[0], error)
         && check_equations (name, ends[1], error);
}

static gboolean
check_hom (ColimRequest *self, const ColimJson *name, GError **error)
{
  g_autoptr (ColimHomBuilder) builder = NULL;
  g_autoptr (GError) local_error = NULL;
  ColimHom *hom;

  if (g_hash_table_contains (self->homs, colim_json_get_string (name)))
    return TRUE;
  if ((builder = _colim_request_read_hom_builder (self, name, error)) == NULL)
    return FALSE;
  if ((hom = colim_hom_builder_end (builder, &local_error)) == NULL)
    {
      locate (name, error, local_error);
      return FALSE;
    }
  g_hash_table_insert (self->homs, g_strdup (colim_json_get_string (name)), hom);

  return TRUE;
}

static gboolean
prepare (ColimRequest *self, const ColimOperationRow *row, GError **error)
{
  ColimJson *schema = colim_json_find (self->json, "schema");

  if (schema != NULL && (self->schema = _colim_request_find_schema (self, schema, error)) == NULL)
    return FALSE;
  if (self->schema != NULL)
    colim_schema_ref (self->schema);

  return for_each_name (self, row, COLIM_ARGUMENT_CSET, check_cset, error)
         && for_each_name (self, row, COLIM_ARGUMENT_HOM, check_ends, error)
         && for_each_name (self, row, COLIM_ARGUMENT_HOM, check_hom, error);
}

static const ColimOperationRow *
find_row (ColimRequest *self, GError **error)
{
  ColimJson *name;
  g_autofree char *all = NULL;

  if (!_colim_compact_json_expect (self->json, COLIM_JSON_OBJECT, "a request, as an object", error))
    return NULL;
  self->operation = colim_json_find (self->json, "operation");
  if (self->operation == NULL || colim_json_get_kind (self->operation) != COLIM_JSON_OBJECT)
    {
      _colim_json_set_error (self->operation != NULL ? self->operation : self->json, error, COLIM_ERROR_INVALID,
                             "expected an 'operation', as an object");
      return NULL;
    }
  if ((name = _colim_request_find (self, "op", COLIM_JSON_STRING, error)) == NULL)
    return NULL;
  for (gsize i = 0; i < _colim_n_operations; i++)
    if (strcmp (_colim_operations[i].name, colim_json_get_string (name)) == 0)
      return &_colim_operations[i];
  all = g_strjoinv (", ", (char **) colim_requests_list_operations ());
  _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "there is no operation '%s'; there are %s",
                         colim_json_get_string (name), all);

  return NULL;
}

static char *
print_error (const GError *error, Status *status)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  g_autofree char *line = g_strndup (error->message, strcspn (error->message, "\n"));
  const char *code = "bad_request";

  *status = STATUS_BAD;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, COLIM_ERROR, (int) codes[i].error))
      {
        code = codes[i].code;
        *status = codes[i].status;
      }
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "error");
  colim_json_writer_string (writer, code);
  colim_json_writer_key (writer, "message");
  colim_json_writer_string (writer, line);
  colim_json_writer_object_end (writer);

  return colim_json_writer_end_string (writer);
}

/* Runs an operation; an error of the library that has no place is the operation's. */
static gboolean
run (ColimRequest *self, const ColimOperationRow *row, ColimJsonWriter *writer, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (row->run (self, writer, &local_error))
    return TRUE;
  if (strstr (local_error->message, ": error: ") != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    _colim_json_set_error (self->operation, error, (ColimError) local_error->code, "%s", local_error->message);

  return FALSE;
}

static char *
answer (const ColimJson *json, const ColimJson *shared, gint64 budget, Status *status)
{
  g_auto (ColimRequest) self = {
    .json = json,
    .shared = shared,
    .schemas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_schema_unref),
    .csets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_cset_unref),
    .homs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_hom_unref),
    .budget = budget,
  };
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  g_autoptr (GError) error = NULL;
  const ColimOperationRow *row = find_row (&self, &error);

  colim_json_writer_object (writer);
  if (row == NULL || !prepare (&self, row, &error) || !run (&self, row, writer, &error))
    return print_error (error, status);
  colim_json_writer_object_end (writer);
  *status = STATUS_ANSWER;

  return colim_json_writer_end_string (writer);
}

/* Of a list, the gravest: what makes no sense, then what ran out of its budget. */
static Status
join (Status a, Status b)
{
  static const guint8 gravity[] = { [STATUS_ANSWER] = 0, [STATUS_ERROR] = 1, [STATUS_BUDGET] = 2, [STATUS_BAD] = 3 };

  return gravity[a] > gravity[b] ? a : b;
}

/**
 * colim_requests_answer:
 * @text: a request, a list of requests, or an object whose `facts` are requests and whose `schemas` they share
 * @budget: how many steps or parts an operation may take, as %COLIM_REQUESTS_BUDGET
 * @status: (out): 0 if there is an answer to all; else 2 if a request makes no sense, 3 if a budget ran out, 1 if
 *   something cannot be done
 * @error: return location for an error
 *
 * Answers requests in JSON.  A request has a `schema`, `instances` and `morphisms` in the compact form, and an
 * `operation`, whose `op` is one of [func@Colim.requests_list_operations].  What cannot be done is answered by an
 * `error` and a `message`.
 *
 * Returns: (transfer full): the answer, or a list of answers in order; %NULL with the errors of
 *   [func@Colim.Json.parse] if @text is not JSON
 */
char *
colim_requests_answer (ColimText *text, gint64 budget, guint *status, GError **error)
{
  g_return_val_if_fail (text != NULL && status != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimJson) json = colim_json_parse (text, error);
  ColimJson *list = json != NULL ? colim_json_find (json, "facts") : NULL;
  const ColimJson *shared = list != NULL ? json : NULL;
  Status joined = STATUS_ANSWER, own;
  GString *out;

  *status = STATUS_BAD;
  if (json == NULL)
    return NULL;
  if (list == NULL)
    list = json;
  if (colim_json_get_kind (list) != COLIM_JSON_ARRAY)
    {
      char *only = answer (list, shared, budget, &joined);

      *status = joined;
      return only;
    }
  out = g_string_new ("[");
  for (guint i = 0; i < colim_json_get_length (list); i++)
    {
      g_autofree char *one = answer (colim_json_get_element (list, i), shared, budget, &own);

      g_string_append (out, i > 0 ? ",\n" : "");
      g_string_append (out, one);
      joined = join (joined, own);
    }
  g_string_append_c (out, ']');
  *status = joined;

  return g_string_free (out, FALSE);
}
