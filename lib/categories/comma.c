/* Comma categories of two functors  F : A → C ← B : G  between finite categories.
 *
 *     F(a) --F(u)--> F(a')
 *      |              |
 *    h |              | h'         objects (a, b, h : F(a) → G(b));  arrows (u, v) for which the square commutes
 *      v              v
 *     G(b) --G(v)--> G(b')
 *
 * Objects come by a, b, h; the arrows from one of them by u, v, h'.
 */

#include <colim/comma.h>

#include "lib/categories/category-private.h"

typedef struct {
  gint32 left, right, middle;
} Object;

typedef struct {
  gint32 source, target; /* objects */
  gint32 left, right;
} Arrow;

struct _ColimComma {
  ColimCategory *category;
  GArray *objects; /* Object */
  GArray *arrows;  /* Arrow */
};

/**
 * ColimComma:
 *
 * A comma category, with what its objects and arrows are made of.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimComma, colim_comma, colim_comma_ref, colim_comma_unref)

/* What the construction looks at. */
typedef struct {
  const ColimCategory *left, *right, *codom;
  const gint32 *left_images, *right_images; /* of arrows */
  GArray *objects, *arrows;
  gint32 *starts;       /* of the objects over each pair (a, b), and one more */
  gint32 *arrow_starts; /* of the arrows from each object, and one more */
} Search;

static gint32
get_image (const ColimCategory *category, const gint32 *images, const ColimCategory *codom, gint32 object)
{
  return codom->arrows->src[images[category->identities[object]]];
}

static gboolean
check_functor (const ColimCategory *dom, const ColimFinFunctor *functor, const ColimCategory *codom, const char *side,
               GError **error)
{
  g_autoptr (ColimPresentation) from = colim_category_present (dom, error);
  g_autoptr (ColimPresentation) to = from != NULL ? colim_category_present (codom, error) : NULL;

  if (to == NULL)
    return FALSE;
  if (colim_presentation_equal (from, colim_fin_functor_get_dom (functor))
      && colim_presentation_equal (to, colim_fin_functor_get_codom (functor)))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
               "the %s functor is not one between the presentations of its category and of the one in the middle",
               side);

  return FALSE;
}

static gboolean
refuse (GError **error)
{
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the comma category has more than %d objects or arrows",
               CATEGORY_MOST_ARROWS);

  return FALSE;
}

static gboolean
list_objects (Search *self, GError **error)
{
  gint32 n_left = self->left->arrows->n_vertices, n_right = self->right->arrows->n_vertices;

  if ((gint64) n_left * n_right > CATEGORY_MOST_ARROWS)
    return refuse (error);
  self->starts = g_new (gint32, (gsize) n_left * (gsize) n_right + 1);
  for (gint32 a = 0; a < n_left; a++)
    for (gint32 b = 0; b < n_right; b++)
      {
        gsize n;
        g_autofree gint32 *hom
            = colim_category_list_hom (self->codom, get_image (self->left, self->left_images, self->codom, a),
                                       get_image (self->right, self->right_images, self->codom, b), &n);

        self->starts[a * n_right + b] = (gint32) self->objects->len;
        if (n > CATEGORY_MOST_ARROWS - self->objects->len)
          return refuse (error);
        for (gsize i = 0; i < n; i++)
          g_array_append_val (self->objects, ((Object) { a, b, hom[i] }));
      }
  self->starts[n_left * n_right] = (gint32) self->objects->len;

  return TRUE;
}

/* The arrows (u, v) from an object. */
static gboolean
list_squares (Search *self, gint32 source, gint32 u, gint32 v, GError **error)
{
  gint32 h = g_array_index (self->objects, Object, source).middle;
  gint32 below = _colim_category_compose (self->codom, h, self->right_images[v]);
  gint32 pair = self->left->arrows->tgt[u] * self->right->arrows->n_vertices + self->right->arrows->tgt[v];

  for (gint32 target = self->starts[pair]; target < self->starts[pair + 1]; target++)
    {
      if (_colim_category_compose (self->codom, self->left_images[u],
                                   g_array_index (self->objects, Object, target).middle)
          != below)
        continue;
      if (self->arrows->len == CATEGORY_MOST_ARROWS)
        return refuse (error);
      g_array_append_val (self->arrows, ((Arrow) { source, target, u, v }));
    }

  return TRUE;
}

static gboolean
list_arrows (Search *self, GError **error)
{
  const ColimQuiver *left = self->left->arrows, *right = self->right->arrows;

  self->arrow_starts = g_new (gint32, self->objects->len + 1);
  for (guint o = 0; o < self->objects->len; o++)
    {
      Object object = g_array_index (self->objects, Object, o);

      self->arrow_starts[o] = (gint32) self->arrows->len;
      for (gint32 i = left->out.starts[object.left]; i < left->out.starts[object.left + 1]; i++)
        for (gint32 j = right->out.starts[object.right]; j < right->out.starts[object.right + 1]; j++)
          if (!list_squares (self, (gint32) o, left->out.items[i], right->out.items[j], error))
            return FALSE;
    }
  self->arrow_starts[self->objects->len] = (gint32) self->arrows->len;

  return TRUE;
}

static int
compare_arrows (const Arrow *a, const Arrow *b)
{
  if (a->left != b->left)
    return a->left < b->left ? -1 : 1;
  if (a->right != b->right)
    return a->right < b->right ? -1 : 1;

  return a->target < b->target ? -1 : a->target > b->target;
}

/* The number of an arrow that is there. */
static gint32
find_arrow (const Search *self, Arrow arrow)
{
  gint32 low = self->arrow_starts[arrow.source], high = self->arrow_starts[arrow.source + 1];

  while (low < high)
    {
      gint32 middle = low + (high - low) / 2;

      if (compare_arrows (&g_array_index (self->arrows, Arrow, middle), &arrow) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gint32
compose (gint32 first, gint32 second, gpointer data)
{
  const Search *self = data;
  const Arrow *f = &g_array_index (self->arrows, Arrow, first), *g = &g_array_index (self->arrows, Arrow, second);

  return find_arrow (self, (Arrow) { f->source, g->target, _colim_category_compose (self->left, f->left, g->left),
                                    _colim_category_compose (self->right, f->right, g->right) });
}

static ColimCategory *
tabulate (Search *self, GError **error)
{
  gint32 n_objects = (gint32) self->objects->len, n_arrows = (gint32) self->arrows->len;
  gint32 *src = g_new (gint32, n_arrows), *tgt = g_new (gint32, n_arrows), *identities = g_new (gint32, n_objects);

  for (gint32 f = 0; f < n_arrows; f++)
    {
      src[f] = g_array_index (self->arrows, Arrow, f).source;
      tgt[f] = g_array_index (self->arrows, Arrow, f).target;
    }
  for (gint32 o = 0; o < n_objects; o++)
    {
      Object object = g_array_index (self->objects, Object, o);

      identities[o] = find_arrow (
          self, (Arrow) { o, o, self->left->identities[object.left], self->right->identities[object.right] });
    }

  return _colim_category_take (src, tgt, n_arrows, identities, n_objects, compose, self, error);
}

/**
 * colim_comma_new:
 * @left: a category A
 * @left_functor: a functor F from it to @codom, between what [method@Colim.Category.present] gives
 * @right: a category B
 * @right_functor: a functor G from it to @codom
 * @codom: a category C
 * @error: return location for an error
 *
 * Makes the comma category of two functors.  Slices are commas: with the identity of C on the left and a functor from
 * a point on the right, the objects are the arrows into what it picks.
 *
 * Returns: (transfer full): the comma category, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (a functor runs elsewhere),
 *   %COLIM_ERROR_EQUATION_VIOLATED (it does not preserve composition) or %COLIM_ERROR_TOO_LARGE
 */
ColimComma *
colim_comma_new (ColimCategory *left, ColimFinFunctor *left_functor, ColimCategory *right,
                 ColimFinFunctor *right_functor, ColimCategory *codom, GError **error)
{
  g_return_val_if_fail (left != NULL && left_functor != NULL && right != NULL && right_functor != NULL, NULL);
  g_return_val_if_fail (codom != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimComma) self = NULL;
  g_autofree gint32 *left_images = NULL;
  g_autofree gint32 *right_images = NULL;
  Search search = { .left = left, .right = right, .codom = codom };

  if (!check_functor (left, left_functor, codom, "left", error)
      || !check_functor (right, right_functor, codom, "right", error))
    return NULL;
  if ((search.left_images = left_images = _colim_category_map (left, left_functor, codom, error)) == NULL
      || (search.right_images = right_images = _colim_category_map (right, right_functor, codom, error)) == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (ColimComma);
  self->objects = search.objects = g_array_new (FALSE, FALSE, sizeof (Object));
  self->arrows = search.arrows = g_array_new (FALSE, FALSE, sizeof (Arrow));
  if (list_objects (&search, error) && list_arrows (&search, error))
    self->category = tabulate (&search, error);
  g_free (search.starts);
  g_free (search.arrow_starts);

  return self->category != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_comma_ref:
 * @self: a comma category
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimComma *
colim_comma_ref (ColimComma *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimComma *self)
{
  g_clear_pointer (&self->category, colim_category_unref);
  g_array_unref (self->objects);
  g_array_unref (self->arrows);
}

/**
 * colim_comma_unref:
 * @self: (transfer full): a comma category
 *
 * Gives a reference back.
 */
void
colim_comma_unref (ColimComma *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_comma_get_category:
 * @self: a comma category
 *
 * Gives its table.
 *
 * Returns: (transfer none): the category
 */
ColimCategory *
colim_comma_get_category (const ColimComma *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->category;
}

/**
 * colim_comma_get_left_object:
 * @self: a comma category
 * @object: an object (a, b, h)
 *
 * Gives a.
 *
 * Returns: an object of the category on the left
 */
gint32
colim_comma_get_left_object (const ColimComma *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && (guint) object < self->objects->len, -1);

  return g_array_index (self->objects, Object, object).left;
}

/**
 * colim_comma_get_right_object:
 * @self: a comma category
 * @object: an object (a, b, h)
 *
 * Gives b.
 *
 * Returns: an object of the category on the right
 */
gint32
colim_comma_get_right_object (const ColimComma *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && (guint) object < self->objects->len, -1);

  return g_array_index (self->objects, Object, object).right;
}

/**
 * colim_comma_get_middle:
 * @self: a comma category
 * @object: an object (a, b, h)
 *
 * Gives h.
 *
 * Returns: an arrow of the category in the middle
 */
gint32
colim_comma_get_middle (const ColimComma *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && (guint) object < self->objects->len, -1);

  return g_array_index (self->objects, Object, object).middle;
}

/**
 * colim_comma_get_left_arrow:
 * @self: a comma category
 * @arrow: an arrow (u, v)
 *
 * Gives u.
 *
 * Returns: an arrow of the category on the left
 */
gint32
colim_comma_get_left_arrow (const ColimComma *self, gint32 arrow)
{
  g_return_val_if_fail (self != NULL && arrow >= 0 && (guint) arrow < self->arrows->len, -1);

  return g_array_index (self->arrows, Arrow, arrow).left;
}

/**
 * colim_comma_get_right_arrow:
 * @self: a comma category
 * @arrow: an arrow (u, v)
 *
 * Gives v.
 *
 * Returns: an arrow of the category on the right
 */
gint32
colim_comma_get_right_arrow (const ColimComma *self, gint32 arrow)
{
  g_return_val_if_fail (self != NULL && arrow >= 0 && (guint) arrow < self->arrows->len, -1);

  return g_array_index (self->arrows, Arrow, arrow).right;
}
