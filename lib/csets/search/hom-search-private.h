/* The inside of a search.  A search holds what is asked; each answer is computed in a state, which has everything:
 *
 *     sorts      the objects, then the attribute types
 *     elements   the parts of the domain, then its variables, numbered through, sort by sort
 *     images     of an element of a sort: the parts over the object in the codomain; or the variables, then the
 *                constants that matter, ascending
 *     arrows     the homs, then the attributes: on images, a table
 *     links      for each arrow h and element x: h (image of x) is the image of h (x)
 *     domains    for each element the images that are left, and which decisions took the others
 *
 * Decisions are levels of a tree.  A set of levels is one word, in which a level has the bit of its number modulo 64:
 * a bit too many makes the search jump back less far, never too far.
 */

#pragma once

#include <colim/hom-search.h>

#include "lib/csets/hom-private.h"
#include "lib/exact/natural-private.h"
#include "lib/sets/fibres-private.h"

#define HOM_ALL_LEVELS (~G_GUINT64_CONSTANT (0))

typedef enum {
  HOM_MONIC = 1 << 0,
  HOM_EPIC = 1 << 1,
  HOM_NO_BIND = 1 << 2,
  HOM_FREE_OK = 1 << 3,
} HomFlags;

/* Images that a user lists for one element. */
typedef struct {
  GArray *images; /* gint32: parts or variables */
  ColimAttrType *type;
  GArray *constants; /* ColimCell */
} HomImages;

struct _ColimHomSearch {
  ColimCSet *dom;
  ColimCSet *codom;
  GError *error;       /* of the schemas */
  guint *flags;        /* HomFlags, for each sort */
  gboolean *cartesian; /* for each hom */
  GHashTable *initial; /* element → HomImages */
  GHashTable *allowed; /* element → HomImages */
  gint64 budget;       /* -1: none */
};

typedef struct {
  const ColimAttrType *type; /* NULL for an object */
  gint32 first;              /* the elements are first, …, first + n - 1 */
  gint32 n;
  gint32 n_parts;       /* how many images are parts or variables */
  gint32 size;          /* how many images there are */
  ColimCell *constants; /* the other images; borrowed */
  guint flags;
  gboolean exact; /* images are a bijection onto the parts or variables */
  gint32 *owners; /* if images are all different: for each, who has it, or -1 */
  gint32 *covers; /* if all parts are images: for each, how many have it */
  gint32 n_open;  /* elements whose image is not decided */
  gint32 n_missing;
} HomSort;

typedef struct {
  gint32 dom;
  gint32 codom;
  const gint32 *before; /* for each element its value, an element's index; of an attribute, -1 for a constant */
  const gint32 *table;  /* the same for images */
  const ColimFibres *fibres;
  gint32 n_reached;         /* values that some image has */
  const ColimColumn *column; /* of an attribute in the domain */
  ColimFinFunction *function; /* of an attribute, owned: the table */
  gboolean cartesian;
} HomArrow;

typedef struct {
  gint32 arrow;
  gint32 from;
  gint32 to;
} HomLink;

/* A list when there are few, else bits; both missing: every image.  Lists ascend. */
typedef struct {
  gint32 n;
  gint32 n_words;
  gint32 *list;
  guint64 *words;
  guint64 reason; /* the levels whose decisions took what is missing */
} HomDomain;

typedef struct {
  gint32 element;
  HomDomain domain; /* as it was */
} HomTrailEntry;

typedef struct {
  gsize block;
  gsize used;
  guint trail;
} HomMark;

typedef struct {
  gint32 element;
  HomDomain domain; /* when it was decided about it */
  gint32 position;  /* of the image to try next */
  guint64 conflict; /* the levels that share the blame for what failed here */
  HomMark mark;
  gboolean follows; /* all above it have the images behind which a search begins */
} HomLevel;

typedef enum {
  HOM_FAILURE_NONE,
  HOM_FAILURE_MONIC,
  HOM_FAILURE_EPIC,
  HOM_FAILURE_ISO,
  HOM_FAILURE_NOWHERE,
  HOM_FAILURE_ALLOWED,
  HOM_FAILURE_BIND,
  HOM_FAILURE_CONSTANT,
  HOM_FAILURE_LOOP,
  HOM_FAILURE_DEGREE,
  HOM_FAILURE_COLOUR,
  HOM_FAILURE_LINK,
  HOM_FAILURE_TAKEN,
  HOM_FAILURE_COVER,
  HOM_FAILURE_CHOICE,
} HomFailureKind;

/* The constraint that failed: what it is about, as far as it is about something. */
typedef struct {
  HomFailureKind kind;
  gint32 sort;
  gint32 element;
  gint32 arrow;
} HomFailure;

typedef struct _HomRelations HomRelations;

typedef struct {
  const ColimHomSearch *search;
  HomSort *sorts;
  gint32 n_sorts;
  HomArrow *arrows;
  gint32 n_arrows;
  HomLink *links;
  gint32 *link_starts; /* for each element, where its links are in link_items */
  gint32 *link_items;
  gint32 n_elements;
  gint32 *sort_of;
  HomDomain *domains;
  gboolean restricted;     /* by an initial assignment or allowed images */
  HomRelations *relations; /* if images of parts in the core must be different */
  gboolean lazy;           /* only elements that are decided are spread */

  GArray *trail;     /* of what domains were */
  GPtrArray *blocks; /* memory of domains, given back with the trail */
  gsize block, used;
  gint32 *scratch;
  guint32 *stamps; /* by image: whether it is marked, with stamp */
  guint32 stamp;

  gint32 *queue; /* a ring: elements whose domain changed */
  gint32 head, n_queued;
  gboolean *queued;
  gint32 *open;  /* elements to be decided: the first n_open */
  gint32 *place; /* where an element is in open */
  gint32 n_open;
  gint32 n_loaded; /* how many of open there were at first */

  GArray *levels;
  const gint32 *after; /* images of all elements, behind which a search in order begins; or NULL */
  guint64 conflict; /* the levels to blame for the last failure */
  HomFailure failure;
  gint64 steps_left;
  gboolean spent; /* the budget is */
} HomState;

/* Answers that take the steps they need from a budget which others share. */
ColimNatural *_colim_hom_search_count (const ColimHomSearch *self, gint64 *budget, GError **error);
gboolean _colim_hom_search_foreach (const ColimHomSearch *self, ColimHomFunc function, gpointer user_data,
                                    gint64 *budget, GError **error);

/* Called at each solution; FALSE stops. */
typedef gboolean (*HomSolutionFunc) (HomState *state, gpointer data);

/* Images that a user lists */
HomImages *_colim_hom_images_new (ColimAttrType *type);
void _colim_hom_images_free (HomImages *self);

/* Life; a failure is in the state.  A new state is lazy where a network will see more than links do. */
HomState *_colim_hom_state_new (const ColimHomSearch *search);
gboolean _colim_hom_state_settle (HomState *self);
void _colim_hom_state_free (HomState *self);
void _colim_hom_state_colour (HomState *self);
void _colim_hom_state_compare_surroundings (HomState *self);
void _colim_hom_state_compare_neighbours (HomState *self);
void _colim_hom_state_match (HomState *self);
gint32 _colim_hom_state_find_constant (const HomState *self, gint32 sort, ColimCell cell);

/* Domains */
gint32 _colim_hom_domain_step (const HomDomain *domain, gint32 *position);
gboolean _colim_hom_domain_has (const HomDomain *domain, gint32 image);
gint32 _colim_hom_domain_find (const HomDomain *domain, gint32 image);
gint32 _colim_hom_domain_get_only (const HomDomain *domain);
void _colim_hom_state_queue (HomState *self, gint32 e);
gboolean _colim_hom_state_put (HomState *self, gint32 e, gint32 n, guint64 reason);
gboolean _colim_hom_state_narrow (HomState *self, gint32 e, gint32 n, guint64 reason);
gboolean _colim_hom_state_fail (HomState *self, HomFailureKind kind, gint32 element, gint32 arrow, guint64 conflict);
HomMark _colim_hom_state_mark (HomState *self);
void _colim_hom_state_undo (HomState *self, HomMark mark);
guint32 _colim_hom_state_stamp (HomState *self);

/* Search */
gboolean _colim_hom_state_propagate (HomState *self);
void _colim_hom_state_forget_queue (HomState *self);
void _colim_hom_state_spread_restricted (HomState *self);
gboolean _colim_hom_state_assign (HomState *self, gint32 e, gint32 image, guint64 reason);
void _colim_hom_state_load (HomState *self, const gint32 *elements, gint32 n);
gboolean _colim_hom_state_assign_all (HomState *self, const gint32 *elements, const gint32 *images, gint32 n);
gboolean _colim_hom_state_search (HomState *self, gboolean in_order, HomSolutionFunc function, gpointer data);
gboolean _colim_hom_state_solve (HomState *self, HomSolutionFunc function, gpointer data);
gboolean _colim_hom_state_walk (HomState *self, gint32 *images, gint32 *last, gboolean *any,
                                HomSolutionFunc function, gpointer data);
GArray *_colim_hom_state_list_components (const HomState *self, GArray *starts);
gboolean _colim_hom_state_is_coupled (const HomState *self, gint32 e);
gboolean _colim_hom_state_is_in_core (const HomState *self, gint32 e);

/* Counting; FALSE when the budget is spent, or what is between would be too large to be held */
gboolean _colim_hom_state_count_orbits (HomState *self, mpz_t count);
gboolean _colim_hom_state_eliminate (HomState *self, const gint32 *elements, gint32 n, mpz_t count);

static inline gboolean
_colim_hom_state_is_open (const HomState *self, gint32 e)
{
  return self->domains[e].n != 1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HomState, _colim_hom_state_free)
