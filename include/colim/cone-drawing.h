#pragma once

#include <colim/colimit.h>
#include <colim/cset-drawing.h>
#include <colim/limit.h>

G_BEGIN_DECLS

/* Drawing */
COLIM_API ColimDrawing *colim_limit_draw (ColimLimit *self, const char *const *names, ColimCSetStyle style,
                                          GError **error);
COLIM_API ColimDrawing *colim_colimit_draw (ColimColimit *self, const char *const *names, ColimCSetStyle style,
                                            GError **error);

G_END_DECLS
