/* The word problem by congruence closure, of the paths from one vertex:
 *
 *     x . p = y,  x . q = z             an element for each path from a vertex, as far as they are different
 *     w . l = w . r                     for each equation l = r, at each element w
 *
 * The two paths are the first that there are; then the equations are made to hold at element after element.  As soon
 * as y and z are one, the paths are equal; if everything is closed before, they are not.
 */

#include <colim/congruence.h>

#include "lib/categories/enumeration-private.h"
#include "lib/categories/quiver-private.h"

static void
add_equations (ColimEnumeration *enumeration, const ColimPresentation *presentation)
{
  for (gint32 i = 0; i < colim_presentation_get_n_equations (presentation); i++)
    {
      gsize n_left, n_right;
      const ColimPath *left = colim_presentation_get_left (presentation, i);
      const gint32 *left_edges = colim_path_get_edges (left, &n_left);
      const gint32 *right_edges = colim_path_get_edges (colim_presentation_get_right (presentation, i), &n_right);

      _colim_enumeration_equate (enumeration, colim_path_get_source (left), left_edges, n_left, right_edges, n_right);
    }
}

/* From where the target is not reached nothing that is asked about is reached either. */
static void
collapse_others (ColimEnumeration *enumeration, const ColimQuiver *quiver, gint32 target)
{
  gsize n = (gsize) quiver->n_vertices;
  g_autofree guint8 *marks = g_new0 (guint8, n), *reaching = NULL;

  marks[target] = TRUE;
  reaching = colim_quiver_reach (quiver, marks, TRUE, &n);
  for (gint32 v = 0; v < quiver->n_vertices; v++)
    if (!reaching[v])
      _colim_enumeration_collapse (enumeration, v);
}

/**
 * colim_presentation_decide:
 * @self: a presentation
 * @p: a path of its quiver
 * @q: another one
 * @budget: how many steps it may take
 *
 * Decides whether two paths are equal in the category that is presented, by congruence closure of the paths from where
 * they start.  Equal paths are found, however many others there are; different ones are told apart where finitely many
 * arrows go from there to objects on the way to the target, whatever the rest of the category is like.  So this knows
 * answers that no completion does, see [method@Colim.Completion.decide], and the other way round.
 *
 * Time and memory: the budget.  Sources: Todd and Coxeter, A practical method for enumerating cosets, 1936; Downey,
 * Sethi and Tarjan, Variations on the common subexpression problem, 1980.
 *
 * Returns: yes, no, or unknown if the budget ran out
 */
ColimVerdict
colim_presentation_decide (ColimPresentation *self, const ColimPath *p, const ColimPath *q, gint64 budget)
{
  g_return_val_if_fail (self != NULL && p != NULL && q != NULL, COLIM_VERDICT_UNKNOWN);

  ColimQuiver *quiver = colim_presentation_get_quiver (self);
  g_auto (ColimEnumeration) enumeration = { 0, };
  ColimEnumerationPair ends = { .vertex = colim_path_get_target (p) };
  gsize n_left, n_right;
  const gint32 *left = colim_path_get_edges (p, &n_left), *right = colim_path_get_edges (q, &n_right);
  gint32 start;

  if (!colim_path_is_parallel (p, q))
    return COLIM_VERDICT_NO;
  if (colim_path_equal (p, q))
    return COLIM_VERDICT_YES;
  _colim_enumeration_init (&enumeration, quiver, budget);
  add_equations (&enumeration, self);
  collapse_others (&enumeration, quiver, ends.vertex);
  if ((start = _colim_enumeration_add (&enumeration, colim_path_get_source (p), 1, NULL)) < 0
      || (ends.x = _colim_enumeration_trace (&enumeration, left, n_left, start, NULL)) < 0
      || (ends.y = _colim_enumeration_trace (&enumeration, right, n_right, start, NULL)) < 0
      || !_colim_enumeration_close (&enumeration, &ends, NULL))
    return COLIM_VERDICT_UNKNOWN;

  return _colim_enumeration_is_one (&enumeration, &ends) ? COLIM_VERDICT_YES : COLIM_VERDICT_NO;
}
