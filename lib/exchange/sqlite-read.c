/* Reads a database as a C-set.  Whether the schema is given or found, it is what tells the columns that are read. */

#include "lib/exchange/sqlite-private.h"
#include "lib/exchange/sqlite-tables-private.h"

#include <colim/cset-builder.h>

#include <string.h>

/* A column of an object is numbered by a column that no table is likely to have. */
#define ROW "\"colim row\""

/* Where the parts of an object come from: the rows of a table, or those of its rows that have a foreign key. */
typedef struct {
  const SqliteTable *table; /* NULL: there is no such object */
  const SqliteColumn *span; /* NULL: all rows */
} Source;

typedef struct {
  sqlite3 *db;
  GPtrArray *tables;
  ColimSchema *schema;
  Source *sources; /* of each object */
  ColimCSetBuilder *builder;
} Reading;

static void
add_columns (ColimSchemaBuilder *builder, const GPtrArray *tables, gboolean attributes)
{
  static const char *const types[] = { "Integer", "Real", "Text", "Any" };

  for (guint i = 0; i < tables->len; i++)
    {
      const SqliteTable *table = tables->pdata[i];

      for (guint j = 0; j < table->columns->len; j++)
        {
          const SqliteColumn *column = table->columns->pdata[j];
          const char *target = column->target >= 0 ? ((SqliteTable *) tables->pdata[column->target])->name : NULL;
          g_autofree char *from = g_strconcat (column->id, ".from", NULL);
          g_autofree char *to = g_strconcat (column->id, ".to", NULL);

          if ((target == NULL) != attributes)
            continue;
          if (attributes)
            colim_schema_builder_add_attr (builder, column->id, table->name, types[column->type]);
          else if (column->is_total)
            colim_schema_builder_add_hom (builder, column->id, table->name, target);
          else
            {
              colim_schema_builder_add_hom (builder, from, column->id, table->name);
              colim_schema_builder_add_hom (builder, to, column->id, target);
            }
        }
    }
}

static ColimSchema *
make_schema (const GPtrArray *tables, GError **error)
{
  static const char *const types[][2]
      = { { "Integer", "int64" }, { "Real", "double" }, { "Text", "string" }, { "Any", "any" } };
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  gboolean used[G_N_ELEMENTS (types)] = { FALSE };

  for (guint i = 0; i < tables->len; i++)
    {
      const SqliteTable *table = tables->pdata[i];

      colim_schema_builder_add_object (builder, table->name);
      for (guint j = 0; j < table->columns->len; j++)
        {
          const SqliteColumn *column = table->columns->pdata[j];

          if (column->target < 0)
            used[column->type] = TRUE;
          else if (!column->is_total)
            colim_schema_builder_add_object (builder, column->id);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (used[i])
      colim_schema_builder_add_attr_type (builder, types[i][0], colim_attr_type_find (types[i][1]));
  add_columns (builder, tables, FALSE);
  add_columns (builder, tables, TRUE);

  return colim_schema_builder_end (builder, error);
}

static Source
find_source (const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const SqliteTable *table = tables->pdata[i];

      if (strcmp (table->name, name) == 0)
        return (Source){ table, NULL };
      for (guint j = 0; j < table->columns->len; j++)
        {
          const SqliteColumn *column = table->columns->pdata[j];

          if (column->target >= 0 && !column->is_total && strcmp (column->id, name) == 0)
            return (Source){ table, column };
        }
    }

  return (Source){ NULL, NULL };
}

/* The column of a table that has one of its two names, and is a foreign key or is not. */
static const SqliteColumn *
find_column (const SqliteTable *table, const char *name, gboolean is_key, GError **error)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SqliteColumn *column = table->columns->pdata[i];

      if ((strcmp (column->id, name) != 0 && strcmp (column->name, name) != 0) || (column->target >= 0) != is_key)
        continue;
      if (!is_key || column->is_total)
        return column;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
                   "some rows of '%s' have no '%s': it is no hom, but an object '%s' with homs '%s.from' and '%s.to'",
                   table->name, column->name, column->id, column->id, column->id);
      return NULL;
    }
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "the table '%s' has no %s '%s'", table->name,
               is_key ? "foreign key" : "column", name);

  return NULL;
}

/* The rows that have a foreign key, and the rows that it goes to, both from 0. */
static gboolean
read_key (const Reading *self, const SqliteTable *table, const SqliteColumn *key, GArray *from, GArray *to, GError **error)
{
  const SqliteTable *target = self->tables->pdata[key->target];
  GError *local_error = NULL;
  gint64 last = 0;
  g_autoptr (sqlite3_stmt) rows = _colim_sqlite_prepare (
      self->db, error,
      "SELECT s." ROW ", t." ROW " FROM (SELECT *, row_number() OVER (ORDER BY %s) AS " ROW " FROM main.\"%w\") AS s "
      "LEFT JOIN (SELECT *, row_number() OVER (ORDER BY %s) AS " ROW " FROM main.\"%w\") AS t ON %s "
      "WHERE NOT (%s) ORDER BY s." ROW,
      table->order, table->name, target->order, target->name, key->condition, key->missing);

  if (rows == NULL)
    return FALSE;
  while (_colim_sqlite_step (rows, &local_error))
    {
      gint64 row = sqlite3_column_int64 (rows, 0);
      gint32 source = (gint32) row - 1, image = sqlite3_column_int (rows, 1) - 1;

      if (row == last || image < 0)
        {
          g_set_error (error, COLIM_ERROR, row == last ? COLIM_ERROR_TYPE : COLIM_ERROR_UNDEFINED,
                       "the foreign key '%s.%s' of row %" G_GINT64_FORMAT " is that of %s of '%s'", table->name,
                       key->name, row, row == last ? "several rows" : "no row", target->name);
          return FALSE;
        }
      last = row;
      g_array_append_val (from, source);
      g_array_append_val (to, image);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);

  return FALSE;
}

static gboolean
fill_hom (const Reading *self, gint32 hom, GError **error)
{
  const char *name = colim_schema_get_hom_name (self->schema, hom);
  const Source *source = &self->sources[colim_schema_get_hom_dom (self->schema, hom)];
  const Source *goal = &self->sources[colim_schema_get_hom_codom (self->schema, hom)];
  gboolean backward = source->span != NULL && g_str_has_suffix (name, ".from");
  const SqliteColumn *key = source->span != NULL ? source->span : find_column (source->table, name, TRUE, error);
  const SqliteTable *target = NULL;
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (key == NULL)
    return FALSE;
  target = backward ? source->table : self->tables->pdata[key->target];
  if (goal->table != target || goal->span != NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the hom '%s' goes to '%s' in the schema, and to '%s' in the database",
                   name, colim_schema_get_object_name (self->schema, colim_schema_get_hom_codom (self->schema, hom)),
                   target->name);
      return FALSE;
    }

  return read_key (self, source->table, key, from, to, error)
         && colim_cset_builder_set_hom_values (self->builder, name, (gint32 *) (void *) (backward ? from : to)->data,
                                               to->len, error);
}

/* The value in the first column of a row as a constant of a type. */
static gboolean
set_constant (const Reading *self, const char *name, ColimAttrType *type, gint32 part, sqlite3_stmt *rows, GError **error)
{
  int kind = sqlite3_column_type (rows, 0);
  const char *text = (const char *) sqlite3_column_text (rows, 0);
  g_auto (GValue) value = G_VALUE_INIT;

  if (kind == SQLITE_BLOB || strlen (text) != (gsize) sqlite3_column_bytes (rows, 0))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "row %d of the column '%s' has binary data", part + 1, name);
      return FALSE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "row %d of the column '%s' is not UTF-8", part + 1, name);
      return FALSE;
    }
  if (colim_attr_type_find (colim_attr_type_get_name (type)) != type)
    {
      if (!colim_attr_type_parse_value (type, text, &value, error))
        return FALSE;
    }
  else if (kind == SQLITE_INTEGER)
    {
      g_value_init (&value, G_TYPE_INT64);
      g_value_set_int64 (&value, sqlite3_column_int64 (rows, 0));
    }
  else if (kind == SQLITE_FLOAT)
    {
      g_value_init (&value, G_TYPE_DOUBLE);
      g_value_set_double (&value, sqlite3_column_double (rows, 0));
    }
  else
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_set_string (&value, text);
    }

  return colim_cset_builder_set_value (self->builder, name, part, &value, error);
}

static gboolean
fill_attr (const Reading *self, gint32 attr, GError **error)
{
  const char *name = colim_schema_get_attr_name (self->schema, attr);
  const SqliteTable *table = self->sources[colim_schema_get_attr_dom (self->schema, attr)].table;
  const char *type_name = colim_schema_get_attr_type_name (self->schema, colim_schema_get_attr_codom (self->schema, attr));
  ColimAttrType *type = colim_schema_get_attr_type (self->schema, colim_schema_get_attr_codom (self->schema, attr));
  const SqliteColumn *column = find_column (table, name, FALSE, error);
  g_autoptr (sqlite3_stmt) rows = NULL;
  GError *local_error = NULL;

  if (column == NULL
      || (rows = _colim_sqlite_prepare (self->db, error, "SELECT \"%w\" FROM main.\"%w\" ORDER BY %s", column->name,
                                        table->name, table->order)) == NULL)
    return FALSE;
  for (gint32 part = 0; local_error == NULL && _colim_sqlite_step (rows, &local_error); part++)
    {
      gint32 variable;

      if (sqlite3_column_type (rows, 0) != SQLITE_NULL)
        set_constant (self, name, type, part, rows, &local_error);
      else if ((variable = colim_cset_builder_add_variables (self->builder, type_name, 1, &local_error)) >= 0)
        colim_cset_builder_set_variable (self->builder, name, part, variable, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);

  return FALSE;
}

static gboolean
add_parts (const Reading *self, gint32 ob, GError **error)
{
  const char *name = colim_schema_get_object_name (self->schema, ob);
  Source *source = &self->sources[ob];
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (gint32));

  *source = find_source (self->tables, name);
  if (source->table == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "the database has no table '%s'", name);
      return FALSE;
    }
  if (source->span != NULL && !read_key (self, source->table, source->span, from, to, error))
    return FALSE;

  return colim_cset_builder_add (self->builder, name, source->span != NULL ? (gint32) to->len : source->table->n_rows, error)
         >= 0;
}

static gboolean
fill (const Reading *self, GError **error)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    if (!add_parts (self, ob, error))
      return FALSE;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    if (!fill_hom (self, hom, error))
      return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    if (!fill_attr (self, attr, error))
      return FALSE;

  return TRUE;
}

static sqlite3 *
open_database (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "there is no such file");
  else if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
           || sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) != SQLITE_OK
           || sqlite3_exec (db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    _colim_sqlite_set_error (db, error);
  else
    return g_steal_pointer (&db);

  return NULL;
}

ColimCSet *
_colim_sqlite_read (const char *path, ColimSchema *schema, GError **error)
{
  g_autoptr (sqlite3) db = open_database (path, error);
  g_autoptr (GPtrArray) tables = db != NULL ? _colim_sqlite_list_tables (db, error) : NULL;
  g_autoptr (ColimSchema) found = NULL;
  g_autofree Source *sources = NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;
  ColimCSet *cset = NULL;

  if (tables != NULL)
    found = schema != NULL ? colim_schema_ref (schema) : make_schema (tables, error);
  if (found != NULL)
    {
      sources = g_new0 (Source, colim_schema_get_n_objects (found) + 1);
      builder = colim_cset_builder_new (found);
      if (fill (&(Reading){ db, tables, found, sources, builder }, error))
        cset = colim_cset_builder_end (builder, error);
    }
  if (cset == NULL)
    g_prefix_error (error, "%s: ", path);

  return cset;
}
