/* Writes a C-set as a database, beside its place, and puts it there when it is whole. */

#include "lib/exchange/sqlite-private.h"
#include "lib/exchange/sqlite-tables-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct {
  gboolean is_hom;
  gint32 index; /* of the hom or attribute */
  char *name;
} WrittenColumn;

static void
free_written_column (WrittenColumn *self)
{
  g_free (self->name);
  g_free (self);
}

/* NULL has no name: it stands for a variable only if that is nowhere else. */
static gboolean
check_variables (const ColimCSet *cset, GError **error)
{
  ColimSchema *schema = colim_cset_get_schema (cset);

  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      gint32 n = colim_cset_get_n_variables_at (cset, type);
      g_autofree gint32 *uses = g_new0 (gint32, (gsize) n + 1);

      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        if (colim_schema_get_attr_codom (schema, attr) == type)
          for (gint32 part = 0; part < colim_cset_get_n_parts_at (cset, colim_schema_get_attr_dom (schema, attr)); part++)
            {
              gint32 variable = colim_cset_get_variable_at (cset, attr, part);

              if (variable >= 0)
                uses[variable]++;
            }
      for (gint32 variable = 0; variable < n; variable++)
        if (uses[variable] != 1)
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                         "variable %d of '%s' is at %d places: a database has only a NULL for one that is at one",
                         variable + 1, colim_schema_get_attr_type_name (schema, type), uses[variable]);
            return FALSE;
          }
    }

  return TRUE;
}

/* What a column is called; names are those of SQL, in which a letter's case tells nothing apart. */
static gboolean
add_column (GPtrArray *columns, GHashTable *taken, const char *object, const char *name, gboolean is_hom, gint32 index,
            GError **error)
{
  gsize n = strlen (object);
  const char *own = strncmp (name, object, n) == 0 && name[n] == '.' && name[n + 1] != 0 ? name + n + 1 : name;
  g_autofree char *lower = g_ascii_strdown (own, -1);
  WrittenColumn *column;

  if (g_hash_table_contains (taken, lower) && own != name)
    {
      own = name;
      g_free (lower);
      lower = g_ascii_strdown (own, -1);
    }
  if (g_hash_table_contains (taken, lower))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME,
                   "'%s' of '%s' has the name of another column: '_id' is the numbers of parts, and SQL does not tell 'a' "
                   "from 'A'",
                   name, object);
      return FALSE;
    }
  g_hash_table_add (taken, g_steal_pointer (&lower));
  column = g_new0 (WrittenColumn, 1);
  column->is_hom = is_hom;
  column->index = index;
  column->name = g_strdup (own);
  g_ptr_array_add (columns, column);

  return TRUE;
}

static GPtrArray *
list_columns (ColimSchema *schema, gint32 ob, GError **error)
{
  const char *object = colim_schema_get_object_name (schema, ob);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) free_written_column);

  g_hash_table_add (taken, g_strdup ("_id"));
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_dom (schema, hom) == ob
        && !add_column (columns, taken, object, colim_schema_get_hom_name (schema, hom), TRUE, hom, error))
      return NULL;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_dom (schema, attr) == ob
        && !add_column (columns, taken, object, colim_schema_get_attr_name (schema, attr), FALSE, attr, error))
      return NULL;

  return g_steal_pointer (&columns);
}

static gboolean
run (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  _colim_sqlite_set_error (db, error);

  return FALSE;
}

static gboolean
create_table (sqlite3 *db, ColimSchema *schema, gint32 ob, const GPtrArray *columns, GError **error)
{
  sqlite3_str *sql = sqlite3_str_new (db);
  g_autofree char *text = NULL;
  char *made;

  sqlite3_str_appendf (sql, "CREATE TABLE \"%w\" (\"_id\" INTEGER PRIMARY KEY", colim_schema_get_object_name (schema, ob));
  for (guint i = 0; i < columns->len; i++)
    {
      const WrittenColumn *column = columns->pdata[i];

      if (column->is_hom)
        sqlite3_str_appendf (
            sql, ", \"%w\" INTEGER NOT NULL REFERENCES \"%w\" (\"_id\")", column->name,
            colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, column->index)));
      else
        {
          GType type = colim_attr_type_get_value_type (
              colim_schema_get_attr_type (schema, colim_schema_get_attr_codom (schema, column->index)));

          sqlite3_str_appendf (sql, ", \"%w\"%s", column->name,
                               type == G_TYPE_INT64    ? " INTEGER"
                               : type == G_TYPE_DOUBLE ? " REAL"
                               : type == G_TYPE_VALUE  ? ""
                                                       : " TEXT");
        }
    }
  sqlite3_str_appendall (sql, ")");
  made = sqlite3_str_finish (sql);
  if (made == NULL)
    g_error ("out of memory");
  text = g_strdup (made);
  sqlite3_free (made);

  return run (db, text, error);
}

static gboolean
bind_constant (sqlite3_stmt *insert, int place, const ColimAttrType *type, const GValue *value, GError **error)
{
  if (G_VALUE_HOLDS_INT64 (value))
    sqlite3_bind_int64 (insert, place, g_value_get_int64 (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    sqlite3_bind_int (insert, place, g_value_get_boolean (value));
  else if (G_VALUE_HOLDS_DOUBLE (value))
    {
      if (isnan (g_value_get_double (value)))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "a database has no NaN");
          return FALSE;
        }
      sqlite3_bind_double (insert, place, g_value_get_double (value));
    }
  else if (G_VALUE_HOLDS_STRING (value))
    sqlite3_bind_text (insert, place, g_value_get_string (value), -1, SQLITE_TRANSIENT);
  else
    {
      g_autofree char *text = colim_attr_type_print_value (type, value);

      sqlite3_bind_text (insert, place, text, -1, SQLITE_TRANSIENT);
    }

  return TRUE;
}

static gboolean
insert_part (sqlite3_stmt *insert, const ColimCSet *cset, const GPtrArray *columns, gint32 part, GError **error)
{
  ColimSchema *schema = colim_cset_get_schema (cset);

  sqlite3_reset (insert);
  sqlite3_bind_int (insert, 1, part + 1);
  for (guint i = 0; i < columns->len; i++)
    {
      const WrittenColumn *column = columns->pdata[i];
      int place = (int) i + 2;
      g_auto (GValue) value = G_VALUE_INIT;

      if (column->is_hom)
        sqlite3_bind_int (insert, place, colim_fin_function_apply (colim_cset_get_hom_at (cset, column->index), part) + 1);
      else if (!colim_cset_get_value_at (cset, column->index, part, &value))
        sqlite3_bind_null (insert, place);
      else if (!bind_constant (insert, place,
                               colim_schema_get_attr_type (schema, colim_schema_get_attr_codom (schema, column->index)),
                               &value, error))
        return FALSE;
    }
  if (sqlite3_step (insert) == SQLITE_DONE)
    return TRUE;
  _colim_sqlite_set_error (sqlite3_db_handle (insert), error);

  return FALSE;
}

static gboolean
write_table (sqlite3 *db, const ColimCSet *cset, gint32 ob, GError **error)
{
  ColimSchema *schema = colim_cset_get_schema (cset);
  g_autoptr (GPtrArray) columns = list_columns (schema, ob, error);
  g_autoptr (GString) places = g_string_new ("?");
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (columns == NULL || !create_table (db, schema, ob, columns, error))
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    g_string_append (places, ", ?");
  insert = _colim_sqlite_prepare (db, error, "INSERT INTO \"%w\" VALUES (%s)", colim_schema_get_object_name (schema, ob),
                                  places->str);
  for (gint32 part = 0; insert != NULL && part < colim_cset_get_n_parts_at (cset, ob); part++)
    if (!insert_part (insert, cset, columns, part, error))
      return FALSE;

  return insert != NULL;
}

static gboolean
write_tables (const char *path, const ColimCSet *cset, GError **error)
{
  g_autoptr (sqlite3) db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    {
      _colim_sqlite_set_error (db, error);
      return FALSE;
    }
  if (!run (db, "PRAGMA journal_mode = OFF; BEGIN", error))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_cset_get_schema (cset)); ob++)
    if (!write_table (db, cset, ob, error))
      return FALSE;

  return run (db, "COMMIT", error);
}

gboolean
_colim_sqlite_write (ColimCSet *cset, const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  int descriptor = -1;
  gboolean written = FALSE;

  if (check_variables (cset, error))
    {
      descriptor = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0666);
      if (descriptor < 0)
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "cannot be written: %s", g_strerror (errno));
      else
        written = g_close (descriptor, error) && write_tables (beside, cset, error);
    }
  if (written && g_rename (beside, path) != 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "cannot be written: %s", g_strerror (errno));
      written = FALSE;
    }
  if (!written && descriptor >= 0)
    g_unlink (beside);
  if (!written)
    g_prefix_error (error, "%s: ", path);

  return written;
}
