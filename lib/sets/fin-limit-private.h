/* Finding tuples that are known to be in a limit, so that maps into it can be written without being checked. */

#pragma once

#include <colim/fin-limit.h>

ColimFinFunction *_colim_fin_limit_locate (const ColimFinLimit *self, const gint32 *const *columns, gint32 dom);
