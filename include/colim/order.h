#pragma once

#include <colim/learning-graph.h>
#include <colim/rewriting.h>

G_BEGIN_DECLS

/**
 * ColimPolicy:
 * @COLIM_POLICY_EXPLICIT: what the relations generate
 * @COLIM_POLICY_EDGES: and all pairs of parallel edges of which no two are related
 * @COLIM_POLICY_PATHS: and all pairs of parallel paths of which no two are related
 *
 * Which parallel paths are compared where nothing is said (arXiv 2501.01515, section 3.2).  `paths` is a rule of
 * selection and no part of the order.
 */
typedef enum {
  COLIM_POLICY_EXPLICIT,
  COLIM_POLICY_EDGES,
  COLIM_POLICY_PATHS,
} ColimPolicy;

/* The order */
COLIM_API ColimRewriting *colim_order_new (ColimCSet *graph, ColimPolicy policy, GError **error);
COLIM_API gboolean colim_order_decide (ColimRewriting *order, ColimPath *p, ColimPath *q, gint32 max_length, gint32 max_derivation,
                                       gint64 budget, ColimVerdict *verdict, ColimDerivation **derivation, GError **error);
COLIM_API gboolean colim_policy_parse (const char *name, ColimPolicy *policy);
COLIM_API const char *colim_policy_get_name (ColimPolicy policy);

G_END_DECLS
