/* Schemas in compact JSON.
 *
 *     {"Ob": ["V", "E"], "Hom": {"src": ["E", "V"], "tgt": ["E", "V"]}, "AttrType": ["Weight"],
 *      "Attr": {"weight": ["E", "Weight"]}, "equations": [{"dom": "X", "lhs": ["f", "f"], "rhs": []}]}
 */

#include "lib/exchange/compact-json-private.h"

#include "lib/csets/schema-private.h"

#include <string.h>

/* Tells what the builder finds wrong, at the value that was added last. */
static gboolean
check (ColimSchemaBuilder *builder, const ColimJson *json, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!_colim_schema_builder_has_error (builder))
    return TRUE;
  colim_schema_builder_end (builder, &local_error);
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);

  return FALSE;
}

static gboolean
add_names (ColimSchemaBuilder *builder, const ColimJson *json, gboolean are_types, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "names, as an array", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      ColimJson *name = colim_json_get_element (json, i);

      if (!_colim_compact_json_expect (name, COLIM_JSON_STRING, "a name, as a string", error))
        return FALSE;
      if (are_types)
        colim_schema_builder_add_attr_type (builder, colim_json_get_string (name), NULL);
      else
        colim_schema_builder_add_object (builder, colim_json_get_string (name));
      if (!check (builder, name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_arrows (ColimSchemaBuilder *builder, const ColimJson *json, gboolean are_attrs, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "arrows, as an object", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      ColimJson *ends = colim_json_get_element (json, i);
      const char *names[2] = { NULL, NULL };

      for (guint end = 0;
           end < 2 && colim_json_get_kind (ends) == COLIM_JSON_ARRAY && colim_json_get_length (ends) == 2; end++)
        if (colim_json_get_kind (colim_json_get_element (ends, end)) == COLIM_JSON_STRING)
          names[end] = colim_json_get_string (colim_json_get_element (ends, end));
      if (names[0] == NULL || names[1] == NULL)
        {
          _colim_json_set_error (ends, error, COLIM_ERROR_PARSE,
                                 "expected two names, where '%s' starts and where it ends",
                                 colim_json_get_key (json, i));
          return FALSE;
        }
      if (are_attrs)
        colim_schema_builder_add_attr (builder, colim_json_get_key (json, i), names[0], names[1]);
      else
        colim_schema_builder_add_hom (builder, colim_json_get_key (json, i), names[0], names[1]);
      if (!check (builder, ends, error))
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
read_path (const ColimJson *equation, const char *key, GError **error)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  ColimJson *json = colim_json_find (equation, key);

  if (!_colim_compact_json_expect (json != NULL ? json : equation, COLIM_JSON_ARRAY, "a path, as an array", error))
    return NULL;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      ColimJson *name = colim_json_get_element (json, i);

      if (!_colim_compact_json_expect (name, COLIM_JSON_STRING, "a name, as a string", error))
        return NULL;
      g_ptr_array_add (path, (gpointer) colim_json_get_string (name));
    }
  g_ptr_array_add (path, NULL);

  return g_steal_pointer (&path);
}

static gboolean
add_equations (ColimSchemaBuilder *builder, const ColimJson *json, gboolean unused, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "equations, as an array", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      ColimJson *equation = colim_json_get_element (json, i);
      ColimJson *dom = colim_json_find (equation, "dom");
      g_autoptr (GPtrArray) left = NULL, right = NULL;

      if (!_colim_compact_json_expect (equation, COLIM_JSON_OBJECT, "an equation, as an object", error)
          || !_colim_compact_json_expect (dom != NULL ? dom : equation, COLIM_JSON_STRING,
                                          "the object 'dom', as a string", error)
          || (left = read_path (equation, "lhs", error)) == NULL
          || (right = read_path (equation, "rhs", error)) == NULL)
        return FALSE;
      colim_schema_builder_add_equation (builder, colim_json_get_string (dom), (const char *const *) left->pdata,
                                         (const char *const *) right->pdata);
      if (!check (builder, equation, error))
        return FALSE;
    }

  return TRUE;
}

/* In the order in which things are added: each row uses those above it. */
static const struct {
  const char *name;
  gboolean (*add) (ColimSchemaBuilder *builder, const ColimJson *json, gboolean second, GError **error);
  gboolean second; /* attribute types, not objects; attributes, not homs */
} sections[] = {
  { "Ob", add_names, FALSE },   { "Hom", add_arrows, FALSE },         { "AttrType", add_names, TRUE },
  { "Attr", add_arrows, TRUE }, { "equations", add_equations, FALSE },
};

static gboolean
check_keys (const ColimJson *json, GError **error)
{
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      guint s = 0;

      while (s < G_N_ELEMENTS (sections) && strcmp (sections[s].name, colim_json_get_key (json, i)) != 0)
        s++;
      if (s == G_N_ELEMENTS (sections))
        {
          _colim_json_set_error (colim_json_get_element (json, i), error, COLIM_ERROR_UNKNOWN_NAME,
                                 "there is no key '%s' in a schema", colim_json_get_key (json, i));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * colim_compact_json_read_schema:
 * @json: a value
 * @error: return location for an error
 *
 * Reads a schema in the compact form: `Ob` and `AttrType` list names, `Hom` and `Attr` give each arrow its two ends,
 * `equations` have `dom`, `lhs` and `rhs`.  Every key may be missing.
 *
 * Returns: (transfer full): the schema, or %NULL with %COLIM_ERROR_PARSE or the errors of
 *   [method@Colim.SchemaBuilder.end], the place in the message
 */
ColimSchema *
colim_compact_json_read_schema (ColimJson *json, GError **error)
{
  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "a schema, as an object", error)
      || !check_keys (json, error))
    return NULL;
  for (guint s = 0; s < G_N_ELEMENTS (sections); s++)
    {
      ColimJson *section = colim_json_find (json, sections[s].name);

      if (section != NULL && !sections[s].add (builder, section, sections[s].second, error))
        return NULL;
    }

  return colim_schema_builder_end (builder, error);
}
