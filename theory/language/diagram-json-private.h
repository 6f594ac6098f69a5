#pragma once

#include <colim/diagnostics.h>
#include <colim/term.h>

/* Reads a diagram's JSON form as the syntax of the file that would say the same; NULL if something is wrong, which is
 * reported, or the error if the text is no JSON. */
ColimTerm *_colim_read_diagram_json (ColimText *text, ColimDiagnostics *diagnostics, GError **error);
