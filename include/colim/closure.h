#pragma once

#include <colim/quiver.h>

G_BEGIN_DECLS

/* Closure */
COLIM_API gint32 *colim_quiver_close (const ColimQuiver *self, gint64 budget, gsize *n, GError **error);
COLIM_API gint32 *colim_quiver_reduce (const ColimQuiver *self, gint64 budget, gsize *n, GError **error);

G_END_DECLS
