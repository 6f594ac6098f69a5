#pragma once

#include <colim/functor.h>

G_BEGIN_DECLS

#define COLIM_TYPE_RIGHT_EXTENSION (colim_right_extension_get_type ())

typedef struct _ColimRightExtension ColimRightExtension;

/* Life */
COLIM_API GType colim_right_extension_get_type (void) G_GNUC_CONST;
COLIM_API ColimRightExtension *colim_right_extension_new (ColimFunctor *functor, ColimCSet *cset, gint64 budget,
                                                          GError **error);
COLIM_API ColimRightExtension *colim_right_extension_ref (ColimRightExtension *self);
COLIM_API void colim_right_extension_unref (ColimRightExtension *self);

/* Reading */
COLIM_API ColimFunctor *colim_right_extension_get_functor (const ColimRightExtension *self);
COLIM_API ColimCSet *colim_right_extension_get_cset (const ColimRightExtension *self);
COLIM_API ColimHom *colim_right_extension_get_counit (const ColimRightExtension *self);

/* Algebra */
COLIM_API ColimHom *colim_right_extension_factor (const ColimRightExtension *self, ColimHom *hom, ColimCSet *dom,
                                                  GError **error);
COLIM_API ColimHom *colim_right_extension_map (const ColimRightExtension *self, ColimHom *hom,
                                               const ColimRightExtension *other, GError **error);
COLIM_API ColimHom *colim_right_extension_make_unit (ColimFunctor *functor, ColimCSet *cset, gint64 budget,
                                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRightExtension, colim_right_extension_unref)

G_END_DECLS
