#pragma once

#include <colim/natural.h>
#include <colim/quiver.h>

G_BEGIN_DECLS

/* Counting */
COLIM_API ColimNatural *colim_quiver_count_paths (ColimQuiver *self, gint32 source, gint32 target, gint32 longest, GError **error);

G_END_DECLS
