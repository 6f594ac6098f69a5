/* What the files of the exchange with SQLite share. */

#pragma once

#include <colim/sqlite.h>

G_BEGIN_DECLS

ColimCSet *_colim_sqlite_read (const char *path, ColimSchema *schema, GError **error);
gboolean _colim_sqlite_write (ColimCSet *cset, const char *path, GError **error);

G_END_DECLS
