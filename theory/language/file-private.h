#pragma once

#include <colim/file.h>

#include "theory/glue/glue-private.h"

/* How a diagram of a file comes from others above it: by gluing, or with the elements of another one and more. */
typedef struct {
  ColimGluing *gluing; /* or NULL */
  ColimDiagram *base;  /* of a `with`, or NULL */
} FileOrigin;

struct _ColimFile {
  ColimText *text;
  ColimTerm *term;
  GPtrArray *diagrams; /* ColimDiagram */
  GArray *origins;     /* FileOrigin: of each diagram */
  gboolean is_changed;
};

/* What is read of a file with several diagrams. */
typedef struct {
  ColimFile *file;
  ColimDiagnostics *diagnostics;
  GHashTable *lets;
  ColimTerm *train;
  GHashTable *faulty; /* names of diagrams that were reported */
} FileReading;

/* The diagram that `diagram P = …` says of those that are read already; NULL if there is none, which is reported. */
ColimDiagram *_colim_file_derive (FileReading *self, const ColimTerm *block, FileOrigin *origin);

/* Writes `NAME=text`, `EDGE frozen` or `EDGE eval` into a file, for the diagram of a name, or the last; NULL if that
 * cannot be, which is reported. */
ColimTerm *_colim_file_override (ColimText *text, const ColimTerm *file, const char *assignment, const char *diagram,
                                 ColimDiagnostics *diagnostics);
