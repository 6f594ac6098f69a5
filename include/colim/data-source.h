#pragma once

#include <colim/tensor.h>
#include <colim/type.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define COLIM_TYPE_DATA_SOURCE (colim_data_source_get_type ())
COLIM_API G_DECLARE_INTERFACE (ColimDataSource, colim_data_source, COLIM, DATA_SOURCE, GObject)

/**
 * ColimDataSourceInterface:
 * @g_iface: the parent
 * @get_n_rows: how many rows there are, or -1 if they are streamed
 * @get_n_columns: how many columns there are
 * @get_column_name: names a column
 * @get_column_type: tells what the points of a column are
 * @read: reads rows of a column
 * @get_table: (nullable): gives a whole column that is held in memory
 *
 * What a data set can do.
 */
struct _ColimDataSourceInterface {
  GTypeInterface g_iface;

  gint64 (*get_n_rows) (ColimDataSource *self);
  guint (*get_n_columns) (ColimDataSource *self);
  const char *(*get_column_name) (ColimDataSource *self, guint column);
  ColimType *(*get_column_type) (ColimDataSource *self, guint column);
  gboolean (*read) (ColimDataSource *self, guint column, const gint32 *rows, gsize n_rows, gpointer out, GError **error);
  ColimTensor *(*get_table) (ColimDataSource *self, guint column, double *scale);
};

/* Reading */
COLIM_API gint64 colim_data_source_get_n_rows (ColimDataSource *self);
COLIM_API guint colim_data_source_get_n_columns (ColimDataSource *self);
COLIM_API const char *colim_data_source_get_column_name (ColimDataSource *self, guint column);
COLIM_API ColimType *colim_data_source_get_column_type (ColimDataSource *self, guint column);
COLIM_API gint32 colim_data_source_find_column (ColimDataSource *self, const char *name);
COLIM_API gboolean colim_data_source_read (ColimDataSource *self, guint column, const gint32 *rows, gsize n_rows, gpointer out,
                                           GError **error);
COLIM_API ColimTensor *colim_data_source_get_table (ColimDataSource *self, guint column, double *scale);

G_END_DECLS
