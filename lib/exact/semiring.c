/* The closure of a matrix over a semiring: A* = 1 + A + A² + …
 *
 * Kleene's elimination, a vertex at a time: what goes from i to j may go from i to k, round k any number of times, and on
 * from k to j.  On a graph without cycles every path is met once, so that it counts as well as it measures.
 */

#include <colim/semiring.h>

static gpointer
zero_distance (void)
{
  return colim_rational_new_infinity ();
}

static gpointer
one_distance (void)
{
  return colim_rational_new (0, 1);
}

static gpointer
least_distance (gconstpointer a, gconstpointer b)
{
  return colim_rational_ref ((ColimRational *) (colim_rational_compare (a, b) <= 0 ? a : b));
}

static gpointer
add_distances (gconstpointer a, gconstpointer b)
{
  return colim_rational_add (a, b);
}

/* Going round costs something or nothing: not going is best. */
static gpointer
star_distance (gconstpointer a)
{
  return colim_rational_new (0, 1);
}

static gpointer
zero_count (void)
{
  return colim_natural_new (0);
}

static gpointer
one_count (void)
{
  return colim_natural_new (1);
}

static gpointer
add_counts (gconstpointer a, gconstpointer b)
{
  return colim_natural_add (a, b);
}

static gpointer
multiply_counts (gconstpointer a, gconstpointer b)
{
  return colim_natural_multiply (a, b);
}

static gpointer
star_count (gconstpointer a)
{
  return colim_natural_is_zero (a) ? colim_natural_new (1) : NULL;
}

static const ColimSemiring distances = {
  "distances",
  zero_distance,
  one_distance,
  least_distance,
  add_distances,
  star_distance,
  (gpointer (*) (gpointer)) colim_rational_ref,
  (void (*) (gpointer)) colim_rational_unref,
};

static const ColimSemiring counts = {
  "counts",
  zero_count,
  one_count,
  add_counts,
  multiply_counts,
  star_count,
  (gpointer (*) (gpointer)) colim_natural_ref,
  (void (*) (gpointer)) colim_natural_unref,
};

/**
 * colim_semiring_get_distances: (skip)
 *
 * Gives (min, +) on the numbers from 0 to ∞, as [struct@Colim.Rational].
 *
 * Returns: (transfer none): the semiring
 */
const ColimSemiring *
colim_semiring_get_distances (void)
{
  return &distances;
}

/**
 * colim_semiring_get_counts: (skip)
 *
 * Gives (+, ·) on the natural numbers, as [struct@Colim.Natural]; the closure exists where there is no cycle.
 *
 * Returns: (transfer none): the semiring
 */
const ColimSemiring *
colim_semiring_get_counts (void)
{
  return &counts;
}

static void
replace (const ColimSemiring *semiring, gpointer *place, gpointer value)
{
  semiring->unref (*place);
  *place = value;
}

/* All that goes through one vertex. */
static gboolean
eliminate (const ColimSemiring *semiring, gpointer *matrix, gsize n, gsize k)
{
  gpointer star = semiring->star (matrix[k * n + k]);

  if (star == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      gpointer into = i != k ? semiring->multiply (matrix[i * n + k], star) : NULL;

      for (gsize j = 0; j < n && into != NULL; j++)
        if (j != k)
          {
            gpointer through = semiring->multiply (into, matrix[k * n + j]);

            replace (semiring, &matrix[i * n + j], semiring->add (matrix[i * n + j], through));
            semiring->unref (through);
          }
      if (into != NULL)
        replace (semiring, &matrix[i * n + k], into);
    }
  for (gsize j = 0; j < n; j++)
    if (j != k)
      replace (semiring, &matrix[k * n + j], semiring->multiply (star, matrix[k * n + j]));
  replace (semiring, &matrix[k * n + k], star);

  return TRUE;
}

/**
 * colim_semiring_close: (skip)
 * @semiring: a semiring
 * @matrix: (array): a square matrix, row by row
 * @n: how many rows it has
 * @error: return location for an error
 *
 * Replaces a matrix by the sum of all its powers, from the 0th on (Kleene; Floyd, Warshall, Roy).  Time: n³ operations.
 *
 * Returns: whether there is such a sum; %COLIM_ERROR_CYCLE if not: then the matrix is of no use any more
 */
gboolean
colim_semiring_close (const ColimSemiring *semiring, gpointer *matrix, gsize n, GError **error)
{
  g_return_val_if_fail (semiring != NULL && (matrix != NULL || n == 0), FALSE);

  for (gsize k = 0; k < n; k++)
    if (!eliminate (semiring, matrix, n, k))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "there is a cycle at vertex %" G_GSIZE_FORMAT, k);
        return FALSE;
      }

  return TRUE;
}
