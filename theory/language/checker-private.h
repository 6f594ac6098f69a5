#pragma once

#include <colim/diagnostics.h>
#include <colim/diagram.h>
#include <colim/term.h>

#include "theory/diagram/diagram-private.h"

/* Makes a diagram of statements; @outer are the models of the file (NULL where the statements are the file) and @train its
 * defaults; @identities (or NULL) those of the models that come from other diagrams.  NULL if something is wrong with the
 * statements, which is reported, all of it. */
ColimDiagram *_colim_check_diagram (const char *name, const ColimTerm *const *statements, guint n_statements, ColimText *text,
                                    GHashTable *outer, ColimTerm *train, const DiagramIdentities *identities,
                                    ColimDiagnostics *diagnostics);

/* Adds a `let` to a table of them; a name that is there, here or in @outer, is reported. */
void _colim_check_let (GHashTable *lets, GHashTable *outer, ColimTerm *let, ColimDiagnostics *diagnostics);

/* Reports something about the place of a term. */
void _colim_check_error (ColimDiagnostics *diagnostics, const ColimTerm *at, ColimError code, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
void _colim_check_warn (ColimDiagnostics *diagnostics, const ColimTerm *at, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The name in a table that is closest to one that is not there, or NULL if none is close. */
const char *_colim_check_suggest (GHashTable *names, const char *name);

/* Reports an unknown name, with the closest one that is known. */
void _colim_check_unknown (ColimDiagnostics *diagnostics, const ColimTerm *at, GHashTable *names, const char *what, const char *name);
