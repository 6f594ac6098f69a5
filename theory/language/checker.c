/* From statements to a diagram: names, ends, paths, relations, settings.
 *
 * What stands right of `⇒` is not looked into: the syntax of a diagram has a meaning without its semantics.  Every
 * fault is reported, and what depends on something that is wrong is passed over in silence.
 */

#include "theory/language/checker-private.h"

#include "theory/diagram/diagram-private.h"

#include <string.h>

#define MOST_SUGGESTIONS 100

typedef struct {
  ColimDiagram *diagram;
  ColimDiagnostics *diagnostics;
  GHashTable *names;  /* name → statement, vertices and edges together */
  GHashTable *vertex_names; /* the keys of vertices, and of edges, to suggest */
  GHashTable *edge_names;
  ColimCSetBuilder *builder;
  GArray *src; /* gint32, by edge */
  GArray *tgt;
} Checker;

void
_colim_check_error (ColimDiagnostics *diagnostics, const ColimTerm *at, ColimError code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  colim_diagnostics_error (diagnostics, colim_term_get_text (at), colim_term_get_offset (at), code, "%s", message);
}

void
_colim_check_warn (ColimDiagnostics *diagnostics, const ColimTerm *at, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  colim_diagnostics_warn (diagnostics, colim_term_get_text (at), colim_term_get_offset (at), "%s", message);
}

static guint
get_line (const ColimTerm *term)
{
  guint line;

  colim_text_get_place (colim_term_get_text (term), colim_term_get_offset (term), &line, NULL);

  return line;
}

void
_colim_check_let (GHashTable *lets, GHashTable *outer, ColimTerm *let, ColimDiagnostics *diagnostics)
{
  const char *name = colim_term_get_name (let);
  const ColimTerm *known = g_hash_table_lookup (lets, name);

  if (known == NULL && outer != NULL)
    known = g_hash_table_lookup (outer, name);
  if (known != NULL)
    _colim_check_error (diagnostics, let, COLIM_ERROR_DUPLICATE_NAME, "there is a model '%s' already, on line %u", name,
                        get_line (known));
  else
    g_hash_table_insert (lets, g_strdup (name), colim_term_ref (let));
}

/* Whether a name is free; if so it is taken. */
static gboolean
take_name (Checker *self, ColimTerm *statement)
{
  const char *name = colim_term_get_name (statement);
  const ColimTerm *known = g_hash_table_lookup (self->names, name);

  if (known != NULL)
    {
      /* Vertices are read first; for who reads the file, the second of the two is the one too many. */
      const ColimTerm *first = colim_term_get_offset (known) <= colim_term_get_offset (statement) ? known : statement;

      _colim_check_error (self->diagnostics, first == known ? statement : known, COLIM_ERROR_DUPLICATE_NAME,
                          "there is %s '%s' already, on line %u",
                          colim_term_get_kind (first) == COLIM_TERM_VERTEX ? "a vertex" : "an edge", name,
                          get_line (first));
      return FALSE;
    }
  g_hash_table_insert (self->names, (gpointer) name, statement);

  return TRUE;
}

static void
add_vertex (Checker *self, ColimTerm *statement)
{
  if (!take_name (self, statement))
    return;
  g_hash_table_insert (self->diagram->elements, g_strdup (colim_term_get_name (statement)),
                       GINT_TO_POINTER ((gint) self->diagram->vertices->len));
  g_hash_table_add (self->vertex_names, (gpointer) colim_term_get_name (statement));
  g_ptr_array_add (self->diagram->vertices, colim_term_ref (statement));
  colim_learning_graph_add_vertex (self->builder, _colim_diagram_read_kind (statement));
}

/* Of many errors only the first are read, and suggestions take time. */
static const char *
suggest (Checker *self, GHashTable *names, const char *name)
{
  return colim_diagnostics_get_n_errors (self->diagnostics) < MOST_SUGGESTIONS ? _colim_check_suggest (names, name)
                                                                               : NULL;
}

/* The vertex at one end of an edge, or -1. */
static gint32
find_end (Checker *self, const ColimTerm *edge, guint child)
{
  const ColimTerm *end = colim_term_get_child (edge, child);
  const char *name = colim_term_get_name (end);
  gint32 vertex = colim_diagram_find_vertex (self->diagram, name);
  const char *closest;

  if (vertex >= 0)
    return vertex;
  closest = suggest (self, self->vertex_names, name);
  _colim_check_error (self->diagnostics, end, COLIM_ERROR_UNKNOWN_NAME,
                      "edge '%s' %s '%s', which no statement declares as a vertex%s%s%s", colim_term_get_name (edge),
                      child == 0 ? "starts at" : "ends at", name, closest != NULL ? "; is it '" : "",
                      closest != NULL ? closest : "", closest != NULL ? "'?" : "");

  return -1;
}

static void
add_edge (Checker *self, ColimTerm *statement)
{
  gint32 src, tgt;
  gint32 n = colim_diagram_get_n_vertices (self->diagram);

  if (!take_name (self, statement))
    return;
  src = find_end (self, statement, 0);
  tgt = find_end (self, statement, 1);
  if (src < 0 || tgt < 0)
    return;
  if (_colim_diagram_read_kind (g_ptr_array_index (self->diagram->vertices, tgt)) == COLIM_VERTEX_INDEX
      && _colim_diagram_read_kind (g_ptr_array_index (self->diagram->vertices, src)) != COLIM_VERTEX_INDEX)
    _colim_check_error (self->diagnostics, statement, COLIM_ERROR_INVALID,
                        "edge '%s' runs from '%s', which is no indexing vertex, to the indexing vertex '%s'",
                        colim_term_get_name (statement), colim_diagram_get_vertex_name (self->diagram, src),
                        colim_diagram_get_vertex_name (self->diagram, tgt));
  g_hash_table_insert (self->diagram->elements, g_strdup (colim_term_get_name (statement)),
                       GINT_TO_POINTER (n + (gint) self->diagram->edges->len));
  g_hash_table_add (self->edge_names, (gpointer) colim_term_get_name (statement));
  g_ptr_array_add (self->diagram->edges, colim_term_ref (statement));
  g_array_append_val (self->src, src);
  g_array_append_val (self->tgt, tgt);
  colim_learning_graph_add_edge (self->builder, src, tgt);
}

/* Reads a path, in silence if an edge on it was found to be wrong. */
static ColimPath *
read_path (Checker *self, const ColimTerm *term)
{
  const char *closest;

  for (guint i = 0; colim_term_get_kind (term) == COLIM_TERM_PATH && i < colim_term_get_n_children (term); i++)
    {
      const char *name = colim_term_get_name (colim_term_get_child (term, i));

      gboolean is_known = g_hash_table_contains (self->diagram->elements, name);

      if (!is_known && g_hash_table_contains (self->names, name))
        return NULL;
      if (!is_known && (closest = suggest (self, self->edge_names, name)) != NULL)
        {
          _colim_check_error (self->diagnostics, colim_term_get_child (term, i), COLIM_ERROR_UNKNOWN_NAME,
                              "there is no edge '%s'; is it '%s'?", name, closest);
          return NULL;
        }
    }

  return colim_diagram_parse_path (self->diagram, term, self->diagnostics);
}

static void
add_relation (Checker *self, ColimTerm *statement)
{
  g_autoptr (ColimPath) lesser = read_path (self, colim_term_get_child (statement, 0));
  g_autoptr (ColimPath) greater = read_path (self, colim_term_get_child (statement, 1));
  gboolean both = g_str_equal (colim_term_get_name (statement), "~");

  if (lesser == NULL || greater == NULL)
    return;
  if (!colim_path_is_parallel (lesser, greater))
    {
      g_autofree char *left = colim_diagram_print_path (self->diagram, lesser);
      g_autofree char *right = colim_diagram_print_path (self->diagram, greater);
      gboolean start = colim_path_get_source (lesser) != colim_path_get_source (greater);
      gint32 v = start ? colim_path_get_source (lesser) : colim_path_get_target (lesser);
      gint32 w = start ? colim_path_get_source (greater) : colim_path_get_target (greater);

      _colim_check_error (self->diagnostics, statement, COLIM_ERROR_NOT_PARALLEL,
                          "relation %s %s %s: the paths are not parallel, their %s are '%s' and '%s'", left, both ? "~" : "≤", right,
                          start ? "sources" : "targets", colim_diagram_get_vertex_name (self->diagram, v),
                          colim_diagram_get_vertex_name (self->diagram, w));
      return;
    }
  for (guint i = 0; i < (both ? 2 : 1); i++)
    {
      g_ptr_array_add (self->diagram->relations, colim_term_ref (statement));
      colim_learning_graph_add_relation (self->builder, i == 0 ? lesser : greater, i == 0 ? greater : lesser);
    }
}

/* A metric's paths start at one indexing vertex and are parallel, as a relation's. */
static void
add_metric (Checker *self, ColimTerm *statement)
{
  const ColimTerm *call = colim_term_get_child (statement, 0);
  g_autoptr (ColimPath) prediction = read_path (self, colim_term_get_child (call, 0));
  g_autoptr (ColimPath) truth = read_path (self, colim_term_get_child (call, 1));

  if (prediction == NULL || truth == NULL)
    return;

  gint32 source = colim_path_get_source (prediction);

  if (!colim_path_is_parallel (prediction, truth))
    _colim_check_error (self->diagnostics, statement, COLIM_ERROR_NOT_PARALLEL, "the paths of metric '%s' are not parallel",
                        colim_term_get_name (call));
  else if (_colim_diagram_read_kind (g_ptr_array_index (self->diagram->vertices, source)) != COLIM_VERTEX_INDEX)
    _colim_check_error (self->diagnostics, statement, COLIM_ERROR_INVALID,
                        "the paths of metric '%s' start at '%s', which is no indexing vertex", colim_term_get_name (call),
                        colim_diagram_get_vertex_name (self->diagram, source));
  else
    g_ptr_array_add (self->diagram->metrics, colim_term_ref (statement));
}

static gint32
read_bound (Checker *self, const ColimTerm *number)
{
  gint64 value = 0;

  if (!g_ascii_string_to_signed (colim_term_get_name (number), 10, 0, G_MAXINT32 - 1, &value, NULL))
    _colim_check_error (self->diagnostics, number, COLIM_ERROR_OUT_OF_RANGE, "a bound is a whole number from 0, not '%s'",
                        colim_term_get_name (number));

  return (gint32) value;
}

static void
set_policy (Checker *self, ColimTerm *statement)
{
  if (!colim_policy_parse (colim_term_get_name (statement), &self->diagram->selection.policy))
    _colim_check_error (self->diagnostics, statement, COLIM_ERROR_UNKNOWN_NAME,
                        "there is no policy '%s'; there are explicit, edges and paths", colim_term_get_name (statement));
  self->diagram->policy_setting = colim_term_ref (statement);
}

static void
set_reduce (Checker *self, ColimTerm *statement)
{
  gboolean sum = g_str_equal (colim_term_get_name (statement), "sum");

  if (!sum && !g_str_equal (colim_term_get_name (statement), "mean"))
    _colim_check_error (self->diagnostics, statement, COLIM_ERROR_UNKNOWN_NAME, "there is no reduction '%s'; there are mean and sum",
                        colim_term_get_name (statement));
  self->diagram->reduce_setting = colim_term_ref (statement);
  self->diagram->reduce = sum ? COLIM_REDUCE_SUM : COLIM_REDUCE_MEAN;
}

static void
set_bound (Checker *self, ColimTerm *statement)
{
  self->diagram->selection.max_length = read_bound (self, colim_term_get_child (statement, 0));
  if (colim_term_get_n_children (statement) > 1)
    self->diagram->selection.max_derivation = read_bound (self, colim_term_get_child (statement, 1));
  self->diagram->bound_setting = colim_term_ref (statement);
}

static void
set_train (Checker *self, ColimTerm *statement)
{
  self->diagram->train = colim_term_ref (statement);
}

static void
add_let (Checker *self, ColimTerm *statement)
{
  const char *name = colim_term_get_name (statement);
  GHashTable *identities = self->diagram->let_identities;
  /* Gluing says a model of the file again where it speaks of vertices that have other names now; it hides nothing. */
  gboolean is_said_again = identities != NULL && g_strcmp0 (g_hash_table_lookup (identities, name), name) == 0;

  _colim_check_let (self->diagram->lets, is_said_again ? NULL : self->diagram->outer, statement, self->diagnostics);
  g_ptr_array_add (self->diagram->handles, colim_term_ref (statement));
}

static void
refuse (Checker *self, ColimTerm *statement)
{
  _colim_check_error (self->diagnostics, statement, COLIM_ERROR_INVALID,
                      "a model for the edge '%s' that is there: this form stands only in 'with { … }'",
                      colim_term_get_name (statement));
}

/* The forms of statements; passes 0, 1 and 2 make the order of the statements immaterial. */
static const struct {
  ColimTermKind kind;
  guint pass;
  const char *once; /* what is set, where it may be set but once */
  void (*check) (Checker *self, ColimTerm *statement);
} forms[] = {
  { COLIM_TERM_VERTEX, 0, NULL, add_vertex },     { COLIM_TERM_LET, 0, NULL, add_let },
  { COLIM_TERM_POLICY, 0, "policy", set_policy }, { COLIM_TERM_REDUCE, 0, "reduce", set_reduce },
  { COLIM_TERM_BOUND, 0, "bound", set_bound },    { COLIM_TERM_TRAIN, 0, "train", set_train },
  { COLIM_TERM_ASSIGN, 0, NULL, refuse },         { COLIM_TERM_EDGE, 1, NULL, add_edge },
  { COLIM_TERM_RELATION, 2, NULL, add_relation }, { COLIM_TERM_METRIC, 2, NULL, add_metric },
};

#define N_PASSES 3

/* Between the edges and what is made of them: paths are read in a quiver. */
static void
make_quiver (Checker *self)
{
  gint32 n_vertices = colim_diagram_get_n_vertices (self->diagram);
  g_autoptr (ColimFinFunction) src
    = colim_fin_function_new ((const gint32 *) (void *) self->src->data, self->src->len, n_vertices, NULL);
  g_autoptr (ColimFinFunction) tgt
    = colim_fin_function_new ((const gint32 *) (void *) self->tgt->data, self->tgt->len, n_vertices, NULL);

  self->diagram->quiver = colim_quiver_new (src, tgt, NULL);
}

static void
check_pass (Checker *self, guint pass, const ColimTerm *const *statements, guint n_statements)
{
  const ColimTerm *set[G_N_ELEMENTS (forms)] = { NULL };

  for (guint i = 0; i < n_statements; i++)
    for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
      {
        if (forms[f].kind != colim_term_get_kind (statements[i]) || forms[f].pass != pass)
          continue;
        if (forms[f].once != NULL && set[f] != NULL)
          {
            _colim_check_error (self->diagnostics, statements[i], COLIM_ERROR_DUPLICATE_NAME, "'%s' is set already, on line %u",
                                forms[f].once, get_line (set[f]));
            continue;
          }
        set[f] = statements[i];
        forms[f].check (self, (ColimTerm *) statements[i]);
      }
}

static void
warn (Checker *self)
{
  ColimDiagram *diagram = self->diagram;
  gint32 n = colim_diagram_get_n_vertices (diagram);
  gsize n_cycle, n_reached;
  g_autofree guint8 *index = g_new0 (guint8, (gsize) n + 1);
  g_autofree guint8 *reached = NULL;
  g_autofree gint32 *cycle = NULL;

  for (gint32 v = 0; v < n; v++)
    {
      gsize out, in;

      index[v] = _colim_diagram_read_kind (g_ptr_array_index (diagram->vertices, v)) == COLIM_VERTEX_INDEX;
      colim_quiver_get_out_edges (diagram->quiver, v, &out);
      colim_quiver_get_in_edges (diagram->quiver, v, &in);
      if (out + in == 0 && colim_diagram_get_space (diagram, v) == NULL)
        _colim_check_warn (self->diagnostics, g_ptr_array_index (diagram->vertices, v),
                           "vertex '%s' has neither a space nor an edge", colim_diagram_get_vertex_name (diagram, v));
    }
  reached = colim_quiver_reach (diagram->quiver, index, FALSE, &n_reached);
  cycle = colim_quiver_find_cycle (diagram->quiver, reached, &n_cycle);
  if (cycle != NULL && diagram->selection.max_length < 0)
    {
      g_autoptr (ColimPath) path = colim_path_new (diagram->quiver, cycle, n_cycle, NULL);
      g_autofree char *text = colim_diagram_print_path (diagram, path);

      _colim_check_warn (self->diagnostics, g_ptr_array_index (diagram->edges, cycle[0]),
                         "%s is a cycle at '%s', so there are infinitely many paths: pairs need a 'bound'", text,
                         colim_diagram_get_vertex_name (diagram, colim_path_get_source (path)));
    }
}

ColimDiagram *
_colim_check_diagram (const char *name, const ColimTerm *const *statements, guint n_statements, ColimText *text, GHashTable *outer,
                      ColimTerm *train, const DiagramIdentities *identities, ColimDiagnostics *diagnostics)
{
  static const ColimSelection unset = COLIM_SELECTION_INIT;
  g_autoptr (ColimDiagram) diagram = g_atomic_rc_box_new0 (ColimDiagram);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) vertex_names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GHashTable) edge_names = g_hash_table_new (g_str_hash, g_str_equal);
  Checker checker = { diagram, diagnostics, names, vertex_names, edge_names, builder, src, tgt };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  diagram->name = g_strdup (name);
  diagram->text = colim_text_ref (text);
  diagram->vertices = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  diagram->edges = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  diagram->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  diagram->metrics = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  diagram->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  diagram->lets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_term_unref);
  diagram->handles = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  diagram->outer = outer != NULL ? g_hash_table_ref (outer) : NULL;
  diagram->let_identities = identities != NULL ? g_hash_table_ref (identities->lets) : NULL;
  diagram->edge_identities = identities != NULL ? g_hash_table_ref (identities->edges) : NULL;
  diagram->train_defaults = train != NULL ? colim_term_ref (train) : NULL;
  diagram->selection = unset;

  for (guint pass = 0; pass < N_PASSES; pass++)
    {
      if (pass == N_PASSES - 1)
        make_quiver (&checker);
      check_pass (&checker, pass, statements, n_statements);
    }
  if (colim_diagnostics_get_n_errors (diagnostics) > n_errors)
    return NULL;
  warn (&checker);
  diagram->graph = colim_cset_builder_end (builder, NULL);

  return g_steal_pointer (&diagram);
}
