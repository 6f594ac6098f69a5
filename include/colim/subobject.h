#pragma once

#include <colim/hom.h>

G_BEGIN_DECLS

#define COLIM_TYPE_SUBOBJECT (colim_subobject_get_type ())

typedef struct _ColimSubobject ColimSubobject;

/* Life */
COLIM_API GType colim_subobject_get_type (void) G_GNUC_CONST;
COLIM_API ColimSubobject *colim_subobject_new (ColimCSet *of, ColimFinFunction **parts, gsize n_parts, GError **error);
COLIM_API ColimSubobject *colim_subobject_new_generated (ColimCSet *of, ColimFinFunction **parts, gsize n_parts,
                                                         GError **error);
COLIM_API ColimSubobject *colim_subobject_new_top (ColimCSet *of);
COLIM_API ColimSubobject *colim_subobject_new_bottom (ColimCSet *of);
COLIM_API ColimSubobject *colim_subobject_ref (ColimSubobject *self);
COLIM_API void colim_subobject_unref (ColimSubobject *self);

/* Reading */
COLIM_API ColimCSet *colim_subobject_get_of (const ColimSubobject *self);
COLIM_API gboolean colim_subobject_contains_at (const ColimSubobject *self, gint32 object, gint32 part);
COLIM_API ColimFinFunction *colim_subobject_parts (const ColimSubobject *self, const char *object, GError **error);
COLIM_API ColimFinFunction *colim_subobject_parts_at (const ColimSubobject *self, gint32 object);
COLIM_API ColimHom *colim_subobject_inclusion (const ColimSubobject *self);

/* Comparing */
COLIM_API gboolean colim_subobject_equal (const ColimSubobject *self, const ColimSubobject *other);
COLIM_API gboolean colim_subobject_is_below (const ColimSubobject *self, const ColimSubobject *other, GError **error);

/* Algebra */
COLIM_API ColimSubobject *colim_subobject_meet (const ColimSubobject *self, const ColimSubobject *other,
                                                GError **error);
COLIM_API ColimSubobject *colim_subobject_join (const ColimSubobject *self, const ColimSubobject *other,
                                                GError **error);
COLIM_API ColimSubobject *colim_subobject_implies (const ColimSubobject *self, const ColimSubobject *other,
                                                   GError **error);
COLIM_API ColimSubobject *colim_subobject_subtract (const ColimSubobject *self, const ColimSubobject *other,
                                                    GError **error);
COLIM_API ColimSubobject *colim_subobject_negate (const ColimSubobject *self);
COLIM_API ColimSubobject *colim_subobject_non (const ColimSubobject *self);
COLIM_API ColimSubobject *colim_subobject_image (const ColimSubobject *self, const ColimHom *hom, GError **error);
COLIM_API ColimSubobject *colim_subobject_for_all (const ColimSubobject *self, const ColimHom *hom, GError **error);
COLIM_API ColimSubobject *colim_subobject_preimage (const ColimSubobject *self, const ColimHom *hom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSubobject, colim_subobject_unref)

G_END_DECLS
