#pragma once

#include <colim/data-source.h>
#include <colim/diagram.h>

G_BEGIN_DECLS

#define COLIM_TYPE_INTERPRETATION (colim_interpretation_get_type ())

typedef struct _ColimInterpretation ColimInterpretation;

/* Life */
COLIM_API GType colim_interpretation_get_type (void) G_GNUC_CONST;
COLIM_API ColimInterpretation *colim_interpretation_new (ColimDiagram *diagram, const char *data_folder,
                                                         ColimDiagnostics *diagnostics);
COLIM_API ColimInterpretation *colim_interpretation_ref (ColimInterpretation *self);
COLIM_API void colim_interpretation_unref (ColimInterpretation *self);

/* Reading */
COLIM_API ColimDiagram *colim_interpretation_get_diagram (const ColimInterpretation *self);
COLIM_API const char *colim_interpretation_get_vertex_kind (const ColimInterpretation *self, gint32 vertex);
COLIM_API char *colim_interpretation_print_vertex_type (const ColimInterpretation *self, gint32 vertex);
COLIM_API ColimType *colim_interpretation_get_vertex_type (const ColimInterpretation *self, gint32 vertex);
COLIM_API ColimDataSource *colim_interpretation_get_source (const ColimInterpretation *self, gint32 vertex);
COLIM_API ColimType *colim_interpretation_get_edge_type (const ColimInterpretation *self, gint32 edge);
COLIM_API gint64 colim_interpretation_get_n_parameters (const ColimInterpretation *self, gint32 edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimInterpretation, colim_interpretation_unref)

G_END_DECLS
