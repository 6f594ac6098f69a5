/* All tuples of elements of the objects of a diagram that its arrows agree with. */

#pragma once

#include "lib/sets/fin-diagram-private.h"

gboolean _colim_join (const ColimFinDiagram *diagram, gint64 *budget, gint32 *n_rows, gint32 **columns,
                      GError **error);
