/* Three learning diagrams in a row, glued along two others: data to an encoder, and that to a head. */

#include <colim/colim.h>

#include <stdio.h>

static const char parts[] = "diagram Data    { N ⇒ []; X; Y ⇒ {}; x : N → X; y : N → Y }\n"
                            "diagram Encoder { In; Out; m : In → Out }\n"
                            "diagram Head    { F; Y ⇒ {}; h : F → Y }\n"
                            "diagram Picture { P }\n"
                            "diagram Feature { P }\n";

/* Where the one vertex of an apex goes, and its edges, of which there are none. */
static void
add_arrow (ColimFinFunction **vertices, ColimFinFunction **edges, ColimDiagram *to, const char *vertex)
{
  gint32 image = colim_diagram_find_vertex (to, vertex);

  *vertices = colim_fin_function_new (&image, 1, colim_diagram_get_n_vertices (to), NULL);
  *edges = colim_fin_function_new (NULL, 0, colim_diagram_get_n_edges (to), NULL);
}

static void
print_report (ColimGluing *gluing, ColimGluingReport *report)
{
  ColimDiagram *whole = colim_gluing_get_diagram (gluing);
  g_autoptr (ColimTerm) term = colim_diagram_to_term (whole);
  g_autofree char *text = colim_print_file (term);

  printf ("%s", text);
  for (guint i = 0; i < colim_gluing_get_n_parts (gluing) + colim_gluing_get_n_apexes (gluing); i++)
    printf ("the first vertex of %s is %s\n", colim_gluing_get_part_name (gluing, i),
            colim_diagram_get_vertex_name (whole, colim_fin_function_apply (colim_gluing_get_vertex_leg (gluing, i), 0)));
  printf ("the loss is %s: %s\n", colim_gluing_report_is_additive (report) ? "additive" : "not additive",
          colim_gluing_report_get_why (report));
}

int
main (void)
{
  g_autoptr (ColimText) text = colim_text_new ("parts", parts, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  g_autoptr (ColimFile) file = colim_file_new (text, term, diagnostics);
  g_autoptr (ColimGluing) gluing = NULL;
  g_autoptr (ColimGluingReport) report = NULL;
  ColimDiagram *diagrams[5];
  ColimFinFunction *vertices[4], *edges[4];

  for (guint i = 0; i < 5; i++)
    diagrams[i] = colim_file_get_diagram (file, i);

  /* The parts are numbered from 0, and the apexes on behind them. */
  const gint32 sources[] = { 3, 3, 4, 4 }, targets[] = { 0, 1, 1, 2 };

  add_arrow (&vertices[0], &edges[0], diagrams[0], "X");
  add_arrow (&vertices[1], &edges[1], diagrams[1], "In");
  add_arrow (&vertices[2], &edges[2], diagrams[1], "Out");
  add_arrow (&vertices[3], &edges[3], diagrams[2], "F");
  gluing = colim_gluing_new_colimit ("Whole", diagrams, 3, diagrams + 3, 2, vertices, 4, edges, 4, sources, 4, targets, 4,
                                     diagnostics);
  for (guint i = 0; i < 4; i++)
    {
      colim_fin_function_unref (vertices[i]);
      colim_fin_function_unref (edges[i]);
    }
  if (gluing == NULL || (report = colim_gluing_report_new (gluing, NULL)) == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      fprintf (stderr, "%s", found);
      return 2;
    }
  print_report (gluing, report);

  return 0;
}
