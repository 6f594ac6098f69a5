#pragma once

#include <colim/rewriting.h>

struct _ColimRewriting {
  ColimQuiver *quiver;
  gint32 n_rules;
  ColimPath **from;
  ColimPath **to;
  gboolean *trivial; /* from = to: specifies nothing */

  /* The rules by what they begin with: an edge, or for a rule from an identity a vertex; ascending. */
  gint32 *edge_starts;
  gint32 *edge_rules;
  gint32 *vertex_starts;
  gint32 *vertex_rules;
};

/* For each edge, how many edges are above it in the preorder on edges, itself included; for edgewise rules. */
gint64 *_colim_rewriting_count_above (const ColimRewriting *self);
