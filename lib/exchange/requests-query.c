/* Conjunctive queries. */

#include "lib/exchange/requests-private.h"

#include "lib/csets/migration/conjunctive-query-private.h"
#include "lib/csets/migration/solutions-private.h"
#include "lib/exchange/acset-json-private.h"

/* An error of the library at what it is about; parts are counted from 0 in it. */
static gboolean
locate (const ColimJson *json, GError **error, const GError *local_error)
{
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);

  return FALSE;
}

static const char *
expect_name (const ColimJson *json, GError **error)
{
  return _colim_compact_json_expect (json, COLIM_JSON_STRING, "a name, as a string", error)
             ? colim_json_get_string (json)
             : NULL;
}

static gboolean
read_ports (ColimConjunctiveQuery *query, gint32 box, const ColimJson *ports, GError **error)
{
  if (!_colim_compact_json_expect (ports, COLIM_JSON_OBJECT, "variables at ports, as an object", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (ports); i++)
    {
      const ColimJson *variable = colim_json_get_element (ports, i);
      const char *name = expect_name (variable, error);
      g_autoptr (GError) local_error = NULL;

      if (name == NULL)
        return FALSE;
      if (!colim_conjunctive_query_add_port (query, box, colim_json_get_key (ports, i), name, &local_error))
        return locate (variable, error, local_error);
    }

  return TRUE;
}

static gboolean
read_box (ColimConjunctiveQuery *query, const ColimJson *json, GError **error)
{
  const ColimJson *object, *ports;
  const char *name;
  gint32 box;
  g_autoptr (GError) local_error = NULL;

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "a box, as an object", error))
    return FALSE;
  if ((object = colim_json_find (json, "ob")) == NULL)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_INVALID, "this box has no 'ob'");
      return FALSE;
    }
  if ((name = expect_name (object, error)) == NULL)
    return FALSE;
  if ((box = colim_conjunctive_query_add_box (query, name, &local_error)) < 0)
    return locate (object, error, local_error);
  ports = colim_json_find (json, "ports");

  return ports == NULL || read_ports (query, box, ports, error);
}

static gboolean
read_columns (ColimConjunctiveQuery *query, const ColimJson *outer, GError **error)
{
  for (guint i = 0; i < colim_json_get_length (outer); i++)
    {
      const ColimJson *variable = colim_json_get_element (outer, i);
      const char *name = expect_name (variable, error);
      g_autoptr (GError) local_error = NULL;

      if (name == NULL)
        return FALSE;
      if (!colim_conjunctive_query_add_column (query, name, &local_error))
        return locate (variable, error, local_error);
    }

  return TRUE;
}

/* What a variable is set to is read as what its ports have. */
static gboolean
read_param (ColimConjunctiveQuery *query, const ColimCSet *cset, const char *name, const ColimJson *json,
            GError **error)
{
  const ColimQueryVariable *variable = _colim_conjunctive_query_find (query, name);
  const ColimSchema *schema = cset->schema;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimColumn) column = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gint32 part;

  if (variable == NULL)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_UNKNOWN_NAME, "no port has the variable '%s'", name);
      return FALSE;
    }
  if (variable->object >= 0)
    return _colim_compact_json_read_part (json, cset->n_parts[variable->object],
                                          colim_schema_get_object_name (schema, variable->object), FALSE, &part, error)
           && colim_conjunctive_query_set (query, name, part, error);
  column = _colim_column_new (colim_schema_get_attr_type (schema, variable->type), 1);
  if (!_colim_compact_json_read_entry (json, column, 0, colim_schema_get_attr_type_name (schema, variable->type),
                                       cset->n_variables[variable->type], FALSE, error))
    return FALSE;
  if (column->variables[0] >= 0)
    return colim_conjunctive_query_set (query, name, column->variables[0], error);
  g_value_init (&value, column->type->type);
  column->type->ops->store (column->type, column->cells[0], &value);

  return colim_conjunctive_query_set_value (query, name, &value, &local_error) || locate (json, error, local_error);
}

static gboolean
read_params (ColimRequest *self, ColimConjunctiveQuery *query, const ColimCSet *cset, GError **error)
{
  const ColimJson *params = colim_json_find (self->operation, "params");

  if (params == NULL)
    return TRUE;
  if (!_colim_compact_json_expect (params, COLIM_JSON_OBJECT, "values of variables, as an object", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (params); i++)
    if (!read_param (query, cset, colim_json_get_key (params, i), colim_json_get_element (params, i), error))
      return FALSE;

  return TRUE;
}

static void
write_solutions (ColimJsonWriter *answer, const ColimSolutions *solutions)
{
  colim_json_writer_key (answer, "rows");
  colim_json_writer_array (answer);
  for (gint32 row = 0; row < solutions->n_rows; row++)
    {
      colim_json_writer_array (answer);
      for (guint c = 0; c < solutions->n_columns; c++)
        {
          const ColimSolutionsColumn *column = &solutions->columns[c];

          if (column->values != NULL)
            _colim_acset_write_entry (answer, column->values, column->entries[row]);
          else
            _colim_compact_json_write_part (answer, column->entries[row]);
        }
      colim_json_writer_array_end (answer);
    }
  colim_json_writer_array_end (answer);
  _colim_request_write_int (answer, "count", solutions->n_rows);
}

gboolean
_colim_operation_conjunctive_query (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimConjunctiveQuery) query = colim_conjunctive_query_new (cset->schema);
  const ColimJson *boxes = _colim_request_find (self, "boxes", COLIM_JSON_ARRAY, error);
  const ColimJson *outer = boxes != NULL ? _colim_request_find (self, "outer", COLIM_JSON_OBJECT, error) : NULL;
  g_autoptr (ColimSolutions) solutions = NULL;

  if (outer == NULL)
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (boxes); i++)
    if (!read_box (query, colim_json_get_element (boxes, i), error))
      return FALSE;
  if (!read_columns (query, outer, error) || !read_params (self, query, cset, error)
      || (solutions = colim_conjunctive_query_evaluate (query, cset, self->budget, error)) == NULL)
    return FALSE;
  write_solutions (answer, solutions);

  return TRUE;
}
