#pragma once

#include <colim/presentation.h>

/* How messages call an object and a generator: by name, or by kind and number. */
char *_colim_presentation_describe_vertex (const ColimPresentation *self, gint32 vertex);
char *_colim_presentation_describe_edge (const ColimPresentation *self, gint32 edge);
