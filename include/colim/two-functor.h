#pragma once

#include <colim/fin-functor.h>
#include <colim/rewriting.h>

G_BEGIN_DECLS

#define COLIM_TYPE_TWO_FUNCTOR (colim_two_functor_get_type ())

typedef struct _ColimTwoFunctor ColimTwoFunctor;

/* Life */
COLIM_API GType colim_two_functor_get_type (void) G_GNUC_CONST;
COLIM_API ColimTwoFunctor *colim_two_functor_new (ColimRewriting *dom, ColimRewriting *codom, const gint32 *vertices,
                                                  gsize n_vertices, ColimPath **paths, gsize n_paths, GError **error);
COLIM_API ColimTwoFunctor *colim_two_functor_new_identity (ColimRewriting *two_category);
COLIM_API ColimTwoFunctor *colim_two_functor_ref (ColimTwoFunctor *self);
COLIM_API void colim_two_functor_unref (ColimTwoFunctor *self);

/* Reading */
COLIM_API ColimRewriting *colim_two_functor_get_dom (const ColimTwoFunctor *self);
COLIM_API ColimRewriting *colim_two_functor_get_codom (const ColimTwoFunctor *self);
COLIM_API ColimFinFunctor *colim_two_functor_get_underlying (const ColimTwoFunctor *self);
COLIM_API gboolean colim_two_functor_equal (const ColimTwoFunctor *self, const ColimTwoFunctor *other);

/* Checking */
COLIM_API ColimVerdict colim_two_functor_decide_inequality (const ColimTwoFunctor *self, gint32 rule, gint32 longest,
                                                            gint64 budget);
COLIM_API gboolean colim_two_functor_check (const ColimTwoFunctor *self, gint32 longest, gint64 budget,
                                            GError **error);

/* Algebra */
COLIM_API ColimTwoFunctor *colim_two_functor_compose (const ColimTwoFunctor *self, const ColimTwoFunctor *other,
                                                      GError **error);
COLIM_API GPtrArray *colim_two_functor_list_lifts (const ColimTwoFunctor *self, const ColimTwoFunctor *along,
                                                   gint32 longest, gint32 longest_derivation, gint64 budget,
                                                   gboolean *complete, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimTwoFunctor, colim_two_functor_unref)

G_END_DECLS
