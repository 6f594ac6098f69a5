#pragma once

#include <colim/presentation.h>

G_BEGIN_DECLS

/* Named examples */
COLIM_API ColimPresentation *colim_shape_new (const char *name, gint32 n, GError **error);
COLIM_API const char *const *colim_shape_list (void);
COLIM_API gboolean colim_shape_takes_number (const char *name);

G_END_DECLS
