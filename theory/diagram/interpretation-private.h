#pragma once

#include <colim/interpretation.h>

#include "theory/diagram/space-private.h"
#include "theory/stages/model-private.h"

struct _ColimInterpretation {
  ColimDiagram *diagram;
  Space *spaces;  /* by vertex */
  Model **models; /* by edge, or NULL where none is given or nothing is known of what comes in */
  Handles *handles;
  gboolean owns_handles;
};

/* The same, on handles that several diagrams share; they must outlive it. */
ColimInterpretation *_colim_interpretation_new (ColimDiagram *diagram, Handles *handles, const char *data_folder,
                                                ColimDiagnostics *diagnostics);
