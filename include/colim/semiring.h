#pragma once

#include <colim/natural.h>
#include <colim/rational.h>

G_BEGIN_DECLS

/**
 * ColimSemiring: (skip)
 * @name: what it is called
 * @zero: makes the neutral element of addition: no path
 * @one: makes the neutral element of multiplication: the empty path
 * @add: adds: one way or the other
 * @multiply: multiplies: one after the other
 * @star: gives the sum of all powers, going round any number of times; %NULL where there is none
 * @ref: takes a reference
 * @unref: gives one back
 *
 * A semiring, as far as the closure of a matrix needs it.
 */
typedef struct {
  const char *name;
  gpointer (*zero) (void);
  gpointer (*one) (void);
  gpointer (*add) (gconstpointer a, gconstpointer b);
  gpointer (*multiply) (gconstpointer a, gconstpointer b);
  gpointer (*star) (gconstpointer a);
  gpointer (*ref) (gpointer a);
  void (*unref) (gpointer a);
} ColimSemiring;

/* Semirings: (min, +) on [0, ∞], whose closure is that of shortest paths; (ℕ, +, ·), whose closure counts paths */
COLIM_API const ColimSemiring *colim_semiring_get_distances (void);
COLIM_API const ColimSemiring *colim_semiring_get_counts (void);

/* The sum of all powers of a matrix, in its place */
COLIM_API gboolean colim_semiring_close (const ColimSemiring *semiring, gpointer *matrix, gsize n, GError **error);

G_END_DECLS
