/* Operations that search for homomorphisms. */

#include "lib/exchange/requests-private.h"

#include <colim/hom-search.h>

#include <string.h>

#define MAX_LISTED 1000

typedef struct {
  ColimRequest *request;
  ColimHomSearch *search;
  ColimCSet *dom;
  ColimCSet *codom;
} Asking;

typedef gboolean (*SetFunc) (ColimHomSearch *search, const char *name, GError **error);
typedef gboolean (*ReadFunc) (Asking *self, const ColimJson *json, GError **error);
/* Takes what is said of an element of an object, or of an attribute type: the other is -1. */
typedef gboolean (*ElementFunc) (Asking *self, gint32 ob, gint32 type, gint32 element, const ColimJson *json,
                                 GError **error);

/* An error of the library, which has no place, at what it is about; elements are counted from 0 in it. */
static gboolean
locate (const ColimJson *json, GError **error, const GError *local_error)
{
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);

  return FALSE;
}

static gboolean
set_flag (Asking *self, const ColimJson *json, SetFunc set, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  ColimJsonToken kind = colim_json_get_kind (json);

  if (kind == COLIM_JSON_FALSE)
    return TRUE;
  if (kind == COLIM_JSON_TRUE)
    return set (self->search, NULL, &local_error) || locate (json, error, local_error);
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "true, false, or names, as an array", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      const ColimJson *name = colim_json_get_element (json, i);

      if (!_colim_compact_json_expect (name, COLIM_JSON_STRING, "a name, as a string", error))
        return FALSE;
      if (!set (self->search, colim_json_get_string (name), &local_error))
        return locate (name, error, local_error);
    }

  return TRUE;
}

/* A table has an entry for each element, an object only for those it names. */
static gboolean
for_each_listed (Asking *self, gint32 ob, gint32 type, const ColimJson *listed, ElementFunc function, GError **error)
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

      if (!is_table
          && !g_ascii_string_to_unsigned (colim_json_get_key (listed, i), 10, 1, (guint64) n, &number, NULL))
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
for_each_element (Asking *self, const ColimJson *json, ElementFunc function, GError **error)
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
read_value (const Asking *self, gint32 type, const ColimJson *json, gint32 *image, GValue *value, GError **error)
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
set_initial (Asking *self, gint32 ob, gint32 type, gint32 element, const ColimJson *json, GError **error)
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
    colim_hom_search_set_initial_value (self->search, name, element, &value, &local_error);
  else if (image >= 0)
    colim_hom_search_set_initial (self->search, name, element, image, &local_error);

  return local_error == NULL || locate (json, error, local_error);
}

static gboolean
set_allowed_parts (Asking *self, gint32 ob, const char *name, gint32 part, const ColimJson *json, GError **error)
{
  guint n = colim_json_get_length (json);
  g_autofree gint32 *images = g_new (gint32, n);
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < n; i++)
    if (!_colim_compact_json_read_part (colim_json_get_element (json, i), self->codom->n_parts[ob], name, FALSE,
                                        &images[i], error))
      return FALSE;

  return colim_hom_search_set_allowed (self->search, name, part, images, n, &local_error)
         || locate (json, error, local_error);
}

/* The variables come first: naming them says anew what is allowed, and constants are added to it. */
static gboolean
set_allowed_values (Asking *self, gint32 type, const char *name, gint32 variable, const ColimJson *json,
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
    colim_hom_search_set_allowed (self->search, name, variable, images, n_images, &local_error);
  for (guint i = 0; i < n_values; i++)
    {
      if (n_images + n_values == n && local_error == NULL)
        colim_hom_search_allow_value (self->search, name, variable, &values[i], &local_error);
      g_value_unset (&values[i]);
    }
  if (local_error != NULL)
    locate (json, error, local_error);

  return n_images + n_values == n && local_error == NULL;
}

static gboolean
set_allowed (Asking *self, gint32 ob, gint32 type, gint32 element, const ColimJson *json, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "the images that are allowed, as an array", error))
    return FALSE;
  if (ob >= 0)
    return set_allowed_parts (self, ob, colim_schema_get_object_name (self->dom->schema, ob), element, json, error);

  return set_allowed_values (self, type, colim_schema_get_attr_type_name (self->dom->schema, type), element, json,
                             error);
}

static gboolean
read_initial (Asking *self, const ColimJson *json, GError **error)
{
  return for_each_element (self, json, set_initial, error);
}

static gboolean
read_predicates (Asking *self, const ColimJson *json, GError **error)
{
  return for_each_element (self, json, set_allowed, error);
}

/* Is read before there is a search. */
static gboolean
read_type_components (Asking *self, const ColimJson *json, GError **error)
{
  return TRUE;
}

static const struct {
  const char *name;
  SetFunc set; /* of a flag, or */
  ReadFunc read;
} options[] = {
  { "monic", colim_hom_search_set_monic, NULL },
  { "epic", colim_hom_search_set_epic, NULL },
  { "iso", colim_hom_search_set_iso, NULL },
  { "no_bind", colim_hom_search_set_no_bind, NULL },
  { "free_ok", colim_hom_search_set_free_ok, NULL },
  { "initial", NULL, read_initial },
  { "predicates", NULL, read_predicates },
  { "type_components", NULL, read_type_components },
};

static gboolean
read_option (Asking *self, const char *name, const ColimJson *json, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (strcmp (options[i].name, name) == 0)
      return options[i].set != NULL ? set_flag (self, json, options[i].set, error)
                                    : options[i].read (self, json, error);
  _colim_json_set_error (json, error, COLIM_ERROR_UNKNOWN_NAME, "a search has no option '%s'", name);

  return FALSE;
}

/* Rows [from, to] of constants, one column after the other. */
static ColimColumn *
read_rows (const ColimJson *json, const ColimSchema *schema, gint32 type, GError **error)
{
  const char *name = colim_schema_get_attr_type_name (schema, type);
  g_autoptr (ColimColumn) column = NULL;
  guint n;

  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "rows [from, to], as an array", error))
    return NULL;
  n = colim_json_get_length (json);
  if (n > G_MAXINT32 / 2)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_TOO_LARGE, "too many rows");
      return NULL;
    }
  column = _colim_column_new (colim_schema_get_attr_type (schema, type), (gint32) (2 * n));
  for (guint i = 0; i < 2 * n; i++)
    {
      const ColimJson *row = colim_json_get_element (json, i / 2);

      if (!_colim_compact_json_expect (row, COLIM_JSON_ARRAY, "a row [from, to], as an array", error))
        return NULL;
      if (colim_json_get_length (row) != 2)
        {
          _colim_json_set_error (row, error, COLIM_ERROR_PARSE, "a row has two entries, from and to");
          return NULL;
        }
      if (!_colim_compact_json_read_entry (colim_json_get_element (row, i % 2), column, (gint32) i, name, 0, FALSE,
                                           error))
        return NULL;
    }

  return g_steal_pointer (&column);
}

/* Maps the constants of an attribute; FALSE without an error if one of them is in no row. */
static gboolean
map_attr (Asking *self, ColimCSetBuilder *builder, gint32 attr, const ColimColumn *rows, GError **error)
{
  const ColimColumn *before = self->dom->attrs[attr];
  ColimColumn *after = _colim_cset_builder_get_column (builder, attr);

  for (gint32 x = 0; x < before->n; x++)
    {
      gint32 row = 0;

      if (before->variables[x] != COLIM_COLUMN_CONSTANT)
        continue;
      while (row < rows->n && !_colim_column_equal_entries (before, x, rows, row))
        row += 2;
      if (!_colim_request_spend (self->request, 1 + row / 2, error) || row >= rows->n)
        return FALSE;
      _colim_column_copy_entry (after, x, rows, row + 1);
    }

  return TRUE;
}

/* A homomorphism over a map of constants starts at the C-set whose constants are mapped already.  NULL without an error
 * if a constant has no image. */
static ColimCSet *
map_constants (Asking *self, const ColimJson *components, GError **error)
{
  const ColimSchema *schema = self->dom->schema;
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (self->dom);

  if (!_colim_compact_json_expect (components, COLIM_JSON_OBJECT, "tables of constants, as an object", error))
    return NULL;
  for (guint i = 0; i < colim_json_get_length (components); i++)
    {
      const ColimJson *json = colim_json_get_element (components, i);
      gint32 type = colim_schema_find_attr_type (schema, colim_json_get_key (components, i));
      g_autoptr (ColimColumn) rows = NULL;

      if (type < 0)
        _colim_json_set_error (json, error, COLIM_ERROR_UNKNOWN_NAME, "no attribute type '%s'",
                               colim_json_get_key (components, i));
      if (type < 0 || (rows = read_rows (json, schema, type, error)) == NULL)
        return NULL;
      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        if (colim_schema_get_attr_codom (schema, attr) == type && !map_attr (self, builder, attr, rows, error))
          return NULL;
    }

  return colim_cset_builder_end (builder, error);
}

static gboolean
write_listed (ColimHom *hom, gpointer data)
{
  colim_compact_json_write_components (data, hom);

  return TRUE;
}

/* Where a constant has no image; what forbids to ask is said first, and that needs no search. */
static gboolean
write_none (ColimHomSearch *search, ColimJsonWriter *answer, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  colim_hom_search_set_budget (search, 0);
  colim_hom_search_exists (search, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  _colim_request_write_int (answer, "count", 0);
  colim_json_writer_key (answer, "homomorphisms");
  colim_json_writer_array (answer);
  colim_json_writer_array_end (answer);

  return TRUE;
}

static gboolean
write_count (ColimHomSearch *search, ColimJsonWriter *answer, gboolean is_listed, GError **error)
{
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, error), most = colim_natural_new (MAX_LISTED);
  gboolean is_done = count != NULL;

  if (!is_done)
    return FALSE;
  colim_json_writer_key (answer, "count");
  _colim_request_write_count (answer, count);
  if (is_listed && colim_natural_compare (count, most) <= 0)
    {
      colim_json_writer_key (answer, "homomorphisms");
      colim_json_writer_array (answer);
      is_done = colim_hom_search_foreach (search, write_listed, answer, error);
      colim_json_writer_array_end (answer);
    }

  return is_done;
}

gboolean
_colim_operation_homomorphism_count (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  Asking asking = {
    .request = self,
    .dom = _colim_request_get_cset (self, "dom"),
    .codom = _colim_request_get_cset (self, "codom"),
  };
  const ColimJson *given = colim_json_find (self->operation, "options");
  const ColimJson *components;
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimCSet) mapped = NULL;
  g_autoptr (GError) local_error = NULL;

  if (given != NULL && !_colim_compact_json_expect (given, COLIM_JSON_OBJECT, "options, as an object", error))
    return FALSE;
  if (!colim_schema_equal (asking.dom->schema, asking.codom->schema))
    {
      _colim_json_set_error (self->operation, error, COLIM_ERROR_TYPE, "the C-sets have different schemas");
      return FALSE;
    }
  components = given != NULL ? colim_json_find (given, "type_components") : NULL;
  mapped = components != NULL ? map_constants (&asking, components, &local_error) : colim_cset_ref (asking.dom);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  search = colim_hom_search_new (mapped != NULL ? mapped : asking.dom, asking.codom);
  asking.search = search;
  colim_hom_search_set_budget (search, self->budget);
  for (guint i = 0; given != NULL && i < colim_json_get_length (given); i++)
    if (!read_option (&asking, colim_json_get_key (given, i), colim_json_get_element (given, i), error))
      return FALSE;

  return mapped != NULL ? write_count (search, answer, TRUE, error) : write_none (search, answer, error);
}

gboolean
_colim_operation_cartesian_count (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *dom = _colim_request_get_cset (self, "dom"), *codom = _colim_request_get_cset (self, "codom");
  ColimJson *homs = _colim_request_find (self, "homs", COLIM_JSON_ARRAY, error);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);
  Asking asking = { .request = self, .search = search, .dom = dom, .codom = codom };

  if (homs == NULL || !set_flag (&asking, homs, colim_hom_search_set_cartesian, error))
    return FALSE;
  colim_hom_search_set_budget (search, self->budget);

  return write_count (search, answer, FALSE, error);
}

static ColimHomSearch *
new_iso_search (ColimRequest *self, ColimCSet *dom, ColimCSet *codom, GError **error)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  if (!colim_hom_search_set_iso (search, NULL, error))
    return NULL;
  colim_hom_search_set_budget (search, self->budget);

  return g_steal_pointer (&search);
}

gboolean
_colim_operation_automorphism_count (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimHomSearch) search = new_iso_search (self, cset, cset, error);

  return search != NULL && write_count (search, answer, FALSE, error);
}

gboolean
_colim_operation_is_isomorphic (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  g_autoptr (ColimHomSearch) search
      = new_iso_search (self, _colim_request_get_cset (self, "a"), _colim_request_get_cset (self, "b"), error);
  g_autoptr (GError) local_error = NULL;
  ColimVerdict verdict;

  if (search == NULL)
    return FALSE;
  verdict = colim_hom_search_exists (search, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* Nothing was spent yet: asking for more than there is says that it ran out. */
  if (verdict == COLIM_VERDICT_UNKNOWN)
    return _colim_request_spend (self, self->budget + 1, error);
  _colim_request_write_boolean (answer, "result", verdict == COLIM_VERDICT_YES);

  return TRUE;
}
