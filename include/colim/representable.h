#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

/* Representables */
COLIM_API ColimCSet *colim_representable_new (ColimSchema *schema, gint32 object, gint64 budget, GError **error);

G_END_DECLS
