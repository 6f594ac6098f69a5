#pragma once

#include <colim/loss-space.h>

G_BEGIN_DECLS

#define COLIM_TYPE_LOSS_SQUARE (colim_loss_square_get_type ())

typedef struct _ColimLossSquare ColimLossSquare;

/* Life */
COLIM_API GType colim_loss_square_get_type (void) G_GNUC_CONST;
COLIM_API ColimLossSquare *colim_loss_square_new (ColimLossSpace *from, ColimFinFunction *f, ColimFinFunction *g,
                                                  ColimLossSpace *to, ColimFinFunction *f_image, ColimFinFunction *g_image,
                                                  ColimFinFunction *p, ColimFinFunction *q, GError **error);
COLIM_API ColimLossSquare *colim_loss_square_ref (ColimLossSquare *self);
COLIM_API void colim_loss_square_unref (ColimLossSquare *self);

/* Reading: the hypotheses of the theorem, the two losses, and whether the inequality holds */
COLIM_API gboolean colim_loss_square_is_natural (const ColimLossSquare *self);
COLIM_API gboolean colim_loss_square_is_onto (const ColimLossSquare *self);
COLIM_API gboolean colim_loss_square_is_short (const ColimLossSquare *self);
COLIM_API ColimRational *colim_loss_square_get_loss (const ColimLossSquare *self);
COLIM_API ColimRational *colim_loss_square_get_image_loss (const ColimLossSquare *self);
COLIM_API gboolean colim_loss_square_descends (const ColimLossSquare *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimLossSquare, colim_loss_square_unref)

G_END_DECLS
