/* The order in which a join binds the objects of a diagram.
 *
 * Components of the diagram have nothing to do with each other, and each is bound by itself.  In it, an object that an
 * arrow of another one points at is bound before those that are only pointed from: the latter come last, where they are
 * free of each other and need not be walked through to be counted.  An object is bound next to what it shares a
 * relation with, so that it is narrowed by what is known.
 */

#pragma once

#include "lib/sets/relation-private.h"

typedef struct {
  guint first;   /* position of its first object */
  guint n_inner; /* those that are pointed at, which come first */
  guint n;
} ColimJoinComponent;

typedef struct {
  guint *objects;   /* by position */
  guint *positions; /* by object */
  ColimJoinComponent *components;
  guint n_components;
} ColimJoinOrder;

void _colim_join_order_init (ColimJoinOrder *self, const ColimFinDiagram *diagram, const ColimArrowIndex *outgoing,
                             const ColimArrowIndex *incoming);
void _colim_join_order_clear (ColimJoinOrder *self);
