#pragma once

#include <colim/limit.h>

G_BEGIN_DECLS

#define COLIM_TYPE_EXPONENTIAL (colim_exponential_get_type ())

typedef struct _ColimExponential ColimExponential;

/* Life */
COLIM_API GType colim_exponential_get_type (void) G_GNUC_CONST;
COLIM_API ColimExponential *colim_exponential_new (ColimCSet *base, ColimCSet *exponent, gint64 budget, GError **error);
COLIM_API ColimExponential *colim_exponential_ref (ColimExponential *self);
COLIM_API void colim_exponential_unref (ColimExponential *self);

/* Reading */
COLIM_API ColimCSet *colim_exponential_get_cset (const ColimExponential *self);
COLIM_API ColimCSet *colim_exponential_get_base (const ColimExponential *self);
COLIM_API ColimCSet *colim_exponential_get_exponent (const ColimExponential *self);
COLIM_API gint32 colim_exponential_evaluate_at (const ColimExponential *self, gint32 object, gint32 part,
                                                gint32 argument);

/* Algebra */
COLIM_API ColimHom *colim_exponential_evaluation (const ColimExponential *self, const ColimLimit *product,
                                                  GError **error);
COLIM_API ColimHom *colim_exponential_curry (const ColimExponential *self, const ColimLimit *product,
                                             const ColimHom *hom, GError **error);
COLIM_API ColimHom *colim_exponential_uncurry (const ColimExponential *self, const ColimLimit *product,
                                               const ColimHom *hom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimExponential, colim_exponential_unref)

G_END_DECLS
