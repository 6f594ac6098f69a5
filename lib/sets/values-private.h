/* Memory for the values of a function. */

#pragma once

#include <glib.h>

gint32 *_colim_values_new (gsize n);
