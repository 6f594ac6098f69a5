/* A network of variables for injective search: elements of the core that are not decided, with their images as bits.
 *
 *     variables     a ●━━━━━● b         each tie says: the image of b is in the row of the image of a
 *                   ┊       ┃           ┄ as tied as two that have k neighbours in common
 *                   ┊┄┄┄┄┄┄┄● c
 *     values        the images that some variable of the sort can have, those with many relations first
 *     layers        rows of bits, one for each value: who is related with it, or has so many neighbours in common
 *
 * It is made from domains of a state, and says which images are impossible; it knows nothing of parts outside the core,
 * so that each solution is completed, or refuted, in the state.
 */

#pragma once

#include "lib/csets/search/hom-search-relations-private.h"

/* Values of one sort, renumbered. */
typedef struct {
  gint32 n;
  gint32 n_words;
  gint32 *images;  /* of a value */
  gint32 *numbers; /* of an image, or -1 */
  gint32 first;    /* variables of the sort are first, …, first + n_variables - 1 */
  gint32 n_variables;
  gboolean different; /* their images are */
} HomValues;

/* Pairs of variables, as lists of the second for each first, and what their values must be.  Layers of one stack differ
 * in how much they ask: what is in one is in all below. */
typedef struct {
  gint32 from;
  gint32 to;
  gint32 least;     /* so often related, or with so many neighbours in common */
  gint32 *starts;   /* for each variable of from */
  gint32 *items;    /* variables */
  guint64 *rows;    /* for each value of from, bits of values of to */
  gboolean is_last; /* of its stack */
  gint32 reverse;   /* the lowest layer of the reverse relation; -1 if there is none */
} HomLayer;

typedef struct {
  gint32 other;
  gint32 n_words;
  const guint64 *rows;
} HomTie;

/* What is undone: a word of a domain, or the count and the reason of a variable. */
typedef struct {
  guint64 *word;
  guint64 old;
} HomWord;

typedef struct {
  gint32 variable;
  gint32 count;
  guint64 reason;
} HomChange;

typedef struct {
  guint words;
  guint changes;
  gint32 n_open;
} HomNetworkMark;

typedef struct {
  HomState *state;
  HomValues *values; /* for each sort */
  gint32 n;
  gint32 *elements; /* of a variable */
  gint32 *sorts;
  gint32 *variables; /* of an element, or -1 */
  GPtrArray *layers;
  HomTie *ties;
  gint32 *tie_starts; /* for each variable */
  guint64 *bits;      /* of all domains */
  gsize *starts;      /* for each variable, where its bits are */
  gint32 *counts;
  guint64 *reasons; /* as in a state */

  GArray *words; /* the trail */
  GArray *changes;
  gint32 *open; /* variables whose decision has not been spread: the first n_open */
  gint32 *place;
  gint32 n_open;
  gint32 *queue; /* open variables that have one value */
  gint32 n_queued;
  guint64 conflict; /* the levels to blame for the last failure */
  guint32 *weights; /* ties, and failures */
  gint32 *buckets;  /* room for sorting variables */
  gint32 *sorted;
  guint64 *seen; /* room for two sets of values */
  guint64 *closed;
} HomNetwork;

static inline guint64 *
_colim_hom_network_get_domain (const HomNetwork *self, gint32 v)
{
  return self->bits + self->starts[v];
}

static inline gint32
_colim_hom_network_get_n_words (const HomNetwork *self, gint32 v)
{
  return self->values[self->sorts[v]].n_words;
}

/* The compiler's own is a call where the processor need not have an instruction for it. */
static inline gint32
_colim_hom_count_bits (guint64 x)
{
  x -= (x >> 1) & G_GUINT64_CONSTANT (0x5555555555555555);
  x = (x & G_GUINT64_CONSTANT (0x3333333333333333)) + ((x >> 2) & G_GUINT64_CONSTANT (0x3333333333333333));
  x = (x + (x >> 4)) & G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f);

  return (gint32) ((x * G_GUINT64_CONSTANT (0x0101010101010101)) >> 56);
}

/* A variable that has no value, or -1. */
static inline gint32
_colim_hom_network_find_empty (const HomNetwork *self)
{
  for (gint32 v = 0; v < self->n; v++)
    if (self->counts[v] == 0)
      return v;

  return -1;
}

/* Lists what occurs with a value, each once, and how often: in an array that is zero before. */
typedef void (*HomListFunc) (const HomNetwork *self, gconstpointer data, gint32 value, GArray *others, gint32 *times);

/* Making; NULL where there is nothing to gain, or too much to hold */
HomNetwork *_colim_hom_network_new (HomState *state);
void _colim_hom_network_free (HomNetwork *self);
void _colim_hom_network_add_stack (HomNetwork *self, gint32 from, gint32 to, const HomNeighbours *pairs,
                                   HomListFunc list, gconstpointer data);
void _colim_hom_network_add_common (HomNetwork *self);

/* Propagating */
void _colim_hom_network_open (HomNetwork *self);
HomNetworkMark _colim_hom_network_mark (const HomNetwork *self);
void _colim_hom_network_undo (HomNetwork *self, HomNetworkMark mark);
gboolean _colim_hom_network_decide (HomNetwork *self, gint32 v, gint32 value, guint64 reason);
gboolean _colim_hom_network_propagate (HomNetwork *self);

/* Solving */
gboolean _colim_hom_network_filter (HomNetwork *self, gint32 *failed);
gboolean _colim_hom_network_search (HomNetwork *self, HomSolutionFunc function, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HomNetwork, _colim_hom_network_free)
