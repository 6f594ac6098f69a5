/* Presheaves by generators and relations: the enumeration of Todd and Coxeter, on tables.
 *
 *     generators    x, y, …                             over vertices
 *     relations     x . p = y                           along paths
 *     equations     z . p = z . q                       at every element z
 *
 *     edge g:  │ 0 │ 3 │ -1 │ …      for each element over its source one over its target, -1: not yet
 *
 * An element that is asked for and not there is made; two elements that turn out to be one are merged, and with them
 * what they point to: this is congruence closure (Downey, Sethi and Tarjan, Variations on the common subexpression
 * problem, 1980).  All functions have one argument, so that nothing needs to know who points at an element: tables
 * name any member of a class, and are read through the forest of classes.  The oldest member names a class, and
 * elements have their turn by age, so that every one of them has it, and has it once.
 *
 * With one generator this makes representables, with the parts of a C-set its left Kan extension (Bush, Leeming and
 * Walters, Computing left Kan extensions, 2003; Meyers, Spivak and Wisnesky, Fast left Kan extensions using the chase,
 * 2022).  It comes to an end exactly if what is presented is finite, and takes a budget.
 */

#pragma once

#include <colim/quiver.h>

typedef struct {
  gint32 n;
  gint32 capacity;
  gint32 n_merged; /* elements that do not name their class */
  gint32 n_closed; /* the first so many had their turn */
  gint32 *parents; /* a smaller element of the class, or itself */
  gboolean is_collapsed; /* all elements are one */
  GArray *equations; /* EnumerationEquation, between paths from here */
} ColimEnumerationVertex;

typedef struct {
  ColimQuiver *quiver;
  ColimEnumerationVertex *vertices;
  gint32 **tables;
  GArray *pairs; /* vertex and two elements: to be merged */
  gint64 budget;
} ColimEnumeration;

/* Whether two elements over a vertex are to be one. */
typedef struct {
  gint32 vertex;
  gint32 x;
  gint32 y;
} ColimEnumerationPair;

void _colim_enumeration_init (ColimEnumeration *self, ColimQuiver *quiver, gint64 budget);
void _colim_enumeration_clear (ColimEnumeration *self);

/* An equation between two paths from a vertex, which stay where they are until the enumeration is cleared. */
void _colim_enumeration_equate (ColimEnumeration *self, gint32 vertex, const gint32 *left, gsize n_left,
                                const gint32 *right, gsize n_right);
void _colim_enumeration_collapse (ColimEnumeration *self, gint32 vertex);
gint32 _colim_enumeration_add (ColimEnumeration *self, gint32 vertex, gint32 n, GError **error);
gint32 _colim_enumeration_trace (ColimEnumeration *self, const gint32 *path, gsize n, gint32 x, GError **error);
gboolean _colim_enumeration_relate (ColimEnumeration *self, gint32 vertex, gint32 x, const gint32 *path, gsize n,
                                    gint32 y, GError **error);

/* Makes the equations hold and everything defined; or stops as soon as a pair, which may be missing, is one. */
gboolean _colim_enumeration_close (ColimEnumeration *self, const ColimEnumerationPair *goal, GError **error);
gboolean _colim_enumeration_is_one (const ColimEnumeration *self, const ColimEnumerationPair *pair);

/* What is closed: how many elements there are over a vertex, the number of the class of each that was made, and by
 * such numbers an edge's function, whose table is then used up. */
gint32 _colim_enumeration_get_n (const ColimEnumeration *self, gint32 vertex);
gint32 *_colim_enumeration_number (const ColimEnumeration *self, gint32 vertex);
gint32 *_colim_enumeration_take_function (ColimEnumeration *self, gint32 edge, gint32 *const *numbers);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimEnumeration, _colim_enumeration_clear)
