/* A learning diagram: a learning graph, names for its elements, and what is assigned to them.
 *
 * Names, places, spaces and models are no attributes of the graph (a pushout would demand that they agree): they are
 * arrays beside it, here the statements that say them.
 */

#include "theory/diagram/diagram-private.h"

#include <string.h>

/**
 * ColimDiagram:
 *
 * A functor from a learning graph to spaces and maps, as far as it is given, with the settings of its training.
 * Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimDiagram, colim_diagram, colim_diagram_ref, colim_diagram_unref)

/**
 * colim_diagram_ref:
 * @self: a diagram
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDiagram *
colim_diagram_ref (ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDiagram *self)
{
  g_free (self->name);
  g_clear_pointer (&self->text, colim_text_unref);
  g_clear_pointer (&self->graph, colim_cset_unref);
  g_clear_pointer (&self->quiver, colim_quiver_unref);
  g_clear_pointer (&self->vertices, g_ptr_array_unref);
  g_clear_pointer (&self->edges, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->metrics, g_ptr_array_unref);
  g_clear_pointer (&self->elements, g_hash_table_unref);
  g_clear_pointer (&self->lets, g_hash_table_unref);
  g_clear_pointer (&self->handles, g_ptr_array_unref);
  g_clear_pointer (&self->outer, g_hash_table_unref);
  g_clear_pointer (&self->let_identities, g_hash_table_unref);
  g_clear_pointer (&self->edge_identities, g_hash_table_unref);
  g_clear_pointer (&self->policy_setting, colim_term_unref);
  g_clear_pointer (&self->reduce_setting, colim_term_unref);
  g_clear_pointer (&self->bound_setting, colim_term_unref);
  g_clear_pointer (&self->train, colim_term_unref);
  g_clear_pointer (&self->train_defaults, colim_term_unref);
}

/**
 * colim_diagram_unref:
 * @self: (transfer full): a diagram
 *
 * Gives a reference back.
 */
void
colim_diagram_unref (ColimDiagram *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_diagram_get_name:
 * @self: a diagram
 *
 * Tells what the diagram is called.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_diagram_get_name (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * colim_diagram_get_graph:
 * @self: a diagram
 *
 * Gives the shape of the diagram.
 *
 * Returns: (transfer none): the learning graph
 */
ColimCSet *
colim_diagram_get_graph (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->graph;
}

/**
 * colim_diagram_get_quiver:
 * @self: a diagram
 *
 * Gives the vertices and edges alone, which paths run in.
 *
 * Returns: (transfer none): the quiver
 */
ColimQuiver *
colim_diagram_get_quiver (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->quiver;
}

/**
 * colim_diagram_get_n_vertices:
 * @self: a diagram
 *
 * Counts the vertices.
 *
 * Returns: how many there are
 */
gint32
colim_diagram_get_n_vertices (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->vertices->len;
}

/**
 * colim_diagram_get_n_edges:
 * @self: a diagram
 *
 * Counts the edges.
 *
 * Returns: how many there are
 */
gint32
colim_diagram_get_n_edges (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->edges->len;
}

/**
 * colim_diagram_get_n_relations:
 * @self: a diagram
 *
 * Counts the relations; `p ~ q` is two.
 *
 * Returns: how many there are
 */
gint32
colim_diagram_get_n_relations (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->relations->len;
}

/**
 * colim_diagram_get_vertex_name:
 * @self: a diagram
 * @vertex: a vertex
 *
 * Names a vertex.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_diagram_get_vertex_name (const ColimDiagram *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && (guint) vertex < self->vertices->len, NULL);

  return colim_term_get_name (g_ptr_array_index (self->vertices, vertex));
}

/**
 * colim_diagram_get_edge_name:
 * @self: a diagram
 * @edge: an edge
 *
 * Names an edge.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_diagram_get_edge_name (const ColimDiagram *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && (guint) edge < self->edges->len, NULL);

  return colim_term_get_name (g_ptr_array_index (self->edges, edge));
}

static gint32
find_element (const ColimDiagram *self, const char *name)
{
  gpointer number;

  return g_hash_table_lookup_extended (self->elements, name, NULL, &number) ? GPOINTER_TO_INT (number) : -1;
}

/**
 * colim_diagram_find_vertex:
 * @self: a diagram
 * @name: a name
 *
 * Finds the vertex of a name.
 *
 * Returns: the vertex, or -1
 */
gint32
colim_diagram_find_vertex (const ColimDiagram *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  gint32 number = find_element (self, name);

  return number < (gint32) self->vertices->len ? number : -1;
}

/**
 * colim_diagram_find_edge:
 * @self: a diagram
 * @name: a name
 *
 * Finds the edge of a name.
 *
 * Returns: the edge, or -1
 */
gint32
colim_diagram_find_edge (const ColimDiagram *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  gint32 number = find_element (self, name);

  return number < (gint32) self->vertices->len ? -1 : number - (gint32) self->vertices->len;
}

static ColimPath *
parse_identity (ColimDiagram *self, const ColimTerm *name, ColimDiagnostics *diagnostics)
{
  gint32 vertex = colim_diagram_find_vertex (self, colim_term_get_name (name));

  if (vertex < 0)
    {
      colim_diagnostics_error (diagnostics, colim_term_get_text (name), colim_term_get_offset (name), COLIM_ERROR_UNKNOWN_NAME,
                               "there is no vertex '%s'", colim_term_get_name (name));
      return NULL;
    }

  return colim_path_new_identity (self->quiver, vertex, NULL);
}

static gint32
parse_edge (ColimDiagram *self, const ColimTerm *name, ColimDiagnostics *diagnostics)
{
  gint32 edge = colim_diagram_find_edge (self, colim_term_get_name (name));
  gboolean is_vertex = edge < 0 && colim_diagram_find_vertex (self, colim_term_get_name (name)) >= 0;

  const char *said = colim_term_get_name (name);
  const char *format = is_vertex                  ? "'%s' is a vertex, and a path is made of edges: its identity is id(%s)"
                       : g_str_equal (said, "id") ? "there is no edge '%s'; an identity names its vertex: id(X)"
                                                  : "there is no edge '%s'";

  if (edge < 0)
    colim_diagnostics_error (diagnostics, colim_term_get_text (name), colim_term_get_offset (name),
                             COLIM_ERROR_UNKNOWN_NAME, format, said, said);

  return edge;
}

/**
 * colim_diagram_parse_path:
 * @self: a diagram
 * @term: a path as in the language
 * @diagnostics: where to report what is wrong with it
 *
 * Finds the path that a term names.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL if there is none, which was reported
 */
ColimPath *
colim_diagram_parse_path (ColimDiagram *self, const ColimTerm *term, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && term != NULL && diagnostics != NULL, NULL);

  guint n = colim_term_get_n_children (term);

  if (colim_term_get_kind (term) == COLIM_TERM_IDENTITY)
    return parse_identity (self, colim_term_get_child (term, 0), diagnostics);

  g_autofree gint32 *edges = g_new (gint32, n);

  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *name = colim_term_get_child (term, i);

      if ((edges[i] = parse_edge (self, name, diagnostics)) < 0)
        return NULL;
      if (i > 0)
        {
          gint32 end = colim_quiver_get_tgt (self->quiver, edges[i - 1]), start = colim_quiver_get_src (self->quiver, edges[i]);

          if (end != start)
            {
              colim_diagnostics_error (diagnostics, colim_term_get_text (name), colim_term_get_offset (name),
                                       COLIM_ERROR_NOT_COMPOSABLE, "edge '%s' starts at '%s', but '%s' before it ends at '%s'",
                                       colim_diagram_get_edge_name (self, edges[i]), colim_diagram_get_vertex_name (self, start),
                                       colim_diagram_get_edge_name (self, edges[i - 1]), colim_diagram_get_vertex_name (self, end));
              return NULL;
            }
        }
    }

  return colim_path_new (self->quiver, edges, n, NULL);
}

/**
 * colim_diagram_print_path:
 * @self: a diagram
 * @path: a path in its graph
 *
 * Writes a path as the language does.
 *
 * Returns: (transfer full): `a · b`, or `id(X)`
 */
char *
colim_diagram_print_path (ColimDiagram *self, ColimPath *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  GString *out = g_string_new (NULL);

  if (n == 0)
    g_string_append_printf (out, "id(%s)", colim_diagram_get_vertex_name (self, colim_path_get_source (path)));
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (out, " · ");
      g_string_append (out, colim_diagram_get_edge_name (self, edges[i]));
    }

  return g_string_free (out, FALSE);
}

/**
 * colim_diagram_describe_relation:
 * @self: a diagram
 * @relation: a relation of it, or a number from their number on for one that the policy `edges` adds
 *
 * Tells where a relation comes from, for people.
 *
 * Returns: (transfer full): its number, its place in the file, and what it says
 */
char *
colim_diagram_describe_relation (ColimDiagram *self, gint32 relation)
{
  g_return_val_if_fail (self != NULL && relation >= 0, NULL);

  if ((guint) relation >= self->relations->len)
    return g_strdup ("the policy 'edges'");

  const ColimTerm *statement = g_ptr_array_index (self->relations, relation);
  g_autofree char *text = colim_term_to_string (statement);
  guint line, column;

  colim_text_get_place (colim_term_get_text (statement), colim_term_get_offset (statement), &line, &column);

  return g_strdup_printf ("relation %d (%s:%u:%u: %s)", relation, colim_text_get_name (colim_term_get_text (statement)), line, column,
                          text);
}

/**
 * colim_diagram_get_space:
 * @self: a diagram
 * @vertex: a vertex
 *
 * Gives what is assigned to a vertex.
 *
 * Returns: (transfer none) (nullable): the space, or %NULL if there is none
 */
ColimTerm *
colim_diagram_get_space (const ColimDiagram *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && (guint) vertex < self->vertices->len, NULL);

  const ColimTerm *statement = g_ptr_array_index (self->vertices, vertex);

  return colim_term_get_n_children (statement) > 0 ? colim_term_get_child (statement, 0) : NULL;
}

ColimVertexKind
_colim_diagram_read_kind (const ColimTerm *vertex)
{
  if (colim_term_get_n_children (vertex) == 0)
    return COLIM_VERTEX_OPEN;
  switch (colim_term_get_kind (colim_term_get_child (vertex, 0)))
    {
    case COLIM_TERM_INDEX:
      return COLIM_VERTEX_INDEX;
    case COLIM_TERM_LOSS:
      return COLIM_VERTEX_LOSS;
    default:
      return COLIM_VERTEX_SPACE;
    }
}

ColimTerm *
_colim_diagram_read_model (const ColimTerm *edge)
{
  ColimTerm *model = colim_term_get_n_children (edge) > 2 ? colim_term_get_child (edge, 2) : NULL;

  return model != NULL && colim_term_get_kind (model) == COLIM_TERM_FLAGGED ? colim_term_get_child (model, 0) : model;
}

/**
 * colim_diagram_get_model:
 * @self: a diagram
 * @edge: an edge
 *
 * Gives what is assigned to an edge, without its flags.
 *
 * Returns: (transfer none) (nullable): the model, or %NULL if there is none
 */
ColimTerm *
colim_diagram_get_model (const ColimDiagram *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && (guint) edge < self->edges->len, NULL);

  return _colim_diagram_read_model (g_ptr_array_index (self->edges, edge));
}

const ColimTerm *
_colim_diagram_find_flag (const ColimDiagram *self, gint32 edge, const char *flag)
{
  const ColimTerm *statement = g_ptr_array_index (self->edges, edge);
  const ColimTerm *flagged = colim_term_get_n_children (statement) > 2 ? colim_term_get_child (statement, 2) : NULL;

  for (guint i = 1; flagged != NULL && colim_term_get_kind (flagged) == COLIM_TERM_FLAGGED && i < colim_term_get_n_children (flagged); i++)
    if (g_str_equal (colim_term_get_name (colim_term_get_child (flagged, i)), flag))
      return colim_term_get_child (flagged, i);

  return NULL;
}

/**
 * colim_diagram_has_flag:
 * @self: a diagram
 * @edge: an edge
 * @flag: `frozen`, `eval`, `load` or `save`
 * @argument: (out) (optional) (nullable) (transfer none): the file name of `load` and `save`
 *
 * Tells whether a flag is set on an edge.
 *
 * Returns: whether it is
 */
gboolean
colim_diagram_has_flag (const ColimDiagram *self, gint32 edge, const char *flag, const char **argument)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && (guint) edge < self->edges->len && flag != NULL, FALSE);

  const ColimTerm *found = _colim_diagram_find_flag (self, edge, flag);

  if (argument != NULL)
    *argument = found != NULL && colim_term_get_n_children (found) > 0 ? colim_term_get_name (colim_term_get_child (found, 0)) : NULL;

  return found != NULL;
}

/**
 * colim_diagram_find_let:
 * @self: a diagram
 * @name: the name of a model
 * @identity: (out) (optional) (transfer full): what the handle is called among the weights of the file: its name, with
 *   the diagram's before it if the diagram keeps it to itself
 *
 * Finds the definition of a handle, in the diagram's block or in its file.
 *
 * Returns: (transfer none) (nullable): the `let`, or %NULL if there is none
 */
ColimTerm *
colim_diagram_find_let (const ColimDiagram *self, const char *name, char **identity)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  ColimTerm *own = g_hash_table_lookup (self->lets, name);
  ColimTerm *let = own != NULL ? own : self->outer != NULL ? g_hash_table_lookup (self->outer, name) : NULL;

  const char *brought = own != NULL && self->let_identities != NULL ? g_hash_table_lookup (self->let_identities, name) : NULL;

  if (let != NULL && identity != NULL)
    *identity = brought != NULL                            ? g_strdup (brought)
                : own != NULL && self->outer != NULL ? g_strdup_printf ("%s.%s", self->name, name)
                                                     : g_strdup (name);

  return let;
}

char *
_colim_diagram_dup_edge_identity (const ColimDiagram *self, gint32 edge)
{
  const char *name = colim_diagram_get_edge_name (self, edge);
  const char *brought = self->edge_identities != NULL ? g_hash_table_lookup (self->edge_identities, name) : NULL;

  return brought != NULL ? g_strdup (brought) : g_strdup_printf ("%s/%s", self->name, name);
}

/**
 * colim_diagram_get_selection:
 * @self: a diagram
 *
 * Gives the pairs that the diagram's own settings select: its policy and its bounds.
 *
 * Returns: (transfer full): the selection
 */
ColimSelection *
colim_diagram_get_selection (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return colim_selection_copy (&self->selection);
}

/**
 * colim_diagram_get_reduce:
 * @self: a diagram
 *
 * Tells how the points of a data set add up.
 *
 * Returns: the reduction, `mean` unless it is set
 */
ColimReduce
colim_diagram_get_reduce (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, COLIM_REDUCE_MEAN);

  return self->reduce;
}

/**
 * colim_diagram_get_train:
 * @self: a diagram
 *
 * Gives the settings of the training.
 *
 * Returns: (transfer none) (nullable): the `train` block, or %NULL if there is none
 */
ColimTerm *
colim_diagram_get_train (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->train;
}

/**
 * colim_diagram_get_n_metrics:
 * @self: a diagram
 *
 * Counts the metrics.
 *
 * Returns: how many there are
 */
gsize
colim_diagram_get_n_metrics (const ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->metrics->len;
}

/**
 * colim_diagram_get_metric:
 * @self: a diagram
 * @metric: which one
 *
 * Gives a metric, as it is written.
 *
 * Returns: (transfer none): the metric
 */
ColimTerm *
colim_diagram_get_metric (const ColimDiagram *self, gsize metric)
{
  g_return_val_if_fail (self != NULL && metric < self->metrics->len, NULL);

  return g_ptr_array_index (self->metrics, metric);
}
