/* A chain of open edges, composed by one wiring diagram: building the diagram, composing, and substituting a chain of
 * two into every box.  It is to be linear; to glue one edge after the other is not. */

#include <colim/colim.h>

#define SCALING_UNIT "open edge"

#include "tests/bench/scaling.h"
#include "tests/lib/csets/graphs.h"

static ColimWiringDiagram *
make_chain (gint32 n)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();

  for (gint32 i = 0; i <= n; i++)
    colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  for (gint32 i = 0; i < n; i++)
    colim_wiring_diagram_builder_add_box (builder, NULL, (const gint32[]) { i, i + 1 }, 2, NULL);
  colim_wiring_diagram_builder_add_outer_port (builder, NULL, 0, NULL);
  colim_wiring_diagram_builder_add_outer_port (builder, NULL, n, NULL);

  return colim_wiring_diagram_builder_end (builder);
}

static ColimOpenCSet *
make_edge (void)
{
  g_autoptr (ColimCSet) edge = graph_new_path (2);
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((const gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((const gint32[]) { 1 }, 1, 2, NULL);

  return colim_open_cset_new (edge, (const char *[]) { "V", "V" }, 2, (ColimFinFunction *[]) { src, tgt }, 2, NULL);
}

static gboolean
is_path (ColimOpenCSet *open, gint32 n)
{
  ColimCSet *apex = colim_open_cset_get_apex (open);

  return colim_cset_get_n_parts_at (apex, 0) == n + 1 && colim_cset_get_n_parts_at (apex, 1) == n
         && colim_fin_function_apply (colim_open_cset_get_leg (open, 1), 0)
                == colim_fin_function_apply (colim_cset_get_hom_at (apex, 1), n - 1);
}

int
main (void)
{
  ScalingColumn columns[] = { { .name = "building" }, { .name = "composing" }, { .name = "substituting" } };
  g_autoptr (ColimWiringDiagram) two = make_chain (2);
  g_autoptr (ColimOpenCSet) edge = make_edge ();
  gboolean passed = TRUE;

  for (gint32 n = 1000; n <= 1000000; n *= 10)
    {
      g_autofree ColimOpenCSet **edges = g_new (ColimOpenCSet *, n);
      g_autofree ColimWiringDiagram **inner = g_new (ColimWiringDiagram *, n);

      for (gint32 i = 0; i < n; i++)
        {
          edges[i] = edge;
          inner[i] = two;
        }
      for (guint round = 0; round < N_ROUNDS; round++)
        {
          gint64 start = scaling_start_cold ();
          g_autoptr (ColimWiringDiagram) chain = make_chain (n), longer = NULL;
          g_autoptr (ColimOapply) oapply = NULL;

          scaling_keep (&columns[0], round, scaling_since (start), n);
          start = scaling_start_cold ();
          oapply = colim_oapply_new (chain, colim_schema_find_builtin ("Graph"), edges, (gsize) n, NULL);
          scaling_keep (&columns[1], round, scaling_since (start), n);
          passed = passed && is_path (colim_oapply_get_composite (oapply), n);
          start = scaling_start_cold ();
          longer = colim_wiring_diagram_substitute_all (chain, inner, (gsize) n, NULL);
          scaling_keep (&columns[2], round, scaling_since (start), n);
          passed = passed && colim_wiring_diagram_get_n_boxes (longer) == 2 * n
                   && colim_wiring_diagram_get_n_junctions (longer) == 2 * n + 1;
        }
      scaling_row (n, columns, G_N_ELEMENTS (columns));
    }

  return scaling_end (columns, G_N_ELEMENTS (columns)) + !passed;
}
