/* What computes limits with a budget; and finding tuples that are known to be in a limit, so that maps into it can be
 * written without being checked. */

#pragma once

#include <colim/fin-limit.h>

#include "lib/sets/fin-diagram-private.h"

ColimFinLimit *_colim_fin_limit_compute (const ColimFinDiagram *diagram, gint64 *budget, GError **error);
ColimFinFunction *_colim_fin_limit_locate (const ColimFinLimit *self, const gint32 *const *columns, gint32 dom);
