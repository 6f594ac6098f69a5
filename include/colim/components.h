#pragma once

#include <colim/quiver.h>

G_BEGIN_DECLS

/* Components */
COLIM_API ColimFinFunction *colim_quiver_find_components (const ColimQuiver *self);
COLIM_API ColimFinFunction *colim_quiver_find_strong_components (const ColimQuiver *self);

G_END_DECLS
