/* Whether what two diagrams assign reads the same, handles and what they stand for included. */

#pragma once

#include "theory/diagram/diagram-private.h"

typedef struct {
  const ColimDiagram *a;
  const ColimDiagram *b;
  GHashTable *handles; /* name → whether it stands for the same in both */
} Agreement;

void _colim_agreement_init (Agreement *self, const ColimDiagram *a, const ColimDiagram *b);
void _colim_agreement_clear (Agreement *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Agreement, _colim_agreement_clear)

/* Whether the handles that a model of @a uses stand for the same in @b. */
gboolean _colim_agreement_on_handles (Agreement *self, const ColimTerm *model);

/* Whether two models agree, flags and all. */
gboolean _colim_agreement_on_models (Agreement *self, const ColimTerm *a, const ColimTerm *b);

/* Whether a handle of @a stands for the same in @b. */
gboolean _colim_agreement_on_handle (Agreement *self, const char *name);
