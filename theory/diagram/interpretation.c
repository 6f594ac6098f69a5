/* The functor: spaces for vertices and maps for edges, as far as they are given, and whether they fit.
 *
 * Types flow along the edges from the indexing vertices.  Every fault is reported; what depends on a wrong thing is
 * passed over.
 */

#include "theory/diagram/interpretation-private.h"

#include <colim/data-set.h>

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"

#include <string.h>

typedef struct {
  ArgumentScope scope; /* first, so that a scope is a reading */
  ColimInterpretation *self;
  const char *data_folder;
} Reading;

/**
 * ColimInterpretation:
 *
 * What a diagram means: the data sets, the types of its vertices, and models between them that fit.  Immutable and
 * reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimInterpretation, colim_interpretation, colim_interpretation_ref, colim_interpretation_unref)

static const ColimTerm *
get_vertex_statement (const ColimInterpretation *self, gint32 vertex)
{
  return g_ptr_array_index (self->diagram->vertices, vertex);
}

static const ColimTerm *
get_edge_statement (const ColimInterpretation *self, gint32 edge)
{
  return g_ptr_array_index (self->diagram->edges, edge);
}

/* The classes of `N.label`: N is a vertex with data, label a column of theirs; -1 if they are not known. */
static gint64
find_size (const ArgumentScope *scope, const ColimTerm *term)
{
  const Reading *reading = (const Reading *) scope;
  const char *name = colim_term_get_name (term), *dot = strrchr (name, '.');
  g_autofree char *vertex_name = g_strndup (name, (gsize) (dot - name));
  gint32 vertex = colim_diagram_find_vertex (reading->self->diagram, vertex_name), column;
  ColimDataSource *source = vertex >= 0 ? reading->self->spaces[vertex].source : NULL;

  /* Data that are still to be given, or that were refused already: not known. */
  if (source == NULL && vertex >= 0 && reading->self->spaces[vertex].kind == COLIM_VERTEX_INDEX
      && reading->self->spaces[vertex].type == NULL)
    return -1;
  if (source == NULL)
    {
      _colim_check_error (scope->diagnostics, term, COLIM_ERROR_UNKNOWN_NAME,
                          vertex < 0 ? "there is no vertex '%s'" : "vertex '%s' has no data set, so it has no columns", vertex_name);
      return -1;
    }
  column = colim_data_source_find_column (source, dot + 1);
  if (column < 0 || colim_type_get_kind (colim_data_source_get_column_type (source, (guint) column)) != COLIM_KIND_CLASS)
    {
      _colim_check_error (scope->diagnostics, term, COLIM_ERROR_TYPE,
                          column < 0 ? "the data of '%s' have no column '%s'" : "in the data of '%s', column '%s' is no Class[n]",
                          vertex_name, dot + 1);
      return -1;
    }

  return colim_type_get_size (colim_data_source_get_column_type (source, (guint) column));
}

/* Data sets first: types may speak of their columns. */
static void
read_spaces (Reading *reading, gboolean index)
{
  ColimInterpretation *self = reading->self;

  for (gint32 v = 0; v < colim_diagram_get_n_vertices (self->diagram); v++)
    {
      Space *space = &self->spaces[v];
      guint n_errors;

      if ((_colim_diagram_read_kind (get_vertex_statement (self, v)) == COLIM_VERTEX_INDEX) != index)
        continue;
      n_errors = colim_diagnostics_get_n_errors (reading->scope.diagnostics);
      if (_colim_space_read (colim_diagram_get_space (self->diagram, v), &reading->scope, space) && space->data_set != NULL
          && space->type == NULL)
        space->source = colim_data_set_open (space->data_set, reading->data_folder, reading->scope.diagnostics);
      space->is_wrong = colim_diagnostics_get_n_errors (reading->scope.diagnostics) > n_errors;
    }
}

static gboolean
is_known (const ColimType *type)
{
  return type != NULL && colim_type_get_kind (type) != COLIM_KIND_ANY;
}

/* Where an edge says what it gives: its statement, or the model that was set from elsewhere. */
static const ColimTerm *
get_edge_place (const ColimInterpretation *self, gint32 edge)
{
  const ColimTerm *statement = get_edge_statement (self, edge), *model = colim_diagram_get_model (self->diagram, edge);

  return model != NULL && colim_term_get_text (model) != colim_term_get_text (statement) ? model : statement;
}

/* What an edge carries to its target: its type there, or that of the target if it has none. */
static void
carry_type (Reading *reading, gint32 edge)
{
  ColimInterpretation *self = reading->self;
  gint32 target = colim_quiver_get_tgt (self->diagram->quiver, edge);
  Space *space = &self->spaces[target];
  ColimType *out = self->models[edge]->out;
  g_autofree char *given = colim_type_to_string (out);
  g_autofree char *wanted = NULL;

  if (space->kind == COLIM_VERTEX_INDEX)
    {
      gint64 n = _colim_space_get_n_points (space);

      if ((space->type != NULL && colim_type_equal (space->type, out))
          || (colim_type_get_kind (out) == COLIM_KIND_CLASS && (n < 0 || colim_type_get_size (out) == n)))
        return;
      _colim_check_error (reading->scope.diagnostics, get_edge_place (self, edge), COLIM_ERROR_TYPE,
                          "edge '%s' gives %s, and the indexing vertex '%s' takes a table, or a column Class[n] with n its size, %" G_GINT64_FORMAT,
                          colim_diagram_get_edge_name (self->diagram, edge), given,
                          colim_diagram_get_vertex_name (self->diagram, target), n);
      return;
    }
  if (!is_known (space->type))
    {
      g_clear_pointer (&space->type, colim_type_unref);
      space->type = colim_type_ref (out);
      return;
    }
  if (colim_type_accepts (space->type, out))
    return;
  wanted = colim_type_to_string (space->type);
  _colim_check_error (reading->scope.diagnostics, get_edge_place (self, edge), COLIM_ERROR_TYPE, "edge '%s' gives %s, but its target '%s' is %s",
                      colim_diagram_get_edge_name (self->diagram, edge), given, colim_diagram_get_vertex_name (self->diagram, target),
                      wanted);
}

static void
read_edge (Reading *reading, gint32 edge)
{
  ColimInterpretation *self = reading->self;
  const ColimTerm *term = colim_diagram_get_model (self->diagram, edge);
  const Space *source = &self->spaces[colim_quiver_get_src (self->diagram->quiver, edge)];
  const Space *target = &self->spaces[colim_quiver_get_tgt (self->diagram->quiver, edge)];
  ModelScope scope = {
    &reading->scope,
    self->diagram,
    edge,
    self->handles,
    source->source,
    target->type,
    source->kind == COLIM_VERTEX_INDEX ? _colim_space_get_n_points (source) : -1,
    target->kind == COLIM_VERTEX_INDEX ? _colim_space_get_n_points (target) : -1,
  };
  ColimType *in = source->type;

  if (term == NULL)
    return;
  /* Nothing is known where no data are given, or no type, and nothing to be said of what leads to a wrong space. */
  if ((source->source == NULL && !is_known (in)) || source->is_wrong || target->is_wrong)
    {
      _colim_model_check_names (term, &scope);
      return;
    }
  self->models[edge] = _colim_model_elaborate (term, in, &scope);
  if (self->models[edge] != NULL)
    carry_type (reading, edge);
}

/* In an order in which what comes into a vertex is known before what goes out, as far as there is one. */
static void
read_edges (Reading *reading)
{
  ColimQuiver *quiver = reading->self->diagram->quiver;
  gsize n;
  g_autofree gint32 *sorted = colim_quiver_sort (quiver, &n);
  gint32 n_vertices = colim_quiver_get_n_vertices (quiver);

  for (gint32 i = 0; i < n_vertices; i++)
    {
      gsize n_edges;
      const gint32 *edges = colim_quiver_get_out_edges (quiver, sorted != NULL ? sorted[i] : i, &n_edges);

      for (gsize e = 0; e < n_edges; e++)
        read_edge (reading, edges[e]);
    }
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  gsize i = colim_term_get_offset (*(const ColimTerm *const *) a), j = colim_term_get_offset (*(const ColimTerm *const *) b);

  return (i > j) - (i < j);
}

/* Definitions that no edge of this diagram uses: their names and arguments can be wrong all the same.  What another
 * diagram brought is that one's to check: it may speak of vertices that are only there. */
static void
read_unused_lets (Reading *reading)
{
  ColimDiagram *diagram = reading->self->diagram;
  GHashTable *const tables[] = { diagram->outer, diagram->lets };
  ModelScope scope = { .scope = &reading->scope, .diagram = diagram, .edge = -1, .handles = reading->self->handles };
  g_autoptr (GPtrArray) lets = g_ptr_array_new ();

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      GHashTableIter iter;
      gpointer let;

      if (tables[t] == NULL)
        continue;
      g_hash_table_iter_init (&iter, tables[t]);
      while (g_hash_table_iter_next (&iter, NULL, &let))
        g_ptr_array_add (lets, let);
    }
  g_ptr_array_sort (lets, compare_places);
  for (guint i = 0; i < lets->len; i++)
    {
      g_autofree char *identity = NULL;
      const ColimTerm *let = g_ptr_array_index (lets, i);

      if ((diagram->let_identities == NULL || !g_hash_table_contains (diagram->let_identities, colim_term_get_name (let)))
          && colim_diagram_find_let (diagram, colim_term_get_name (let), &identity) == let
          && _colim_handles_find (reading->self->handles, identity) == NULL)
        _colim_model_check_let (let, identity, &scope);
    }
}

ColimInterpretation *
_colim_interpretation_new (ColimDiagram *diagram, Handles *handles, const char *data_folder, ColimDiagnostics *diagnostics)
{
  g_autoptr (ColimInterpretation) self = g_atomic_rc_box_new0 (ColimInterpretation);
  Reading reading = { { diagnostics, find_size }, self, data_folder };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  self->diagram = colim_diagram_ref (diagram);
  self->spaces = g_new0 (Space, diagram->vertices->len + 1);
  self->models = g_new0 (Model *, diagram->edges->len + 1);
  self->handles = handles;
  read_spaces (&reading, TRUE);
  read_spaces (&reading, FALSE);
  read_edges (&reading);
  if (colim_diagnostics_get_n_errors (diagnostics) == n_errors)
    read_unused_lets (&reading);

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : g_steal_pointer (&self);
}

/**
 * colim_interpretation_new:
 * @diagram: a diagram
 * @data_folder: (nullable) (type filename): where data sets are looked for
 * @diagnostics: where to report what does not fit
 *
 * Opens the data sets of a diagram and checks its spaces and models: names, arguments, types along every edge.
 *
 * Returns: (transfer full) (nullable): the meaning of the diagram, or %NULL if something is wrong, which was reported
 */
ColimInterpretation *
colim_interpretation_new (ColimDiagram *diagram, const char *data_folder, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (diagram != NULL && diagnostics != NULL, NULL);

  g_autoptr (Handles) handles = _colim_handles_new ();
  ColimInterpretation *self = _colim_interpretation_new (diagram, handles, data_folder, diagnostics);

  if (self != NULL)
    {
      self->handles = g_steal_pointer (&handles);
      self->owns_handles = TRUE;
    }

  return self;
}

/**
 * colim_interpretation_ref:
 * @self: an interpretation
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimInterpretation *
colim_interpretation_ref (ColimInterpretation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimInterpretation *self)
{
  for (guint i = 0; i < self->diagram->vertices->len; i++)
    _colim_space_clear (&self->spaces[i]);
  for (guint i = 0; i < self->diagram->edges->len; i++)
    g_clear_pointer (&self->models[i], _colim_model_free);
  g_free (self->spaces);
  g_free (self->models);
  if (self->owns_handles)
    _colim_handles_free (self->handles);
  colim_diagram_unref (self->diagram);
}

/**
 * colim_interpretation_unref:
 * @self: (transfer full): an interpretation
 *
 * Gives a reference back.
 */
void
colim_interpretation_unref (ColimInterpretation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_interpretation_get_diagram:
 * @self: an interpretation
 *
 * Gives the diagram that is interpreted.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_interpretation_get_diagram (const ColimInterpretation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->diagram;
}

/**
 * colim_interpretation_get_vertex_kind:
 * @self: an interpretation
 * @vertex: a vertex
 *
 * Tells what a vertex is.
 *
 * Returns: (transfer none): `index`, `space`, `hard` or `loss`
 */
const char *
colim_interpretation_get_vertex_kind (const ColimInterpretation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && vertex < colim_diagram_get_n_vertices (self->diagram), NULL);

  switch (self->spaces[vertex].kind)
    {
    case COLIM_VERTEX_INDEX:
      return "index";
    case COLIM_VERTEX_LOSS:
      return self->spaces[vertex].is_hard ? "hard" : "loss";
    default:
      return "space";
    }
}

/**
 * colim_interpretation_print_vertex_type:
 * @self: an interpretation
 * @vertex: a vertex
 *
 * Writes what the points of a vertex are: a type, or the name of a data set.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if it is not known
 */
char *
colim_interpretation_print_vertex_type (const ColimInterpretation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && vertex < colim_diagram_get_n_vertices (self->diagram), NULL);

  const Space *space = &self->spaces[vertex];

  if (space->data_set != NULL)
    return colim_term_to_string (space->data_set);

  return space->type != NULL ? colim_type_to_string (space->type) : NULL;
}

/**
 * colim_interpretation_get_vertex_type:
 * @self: an interpretation
 * @vertex: a vertex
 *
 * Gives the type of a vertex: its own, or that of what comes in.
 *
 * Returns: (transfer none) (nullable): the type, or %NULL for data sets and where it is not known
 */
ColimType *
colim_interpretation_get_vertex_type (const ColimInterpretation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && vertex < colim_diagram_get_n_vertices (self->diagram), NULL);

  return self->spaces[vertex].type;
}

/**
 * colim_interpretation_get_source:
 * @self: an interpretation
 * @vertex: a vertex
 *
 * Gives the data of an indexing vertex.
 *
 * Returns: (transfer none) (nullable): the data set, or %NULL if none is given
 */
ColimDataSource *
colim_interpretation_get_source (const ColimInterpretation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && vertex < colim_diagram_get_n_vertices (self->diagram), NULL);

  return self->spaces[vertex].source;
}

/**
 * colim_interpretation_get_edge_type:
 * @self: an interpretation
 * @edge: an edge
 *
 * Tells what the model of an edge gives.
 *
 * Returns: (transfer none) (nullable): the type, or %NULL if no model is given or nothing is known of what comes in
 */
ColimType *
colim_interpretation_get_edge_type (const ColimInterpretation *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && edge < colim_diagram_get_n_edges (self->diagram), NULL);

  return self->models[edge] != NULL ? self->models[edge]->out : NULL;
}

/**
 * colim_interpretation_get_n_parameters:
 * @self: an interpretation
 * @edge: an edge
 *
 * Counts the numbers that the model of an edge learns, shared or not.
 *
 * Returns: how many there are
 */
gint64
colim_interpretation_get_n_parameters (const ColimInterpretation *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && edge < colim_diagram_get_n_edges (self->diagram), 0);

  return self->models[edge] != NULL ? self->models[edge]->n_parameters : 0;
}
