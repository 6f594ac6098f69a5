#pragma once

#include <colim/path.h>

G_BEGIN_DECLS

#define COLIM_TYPE_DERIVATION (colim_derivation_get_type ())

typedef struct _ColimDerivation ColimDerivation;

/* Life */
COLIM_API GType colim_derivation_get_type (void) G_GNUC_CONST;
COLIM_API ColimDerivation *colim_derivation_ref (ColimDerivation *self);
COLIM_API void colim_derivation_unref (ColimDerivation *self);

/* Reading */
COLIM_API gint32 colim_derivation_get_n_steps (const ColimDerivation *self);
COLIM_API gint32 colim_derivation_get_rule (const ColimDerivation *self, gint32 step);
COLIM_API gint32 colim_derivation_get_at (const ColimDerivation *self, gint32 step);
COLIM_API ColimPath *colim_derivation_get_path (const ColimDerivation *self, gint32 step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDerivation, colim_derivation_unref)

G_END_DECLS
