/* Final pullback complements, part by part.
 *
 *     I --l--> L        K is the dependent product of l along m, a right Kan extension along the elements of L in those
 *     |        | m      of G; it is a complement if over each part of L there is what l has there.
 *     v        v
 *     K --k--> G
 *
 * First the parts of L have their copies counted, then those that reach a part which has not just one.  Parts that
 * reach each other are solved together, after those that they reach; so that where no cycle is, there is one step a
 * part.
 */

#include "lib/csets/rewriting/final-pullback-private.h"

#include <colim/components.h>

#include "lib/sets/fin-function-private.h"

static void
clear_node (gpointer data)
{
  ColimNode *node = data;

  g_array_unref (node->over);
  g_free (node->rows);
}

static void
init (ColimSections *self, const ColimSite *site, gint64 budget)
{
  ColimSchema *schema = site->host->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema);

  *self = (ColimSections){
    .site = site, .schema = schema, .n_homs = colim_schema_get_n_homs (schema), .is_free = TRUE
  };
  for (gint32 e = 0; e < colim_schema_get_n_equations (schema); e++)
    self->is_free = self->is_free && !_colim_sections_is_about_homs (self, e);
  self->fibres = g_new (ColimFibres *, n_objects);
  self->index = g_new (GHashTable *, n_objects);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      self->fibres[ob] = colim_fibres_new (site->left->components[ob]);
      self->index[ob] = g_hash_table_new (NULL, NULL);
    }
  self->nodes = g_array_new (FALSE, FALSE, sizeof (ColimNode));
  g_array_set_clear_func (self->nodes, clear_node);
  self->left = budget >= 0 ? budget : G_MAXINT64;
}

static void
clear (ColimSections *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    {
      colim_fibres_unref (self->fibres[ob]);
      g_hash_table_unref (self->index[ob]);
    }
  g_free (self->fibres);
  g_free (self->index);
  g_array_unref (self->nodes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimSections, clear)

/* The node of a part, a new one if there is none. */
static ColimNode *
reach (ColimSections *self, gint32 object, gint32 part)
{
  gint32 found = _colim_sections_find (self, object, part);
  ColimNode node = { .object = object, .part = part, .group = -1, .n = -1 };

  if (found >= 0)
    return _colim_sections_get (self, found);
  node.over = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_array_append_val (self->nodes, node);
  g_hash_table_insert (self->index[object], GINT_TO_POINTER (part), GINT_TO_POINTER (self->nodes->len));

  return _colim_sections_get (self, (gint32) self->nodes->len - 1);
}

static ColimQuiver *
end_quiver (gint32 n, const GArray *from, const GArray *to)
{
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((const gint32 *) (void *) from->data, from->len, n, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((const gint32 *) (void *) to->data, to->len, n, NULL);

  return colim_quiver_new (src, tgt, NULL);
}

/* The homs between the nodes from one on. */
static ColimQuiver *
make_quiver (const ColimSections *self, gint32 first)
{
  gint32 n = (gint32) self->nodes->len - first;
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 v = 0; v < n; v++)
    for (gint32 hom = 0; hom < self->n_homs; hom++)
      {
        gint32 target = _colim_sections_get_target (self, _colim_sections_get (self, first + v), hom) - first;

        if (target < 0)
          continue;
        g_array_append_val (from, v);
        g_array_append_val (to, target);
      }

  return end_quiver (n, from, to);
}

/* The strong components of a quiver, each after those that it reaches. */
static gint32 *
order_components (const ColimQuiver *quiver, ColimFinFunction *components, gboolean *is_cyclic)
{
  gint32 n = colim_fin_function_get_codom (components);
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimQuiver) condensed = NULL;
  gsize n_sorted;

  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    {
      gint32 src = colim_fin_function_apply (components, colim_quiver_get_src (quiver, e));
      gint32 tgt = colim_fin_function_apply (components, colim_quiver_get_tgt (quiver, e));

      if (src == tgt)
        is_cyclic[src] = TRUE;
      else
        {
          /* Turned round, so that what is reached comes first. */
          g_array_append_val (from, tgt);
          g_array_append_val (to, src);
        }
    }
  condensed = end_quiver (n, from, to);

  return colim_quiver_sort (condensed, &n_sorted);
}

/* Counts the copies of the nodes from one on; they reach nothing before it that is not counted. */
static gboolean
solve (ColimSections *self, gint32 first, GError **error)
{
  g_autoptr (ColimQuiver) quiver = make_quiver (self, first);
  g_autoptr (ColimFinFunction) components = colim_quiver_find_strong_components (quiver);
  g_autoptr (ColimFibres) members = colim_fibres_new (components);
  gint32 n = colim_fin_function_get_codom (components);
  g_autofree gboolean *is_cyclic = g_new0 (gboolean, n + 1);
  g_autofree gint32 *order = order_components (quiver, components, is_cyclic);

  for (gint32 i = 0; i < n; i++)
    {
      gsize n_members;
      const gint32 *vertices = colim_fibres_get (members, order[i], &n_members);
      g_autofree gint32 *nodes = g_new (gint32, n_members);

      for (gsize v = 0; v < n_members; v++)
        nodes[v] = first + vertices[v];
      if (!_colim_sections_solve (self, nodes, (gint32) n_members, is_cyclic[order[i]], error))
        return FALSE;
    }

  return TRUE;
}

/* Whether over a part of L there is exactly what l has there; then it is told which copy each part of I is. */
static gboolean
check_part (ColimCarving *carving, const ColimSections *self, gint32 object, gint32 x, GError **error)
{
  const ColimNode *node
      = _colim_sections_get (self, _colim_sections_find (self, object, self->site->images[object][x]));
  gint32 width = _colim_node_width (self, node), n_found = 0;
  gsize n;
  const gint32 *fibre = colim_fibres_get (self->fibres[object], x, &n);
  gint32 at = _colim_node_find_over (node, x);

  for (gsize i = 0; i < n; i++)
    carving->interface[object][fibre[i]] = -1;
  for (gint32 copy = 0; copy < node->n; copy++)
    {
      gint32 *found = &carving->interface[object][node->rows[(gsize) copy * (gsize) width + (gsize) at]];

      n_found += *found < 0;
      *found = copy;
    }
  if ((gsize) node->n == n && (gsize) n_found == n)
    return TRUE;
  g_set_error (
      error, COLIM_ERROR, COLIM_ERROR_NO_COMPLEMENT,
      "no final pullback complement: part %d of '%s' on the left side has %d part%s of the interface, but would "
      "have %d cop%s",
      x, colim_schema_get_object_name (self->schema, object), (gint32)n, n == 1 ? "" : "s", node->n,
      node->n == 1 ? "y" : "ies");

  return FALSE;
}

static gboolean
check_match (ColimCarving *carving, const ColimSections *self, GError **error)
{
  for (gint32 ob = 0; ob < carving->n_objects; ob++)
    for (gint32 x = 0; x < self->site->left->codom->n_parts[ob]; x++)
      if (!check_part (carving, self, ob, x, error))
        return FALSE;

  return TRUE;
}

/* Adds what reaches a part that has not just one copy. */
static void
reach_backwards (ColimSections *self)
{
  guint n = self->nodes->len;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const ColimNode node = g_array_index (self->nodes, ColimNode, i);

      if (i < n && node.n == 1)
        continue;
      for (gint32 hom = 0; hom < self->n_homs; hom++)
        if (colim_schema_get_hom_codom (self->schema, hom) == node.object)
          {
            const ColimIncidence *incidence = _colim_cset_builder_get_incidence (self->site->host, hom);

            for (gint32 x = incidence->first[node.part]; x >= 0; x = incidence->next[x])
              reach (self, colim_schema_get_hom_dom (self->schema, hom), x);
          }
    }
}

/* Tells the carving the copies of the nodes. */
static gboolean
hand_over (ColimCarving *carving, const ColimSections *self, GError **error)
{
  g_autofree gint64 *sums = g_new0 (gint64, carving->n_objects);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const ColimNode *node = &g_array_index (self->nodes, ColimNode, i);
      ColimCopies *copies = g_new0 (ColimCopies, 1);
      gint32 width = _colim_node_width (self, node), n_over = (gint32) node->over->len;

      copies->n = node->n;
      copies->targets = g_new (gint32, (gsize) node->n * (gsize) self->n_homs);
      for (gint32 copy = 0; copy < node->n; copy++)
        for (gint32 hom = 0; hom < self->n_homs; hom++)
          copies->targets[(gsize) copy * (gsize) self->n_homs + (gsize) hom]
              = node->rows[(gsize) copy * (gsize) width + (gsize) (n_over + hom)];
      g_hash_table_insert (carving->copies[node->object], GINT_TO_POINTER (node->part), copies);
      sums[node->object] += node->n - 1;
    }
  for (gint32 ob = 0; ob < carving->n_objects; ob++)
    if (self->site->host->n_parts[ob] + sums[ob] > G_MAXINT32)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d parts",
                     colim_schema_get_object_name (self->schema, ob), G_MAXINT32);
        return FALSE;
      }

  return TRUE;
}

gboolean
_colim_carving_take_final_pullback (ColimCarving *carving, const ColimSite *site, gint64 budget, GError **error)
{
  g_auto (ColimSections) self = { 0, };
  gint32 n;

  init (&self, site, budget);
  for (gint32 ob = 0; ob < carving->n_objects; ob++)
    for (gint32 x = 0; x < site->left->codom->n_parts[ob]; x++)
      g_array_append_val (reach (&self, ob, site->images[ob][x])->over, x);
  if (!solve (&self, 0, error) || !check_match (carving, &self, error))
    return FALSE;
  n = (gint32) self.nodes->len;
  reach_backwards (&self);

  return solve (&self, n, error) && hand_over (carving, &self, error);
}
