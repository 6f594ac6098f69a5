#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_NATURAL (colim_natural_get_type ())

typedef struct _ColimNatural ColimNatural;

/* Life */
COLIM_API GType colim_natural_get_type (void) G_GNUC_CONST;
COLIM_API ColimNatural *colim_natural_new (guint64 value);
COLIM_API ColimNatural *colim_natural_parse (const char *digits, GError **error);
COLIM_API ColimNatural *colim_natural_ref (ColimNatural *self);
COLIM_API void colim_natural_unref (ColimNatural *self);

/* Reading */
COLIM_API gboolean colim_natural_is_zero (const ColimNatural *self);
COLIM_API int colim_natural_compare (const ColimNatural *self, const ColimNatural *other);
COLIM_API char *colim_natural_to_string (const ColimNatural *self);

/* Algebra */
COLIM_API ColimNatural *colim_natural_add (const ColimNatural *self, const ColimNatural *other);
COLIM_API ColimNatural *colim_natural_multiply (const ColimNatural *self, const ColimNatural *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimNatural, colim_natural_unref)

G_END_DECLS
