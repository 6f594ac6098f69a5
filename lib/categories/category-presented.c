/* Finite categories and presentations: enumerating the one from the other, and back.
 *
 *     paths up to equations  ⇄  arrows        a normal form for each arrow; the composite of generators for each path
 */

#include "lib/categories/category-private.h"

#include "lib/categories/path-private.h"

/* The presentation of a table has an equation for almost every entry. */
#define MOST_EQUATIONS 1000000

static guint
hash_path (gconstpointer path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  guint32 hash = (guint32) colim_path_get_source (path);

  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guint32) edges[i]) * 0x01000193u;

  return hash;
}

static gboolean
equal_paths (gconstpointer path, gconstpointer other)
{
  return colim_path_equal (path, other);
}

/* f.g by the generators of g, one after the other. */
typedef struct {
  const ColimCategory *category;
  const gint32 *starts; /* of the row of each arrow */
  const gint32 *steps;  /* the arrow after each generator, by its place among those that start where the arrow ends */
  const gint32 *places; /* of each generator */
} Cayley;

static gint32
compose_by_generators (gint32 first, gint32 second, gpointer data)
{
  const Cayley *self = data;
  gsize n;
  const gint32 *edges = colim_path_get_edges (g_ptr_array_index (self->category->paths, second), &n);

  for (gsize i = 0; i < n; i++)
    first = self->steps[self->starts[first] + self->places[edges[i]]];

  return first;
}

/* Fills the table of a category that has its paths. */
static void
enumerate (ColimCategory *self, const ColimCompletion *completion)
{
  const ColimQuiver *quiver = colim_presentation_get_quiver (self->presentation);
  g_autoptr (GHashTable) names = g_hash_table_new (hash_path, equal_paths);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree gint32 *starts = g_new (gint32, self->paths->len);
  g_autofree gint32 *places = g_new (gint32, quiver->n_edges);
  Cayley cayley = { self, starts, NULL, places };

  for (guint f = 0; f < self->paths->len; f++)
    g_hash_table_insert (names, g_ptr_array_index (self->paths, f), GUINT_TO_POINTER (f));
  for (guint f = 0; f < self->paths->len; f++)
    {
      ColimPath *path = g_ptr_array_index (self->paths, f);
      gint32 end = colim_path_get_target (path);

      starts[f] = (gint32) steps->len;
      for (gint32 i = quiver->out.starts[end]; i < quiver->out.starts[end + 1]; i++)
        {
          gint32 edge = quiver->out.items[i], arrow;
          g_autoptr (ColimPath) step = _colim_path_make (end, quiver->tgt[edge], &edge, 1);
          g_autoptr (ColimPath) longer = _colim_path_concatenate (path, step);
          g_autoptr (ColimPath) reduced = colim_completion_reduce (completion, longer);

          arrow = GPOINTER_TO_INT (g_hash_table_lookup (names, reduced));
          g_array_append_val (steps, arrow);
          places[edge] = i - quiver->out.starts[end];
          if (colim_path_get_source (path) == end && self->identities[end] == (gint32) f)
            self->generators[edge] = arrow;
        }
    }
  cayley.steps = (const gint32 *) (void *) steps->data;
  _colim_category_fill (self, compose_by_generators, &cayley);
}

/**
 * colim_category_new_presented:
 * @completion: a completion that is confluent
 * @cap: the most arrows that it may have
 * @error: return location for an error
 *
 * Enumerates the category that a presentation presents.  Arrow i is entry i of
 * [method@Colim.Completion.list_arrows].
 *
 * Returns: (transfer full): the category, or %NULL with %COLIM_ERROR_BUDGET if there are more than @cap arrows,
 *   perhaps infinitely many, or if the rules are not all; or %COLIM_ERROR_TOO_LARGE
 */
ColimCategory *
colim_category_new_presented (const ColimCompletion *completion, gint32 cap, GError **error)
{
  g_return_val_if_fail (completion != NULL && (error == NULL || *error == NULL), NULL);

  ColimPresentation *presentation = colim_completion_get_presentation (completion);
  const ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
  g_autoptr (GPtrArray) paths = colim_completion_list_arrows (completion, MIN (cap, CATEGORY_MOST_ARROWS), error);
  g_autoptr (ColimQuiver) arrows = NULL;
  gint32 *src, *tgt, *identities;
  ColimCategory *self;

  if (paths == NULL)
    return NULL;
  src = g_new (gint32, paths->len);
  tgt = g_new (gint32, paths->len);
  for (guint f = 0; f < paths->len; f++)
    {
      src[f] = colim_path_get_source (g_ptr_array_index (paths, f));
      tgt[f] = colim_path_get_target (g_ptr_array_index (paths, f));
    }
  arrows = _colim_quiver_take (src, tgt, (gint32) paths->len, quiver->n_vertices);
  identities = g_new (gint32, quiver->n_vertices);
  for (gint32 v = 0; v < quiver->n_vertices; v++)
    identities[v] = v;
  if ((self = _colim_category_make (arrows, identities, error)) == NULL)
    return NULL;
  self->presentation = colim_presentation_ref (presentation);
  self->paths = g_steal_pointer (&paths);
  self->generators = g_new (gint32, quiver->n_edges);
  self->n_generators = quiver->n_edges;
  enumerate (self, completion);

  return self;
}

static ColimQuiver *
list_generators (const ColimCategory *self)
{
  gint32 *src = g_new (gint32, self->n_generators), *tgt = g_new (gint32, self->n_generators);

  for (gint32 e = 0; e < self->n_generators; e++)
    {
      src[e] = self->arrows->src[self->generators[e]];
      tgt[e] = self->arrows->tgt[self->generators[e]];
    }

  return _colim_quiver_take (src, tgt, self->n_generators, self->arrows->n_vertices);
}

/**
 * colim_category_present:
 * @self: a category
 * @error: return location for an error
 *
 * Presents a category: by what it was enumerated from, or else by all arrows but the identities, ascending, and an
 * equation `f.g = h` for every two of them.
 *
 * Returns: (transfer full): the presentation, or %NULL with %COLIM_ERROR_TOO_LARGE if it has more than a million
 *   equations
 */
ColimPresentation *
colim_category_present (const ColimCategory *self, GError **error)
{
  g_return_val_if_fail (self != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (ColimQuiver) quiver = NULL;

  if (self->presentation != NULL)
    return colim_presentation_ref (self->presentation);
  if (self->rows[self->arrows->n_edges] > MOST_EQUATIONS)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                   "the category has more than %d pairs of arrows to compose", MOST_EQUATIONS);
      return NULL;
    }
  quiver = list_generators (self);
  for (gint32 e = 0; e < self->n_generators; e++)
    for (gint32 i = quiver->out.starts[quiver->tgt[e]]; i < quiver->out.starts[quiver->tgt[e] + 1]; i++)
      {
        const gint32 edges[] = { e, quiver->out.items[i] };
        gint32 composite = _colim_category_compose (self, self->generators[e], self->generators[edges[1]]);

        g_ptr_array_add (left, _colim_path_make (quiver->src[e], quiver->tgt[edges[1]], edges, 2));
        g_ptr_array_add (right, colim_category_get_path (self, composite));
      }

  return colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len, (ColimPath **) right->pdata,
                                 right->len, error);
}

/**
 * colim_category_get_path:
 * @self: a category
 * @arrow: an arrow
 *
 * Writes an arrow as a path of generators.
 *
 * Returns: (transfer full): a path of [method@Colim.Category.present] that is the arrow: its normal form, if it was
 *   enumerated
 */
ColimPath *
colim_category_get_path (const ColimCategory *self, gint32 arrow)
{
  g_return_val_if_fail (self != NULL && arrow >= 0 && arrow < self->arrows->n_edges, NULL);

  gint32 low = 0, high = self->n_generators;

  if (self->paths != NULL)
    return colim_path_ref (g_ptr_array_index (self->paths, arrow));
  if (_colim_category_is_identity (self, arrow))
    return _colim_path_make (self->arrows->src[arrow], self->arrows->src[arrow], NULL, 0);
  while (low < high)
    {
      gint32 middle = low + (high - low) / 2;

      if (self->generators[middle] < arrow)
        low = middle + 1;
      else
        high = middle;
    }

  return _colim_path_make (self->arrows->src[arrow], self->arrows->tgt[arrow], &low, 1);
}

/**
 * colim_category_evaluate:
 * @self: a category
 * @path: a path of [method@Colim.Category.present]
 *
 * Composes the generators of a path.
 *
 * Returns: the arrow that it is
 */
gint32
colim_category_evaluate (const ColimCategory *self, const ColimPath *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, -1);

  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  gint32 arrow;

  g_return_val_if_fail (colim_path_get_source (path) < self->arrows->n_vertices, -1);
  arrow = self->identities[colim_path_get_source (path)];
  for (gsize i = 0; i < n; i++)
    {
      g_return_val_if_fail (edges[i] < self->n_generators, -1);
      g_return_val_if_fail (self->arrows->src[self->generators[edges[i]]] == self->arrows->tgt[arrow], -1);
      arrow = _colim_category_compose (self, arrow, self->generators[edges[i]]);
    }

  return arrow;
}

/* That what the images compose to is the image of what is composed. */
static gboolean
check_images (const ColimCategory *self, const gint32 *images, const ColimCategory *codom, GError **error)
{
  const ColimQuiver *arrows = self->arrows;

  for (gint32 f = 0; f < arrows->n_edges; f++)
    for (gint32 i = arrows->out.starts[arrows->tgt[f]]; i < arrows->out.starts[arrows->tgt[f] + 1]; i++)
      {
        gint32 g = arrows->out.items[i];

        if (images[_colim_category_compose (self, f, g)] == _colim_category_compose (codom, images[f], images[g]))
          continue;
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                     "arrows %d and %d do not compose to what their images compose to", f, g);
        return FALSE;
      }

  return TRUE;
}

gint32 *
_colim_category_map (const ColimCategory *self, const ColimFinFunctor *functor, const ColimCategory *codom,
                     GError **error)
{
  g_autofree gint32 *images = g_new (gint32, (gsize) self->arrows->n_edges + 1);

  for (gint32 f = 0; f < self->arrows->n_edges; f++)
    {
      g_autoptr (ColimPath) path = colim_category_get_path (self, f);
      g_autoptr (ColimPath) image = colim_fin_functor_map_path (functor, path);

      images[f] = colim_category_evaluate (codom, image);
    }

  return check_images (self, images, codom, error) ? g_steal_pointer (&images) : NULL;
}
