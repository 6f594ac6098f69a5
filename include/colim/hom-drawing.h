#pragma once

#include <colim/cset-drawing.h>
#include <colim/hom.h>

G_BEGIN_DECLS

/* Drawing */
COLIM_API ColimDrawing *colim_hom_draw (ColimHom *self, ColimCSetStyle style, GError **error);

G_END_DECLS
