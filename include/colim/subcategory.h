#pragma once

#include <colim/category.h>

G_BEGIN_DECLS

#define COLIM_TYPE_SUBCATEGORY (colim_subcategory_get_type ())

typedef struct _ColimSubcategory ColimSubcategory;

/* Life */
COLIM_API GType colim_subcategory_get_type (void) G_GNUC_CONST;
COLIM_API ColimSubcategory *colim_subcategory_new (ColimCategory *ambient, const gint32 *objects, gsize n_objects,
                                                   const gint32 *arrows, gsize n_arrows, GError **error);
COLIM_API ColimSubcategory *colim_subcategory_new_full (ColimCategory *ambient, const gint32 *objects,
                                                        gsize n_objects, GError **error);
COLIM_API ColimSubcategory *colim_subcategory_ref (ColimSubcategory *self);
COLIM_API void colim_subcategory_unref (ColimSubcategory *self);

/* Reading */
COLIM_API ColimCategory *colim_subcategory_get_ambient (const ColimSubcategory *self);
COLIM_API ColimCategory *colim_subcategory_get_category (const ColimSubcategory *self);
COLIM_API gint32 colim_subcategory_get_object (const ColimSubcategory *self, gint32 object);
COLIM_API gint32 colim_subcategory_get_arrow (const ColimSubcategory *self, gint32 arrow);
COLIM_API gint32 colim_subcategory_find_object (const ColimSubcategory *self, gint32 object);
COLIM_API gint32 colim_subcategory_find_arrow (const ColimSubcategory *self, gint32 arrow);
COLIM_API gboolean colim_subcategory_is_full (const ColimSubcategory *self);
COLIM_API gboolean colim_subcategory_is_wide (const ColimSubcategory *self);
COLIM_API ColimFinFunctor *colim_subcategory_include (const ColimSubcategory *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSubcategory, colim_subcategory_unref)

G_END_DECLS
