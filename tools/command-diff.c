/* What two diagrams differ in. */

#include "tools/command.h"

#include <stdio.h>

/* The parts, as programs and people are told of them. */
static const char *const parts[COLIM_DIFF_N_PARTS] = {
  [COLIM_DIFF_VERTICES] = "vertices", [COLIM_DIFF_EDGES] = "edges",     [COLIM_DIFF_RELATIONS] = "relations",
  [COLIM_DIFF_MODELS] = "models",     [COLIM_DIFF_METRICS] = "metrics", [COLIM_DIFF_SETTINGS] = "settings",
  [COLIM_DIFF_TERMS] = "terms",
};

static const char *const kinds[COLIM_DIFF_N_KINDS] = {
  [COLIM_DIFF_ONLY_A] = "only_a",
  [COLIM_DIFF_ONLY_B] = "only_b",
  [COLIM_DIFF_CHANGED] = "changed",
};

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
write_relation (ColimJsonWriter *writer, ColimDiagram *diagram, gint32 number)
{
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  ColimPath *p;

  colim_learning_graph_list_relations (colim_diagram_get_graph (diagram), colim_diagram_get_quiver (diagram), lesser,
                                       greater, NULL);
  p = g_ptr_array_index (lesser, number);
  colim_json_writer_object (writer);
  write_text (writer, "at", colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)));
  colim_json_writer_key (writer, "lhs");
  write_path (writer, diagram, p);
  colim_json_writer_key (writer, "rhs");
  write_path (writer, diagram, g_ptr_array_index (greater, number));
  colim_json_writer_object_end (writer);
}

static void
write_term (ColimJsonWriter *writer, ColimDiff *diff, ColimDiffKind kind, guint i)
{
  gboolean in_b = kind == COLIM_DIFF_ONLY_B;
  const char *const *causes = kind == COLIM_DIFF_CHANGED ? colim_diff_get_causes (diff, i) : NULL;

  colim_json_writer_object (writer);
  write_pair_members (writer, in_b ? colim_diff_get_b (diff) : colim_diff_get_a (diff),
                      colim_diff_get_pairs (diff, in_b), colim_diff_get_number (diff, COLIM_DIFF_TERMS, kind, i, in_b));
  if (causes != NULL)
    {
      colim_json_writer_key (writer, "causes");
      colim_json_writer_array (writer);
      for (; *causes != NULL; causes++)
        colim_json_writer_string (writer, *causes);
      colim_json_writer_array_end (writer);
    }
  colim_json_writer_object_end (writer);
}

static void
write_entry (ColimJsonWriter *writer, ColimDiff *diff, ColimDiffPart part, ColimDiffKind kind, guint i)
{
  gboolean in_b = kind == COLIM_DIFF_ONLY_B;

  if (part == COLIM_DIFF_TERMS)
    write_term (writer, diff, kind, i);
  else if (part == COLIM_DIFF_RELATIONS)
    write_relation (writer, in_b ? colim_diff_get_b (diff) : colim_diff_get_a (diff),
                    colim_diff_get_number (diff, part, kind, i, in_b));
  else if (kind != COLIM_DIFF_CHANGED)
    colim_json_writer_string (writer, colim_diff_get_name (diff, part, kind, i));
  else
    {
      colim_json_writer_object (writer);
      write_text (writer, "name", colim_diff_get_name (diff, part, kind, i));
      write_text (writer, "a", colim_diff_get_text (diff, part, kind, i, FALSE));
      write_text (writer, "b", colim_diff_get_text (diff, part, kind, i, TRUE));
      colim_json_writer_object_end (writer);
    }
}

static gboolean
write_diff (ColimDiff *diff, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_json_writer_object (writer);
  for (guint part = 0; part < COLIM_DIFF_N_PARTS; part++)
    {
      colim_json_writer_key (writer, parts[part]);
      colim_json_writer_object (writer);
      for (guint kind = 0; kind < COLIM_DIFF_N_KINDS; kind++)
        {
          colim_json_writer_key (writer, kinds[kind]);
          colim_json_writer_array (writer);
          for (guint i = 0; i < colim_diff_get_n (diff, (ColimDiffPart) part, (ColimDiffKind) kind); i++)
            write_entry (writer, diff, (ColimDiffPart) part, (ColimDiffKind) kind, i);
          colim_json_writer_array_end (writer);
        }
      colim_json_writer_object_end (writer);
    }
  colim_json_writer_object_end (writer);

  return print_json (writer, error);
}

static void
print_text (ColimDiff *diff, ColimDiffPart part, ColimDiffKind kind, guint i, gboolean in_b)
{
  const char *text = colim_diff_get_text (diff, part, kind, i, in_b);

  printf ("  %c %s\n", in_b ? '+' : '-', text != NULL ? text : colim_diff_get_name (diff, part, kind, i));
}

static void
print_term (ColimDiff *diff, ColimDiffKind kind, guint i)
{
  gboolean in_b = kind == COLIM_DIFF_ONLY_B;
  ColimDiagram *diagram = in_b ? colim_diff_get_b (diff) : colim_diff_get_a (diff);
  gint32 pair = colim_diff_get_number (diff, COLIM_DIFF_TERMS, kind, i, in_b);
  ColimPath *p = colim_pairs_get_p (colim_diff_get_pairs (diff, in_b), pair);
  const char *const *causes = kind == COLIM_DIFF_CHANGED ? colim_diff_get_causes (diff, i) : NULL;

  printf ("  %c %s    %s → %s",
          kind == COLIM_DIFF_ONLY_A ? '-'
          : in_b                    ? '+'
                                    : '~',
          colim_diff_get_name (diff, COLIM_DIFF_TERMS, kind, i),
          colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)),
          colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)));
  if (causes != NULL)
    printf ("    %s", *causes != NULL ? "reads " : "is redundant in one of them");
  for (guint c = 0; causes != NULL && causes[c] != NULL; c++)
    printf ("%s%s", c > 0 ? ", " : "", causes[c]);
  printf ("\n");
}

static void
print_part (ColimDiff *diff, ColimDiffPart part)
{
  guint n = 0;

  for (guint kind = 0; kind < COLIM_DIFF_N_KINDS; kind++)
    n += colim_diff_get_n (diff, part, (ColimDiffKind) kind);
  if (n == 0)
    return;
  printf ("%s\n", parts[part]);
  for (guint kind = 0; kind < COLIM_DIFF_N_KINDS; kind++)
    for (guint i = 0; i < colim_diff_get_n (diff, part, (ColimDiffKind) kind); i++)
      {
        if (part == COLIM_DIFF_TERMS)
          {
            print_term (diff, (ColimDiffKind) kind, i);
            continue;
          }
        if (kind != COLIM_DIFF_ONLY_B)
          print_text (diff, part, (ColimDiffKind) kind, i, FALSE);
        if (kind != COLIM_DIFF_ONLY_A)
          print_text (diff, part, (ColimDiffKind) kind, i, TRUE);
      }
}

static Status
run_diff (int argc, char **argv, GError **error)
{
  g_auto (SelectionOptions) selection_options = SELECTION_OPTIONS_INIT;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { selection_option_group (&selection_options), NULL };
  g_auto (Parts) files = { 0 };
  g_autoptr (ColimDiff) diff = NULL;
  ColimDiagram *diagrams[2];
  ColimSelection selections[2];

  if (!read_options (&diff_command, entries, groups, &argc, &argv, 2, error))
    return STATUS_DONE;
  parts_init (&files);
  for (guint i = 0; i < 2; i++)
    if ((diagrams[i] = open_part (&files, argv[i + 1], NULL, error)) == NULL
        || !make_selection (diagrams[i], &selection_options, &selections[i], error))
      return STATUS_BAD;
  if ((diff = colim_diff_new (diagrams[0], diagrams[1], &selections[0], &selections[1], error)) == NULL)
    return STATUS_BAD;
  if (json && !write_diff (diff, error))
    return STATUS_BAD;
  for (guint part = 0; !json && part < COLIM_DIFF_N_PARTS; part++)
    print_part (diff, (ColimDiffPart) part);
  if (!json && colim_diff_is_empty (diff))
    printf ("nothing differs\n");

  return colim_diff_is_empty (diff) ? STATUS_DONE : STATUS_NO;
}

const Command diff_command = {
  "diff",
  "A B",
  "tell what two diagrams differ in: elements, models, settings, terms of the loss",
  "A and B are FILE or FILE:DIAGRAM; what has one name is one thing.  '-' is in A alone, '+' in B alone, '~' in both, "
  "but\n"
  "not the same; of a changed term what it reads is named that is.  Exit status: 1 if something differs, else 0.\n\n"
  "  colim diff digits.colim frozen.colim",
  run_diff,
};
