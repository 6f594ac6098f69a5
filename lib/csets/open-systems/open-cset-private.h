/* The inside of an open C-set, for what makes new ones. */

#pragma once

#include <colim/open-cset.h>

#include "lib/csets/cset-private.h"

struct _ColimOpenCSet {
  ColimCSet *apex;
  guint n_legs;
  gint32 *objects; /* for each leg */
  ColimFinFunction **legs;
};

ColimOpenCSet *_colim_open_cset_take (ColimCSet *apex, guint n_legs, gint32 *objects, ColimFinFunction **legs);
