#pragma once

#include <colim/hom.h>
#include <colim/presentation.h>

G_BEGIN_DECLS

#define COLIM_TYPE_LIMIT (colim_limit_get_type ())

typedef struct _ColimLimit ColimLimit;

/* Life */
COLIM_API GType colim_limit_get_type (void) G_GNUC_CONST;
COLIM_API ColimLimit *colim_limit_new (ColimSchema *schema, ColimCSet **objects, gsize n_objects, ColimHom **arrows,
                                       gsize n_arrows, const gint32 *sources, gsize n_sources, const gint32 *targets,
                                       gsize n_targets, GError **error);
COLIM_API ColimLimit *colim_limit_new_bounded (ColimSchema *schema, ColimCSet **objects, gsize n_objects,
                                               ColimHom **arrows, gsize n_arrows, const gint32 *sources,
                                               gsize n_sources, const gint32 *targets, gsize n_targets, gint64 budget,
                                               GError **error);
COLIM_API ColimLimit *colim_limit_new_shaped (ColimPresentation *shape, ColimSchema *schema, ColimCSet **objects,
                                              gsize n_objects, ColimHom **arrows, gsize n_arrows, GError **error);
COLIM_API ColimLimit *colim_limit_new_terminal (ColimSchema *schema);
COLIM_API ColimLimit *colim_limit_new_product (ColimSchema *schema, ColimCSet **factors, gsize n_factors,
                                               GError **error);
COLIM_API ColimLimit *colim_limit_new_equalizer (ColimHom *f, ColimHom *g, GError **error);
COLIM_API ColimLimit *colim_limit_new_pullback (ColimHom *f, ColimHom *g, GError **error);
COLIM_API ColimLimit *colim_limit_ref (ColimLimit *self);
COLIM_API void colim_limit_unref (ColimLimit *self);

/* Reading */
COLIM_API ColimCSet *colim_limit_get_apex (const ColimLimit *self);
COLIM_API guint colim_limit_get_n_legs (const ColimLimit *self);
COLIM_API ColimHom *colim_limit_get_leg (const ColimLimit *self, guint object);

/* Algebra */
COLIM_API ColimHom *colim_limit_factor (const ColimLimit *self, ColimHom **cone, gsize n_cone, ColimCSet *dom,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimLimit, colim_limit_unref)

G_END_DECLS
