#pragma once

#include <colim/presentation.h>

G_BEGIN_DECLS

/* The word problem, by congruence closure */
COLIM_API ColimVerdict colim_presentation_decide (ColimPresentation *self, const ColimPath *p, const ColimPath *q,
                                                  gint64 budget);

G_END_DECLS
