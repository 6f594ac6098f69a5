/* Homomorphisms beside ACSets JSON: {"dom": a C-set, "cod": a C-set, "components": {"V": [1, 2], …}}, parts counted
 * from 1, and for an attribute type the image of each variable.  What is empty or determined by attributes may be
 * missing. */

#include "lib/exchange/acset-json-private.h"

#include "lib/csets/hom-private.h"

#include <string.h>

void
_colim_acset_hom_free (ColimAcsetHom *self)
{
  for (guint end = 0; end < 2; end++)
    g_clear_pointer (&self->ends[end], _colim_acset_instance_free);
  g_clear_pointer (&self->components, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_component (ColimAcsetHom *self, const ColimSchema *schema, GError **error)
{
  ColimJsonPlace place = _colim_json_reader_here (self->reader);
  const char *name = colim_json_reader_get_string (self->reader, NULL);
  gint32 type = schema != NULL ? colim_schema_find_attr_type (schema, name) : -1;
  ColimAcsetColumn *column;
  ColimJsonToken token;

  for (guint i = 0; i < self->components->len; i++)
    if (strcmp (((ColimAcsetColumn *) self->components->pdata[i])->name, name) == 0)
      {
        _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_DUPLICATE_NAME, "the key '%s' is there already",
                                      name);
        return FALSE;
      }
  column = _colim_acset_column_new (name, &place, type >= 0 ? colim_schema_get_attr_type (schema, type) : NULL);
  g_ptr_array_add (self->components, column);
  if ((token = colim_json_reader_next (self->reader, error)) != COLIM_JSON_ARRAY)
    {
      if (token != COLIM_JSON_ERROR)
        _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "expected images, as an array");
      return FALSE;
    }
  while ((token = colim_json_reader_next (self->reader, error)) != COLIM_JSON_ARRAY_END)
    {
      if (column->n == G_MAXINT32)
        {
          _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_TOO_LARGE, "more than %d images", G_MAXINT32);
          return FALSE;
        }
      if (!_colim_acset_column_read (column, self->reader, token, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_components (ColimAcsetHom *self, const ColimSchema *schema, GError **error)
{
  ColimJsonToken token = colim_json_reader_next (self->reader, error);

  if (token != COLIM_JSON_OBJECT)
    {
      if (token != COLIM_JSON_ERROR)
        _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "expected components, as an object");
      return FALSE;
    }
  self->components = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_acset_column_free);
  while ((token = colim_json_reader_next (self->reader, error)) == COLIM_JSON_KEY)
    if (!read_component (self, schema, error))
      return FALSE;

  return token == COLIM_JSON_OBJECT_END;
}

static gboolean
read_member (ColimAcsetHom *self, ColimSchema *schema, GError **error)
{
  static const char *const ends[] = { "dom", "cod" };
  const char *key = colim_json_reader_get_string (self->reader, NULL);

  for (guint end = 0; end < 2; end++)
    if (strcmp (key, ends[end]) == 0 && self->ends[end] == NULL)
      return (self->ends[end] = _colim_acset_instance_read (self->reader, schema, error)) != NULL;
  if (strcmp (key, "components") == 0 && self->components == NULL)
    return read_components (self, schema, error);
  _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_UNKNOWN_NAME,
                                "expected 'dom', 'cod' or 'components', each once");

  return FALSE;
}

static gboolean
read_members (ColimAcsetHom *self, ColimJsonToken token, ColimSchema *schema, GError **error)
{
  self->place = _colim_json_reader_here (self->reader);
  if (token == COLIM_JSON_OBJECT)
    while ((token = colim_json_reader_next (self->reader, error)) == COLIM_JSON_KEY)
      if (!read_member (self, schema, error))
        return FALSE;
  if (token == COLIM_JSON_ERROR)
    return FALSE;
  if (token == COLIM_JSON_OBJECT_END && self->ends[0] != NULL && self->ends[1] != NULL)
    return TRUE;
  _colim_json_reader_set_error_at (self->reader, &self->place, error, COLIM_ERROR_PARSE,
                                   "expected a homomorphism, as an object with 'dom', 'cod' and 'components'");

  return FALSE;
}

static gboolean
check_length (const ColimAcsetHom *self, const ColimAcsetColumn *column, gint32 n, GError **error)
{
  if (column->n == n)
    return TRUE;
  _colim_json_reader_set_error_at (self->reader, &column->place, error, COLIM_ERROR_OUT_OF_RANGE,
                                   "%d image%s over '%s', of which the domain has %d", column->n,
                                   column->n == 1 ? "" : "s", column->name, n);

  return FALSE;
}

static gboolean
set_component (const ColimAcsetHom *self, ColimHomBuilder *builder, ColimCSet *const *csets, ColimAcsetColumn *column,
               GError **error)
{
  ColimSchema *schema = colim_cset_get_schema (csets[0]);
  gint32 ob = colim_schema_find_object (schema, column->name),
         type = colim_schema_find_attr_type (schema, column->name);
  g_autoptr (ColimFinFunction) function = NULL;
  g_autoptr (ColimColumn) images = NULL;

  if (ob >= 0)
    {
      if (!check_length (self, column, csets[0]->n_parts[ob], error))
        return FALSE;
      function = _colim_acset_column_to_function (column, csets[1]->n_parts[ob], column->name, column->name,
                                                  self->reader, error);
      return function != NULL && colim_hom_builder_set_component (builder, column->name, function, error);
    }
  if (type < 0)
    {
      _colim_json_reader_set_error_at (self->reader, &column->place, error, COLIM_ERROR_UNKNOWN_NAME,
                                       "the schema has neither an object nor an attribute type '%s'", column->name);
      return FALSE;
    }
  if (!check_length (self, column, csets[0]->n_variables[type], error))
    return FALSE;
  images = _colim_acset_column_to_values (column, colim_schema_get_attr_type (schema, type),
                                          csets[1]->n_variables[type], column->name, column->name, self->reader, error);
  if (images == NULL)
    return FALSE;
  for (gint32 v = 0; v < images->n; v++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if (images->variables[v] >= 0)
        {
          colim_hom_builder_set_variable (builder, column->name, v, images->variables[v], NULL);
          continue;
        }
      g_value_init (&value, images->type->type);
      images->type->ops->store (images->type, images->cells[v], &value);
      colim_hom_builder_set_value (builder, column->name, v, &value, NULL);
    }

  return TRUE;
}

/* Reads a value that is to be a homomorphism; its first token is the last one read. */
ColimAcsetHom *
_colim_acset_hom_read (ColimJsonReader *reader, ColimJsonToken token, ColimSchema *schema, GError **error)
{
  g_autoptr (ColimAcsetHom) self = g_new0 (ColimAcsetHom, 1);

  self->reader = reader;

  return read_members (self, token, schema, error) ? g_steal_pointer (&self) : NULL;
}

/* Makes the homomorphism; takes the entries out of the tables. */
ColimHom *
_colim_acset_hom_end (ColimAcsetHom *self, ColimSchema *schema, GError **error)
{
  g_autoptr (ColimCSet) dom = NULL;
  g_autoptr (ColimCSet) codom = NULL;
  g_autoptr (ColimHomBuilder) builder = NULL;
  g_autoptr (GError) local_error = NULL;
  ColimHom *hom;

  if ((dom = _colim_acset_instance_end (self->ends[0], schema, self->reader, error)) == NULL
      || (codom = _colim_acset_instance_end (self->ends[1], schema, self->reader, error)) == NULL)
    return NULL;
  builder = colim_hom_builder_new (dom, codom);
  for (guint i = 0; self->components != NULL && i < self->components->len; i++)
    if (!set_component (self, builder, (ColimCSet *[]) { dom, codom }, self->components->pdata[i], error))
      return NULL;
  if ((hom = colim_hom_builder_end (builder, &local_error)) == NULL)
    _colim_json_reader_set_error_at (self->reader, &self->place, error, (ColimError) local_error->code,
                                     "%s, counted from 0", local_error->message);

  return hom;
}

/**
 * colim_acset_json_parse_hom:
 * @text: a document
 * @schema: (nullable): what the C-sets are on, or %NULL, as in [func@Colim.acset_json_read]
 * @error: return location for an error
 *
 * Reads a homomorphism: `{"dom": C-set, "cod": C-set, "components": {Ob: [images…]}}`, both C-sets in ACSets JSON,
 * images counted from 1.  An attribute type has the image of each variable.  What is empty, and variables that
 * attributes determine, may be missing.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_NATURAL or the errors of
 *   [func@Colim.acset_json_read], the place in the message
 */
ColimHom *
colim_acset_json_parse_hom (ColimText *text, ColimSchema *schema, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
  ColimJsonToken token = colim_json_reader_next (reader, error);
  g_autoptr (ColimAcsetHom) self = _colim_acset_hom_read (reader, token, schema, error);
  ColimSchema *found;

  if (self == NULL || !_colim_acset_read_end (reader, error)
      || (found = _colim_acset_instances_find_schema (self->ends, 2, reader, error)) == NULL)
    return NULL;

  return _colim_acset_hom_end (self, found, error);
}
