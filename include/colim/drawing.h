#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_DRAWING (colim_drawing_get_type ())

typedef struct _ColimDrawing ColimDrawing;

/* Life */
COLIM_API GType colim_drawing_get_type (void) G_GNUC_CONST;
COLIM_API ColimDrawing *colim_drawing_new (const char *name);
COLIM_API ColimDrawing *colim_drawing_ref (ColimDrawing *self);
COLIM_API void colim_drawing_unref (ColimDrawing *self);

/* Growing */
COLIM_API void colim_drawing_set (ColimDrawing *self, const char *attribute, const char *value);
COLIM_API void colim_drawing_set_nodes (ColimDrawing *self, const char *attribute, const char *value);
COLIM_API void colim_drawing_set_edges (ColimDrawing *self, const char *attribute, const char *value);
COLIM_API gint32 colim_drawing_add_node (ColimDrawing *self, const char *label);
COLIM_API void colim_drawing_set_node (ColimDrawing *self, gint32 node, const char *attribute, const char *value);
COLIM_API gint32 colim_drawing_add_edge (ColimDrawing *self, gint32 from, gint32 to);
COLIM_API void colim_drawing_set_edge (ColimDrawing *self, gint32 edge, const char *attribute, const char *value);
COLIM_API gint32 colim_drawing_add_cluster (ColimDrawing *self, const char *label);
COLIM_API void colim_drawing_set_cluster (ColimDrawing *self, gint32 cluster, const char *attribute, const char *value);
COLIM_API void colim_drawing_put_node (ColimDrawing *self, gint32 node, gint32 cluster);

/* Output */
COLIM_API GBytes *colim_drawing_render (ColimDrawing *self, const char *format, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDrawing, colim_drawing_unref)

G_END_DECLS
