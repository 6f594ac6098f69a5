/* Closes a graph under composition by rewriting: where there is a path of two edges and no edge beside it, one is
 * added. */

#include <colim/colim.h>

#include <stdio.h>

static ColimCSet *
make_graph (gint32 n, const gint32 *src, const gint32 *tgt, gsize n_edges)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", (gint32) n_edges, NULL);
  colim_cset_builder_set_hom_values (builder, "src", src, n_edges, NULL);
  colim_cset_builder_set_hom_values (builder, "tgt", tgt, n_edges, NULL);

  return colim_cset_builder_end (builder, NULL);
}

/* The homomorphism that keeps the numbers of vertices and edges. */
static ColimHom *
include (ColimCSet *part, ColimCSet *whole)
{
  ColimFinFunction *components[2];
  ColimHom *hom;

  for (gint32 ob = 0; ob < 2; ob++)
    {
      gint32 n = colim_cset_get_n_parts_at (part, ob);
      g_autofree gint32 *values = g_new (gint32, n);

      for (gint32 x = 0; x < n; x++)
        values[x] = x;
      components[ob] = colim_fin_function_new (values, (gsize) n, colim_cset_get_n_parts_at (whole, ob), NULL);
    }
  hom = colim_hom_new (part, whole, components, 2, NULL);
  for (gint32 ob = 0; ob < 2; ob++)
    colim_fin_function_unref (components[ob]);

  return hom;
}

int
main (void)
{
  g_autoptr (ColimCSet) path = make_graph (3, (gint32[]) { 0, 1 }, (gint32[]) { 1, 2 }, 2);
  g_autoptr (ColimCSet) triangle = make_graph (3, (gint32[]) { 0, 1, 0 }, (gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimHom) stay = colim_hom_new_identity (path);
  g_autoptr (ColimHom) grow = include (path, triangle);
  g_autoptr (GError) error = NULL;

  /* Nothing is deleted, the third edge is created, but not where there is one. */
  g_autoptr (ColimRule) rule = colim_rule_new (COLIM_RULE_DPO, stay, grow, &grow, 1, &error);
  if (rule == NULL)
    g_error ("%s", error->message);

  g_autoptr (ColimCSet) line = make_graph (5, (gint32[]) { 0, 1, 2, 3 }, (gint32[]) { 1, 2, 3, 4 }, 4);
  g_autoptr (ColimCSetBuilder) host = colim_cset_builder_new_from (line);

  for (;;)
    {
      g_autoptr (ColimCSet) graph = colim_cset_builder_end (host, NULL);
      g_autoptr (ColimHom) match = colim_rule_find_match (rule, graph, TRUE, -1, &error);
      g_autoptr (ColimRenumbering) renumbering = NULL;
      gint32 parts[5];

      if (match == NULL)
        break;
      for (gint32 x = 0; x < 3; x++)
        parts[x] = colim_fin_function_apply (colim_hom_get_component (match, "V", NULL), x);
      for (gint32 x = 0; x < 2; x++)
        parts[3 + x] = colim_fin_function_apply (colim_hom_get_component (match, "E", NULL), x);
      renumbering = colim_rule_apply (rule, host, parts, 5, -1, NULL, NULL, &error);
      if (renumbering == NULL)
        g_error ("%s", error->message);
      printf ("%d → %d → %d: an edge from %d to %d\n", parts[0], parts[1], parts[2], parts[0], parts[2]);
    }
  printf ("%d edges\n", colim_cset_builder_get_n_parts (host, "E", NULL));

  return 0;
}
