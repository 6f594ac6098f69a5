/* An object of a diagram as a relation between the objects that it points at and itself: a table with a column for each
 * of its arrows and one for its elements.  Sorted by its columns in turn, it is a trie in arrays: the rows that agree
 * on the first columns are one range.
 *
 *     f: A → S, g: A → T          S:  0 0 0 2 2         with S and T bound before A
 *                                 T:  1 1 3 0 1
 *                                 A:  0 4 2 3 1
 *
 * Two arrows between the same objects are one column, and rows on which they differ are left out, as no tuple has
 * them; so are elements that an arrow from the object to itself moves.
 */

#pragma once

#include "lib/sets/fin-diagram-private.h"

typedef struct {
  gint32 n_rows;
  guint n_columns;
  guint *objects;  /* for each column, in the order in which objects are bound */
  gint32 **columns; /* the elements' own column is NULL where it is 0, 1, 2, … */
} ColimRelation;

/* The arrows of a diagram by source or target: those of object i are arrows[starts[i]] to arrows[starts[i + 1] - 1]. */
typedef struct {
  guint *starts;
  guint *arrows;
} ColimArrowIndex;

void _colim_arrow_index_init (ColimArrowIndex *self, const ColimFinDiagram *diagram, const gint32 *ends);
void _colim_arrow_index_clear (ColimArrowIndex *self);

void _colim_relation_init (ColimRelation *self, const ColimFinDiagram *diagram, const ColimArrowIndex *outgoing,
                           guint object, const guint *positions);
void _colim_relation_clear (ColimRelation *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimArrowIndex, _colim_arrow_index_clear)
