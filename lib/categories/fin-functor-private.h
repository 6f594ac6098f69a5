#pragma once

#include <colim/fin-functor.h>

/* Whether two functors have the same domain and the same codomain. */
gboolean _colim_fin_functor_is_parallel (const ColimFinFunctor *self, const ColimFinFunctor *other);

/* Whether they are also given by the same paths; these may be different and yet equal in the codomain. */
gboolean _colim_fin_functor_is_same (const ColimFinFunctor *self, const ColimFinFunctor *other);

/* That a path of the presentation runs from one object to another; @what names it in messages: "the image of 'f'". */
gboolean _colim_presentation_check_path (const ColimPresentation *self, const ColimPath *path, gint32 source,
                                         gint32 target, const char *what, GError **error);
