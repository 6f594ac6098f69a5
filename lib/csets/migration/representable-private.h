/* Representables of which only some objects matter. */

#pragma once

#include <colim/representable.h>

ColimCSet *_colim_representable_new_collapsed (ColimSchema *schema, gint32 object, const gboolean *is_collapsed,
                                               gint64 budget, GError **error);
