/* Operations on the category of elements, and algorithms on whatever has src and tgt. */

#include "lib/exchange/requests-private.h"

#include <colim/closure.h>
#include <colim/components.h>
#include <colim/elements.h>
#include <colim/search.h>

#include <string.h>

gboolean
_colim_operation_connected_components (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimQuiver) elements = NULL;
  g_autoptr (ColimFinFunction) components = NULL;

  if (!_colim_request_spend_parts (self, cset, error) || (elements = colim_cset_list_elements (cset, error)) == NULL)
    return FALSE;
  components = colim_quiver_find_components (elements);
  _colim_request_write_int (answer, "count", colim_fin_function_get_codom (components));

  return TRUE;
}

/* A table that says of each of some numbers, n_0 times 1, n_1 times 2, …, which it is. */
static void
write_kinds (ColimJsonWriter *answer, const char *key, const gint32 *sizes, gint32 n)
{
  colim_json_writer_key (answer, key);
  colim_json_writer_array (answer);
  for (gint32 i = 0; i < n; i++)
    for (gint32 j = 0; j < sizes[i]; j++)
      _colim_compact_json_write_part (answer, i);
  colim_json_writer_array_end (answer);
}

gboolean
_colim_operation_elements (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  gint32 n_homs = colim_schema_get_n_homs (cset->schema);
  g_autofree gint32 *sizes = g_new (gint32, n_homs);
  g_autoptr (ColimQuiver) elements = NULL;

  if (!_colim_request_spend_parts (self, cset, error) || (elements = colim_cset_list_elements (cset, error)) == NULL)
    return FALSE;
  for (gint32 hom = 0; hom < n_homs; hom++)
    sizes[hom] = cset->n_parts[colim_schema_get_hom_dom (cset->schema, hom)];
  _colim_request_write_int (answer, "El", colim_quiver_get_n_vertices (elements));
  _colim_request_write_int (answer, "Arr", colim_quiver_get_n_edges (elements));
  write_kinds (answer, "pi_e", cset->n_parts, colim_schema_get_n_objects (cset->schema));
  write_kinds (answer, "pi_a", sizes, n_homs);
  colim_json_writer_key (answer, "src");
  colim_json_writer_array (answer);
  for (gint32 e = 0; e < colim_quiver_get_n_edges (elements); e++)
    _colim_compact_json_write_part (answer, colim_quiver_get_src (elements, e));
  colim_json_writer_array_end (answer);
  colim_json_writer_key (answer, "tgt");
  colim_json_writer_array (answer);
  for (gint32 e = 0; e < colim_quiver_get_n_edges (elements); e++)
    _colim_compact_json_write_part (answer, colim_quiver_get_tgt (elements, e));
  colim_json_writer_array_end (answer);

  return TRUE;
}

/* A list of the parts of each value of a function. */
static gboolean
write_classes (ColimJsonWriter *answer, const ColimFinFunction *function)
{
  g_autoptr (ColimFibres) fibres = colim_fibres_new (function);

  colim_json_writer_key (answer, "components");
  colim_json_writer_array (answer);
  for (gint32 y = 0; y < colim_fibres_get_codom (fibres); y++)
    {
      gsize n;
      const gint32 *parts = colim_fibres_get (fibres, y, &n);

      _colim_request_write_parts (answer, parts, n);
    }
  colim_json_writer_array_end (answer);

  return TRUE;
}

static gboolean
find_components (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  g_autoptr (ColimFinFunction) components = colim_quiver_find_components (quiver);

  return write_classes (answer, components);
}

static gboolean
find_strong_components (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  g_autoptr (ColimFinFunction) components = colim_quiver_find_strong_components (quiver);

  return write_classes (answer, components);
}

static gboolean
write_pairs (ColimJsonWriter *answer, const gint32 *pairs, gsize n)
{
  if (pairs == NULL)
    return FALSE;
  colim_json_writer_key (answer, "edges");
  colim_json_writer_array (answer);
  for (gsize i = 0; i < n; i += 2)
    _colim_request_write_parts (answer, pairs + i, 2);
  colim_json_writer_array_end (answer);

  return TRUE;
}

static gboolean
find_closure (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  gsize n;
  g_autofree gint32 *pairs = colim_quiver_close (quiver, self->budget, &n, error);

  return write_pairs (answer, pairs, n);
}

static gboolean
find_reduction (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  gsize n;
  g_autofree gint32 *pairs = colim_quiver_reduce (quiver, self->budget, &n, error);

  return write_pairs (answer, pairs, n);
}

static gboolean
sort (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  gsize n;
  g_autofree gint32 *order = colim_quiver_sort (quiver, &n);

  if (order == NULL)
    {
      _colim_json_set_error (self->operation, error, COLIM_ERROR_CYCLE, "there is a cycle, so there is no order");
      return FALSE;
    }
  colim_json_writer_key (answer, "order");
  _colim_request_write_parts (answer, order, n);

  return TRUE;
}

static gboolean
check_order (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  ColimJson *list = _colim_request_find (self, "order", COLIM_JSON_ARRAY, error);
  guint n = list != NULL ? colim_json_get_length (list) : 0;
  g_autofree gint32 *order = g_new (gint32, n);

  for (guint i = 0; i < n; i++)
    if (!_colim_compact_json_read_part (colim_json_get_element (list, i), colim_quiver_get_n_vertices (quiver), "V",
                                        FALSE, &order[i], error))
      return FALSE;
  if (list == NULL)
    return FALSE;
  _colim_request_write_boolean (answer, "valid", colim_quiver_check_order (quiver, order, n));
  _colim_request_write_boolean (answer, "unique", colim_quiver_has_one_order (quiver));

  return TRUE;
}

static gboolean
is_acyclic (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  gsize n;
  g_autofree gint32 *order = colim_quiver_sort (quiver, &n);

  _colim_request_write_boolean (answer, "result", order != NULL);

  return TRUE;
}

static gboolean
search (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  ColimJson *json = _colim_request_find (self, "root", COLIM_JSON_NUMBER, error);
  g_autofree gint32 *parents = NULL;
  gint32 root;
  gsize n;

  if (json == NULL
      || !_colim_compact_json_read_part (json, colim_quiver_get_n_vertices (quiver), "V", FALSE, &root, error))
    return FALSE;
  parents = colim_quiver_search (quiver, root, &n);
  colim_json_writer_key (answer, "parents");
  _colim_request_write_parts (answer, parents, n);

  return TRUE;
}

/* Where there is no end to paths, no budget is enough. */
static gboolean
refuse_cycle (ColimRequest *self, GError **error)
{
  _colim_json_set_error (self->operation, error, COLIM_ERROR_BUDGET, "there is a cycle, so that paths have no end");

  return FALSE;
}

static gboolean
list_paths (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) paths = colim_quiver_list_paths (quiver, self->budget, &local_error);

  if (g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_CYCLE))
    return refuse_cycle (self, error);
  if (paths == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  colim_json_writer_key (answer, "paths");
  colim_json_writer_array (answer);
  for (guint i = 0; i < paths->len; i++)
    {
      gsize n;
      const gint32 *edges = colim_path_get_edges (paths->pdata[i], &n);

      colim_json_writer_array (answer);
      _colim_compact_json_write_part (answer, colim_path_get_source (paths->pdata[i]));
      _colim_compact_json_write_part (answer, colim_path_get_target (paths->pdata[i]));
      _colim_request_write_parts (answer, edges, n);
      colim_json_writer_array_end (answer);
    }
  colim_json_writer_array_end (answer);

  return TRUE;
}

/* How many paths there are from a vertex to each of those behind it in the order. */
static gboolean
count_from (ColimRequest *self, ColimQuiver *quiver, const gint32 *order, gsize at, ColimNatural **counts,
            GError **error)
{
  counts[order[at]] = colim_natural_new (1);
  for (gsize i = at; i < (gsize) colim_quiver_get_n_vertices (quiver); i++)
    {
      gsize n;
      const gint32 *edges = colim_quiver_get_out_edges (quiver, order[i], &n);

      if (!_colim_request_spend (self, 1, error))
        return FALSE;
      if (counts[order[i]] == NULL)
        continue;
      if (!_colim_request_spend (self, (gint64) n, error))
        return FALSE;
      for (gsize j = 0; j < n; j++)
        {
          gint32 target = colim_quiver_get_tgt (quiver, edges[j]);
          ColimNatural *sum = counts[target] == NULL ? colim_natural_ref (counts[order[i]])
                                                     : colim_natural_add (counts[target], counts[order[i]]);

          g_clear_pointer (&counts[target], colim_natural_unref);
          counts[target] = sum;
        }
    }

  return TRUE;
}

static gboolean
count_paths (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error)
{
  gsize n;
  g_autofree gint32 *order = colim_quiver_sort (quiver, &n);
  g_autofree gint32 *position = g_new (gint32, n);
  g_autofree ColimNatural **counts = g_new0 (ColimNatural *, n);
  gboolean goes_on = TRUE;

  if (order == NULL)
    return refuse_cycle (self, error);
  for (gsize i = 0; i < n; i++)
    position[order[i]] = (gint32) i;
  colim_json_writer_key (answer, "counts");
  colim_json_writer_array (answer);
  for (gsize v = 0; v < n && goes_on; v++)
    {
      goes_on = count_from (self, quiver, order, (gsize) position[v], counts, error);
      for (gsize w = 0; w < n; w++)
        if (counts[w] != NULL)
          {
            colim_json_writer_array (answer);
            _colim_compact_json_write_part (answer, (gint32) v);
            _colim_compact_json_write_part (answer, (gint32) w);
            _colim_request_write_count (answer, counts[w]);
            colim_json_writer_array_end (answer);
            g_clear_pointer (&counts[w], colim_natural_unref);
          }
    }
  colim_json_writer_array_end (answer);

  return goes_on;
}

static const struct {
  const char *name;
  gboolean (*run) (ColimRequest *self, ColimQuiver *quiver, ColimJsonWriter *answer, GError **error);
} algorithms[] = {
  { "connected_components", find_components },
  { "strongly_connected_components", find_strong_components },
  { "topological_sort", sort },
  { "topological_sort_valid", check_order },
  { "is_acyclic", is_acyclic },
  { "transitive_closure", find_closure },
  { "transitive_reduction", find_reduction },
  { "bfs_parents", search },
  { "enumerate_paths", list_paths },
  { "path_counts", count_paths },
};

static ColimQuiver *
make_quiver (ColimRequest *self, const ColimCSet *cset, GError **error)
{
  gint32 src = colim_schema_find_hom (cset->schema, "src"), tgt = colim_schema_find_hom (cset->schema, "tgt");

  if (src >= 0 && tgt >= 0
      && colim_schema_get_hom_dom (cset->schema, src) == colim_schema_get_hom_dom (cset->schema, tgt)
      && colim_schema_get_hom_codom (cset->schema, src) == colim_schema_get_hom_codom (cset->schema, tgt))
    return colim_quiver_new (cset->homs[src], cset->homs[tgt], error);
  _colim_json_set_error (self->operation, error, COLIM_ERROR_INVALID,
                         "this is no graph: it has no parallel homs 'src' and 'tgt'");

  return NULL;
}

gboolean
_colim_operation_graph_algorithm (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  ColimJson *name = _colim_request_find (self, "algorithm", COLIM_JSON_STRING, error);
  g_autoptr (ColimQuiver) quiver = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  if (name == NULL || !_colim_request_spend_parts (self, cset, error)
      || (quiver = make_quiver (self, cset, error)) == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (strcmp (algorithms[i].name, colim_json_get_string (name)) == 0)
        return algorithms[i].run (self, quiver, answer, error);
      g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", algorithms[i].name);
    }
  _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "there is no algorithm '%s'; there are %s",
                         colim_json_get_string (name), all->str);

  return FALSE;
}
