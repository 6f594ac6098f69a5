#pragma once

#include <colim/hom.h>

G_BEGIN_DECLS

#define COLIM_TYPE_COMPLEMENT (colim_complement_get_type ())

typedef struct _ColimComplement ColimComplement;

/* Life */
COLIM_API GType colim_complement_get_type (void) G_GNUC_CONST;
COLIM_API ColimComplement *colim_complement_new_pushout (ColimHom *l, ColimHom *m, GError **error);
COLIM_API ColimComplement *colim_complement_new_final_pullback (ColimHom *l, ColimHom *m, gint64 budget,
                                                                GError **error);
COLIM_API ColimComplement *colim_complement_ref (ColimComplement *self);
COLIM_API void colim_complement_unref (ColimComplement *self);

/* Reading */
COLIM_API ColimCSet *colim_complement_get_cset (const ColimComplement *self);
COLIM_API ColimHom *colim_complement_get_interface (const ColimComplement *self);
COLIM_API ColimHom *colim_complement_get_context (const ColimComplement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimComplement, colim_complement_unref)

G_END_DECLS
