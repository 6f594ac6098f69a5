/* Which pairs are meant, wherever pairs are chosen. */

#include <colim/selection.h>

G_DEFINE_BOXED_TYPE (ColimSelection, colim_selection, colim_selection_copy, colim_selection_free)

/**
 * colim_selection_new:
 *
 * Makes the selection of all pairs under the policy `explicit`, without bounds.
 *
 * Returns: (transfer full): the selection
 */
ColimSelection *
colim_selection_new (void)
{
  static const ColimSelection all = COLIM_SELECTION_INIT;

  return colim_selection_copy (&all);
}

/**
 * colim_selection_copy:
 * @self: a selection
 *
 * Copies a selection.
 *
 * Returns: (transfer full): the copy
 */
ColimSelection *
colim_selection_copy (const ColimSelection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * colim_selection_free:
 * @self: (transfer full): a selection
 *
 * Frees a selection.
 */
void
colim_selection_free (ColimSelection *self)
{
  g_free (self);
}
