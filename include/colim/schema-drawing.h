#pragma once

#include <colim/drawing.h>
#include <colim/schema.h>

G_BEGIN_DECLS

/* Drawing */
COLIM_API ColimDrawing *colim_schema_draw (ColimSchema *self, GError **error);

G_END_DECLS
