#pragma once

#include <colim/diagnostics.h>
#include <colim/term.h>

G_BEGIN_DECLS

/* Whole files */
COLIM_API ColimTerm *colim_parse_file (ColimText *text, ColimDiagnostics *diagnostics);
COLIM_API char *colim_print_file (const ColimTerm *file);

/* Parts of files, as in JSON and on a command line */
COLIM_API ColimTerm *colim_parse_statement (ColimText *text, ColimDiagnostics *diagnostics);
COLIM_API ColimTerm *colim_parse_path (ColimText *text, ColimDiagnostics *diagnostics);
COLIM_API ColimTerm *colim_parse_space (ColimText *text, ColimDiagnostics *diagnostics);
COLIM_API ColimTerm *colim_parse_model (ColimText *text, ColimDiagnostics *diagnostics);
COLIM_API ColimTerm *colim_parse_flag (ColimText *text, ColimDiagnostics *diagnostics);
COLIM_API ColimTerm *colim_parse_value (ColimText *text, ColimDiagnostics *diagnostics);

G_END_DECLS
