/* What is frozen from the data on is a function of the row alone: it is computed once for all rows.
 *
 * A trie node is frozen if every edge down to it has a model that nothing learns, through this edge or another, and nothing
 * random happens in.  Of those with a model that was learned, the last ones become tables, and those that a pair ends at.
 */

#include "theory/compile/compile-private.h"

#include "theory/diagram/diagram-private.h"

#include <string.h>

/* A table beyond this is not worth its memory. */
#define MOST_BYTES ((gint64) 2 << 30)

#define ROWS_AT_ONCE 256

/* The handles whose parameters a model reaches; with @learned alone, those that are not frozen on the way. */
static void
collect_owners (const Model *model, gboolean frozen, gboolean learned, GHashTable *owners)
{
  for (guint i = 0; i < model->elements->len; i++)
    {
      const Element *element = g_ptr_array_index (model->elements, i);

      if (element->owner != NULL && element->use->n_parameters > 0 && !(learned && frozen))
        g_hash_table_add (owners, element->owner);
      for (guint b = 0; element->branches != NULL && b < element->branches->len; b++)
        {
          const Model *branch = g_ptr_array_index (element->branches, b);

          collect_owners (branch, frozen || branch->is_frozen, learned, owners);
        }
    }
}

/* The handles that some edge of the trie learns. */
static GHashTable *
find_learned (const Compilation *self)
{
  GHashTable *owners = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->trie.nodes->len; i++)
    {
      gint32 edge = _colim_trie_get (&self->trie, (gint32) i)->edge;
      const Model *model = edge >= 0 ? self->interpretation->models[edge] : NULL;

      if (model != NULL)
        collect_owners (model, colim_diagram_has_flag (self->interpretation->diagram, edge, "frozen", NULL), TRUE, owners);
    }

  return owners;
}

/* Whether a model stays as it is while these handles are learned. */
static gboolean
stays (const Model *model, GHashTable *learned)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer owner;

  collect_owners (model, FALSE, FALSE, owners);
  g_hash_table_iter_init (&iter, owners);
  while (g_hash_table_iter_next (&iter, &owner, NULL))
    if (g_hash_table_contains (learned, owner))
      return FALSE;

  return TRUE;
}

typedef struct {
  gboolean *frozen; /* by trie node */
  gboolean *learned; /* whether a model on the way has parameters */
} Survey;

static Survey
survey (const Compilation *self)
{
  ColimDiagram *diagram = self->interpretation->diagram;
  guint n = self->trie.nodes->len;
  Survey found = { g_new0 (gboolean, n + 1), g_new0 (gboolean, n + 1) };
  g_autoptr (GHashTable) learned = find_learned (self);

  for (guint i = 0; i < n; i++)
    {
      const TrieNode *node = _colim_trie_get (&self->trie, (gint32) i);
      const Model *model = node->parent >= 0 ? self->interpretation->models[node->edge] : NULL;
      gboolean eval;

      if (node->parent < 0)
        {
          found.frozen[i] = TRUE;
          continue;
        }
      if (model == NULL || !found.frozen[node->parent])
        continue;
      eval = colim_diagram_has_flag (diagram, node->edge, "eval", NULL);
      found.learned[i] = found.learned[node->parent] || model->n_parameters > 0;
      found.frozen[i] = stays (model, learned) && !_colim_model_is_stochastic (model, eval);
    }

  return found;
}

/* Whether something is done with the value of a node besides going on to frozen ones. */
static gboolean
is_last (const Compilation *self, const Survey *found, gint32 node)
{
  gint32 child = _colim_trie_get (&self->trie, node)->first_child;

  if (_colim_trie_get (&self->trie, node)->is_end)
    return TRUE;
  for (; child >= 0; child = _colim_trie_get (&self->trie, child)->next_sibling)
    if (!found->frozen[child])
      return TRUE;

  return FALSE;
}

static gboolean
is_worth_it (const Compilation *self, const Survey *found, gint32 node)
{
  gint32 edge = _colim_trie_get (&self->trie, node)->edge, root = node;
  const Model *model = edge >= 0 ? self->interpretation->models[edge] : NULL;
  gint64 n_points;

  if (model == NULL || !found->frozen[node] || !found->learned[node] || !is_last (self, found, node)
      || colim_type_get_kind (model->out) != COLIM_KIND_REAL)
    return FALSE;
  while (_colim_trie_get (&self->trie, root)->parent >= 0)
    root = _colim_trie_get (&self->trie, root)->parent;
  n_points = _colim_space_get_n_points (&self->interpretation->spaces[_colim_trie_get (&self->trie, root)->vertex]);

  return n_points >= 0 && n_points * colim_type_get_size (model->out) < MOST_BYTES / 8;
}

/* Copies the beginning of a path into another trie. */
static gint32
copy_beginning (const Compilation *self, gint32 node, Compilation *to)
{
  ColimDiagram *diagram = self->interpretation->diagram;
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimPath) path = NULL;

  for (; _colim_trie_get (&self->trie, node)->parent >= 0; node = _colim_trie_get (&self->trie, node)->parent)
    g_array_prepend_val (edges, _colim_trie_get (&self->trie, node)->edge);
  path = colim_path_new (diagram->quiver, (const gint32 *) (void *) edges->data, edges->len, NULL);

  return _colim_trie_add (&to->trie, diagram->quiver, path);
}

static ColimTensor *
run_over_all_rows (Compilation *side, ColimPlan *plan, gint32 output)
{
  const Source *source = &g_array_index (side->sources, Source, 0);
  gsize n_dims, size;
  const gint64 *dims = colim_program_get_shape (side->program, output, &n_dims);
  gint64 shape[COLIM_TENSOR_MOST_DIMS], n_values = 1;
  g_autoptr (GBytes) bytes = NULL;
  gint32 rows[ROWS_AT_ONCE];
  char *memory;

  shape[0] = source->n_rows;
  for (gsize i = 1; i < n_dims; i++)
    n_values *= shape[i] = dims[i];
  size = (gsize) n_values * colim_element_get_size (colim_program_get_element (side->program, output));
  memory = g_malloc ((gsize) source->n_rows * size + 1);
  bytes = g_bytes_new_take (memory, (gsize) source->n_rows * size);
  colim_plan_bind (plan, source->rows, rows);
  for (gint64 begin = 0; begin < source->n_rows; begin += source->batch)
    {
      gint64 n = MIN (source->batch, source->n_rows - begin);

      for (gint64 i = 0; i < n; i++)
        rows[i] = (gint32) (begin + i);
      colim_plan_set_extent (plan, source->extent, n);
      colim_plan_run (plan);
      memcpy (memory + (gsize) begin * size, colim_plan_get_memory (plan, output), (gsize) n * size);
    }

  return colim_tensor_new (colim_program_get_element (side->program, output), shape, n_dims, bytes, NULL);
}

static gboolean
tabulate (Compilation *self, gint32 node, ColimWeights *weights, guint n_threads)
{
  Settings settings = *self->settings;
  g_autofree gint64 *batches = g_new0 (gint64, self->interpretation->diagram->vertices->len + 1);
  g_autoptr (Compilation) side = NULL;
  g_autoptr (ColimPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  Table table = { .vertex = -1, .column = -1, .trie_node = node };
  Value value = { 0 };
  gsize n_dims;
  const gint64 *dims;
  gint64 shape[COLIM_TENSOR_MOST_DIMS];

  settings.batch = ROWS_AT_ONCE;
  settings.batches = batches;
  side = _colim_compilation_new (self->interpretation, &settings, FALSE, self->diagnostics);
  if (!_colim_compilation_expand (side, copy_beginning (self, node, side), &value))
    return FALSE;
  dims = colim_program_get_shape (side->program, value.nodes[0], &n_dims);
  shape[0] = g_array_index (side->sources, Source, 0).n_rows;
  memcpy (shape + 1, dims + 1, (n_dims - 1) * sizeof *dims);
  table.node = colim_program_add_input (self->program, "frozen", colim_program_get_element (side->program, value.nodes[0]), shape, n_dims,
                                        &error);
  g_array_append_val (side->outputs, value.nodes[0]);
  if (table.node >= 0 && weights != NULL && (plan = _colim_compilation_plan (side, weights, n_threads, &error)) != NULL)
    table.table = run_over_all_rows (side, plan, value.nodes[0]);
  if (error == NULL)
    g_array_append_val (self->tables, table);
  else
    colim_diagnostics_error (self->diagnostics, self->interpretation->diagram->text, 0, error->code, "%s", error->message);

  return error == NULL;
}

gboolean
_colim_compilation_tabulate (Compilation *self, ColimWeights *weights, guint n_threads)
{
  Survey found = survey (self);
  gboolean done = TRUE;

  for (guint i = 0; i < self->trie.nodes->len && done; i++)
    if (is_worth_it (self, &found, (gint32) i))
      done = tabulate (self, (gint32) i, weights, n_threads);
  g_free (found.frozen);
  g_free (found.learned);

  return done;
}
