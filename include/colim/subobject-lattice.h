#pragma once

#include <colim/natural.h>
#include <colim/subobject.h>

G_BEGIN_DECLS

/**
 * ColimSubobjectFunc:
 * @subobject: a sub-object
 * @user_data: what was given with the function
 *
 * Is shown a sub-object.
 *
 * Returns: %TRUE to be shown the next one
 */
typedef gboolean (*ColimSubobjectFunc) (ColimSubobject *subobject, gpointer user_data);

/* All sub-objects of a C-set */
COLIM_API ColimNatural *colim_cset_count_subobjects (ColimCSet *self, gint64 budget, GError **error);
COLIM_API gboolean colim_cset_foreach_subobject (ColimCSet *self, gint64 budget, ColimSubobjectFunc function,
                                                 gpointer user_data, GError **error);

G_END_DECLS
