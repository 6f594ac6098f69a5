/* What lies over Ind: the labelling of a learning graph, and the pair whose lifts along it are the terms of the loss.
 *
 *                Free(G, R)
 *           P   ↗   |
 *             /     | β        β(v) = i for an indexing vertex, n for another; edges to an identity, or to e
 *           /       v
 *      Par  --α--> Ind         α(-) = α(+) = e
 *
 * The paper (arXiv 2501.01515, section 4) sums the losses of all P with β.P = α.
 */

#include <colim/labelling.h>
#include <colim/two-category.h>

enum { OBJECT_INDEX, OBJECT_OTHER };

/* The only path of Ind between two objects: an identity, or e. */
static ColimPath *
get_arrow (ColimQuiver *ind, gint32 source, gint32 target)
{
  return source == target ? colim_path_new_identity (ind, source, NULL)
                          : colim_path_new (ind, (const gint32[]) { 0 }, 1, NULL);
}

/**
 * colim_labelling_new:
 * @graph: a learning graph
 * @policy: what is compared where nothing is said; `paths` is no part of the order, and so adds nothing here
 * @error: return location for an error
 *
 * Makes β: the 2-functor from the free locally preordered 2-category of a learning graph to Ind.  Its domain is
 * [func@Colim.order_new].  A vertex whose kind is open is no indexing one.
 *
 * Returns: (transfer full): the 2-functor, or %NULL with an error of [func@Colim.learning_graph_check] or
 *   [func@Colim.order_new]
 */
ColimTwoFunctor *
colim_labelling_new (ColimCSet *graph, ColimPolicy policy, GError **error)
{
  g_return_val_if_fail (graph != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimRewriting) order
      = colim_learning_graph_check (graph, error) ? colim_order_new (graph, policy, error) : NULL;
  g_autoptr (ColimRewriting) ind = colim_two_category_new_ind ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autofree gint32 *vertices = NULL;
  ColimQuiver *quiver;
  gint32 n;

  if (order == NULL)
    return NULL;
  quiver = colim_rewriting_get_quiver (order);
  n = colim_quiver_get_n_vertices (quiver);
  vertices = g_new (gint32, n);
  for (gint32 v = 0; v < n; v++)
    vertices[v] = colim_learning_graph_get_kind (graph, v) == COLIM_VERTEX_INDEX ? OBJECT_INDEX : OBJECT_OTHER;
  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    g_ptr_array_add (paths, get_arrow (colim_rewriting_get_quiver (ind), vertices[colim_quiver_get_src (quiver, e)],
                                       vertices[colim_quiver_get_tgt (quiver, e)]));

  return colim_two_functor_new (order, ind, vertices, (gsize) n, (ColimPath **) paths->pdata, paths->len, error);
}

/**
 * colim_labelling_new_pair:
 *
 * Makes α: the 2-functor from Par to Ind that takes both arrows to e.  Its lifts along the labelling of a learning
 * graph are the ordered pairs p ≤ q of parallel paths from an indexing vertex to another one, those with p = q among
 * them.
 *
 * Returns: (transfer full): the 2-functor
 */
ColimTwoFunctor *
colim_labelling_new_pair (void)
{
  g_autoptr (ColimRewriting) par = colim_two_category_new_par ();
  g_autoptr (ColimRewriting) ind = colim_two_category_new_ind ();
  g_autoptr (ColimPath) e = get_arrow (colim_rewriting_get_quiver (ind), OBJECT_INDEX, OBJECT_OTHER);
  ColimPath *paths[] = { e, e };

  return colim_two_functor_new (par, ind, (const gint32[]) { OBJECT_INDEX, OBJECT_OTHER }, 2, paths, 2, NULL);
}
