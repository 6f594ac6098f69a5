#pragma once

#include <colim/error.h>
#include <colim/text.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CSV (colim_csv_get_type ())

typedef struct _ColimCsv ColimCsv;

/* Life */
COLIM_API GType colim_csv_get_type (void) G_GNUC_CONST;
COLIM_API ColimCsv *colim_csv_parse (ColimText *text, char separator, GError **error);
COLIM_API ColimCsv *colim_csv_ref (ColimCsv *self);
COLIM_API void colim_csv_unref (ColimCsv *self);

/* Reading */
COLIM_API guint colim_csv_get_n_columns (const ColimCsv *self);
COLIM_API gsize colim_csv_get_n_rows (const ColimCsv *self);
COLIM_API const char *colim_csv_get_name (const ColimCsv *self, guint column);
COLIM_API gboolean colim_csv_find (const ColimCsv *self, const char *name, guint *column);
COLIM_API const char *colim_csv_get_cell (const ColimCsv *self, gsize row, guint column);
COLIM_API double *colim_csv_get_numbers (const ColimCsv *self, guint column, gsize *n, GError **error);

/* Output */
COLIM_API char *colim_csv_print_row (const char *const *cells, char separator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimCsv, colim_csv_unref)

G_END_DECLS
