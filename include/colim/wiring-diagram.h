#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

#define COLIM_TYPE_WIRING_DIAGRAM (colim_wiring_diagram_get_type ())
#define COLIM_TYPE_WIRING_DIAGRAM_BUILDER (colim_wiring_diagram_builder_get_type ())

typedef struct _ColimWiringDiagram ColimWiringDiagram;
typedef struct _ColimWiringDiagramBuilder ColimWiringDiagramBuilder;

/* Life */
COLIM_API GType colim_wiring_diagram_get_type (void) G_GNUC_CONST;
COLIM_API ColimSchema *colim_wiring_diagram_schema (void);
COLIM_API ColimWiringDiagram *colim_wiring_diagram_new_from_cset (ColimCSet *cset, GError **error);
COLIM_API ColimWiringDiagram *colim_wiring_diagram_new_identity (const char *name, guint n_ports);
COLIM_API ColimWiringDiagram *colim_wiring_diagram_ref (ColimWiringDiagram *self);
COLIM_API void colim_wiring_diagram_unref (ColimWiringDiagram *self);

/* Reading */
COLIM_API ColimCSet *colim_wiring_diagram_get_cset (const ColimWiringDiagram *self);
COLIM_API gint32 colim_wiring_diagram_get_n_boxes (const ColimWiringDiagram *self);
COLIM_API gint32 colim_wiring_diagram_get_n_junctions (const ColimWiringDiagram *self);
COLIM_API gint32 colim_wiring_diagram_get_n_outer_ports (const ColimWiringDiagram *self);
COLIM_API guint colim_wiring_diagram_get_n_ports (const ColimWiringDiagram *self, gint32 box);
COLIM_API gint32 colim_wiring_diagram_get_junction (const ColimWiringDiagram *self, gint32 box, guint port);
COLIM_API gint32 colim_wiring_diagram_get_outer_junction (const ColimWiringDiagram *self, gint32 outer_port);
COLIM_API const char *colim_wiring_diagram_get_box_name (const ColimWiringDiagram *self, gint32 box);
COLIM_API const char *colim_wiring_diagram_get_port_name (const ColimWiringDiagram *self, gint32 box, guint port);
COLIM_API const char *colim_wiring_diagram_get_junction_name (const ColimWiringDiagram *self, gint32 junction);
COLIM_API const char *colim_wiring_diagram_get_outer_port_name (const ColimWiringDiagram *self, gint32 outer_port);
COLIM_API gboolean colim_wiring_diagram_equal (const ColimWiringDiagram *self, const ColimWiringDiagram *other);

/* Algebra */
COLIM_API ColimWiringDiagram *colim_wiring_diagram_isolate (const ColimWiringDiagram *self, gint32 box);
COLIM_API ColimWiringDiagram *colim_wiring_diagram_substitute (const ColimWiringDiagram *self, gint32 box,
                                                               ColimWiringDiagram *inner, GError **error);
COLIM_API ColimWiringDiagram *colim_wiring_diagram_substitute_all (const ColimWiringDiagram *self,
                                                                   ColimWiringDiagram **inner, gsize n_inner,
                                                                   GError **error);

/* Builder */
COLIM_API GType colim_wiring_diagram_builder_get_type (void) G_GNUC_CONST;
COLIM_API ColimWiringDiagramBuilder *colim_wiring_diagram_builder_new (void);
COLIM_API ColimWiringDiagramBuilder *colim_wiring_diagram_builder_ref (ColimWiringDiagramBuilder *self);
COLIM_API void colim_wiring_diagram_builder_unref (ColimWiringDiagramBuilder *self);
COLIM_API gint32 colim_wiring_diagram_builder_add_junction (ColimWiringDiagramBuilder *self, const char *name,
                                                            GError **error);
COLIM_API gint32 colim_wiring_diagram_builder_add_box (ColimWiringDiagramBuilder *self, const char *name,
                                                       const gint32 *junctions, gsize n_junctions, GError **error);
COLIM_API gint32 colim_wiring_diagram_builder_add_port (ColimWiringDiagramBuilder *self, gint32 box, const char *name,
                                                        gint32 junction, GError **error);
COLIM_API gint32 colim_wiring_diagram_builder_add_outer_port (ColimWiringDiagramBuilder *self, const char *name,
                                                              gint32 junction, GError **error);
COLIM_API ColimWiringDiagram *colim_wiring_diagram_builder_end (ColimWiringDiagramBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimWiringDiagram, colim_wiring_diagram_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimWiringDiagramBuilder, colim_wiring_diagram_builder_unref)

G_END_DECLS
