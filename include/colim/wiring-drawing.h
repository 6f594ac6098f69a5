#pragma once

#include <colim/drawing.h>
#include <colim/wiring-diagram.h>

G_BEGIN_DECLS

/* Drawing */
COLIM_API ColimDrawing *colim_wiring_diagram_draw (const ColimWiringDiagram *self, GError **error);

G_END_DECLS
