/* The category of elements of a C-set as a coloured graph, for what goes through it many times.
 *
 *     sorts      the objects of the schema, then its attribute types
 *     elements   the parts of each object, then the variables of each attribute type, numbered throughout
 *     arrows     relations between the elements of two sorts: the homs, then the attributes, and what tables become
 *
 * Constants are in no need of elements: no isomorphism moves them, so what they say is a colour of the parts.  The
 * colours are in the order of the constants, and do not depend on how parts are numbered.
 *
 * Neither are the rows of a table, which is an object that no arrow goes to and from which two go, like the edges of a
 * graph: what isomorphisms do to them is known from what they do to the two ends, up to exchanging rows that have all
 * in common.  Rows of one colour are the pairs of a relation.
 */

#pragma once

#include "lib/csets/cset-private.h"

typedef struct {
  gint32 dom; /* sorts */
  gint32 codom;
  const gint32 *values; /* of a function, in the codomain's own numbers; negative where it is a constant */
  const gint32
      *out_starts; /* of a relation, in its place: for each element of the domain those that it is related to */
  const gint32 *out_items;
  const gint32 *starts; /* the other way round */
  const gint32 *items;
  gint32 *memory[2]; /* what of it is no column of the C-set, or NULL */
} ElementArrow;

typedef struct {
  gint32 first; /* element */
  gint32 n;     /* 0 for tables */
  gint32 *out;  /* arrows */
  gint32 n_out;
  gint32 *in;
  gint32 n_in;
  gint32 first_part; /* in the numbers of all parts and variables, rows included */
  gint32 n_parts;
  gint32 *colours; /* of parts */
  gint32 n_colours;
  gint32 ends[2]; /* of a table: columns; else -1 */
} ElementSort;

typedef struct {
  ColimCSet *cset;
  gint32 n; /* elements */
  gint32 n_parts;
  gint32 *sort_of;
  ElementSort *sorts;
  gint32 n_sorts;
  ElementArrow *columns; /* the homs, then the attributes */
  gint32 n_columns;
  ElementArrow *arrows;
  gint32 n_arrows;
} ElementGraph;

gboolean _colim_element_graph_init (ElementGraph *self, ColimCSet *cset, GError **error);
void _colim_element_graph_clear (ElementGraph *self);
void _colim_element_graph_colour (const ElementGraph *self, gint32 *order, GArray *starts);

/* What an arrow relates an element to, in the numbers of its sort. */
static inline const gint32 *
_colim_element_arrow_follow (const ElementArrow *self, gint32 x, gint32 *n)
{
  if (self->values == NULL)
    {
      *n = self->out_starts[x + 1] - self->out_starts[x];
      return self->out_items + self->out_starts[x];
    }
  *n = self->values[x] >= 0;

  return self->values + x;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ElementGraph, _colim_element_graph_clear)
