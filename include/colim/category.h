#pragma once

#include <colim/fin-functor.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CATEGORY (colim_category_get_type ())

typedef struct _ColimCategory ColimCategory;

/* Life */
COLIM_API GType colim_category_get_type (void) G_GNUC_CONST;
COLIM_API ColimCategory *colim_category_new (ColimQuiver *arrows, const gint32 *identities, gsize n_identities,
                                             const gint32 *composites, gsize n_composites, GError **error);
COLIM_API ColimCategory *colim_category_new_presented (const ColimCompletion *completion, gint32 cap, GError **error);
COLIM_API ColimCategory *colim_category_ref (ColimCategory *self);
COLIM_API void colim_category_unref (ColimCategory *self);

/* Reading */
COLIM_API ColimQuiver *colim_category_get_arrows (const ColimCategory *self);
COLIM_API gint32 colim_category_get_identity (const ColimCategory *self, gint32 object);
COLIM_API gint32 colim_category_compose (const ColimCategory *self, gint32 first, gint32 second);
COLIM_API gint32 *colim_category_list_hom (const ColimCategory *self, gint32 source, gint32 target, gsize *n);
COLIM_API gboolean colim_category_equal (const ColimCategory *self, const ColimCategory *other);

/* Presenting */
COLIM_API ColimPresentation *colim_category_present (const ColimCategory *self, GError **error);
COLIM_API ColimPath *colim_category_get_path (const ColimCategory *self, gint32 arrow);
COLIM_API gint32 colim_category_evaluate (const ColimCategory *self, const ColimPath *path);

/* Constructions */
COLIM_API ColimCategory *colim_category_new_discrete (gint32 n_objects, GError **error);
COLIM_API ColimCategory *colim_category_new_preorder (const ColimQuiver *relation, GError **error);
COLIM_API ColimCategory *colim_category_new_opposite (const ColimCategory *category);
COLIM_API ColimCategory *colim_category_new_product (const ColimCategory *one, const ColimCategory *other,
                                                     GError **error);
COLIM_API ColimCategory *colim_category_new_coproduct (const ColimCategory *one, const ColimCategory *other,
                                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimCategory, colim_category_unref)

G_END_DECLS
