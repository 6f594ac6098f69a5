#pragma once

#include <colim/functor.h>
#include <colim/json.h>

G_BEGIN_DECLS

/* Reading */
COLIM_API ColimFunctor *colim_functor_new_from_json (ColimSchema *dom, ColimSchema *codom, const ColimJson *json,
                                                     GError **error);

G_END_DECLS
