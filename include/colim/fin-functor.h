#pragma once

#include <colim/completion.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FIN_FUNCTOR (colim_fin_functor_get_type ())

typedef struct _ColimFinFunctor ColimFinFunctor;

/* Life */
COLIM_API GType colim_fin_functor_get_type (void) G_GNUC_CONST;
COLIM_API ColimFinFunctor *colim_fin_functor_new (ColimPresentation *dom, ColimPresentation *codom,
                                                  const gint32 *vertices, gsize n_vertices, ColimPath **paths,
                                                  gsize n_paths, GError **error);
COLIM_API ColimFinFunctor *colim_fin_functor_new_identity (ColimPresentation *presentation);
COLIM_API ColimFinFunctor *colim_fin_functor_ref (ColimFinFunctor *self);
COLIM_API void colim_fin_functor_unref (ColimFinFunctor *self);

/* Reading */
COLIM_API ColimPresentation *colim_fin_functor_get_dom (const ColimFinFunctor *self);
COLIM_API ColimPresentation *colim_fin_functor_get_codom (const ColimFinFunctor *self);
COLIM_API gint32 colim_fin_functor_apply (const ColimFinFunctor *self, gint32 vertex);
COLIM_API ColimPath *colim_fin_functor_get_image (const ColimFinFunctor *self, gint32 edge);
COLIM_API ColimPath *colim_fin_functor_map_path (const ColimFinFunctor *self, const ColimPath *path);

/* Checking */
COLIM_API gboolean colim_fin_functor_check (const ColimFinFunctor *self, const ColimCompletion *codom,
                                            GError **error);
COLIM_API ColimVerdict colim_fin_functor_decide_equal (const ColimFinFunctor *self, const ColimFinFunctor *other,
                                                       const ColimCompletion *codom);

/* Algebra */
COLIM_API ColimFinFunctor *colim_fin_functor_compose (const ColimFinFunctor *self, const ColimFinFunctor *other,
                                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFinFunctor, colim_fin_functor_unref)

G_END_DECLS
