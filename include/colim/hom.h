#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

#define COLIM_TYPE_HOM (colim_hom_get_type ())
#define COLIM_TYPE_HOM_BUILDER (colim_hom_builder_get_type ())

typedef struct _ColimHom ColimHom;
typedef struct _ColimHomBuilder ColimHomBuilder;

/* Life */
COLIM_API GType colim_hom_get_type (void) G_GNUC_CONST;
COLIM_API ColimHom *colim_hom_new (ColimCSet *dom, ColimCSet *codom, ColimFinFunction **components, gsize n_components,
                                   GError **error);
COLIM_API ColimHom *colim_hom_new_identity (ColimCSet *cset);
COLIM_API ColimHom *colim_hom_ref (ColimHom *self);
COLIM_API void colim_hom_unref (ColimHom *self);

/* Reading */
COLIM_API ColimCSet *colim_hom_get_dom (const ColimHom *self);
COLIM_API ColimCSet *colim_hom_get_codom (const ColimHom *self);
COLIM_API ColimFinFunction *colim_hom_get_component (const ColimHom *self, const char *object, GError **error);
COLIM_API ColimFinFunction *colim_hom_get_component_at (const ColimHom *self, gint32 object);
COLIM_API gint32 colim_hom_get_variable_at (const ColimHom *self, gint32 attr_type, gint32 variable);
COLIM_API gboolean colim_hom_get_value_at (const ColimHom *self, gint32 attr_type, gint32 variable, GValue *value);

/* Algebra */
COLIM_API ColimHom *colim_hom_compose (const ColimHom *self, const ColimHom *other, GError **error);
COLIM_API gboolean colim_hom_equal (const ColimHom *self, const ColimHom *other);
COLIM_API gboolean colim_hom_is_monic (const ColimHom *self);
COLIM_API gboolean colim_hom_is_epic (const ColimHom *self);
COLIM_API void colim_hom_factorize (const ColimHom *self, ColimHom **epi, ColimHom **mono);

/* Builder */
COLIM_API GType colim_hom_builder_get_type (void) G_GNUC_CONST;
COLIM_API ColimHomBuilder *colim_hom_builder_new (ColimCSet *dom, ColimCSet *codom);
COLIM_API ColimHomBuilder *colim_hom_builder_ref (ColimHomBuilder *self);
COLIM_API void colim_hom_builder_unref (ColimHomBuilder *self);
COLIM_API gboolean colim_hom_builder_set_component (ColimHomBuilder *self, const char *object,
                                                    ColimFinFunction *component, GError **error);
COLIM_API gboolean colim_hom_builder_set_variable (ColimHomBuilder *self, const char *attr_type, gint32 variable,
                                                   gint32 image, GError **error);
COLIM_API gboolean colim_hom_builder_set_value (ColimHomBuilder *self, const char *attr_type, gint32 variable,
                                                const GValue *image, GError **error);
COLIM_API gint32 *colim_hom_builder_list_failures (ColimHomBuilder *self, const char *arrow, gsize *n, GError **error);
COLIM_API ColimHom *colim_hom_builder_end (ColimHomBuilder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimHom, colim_hom_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimHomBuilder, colim_hom_builder_unref)

G_END_DECLS
