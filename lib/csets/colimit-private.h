/* The inside of a colimit, for what shows the diagram with it. */

#pragma once

#include <colim/colimit.h>

#include "lib/csets/hom-private.h"
#include "lib/sets/fin-colimit-private.h"

struct _ColimColimit {
  ColimCSet *apex;
  guint n_legs;
  ColimHom **legs;
  guint n_arrows;
  gint32 *sources;
  gint32 *targets;
  ColimFinColimit **parts; /* for each object of the schema */
};
