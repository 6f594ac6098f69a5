#pragma once

#include <colim/interpretation.h>
#include <colim/loss-space.h>
#include <colim/pairs.h>

G_BEGIN_DECLS

/* Exact spaces and maps of a diagram on finite sets */
COLIM_API ColimLossSpace *colim_interpretation_dup_loss_space (ColimInterpretation *self, gint32 vertex);
COLIM_API ColimFinFunction *colim_interpretation_dup_map (ColimInterpretation *self, gint32 edge);

#define COLIM_TYPE_LOSS (colim_loss_get_type ())

typedef struct _ColimLoss ColimLoss;

/* Life */
COLIM_API GType colim_loss_get_type (void) G_GNUC_CONST;
COLIM_API ColimLoss *colim_loss_new (ColimInterpretation *interpretation, ColimPairs *pairs, gboolean formal,
                                     ColimDiagnostics *diagnostics);
COLIM_API ColimLoss *colim_loss_ref (ColimLoss *self);
COLIM_API void colim_loss_unref (ColimLoss *self);

/* Reading */
COLIM_API ColimRational *colim_loss_get_value (const ColimLoss *self);
COLIM_API ColimRational *colim_loss_get_term (const ColimLoss *self, gint32 pair);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimLoss, colim_loss_unref)

G_END_DECLS
