#pragma once

#include <colim/data-source.h>

G_BEGIN_DECLS

#define COLIM_TYPE_TABLE_SOURCE (colim_table_source_get_type ())
COLIM_API G_DECLARE_FINAL_TYPE (ColimTableSource, colim_table_source, COLIM, TABLE_SOURCE, GObject)

/* Life */
COLIM_API ColimTableSource *colim_table_source_new (void);
COLIM_API gboolean colim_table_source_add_column (ColimTableSource *self, const char *name, ColimType *type,
                                                  ColimTensor *table, double scale, GError **error);
COLIM_API gboolean colim_table_source_name_classes (ColimTableSource *self, guint column, const char *const *names,
                                                    GError **error);

/* Reading */
COLIM_API const char *const *colim_table_source_get_class_names (ColimTableSource *self, guint column);
COLIM_API ColimTableSource *colim_table_source_select (ColimTableSource *self, const gint32 *rows, gsize n_rows,
                                                       GError **error);

G_END_DECLS
