/* The composite loss, term by term, and the laws of exact spaces and maps. */

#include "tools/command.h"

#include <math.h>
#include <stdio.h>

/* The value of a term, exact or a number; FALSE where the pair is not in the sum. */
typedef struct {
  ColimLoss *exact;   /* or NULL: */
  const double *terms; /* by pair, NaN where it is not in the sum */
  double value;
} Values;

static gboolean
has_term (const Values *values, gint32 pair)
{
  return values->exact != NULL ? colim_loss_get_term (values->exact, pair) != NULL : !isnan (values->terms[pair]);
}

static char *
print_number (double value)
{
  return isinf (value) ? g_strdup ("inf") : g_strdup_printf ("%.6g", value);
}

char *
print_exact (ColimRational *value)
{
  return colim_rational_is_infinite (value) ? g_strdup ("inf") : colim_rational_to_string (value);
}

static char *
print_term (const Values *values, gint32 pair)
{
  return values->exact != NULL ? print_exact (colim_loss_get_term (values->exact, pair)) : print_number (values->terms[pair]);
}

static char *
print_value (const Values *values)
{
  return values->exact != NULL ? print_exact (colim_loss_get_value (values->exact)) : print_number (values->value);
}

/* JSON has no infinite numbers: there they are strings. */
static void
write_number (ColimJsonWriter *writer, double value)
{
  if (isfinite (value))
    colim_json_writer_double (writer, value);
  else
    colim_json_writer_string (writer, "inf");
}

static void
write_exact (ColimJsonWriter *writer, ColimRational *value)
{
  g_autofree char *text = print_exact (value);

  colim_json_writer_string (writer, text);
}

static Status
write_loss (ColimDiagram *diagram, const ColimSelection *selection, ColimPairs *pairs, const Values *values, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  gboolean sums = values->exact != NULL || colim_diagram_get_reduce (diagram) == COLIM_REDUCE_SUM;

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "value");
  if (values->exact != NULL)
    write_exact (writer, colim_loss_get_value (values->exact));
  else
    write_number (writer, values->value);
  colim_json_writer_key (writer, "terms");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      if (!has_term (values, i))
        continue;
      colim_json_writer_object (writer);
      write_pair_members (writer, diagram, pairs, i);
      colim_json_writer_key (writer, "value");
      if (values->exact != NULL)
        write_exact (writer, colim_loss_get_term (values->exact, i));
      else
        write_number (writer, values->terms[i]);
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "complete");
  colim_json_writer_boolean (writer, colim_pairs_is_complete (pairs));
  if (!colim_pairs_is_complete (pairs))
    {
      colim_json_writer_key (writer, "bound");
      colim_json_writer_int (writer, selection->max_length);
      colim_json_writer_key (writer, "derivations");
      colim_json_writer_int (writer, MAX (selection->max_length, selection->max_derivation));
    }
  colim_json_writer_key (writer, "reduce");
  colim_json_writer_string (writer, sums ? "sum" : "mean");
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

static void
print_loss (ColimDiagram *diagram, const ColimSelection *selection, ColimPairs *pairs, const Values *values)
{
  g_autofree char *total = print_value (values);
  g_autofree char *bound = colim_selection_print_bound (selection);

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      ColimPath *p = colim_pairs_get_p (pairs, i);
      g_autofree char *lesser = colim_diagram_print_path (diagram, p);
      g_autofree char *greater = colim_diagram_print_path (diagram, colim_pairs_get_q (pairs, i));
      g_autofree char *value = has_term (values, i) ? print_term (values, i) : NULL;

      if (value != NULL)
        printf ("%-12s %s ≤ %s    %s → %s%s\n", value, lesser, greater, colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)),
                colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)),
                colim_pairs_is_redundant (pairs, i) ? "  (redundant)" : "");
    }
  printf ("%-12s in all", total);
  /* A bounded loss is another object than the formal one: the bound belongs to it. */
  if (!colim_pairs_is_complete (pairs))
    printf (", %s", bound);
  putchar ('\n');
}

static Status
run_loss (int argc, char **argv, GError **error)
{
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  g_auto (FileOptions) file_options = { 0 };
  g_auto (DataOptions) data_options = { 0 };
  g_autofree char *run = NULL;
  gboolean exact = FALSE, formal = FALSE;
  const GOptionEntry entries[] = {
    { "exact", 0, 0, G_OPTION_ARG_NONE, &exact, "In rational numbers, on finite spaces with tables", NULL },
    { "formal", 0, 0, G_OPTION_ARG_NONE, &formal, "Count pairs at vertices without a loss too: 0 where they agree, else ∞", NULL },
    { "run", 0, 0, G_OPTION_ARG_FILENAME, &run, "With the weights of this run (those that a training begins with)", "DIR" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = {
    selection_option_group (&selection_options), file_option_group (&file_options), data_option_group (&data_options), NULL,
  };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimInterpretation) meaning = NULL;
  g_autoptr (ColimPairs) pairs = NULL;
  g_autoptr (ColimLoss) loss = NULL;
  g_autofree double *terms = NULL;
  Values values = { NULL, NULL, 0 };
  ColimDiagram *diagram;
  ColimSelection selection;

  if (!read_options (&loss_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL
      || !make_selection (diagram, &selection_options, &selection, error))
    return STATUS_BAD;
  selection.in_loss = !formal;
  if ((pairs = colim_pairs_new (colim_diagram_get_graph (diagram), &selection, FALSE, error)) == NULL)
    {
      name_cycle (diagram, -1, -1, error);
      return STATUS_BAD;
    }
  if ((meaning = colim_interpretation_new (diagram, data_options.folder, diagnostics)) != NULL && exact)
    values.exact = loss = colim_loss_new (meaning, pairs, formal, diagnostics);
  else if (meaning != NULL)
    values.terms = terms = colim_diagram_measure (diagram, pairs, formal, run, data_options.folder, (guint) data_options.n_threads, diagnostics,
                                                  error);
  if (values.exact == NULL && values.terms == NULL)
    {
      if (*error == NULL)
        colim_diagnostics_propagate (diagnostics, error);
      return STATUS_BAD;
    }
  for (gint32 i = 0; values.terms != NULL && i < colim_pairs_get_n (pairs); i++)
    values.value += isnan (terms[i]) ? 0 : terms[i];
  if (file_options.json)
    return write_loss (diagram, &selection, pairs, &values, error);
  print_loss (diagram, &selection, pairs, &values);

  return STATUS_DONE;
}

const Command loss_command = {
  "loss",
  "FILE",
  "the value of the composite loss, term by term",
  "With --exact it is the theory's: a sum of rational numbers over all points, on spaces Fin(…) with tables.  Otherwise it is\n"
  "taken over the data, with the weights of a run or those that a training would begin with.\n\n"
  "Example: colim loss docs/examples/distillation.colim --run distillation.run",
  run_loss,
};

/* Laws */

static void
write_space (ColimJsonWriter *writer, ColimLossSpace *space)
{
  g_autoptr (ColimLossSpace) closure = colim_loss_space_close (space);
  const struct {
    const char *key;
    gboolean holds;
  } flags[] = {
    { "reflexive", colim_loss_space_is_reflexive (space) },
    { "triangle", colim_loss_space_is_triangle (space) },
    { "symmetric", colim_loss_space_is_symmetric (space) },
    { "lawvere", colim_loss_space_is_lawvere (space) },
  };

  colim_json_writer_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      colim_json_writer_key (writer, flags[i].key);
      colim_json_writer_boolean (writer, flags[i].holds);
    }
  colim_json_writer_key (writer, "closure");
  colim_json_writer_array (writer);
  for (gint32 x = 0; x < colim_loss_space_get_n_points (closure); x++)
    {
      colim_json_writer_array (writer);
      for (gint32 y = 0; y < colim_loss_space_get_n_points (closure); y++)
        write_exact (writer, colim_loss_space_get_distance (closure, x, y));
      colim_json_writer_array_end (writer);
    }
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}

/* The Lipschitz constant of an edge; NULL where an end is not finite, or the map not given. */
static ColimRational *
find_lipschitz (ColimInterpretation *meaning, ColimLossSpace *const *spaces, gint32 edge)
{
  ColimQuiver *quiver = colim_diagram_get_quiver (colim_interpretation_get_diagram (meaning));
  ColimLossSpace *from = spaces[colim_quiver_get_src (quiver, edge)], *to = spaces[colim_quiver_get_tgt (quiver, edge)];
  g_autoptr (ColimFinFunction) map = from != NULL && to != NULL ? colim_interpretation_dup_map (meaning, edge) : NULL;

  return map != NULL ? colim_loss_space_find_lipschitz (from, to, map, NULL) : NULL;
}

static Status
write_law (ColimInterpretation *meaning, ColimLossSpace *const *spaces, GError **error)
{
  ColimDiagram *diagram = colim_interpretation_get_diagram (meaning);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "spaces");
  colim_json_writer_object (writer);
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    if (spaces[v] != NULL)
      {
        colim_json_writer_key (writer, colim_diagram_get_vertex_name (diagram, v));
        write_space (writer, spaces[v]);
      }
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "maps");
  colim_json_writer_object (writer);
  for (gint32 e = 0; e < colim_diagram_get_n_edges (diagram); e++)
    {
      g_autoptr (ColimRational) constant = find_lipschitz (meaning, spaces, e);

      colim_json_writer_key (writer, colim_diagram_get_edge_name (diagram, e));
      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "lipschitz");
      if (constant != NULL)
        write_exact (writer, constant);
      else
        colim_json_writer_null (writer);
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_object_end (writer);
  colim_json_writer_object_end (writer);

  return print_json (writer, error) ? STATUS_DONE : STATUS_BAD;
}

static void
print_law (ColimInterpretation *meaning, ColimLossSpace *const *spaces)
{
  ColimDiagram *diagram = colim_interpretation_get_diagram (meaning);

  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    if (spaces[v] != NULL)
      printf ("%s: %s%s%s%s\n", colim_diagram_get_vertex_name (diagram, v),
              colim_loss_space_is_lawvere (spaces[v]) ? "a Lawvere metric space" : "no Lawvere metric space",
              colim_loss_space_is_reflexive (spaces[v]) ? "" : ", not reflexive",
              colim_loss_space_is_triangle (spaces[v]) ? "" : ", no triangle inequality",
              colim_loss_space_is_symmetric (spaces[v]) ? ", symmetric" : ", not symmetric");
  for (gint32 e = 0; e < colim_diagram_get_n_edges (diagram); e++)
    {
      g_autoptr (ColimRational) constant = find_lipschitz (meaning, spaces, e);
      g_autofree char *text = constant != NULL ? print_exact (constant) : NULL;

      if (constant != NULL && colim_rational_is_infinite (constant))
        printf ("%s: not Lipschitz, so not in Law\n", colim_diagram_get_edge_name (diagram, e));
      else if (constant != NULL)
        printf ("%s: Lipschitz with constant %s\n", colim_diagram_get_edge_name (diagram, e), text);
    }
}

static Status
run_law (int argc, char **argv, GError **error)
{
  g_auto (FileOptions) file_options = { 0 };
  g_auto (DataOptions) data_options = { 0 };
  GOptionGroup *groups[] = { file_option_group (&file_options), data_option_group (&data_options), NULL };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimInterpretation) meaning = NULL;
  g_autofree ColimLossSpace **spaces = NULL;
  Status status = STATUS_DONE;
  ColimDiagram *diagram;

  if (!read_options (&law_command, NULL, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  if ((file = read_file (argv[1], &file_options, diagnostics, error)) == NULL
      || (diagram = choose_diagram (file, &file_options, error)) == NULL)
    return STATUS_BAD;
  if ((meaning = colim_interpretation_new (diagram, data_options.folder, diagnostics)) == NULL)
    {
      colim_diagnostics_propagate (diagnostics, error);
      return STATUS_BAD;
    }
  spaces = g_new0 (ColimLossSpace *, (gsize) colim_diagram_get_n_vertices (diagram) + 1);
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    spaces[v] = colim_interpretation_dup_loss_space (meaning, v);
  if (file_options.json)
    status = write_law (meaning, spaces, error);
  else
    print_law (meaning, spaces);
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    g_clear_pointer (&spaces[v], colim_loss_space_unref);

  return status;
}

const Command law_command = {
  "law",
  "FILE",
  "which finite spaces are Lawvere metric spaces, and the Lipschitz constant of each map",
  "With --json also the closure of each table: the largest Lawvere metric below it.\n\n"
  "A finite space is Fin(3) or Fin(a, b); its distance a table, row by row: {Fin(2), table((0, 1/2), (∞, 0))}.",
  run_law,
};
