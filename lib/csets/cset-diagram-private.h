/* A finite diagram of C-sets, as limits and colimits are asked for; it owns nothing. */

#pragma once

#include <colim/presentation.h>

#include "lib/csets/hom-private.h"

typedef struct {
  ColimSchema *schema;
  ColimCSet *const *objects;
  guint n_objects;
  ColimHom *const *arrows;
  const gint32 *sources;
  const gint32 *targets;
  guint n_arrows;
} ColimCSetDiagram;

gboolean _colim_cset_diagram_check (const ColimCSetDiagram *self, GError **error);
/* The diagram that a functor from a presented category is, checked. */
gboolean _colim_cset_diagram_init_shaped (ColimCSetDiagram *self, const ColimPresentation *shape, ColimSchema *schema,
                                          ColimCSet *const *objects, gsize n_objects, ColimHom *const *arrows,
                                          gsize n_arrows, GError **error);
char *_colim_cset_describe_variable (const ColimCSet *cset, gint32 type, gint32 variable);
