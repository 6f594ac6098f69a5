#pragma once

#include <colim/order.h>

G_BEGIN_DECLS

#define COLIM_PAIRS_CAP 1000000

/**
 * ColimSelection:
 * @policy: which pairs are compared
 * @max_length: the number of edges of the longest path, or -1 for any
 * @max_derivation: that of the longest path that a derivation passes through, or -1 for @max_length
 * @irredundant: whether to leave out pairs that another one implies
 * @cap: how many pairs may be listed, and how many paths visited
 * @source: the source of the pairs, or -1 for all
 * @target: the target of the pairs, or -1 for all
 * @in_loss: whether only pairs that end at a vertex with a loss are meant: what else there is is not looked at
 *
 * Which pairs of the composite loss are meant.
 */
typedef struct {
  ColimPolicy policy;
  gint32 max_length;
  gint32 max_derivation;
  gboolean irredundant;
  gint64 cap;
  gint32 source;
  gint32 target;
  gboolean in_loss;
} ColimSelection;

#define COLIM_SELECTION_INIT { COLIM_POLICY_EXPLICIT, -1, -1, FALSE, COLIM_PAIRS_CAP, -1, -1, FALSE }

#define COLIM_TYPE_SELECTION (colim_selection_get_type ())

/* Life */
COLIM_API GType colim_selection_get_type (void) G_GNUC_CONST;
COLIM_API ColimSelection *colim_selection_new (void);
COLIM_API ColimSelection *colim_selection_copy (const ColimSelection *self);
COLIM_API void colim_selection_free (ColimSelection *self);

/* People */
COLIM_API char *colim_selection_print_bound (const ColimSelection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSelection, colim_selection_free)

G_END_DECLS
