#pragma once

#include <colim/hom.h>

G_BEGIN_DECLS

#define COLIM_TYPE_GLUING_CONDITIONS (colim_gluing_conditions_get_type ())

typedef struct _ColimGluingConditions ColimGluingConditions;

/* Life */
COLIM_API GType colim_gluing_conditions_get_type (void) G_GNUC_CONST;
COLIM_API ColimGluingConditions *colim_gluing_conditions_new (ColimHom *l, ColimHom *m, GError **error);
COLIM_API ColimGluingConditions *colim_gluing_conditions_ref (ColimGluingConditions *self);
COLIM_API void colim_gluing_conditions_unref (ColimGluingConditions *self);

/* Reading */
COLIM_API gboolean colim_gluing_conditions_hold (const ColimGluingConditions *self);
COLIM_API const gint32 *colim_gluing_conditions_get_dangling (const ColimGluingConditions *self, gsize *n);
COLIM_API const gint32 *colim_gluing_conditions_get_identification (const ColimGluingConditions *self, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimGluingConditions, colim_gluing_conditions_unref)

G_END_DECLS
