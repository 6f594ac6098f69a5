/* Going through sub-objects as a part of something larger, with one budget for all of it. */

#pragma once

#include <colim/subobject-lattice.h>

ColimNatural *_colim_cset_count_subobjects (ColimCSet *self, gint64 *budget, GError **error);
gboolean _colim_cset_foreach_subobject (ColimCSet *self, gint64 *budget, ColimSubobjectFunc function,
                                        gpointer user_data, GError **error);
