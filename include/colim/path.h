#pragma once

#include <colim/quiver.h>

G_BEGIN_DECLS

#define COLIM_TYPE_PATH (colim_path_get_type ())

typedef struct _ColimPath ColimPath;

/* Life */
COLIM_API GType colim_path_get_type (void) G_GNUC_CONST;
COLIM_API ColimPath *colim_path_new (ColimQuiver *quiver, const gint32 *edges, gsize n_edges, GError **error);
COLIM_API ColimPath *colim_path_new_identity (ColimQuiver *quiver, gint32 vertex, GError **error);
COLIM_API ColimPath *colim_path_ref (ColimPath *self);
COLIM_API void colim_path_unref (ColimPath *self);

/* Reading */
COLIM_API gint32 colim_path_get_source (const ColimPath *self);
COLIM_API gint32 colim_path_get_target (const ColimPath *self);
COLIM_API const gint32 *colim_path_get_edges (const ColimPath *self, gsize *n_edges);
COLIM_API gboolean colim_path_equal (const ColimPath *self, const ColimPath *other);
COLIM_API int colim_path_compare (const ColimPath *self, const ColimPath *other);
COLIM_API gboolean colim_path_is_parallel (const ColimPath *self, const ColimPath *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimPath, colim_path_unref)

G_END_DECLS
