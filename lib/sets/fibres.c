/* The fibres of a function: for each y the elements that go there, ascending; their picture is in the header. */

#include "lib/sets/fibres-private.h"

/**
 * ColimFibres:
 *
 * An index of the preimages of a function.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimFibres, colim_fibres, colim_fibres_ref, colim_fibres_unref)

/**
 * colim_fibres_new:
 * @function: a function
 *
 * Sorts the domain by value (a counting sort).  Time and space: the size of the domain and of the codomain.
 *
 * Returns: (transfer full): the fibres
 */
ColimFibres *
colim_fibres_new (const ColimFinFunction *function)
{
  g_return_val_if_fail (function != NULL, NULL);

  ColimFibres *self = g_atomic_rc_box_new (ColimFibres);
  gint32 dom = colim_fin_function_get_dom (function);
  const gint32 *values = colim_fin_function_get_values (function, NULL);

  self->codom = colim_fin_function_get_codom (function);
  self->starts = g_new0 (gint32, (gsize) self->codom + 1);
  self->items = g_new (gint32, dom);
  for (gint32 x = 0; x < dom; x++)
    self->starts[values[x]]++;
  for (gint32 y = 0, sum = 0; y <= self->codom; y++)
    self->starts[y] = sum += self->starts[y];
  /* Each start is at first its fibre's end, and walks back as the fibre fills from behind. */
  for (gint32 x = dom - 1; x >= 0; x--)
    self->items[--self->starts[values[x]]] = x;

  return self;
}

/**
 * colim_fibres_ref:
 * @self: an index
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFibres *
colim_fibres_ref (ColimFibres *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimFibres *self)
{
  g_free (self->starts);
  g_free (self->items);
}

/**
 * colim_fibres_unref:
 * @self: (transfer full): an index
 *
 * Gives a reference back.
 */
void
colim_fibres_unref (ColimFibres *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_fibres_get_codom:
 * @self: an index
 *
 * Counts the fibres.
 *
 * Returns: the size of the function's codomain
 */
gint32
colim_fibres_get_codom (const ColimFibres *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->codom;
}

/**
 * colim_fibres_get:
 * @self: an index
 * @y: an element of the codomain
 * @n: (out): how many elements go there
 *
 * Looks a fibre up in constant time.
 *
 * Returns: (transfer none) (array length=n): the elements that go to @y, ascending
 */
const gint32 *
colim_fibres_get (const ColimFibres *self, gint32 y, gsize *n)
{
  g_return_val_if_fail (self != NULL && y >= 0 && y < self->codom && n != NULL, NULL);

  *n = (gsize) (self->starts[y + 1] - self->starts[y]);
  return self->items + self->starts[y];
}
