/* Subcategories of finite categories: some objects, and arrows between them that are closed under composition.
 *
 *     here     0  1  2  …          numbers of its own, so that it is a category as others are
 *              │  │  │
 *     there    2  3  7  …          the inclusion, which is one-to-one
 */

#include <colim/subcategory.h>

#include "lib/categories/category-private.h"

struct _ColimSubcategory {
  ColimCategory *ambient;
  ColimCategory *category;
  gint32 *objects, *arrows;             /* there, by number here; arrows ascend */
  gint32 *object_numbers, *arrow_numbers; /* here, by number there; or -1 */
};

/**
 * ColimSubcategory:
 *
 * A subcategory of a finite category, with its inclusion.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimSubcategory, colim_subcategory, colim_subcategory_ref, colim_subcategory_unref)

static gint32 *
make_unnumbered (gint32 n)
{
  gint32 *numbers = g_new (gint32, n);

  for (gint32 i = 0; i < n; i++)
    numbers[i] = -1;

  return numbers;
}

static gboolean
choose_objects (ColimSubcategory *self, const gint32 *objects, gsize n_objects, GError **error)
{
  gint32 n = self->ambient->arrows->n_vertices;

  self->object_numbers = make_unnumbered (n);
  for (gsize i = 0; i < n_objects; i++)
    {
      if (objects[i] < 0 || objects[i] >= n)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "object %d is not one of %d", objects[i], n);
          return FALSE;
        }
      if (self->object_numbers[objects[i]] >= 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "object %d is given twice", objects[i]);
          return FALSE;
        }
      self->object_numbers[objects[i]] = (gint32) i;
    }
  self->objects = g_memdup2 (objects, n_objects * sizeof *objects);

  return TRUE;
}

static gboolean
check_arrow (const ColimSubcategory *self, gint32 arrow, GError **error)
{
  const ColimQuiver *arrows = self->ambient->arrows;
  const char *verb = NULL;
  gint32 end = -1;

  if (arrow < 0 || arrow >= arrows->n_edges)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "arrow %d is not one of %d", arrow, arrows->n_edges);
      return FALSE;
    }
  if (self->object_numbers[arrows->tgt[arrow]] < 0)
    {
      verb = "ends";
      end = arrows->tgt[arrow];
    }
  if (self->object_numbers[arrows->src[arrow]] < 0)
    {
      verb = "starts";
      end = arrows->src[arrow];
    }
  if (verb == NULL)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "arrow %d %s at object %d, which is not given", arrow, verb,
               end);

  return FALSE;
}

/* Marks what is composed of generators, identities too: each composite is a shorter one before a generator. */
static void
close_arrows (const ColimSubcategory *self, gsize n_objects, const gint32 *generators, gsize n_generators,
              guint8 *marks)
{
  const ColimCategory *ambient = self->ambient;
  gint32 n = ambient->arrows->n_vertices;
  g_autofree gint32 *starts = g_new0 (gint32, (gsize) n + 2), *sorted = g_new (gint32, n_generators);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gsize i = 0; i < n_generators; i++)
    starts[ambient->arrows->src[generators[i]] + 2]++;
  for (gint32 v = 0; v < n; v++)
    starts[v + 2] += starts[v + 1];
  for (gsize i = 0; i < n_generators; i++)
    sorted[starts[ambient->arrows->src[generators[i]] + 1]++] = generators[i];
  for (gsize i = 0; i < n_objects; i++)
    {
      gint32 identity = ambient->identities[self->objects[i]];

      marks[identity] = TRUE;
      g_array_append_val (found, identity);
    }
  for (guint i = 0; i < found->len; i++)
    {
      gint32 f = g_array_index (found, gint32, i), end = ambient->arrows->tgt[f];

      for (gint32 j = starts[end]; j < starts[end + 1]; j++)
        {
          gint32 composite = _colim_category_compose (ambient, f, sorted[j]);

          if (marks[composite])
            continue;
          marks[composite] = TRUE;
          g_array_append_val (found, composite);
        }
    }
}

static gint32
compose_within (gint32 first, gint32 second, gpointer data)
{
  const ColimSubcategory *self = data;

  return self->arrow_numbers[_colim_category_compose (self->ambient, self->arrows[first], self->arrows[second])];
}

/* Makes the category of the arrows that are marked. */
static gboolean
make_category (ColimSubcategory *self, gsize n_objects, const guint8 *marks, GError **error)
{
  const ColimQuiver *arrows = self->ambient->arrows;
  gint32 *src, *tgt, *identities, n = 0;

  self->arrows = g_new (gint32, arrows->n_edges);
  self->arrow_numbers = make_unnumbered (arrows->n_edges);
  for (gint32 f = 0; f < arrows->n_edges; f++)
    if (marks[f])
      {
        self->arrow_numbers[f] = n;
        self->arrows[n++] = f;
      }
  self->arrows = g_renew (gint32, self->arrows, n);
  src = g_new (gint32, n);
  tgt = g_new (gint32, n);
  identities = g_new (gint32, n_objects);
  for (gint32 i = 0; i < n; i++)
    {
      src[i] = self->object_numbers[arrows->src[self->arrows[i]]];
      tgt[i] = self->object_numbers[arrows->tgt[self->arrows[i]]];
    }
  for (gsize i = 0; i < n_objects; i++)
    identities[i] = self->arrow_numbers[self->ambient->identities[self->objects[i]]];
  self->category
      = _colim_category_take (src, tgt, n, identities, (gint32) n_objects, compose_within, self, error);

  return self->category != NULL;
}

static ColimSubcategory *
new_blank (ColimCategory *ambient)
{
  ColimSubcategory *self = g_atomic_rc_box_new0 (ColimSubcategory);

  self->ambient = colim_category_ref (ambient);

  return self;
}

/**
 * colim_subcategory_new:
 * @ambient: a category
 * @objects: (array length=n_objects): objects of it, each once
 * @n_objects: how many
 * @arrows: (array length=n_arrows): arrows between these objects
 * @n_arrows: how many
 * @error: return location for an error
 *
 * Makes the subcategory that objects and arrows generate: the least one that has them.  Its object i is entry i of
 * @objects; its arrows come in the order in which they are in @ambient.  Time: for each arrow of the result the
 * generators that start where it ends, and its table.
 *
 * Returns: (transfer full): the subcategory, or %NULL with %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_DUPLICATE_NAME, or
 *   %COLIM_ERROR_UNDEFINED (an arrow has an end that is not among @objects)
 */
ColimSubcategory *
colim_subcategory_new (ColimCategory *ambient, const gint32 *objects, gsize n_objects, const gint32 *arrows,
                       gsize n_arrows, GError **error)
{
  g_return_val_if_fail (ambient != NULL && (objects != NULL || n_objects == 0), NULL);
  g_return_val_if_fail (arrows != NULL || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimSubcategory) self = new_blank (ambient);
  g_autofree guint8 *marks = g_new0 (guint8, ambient->arrows->n_edges);

  if (!choose_objects (self, objects, n_objects, error))
    return NULL;
  for (gsize i = 0; i < n_arrows; i++)
    if (!check_arrow (self, arrows[i], error))
      return NULL;
  close_arrows (self, n_objects, arrows, n_arrows, marks);

  return make_category (self, n_objects, marks, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_subcategory_new_full:
 * @ambient: a category
 * @objects: (array length=n_objects): objects of it, each once
 * @n_objects: how many
 * @error: return location for an error
 *
 * Makes the full subcategory on some objects, with all arrows between them.
 *
 * Returns: (transfer full): the subcategory, numbered as by [ctor@Colim.Subcategory.new]; or %NULL with
 *   %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_DUPLICATE_NAME
 */
ColimSubcategory *
colim_subcategory_new_full (ColimCategory *ambient, const gint32 *objects, gsize n_objects, GError **error)
{
  g_return_val_if_fail (ambient != NULL && (objects != NULL || n_objects == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimQuiver *arrows = ambient->arrows;
  g_autoptr (ColimSubcategory) self = new_blank (ambient);
  g_autofree guint8 *marks = g_new (guint8, arrows->n_edges);

  if (!choose_objects (self, objects, n_objects, error))
    return NULL;
  for (gint32 f = 0; f < arrows->n_edges; f++)
    marks[f] = self->object_numbers[arrows->src[f]] >= 0 && self->object_numbers[arrows->tgt[f]] >= 0;

  return make_category (self, n_objects, marks, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_subcategory_ref:
 * @self: a subcategory
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSubcategory *
colim_subcategory_ref (ColimSubcategory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSubcategory *self)
{
  colim_category_unref (self->ambient);
  g_clear_pointer (&self->category, colim_category_unref);
  g_free (self->objects);
  g_free (self->arrows);
  g_free (self->object_numbers);
  g_free (self->arrow_numbers);
}

/**
 * colim_subcategory_unref:
 * @self: (transfer full): a subcategory
 *
 * Gives a reference back.
 */
void
colim_subcategory_unref (ColimSubcategory *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_subcategory_get_ambient:
 * @self: a subcategory
 *
 * Gives the category that it is a part of.
 *
 * Returns: (transfer none): the whole category
 */
ColimCategory *
colim_subcategory_get_ambient (const ColimSubcategory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ambient;
}

/**
 * colim_subcategory_get_category:
 * @self: a subcategory
 *
 * Gives it as a category of its own.
 *
 * Returns: (transfer none): the category
 */
ColimCategory *
colim_subcategory_get_category (const ColimSubcategory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->category;
}

/**
 * colim_subcategory_get_object:
 * @self: a subcategory
 * @object: an object of its category
 *
 * Includes an object.
 *
 * Returns: the object of the whole category
 */
gint32
colim_subcategory_get_object (const ColimSubcategory *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < self->category->arrows->n_vertices, -1);

  return self->objects[object];
}

/**
 * colim_subcategory_get_arrow:
 * @self: a subcategory
 * @arrow: an arrow of its category
 *
 * Includes an arrow.
 *
 * Returns: the arrow of the whole category
 */
gint32
colim_subcategory_get_arrow (const ColimSubcategory *self, gint32 arrow)
{
  g_return_val_if_fail (self != NULL && arrow >= 0 && arrow < self->category->arrows->n_edges, -1);

  return self->arrows[arrow];
}

/**
 * colim_subcategory_find_object:
 * @self: a subcategory
 * @object: an object of the whole category
 *
 * Tells whether an object is in it.
 *
 * Returns: the object of its category, or -1
 */
gint32
colim_subcategory_find_object (const ColimSubcategory *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < self->ambient->arrows->n_vertices, -1);

  return self->object_numbers[object];
}

/**
 * colim_subcategory_find_arrow:
 * @self: a subcategory
 * @arrow: an arrow of the whole category
 *
 * Tells whether an arrow is in it.
 *
 * Returns: the arrow of its category, or -1
 */
gint32
colim_subcategory_find_arrow (const ColimSubcategory *self, gint32 arrow)
{
  g_return_val_if_fail (self != NULL && arrow >= 0 && arrow < self->ambient->arrows->n_edges, -1);

  return self->arrow_numbers[arrow];
}

/**
 * colim_subcategory_is_full:
 * @self: a subcategory
 *
 * Tells whether all arrows between its objects are in it.
 *
 * Returns: whether it is full
 */
gboolean
colim_subcategory_is_full (const ColimSubcategory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const ColimQuiver *arrows = self->ambient->arrows;

  for (gint32 f = 0; f < arrows->n_edges; f++)
    if (self->arrow_numbers[f] < 0 && self->object_numbers[arrows->src[f]] >= 0
        && self->object_numbers[arrows->tgt[f]] >= 0)
      return FALSE;

  return TRUE;
}

/**
 * colim_subcategory_is_wide:
 * @self: a subcategory
 *
 * Tells whether all objects are in it.
 *
 * Returns: whether it is wide
 */
gboolean
colim_subcategory_is_wide (const ColimSubcategory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->category->arrows->n_vertices == self->ambient->arrows->n_vertices;
}

/**
 * colim_subcategory_include:
 * @self: a subcategory
 * @error: return location for an error
 *
 * Gives the inclusion as a functor, between what [method@Colim.Category.present] makes of the two categories.
 *
 * Returns: (transfer full): the functor, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimFinFunctor *
colim_subcategory_include (const ColimSubcategory *self, GError **error)
{
  g_return_val_if_fail (self != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimPresentation) dom = colim_category_present (self->category, error);
  g_autoptr (ColimPresentation) codom = dom != NULL ? colim_category_present (self->ambient, error) : NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  if (codom == NULL)
    return NULL;
  for (gint32 e = 0; e < self->category->n_generators; e++)
    g_ptr_array_add (paths, colim_category_get_path (self->ambient, self->arrows[self->category->generators[e]]));

  return colim_fin_functor_new (dom, codom, self->objects, (gsize) self->category->arrows->n_vertices,
                                (ColimPath **) paths->pdata, paths->len, error);
}
