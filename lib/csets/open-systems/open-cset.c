/* Open systems: a C-set with lists of parts at which it is glued to others.
 *
 *     leg i:  n_i ──▶ apex (ob_i)
 *
 * A leg of n points stands for n free parts of its object, with what they need and a variable for each attribute, and
 * for the homomorphism from these: the open C-set is a structured multicospan (Baez and Courser, Structured cospans,
 * 2020).  With two legs it is a structured cospan, from the first to the second.
 */

#include "lib/csets/open-systems/open-cset-private.h"

#include <colim/colimit.h>
#include <colim/oapply.h>
#include <colim/representable.h>

/**
 * ColimOpenCSet:
 *
 * An open C-set, or structured multicospan: an apex, and functions into its parts over some objects.  Immutable and
 * reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimOpenCSet, colim_open_cset, colim_open_cset_ref, colim_open_cset_unref)

/* Takes the arrays and the functions. */
ColimOpenCSet *
_colim_open_cset_take (ColimCSet *apex, guint n_legs, gint32 *objects, ColimFinFunction **legs)
{
  ColimOpenCSet *self = g_atomic_rc_box_new (ColimOpenCSet);

  self->apex = colim_cset_ref (apex);
  self->n_legs = n_legs;
  self->objects = objects;
  self->legs = legs;

  return self;
}

/**
 * colim_open_cset_new:
 * @apex: a C-set
 * @objects: (array length=n_objects): the name of an object for each leg
 * @n_objects: as many as there are legs
 * @legs: (array length=n_legs): functions into the parts of the apex, each over its object
 * @n_legs: how many legs there are
 * @error: return location for an error
 *
 * Opens a C-set at lists of parts.
 *
 * Returns: (transfer full): the open C-set, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_NOT_COMPOSABLE (a
 *   leg does not end at the parts over its object, or objects are not as many as legs)
 */
ColimOpenCSet *
colim_open_cset_new (ColimCSet *apex, const char *const *objects, gsize n_objects, ColimFinFunction **legs,
                     gsize n_legs, GError **error)
{
  g_return_val_if_fail (apex != NULL && n_legs <= G_MAXINT32, NULL);
  g_return_val_if_fail ((objects != NULL || n_objects == 0) && (legs != NULL || n_legs == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autofree gint32 *found = g_new (gint32, n_legs);
  ColimFinFunction **kept;

  if (n_objects != n_legs)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "%" G_GSIZE_FORMAT " objects are named for %" G_GSIZE_FORMAT " legs", n_objects, n_legs);
      return NULL;
    }
  for (gsize i = 0; i < n_legs; i++)
    {
      gint32 codom = colim_fin_function_get_codom (legs[i]);

      if ((found[i] = _colim_schema_find_or_fail (apex->schema, COLIM_SCHEMA_OBJECT, objects[i], error)) < 0)
        return NULL;
      if (codom == apex->n_parts[found[i]])
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "leg %" G_GSIZE_FORMAT " ends at %d elements, but '%s' has %d parts", i, codom, objects[i],
                   apex->n_parts[found[i]]);
      return NULL;
    }
  kept = g_new (ColimFinFunction *, n_legs);
  for (gsize i = 0; i < n_legs; i++)
    kept[i] = colim_fin_function_ref (legs[i]);

  return _colim_open_cset_take (apex, (guint) n_legs, g_steal_pointer (&found), kept);
}

/* Free parts of an object side by side, and where the points that they stand for are. */
static ColimColimit *
make_free_parts (ColimSchema *schema, gint32 ob, gint32 n, gint64 budget, ColimFinFunction **points, GError **error)
{
  g_autoptr (ColimCSet) representable = colim_representable_new (schema, ob, budget, error);
  g_autofree ColimCSet **summands = NULL;
  g_autofree gint32 *values = NULL;
  g_autoptr (ColimColimit) coproduct = NULL;

  if (representable == NULL)
    return NULL;
  summands = g_new (ColimCSet *, n);
  for (gint32 i = 0; i < n; i++)
    summands[i] = representable;
  if ((coproduct = colim_colimit_new_coproduct (schema, summands, (gsize) n, error)) == NULL)
    return NULL;
  values = g_new (gint32, n);
  for (gint32 i = 0; i < n; i++)
    values[i] = colim_fin_function_apply (
        colim_hom_get_component_at (colim_colimit_get_leg (coproduct, (guint) i), ob), 0);
  *points = colim_fin_function_new (values, (gsize) n, colim_colimit_get_apex (coproduct)->n_parts[ob], error);

  return *points != NULL ? g_steal_pointer (&coproduct) : NULL;
}

/**
 * colim_open_cset_new_spider:
 * @schema: a schema
 * @object: the name of an object
 * @n_parts: how many free parts of it there are
 * @n_legs: how many legs there are
 * @budget: how many steps it may take to find what a free part needs
 * @error: return location for an error
 *
 * Makes the spider: free parts of the object, and legs that are all of them.  With two legs it is the identity; with
 * one, on a box of its own, it adds free parts to a junction.
 *
 * Returns: (transfer full): the open C-set, or %NULL with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE,
 *   %COLIM_ERROR_BUDGET (free parts are infinite, or large) or %COLIM_ERROR_TOO_LARGE
 */
ColimOpenCSet *
colim_open_cset_new_spider (ColimSchema *schema, const char *object, gint32 n_parts, guint n_legs, gint64 budget,
                            GError **error)
{
  g_return_val_if_fail (schema != NULL && object != NULL && n_legs <= G_MAXINT32, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (schema, COLIM_SCHEMA_OBJECT, object, error);
  g_autoptr (ColimColimit) free_parts = NULL;
  g_autoptr (ColimFinFunction) points = NULL;
  gint32 *objects;
  ColimFinFunction **legs;

  if (ob < 0)
    return NULL;
  if (n_parts < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "a leg cannot have %d points", n_parts);
      return NULL;
    }
  if ((free_parts = make_free_parts (schema, ob, n_parts, budget, &points, error)) == NULL)
    return NULL;
  objects = g_new (gint32, n_legs);
  legs = g_new (ColimFinFunction *, n_legs);
  for (guint i = 0; i < n_legs; i++)
    {
      objects[i] = ob;
      legs[i] = colim_fin_function_ref (points);
    }

  return _colim_open_cset_take (colim_colimit_get_apex (free_parts), n_legs, objects, legs);
}

/**
 * colim_open_cset_ref:
 * @self: an open C-set
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimOpenCSet *
colim_open_cset_ref (ColimOpenCSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimOpenCSet *self)
{
  for (guint i = 0; i < self->n_legs; i++)
    colim_fin_function_unref (self->legs[i]);
  g_free (self->legs);
  g_free (self->objects);
  colim_cset_unref (self->apex);
}

/**
 * colim_open_cset_unref:
 * @self: (transfer full): an open C-set
 *
 * Gives a reference back.
 */
void
colim_open_cset_unref (ColimOpenCSet *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_open_cset_get_apex:
 * @self: an open C-set
 *
 * Gives the C-set that is opened.
 *
 * Returns: (transfer none): the apex
 */
ColimCSet *
colim_open_cset_get_apex (const ColimOpenCSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->apex;
}

/**
 * colim_open_cset_get_n_legs:
 * @self: an open C-set
 *
 * Counts the lists of parts at which others are glued to it.
 *
 * Returns: the number of legs
 */
guint
colim_open_cset_get_n_legs (const ColimOpenCSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_legs;
}

/**
 * colim_open_cset_get_object:
 * @self: an open C-set
 * @leg: which leg
 *
 * Tells the object whose parts a leg lists.
 *
 * Returns: its index in the schema
 */
gint32
colim_open_cset_get_object (const ColimOpenCSet *self, guint leg)
{
  g_return_val_if_fail (self != NULL && leg < self->n_legs, -1);

  return self->objects[leg];
}

/**
 * colim_open_cset_get_leg:
 * @self: an open C-set
 * @leg: which leg
 *
 * Gives a list of parts at which others are glued to it.
 *
 * Returns: (transfer none): a function into the parts of the object
 */
ColimFinFunction *
colim_open_cset_get_leg (const ColimOpenCSet *self, guint leg)
{
  g_return_val_if_fail (self != NULL && leg < self->n_legs, NULL);

  return self->legs[leg];
}

/* Two boxes with two ports each, one after the other. */
static ColimWiringDiagram *
make_chain_of_two (void)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();

  for (guint junction = 0; junction < 3; junction++)
    colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  colim_wiring_diagram_builder_add_box (builder, "first", (const gint32[]) { 0, 1 }, 2, NULL);
  colim_wiring_diagram_builder_add_box (builder, "second", (const gint32[]) { 1, 2 }, 2, NULL);
  colim_wiring_diagram_builder_add_outer_port (builder, NULL, 0, NULL);
  colim_wiring_diagram_builder_add_outer_port (builder, NULL, 2, NULL);

  return colim_wiring_diagram_builder_end (builder);
}

/**
 * colim_open_cset_compose:
 * @self: an open C-set with two legs
 * @other: another one, whose first leg is as the second of @self
 * @error: return location for an error
 *
 * Composes structured cospans: [ctor@Colim.Oapply.new] of two boxes in a row, where the second leg of one is glued to
 * the first of the other.
 *
 * Returns: (transfer full): the composite, in which classes are numbered by their first member, or %NULL with
 *   %COLIM_ERROR_ATTRIBUTE_CONFLICT, %COLIM_ERROR_NOT_COMPOSABLE, %COLIM_ERROR_TYPE or %COLIM_ERROR_TOO_LARGE
 */
ColimOpenCSet *
colim_open_cset_compose (const ColimOpenCSet *self, const ColimOpenCSet *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimWiringDiagram) chain = make_chain_of_two ();
  ColimOpenCSet *boxes[2] = { (ColimOpenCSet *) self, (ColimOpenCSet *) other };
  g_autoptr (ColimOapply) oapply = colim_oapply_new (chain, self->apex->schema, boxes, 2, error);

  return oapply != NULL ? colim_open_cset_ref (colim_oapply_get_composite (oapply)) : NULL;
}
