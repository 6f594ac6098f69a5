#pragma once

#include <colim/fin-function.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FIN_COLIMIT (colim_fin_colimit_get_type ())

typedef struct _ColimFinColimit ColimFinColimit;

/* Life */
COLIM_API GType colim_fin_colimit_get_type (void) G_GNUC_CONST;
COLIM_API ColimFinColimit *colim_fin_colimit_new (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows,
                                                  gsize n_arrows, const gint32 *sources, gsize n_sources,
                                                  const gint32 *targets, gsize n_targets, GError **error);
COLIM_API ColimFinColimit *colim_fin_colimit_new_coproduct (const gint32 *sizes, gsize n_objects, GError **error);
COLIM_API ColimFinColimit *colim_fin_colimit_new_coequalizer (ColimFinFunction *f, ColimFinFunction *g, GError **error);
COLIM_API ColimFinColimit *colim_fin_colimit_new_pushout (ColimFinFunction *f, ColimFinFunction *g, GError **error);
COLIM_API ColimFinColimit *colim_fin_colimit_ref (ColimFinColimit *self);
COLIM_API void colim_fin_colimit_unref (ColimFinColimit *self);

/* Reading */
COLIM_API gint32 colim_fin_colimit_get_apex (const ColimFinColimit *self);
COLIM_API guint colim_fin_colimit_get_n_legs (const ColimFinColimit *self);
COLIM_API ColimFinFunction *colim_fin_colimit_get_leg (const ColimFinColimit *self, guint object);

/* Algebra */
COLIM_API ColimFinFunction *colim_fin_colimit_factor (const ColimFinColimit *self, ColimFinFunction **cocone,
                                                      gsize n_cocone, gint32 codom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFinColimit, colim_fin_colimit_unref)

G_END_DECLS
