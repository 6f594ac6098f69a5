/* Functors between schemas, given on generators.
 *
 *     F : C → D        an object for each object, a path for each hom, one that ends in an attribute for each attribute
 */

#include <colim/functor.h>

#include "lib/csets/cset-private.h"

struct _ColimFunctor {
  ColimSchema *dom;
  ColimSchema *codom;
  gint32 *objects;
  gint32 *starts; /* of the path of each arrow, and one more */
  gint32 *steps;
  gint32 *types; /* of each attribute type, or -1 */
};

/**
 * ColimFunctor:
 *
 * A functor between schemas.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimFunctor, colim_functor, colim_functor_ref, colim_functor_unref)

/* That a path composes, from an object on; tells the object or, as ~type, the attribute type at which it ends. */
static gboolean
follow (const ColimFunctor *self, gint32 arrow, gint32 start, gint32 *end, GError **error)
{
  const ColimSchema *codom = self->codom;
  gint32 n_homs = colim_schema_get_n_homs (codom), n_arrows = n_homs + colim_schema_get_n_attrs (codom);

  *end = start;
  for (gint32 i = self->starts[arrow]; i < self->starts[arrow + 1]; i++)
    {
      gint32 step = self->steps[i];

      if (step < 0 || step >= n_arrows)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                       "the image of '%s' has an arrow %d, but there are %d",
                       _colim_schema_get_arrow_name (self->dom, arrow), step, n_arrows);
          return FALSE;
        }
      if ((step < n_homs ? colim_schema_get_hom_dom (codom, step) : colim_schema_get_attr_dom (codom, step - n_homs))
          != *end)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "'%s' in the image of '%s' does not start where what is before it ends",
                       _colim_schema_get_arrow_name (codom, step), _colim_schema_get_arrow_name (self->dom, arrow));
          return FALSE;
        }
      *end = step < n_homs ? colim_schema_get_hom_codom (codom, step)
                           : ~colim_schema_get_attr_codom (codom, step - n_homs);
    }

  return TRUE;
}

static gboolean
check_hom (const ColimFunctor *self, gint32 hom, GError **error)
{
  gint32 end, wanted = self->objects[colim_schema_get_hom_codom (self->dom, hom)];

  if (!follow (self, hom, self->objects[colim_schema_get_hom_dom (self->dom, hom)], &end, error))
    return FALSE;
  if (end == wanted)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the image of '%s' ends at '%s', not at '%s'",
               colim_schema_get_hom_name (self->dom, hom),
               end < 0 ? colim_schema_get_attr_type_name (self->codom, ~end)
                       : colim_schema_get_object_name (self->codom, end),
               colim_schema_get_object_name (self->codom, wanted));

  return FALSE;
}

static gboolean
check_attr (ColimFunctor *self, gint32 attr, GError **error)
{
  gint32 end, type = colim_schema_get_attr_codom (self->dom, attr);
  const char *name = colim_schema_get_attr_name (self->dom, attr);

  if (!follow (self, colim_schema_get_n_homs (self->dom) + attr,
               self->objects[colim_schema_get_attr_dom (self->dom, attr)], &end, error))
    return FALSE;
  if (end >= 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the image of '%s' does not end in an attribute",
                 name);
  else if (self->types[type] >= 0 && self->types[type] != ~end)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                 "'%s' would be both '%s' and '%s', by the image of '%s'",
                 colim_schema_get_attr_type_name (self->dom, type),
                 colim_schema_get_attr_type_name (self->codom, self->types[type]),
                 colim_schema_get_attr_type_name (self->codom, ~end), name);
  else if (colim_schema_get_attr_type (self->dom, type) != colim_schema_get_attr_type (self->codom, ~end))
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' and its image have constants of different types", name);
  else
    {
      self->types[type] = ~end;
      return TRUE;
    }

  return FALSE;
}

static gboolean
check (ColimFunctor *self, GError **error)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom); ob++)
    if (self->objects[ob] < 0 || self->objects[ob] >= colim_schema_get_n_objects (self->codom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "the image of '%s' is object %d, but there are %d",
                     colim_schema_get_object_name (self->dom, ob), self->objects[ob],
                     colim_schema_get_n_objects (self->codom));
        return FALSE;
      }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->dom); hom++)
    if (!check_hom (self, hom, error))
      return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->dom); attr++)
    if (!check_attr (self, attr, error))
      return FALSE;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->dom); type++)
    if (self->types[type] < 0)
      self->types[type] = colim_schema_find_attr_type (self->codom, colim_schema_get_attr_type_name (self->dom, type));

  return TRUE;
}

/**
 * colim_functor_new:
 * @dom: where it starts
 * @codom: where it ends
 * @objects: (array length=n_objects): the image of each object
 * @n_objects: as many as there are objects
 * @lengths: (array length=n_lengths): how long the image of each hom is, and then that of each attribute
 * @n_lengths: as many as there are homs and attributes
 * @steps: (array length=n_steps): all images, one after the other, numbered as in
 *   [method@Colim.Schema.get_equation_path]
 * @n_steps: as many as all lengths together
 * @error: return location for an error
 *
 * Makes a functor from its values on generators.  An attribute type goes where its attributes do, and else to the one
 * of the same name, if there is one.  Equations are not looked at: what is pulled back is checked.
 *
 * Returns: (transfer full): the functor, or %NULL with %COLIM_ERROR_INVALID (not as many as there should be),
 *   %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_TYPE
 */
ColimFunctor *
colim_functor_new (ColimSchema *dom, ColimSchema *codom, const gint32 *objects, gsize n_objects, const gint32 *lengths,
                   gsize n_lengths, const gint32 *steps, gsize n_steps, GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && (objects != NULL || n_objects == 0), NULL);
  g_return_val_if_fail ((lengths != NULL || n_lengths == 0) && (steps != NULL || n_steps == 0), NULL);
  g_return_val_if_fail (n_steps <= G_MAXINT32 && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimFunctor) self = g_atomic_rc_box_new0 (ColimFunctor);
  gint64 sum = 0;

  self->dom = colim_schema_ref (dom);
  self->codom = colim_schema_ref (codom);
  self->objects = g_memdup2 (objects, n_objects * sizeof *objects);
  self->steps = g_memdup2 (steps, n_steps * sizeof *steps);
  self->starts = g_new0 (gint32, n_lengths + 1);
  self->types = g_new (gint32, colim_schema_get_n_attr_types (dom));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (dom); type++)
    self->types[type] = -1;
  for (gsize i = 0; i < n_lengths && sum <= (gint64) n_steps; i++)
    {
      sum = lengths[i] < 0 ? G_MAXINT64 : sum + lengths[i];
      self->starts[i + 1] = (gint32) sum;
    }
  if (n_objects != (gsize) colim_schema_get_n_objects (dom) || sum != (gint64) n_steps
      || n_lengths != (gsize) colim_schema_get_n_homs (dom) + (gsize) colim_schema_get_n_attrs (dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                           "a functor has an image for each object and each arrow, and the steps of all their paths");
      return NULL;
    }

  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_functor_ref:
 * @self: a functor
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFunctor *
colim_functor_ref (ColimFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimFunctor *self)
{
  colim_schema_unref (self->dom);
  colim_schema_unref (self->codom);
  g_free (self->objects);
  g_free (self->starts);
  g_free (self->steps);
  g_free (self->types);
}

/**
 * colim_functor_unref:
 * @self: (transfer full): a functor
 *
 * Gives a reference back.
 */
void
colim_functor_unref (ColimFunctor *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_functor_get_dom:
 * @self: a functor
 *
 * Tells where it starts.
 *
 * Returns: (transfer none): the schema
 */
ColimSchema *
colim_functor_get_dom (const ColimFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dom;
}

/**
 * colim_functor_get_codom:
 * @self: a functor
 *
 * Tells where it ends.
 *
 * Returns: (transfer none): the schema
 */
ColimSchema *
colim_functor_get_codom (const ColimFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->codom;
}

/**
 * colim_functor_apply:
 * @self: a functor
 * @object: an object of its domain
 *
 * Tells where an object goes.
 *
 * Returns: the index of an object
 */
gint32
colim_functor_apply (const ColimFunctor *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < colim_schema_get_n_objects (self->dom), -1);

  return self->objects[object];
}

/**
 * colim_functor_get_path:
 * @self: a functor
 * @arrow: a hom of its domain, or an attribute as the number of homs plus its index
 * @n: (out): the length of the path
 *
 * Tells where an arrow goes.
 *
 * Returns: (transfer none) (array length=n): the path, numbered as in [method@Colim.Schema.get_equation_path]
 */
const gint32 *
colim_functor_get_path (const ColimFunctor *self, gint32 arrow, gsize *n)
{
  g_return_val_if_fail (self != NULL && arrow >= 0 && n != NULL, NULL);
  g_return_val_if_fail (arrow < colim_schema_get_n_homs (self->dom) + colim_schema_get_n_attrs (self->dom), NULL);

  *n = (gsize) (self->starts[arrow + 1] - self->starts[arrow]);

  return self->steps + self->starts[arrow];
}

/**
 * colim_functor_get_attr_type:
 * @self: a functor
 * @attr_type: an attribute type of its domain
 *
 * Tells where an attribute type goes.
 *
 * Returns: the index of an attribute type, or -1 if nothing says
 */
gint32
colim_functor_get_attr_type (const ColimFunctor *self, gint32 attr_type)
{
  g_return_val_if_fail (self != NULL && attr_type >= 0, -1);
  g_return_val_if_fail (attr_type < colim_schema_get_n_attr_types (self->dom), -1);

  return self->types[attr_type];
}

/**
 * colim_functor_new_identity:
 * @schema: a schema
 *
 * Makes the functor that changes nothing.
 *
 * Returns: (transfer full): the functor
 */
ColimFunctor *
colim_functor_new_identity (ColimSchema *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);

  gsize n_objects = (gsize) colim_schema_get_n_objects (schema);
  gsize n_arrows = (gsize) colim_schema_get_n_homs (schema) + (gsize) colim_schema_get_n_attrs (schema);
  g_autofree gint32 *objects = g_new (gint32, n_objects);
  g_autofree gint32 *lengths = g_new (gint32, n_arrows);
  g_autofree gint32 *steps = g_new (gint32, n_arrows);

  for (gsize i = 0; i < n_objects; i++)
    objects[i] = (gint32) i;
  for (gsize i = 0; i < n_arrows; i++)
    {
      lengths[i] = 1;
      steps[i] = (gint32) i;
    }

  return colim_functor_new (schema, schema, objects, n_objects, lengths, n_arrows, steps, n_arrows, NULL);
}

/**
 * colim_functor_compose:
 * @self: a functor C → D
 * @other: a functor D → E
 * @error: return location for an error
 *
 * Goes along one functor, then along the other.
 *
 * Returns: (transfer full): the functor C → E, or %NULL with %COLIM_ERROR_TYPE (they do not meet)
 */
ColimFunctor *
colim_functor_compose (const ColimFunctor *self, const ColimFunctor *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gsize n_objects = (gsize) colim_schema_get_n_objects (self->dom);
  gsize n_arrows = (gsize) colim_schema_get_n_homs (self->dom) + (gsize) colim_schema_get_n_attrs (self->dom);
  g_autofree gint32 *objects = g_new (gint32, n_objects);
  g_autofree gint32 *lengths = g_new0 (gint32, n_arrows);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (!_colim_schema_check_equal (self->codom, other->dom, error))
    return NULL;
  for (gsize i = 0; i < n_objects; i++)
    objects[i] = other->objects[self->objects[i]];
  for (gsize arrow = 0; arrow < n_arrows; arrow++)
    for (gint32 i = self->starts[arrow]; i < self->starts[arrow + 1]; i++)
      {
        gsize n;
        const gint32 *path = colim_functor_get_path (other, self->steps[i], &n);

        g_array_append_vals (steps, path, (guint) n);
        lengths[arrow] += (gint32) n;
      }

  return colim_functor_new (self->dom, other->codom, objects, n_objects, lengths, n_arrows,
                            (const gint32 *) (gpointer) steps->data, steps->len, error);
}
