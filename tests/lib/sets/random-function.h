/* Random functions between finite sets. */

#pragma once

#include <colim/fin-function.h>

#include "tests/property.h"

static inline ColimFinFunction *
random_function (GRand *rand, gint32 dom, gint32 codom)
{
  g_autofree gint32 *values = g_new0 (gint32, dom + 1);

  for (gint32 x = 0; x < dom; x++)
    values[x] = g_rand_int_range (rand, 0, codom);

  return colim_fin_function_new (values, (gsize) dom, codom, NULL);
}
