/* Functors between presented categories, given on generators and extended to paths.
 *
 *     F : C → D        an object for each object, a path for each generator:  F(e.f) = F(e).F(f)
 *
 * The images compose by construction; whether the equations of C go to equations that hold in D is a word problem,
 * and asked of a completion of D.
 */

#include "lib/categories/fin-functor-private.h"

#include "lib/categories/path-private.h"
#include "lib/categories/presentation-private.h"
#include "lib/categories/quiver-private.h"

struct _ColimFinFunctor {
  ColimPresentation *dom;
  ColimPresentation *codom;
  gint32 *vertices;
  GPtrArray *paths; /* ColimPath, by generator */
};

/**
 * ColimFinFunctor:
 *
 * A functor between finitely presented categories.  Immutable and reference counted.
 *
 * A C-set is a functor too, to finite sets: see [struct@Colim.CSet].
 */
G_DEFINE_BOXED_TYPE (ColimFinFunctor, colim_fin_functor, colim_fin_functor_ref, colim_fin_functor_unref)

static gboolean
refuse_end (const ColimPresentation *self, const char *what, const char *verb, gint32 found, gint32 wanted,
            GError **error)
{
  gint32 n = colim_presentation_get_quiver (self)->n_vertices;
  g_autofree char *one
      = found < n ? _colim_presentation_describe_vertex (self, found) : g_strdup_printf ("object %d", found);
  g_autofree char *other = _colim_presentation_describe_vertex (self, wanted);

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "%s %s at %s, not at %s", what, verb, one, other);

  return FALSE;
}

gboolean
_colim_presentation_check_path (const ColimPresentation *self, const ColimPath *path, gint32 source, gint32 target,
                                const char *what, GError **error)
{
  const ColimQuiver *quiver = colim_presentation_get_quiver (self);
  gint32 end = source;
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (edges[i] < 0 || edges[i] >= quiver->n_edges)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "%s has an arrow %d, but there are %d", what,
                       edges[i], quiver->n_edges);
          return FALSE;
        }
      if (quiver->src[edges[i]] != end)
        {
          g_autofree char *name = _colim_presentation_describe_edge (self, edges[i]);

          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "%s in %s does not start where what is before it ends", name, what);
          return FALSE;
        }
      end = quiver->tgt[edges[i]];
    }
  if (n == 0)
    end = colim_path_get_target (path);
  if (end != target)
    return refuse_end (self, what, "ends", end, target, error);
  /* A path remembers the ends that it had where it was made. */
  if (colim_path_get_source (path) != source)
    return refuse_end (self, what, "starts", colim_path_get_source (path), source, error);
  if (colim_path_get_target (path) != target)
    return refuse_end (self, what, "ends", colim_path_get_target (path), target, error);

  return TRUE;
}

static gboolean
check_images (const ColimFinFunctor *self, GError **error)
{
  const ColimQuiver *from = colim_presentation_get_quiver (self->dom),
                    *to = colim_presentation_get_quiver (self->codom);

  for (gint32 v = 0; v < from->n_vertices; v++)
    if (self->vertices[v] < 0 || self->vertices[v] >= to->n_vertices)
      {
        g_autofree char *name = _colim_presentation_describe_vertex (self->dom, v);

        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "the image of %s is object %d, but there are %d",
                     name, self->vertices[v], to->n_vertices);
        return FALSE;
      }
  for (gint32 e = 0; e < from->n_edges; e++)
    {
      g_autofree char *name = _colim_presentation_describe_edge (self->dom, e);
      g_autofree char *what = g_strdup_printf ("the image of %s", name);

      if (!_colim_presentation_check_path (self->codom, g_ptr_array_index (self->paths, e),
                                           self->vertices[from->src[e]], self->vertices[from->tgt[e]], what, error))
        return FALSE;
    }

  return TRUE;
}

static ColimFinFunctor *
make (ColimPresentation *dom, ColimPresentation *codom, const gint32 *vertices)
{
  ColimFinFunctor *self = g_atomic_rc_box_new0 (ColimFinFunctor);

  self->dom = colim_presentation_ref (dom);
  self->codom = colim_presentation_ref (codom);
  self->vertices = g_memdup2 (vertices, (gsize) colim_presentation_get_quiver (dom)->n_vertices * sizeof *vertices);
  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  return self;
}

/**
 * colim_fin_functor_new:
 * @dom: where it starts
 * @codom: where it ends
 * @vertices: (array length=n_vertices): the image of each object
 * @n_vertices: as many as there are objects
 * @paths: (array length=n_paths): the image of each generator, a path of @codom
 * @n_paths: as many as there are generators
 * @error: return location for an error
 *
 * Makes a functor from its values on generators.  Equations are not looked at:
 * [method@Colim.FinFunctor.check] does.
 *
 * Returns: (transfer full): the functor, or %NULL with %COLIM_ERROR_INVALID (not as many as there should be),
 *   %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimFinFunctor *
colim_fin_functor_new (ColimPresentation *dom, ColimPresentation *codom, const gint32 *vertices, gsize n_vertices,
                       ColimPath **paths, gsize n_paths, GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && (vertices != NULL || n_vertices == 0), NULL);
  g_return_val_if_fail ((paths != NULL || n_paths == 0) && (error == NULL || *error == NULL), NULL);

  const ColimQuiver *quiver = colim_presentation_get_quiver (dom);
  g_autoptr (ColimFinFunctor) self = NULL;

  if (n_vertices != (gsize) quiver->n_vertices || n_paths != (gsize) quiver->n_edges)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "%" G_GSIZE_FORMAT " images for %d objects and %" G_GSIZE_FORMAT " for %d generators", n_vertices,
                   quiver->n_vertices, n_paths, quiver->n_edges);
      return NULL;
    }
  self = make (dom, codom, vertices);
  for (gsize e = 0; e < n_paths; e++)
    g_ptr_array_add (self->paths, colim_path_ref (paths[e]));

  return check_images (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_fin_functor_new_identity:
 * @presentation: a presentation
 *
 * Makes the functor that changes nothing.
 *
 * Returns: (transfer full): the functor
 */
ColimFinFunctor *
colim_fin_functor_new_identity (ColimPresentation *presentation)
{
  g_return_val_if_fail (presentation != NULL, NULL);

  const ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
  g_autofree gint32 *vertices = g_new (gint32, quiver->n_vertices);
  ColimFinFunctor *self;

  for (gint32 v = 0; v < quiver->n_vertices; v++)
    vertices[v] = v;
  self = make (presentation, presentation, vertices);
  for (gint32 e = 0; e < quiver->n_edges; e++)
    g_ptr_array_add (self->paths, _colim_path_make (quiver->src[e], quiver->tgt[e], &e, 1));

  return self;
}

/**
 * colim_fin_functor_ref:
 * @self: a functor
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFinFunctor *
colim_fin_functor_ref (ColimFinFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimFinFunctor *self)
{
  colim_presentation_unref (self->dom);
  colim_presentation_unref (self->codom);
  g_free (self->vertices);
  g_ptr_array_unref (self->paths);
}

/**
 * colim_fin_functor_unref:
 * @self: (transfer full): a functor
 *
 * Gives a reference back.
 */
void
colim_fin_functor_unref (ColimFinFunctor *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_fin_functor_get_dom:
 * @self: a functor
 *
 * Tells where it starts.
 *
 * Returns: (transfer none): the presentation
 */
ColimPresentation *
colim_fin_functor_get_dom (const ColimFinFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dom;
}

/**
 * colim_fin_functor_get_codom:
 * @self: a functor
 *
 * Tells where it ends.
 *
 * Returns: (transfer none): the presentation
 */
ColimPresentation *
colim_fin_functor_get_codom (const ColimFinFunctor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->codom;
}

/**
 * colim_fin_functor_apply:
 * @self: a functor
 * @vertex: an object of its domain
 *
 * Tells where an object goes.
 *
 * Returns: an object of its codomain
 */
gint32
colim_fin_functor_apply (const ColimFinFunctor *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0, -1);
  g_return_val_if_fail (vertex < colim_presentation_get_quiver (self->dom)->n_vertices, -1);

  return self->vertices[vertex];
}

/**
 * colim_fin_functor_get_image:
 * @self: a functor
 * @edge: a generator of its domain
 *
 * Tells where a generator goes.
 *
 * Returns: (transfer none): a path of its codomain
 */
ColimPath *
colim_fin_functor_get_image (const ColimFinFunctor *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && (guint) edge < self->paths->len, NULL);

  return g_ptr_array_index (self->paths, edge);
}

/**
 * colim_fin_functor_map_path:
 * @self: a functor
 * @path: a path of its domain
 *
 * Tells where a path goes: the images of its generators, composed.
 *
 * Returns: (transfer full): a path of its codomain
 */
ColimPath *
colim_fin_functor_map_path (const ColimFinFunctor *self, const ColimPath *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  gsize n;
  const gint32 *steps = colim_path_get_edges (path, &n);

  g_return_val_if_fail (MAX (colim_path_get_source (path), colim_path_get_target (path))
                            < colim_presentation_get_quiver (self->dom)->n_vertices,
                        NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_return_val_if_fail ((guint) steps[i] < self->paths->len, NULL);

      gsize n_image;
      const gint32 *image = colim_path_get_edges (g_ptr_array_index (self->paths, steps[i]), &n_image);

      if (n_image > 0)
        g_array_append_vals (edges, image, (guint) n_image);
    }

  return _colim_path_make (self->vertices[colim_path_get_source (path)], self->vertices[colim_path_get_target (path)],
                           (const gint32 *) (void *) edges->data, edges->len);
}

static void
report (const ColimFinFunctor *self, gint32 equation, ColimVerdict verdict, GError **error)
{
  ColimPath *left = colim_presentation_get_left (self->dom, equation);
  ColimPath *right = colim_presentation_get_right (self->dom, equation);
  g_autoptr (ColimPath) left_image = colim_fin_functor_map_path (self, left);
  g_autoptr (ColimPath) right_image = colim_fin_functor_map_path (self, right);
  g_autofree char *l = colim_presentation_print_path (self->dom, left);
  g_autofree char *r = colim_presentation_print_path (self->dom, right);
  g_autofree char *x = colim_presentation_print_path (self->codom, left_image);
  g_autofree char *y = colim_presentation_print_path (self->codom, right_image);

  if (verdict == COLIM_VERDICT_NO)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                 "no functor: '%s = %s' would be '%s = %s', which does not hold", l, r, x, y);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                 "the budget ran out before it was known whether '%s = %s', the image of '%s = %s', holds", x, y, l,
                 r);
}

/**
 * colim_fin_functor_check:
 * @self: a functor
 * @codom: a completion of its codomain
 * @error: return location for an error
 *
 * Checks that every equation of the domain goes to one that holds in the codomain.  An equation that fails is
 * reported even where others are undecided.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_EQUATION_VIOLATED, which names the two paths and their images, or
 *   %COLIM_ERROR_BUDGET if none is known to fail, but one is undecided
 */
gboolean
colim_fin_functor_check (const ColimFinFunctor *self, const ColimCompletion *codom, GError **error)
{
  g_return_val_if_fail (self != NULL && codom != NULL && (error == NULL || *error == NULL), FALSE);
  g_return_val_if_fail (colim_presentation_equal (self->codom, colim_completion_get_presentation (codom)), FALSE);

  gint32 unknown = -1;

  for (gint32 i = 0; i < colim_presentation_get_n_equations (self->dom); i++)
    {
      g_autoptr (ColimPath) left = colim_fin_functor_map_path (self, colim_presentation_get_left (self->dom, i));
      g_autoptr (ColimPath) right = colim_fin_functor_map_path (self, colim_presentation_get_right (self->dom, i));
      ColimVerdict verdict = colim_completion_decide (codom, left, right);

      if (verdict == COLIM_VERDICT_NO)
        {
          report (self, i, verdict, error);
          return FALSE;
        }
      if (verdict == COLIM_VERDICT_UNKNOWN && unknown < 0)
        unknown = i;
    }
  if (unknown >= 0)
    report (self, unknown, COLIM_VERDICT_UNKNOWN, error);

  return unknown < 0;
}

gboolean
_colim_fin_functor_is_parallel (const ColimFinFunctor *self, const ColimFinFunctor *other)
{
  return colim_presentation_equal (self->dom, other->dom) && colim_presentation_equal (self->codom, other->codom);
}

gboolean
_colim_fin_functor_is_same (const ColimFinFunctor *self, const ColimFinFunctor *other)
{
  if (!_colim_fin_functor_is_parallel (self, other))
    return FALSE;
  for (gint32 v = 0; v < colim_presentation_get_quiver (self->dom)->n_vertices; v++)
    if (self->vertices[v] != other->vertices[v])
      return FALSE;
  for (guint e = 0; e < self->paths->len; e++)
    if (!colim_path_equal (g_ptr_array_index (self->paths, e), g_ptr_array_index (other->paths, e)))
      return FALSE;

  return TRUE;
}

/**
 * colim_fin_functor_decide_equal:
 * @self: a functor
 * @other: another one
 * @codom: a completion of their codomain
 *
 * Decides whether two functors are equal: whether they have one domain and codomain, and take generators to paths
 * that are equal there.
 *
 * Returns: yes, no, or unknown if no generator is known to go to different arrows, but one may
 */
ColimVerdict
colim_fin_functor_decide_equal (const ColimFinFunctor *self, const ColimFinFunctor *other,
                                const ColimCompletion *codom)
{
  g_return_val_if_fail (self != NULL && other != NULL && codom != NULL, COLIM_VERDICT_UNKNOWN);

  ColimVerdict answer = COLIM_VERDICT_YES;

  if (!_colim_fin_functor_is_parallel (self, other))
    return COLIM_VERDICT_NO;
  g_return_val_if_fail (colim_presentation_equal (self->codom, colim_completion_get_presentation (codom)),
                        COLIM_VERDICT_UNKNOWN);
  for (gint32 v = 0; v < colim_presentation_get_quiver (self->dom)->n_vertices; v++)
    if (self->vertices[v] != other->vertices[v])
      return COLIM_VERDICT_NO;
  for (guint e = 0; e < self->paths->len && answer != COLIM_VERDICT_NO; e++)
    {
      ColimVerdict verdict
          = colim_completion_decide (codom, g_ptr_array_index (self->paths, e), g_ptr_array_index (other->paths, e));

      if (verdict != COLIM_VERDICT_YES)
        answer = verdict;
    }

  return answer;
}

/**
 * colim_fin_functor_compose:
 * @self: a functor C → D
 * @other: a functor D → E
 * @error: return location for an error
 *
 * Composes two functors, in diagram order.
 *
 * Returns: (transfer full): the functor C → E, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimFinFunctor *
colim_fin_functor_compose (const ColimFinFunctor *self, const ColimFinFunctor *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL && (error == NULL || *error == NULL), NULL);

  gint32 n = colim_presentation_get_quiver (self->dom)->n_vertices;
  g_autofree gint32 *vertices = NULL;
  ColimFinFunctor *composite;

  if (!colim_presentation_equal (self->codom, other->dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the first functor does not end where the second starts");
      return NULL;
    }
  vertices = g_new (gint32, n);
  for (gint32 v = 0; v < n; v++)
    vertices[v] = other->vertices[self->vertices[v]];
  composite = make (self->dom, other->codom, vertices);
  for (guint e = 0; e < self->paths->len; e++)
    g_ptr_array_add (composite->paths, colim_fin_functor_map_path (other, g_ptr_array_index (self->paths, e)));

  return composite;
}
