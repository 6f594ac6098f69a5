/* The inside of a limit, for its two files: making it, and its universal map. */

#pragma once

#include <colim/limit.h>

#include "lib/csets/hom-private.h"
#include "lib/csets/value-tuples-private.h"
#include "lib/sets/fin-limit-private.h"

struct _ColimLimit {
  ColimCSet *apex;
  guint n_legs;
  ColimHom **legs;
  guint n_arrows;
  ColimHom **arrows;
  gint32 *sources;
  gint32 *targets;
  ColimFinLimit **parts;       /* for each object of the schema */
  ColimValueTuples **variables; /* for each attribute type */
};
