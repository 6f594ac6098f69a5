#pragma once

#include <colim/category.h>

G_BEGIN_DECLS

#define COLIM_TYPE_COMMA (colim_comma_get_type ())

typedef struct _ColimComma ColimComma;

/* Life */
COLIM_API GType colim_comma_get_type (void) G_GNUC_CONST;
COLIM_API ColimComma *colim_comma_new (ColimCategory *left, ColimFinFunctor *left_functor, ColimCategory *right,
                                       ColimFinFunctor *right_functor, ColimCategory *codom, GError **error);
COLIM_API ColimComma *colim_comma_ref (ColimComma *self);
COLIM_API void colim_comma_unref (ColimComma *self);

/* Reading */
COLIM_API ColimCategory *colim_comma_get_category (const ColimComma *self);
COLIM_API gint32 colim_comma_get_left_object (const ColimComma *self, gint32 object);
COLIM_API gint32 colim_comma_get_right_object (const ColimComma *self, gint32 object);
COLIM_API gint32 colim_comma_get_middle (const ColimComma *self, gint32 object);
COLIM_API gint32 colim_comma_get_left_arrow (const ColimComma *self, gint32 arrow);
COLIM_API gint32 colim_comma_get_right_arrow (const ColimComma *self, gint32 arrow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimComma, colim_comma_unref)

G_END_DECLS
