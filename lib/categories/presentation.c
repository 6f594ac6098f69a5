/* Presentations: a quiver, and equations between parallel paths, which present a category. */

#include "lib/categories/presentation-private.h"

#include "lib/categories/quiver-private.h"

struct _ColimPresentation {
  ColimQuiver *quiver;
  GPtrArray *left, *right; /* ColimPath */
  char **vertex_names;     /* or NULL: numbers do */
  char **edge_names;
};

/**
 * ColimPresentation:
 *
 * Generators and equations of a category: its arrows are the paths of a quiver, as many as the equations leave apart.
 * Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimPresentation, colim_presentation, colim_presentation_ref, colim_presentation_unref)

static gboolean
check_equations (ColimPath **left, gsize n_left, ColimPath **right, gsize n_right, GError **error)
{
  if (n_left != n_right)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%" G_GSIZE_FORMAT " left sides and %" G_GSIZE_FORMAT " right sides", n_left,
                   n_right);
      return FALSE;
    }
  for (gsize i = 0; i < n_left; i++)
    if (!colim_path_is_parallel (left[i], right[i]))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "the sides of equation %" G_GSIZE_FORMAT " are not parallel", i);
        return FALSE;
      }

  return TRUE;
}

/**
 * colim_presentation_new:
 * @quiver: the objects and the generators
 * @left: (array length=n_left): the left sides of the equations, paths in @quiver
 * @n_left: how many there are
 * @right: (array length=n_right): the right sides, parallel to the left ones
 * @n_right: as many
 * @error: return location for an error
 *
 * Presents a category.
 *
 * Returns: (transfer full): the presentation, or %NULL with %COLIM_ERROR_INVALID or %COLIM_ERROR_NOT_PARALLEL
 */
ColimPresentation *
colim_presentation_new (ColimQuiver *quiver, ColimPath **left, gsize n_left, ColimPath **right, gsize n_right, GError **error)
{
  g_return_val_if_fail (quiver != NULL && (left != NULL || n_left == 0) && (right != NULL || n_right == 0), NULL);

  ColimPresentation *self;

  if (!check_equations (left, n_left, right, n_right, error))
    return NULL;
  self = g_atomic_rc_box_new0 (ColimPresentation);
  self->quiver = colim_quiver_ref (quiver);
  self->left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  self->right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  for (gsize i = 0; i < n_left; i++)
    {
      g_ptr_array_add (self->left, colim_path_ref (left[i]));
      g_ptr_array_add (self->right, colim_path_ref (right[i]));
    }

  return self;
}

static gboolean
check_names (const char *const *names, gint32 n, const char *what, GError **error)
{
  if (g_strv_length ((char **) names) == (guint) n)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%u names for %d %s", g_strv_length ((char **) names), n, what);

  return FALSE;
}

/**
 * colim_presentation_name:
 * @self: a presentation
 * @vertices: (array zero-terminated=1): a name for each object
 * @edges: (array zero-terminated=1): a name for each generator
 * @error: return location for an error
 *
 * Gives names, which messages then use; nothing else does.
 *
 * Returns: (transfer full): the same presentation with names, or %NULL with %COLIM_ERROR_INVALID if they are too few or
 *   too many
 */
ColimPresentation *
colim_presentation_name (ColimPresentation *self, const char *const *vertices, const char *const *edges, GError **error)
{
  g_return_val_if_fail (self != NULL && vertices != NULL && edges != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimPresentation *named;

  if (!check_names (vertices, self->quiver->n_vertices, "objects", error)
      || !check_names (edges, self->quiver->n_edges, "generators", error))
    return NULL;
  named = colim_presentation_new (self->quiver, (ColimPath **) self->left->pdata, self->left->len,
                                  (ColimPath **) self->right->pdata, self->right->len, NULL);
  named->vertex_names = g_strdupv ((char **) vertices);
  named->edge_names = g_strdupv ((char **) edges);

  return named;
}

/**
 * colim_presentation_ref:
 * @self: a presentation
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimPresentation *
colim_presentation_ref (ColimPresentation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimPresentation *self)
{
  colim_quiver_unref (self->quiver);
  g_ptr_array_unref (self->left);
  g_ptr_array_unref (self->right);
  g_strfreev (self->vertex_names);
  g_strfreev (self->edge_names);
}

/**
 * colim_presentation_unref:
 * @self: (transfer full): a presentation
 *
 * Gives a reference back.
 */
void
colim_presentation_unref (ColimPresentation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_presentation_get_quiver:
 * @self: a presentation
 *
 * Gives the generators.
 *
 * Returns: (transfer none): the quiver
 */
ColimQuiver *
colim_presentation_get_quiver (const ColimPresentation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->quiver;
}

/**
 * colim_presentation_get_n_equations:
 * @self: a presentation
 *
 * Counts the equations.
 *
 * Returns: how many there are
 */
gint32
colim_presentation_get_n_equations (const ColimPresentation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->left->len;
}

/**
 * colim_presentation_get_left:
 * @self: a presentation
 * @equation: an equation
 *
 * Gives the left side of an equation.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_presentation_get_left (const ColimPresentation *self, gint32 equation)
{
  g_return_val_if_fail (self != NULL && equation >= 0 && (guint) equation < self->left->len, NULL);

  return g_ptr_array_index (self->left, equation);
}

/**
 * colim_presentation_get_right:
 * @self: a presentation
 * @equation: an equation
 *
 * Gives the right side of an equation.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_presentation_get_right (const ColimPresentation *self, gint32 equation)
{
  g_return_val_if_fail (self != NULL && equation >= 0 && (guint) equation < self->right->len, NULL);

  return g_ptr_array_index (self->right, equation);
}

/**
 * colim_presentation_get_vertex_name:
 * @self: a presentation
 * @vertex: an object
 *
 * Names an object.
 *
 * Returns: (transfer none) (nullable): its name, or %NULL if there are no names
 */
const char *
colim_presentation_get_vertex_name (const ColimPresentation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && vertex < self->quiver->n_vertices, NULL);

  return self->vertex_names != NULL ? self->vertex_names[vertex] : NULL;
}

/**
 * colim_presentation_get_edge_name:
 * @self: a presentation
 * @edge: a generator
 *
 * Names a generator.
 *
 * Returns: (transfer none) (nullable): its name, or %NULL if there are no names
 */
const char *
colim_presentation_get_edge_name (const ColimPresentation *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && edge < self->quiver->n_edges, NULL);

  return self->edge_names != NULL ? self->edge_names[edge] : NULL;
}

/**
 * colim_presentation_print_path:
 * @self: a presentation
 * @path: a path in its quiver
 *
 * Writes a path as people do, in diagram order.
 *
 * Returns: (transfer full): the names, or the numbers where there are none, with `>>` between them; `id` without edges
 */
char *
colim_presentation_print_path (const ColimPresentation *self, const ColimPath *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  GString *out = g_string_new (n == 0 ? "id" : NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? " >> " : "");
      if (self->edge_names != NULL && edges[i] < self->quiver->n_edges)
        g_string_append (out, self->edge_names[edges[i]]);
      else
        g_string_append_printf (out, "%d", edges[i]);
    }

  return g_string_free (out, FALSE);
}

char *
_colim_presentation_describe_vertex (const ColimPresentation *self, gint32 vertex)
{
  return self->vertex_names != NULL ? g_strdup_printf ("'%s'", self->vertex_names[vertex])
                                    : g_strdup_printf ("object %d", vertex);
}

char *
_colim_presentation_describe_edge (const ColimPresentation *self, gint32 edge)
{
  return self->edge_names != NULL ? g_strdup_printf ("'%s'", self->edge_names[edge])
                                  : g_strdup_printf ("generator %d", edge);
}

static gboolean
equal_sides (const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    if (!colim_path_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

/**
 * colim_presentation_equal:
 * @self: a presentation
 * @other: another one
 *
 * Compares the quivers and the equations, in order; what they present may be the same category though they differ.
 * Names do not matter.
 *
 * Returns: whether they are the same
 */
gboolean
colim_presentation_equal (const ColimPresentation *self, const ColimPresentation *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self == other
         || (_colim_quiver_equal (self->quiver, other->quiver) && self->left->len == other->left->len
             && equal_sides (self->left, other->left) && equal_sides (self->right, other->right));
}
