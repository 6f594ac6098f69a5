/* 2-functors between presented locally preordered 2-categories.
 *
 *     P : C → D        a functor of the categories that paths generate, which is monotone:  l ≤ r  ⟹  P(l) ≤ P(r)
 *
 * It is monotone if it is on the inequalities that generate the order of C.
 */

#include "lib/categories/two-functor-private.h"

#include "lib/categories/fin-functor-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/categories/rewriting-private.h"

struct _ColimTwoFunctor {
  ColimRewriting *dom;
  ColimRewriting *codom;
  ColimFinFunctor *underlying;
};

/**
 * ColimTwoFunctor:
 *
 * A 2-functor between presented locally preordered 2-categories.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimTwoFunctor, colim_two_functor, colim_two_functor_ref, colim_two_functor_unref)

gboolean
_colim_rewriting_equal (const ColimRewriting *self, const ColimRewriting *other)
{
  if (self == other)
    return TRUE;
  if (!_colim_quiver_equal (self->quiver, other->quiver) || self->n_rules != other->n_rules)
    return FALSE;
  for (gint32 i = 0; i < self->n_rules; i++)
    if (!colim_path_equal (self->from[i], other->from[i]) || !colim_path_equal (self->to[i], other->to[i]))
      return FALSE;

  return TRUE;
}

ColimTwoFunctor *
_colim_two_functor_take (ColimRewriting *dom, ColimRewriting *codom, ColimFinFunctor *underlying)
{
  ColimTwoFunctor *self = g_atomic_rc_box_new0 (ColimTwoFunctor);

  self->dom = colim_rewriting_ref (dom);
  self->codom = colim_rewriting_ref (codom);
  self->underlying = underlying;

  return self;
}

/* The paths of a quiver, with no equations. */
static ColimPresentation *
present_free (const ColimRewriting *self)
{
  return colim_presentation_new (self->quiver, NULL, 0, NULL, 0, NULL);
}

/**
 * colim_two_functor_new:
 * @dom: where it starts
 * @codom: where it ends
 * @vertices: (array length=n_vertices): the image of each object
 * @n_vertices: as many as there are objects
 * @paths: (array length=n_paths): the image of each generating arrow, a path of @codom
 * @n_paths: as many as there are generating arrows
 * @error: return location for an error
 *
 * Makes a 2-functor from its values on generators.  Inequalities are not looked at:
 * [method@Colim.TwoFunctor.check] does.
 *
 * Returns: (transfer full): the 2-functor, or %NULL with an error of [ctor@Colim.FinFunctor.new]
 */
ColimTwoFunctor *
colim_two_functor_new (ColimRewriting *dom, ColimRewriting *codom, const gint32 *vertices, gsize n_vertices,
                       ColimPath **paths, gsize n_paths, GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && (vertices != NULL || n_vertices == 0), NULL);
  g_return_val_if_fail ((paths != NULL || n_paths == 0) && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimPresentation) from = present_free (dom);
  g_autoptr (ColimPresentation) to = present_free (codom);
  ColimFinFunctor *underlying = colim_fin_functor_new (from, to, vertices, n_vertices, paths, n_paths, error);

  return underlying != NULL ? _colim_two_functor_take (dom, codom, underlying) : NULL;
}

/**
 * colim_two_functor_new_identity:
 * @two_category: a 2-category
 *
 * Makes the 2-functor that changes nothing.
 *
 * Returns: (transfer full): the 2-functor
 */
ColimTwoFunctor *
colim_two_functor_new_identity (ColimRewriting *two_category)
{
  g_return_val_if_fail (two_category != NULL, NULL);

  g_autoptr (ColimPresentation) free = present_free (two_category);

  return _colim_two_functor_take (two_category, two_category, colim_fin_functor_new_identity (free));
}

/**
 * colim_two_functor_ref:
 * @self: a 2-functor
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimTwoFunctor *
colim_two_functor_ref (ColimTwoFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimTwoFunctor *self)
{
  colim_rewriting_unref (self->dom);
  colim_rewriting_unref (self->codom);
  colim_fin_functor_unref (self->underlying);
}

/**
 * colim_two_functor_unref:
 * @self: (transfer full): a 2-functor
 *
 * Gives a reference back.
 */
void
colim_two_functor_unref (ColimTwoFunctor *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_two_functor_get_dom:
 * @self: a 2-functor
 *
 * Tells where it starts.
 *
 * Returns: (transfer none): the 2-category
 */
ColimRewriting *
colim_two_functor_get_dom (const ColimTwoFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dom;
}

/**
 * colim_two_functor_get_codom:
 * @self: a 2-functor
 *
 * Tells where it ends.
 *
 * Returns: (transfer none): the 2-category
 */
ColimRewriting *
colim_two_functor_get_codom (const ColimTwoFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->codom;
}

/**
 * colim_two_functor_get_underlying:
 * @self: a 2-functor
 *
 * Gives what it does to objects and arrows: the images of objects, generating arrows and paths are to be had there.
 *
 * Returns: (transfer none): the functor between the free categories
 */
ColimFinFunctor *
colim_two_functor_get_underlying (const ColimTwoFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->underlying;
}

/**
 * colim_two_functor_equal:
 * @self: a 2-functor
 * @other: another one
 *
 * Tells whether two 2-functors are between the same 2-categories, and take generators to the same paths.
 *
 * Returns: whether they are equal
 */
gboolean
colim_two_functor_equal (const ColimTwoFunctor *self, const ColimTwoFunctor *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return _colim_rewriting_equal (self->dom, other->dom) && _colim_rewriting_equal (self->codom, other->codom)
         && _colim_fin_functor_is_same (self->underlying, other->underlying);
}

static void
map_inequality (const ColimTwoFunctor *self, gint32 rule, ColimPath **lesser, ColimPath **greater)
{
  *lesser = colim_fin_functor_map_path (self->underlying, self->dom->from[rule]);
  *greater = colim_fin_functor_map_path (self->underlying, self->dom->to[rule]);
}

/**
 * colim_two_functor_decide_inequality:
 * @self: a 2-functor
 * @rule: an inequality of its domain
 * @longest: the length of the longest path that a derivation may pass through, or -1 for any
 * @budget: how many paths may be visited
 *
 * Decides whether a generating inequality goes to one that holds.
 *
 * Returns: yes, no, or unknown where @longest or @budget cut the search
 */
ColimVerdict
colim_two_functor_decide_inequality (const ColimTwoFunctor *self, gint32 rule, gint32 longest, gint64 budget)
{
  g_return_val_if_fail (self != NULL && rule >= 0 && rule < self->dom->n_rules, COLIM_VERDICT_UNKNOWN);

  g_autoptr (ColimPath) lesser = NULL;
  g_autoptr (ColimPath) greater = NULL;

  map_inequality (self, rule, &lesser, &greater);

  return colim_rewriting_decide (self->codom, lesser, greater, longest, budget, NULL);
}

static void
report (const ColimTwoFunctor *self, gint32 rule, ColimVerdict verdict, GError **error)
{
  ColimPresentation *from = colim_fin_functor_get_dom (self->underlying);
  ColimPresentation *to = colim_fin_functor_get_codom (self->underlying);
  g_autoptr (ColimPath) lesser = NULL;
  g_autoptr (ColimPath) greater = NULL;
  g_autofree char *l = colim_presentation_print_path (from, self->dom->from[rule]);
  g_autofree char *r = colim_presentation_print_path (from, self->dom->to[rule]);
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  map_inequality (self, rule, &lesser, &greater);
  x = colim_presentation_print_path (to, lesser);
  y = colim_presentation_print_path (to, greater);
  if (verdict == COLIM_VERDICT_NO)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                 "inequality %d, '%s ≤ %s', goes to '%s ≤ %s', which does not hold", rule, l, r, x, y);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                 "inequality %d, '%s ≤ %s', goes to '%s ≤ %s', of which it is not known whether it holds", rule, l, r,
                 x, y);
}

/**
 * colim_two_functor_check:
 * @self: a 2-functor
 * @longest: the length of the longest path that a derivation may pass through, or -1 for any
 * @budget: how many paths may be visited for each inequality
 * @error: return location for an error
 *
 * Checks that every generating inequality goes to one that holds.  One that fails is reported even where others are
 * undecided.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_EQUATION_VIOLATED, which names the inequality and the images, or
 *   %COLIM_ERROR_BUDGET if none is known to fail, but one is undecided
 */
gboolean
colim_two_functor_check (const ColimTwoFunctor *self, gint32 longest, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL && (error == NULL || *error == NULL), FALSE);

  gint32 unknown = -1;

  for (gint32 rule = 0; rule < self->dom->n_rules; rule++)
    {
      ColimVerdict verdict = colim_two_functor_decide_inequality (self, rule, longest, budget);

      if (verdict == COLIM_VERDICT_NO)
        {
          report (self, rule, verdict, error);
          return FALSE;
        }
      if (verdict == COLIM_VERDICT_UNKNOWN && unknown < 0)
        unknown = rule;
    }
  if (unknown >= 0)
    report (self, unknown, COLIM_VERDICT_UNKNOWN, error);

  return unknown < 0;
}

/**
 * colim_two_functor_compose:
 * @self: a 2-functor C → D
 * @other: a 2-functor D → E
 * @error: return location for an error
 *
 * Composes two 2-functors, in diagram order.
 *
 * Returns: (transfer full): the 2-functor C → E, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimTwoFunctor *
colim_two_functor_compose (const ColimTwoFunctor *self, const ColimTwoFunctor *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL && (error == NULL || *error == NULL), NULL);

  if (!_colim_rewriting_equal (self->codom, other->dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the first 2-functor does not end where the second starts");
      return NULL;
    }

  return _colim_two_functor_take (self->dom, other->codom,
                                  colim_fin_functor_compose (self->underlying, other->underlying, NULL));
}
