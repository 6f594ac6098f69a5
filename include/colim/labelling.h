#pragma once

#include <colim/order.h>
#include <colim/two-functor.h>

G_BEGIN_DECLS

/* Over Ind */
COLIM_API ColimTwoFunctor *colim_labelling_new (ColimCSet *graph, ColimPolicy policy, GError **error);
COLIM_API ColimTwoFunctor *colim_labelling_new_pair (void);

G_END_DECLS
