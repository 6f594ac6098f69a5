#pragma once

#include <colim/diagram.h>
#include <colim/drawing.h>

G_BEGIN_DECLS

/* Drawing */
COLIM_API ColimDrawing *colim_diagram_draw (ColimDiagram *self, const ColimSelection *selection, GError **error);

G_END_DECLS
