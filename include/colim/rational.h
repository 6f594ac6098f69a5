#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_RATIONAL (colim_rational_get_type ())

typedef struct _ColimRational ColimRational;

/* Life */
COLIM_API GType colim_rational_get_type (void) G_GNUC_CONST;
COLIM_API ColimRational *colim_rational_new (gint64 numerator, gint64 denominator);
COLIM_API ColimRational *colim_rational_new_infinity (void);
COLIM_API ColimRational *colim_rational_parse (const char *text, GError **error);
COLIM_API ColimRational *colim_rational_ref (ColimRational *self);
COLIM_API void colim_rational_unref (ColimRational *self);

/* Reading */
COLIM_API gboolean colim_rational_is_infinite (const ColimRational *self);
COLIM_API int colim_rational_get_sign (const ColimRational *self);
COLIM_API gboolean colim_rational_equal (const ColimRational *self, const ColimRational *other);
COLIM_API int colim_rational_compare (const ColimRational *self, const ColimRational *other);
COLIM_API double colim_rational_get_double (const ColimRational *self);
COLIM_API char *colim_rational_to_string (const ColimRational *self);

/* Algebra of numbers from 0 to ∞ */
COLIM_API ColimRational *colim_rational_add (const ColimRational *self, const ColimRational *other);
COLIM_API ColimRational *colim_rational_multiply (const ColimRational *self, const ColimRational *other);
COLIM_API ColimRational *colim_rational_divide (const ColimRational *self, const ColimRational *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRational, colim_rational_unref)

G_END_DECLS
