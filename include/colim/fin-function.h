#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FIN_FUNCTION (colim_fin_function_get_type ())

typedef struct _ColimFinFunction ColimFinFunction;

/* Life */
COLIM_API GType colim_fin_function_get_type (void) G_GNUC_CONST;
COLIM_API ColimFinFunction *colim_fin_function_new (const gint32 *values, gsize n_values, gint32 codom, GError **error);
COLIM_API ColimFinFunction *colim_fin_function_new_identity (gint32 n);
COLIM_API ColimFinFunction *colim_fin_function_new_from_bytes (GBytes *bytes, gint32 codom, GError **error);
COLIM_API ColimFinFunction *colim_fin_function_ref (ColimFinFunction *self);
COLIM_API void colim_fin_function_unref (ColimFinFunction *self);

/* Reading */
COLIM_API gint32 colim_fin_function_get_dom (const ColimFinFunction *self);
COLIM_API gint32 colim_fin_function_get_codom (const ColimFinFunction *self);
COLIM_API const gint32 *colim_fin_function_get_values (const ColimFinFunction *self, gsize *n_values);
COLIM_API GBytes *colim_fin_function_get_bytes (const ColimFinFunction *self);
COLIM_API gint32 colim_fin_function_apply (const ColimFinFunction *self, gint32 x);

/* Algebra */
COLIM_API ColimFinFunction *colim_fin_function_compose (const ColimFinFunction *self, const ColimFinFunction *other,
                                                        GError **error);
COLIM_API gboolean colim_fin_function_equal (const ColimFinFunction *self, const ColimFinFunction *other);
COLIM_API guint colim_fin_function_hash (const ColimFinFunction *self);
COLIM_API gboolean colim_fin_function_is_monic (const ColimFinFunction *self);
COLIM_API gboolean colim_fin_function_is_epic (const ColimFinFunction *self);
COLIM_API gboolean colim_fin_function_is_iso (const ColimFinFunction *self);
COLIM_API void colim_fin_function_factorize (const ColimFinFunction *self, ColimFinFunction **epi,
                                             ColimFinFunction **mono);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFinFunction, colim_fin_function_unref)

G_END_DECLS
