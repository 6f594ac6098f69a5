#pragma once

#include <colim/fin-functor.h>

G_BEGIN_DECLS

#define COLIM_TYPE_TRANSFORMATION (colim_transformation_get_type ())

typedef struct _ColimTransformation ColimTransformation;

/* Life */
COLIM_API GType colim_transformation_get_type (void) G_GNUC_CONST;
COLIM_API ColimTransformation *colim_transformation_new (ColimFinFunctor *dom, ColimFinFunctor *codom,
                                                         ColimPath **components, gsize n_components, GError **error);
COLIM_API ColimTransformation *colim_transformation_new_identity (ColimFinFunctor *functor);
COLIM_API ColimTransformation *colim_transformation_ref (ColimTransformation *self);
COLIM_API void colim_transformation_unref (ColimTransformation *self);

/* Reading */
COLIM_API ColimFinFunctor *colim_transformation_get_dom (const ColimTransformation *self);
COLIM_API ColimFinFunctor *colim_transformation_get_codom (const ColimTransformation *self);
COLIM_API ColimPath *colim_transformation_get_component (const ColimTransformation *self, gint32 vertex);

/* Checking */
COLIM_API ColimVerdict colim_transformation_decide_square (const ColimTransformation *self, gint32 edge,
                                                           const ColimCompletion *codom);
COLIM_API gint32 *colim_transformation_list_squares (const ColimTransformation *self, const ColimCompletion *codom,
                                                     ColimVerdict verdict, gsize *n);
COLIM_API gboolean colim_transformation_check (const ColimTransformation *self, const ColimCompletion *codom,
                                               GError **error);
COLIM_API ColimVerdict colim_transformation_decide_equal (const ColimTransformation *self,
                                                          const ColimTransformation *other,
                                                          const ColimCompletion *codom);

/* Algebra */
COLIM_API ColimTransformation *colim_transformation_compose (const ColimTransformation *self,
                                                             const ColimTransformation *other, GError **error);
COLIM_API ColimTransformation *colim_transformation_whisker_before (const ColimTransformation *self,
                                                                    const ColimFinFunctor *before, GError **error);
COLIM_API ColimTransformation *colim_transformation_whisker_after (const ColimTransformation *self,
                                                                   const ColimFinFunctor *after, GError **error);
COLIM_API ColimTransformation *colim_transformation_compose_horizontally (const ColimTransformation *self,
                                                                          const ColimTransformation *other,
                                                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimTransformation, colim_transformation_unref)

G_END_DECLS
