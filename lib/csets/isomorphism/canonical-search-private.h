/* The search for the canonical order of the elements of a C-set.
 *
 * A piece of an equitable partition is one of three:
 *
 *     LEAF    discrete: there is nothing left to choose
 *     SPLIT   its components are ordered each by itself; then they are sorted, and isomorphic ones can be exchanged
 *     PICK    an element of one cell gets a cell for itself, and what refinement makes of the piece is ordered; of all
 *             elements of the cell, that is taken for which the result is the least
 *
 * A plan says which of them a piece and what came of it were, and with what traces: it is the same for isomorphic
 * pieces.  Plans are compared from the top, so what is greater than the best so far is left as soon as that is seen.
 * An element whose plan may be the same is not ordered, but matched: one looks for any way through the plan at whose
 * end the two orders are an isomorphism.  These are the automorphisms; an element that is known to be the image of one
 * that was tried is not tried.
 *
 *     |Aut (PICK)|   =  |Aut (the best child)| · |orbit of the element that was taken|
 *     |Aut (SPLIT)|  =  product over the kinds of components of |Aut (component)|ⁿ · n!
 *
 * Sources: McKay and Piperno, Practical graph isomorphism II (2014); Junttila and Kaski, Conflict propagation and
 * component recursion for canonical labeling (2011).
 */

#pragma once

#include "lib/csets/isomorphism/division-private.h"

typedef enum { LEAF, PICK, SPLIT } PlanKind;

typedef struct _Plan Plan;

/* Components that are isomorphic. */
typedef struct {
  Run *runs;
  gint32 n_runs;
  gint32 n_copies;
  gint32 n; /* elements of one */
  gint32 *order;
  Plan *plan;
} PlanClass;

struct _Plan {
  PlanKind kind;
  GArray *trace;       /* guint64: of the refinement that led here; NULL if there was none */
  guint64 certificate; /* of all of it */
  gint32 target;       /* of a pick: the cell, from the beginning of the piece */
  gint32 length;
  gint32 orbit; /* how many elements of the cell would have done as well */
  Plan *next;
  PlanClass *classes; /* of a split */
  gint32 n_classes;
};

/* Elements that an automorphism moves, and where to; at the end, parts and variables. */
typedef struct {
  gint32 n;
  gint32 pairs[][2];
} Movement;

/* A factor of the order of the group: the number, or its factorial, to a power. */
typedef struct {
  guint32 number;
  gboolean factorial;
  guint64 exponent;
} OrderFactor;

typedef struct _Search Search;
typedef struct _Frame Frame;

/* What is being done.  A step does something, or starts a frame above and will go on when that has left an answer. */
struct _Frame {
  void (*step) (Search *search, Frame *frame);
  void (*free) (Frame *frame);
};

/* What the last frame found: a plan and an order of the piece; no order if there is none that was asked for. */
typedef struct {
  Plan *plan;
  gint32 *order;
} Answer;

struct _Search {
  ElementGraph graph;
  Cells cells;
  ColimPartition components; /* scratch */
  gint32 *ranks[2];          /* scratch: -1 for all elements */
  gint32 *n_ranked;          /* scratch: 0 for all ranks */
  GPtrArray *frames;
  GPtrArray *movements; /* generators of the group */
  GArray *factors;
  gboolean *chosen; /* for each element: whether a frame gave it a cell for itself */
  Answer answer;
};

gboolean _colim_search_init (Search *self, ColimCSet *cset, gint64 budget, GError **error);
void _colim_search_clear (Search *self);
gboolean _colim_search_run (Search *self, GError **error);
void _colim_search_push (Search *self, gpointer frame);
void _colim_search_pop (Search *self, Plan *plan, gint32 *order);
gint32 *_colim_search_copy_order (const Search *self, gint32 first, gint32 end);
int _colim_search_compare (Search *self, const gint32 *x, const gint32 *y, gint32 n);
void _colim_search_add_movement (Search *self, const gint32 *from, const gint32 *to, gint32 n);

gint32 *_colim_search_unfold_order (const Search *self, const gint32 *order);
void _colim_search_unfold_movements (Search *self);

/* Orders a piece, unless that would be greater than a bound with the same trace, which is taken; or matches it with a plan, such that
 * the order of the whole at the end is an isomorphism to another. */
void _colim_search_order (Search *self, gint32 first, gint32 end, GArray *trace, const Plan *bound);
void _colim_search_match (Search *self, gint32 first, gint32 end, const Plan *plan, const gint32 *other);

Plan *_colim_plan_new_leaf (GArray *trace);
Plan *_colim_plan_new_pick (GArray *trace, gint32 target, gint32 length, gint32 orbit, Plan *next);
Plan *_colim_plan_new_split (GArray *trace, GArray *classes);
int _colim_plan_compare (const Plan *a, const Plan *b);
void _colim_plan_free (Plan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, _colim_search_clear)
