#pragma once

#include <colim/cset-drawing.h>
#include <colim/subobject.h>

G_BEGIN_DECLS

/* Drawing */
COLIM_API ColimDrawing *colim_subobject_draw (ColimSubobject *self, ColimCSetStyle style, GError **error);
COLIM_API ColimDrawing *colim_subobject_draw_alone (ColimSubobject *self, ColimCSetStyle style, GError **error);

G_END_DECLS
