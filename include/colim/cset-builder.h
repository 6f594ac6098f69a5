#pragma once

#include <colim/cset.h>
#include <colim/renumbering.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CSET_BUILDER (colim_cset_builder_get_type ())

typedef struct _ColimCSetBuilder ColimCSetBuilder;

/* Life */
COLIM_API GType colim_cset_builder_get_type (void) G_GNUC_CONST;
COLIM_API ColimCSetBuilder *colim_cset_builder_new (ColimSchema *schema);
COLIM_API ColimCSetBuilder *colim_cset_builder_new_from (ColimCSet *cset);
COLIM_API ColimCSetBuilder *colim_cset_builder_ref (ColimCSetBuilder *self);
COLIM_API void colim_cset_builder_unref (ColimCSetBuilder *self);
COLIM_API ColimCSet *colim_cset_builder_end (ColimCSetBuilder *self, GError **error);

/* Reading */
COLIM_API ColimSchema *colim_cset_builder_get_schema (const ColimCSetBuilder *self);
COLIM_API gint32 colim_cset_builder_get_n_parts (const ColimCSetBuilder *self, const char *object, GError **error);
COLIM_API gint32 colim_cset_builder_get (const ColimCSetBuilder *self, const char *hom, gint32 part, GError **error);
COLIM_API gint32 *colim_cset_builder_incident (ColimCSetBuilder *self, const char *hom, gint32 part, gsize *n,
                                               GError **error);

/* Parts and homs */
COLIM_API gint32 colim_cset_builder_add (ColimCSetBuilder *self, const char *object, gint32 n, GError **error);
COLIM_API gboolean colim_cset_builder_set (ColimCSetBuilder *self, const char *hom, gint32 part, gint32 value,
                                           GError **error);
COLIM_API gboolean colim_cset_builder_set_hom_values (ColimCSetBuilder *self, const char *hom, const gint32 *values,
                                                      gsize n_values, GError **error);
COLIM_API gboolean colim_cset_builder_set_hom (ColimCSetBuilder *self, const char *hom, ColimFinFunction *function,
                                               GError **error);

/* The same by index, for loops */
COLIM_API gint32 colim_cset_builder_get_n_parts_at (const ColimCSetBuilder *self, gint32 object);
COLIM_API gint32 colim_cset_builder_get_at (const ColimCSetBuilder *self, gint32 hom, gint32 part);
COLIM_API void colim_cset_builder_set_at (ColimCSetBuilder *self, gint32 hom, gint32 part, gint32 value);

/* Attributes */
COLIM_API gint32 colim_cset_builder_add_variables (ColimCSetBuilder *self, const char *attr_type, gint32 n,
                                                   GError **error);
COLIM_API gboolean colim_cset_builder_set_variable (ColimCSetBuilder *self, const char *attr, gint32 part,
                                                    gint32 variable, GError **error);
COLIM_API gboolean colim_cset_builder_set_value (ColimCSetBuilder *self, const char *attr, gint32 part,
                                                 const GValue *value, GError **error);
COLIM_API gboolean colim_cset_builder_set_int (ColimCSetBuilder *self, const char *attr, gint32 part, gint64 value,
                                               GError **error);
COLIM_API gboolean colim_cset_builder_set_double (ColimCSetBuilder *self, const char *attr, gint32 part, double value,
                                                  GError **error);
COLIM_API gboolean colim_cset_builder_set_string (ColimCSetBuilder *self, const char *attr, gint32 part,
                                                  const char *value, GError **error);
COLIM_API gboolean colim_cset_builder_set_int_values (ColimCSetBuilder *self, const char *attr, const gint64 *values,
                                                      gsize n_values, GError **error);
COLIM_API gboolean colim_cset_builder_set_double_values (ColimCSetBuilder *self, const char *attr, const double *values,
                                                         gsize n_values, GError **error);

/* Removing and merging */
COLIM_API ColimRenumbering *colim_cset_builder_remove (ColimCSetBuilder *self, const char *object, const gint32 *parts,
                                                       gsize n_parts, GError **error);
COLIM_API ColimRenumbering *colim_cset_builder_remove_cascading (ColimCSetBuilder *self, const char *object,
                                                                 const gint32 *parts, gsize n_parts, GError **error);
COLIM_API ColimRenumbering *colim_cset_builder_merge (ColimCSetBuilder *self, const char *object, const gint32 *parts,
                                                      gsize n_parts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimCSetBuilder, colim_cset_builder_unref)

G_END_DECLS
