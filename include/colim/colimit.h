#pragma once

#include <colim/hom.h>
#include <colim/presentation.h>

G_BEGIN_DECLS

#define COLIM_TYPE_COLIMIT (colim_colimit_get_type ())

typedef struct _ColimColimit ColimColimit;

/* Life */
COLIM_API GType colim_colimit_get_type (void) G_GNUC_CONST;
COLIM_API ColimColimit *colim_colimit_new (ColimSchema *schema, ColimCSet **objects, gsize n_objects, ColimHom **arrows,
                                           gsize n_arrows, const gint32 *sources, gsize n_sources,
                                           const gint32 *targets, gsize n_targets, GError **error);
COLIM_API ColimColimit *colim_colimit_new_shaped (ColimPresentation *shape, ColimSchema *schema, ColimCSet **objects,
                                                  gsize n_objects, ColimHom **arrows, gsize n_arrows, GError **error);
COLIM_API ColimColimit *colim_colimit_new_coproduct (ColimSchema *schema, ColimCSet **summands, gsize n_summands,
                                                     GError **error);
COLIM_API ColimColimit *colim_colimit_new_coequalizer (ColimHom *f, ColimHom *g, GError **error);
COLIM_API ColimColimit *colim_colimit_new_pushout (ColimHom *f, ColimHom *g, GError **error);
COLIM_API ColimColimit *colim_colimit_ref (ColimColimit *self);
COLIM_API void colim_colimit_unref (ColimColimit *self);

/* Reading */
COLIM_API ColimCSet *colim_colimit_get_apex (const ColimColimit *self);
COLIM_API guint colim_colimit_get_n_legs (const ColimColimit *self);
COLIM_API ColimHom *colim_colimit_get_leg (const ColimColimit *self, guint object);

/* Algebra */
COLIM_API ColimHom *colim_colimit_factor (const ColimColimit *self, ColimHom **cocone, gsize n_cocone, ColimCSet *codom,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimColimit, colim_colimit_unref)

G_END_DECLS
