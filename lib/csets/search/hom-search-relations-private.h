/* What parts over a span say about its feet: relations between elements, which a homomorphism carries to relations
 * between images.
 *
 *           x                         a and b are related, because x is over both: so their images are, and if
 *       p ╱   ╲ q                     different elements over (a, b) have different images, at least as often
 *        ▼     ▼
 *        a     b
 *
 * Feet are the sorts from which arrows lead no further (those of a cycle of arrows together), such as the vertices of
 * a graph: the core.  A leg is a path of arrows, or nothing where x is in the core itself.  Parts with different
 * constants give different relations.
 */

#pragma once

#include "lib/csets/search/hom-search-private.h"

/* For each index on one side those on the other, ascending, each with how often. */
typedef struct {
  gint32 n;
  gint32 *starts;
  gint32 *items;
  gint32 *times;
} HomNeighbours;

typedef struct {
  gint32 from;
  gint32 to;
  gint32 reverse;      /* the relation read from the other side; this one if it is symmetric */
  gboolean counted;    /* how often matters */
  HomNeighbours dom;   /* of elements, by their place in the sort */
  HomNeighbours codom; /* of images */
} HomRelation;

struct _HomRelations {
  gboolean *core; /* for each sort */
  GArray *items;  /* HomRelation */
};

static inline HomRelation *
_colim_hom_relations_get (const HomRelations *self, guint i)
{
  return &g_array_index (self->items, HomRelation, i);
}

static inline gint32
_colim_hom_neighbours_count (const HomNeighbours *self, gint32 i)
{
  return self->starts[i + 1] - self->starts[i];
}

HomRelations *_colim_hom_relations_new (const HomState *state);
void _colim_hom_relations_free (HomRelations *self);
