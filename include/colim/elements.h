#pragma once

#include <colim/cset.h>
#include <colim/fin-functor.h>

G_BEGIN_DECLS

/* Elements */
COLIM_API ColimQuiver *colim_cset_list_elements (const ColimCSet *self, GError **error);
COLIM_API ColimFinFunctor *colim_cset_project_elements (const ColimCSet *self, GError **error);

G_END_DECLS
