#pragma once

#include <colim/cset-builder.h>
#include <colim/hom-search.h>

G_BEGIN_DECLS

#define COLIM_TYPE_RULE (colim_rule_get_type ())

typedef struct _ColimRule ColimRule;

/**
 * ColimRuleKind:
 * @COLIM_RULE_DPO: double pushout: nothing is deleted but what the rule names, else there is no rewriting
 * @COLIM_RULE_SPO: single pushout: what points to something deleted is deleted with it, and deletion wins
 * @COLIM_RULE_SQPO: sesqui-pushout: as single pushout, but parts may be cloned, and nothing is glued to what is
 *   deleted
 *
 * What a rule does where a match leaves a choice.
 */
typedef enum {
  COLIM_RULE_DPO,
  COLIM_RULE_SPO,
  COLIM_RULE_SQPO,
} ColimRuleKind;

COLIM_API gboolean colim_rule_kind_parse (const char *name, ColimRuleKind *kind);

/* Life */
COLIM_API GType colim_rule_get_type (void) G_GNUC_CONST;
COLIM_API ColimRule *colim_rule_new (ColimRuleKind kind, ColimHom *l, ColimHom *r, ColimHom **conditions,
                                     gsize n_conditions, GError **error);
COLIM_API ColimRule *colim_rule_ref (ColimRule *self);
COLIM_API void colim_rule_unref (ColimRule *self);

/* Reading */
COLIM_API ColimRuleKind colim_rule_get_kind (const ColimRule *self);
COLIM_API ColimHom *colim_rule_get_left (const ColimRule *self);
COLIM_API ColimHom *colim_rule_get_right (const ColimRule *self);
COLIM_API guint colim_rule_get_n_conditions (const ColimRule *self);
COLIM_API ColimHom *colim_rule_get_condition (const ColimRule *self, guint condition);

/* Matches */
COLIM_API ColimVerdict colim_rule_accepts (ColimRule *self, ColimHom *match, gint64 budget, char **reason,
                                           GError **error);
COLIM_API gboolean colim_rule_foreach_match (ColimRule *self, ColimCSet *host, gboolean monic, gint64 budget,
                                             ColimHomFunc function, gpointer user_data, GError **error);
COLIM_API ColimHom *colim_rule_find_match (ColimRule *self, ColimCSet *host, gboolean monic, gint64 budget,
                                           GError **error);

/* In place */
COLIM_API ColimRenumbering *colim_rule_apply (ColimRule *self, ColimCSetBuilder *host, const gint32 *match,
                                              gsize n_match, gint64 budget, gint32 **comatch, gsize *n_comatch,
                                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRule, colim_rule_unref)

G_END_DECLS
