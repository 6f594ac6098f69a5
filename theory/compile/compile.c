/* The composite loss as a program: a term a pair, the gradient, the optimiser's step. */

#include "theory/compile/compile-private.h"

#include <colim/data-set.h>

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"

#include <string.h>

static const ColimTerm *
get_vertex_statement (ColimInterpretation *interpretation, gint32 vertex)
{
  return g_ptr_array_index (interpretation->diagram->vertices, vertex);
}

gboolean
_colim_check_term (ColimInterpretation *interpretation, ColimPath *p, ColimPath *q, ColimDiagnostics *diagnostics)
{
  gint32 target = colim_path_get_target (p);
  const Space *space = &interpretation->spaces[target];
  const ColimType *left = _colim_path_type (interpretation, p), *right = _colim_path_type (interpretation, q);
  gboolean is_hard = space->kind != COLIM_VERTEX_LOSS || space->is_hard;
  g_autofree char *p_text = NULL;
  g_autofree char *q_text = NULL;
  g_autoptr (GError) error = NULL;

  if (left == NULL || right == NULL || (is_hard && _colim_distance_check_hard (left, right, &error))
      || (space->distance != NULL && (space->distance->flags & DISTANCE_EXACT || _colim_distance_check (space->distance, left, right, &error))))
    return TRUE;
  p_text = colim_diagram_print_path (interpretation->diagram, p);
  q_text = colim_diagram_print_path (interpretation->diagram, q);
  if (space->distance == NULL && !is_hard)
    _colim_check_error (diagnostics, get_vertex_statement (interpretation, target), COLIM_ERROR_UNDEFINED,
                        "'%s' has no distance yet, and the pair %s ≤ %s ends there",
                        colim_diagram_get_vertex_name (interpretation->diagram, target), p_text, q_text);
  else
    _colim_check_error (diagnostics, get_vertex_statement (interpretation, target), error->code, "pair %s ≤ %s at '%s': %s", p_text, q_text,
                        colim_diagram_get_vertex_name (interpretation->diagram, target), error->message);

  return FALSE;
}

/* Expands both sides of a pair, which the distance takes, and gives the source that their rows come from. */
static gboolean
expand_sides (Compilation *self, ColimPath *p, ColimPath *q, gint32 *p_node, gint32 *q_node, guint *source)
{
  ColimQuiver *quiver = self->interpretation->diagram->quiver;
  gint32 left = _colim_trie_add (&self->trie, quiver, p), right = _colim_trie_add (&self->trie, quiver, q);
  Value p_value, q_value;

  if (!_colim_compilation_expand (self, left, &p_value) || !_colim_compilation_expand (self, right, &q_value))
    return FALSE;
  *p_node = p_value.nodes[0];
  *q_node = q_value.nodes[0];
  *source = (guint) _colim_compilation_open_source (self, colim_path_get_source (p), NULL);

  return TRUE;
}

static void
add_total (Compilation *self, char *name, guint source, gint32 points, double weight, gboolean is_hard, gboolean is_root)
{
  Expansion expansion = { .program = self->program };
  Term term = { name, source, _colim_expand_sum (&expansion, points, 1), weight, is_hard, is_root };

  g_array_append_val (self->terms, term);
  g_array_append_val (self->outputs, term.total);
}

static gboolean
add_term (Compilation *self, ColimPath *p, ColimPath *q, gboolean is_alone)
{
  ColimInterpretation *interpretation = self->interpretation;
  gint32 target = colim_path_get_target (p), p_node, q_node, points;
  const Space *space = &interpretation->spaces[target];
  /* A vertex without a loss is discrete, where its pairs are counted at all. */
  gboolean is_hard = space->kind != COLIM_VERTEX_LOSS || space->is_hard;
  Expansion expansion = { .program = self->program };
  g_autofree char *left = colim_diagram_print_path (interpretation->diagram, p);
  g_autofree char *right = colim_diagram_print_path (interpretation->diagram, q);
  guint source;

  if (!is_hard && space->distance != NULL && space->distance->flags & DISTANCE_EXACT)
    {
      _colim_check_error (self->diagnostics, get_vertex_statement (interpretation, target), COLIM_ERROR_INVALID,
                          "the distance of '%s' is a table on a finite space, which is not differentiated",
                          colim_diagram_get_vertex_name (interpretation->diagram, target));
      return FALSE;
    }
  if (!_colim_check_term (interpretation, p, q, self->diagnostics) || !expand_sides (self, p, q, &p_node, &q_node, &source))
    return FALSE;
  points = is_hard ? _colim_distance_expand_hard (&expansion, p_node, q_node)
                   : space->distance->expand (space->arguments, &expansion, p_node, q_node);
  add_total (self,
             is_alone ? g_strdup (colim_diagram_get_vertex_name (interpretation->diagram, target))
                      : g_strdup_printf ("%s ≤ %s", left, right),
             source, points, is_hard ? 1 : colim_rational_get_double (space->weight), is_hard, FALSE);

  return TRUE;
}

static guint
count_pairs_at (ColimPairs *pairs, gint32 target)
{
  guint n = 0;

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    n += colim_pairs_is_in_loss (pairs, i) && colim_path_get_target (colim_pairs_get_p (pairs, i)) == target;

  return n;
}

/* A term is named after its target, where that names no other term, nor a column of the log. */
static gboolean
is_named_by_target (const Compilation *self, ColimPairs *pairs, gint32 target)
{
  static const char *const columns[] = { "epoch", "step", "total", NULL };

  return count_pairs_at (pairs, target) == 1
         && !g_strv_contains (columns, colim_diagram_get_vertex_name (self->interpretation->diagram, target));
}

/* All paths go into the trie before any is expanded: what is frozen shows only then. */
static void
add_paths (Compilation *self, ColimPairs *pairs)
{
  ColimQuiver *quiver = self->interpretation->diagram->quiver;

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (colim_pairs_is_in_loss (pairs, i))
      {
        _colim_trie_add (&self->trie, quiver, colim_pairs_get_p (pairs, i));
        _colim_trie_add (&self->trie, quiver, colim_pairs_get_q (pairs, i));
      }
}

static gboolean
add_terms (Compilation *self, ColimPairs *pairs)
{
  gboolean added = TRUE;

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (colim_pairs_is_in_loss (pairs, i))
      {
        ColimPath *p = colim_pairs_get_p (pairs, i);

        added = add_term (self, p, colim_pairs_get_q (pairs, i), is_named_by_target (self, pairs, colim_path_get_target (p))) && added;
      }

  return added;
}

/* Σ weight · scale · total: the scale says what a batch stands for. */
static void
add_loss (Compilation *self)
{
  Expansion expansion = { .program = self->program };

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);
      gint32 share;

      if (term->is_hard)
        continue;
      share = _colim_expand_2 (&expansion, "multiply", _colim_expand_affine (&expansion, term->total, term->weight, 0),
                               g_array_index (self->sources, Source, term->source).scale);
      self->loss = self->loss < 0 ? share : _colim_expand_2 (&expansion, "add", self->loss, share);
    }
}

/* Gradients */

static gboolean
add_gradients (Compilation *self)
{
  guint n = self->learned->len;
  g_autofree gint32 *nodes = g_new (gint32, n + 1);
  g_autofree gint32 *gradients = g_new (gint32, n + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    nodes[i] = g_array_index (self->learned, Learned, i).node;
  if (!colim_program_differentiate (self->program, self->loss, nodes, n, gradients, &error))
    {
      colim_diagnostics_error (self->diagnostics, self->interpretation->diagram->text, 0, error->code, "%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    g_array_index (self->learned, Learned, i).gradient = gradients[i];

  return TRUE;
}

/* Scales all gradients down together where their norm is beyond the limit. */
static void
clip_gradients (Compilation *self)
{
  Expansion expansion = { .program = self->program };
  gint32 square = -1, factor;
  double most = self->settings->clip;

  for (guint i = 0; i < self->learned->len; i++)
    {
      const Learned *learned = &g_array_index (self->learned, Learned, i);
      gint32 part;

      if (learned->gradient < 0)
        continue;
      part = _colim_expand_sum (&expansion, _colim_expand_1 (&expansion, "square", learned->gradient),
                                ((gint64) 1 << learned->parameter->row.n_dims) - 1);
      square = square < 0 ? part : _colim_expand_2 (&expansion, "add", square, part);
    }
  if (square < 0)
    return;
  factor = _colim_expand (&expansion, "clipfactor", &square, 1, NULL, 0, &most, 1);
  for (guint i = 0; i < self->learned->len; i++)
    {
      Learned *learned = &g_array_index (self->learned, Learned, i);
      gint64 all = ((gint64) 1 << learned->parameter->row.n_dims) - 1;

      if (learned->gradient >= 0)
        learned->gradient = _colim_expand_2 (&expansion, "multiply", learned->gradient,
                                             _colim_expand_spread (&expansion, factor, all, learned->gradient));
    }
}

static gint32
add_kept (Compilation *self, const Learned *learned, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", what, learned->parameter->name);

  return colim_program_add_parameter (self->program, name, learned->parameter->row.dims, learned->parameter->row.n_dims, NULL);
}

/* Which operation an optimiser is, what it keeps, and where its arguments go. */
typedef struct {
  const char *optimiser, *operation;
  const char *kept[2];
  gboolean counts_steps;
  gint64 integer;    /* -1: from the argument below */
  gint integer_from;
  gint reals[4];     /* arguments, in the order of the operation's; -1: no more */
} Update;

static const Update updates[] = {
  { "adam", "adam", { "first", "second" }, TRUE, 0, 0, { 1, 2, 3, 4 } },
  { "adamw", "adam", { "first", "second" }, TRUE, 1, 0, { 1, 2, 3, 4 } },
  { "sgd", "sgd", { "velocity", NULL }, FALSE, -1, 2, { 1, 3, -1, -1 } },
  { "rmsprop", "rmsprop", { "square", NULL }, FALSE, 0, 0, { 1, 2, 3, -1 } },
};

static void
add_update (Compilation *self, Learned *learned, const Update *update)
{
  const Choice *optimiser = &self->settings->optimiser;
  gint32 in[6] = { learned->node, learned->gradient };
  gint64 integer = update->integer >= 0 ? update->integer : (gint64) optimiser->arguments[update->integer_from].x[0];
  guint n_integers = g_str_equal (update->operation, "rmsprop") ? 0 : 1, n_in = 2, n_reals = 0;
  double reals[4];
  gint32 node;
  Expansion expansion = { .program = self->program };

  for (guint i = 0; i < 2 && update->kept[i] != NULL; i++)
    in[n_in++] = learned->kept[i] = add_kept (self, learned, update->kept[i]);
  in[n_in++] = self->rate;
  if (update->counts_steps)
    in[n_in++] = self->step;
  for (; n_reals < 4 && update->reals[n_reals] >= 0; n_reals++)
    reals[n_reals] = optimiser->arguments[update->reals[n_reals]].x[0];
  node = _colim_expand (&expansion, update->operation, in, n_in, &integer, n_integers, reals, n_reals);
  g_array_append_val (self->outputs, node);
}

static void
add_updates (Compilation *self)
{
  ColimElement real = colim_program_get_element (self->program, self->loss);
  const Update *update = updates;

  while (!g_str_equal (update->optimiser, self->settings->optimiser.row->name))
    update++;
  self->rate = colim_program_add_input (self->program, "rate", real, NULL, 0, NULL);
  self->step = colim_program_add_input (self->program, "step", real, NULL, 0, NULL);
  for (guint i = 0; i < self->learned->len; i++)
    if (g_array_index (self->learned, Learned, i).gradient >= 0)
      add_update (self, &g_array_index (self->learned, Learned, i), update);
}

static gboolean
has_term (ColimPairs *pairs)
{
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (colim_pairs_is_in_loss (pairs, i))
      return TRUE;

  return FALSE;
}

static gboolean
check_pairs (ColimInterpretation *interpretation, ColimPairs *pairs, ColimDiagnostics *diagnostics)
{
  if (has_term (pairs))
    return TRUE;
  colim_diagnostics_error (diagnostics, interpretation->diagram->text, 0, COLIM_ERROR_INVALID,
                           colim_pairs_get_n (pairs) == 0
                             ? "diagram '%s' has no pairs, so there is no loss: add a relation p ≤ q, or set 'policy paths'"
                             : "no pair of diagram '%s' ends at a vertex with a loss: give the target of one a distance, {TYPE, DISTANCE}",
                           colim_diagram_get_name (interpretation->diagram));

  return FALSE;
}

Compilation *
_colim_compile_training (ColimInterpretation *interpretation, ColimPairs *pairs, const Settings *settings, ColimWeights *weights,
                         guint n_threads, ColimDiagnostics *diagnostics)
{
  g_autoptr (Compilation) self = _colim_compilation_new (interpretation, settings, TRUE, diagnostics);

  if (!check_pairs (interpretation, pairs, diagnostics))
    return NULL;
  add_paths (self, pairs);
  if (!_colim_compilation_tabulate (self, weights, n_threads))
    return NULL;
  if (!add_terms (self, pairs))
    return NULL;
  add_loss (self);
  if (self->loss < 0)
    {
      colim_diagnostics_error (diagnostics, interpretation->diagram->text, 0, COLIM_ERROR_INVALID,
                               "every pair of diagram '%s' ends at a hard vertex, and nothing there can be learned",
                               colim_diagram_get_name (interpretation->diagram));
      return NULL;
    }
  if (!add_gradients (self))
    return NULL;
  if (settings->clip > 0)
    clip_gradients (self);
  add_updates (self);
  g_array_append_val (self->outputs, self->loss);

  return g_steal_pointer (&self);
}

Compilation *
_colim_compile_loss (ColimInterpretation *interpretation, ColimPairs *pairs, gint32 source, gboolean formal, const Settings *settings,
                     ColimDiagnostics *diagnostics)
{
  g_autoptr (Compilation) self = _colim_compilation_new (interpretation, settings, FALSE, diagnostics);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (_colim_is_measured (pairs, i, source, formal))
      add_term (self, colim_pairs_get_p (pairs, i), colim_pairs_get_q (pairs, i), FALSE);

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : g_steal_pointer (&self);
}

/* Metrics */

/* The data that a metric is taken on: its own, or those of its paths' source. */
static ColimDataSource *
open_metric_data (ColimInterpretation *interpretation, const ColimTerm *metric, gint32 vertex, const char *data_folder,
                  ColimDiagnostics *diagnostics)
{
  ColimDataSource *own = interpretation->spaces[vertex].source;

  if (colim_term_get_n_children (metric) < 2)
    return own != NULL ? g_object_ref (own) : NULL;

  return colim_data_set_open (colim_term_get_child (metric, 1), data_folder, diagnostics);
}

/* Data in the place of others have the same columns. */
static gboolean
check_metric_data (ColimDataSource *own, ColimDataSource *data, const ColimTerm *at, ColimDiagnostics *diagnostics)
{
  for (guint i = 0; own != NULL && i < colim_data_source_get_n_columns (own); i++)
    {
      const char *name = colim_data_source_get_column_name (own, i);
      gint32 found = colim_data_source_find_column (data, name);

      if (found < 0 || !colim_type_equal (colim_data_source_get_column_type (own, i), colim_data_source_get_column_type (data, (guint) found)))
        {
          _colim_check_error (diagnostics, at, COLIM_ERROR_TYPE, "this data set has no column '%s' of the same type", name);
          return FALSE;
        }
    }

  return TRUE;
}

static char *
name_metric (ColimDiagram *diagram, const ColimTerm *metric, ColimPath *p, ColimPath *q)
{
  g_autofree char *left = colim_diagram_print_path (diagram, p);
  g_autofree char *right = colim_diagram_print_path (diagram, q);

  if (colim_term_get_name (metric) != NULL)
    return g_strdup (colim_term_get_name (metric));

  return g_strdup_printf ("%s(%s, %s)", colim_term_get_name (colim_term_get_child (metric, 0)), left, right);
}

static gboolean
add_metric (Compilation *self, const ColimTerm *metric, ColimPath *p, ColimPath *q)
{
  const ColimTerm *call = colim_term_get_child (metric, 0);
  const Space *space = &self->interpretation->spaces[colim_path_get_target (p)];
  gboolean is_loss = g_str_equal (colim_term_get_name (call), "loss");
  const DistanceRow *row = is_loss ? space->distance : _colim_distance_find (_colim_metrics, colim_term_get_name (call));
  const ColimType *left = _colim_path_type (self->interpretation, p), *right = _colim_path_type (self->interpretation, q);
  ArgumentScope scope = { self->diagnostics, NULL };
  ArgumentValue arguments[MOST_ARGUMENTS];
  Expansion expansion = { .program = self->program };
  g_autoptr (GError) error = NULL;
  gint32 p_node, q_node;
  guint source;

  if (row == NULL || row->expand == NULL)
    {
      g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

      for (const DistanceRow *one = _colim_metrics; one->name != NULL; one++)
        g_hash_table_add (known, (gpointer) one->name);
      g_hash_table_add (known, (gpointer) "loss");
      if (is_loss)
        _colim_check_error (self->diagnostics, call, COLIM_ERROR_UNDEFINED, "the target of these paths has no distance");
      else
        _colim_check_unknown (self->diagnostics, call, known, "metric", colim_term_get_name (call));
      return FALSE;
    }
  if (!is_loss && !_colim_arguments_read (call, 2, row->arguments, &scope, arguments, NULL))
    return FALSE;
  if (left != NULL && right != NULL && !_colim_distance_check (row, left, right, &error))
    {
      _colim_check_error (self->diagnostics, call, error->code, "%s", error->message);
      return FALSE;
    }
  if (!expand_sides (self, p, q, &p_node, &q_node, &source))
    return FALSE;
  add_total (self, name_metric (self->interpretation->diagram, metric, p, q), source,
             row->expand (is_loss ? space->arguments : arguments, &expansion, p_node, q_node),
             is_loss ? colim_rational_get_double (space->weight) : 1, FALSE, (row->flags & DISTANCE_ROOT) != 0);

  return TRUE;
}

gboolean
_colim_metric_is_given (ColimInterpretation *interpretation, gsize metric)
{
  const ColimTerm *call = colim_term_get_child (colim_diagram_get_metric (interpretation->diagram, metric), 0);
  g_autoptr (ColimDiagnostics) unheard = colim_diagnostics_new ();

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (ColimPath) path = colim_diagram_parse_path (interpretation->diagram, colim_term_get_child (call, side), unheard);
      gsize n;
      const gint32 *edges = colim_path_get_edges (path, &n);

      if (_colim_space_get_n_points (&interpretation->spaces[colim_path_get_source (path)]) < 0)
        return FALSE;
      for (gsize i = 0; i < n; i++)
        if (interpretation->models[edges[i]] == NULL)
          return FALSE;
    }

  return TRUE;
}

Compilation *
_colim_compile_metric (ColimInterpretation *interpretation, gsize metric, const Settings *settings, const char *data_folder,
                       ColimDiagnostics *diagnostics)
{
  g_autoptr (Compilation) self = _colim_compilation_new (interpretation, settings, FALSE, diagnostics);
  const ColimTerm *statement = colim_diagram_get_metric (interpretation->diagram, metric);
  const ColimTerm *call = colim_term_get_child (statement, 0);
  g_autoptr (ColimPath) p = colim_diagram_parse_path (interpretation->diagram, colim_term_get_child (call, 0), diagnostics);
  g_autoptr (ColimPath) q = colim_diagram_parse_path (interpretation->diagram, colim_term_get_child (call, 1), diagnostics);
  gint32 vertex = colim_path_get_source (p);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  g_autoptr (ColimDataSource) data = open_metric_data (interpretation, statement, vertex, data_folder, diagnostics);

  if (colim_diagnostics_get_n_errors (diagnostics) > n_errors
      || (data != NULL && !check_metric_data (interpretation->spaces[vertex].source, data, statement, diagnostics))
      || _colim_compilation_open_source (self, vertex, data) < 0 || !add_metric (self, statement, p, q))
    return NULL;

  return g_steal_pointer (&self);
}

ColimPlan *
_colim_compilation_plan (Compilation *self, ColimWeights *weights, guint n_threads, GError **error)
{
  g_autoptr (ColimPlan) plan = colim_plan_new (self->program, (const gint32 *) (void *) self->outputs->data, self->outputs->len, n_threads, error);

  if (plan == NULL)
    return NULL;
  for (guint i = 0; i < self->tables->len; i++)
    {
      const Table *table = &g_array_index (self->tables, Table, i);

      if (table->table != NULL)
        colim_plan_bind (plan, table->node, (gpointer) colim_tensor_get_data (table->table));
    }
  for (guint i = 0; i < self->learned->len && weights != NULL; i++)
    {
      const Learned *learned = &g_array_index (self->learned, Learned, i);

      colim_plan_bind (plan, learned->node, _colim_weights_get_memory (weights, learned->parameter->name));
    }

  return g_steal_pointer (&plan);
}
