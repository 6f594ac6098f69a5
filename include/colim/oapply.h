#pragma once

#include <colim/hom.h>
#include <colim/open-cset.h>
#include <colim/wiring-diagram.h>

G_BEGIN_DECLS

#define COLIM_TYPE_OAPPLY (colim_oapply_get_type ())

typedef struct _ColimOapply ColimOapply;

/* Life */
COLIM_API GType colim_oapply_get_type (void) G_GNUC_CONST;
COLIM_API ColimOapply *colim_oapply_new (const ColimWiringDiagram *diagram, ColimSchema *schema,
                                         ColimOpenCSet **boxes, gsize n_boxes, GError **error);
COLIM_API ColimOapply *colim_oapply_ref (ColimOapply *self);
COLIM_API void colim_oapply_unref (ColimOapply *self);

/* Reading */
COLIM_API ColimOpenCSet *colim_oapply_get_composite (const ColimOapply *self);
COLIM_API ColimHom *colim_oapply_inclusion (const ColimOapply *self, guint box);

/* Algebra */
COLIM_API ColimHom *colim_oapply_factor (const ColimOapply *self, ColimHom **cocone, gsize n_cocone, ColimCSet *codom,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimOapply, colim_oapply_unref)

G_END_DECLS
