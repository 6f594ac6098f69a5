#pragma once

#include <colim/selection.h>

G_BEGIN_DECLS

#define COLIM_TYPE_PAIRS (colim_pairs_get_type ())

typedef struct _ColimPairs ColimPairs;

/* Life */
COLIM_API GType colim_pairs_get_type (void) G_GNUC_CONST;
COLIM_API ColimPairs *colim_pairs_new (ColimCSet *graph, const ColimSelection *selection, gboolean explain, GError **error);
COLIM_API ColimPairs *colim_pairs_ref (ColimPairs *self);
COLIM_API void colim_pairs_unref (ColimPairs *self);

/* Reading */
COLIM_API gint32 colim_pairs_get_n (const ColimPairs *self);
COLIM_API ColimPath *colim_pairs_get_p (const ColimPairs *self, gint32 pair);
COLIM_API ColimPath *colim_pairs_get_q (const ColimPairs *self, gint32 pair);
COLIM_API gboolean colim_pairs_is_in_loss (const ColimPairs *self, gint32 pair);
COLIM_API gboolean colim_pairs_is_redundant (const ColimPairs *self, gint32 pair);
COLIM_API ColimDerivation *colim_pairs_get_derivation (const ColimPairs *self, gint32 pair);
COLIM_API gboolean colim_pairs_is_complete (const ColimPairs *self);

/* Counting */
COLIM_API gboolean colim_pairs_is_countable (ColimCSet *graph, const ColimSelection *selection, GError **error);
COLIM_API gboolean colim_pairs_count (ColimCSet *graph, const ColimSelection *selection, ColimNatural **count,
                                      ColimNatural **in_loss, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimPairs, colim_pairs_unref)

G_END_DECLS
