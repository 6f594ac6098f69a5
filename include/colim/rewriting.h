#pragma once

#include <colim/derivation.h>

G_BEGIN_DECLS

#define COLIM_TYPE_REWRITING (colim_rewriting_get_type ())

typedef struct _ColimRewriting ColimRewriting;

/* Life */
COLIM_API GType colim_rewriting_get_type (void) G_GNUC_CONST;
COLIM_API ColimRewriting *colim_rewriting_new (ColimQuiver *quiver, ColimPath **from, gsize n_from, ColimPath **to, gsize n_to,
                                               GError **error);
COLIM_API ColimRewriting *colim_rewriting_ref (ColimRewriting *self);
COLIM_API void colim_rewriting_unref (ColimRewriting *self);

/* Reading */
COLIM_API ColimQuiver *colim_rewriting_get_quiver (const ColimRewriting *self);
COLIM_API gint32 colim_rewriting_get_n_rules (const ColimRewriting *self);
COLIM_API ColimPath *colim_rewriting_get_from (const ColimRewriting *self, gint32 rule);
COLIM_API ColimPath *colim_rewriting_get_to (const ColimRewriting *self, gint32 rule);
COLIM_API gboolean colim_rewriting_is_edgewise (const ColimRewriting *self);

/* Deciding */
COLIM_API ColimVerdict colim_rewriting_decide (ColimRewriting *self, ColimPath *p, ColimPath *q, gint32 longest,
                                               gint64 budget, ColimDerivation **derivation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRewriting, colim_rewriting_unref)

G_END_DECLS
