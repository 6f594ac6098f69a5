/* The generator that fixed inputs are made with (Steele, Lea and Flood, 2014), as others can repeat it. */

#pragma once

#include <colim/fin-function.h>

static inline guint64
splitmix_next (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ z >> 31;
}

static inline ColimFinFunction *
splitmix_function (guint64 *state, gint32 dom, gint32 codom)
{
  g_autofree gint32 *values = g_new (gint32, dom);

  for (gint32 x = 0; x < dom; x++)
    values[x] = (gint32) (splitmix_next (state) % (guint64) codom);

  return colim_fin_function_new (values, (gsize) dom, codom, NULL);
}
