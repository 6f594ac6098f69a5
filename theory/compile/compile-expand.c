/* Writing the values of paths into a program: the data's rows, their columns, and the models one after another. */

#include "theory/compile/compile-private.h"

#include <colim/random.h>

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"

#include <string.h>

static void
clear_term (Term *term)
{
  g_free (term->name);
}

static void
clear_source (Source *source)
{
  g_clear_object (&source->data);
}

static void
clear_table (Table *table)
{
  g_clear_pointer (&table->table, colim_tensor_unref);
}

Compilation *
_colim_compilation_new (ColimInterpretation *interpretation, const Settings *settings, gboolean training, ColimDiagnostics *diagnostics)
{
  Compilation *self = g_new0 (Compilation, 1);

  self->interpretation = colim_interpretation_ref (interpretation);
  self->settings = settings;
  self->diagnostics = diagnostics;
  self->program
    = colim_program_new (g_str_equal (settings->precision->name, "double") ? COLIM_ELEMENT_FLOAT64 : COLIM_ELEMENT_FLOAT32);
  self->training = training;
  _colim_trie_init (&self->trie);
  self->values = g_array_new (FALSE, TRUE, sizeof (Value));
  self->sources = g_array_new (FALSE, TRUE, sizeof (Source));
  self->tables = g_array_new (FALSE, TRUE, sizeof (Table));
  self->learned = g_array_new (FALSE, TRUE, sizeof (Learned));
  self->terms = g_array_new (FALSE, TRUE, sizeof (Term));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_array_set_clear_func (self->terms, (GDestroyNotify) clear_term);
  g_array_set_clear_func (self->sources, (GDestroyNotify) clear_source);
  g_array_set_clear_func (self->tables, (GDestroyNotify) clear_table);
  self->loss = self->rate = self->step = -1;

  return self;
}

void
_colim_compilation_free (Compilation *self)
{
  _colim_trie_clear (&self->trie);
  g_array_unref (self->values);
  g_array_unref (self->sources);
  g_array_unref (self->tables);
  g_array_unref (self->learned);
  g_array_unref (self->terms);
  g_array_unref (self->outputs);
  colim_program_unref (self->program);
  colim_interpretation_unref (self->interpretation);
  g_free (self);
}

static ColimDiagram *
get_diagram (const Compilation *self)
{
  return self->interpretation->diagram;
}

static const ColimTerm *
get_edge_statement (const Compilation *self, gint32 edge)
{
  return g_ptr_array_index (get_diagram (self)->edges, edge);
}

static const ColimTerm *
get_vertex_statement (const Compilation *self, gint32 vertex)
{
  return g_ptr_array_index (get_diagram (self)->vertices, vertex);
}

static gint32
add_input (Compilation *self, const char *name, ColimElement element, const gint64 *dims, gsize n_dims)
{
  g_autoptr (GError) error = NULL;
  gint32 node = colim_program_add_input (self->program, name, element, dims, n_dims, &error);

  if (node < 0)
    colim_diagnostics_error (self->diagnostics, get_diagram (self)->text, 0, error->code, "%s", error->message);

  return node;
}

gint32
_colim_compilation_open_source (Compilation *self, gint32 vertex, ColimDataSource *data)
{
  const char *name = colim_diagram_get_vertex_name (get_diagram (self), vertex);
  g_autofree char *scale_name = g_strdup_printf ("%s scale", name);
  Source source = { .vertex = vertex };
  gint64 live;

  for (guint i = 0; i < self->sources->len; i++)
    if (g_array_index (self->sources, Source, i).vertex == vertex)
      return (gint32) i;
  source.n_rows = data != NULL ? colim_data_source_get_n_rows (data) : _colim_space_get_n_points (&self->interpretation->spaces[vertex]);
  if (source.n_rows < 0 || source.n_rows > G_MAXINT32)
    {
      _colim_check_error (self->diagnostics, get_vertex_statement (self, vertex), COLIM_ERROR_UNDEFINED,
                          data == NULL ? "indexing vertex '%s' has no data set to draw from: give it one, [NAME]"
                                       : "the data set of '%s' does not tell how many rows it has, or has too many",
                          name);
      return -1;
    }
  source.data = data != NULL ? g_object_ref (data) : NULL;
  source.batch = MIN (_colim_settings_get_batch (self->settings, vertex), MAX (source.n_rows, 1));
  source.extent = colim_program_add_extent (self->program, name, source.batch);
  live = COLIM_LIVE (source.extent);
  source.rows = add_input (self, name, COLIM_ELEMENT_INT32, &live, 1);
  source.scale = add_input (self, scale_name,
                            g_str_equal (self->settings->precision->name, "double") ? COLIM_ELEMENT_FLOAT64 : COLIM_ELEMENT_FLOAT32,
                            NULL, 0);
  g_array_append_val (self->sources, source);

  return (gint32) self->sources->len - 1;
}

/* The whole of a column: as it is held, or read once. */
static ColimTensor *
read_column (Compilation *self, ColimDataSource *data, guint column, double *scale, const ColimTerm *at)
{
  ColimTensor *table = colim_data_source_get_table (data, column, scale);
  ColimType *type = colim_data_source_get_column_type (data, column);
  gboolean is_class = colim_type_get_kind (type) == COLIM_KIND_CLASS;
  gint64 n = colim_data_source_get_n_rows (data), shape[COLIM_TENSOR_MOST_DIMS] = { n };
  gsize n_dims, size = is_class ? 1 : (gsize) colim_type_get_size (type);
  const gint64 *dims = colim_type_get_shape (type, &n_dims);
  g_autofree gint32 *rows = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gpointer memory;

  if (table != NULL)
    return colim_tensor_ref (table);
  for (gsize i = 0; i < n_dims; i++)
    shape[1 + i] = dims[i];
  rows = g_new (gint32, (gsize) n + 1);
  for (gint32 i = 0; i < (gint32) n; i++)
    rows[i] = i;
  memory = g_malloc ((gsize) n * size * sizeof (float) + 1);
  bytes = g_bytes_new_take (memory, (gsize) n * size * sizeof (float));
  *scale = 1;
  if (colim_data_source_read (data, column, rows, (gsize) n, memory, &error))
    return colim_tensor_new (is_class ? COLIM_ELEMENT_INT32 : COLIM_ELEMENT_FLOAT32, shape, n_dims + 1, bytes, NULL);
  _colim_check_error (self->diagnostics, at, error->code, "%s", error->message);

  return NULL;
}

static gint32
add_table (Compilation *self, const char *name, ColimTensor *tensor, gint32 vertex, gint32 column, gint32 trie_node)
{
  gsize n_dims;
  const gint64 *dims = colim_tensor_get_shape (tensor, &n_dims);
  Table table = { -1, tensor, vertex, column, trie_node };

  table.node = add_input (self, name, colim_tensor_get_element (tensor), dims, n_dims);
  g_array_append_val (self->tables, table);

  return table.node;
}

static gint32
gather (Expansion *expansion, gint32 table, gint32 rows, double scale)
{
  gint32 in[] = { table, rows };

  return _colim_expand (expansion, "gather", in, 2, NULL, 0, &scale, 1);
}

/* The data that an indexing vertex reads: its own, or those that a metric puts in their place. */
static ColimDataSource *
get_data (Compilation *self, gint32 vertex)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (g_array_index (self->sources, Source, i).vertex == vertex)
      return g_array_index (self->sources, Source, i).data;

  return self->interpretation->spaces[vertex].source;
}

static gboolean
expand_column (Compilation *self, Expansion *expansion, gint32 edge, guint column, gint32 rows, Value *value)
{
  gint32 vertex = colim_quiver_get_src (get_diagram (self)->quiver, edge), node = -1;
  ColimDataSource *data = get_data (self, vertex);
  const char *column_name = colim_data_source_get_column_name (self->interpretation->spaces[vertex].source, column);
  g_autofree char *name = g_strdup_printf ("%s.%s", colim_diagram_get_vertex_name (get_diagram (self), vertex), column_name);
  gint32 found = colim_data_source_find_column (data, column_name);
  double scale = 1;

  for (guint i = 0; i < self->tables->len; i++)
    {
      const Table *table = &g_array_index (self->tables, Table, i);

      if (table->vertex == vertex && table->column == found)
        {
          node = table->node;
          colim_data_source_get_table (data, (guint) found, &scale);
        }
    }
  if (node < 0)
    {
      ColimTensor *tensor = read_column (self, data, (guint) found, &scale, get_edge_statement (self, edge));

      if (tensor == NULL || (node = add_table (self, name, tensor, vertex, found, -1)) < 0)
        return FALSE;
    }
  value->n = 1;
  value->nodes[0] = gather (expansion, node, rows, scale);

  return TRUE;
}

static gint32
find_parameter (Compilation *self, const Parameter *parameter)
{
  Learned learned = { -1, parameter, -1, { -1, -1 } };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->learned->len; i++)
    if (g_str_equal (g_array_index (self->learned, Learned, i).parameter->name, parameter->name))
      return g_array_index (self->learned, Learned, i).node;
  learned.node = colim_program_add_parameter (self->program, parameter->name, parameter->row.dims, parameter->row.n_dims, &error);
  if (learned.node < 0)
    colim_diagnostics_error (self->diagnostics, get_diagram (self)->text, 0, error->code, "%s", error->message);
  else
    g_array_append_val (self->learned, learned);

  return learned.node;
}

static const Parameter *
look_up_parameter (const Compilation *self, const Element *element, guint index)
{
  const Handle *handle = _colim_handles_find (self->interpretation->handles, element->owner);
  g_autofree char *name
    = g_strdup_printf ("%s.%s.%s", element->owner, element->use->name, element->use->parameters[index].name);

  for (guint i = 0; i < handle->parameters->len; i++)
    if (g_str_equal (((Parameter *) g_ptr_array_index (handle->parameters, i))->name, name))
      return g_ptr_array_index (handle->parameters, i);

  return NULL;
}

typedef struct {
  Compilation *self;
  Expansion expansion;
  gint32 edge;
  guint n_stages; /* met so far: each has a stream of its own */
} Walk;

static gboolean
expand_stage (Walk *walk, const Element *element, gboolean frozen, gboolean eval, Value *value)
{
  Compilation *self = walk->self;
  const StageUse *use = element->use;
  const char *diagram = colim_diagram_get_name (get_diagram (self));
  g_autofree char *name
    = g_strdup_printf ("%s/%s/%u", diagram, colim_diagram_get_edge_name (get_diagram (self), walk->edge), walk->n_stages++);
  g_autoptr (ColimRandom) random = use->row->flags & STAGE_STOCHASTIC ? colim_random_new (self->settings->seed, "stage", name) : NULL;

  for (guint i = 0; i < use->n_parameters; i++)
    {
      gint32 parameter = find_parameter (self, look_up_parameter (self, element, i));

      if (parameter < 0)
        return FALSE;
      walk->expansion.parameters[i] = frozen ? _colim_expand_1 (&walk->expansion, "stop", parameter) : parameter;
    }
  walk->expansion.training = self->training && !eval;
  walk->expansion.stream = random != NULL ? colim_random_get_key (random) : 0;
  value->nodes[0] = use->row->expand (use, &walk->expansion, value->nodes[0]);

  return TRUE;
}

static gboolean expand_model (Walk *walk, const Model *model, gboolean frozen, gboolean eval, Value *value);

static gboolean
expand_tuple (Walk *walk, const Element *element, gboolean frozen, gboolean eval, Value *value)
{
  Value all = { 0 };

  for (guint i = 0; i < element->branches->len; i++)
    {
      const Model *branch = g_ptr_array_index (element->branches, i);
      Value part = *value;

      if (!expand_model (walk, branch, frozen || branch->is_frozen, eval || branch->is_eval, &part))
        return FALSE;
      if (all.n + part.n > MOST_COMPONENTS)
        {
          _colim_check_error (walk->self->diagnostics, get_edge_statement (walk->self, walk->edge), COLIM_ERROR_TOO_LARGE,
                              "a value has at most %d components", MOST_COMPONENTS);
          return FALSE;
        }
      memcpy (all.nodes + all.n, part.nodes, part.n * sizeof *part.nodes);
      all.n += part.n;
    }
  *value = all;

  return TRUE;
}

static gint32
add_point_table (Compilation *self, const Element *element, gint32 edge)
{
  gint64 n = element->n_points;
  g_autoptr (GBytes) bytes = g_bytes_new (element->table, (gsize) n * sizeof *element->table);

  return add_table (self, colim_diagram_get_edge_name (get_diagram (self), edge),
                    colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, NULL), -1, -1, -1);
}

/* A table is for the points of its source: data that a metric puts in their place may be more. */
static gboolean
expand_table (Walk *walk, const Element *element, Value *value)
{
  Compilation *self = walk->self;
  gint32 vertex = colim_quiver_get_src (get_diagram (self)->quiver, walk->edge);

  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = &g_array_index (self->sources, Source, i);

      if (source->vertex != vertex || source->n_rows == element->n_points)
        continue;
      _colim_check_error (self->diagnostics, get_edge_statement (self, walk->edge), COLIM_ERROR_TYPE,
                          "the table of edge '%s' gives %" G_GINT64_FORMAT " points, and these data have %" G_GINT64_FORMAT,
                          colim_diagram_get_edge_name (get_diagram (self), walk->edge), element->n_points, source->n_rows);
      return FALSE;
    }
  value->nodes[0] = gather (&walk->expansion, add_point_table (self, element, walk->edge), value->nodes[0], 1);

  return TRUE;
}

static gboolean
expand_element (Walk *walk, const Element *element, gboolean frozen, gboolean eval, Value *value)
{
  switch (element->kind)
    {
    case ELEMENT_COLUMN:
      return expand_column (walk->self, &walk->expansion, walk->edge, element->column, value->nodes[0], value);
    case ELEMENT_TABLE:
      return expand_table (walk, element, value);
    case ELEMENT_TUPLE:
      return expand_tuple (walk, element, frozen, eval, value);
    case ELEMENT_STAGE:
    default:
      return expand_stage (walk, element, frozen, eval, value);
    }
}

static gboolean
expand_model (Walk *walk, const Model *model, gboolean frozen, gboolean eval, Value *value)
{
  for (guint i = 0; i < model->elements->len; i++)
    if (!expand_element (walk, g_ptr_array_index (model->elements, i), frozen, eval, value))
      return FALSE;

  return TRUE;
}

static gboolean
expand_edge (Compilation *self, gint32 edge, Value *value)
{
  ColimDiagram *diagram = get_diagram (self);
  const Model *model = self->interpretation->models[edge];
  Walk walk = { self, { .program = self->program }, edge, 0 };

  if (model == NULL)
    {
      _colim_check_error (self->diagnostics, get_edge_statement (self, edge), COLIM_ERROR_UNDEFINED,
                          colim_diagram_get_model (diagram, edge) == NULL
                            ? "edge '%s' has no model, and a pair of the loss or a metric goes through it"
                            : "nothing is known of what comes into edge '%s': give its source a type",
                          colim_diagram_get_edge_name (diagram, edge));
      return FALSE;
    }

  return expand_model (&walk, model, colim_diagram_has_flag (diagram, edge, "frozen", NULL),
                       colim_diagram_has_flag (diagram, edge, "eval", NULL), value);
}

static const Table *
find_beginning (const Compilation *self, gint32 trie_node)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_array_index (self->tables, Table, i).trie_node == trie_node)
      return &g_array_index (self->tables, Table, i);

  return NULL;
}

static gint32
find_root (const Trie *trie, gint32 node)
{
  while (_colim_trie_get (trie, node)->parent >= 0)
    node = _colim_trie_get (trie, node)->parent;

  return node;
}

gboolean
_colim_compilation_expand (Compilation *self, gint32 trie_node, Value *value)
{
  const TrieNode *node = _colim_trie_get (&self->trie, trie_node);
  const Table *beginning = find_beginning (self, trie_node);
  Value *known;

  if (self->values->len < self->trie.nodes->len)
    g_array_set_size (self->values, self->trie.nodes->len);
  known = &g_array_index (self->values, Value, trie_node);
  if (known->n == 0 && (node->parent < 0 || beginning != NULL))
    {
      gint32 root = node->parent < 0 ? trie_node : find_root (&self->trie, trie_node);
      gint32 vertex = _colim_trie_get (&self->trie, root)->vertex;
      gint32 source = _colim_compilation_open_source (self, vertex, get_data (self, vertex));
      Expansion expansion = { .program = self->program };
      Value first = { 1, { 0 } };

      if (source < 0)
        return FALSE;
      first.nodes[0] = g_array_index (self->sources, Source, source).rows;
      if (beginning != NULL)
        first.nodes[0] = gather (&expansion, beginning->node, first.nodes[0], 1);
      g_array_index (self->values, Value, trie_node) = first;
    }
  else if (known->n == 0)
    {
      Value found = { 0 };

      if (!_colim_compilation_expand (self, node->parent, &found) || !expand_edge (self, node->edge, &found))
        return FALSE;
      g_array_index (self->values, Value, trie_node) = found;
    }
  *value = g_array_index (self->values, Value, trie_node);

  return TRUE;
}

ColimType *
_colim_path_type (ColimInterpretation *interpretation, const ColimPath *path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  if (n == 0)
    return interpretation->spaces[colim_path_get_source (path)].type;

  return interpretation->models[edges[n - 1]] != NULL ? interpretation->models[edges[n - 1]]->out : NULL;
}
