#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_RENUMBERING (colim_renumbering_get_type ())

typedef struct _ColimRenumbering ColimRenumbering;

/* Life */
COLIM_API GType colim_renumbering_get_type (void) G_GNUC_CONST;
COLIM_API ColimRenumbering *colim_renumbering_ref (ColimRenumbering *self);
COLIM_API void colim_renumbering_unref (ColimRenumbering *self);

/* Reading */
COLIM_API gint32 colim_renumbering_get_n_old (const ColimRenumbering *self, gint32 object);
COLIM_API gint32 colim_renumbering_get (const ColimRenumbering *self, gint32 object, gint32 part);
COLIM_API gint32 *colim_renumbering_get_all (const ColimRenumbering *self, gint32 object, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRenumbering, colim_renumbering_unref)

G_END_DECLS
