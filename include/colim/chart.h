#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CHART (colim_chart_get_type ())

typedef struct _ColimChart ColimChart;

/* Life */
COLIM_API GType colim_chart_get_type (void) G_GNUC_CONST;
COLIM_API ColimChart *colim_chart_new (const char *title);
COLIM_API ColimChart *colim_chart_ref (ColimChart *self);
COLIM_API void colim_chart_unref (ColimChart *self);

/* Growing */
COLIM_API guint colim_chart_add_panel (ColimChart *self, guint row, guint column, const char *title,
                                       const char *x_label);
COLIM_API void colim_chart_set_log (ColimChart *self, guint panel, gboolean is_log);
COLIM_API void colim_chart_add_series (ColimChart *self, guint panel, const char *name, gboolean is_sum,
                                       const double *x, const double *y, gsize n);

/* Output */
COLIM_API GBytes *colim_chart_render (const ColimChart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimChart, colim_chart_unref)

G_END_DECLS
