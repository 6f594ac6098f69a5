/* Arguments of stages, distances, metrics, optimisers and schedules, read by the table that describes them. */

#pragma once

#include <colim/diagnostics.h>
#include <colim/term.h>

#define MOST_ARGUMENTS 8
#define MOST_NUMBERS 8

typedef enum {
  ARGUMENT_INT,
  ARGUMENT_PAIR,    /* a whole number, or two: (height, width) */
  ARGUMENT_SIZE,    /* a whole number, or the classes of a column: N.label */
  ARGUMENT_SIZES,   /* any number of sizes; the last argument */
  ARGUMENT_NUMBER,
  ARGUMENT_NUMBERS, /* a number, or a list of them */
  ARGUMENT_BOOLEAN,
  ARGUMENT_STRING,
} ArgumentKind;

typedef struct {
  const char *name;
  ArgumentKind kind;
  const char *fallback; /* the default as it would be written; NULL: it must be given; "": nothing */
  double least, most;
} ArgumentRow;

typedef struct {
  guint n; /* how many numbers; 0 where nothing is given */
  double x[MOST_NUMBERS];
  const char *text;
} ArgumentValue;

typedef struct _ArgumentScope ArgumentScope;

struct _ArgumentScope {
  ColimDiagnostics *diagnostics;
  /* The classes of a column `N.label`; -1 if there are none, which is reported. */
  gint64 (*find_size) (const ArgumentScope *scope, const ColimTerm *name);
};

/* Reads what is given to a term, a NAME or a CALL whose first @skip children are something else.  FALSE if something is
 * wrong with it, which is reported.  @values has room for MOST_ARGUMENTS.  With @name, `name="…"` may stand among the
 * arguments besides. */
gboolean _colim_arguments_read (const ColimTerm *term, guint skip, const ArgumentRow *rows, const ArgumentScope *scope,
                                ArgumentValue *values, const char **name);

/* Reads one value; for the settings, which stand alone. */
gboolean _colim_argument_read_value (const ColimTerm *value, const char *owner, const ArgumentRow *row, const ArgumentScope *scope,
                                     ArgumentValue *out);
