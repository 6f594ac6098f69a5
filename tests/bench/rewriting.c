/* Rewriting in place, step after step: the time for a step stays level while the host grows.
 *
 *     reverse     an edge is replaced by itself and its reverse
 *     contract    an edge goes, and its ends become one
 */

#include <colim/colim.h>

#include "tests/bench/scaling.h"
#include "tests/lib/csets/graphs.h"
#include "tests/splitmix.h"

#define N_STEPS 10000

static ColimHom *
make_hom (ColimCSet *dom, ColimCSet *codom, const gint32 *vertices)
{
  g_autoptr (ColimFinFunction) on_vertices = colim_fin_function_new (
      vertices, (gsize) colim_cset_get_n_parts_at (dom, 0), colim_cset_get_n_parts_at (codom, 0), NULL);
  g_autoptr (ColimFinFunction) on_edges
      = colim_fin_function_new (NULL, 0, colim_cset_get_n_parts_at (codom, 1), NULL);

  return colim_hom_new (dom, codom, (ColimFinFunction *[]) { on_vertices, on_edges }, 2, NULL);
}

/* Two vertices stay, the edge between them goes; what comes is given. */
static ColimRule *
make_rule (ColimCSet *right, const gint32 *vertices)
{
  g_autoptr (ColimCSet) two = graph_new (2, NULL, NULL, 0);
  g_autoptr (ColimCSet) edge = graph_new (2, (gint32[]) { 0 }, (gint32[]) { 1 }, 1);
  g_autoptr (ColimHom) l = make_hom (two, edge, (gint32[]) { 0, 1 });
  g_autoptr (ColimHom) r = make_hom (two, right, vertices);

  return colim_rule_new (COLIM_RULE_DPO, l, r, NULL, 0, NULL);
}

/* As many edges as vertices, from anywhere to anywhere; an index is made, and columns are copied, at the first step.
 * */
static ColimCSetBuilder *
make_host (gint32 n, ColimRule *rule)
{
  guint64 seed = 1;
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", n, NULL);
  for (gint32 hom = 0; hom < 2; hom++)
    {
      g_autoptr (ColimFinFunction) ends = splitmix_function (&seed, n, n);

      colim_cset_builder_set_hom (builder, hom == 0 ? "src" : "tgt", ends, NULL);
    }
  colim_renumbering_unref (colim_rule_apply (
      rule, builder,
      (gint32[]){ colim_cset_builder_get_at (builder, 0, 0), colim_cset_builder_get_at (builder, 1, 0), 0 }, 3, -1,
      NULL, NULL, NULL));

  return g_steal_pointer (&builder);
}

/* Applies a rule at random edges, and gives the time for a step. */
static double
run (ColimRule *rule, gint32 n, gint32 vertices, gint32 edges)
{
  g_autoptr (ColimCSetBuilder) host = make_host (n, rule);
  gint32 n_vertices = colim_cset_builder_get_n_parts_at (host, 0),
         n_edges = colim_cset_builder_get_n_parts_at (host, 1);
  guint64 seed = 2;
  gint64 start = g_get_monotonic_time ();

  for (gint32 step = 0; step < N_STEPS; step++)
    {
      gint32 size = colim_cset_builder_get_n_parts_at (host, 1);
      gint32 e = size > 0 ? (gint32) (splitmix_next (&seed) % (guint64) size) : 0;
      gint32 match[] = { colim_cset_builder_get_at (host, 0, e), colim_cset_builder_get_at (host, 1, e), e };
      ColimRenumbering *renumbering = colim_rule_apply (rule, host, match, 3, -1, NULL, NULL, NULL);

      if (renumbering == NULL)
        g_error ("no step");
      colim_renumbering_unref (renumbering);
    }

  double nanoseconds = scaling_since (start) / N_STEPS;

  if (edges * N_STEPS != colim_cset_builder_get_n_parts_at (host, 1) - n_edges)
    g_error ("%d edges became %d", n_edges, colim_cset_builder_get_n_parts_at (host, 1));
  /* Contracting a loop leaves its vertex alone. */
  if (colim_cset_builder_get_n_parts_at (host, 0) > n_vertices
      || colim_cset_builder_get_n_parts_at (host, 0) < n_vertices + vertices * N_STEPS)
    g_error ("%d vertices became %d", n_vertices, colim_cset_builder_get_n_parts_at (host, 0));

  return nanoseconds;
}

int
main (void)
{
  g_autoptr (ColimCSet) both = graph_new (2, (gint32[]) { 0, 1 }, (gint32[]) { 1, 0 }, 2);
  g_autoptr (ColimCSet) one = graph_new (1, NULL, NULL, 0);
  g_autoptr (ColimRule) reverse = make_rule (both, (gint32[]) { 0, 1 });
  g_autoptr (ColimRule) contract = make_rule (one, (gint32[]) { 0, 0 });
  ScalingColumn columns[] = { { .name = "reverse" }, { .name = "contract" } };

  printf ("%d steps each\n", N_STEPS);
  for (gint32 n = 20000; n <= 2000000; n *= 10)
    {
      for (guint round = 0; round < N_ROUNDS; round++)
        {
          scaling_keep (&columns[0], round, run (reverse, n, 0, 1), 1);
          scaling_keep (&columns[1], round, run (contract, n, -1, -1), 1);
        }
      printf ("%8d parts: a step takes %5.0f ns to reverse an edge, %5.0f ns to contract one\n", 2 * n, columns[0].now,
              columns[1].now);
      for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          columns[i].grows
              = columns[i].grows || (columns[i].last > 0 && columns[i].now > MOST_GROWTH * columns[i].last);
          columns[i].last = columns[i].now;
        }
    }

  return scaling_end (columns, G_N_ELEMENTS (columns));
}
