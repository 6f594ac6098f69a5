#pragma once

#include <colim/fin-function.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FIN_LIMIT (colim_fin_limit_get_type ())

typedef struct _ColimFinLimit ColimFinLimit;

/* Life */
COLIM_API GType colim_fin_limit_get_type (void) G_GNUC_CONST;
COLIM_API ColimFinLimit *colim_fin_limit_new (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows,
                                              gsize n_arrows, const gint32 *sources, gsize n_sources,
                                              const gint32 *targets, gsize n_targets, GError **error);
COLIM_API ColimFinLimit *colim_fin_limit_new_bounded (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows,
                                                      gsize n_arrows, const gint32 *sources, gsize n_sources,
                                                      const gint32 *targets, gsize n_targets, gint64 budget,
                                                      GError **error);
COLIM_API ColimFinLimit *colim_fin_limit_new_terminal (void);
COLIM_API ColimFinLimit *colim_fin_limit_new_product (const gint32 *sizes, gsize n_objects, GError **error);
COLIM_API ColimFinLimit *colim_fin_limit_new_equalizer (ColimFinFunction *f, ColimFinFunction *g, GError **error);
COLIM_API ColimFinLimit *colim_fin_limit_new_pullback (ColimFinFunction *f, ColimFinFunction *g, GError **error);
COLIM_API ColimFinLimit *colim_fin_limit_ref (ColimFinLimit *self);
COLIM_API void colim_fin_limit_unref (ColimFinLimit *self);

/* Reading */
COLIM_API gint32 colim_fin_limit_get_apex (const ColimFinLimit *self);
COLIM_API guint colim_fin_limit_get_n_legs (const ColimFinLimit *self);
COLIM_API ColimFinFunction *colim_fin_limit_get_leg (const ColimFinLimit *self, guint object);

/* Algebra */
COLIM_API ColimFinFunction *colim_fin_limit_factor (const ColimFinLimit *self, ColimFinFunction **cone, gsize n_cone,
                                                    gint32 dom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFinLimit, colim_fin_limit_unref)

G_END_DECLS
