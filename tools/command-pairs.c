/* What is compared with what: pairs, paths, and one question. */

#include "tools/command.h"

#include <stdio.h>

void
write_term_members (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPath *p, ColimPath *q, gboolean in_loss, gboolean redundant)
{
  colim_json_writer_key (writer, "source");
  colim_json_writer_string (writer, colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)));
  colim_json_writer_key (writer, "target");
  colim_json_writer_string (writer, colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)));
  colim_json_writer_key (writer, "p");
  write_path (writer, diagram, p);
  colim_json_writer_key (writer, "q");
  write_path (writer, diagram, q);
  colim_json_writer_key (writer, "in_loss");
  colim_json_writer_boolean (writer, in_loss);
  colim_json_writer_key (writer, "redundant");
  colim_json_writer_boolean (writer, redundant);
}

void
write_pair_members (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPairs *pairs, gint32 i)
{
  write_term_members (writer, diagram, colim_pairs_get_p (pairs, i), colim_pairs_get_q (pairs, i), colim_pairs_is_in_loss (pairs, i),
                      colim_pairs_is_redundant (pairs, i));
}

static void
write_pair (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPairs *pairs, gint32 i, gboolean explain)
{
  colim_json_writer_object (writer);
  write_pair_members (writer, diagram, pairs, i);
  if (explain)
    {
      colim_json_writer_key (writer, "derivation");
      write_derivation (writer, diagram, colim_pairs_get_derivation (pairs, i));
    }
  colim_json_writer_object_end (writer);
}

static void
print_pair (ColimDiagram *diagram, ColimPairs *pairs, gint32 i, gboolean explain)
{
  ColimPath *p = colim_pairs_get_p (pairs, i);
  g_autofree char *lesser = colim_diagram_print_path (diagram, p);
  g_autofree char *greater = colim_diagram_print_path (diagram, colim_pairs_get_q (pairs, i));
  ColimDerivation *derivation = colim_pairs_get_derivation (pairs, i);

  printf ("%s ≤ %s    %s → %s%s%s\n", lesser, greater, colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)),
          colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)),
          colim_pairs_is_in_loss (pairs, i) ? "" : "  (no loss there)", colim_pairs_is_redundant (pairs, i) ? "  (redundant)" : "");
  if (explain && derivation != NULL)
    print_derivation (diagram, p, derivation);
  else if (explain)
    puts ("    selected by the policy 'paths': nothing relates two paths here");
}

static Status
list_pairs (ColimDiagram *diagram, const ColimSelection *selection, gboolean explain, gboolean json, GError **error)
{
  g_autoptr (ColimPairs) pairs = colim_pairs_new (colim_diagram_get_graph (diagram), selection, explain, error);
  g_autofree char *bound = colim_selection_print_bound (selection);
  gint32 in_loss = 0;

  if (pairs == NULL)
    return STATUS_BAD;
  if (json)
    {
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "pairs");
      colim_json_writer_array (writer);
      for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
        write_pair (writer, diagram, pairs, i, explain);
      colim_json_writer_array_end (writer);
      colim_json_writer_key (writer, "complete");
      colim_json_writer_boolean (writer, colim_pairs_is_complete (pairs));
      colim_json_writer_object_end (writer);
      return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
    }
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      print_pair (diagram, pairs, i, explain);
      in_loss += colim_pairs_is_in_loss (pairs, i);
    }
  printf ("%d pair%s, %d in the loss", colim_pairs_get_n (pairs), colim_pairs_get_n (pairs) == 1 ? "" : "s", in_loss);
  if (!colim_pairs_is_complete (pairs))
    printf (", %s; longer ones are left out", bound);
  putchar ('\n');

  return STATUS_DONE;
}

static Status
count_pairs (ColimDiagram *diagram, const ColimSelection *selection, gboolean json, GError **error)
{
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  g_autofree char *all_digits = NULL;
  g_autofree char *loss_digits = NULL;

  if (!colim_pairs_count (colim_diagram_get_graph (diagram), selection, &count, &in_loss, error))
    return STATUS_BAD;
  all_digits = colim_natural_to_string (count);
  loss_digits = colim_natural_to_string (in_loss);
  if (json)
    {
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "count");
      colim_json_writer_string (writer, all_digits);
      colim_json_writer_key (writer, "in_loss");
      colim_json_writer_string (writer, loss_digits);
      colim_json_writer_object_end (writer);
      return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
    }
  printf ("%s pair%s, %s in the loss\n", all_digits, g_str_equal (all_digits, "1") ? "" : "s", loss_digits);

  return STATUS_DONE;
}

static Status
run_pairs (int argc, char **argv, GError **error)
{
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  g_auto (FileOptions) file_options = { 0 };
  gboolean explain = FALSE, count = FALSE;
  const GOptionEntry entries[] = {
    { "explain", 0, 0, G_OPTION_ARG_NONE, &explain,
      "Tell why each pair is there: the relations that give it, step by step", NULL },
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, "Print their exact number, however large", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { selection_option_group (&selection_options), file_option_group (&file_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  ColimDiagram *diagram;
  ColimSelection selection;
  Status status;

  if (!read_options (&pairs_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL
      || !make_selection (diagram, &selection_options, &selection, error))
    return STATUS_BAD;
  status = count ? count_pairs (diagram, &selection, file_options.json, error)
                 : list_pairs (diagram, &selection, explain, file_options.json, error);
  name_cycle (diagram, -1, -1, error);

  return status;
}

const Command pairs_command = {
  "pairs",
  "FILE",
  "list the terms of the loss: pairs of paths p ≤ q that begin at a data set",
  "Each pair is one term of the loss: the distance, at its target, of the value of p (the prediction) from that of q.\n"
  "Without relations nothing is compared, unless the policy is 'paths'.  A pair at a space without a distance is\n"
  "listed and not in the loss.\n\n"
  "  colim pairs digits.colim --explain",
  run_pairs,
};

static Status
list_paths (ColimDiagram *diagram, const ColimSelection *selection, gboolean json, GError **error)
{
  g_autoptr (ColimPaths) paths = colim_paths_new (colim_diagram_get_graph (diagram), selection, error);

  if (paths == NULL)
    return STATUS_BAD;
  if (json)
    {
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "paths");
      colim_json_writer_array (writer);
      for (gint32 i = 0; i < colim_paths_get_n (paths); i++)
        {
          ColimPath *path = colim_paths_get_path (paths, i);

          colim_json_writer_object (writer);
          colim_json_writer_key (writer, "from");
          colim_json_writer_string (writer, colim_diagram_get_vertex_name (diagram, colim_path_get_source (path)));
          colim_json_writer_key (writer, "to");
          colim_json_writer_string (writer, colim_diagram_get_vertex_name (diagram, colim_path_get_target (path)));
          colim_json_writer_key (writer, "path");
          write_path (writer, diagram, path);
          colim_json_writer_object_end (writer);
        }
      colim_json_writer_array_end (writer);
      colim_json_writer_key (writer, "complete");
      colim_json_writer_boolean (writer, colim_paths_is_complete (paths));
      colim_json_writer_object_end (writer);
      return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
    }
  for (gint32 i = 0; i < colim_paths_get_n (paths); i++)
    {
      ColimPath *path = colim_paths_get_path (paths, i);
      g_autofree char *text = colim_diagram_print_path (diagram, path);

      printf ("%s    %s → %s\n", text, colim_diagram_get_vertex_name (diagram, colim_path_get_source (path)),
              colim_diagram_get_vertex_name (diagram, colim_path_get_target (path)));
    }
  printf ("%d path%s%s\n", colim_paths_get_n (paths), colim_paths_get_n (paths) == 1 ? "" : "s",
          colim_paths_is_complete (paths) ? "" : "; the bound left out longer ones");

  return STATUS_DONE;
}

typedef struct {
  ColimDiagram *diagram;
  ColimJsonWriter *writer; /* or NULL: print for people */
} Counting;

static void
tell_count (gint32 source, gint32 target, ColimNatural *count, gpointer data)
{
  Counting *counting = data;
  g_autofree char *digits = colim_natural_to_string (count);
  const char *from = colim_diagram_get_vertex_name (counting->diagram, source);
  const char *to = colim_diagram_get_vertex_name (counting->diagram, target);

  if (counting->writer == NULL)
    {
      printf ("%s → %s    %s\n", from, to, digits);
      return;
    }
  colim_json_writer_object (counting->writer);
  colim_json_writer_key (counting->writer, "from");
  colim_json_writer_string (counting->writer, from);
  colim_json_writer_key (counting->writer, "to");
  colim_json_writer_string (counting->writer, to);
  colim_json_writer_key (counting->writer, "count");
  colim_json_writer_string (counting->writer, digits);
  colim_json_writer_object_end (counting->writer);
}

static Status
count_paths (ColimDiagram *diagram, const ColimSelection *selection, gboolean json, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = json ? colim_json_writer_new_for_string (FALSE) : NULL;
  Counting counting = { diagram, writer };

  if (json)
    {
      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "counts");
      colim_json_writer_array (writer);
    }
  if (!colim_paths_count (colim_diagram_get_graph (diagram), selection, tell_count, &counting, error))
    return STATUS_BAD;
  if (!json)
    return STATUS_DONE;
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

static Status
run_paths (int argc, char **argv, GError **error)
{
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  g_auto (FileOptions) file_options = { 0 };
  gboolean count = FALSE;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, "Print their exact number for each two vertices, however large", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { selection_option_group (&selection_options), file_option_group (&file_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  ColimDiagram *diagram;
  ColimSelection selection;
  Status status;

  if (!read_options (&paths_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL
      || !make_selection (diagram, &selection_options, &selection, error))
    return STATUS_BAD;
  status = count ? count_paths (diagram, &selection, file_options.json, error)
                 : list_paths (diagram, &selection, file_options.json, error);
  name_cycle (diagram, selection.source, selection.target, error);

  return status;
}

const Command paths_command = {
  "paths",
  "FILE",
  "list the paths of the diagram, identities included",
  "  colim paths digits.colim --from N --to Y",
  run_paths,
};

static ColimPath *
read_path (ColimDiagram *diagram, const char *name, const char *argument, ColimDiagnostics *diagnostics)
{
  g_autoptr (ColimText) text = colim_text_new (name, argument, -1);
  g_autoptr (ColimTerm) term = colim_parse_path (text, diagnostics);

  return term != NULL ? colim_diagram_parse_path (diagram, term, diagnostics) : NULL;
}

static gboolean
are_parallel (ColimDiagram *diagram, ColimPath *p, ColimPath *q, GError **error)
{
  gboolean start = colim_path_get_source (p) != colim_path_get_source (q);

  if (colim_path_is_parallel (p, q))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "P and Q are not parallel: their %s are '%s' and '%s'",
               start ? "sources" : "targets",
               colim_diagram_get_vertex_name (diagram, start ? colim_path_get_source (p) : colim_path_get_target (p)),
               colim_diagram_get_vertex_name (diagram, start ? colim_path_get_source (q) : colim_path_get_target (q)));

  return FALSE;
}

static Status
run_le (int argc, char **argv, GError **error)
{
  static const char *const answers[] = { [COLIM_VERDICT_NO] = "no", [COLIM_VERDICT_YES] = "yes", [COLIM_VERDICT_UNKNOWN] = "unknown" };
  static const Status statuses[]
    = { [COLIM_VERDICT_NO] = STATUS_NO, [COLIM_VERDICT_YES] = STATUS_DONE, [COLIM_VERDICT_UNKNOWN] = STATUS_UNKNOWN };
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  g_auto (FileOptions) file_options = { 0 };
  GOptionGroup *groups[] = { selection_option_group (&selection_options), file_option_group (&file_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimPath) p = NULL;
  g_autoptr (ColimPath) q = NULL;
  g_autoptr (ColimRewriting) order = NULL;
  g_autoptr (ColimDerivation) derivation = NULL;
  ColimDiagram *diagram;
  ColimSelection selection;
  ColimVerdict verdict;

  if (!read_options (&le_command, NULL, groups, &argc, &argv, 3, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL
      || !make_selection (diagram, &selection_options, &selection, error))
    return STATUS_BAD;
  p = read_path (diagram, "P", argv[2], diagnostics);
  q = read_path (diagram, "Q", argv[3], diagnostics);
  if (!colim_diagnostics_propagate (diagnostics, error))
    return STATUS_BAD;
  if (!are_parallel (diagram, p, q, error)
      || (order = colim_order_new (colim_diagram_get_graph (diagram), selection.policy, error)) == NULL)
    return STATUS_BAD;
  if (!colim_order_decide (order, p, q, selection.max_length, selection.max_derivation, selection.cap, &verdict, &derivation, error))
    {
      name_cycle (diagram, colim_path_get_source (p), colim_path_get_target (p), error);
      return STATUS_BAD;
    }
  if (file_options.json)
    {
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "answer");
      colim_json_writer_string (writer, answers[verdict]);
      colim_json_writer_key (writer, "derivation");
      write_derivation (writer, diagram, derivation);
      colim_json_writer_object_end (writer);
      return print_json (writer, error) ? statuses[verdict] : STATUS_BAD;
    }
  puts (answers[verdict]);
  if (derivation != NULL)
    print_derivation (diagram, p, derivation);

  return statuses[verdict];
}

const Command le_command = {
  "le",
  "FILE P Q",
  "is P ≤ Q: yes, with the steps from P to Q; no; or unknown",
  "P and Q are paths as in the language, in quotes; 'id(X)' is an identity.  The exit status is 0, 1 or 3.\n\n"
  "  colim le figure-1.colim 'image >> stu >> soft' 'image >> tea'",
  run_le,
};
