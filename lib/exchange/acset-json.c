/* C-sets in ACSets JSON: the tables of a file, and the schema that they are on.
 *
 *     {"V": [{"_id": 1}, …], "E": [{"_id": 1, "src": 1, "tgt": 2, "weight": {"_var": 1}}, …], "Weight": [{"_id": 1}]}
 *
 * or {"schema": a name or a schema, "instance": {…}}.  What says nothing of its schema is on the first built-in one
 * that has all its tables and columns.
 */

#include "lib/exchange/acset-json-private.h"

#include "lib/csets/cset-builder-private.h"

#include <string.h>

void
_colim_acset_instance_free (ColimAcsetInstance *self)
{
  g_clear_pointer (&self->schema, colim_schema_unref);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static ColimAcsetTable *
find_table (const ColimAcsetInstance *self, const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (strcmp (((ColimAcsetTable *) self->tables->pdata[i])->name, name) == 0)
      return self->tables->pdata[i];

  return NULL;
}

/* The last token is what stands for the schema: a name or an object. */
static gboolean
read_schema (ColimAcsetInstance *self, ColimJsonReader *reader, ColimJsonToken token, GError **error)
{
  ColimJsonPlace place = _colim_json_reader_here (reader);
  g_autoptr (ColimSchema) schema = NULL;

  if (token == COLIM_JSON_OBJECT)
    schema = _colim_acset_schema_read (reader, error);
  else if ((schema = colim_schema_find_builtin (colim_json_reader_get_string (reader, NULL))) != NULL)
    colim_schema_ref (schema);
  else
    _colim_json_reader_set_error (reader, error, COLIM_ERROR_UNKNOWN_NAME, "there is no built-in schema '%s'",
                                  colim_json_reader_get_string (reader, NULL));
  if (schema == NULL)
    return FALSE;
  if (self->schema != NULL && !colim_schema_equal (self->schema, schema))
    {
      _colim_json_reader_set_error_at (reader, &place, error, COLIM_ERROR_TYPE,
                                       "this is another schema than the one that is asked for");
      return FALSE;
    }
  if (self->schema == NULL)
    self->schema = g_steal_pointer (&schema);

  return TRUE;
}

static gboolean
read_table (ColimAcsetInstance *self, ColimJsonReader *reader, const char *name, const ColimJsonPlace *place,
            GError **error)
{
  ColimAcsetTable *table = _colim_acset_table_read (reader, name, place, self->schema, error);

  if (table == NULL)
    return FALSE;
  g_ptr_array_add (self->tables, table);

  return TRUE;
}

/* The tables within the object whose { is the last token. */
static gboolean
read_tables (ColimAcsetInstance *self, ColimJsonReader *reader, gboolean inner, GError **error)
{
  gboolean has_schema = FALSE, has_instance = FALSE;
  ColimJsonToken token;

  while ((token = colim_json_reader_next (reader, error)) == COLIM_JSON_KEY)
    {
      ColimJsonPlace place = _colim_json_reader_here (reader);
      gsize length;
      const char *key = colim_json_reader_get_string (reader, &length);
      g_autofree char *name = g_strdup (key);
      gboolean is_plain = strlen (key) == length;

      if ((token = colim_json_reader_next (reader, error)) == COLIM_JSON_ERROR)
        return FALSE;
      if (!is_plain)
        {
          _colim_json_reader_set_error_at (reader, &place, error, COLIM_ERROR_PARSE, "U+0000 cannot be in a name");
          return FALSE;
        }
      if (!inner && !has_schema && strcmp (name, "schema") == 0
          && (token == COLIM_JSON_STRING || token == COLIM_JSON_OBJECT))
        {
          has_schema = TRUE;
          if (!read_schema (self, reader, token, error))
            return FALSE;
        }
      else if (!inner && !has_instance && strcmp (name, "instance") == 0 && token == COLIM_JSON_OBJECT
               && self->tables->len == 0)
        {
          has_instance = TRUE;
          if (!read_tables (self, reader, TRUE, error))
            return FALSE;
        }
      else if (has_instance || has_schema || token != COLIM_JSON_ARRAY)
        {
          _colim_json_reader_set_error_at (
              reader, &place, error, COLIM_ERROR_PARSE, "'%s' is not expected here%s", name,
              has_instance || has_schema ? ", beside a schema or an instance" : ", as it is no array of rows");
          return FALSE;
        }
      else if (find_table (self, name) != NULL)
        {
          _colim_json_reader_set_error_at (reader, &place, error, COLIM_ERROR_DUPLICATE_NAME,
                                           "the key '%s' is there already", name);
          return FALSE;
        }
      else if (!read_table (self, reader, name, &place, error))
        return FALSE;
    }
  if (token == COLIM_JSON_ERROR)
    return FALSE;
  if (!has_schema || has_instance)
    return TRUE;
  _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "there is a schema, and no 'instance'");

  return FALSE;
}

/* Reads a value that is to be a C-set; the token before it is read already, or none was. */
ColimAcsetInstance *
_colim_acset_instance_read (ColimJsonReader *reader, ColimSchema *schema, GError **error)
{
  g_autoptr (ColimAcsetInstance) self = g_new0 (ColimAcsetInstance, 1);
  ColimJsonToken token = colim_json_reader_next (reader, error);

  self->place = _colim_json_reader_here (reader);
  self->schema = schema != NULL ? colim_schema_ref (schema) : NULL;
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_acset_table_free);
  if (token == COLIM_JSON_ERROR)
    return NULL;
  if (token != COLIM_JSON_OBJECT)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "expected a C-set, as an object");
      return NULL;
    }

  return read_tables (self, reader, FALSE, error) ? g_steal_pointer (&self) : NULL;
}

/* The first column that a schema has no place for, or else NULL. */
static const ColimAcsetColumn *
find_stranger (const ColimAcsetTable *table, const ColimSchema *schema)
{
  gint32 ob = colim_schema_find_object (schema, table->name);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const ColimAcsetColumn *column = table->columns->pdata[i];
      gint32 hom = colim_schema_find_hom (schema, column->name), attr = colim_schema_find_attr (schema, column->name);

      if (ob < 0
          || !((hom >= 0 && colim_schema_get_hom_dom (schema, hom) == ob)
               || (attr >= 0 && colim_schema_get_attr_dom (schema, attr) == ob)))
        return column;
    }

  return NULL;
}

static gboolean
has_table (const ColimSchema *schema, const char *name)
{
  return colim_schema_find_object (schema, name) >= 0 || colim_schema_find_attr_type (schema, name) >= 0;
}

static gboolean
fits (const ColimAcsetInstance *self, const ColimSchema *schema)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const ColimAcsetTable *table = self->tables->pdata[i];

      if (!has_table (schema, table->name) || find_stranger (table, schema) != NULL)
        return FALSE;
    }

  return TRUE;
}

/* The schema of instances that are on the same one: what any of them says, or the first built-in that fits them all. */
ColimSchema *
_colim_acset_instances_find_schema (ColimAcsetInstance *const *instances, guint n, ColimJsonReader *reader,
                                    GError **error)
{
  const char *const *names = colim_schema_list_builtins ();

  for (guint i = 0; i < n; i++)
    if (instances[i]->schema != NULL)
      return instances[i]->schema;
  for (; *names != NULL; names++)
    {
      ColimSchema *schema = colim_schema_find_builtin (*names);
      guint n_fitting = 0;

      while (n_fitting < n && fits (instances[n_fitting], schema))
        n_fitting++;
      if (n_fitting == n)
        return schema;
    }
  _colim_json_reader_set_error_at (reader, &instances[0]->place, error, COLIM_ERROR_UNKNOWN_NAME,
                                   "no built-in schema has these objects and arrows: give the schema");

  return NULL;
}

/* That every table and column is one of the schema's. */
static gboolean
check_names (const ColimAcsetInstance *self, const ColimSchema *schema, ColimJsonReader *reader, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const ColimAcsetTable *table = self->tables->pdata[i];
      const ColimAcsetColumn *column = find_stranger (table, schema);

      if (!has_table (schema, table->name))
        _colim_json_reader_set_error_at (reader, &table->place, error, COLIM_ERROR_UNKNOWN_NAME,
                                         "the schema has neither an object nor an attribute type '%s'", table->name);
      else if (column != NULL)
        _colim_json_reader_set_error_at (reader, &column->place, error, COLIM_ERROR_UNKNOWN_NAME,
                                         "'%s' has no hom or attribute '%s' in the schema", table->name, column->name);
      else
        continue;
      return FALSE;
    }

  return TRUE;
}

static ColimAcsetColumn *
find_column (const ColimAcsetTable *table, const char *name)
{
  for (guint i = 0; table != NULL && i < table->columns->len; i++)
    if (strcmp (((ColimAcsetColumn *) table->columns->pdata[i])->name, name) == 0)
      return table->columns->pdata[i];

  return NULL;
}

/* The column of an arrow.  NULL without an error if there are no parts. */
static ColimAcsetColumn *
get_column (const ColimAcsetInstance *self, const char *object, const char *arrow, ColimJsonReader *reader,
            GError **error)
{
  ColimAcsetTable *table = find_table (self, object);
  ColimAcsetColumn *column = find_column (table, arrow);

  if (column == NULL && table != NULL && table->n_rows > 0)
    _colim_json_reader_set_error_at (reader, &table->place, error, COLIM_ERROR_UNDEFINED,
                                     "'%s' of part 1 of '%s' is undefined", arrow, object);

  return column;
}

static gboolean
set_homs (ColimAcsetInstance *self, ColimCSetBuilder *builder, ColimJsonReader *reader, GError **error)
{
  const ColimSchema *schema = builder->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (ColimFinFunction) function = NULL;
      const char *object = colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, hom));
      gint32 codom = colim_schema_get_hom_codom (schema, hom);
      const char *name = colim_schema_get_hom_name (schema, hom);
      ColimAcsetColumn *column = get_column (self, object, name, reader, &local_error);

      if (column != NULL)
        function = _colim_acset_column_to_function (column, builder->n_parts[codom], object,
                                                    colim_schema_get_object_name (schema, codom), reader, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (function != NULL && !colim_cset_builder_set_hom (builder, name, function, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_attrs (ColimAcsetInstance *self, ColimCSetBuilder *builder, ColimJsonReader *reader, GError **error)
{
  const ColimSchema *schema = builder->schema;

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      g_autoptr (GError) local_error = NULL;
      const char *object = colim_schema_get_object_name (schema, colim_schema_get_attr_dom (schema, attr));
      gint32 type = colim_schema_get_attr_codom (schema, attr);
      ColimAcsetColumn *column
          = get_column (self, object, colim_schema_get_attr_name (schema, attr), reader, &local_error);
      ColimColumn *values = NULL;

      if (column != NULL)
        values = _colim_acset_column_to_values (column, colim_schema_get_attr_type (schema, type),
                                                builder->n_variables[type], object,
                                                colim_schema_get_attr_type_name (schema, type), reader, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (values != NULL)
        {
          _colim_column_unref (builder->attrs[attr]);
          builder->attrs[attr] = values;
        }
    }

  return TRUE;
}

/* Makes the C-set; takes the entries out of the tables. */
ColimCSet *
_colim_acset_instance_end (ColimAcsetInstance *self, ColimSchema *schema, ColimJsonReader *reader, GError **error)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  g_autoptr (GError) local_error = NULL;
  ColimCSet *cset;

  if (!check_names (self, schema, reader, error))
    return NULL;
  /* The columns follow: a builder's own would be filled for nothing. */
  for (guint i = 0; i < self->tables->len; i++)
    {
      const ColimAcsetTable *table = self->tables->pdata[i];
      gint32 ob = colim_schema_find_object (schema, table->name);

      if (ob >= 0)
        colim_cset_builder_add (builder, table->name, table->n_rows, NULL);
      else
        colim_cset_builder_add_variables (builder, table->name, table->n_rows, NULL);
    }
  if (!set_homs (self, builder, reader, error) || !set_attrs (self, builder, reader, error))
    return NULL;
  if ((cset = colim_cset_builder_end (builder, &local_error)) == NULL)
    _colim_json_reader_set_error_at (reader, &self->place, error, (ColimError) local_error->code, "%s, counted from 0",
                                     local_error->message);

  return cset;
}

/* That the document ends here. */
gboolean
_colim_acset_read_end (ColimJsonReader *reader, GError **error)
{
  return colim_json_reader_next (reader, error) == COLIM_JSON_END;
}

/**
 * colim_acset_json_read:
 * @reader: a reader of a document of which nothing is read yet
 * @schema: (nullable): what the C-set is on; %NULL for what the document says, or the first built-in schema that has
 *   these objects and arrows
 * @error: return location for an error
 *
 * Reads a C-set in ACSets JSON, or one in the form `{"schema": …, "instance": {…}}`.  A row's `_id` may be missing;
 * each hom and attribute must be there.  Time: linear; memory: that of the C-set, whatever the size of the document.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_UNKNOWN_NAME,
 *   %COLIM_ERROR_DUPLICATE_NAME, %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_UNDEFINED, %COLIM_ERROR_TYPE,
 *   %COLIM_ERROR_EQUATION_VIOLATED, %COLIM_ERROR_TOO_LARGE or %COLIM_ERROR_IO, the place in the message
 */
ColimCSet *
colim_acset_json_read (ColimJsonReader *reader, ColimSchema *schema, GError **error)
{
  g_return_val_if_fail (reader != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimAcsetInstance) self = _colim_acset_instance_read (reader, schema, error);
  ColimSchema *found;

  if (self == NULL || !_colim_acset_read_end (reader, error)
      || (found = _colim_acset_instances_find_schema (&self, 1, reader, error)) == NULL)
    return NULL;

  return _colim_acset_instance_end (self, found, reader, error);
}

/**
 * colim_acset_json_parse:
 * @text: a document
 * @schema: (nullable): what the C-set is on, or %NULL, as in [func@Colim.acset_json_read]
 * @error: return location for an error
 *
 * Reads a C-set from a text that is in memory; errors show the line.
 *
 * Returns: (transfer full): the C-set, or %NULL with the errors of [func@Colim.acset_json_read]
 */
ColimCSet *
colim_acset_json_parse (ColimText *text, ColimSchema *schema, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);

  return colim_acset_json_read (reader, schema, error);
}
