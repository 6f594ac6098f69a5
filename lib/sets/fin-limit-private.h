/* Limits that are parts of larger ones: they share a budget, and their tuples can be found without being checked. */

#pragma once

#include <colim/fin-limit.h>

#include "lib/sets/fin-diagram-private.h"

ColimFinLimit *_colim_fin_limit_compute (const ColimFinDiagram *diagram, gint64 *budget, GError **error);
ColimFinFunction *_colim_fin_limit_locate (const ColimFinLimit *self, const gint32 *const *columns, gint32 dom);
