#pragma once

#include <colim/csv.h>

/* Reads a table of which a message at another place will tell: what is wrong is said by its line, in one line. */
ColimCsv *_colim_csv_parse_briefly (ColimText *text, char separator, GError **error);

/* Reports that a table is not what it should be, at the name of a column or at a cell. */
void _colim_csv_refuse_name (const ColimCsv *self, guint column, GError **error, ColimError code, const char *message);
void _colim_csv_refuse_cell (const ColimCsv *self, gsize row, guint column, GError **error, ColimError code,
                             const char *message);
