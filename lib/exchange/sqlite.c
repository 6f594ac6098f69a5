/* The door to SQLite, which is shut where the library is built without it. */

#include "lib/exchange/sqlite-private.h"

#ifndef COLIM_HAVE_SQLITE
static void
set_absent (GError **error)
{
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
               "this library is built without SQLite; 'meson configure -Dsqlite=enabled' builds it in");
}
#endif

/**
 * colim_sqlite_read:
 * @path: (type filename): a database
 * @schema: (nullable): what the C-set is on; %NULL: the schema of the database and its data
 * @error: return location for an error
 *
 * Reads a database as a C-set.
 *
 * - A table is an object of its name, in the order in which they were made; views, virtual tables and SQLite's own are
 *   left out.  Its rows are the parts, in the order of the primary key, or else of the row numbers.
 * - A foreign key is a hom named after its column (several columns are joined by `_`) that goes to the row with that
 *   key.  If some rows have none it is a partial function and becomes a span: an object of that name, with a part for
 *   each row that has one, and homs `NAME.from` and `NAME.to`.
 * - Any other column is an attribute, of a type that fits its values: `Integer`, `Real`, `Text`, or `Any` if they are
 *   mixed (then 1 is not `'1'`).  NULL is an attribute variable, each a new one.  Binary data is an error.
 * - A primary key of one integer column is no attribute if it only numbers the rows 1, 2, 3, …
 * - A column whose name is not the only one of all tables and columns is called `TABLE.COLUMN`.
 *
 * With @schema, tables and columns are found under either name, those that it does not mention are left out, and
 * equations are checked.  Time: that of sorting the rows by their keys.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_IO, %COLIM_ERROR_PARSE (no database, or a damaged
 *   one), %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_UNDEFINED (a key that is in no row), %COLIM_ERROR_TYPE,
 *   %COLIM_ERROR_TOO_LARGE, %COLIM_ERROR_DUPLICATE_NAME or %COLIM_ERROR_EQUATION_VIOLATED
 */
ColimCSet *
colim_sqlite_read (const char *path, ColimSchema *schema, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

#ifdef COLIM_HAVE_SQLITE
  return _colim_sqlite_read (path, schema, error);
#else
  set_absent (error);
  return NULL;
#endif
}

/**
 * colim_sqlite_write:
 * @cset: a C-set
 * @path: (type filename): the database to write, or to replace
 * @error: return location for an error
 *
 * Writes a C-set as a database: a table for each object, with a column `_id` that numbers the parts from 1, a foreign
 * key for each hom, and a column for each attribute.  A column called `OBJECT.NAME` is written as `NAME` if nothing
 * else in the table is.  A variable is NULL; one that several parts use, or none, has no form in SQL and is an error.
 * Booleans are 0 and 1; constants of other types are text, as they print.  Equations are not written.  The file appears
 * whole or not at all.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_IO, %COLIM_ERROR_DUPLICATE_NAME (columns that only differ in case) or
 *   %COLIM_ERROR_INVALID (a variable, or a number that SQL does not have)
 */
gboolean
colim_sqlite_write (ColimCSet *cset, const char *path, GError **error)
{
  g_return_val_if_fail (cset != NULL && path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

#ifdef COLIM_HAVE_SQLITE
  return _colim_sqlite_write (cset, path, error);
#else
  set_absent (error);
  return FALSE;
#endif
}
