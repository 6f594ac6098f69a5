#pragma once

#include <colim/fibres.h>
#include <colim/schema.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CSET (colim_cset_get_type ())

typedef struct _ColimCSet ColimCSet;

/* Life */
COLIM_API GType colim_cset_get_type (void) G_GNUC_CONST;
COLIM_API ColimCSet *colim_cset_ref (ColimCSet *self);
COLIM_API void colim_cset_unref (ColimCSet *self);

/* Reading by name */
COLIM_API ColimSchema *colim_cset_get_schema (const ColimCSet *self);
COLIM_API gint32 colim_cset_get_n_parts (const ColimCSet *self, const char *object, GError **error);
COLIM_API gint32 colim_cset_get_n_variables (const ColimCSet *self, const char *attr_type, GError **error);
COLIM_API ColimFinFunction *colim_cset_get_hom (const ColimCSet *self, const char *hom, GError **error);
COLIM_API const gint32 *colim_cset_incident (const ColimCSet *self, const char *hom, gint32 part, gsize *n,
                                             GError **error);
COLIM_API gint32 colim_cset_get_variable (const ColimCSet *self, const char *attr, gint32 part, GError **error);
COLIM_API gboolean colim_cset_get_value (const ColimCSet *self, const char *attr, gint32 part, GValue *value,
                                         GError **error);
COLIM_API gboolean colim_cset_get_int (const ColimCSet *self, const char *attr, gint32 part, gint64 *value,
                                       GError **error);
COLIM_API gboolean colim_cset_get_double (const ColimCSet *self, const char *attr, gint32 part, double *value,
                                          GError **error);
COLIM_API const char *colim_cset_get_string (const ColimCSet *self, const char *attr, gint32 part, GError **error);

/* Reading by index */
COLIM_API gint32 colim_cset_get_n_parts_at (const ColimCSet *self, gint32 object);
COLIM_API gint32 colim_cset_get_n_variables_at (const ColimCSet *self, gint32 attr_type);
COLIM_API ColimFinFunction *colim_cset_get_hom_at (const ColimCSet *self, gint32 hom);
COLIM_API ColimFibres *colim_cset_get_fibres_at (const ColimCSet *self, gint32 hom);
COLIM_API gint32 colim_cset_get_variable_at (const ColimCSet *self, gint32 attr, gint32 part);
COLIM_API gboolean colim_cset_get_value_at (const ColimCSet *self, gint32 attr, gint32 part, GValue *value);

/* Comparing and checking */
COLIM_API gboolean colim_cset_equal (const ColimCSet *self, const ColimCSet *other);
COLIM_API guint colim_cset_hash (const ColimCSet *self);
COLIM_API gboolean colim_cset_check (const ColimCSet *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimCSet, colim_cset_unref)

G_END_DECLS
