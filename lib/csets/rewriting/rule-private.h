/* The inside of a rule, for what applies it. */

#pragma once

#include <colim/rule.h>

#include "lib/csets/rewriting/carving-private.h"

struct _ColimRule {
  ColimRuleKind kind;
  ColimHom *left;
  ColimHom *right;
  ColimHom **conditions;
  guint n_conditions;
};

gboolean _colim_rule_carve (const ColimRule *self, const ColimSite *site, gint64 budget, ColimCarving *carving,
                            GError **error);
ColimHom *_colim_rule_carve_right (const ColimRule *self, const ColimCarving *carving, ColimHom **kept_interface,
                                   ColimHom **kept_right);

/* The site that a list of parts is.  It does not own the host. */
typedef struct {
  ColimSite site;
  const gint32 **images;
  ColimColumn **bindings;
  gint32 n_types;
} ColimBuilderSite;

gboolean _colim_builder_site_init (ColimBuilderSite *self, const ColimRule *rule, ColimCSetBuilder *host,
                                   const gint32 *match, gsize n_match, GError **error);
void _colim_builder_site_clear (ColimBuilderSite *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimBuilderSite, _colim_builder_site_clear)
