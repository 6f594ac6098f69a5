/* Reads C-sets and homomorphisms in compact JSON.  Lengths are compared before memory is taken. */

#include "lib/exchange/compact-json-private.h"

#include "lib/exchange/acset-json-private.h"
#include "lib/sets/fin-function-private.h"

#include <string.h>

gboolean
_colim_compact_json_expect (const ColimJson *json, ColimJsonToken kind, const char *what, GError **error)
{
  if (colim_json_get_kind (json) == kind)
    return TRUE;
  _colim_json_set_error (json, error, COLIM_ERROR_PARSE, "expected %s", what);

  return FALSE;
}

/* The number of a part, from 1; 0 and null are none, which is -1. */
gboolean
_colim_compact_json_read_part (const ColimJson *json, gint32 n, const char *object, gboolean may_be_undefined,
                               gint32 *part, GError **error)
{
  gboolean is_null = colim_json_get_kind (json) == COLIM_JSON_NULL;
  gint64 number = 0;

  if (!is_null && !colim_json_get_int (json, &number))
    {
      _colim_json_set_error (json, error, COLIM_ERROR_PARSE, "expected a part of '%s', as a number from 1", object);
      return FALSE;
    }
  if (number == 0 && !may_be_undefined)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_UNDEFINED, "this part of '%s' is undefined", object);
      return FALSE;
    }
  if (number < 0 || number > n)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE,
                             "'%s' has %d part%s, there is no part %" G_GINT64_FORMAT, object, n, n == 1 ? "" : "s",
                             number);
      return FALSE;
    }
  *part = (gint32) number - 1;

  return TRUE;
}

static gboolean
read_variable (const ColimJson *json, ColimColumn *column, gint32 i, const char *attr_type, gint32 n, GError **error)
{
  ColimJson *number = colim_json_find (json, "_var");
  gint64 variable;

  if (number == NULL || colim_json_get_length (json) != 1 || !colim_json_get_int (number, &variable))
    {
      _colim_json_set_error (json, error, COLIM_ERROR_PARSE, "expected {\"_var\": NUMBER}");
      return FALSE;
    }
  if (variable < 1 || variable > n)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE,
                             "'%s' has %d variable%s, there is no variable %" G_GINT64_FORMAT, attr_type, n,
                             n == 1 ? "" : "s", variable);
      return FALSE;
    }
  _colim_column_set_variable (column, i, (gint32) variable - 1);

  return TRUE;
}

/* A constant, a variable, or null, which is undefined. */
gboolean
_colim_compact_json_read_entry (const ColimJson *json, ColimColumn *column, gint32 i, const char *attr_type,
                                gint32 n_variables, gboolean may_be_undefined, GError **error)
{
  ColimJsonToken kind = colim_json_get_kind (json);
  ColimCell cell;

  if (kind == COLIM_JSON_OBJECT)
    return read_variable (json, column, i, attr_type, n_variables, error);
  if (kind == COLIM_JSON_NULL && may_be_undefined)
    {
      _colim_column_set_variable (column, i, COLIM_COLUMN_UNDEFINED);
      return TRUE;
    }
  if (kind == COLIM_JSON_NULL)
    _colim_json_set_error (json, error, COLIM_ERROR_UNDEFINED, "this value of type '%s' is undefined", attr_type);
  else if (kind == COLIM_JSON_ARRAY
           || !_colim_acset_load_scalar (column->type, kind, colim_json_get_string (json), &cell))
    _colim_json_set_error (json, error, COLIM_ERROR_TYPE, "this is no constant of type '%s'", column->type->name);
  else
    {
      _colim_column_take_constant (column, i, cell);
      return TRUE;
    }

  return FALSE;
}

/* A member that is an object and has no key but those of a kind; NULL without an error if there is none. */
static gboolean
find_tables (const ColimJson *json, const char *key, const ColimSchema *schema,
             gint32 (*find) (const ColimSchema *schema, const char *name), const char *what, ColimJson **tables,
             GError **error)
{
  *tables = colim_json_find (json, key);
  if (*tables == NULL)
    return TRUE;
  if (colim_json_get_kind (*tables) != COLIM_JSON_OBJECT)
    {
      _colim_json_set_error (*tables, error, COLIM_ERROR_PARSE, "expected '%s' as an object", key);
      return FALSE;
    }
  for (guint i = 0; i < colim_json_get_length (*tables); i++)
    if (find (schema, colim_json_get_key (*tables, i)) < 0)
      {
        _colim_json_set_error (colim_json_get_element (*tables, i), error, COLIM_ERROR_UNKNOWN_NAME,
                               "no %s '%s' in the schema", what, colim_json_get_key (*tables, i));
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_size (const ColimJson *sizes, const char *name, gint32 *size, GError **error)
{
  ColimJson *json = sizes != NULL ? colim_json_find (sizes, name) : NULL;
  gint64 number;

  *size = 0;
  if (json == NULL)
    return TRUE;
  if (!colim_json_get_int (json, &number) || number < 0 || number > G_MAXINT32)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE, "expected how many there are of '%s', from 0 to %d",
                             name, G_MAXINT32);
      return FALSE;
    }
  *size = (gint32) number;

  return TRUE;
}

/* That there is a table of so many entries; where there are none, it may be missing. */
static gboolean
check_table (const ColimJson *parent, const ColimJson *tables, const char *name, gint32 n, GError **error)
{
  ColimJson *table = tables != NULL ? colim_json_find (tables, name) : NULL;

  if (table == NULL && n == 0)
    return TRUE;
  if (table == NULL)
    {
      _colim_json_set_error (tables != NULL ? tables : parent, error, COLIM_ERROR_UNDEFINED, "there is no table '%s'",
                             name);
      return FALSE;
    }
  if (colim_json_get_kind (table) == COLIM_JSON_ARRAY && colim_json_get_length (table) == (guint) n)
    return TRUE;
  _colim_json_set_error (table, error, COLIM_ERROR_OUT_OF_RANGE, "expected '%s' as an array of %d", name, n);

  return FALSE;
}

typedef struct {
  const ColimJson *json;
  ColimSchema *schema;
  gboolean may_be_undefined;
  ColimJson *parts, *homs, *vars, *attrs;
  gint32 *n_parts;
  gint32 *n_variables;
} Reading;

static void
clear (Reading *self)
{
  g_free (self->n_parts);
  g_free (self->n_variables);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear)

static gboolean
read_sizes (Reading *self, GError **error)
{
  const ColimSchema *schema = self->schema;

  if (!_colim_compact_json_expect (self->json, COLIM_JSON_OBJECT, "a C-set, as an object", error)
      || !find_tables (self->json, "parts", schema, colim_schema_find_object, "object", &self->parts, error)
      || !find_tables (self->json, "homs", schema, colim_schema_find_hom, "hom", &self->homs, error)
      || !find_tables (self->json, "vars", schema, colim_schema_find_attr_type, "attribute type", &self->vars, error)
      || !find_tables (self->json, "attrs", schema, colim_schema_find_attr, "attribute", &self->attrs, error))
    return FALSE;
  self->n_parts = g_new0 (gint32, colim_schema_get_n_objects (schema));
  self->n_variables = g_new0 (gint32, colim_schema_get_n_attr_types (schema));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    if (!read_size (self->parts, colim_schema_get_object_name (schema, ob), &self->n_parts[ob], error))
      return FALSE;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    if (!read_size (self->vars, colim_schema_get_attr_type_name (schema, type), &self->n_variables[type], error))
      return FALSE;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (!check_table (self->json, self->homs, colim_schema_get_hom_name (schema, hom),
                      self->n_parts[colim_schema_get_hom_dom (schema, hom)], error))
      return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (!check_table (self->json, self->attrs, colim_schema_get_attr_name (schema, attr),
                      self->n_parts[colim_schema_get_attr_dom (schema, attr)], error))
      return FALSE;

  return TRUE;
}

static gboolean
read_hom (const Reading *self, ColimCSetBuilder *builder, gint32 hom, GError **error)
{
  gint32 codom = colim_schema_get_hom_codom (self->schema, hom);
  gint32 n = self->n_parts[colim_schema_get_hom_dom (self->schema, hom)];
  ColimJson *table = n > 0 ? colim_json_find (self->homs, colim_schema_get_hom_name (self->schema, hom)) : NULL;

  for (gint32 x = 0; x < n; x++)
    {
      gint32 part;

      if (!_colim_compact_json_read_part (colim_json_get_element (table, (guint) x), self->n_parts[codom],
                                          colim_schema_get_object_name (self->schema, codom), self->may_be_undefined,
                                          &part, error))
        return FALSE;
      colim_cset_builder_set_at (builder, hom, x, part);
    }

  return TRUE;
}

static gboolean
read_attr (const Reading *self, ColimCSetBuilder *builder, gint32 attr, GError **error)
{
  gint32 type = colim_schema_get_attr_codom (self->schema, attr);
  gint32 n = self->n_parts[colim_schema_get_attr_dom (self->schema, attr)];
  ColimJson *table = n > 0 ? colim_json_find (self->attrs, colim_schema_get_attr_name (self->schema, attr)) : NULL;

  for (gint32 x = 0; x < n; x++)
    if (!_colim_compact_json_read_entry (colim_json_get_element (table, (guint) x),
                                         _colim_cset_builder_get_column (builder, attr), x,
                                         colim_schema_get_attr_type_name (self->schema, type), self->n_variables[type],
                                         self->may_be_undefined, error))
      return FALSE;

  return TRUE;
}

ColimCSetBuilder *
_colim_compact_json_read_builder (const ColimJson *json, ColimSchema *schema, gboolean may_be_undefined, GError **error)
{
  g_auto (Reading) self = { .json = json, .schema = schema, .may_be_undefined = may_be_undefined };
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);

  if (!read_sizes (&self, error))
    return NULL;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    colim_cset_builder_add (builder, colim_schema_get_object_name (schema, ob), self.n_parts[ob], NULL);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_cset_builder_add_variables (builder, colim_schema_get_attr_type_name (schema, type), self.n_variables[type],
                                      NULL);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (!read_hom (&self, builder, hom, error))
      return NULL;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (!read_attr (&self, builder, attr, error))
      return NULL;

  return g_steal_pointer (&builder);
}

/* Tells an error of the library at a value, as parts are counted in it. */
static void
locate (const ColimJson *json, GError **error, const GError *local_error)
{
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s, counted from 0", local_error->message);
}

/**
 * colim_compact_json_read:
 * @json: a value
 * @schema: what the C-set is on
 * @error: return location for an error
 *
 * Reads a C-set in the compact form: `parts` and `vars` are sizes, `homs` and `attrs` have a table for each arrow,
 * counted from 1; what is empty may be missing, and other keys mean nothing.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_UNKNOWN_NAME,
 *   %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_UNDEFINED, %COLIM_ERROR_TYPE or %COLIM_ERROR_EQUATION_VIOLATED, the place
 *   in the message
 */
ColimCSet *
colim_compact_json_read (ColimJson *json, ColimSchema *schema, GError **error)
{
  g_return_val_if_fail (json != NULL && schema != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSetBuilder) builder = _colim_compact_json_read_builder (json, schema, FALSE, error);
  g_autoptr (GError) local_error = NULL;
  ColimCSet *cset;

  if (builder == NULL)
    return NULL;
  if ((cset = colim_cset_builder_end (builder, &local_error)) == NULL)
    locate (json, error, local_error);

  return cset;
}

static gboolean
read_component (const ColimJson *json, ColimHomBuilder *builder, ColimCSet *dom, ColimCSet *codom, gint32 ob,
                GError **error)
{
  const char *name = colim_schema_get_object_name (dom->schema, ob);
  g_autofree gint32 *values = NULL;
  g_autoptr (ColimFinFunction) function = NULL;

  values = g_new (gint32, dom->n_parts[ob]);
  for (gint32 x = 0; x < dom->n_parts[ob]; x++)
    if (!_colim_compact_json_read_part (colim_json_get_element (json, (guint) x), codom->n_parts[ob], name, FALSE,
                                        &values[x], error))
      return FALSE;
  function = _colim_fin_function_take (g_steal_pointer (&values), dom->n_parts[ob], codom->n_parts[ob]);

  return colim_hom_builder_set_component (builder, name, function, error);
}

static gboolean
read_images (const ColimJson *json, ColimHomBuilder *builder, ColimCSet *dom, ColimCSet *codom, gint32 type,
             GError **error)
{
  const char *name = colim_schema_get_attr_type_name (dom->schema, type);
  g_autoptr (ColimColumn) images
      = _colim_column_new (colim_schema_get_attr_type (dom->schema, type), dom->n_variables[type]);

  for (gint32 v = 0; v < images->n; v++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if (!_colim_compact_json_read_entry (colim_json_get_element (json, (guint) v), images, v, name,
                                           codom->n_variables[type], TRUE, error))
        return FALSE;
      if (images->variables[v] >= 0 && !colim_hom_builder_set_variable (builder, name, v, images->variables[v], error))
        return FALSE;
      if (images->variables[v] != COLIM_COLUMN_CONSTANT)
        continue;
      g_value_init (&value, images->type->type);
      images->type->ops->store (images->type, images->cells[v], &value);
      if (!colim_hom_builder_set_value (builder, name, v, &value, error))
        return FALSE;
    }

  return TRUE;
}

ColimHomBuilder *
_colim_compact_json_read_hom_builder (const ColimJson *json, ColimCSet *dom, ColimCSet *codom, GError **error)
{
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);
  ColimJson *components;

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "a homomorphism, as an object", error))
    return NULL;
  if (!colim_schema_equal (dom->schema, codom->schema))
    {
      _colim_json_set_error (json, error, COLIM_ERROR_TYPE, "the C-sets have different schemas");
      return NULL;
    }
  if ((components = colim_json_find (json, "components")) == NULL)
    return g_steal_pointer (&builder);
  if (!_colim_compact_json_expect (components, COLIM_JSON_OBJECT, "'components' as an object", error))
    return NULL;
  for (guint i = 0; i < colim_json_get_length (components); i++)
    {
      const char *name = colim_json_get_key (components, i);
      ColimJson *table = colim_json_get_element (components, i);
      gint32 ob = colim_schema_find_object (dom->schema, name), type = colim_schema_find_attr_type (dom->schema, name);

      if (ob < 0 && type < 0)
        _colim_json_set_error (table, error, COLIM_ERROR_UNKNOWN_NAME,
                               "the schema has neither an object nor an attribute type '%s'", name);
      if ((ob < 0 && type < 0)
          || !check_table (json, components, name, ob >= 0 ? dom->n_parts[ob] : dom->n_variables[type], error)
          || (ob >= 0 && !read_component (table, builder, dom, codom, ob, error))
          || (ob < 0 && !read_images (table, builder, dom, codom, type, error)))
        return NULL;
    }

  return g_steal_pointer (&builder);
}

/**
 * colim_compact_json_read_hom:
 * @json: a value
 * @dom: where it starts
 * @codom: where it ends
 * @error: return location for an error
 *
 * Reads a homomorphism in the compact form: `components` has a table for each object, counted from 1, and the images
 * of the variables for each attribute type.  What is empty or determined by attributes may be missing.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_NATURAL or the errors of
 *   [func@Colim.compact_json_read], the place in the message
 */
ColimHom *
colim_compact_json_read_hom (ColimJson *json, ColimCSet *dom, ColimCSet *codom, GError **error)
{
  g_return_val_if_fail (json != NULL && dom != NULL && codom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHomBuilder) builder = _colim_compact_json_read_hom_builder (json, dom, codom, error);
  g_autoptr (GError) local_error = NULL;
  ColimHom *hom;

  if (builder == NULL)
    return NULL;
  if ((hom = colim_hom_builder_end (builder, &local_error)) == NULL)
    locate (json, error, local_error);

  return hom;
}
