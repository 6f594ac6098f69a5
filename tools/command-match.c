/* Where a pattern is in a diagram, and edits there. */

#include "tools/matching.h"

#include <stdio.h>
#include <string.h>

GOptionGroup *
match_option_group (MatchOptions *options)
{
  const GOptionEntry entries[] = {
    { "monic", 0, 0, G_OPTION_ARG_NONE, &options->monic, "Different elements have different images", NULL },
    { "assigned", 0, 0, G_OPTION_ARG_NONE, &options->assigned,
      "What the pattern assigns (spaces, models, flags) the other assigns too", NULL },
    { "order", 0, 0, G_OPTION_ARG_NONE, &options->order,
      "A relation p ≤ q may go to any two paths of which p ≤ q holds, not only to a relation", NULL },
    { "ignore-relations", 0, 0, G_OPTION_ARG_NONE, &options->ignore_relations, "Relations do not matter", NULL },
    { "budget", 0, 0, G_OPTION_ARG_INT64, &options->budget, "How many steps a search may take (10000000)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *group = g_option_group_new ("matching", "Matching options:", "Show what a match is", options, NULL);

  g_option_group_add_entries (group, entries);

  return group;
}

gboolean
check_match_options (const MatchOptions *options, GError **error)
{
  if (options->order && options->ignore_relations)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "--order and --ignore-relations exclude one another");
  else if (options->budget < 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "--budget: expected a whole number from 0");
  else
    return TRUE;

  return FALSE;
}

ColimMatching *
make_matching (const MatchOptions *options, ColimDiagram *pattern, ColimDiagram *host)
{
  ColimMatching *matching = colim_matching_new (pattern, host);

  colim_matching_set_monic (matching, options->monic);
  colim_matching_set_assigned (matching, options->assigned);
  colim_matching_set_relations (matching, options->order              ? COLIM_MATCH_ORDER
                                          : options->ignore_relations ? COLIM_MATCH_GRAPH
                                                                      : COLIM_MATCH_RELATIONS);
  colim_matching_set_budget (matching, options->budget);

  return matching;
}

/* Writes each `ELEMENT=IMAGE` into a search. */
static gboolean
set_images (ColimMatching *matching, char **assignments, GError **error)
{
  for (gsize i = 0; assignments != NULL && assignments[i] != NULL; i++)
    {
      g_autofree char *text = g_utf8_normalize (assignments[i], -1, G_NORMALIZE_NFC);
      char *equals = text != NULL ? strchr (text, '=') : NULL;

      if (equals == NULL)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "--at: expected ELEMENT=IMAGE, not '%s'", assignments[i]);
          return FALSE;
        }
      *equals = '\0';
      if (!colim_matching_set_image (matching, g_strstrip (text), g_strstrip (equals + 1), error))
        {
          g_prefix_error (error, "--at: ");
          return FALSE;
        }
    }

  return TRUE;
}

typedef struct {
  GPtrArray *matches;
  gint64 cap;
  gboolean full;
} Listing;

static gboolean
keep (ColimMatch *match, gpointer data)
{
  Listing *listing = data;

  listing->full = (gint64) listing->matches->len >= listing->cap;
  if (!listing->full)
    g_ptr_array_add (listing->matches, colim_match_ref (match));

  return !listing->full;
}

/* The matches; with an error that tells their number where there are more than may be listed. */
static GPtrArray *
list_matches (ColimMatching *matching, gint64 cap, GError **error)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_match_unref);
  Listing listing = { matches, cap, FALSE };
  g_autoptr (ColimNatural) count = NULL;
  g_autofree char *digits = NULL;

  if (!colim_matching_foreach (matching, keep, &listing, error))
    return NULL;
  if (!listing.full)
    return g_steal_pointer (&matches);
  count = colim_matching_count (matching, NULL);
  digits = count != NULL ? colim_natural_to_string (count) : NULL;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
               "there are %s%s matches, and %" G_GINT64_FORMAT " may be listed: --count counts them, --cap allows more",
               digits != NULL ? "" : "more", digits != NULL ? digits : "", cap);

  return NULL;
}

static gboolean
write_matches (const char *count, const GPtrArray *matches, ColimDiagram *edited, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "count");
  colim_json_writer_string (writer, count);
  if (matches != NULL)
    {
      colim_json_writer_key (writer, "matches");
      colim_json_writer_array (writer);
      for (guint i = 0; i < matches->len; i++)
        colim_match_write_json (g_ptr_array_index (matches, i), writer);
      colim_json_writer_array_end (writer);
    }
  if (edited != NULL)
    {
      colim_json_writer_key (writer, "diagram");
      colim_diagram_write_json (edited, writer);
    }
  colim_json_writer_object_end (writer);

  return print_json (writer, error);
}

static void
print_matches (const char *count, const GPtrArray *matches)
{
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    {
      g_autofree char *text = colim_match_to_string (g_ptr_array_index (matches, i));

      printf ("%s\n", *text != '\0' ? text : "the empty map");
    }
  printf ("%s match%s\n", count, g_str_equal (count, "1") ? "" : "es");
}

typedef struct {
  gboolean count;
  char **at;
  char **apply;
  char **on;
  char *output;
  gint64 cap;
  gboolean json;
} Options;

static void
clear_options (Options *self)
{
  g_strfreev (self->at);
  g_strfreev (self->apply);
  g_strfreev (self->on);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
check_options (const Options *self, GError **error)
{
  if (self->apply == NULL && (self->output != NULL || self->on != NULL))
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%s goes with --apply, which says what to change",
                 self->output != NULL ? "-o" : "--on");
  else if (self->cap < 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "--cap: expected a whole number from 0");
  else
    return TRUE;

  return FALSE;
}

static Status
match (const Options *self, Parts *parts, ColimMatching *matching, ColimDiagram *pattern, ColimDiagram *host,
       GError **error)
{
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (ColimNatural) number = NULL;
  g_autoptr (ColimDiagram) edited = NULL;
  g_autofree char *count = NULL;
  g_autofree char *name = name_after_output (self->output, colim_diagram_get_name (host));
  gboolean lists = !self->count || self->apply != NULL;

  if (lists && (matches = list_matches (matching, self->cap, error)) == NULL)
    return STATUS_BAD;
  number = lists ? colim_natural_new (matches->len) : colim_matching_count (matching, error);
  if (number == NULL)
    return STATUS_BAD;
  count = colim_natural_to_string (number);
  if (self->apply != NULL
      && ((edited = apply_edits (parts, pattern, host, matches, self->apply, self->on, name, error)) == NULL
          || (self->output != NULL && !write_diagram (edited, self->output, error))))
    return STATUS_BAD;
  if (self->json)
    return write_matches (count, self->count ? NULL : matches, edited, error) ? STATUS_DONE : STATUS_BAD;
  if (edited != NULL && self->output == NULL)
    {
      g_autofree char *text = colim_diagram_print_file (edited, "-");

      fputs (text, stdout);
    }
  else
    print_matches (count, self->count ? NULL : matches);

  return STATUS_DONE;
}

static Status
run_match (int argc, char **argv, GError **error)
{
  MatchOptions match_options = MATCH_OPTIONS_INIT;
  g_auto (Options) options = { .cap = COLIM_PAIRS_CAP };
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_NONE, &options.count, "Only count", NULL },
    { "at", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.at, "Only matches where this element is there",
      "ELEMENT=IMAGE" },
    { "apply", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.apply,
      "Change the host at its matches: freeze, eval, swap=MODEL, insert=MODEL, rename=NAME, or a diagram to put there",
      "EDIT" },
    { "on", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.on,
      "Change only the images of this element of the pattern (of all)", "ELEMENT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      "Write the changed host to this file: in JSON if it ends in .json", "OUT" },
    { "cap", 0, 0, G_OPTION_ARG_INT64, &options.cap, "How many matches may be listed (1000000)", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print for programs", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { match_option_group (&match_options), NULL };
  g_auto (Parts) parts = { 0 };
  g_autoptr (ColimMatching) matching = NULL;
  ColimDiagram *pattern, *host;

  if (!read_options (&match_command, entries, groups, &argc, &argv, 2, error))
    return STATUS_DONE;
  parts_init (&parts);
  if (!check_match_options (&match_options, error) || !check_options (&options, error)
      || (pattern = open_part (&parts, argv[1], NULL, error)) == NULL
      || (host = open_part (&parts, argv[2], NULL, error)) == NULL)
    return STATUS_BAD;
  matching = make_matching (&match_options, pattern, host);
  if (!set_images (matching, options.at, error))
    return STATUS_BAD;

  return match (&options, &parts, matching, pattern, host, error);
}

const Command match_command = {
  "match",
  "PATTERN HOST",
  "find where a pattern is in a diagram, and change it there",
  "PATTERN and HOST are FILE or FILE:DIAGRAM.  A match sends vertices to vertices of the same kind (a bare one to "
  "any), edges\n"
  "to edges, relations to relations.  Edits are made at the images of all matches, one --apply after another:\n\n"
  "  freeze, eval   sets the flag on edges\n"
  "  swap=MODEL     gives edges another model; flags stay\n"
  "  insert=MODEL   puts an edge with this model behind each edge, also in relations and metrics\n"
  "  rename=NAME    calls elements so; '*' in NAME stands for the old name\n"
  "  FILE:DIAGRAM   rewrites: elements of PATTERN that DIAGRAM has not are removed, what it has besides is added\n\n"
  "Without -o the changed host is printed in the place of the matches.\n\n"
  "  colim match encoder.colim digits.colim --on f --apply freeze --apply eval -o frozen.colim",
  run_match,
};
