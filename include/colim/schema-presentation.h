#pragma once

#include <colim/fin-functor.h>
#include <colim/schema.h>

G_BEGIN_DECLS

/* A schema as a presented category */
COLIM_API ColimPresentation *colim_schema_present (const ColimSchema *schema);

G_END_DECLS
