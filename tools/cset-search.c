/* Homomorphisms between C-sets in files: which there are, how many, and whether there is an isomorphism. */

#include "tools/cset.h"

#include <stdio.h>

/* What is asked of a search. */
typedef struct {
  gboolean count;
  gboolean monic, epic, iso;
  gboolean first;
  char *initial; /* files, or NULL */
  char *options;
  gint64 limit; /* of how many are listed */
} Question;

static void
clear_question (Question *self)
{
  g_free (self->initial);
  g_free (self->options);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, clear_question)

static gboolean
read_options_file (ColimHomSearch *search, const char *path, GError **error)
{
  g_autoptr (ColimJson) json = read_json (path, error);

  if (json == NULL)
    return FALSE;
  if (colim_json_get_kind (json) != COLIM_JSON_OBJECT)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "%s: expected options of a search, as an object", path);
      return FALSE;
    }
  for (guint i = 0; i < colim_json_get_length (json); i++)
    if (!colim_hom_search_read_option (search, colim_json_get_key (json, i), colim_json_get_element (json, i), error))
      return FALSE;

  return TRUE;
}

/* The search between two files, as it is asked for. */
static ColimHomSearch *
make_search (char **paths, const Question *question, const VerbOptions *options, GError **error)
{
  g_autoptr (GPtrArray) csets = read_csets (paths, 2, options->schema, error);
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimJson) initial = NULL;

  if (csets == NULL)
    return NULL;
  search = colim_hom_search_new (csets->pdata[0], csets->pdata[1]);
  colim_hom_search_set_budget (search, options->budget);
  if ((question->monic && !colim_hom_search_set_monic (search, NULL, error))
      || (question->epic && !colim_hom_search_set_epic (search, NULL, error))
      || (question->iso && !colim_hom_search_set_iso (search, NULL, error))
      || (question->options != NULL && !read_options_file (search, question->options, error)))
    return NULL;
  if (question->initial != NULL
      && ((initial = read_json (question->initial, error)) == NULL
          || !colim_hom_search_read_option (search, "initial", initial, error)))
    return NULL;

  return g_steal_pointer (&search);
}

Status
explain_none (ColimHomSearch *search, const char *what, const char *otherwise, const VerbOptions *options,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *why = NULL;

  if (options->json)
    return STATUS_NO;
  if (fflush (stdout) != 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "standard output cannot be written");
      return STATUS_BAD;
    }
  why = colim_hom_search_explain (search, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return STATUS_BAD;
    }
  if (why != NULL)
    fprintf (stderr, "there is no %s: %s (parts are counted from 0 here)\n", what, why);
  else
    fprintf (stderr, "there is no %s: %s\n", what, otherwise);

  return STATUS_NO;
}

/* An empty list and the count 0 are answers like others; for people, with the reason. */
static Status
explain_nothing (ColimHomSearch *search, const VerbOptions *options, GError **error)
{
  Status status = explain_none (search, "homomorphism", NULL, options, error);

  return status == STATUS_NO ? STATUS_DONE : status;
}

static Status
write_count (ColimHomSearch *search, const VerbOptions *options, GError **error)
{
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, error), none = colim_natural_new (0);
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autofree char *digits = NULL;

  if (count == NULL)
    return STATUS_BAD;
  writer = colim_json_writer_new_for_string (FALSE);
  digits = colim_natural_to_string (count);
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "count");
  colim_json_writer_string (writer, digits);
  colim_json_writer_object_end (writer);
  if (!write_json (options, writer, error))
    return STATUS_BAD;

  return colim_natural_compare (count, none) > 0 ? STATUS_DONE : explain_nothing (search, options, error);
}

typedef struct {
  ColimJsonWriter *writer;
  gint64 limit;
  gint64 n;
  gboolean is_cut;
} Listing;

static gboolean
list_hom (ColimHom *hom, gpointer data)
{
  Listing *self = data;

  if (self->n == self->limit)
    {
      self->is_cut = TRUE;
      return FALSE;
    }
  colim_compact_json_write_components (self->writer, hom);
  self->n++;

  return TRUE;
}

static Status
write_list (ColimHomSearch *search, gint64 limit, const VerbOptions *options, GError **error)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  Listing listing = { .writer = writer, .limit = limit };

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "homs");
  colim_json_writer_array (writer);
  if (!colim_hom_search_foreach (search, list_hom, &listing, error))
    return STATUS_BAD;
  colim_json_writer_array_end (writer);
  if (listing.is_cut)
    {
      colim_json_writer_key (writer, "complete");
      colim_json_writer_boolean (writer, FALSE);
    }
  colim_json_writer_object_end (writer);
  if (!write_json (options, writer, error))
    return STATUS_BAD;

  return listing.n > 0 || listing.is_cut ? STATUS_DONE : explain_nothing (search, options, error);
}

/* One homomorphism, as a file that other verbs read, or as a picture. */
static Status
write_one (ColimHomSearch *search, const char *what, const char *path, const VerbOptions *options, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimHom) hom = colim_hom_search_find (search, &local_error);
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autoptr (ColimDrawing) drawing = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return STATUS_BAD;
    }
  if (hom == NULL)
    return explain_none (search, what, NULL, options, error);
  if (options->format != NULL)
    {
      drawing = colim_hom_draw (hom, verb_options_get_style (options), error);
      return drawing != NULL && write_drawing (options, path, drawing, error) ? STATUS_DONE : STATUS_BAD;
    }
  writer = colim_json_writer_new_for_string (FALSE);
  colim_acset_json_write_hom (writer, hom);

  return write_json (options, writer, error) ? STATUS_DONE : STATUS_BAD;
}

Status
run_hom (const Command *verb, int argc, char **argv, GError **error)
{
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  g_auto (Question) question = { .limit = G_MAXINT64 };
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_NONE, &question.count, "How many there are", NULL },
    { "first", 0, 0, G_OPTION_ARG_NONE, &question.first, "Any one of them, as a homomorphism file; -T draws it", NULL },
    { "monic", 0, 0, G_OPTION_ARG_NONE, &question.monic, "Only those that are injective", NULL },
    { "epic", 0, 0, G_OPTION_ARG_NONE, &question.epic, "Only those that are surjective", NULL },
    { "iso", 0, 0, G_OPTION_ARG_NONE, &question.iso, "Only isomorphisms", NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &question.limit, "List at most N", "N" },
    { "initial", 0, 0, G_OPTION_ARG_FILENAME, &question.initial,
      "Where some parts go: {Ob: [images…]}, null for the others, or {Ob: {part: image}}", "FILE" },
    { "options", 0, 0, G_OPTION_ARG_FILENAME, &question.options, "Options of a search, as in requests", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (ColimHomSearch) search = NULL;

  if (!read_verb (verb, entries, VERB_DRAWS | VERB_SPENDS, &options, &argc, &argv, 2, error))
    return STATUS_DONE;
  if (question.limit < 0 || (question.count && (question.first || options.format != NULL)))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   question.limit < 0 ? "--limit: expected a whole number from 0"
                                      : "--count is not for one homomorphism");
      return STATUS_BAD;
    }
  if ((search = make_search (argv + 1, &question, &options, error)) == NULL)
    return STATUS_BAD;

  return question.count                             ? write_count (search, &options, error)
         : question.first || options.format != NULL ? write_one (search, "homomorphism", argv[1], &options, error)
                                                    : write_list (search, question.limit, &options, error);
}

/* Whether two C-sets are isomorphic, and by which map. */
Status
run_iso (const Command *verb, int argc, char **argv, GError **error)
{
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  const Question question = { .iso = TRUE };
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimHom) iso = NULL;
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!read_verb (verb, NULL, VERB_DRAWS | VERB_SPENDS, &options, &argc, &argv, 2, error))
    return STATUS_DONE;
  if ((search = make_search (argv + 1, &question, &options, error)) == NULL)
    return STATUS_BAD;
  if (options.format != NULL)
    return write_one (search, "isomorphism", argv[1], &options, error);
  iso = colim_hom_search_find (search, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return STATUS_BAD;
    }
  writer = colim_json_writer_new_for_string (FALSE);
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "result");
  colim_json_writer_boolean (writer, iso != NULL);
  if (iso != NULL)
    {
      colim_json_writer_key (writer, "components");
      colim_compact_json_write_components (writer, iso);
    }
  colim_json_writer_object_end (writer);
  if (!write_json (&options, writer, error))
    return STATUS_BAD;

  return iso != NULL ? STATUS_DONE : explain_none (search, "isomorphism", NULL, &options, error);
}
