#pragma once

#include <colim/colim.h>

/* How a command ends (LANGUAGE section 5). */
typedef enum {
  STATUS_DONE = 0,    /* done, or the answer is yes */
  STATUS_NO = 1,      /* the answer is no */
  STATUS_BAD = 2,     /* bad input, or bad usage */
  STATUS_UNKNOWN = 3, /* a budget or a bound ran out before an answer */
  STATUS_INTERRUPTED = 130,
} Status;

/* The selection options, the same wherever pairs are chosen. */
typedef struct {
  char *policy;
  int max_length;
  int max_derivation;
  gboolean irredundant;
  gint64 cap;
  char *from;
  char *to;
} SelectionOptions;

/* What every command that reads a file takes. */
typedef struct {
  char *diagram;
  char **set;
  gboolean json;
} FileOptions;

/* What every command that reads data or runs models takes. */
typedef struct {
  char *folder;
  int n_threads;
} DataOptions;

typedef struct {
  const char *name;
  const char *arguments;
  const char *summary;
  const char *help; /* what --help adds to the list of options */
  Status (*run) (int argc, char **argv, GError **error);
} Command;

extern const Command check_command;
extern const Command show_command;
extern const Command pairs_command;
extern const Command paths_command;
extern const Command le_command;
extern const Command loss_command;
extern const Command law_command;
extern const Command train_command;
extern const Command eval_command;
extern const Command glue_command;
extern const Command match_command;
extern const Command find_command;
extern const Command diff_command;
extern const Command plot_command;
extern const Command cset_command;

/* The files that diagrams are from: one that is named twice is one file, so that its diagrams are relatives. */
typedef struct {
  GHashTable *files; /* name → ColimFile */
  ColimDiagnostics *diagnostics;
} Parts;

void parts_init (Parts *self);
void parts_clear (Parts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* The diagram that FILE or FILE:DIAGRAM names, and its file where that is asked for. */
ColimDiagram *open_part (Parts *self, const char *argument, ColimFile **file, GError **error);

/* What a diagram that is made is called: after the file that it is written to, if there is one. */
char *name_after_output (const char *output, const char *otherwise);

/* Writes a diagram to a file: in JSON if its name ends in .json. */
gboolean write_diagram (ColimDiagram *diagram, const char *output, GError **error);

/* Options */
#define SELECTION_OPTIONS_INIT { .max_length = -1, .max_derivation = -1, .cap = COLIM_PAIRS_CAP }
GOptionGroup *selection_option_group (SelectionOptions *options);
GOptionGroup *file_option_group (FileOptions *options);
GOptionGroup *data_option_group (DataOptions *options);
void selection_options_clear (SelectionOptions *options);
void file_options_clear (FileOptions *options);
void data_options_clear (DataOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SelectionOptions, selection_options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FileOptions, file_options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DataOptions, data_options_clear)

/* Reads a command's options: its own, and those of the groups that are given; and that so many arguments are left (-1: any).
 * FALSE with an error, or with none if --help was asked for and answered. */
gboolean read_options (const Command *command, const GOptionEntry *entries, GOptionGroup **groups, int *argc, char ***argv,
                       int n_arguments, GError **error);

/* Reads a file and chooses a diagram; warnings go to standard error. */
ColimFile *read_file (const char *path, const FileOptions *options, ColimDiagnostics *diagnostics, GError **error);
ColimDiagram *choose_diagram (ColimFile *file, const FileOptions *options, GError **error);

/* What the options select in a diagram. */
gboolean make_selection (ColimDiagram *diagram, const SelectionOptions *options, ColimSelection *selection, GError **error);

/* Names what an error of the library only numbers: the cycle for want of whose bound there is no answer, between a source and
 * a target (-1: any; the cycles that an indexing vertex reaches come first). */
void name_cycle (ColimDiagram *diagram, gint32 source, gint32 target, GError **error);

/* JSON */
void write_term_members (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPath *p, ColimPath *q, gboolean in_loss, gboolean redundant);
void write_pair_members (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPairs *pairs, gint32 pair);
void write_path (ColimJsonWriter *writer, ColimDiagram *diagram, ColimPath *path);
void write_derivation (ColimJsonWriter *writer, ColimDiagram *diagram, ColimDerivation *derivation);
gboolean print_json (ColimJsonWriter *writer, GError **error);

/* Writes a picture to a file, to standard output, or beside the terminal. */
gboolean write_output (const char *input, const char *output, const char *format, GBytes *bytes, GError **error);

/* People */
char *print_exact (ColimRational *value);
void print_derivation (ColimDiagram *diagram, ColimPath *from, ColimDerivation *derivation);
