#pragma once

#include <colim/cset.h>
#include <colim/drawing.h>

G_BEGIN_DECLS

/**
 * ColimCSetStyle:
 * @COLIM_CSET_STYLE_GRAPH: parts with a source and a target are edges between other parts
 * @COLIM_CSET_STYLE_ELEMENTS: the category of elements: each part is a node, and an arrow leads to each image of it
 *
 * How the parts of a C-set are drawn.
 */
typedef enum {
  COLIM_CSET_STYLE_GRAPH,
  COLIM_CSET_STYLE_ELEMENTS,
} ColimCSetStyle;

/* Drawing */
COLIM_API ColimDrawing *colim_cset_draw (ColimCSet *self, ColimCSetStyle style, GError **error);

G_END_DECLS
