#pragma once

#include <colim/two-functor.h>

/* Makes a 2-functor of what it does to objects and arrows, which it takes. */
ColimTwoFunctor *_colim_two_functor_take (ColimRewriting *dom, ColimRewriting *codom, ColimFinFunctor *underlying);

/* Whether two presentations have the same quiver and the same inequalities, in order. */
gboolean _colim_rewriting_equal (const ColimRewriting *self, const ColimRewriting *other);
