/* A C-set while it is chased: parts are added and merged, none is renumbered.
 *
 *     sorts     the objects, then the attribute types, whose elements are variables and constants
 *     arrows    the homs, then the attributes: on elements, a table
 *     classes   elements that became one, named by the oldest; tables are read through them
 *     rings     for each hom and each class of its codomain the elements that point there, linked in a circle, so that
 *               two classes' are made one by exchanging two links
 */

#pragma once

#include "lib/csets/hom-private.h"
#include "lib/csets/value-tuples-private.h"

typedef struct {
  gint32 n;
  gint32 capacity;
  gint32 *parents;
  gint64 *changes; /* for what names a class: when it last got a member */
  ColimValueTuples *constants; /* of an attribute type: all that there are */
  GArray *owners;              /* gint32: for each constant the element that is it */
  gint32 *rows;                /* for what names a class: which constant it is, or -1 */
} ChaseSort;

typedef struct {
  gint32 dom;
  gint32 codom;
  gint32 *table;
  gint32 *ring;    /* of a hom: the next element that points to the same class */
  gint32 *pointed; /* for what names a class: an element that points to it, or -1 */
  gint32 *sizes;   /* of its ring */
} ChaseArrow;

typedef struct {
  ColimSchema *schema;
  gint32 n_objects;
  gint32 n_sorts;
  ChaseSort *sorts;
  gint32 n_homs;
  gint32 n_arrows;
  ChaseArrow *arrows;
  GArray *pairs; /* sort and two elements: to be merged */
  gint64 now;    /* how many turns there were */
  gint64 budget;
} ChaseState;

/* A dependency, compiled: constants are elements too, after the variables of their type. */
typedef struct {
  ColimHom *hom;
  gint32 *sizes;        /* for each sort, of the conclusion */
  gint32 **tables;      /* for each arrow, of the conclusion */
  gint32 **images;      /* for each sort: where the trigger's elements go */
  gint32 *n_trigger;    /* for each sort, elements of the trigger */
  gint32 **constants;   /* for each sort: of the conclusion's constants, the element of the state */
  gint32 **assigned;    /* for each sort: what the conclusion's elements are, or -1 */
  GArray *trail;        /* sort and element: what was assigned */
  gint64 last;          /* when it had its last turn, or -1 */
} ChaseDependency;

ChaseState *_colim_chase_state_new (ColimCSet *cset, gint64 budget, GError **error);
void _colim_chase_state_free (ChaseState *self);
gint32 _colim_chase_state_find (const ChaseState *self, gint32 sort, gint32 x);
gint32 _colim_chase_state_find_constant (ChaseState *self, gint32 sort, const ColimColumn *column, gint32 row);
gint32 _colim_chase_state_add (ChaseState *self, gint32 sort, gint32 n, GError **error);
void _colim_chase_state_set (ChaseState *self, gint32 arrow, gint32 x, gint32 y);
gboolean _colim_chase_state_merge (ChaseState *self, gint32 sort, gint32 x, gint32 y, GError **error);
gboolean _colim_chase_state_spend (ChaseState *self, gint64 amount, GError **error);
ColimCSet *_colim_chase_state_freeze (ChaseState *self, gint32 **numbers, gint32 **roots);

ChaseDependency *_colim_chase_dependency_new (ChaseState *state, ColimHom *hom);
void _colim_chase_dependency_free (ChaseDependency *self);
/* A match gives the elements of the trigger, sort by sort; *active: it has no extension to the conclusion. */
gboolean _colim_chase_dependency_check (ChaseDependency *self, ChaseState *state, const gint32 *match, gboolean *active,
                                        GError **error);
gboolean _colim_chase_dependency_fire (ChaseDependency *self, ChaseState *state, const gint32 *match, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChaseState, _colim_chase_state_free)
