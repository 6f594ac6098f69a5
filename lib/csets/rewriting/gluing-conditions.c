/* When a pushout complement exists, and what is in its way.
 *
 *     I --l--> L        dangling         a part of G that stays points to one that is deleted
 *              |        identification   two parts of L are one in G, and one of them is deleted
 *              v m
 *              G        deleted: what m makes of the parts of L that l does not name
 *
 * Without either, what is not deleted is a sub-object of G, and G is its pushout with L: every part of G is one of
 * it or of L, and of both only where I is.  Both are necessary for any l, since a pushout of sets leaves alone what
 * l does not name (Ehrig, Pfender and Schneider, Graph-grammars: an algebraic approach, 1973).
 */

#include <colim/gluing-conditions.h>

#include "lib/csets/rewriting/carving-private.h"

struct _ColimGluingConditions {
  GArray *dangling;       /* triples of gint32 */
  GArray *identification;
};

/**
 * ColimGluingConditions:
 *
 * What is in the way of a pushout complement.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimGluingConditions, colim_gluing_conditions, colim_gluing_conditions_ref,
                     colim_gluing_conditions_unref)

/**
 * colim_gluing_conditions_new:
 * @l: a homomorphism I → L
 * @m: a homomorphism L → G
 * @error: return location for an error
 *
 * Lists what violates the gluing conditions.  Values of attributes and variables are in nobody's way.  Time: the
 * size of the C-sets and of the lists.
 *
 * Returns: (transfer full): the lists, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_TOO_LARGE
 */
ColimGluingConditions *
colim_gluing_conditions_new (ColimHom *l, ColimHom *m, GError **error)
{
  g_return_val_if_fail (l != NULL && m != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimGluingConditions) self = NULL;
  g_auto (ColimHomSite) at = { 0, };
  g_auto (ColimCarving) carving = { 0, };

  if (!_colim_hom_site_init (&at, l, NULL, m, NULL, error))
    return NULL;
  self = g_atomic_rc_box_new (ColimGluingConditions);
  self->dangling = g_array_new (FALSE, FALSE, 3 * sizeof (gint32));
  self->identification = g_array_new (FALSE, FALSE, 3 * sizeof (gint32));
  _colim_carving_init (&carving, &at.site);
  _colim_carving_delete_unnamed (&carving, &at.site);
  _colim_site_find_dangling (&at.site, carving.copies, self->dangling);
  if (!_colim_site_find_identification (&at.site, TRUE, self->identification, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * colim_gluing_conditions_ref:
 * @self: gluing conditions
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimGluingConditions *
colim_gluing_conditions_ref (ColimGluingConditions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimGluingConditions *self)
{
  g_array_unref (self->dangling);
  g_array_unref (self->identification);
}

/**
 * colim_gluing_conditions_unref:
 * @self: (transfer full): gluing conditions
 *
 * Gives a reference back.
 */
void
colim_gluing_conditions_unref (ColimGluingConditions *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_gluing_conditions_hold:
 * @self: gluing conditions
 *
 * Decides whether there is a pushout complement.
 *
 * Returns: whether both lists are empty
 */
gboolean
colim_gluing_conditions_hold (const ColimGluingConditions *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->dangling->len == 0 && self->identification->len == 0;
}

static const gint32 *
get_triples (const GArray *triples, gsize *n)
{
  *n = 3 * (gsize) triples->len;

  return *n > 0 ? (const gint32 *) (void *) triples->data : NULL;
}

/**
 * colim_gluing_conditions_get_dangling:
 * @self: gluing conditions
 * @n: (out): three times how many there are
 *
 * Lists the dangling parts: triples of a hom of the schema, a part of G that stays, and the part that is deleted and
 * that it points to; by hom, then part.
 *
 * Returns: (transfer none) (array length=n) (nullable): the triples, one after the other; %NULL if there are none
 */
const gint32 *
colim_gluing_conditions_get_dangling (const ColimGluingConditions *self, gsize *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  return get_triples (self->dangling, n);
}

/**
 * colim_gluing_conditions_get_identification:
 * @self: gluing conditions
 * @n: (out): three times how many there are
 *
 * Lists the identified parts: triples of an object of the schema, and two parts x < y of L over it that m makes one
 * though l does not name both; by object, then x, then y.
 *
 * Returns: (transfer none) (array length=n) (nullable): the triples, one after the other; %NULL if there are none
 */
const gint32 *
colim_gluing_conditions_get_identification (const ColimGluingConditions *self, gsize *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  return get_triples (self->identification, n);
}
