/* Presentations: a quiver, and equations between parallel paths, which present a category. */

#include <colim/presentation.h>

struct _ColimPresentation {
  ColimQuiver *quiver;
  GPtrArray *left, *right; /* ColimPath */
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
