/* SQLite: a database schema is a schema, and its rows are an instance.
 *
 * A table is an object, a row a part; a foreign key is a hom, any other column an attribute.  Reading looks at the
 * data too: a column's type is that of its values, a foreign key is a hom only if every row has it.
 */

#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

COLIM_API ColimCSet *colim_sqlite_read (const char *path, ColimSchema *schema, GError **error);
COLIM_API gboolean colim_sqlite_write (ColimCSet *cset, const char *path, GError **error);

G_END_DECLS
