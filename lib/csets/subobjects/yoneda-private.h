/* All representables of a schema, for C-sets that are made of maps out of them.
 *
 *     x ∈ X(c)    is the same thing as    y(c) ──▶ X, which sends the generator to x and what the path p makes of the
 *                                         generator to p(x)
 *     h: c → d    is the same thing as    y(d) ──▶ y(c), by h(generator)
 *
 * The elements of y(c) are numbered through, by object and then by part; each is reached from the generator by one hom
 * from one that was reached before.
 */

#pragma once

#include <colim/representable.h>

#include "lib/csets/cset-private.h"

typedef struct {
  ColimCSet *cset;
  gint32 n;       /* elements */
  gint32 *starts; /* for each object, where its parts are among the elements */
  gint32 *order;  /* elements as they are reached, the generator first */
  gint32 *homs;   /* for each element, the hom that leads to it; -1: the generator */
  gint32 *froms;  /* and from which element */
  gint32 *obs;    /* and the object that it is over */
} ColimRepresentable;

typedef struct {
  ColimSchema *schema;
  ColimRepresentable *objects;
} ColimYoneda;

ColimYoneda *_colim_yoneda_new (ColimSchema *schema, gint64 *budget, GError **error);
void _colim_yoneda_free (ColimYoneda *self);
void _colim_yoneda_trace (const ColimYoneda *self, gint32 object, const ColimCSet *cset, gint32 part, gint32 *images);
gint32 *_colim_yoneda_trace_hom (const ColimYoneda *self, gint32 hom);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimYoneda, _colim_yoneda_free)
