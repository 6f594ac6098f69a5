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

/**
 * colim_selection_print_bound:
 * @self: a selection
 *
 * Says which paths the bounds leave, as in "of paths of at most 3 edges, related through 5": a loss that is bounded is
 * another one than the formal loss, and is to be named so wherever it is shown.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if there is no bound
 */
char *
colim_selection_print_bound (const ColimSelection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->max_length < 0)
    return NULL;
  if (self->max_derivation <= self->max_length)
    return g_strdup_printf ("of paths of at most %d edge%s", self->max_length, self->max_length == 1 ? "" : "s");

  return g_strdup_printf ("of paths of at most %d edge%s, related through %d", self->max_length,
                          self->max_length == 1 ? "" : "s", self->max_derivation);
}
