/* Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; 2011): for each key a
 * bijection of 128 bits.  There is no state: a number is found from its key and its place, in any order and by
 * any thread.
 *
 *   counter_hi: which draw (a step, an epoch)     counter_lo: which four numbers of it
 */

#pragma once

#include <colim/random.h>

G_BEGIN_DECLS

static inline void
_colim_philox (guint64 key, guint64 counter_hi, guint64 counter_lo, guint32 out[4])
{
  guint32 k0 = (guint32) key, k1 = (guint32) (key >> 32);
  guint32 x0 = (guint32) counter_lo, x1 = (guint32) (counter_lo >> 32);
  guint32 x2 = (guint32) counter_hi, x3 = (guint32) (counter_hi >> 32);

  for (int round = 0; round < 10; round++)
    {
      guint64 a = (guint64) 0xd2511f53u * x0, b = (guint64) 0xcd9e8d57u * x2;

      x0 = (guint32) (b >> 32) ^ x1 ^ k0;
      x1 = (guint32) b;
      x2 = (guint32) (a >> 32) ^ x3 ^ k1;
      x3 = (guint32) a;
      k0 += 0x9e3779b9u;
      k1 += 0xbb67ae85u;
    }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/* In [0, 1), with all the bits that a float has there: 32 of them would round up to 1. */
static inline float
_colim_random_uniform01_float (guint32 word)
{
  return (float) (word >> 8) * 0x1p-24f;
}

/* In [0, 1), with all the bits that a double has there. */
static inline double
_colim_random_uniform01_double (guint32 high, guint32 low)
{
  return (double) (((guint64) high << 32 | low) >> 11) * 0x1p-53;
}

G_END_DECLS
