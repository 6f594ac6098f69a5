#pragma once

#include <colim/fin-functor.h>
#include <colim/functor.h>

G_BEGIN_DECLS

/* Schemas and their functors as presented categories */
COLIM_API ColimPresentation *colim_schema_present (const ColimSchema *schema);
COLIM_API ColimFinFunctor *colim_functor_present (const ColimFunctor *functor, GError **error);

G_END_DECLS
