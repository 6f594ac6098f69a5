#pragma once

#include <colim/hom.h>
#include <colim/schema-presentation.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FUNCTOR (colim_functor_get_type ())

typedef struct _ColimFunctor ColimFunctor;

/* Life */
COLIM_API GType colim_functor_get_type (void) G_GNUC_CONST;
COLIM_API ColimFunctor *colim_functor_new (ColimSchema *dom, ColimSchema *codom, const gint32 *objects, gsize n_objects,
                                           const gint32 *lengths, gsize n_lengths, const gint32 *steps, gsize n_steps,
                                           GError **error);
COLIM_API ColimFunctor *colim_functor_new_identity (ColimSchema *schema);
COLIM_API ColimFunctor *colim_functor_ref (ColimFunctor *self);
COLIM_API void colim_functor_unref (ColimFunctor *self);

/* Reading */
COLIM_API ColimSchema *colim_functor_get_dom (const ColimFunctor *self);
COLIM_API ColimSchema *colim_functor_get_codom (const ColimFunctor *self);
COLIM_API gint32 colim_functor_apply (const ColimFunctor *self, gint32 object);
COLIM_API const gint32 *colim_functor_get_path (const ColimFunctor *self, gint32 arrow, gsize *n);
COLIM_API gint32 colim_functor_get_attr_type (const ColimFunctor *self, gint32 attr_type);
COLIM_API ColimFinFunctor *colim_functor_get_presented (const ColimFunctor *self);

/* Algebra */
COLIM_API ColimFunctor *colim_functor_compose (const ColimFunctor *self, const ColimFunctor *other, GError **error);
COLIM_API ColimVerdict colim_functor_check (const ColimFunctor *self, gint64 budget, GError **error);

/* Migration */
COLIM_API ColimCSet *colim_functor_pull_back (const ColimFunctor *self, ColimCSet *cset, GError **error);
COLIM_API ColimHom *colim_functor_pull_back_hom (const ColimFunctor *self, ColimHom *hom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFunctor, colim_functor_unref)

G_END_DECLS
