#pragma once

#include "tools/command.h"

/* A verb of colim cset. */
typedef struct {
  Command command; /* its name begins with `cset `; `run` is not used */
  Status (*run) (const Command *verb, int argc, char **argv, GError **error);
} Verb;

/* Which options a verb takes beside --schema, --json and -o. */
typedef enum {
  VERB_DRAWS = 1 << 0,
  VERB_SPENDS = 1 << 1,
} VerbFlags;

typedef struct {
  ColimSchema *schema; /* that the C-sets are said to be on, or NULL */
  gboolean json;
  char *output;
  char *format; /* of a picture, or NULL */
  gboolean as_elements;
  gint64 budget;
} VerbOptions;

#define VERB_OPTIONS_INIT { .budget = COLIM_REQUESTS_BUDGET }
void verb_options_clear (VerbOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VerbOptions, verb_options_clear)
GOptionGroup *budget_option_group (gint64 *budget);
ColimCSetStyle verb_options_get_style (const VerbOptions *options);

/* Reads a verb's options, as read_options does. */
gboolean read_verb (const Command *verb, const GOptionEntry *entries, guint flags, VerbOptions *options, int *argc,
                    char ***argv, int n_arguments, GError **error);

/* The schema of an option: a file, or a built-in one; none, without an error, if it is not given. */
gboolean find_schema (const char *option, const char *name, ColimSchema **schema, GError **error);

/* Whether a file begins as a database does: that is a C-set, and all else is JSON. */
gboolean file_is_database (const char *path);

/* Read files; where nothing says what they are on, several are on the first schema that fits them all. */
ColimCSet *read_cset (const char *path, ColimSchema *schema, GError **error);
GPtrArray *read_csets (char **paths, guint n, ColimSchema *schema, GError **error);
GPtrArray *read_homs (char **paths, guint n, ColimSchema *schema, GError **error);
ColimJson *read_json (const char *path, GError **error);

/* Output, to standard output or to a file, which is written whole or not at all; a C-set to a database, if the file is
 * called so. */
gboolean write_json (const VerbOptions *options, ColimJsonWriter *writer, GError **error);
gboolean write_cset (const VerbOptions *options, const char *input, ColimCSet *cset, GError **error);
gboolean write_drawing (const VerbOptions *options, const char *input, ColimDrawing *drawing, GError **error);

/* What ends an answer where there is no homomorphism: for people, the reason; or the other text, if it is not the search
 * that found none. */
Status explain_none (ColimHomSearch *search, const char *what, const char *otherwise, const VerbOptions *options,
                     GError **error);

/* Verbs */
Status run_check (const Command *verb, int argc, char **argv, GError **error);
Status run_show (const Command *verb, int argc, char **argv, GError **error);
Status run_hom (const Command *verb, int argc, char **argv, GError **error);
Status run_iso (const Command *verb, int argc, char **argv, GError **error);
Status run_migrate (const Command *verb, int argc, char **argv, GError **error);
Status run_rewrite (const Command *verb, int argc, char **argv, GError **error);
Status run_cone (const Command *verb, int argc, char **argv, GError **error);
Status run_eval (const Command *verb, int argc, char **argv, GError **error);
