/* Stable sorting by digits; why is said in the header. */

#include "lib/sets/radix-private.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS (1u << DIGIT_BITS)

/* Sorts rows by values[row]; rows with equal values stay in order.  Time: that of as many passes as the largest
 * possible value has digits; the size of the codomain itself does not matter. */
void
_colim_radix_sort (gint32 *rows, gint32 n, const gint32 *values, gint32 codom)
{
  g_autofree gint32 *other = NULL;
  gint32 *from = rows, *to;

  if (n < 2)
    return;
  to = other = g_new (gint32, n);
  for (guint shift = 0; shift < 31 && (codom - 1) >> shift > 0; shift += DIGIT_BITS)
    {
      gint32 starts[N_DIGITS] = { 0, }, sum = 0;
      gint32 *swap = from;

      for (gint32 i = 0; i < n; i++)
        starts[(guint32) values[from[i]] >> shift & (N_DIGITS - 1)]++;
      for (guint digit = 0; digit < N_DIGITS; digit++)
        {
          gint32 count = starts[digit];

          starts[digit] = sum;
          sum += count;
        }
      for (gint32 i = 0; i < n; i++)
        to[starts[(guint32) values[from[i]] >> shift & (N_DIGITS - 1)]++] = from[i];
      from = to;
      to = swap;
    }
  if (from != rows)
    memcpy (rows, from, (gsize) n * sizeof *rows);
}
