#pragma once

#include <colim/rule.h>

G_BEGIN_DECLS

#define COLIM_TYPE_REWRITE (colim_rewrite_get_type ())

typedef struct _ColimRewrite ColimRewrite;

/* Life */
COLIM_API GType colim_rewrite_get_type (void) G_GNUC_CONST;
COLIM_API ColimRewrite *colim_rewrite_new (ColimRule *rule, ColimHom *match, gint64 budget, GError **error);
COLIM_API ColimRewrite *colim_rewrite_ref (ColimRewrite *self);
COLIM_API void colim_rewrite_unref (ColimRewrite *self);

/* Reading: G ← K → H, below what is left of L ← I → R */
COLIM_API ColimCSet *colim_rewrite_get_result (const ColimRewrite *self);
COLIM_API ColimHom *colim_rewrite_get_interface (const ColimRewrite *self);
COLIM_API ColimHom *colim_rewrite_get_context (const ColimRewrite *self);
COLIM_API ColimHom *colim_rewrite_get_result_map (const ColimRewrite *self);
COLIM_API ColimHom *colim_rewrite_get_comatch (const ColimRewrite *self);
COLIM_API ColimHom *colim_rewrite_get_kept_interface (const ColimRewrite *self);
COLIM_API ColimHom *colim_rewrite_get_kept_right (const ColimRewrite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRewrite, colim_rewrite_unref)

G_END_DECLS
