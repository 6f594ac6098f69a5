#pragma once

#include <colim/path.h>

G_BEGIN_DECLS

/* Search */
COLIM_API gint32 *colim_quiver_search (const ColimQuiver *self, gint32 root, gsize *n_vertices);
COLIM_API GPtrArray *colim_quiver_list_paths (ColimQuiver *self, gint64 budget, GError **error);
COLIM_API gboolean colim_quiver_check_order (const ColimQuiver *self, const gint32 *order, gsize n_order);
COLIM_API gboolean colim_quiver_has_one_order (const ColimQuiver *self);

G_END_DECLS
