/* The shape of what a rule makes of a host: a double pushout of graphs.
 *
 *     n before <---- n kept ----> n after      All matches that are taken are one match of as many copies of the rule,
 *         |             |            |         so that all is rewritten at once.  Edges that are moved are not among
 *         v             v            v         what is kept: they go, and come with other ends.
 *        host <----- context ----> shape
 */

#include "theory/glue/diagram-rule-private.h"

#include <colim/rewrite.h>

static ColimCSet *
make_graph (gint32 n_vertices, const gint32 *const *ends, gint32 n_edges)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", n_vertices, NULL);
  colim_cset_builder_add (builder, "E", n_edges, NULL);
  for (gint32 e = 0; e < n_edges; e++)
    {
      colim_cset_builder_set (builder, "src", e, ends[0][e], NULL);
      colim_cset_builder_set (builder, "tgt", e, ends[1][e], NULL);
    }

  return colim_cset_builder_end (builder, NULL);
}

/* So many copies of the vertices and edges that have a number (of all, without numbers), side by side. */
static ColimCSet *
copy_graph (ColimQuiver *quiver, const gint32 *const *numbers, const gint32 *sizes, guint n)
{
  gint32 n_edges = colim_quiver_get_n_edges (quiver);
  g_autofree gint32 *src = g_new (gint32, (gsize) n * (gsize) sizes[1] + 1),
                    *tgt = g_new (gint32, (gsize) n * (gsize) sizes[1] + 1);
  const gint32 *const ends[] = { src, tgt };
  gsize at = 0;

  for (guint copy = 0; copy < n; copy++)
    for (gint32 e = 0; e < n_edges; e++)
      {
        gint32 from = colim_quiver_get_src (quiver, e), to = colim_quiver_get_tgt (quiver, e);

        if (numbers != NULL && numbers[1][e] < 0)
          continue;
        src[at] = (gint32) copy * sizes[0] + (numbers != NULL ? numbers[0][from] : from);
        tgt[at++] = (gint32) copy * sizes[0] + (numbers != NULL ? numbers[0][to] : to);
      }

  return make_graph ((gint32) n * sizes[0], ends, (gint32) at);
}

static ColimHom *
make_hom (ColimCSet *dom, ColimCSet *codom, GArray *const *images)
{
  static const char *const objects[] = { "V", "E" };
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);

  for (guint edges = 0; edges < 2; edges++)
    {
      g_autoptr (ColimFinFunction) component
          = colim_fin_function_new ((const gint32 *) (void *) images[edges]->data, images[edges]->len,
                                    colim_cset_get_n_parts (codom, objects[edges], NULL), NULL);

      colim_hom_builder_set_component (builder, objects[edges], component, NULL);
    }

  return colim_hom_builder_end (builder, NULL);
}

static gint32
count (const ColimDiagram *diagram, gboolean edges)
{
  return edges ? colim_diagram_get_n_edges (diagram) : colim_diagram_get_n_vertices (diagram);
}

static RuleFate
get_fate (const ColimDiagramRule *rule, gboolean edges, gint32 number)
{
  return edges ? rule->edges[number] : rule->vertices[number];
}

/* Where an element of the first diagram is in the second. */
static gint32
find_after (const ColimDiagramRule *rule, gboolean edges, gint32 number)
{
  return edges ? colim_diagram_find_edge (rule->after, colim_diagram_get_edge_name (rule->before, number))
               : colim_diagram_find_vertex (rule->after, colim_diagram_get_vertex_name (rule->before, number));
}

/* The maps from copies of what is kept to copies of both sides, and from those of the left side to the host. */
static void
list_images (const RuleSite *site, gboolean edges, GArray *left, GArray *right, GArray *match)
{
  const ColimDiagramRule *rule = site->rule;
  gint32 n_before = count (rule->before, edges), n_after = count (rule->after, edges);

  for (gint32 copy = 0; copy < (gint32) site->chosen->len; copy++)
    {
      ColimMatch *chosen = g_ptr_array_index (site->chosen, copy);
      const gint32 *images = colim_fin_function_get_values (
          edges ? colim_match_get_edges (chosen) : colim_match_get_vertices (chosen), NULL);

      for (gint32 i = 0; i < n_before; i++)
        {
          gint32 in_left = copy * n_before + i, in_right = copy * n_after + find_after (rule, edges, i);

          g_array_append_val (match, images[i]);
          if (get_fate (rule, edges, i) != RULE_KEEPS)
            continue;
          g_array_append_val (left, in_left);
          g_array_append_val (right, in_right);
        }
    }
}

static ColimRewrite *
rewrite (const RuleSite *site, GError **error)
{
  const ColimDiagramRule *rule = site->rule;
  guint n = site->chosen->len;
  GArray *left[2], *right[2], *match[2];
  gint32 *numbers[2], kept_sizes[2];
  gint32 before_sizes[2], after_sizes[2], host_sizes[2];
  g_autoptr (ColimCSet) before = NULL, kept = NULL, after = NULL, host = NULL;
  g_autoptr (ColimHom) l = NULL, r = NULL, m = NULL;
  g_autoptr (ColimRule) copies = NULL;

  for (guint edges = 0; edges < 2; edges++)
    {
      left[edges] = g_array_new (FALSE, FALSE, sizeof (gint32));
      right[edges] = g_array_new (FALSE, FALSE, sizeof (gint32));
      match[edges] = g_array_new (FALSE, FALSE, sizeof (gint32));
      list_images (site, edges != 0, left[edges], right[edges], match[edges]);
      before_sizes[edges] = count (rule->before, edges != 0);
      after_sizes[edges] = count (rule->after, edges != 0);
      host_sizes[edges] = count (site->host, edges != 0);
      numbers[edges] = g_new (gint32, (gsize) before_sizes[edges] + 1);
      kept_sizes[edges] = 0;
      for (gint32 i = 0; i < before_sizes[edges]; i++)
        numbers[edges][i] = get_fate (rule, edges != 0, i) == RULE_KEEPS ? kept_sizes[edges]++ : -1;
    }
  before = copy_graph (rule->before->quiver, NULL, before_sizes, n);
  kept = copy_graph (rule->before->quiver, (const gint32 *const *) numbers, kept_sizes, n);
  after = copy_graph (rule->after->quiver, NULL, after_sizes, n);
  host = copy_graph (site->host->quiver, NULL, host_sizes, 1);
  l = make_hom (kept, before, left);
  r = make_hom (kept, after, right);
  m = make_hom (before, host, match);
  for (guint edges = 0; edges < 2; edges++)
    {
      g_array_unref (left[edges]);
      g_array_unref (right[edges]);
      g_array_unref (match[edges]);
      g_free (numbers[edges]);
    }
  copies = colim_rule_new (COLIM_RULE_DPO, l, r, NULL, 0, error);

  return copies != NULL ? colim_rewrite_new (copies, m, -1, error) : NULL;
}

gboolean
_colim_rule_shape_init (RuleShape *self, const RuleSite *site, GError **error)
{
  static const char *const objects[] = { "V", "E" };
  g_autoptr (ColimRewrite) rewriting = rewrite (site, error);

  if (rewriting == NULL)
    return FALSE;
  for (guint edges = 0; edges < 2; edges++)
    {
      ColimFinFunction *context = colim_hom_get_component (colim_rewrite_get_context (rewriting), objects[edges], NULL);
      ColimFinFunction *result
          = colim_hom_get_component (colim_rewrite_get_result_map (rewriting), objects[edges], NULL);
      gint32 n = colim_cset_get_n_parts (colim_rewrite_get_result (rewriting), objects[edges], NULL);

      self->comatch[edges] = colim_fin_function_ref (
          colim_hom_get_component (colim_rewrite_get_comatch (rewriting), objects[edges], NULL));
      self->sizes[edges] = n;
      self->origins[edges] = g_new (gint32, (gsize) n + 1);
      self->stays[edges] = g_new0 (guint8, (gsize) count (site->host, edges != 0) + 1);
      for (gint32 i = 0; i < n; i++)
        self->origins[edges][i] = -1;
      for (gint32 k = 0; k < colim_fin_function_get_dom (context); k++)
        {
          self->origins[edges][colim_fin_function_apply (result, k)] = colim_fin_function_apply (context, k);
          self->stays[edges][colim_fin_function_apply (context, k)] = TRUE;
        }
    }

  return TRUE;
}

void
_colim_rule_shape_clear (RuleShape *self)
{
  for (guint edges = 0; edges < 2; edges++)
    {
      g_clear_pointer (&self->comatch[edges], colim_fin_function_unref);
      g_clear_pointer (&self->origins[edges], g_free);
      g_clear_pointer (&self->stays[edges], g_free);
    }
}
