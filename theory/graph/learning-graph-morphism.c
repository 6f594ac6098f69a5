/* Maps of learning graphs: which preserve the order, and which the relations that generate it. */

#include "theory/graph/learning-graph-private.h"

#include <colim/order.h>

typedef struct {
  ColimCSet *from;
  ColimCSet *to;
  ColimQuiver *quiver; /* of @to */
  const gint32 *vertices;
  const gint32 *edges;
} Map;

/* Whether edges keep their ends, and vertices their kinds; one that is open may become any. */
static gboolean
check_map (const Map *self, ColimQuiver *from, GError **error)
{
  for (gint32 e = 0; e < colim_quiver_get_n_edges (from); e++)
    if (self->vertices[colim_quiver_get_src (from, e)] != colim_quiver_get_src (self->quiver, self->edges[e])
        || self->vertices[colim_quiver_get_tgt (from, e)] != colim_quiver_get_tgt (self->quiver, self->edges[e]))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL,
                     "the ends of edge %d do not go to the ends of edge %d, its image", e, self->edges[e]);
        return FALSE;
      }
  for (gint32 v = 0; v < colim_quiver_get_n_vertices (from); v++)
    {
      ColimVertexKind kind = colim_learning_graph_get_kind (self->from, v);

      if (kind != COLIM_VERTEX_OPEN && kind != colim_learning_graph_get_kind (self->to, self->vertices[v]))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL, "vertex %d and its image %d are of different kinds",
                       v, self->vertices[v]);
          return FALSE;
        }
    }

  return TRUE;
}

ColimPath *
_colim_learning_graph_map_path (ColimPath *path, ColimQuiver *quiver, const gint32 *vertices, const gint32 *edges)
{
  gsize n;
  const gint32 *steps = colim_path_get_edges (path, &n);
  g_autofree gint32 *images = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    images[i] = edges[steps[i]];

  return n == 0 ? colim_path_new_identity (quiver, vertices[colim_path_get_source (path)], NULL)
                : colim_path_new (quiver, images, n, NULL);
}

GBytes *
_colim_learning_graph_make_key (ColimPath *p, ColimPath *q)
{
  g_autoptr (GByteArray) key = g_byte_array_new ();
  ColimPath *both[] = { p, q };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      gsize n;
      const gint32 *edges = colim_path_get_edges (both[i], &n);
      gint32 head[] = { colim_path_get_source (both[i]), (gint32) n };

      g_byte_array_append (key, (const guint8 *) head, sizeof head);
      if (n > 0)
        g_byte_array_append (key, (const guint8 *) edges, (guint) (n * sizeof *edges));
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&key));
}

typedef struct {
  GPtrArray *lesser;
  GPtrArray *greater;
} Relations;

static void
init_relations (Relations *self)
{
  self->lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  self->greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
}

static void
clear_relations (Relations *self)
{
  g_clear_pointer (&self->lesser, g_ptr_array_unref);
  g_clear_pointer (&self->greater, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relations, clear_relations)

/* The relations as keys. */
static GHashTable *
list_keys (const Relations *self)
{
  GHashTable *keys = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint r = 0; r < self->lesser->len; r++)
    g_hash_table_add (keys, _colim_learning_graph_make_key (g_ptr_array_index (self->lesser, r),
                                                            g_ptr_array_index (self->greater, r)));

  return keys;
}

/**
 * colim_learning_graph_check_map:
 * @from: a learning graph
 * @to: another one
 * @vertices: where the vertices go
 * @edges: where the edges go
 * @budget: how many paths may be visited for each relation
 * @preserves_relations: (out) (optional): whether every relation goes to a relation
 * @preserves_order: (out) (optional): whether every relation goes to two paths p ≤ q, which follows from that
 * @error: return location for an error
 *
 * Tells which notion of morphism a map of learning graphs is: one of C-sets, which sends relations to relations, or one
 * of the preordered 2-categories that they generate.
 *
 * Returns: %TRUE, or %FALSE with @error set if it is no map of graphs, or does not preserve the kinds of the vertices
 */
gboolean
colim_learning_graph_check_map (ColimCSet *from, ColimCSet *to, ColimFinFunction *vertices, ColimFinFunction *edges,
                                gint64 budget, gboolean *preserves_relations, ColimVerdict *preserves_order,
                                GError **error)
{
  g_return_val_if_fail (from != NULL && to != NULL && vertices != NULL && edges != NULL && budget >= 0, FALSE);

  g_autoptr (ColimQuiver) source = colim_learning_graph_get_quiver (from, error);
  g_autoptr (ColimQuiver) target = source != NULL ? colim_learning_graph_get_quiver (to, error) : NULL;
  g_autoptr (ColimRewriting) order = target != NULL ? colim_order_new (to, COLIM_POLICY_EXPLICIT, error) : NULL;
  const Map map = { from, to, target, colim_fin_function_get_values (vertices, NULL),
                    colim_fin_function_get_values (edges, NULL) };
  g_auto (Relations) before = { 0 }, after = { 0 };
  g_autoptr (GHashTable) said = NULL;
  gboolean relations = TRUE;
  ColimVerdict answer = COLIM_VERDICT_YES;

  if (order == NULL)
    return FALSE;
  if (colim_fin_function_get_dom (vertices) != colim_quiver_get_n_vertices (source)
      || colim_fin_function_get_codom (vertices) != colim_quiver_get_n_vertices (target)
      || colim_fin_function_get_dom (edges) != colim_quiver_get_n_edges (source)
      || colim_fin_function_get_codom (edges) != colim_quiver_get_n_edges (target))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "the functions do not run between the vertices and edges of the two graphs");
      return FALSE;
    }
  init_relations (&before);
  init_relations (&after);
  if (!check_map (&map, source, error)
      || !colim_learning_graph_list_relations (from, source, before.lesser, before.greater, error)
      || !colim_learning_graph_list_relations (to, target, after.lesser, after.greater, error))
    return FALSE;
  said = list_keys (&after);
  for (guint r = 0; r < before.lesser->len; r++)
    {
      g_autoptr (ColimPath) lesser
          = _colim_learning_graph_map_path (g_ptr_array_index (before.lesser, r), target, map.vertices, map.edges);
      g_autoptr (ColimPath) greater
          = _colim_learning_graph_map_path (g_ptr_array_index (before.greater, r), target, map.vertices, map.edges);
      g_autoptr (GBytes) key = _colim_learning_graph_make_key (lesser, greater);
      ColimVerdict verdict;

      if (g_hash_table_contains (said, key))
        continue;
      relations = FALSE;
      if (!colim_order_decide (order, lesser, greater, -1, -1, budget, &verdict, NULL, error))
        return FALSE;
      /* One that fails is an answer, whatever is unknown of others. */
      if (verdict == COLIM_VERDICT_NO || answer == COLIM_VERDICT_YES)
        answer = verdict;
    }
  if (preserves_relations != NULL)
    *preserves_relations = relations;
  if (preserves_order != NULL)
    *preserves_order = answer;

  return TRUE;
}
