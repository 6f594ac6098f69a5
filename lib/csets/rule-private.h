/* The inside of a rule, for what applies it. */

#pragma once

#include <colim/rule.h>

#include "lib/csets/carving-private.h"

struct _ColimRule {
  ColimRuleKind kind;
  ColimHom *left;
  ColimHom *right;
  ColimHom **conditions;
  guint n_conditions;
};

gboolean _colim_rule_carve (const ColimRule *self, const ColimSite *site, gint64 budget, ColimCarving *carving,
                            GError **error);
