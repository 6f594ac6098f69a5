#pragma once

#include <colim/match.h>

G_BEGIN_DECLS

#define COLIM_TYPE_EDITING (colim_editing_get_type ())

typedef struct _ColimEditing ColimEditing;

/**
 * ColimEditFunc:
 * @statement: a vertex or an edge, with what is assigned to it
 * @element: what it is called in the pattern
 * @user_data: what was given with the function
 *
 * Changes one element of a diagram.
 *
 * Returns: (transfer full): the statement that comes in its place, of the same kind and name; it may be @statement
 */
typedef ColimTerm *(*ColimEditFunc) (ColimTerm *statement, const char *element, gpointer user_data);

/* Life */
COLIM_API GType colim_editing_get_type (void) G_GNUC_CONST;
COLIM_API ColimEditing *colim_editing_new (ColimDiagram *diagram);
COLIM_API ColimEditing *colim_editing_ref (ColimEditing *self);
COLIM_API void colim_editing_unref (ColimEditing *self);

/* Reading */
COLIM_API ColimTerm *colim_editing_get_statement (const ColimEditing *self, const char *element);

/* Changing */
COLIM_API gboolean colim_editing_add_flag (ColimEditing *self, const char *edge, const char *flag,
                                           ColimDiagnostics *diagnostics);
COLIM_API gboolean colim_editing_set_model (ColimEditing *self, const char *edge, ColimTerm *model,
                                            ColimDiagnostics *diagnostics);
COLIM_API gboolean colim_editing_set_space (ColimEditing *self, const char *vertex, ColimTerm *space,
                                            ColimDiagnostics *diagnostics);
COLIM_API gboolean colim_editing_rename (ColimEditing *self, const char *element, const char *name,
                                         ColimDiagnostics *diagnostics);
COLIM_API const char *colim_editing_insert (ColimEditing *self, const char *edge, ColimTerm *model,
                                            ColimDiagnostics *diagnostics);
COLIM_API gboolean colim_editing_map (ColimEditing *self, ColimMatch *match, ColimEditFunc function, gpointer user_data,
                                      ColimDiagnostics *diagnostics);

/* The end */
COLIM_API ColimDiagram *colim_editing_end (ColimEditing *self, const char *name, ColimDiagnostics *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimEditing, colim_editing_unref)

G_END_DECLS
