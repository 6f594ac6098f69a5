/* Which objects of a diagram add nothing of their own, so that a column over the colimit can be written without them. */

#pragma once

#include <colim/fin-colimit.h>

gboolean _colim_fin_colimit_is_determined (const ColimFinColimit *self, guint object);
