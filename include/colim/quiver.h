#pragma once

#include <colim/fin-function.h>
#include <colim/natural.h>

G_BEGIN_DECLS

#define COLIM_TYPE_QUIVER (colim_quiver_get_type ())

typedef struct _ColimQuiver ColimQuiver;

/* Life */
COLIM_API GType colim_quiver_get_type (void) G_GNUC_CONST;
COLIM_API ColimQuiver *colim_quiver_new (ColimFinFunction *src, ColimFinFunction *tgt, GError **error);
COLIM_API ColimQuiver *colim_quiver_ref (ColimQuiver *self);
COLIM_API void colim_quiver_unref (ColimQuiver *self);

/* Reading */
COLIM_API gint32 colim_quiver_get_n_vertices (const ColimQuiver *self);
COLIM_API gint32 colim_quiver_get_n_edges (const ColimQuiver *self);
COLIM_API gint32 colim_quiver_get_src (const ColimQuiver *self, gint32 edge);
COLIM_API gint32 colim_quiver_get_tgt (const ColimQuiver *self, gint32 edge);
COLIM_API const gint32 *colim_quiver_get_out_edges (const ColimQuiver *self, gint32 vertex, gsize *n_edges);
COLIM_API const gint32 *colim_quiver_get_in_edges (const ColimQuiver *self, gint32 vertex, gsize *n_edges);

/* Order */
COLIM_API gint32 *colim_quiver_sort (const ColimQuiver *self, gsize *n_vertices);
COLIM_API gint32 *colim_quiver_find_cycle (const ColimQuiver *self, const guint8 *within, gsize *n_edges);
COLIM_API guint8 *colim_quiver_reach (const ColimQuiver *self, const guint8 *from, gboolean backwards, gsize *n_vertices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimQuiver, colim_quiver_unref)

G_END_DECLS
