/* C-sets by generators and relations: the enumeration of Todd and Coxeter, on tables.
 *
 *     generators    x, y, …                             over objects
 *     relations     x . p = y                           along paths of homs
 *     equations     z . p = z . q                       of the schema, at every element z
 *
 *     hom g:  │ 0 │ 3 │ -1 │ …      for each element over its domain one over its codomain, -1: not yet
 *
 * An element that is asked for and not there is made; two elements that turn out to be one are merged, and with them
 * what they point to.  All functions have one argument, so that nothing needs to know who points at an element: tables
 * name any member of a class, and are read through the forest of classes.  The oldest member names a class, and
 * elements have their turn by age, so that every one of them has it, and has it once.
 *
 * With one generator this makes representables, with the parts of a C-set its left Kan extension (Bush, Leeming and
 * Walters, Computing left Kan extensions, 2003; Meyers, Spivak and Wisnesky, Fast left Kan extensions using the chase,
 * 2022).  It comes to an end exactly if what is presented is finite, and takes a budget.
 */

#pragma once

#include "lib/csets/cset-private.h"

typedef struct {
  gint32 n;
  gint32 capacity;
  gint32 n_merged; /* elements that do not name their class */
  gint32 n_closed; /* the first so many had their turn */
  gint32 *parents; /* a smaller element of the class, or itself */
  gboolean is_collapsed; /* all elements are one */
  GArray *equations; /* EnumerationEquation, between paths of homs from here */
  GArray *homs;      /* gint32: from here */
} ColimEnumerationObject;

typedef struct {
  ColimSchema *schema;
  ColimEnumerationObject *objects;
  gint32 **tables;
  gint32 *codoms; /* of homs */
  GArray *pairs;  /* object and two elements: to be merged */
  gint64 budget;
} ColimEnumeration;

void _colim_enumeration_init (ColimEnumeration *self, ColimSchema *schema, gint64 budget);
void _colim_enumeration_clear (ColimEnumeration *self);
void _colim_enumeration_collapse (ColimEnumeration *self, gint32 object);
gint32 _colim_enumeration_add (ColimEnumeration *self, gint32 object, gint32 n, GError **error);
gboolean _colim_enumeration_relate (ColimEnumeration *self, gint32 object, gint32 x, const gint32 *path, gsize n,
                                    gint32 y, GError **error);
gboolean _colim_enumeration_close (ColimEnumeration *self, GError **error);
ColimCSet *_colim_enumeration_end (ColimEnumeration *self, gint32 **numbers);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimEnumeration, _colim_enumeration_clear)
