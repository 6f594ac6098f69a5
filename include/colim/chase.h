#pragma once

#include <colim/hom.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CHASE (colim_chase_get_type ())

typedef struct _ColimChase ColimChase;

/* Life */
COLIM_API GType colim_chase_get_type (void) G_GNUC_CONST;
COLIM_API ColimChase *colim_chase_new (ColimCSet *cset, ColimHom **dependencies, gsize n_dependencies, gint64 n_rounds,
                                       gint64 budget, GError **error);
COLIM_API ColimChase *colim_chase_ref (ColimChase *self);
COLIM_API void colim_chase_unref (ColimChase *self);

/* Reading */
COLIM_API gboolean colim_chase_get_terminates (const ColimChase *self);
COLIM_API ColimCSet *colim_chase_get_cset (const ColimChase *self);
COLIM_API ColimHom *colim_chase_get_hom (const ColimChase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimChase, colim_chase_unref)

G_END_DECLS
