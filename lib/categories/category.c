/* Finite categories: the arrows, and a table of their composites.
 *
 *     f : a → b        composites[rows[f] + places[g]] = f.g        for every g that starts at b, ascending
 *
 * A category that was enumerated from a presentation remembers it: its arrows are the normal forms of paths.  Of any
 * other, all arrows but the identities are the generators, and the table gives the equations.
 */

#include "lib/categories/category-private.h"

#include <string.h>

/**
 * ColimCategory:
 *
 * A finite category.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimCategory, colim_category, colim_category_ref, colim_category_unref)

static gint32
get_n_out (const ColimQuiver *quiver, gint32 vertex)
{
  return quiver->out.starts[vertex + 1] - quiver->out.starts[vertex];
}

/* Lays the table out; it is not filled. */
static gboolean
lay_out (ColimCategory *self, GError **error)
{
  const ColimQuiver *arrows = self->arrows;
  gint64 n = 0;

  self->rows = g_new (gint32, (gsize) arrows->n_edges + 1);
  self->places = g_new (gint32, (gsize) arrows->n_edges + 1);
  for (gint32 v = 0; v < arrows->n_vertices; v++)
    for (gint32 i = arrows->out.starts[v]; i < arrows->out.starts[v + 1]; i++)
      self->places[arrows->out.items[i]] = i - arrows->out.starts[v];
  for (gint32 f = 0; f < arrows->n_edges && n <= CATEGORY_MOST_COMPOSITES; f++)
    {
      self->rows[f] = (gint32) n;
      n += get_n_out (arrows, arrows->tgt[f]);
    }
  if (n > CATEGORY_MOST_COMPOSITES)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                   "the category has more than %d pairs of arrows to compose", CATEGORY_MOST_COMPOSITES);
      return FALSE;
    }
  self->rows[arrows->n_edges] = (gint32) n;
  self->composites = g_new (gint32, n + 1);

  return TRUE;
}

void
_colim_category_fill (ColimCategory *self, CategoryCompose compose, gpointer data)
{
  const ColimQuiver *arrows = self->arrows;

  for (gint32 f = 0; f < arrows->n_edges; f++)
    for (gint32 i = 0; i < get_n_out (arrows, arrows->tgt[f]); i++)
      self->composites[self->rows[f] + i]
          = compose (f, arrows->out.items[arrows->out.starts[arrows->tgt[f]] + i], data);
}

static void
set_generators (ColimCategory *self)
{
  self->generators = g_new (gint32, self->arrows->n_edges);
  for (gint32 f = 0; f < self->arrows->n_edges; f++)
    if (!_colim_category_is_identity (self, f))
      self->generators[self->n_generators++] = f;
}

ColimCategory *
_colim_category_make (ColimQuiver *arrows, gint32 *identities, GError **error)
{
  ColimCategory *self = g_atomic_rc_box_new0 (ColimCategory);

  self->arrows = colim_quiver_ref (arrows);
  self->identities = identities;
  if (lay_out (self, error))
    return self;
  colim_category_unref (self);

  return NULL;
}

ColimCategory *
_colim_category_take (gint32 *src, gint32 *tgt, gint32 n_arrows, gint32 *identities, gint32 n_objects,
                      CategoryCompose compose, gpointer data, GError **error)
{
  g_autoptr (ColimQuiver) arrows = _colim_quiver_take (src, tgt, n_arrows, n_objects);
  ColimCategory *self = _colim_category_make (arrows, identities, error);

  if (self == NULL)
    return NULL;
  _colim_category_fill (self, compose, data);
  set_generators (self);

  return self;
}

static gboolean
check_identities (const ColimCategory *self, GError **error)
{
  const ColimQuiver *arrows = self->arrows;

  for (gint32 v = 0; v < arrows->n_vertices; v++)
    {
      gint32 id = self->identities[v];

      if (id < 0 || id >= arrows->n_edges || arrows->src[id] != v || arrows->tgt[id] != v)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%d is not an arrow from object %d to itself", id, v);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_composite (const ColimCategory *self, gint32 f, gint32 g, GError **error)
{
  const ColimQuiver *arrows = self->arrows;
  gint32 composite = _colim_category_compose (self, f, g);

  if (composite < 0 || composite >= arrows->n_edges || arrows->src[composite] != arrows->src[f]
      || arrows->tgt[composite] != arrows->tgt[g])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "%d is not an arrow from object %d to object %d, as '%d >> %d' is", composite, arrows->src[f],
                   arrows->tgt[g], f, g);
      return FALSE;
    }
  if ((_colim_category_is_identity (self, f) && composite != g)
      || (_colim_category_is_identity (self, g) && composite != f))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "'%d >> %d' is %d, though one of the two is an identity",
                   f, g, composite);
      return FALSE;
    }

  return TRUE;
}

/* Calls a check with every two arrows that can be composed. */
static gboolean
check_pairs (const ColimCategory *self, gboolean (*check) (const ColimCategory *, gint32, gint32, GError **),
             GError **error)
{
  const ColimQuiver *arrows = self->arrows;

  for (gint32 f = 0; f < arrows->n_edges; f++)
    for (gint32 i = arrows->out.starts[arrows->tgt[f]]; i < arrows->out.starts[arrows->tgt[f] + 1]; i++)
      if (!check (self, f, arrows->out.items[i], error))
        return FALSE;

  return TRUE;
}

static gboolean
check_associative (const ColimCategory *self, gint32 f, gint32 g, GError **error)
{
  const ColimQuiver *arrows = self->arrows;
  gint32 fg = _colim_category_compose (self, f, g);

  for (gint32 i = arrows->out.starts[arrows->tgt[g]]; i < arrows->out.starts[arrows->tgt[g] + 1]; i++)
    {
      gint32 h = arrows->out.items[i];
      gint32 left = _colim_category_compose (self, fg, h);
      gint32 right = _colim_category_compose (self, f, _colim_category_compose (self, g, h));

      if (left != right)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                       "'(%d >> %d) >> %d' is %d, but '%d >> (%d >> %d)' is %d", f, g, h, left, f, g, h, right);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * colim_category_new:
 * @arrows: the objects and all arrows, identities too
 * @identities: (array length=n_identities): the identity of each object
 * @n_identities: as many as there are objects
 * @composites: (array length=n_composites): for each arrow f in turn, and for each arrow g that starts where f ends,
 *   in turn, the arrow f.g
 * @n_composites: as many as there are such pairs
 * @error: return location for an error
 *
 * Makes a category of its table, and checks it.  Time: the number of triples that can be composed.
 *
 * Returns: (transfer full): the category, or %NULL with %COLIM_ERROR_INVALID (the table has not the right size, ends
 *   or identities), %COLIM_ERROR_EQUATION_VIOLATED (it is not associative, with the arrows) or %COLIM_ERROR_TOO_LARGE
 */
ColimCategory *
colim_category_new (ColimQuiver *arrows, const gint32 *identities, gsize n_identities, const gint32 *composites,
                    gsize n_composites, GError **error)
{
  g_return_val_if_fail (arrows != NULL && (identities != NULL || n_identities == 0), NULL);
  g_return_val_if_fail ((composites != NULL || n_composites == 0) && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimCategory) self = NULL;

  if (n_identities != (gsize) arrows->n_vertices)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%" G_GSIZE_FORMAT " identities for %d objects",
                   n_identities, arrows->n_vertices);
      return NULL;
    }
  self = _colim_category_make (arrows, g_memdup2 (identities, n_identities * sizeof *identities), error);
  if (self == NULL)
    return NULL;
  if (n_composites != (gsize) self->rows[arrows->n_edges])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%" G_GSIZE_FORMAT " composites for %d pairs of arrows",
                   n_composites, self->rows[arrows->n_edges]);
      return NULL;
    }
  if (n_composites > 0)
    memcpy (self->composites, composites, n_composites * sizeof *composites);
  if (!check_identities (self, error) || !check_pairs (self, check_composite, error)
      || !check_pairs (self, check_associative, error))
    return NULL;
  set_generators (self);

  return g_steal_pointer (&self);
}

/**
 * colim_category_ref:
 * @self: a category
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimCategory *
colim_category_ref (ColimCategory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimCategory *self)
{
  colim_quiver_unref (self->arrows);
  g_free (self->identities);
  g_free (self->rows);
  g_free (self->places);
  g_free (self->composites);
  g_clear_pointer (&self->presentation, colim_presentation_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_free (self->generators);
}

/**
 * colim_category_unref:
 * @self: (transfer full): a category
 *
 * Gives a reference back.
 */
void
colim_category_unref (ColimCategory *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_category_get_arrows:
 * @self: a category
 *
 * Gives the objects and all arrows, identities too.
 *
 * Returns: (transfer none): the objects as vertices, the arrows as edges
 */
ColimQuiver *
colim_category_get_arrows (const ColimCategory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->arrows;
}

/**
 * colim_category_get_identity:
 * @self: a category
 * @object: an object
 *
 * Gives the identity of an object.
 *
 * Returns: the arrow
 */
gint32
colim_category_get_identity (const ColimCategory *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < self->arrows->n_vertices, -1);

  return self->identities[object];
}

/**
 * colim_category_compose:
 * @self: a category
 * @first: an arrow
 * @second: an arrow that starts where @first ends
 *
 * Composes two arrows, in diagram order.  Time: constant.
 *
 * Returns: the arrow
 */
gint32
colim_category_compose (const ColimCategory *self, gint32 first, gint32 second)
{
  g_return_val_if_fail (self != NULL && first >= 0 && first < self->arrows->n_edges, -1);
  g_return_val_if_fail (second >= 0 && second < self->arrows->n_edges, -1);
  g_return_val_if_fail (self->arrows->tgt[first] == self->arrows->src[second], -1);

  return _colim_category_compose (self, first, second);
}

/**
 * colim_category_list_hom:
 * @self: a category
 * @source: an object
 * @target: an object
 * @n: (out): how many there are
 *
 * Lists the arrows from one object to another.
 *
 * Returns: (transfer full) (array length=n): the arrows, ascending
 */
gint32 *
colim_category_list_hom (const ColimCategory *self, gint32 source, gint32 target, gsize *n)
{
  g_return_val_if_fail (self != NULL && n != NULL && source >= 0 && source < self->arrows->n_vertices, NULL);
  g_return_val_if_fail (target >= 0 && target < self->arrows->n_vertices, NULL);

  gint32 *hom = g_new (gint32, (gsize) get_n_out (self->arrows, source) + 1);

  *n = 0;
  for (gint32 i = self->arrows->out.starts[source]; i < self->arrows->out.starts[source + 1]; i++)
    if (self->arrows->tgt[self->arrows->out.items[i]] == target)
      hom[(*n)++] = self->arrows->out.items[i];

  return hom;
}

/**
 * colim_category_equal:
 * @self: a category
 * @other: another one
 *
 * Compares the tables; isomorphic categories with different numbering are not equal.
 *
 * Returns: whether the two are the same category
 */
gboolean
colim_category_equal (const ColimCategory *self, const ColimCategory *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  gsize n = (gsize) self->rows[self->arrows->n_edges];
  gsize n_objects = (gsize) self->arrows->n_vertices;

  if (self == other)
    return TRUE;
  if (!_colim_quiver_equal (self->arrows, other->arrows))
    return FALSE;

  return n == 0
         || (memcmp (self->composites, other->composites, n * sizeof (gint32)) == 0
             && memcmp (self->identities, other->identities, n_objects * sizeof (gint32)) == 0);
}
