#pragma once

#include <colim/fin-function.h>
#include <colim/rational.h>

G_BEGIN_DECLS

#define COLIM_TYPE_LOSS_SPACE (colim_loss_space_get_type ())

typedef struct _ColimLossSpace ColimLossSpace;

/* Life */
COLIM_API GType colim_loss_space_get_type (void) G_GNUC_CONST;
COLIM_API ColimLossSpace *colim_loss_space_new (gint32 n, ColimRational **distances, gsize n_distances, GError **error);
COLIM_API ColimLossSpace *colim_loss_space_new_discrete (gint32 n);
COLIM_API ColimLossSpace *colim_loss_space_ref (ColimLossSpace *self);
COLIM_API void colim_loss_space_unref (ColimLossSpace *self);

/* Reading */
COLIM_API gint32 colim_loss_space_get_n_points (const ColimLossSpace *self);
COLIM_API ColimRational *colim_loss_space_get_distance (const ColimLossSpace *self, gint32 x, gint32 y);

/* Laws */
COLIM_API gboolean colim_loss_space_is_reflexive (const ColimLossSpace *self);
COLIM_API gboolean colim_loss_space_is_triangle (const ColimLossSpace *self);
COLIM_API gboolean colim_loss_space_is_symmetric (const ColimLossSpace *self);
COLIM_API gboolean colim_loss_space_is_lawvere (const ColimLossSpace *self);

/* Algebra */
COLIM_API ColimLossSpace *colim_loss_space_scale (const ColimLossSpace *self, const ColimRational *weight);
COLIM_API ColimLossSpace *colim_loss_space_close (const ColimLossSpace *self);
COLIM_API ColimRational *colim_loss_space_find_lipschitz (const ColimLossSpace *self, const ColimLossSpace *to,
                                                          const ColimFinFunction *map, GError **error);
COLIM_API ColimRational *colim_loss_space_measure (const ColimLossSpace *self, const ColimFinFunction *f,
                                                   const ColimFinFunction *g, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimLossSpace, colim_loss_space_unref)

G_END_DECLS
