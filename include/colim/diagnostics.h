#pragma once

#include <colim/error.h>
#include <colim/text.h>

G_BEGIN_DECLS

#define COLIM_TYPE_DIAGNOSTICS (colim_diagnostics_get_type ())

typedef struct _ColimDiagnostics ColimDiagnostics;

/* Life */
COLIM_API GType colim_diagnostics_get_type (void) G_GNUC_CONST;
COLIM_API ColimDiagnostics *colim_diagnostics_new (void);
COLIM_API ColimDiagnostics *colim_diagnostics_ref (ColimDiagnostics *self);
COLIM_API void colim_diagnostics_unref (ColimDiagnostics *self);

/* Reporting */
COLIM_API void colim_diagnostics_error (ColimDiagnostics *self, ColimText *text, gsize offset, ColimError code,
                                        const char *format, ...) G_GNUC_PRINTF (5, 6);
COLIM_API void colim_diagnostics_warn (ColimDiagnostics *self, ColimText *text, gsize offset,
                                       const char *format, ...) G_GNUC_PRINTF (4, 5);

/* Reading */
COLIM_API guint colim_diagnostics_get_n_errors (const ColimDiagnostics *self);
COLIM_API char **colim_diagnostics_dup_warnings (ColimDiagnostics *self);
COLIM_API char *colim_diagnostics_to_string (ColimDiagnostics *self);
COLIM_API gboolean colim_diagnostics_propagate (ColimDiagnostics *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDiagnostics, colim_diagnostics_unref)

G_END_DECLS
