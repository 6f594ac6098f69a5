/* Limits of finite sets: the tuples of one element of each object that all arrows agree with.
 *
 *          leg
 *     P ------> B
 *     |         |         `P` is the pairs of `a` and `b` with `f (a)` = `g (b)`, and the best such set: see
 * leg |         | g       [method@Colim.FinLimit.factor].
 *     v         v
 *     A ------> S
 *          f
 *
 * Tuples are in the order of their last entries, then of those before; so a tuple is found by halving, entry by entry,
 * from the last to the first, and in a product by counting.
 */

#include "lib/sets/fin-limit-private.h"

#include "lib/sets/fin-function-private.h"
#include "lib/sets/join-private.h"

struct _ColimFinLimit {
  gint32 apex;
  guint n_legs;
  ColimFinFunction **legs;
  guint n_arrows;
  ColimFinFunction **arrows;
  gint32 *sources;
  gint32 *targets;
};

/**
 * ColimFinLimit:
 *
 * A limit of a diagram of finite sets: the set, its legs, and its universal map.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimFinLimit, colim_fin_limit, colim_fin_limit_ref, colim_fin_limit_unref)

/* Takes from the budget what counting and the entries of the tuples cost. */
ColimFinLimit *
_colim_fin_limit_compute (const ColimFinDiagram *diagram, gint64 *budget, GError **error)
{
  g_autofree gint32 **columns = g_new0 (gint32 *, diagram->n_objects);
  ColimFinLimit *self;
  gint32 apex;

  if (!_colim_fin_diagram_check (diagram, error))
    return NULL;
  if (!_colim_join (diagram, budget, &apex, columns, error))
    {
      for (guint i = 0; i < diagram->n_objects; i++)
        g_free (columns[i]);
      return NULL;
    }
  self = g_atomic_rc_box_new0 (ColimFinLimit);
  self->apex = apex;
  self->n_legs = diagram->n_objects;
  self->legs = g_new (ColimFinFunction *, self->n_legs);
  for (guint i = 0; i < self->n_legs; i++)
    self->legs[i] = _colim_fin_function_take (columns[i], apex, diagram->sizes[i]);
  self->n_arrows = diagram->n_arrows;
  self->arrows = g_new (ColimFinFunction *, self->n_arrows);
  for (guint a = 0; a < self->n_arrows; a++)
    self->arrows[a] = colim_fin_function_ref (diagram->arrows[a]);
  self->sources = g_memdup2 (diagram->sources, self->n_arrows * sizeof *self->sources);
  self->targets = g_memdup2 (diagram->targets, self->n_arrows * sizeof *self->targets);

  return self;
}

/**
 * colim_fin_limit_new:
 * @sizes: (array length=n_objects): how many elements each object of the diagram has
 * @n_objects: how many objects there are; of none, the limit has one element
 * @arrows: (array length=n_arrows): the arrows of the diagram
 * @n_arrows: how many arrows there are
 * @sources: (array length=n_sources): the object that each arrow starts at
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the object that each arrow ends at
 * @n_targets: as many as there are arrows
 * @error: return location for an error
 *
 * Computes the limit of any finite diagram; the paths of the diagram need not commute, as each arrow counts alone.
 * There is a leg for every object; tuples are numbered in the order of the objects, the first fastest. Time: that of
 * the largest limit that arrows between sets of these sizes can have, up to a logarithm.
 *
 * Returns: (transfer full): the limit, or %NULL with %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_NOT_COMPOSABLE (an
 *   arrow does not fit its ends) or %COLIM_ERROR_TOO_LARGE (the size, where it could be counted)
 */
ColimFinLimit *
colim_fin_limit_new (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows, gsize n_arrows,
                     const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets, GError **error)
{
  return colim_fin_limit_new_bounded (sizes, n_objects, arrows, n_arrows, sources, n_sources, targets, n_targets,
                                      G_MAXINT64, error);
}

/**
 * colim_fin_limit_new_bounded:
 * @sizes: (array length=n_objects): how many elements each object of the diagram has
 * @n_objects: how many objects there are
 * @arrows: (array length=n_arrows): the arrows of the diagram
 * @n_arrows: how many arrows there are
 * @sources: (array length=n_sources): the object that each arrow starts at
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the object that each arrow ends at
 * @n_targets: as many as there are arrows
 * @budget: how many steps counting, and how many entries the tuples, may take together
 * @error: return location for an error
 *
 * As [ctor@Colim.FinLimit.new], but counts before it takes memory, and refuses what is larger than the budget.
 *
 * Returns: (transfer full): the limit, or %NULL with %COLIM_ERROR_BUDGET or the errors of [ctor@Colim.FinLimit.new]
 */
ColimFinLimit *
colim_fin_limit_new_bounded (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows, gsize n_arrows,
                             const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets,
                             gint64 budget, GError **error)
{
  g_return_val_if_fail (n_objects <= G_MAXINT32 && n_arrows <= G_MAXINT32, NULL);
  g_return_val_if_fail (n_sources == n_arrows && n_targets == n_arrows, NULL);
  g_return_val_if_fail (sizes != NULL || n_objects == 0, NULL);
  g_return_val_if_fail ((arrows != NULL && sources != NULL && targets != NULL) || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimFinDiagram diagram = { sizes, (guint) n_objects, arrows, sources, targets, (guint) n_arrows };

  return _colim_fin_limit_compute (&diagram, &budget, error);
}

/**
 * colim_fin_limit_new_terminal:
 *
 * Makes the set that every set has one function to: the limit of no objects.
 *
 * Returns: (transfer full): the set with one element, without legs
 */
ColimFinLimit *
colim_fin_limit_new_terminal (void)
{
  return colim_fin_limit_new (NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL);
}

/**
 * colim_fin_limit_new_product:
 * @sizes: (array length=n_objects): how many elements each factor has
 * @n_objects: how many factors there are
 * @error: return location for an error
 *
 * Multiplies sets: all tuples of an element of each.
 *
 * Returns: (transfer full): the product with a leg to each factor, or %NULL with %COLIM_ERROR_OUT_OF_RANGE or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimFinLimit *
colim_fin_limit_new_product (const gint32 *sizes, gsize n_objects, GError **error)
{
  return colim_fin_limit_new (sizes, n_objects, NULL, 0, NULL, 0, NULL, 0, error);
}

/**
 * colim_fin_limit_new_equalizer:
 * @f: a function A → B
 * @g: another function A → B
 * @error: return location for an error
 *
 * Keeps the elements of A that `f` and `g` send to one place.
 *
 * Returns: (transfer full): the equalizer with legs to A and to B, or %NULL with %COLIM_ERROR_NOT_PARALLEL
 */
ColimFinLimit *
colim_fin_limit_new_equalizer (ColimFinFunction *f, ColimFinFunction *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  const gint32 sizes[] = { colim_fin_function_get_dom (f), colim_fin_function_get_codom (f) };
  ColimFinFunction *arrows[] = { f, g };

  if (colim_fin_function_get_dom (g) != sizes[0] || colim_fin_function_get_codom (g) != sizes[1])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "functions %d → %d and %d → %d are not parallel",
                   sizes[0], sizes[1], colim_fin_function_get_dom (g), colim_fin_function_get_codom (g));
      return NULL;
    }

  return colim_fin_limit_new (sizes, 2, arrows, 2, (const gint32[]) { 0, 0 }, 2, (const gint32[]) { 1, 1 }, 2, error);
}

/**
 * colim_fin_limit_new_pullback:
 * @f: a function A → S
 * @g: a function B → S
 * @error: return location for an error
 *
 * Pairs the elements of A and B that lie over one element of S.  Time: nearly linear in the three sets and the result.
 *
 * Returns: (transfer full): the pullback with legs to A, B and S, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (the
 *   codomains differ) or %COLIM_ERROR_TOO_LARGE
 */
ColimFinLimit *
colim_fin_limit_new_pullback (ColimFinFunction *f, ColimFinFunction *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  const gint32 sizes[] = { colim_fin_function_get_dom (f), colim_fin_function_get_dom (g),
                           colim_fin_function_get_codom (f) };
  ColimFinFunction *arrows[] = { f, g };

  return colim_fin_limit_new (sizes, 3, arrows, 2, (const gint32[]) { 0, 1 }, 2, (const gint32[]) { 2, 2 }, 2, error);
}

/**
 * colim_fin_limit_ref:
 * @self: a limit
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFinLimit *
colim_fin_limit_ref (ColimFinLimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimFinLimit *self)
{
  for (guint i = 0; i < self->n_legs; i++)
    colim_fin_function_unref (self->legs[i]);
  for (guint a = 0; a < self->n_arrows; a++)
    colim_fin_function_unref (self->arrows[a]);
  g_free (self->legs);
  g_free (self->arrows);
  g_free (self->sources);
  g_free (self->targets);
}

/**
 * colim_fin_limit_unref:
 * @self: (transfer full): a limit
 *
 * Gives a reference back.
 */
void
colim_fin_limit_unref (ColimFinLimit *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_fin_limit_get_apex:
 * @self: a limit
 *
 * Counts the tuples.
 *
 * Returns: the size of the limit
 */
gint32
colim_fin_limit_get_apex (const ColimFinLimit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->apex;
}

/**
 * colim_fin_limit_get_n_legs:
 * @self: a limit
 *
 * Counts the legs: one for each object of the diagram.
 *
 * Returns: the number of legs
 */
guint
colim_fin_limit_get_n_legs (const ColimFinLimit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_legs;
}

/**
 * colim_fin_limit_get_leg:
 * @self: a limit
 * @object: which object of the diagram
 *
 * Gives the entries of the tuples at an object.
 *
 * Returns: (transfer none): the leg from the apex to the object
 */
ColimFinFunction *
colim_fin_limit_get_leg (const ColimFinLimit *self, guint object)
{
  g_return_val_if_fail (self != NULL && object < self->n_legs, NULL);

  return self->legs[object];
}

/* The first row of a range whose entry is not below the value. */
static gint32
search (const gint32 *column, gint32 first, gint32 end, gint32 value)
{
  while (first < end)
    {
      gint32 middle = first + (end - first) / 2;

      if (column[middle] < value)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

/* For each row the number of the tuple that the columns, one for each leg, have there; there must be one. */
ColimFinFunction *
_colim_fin_limit_locate (const ColimFinLimit *self, const gint32 *const *columns, gint32 dom)
{
  g_autofree const gint32 **legs = g_new (const gint32 *, self->n_legs);
  gint32 *values = g_new (gint32, dom);

  for (guint i = 0; i < self->n_legs; i++)
    legs[i] = colim_fin_function_get_values (self->legs[i], NULL);
  for (gint32 z = 0; z < dom; z++)
    {
      gint32 first = 0, end = self->apex;

      if (self->n_arrows == 0)
        for (guint i = self->n_legs; i-- > 0;)
          first = first * colim_fin_function_get_codom (self->legs[i]) + columns[i][z];
      else
        for (guint i = self->n_legs; i-- > 0 && end - first > 1;)
          {
            gint32 start = search (legs[i], first, end, columns[i][z]);

            end = i > 0 ? search (legs[i], start, end, columns[i][z] + 1) : start + 1;
            first = start;
          }
      values[z] = first;
    }

  return _colim_fin_function_take (values, dom, self->apex);
}

static gboolean
check_cone (const ColimFinLimit *self, ColimFinFunction *const *cone, gint32 dom, GError **error)
{
  for (guint i = 0; i < self->n_legs; i++)
    {
      if (colim_fin_function_get_codom (cone[i]) != colim_fin_function_get_codom (self->legs[i]))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "map %u of the cone ends at %d elements, but its object has %d", i,
                       colim_fin_function_get_codom (cone[i]), colim_fin_function_get_codom (self->legs[i]));
          return FALSE;
        }
      if (colim_fin_function_get_dom (cone[i]) != dom)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL,
                       "map %u of the cone starts at %d elements, not at %d", i, colim_fin_function_get_dom (cone[i]),
                       dom);
          return FALSE;
        }
    }
  for (guint a = 0; a < self->n_arrows; a++)
    {
      const gint32 *arrow = colim_fin_function_get_values (self->arrows[a], NULL);
      const gint32 *before = colim_fin_function_get_values (cone[self->sources[a]], NULL);
      const gint32 *after = colim_fin_function_get_values (cone[self->targets[a]], NULL);

      for (gint32 z = 0; z < dom; z++)
        if (arrow[before[z]] != after[z])
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMMUTING,
                         "no cone: %d goes to element %d of object %d, which arrow %u sends to %d, but to element %d "
                         "of object %d",
                         z, before[z], self->sources[a], a, arrow[before[z]], after[z], self->targets[a]);
            return FALSE;
          }
    }

  return TRUE;
}

/**
 * colim_fin_limit_factor:
 * @self: a limit
 * @cone: (array length=n_cone): a map to each object of the diagram
 * @n_cone: as many as there are legs
 * @dom: how many elements the set has that the maps start at
 * @error: return location for an error
 *
 * The universal map: the one function to the apex through which every map of the cone factors.  Time: for each element
 * one search for its tuple.
 *
 * Returns: (transfer full): the map to the apex, or %NULL with %COLIM_ERROR_NOT_COMMUTING (at which element which
 *   arrow disagrees), %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_NOT_PARALLEL
 */
ColimFinFunction *
colim_fin_limit_factor (const ColimFinLimit *self, ColimFinFunction **cone, gsize n_cone, gint32 dom, GError **error)
{
  g_return_val_if_fail (self != NULL && n_cone == self->n_legs && dom >= 0, NULL);
  g_return_val_if_fail (cone != NULL || n_cone == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autofree const gint32 **columns = g_new (const gint32 *, n_cone);

  if (!check_cone (self, cone, dom, error))
    return NULL;
  for (guint i = 0; i < self->n_legs; i++)
    columns[i] = colim_fin_function_get_values (cone[i], NULL);

  return _colim_fin_limit_locate (self, columns, dom);
}
