/* Learning graphs: C-sets on one fixed schema.
 *
 *           src            dom
 *     E ---------> V <----------- R          V: lab, loss      R: llen, rlen
 *     ^     tgt            cod    ^          S: side, pos
 *     |                           |
 *     +----------- S -------------+          A step is one edge of one of a relation's two paths.
 *        arrow            rel
 *
 * A learning graph is an instance in which each relation has one step at each position of each side, and its steps
 * form parallel paths.  Homomorphisms preserve sides, positions and lengths, so these are closed under colimits.
 */

#include <colim/learning-graph.h>

#include <colim/schema.h>

#define LABEL_INDEX "i"
#define LABEL_OTHER "n"

/**
 * colim_learning_graph_get_schema:
 *
 * Gives the schema of learning graphs: vertices, edges, relations and the steps of their two paths; `lab` is the object
 * of Ind that a vertex lies over, `loss` whether it carries a loss.
 *
 * Returns: (transfer none): the schema
 */
ColimSchema *
colim_learning_graph_get_schema (void)
{
  static gsize once = 0;
  static ColimSchema *schema;

  if (g_once_init_enter (&once))
    {
      static const char *const homs[][3] = {
        { "src", "E", "V" }, { "tgt", "E", "V" }, { "dom", "R", "V" }, { "cod", "R", "V" }, { "rel", "S", "R" }, { "arrow", "S", "E" },
      };
      static const char *const attrs[][3] = {
        { "lab", "V", "Label" },   { "loss", "V", "Flag" },   { "llen", "R", "Number" },
        { "rlen", "R", "Number" }, { "side", "S", "Number" }, { "pos", "S", "Number" },
      };
      static const char *const types[][2] = { { "Label", "string" }, { "Flag", "int64" }, { "Number", "int64" } };
      static const char *const objects[] = { "V", "E", "R", "S" };
      g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();

      for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
        colim_schema_builder_add_object (builder, objects[i]);
      for (guint i = 0; i < G_N_ELEMENTS (homs); i++)
        colim_schema_builder_add_hom (builder, homs[i][0], homs[i][1], homs[i][2]);
      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        colim_schema_builder_add_attr_type (builder, types[i][0], colim_attr_type_find (types[i][1]));
      for (guint i = 0; i < G_N_ELEMENTS (attrs); i++)
        colim_schema_builder_add_attr (builder, attrs[i][0], attrs[i][1], attrs[i][2]);
      schema = colim_schema_builder_end (builder, NULL);
      g_once_init_leave (&once, 1);
    }

  return schema;
}

/* Adds one part.  The names are those of the schema, so nothing can be wrong with them. */
static gint32
add_part (ColimCSetBuilder *builder, const char *object)
{
  return colim_cset_builder_add (builder, object, 1, NULL);
}

/**
 * colim_learning_graph_add_vertex:
 * @builder: a learning graph that grows
 * @kind: what the vertex is
 *
 * Adds a vertex.
 *
 * Returns: the vertex
 */
gint32
colim_learning_graph_add_vertex (ColimCSetBuilder *builder, ColimVertexKind kind)
{
  g_return_val_if_fail (builder != NULL, 0);

  gint32 vertex = add_part (builder, "V");

  if (kind == COLIM_VERTEX_OPEN)
    {
      colim_cset_builder_set_variable (builder, "lab", vertex, colim_cset_builder_add_variables (builder, "Label", 1, NULL), NULL);
      colim_cset_builder_set_variable (builder, "loss", vertex, colim_cset_builder_add_variables (builder, "Flag", 1, NULL), NULL);
      return vertex;
    }
  colim_cset_builder_set_string (builder, "lab", vertex, kind == COLIM_VERTEX_INDEX ? LABEL_INDEX : LABEL_OTHER, NULL);
  colim_cset_builder_set_int (builder, "loss", vertex, kind == COLIM_VERTEX_LOSS ? 1 : 0, NULL);

  return vertex;
}

/**
 * colim_learning_graph_add_edge:
 * @builder: a learning graph that grows
 * @src: where the edge starts
 * @tgt: where it ends
 *
 * Adds an edge.
 *
 * Returns: the edge
 */
gint32
colim_learning_graph_add_edge (ColimCSetBuilder *builder, gint32 src, gint32 tgt)
{
  g_return_val_if_fail (builder != NULL, 0);

  gint32 edge = add_part (builder, "E");

  colim_cset_builder_set (builder, "src", edge, src, NULL);
  colim_cset_builder_set (builder, "tgt", edge, tgt, NULL);

  return edge;
}

/**
 * colim_learning_graph_add_relation:
 * @builder: a learning graph that grows
 * @lesser: a path in it
 * @greater: another one, parallel to the first
 *
 * Adds a generating inequality.
 *
 * Returns: the relation
 */
gint32
colim_learning_graph_add_relation (ColimCSetBuilder *builder, ColimPath *lesser, ColimPath *greater)
{
  g_return_val_if_fail (builder != NULL && lesser != NULL && greater != NULL, 0);
  g_return_val_if_fail (colim_path_is_parallel (lesser, greater), 0);

  gint32 relation = add_part (builder, "R");

  colim_cset_builder_set (builder, "dom", relation, colim_path_get_source (lesser), NULL);
  colim_cset_builder_set (builder, "cod", relation, colim_path_get_target (lesser), NULL);
  for (gint32 side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *edges = colim_path_get_edges (side == 0 ? lesser : greater, &n);

      colim_cset_builder_set_int (builder, side == 0 ? "llen" : "rlen", relation, (gint64) n, NULL);
      for (gsize i = 0; i < n; i++)
        {
          gint32 step = add_part (builder, "S");

          colim_cset_builder_set (builder, "rel", step, relation, NULL);
          colim_cset_builder_set (builder, "arrow", step, edges[i], NULL);
          colim_cset_builder_set_int (builder, "side", step, side, NULL);
          colim_cset_builder_set_int (builder, "pos", step, (gint64) i, NULL);
        }
    }

  return relation;
}

/**
 * colim_learning_graph_get_quiver:
 * @graph: a C-set on the schema of learning graphs
 * @error: return location for an error
 *
 * Gives the vertices and edges as a quiver, without copying them.
 *
 * Returns: (transfer full): the quiver, or %NULL with @error set if @graph has another schema
 */
ColimQuiver *
colim_learning_graph_get_quiver (ColimCSet *graph, GError **error)
{
  g_return_val_if_fail (graph != NULL, NULL);

  ColimFinFunction *src = colim_cset_get_hom (graph, "src", error);
  ColimFinFunction *tgt = src != NULL ? colim_cset_get_hom (graph, "tgt", error) : NULL;

  return tgt != NULL ? colim_quiver_new (src, tgt, error) : NULL;
}

/**
 * colim_learning_graph_get_kind:
 * @graph: a learning graph
 * @vertex: a vertex of it
 *
 * Tells what a vertex is.
 *
 * Returns: its kind
 */
ColimVertexKind
colim_learning_graph_get_kind (ColimCSet *graph, gint32 vertex)
{
  g_return_val_if_fail (graph != NULL, COLIM_VERTEX_OPEN);

  gint64 loss = 0;

  if (colim_cset_get_variable (graph, "lab", vertex, NULL) >= 0)
    return COLIM_VERTEX_OPEN;
  if (g_str_equal (colim_cset_get_string (graph, "lab", vertex, NULL), LABEL_INDEX))
    return COLIM_VERTEX_INDEX;
  if (colim_cset_get_variable (graph, "loss", vertex, NULL) < 0)
    colim_cset_get_int (graph, "loss", vertex, &loss, NULL);

  return loss != 0 ? COLIM_VERTEX_LOSS : COLIM_VERTEX_SPACE;
}

/* Puts the edges of a relation's two paths where their steps say; FALSE if a position is filled twice or not at all. */
static gboolean
read_steps (ColimCSet *graph, gint32 relation, GArray *sides[2], GError **error)
{
  gsize n;
  const gint32 *steps = colim_cset_incident (graph, "rel", relation, &n, error);
  ColimFinFunction *arrow = colim_cset_get_hom (graph, "arrow", error);
  gint64 lengths[2] = { 0, 0 };

  if (arrow == NULL || (steps == NULL && n > 0) || !colim_cset_get_int (graph, "llen", relation, &lengths[0], error)
      || !colim_cset_get_int (graph, "rlen", relation, &lengths[1], error))
    return FALSE;
  if (lengths[0] < 0 || lengths[1] < 0 || lengths[0] > (gint64) n || lengths[1] > (gint64) n
      || lengths[0] + lengths[1] != (gint64) n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "relation %d has %" G_GSIZE_FORMAT " steps, not one for each position",
                   relation, n);
      return FALSE;
    }
  for (guint side = 0; side < 2; side++)
    {
      g_array_set_size (sides[side], (guint) lengths[side]);
      for (guint i = 0; i < sides[side]->len; i++)
        g_array_index (sides[side], gint32, i) = -1;
    }
  for (gsize i = 0; i < n; i++)
    {
      gint64 side, pos;

      if (!colim_cset_get_int (graph, "side", steps[i], &side, error) || !colim_cset_get_int (graph, "pos", steps[i], &pos, error))
        return FALSE;
      if (side < 0 || side > 1 || pos < 0 || pos >= lengths[side] || g_array_index (sides[side], gint32, pos) >= 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                       "relation %d has a step at side %" G_GINT64_FORMAT ", position %" G_GINT64_FORMAT
                       " that is not free or not there",
                       relation, side, pos);
          return FALSE;
        }
      g_array_index (sides[side], gint32, pos) = colim_fin_function_apply (arrow, steps[i]);
    }

  return TRUE;
}

/**
 * colim_learning_graph_list_relations: (skip)
 * @graph: a learning graph
 * @quiver: its vertices and edges
 * @lesser: (element-type ColimPath): where to append the lesser path of each relation
 * @greater: (element-type ColimPath): where to append the greater one
 * @error: return location for an error
 *
 * Reads the relations.  Time: linear.
 *
 * Returns: %TRUE, or %FALSE with @error set if the steps of a relation do not make two parallel paths
 */
gboolean
colim_learning_graph_list_relations (ColimCSet *graph, ColimQuiver *quiver, GPtrArray *lesser, GPtrArray *greater, GError **error)
{
  g_return_val_if_fail (graph != NULL && quiver != NULL && lesser != NULL && greater != NULL, FALSE);

  gint32 n = colim_cset_get_n_parts (graph, "R", error);
  ColimFinFunction *dom = n >= 0 ? colim_cset_get_hom (graph, "dom", error) : NULL;
  ColimFinFunction *cod = dom != NULL ? colim_cset_get_hom (graph, "cod", error) : NULL;
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (gint32));
  GArray *sides[2] = { first, second };

  if (cod == NULL)
    return FALSE;
  for (gint32 r = 0; r < n; r++)
    {
      if (!read_steps (graph, r, sides, error))
        return FALSE;
      for (guint side = 0; side < 2; side++)
        {
          ColimPath *path = sides[side]->len == 0
                              ? colim_path_new_identity (quiver, colim_fin_function_apply (dom, r), error)
                              : colim_path_new (quiver, (const gint32 *) (void *) sides[side]->data, sides[side]->len, error);

          if (path == NULL)
            {
              g_prefix_error (error, "relation %d: ", r);
              return FALSE;
            }
          g_ptr_array_add (side == 0 ? lesser : greater, path);
          if (colim_path_get_source (path) != colim_fin_function_apply (dom, r)
              || colim_path_get_target (path) != colim_fin_function_apply (cod, r))
            {
              g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL,
                           "relation %d runs from vertex %d to vertex %d, its %s path from %d to %d", r,
                           colim_fin_function_apply (dom, r), colim_fin_function_apply (cod, r), side == 0 ? "lesser" : "greater",
                           colim_path_get_source (path), colim_path_get_target (path));
              return FALSE;
            }
        }
    }

  return TRUE;
}

/**
 * colim_learning_graph_check:
 * @graph: a C-set
 * @error: return location for an error
 *
 * Tells whether a C-set is a learning graph: its schema is that of learning graphs, the steps of each relation make two
 * parallel paths, and no edge runs from a vertex over Ind's n to one over its i.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
colim_learning_graph_check (ColimCSet *graph, GError **error)
{
  g_return_val_if_fail (graph != NULL, FALSE);

  g_autoptr (ColimQuiver) quiver = NULL;
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  if (!colim_schema_equal (colim_cset_get_schema (graph), colim_learning_graph_get_schema ()))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "the schema is not that of learning graphs");
      return FALSE;
    }
  if ((quiver = colim_learning_graph_get_quiver (graph, error)) == NULL
      || !colim_learning_graph_list_relations (graph, quiver, lesser, greater, error))
    return FALSE;
  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    if (colim_learning_graph_get_kind (graph, colim_quiver_get_tgt (quiver, e)) == COLIM_VERTEX_INDEX
        && colim_learning_graph_get_kind (graph, colim_quiver_get_src (quiver, e)) != COLIM_VERTEX_INDEX)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                     "edge %d runs from vertex %d, which is no indexing vertex, to the indexing vertex %d", e,
                     colim_quiver_get_src (quiver, e), colim_quiver_get_tgt (quiver, e));
        return FALSE;
      }

  return TRUE;
}
