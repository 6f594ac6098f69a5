/* Locally preordered 2-categories, presented: objects, arrows that paths generate, and inequalities between parallel
 * paths, closed under composition, reflexively and transitively.  `p ≤ q` is then one-way rewriting from p to q, so
 * that a rewriting system is the presentation, and [method@Colim.Rewriting.decide] its word problem.
 *
 *     Par:  s ==-,+==> t,  - ≤ +          Ind:  i --e--> n          (arXiv 2501.01515, section 4)
 */

#include <colim/two-category.h>

#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"

static void
relate (GPtrArray *from, GPtrArray *to, ColimPath *lesser, ColimPath *greater)
{
  g_ptr_array_add (from, lesser);
  g_ptr_array_add (to, greater);
}

/**
 * colim_two_category_new:
 * @presentation: the objects, the generating arrows, and equations between paths
 * @lesser: (array length=n_lesser): the lesser side of each inequality
 * @n_lesser: how many there are
 * @greater: (array length=n_greater): the greater side, parallel to the lesser one
 * @n_greater: as many
 * @error: return location for an error
 *
 * Presents a locally preordered 2-category.  The inequalities are rules in their order; then each equation `p = q` is
 * two, `p ≤ q` and `q ≤ p`: the paths are isomorphic, which is all that a preorder can say, and any 2-functor to a
 * 2-category in which isomorphic arrows are equal makes them equal.
 *
 * With equations alone it is another way to the word problem: where a completion does not end, a search may still
 * find two paths equal, with the steps from one to the other.
 *
 * Returns: (transfer full): the 2-category, or %NULL with %COLIM_ERROR_INVALID or %COLIM_ERROR_NOT_PARALLEL
 */
ColimRewriting *
colim_two_category_new (ColimPresentation *presentation, ColimPath **lesser, gsize n_lesser, ColimPath **greater,
                        gsize n_greater, GError **error)
{
  g_return_val_if_fail (presentation != NULL && (lesser != NULL || n_lesser == 0), NULL);
  g_return_val_if_fail ((greater != NULL || n_greater == 0) && (error == NULL || *error == NULL), NULL);

  g_autoptr (GPtrArray) from = g_ptr_array_new ();
  g_autoptr (GPtrArray) to = g_ptr_array_new ();

  if (n_lesser != n_greater)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "%" G_GSIZE_FORMAT " lesser sides and %" G_GSIZE_FORMAT " greater ones", n_lesser, n_greater);
      return NULL;
    }
  for (gsize i = 0; i < n_lesser; i++)
    relate (from, to, lesser[i], greater[i]);
  for (gint32 i = 0; i < colim_presentation_get_n_equations (presentation); i++)
    {
      ColimPath *left = colim_presentation_get_left (presentation, i),
                *right = colim_presentation_get_right (presentation, i);

      relate (from, to, left, right);
      relate (from, to, right, left);
    }

  return colim_rewriting_new (colim_presentation_get_quiver (presentation), (ColimPath **) from->pdata, from->len,
                              (ColimPath **) to->pdata, to->len, error);
}

/* Two objects, and so many arrows from the first to the second. */
static ColimQuiver *
make_quiver (gint32 n_arrows)
{
  gint32 *src = g_new0 (gint32, n_arrows), *tgt = g_new (gint32, n_arrows);

  for (gint32 e = 0; e < n_arrows; e++)
    tgt[e] = 1;

  return _colim_quiver_take (src, tgt, n_arrows, 2);
}

/**
 * colim_two_category_new_par:
 *
 * Makes Par, the walking inequality: objects 0 and 1, arrows 0 and 1 from the first to the second, and 0 ≤ 1.  A
 * 2-functor out of it is an ordered pair of parallel arrows.
 *
 * Returns: (transfer full): the 2-category
 */
ColimRewriting *
colim_two_category_new_par (void)
{
  g_autoptr (ColimQuiver) quiver = make_quiver (2);
  g_autoptr (ColimPath) lesser = _colim_path_make (0, 1, (const gint32[]) { 0 }, 1);
  g_autoptr (ColimPath) greater = _colim_path_make (0, 1, (const gint32[]) { 1 }, 1);

  return colim_rewriting_new (quiver, &lesser, 1, &greater, 1, NULL);
}

/**
 * colim_two_category_new_ind:
 *
 * Makes Ind: object 0, called i, object 1, called n, an arrow from the first to the second, and no inequalities.  A
 * 2-functor to it tells what indexes from what is indexed.
 *
 * Returns: (transfer full): the 2-category
 */
ColimRewriting *
colim_two_category_new_ind (void)
{
  g_autoptr (ColimQuiver) quiver = make_quiver (1);

  return colim_rewriting_new (quiver, NULL, 0, NULL, 0, NULL);
}
