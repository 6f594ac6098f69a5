/* Loss spaces: finite sets with any distance from 0 to ∞, exactly.
 *
 * Those that are reflexive and have the triangle inequality are Lawvere metric spaces, the objects of Law.  Nothing
 * that is summed in a loss needs either.
 */

#include <colim/loss-space.h>

#include <colim/semiring.h>

struct _ColimLossSpace {
  gint32 n;
  ColimRational **distances; /* n², row by row; NULL: discrete */
  ColimRational *zero, *infinity;
};

/**
 * ColimLossSpace:
 *
 * A finite set with a distance from each point to each, a rational number or ∞.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimLossSpace, colim_loss_space, colim_loss_space_ref, colim_loss_space_unref)

/* Takes the distances. */
static ColimLossSpace *
make (gint32 n, ColimRational **distances)
{
  ColimLossSpace *self = g_atomic_rc_box_new0 (ColimLossSpace);

  self->n = n;
  self->distances = distances;
  self->zero = colim_rational_new (0, 1);
  self->infinity = colim_rational_new_infinity ();

  return self;
}

/**
 * colim_loss_space_new:
 * @n: how many points there are
 * @distances: (array length=n_distances): the distance of each point from each, row by row
 * @n_distances: @n times @n
 * @error: return location for an error
 *
 * Makes a space by its table of distances.
 *
 * Returns: (transfer full): the space, or %NULL with %COLIM_ERROR_INVALID or %COLIM_ERROR_OUT_OF_RANGE
 */
ColimLossSpace *
colim_loss_space_new (gint32 n, ColimRational **distances, gsize n_distances, GError **error)
{
  g_return_val_if_fail (n >= 0 && (distances != NULL || n_distances == 0), NULL);

  ColimRational **copy;

  if (n_distances != (gsize) n * (gsize) n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%" G_GSIZE_FORMAT " distances between %d points", n_distances, n);
      return NULL;
    }
  for (gsize i = 0; i < n_distances; i++)
    if (colim_rational_get_sign (distances[i]) < 0)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "distance %" G_GSIZE_FORMAT " is below 0", i);
        return NULL;
      }
  copy = g_new (ColimRational *, n_distances + 1);
  for (gsize i = 0; i < n_distances; i++)
    copy[i] = colim_rational_ref (distances[i]);

  return make (n, copy);
}

/**
 * colim_loss_space_new_discrete:
 * @n: how many points there are
 *
 * Makes the space in which different points are infinitely far from each other.
 *
 * Returns: (transfer full): the space
 */
ColimLossSpace *
colim_loss_space_new_discrete (gint32 n)
{
  g_return_val_if_fail (n >= 0, NULL);

  return make (n, NULL);
}

/**
 * colim_loss_space_ref:
 * @self: a space
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimLossSpace *
colim_loss_space_ref (ColimLossSpace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimLossSpace *self)
{
  for (gsize i = 0; self->distances != NULL && i < (gsize) self->n * (gsize) self->n; i++)
    colim_rational_unref (self->distances[i]);
  g_free (self->distances);
  colim_rational_unref (self->zero);
  colim_rational_unref (self->infinity);
}

/**
 * colim_loss_space_unref:
 * @self: (transfer full): a space
 *
 * Gives a reference back.
 */
void
colim_loss_space_unref (ColimLossSpace *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_loss_space_get_n_points:
 * @self: a space
 *
 * Counts the points.
 *
 * Returns: how many there are
 */
gint32
colim_loss_space_get_n_points (const ColimLossSpace *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n;
}

/**
 * colim_loss_space_get_distance:
 * @self: a space
 * @x: a point
 * @y: a point
 *
 * Gives the distance from one point to another; it may differ from that back.
 *
 * Returns: (transfer none): the distance
 */
ColimRational *
colim_loss_space_get_distance (const ColimLossSpace *self, gint32 x, gint32 y)
{
  g_return_val_if_fail (self != NULL && x >= 0 && x < self->n && y >= 0 && y < self->n, NULL);

  if (self->distances == NULL)
    return x == y ? self->zero : self->infinity;

  return self->distances[(gsize) x * (gsize) self->n + (gsize) y];
}

/**
 * colim_loss_space_is_reflexive:
 * @self: a space
 *
 * Tells whether d(x, x) = 0.  Time: linear in the points.
 *
 * Returns: whether it is
 */
gboolean
colim_loss_space_is_reflexive (const ColimLossSpace *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gint32 x = 0; x < self->n; x++)
    if (colim_rational_get_sign (colim_loss_space_get_distance (self, x, x)) != 0)
      return FALSE;

  return TRUE;
}

/**
 * colim_loss_space_is_triangle:
 * @self: a space
 *
 * Tells whether d(x, z) ≤ d(x, y) + d(y, z).  Time: cubic in the points.
 *
 * Returns: whether it is
 */
gboolean
colim_loss_space_is_triangle (const ColimLossSpace *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->distances == NULL)
    return TRUE;
  for (gint32 x = 0; x < self->n; x++)
    for (gint32 y = 0; y < self->n; y++)
      for (gint32 z = 0; z < self->n; z++)
        {
          g_autoptr (ColimRational) detour
            = colim_rational_add (colim_loss_space_get_distance (self, x, y), colim_loss_space_get_distance (self, y, z));

          if (colim_rational_compare (colim_loss_space_get_distance (self, x, z), detour) > 0)
            return FALSE;
        }

  return TRUE;
}

/**
 * colim_loss_space_is_symmetric:
 * @self: a space
 *
 * Tells whether d(x, y) = d(y, x).  Time: quadratic in the points.
 *
 * Returns: whether it is
 */
gboolean
colim_loss_space_is_symmetric (const ColimLossSpace *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gint32 x = 0; x < self->n; x++)
    for (gint32 y = 0; y < x; y++)
      if (!colim_rational_equal (colim_loss_space_get_distance (self, x, y), colim_loss_space_get_distance (self, y, x)))
        return FALSE;

  return TRUE;
}

/**
 * colim_loss_space_is_lawvere:
 * @self: a space
 *
 * Tells whether it is a Lawvere metric space: reflexive, with the triangle inequality.
 *
 * Returns: whether it is
 */
gboolean
colim_loss_space_is_lawvere (const ColimLossSpace *self)
{
  return colim_loss_space_is_reflexive (self) && colim_loss_space_is_triangle (self);
}

/**
 * colim_loss_space_scale:
 * @self: a space
 * @weight: a number above 0
 *
 * Multiplies every distance.
 *
 * Returns: (transfer full): the space
 */
ColimLossSpace *
colim_loss_space_scale (const ColimLossSpace *self, const ColimRational *weight)
{
  g_return_val_if_fail (self != NULL && weight != NULL && colim_rational_get_sign (weight) > 0, NULL);

  gsize n = (gsize) self->n * (gsize) self->n;
  ColimRational **distances = self->distances != NULL ? g_new (ColimRational *, n + 1) : NULL;

  for (gsize i = 0; distances != NULL && i < n; i++)
    distances[i] = colim_rational_multiply (self->distances[i], weight);

  return make (self->n, distances);
}

/**
 * colim_loss_space_close:
 * @self: a space
 *
 * Gives the largest Lawvere metric below a distance: that of shortest paths.  Time: cubic in the points.
 *
 * Returns: (transfer full): the Lawvere metric space
 */
ColimLossSpace *
colim_loss_space_close (const ColimLossSpace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize n = (gsize) self->n * (gsize) self->n;
  ColimRational **distances = self->distances != NULL ? g_new (ColimRational *, n + 1) : NULL;

  for (gsize i = 0; distances != NULL && i < n; i++)
    distances[i] = colim_rational_ref (self->distances[i]);
  if (distances != NULL)
    colim_semiring_close (colim_semiring_get_distances (), (gpointer *) distances, (gsize) self->n, NULL);

  return make (self->n, distances);
}

static gboolean
check_map (const ColimFinFunction *map, gint32 dom, gint32 codom, GError **error)
{
  if ((dom < 0 || colim_fin_function_get_dom (map) == dom) && colim_fin_function_get_codom (map) == codom)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "a map between sets of %d and %d elements does not fit spaces of %d and %d points",
               colim_fin_function_get_dom (map), colim_fin_function_get_codom (map), dom, codom);

  return FALSE;
}

/* The least K with image ≤ K · distance: 0 where none is needed, ∞ where there is none. */
static ColimRational *
find_ratio (const ColimRational *image, const ColimRational *distance)
{
  if (colim_rational_get_sign (image) == 0)
    return colim_rational_new (0, 1);
  /* ∞ ≤ K · ∞ for every K > 0: the infimum is 0. */
  if (colim_rational_is_infinite (image))
    return colim_rational_is_infinite (distance) ? colim_rational_new (0, 1) : colim_rational_new_infinity ();
  if (colim_rational_get_sign (distance) == 0)
    return colim_rational_new_infinity ();

  return colim_rational_divide (image, distance);
}

/**
 * colim_loss_space_find_lipschitz:
 * @self: the space where the map starts
 * @to: the space where it ends
 * @map: a map between their points
 * @error: return location for an error
 *
 * Finds the Lipschitz constant of a map: the infimum of the K > 0 with d(f x, f y) ≤ K d(x, y).  Time: quadratic in the
 * points.
 *
 * Returns: (transfer full): the constant, ∞ where there is none; or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimRational *
colim_loss_space_find_lipschitz (const ColimLossSpace *self, const ColimLossSpace *to, const ColimFinFunction *map, GError **error)
{
  g_return_val_if_fail (self != NULL && to != NULL && map != NULL, NULL);

  ColimRational *constant;

  if (!check_map (map, self->n, to->n, error))
    return NULL;
  constant = colim_rational_new (0, 1);
  for (gint32 x = 0; x < self->n; x++)
    for (gint32 y = 0; y < self->n; y++)
      {
        ColimRational *ratio
          = find_ratio (colim_loss_space_get_distance (to, colim_fin_function_apply (map, x), colim_fin_function_apply (map, y)),
                        colim_loss_space_get_distance (self, x, y));
        gboolean is_more = colim_rational_compare (ratio, constant) > 0;

        colim_rational_unref (is_more ? constant : ratio);
        constant = is_more ? ratio : constant;
      }

  return constant;
}

/**
 * colim_loss_space_measure:
 * @self: a space
 * @f: a map into it
 * @g: another one, from the same set
 * @error: return location for an error
 *
 * Gives the loss of two maps: the sum over x of d(f x, g x).
 *
 * Returns: (transfer full): the loss, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_NOT_PARALLEL
 */
ColimRational *
colim_loss_space_measure (const ColimLossSpace *self, const ColimFinFunction *f, const ColimFinFunction *g, GError **error)
{
  g_return_val_if_fail (self != NULL && f != NULL && g != NULL, NULL);

  ColimRational *sum;

  if (!check_map (f, -1, self->n, error) || !check_map (g, -1, self->n, error))
    return NULL;
  if (colim_fin_function_get_dom (f) != colim_fin_function_get_dom (g))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "the maps start from %d and %d elements", colim_fin_function_get_dom (f),
                   colim_fin_function_get_dom (g));
      return NULL;
    }
  sum = colim_rational_new (0, 1);
  for (gint32 x = 0; x < colim_fin_function_get_dom (f); x++)
    {
      ColimRational *more
        = colim_rational_add (sum, colim_loss_space_get_distance (self, colim_fin_function_apply (f, x), colim_fin_function_apply (g, x)));

      colim_rational_unref (sum);
      sum = more;
    }

  return sum;
}
