/* The log of a training: a row an epoch. */

#pragma once

#include <glib.h>

typedef struct {
  GPtrArray *names;  /* of the columns; the first two are epoch and step */
  GArray *values;    /* double, row by row; NaN: nothing */
  GArray *seconds;   /* double: what each row took */
} Log;

void _colim_log_init (Log *self);
void _colim_log_clear (Log *self);
void _colim_log_add_column (Log *self, const char *name);
gsize _colim_log_get_n_rows (const Log *self);
const double *_colim_log_get_row (const Log *self, gsize row);
gint _colim_log_find (const Log *self, const char *name);

/* Adds a row: as many values as there are columns. */
void _colim_log_add_row (Log *self, const double *values, double seconds);

gboolean _colim_log_write (const Log *self, const char *folder, GError **error);
