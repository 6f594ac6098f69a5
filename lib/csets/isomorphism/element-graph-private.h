/* The category of elements of a C-set as a coloured graph, for what goes through it many times.
 *
 *     sorts      the objects of the schema, then its attribute types
 *     elements   the parts of each object, then the variables of each attribute type, numbered throughout
 *     arrows     the homs, then the attributes; one out of an element for each, but none to a constant
 *
 * Constants are in no need of elements: no isomorphism moves them, so what they say is a colour of the parts.  The
 * colours are in the order of the constants, and do not depend on how parts are numbered.
 */

#pragma once

#include "lib/csets/cset-private.h"

typedef struct {
  gint32 dom; /* sorts */
  gint32 codom;
  const gint32 *values; /* in the codomain's own numbers; negative where it is a constant */
  const gint32 *starts; /* the fibres */
  const gint32 *items;
  gint32 *memory; /* what of it is no column of the C-set, or NULL */
} ElementArrow;

typedef struct {
  gint32 first; /* element */
  gint32 n;
  gint32 *out; /* arrows */
  gint32 n_out;
  gint32 *in;
  gint32 n_in;
} ElementSort;

typedef struct {
  ColimCSet *cset;
  gint32 n; /* elements */
  gint32 *sort_of;
  ElementSort *sorts;
  gint32 n_sorts;
  ElementArrow *arrows;
  gint32 n_arrows;
} ElementGraph;

gboolean _colim_element_graph_init (ElementGraph *self, ColimCSet *cset, GError **error);
void _colim_element_graph_clear (ElementGraph *self);
void _colim_element_graph_colour (const ElementGraph *self, gint32 *order, GArray *starts);

/* Where an arrow sends an element, or -1. */
static inline gint32
_colim_element_graph_follow (const ElementGraph *self, gint32 arrow, gint32 element)
{
  const ElementArrow *a = &self->arrows[arrow];
  gint32 value = a->values[element - self->sorts[a->dom].first];

  return value < 0 ? -1 : self->sorts[a->codom].first + value;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ElementGraph, _colim_element_graph_clear)
