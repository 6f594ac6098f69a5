/* The lattice of sub-objects: a bi-Heyting algebra, in which sets of parts are combined word by word and then closed.
 *
 *     A ∧ B, A ∨ B      as sets: both are closed
 *     A ∖ B, ∼A         what the difference generates: its parts, and all that they reach through homs
 *     A ⟹ B, ¬A         what does not reach the difference
 *     ∃ A, ∀ A          along a homomorphism: what has an origin in A; what reaches nothing that has one elsewhere
 */

#include "lib/csets/subobjects/subobject-private.h"

typedef guint64 (*WordFunc) (guint64 a, guint64 b);

static guint64
both (guint64 a, guint64 b)
{
  return a & b;
}

static guint64
either (guint64 a, guint64 b)
{
  return a | b;
}

static guint64
only_first (guint64 a, guint64 b)
{
  return a & ~b;
}

static gboolean
check_of (const ColimSubobject *self, const ColimSubobject *other, GError **error)
{
  if (colim_cset_equal (self->of, other->of))
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "the sub-objects are of different C-sets");

  return FALSE;
}

static ColimSubobject *
combine (const ColimSubobject *self, const ColimSubobject *other, WordFunc function)
{
  ColimSubobject *result = _colim_subobject_new_blank (self->of);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    for (gsize word = 0; word < _colim_subobject_n_words (self, ob); word++)
      result->parts[ob][word] = function (self->parts[ob][word], other->parts[ob][word]);

  return result;
}

/* Adds all parts that reach one: depth first through the fibres of homs, each part once. */
static void
add_origins (ColimSubobject *set)
{
  const ColimSchema *schema = set->of->schema;
  g_autoptr (GArray) stack = _colim_subobject_list_parts (set);

  while (stack->len > 0)
    {
      const gint32 *top = (const gint32 *) (void *) stack->data + 2 * (gsize) (stack->len - 1);
      gint32 ob = top[0], x = top[1];

      g_array_set_size (stack, stack->len - 1);
      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
        {
          gint32 dom = colim_schema_get_hom_dom (schema, hom);
          const gint32 *fibre;
          gsize n;

          if (colim_schema_get_hom_codom (schema, hom) != ob)
            continue;
          fibre = colim_fibres_get (colim_cset_get_fibres_at (set->of, hom), x, &n);
          for (gsize i = 0; i < n; i++)
            if (_colim_subobject_put (set, dom, fibre[i]))
              g_array_append_vals (stack, (gint32[]) { dom, fibre[i] }, 1);
        }
    }
}

/**
 * colim_subobject_equal:
 * @self: a sub-object
 * @other: another one
 *
 * Compares C-sets and parts.
 *
 * Returns: whether the two are the same sub-object
 */
gboolean
colim_subobject_equal (const ColimSubobject *self, const ColimSubobject *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (!colim_cset_equal (self->of, other->of))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    for (gsize word = 0; word < _colim_subobject_n_words (self, ob); word++)
      if (self->parts[ob][word] != other->parts[ob][word])
        return FALSE;

  return TRUE;
}

/**
 * colim_subobject_is_below:
 * @self: a sub-object
 * @other: another one of the same C-set
 * @error: return location for an error
 *
 * Decides whether all parts of one are in the other.
 *
 * Returns: whether they are; %FALSE also with %COLIM_ERROR_NOT_PARALLEL (the C-sets differ)
 */
gboolean
colim_subobject_is_below (const ColimSubobject *self, const ColimSubobject *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_of (self, other, error))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    for (gsize word = 0; word < _colim_subobject_n_words (self, ob); word++)
      if ((self->parts[ob][word] & ~other->parts[ob][word]) != 0)
        return FALSE;

  return TRUE;
}

/**
 * colim_subobject_meet:
 * @self: a sub-object
 * @other: another one of the same C-set
 * @error: return location for an error
 *
 * Takes the parts that are in both.
 *
 * Returns: (transfer full): `self ∧ other`, or %NULL with %COLIM_ERROR_NOT_PARALLEL (the C-sets differ)
 */
ColimSubobject *
colim_subobject_meet (const ColimSubobject *self, const ColimSubobject *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return check_of (self, other, error) ? combine (self, other, both) : NULL;
}

/**
 * colim_subobject_join:
 * @self: a sub-object
 * @other: another one of the same C-set
 * @error: return location for an error
 *
 * Takes the parts that are in one of the two.
 *
 * Returns: (transfer full): `self ∨ other`, or %NULL with %COLIM_ERROR_NOT_PARALLEL (the C-sets differ)
 */
ColimSubobject *
colim_subobject_join (const ColimSubobject *self, const ColimSubobject *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return check_of (self, other, error) ? combine (self, other, either) : NULL;
}

/**
 * colim_subobject_implies:
 * @self: a sub-object
 * @other: another one of the same C-set
 * @error: return location for an error
 *
 * Finds the largest `C` with `C ∧ self ≤ other`: the parts from which no path leads to one of @self that is not in
 * @other.  Time: the size of the C-set.
 *
 * Returns: (transfer full): `self ⟹ other`, or %NULL with %COLIM_ERROR_NOT_PARALLEL (the C-sets differ)
 */
ColimSubobject *
colim_subobject_implies (const ColimSubobject *self, const ColimSubobject *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimSubobject) refuted = NULL;
  g_autoptr (ColimSubobject) top = NULL;

  if (!check_of (self, other, error))
    return NULL;
  refuted = combine (self, other, only_first);
  add_origins (refuted);
  top = colim_subobject_new_top (self->of);

  return combine (top, refuted, only_first);
}

/**
 * colim_subobject_subtract:
 * @self: a sub-object
 * @other: another one of the same C-set
 * @error: return location for an error
 *
 * Finds the least `C` with `self ≤ C ∨ other`: the parts of @self that are not in @other, and what they need.  Time:
 * the size of the C-set.
 *
 * Returns: (transfer full): `self ∖ other`, or %NULL with %COLIM_ERROR_NOT_PARALLEL (the C-sets differ)
 */
ColimSubobject *
colim_subobject_subtract (const ColimSubobject *self, const ColimSubobject *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSubobject *difference;

  if (!check_of (self, other, error))
    return NULL;
  difference = combine (self, other, only_first);
  _colim_subobject_generate (difference);

  return difference;
}

/**
 * colim_subobject_negate:
 * @self: a sub-object
 *
 * Finds the largest sub-object that has no part in common with this one.
 *
 * Returns: (transfer full): `¬self`
 */
ColimSubobject *
colim_subobject_negate (const ColimSubobject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (ColimSubobject) bottom = colim_subobject_new_bottom (self->of);

  return colim_subobject_implies (self, bottom, NULL);
}

/**
 * colim_subobject_non:
 * @self: a sub-object
 *
 * Finds the least sub-object that has all the parts which this one has not.
 *
 * Returns: (transfer full): `∼self`
 */
ColimSubobject *
colim_subobject_non (const ColimSubobject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (ColimSubobject) top = colim_subobject_new_top (self->of);

  return colim_subobject_subtract (top, self, NULL);
}

static gboolean
check_start (const ColimSubobject *self, const ColimHom *hom, GError **error)
{
  if (colim_cset_equal (self->of, hom->dom))
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "the homomorphism does not start at what this is a sub-object of");

  return FALSE;
}

/* Where the parts inside go, or those outside. */
static ColimSubobject *
send (const ColimSubobject *self, const ColimHom *hom, gboolean inside)
{
  ColimSubobject *images = _colim_subobject_new_blank (hom->codom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    {
      const gint32 *values = colim_fin_function_get_values (hom->components[ob], NULL);

      for (gint32 x = 0; x < self->of->n_parts[ob]; x++)
        if (_colim_subobject_has (self, ob, x) == inside)
          _colim_subobject_put (images, ob, values[x]);
    }

  return images;
}

/**
 * colim_subobject_image:
 * @self: a sub-object
 * @hom: a homomorphism that starts at its C-set
 * @error: return location for an error
 *
 * Takes the parts that the homomorphism sends parts of the sub-object to.
 *
 * Returns: (transfer full): the image, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimSubobject *
colim_subobject_image (const ColimSubobject *self, const ColimHom *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return check_start (self, hom, error) ? send (self, hom, TRUE) : NULL;
}

/**
 * colim_subobject_for_all:
 * @self: a sub-object
 * @hom: a homomorphism that starts at its C-set
 * @error: return location for an error
 *
 * Finds the largest sub-object whose preimage is below this one, `∀ self`: the parts from which no path leads to one
 * that the homomorphism sends a part outside of @self to.  It is right adjoint to
 * [method@Colim.Subobject.preimage], as [method@Colim.Subobject.image], `∃ self`, is left adjoint to it.  Time: the
 * size of both C-sets.
 *
 * Returns: (transfer full): the sub-object of the codomain, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimSubobject *
colim_subobject_for_all (const ColimSubobject *self, const ColimHom *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimSubobject) refuted = NULL;
  g_autoptr (ColimSubobject) top = NULL;

  if (!check_start (self, hom, error))
    return NULL;
  refuted = send (self, hom, FALSE);
  add_origins (refuted);
  top = colim_subobject_new_top (hom->codom);

  return combine (top, refuted, only_first);
}

/**
 * colim_subobject_preimage:
 * @self: a sub-object
 * @hom: a homomorphism that ends at its C-set
 * @error: return location for an error
 *
 * Takes the parts that the homomorphism sends to parts of the sub-object.
 *
 * Returns: (transfer full): the preimage, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimSubobject *
colim_subobject_preimage (const ColimSubobject *self, const ColimHom *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSubobject *preimage;

  if (!colim_cset_equal (self->of, hom->codom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the homomorphism does not end at what this is a sub-object of");
      return NULL;
    }
  preimage = _colim_subobject_new_blank (hom->dom);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    {
      const gint32 *values = colim_fin_function_get_values (hom->components[ob], NULL);

      for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
        if (_colim_subobject_has (self, ob, values[x]))
          _colim_subobject_put (preimage, ob, x);
    }

  return preimage;
}
