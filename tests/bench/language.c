/* Parsing, checking and printing a diagram of 10³, 10⁴ and 10⁵ edges, with a tenth as many relations. */

#include <colim/colim.h>

#include "tests/bench/scaling.h"

/* Vertices in a row, four edges between each two: so relations are between parallel edges, or paths of two. */
static char *
write_diagram (gint32 n_edges)
{
  GString *text = g_string_new ("N ⇒ [digits]\nV0 ⇒ Real[1]\nstart : N → V0 ⇒ .image\n");

  for (gint32 e = 1; e < n_edges; e++)
    {
      gint32 v = (e - 1) / 4;

      if (e % 4 == 1)
        g_string_append_printf (text, v % 5 == 0 ? "V%d ⇒ {Real[%d], mse}\n" : "V%d ⇒ Real[%d]\n", v + 1, v + 2);
      g_string_append_printf (text, "f%d : V%d → V%d ⇒ linear(%d, bias=false) · relu\n", e, v, v + 1, v + 2);
      if (e % 40 == 2)
        g_string_append_printf (text, "f%d ≤ f%d\n", e - 1, e);
      else if (e % 40 == 6)
        g_string_append_printf (text, "f%d · f%d ~ f%d · f%d\n", e - 5, e - 1, e - 4, e);
    }

  return g_string_free (text, FALSE);
}

static void
measure (gint32 n_edges, guint round, ScalingColumn *columns)
{
  g_autofree char *contents = write_diagram (n_edges);
  g_autoptr (ColimText) text = colim_text_new ("text", contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autofree char *printed = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);

  scaling_keep (&columns[0], round, scaling_since (start), n_edges);
  start = g_get_monotonic_time ();

  g_autoptr (ColimFile) file = colim_file_new (text, term, diagnostics);

  scaling_keep (&columns[1], round, scaling_since (start), n_edges);
  start = g_get_monotonic_time ();
  printed = colim_print_file (term);
  scaling_keep (&columns[2], round, scaling_since (start), n_edges);
  if (file == NULL || colim_diagram_get_n_edges (colim_file_get_diagram (file, 0)) != n_edges)
    g_error ("the diagram was not read");
}

int
main (void)
{
  ScalingColumn columns[] = { { .name = "parse" }, { .name = "check" }, { .name = "print" } };

  for (gint32 n_edges = 1000; n_edges <= 100000; n_edges *= 10)
    {
      for (guint round = 0; round < N_ROUNDS; round++)
        measure (n_edges, round, columns);
      scaling_row (n_edges, columns, G_N_ELEMENTS (columns));
    }

  return scaling_end (columns, G_N_ELEMENTS (columns));
}
