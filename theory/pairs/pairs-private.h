#pragma once

#include <colim/pairs.h>

#include "lib/categories/path-space-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/categories/rewriting-private.h"

/* What a listing needs to know of its graph, and what it has found. */
typedef struct {
  const ColimSelection *selection;
  ColimRewriting *order;
  ColimQuiver *quiver;
  guint8 *index; /* by vertex */
  guint8 *loss;
  guint8 *sources; /* the selected ends */
  guint8 *targets;
  gint32 longest;            /* path, or -1 */
  gint32 longest_derivation; /* or -1 */

  PathSpace *space;
  GArray *above; /* gint32: for each followed path, what is above it and short enough, by number */
  GArray *spans; /* Span, by path */
  GArray *found; /* PairsFound */
  GHashTable *related; /* under `paths`: hom-set → whether two of its paths are related */
} PairsListing;

typedef struct {
  gint32 p;
  gint32 q;
} PairsFound;

/* Reads the graph; FALSE if the graph has cycles that need a bound, or too many parallel edges for the policy `edges`. */
gboolean pairs_listing_begin (PairsListing *self, ColimCSet *graph, const ColimSelection *selection, GError **error);
void pairs_listing_clear (PairsListing *self);

/* Finds all pairs; FALSE if there are too many. */
gboolean pairs_listing_run (PairsListing *self);
void pairs_listing_sort (PairsListing *self);

/* Whether a found pair is r.(p', q').u with r, u not both identities and (p', q') counted at a loss vertex. */
gboolean pairs_listing_is_redundant (PairsListing *self, gint32 p, gint32 q);

/* Whether every path of the hom-sets in which a relation acts (under `paths`: which have two paths) is short enough. */
gboolean pairs_listing_is_complete (const PairsListing *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PairsListing, pairs_listing_clear)
