/* A rule, and what it does at its matches in one host. */

#pragma once

#include <colim/diagram-rule.h>

#include "theory/glue/editing-private.h"

/* What a rule does with an element of its first diagram. */
typedef enum {
  RULE_KEEPS,
  RULE_MOVES, /* an edge: the second diagram has it with other ends */
  RULE_REMOVES,
} RuleFate;

struct _ColimDiagramRule {
  ColimDiagram *before;
  ColimDiagram *after;
  RuleFate *vertices; /* by vertex of @before */
  RuleFate *edges;
  GArray **detours;           /* by edge of @before: edges of @after, what stands for it in paths; or NULL */
  GHashTable *kept_relations; /* as text: those that both state, of edges that are kept */
};

/* Where a rule is applied. */
typedef struct {
  const ColimDiagramRule *rule;
  ColimDiagram *host;
  GHashTable *relations; /* text of a relation → GArray of the numbers of those in the host */
  GHashTable *users[2];  /* vertex (by its identity) or edge → GArray of the relations that speak of it, and of the
                          * metrics: -1 - number */
  GPtrArray *chosen;     /* ColimMatch */
  guint8 *used[2];       /* by vertex, by edge: whether a chosen match is there */
  guint8 *gone[2];       /* whether one removes or moves it */
} RuleSite;

/* The matches at which a rule can act, none in the way of another; the rest are passed over. */
void _colim_rule_site_init (RuleSite *self, const ColimDiagramRule *rule, ColimDiagram *host);
void _colim_rule_site_clear (RuleSite *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RuleSite, _colim_rule_site_clear)

/* The numbers of the relations of the host that a match removes, as a set. */
GHashTable *_colim_rule_site_list_removed (const RuleSite *self, ColimMatch *match);

/* Why a match cannot be taken, or NULL: it is. */
char *_colim_rule_site_take (RuleSite *self, ColimMatch *match);

/* What becomes of the elements of the host. */
typedef struct {
  gint32 sizes[2];              /* how many vertices and edges there are in the end */
  gint32 *origins[2];           /* by vertex, by edge: which of the host it is, or -1: it comes from the rule */
  guint8 *stays[2];             /* by vertex, by edge of the host */
  ColimFinFunction *comatch[2]; /* from as many copies of the second diagram as there are matches */
} RuleShape;

/* FALSE with an error if there is no such shape. */
gboolean _colim_rule_shape_init (RuleShape *self, const RuleSite *site, GError **error);
void _colim_rule_shape_clear (RuleShape *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RuleShape, _colim_rule_shape_clear)
