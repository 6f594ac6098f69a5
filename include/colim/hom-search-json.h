#pragma once

#include <colim/hom-search.h>
#include <colim/json.h>

G_BEGIN_DECLS

/* Reading */
COLIM_API gboolean colim_hom_search_read_option (ColimHomSearch *self, const char *name, const ColimJson *json,
                                                 GError **error);

G_END_DECLS
