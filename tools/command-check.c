/* What a diagram is, and whether everything in it fits. */

#include "tools/command.h"

#include <stdio.h>
#include <string.h>

/* The exact number of the loss's pairs, or NULL where counting would take an enumeration. */
static gboolean
count_pairs (ColimDiagram *diagram, const ColimSelection *selection, char **digits, GError **error)
{
  g_autoptr (ColimNatural) all = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  g_autoptr (GError) local_error = NULL;

  *digits = NULL;
  if (!colim_pairs_is_countable (colim_diagram_get_graph (diagram), selection, &local_error))
    {
      /* A cycle without a bound is a warning here. */
      if (local_error != NULL && !g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_CYCLE))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      return TRUE;
    }
  if (!colim_pairs_count (colim_diagram_get_graph (diagram), selection, &all, &in_loss, error))
    return FALSE;
  *digits = colim_natural_to_string (all);

  return TRUE;
}

static const char *const flags[] = { "frozen", "eval", "load", "save" };

static char *
print_flag (ColimDiagram *diagram, gint32 edge, const char *flag)
{
  const char *argument;

  if (!colim_diagram_has_flag (diagram, edge, flag, &argument))
    return NULL;

  return argument != NULL ? g_strdup_printf ("%s(\"%s\")", flag, argument) : g_strdup (flag);
}

/* What an edge takes and gives; where no model is given, what its ends are. */
static char *
print_in (ColimInterpretation *meaning, gint32 edge)
{
  ColimQuiver *quiver = colim_diagram_get_quiver (colim_interpretation_get_diagram (meaning));

  return colim_interpretation_print_vertex_type (meaning, colim_quiver_get_src (quiver, edge));
}

static char *
print_out (ColimInterpretation *meaning, gint32 edge)
{
  ColimQuiver *quiver = colim_diagram_get_quiver (colim_interpretation_get_diagram (meaning));
  const ColimType *type = colim_interpretation_get_edge_type (meaning, edge);

  if (type != NULL)
    return colim_type_to_string (type);

  return colim_interpretation_print_vertex_type (meaning, colim_quiver_get_tgt (quiver, edge));
}

static void
write_text (ColimJsonWriter *writer, const char *key, const char *text)
{
  colim_json_writer_key (writer, key);
  if (text != NULL)
    colim_json_writer_string (writer, text);
  else
    colim_json_writer_null (writer);
}

static void
write_vertices (ColimJsonWriter *writer, ColimInterpretation *meaning)
{
  ColimDiagram *diagram = colim_interpretation_get_diagram (meaning);

  colim_json_writer_key (writer, "vertices");
  colim_json_writer_array (writer);
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    {
      g_autofree char *type = colim_interpretation_print_vertex_type (meaning, v);

      colim_json_writer_object (writer);
      write_text (writer, "name", colim_diagram_get_vertex_name (diagram, v));
      write_text (writer, "kind", colim_interpretation_get_vertex_kind (meaning, v));
      write_text (writer, "type", type);
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_array_end (writer);
}

static void
write_edges (ColimJsonWriter *writer, ColimInterpretation *meaning)
{
  ColimDiagram *diagram = colim_interpretation_get_diagram (meaning);
  ColimQuiver *quiver = colim_diagram_get_quiver (diagram);

  colim_json_writer_key (writer, "edges");
  colim_json_writer_array (writer);
  for (gint32 e = 0; e < colim_diagram_get_n_edges (diagram); e++)
    {
      g_autofree char *in = print_in (meaning, e);
      g_autofree char *out = print_out (meaning, e);

      colim_json_writer_object (writer);
      write_text (writer, "name", colim_diagram_get_edge_name (diagram, e));
      write_text (writer, "src", colim_diagram_get_vertex_name (diagram, colim_quiver_get_src (quiver, e)));
      write_text (writer, "tgt", colim_diagram_get_vertex_name (diagram, colim_quiver_get_tgt (quiver, e)));
      write_text (writer, "in", in);
      write_text (writer, "out", out);
      colim_json_writer_key (writer, "parameters");
      colim_json_writer_int (writer, colim_interpretation_get_n_parameters (meaning, e));
      colim_json_writer_key (writer, "flags");
      colim_json_writer_array (writer);
      for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
        {
          g_autofree char *flag = print_flag (diagram, e, flags[i]);

          if (flag != NULL)
            colim_json_writer_string (writer, flag);
        }
      colim_json_writer_array_end (writer);
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_array_end (writer);
}

static void
write_plan (ColimJsonWriter *writer, ColimPlan *plan)
{
  colim_json_writer_key (writer, "plan");
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "operations");
  colim_json_writer_int (writer, colim_plan_get_n_steps (plan));
  colim_json_writer_key (writer, "flop");
  colim_json_writer_double (writer, colim_plan_get_work (plan));
  colim_json_writer_key (writer, "bytes");
  colim_json_writer_int (writer, (gint64) colim_plan_get_n_bytes (plan));
  colim_json_writer_key (writer, "live_bytes");
  colim_json_writer_int (writer, (gint64) colim_plan_get_n_live_bytes (plan));
  colim_json_writer_object_end (writer);
}

static Status
write_check (ColimInterpretation *meaning, const char *pairs, char **warnings, ColimPlan *plan, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_json_writer_object (writer);
  write_vertices (writer, meaning);
  write_edges (writer, meaning);
  write_text (writer, "pairs", pairs);
  colim_json_writer_key (writer, "warnings");
  colim_json_writer_array (writer);
  for (char **warning = warnings; *warning != NULL; warning++)
    colim_json_writer_string (writer, *warning);
  colim_json_writer_array_end (writer);
  if (plan != NULL)
    write_plan (writer, plan);
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

static int
measure (const char *text)
{
  return (int) g_utf8_strlen (text, -1);
}

static void
print_check (ColimInterpretation *meaning, const char *pairs)
{
  ColimDiagram *diagram = colim_interpretation_get_diagram (meaning);
  int width = 0;

  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    width = MAX (width, measure (colim_diagram_get_vertex_name (diagram, v)));
  for (gint32 e = 0; e < colim_diagram_get_n_edges (diagram); e++)
    width = MAX (width, measure (colim_diagram_get_edge_name (diagram, e)));
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    {
      const char *name = colim_diagram_get_vertex_name (diagram, v);
      g_autofree char *type = colim_interpretation_print_vertex_type (meaning, v);

      printf ("%s%*s  %-5s  %s\n", name, width - measure (name), "", colim_interpretation_get_vertex_kind (meaning, v),
              type != NULL ? type : "?");
    }
  for (gint32 e = 0; e < colim_diagram_get_n_edges (diagram); e++)
    {
      const char *name = colim_diagram_get_edge_name (diagram, e);
      g_autofree char *in = print_in (meaning, e);
      g_autofree char *out = print_out (meaning, e);
      gint64 n = colim_interpretation_get_n_parameters (meaning, e);

      printf ("%s%*s  %s → %s", name, width - measure (name), "", in != NULL ? in : "?", out != NULL ? out : "?");
      if (n > 0)
        printf ("  %" G_GINT64_FORMAT " parameters", n);
      for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
        {
          g_autofree char *flag = print_flag (diagram, e, flags[i]);

          if (flag != NULL)
            printf ("  %s", flag);
        }
      putchar ('\n');
    }
  if (pairs != NULL)
    printf ("%s pair%s\n", pairs, g_str_equal (pairs, "1") ? "" : "s");
}

static void
print_amount (double n, const char *unit)
{
  static const char *const prefixes[] = { "", "k", "M", "G", "T" };
  guint i = 0;

  for (; n >= 10000 && i + 1 < G_N_ELEMENTS (prefixes); i++)
    n /= 1000;
  printf ("%10.4g %s%s", n, prefixes[i], unit);
}

/* What a step of the training would do. */
static void
print_plan (ColimPlan *plan)
{
  ColimProgram *program = colim_plan_get_program (plan);

  for (guint i = 0; i < colim_plan_get_n_steps (plan); i++)
    {
      gsize bytes;
      double work;
      gint32 node = colim_plan_get_step (plan, i, &bytes, &work);
      g_autofree char *shape = colim_program_print_shape (program, node);

      printf ("%4u  %-12s %-24s", i, colim_program_get_operation (program, node), shape);
      print_amount ((double) bytes, "B");
      print_amount (work, "FLOP");
      putchar ('\n');
    }
  printf ("%u operations,", colim_plan_get_n_steps (plan));
  print_amount (colim_plan_get_work (plan), "FLOP a step;");
  print_amount ((double) colim_plan_get_n_bytes (plan), "B of memory, of which");
  print_amount ((double) colim_plan_get_n_live_bytes (plan), "B are in use at a time\n");
}

static Status
run_check (int argc, char **argv, GError **error)
{
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  g_auto (FileOptions) file_options = { 0 };
  g_auto (DataOptions) data_options = { 0 };
  gboolean plan = FALSE;
  const GOptionEntry entries[] = {
    { "plan", 0, 0, G_OPTION_ARG_NONE, &plan, "List the operations of one step of the training, their memory and work", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = {
    selection_option_group (&selection_options), file_option_group (&file_options), data_option_group (&data_options), NULL,
  };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimInterpretation) meaning = NULL;
  g_auto (GStrv) warnings = NULL;
  g_autofree char *pairs = NULL;
  g_autoptr (ColimPlan) planned = NULL;
  ColimDiagram *diagram;
  ColimSelection selection;
  Status status = STATUS_DONE;

  if (!read_options (&check_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL
      || !make_selection (diagram, &selection_options, &selection, error))
    return STATUS_BAD;
  if ((meaning = colim_interpretation_new (diagram, data_options.folder, diagnostics)) == NULL
      || !colim_interpretation_check_settings (meaning, data_options.folder, diagnostics))
    {
      colim_diagnostics_propagate (diagnostics, error);
      return STATUS_BAD;
    }
  if (!count_pairs (diagram, &selection, &pairs, error))
    return STATUS_BAD;
  if (plan
      && (planned = colim_diagram_plan (diagram, data_options.folder, (guint) data_options.n_threads, diagnostics, error)) == NULL)
    {
      if (*error == NULL)
        colim_diagnostics_propagate (diagnostics, error);
      return STATUS_BAD;
    }
  warnings = colim_diagnostics_dup_warnings (diagnostics);
  if (file_options.json)
    status = write_check (meaning, pairs, warnings, planned, error);
  else
    print_check (meaning, pairs);
  if (*warnings != NULL && !file_options.json)
    {
      g_autofree char *described = colim_diagnostics_to_string (diagnostics);

      fprintf (stderr, "%s\n", described);
    }
  if (planned != NULL && !file_options.json)
    print_plan (planned);

  return status;
}

const Command check_command = {
  "check",
  "FILE",
  "check names, types and settings, and tell what each vertex and edge is",
  "Each vertex is shown with its kind (index, space, loss or hard) and type, each edge with what it takes and gives and how\n"
  "many numbers it learns.  '?' is what is not given yet.\n\n"
  "  colim check digits.colim --set 'model=flatten · linear(10)'",
  run_check,
};
