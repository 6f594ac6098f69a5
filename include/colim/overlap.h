#pragma once

#include <colim/hom.h>
#include <colim/natural.h>

G_BEGIN_DECLS

/**
 * ColimSpanFunc:
 * @left: a homomorphism
 * @right: a homomorphism that starts where @left does
 * @user_data: what was given with the function
 *
 * Is shown a span.
 *
 * Returns: %TRUE to be shown the next one
 */
typedef gboolean (*ColimSpanFunc) (ColimHom *left, ColimHom *right, gpointer user_data);

/* Partial overlaps */
COLIM_API ColimNatural *colim_overlap_count_spans (ColimCSet *a, ColimCSet *b, gint64 budget, GError **error);
COLIM_API ColimNatural *colim_overlap_count_pairs (ColimCSet *a, ColimCSet *b, gint64 budget, GError **error);
COLIM_API gboolean colim_overlap_foreach_span (ColimCSet *a, ColimCSet *b, gint64 budget, ColimSpanFunc function,
                                               gpointer user_data, GError **error);

G_END_DECLS
