/* One-way rewriting on paths.
 *
 *          l
 *        ----->                       a rule l → r turns  x.l.y  into  x.r.y
 *     x /      \ y
 *     ->        ->                    `p ≤ q` in the free locally preordered 2-category on the rules
 *       \      /                      iff q can be reached from p
 *        ----->
 *          r
 *
 * On a quiver without cycles the search ends; with cycles it is arbitrary semi-Thue reachability, so there are
 * three answers.
 */

#include "lib/categories/path-space-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/categories/rewriting-private.h"

/**
 * ColimRewriting:
 *
 * A quiver and rules between parallel paths: a presentation of a locally preordered 2-category.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRewriting, colim_rewriting, colim_rewriting_ref, colim_rewriting_unref)

/* Lists the rules by key, where they have one. */
static void
index_rules (const gint32 *keys, gint32 n_rules, gint32 n_keys, gint32 **starts, gint32 **rules)
{
  *starts = g_new0 (gint32, (gsize) n_keys + 2);
  *rules = g_new (gint32, n_rules);
  for (gint32 i = 0; i < n_rules; i++)
    if (keys[i] >= 0)
      (*starts)[keys[i] + 2]++;
  for (gint32 k = 0; k < n_keys; k++)
    (*starts)[k + 2] += (*starts)[k + 1];
  for (gint32 i = 0; i < n_rules; i++)
    if (keys[i] >= 0)
      (*rules)[(*starts)[keys[i] + 1]++] = i;
}

/**
 * colim_rewriting_new:
 * @quiver: a quiver
 * @from: (array length=n_from): the path that each rule replaces
 * @n_from: how many rules there are
 * @to: (array length=n_to): the path that it puts in its place
 * @n_to: the same number
 * @error: return location for an error
 *
 * Makes a rewriting system.  A rule between equal paths is allowed and specifies nothing.
 *
 * Returns: (transfer full): the system, or %NULL with %COLIM_ERROR_NOT_PARALLEL
 */
ColimRewriting *
colim_rewriting_new (ColimQuiver *quiver, ColimPath **from, gsize n_from, ColimPath **to, gsize n_to, GError **error)
{
  g_return_val_if_fail (quiver != NULL && n_from == n_to && n_from <= G_MAXINT32, NULL);

  g_autofree gint32 *edges = g_new (gint32, n_from);
  g_autofree gint32 *vertices = g_new (gint32, n_from);

  for (gsize i = 0; i < n_from; i++)
    if (!colim_path_is_parallel (from[i], to[i]))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "rule %" G_GSIZE_FORMAT " runs from %d to %d, and from %d to %d", i,
                     colim_path_get_source (from[i]), colim_path_get_target (from[i]), colim_path_get_source (to[i]),
                     colim_path_get_target (to[i]));
        return NULL;
      }

  ColimRewriting *self = g_atomic_rc_box_new0 (ColimRewriting);

  self->quiver = colim_quiver_ref (quiver);
  self->n_rules = (gint32) n_from;
  self->from = g_new (ColimPath *, n_from);
  self->to = g_new (ColimPath *, n_from);
  self->trivial = g_new (gboolean, n_from);
  for (gsize i = 0; i < n_from; i++)
    {
      gsize n_edges;
      const gint32 *path = colim_path_get_edges (from[i], &n_edges);

      self->from[i] = colim_path_ref (from[i]);
      self->to[i] = colim_path_ref (to[i]);
      self->trivial[i] = colim_path_equal (from[i], to[i]);
      edges[i] = self->trivial[i] || n_edges == 0 ? -1 : path[0];
      vertices[i] = self->trivial[i] || n_edges > 0 ? -1 : colim_path_get_source (from[i]);
    }
  index_rules (edges, self->n_rules, quiver->n_edges, &self->edge_starts, &self->edge_rules);
  index_rules (vertices, self->n_rules, quiver->n_vertices, &self->vertex_starts, &self->vertex_rules);

  return self;
}

/**
 * colim_rewriting_ref:
 * @self: a system
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRewriting *
colim_rewriting_ref (ColimRewriting *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimRewriting *self)
{
  for (gint32 i = 0; i < self->n_rules; i++)
    {
      colim_path_unref (self->from[i]);
      colim_path_unref (self->to[i]);
    }
  g_free (self->from);
  g_free (self->to);
  g_free (self->trivial);
  g_free (self->edge_starts);
  g_free (self->edge_rules);
  g_free (self->vertex_starts);
  g_free (self->vertex_rules);
  colim_quiver_unref (self->quiver);
}

/**
 * colim_rewriting_unref:
 * @self: (transfer full): a system
 *
 * Gives a reference back.
 */
void
colim_rewriting_unref (ColimRewriting *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_rewriting_get_quiver:
 * @self: a system
 *
 * Gives the quiver whose paths are rewritten.
 *
 * Returns: (transfer none): the quiver
 */
ColimQuiver *
colim_rewriting_get_quiver (const ColimRewriting *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->quiver;
}

/**
 * colim_rewriting_get_n_rules:
 * @self: a system
 *
 * Counts the rules.
 *
 * Returns: how many there are
 */
gint32
colim_rewriting_get_n_rules (const ColimRewriting *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rules;
}

/**
 * colim_rewriting_get_from:
 * @self: a system
 * @rule: a rule of it
 *
 * Gives what a rule replaces.
 *
 * Returns: (transfer none): the smaller path
 */
ColimPath *
colim_rewriting_get_from (const ColimRewriting *self, gint32 rule)
{
  g_return_val_if_fail (self != NULL && rule >= 0 && rule < self->n_rules, NULL);

  return self->from[rule];
}

/**
 * colim_rewriting_get_to:
 * @self: a system
 * @rule: a rule of it
 *
 * Gives what a rule puts in its place.
 *
 * Returns: (transfer none): the larger path
 */
ColimPath *
colim_rewriting_get_to (const ColimRewriting *self, gint32 rule)
{
  g_return_val_if_fail (self != NULL && rule >= 0 && rule < self->n_rules, NULL);

  return self->to[rule];
}

/**
 * colim_rewriting_is_edgewise:
 * @self: a system
 *
 * Tells whether every rule that specifies anything is between two single edges.  Then `p ≤ q` iff the paths have one
 * length and their edges are related one by one, so that pairs can be counted without listing them.
 *
 * Returns: whether they all are
 */
gboolean
colim_rewriting_is_edgewise (const ColimRewriting *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gint32 i = 0; i < self->n_rules; i++)
    {
      gsize from, to;

      colim_path_get_edges (self->from[i], &from);
      colim_path_get_edges (self->to[i], &to);
      if (!self->trivial[i] && (from != 1 || to != 1))
        return FALSE;
    }

  return TRUE;
}

gint64 *
_colim_rewriting_count_above (const ColimRewriting *self)
{
  gsize n = (gsize) self->quiver->n_edges;
  gint64 *above = g_new (gint64, n + 1);
  g_autofree gint32 *seen = g_new (gint32, n);
  g_autofree gint32 *stack = g_new (gint32, n);

  for (gsize e = 0; e < n; e++)
    seen[e] = -1;
  for (gint32 e = 0; e < self->quiver->n_edges; e++)
    {
      gint32 height = 0;

      above[e] = 0;
      seen[e] = e;
      stack[height++] = e;
      while (height > 0)
        {
          gint32 d = stack[--height];

          above[e]++;
          for (gint32 i = self->edge_starts[d]; i < self->edge_starts[d + 1]; i++)
            {
              gsize one;
              gint32 c = colim_path_get_edges (self->to[self->edge_rules[i]], &one)[0];

              if (seen[c] != e)
                {
                  seen[c] = e;
                  stack[height++] = c;
                }
            }
        }
    }

  return above;
}

/**
 * colim_rewriting_decide:
 * @self: a system
 * @p: a path
 * @q: another one, parallel to it
 * @longest: the length of the longest path that a derivation may pass through, or -1 for any
 * @budget: how many paths may be visited
 * @derivation: (out) (optional) (nullable): why, if the answer is yes: a shortest derivation, of these the one whose
 *   rules, then places, come first
 *
 * Decides whether `p ≤ q`, by breadth-first search from @p.  On a quiver without cycles the answer is yes or no
 * if the budget suffices; deciding is PSPACE-hard in general, so that work proportional to the hom-set is not a defect
 * of the method.
 *
 * Returns: yes; no, if the search closed; unknown, if @longest or @budget cut it
 */
ColimVerdict
colim_rewriting_decide (ColimRewriting *self, ColimPath *p, ColimPath *q, gint32 longest, gint64 budget,
                        ColimDerivation **derivation)
{
  g_return_val_if_fail (self != NULL && p != NULL && q != NULL && colim_path_is_parallel (p, q), COLIM_VERDICT_UNKNOWN);

  g_autoptr (PathSpace) space = path_space_new (self, longest, budget);
  gint32 from = path_space_intern_path (space, p);
  gint32 to = path_space_intern_path (space, q);
  gboolean cut = FALSE;

  if (derivation != NULL)
    *derivation = NULL;
  if (from < 0 || to < 0)
    return COLIM_VERDICT_UNKNOWN;
  path_space_reach (space, from, to, &cut);
  if (path_space_is_reached (space, to))
    {
      if (derivation != NULL)
        *derivation = path_space_derive (space, from, to);
      return COLIM_VERDICT_YES;
    }

  return cut || path_space_is_exhausted (space) ? COLIM_VERDICT_UNKNOWN : COLIM_VERDICT_NO;
}
