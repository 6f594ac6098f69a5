#pragma once

#include <colim/hom.h>
#include <colim/natural.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CANONICAL_FORM (colim_canonical_form_get_type ())

typedef struct _ColimCanonicalForm ColimCanonicalForm;

/* Life */
COLIM_API GType colim_canonical_form_get_type (void) G_GNUC_CONST;
COLIM_API ColimCanonicalForm *colim_canonical_form_new (ColimCSet *of, gint64 budget, GError **error);
COLIM_API ColimCanonicalForm *colim_canonical_form_ref (ColimCanonicalForm *self);
COLIM_API void colim_canonical_form_unref (ColimCanonicalForm *self);

/* The representative */
COLIM_API ColimCSet *colim_canonical_form_get_of (const ColimCanonicalForm *self);
COLIM_API ColimCSet *colim_canonical_form_get_cset (const ColimCanonicalForm *self);
COLIM_API ColimHom *colim_canonical_form_get_isomorphism (const ColimCanonicalForm *self);

/* Comparing classes */
COLIM_API gboolean colim_canonical_form_equal (const ColimCanonicalForm *self, const ColimCanonicalForm *other);
COLIM_API guint64 colim_canonical_form_hash (const ColimCanonicalForm *self);

/* Automorphisms */
COLIM_API ColimNatural *colim_canonical_form_get_order (const ColimCanonicalForm *self);
COLIM_API guint colim_canonical_form_get_n_generators (const ColimCanonicalForm *self);
COLIM_API ColimHom *colim_canonical_form_generator (const ColimCanonicalForm *self, guint generator);
COLIM_API ColimFinFunction *colim_canonical_form_get_orbits (const ColimCanonicalForm *self, const char *object,
                                                             GError **error);
COLIM_API ColimFinFunction *colim_canonical_form_get_orbits_at (const ColimCanonicalForm *self, gint32 object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimCanonicalForm, colim_canonical_form_unref)

G_END_DECLS
