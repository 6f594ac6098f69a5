/* The inside of a C-set, for what computes whole C-sets. */

#pragma once

#include <colim/cset.h>

#include "lib/csets/column-private.h"
#include "lib/csets/schema-private.h"

struct _ColimCSet {
  ColimSchema *schema;
  gint32 *n_parts;         /* for each object */
  gint32 *n_variables;     /* for each attribute type */
  ColimFinFunction **homs; /* for each hom */
  ColimColumn **attrs;     /* for each attribute; every entry is defined */
  ColimFibres **fibres;    /* for each hom, NULL until somebody asks; atomic */
};

ColimCSet *_colim_cset_new_blank (ColimSchema *schema);
gint32 _colim_cset_follow (const ColimCSet *self, const gint32 *path, gsize n, gint32 *part);
ColimFinFunction *_colim_cset_compose_path (const ColimCSet *self, gint32 object, const gint32 *path, gsize n);
