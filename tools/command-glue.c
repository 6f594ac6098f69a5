/* Gluing, and what becomes of the terms. */

#include "tools/command.h"

#include <stdio.h>

static ColimGluing *
glue (Parts *self, char **arguments, guint n, const char *over, const char *output, GError **error)
{
  g_autofree ColimDiagram **parts = g_new (ColimDiagram *, n);
  g_autofree char *name = name_after_output (output, "Glued");
  ColimFile *file = NULL;
  ColimDiagram *apex;
  ColimGluing *gluing;

  for (guint i = 0; i < n; i++)
    if ((parts[i] = open_part (self, arguments[i], &file, error)) == NULL)
      return NULL;
  /* One that is written in a file is that gluing. */
  if (n == 1 && over == NULL && (gluing = colim_file_find_gluing (file, colim_diagram_get_name (parts[0]))) != NULL)
    return colim_gluing_ref (gluing);
  if ((apex = over != NULL ? open_part (self, over, &file, error) : NULL) == NULL && over != NULL)
    return NULL;
  gluing = colim_gluing_new (name, parts, n, apex, NULL, self->diagnostics);
  if (gluing == NULL)
    colim_diagnostics_propagate (self->diagnostics, error);

  return gluing;
}

/* JSON */

static void
write_leg (ColimJsonWriter *writer, ColimGluing *gluing, guint part)
{
  ColimDiagram *from = colim_gluing_get_part (gluing, part), *to = colim_gluing_get_diagram (gluing);

  colim_json_writer_key (writer, colim_gluing_get_part_name (gluing, part));
  colim_json_writer_object (writer);
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (from); v++)
    {
      colim_json_writer_key (writer, colim_diagram_get_vertex_name (from, v));
      colim_json_writer_string (
          writer,
          colim_diagram_get_vertex_name (to, colim_fin_function_apply (colim_gluing_get_vertex_leg (gluing, part), v)));
    }
  for (gint32 e = 0; e < colim_diagram_get_n_edges (from); e++)
    {
      colim_json_writer_key (writer, colim_diagram_get_edge_name (from, e));
      colim_json_writer_string (
          writer,
          colim_diagram_get_edge_name (to, colim_fin_function_apply (colim_gluing_get_edge_leg (gluing, part), e)));
    }
  colim_json_writer_object_end (writer);
}

static void
write_part (ColimJsonWriter *writer, ColimGluing *gluing, ColimGluingReport *report, guint part)
{
  ColimRational *value = colim_gluing_report_get_value (report, part);
  g_autofree char *text = value != NULL ? print_exact (value) : NULL;

  colim_json_writer_key (writer, colim_gluing_get_part_name (gluing, part));
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "value");
  if (text != NULL)
    colim_json_writer_string (writer, text);
  else
    colim_json_writer_null (writer);
  colim_json_writer_key (writer, "terms");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_gluing_report_get_n_terms (report, part); i++)
    {
      colim_json_writer_object (writer);
      write_term_members (writer, colim_gluing_get_diagram (gluing), colim_gluing_report_get_p (report, part, i),
                          colim_gluing_report_get_q (report, part, i), colim_gluing_report_is_in_loss (report, part, i),
                          colim_gluing_report_is_redundant (report, part, i));
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}

/* Whether a pair of the whole is among the new ones, or else among those that parts share. */
static gboolean
is_among (ColimGluingReport *report, gint32 pair, gboolean new)
{
  return new ? colim_gluing_report_count_images (report, pair) == 0
             : colim_gluing_report_count_images (report, pair) > 1;
}

static void
write_pairs (ColimJsonWriter *writer, ColimDiagram *diagram, ColimGluingReport *report, gboolean new)
{
  ColimPairs *pairs = colim_gluing_report_get_pairs (report);

  colim_json_writer_key (writer, new ? "new" : "shared");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (is_among (report, i, new))
      {
        colim_json_writer_object (writer);
        write_pair_members (writer, diagram, pairs, i);
        colim_json_writer_object_end (writer);
      }
  colim_json_writer_array_end (writer);
}

static Status
write_report (ColimGluing *gluing, ColimGluingReport *report, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  ColimDiagram *diagram = colim_gluing_get_diagram (gluing);
  guint n = colim_gluing_get_n_parts (gluing);

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "diagram");
  colim_diagram_write_json (diagram, writer);
  colim_json_writer_key (writer, "legs");
  colim_json_writer_object (writer);
  for (guint i = 0; i < n; i++)
    write_leg (writer, gluing, i);
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "report");
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "parts");
  colim_json_writer_object (writer);
  for (guint i = 0; i < n; i++)
    write_part (writer, gluing, report, i);
  colim_json_writer_object_end (writer);
  write_pairs (writer, diagram, report, FALSE);
  write_pairs (writer, diagram, report, TRUE);
  colim_json_writer_key (writer, "additive");
  colim_json_writer_boolean (writer, colim_gluing_report_is_additive (report));
  colim_json_writer_key (writer, "why");
  colim_json_writer_string (writer, colim_gluing_report_get_why (report));
  colim_json_writer_object_end (writer);
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

/* For people */

static void
print_term (ColimDiagram *diagram, ColimPath *p, ColimPath *q, gboolean in_loss)
{
  g_autofree char *lesser = colim_diagram_print_path (diagram, p);
  g_autofree char *greater = colim_diagram_print_path (diagram, q);

  printf ("  %s ≤ %s    %s → %s%s%s\n", lesser, greater,
          colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)),
          colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)), in_loss ? "" : "  (no loss there)",
          colim_path_equal (p, q) ? "  (one path now: dropped)" : "");
}

static void
print_pairs (ColimDiagram *diagram, ColimGluingReport *report, gboolean new)
{
  ColimPairs *pairs = colim_gluing_report_get_pairs (report);
  gint32 n = 0;

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    n += is_among (report, i, new);
  printf ("%s: %d\n", new ? "new" : "shared", n);
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    if (is_among (report, i, new))
      print_term (diagram, colim_pairs_get_p (pairs, i), colim_pairs_get_q (pairs, i),
                  colim_pairs_is_in_loss (pairs, i));
}

static void
print_report (ColimGluing *gluing, ColimGluingReport *report)
{
  ColimDiagram *diagram = colim_gluing_get_diagram (gluing);
  g_autoptr (ColimSelection) selection = colim_diagram_get_selection (diagram);
  g_autofree char *bound = colim_selection_print_bound (selection);

  if (!colim_pairs_is_complete (colim_gluing_report_get_pairs (report)))
    printf ("terms are %s; longer ones are left out\n", bound);
  for (guint part = 0; part < colim_gluing_get_n_parts (gluing); part++)
    {
      ColimRational *value = colim_gluing_report_get_value (report, part);
      g_autofree char *text = value != NULL ? print_exact (value) : NULL;
      gint32 n = colim_gluing_report_get_n_terms (report, part);

      printf ("%s: %d term%s%s%s\n", colim_gluing_get_part_name (gluing, part), n, n == 1 ? "" : "s",
              text != NULL ? ", value " : "", text != NULL ? text : "");
      for (gint32 i = 0; i < n; i++)
        print_term (diagram, colim_gluing_report_get_p (report, part, i), colim_gluing_report_get_q (report, part, i),
                    colim_gluing_report_is_in_loss (report, part, i));
    }
  print_pairs (diagram, report, FALSE);
  print_pairs (diagram, report, TRUE);
  printf (colim_gluing_report_is_additive (report) ? "the loss is additive because %s\n" : "the loss is not additive: %s\n",
          colim_gluing_report_get_why (report));
}

static Status
run_glue (int argc, char **argv, GError **error)
{
  g_autofree char *over = NULL;
  g_autofree char *output = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "over", 0, 0, G_OPTION_ARG_FILENAME, &over, "Glue along this diagram, whose elements go by name to each part",
      "S" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      "Write the glued diagram to this file: in JSON if it ends in .json", "OUT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { NULL };
  g_auto (Parts) parts = { 0 };
  g_autoptr (ColimGluing) gluing = NULL;
  g_autoptr (ColimGluingReport) report = NULL;

  if (!read_options (&glue_command, entries, groups, &argc, &argv, -1, error))
    return STATUS_DONE;
  if (argc < 2)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "expected the diagrams to glue; 'colim glue --help' tells more");
      return STATUS_BAD;
    }
  parts_init (&parts);
  if ((gluing = glue (&parts, argv + 1, (guint) argc - 1, over, output, error)) == NULL
      || (output != NULL && !write_diagram (colim_gluing_get_diagram (gluing), output, error)))
    return STATUS_BAD;
  if ((report = colim_gluing_report_new (gluing, error)) == NULL)
    {
      name_cycle (colim_gluing_get_diagram (gluing), -1, -1, error);
      return STATUS_BAD;
    }
  if (json)
    return write_report (gluing, report, error);
  print_report (gluing, report);

  return STATUS_DONE;
}

const Command glue_command = {
  "glue",
  "A B …",
  "glue diagrams along a shared one, and tell what becomes of their terms",
  "A part is FILE or FILE:DIAGRAM.  What is glued takes what one part assigns; two that differ are an error.  Of one "
  "part that is\n"
  "written as a gluing, the report is about that.\n\n"
  "  colim glue labels.colim pictures.colim --over encoder.colim -o both.colim",
  run_glue,
};
