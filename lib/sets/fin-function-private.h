/* Functions whose values the library itself vouches for. */

#pragma once

#include <colim/fin-function.h>

gboolean _colim_fin_function_check_values (const gint32 *values, gsize n_values, gint32 codom, GError **error);
ColimFinFunction *_colim_fin_function_take (gint32 *values, gint32 dom, gint32 codom);
ColimFinFunction *_colim_fin_function_slice (GBytes *bytes, gint32 first, gint32 dom, gint32 codom);
ColimFinFunction *_colim_fin_function_with_codom (ColimFinFunction *self, gint32 codom);
gint32 *_colim_fin_function_get_own (ColimFinFunction *self);
gint32 *_colim_fin_function_steal (ColimFinFunction *self);
