#pragma once

#include <colim/match.h>

G_BEGIN_DECLS

#define COLIM_TYPE_DIAGRAM_RULE (colim_diagram_rule_get_type ())

typedef struct _ColimDiagramRule ColimDiagramRule;

/* Life */
COLIM_API GType colim_diagram_rule_get_type (void) G_GNUC_CONST;
COLIM_API ColimDiagramRule *colim_diagram_rule_new (ColimDiagram *before, ColimDiagram *after,
                                                    ColimDiagnostics *diagnostics);
COLIM_API ColimDiagramRule *colim_diagram_rule_ref (ColimDiagramRule *self);
COLIM_API void colim_diagram_rule_unref (ColimDiagramRule *self);

/* Reading */
COLIM_API ColimDiagram *colim_diagram_rule_get_before (const ColimDiagramRule *self);
COLIM_API ColimDiagram *colim_diagram_rule_get_after (const ColimDiagramRule *self);

/* Rewriting */
COLIM_API ColimDiagram *colim_diagram_rule_rewrite (ColimDiagramRule *self, ColimDiagram *host, ColimMatch **matches,
                                                    gsize n_matches,
                                                    const char *name, gsize *n_applied, char **why,
                                                    ColimDiagnostics *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDiagramRule, colim_diagram_rule_unref)

G_END_DECLS
