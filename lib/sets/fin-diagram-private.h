/* A finite diagram of finite sets and functions, as limits and colimits are asked for; it owns nothing. */

#pragma once

#include <colim/fin-function.h>

typedef struct {
  const gint32 *sizes;
  guint n_objects;
  ColimFinFunction *const *arrows;
  const gint32 *sources;
  const gint32 *targets;
  guint n_arrows;
} ColimFinDiagram;

gboolean _colim_fin_diagram_check (const ColimFinDiagram *self, GError **error);
