/* A C-set is a functor from its schema to finite sets, and so a diagram of finite sets: its limit is the set of its
 * global sections, its colimit the set of its components.
 */

#pragma once

#include <colim/cset.h>
#include <colim/fin-colimit.h>
#include <colim/fin-limit.h>

G_BEGIN_DECLS

COLIM_API ColimFinLimit *colim_cset_take_limit (ColimCSet *self, GError **error);
COLIM_API ColimFinColimit *colim_cset_take_colimit (ColimCSet *self, GError **error);

G_END_DECLS
