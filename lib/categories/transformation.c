/* Natural transformations between functors of presented categories.
 *
 *              F(c) --a_c--> G(c)
 *               |             |
 *          F(e) |             | G(e)         for every generator e : c → d; then for every path
 *               v             v
 *              F(d) --a_d--> G(d)
 *
 * Vertically  F ⇒ G ⇒ H  components are composed; horizontally, along  C → D → E,  the component at c is
 * H(a_c).b_{G(c)}, which naturality makes equal to b_{F(c)}.K(a_c).
 */

#include <colim/transformation.h>

#include "lib/categories/fin-functor-private.h"
#include "lib/categories/path-private.h"
#include "lib/categories/presentation-private.h"
#include "lib/categories/quiver-private.h"

struct _ColimTransformation {
  ColimFinFunctor *dom;
  ColimFinFunctor *codom;
  GPtrArray *components; /* ColimPath, by object */
};

/**
 * ColimTransformation:
 *
 * A transformation between parallel functors: a path for each object.  Immutable and reference counted.
 *
 * Between C-sets, which are functors to finite sets, it is a homomorphism: [struct@Colim.Hom].
 */
G_DEFINE_BOXED_TYPE (ColimTransformation, colim_transformation, colim_transformation_ref, colim_transformation_unref)

static const ColimQuiver *
get_shape (const ColimTransformation *self)
{
  return colim_presentation_get_quiver (colim_fin_functor_get_dom (self->dom));
}

static ColimTransformation *
make (const ColimFinFunctor *dom, const ColimFinFunctor *codom)
{
  ColimTransformation *self = g_atomic_rc_box_new0 (ColimTransformation);

  self->dom = colim_fin_functor_ref ((ColimFinFunctor *) dom);
  self->codom = colim_fin_functor_ref ((ColimFinFunctor *) codom);
  self->components = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  return self;
}

/**
 * colim_transformation_new:
 * @dom: a functor C → D
 * @codom: another one
 * @components: (array length=n_components): a path of D for each object of C, between its two images
 * @n_components: as many as there are objects
 * @error: return location for an error
 *
 * Makes a transformation of its components.  That it is natural is not looked at:
 * [method@Colim.Transformation.check] does.
 *
 * Returns: (transfer full): the transformation, or %NULL with %COLIM_ERROR_NOT_PARALLEL, %COLIM_ERROR_INVALID (not as
 *   many components as objects), %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimTransformation *
colim_transformation_new (ColimFinFunctor *dom, ColimFinFunctor *codom, ColimPath **components, gsize n_components,
                          GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && (components != NULL || n_components == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimPresentation *from = colim_fin_functor_get_dom (dom), *to = colim_fin_functor_get_codom (dom);
  g_autoptr (ColimTransformation) self = NULL;

  if (!_colim_fin_functor_is_parallel (dom, codom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "the two functors are not parallel");
      return NULL;
    }
  if (n_components != (gsize) colim_presentation_get_quiver (from)->n_vertices)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%" G_GSIZE_FORMAT " components for %d objects",
                   n_components, colim_presentation_get_quiver (from)->n_vertices);
      return NULL;
    }
  self = make (dom, codom);
  for (gsize v = 0; v < n_components; v++)
    {
      g_autofree char *name = _colim_presentation_describe_vertex (from, (gint32) v);
      g_autofree char *what = g_strdup_printf ("the component at %s", name);

      if (!_colim_presentation_check_path (to, components[v], colim_fin_functor_apply (dom, (gint32) v),
                                           colim_fin_functor_apply (codom, (gint32) v), what, error))
        return NULL;
      g_ptr_array_add (self->components, colim_path_ref (components[v]));
    }

  return g_steal_pointer (&self);
}

/**
 * colim_transformation_new_identity:
 * @functor: a functor
 *
 * Makes the identity of a functor.
 *
 * Returns: (transfer full): the transformation
 */
ColimTransformation *
colim_transformation_new_identity (ColimFinFunctor *functor)
{
  g_return_val_if_fail (functor != NULL, NULL);

  ColimTransformation *self = make (functor, functor);

  for (gint32 v = 0; v < get_shape (self)->n_vertices; v++)
    {
      gint32 image = colim_fin_functor_apply (functor, v);

      g_ptr_array_add (self->components, _colim_path_make (image, image, NULL, 0));
    }

  return self;
}

/**
 * colim_transformation_ref:
 * @self: a transformation
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimTransformation *
colim_transformation_ref (ColimTransformation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimTransformation *self)
{
  colim_fin_functor_unref (self->dom);
  colim_fin_functor_unref (self->codom);
  g_ptr_array_unref (self->components);
}

/**
 * colim_transformation_unref:
 * @self: (transfer full): a transformation
 *
 * Gives a reference back.
 */
void
colim_transformation_unref (ColimTransformation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_transformation_get_dom:
 * @self: a transformation
 *
 * Tells where it starts.
 *
 * Returns: (transfer none): the functor
 */
ColimFinFunctor *
colim_transformation_get_dom (const ColimTransformation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dom;
}

/**
 * colim_transformation_get_codom:
 * @self: a transformation
 *
 * Tells where it ends.
 *
 * Returns: (transfer none): the functor
 */
ColimFinFunctor *
colim_transformation_get_codom (const ColimTransformation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->codom;
}

/**
 * colim_transformation_get_component:
 * @self: a transformation
 * @vertex: an object of what its functors start at
 *
 * Gives the component at an object.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_transformation_get_component (const ColimTransformation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && (guint) vertex < self->components->len, NULL);

  return g_ptr_array_index (self->components, vertex);
}

/* The two ways around the square of a generator. */
static void
get_square (const ColimTransformation *self, gint32 edge, ColimPath **down, ColimPath **right)
{
  const ColimQuiver *shape = get_shape (self);

  *down = _colim_path_concatenate (colim_fin_functor_get_image (self->dom, edge),
                                   g_ptr_array_index (self->components, shape->tgt[edge]));
  *right = _colim_path_concatenate (g_ptr_array_index (self->components, shape->src[edge]),
                                    colim_fin_functor_get_image (self->codom, edge));
}

/**
 * colim_transformation_decide_square:
 * @self: a transformation
 * @edge: a generator
 * @codom: a completion of what its functors end at
 *
 * Decides whether the square of a generator commutes.
 *
 * Returns: yes, no, or unknown
 */
ColimVerdict
colim_transformation_decide_square (const ColimTransformation *self, gint32 edge, const ColimCompletion *codom)
{
  g_return_val_if_fail (self != NULL && codom != NULL && edge >= 0 && edge < get_shape (self)->n_edges,
                        COLIM_VERDICT_UNKNOWN);
  g_return_val_if_fail (
      colim_presentation_equal (colim_fin_functor_get_codom (self->dom), colim_completion_get_presentation (codom)),
      COLIM_VERDICT_UNKNOWN);

  g_autoptr (ColimPath) down = NULL;
  g_autoptr (ColimPath) right = NULL;

  get_square (self, edge, &down, &right);

  return colim_completion_decide (codom, down, right);
}

/**
 * colim_transformation_list_squares:
 * @self: a transformation
 * @codom: a completion of what its functors end at
 * @verdict: an answer
 * @n: (out): how many there are
 *
 * Lists the generators whose squares have this answer: with %COLIM_VERDICT_NO, all failures of naturality.
 *
 * Returns: (transfer full) (array length=n): the generators, ascending
 */
gint32 *
colim_transformation_list_squares (const ColimTransformation *self, const ColimCompletion *codom,
                                   ColimVerdict verdict, gsize *n)
{
  g_return_val_if_fail (self != NULL && codom != NULL && n != NULL, NULL);

  gint32 n_edges = get_shape (self)->n_edges;
  gint32 *found = g_new (gint32, n_edges + 1);

  *n = 0;
  for (gint32 e = 0; e < n_edges; e++)
    if (colim_transformation_decide_square (self, e, codom) == verdict)
      found[(*n)++] = e;

  return found;
}

static void
report (const ColimTransformation *self, gint32 edge, ColimVerdict verdict, GError **error)
{
  ColimPresentation *codom = colim_fin_functor_get_codom (self->dom);
  g_autofree char *name = _colim_presentation_describe_edge (colim_fin_functor_get_dom (self->dom), edge);
  g_autoptr (ColimPath) down = NULL;
  g_autoptr (ColimPath) right = NULL;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  get_square (self, edge, &down, &right);
  x = colim_presentation_print_path (codom, down);
  y = colim_presentation_print_path (codom, right);
  if (verdict == COLIM_VERDICT_NO)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL, "the square of %s does not commute: '%s' is not '%s'",
                 name, x, y);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                 "it is not known whether the square of %s commutes: whether '%s' is '%s'", name, x, y);
}

/**
 * colim_transformation_check:
 * @self: a transformation
 * @codom: a completion of what its functors end at
 * @error: return location for an error
 *
 * Checks that it is natural.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_NOT_NATURAL, which names the first square that does not commute, or
 *   %COLIM_ERROR_BUDGET if none is known not to, but one is undecided
 */
gboolean
colim_transformation_check (const ColimTransformation *self, const ColimCompletion *codom, GError **error)
{
  g_return_val_if_fail (self != NULL && codom != NULL && (error == NULL || *error == NULL), FALSE);

  static const ColimVerdict failures[] = { COLIM_VERDICT_NO, COLIM_VERDICT_UNKNOWN };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      gsize n;
      g_autofree gint32 *edges = colim_transformation_list_squares (self, codom, failures[i], &n);

      if (n > 0)
        {
          report (self, edges[0], failures[i], error);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * colim_transformation_decide_equal:
 * @self: a transformation
 * @other: another one between the same functors
 * @codom: a completion of what the functors end at
 *
 * Decides whether the components of two transformations are equal.
 *
 * Returns: yes, no, or unknown
 */
ColimVerdict
colim_transformation_decide_equal (const ColimTransformation *self, const ColimTransformation *other,
                                   const ColimCompletion *codom)
{
  g_return_val_if_fail (self != NULL && other != NULL && codom != NULL, COLIM_VERDICT_UNKNOWN);

  ColimVerdict answer = colim_fin_functor_decide_equal (self->dom, other->dom, codom);
  ColimVerdict codoms = colim_fin_functor_decide_equal (self->codom, other->codom, codom);

  if (answer == COLIM_VERDICT_YES || codoms == COLIM_VERDICT_NO)
    answer = codoms;
  for (guint v = 0; answer != COLIM_VERDICT_NO && v < self->components->len; v++)
    {
      ColimVerdict verdict = colim_completion_decide (codom, g_ptr_array_index (self->components, v),
                                                      g_ptr_array_index (other->components, v));

      if (verdict != COLIM_VERDICT_YES)
        answer = verdict;
    }

  return answer;
}

/**
 * colim_transformation_compose:
 * @self: a transformation F ⇒ G
 * @other: a transformation G ⇒ H
 * @error: return location for an error
 *
 * Composes two transformations vertically.  The functor between them must be given by the same paths.
 *
 * Returns: (transfer full): the transformation F ⇒ H, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimTransformation *
colim_transformation_compose (const ColimTransformation *self, const ColimTransformation *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL && (error == NULL || *error == NULL), NULL);

  ColimTransformation *composite;

  if (!_colim_fin_functor_is_same (self->codom, other->dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the first transformation does not end at the functor at which the second starts");
      return NULL;
    }
  composite = make (self->dom, other->codom);
  for (guint v = 0; v < self->components->len; v++)
    g_ptr_array_add (composite->components, _colim_path_concatenate (g_ptr_array_index (self->components, v),
                                                                     g_ptr_array_index (other->components, v)));

  return composite;
}

/**
 * colim_transformation_whisker_before:
 * @self: a transformation F ⇒ G between functors D → E
 * @before: a functor C → D
 * @error: return location for an error
 *
 * Puts a functor before a transformation: its components are those at the images of objects.
 *
 * Returns: (transfer full): the transformation between functors C → E, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimTransformation *
colim_transformation_whisker_before (const ColimTransformation *self, const ColimFinFunctor *before, GError **error)
{
  g_return_val_if_fail (self != NULL && before != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimFinFunctor) dom = colim_fin_functor_compose (before, self->dom, error);
  g_autoptr (ColimFinFunctor) codom = dom != NULL ? colim_fin_functor_compose (before, self->codom, error) : NULL;
  ColimTransformation *whiskered;

  if (codom == NULL)
    return NULL;
  whiskered = make (dom, codom);
  for (gint32 v = 0; v < get_shape (whiskered)->n_vertices; v++)
    g_ptr_array_add (whiskered->components,
                     colim_path_ref (g_ptr_array_index (self->components, colim_fin_functor_apply (before, v))));

  return whiskered;
}

/**
 * colim_transformation_whisker_after:
 * @self: a transformation F ⇒ G between functors C → D
 * @after: a functor D → E
 * @error: return location for an error
 *
 * Puts a functor after a transformation: its components are the images of the components.
 *
 * Returns: (transfer full): the transformation between functors C → E, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimTransformation *
colim_transformation_whisker_after (const ColimTransformation *self, const ColimFinFunctor *after, GError **error)
{
  g_return_val_if_fail (self != NULL && after != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimFinFunctor) dom = colim_fin_functor_compose (self->dom, after, error);
  g_autoptr (ColimFinFunctor) codom = dom != NULL ? colim_fin_functor_compose (self->codom, after, error) : NULL;
  ColimTransformation *whiskered;

  if (codom == NULL)
    return NULL;
  whiskered = make (dom, codom);
  for (guint v = 0; v < self->components->len; v++)
    g_ptr_array_add (whiskered->components,
                     colim_fin_functor_map_path (after, g_ptr_array_index (self->components, v)));

  return whiskered;
}

/**
 * colim_transformation_compose_horizontally:
 * @self: a transformation F ⇒ G between functors C → D
 * @other: a transformation H ⇒ K between functors D → E
 * @error: return location for an error
 *
 * Composes two transformations horizontally: @self with H after it, then @other with G before it.
 *
 * Returns: (transfer full): the transformation from F then H to G then K, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimTransformation *
colim_transformation_compose_horizontally (const ColimTransformation *self, const ColimTransformation *other,
                                           GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimTransformation) first = colim_transformation_whisker_after (self, other->dom, error);
  g_autoptr (ColimTransformation) second
      = first != NULL ? colim_transformation_whisker_before (other, self->codom, error) : NULL;

  return second != NULL ? colim_transformation_compose (first, second, error) : NULL;
}
