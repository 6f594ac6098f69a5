/* What a database has, by its own tables of tables, and by a look at the values of each column. */

#include "lib/exchange/sqlite-tables-private.h"

#include <colim/error.h>

#include <string.h>

void
_colim_sqlite_set_error (sqlite3 *db, GError **error)
{
  int code = sqlite3_errcode (db) & 0xff;
  gboolean is_damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;

  g_set_error (error, COLIM_ERROR, is_damaged ? COLIM_ERROR_PARSE : COLIM_ERROR_IO, "%s", sqlite3_errmsg (db));
}

sqlite3_stmt *
_colim_sqlite_prepare (sqlite3 *db, GError **error, const char *format, ...)
{
  sqlite3_stmt *statement = NULL;
  va_list arguments;
  char *sql;

  va_start (arguments, format);
  sql = sqlite3_vmprintf (format, arguments);
  va_end (arguments);
  if (sql == NULL)
    g_error ("out of memory");
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    _colim_sqlite_set_error (db, error);
  sqlite3_free (sql);

  return statement;
}

gboolean
_colim_sqlite_step (sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    _colim_sqlite_set_error (sqlite3_db_handle (statement), error);

  return code == SQLITE_ROW;
}

static void
free_column (SqliteColumn *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->condition);
  g_free (self->missing);
  g_free (self);
}

static void
free_table (SqliteTable *self)
{
  g_free (self->name);
  g_free (self->order);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

static char *
quote (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *inner = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", inner, "\"", NULL);
}

static void
append_column (GString *list, const char *separator, const char *of, const char *name)
{
  g_autofree char *quoted = quote (name);

  g_string_append_printf (list, "%s%s%s", list->len > 0 ? separator : "", of, quoted);
}

static gint32
find_table (const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    if (sqlite3_stricmp (((SqliteTable *) tables->pdata[i])->name, name) == 0)
      return (gint32) i;

  return -1;
}

/* The columns of a table, and what orders its rows. */
static gboolean
read_columns (sqlite3 *db, const SqliteTable *table, GPtrArray *names, GPtrArray *keys, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (sqlite3_stmt) columns
      = _colim_sqlite_prepare (db, error, "SELECT name, pk FROM pragma_table_xinfo(%Q) WHERE hidden <> 1 ORDER BY cid",
                               table->name);
  g_autoptr (sqlite3_stmt) key
      = columns == NULL ? NULL
                        : _colim_sqlite_prepare (
                            db, error, "SELECT name FROM pragma_table_xinfo(%Q) WHERE pk > 0 ORDER BY pk", table->name);

  if (key == NULL)
    return FALSE;
  while (_colim_sqlite_step (columns, &local_error))
    g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (columns, 0)));
  while (local_error == NULL && _colim_sqlite_step (key, &local_error))
    g_ptr_array_add (keys, g_strdup ((const char *) sqlite3_column_text (key, 0)));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);

  return FALSE;
}

static gboolean
count_rows (sqlite3 *db, SqliteTable *table, GError **error)
{
  g_autoptr (sqlite3_stmt) count = _colim_sqlite_prepare (db, error, "SELECT count(*) FROM main.\"%w\"", table->name);
  gint64 n;

  if (count == NULL || !_colim_sqlite_step (count, error))
    return FALSE;
  n = sqlite3_column_int64 (count, 0);
  if (n > G_MAXINT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the table '%s' has %" G_GINT64_FORMAT " rows, more than %d",
                   table->name, n, G_MAXINT32);
      return FALSE;
    }
  table->n_rows = (gint32) n;

  return TRUE;
}

/* Whether no row has a foreign key that is NULL. */
static gboolean
look_for_nulls (sqlite3 *db, const SqliteTable *table, SqliteColumn *key, GError **error)
{
  g_autoptr (sqlite3_stmt) look = _colim_sqlite_prepare (
      db, error, "SELECT EXISTS (SELECT 1 FROM main.\"%w\" AS s WHERE %s)", table->name, key->missing);

  if (look == NULL || !_colim_sqlite_step (look, error))
    return FALSE;
  key->is_total = sqlite3_column_int (look, 0) == 0;

  return TRUE;
}

static gboolean
has_name (const GPtrArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (strcmp (((SqliteColumn *) columns->pdata[i])->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* Finishes a foreign key, all of whose columns are known. */
static gboolean
end_key (sqlite3 *db, SqliteTable *table, SqliteColumn *key, GString *name, GString *condition, GString *missing,
         GError **error)
{
  if (key == NULL)
    return TRUE;
  key->name = g_strdup (name->str);
  for (guint k = 2; has_name (table->columns, key->name); k++)
    {
      g_free (key->name);
      key->name = g_strdup_printf ("%s_%u", name->str, k);
    }
  key->condition = g_strdup (condition->str);
  key->missing = g_strdup (missing->str);
  g_ptr_array_add (table->columns, key);

  return look_for_nulls (db, table, key, error);
}

/* Makes sure that a foreign key names what is there. */
static gboolean
check_key (const SqliteTable *table, const GPtrArray *tables, const char *column, const char *target, const char *other,
           GError **error)
{
  if (find_table (tables, target) < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME,
                   "the foreign key '%s.%s' goes to a table '%s', which there is not", table->name, column, target);
      return FALSE;
    }
  if (other == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME,
                   "the foreign key '%s.%s' goes to the primary key of '%s', which has none of that many columns",
                   table->name, column, target);
      return FALSE;
    }

  return TRUE;
}

/* The foreign keys, in the order of their declaration (the pragma gives the last one first). */
static gboolean
read_keys (sqlite3 *db, SqliteTable *table, const GPtrArray *tables, GHashTable *used, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (sqlite3_stmt) rows = _colim_sqlite_prepare (
      db, error,
      "SELECT f.id, f.\"table\", f.\"from\", coalesce(f.\"to\", (SELECT name FROM pragma_table_xinfo(f.\"table\") WHERE pk = f.seq "
      "+ 1)) FROM pragma_foreign_key_list(%Q) AS f ORDER BY f.id DESC, f.seq",
      table->name);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) condition = g_string_new (NULL);
  g_autoptr (GString) missing = g_string_new (NULL);
  SqliteColumn *key = NULL;
  int last = -1;

  if (rows == NULL)
    return FALSE;
  while (_colim_sqlite_step (rows, &local_error))
    {
      const char *target = (const char *) sqlite3_column_text (rows, 1);
      const char *column = (const char *) sqlite3_column_text (rows, 2);
      const char *other = (const char *) sqlite3_column_text (rows, 3);

      if (key == NULL || sqlite3_column_int (rows, 0) != last)
        {
          if (!end_key (db, table, g_steal_pointer (&key), name, condition, missing, error))
            return FALSE;
          last = sqlite3_column_int (rows, 0);
          g_string_truncate (name, 0);
          g_string_truncate (condition, 0);
          g_string_truncate (missing, 0);
        }
      if (!check_key (table, tables, column, target, other, error))
        {
          g_clear_pointer (&key, free_column);
          return FALSE;
        }
      if (key == NULL)
        {
          key = g_new0 (SqliteColumn, 1);
          key->target = find_table (tables, target);
        }
      g_string_append_printf (name, "%s%s", name->len > 0 ? "_" : "", column);
      append_column (condition, " AND ", "s.", column);
      append_column (condition, " = ", "t.", other);
      append_column (missing, " OR ", "s.", column);
      g_string_append (missing, " IS NULL");
      g_hash_table_add (used, g_ascii_strdown (column, -1));
    }
  if (local_error == NULL)
    return end_key (db, table, key, name, condition, missing, error);
  g_clear_pointer (&key, free_column);
  g_propagate_error (error, local_error);

  return FALSE;
}

/* Whether a column numbers the rows 1, 2, 3, …, in their order. */
static gboolean
is_numbering (sqlite3 *db, const SqliteTable *table, const char *column, gboolean *answer, GError **error)
{
  g_autoptr (sqlite3_stmt) look = _colim_sqlite_prepare (
      db, error,
      "SELECT NOT EXISTS (SELECT 1 FROM main.\"%w\" WHERE typeof(\"%w\") <> 'integer') AND coalesce(min(\"%w\"), 1) = 1 AND "
      "coalesce(max(\"%w\"), 0) = count(*) AND count(DISTINCT \"%w\") = count(*) FROM main.\"%w\"",
      table->name, column, column, column, column, table->name);

  if (look == NULL || !_colim_sqlite_step (look, error))
    return FALSE;
  *answer = sqlite3_column_int (look, 0) != 0;

  return TRUE;
}

/* A type that all values of a column have; without a value, that of its declaration. */
static gboolean
find_type (sqlite3 *db, const SqliteTable *table, SqliteColumn *column, GError **error)
{
  enum { N_INTEGER, N_REAL, N_TEXT, N_BLOB, N_INEXACT, N };
  g_autoptr (sqlite3_stmt) look = _colim_sqlite_prepare (
      db, error,
      "SELECT sum(typeof(x) = 'integer'), sum(typeof(x) = 'real'), sum(typeof(x) = 'text'), sum(typeof(x) = 'blob'), "
      "sum(typeof(x) = 'integer' AND (x < -9007199254740992 OR x > 9007199254740992)), "
      "(SELECT upper(type) FROM pragma_table_xinfo(%Q) WHERE name = %Q) FROM (SELECT \"%w\" AS x FROM main.\"%w\")",
      table->name, column->name, column->name, table->name);
  gint64 n[N];
  const char *declared;

  if (look == NULL || !_colim_sqlite_step (look, error))
    return FALSE;
  for (int i = 0; i < N; i++)
    n[i] = sqlite3_column_int64 (look, i);
  if (n[N_BLOB] > 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the column '%s.%s' has binary data, which no attribute type holds",
                   table->name, column->name);
      return FALSE;
    }
  declared = (const char *) sqlite3_column_text (look, N);
  if (n[N_TEXT] > 0)
    column->type = n[N_INTEGER] + n[N_REAL] > 0 ? SQLITE_COLUMN_ANY : SQLITE_COLUMN_TEXT;
  else if (n[N_REAL] > 0)
    column->type = n[N_INEXACT] > 0 ? SQLITE_COLUMN_ANY : SQLITE_COLUMN_REAL;
  else if (n[N_INTEGER] > 0 || declared == NULL)
    column->type = n[N_INTEGER] > 0 ? SQLITE_COLUMN_INTEGER : SQLITE_COLUMN_ANY;
  else
    column->type = strstr (declared, "INT") != NULL ? SQLITE_COLUMN_INTEGER
                   : strstr (declared, "REAL") != NULL || strstr (declared, "FLOA") != NULL
                           || strstr (declared, "DOUB") != NULL
                       ? SQLITE_COLUMN_REAL
                       : SQLITE_COLUMN_TEXT;

  return TRUE;
}

static gboolean
read_table (sqlite3 *db, SqliteTable *table, const GPtrArray *tables, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) order = g_string_new (NULL);

  if (!read_columns (db, table, names, keys, error) || !count_rows (db, table, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    append_column (order, ", ", "", keys->pdata[i]);
  table->order = g_strdup (order->len > 0 ? order->str : "rowid");
  if (!read_keys (db, table, tables, used, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *lower = g_ascii_strdown (names->pdata[i], -1);
      gboolean numbers = FALSE;
      SqliteColumn *column;

      if (g_hash_table_contains (used, lower))
        continue;
      if (keys->len == 1 && strcmp (keys->pdata[0], names->pdata[i]) == 0
          && !is_numbering (db, table, names->pdata[i], &numbers, error))
        return FALSE;
      if (numbers)
        continue;
      column = g_new0 (SqliteColumn, 1);
      column->name = g_strdup (names->pdata[i]);
      column->target = -1;
      g_ptr_array_add (table->columns, column);
      if (!find_type (db, table, column, error))
        return FALSE;
    }

  return TRUE;
}

/* A column keeps its name where nothing else in the database has it. */
static void
name_columns (const GPtrArray *tables)
{
  static const char *const types[] = { "Integer", "Real", "Text", "Any" };
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_hash_table_insert (uses, g_strdup (types[i]), GUINT_TO_POINTER (1));
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < tables->len; i++)
      {
        SqliteTable *table = tables->pdata[i];

        if (pass == 0)
          g_hash_table_insert (uses, g_strdup (table->name),
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (uses, table->name)) + 1));
        for (guint j = 0; j < table->columns->len; j++)
          {
            SqliteColumn *column = table->columns->pdata[j];
            guint n = GPOINTER_TO_UINT (g_hash_table_lookup (uses, column->name));

            if (pass == 0)
              g_hash_table_insert (uses, g_strdup (column->name), GUINT_TO_POINTER (n + 1));
            else
              column->id = n == 1 ? g_strdup (column->name) : g_strdup_printf ("%s.%s", table->name, column->name);
          }
      }
}

GPtrArray *
_colim_sqlite_list_tables (sqlite3 *db, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) free_table);
  g_autoptr (sqlite3_stmt) names = _colim_sqlite_prepare (
      db, error,
      "SELECT m.name FROM main.sqlite_schema AS m JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = m.name "
      "WHERE l.type = 'table' AND m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%%' ESCAPE '\\' ORDER BY m.rowid");
  GError *local_error = NULL;

  if (names == NULL)
    return NULL;
  while (_colim_sqlite_step (names, &local_error))
    {
      SqliteTable *table = g_new0 (SqliteTable, 1);

      table->name = g_strdup ((const char *) sqlite3_column_text (names, 0));
      table->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) free_column);
      g_ptr_array_add (tables, table);
    }
  for (guint i = 0; local_error == NULL && i < tables->len; i++)
    read_table (db, tables->pdata[i], tables, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  name_columns (tables);

  return g_steal_pointer (&tables);
}
