/* The loss as a functor (arXiv 2501.01515, Theorem 4.3, corrected).
 *
 *        X ==f,g==> Y        if p is onto and q short, and both squares commute (f q = p f', g q = p g'), then
 *        |          |
 *      p |          | q           ℓ(f, g) ≥ ℓ(f', g')
 *        v          v
 *        X' =f',g'=> Y'      so that ℓ goes to the numbers from 0 to ∞ under ≥.
 */

#include <colim/loss-square.h>

struct _ColimLossSquare {
  gboolean is_natural, is_onto, is_short;
  ColimRational *loss, *image_loss;
};

/**
 * ColimLossSquare:
 *
 * Two pairs of parallel maps and an arrow from one to the other, with what the theorem asks of them and says of them.
 * Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimLossSquare, colim_loss_square, colim_loss_square_ref, colim_loss_square_unref)

static gboolean
commutes (ColimFinFunction *f, ColimFinFunction *q, ColimFinFunction *p, ColimFinFunction *f_image, gboolean *equal, GError **error)
{
  g_autoptr (ColimFinFunction) right = colim_fin_function_compose (f, q, error);
  g_autoptr (ColimFinFunction) left = right != NULL ? colim_fin_function_compose (p, f_image, error) : NULL;

  if (left == NULL)
    return FALSE;
  *equal = colim_fin_function_equal (right, left);

  return TRUE;
}

/**
 * colim_loss_square_new:
 * @from: the space Y
 * @f: a map X → Y
 * @g: a map X → Y
 * @to: the space Y'
 * @f_image: a map X' → Y'
 * @g_image: a map X' → Y'
 * @p: a map X → X'
 * @q: a map Y → Y'
 * @error: return location for an error
 *
 * Looks at an arrow (p, q) from the pair (f, g) to the pair (f', g').
 *
 * Returns: (transfer full): what is found, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_NOT_PARALLEL
 */
ColimLossSquare *
colim_loss_square_new (ColimLossSpace *from, ColimFinFunction *f, ColimFinFunction *g, ColimLossSpace *to, ColimFinFunction *f_image,
                       ColimFinFunction *g_image, ColimFinFunction *p, ColimFinFunction *q, GError **error)
{
  g_return_val_if_fail (from != NULL && f != NULL && g != NULL && to != NULL, NULL);
  g_return_val_if_fail (f_image != NULL && g_image != NULL && p != NULL && q != NULL, NULL);

  g_autoptr (ColimRational) lipschitz = colim_loss_space_find_lipschitz (from, to, q, error);
  g_autoptr (ColimRational) loss = lipschitz != NULL ? colim_loss_space_measure (from, f, g, error) : NULL;
  g_autoptr (ColimRational) image_loss = loss != NULL ? colim_loss_space_measure (to, f_image, g_image, error) : NULL;
  g_autoptr (ColimRational) one = colim_rational_new (1, 1);
  gboolean f_commutes, g_commutes;
  ColimLossSquare *self;

  if (image_loss == NULL || !commutes (f, q, p, f_image, &f_commutes, error) || !commutes (g, q, p, g_image, &g_commutes, error))
    return NULL;
  self = g_atomic_rc_box_new0 (ColimLossSquare);
  self->is_natural = f_commutes && g_commutes;
  self->is_onto = colim_fin_function_is_epic (p);
  self->is_short = colim_rational_compare (lipschitz, one) <= 0;
  self->loss = g_steal_pointer (&loss);
  self->image_loss = g_steal_pointer (&image_loss);

  return self;
}

/**
 * colim_loss_square_ref:
 * @self: a square
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimLossSquare *
colim_loss_square_ref (ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimLossSquare *self)
{
  colim_rational_unref (self->loss);
  colim_rational_unref (self->image_loss);
}

/**
 * colim_loss_square_unref:
 * @self: (transfer full): a square
 *
 * Gives a reference back.
 */
void
colim_loss_square_unref (ColimLossSquare *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_loss_square_is_natural:
 * @self: a square
 *
 * Tells whether f q = p f' and g q = p g'.
 *
 * Returns: whether both squares commute
 */
gboolean
colim_loss_square_is_natural (const ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_natural;
}

/**
 * colim_loss_square_is_onto:
 * @self: a square
 *
 * Tells whether p is onto: the first hypothesis.
 *
 * Returns: whether it is
 */
gboolean
colim_loss_square_is_onto (const ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_onto;
}

/**
 * colim_loss_square_is_short:
 * @self: a square
 *
 * Tells whether q is 1-Lipschitz: the second hypothesis.
 *
 * Returns: whether it is
 */
gboolean
colim_loss_square_is_short (const ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_short;
}

/**
 * colim_loss_square_get_loss:
 * @self: a square
 *
 * Gives ℓ(f, g).
 *
 * Returns: (transfer none): the loss
 */
ColimRational *
colim_loss_square_get_loss (const ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->loss;
}

/**
 * colim_loss_square_get_image_loss:
 * @self: a square
 *
 * Gives ℓ(f', g').
 *
 * Returns: (transfer none): the loss
 */
ColimRational *
colim_loss_square_get_image_loss (const ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->image_loss;
}

/**
 * colim_loss_square_descends:
 * @self: a square
 *
 * Tells whether ℓ(f, g) ≥ ℓ(f', g'): the theorem says so where it is natural, onto and short.
 *
 * Returns: whether the inequality holds
 */
gboolean
colim_loss_square_descends (const ColimLossSquare *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return colim_rational_compare (self->loss, self->image_loss) >= 0;
}
