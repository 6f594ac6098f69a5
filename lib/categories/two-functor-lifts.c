/* The lifts of one 2-functor along another, by the definition: everything is tried.
 *
 *                 T
 *           P   ↗ |
 *             /   | along        objects of T over those of S, then paths of T over the images of S's arrows,
 *           /     v              then whether the inequalities hold
 *         S --A-> K
 */

#include "lib/categories/two-functor-private.h"

#include "lib/categories/fin-functor-private.h"
#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/categories/rewriting-private.h"

typedef struct {
  ColimPath *path;
  ColimPath *image; /* in K */
} Candidate;

typedef struct {
  const ColimTwoFunctor *down; /* A */
  const ColimTwoFunctor *along;
  const ColimQuiver *shape;  /* of S */
  const ColimQuiver *quiver; /* of T */
  gint32 longest;
  gint32 longest_derivation;
  gint64 budget; /* for each inequality */
  gint64 left;   /* of paths and choices */
  gboolean is_cut;

  GPtrArray *paths;  /* by source and target: GArray of Candidate, or NULL */
  gint32 *vertices;  /* chosen */
  GPtrArray *chosen; /* ColimPath, not owned */
  GPtrArray *lifts;
} Search;

static void
clear_candidate (Candidate *candidate)
{
  colim_path_unref (candidate->path);
  colim_path_unref (candidate->image);
}

static void
free_candidates (gpointer candidates)
{
  if (candidates != NULL)
    g_array_unref (candidates);
}

static gboolean
spend (Search *self, GError **error)
{
  if (self->left-- > 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
               "there are more than %" G_GINT64_FORMAT " paths and choices to try", self->budget);

  return FALSE;
}

static gboolean
is_over (const Search *self, gint32 vertex, gint32 object)
{
  return colim_fin_functor_apply (colim_two_functor_get_underlying (self->along), vertex)
         == colim_fin_functor_apply (colim_two_functor_get_underlying (self->down), object);
}

static GArray **
get_hom (const Search *self, gint32 source, gint32 target)
{
  return (GArray **) &g_ptr_array_index (self->paths, source * self->quiver->n_vertices + target);
}

static void
add_path (Search *self, ColimPath *path)
{
  GArray **hom = get_hom (self, colim_path_get_source (path), colim_path_get_target (path));
  Candidate candidate
      = { colim_path_ref (path), colim_fin_functor_map_path (colim_two_functor_get_underlying (self->along), path) };

  if (*hom == NULL)
    {
      *hom = g_array_new (FALSE, FALSE, sizeof (Candidate));
      g_array_set_clear_func (*hom, (GDestroyNotify) clear_candidate);
    }
  g_array_append_val (*hom, candidate);
}

/* All paths from a vertex, shorter ones first. */
static gboolean
list_paths (Search *self, gint32 source, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  g_ptr_array_add (found, _colim_path_make (source, source, NULL, 0));
  for (guint i = 0; i < found->len; i++)
    {
      ColimPath *path = g_ptr_array_index (found, i);
      gint32 end = colim_path_get_target (path);
      gsize n;

      if (!spend (self, error))
        return FALSE;
      add_path (self, path);
      colim_path_get_edges (path, &n);
      if (self->longest >= 0 && n >= (gsize) self->longest)
        {
          self->is_cut = self->is_cut || self->quiver->out.starts[end] < self->quiver->out.starts[end + 1];
          continue;
        }
      for (gint32 j = self->quiver->out.starts[end]; j < self->quiver->out.starts[end + 1]; j++)
        {
          gint32 edge = self->quiver->out.items[j];
          g_autoptr (ColimPath) step = _colim_path_make (end, self->quiver->tgt[edge], &edge, 1);

          g_ptr_array_add (found, _colim_path_concatenate (path, step));
        }
    }

  return TRUE;
}

/* Lists what the arrows of S could go to.  Without a bound no cycle may be on the way. */
static gboolean
list_candidates (Search *self, GError **error)
{
  gsize n = (gsize) self->quiver->n_vertices, n_cycle;
  g_autofree guint8 *sources = g_new0 (guint8, n + 1);
  g_autofree guint8 *reached = NULL;
  g_autofree gint32 *cycle = NULL;

  for (gint32 e = 0; e < self->shape->n_edges; e++)
    for (gint32 v = 0; v < self->quiver->n_vertices; v++)
      sources[v] = sources[v] || is_over (self, v, self->shape->src[e]);
  reached = colim_quiver_reach (self->quiver, sources, FALSE, &n);
  if (self->longest < 0 && (cycle = colim_quiver_find_cycle (self->quiver, reached, &n_cycle)) != NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE,
                   "edge %d is on a cycle, so there are infinitely many paths: give a bound", cycle[0]);
      return FALSE;
    }
  for (gint32 v = 0; v < self->quiver->n_vertices; v++)
    if (sources[v] && !list_paths (self, v, error))
      return FALSE;

  return TRUE;
}

/* All is chosen: keeps it if the inequalities hold. */
static void
finish (Search *self)
{
  ColimFinFunctor *down = colim_two_functor_get_underlying (self->down);
  g_autoptr (ColimTwoFunctor) lift = _colim_two_functor_take (
      colim_two_functor_get_dom (self->down), colim_two_functor_get_dom (self->along),
      colim_fin_functor_new (colim_fin_functor_get_dom (down),
                             colim_fin_functor_get_dom (colim_two_functor_get_underlying (self->along)),
                             self->vertices, (gsize) self->shape->n_vertices, (ColimPath **) self->chosen->pdata,
                             self->chosen->len, NULL));

  for (gint32 rule = 0; rule < colim_two_functor_get_dom (self->down)->n_rules; rule++)
    {
      ColimVerdict verdict = colim_two_functor_decide_inequality (lift, rule, self->longest_derivation, self->budget);

      if (verdict == COLIM_VERDICT_UNKNOWN)
        self->is_cut = TRUE;
      if (verdict != COLIM_VERDICT_YES)
        return;
    }
  g_ptr_array_add (self->lifts, g_steal_pointer (&lift));
}

static gboolean
choose_paths (Search *self, gint32 edge, GError **error)
{
  const GArray *hom;

  if (edge == self->shape->n_edges)
    {
      finish (self);
      return TRUE;
    }
  hom = *get_hom (self, self->vertices[self->shape->src[edge]], self->vertices[self->shape->tgt[edge]]);
  for (guint i = 0; hom != NULL && i < hom->len; i++)
    {
      const Candidate *candidate = &g_array_index (hom, Candidate, i);

      if (!colim_path_equal (candidate->image,
                             colim_fin_functor_get_image (colim_two_functor_get_underlying (self->down), edge)))
        continue;
      if (!spend (self, error))
        return FALSE;
      g_ptr_array_add (self->chosen, candidate->path);
      if (!choose_paths (self, edge + 1, error))
        return FALSE;
      g_ptr_array_set_size (self->chosen, edge);
    }

  return TRUE;
}

static gboolean
choose_vertices (Search *self, gint32 object, GError **error)
{
  if (object == self->shape->n_vertices)
    return choose_paths (self, 0, error);
  for (gint32 v = 0; v < self->quiver->n_vertices; v++)
    {
      if (!is_over (self, v, object))
        continue;
      if (!spend (self, error))
        return FALSE;
      self->vertices[object] = v;
      if (!choose_vertices (self, object + 1, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run (Search *self, GError **error)
{
  gint64 n = self->quiver->n_vertices;

  if (n * n > MAX (self->budget, 1))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                   "there are more than %" G_GINT64_FORMAT " hom-sets to look at", self->budget);
      return FALSE;
    }
  g_ptr_array_set_size (self->paths, (gint) (n * n));

  return list_candidates (self, error) && choose_vertices (self, 0, error);
}

/**
 * colim_two_functor_list_lifts:
 * @self: a 2-functor A : S → K
 * @along: a 2-functor T → K
 * @longest: the number of edges of the longest path that an arrow may go to, or -1 for any
 * @longest_derivation: the length of the longest path that a derivation may pass through, or -1 for any
 * @budget: how many paths and choices may be tried, and for each inequality how many paths visited
 * @complete: (out) (optional): whether no path was left out because it is too long, and no inequality undecided
 * @error: return location for an error
 *
 * Lists the 2-functors P : S → T that composed with @along are @self, by trying all: for small cases, and as the
 * definition to which what is faster must agree.  With Par → Ind and the labelling of a learning graph they are its
 * ordered pairs of paths (arXiv 2501.01515, section 4), which [ctor@Colim.Pairs.new] lists without trying.
 *
 * Returns: (transfer container) (element-type ColimTwoFunctor): the lifts, by the images of objects and then of arrows,
 *   shorter paths first; or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (the two end at different 2-categories),
 *   %COLIM_ERROR_CYCLE (a bound is needed) or %COLIM_ERROR_BUDGET
 */
GPtrArray *
colim_two_functor_list_lifts (const ColimTwoFunctor *self, const ColimTwoFunctor *along, gint32 longest,
                              gint32 longest_derivation, gint64 budget, gboolean *complete, GError **error)
{
  g_return_val_if_fail (self != NULL && along != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (GPtrArray) lifts = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_two_functor_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (free_candidates);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  const ColimQuiver *shape = colim_two_functor_get_dom (self)->quiver;
  g_autofree gint32 *vertices = g_new (gint32, (gsize) shape->n_vertices + 1);
  Search search = { .down = self,
                    .along = along,
                    .shape = shape,
                    .quiver = colim_two_functor_get_dom (along)->quiver,
                    .longest = longest,
                    .longest_derivation = longest_derivation,
                    .budget = budget,
                    .left = budget,
                    .paths = paths,
                    .vertices = vertices,
                    .chosen = chosen,
                    .lifts = lifts };

  if (!_colim_rewriting_equal (colim_two_functor_get_codom (self), colim_two_functor_get_codom (along)))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the two 2-functors do not end at the same 2-category");
      return NULL;
    }
  if (!run (&search, error))
    return NULL;
  if (complete != NULL)
    *complete = !search.is_cut;

  return g_steal_pointer (&lifts);
}
