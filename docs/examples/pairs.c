/* Lists the pairs of a diagram: what 'colim pairs FILE' does. */

#include <colim/colim.h>

#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimSelection) selection = NULL;
  g_autoptr (ColimPairs) pairs = NULL;
  ColimDiagram *diagram;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s FILE\n", argv[0]);
      return 2;
    }

  /* What is wrong with the text of a file is collected, each fault with its place; an error is what stops. */
  file = colim_file_read (argv[1], NULL, NULL, diagnostics, &error);
  if (error == NULL)
    colim_diagnostics_propagate (diagnostics, &error);
  if (error != NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  if (colim_file_get_n_diagrams (file) == 0)
    return 0;

  diagram = colim_file_get_diagram (file, colim_file_get_n_diagrams (file) - 1);
  selection = colim_diagram_get_selection (diagram);
  pairs = colim_pairs_new (colim_diagram_get_graph (diagram), selection, FALSE, &error);
  if (pairs == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      ColimPath *p = colim_pairs_get_p (pairs, i);
      g_autofree char *prediction = colim_diagram_print_path (diagram, p);
      g_autofree char *target = colim_diagram_print_path (diagram, colim_pairs_get_q (pairs, i));

      printf ("at %s: d(%s, %s)\n", colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)), prediction, target);
    }

  return 0;
}
