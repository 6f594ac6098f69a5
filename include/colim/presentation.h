#pragma once

#include <colim/path.h>

G_BEGIN_DECLS

#define COLIM_TYPE_PRESENTATION (colim_presentation_get_type ())

typedef struct _ColimPresentation ColimPresentation;

/* Life */
COLIM_API GType colim_presentation_get_type (void) G_GNUC_CONST;
COLIM_API ColimPresentation *colim_presentation_new (ColimQuiver *quiver, ColimPath **left, gsize n_left, ColimPath **right,
                                                     gsize n_right, GError **error);
COLIM_API ColimPresentation *colim_presentation_name (ColimPresentation *self, const char *const *vertices,
                                                      const char *const *edges, GError **error);
COLIM_API ColimPresentation *colim_presentation_ref (ColimPresentation *self);
COLIM_API void colim_presentation_unref (ColimPresentation *self);

/* Reading */
COLIM_API ColimQuiver *colim_presentation_get_quiver (const ColimPresentation *self);
COLIM_API gint32 colim_presentation_get_n_equations (const ColimPresentation *self);
COLIM_API ColimPath *colim_presentation_get_left (const ColimPresentation *self, gint32 equation);
COLIM_API ColimPath *colim_presentation_get_right (const ColimPresentation *self, gint32 equation);
COLIM_API const char *colim_presentation_get_vertex_name (const ColimPresentation *self, gint32 vertex);
COLIM_API const char *colim_presentation_get_edge_name (const ColimPresentation *self, gint32 edge);
COLIM_API char *colim_presentation_print_path (const ColimPresentation *self, const ColimPath *path);
COLIM_API gboolean colim_presentation_equal (const ColimPresentation *self, const ColimPresentation *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimPresentation, colim_presentation_unref)

G_END_DECLS
