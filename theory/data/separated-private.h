#pragma once

#include "theory/data/data-file-private.h"

/* Text of records of cells between separators, read cell by cell. */
typedef struct {
  const char *at, *end;
  char separator;
  guint here;         /* the line that comes next, from 1 */
  guint line;         /* where the cell that was read last begins */
  gboolean is_within; /* a record: a separator was read last */
  GString *cell;      /* the one that was read last */
} Separated;

typedef enum {
  SEPARATED_CELL, /* there is another cell after this one */
  SEPARATED_LAST, /* this is the last one of its record */
  SEPARATED_END,  /* there was none */
  SEPARATED_ERROR,
} SeparatedStep;

/* Reads the text of a file: UTF-8, its byte order mark left out. */
GBytes *_colim_separated_read (DataFile *file, GError **error);

void _colim_separated_init (Separated *self, GBytes *text, char separator);
void _colim_separated_clear (Separated *self);
SeparatedStep _colim_separated_next (Separated *self, DataFile *file, GError **error);

/* Whether the cell is a whole number from 0 to @most. */
gboolean _colim_separated_read_count (const Separated *self, gint64 most, gint64 *count);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Separated, _colim_separated_clear)
