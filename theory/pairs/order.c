/* The order on the paths of a learning graph: its relations as rules, handed to one-way rewriting. */

#include <colim/order.h>

/* Parallel edges that nothing relates are all related under the policy `edges`; more rules than this are refused. */
#define MOST_RULES 10000000

static const char *const policy_names[] = {
  [COLIM_POLICY_EXPLICIT] = "explicit",
  [COLIM_POLICY_EDGES] = "edges",
  [COLIM_POLICY_PATHS] = "paths",
};

/**
 * colim_policy_parse:
 * @name: `explicit`, `edges` or `paths`
 * @policy: (out): the policy
 *
 * Reads the name of a policy.
 *
 * Returns: whether there is one of that name
 */
gboolean
colim_policy_parse (const char *name, ColimPolicy *policy)
{
  g_return_val_if_fail (name != NULL && policy != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (policy_names); i++)
    if (g_str_equal (name, policy_names[i]))
      {
        *policy = (ColimPolicy) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * colim_policy_get_name:
 * @policy: a policy
 *
 * Names a policy, as the language does.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_policy_get_name (ColimPolicy policy)
{
  g_return_val_if_fail (policy < G_N_ELEMENTS (policy_names), NULL);

  return policy_names[policy];
}

static gint32
get_single_edge (ColimPath *path)
{
  gsize n_edges;
  const gint32 *edges = colim_path_get_edges (path, &n_edges);

  return n_edges == 1 ? edges[0] : -1;
}

/* Adds all ordered pairs of each class of parallel edges in which no relation is given.  Classes come in the order of
 * their first edges, so that the numbers of the rules do not depend on anything else. */
static gboolean
relate_edges (ColimQuiver *quiver, GPtrArray *from, GPtrArray *to, GError **error)
{
  gint32 n_edges = colim_quiver_get_n_edges (quiver);
  g_autofree guint8 *given = g_new0 (guint8, (gsize) n_edges + 1);
  g_autoptr (GHashTable) classes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint n_given = from->len;
  gsize n_rules = from->len;

  for (gint32 e = 0; e < n_edges; e++)
    {
      gint64 key = (gint64) colim_quiver_get_src (quiver, e) * colim_quiver_get_n_vertices (quiver) + colim_quiver_get_tgt (quiver, e);
      GArray *class = g_hash_table_lookup (classes, &key);

      if (class == NULL)
        {
          class = g_array_new (FALSE, FALSE, sizeof (gint32));
          g_ptr_array_add (members, class);
          g_hash_table_insert (classes, g_memdup2 (&key, sizeof key), class);
        }
      g_array_append_val (class, e);
    }
  for (guint r = 0; r < n_given; r++)
    {
      gint32 lesser = get_single_edge (g_ptr_array_index (from, r)), greater = get_single_edge (g_ptr_array_index (to, r));

      if (lesser >= 0 && greater >= 0 && lesser != greater)
        given[lesser] = given[greater] = TRUE;
    }
  for (guint c = 0; c < members->len; c++)
    {
      const GArray *class = g_ptr_array_index (members, c);
      gboolean related = FALSE;

      for (guint i = 0; i < class->len; i++)
        related = related || given[g_array_index (class, gint32, i)];
      if (related)
        continue;
      n_rules += (gsize) class->len * (class->len - 1);
      if (n_rules > MOST_RULES)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the policy 'edges' would add more than %d relations", MOST_RULES);
          return FALSE;
        }
      for (guint i = 0; i < class->len; i++)
        for (guint j = 0; j < class->len; j++)
          if (i != j)
            {
              g_ptr_array_add (from, colim_path_new (quiver, &g_array_index (class, gint32, i), 1, NULL));
              g_ptr_array_add (to, colim_path_new (quiver, &g_array_index (class, gint32, j), 1, NULL));
            }
    }

  return TRUE;
}

/**
 * colim_order_new:
 * @graph: a learning graph
 * @policy: what is compared where nothing is said
 * @error: return location for an error
 *
 * Makes the free locally preordered 2-category of a learning graph, as a rewriting system: rule i is relation i; those
 * that the policy `edges` adds come after them.
 *
 * Returns: (transfer full): the system, or %NULL with %COLIM_ERROR_BUDGET if the policy would add too many relations,
 *   or an error of [func@Colim.learning_graph_check]
 */
ColimRewriting *
colim_order_new (ColimCSet *graph, ColimPolicy policy, GError **error)
{
  g_return_val_if_fail (graph != NULL, NULL);

  g_autoptr (ColimQuiver) quiver = colim_learning_graph_get_quiver (graph, error);
  g_autoptr (GPtrArray) from = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) to = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  if (quiver == NULL || !colim_learning_graph_list_relations (graph, quiver, from, to, error))
    return NULL;
  if (policy == COLIM_POLICY_EDGES && !relate_edges (quiver, from, to, error))
    return NULL;

  return colim_rewriting_new (quiver, (ColimPath **) from->pdata, from->len, (ColimPath **) to->pdata, to->len, error);
}

/* Whether a rule that could act between two vertices puts a longer path in the place of a shorter one. */
static gboolean
can_lengthen (ColimRewriting *order, const guint8 *between)
{
  for (gint32 r = 0; r < colim_rewriting_get_n_rules (order); r++)
    {
      ColimPath *from = colim_rewriting_get_from (order, r);
      gsize n_from, n_to;

      colim_path_get_edges (from, &n_from);
      colim_path_get_edges (colim_rewriting_get_to (order, r), &n_to);
      if (n_to > n_from && between[colim_path_get_source (from)] && between[colim_path_get_target (from)])
        return TRUE;
    }

  return FALSE;
}

/**
 * colim_order_decide:
 * @order: the order of a learning graph
 * @p: a path
 * @q: another one
 * @max_length: the bound on paths, or -1
 * @max_derivation: the bound on what a derivation passes through, or -1 for @max_length
 * @budget: how many paths may be visited
 * @verdict: (out): the answer
 * @derivation: (out) (optional) (nullable): why, if it is yes
 * @error: return location for an error
 *
 * Decides whether `p ≤ q`.  Bounds are for cycles: they are not applied where none lies between the ends of the two paths,
 * nor where no relation lengthens a path.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_NOT_PARALLEL, or %COLIM_ERROR_CYCLE if a bound is needed
 */
gboolean
colim_order_decide (ColimRewriting *order, ColimPath *p, ColimPath *q, gint32 max_length, gint32 max_derivation, gint64 budget,
                    ColimVerdict *verdict, ColimDerivation **derivation, GError **error)
{
  g_return_val_if_fail (order != NULL && p != NULL && q != NULL && verdict != NULL, FALSE);

  ColimQuiver *quiver = colim_rewriting_get_quiver (order);
  gsize n = (gsize) colim_quiver_get_n_vertices (quiver), n_cycle;
  g_autofree guint8 *ends = g_new0 (guint8, n + 1);
  g_autofree guint8 *between = NULL;
  g_autofree guint8 *before = NULL;
  g_autofree gint32 *cycle = NULL;
  gint32 longest = -1;

  if (!colim_path_is_parallel (p, q))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "the two paths are not parallel");
      return FALSE;
    }
  ends[colim_path_get_source (p)] = TRUE;
  between = colim_quiver_reach (quiver, ends, FALSE, &n);
  ends[colim_path_get_source (p)] = FALSE;
  ends[colim_path_get_target (p)] = TRUE;
  before = colim_quiver_reach (quiver, ends, TRUE, &n);
  for (gsize v = 0; v < n; v++)
    between[v] = between[v] && before[v];
  cycle = colim_quiver_find_cycle (quiver, between, &n_cycle);
  if (cycle != NULL && can_lengthen (order, between))
    {
      if (max_length < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE,
                       "edge %d is on a cycle between the ends of the paths, and a relation lengthens paths: give a bound", cycle[0]);
          return FALSE;
        }
      longest = MAX (max_length, max_derivation);
    }
  *verdict = colim_rewriting_decide (order, p, q, longest, budget, derivation);

  return TRUE;
}
