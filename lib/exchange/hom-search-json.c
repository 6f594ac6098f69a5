/* What a search is told, in JSON: parts counted from 1.
 *
 *     "monic": true, or ["V", …]         "initial": {"V": [2, null, …]} or {"V": {"1": 2}}
 *     "predicates": {"V": {"1": [1, 2]}}
 */

#include <colim/hom-search-json.h>

#include "lib/csets/search/hom-search-private.h"
#include "lib/exchange/compact-json-private.h"

#include <string.h>

typedef gboolean (*SetFunc) (ColimHomSearch *search, const char *name, GError **error);
typedef gboolean (*ReadFunc) (ColimHomSearch *self, const ColimJson *json, GError **error);
/* Takes what is said of an element of an object, or of an attribute type: the other is -1. */
typedef gboolean (*ElementFunc) (ColimHomSearch *self, gint32 ob, gint32 type, gint32 element, const ColimJson *json,
                                 GError **error);

/* An error of the library, which has no place, at what it is about; elements are counted from 0 in it. */
static gboolean
locate (const ColimJson *json, GError **error, const GError *local_error)
{
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);

  return FALSE;
}

static gboolean
set_flag (ColimHomSearch *self, const ColimJson *json, SetFunc set, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  ColimJsonToken kind = colim_json_get_kind (json);

  if (kind == COLIM_JSON_FALSE)
    return TRUE;
  if (kind == COLIM_JSON_TRUE)
    return set (self, NULL, &local_error) || locate (json, error, local_error);
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "true, false, or names, as an array", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      const ColimJson *name = colim_json_get_element (json, i);

      if (!_colim_compact_json_expect (name, COLIM_JSON_STRING, "a name, as a string", error))
        return FALSE;
      if (!set (self, colim_json_get_string (name), &local_error))
        return locate (name, error, local_error);
    }

  return TRUE;
}

static gboolean
set_cartesian (ColimHomSearch *self, const char *hom, GError **error)
{
  const ColimSchema *schema = self->dom->schema;

  if (hom != NULL)
    return colim_hom_search_set_cartesian (self, hom, error);
  for (gint32 i = 0; i < colim_schema_get_n_homs (schema); i++)
    if (!colim_hom_search_set_cartesian (self, colim_schema_get_hom_name (schema, i), error))
      return FALSE;

  return TRUE;
}

/* A table has an entry for each element, an object only for those it names. */
static gboolean
for_each_listed (ColimHomSearch *self, gint32 ob, gint32 type, const ColimJson *listed, ElementFunc function,
                 GError **error)
{
  gint32 n = ob >= 0 ? self->dom->n_parts[ob] : self->dom->n_variables[type];
  gboolean is_table = colim_json_get_kind (listed) == COLIM_JSON_ARRAY;

  if (!is_table && !_colim_compact_json_expect (listed, COLIM_JSON_OBJECT, "images, as an array or an object", error))
    return FALSE;
  if (is_table && colim_json_get_length (listed) > (guint) n)
    {
      _colim_json_set_error (listed, error, COLIM_ERROR_OUT_OF_RANGE, "there are %u entries, for %d elements",
                             colim_json_get_length (listed), n);
      return FALSE;
    }
  for (guint i = 0; i < colim_json_get_length (listed); i++)
    {
      const ColimJson *json = colim_json_get_element (listed, i);
      guint64 number = i + 1;

      if (!is_table && !g_ascii_string_to_unsigned (colim_json_get_key (listed, i), 10, 1, (guint64) n, &number, NULL))
        {
          _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE, "there is no element '%s', from 1 to %d",
                                 colim_json_get_key (listed, i), n);
          return FALSE;
        }
      if (!function (self, ob, type, (gint32) number - 1, json, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
for_each_element (ColimHomSearch *self, const ColimJson *json, ElementFunc function, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "images, as an object", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      const ColimJson *listed = colim_json_get_element (json, i);
      const char *name = colim_json_get_key (json, i);
      gint32 ob = colim_schema_find_object (self->dom->schema, name);
      gint32 type = ob < 0 ? colim_schema_find_attr_type (self->dom->schema, name) : -1;

      if (ob < 0 && type < 0)
        {
          _colim_json_set_error (listed, error, COLIM_ERROR_UNKNOWN_NAME, "no object or attribute type '%s'", name);
          return FALSE;
        }
      if (!for_each_listed (self, ob, type, listed, function, error))
        return FALSE;
    }

  return TRUE;
}

/* Where a variable goes: to one of the codomain, or to a constant, which @value then holds and @image is -1; -2 if
 * nothing is said. */
static gboolean
read_value (const ColimHomSearch *self, gint32 type, const ColimJson *json, gint32 *image, GValue *value,
            GError **error)
{
  const ColimSchema *schema = self->dom->schema;
  g_autoptr (ColimColumn) column = _colim_column_new (colim_schema_get_attr_type (schema, type), 1);

  if (!_colim_compact_json_read_entry (json, column, 0, colim_schema_get_attr_type_name (schema, type),
                                       self->codom->n_variables[type], TRUE, error))
    return FALSE;
  *image = column->variables[0];
  if (*image == COLIM_COLUMN_CONSTANT)
    {
      g_value_init (value, column->type->type);
      column->type->ops->store (column->type, column->cells[0], value);
    }

  return TRUE;
}

static gboolean
set_initial (ColimHomSearch *self, gint32 ob, gint32 type, gint32 element, const ColimJson *json, GError **error)
{
  const char *name = ob >= 0 ? colim_schema_get_object_name (self->dom->schema, ob)
                             : colim_schema_get_attr_type_name (self->dom->schema, type);
  g_autoptr (GError) local_error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gint32 image;

  if (ob >= 0 ? !_colim_compact_json_read_part (json, self->codom->n_parts[ob], name, TRUE, &image, error)
              : !read_value (self, type, json, &image, &value, error))
    return FALSE;
  if (G_IS_VALUE (&value))
    colim_hom_search_set_initial_value (self, name, element, &value, &local_error);
  else if (image >= 0)
    colim_hom_search_set_initial (self, name, element, image, &local_error);

  return local_error == NULL || locate (json, error, local_error);
}

static gboolean
set_allowed_parts (ColimHomSearch *self, gint32 ob, const char *name, gint32 part, const ColimJson *json,
                   GError **error)
{
  guint n = colim_json_get_length (json);
  g_autofree gint32 *images = g_new (gint32, n);
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < n; i++)
    if (!_colim_compact_json_read_part (colim_json_get_element (json, i), self->codom->n_parts[ob], name, FALSE,
                                        &images[i], error))
      return FALSE;

  return colim_hom_search_set_allowed (self, name, part, images, n, &local_error) || locate (json, error, local_error);
}

/* The variables come first: naming them says anew what is allowed, and constants are added to it. */
static gboolean
set_allowed_values (ColimHomSearch *self, gint32 type, const char *name, gint32 variable, const ColimJson *json,
                    GError **error)
{
  guint n = colim_json_get_length (json);
  g_autofree gint32 *images = g_new (gint32, n);
  g_autofree GValue *values = g_new0 (GValue, n);
  g_autoptr (GError) local_error = NULL;
  gsize n_images = 0;
  guint n_values = 0;

  for (guint i = 0; i < n; i++)
    {
      const ColimJson *element = colim_json_get_element (json, i);

      if (!read_value (self, type, element, &images[n_images], &values[n_values], error))
        break;
      if (images[n_images] == COLIM_COLUMN_UNDEFINED)
        {
          _colim_json_set_error (element, error, COLIM_ERROR_INVALID, "null is no image");
          break;
        }
      n_images += images[n_images] >= 0;
      n_values += G_IS_VALUE (&values[n_values]);
    }
  if (n_images + n_values == n)
    colim_hom_search_set_allowed (self, name, variable, images, n_images, &local_error);
  for (guint i = 0; i < n_values; i++)
    {
      if (n_images + n_values == n && local_error == NULL)
        colim_hom_search_allow_value (self, name, variable, &values[i], &local_error);
      g_value_unset (&values[i]);
    }
  if (local_error != NULL)
    locate (json, error, local_error);

  return n_images + n_values == n && local_error == NULL;
}

static gboolean
set_allowed (ColimHomSearch *self, gint32 ob, gint32 type, gint32 element, const ColimJson *json, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "the images that are allowed, as an array", error))
    return FALSE;
  if (ob >= 0)
    return set_allowed_parts (self, ob, colim_schema_get_object_name (self->dom->schema, ob), element, json, error);

  return set_allowed_values (self, type, colim_schema_get_attr_type_name (self->dom->schema, type), element, json,
                             error);
}

static gboolean
read_initial (ColimHomSearch *self, const ColimJson *json, GError **error)
{
  return for_each_element (self, json, set_initial, error);
}

static gboolean
read_predicates (ColimHomSearch *self, const ColimJson *json, GError **error)
{
  return for_each_element (self, json, set_allowed, error);
}

static const struct {
  const char *name;
  SetFunc set; /* of a flag, or */
  ReadFunc read;
} rows[] = {
  { "monic", colim_hom_search_set_monic, NULL },
  { "epic", colim_hom_search_set_epic, NULL },
  { "iso", colim_hom_search_set_iso, NULL },
  { "cartesian", set_cartesian, NULL },
  { "no_bind", colim_hom_search_set_no_bind, NULL },
  { "free_ok", colim_hom_search_set_free_ok, NULL },
  { "initial", NULL, read_initial },
  { "predicates", NULL, read_predicates },
};

/**
 * colim_hom_search_read_option:
 * @self: a search
 * @name: `monic`, `epic`, `iso`, `cartesian`, `no_bind`, `free_ok`, `initial` or `predicates`
 * @json: what is said of it, parts counted from 1
 * @error: return location for an error
 *
 * Tells a search what a document says.  The first six are true, false, or a list of names: of objects and attribute
 * types, `cartesian` of homs.  `initial` has where parts go, for each object as a table, with null or 0 where nothing
 * is said, or as an object `{part: image}`; for an attribute type, images of variables.  `predicates` has the images
 * that parts may have.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_TYPE or
 *   %COLIM_ERROR_PARSE, the place in the message
 */
gboolean
colim_hom_search_read_option (ColimHomSearch *self, const char *name, const ColimJson *json, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && json != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].name, name) == 0)
      return rows[i].set != NULL ? set_flag (self, json, rows[i].set, error) : rows[i].read (self, json, error);
  _colim_json_set_error (json, error, COLIM_ERROR_UNKNOWN_NAME, "a search has no option '%s'", name);

  return FALSE;
}
