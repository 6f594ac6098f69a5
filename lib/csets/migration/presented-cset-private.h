/* C-sets by generators and relations: an enumeration on the homs of a schema. */

#pragma once

#include "lib/categories/enumeration-private.h"
#include "lib/csets/cset-private.h"

void _colim_presented_cset_init (ColimEnumeration *enumeration, const ColimSchema *schema, gint64 budget);
ColimCSet *_colim_presented_cset_end (ColimEnumeration *enumeration, ColimSchema *schema, gint32 **numbers);
