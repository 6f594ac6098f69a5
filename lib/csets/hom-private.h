/* The inside of a homomorphism, for what knows that it makes natural ones. */

#pragma once

#include <colim/hom.h>

#include "lib/csets/cset-private.h"

struct _ColimHom {
  gatomicrefcount n_refs; /* not an rc box: what shows many fills one anew that nobody kept */
  ColimCSet *dom;
  ColimCSet *codom;
  ColimFinFunction **components; /* for each object */
  ColimColumn **images;          /* for each attribute type: where its variables go; constants stay */
};

ColimHom *_colim_hom_new_blank (ColimCSet *dom, ColimCSet *codom);

/* The homomorphism in the making with all that is determined filled in, natural or not; the builder keeps it. */
const ColimHom *_colim_hom_builder_complete (ColimHomBuilder *self, GError **error);
