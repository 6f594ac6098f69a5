/* Functors between schemas, given on generators.
 *
 *     F : C → D        an object for each object, a path for each hom, one that ends in an attribute for each attribute
 *
 * It is a functor between the categories that the schemas present, which sends objects to objects and attribute types
 * to attribute types.  One of these of which nothing says where it goes has an object of its own to go to.
 */

#include <colim/functor.h>

#include "lib/categories/path-private.h"
#include "lib/csets/schema-private.h"

struct _ColimFunctor {
  ColimSchema *dom;
  ColimSchema *codom;
  ColimFinFunctor *presented;
  gint32 *types; /* of each attribute type, or -1 */
};

/**
 * ColimFunctor:
 *
 * A functor between schemas.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimFunctor, colim_functor, colim_functor_ref, colim_functor_unref)

/* What a functor is made of, before it is one. */
typedef struct {
  const gint32 *objects;
  const gint32 *steps;
  gint32 *starts; /* of the image of each arrow, and one more */
} Images;

static gboolean
check_objects (const ColimFunctor *self, const Images *images, GError **error)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom); ob++)
    if (images->objects[ob] < 0 || images->objects[ob] >= colim_schema_get_n_objects (self->codom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "the image of '%s' is object %d, but there are %d",
                     colim_schema_get_object_name (self->dom, ob), images->objects[ob],
                     colim_schema_get_n_objects (self->codom));
        return FALSE;
      }

  return TRUE;
}

/* An attribute says where its type goes, by the attribute in which its image ends. */
static gboolean
find_type (ColimFunctor *self, const Images *images, gint32 attr, GError **error)
{
  const ColimSchema *dom = self->dom, *codom = self->codom;
  gint32 n_homs = colim_schema_get_n_homs (codom), type = colim_schema_get_attr_codom (dom, attr);
  gint32 arrow = colim_schema_get_n_homs (dom) + attr, end = images->starts[arrow + 1], image;
  const char *name = colim_schema_get_attr_name (dom, attr);
  gint32 last = end > images->starts[arrow] ? images->steps[end - 1] : 0;

  /* What is no arrow at all is found when the paths are followed. */
  if (last < 0 || last >= n_homs + colim_schema_get_n_attrs (codom))
    return TRUE;
  image = last >= n_homs ? colim_schema_get_attr_codom (codom, last - n_homs) : -1;
  if (image < 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the image of '%s' does not end in an attribute",
                 name);
  else if (self->types[type] >= 0 && self->types[type] != image)
    g_set_error (
        error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "'%s' would be both '%s' and '%s', by the image of '%s'",
        colim_schema_get_attr_type_name (dom, type), colim_schema_get_attr_type_name (codom, self->types[type]),
        colim_schema_get_attr_type_name (codom, image), name);
  else if (colim_schema_get_attr_type (dom, type) != colim_schema_get_attr_type (codom, image))
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' and its image have constants of different types", name);
  else
    {
      self->types[type] = image;
      return TRUE;
    }

  return FALSE;
}

static gboolean
find_types (ColimFunctor *self, const Images *images, GError **error)
{
  gint32 n_types = colim_schema_get_n_attr_types (self->dom);

  self->types = g_new (gint32, n_types);
  for (gint32 type = 0; type < n_types; type++)
    self->types[type] = -1;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->dom); attr++)
    if (!find_type (self, images, attr, error))
      return FALSE;
  for (gint32 type = 0; type < n_types; type++)
    if (self->types[type] < 0)
      self->types[type]
          = colim_schema_find_attr_type (self->codom, colim_schema_get_attr_type_name (self->dom, type));

  return TRUE;
}

/* The images of objects and attribute types; lists the types that have an object of their own. */
static gint32 *
map_vertices (const ColimFunctor *self, const Images *images, GPtrArray *strays)
{
  gint32 n_objects = colim_schema_get_n_objects (self->dom), n_types = colim_schema_get_n_attr_types (self->dom);
  gint32 n_images = colim_schema_get_n_objects (self->codom);
  gint32 n_vertices = n_images + colim_schema_get_n_attr_types (self->codom);
  gint32 *vertices = g_new (gint32, (gsize) n_objects + (gsize) n_types + 1);

  for (gint32 ob = 0; ob < n_objects; ob++)
    vertices[ob] = images->objects[ob];
  for (gint32 type = 0; type < n_types; type++)
    {
      vertices[n_objects + type]
          = self->types[type] >= 0 ? n_images + self->types[type] : n_vertices + (gint32) strays->len;
      if (self->types[type] < 0)
        g_ptr_array_add (strays, (gpointer) colim_schema_get_attr_type_name (self->dom, type));
    }

  return vertices;
}

/* Follows all images; whatever does not compose is found. */
static gboolean
present (ColimFunctor *self, const Images *images, GError **error)
{
  g_autoptr (GPtrArray) strays = g_ptr_array_new ();
  g_autofree gint32 *vertices = map_vertices (self, images, strays);
  g_autoptr (ColimPresentation) dom = colim_schema_present (self->dom);
  g_autoptr (ColimPresentation) codom = _colim_schema_present_with (self->codom, strays);
  ColimQuiver *quiver = colim_presentation_get_quiver (dom);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    {
      gint32 source = vertices[colim_quiver_get_src (quiver, e)];
      gint32 n = images->starts[e + 1] - images->starts[e];

      g_ptr_array_add (paths, _colim_path_make (source, n > 0 ? vertices[colim_quiver_get_tgt (quiver, e)] : source,
                                                images->steps + images->starts[e], (gsize) n));
    }
  self->presented = colim_fin_functor_new (dom, codom, vertices, (gsize) colim_quiver_get_n_vertices (quiver),
                                           (ColimPath **) paths->pdata, paths->len, error);

  return self->presented != NULL;
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
 * of the same name, if there is one.  Equations are not looked at: [method@Colim.Functor.check] does.
 *
 * Returns: (transfer full): the functor, or %NULL with %COLIM_ERROR_INVALID (not as many as there should be),
 *   %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_TYPE
 */
ColimFunctor *
colim_functor_new (ColimSchema *dom, ColimSchema *codom, const gint32 *objects, gsize n_objects,
                   const gint32 *lengths, gsize n_lengths, const gint32 *steps, gsize n_steps, GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && (objects != NULL || n_objects == 0), NULL);
  g_return_val_if_fail ((lengths != NULL || n_lengths == 0) && (steps != NULL || n_steps == 0), NULL);
  g_return_val_if_fail (n_steps <= G_MAXINT32 && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimFunctor) self = g_atomic_rc_box_new0 (ColimFunctor);
  g_autofree gint32 *starts = g_new0 (gint32, n_lengths + 1);
  const Images images = { objects, steps, starts };
  gint64 sum = 0;

  self->dom = colim_schema_ref (dom);
  self->codom = colim_schema_ref (codom);
  for (gsize i = 0; i < n_lengths && sum <= (gint64) n_steps; i++)
    {
      sum = lengths[i] < 0 ? G_MAXINT64 : sum + lengths[i];
      starts[i + 1] = (gint32) sum;
    }
  if (n_objects != (gsize) colim_schema_get_n_objects (dom) || sum != (gint64) n_steps
      || n_lengths != (gsize) colim_schema_get_n_homs (dom) + (gsize) colim_schema_get_n_attrs (dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                           "a functor has an image for each object and each arrow, and the steps of all their paths");
      return NULL;
    }
  if (!check_objects (self, &images, error) || !find_types (self, &images, error) || !present (self, &images, error))
    return NULL;

  return g_steal_pointer (&self);
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
  g_clear_pointer (&self->presented, colim_fin_functor_unref);
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

  return colim_fin_functor_apply (self->presented, object);
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

  return colim_path_get_edges (colim_fin_functor_get_image (self->presented, arrow), n);
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
 * colim_functor_get_presented:
 * @self: a functor
 *
 * Gives it as a functor between the categories that the schemas present, see [method@Colim.Schema.present], where it
 * can be composed, compared and checked.  Where it says of an attribute type not where it goes, its codomain has one
 * more object for each such type.
 *
 * Returns: (transfer none): the functor
 */
ColimFinFunctor *
colim_functor_get_presented (const ColimFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->presented;
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

  ColimPresentation *dom = colim_fin_functor_get_dom (self->presented);
  gsize n_objects = (gsize) colim_schema_get_n_objects (self->dom);
  gsize n_arrows = (gsize) colim_quiver_get_n_edges (colim_presentation_get_quiver (dom));
  g_autofree gint32 *objects = g_new (gint32, n_objects);
  g_autofree gint32 *lengths = g_new0 (gint32, n_arrows);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (!_colim_schema_check_equal (self->codom, other->dom, error))
    return NULL;
  for (gsize i = 0; i < n_objects; i++)
    objects[i] = colim_functor_apply (other, colim_functor_apply (self, (gint32) i));
  for (gsize arrow = 0; arrow < n_arrows; arrow++)
    {
      g_autoptr (ColimPath) image = colim_fin_functor_map_path (
          other->presented, colim_fin_functor_get_image (self->presented, (gint32) arrow));
      gsize n;
      const gint32 *path = colim_path_get_edges (image, &n);

      if (n > 0)
        g_array_append_vals (steps, path, (guint) n);
      lengths[arrow] = (gint32) n;
    }

  return colim_functor_new (self->dom, other->codom, objects, n_objects, lengths, n_arrows,
                            (const gint32 *) (gpointer) steps->data, steps->len, error);
}

/**
 * colim_functor_check:
 * @self: a functor C → D, as given on generators
 * @budget: how many looks the word problem of D may take, see [ctor@Colim.Completion.new]
 * @error: return location for an error
 *
 * Checks that every equation of C goes to one that holds in D, so that this is a functor indeed.
 *
 * Returns: yes; no, with %COLIM_ERROR_EQUATION_VIOLATED; or unknown, with %COLIM_ERROR_BUDGET.  The error names the
 *   first equation for which it is so, one that is violated before one that is not known.
 */
ColimVerdict
colim_functor_check (const ColimFunctor *self, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL, COLIM_VERDICT_UNKNOWN);
  g_return_val_if_fail (error == NULL || *error == NULL, COLIM_VERDICT_UNKNOWN);

  g_autoptr (ColimCompletion) completion = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean is_known;

  if (colim_schema_get_n_equations (self->dom) == 0)
    return COLIM_VERDICT_YES;
  completion = colim_completion_new (colim_fin_functor_get_codom (self->presented), budget);
  if (colim_fin_functor_check (self->presented, completion, &failure))
    return COLIM_VERDICT_YES;
  is_known = failure->code == COLIM_ERROR_EQUATION_VIOLATED;
  g_propagate_error (error, g_steal_pointer (&failure));

  return is_known ? COLIM_VERDICT_NO : COLIM_VERDICT_UNKNOWN;
}
