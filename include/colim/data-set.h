#pragma once

#include <colim/data-source.h>
#include <colim/diagnostics.h>
#include <colim/term.h>

G_BEGIN_DECLS

/* Opening */
COLIM_API ColimDataSource *colim_data_set_open (const ColimTerm *data_set, const char *folder,
                                                ColimDiagnostics *diagnostics);
COLIM_API ColimDataSource *colim_data_set_open_named (const char *data_set, const char *folder, GError **error);

/* Data of a program's own */
COLIM_API void colim_data_set_register (const char *name, ColimDataSource *source);

/* Help */
COLIM_API char **colim_data_set_list (void);
COLIM_API char *colim_data_set_describe (const char *name);

G_END_DECLS
