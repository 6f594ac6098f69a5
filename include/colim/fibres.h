#pragma once

#include <colim/fin-function.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FIBRES (colim_fibres_get_type ())

typedef struct _ColimFibres ColimFibres;

/* Life */
COLIM_API GType colim_fibres_get_type (void) G_GNUC_CONST;
COLIM_API ColimFibres *colim_fibres_new (const ColimFinFunction *function);
COLIM_API ColimFibres *colim_fibres_ref (ColimFibres *self);
COLIM_API void colim_fibres_unref (ColimFibres *self);

/* Reading */
COLIM_API gint32 colim_fibres_get_codom (const ColimFibres *self);
COLIM_API const gint32 *colim_fibres_get (const ColimFibres *self, gint32 y, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFibres, colim_fibres_unref)

G_END_DECLS
