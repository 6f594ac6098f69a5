/* What pictures share: colours, and texts that are safe in them. */

#pragma once

#include <colim/drawing.h>

G_BEGIN_DECLS

/* Colours that the colour-blind can tell apart (Okabe and Ito), then darker ones. */
#define COLIM_N_COLOURS 16

extern const char *const _colim_colours[COLIM_N_COLOURS];

char *_colim_colour_get (gint32 i);
char *_colim_colour_tint (const char *colour);

char *_colim_drawing_escape (const char *text, glong most);

G_END_DECLS
