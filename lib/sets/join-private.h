/* All tuples of elements of the objects of a diagram that its arrows agree with.
 *
 * Of the budget each step of counting takes one, and each tuple as many as it has entries, one at least: it is known to
 * suffice before memory is taken.
 */

#pragma once

#include "lib/sets/fin-diagram-private.h"

gboolean _colim_join (const ColimFinDiagram *diagram, gint64 *budget, gint32 *n_rows, gint32 **columns,
                      GError **error);
