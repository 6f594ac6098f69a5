#pragma once

#include "theory/data/data-file-private.h"

#include <colim/table-source.h>

/* Reads a table with a header; @classes are columns, with commas between, whose numbers are labels, or NULL. */
ColimTableSource *_colim_csv_read (DataFile *file, char separator, const char *classes, GError **error);
