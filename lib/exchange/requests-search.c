/* Operations that search for homomorphisms. */

#include "lib/exchange/requests-private.h"

#include <colim/hom-search-json.h>

#include <string.h>

#define MAX_LISTED 1000

typedef struct {
  ColimRequest *request;
  ColimCSet *dom;
  ColimCSet *codom;
} Asking;

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
  colim_hom_search_set_budget (search, self->budget);
  for (guint i = 0; given != NULL && i < colim_json_get_length (given); i++)
    /* What becomes of constants was read before there was a search. */
    if (strcmp (colim_json_get_key (given, i), "type_components") != 0
        && !colim_hom_search_read_option (search, colim_json_get_key (given, i), colim_json_get_element (given, i),
                                          error))
      return FALSE;

  return mapped != NULL ? write_count (search, answer, TRUE, error) : write_none (search, answer, error);
}

gboolean
_colim_operation_cartesian_count (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *dom = _colim_request_get_cset (self, "dom"), *codom = _colim_request_get_cset (self, "codom");
  ColimJson *homs = _colim_request_find (self, "homs", COLIM_JSON_ARRAY, error);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  if (homs == NULL || !colim_hom_search_read_option (search, "cartesian", homs, error))
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
