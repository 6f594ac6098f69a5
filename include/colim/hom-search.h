#pragma once

#include <colim/hom.h>
#include <colim/natural.h>

G_BEGIN_DECLS

#define COLIM_TYPE_HOM_SEARCH (colim_hom_search_get_type ())

typedef struct _ColimHomSearch ColimHomSearch;

/**
 * ColimHomFunc:
 * @hom: a homomorphism
 * @user_data: what was given with the function
 *
 * Is shown a homomorphism.
 *
 * Returns: %TRUE to be shown the next one
 */
typedef gboolean (*ColimHomFunc) (ColimHom *hom, gpointer user_data);

/* Life */
COLIM_API GType colim_hom_search_get_type (void) G_GNUC_CONST;
COLIM_API ColimHomSearch *colim_hom_search_new (ColimCSet *dom, ColimCSet *codom);
COLIM_API ColimHomSearch *colim_hom_search_ref (ColimHomSearch *self);
COLIM_API void colim_hom_search_unref (ColimHomSearch *self);

/* What is searched for */
COLIM_API gboolean colim_hom_search_set_monic (ColimHomSearch *self, const char *object, GError **error);
COLIM_API gboolean colim_hom_search_set_epic (ColimHomSearch *self, const char *object, GError **error);
COLIM_API gboolean colim_hom_search_set_iso (ColimHomSearch *self, const char *object, GError **error);
COLIM_API gboolean colim_hom_search_set_cartesian (ColimHomSearch *self, const char *hom, GError **error);
COLIM_API gboolean colim_hom_search_set_no_bind (ColimHomSearch *self, const char *attr_type, GError **error);
COLIM_API gboolean colim_hom_search_set_free_ok (ColimHomSearch *self, const char *attr_type, GError **error);
COLIM_API gboolean colim_hom_search_set_initial (ColimHomSearch *self, const char *object, gint32 part, gint32 image,
                                                 GError **error);
COLIM_API gboolean colim_hom_search_set_initial_value (ColimHomSearch *self, const char *attr_type, gint32 variable,
                                                       const GValue *image, GError **error);
COLIM_API gboolean colim_hom_search_set_allowed (ColimHomSearch *self, const char *object, gint32 part,
                                                 const gint32 *images, gsize n_images, GError **error);
COLIM_API gboolean colim_hom_search_allow_value (ColimHomSearch *self, const char *attr_type, gint32 variable,
                                                 const GValue *image, GError **error);
COLIM_API void colim_hom_search_set_budget (ColimHomSearch *self, gint64 steps);

/* Answers */
COLIM_API ColimHom *colim_hom_search_find (ColimHomSearch *self, GError **error);
COLIM_API ColimVerdict colim_hom_search_exists (ColimHomSearch *self, GError **error);
COLIM_API ColimNatural *colim_hom_search_count (ColimHomSearch *self, GError **error);
COLIM_API gboolean colim_hom_search_foreach (ColimHomSearch *self, ColimHomFunc function, gpointer user_data,
                                             GError **error);
COLIM_API char *colim_hom_search_explain (ColimHomSearch *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimHomSearch, colim_hom_search_unref)

G_END_DECLS
