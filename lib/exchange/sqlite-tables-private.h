/* What a database has: its tables with their columns and foreign keys. */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum {
  SQLITE_COLUMN_INTEGER,
  SQLITE_COLUMN_REAL,
  SQLITE_COLUMN_TEXT,
  SQLITE_COLUMN_ANY,
} SqliteColumnType;

typedef struct {
  char *name; /* the column's; of a foreign key of several, all of them */
  char *id;   /* what the hom, the span's object or the attribute is called */

  /* A foreign key */
  gint32 target;      /* the table, or -1: an attribute */
  char *condition;    /* that compares it, as of s, with the key of t */
  char *missing;      /* that tells whether it is NULL */
  gboolean is_total;

  /* An attribute */
  SqliteColumnType type;
} SqliteColumn;

typedef struct {
  char *name;
  char *order; /* of the rows: a list of columns */
  gint32 n_rows;
  GPtrArray *columns; /* SqliteColumn: foreign keys first, both in the table's order */
} SqliteTable;

/* Prepares a statement from a format of sqlite3_mprintf: %Q quotes a text, %w a name within double quotes. */
sqlite3_stmt *_colim_sqlite_prepare (sqlite3 *db, GError **error, const char *format, ...);

/* Takes a step: FALSE at the end, and also if there is an error, which is then set. */
gboolean _colim_sqlite_step (sqlite3_stmt *statement, GError **error);
void _colim_sqlite_set_error (sqlite3 *db, GError **error);

/* The tables (SqliteTable), or NULL with an error. */
GPtrArray *_colim_sqlite_list_tables (sqlite3 *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
