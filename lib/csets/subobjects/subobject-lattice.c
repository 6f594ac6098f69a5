/* All sub-objects of a C-set: how many there are, and one after the other.
 *
 * A sub-object holds h(x) with x, so that parts which reach each other are in it together; what is left is an order, and
 * sub-objects are its maps to 0 ≤ 1.  Those are homomorphisms of graphs, and are counted and found like others:
 *
 *     x ──▶ h(x) ──▶ …          ⟲ 0 ──▶ 1 ⟲          0: not in the sub-object, 1: in it
 *
 * Here propagation along arrows leaves no image that is not in some solution, so that the search for the next sub-object
 * never goes into a dead end.
 */

#include "lib/csets/subobjects/subobject-lattice-private.h"

#include <colim/components.h>
#include <colim/elements.h>

#include "lib/csets/search/hom-search-private.h"
#include "lib/csets/subobjects/subobject-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/radix-private.h"

typedef struct {
  ColimFinFunction *blocks; /* of each element: which of those that reach each other */
  ColimHomSearch *search;
} Lattice;

static void
clear (Lattice *self)
{
  g_clear_pointer (&self->blocks, colim_fin_function_unref);
  g_clear_pointer (&self->search, colim_hom_search_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lattice, clear)

static ColimCSet *
take_graph (gint32 n_vertices, gint32 *src, gint32 *tgt, gint32 n_edges)
{
  ColimSchema *schema = colim_schema_find_builtin ("Graph");
  ColimCSet *graph = _colim_cset_new_blank (schema);
  gint32 edges = colim_schema_find_object (schema, "E"), vertices = colim_schema_find_object (schema, "V");

  graph->n_parts[vertices] = n_vertices;
  graph->n_parts[edges] = n_edges;
  graph->homs[colim_schema_find_hom (schema, "src")] = _colim_fin_function_take (src, n_edges, n_vertices);
  graph->homs[colim_schema_find_hom (schema, "tgt")] = _colim_fin_function_take (tgt, n_edges, n_vertices);

  return graph;
}

/* Arrows between different blocks, each once. */
static ColimCSet *
make_order (const ColimQuiver *elements, const ColimFinFunction *blocks)
{
  const gint32 *block = colim_fin_function_get_values (blocks, NULL);
  gint32 n_edges = colim_quiver_get_n_edges (elements), n_blocks = colim_fin_function_get_codom (blocks), n = 0;
  g_autofree gint32 *rows = g_new (gint32, n_edges), *from = g_new (gint32, n_edges), *to = g_new (gint32, n_edges);
  gint32 *src, *tgt, last = 0;

  for (gint32 e = 0; e < n_edges; e++)
    {
      from[n] = block[colim_quiver_get_src (elements, e)];
      to[n] = block[colim_quiver_get_tgt (elements, e)];
      rows[n] = n;
      n += from[n] != to[n];
    }
  _colim_radix_sort (rows, n, to, n_blocks);
  _colim_radix_sort (rows, n, from, n_blocks);
  src = g_new (gint32, n);
  tgt = g_new (gint32, n);
  for (gint32 i = 0; i < n; i++)
    {
      if (last > 0 && src[last - 1] == from[rows[i]] && tgt[last - 1] == to[rows[i]])
        continue;
      src[last] = from[rows[i]];
      tgt[last++] = to[rows[i]];
    }

  return take_graph (n_blocks, src, tgt, last);
}

static gboolean
init (Lattice *self, const ColimCSet *cset, GError **error)
{
  static const gint32 sources[] = { 0, 0, 1 }, targets[] = { 0, 1, 1 };
  g_autoptr (ColimQuiver) elements = colim_cset_list_elements (cset, error);
  g_autoptr (ColimCSet) order = NULL;
  g_autoptr (ColimCSet) interval = NULL;

  if (elements == NULL)
    return FALSE;
  self->blocks = colim_quiver_find_strong_components (elements);
  order = make_order (elements, self->blocks);
  interval = take_graph (2, g_memdup2 (sources, sizeof sources), g_memdup2 (targets, sizeof targets), 3);
  self->search = colim_hom_search_new (order, interval);

  return TRUE;
}

ColimNatural *
_colim_cset_count_subobjects (ColimCSet *self, gint64 *budget, GError **error)
{
  g_auto (Lattice) lattice = { NULL, };

  return init (&lattice, self, error) ? _colim_hom_search_count (lattice.search, budget, error) : NULL;
}

typedef struct {
  ColimCSet *of;
  const gint32 *block;
  ColimSubobjectFunc function;
  gpointer user_data;
} Shown;

static gboolean
show (ColimHom *hom, gpointer data)
{
  const Shown *shown = data;
  g_autoptr (ColimSubobject) subobject = _colim_subobject_new_blank (shown->of);
  gint32 vertices = colim_schema_find_object (hom->dom->schema, "V"), element = 0;
  const gint32 *is_in = colim_fin_function_get_values (hom->components[vertices], NULL);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (shown->of->schema); ob++)
    for (gint32 x = 0; x < shown->of->n_parts[ob]; x++)
      if (is_in[shown->block[element++]] != 0)
        _colim_subobject_put (subobject, ob, x);

  return shown->function (subobject, shown->user_data);
}

gboolean
_colim_cset_foreach_subobject (ColimCSet *self, gint64 *budget, ColimSubobjectFunc function, gpointer user_data,
                               GError **error)
{
  g_auto (Lattice) lattice = { NULL, };
  Shown shown = { self, NULL, function, user_data };

  if (!init (&lattice, self, error))
    return FALSE;
  shown.block = colim_fin_function_get_values (lattice.blocks, NULL);

  return _colim_hom_search_foreach (lattice.search, show, &shown, budget, error);
}

/**
 * colim_cset_count_subobjects:
 * @self: a C-set
 * @budget: how many steps it may take
 * @error: return location for an error
 *
 * Counts the sub-objects, without listing them: parts that reach each other count as one, and what is left is summed
 * out over a tree decomposition.  Time: linear, and exponential in the width of the tree; for a path, nothing but
 * multiplications.
 *
 * Returns: (transfer full): how many there are, or %NULL with %COLIM_ERROR_BUDGET or %COLIM_ERROR_TOO_LARGE
 */
ColimNatural *
colim_cset_count_subobjects (ColimCSet *self, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return _colim_cset_count_subobjects (self, &budget, error);
}

/**
 * colim_cset_foreach_subobject:
 * @self: a C-set
 * @budget: how many steps it may take
 * @function: (scope call) (closure user_data): called with each sub-object, until it returns %FALSE
 * @user_data: passed to @function
 * @error: return location for an error
 *
 * Shows the sub-objects in lexicographic order: the first part, by object and number, of which two differ is in the
 * later one; so the first has no parts, and the last all.  Time: linear for each.
 *
 * Returns: %TRUE, also if @function stopped; %FALSE with %COLIM_ERROR_BUDGET (after some may have been shown) or
 *   %COLIM_ERROR_TOO_LARGE
 */
gboolean
colim_cset_foreach_subobject (ColimCSet *self, gint64 budget, ColimSubobjectFunc function, gpointer user_data,
                              GError **error)
{
  g_return_val_if_fail (self != NULL && function != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return _colim_cset_foreach_subobject (self, &budget, function, user_data, error);
}
