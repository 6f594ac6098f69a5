#pragma once

#include <colim/gluing.h>

G_BEGIN_DECLS

#define COLIM_TYPE_FILE (colim_file_get_type ())

typedef struct _ColimFile ColimFile;

/* Life */
COLIM_API GType colim_file_get_type (void) G_GNUC_CONST;
COLIM_API ColimFile *colim_file_new (ColimText *text, const ColimTerm *term, ColimDiagnostics *diagnostics);
COLIM_API ColimFile *colim_file_read (const char *path, const char *const *overrides, const char *diagram,
                                      ColimDiagnostics *diagnostics, GError **error);
COLIM_API ColimFile *colim_file_ref (ColimFile *self);
COLIM_API void colim_file_unref (ColimFile *self);

/* Reading */
COLIM_API ColimText *colim_file_get_text (const ColimFile *self);
COLIM_API ColimTerm *colim_file_get_term (const ColimFile *self);
COLIM_API gboolean colim_file_is_changed (const ColimFile *self);
COLIM_API gsize colim_file_get_n_diagrams (const ColimFile *self);
COLIM_API ColimDiagram *colim_file_get_diagram (const ColimFile *self, gsize index);
COLIM_API ColimDiagram *colim_file_find_diagram (const ColimFile *self, const char *name);
COLIM_API ColimGluing *colim_file_find_gluing (const ColimFile *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimFile, colim_file_unref)

G_END_DECLS
