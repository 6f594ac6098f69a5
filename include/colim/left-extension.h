#pragma once

#include <colim/functor.h>

G_BEGIN_DECLS

#define COLIM_TYPE_LEFT_EXTENSION (colim_left_extension_get_type ())

typedef struct _ColimLeftExtension ColimLeftExtension;

/* Life */
COLIM_API GType colim_left_extension_get_type (void) G_GNUC_CONST;
COLIM_API ColimLeftExtension *colim_left_extension_new (ColimFunctor *functor, ColimCSet *cset, gint64 budget,
                                                        GError **error);
COLIM_API ColimLeftExtension *colim_left_extension_ref (ColimLeftExtension *self);
COLIM_API void colim_left_extension_unref (ColimLeftExtension *self);

/* Reading */
COLIM_API ColimFunctor *colim_left_extension_get_functor (const ColimLeftExtension *self);
COLIM_API ColimCSet *colim_left_extension_get_cset (const ColimLeftExtension *self);
COLIM_API ColimHom *colim_left_extension_get_unit (const ColimLeftExtension *self);

/* Algebra */
COLIM_API ColimHom *colim_left_extension_factor (const ColimLeftExtension *self, ColimHom *hom, ColimCSet *codom,
                                                 GError **error);
COLIM_API ColimHom *colim_left_extension_map (const ColimLeftExtension *self, ColimHom *hom,
                                              const ColimLeftExtension *other, GError **error);
COLIM_API ColimHom *colim_left_extension_make_counit (ColimFunctor *functor, ColimCSet *cset, gint64 budget,
                                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimLeftExtension, colim_left_extension_unref)

G_END_DECLS
