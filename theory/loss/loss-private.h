#pragma once

#include <colim/loss.h>

/* The loss of @n pairs of paths, whichever they are; a pair with the lesser path NULL is not in the sum.  NULL if it
 * cannot be evaluated, which is reported. */
ColimLoss *_colim_loss_measure (ColimInterpretation *interpretation, ColimPath *const *p, ColimPath *const *q, gint32 n,
                                ColimDiagnostics *diagnostics);
