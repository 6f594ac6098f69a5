/* The fibres of a column that changes: doubly linked lists through the domain, so that a change costs O(1).
 *
 *     first[y] → x → next[x] → … → -1        in no particular order
 */

#pragma once

#include <glib.h>

typedef struct {
  gint32 *first; /* for each element of the codomain */
  gint32 *next;  /* for each element of the domain */
  gint32 *previous;
  gint32 dom_capacity;
  gint32 codom_capacity;
} ColimIncidence;

ColimIncidence *_colim_incidence_new (const gint32 *values, gint32 dom, gint32 codom);
void _colim_incidence_free (ColimIncidence *self);
void _colim_incidence_grow (ColimIncidence *self, gint32 dom, gint32 old_codom, gint32 codom);
void _colim_incidence_link (ColimIncidence *self, gint32 x, gint32 y);
void _colim_incidence_unlink (ColimIncidence *self, gint32 x, gint32 y);
gint32 *_colim_incidence_list (const ColimIncidence *self, gint32 y, gsize *n);
