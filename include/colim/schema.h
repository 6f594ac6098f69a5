#pragma once

#include <colim/attr-type.h>

G_BEGIN_DECLS

#define COLIM_TYPE_SCHEMA (colim_schema_get_type ())
#define COLIM_TYPE_SCHEMA_BUILDER (colim_schema_builder_get_type ())

typedef struct _ColimSchema ColimSchema;
typedef struct _ColimSchemaBuilder ColimSchemaBuilder;

/* Life */
COLIM_API GType colim_schema_get_type (void) G_GNUC_CONST;
COLIM_API ColimSchema *colim_schema_find_builtin (const char *name);
COLIM_API const char *const *colim_schema_list_builtins (void);
COLIM_API ColimSchema *colim_schema_ref (ColimSchema *self);
COLIM_API void colim_schema_unref (ColimSchema *self);

/* Reading */
COLIM_API gint32 colim_schema_get_n_objects (const ColimSchema *self);
COLIM_API gint32 colim_schema_get_n_homs (const ColimSchema *self);
COLIM_API gint32 colim_schema_get_n_attr_types (const ColimSchema *self);
COLIM_API gint32 colim_schema_get_n_attrs (const ColimSchema *self);
COLIM_API gint32 colim_schema_get_n_equations (const ColimSchema *self);
COLIM_API const char *colim_schema_get_object_name (const ColimSchema *self, gint32 object);
COLIM_API const char *colim_schema_get_hom_name (const ColimSchema *self, gint32 hom);
COLIM_API gint32 colim_schema_get_hom_dom (const ColimSchema *self, gint32 hom);
COLIM_API gint32 colim_schema_get_hom_codom (const ColimSchema *self, gint32 hom);
COLIM_API const char *colim_schema_get_attr_type_name (const ColimSchema *self, gint32 attr_type);
COLIM_API ColimAttrType *colim_schema_get_attr_type (const ColimSchema *self, gint32 attr_type);
COLIM_API const char *colim_schema_get_attr_name (const ColimSchema *self, gint32 attr);
COLIM_API gint32 colim_schema_get_attr_dom (const ColimSchema *self, gint32 attr);
COLIM_API gint32 colim_schema_get_attr_codom (const ColimSchema *self, gint32 attr);
COLIM_API const char *colim_schema_get_equation_name (const ColimSchema *self, gint32 equation);
COLIM_API gint32 colim_schema_get_equation_dom (const ColimSchema *self, gint32 equation);
COLIM_API const gint32 *colim_schema_get_equation_path (const ColimSchema *self, gint32 equation, guint side, gsize *n);
COLIM_API char *colim_schema_print_path (const ColimSchema *self, const gint32 *path, gsize n);

/* Finding */
COLIM_API gint32 colim_schema_find_object (const ColimSchema *self, const char *name);
COLIM_API gint32 colim_schema_find_hom (const ColimSchema *self, const char *name);
COLIM_API gint32 colim_schema_find_attr_type (const ColimSchema *self, const char *name);
COLIM_API gint32 colim_schema_find_attr (const ColimSchema *self, const char *name);

/* Comparing */
COLIM_API gboolean colim_schema_equal (const ColimSchema *self, const ColimSchema *other);
COLIM_API guint colim_schema_hash (const ColimSchema *self);

/* Builder */
COLIM_API GType colim_schema_builder_get_type (void) G_GNUC_CONST;
COLIM_API ColimSchemaBuilder *colim_schema_builder_new (void);
COLIM_API ColimSchemaBuilder *colim_schema_builder_ref (ColimSchemaBuilder *self);
COLIM_API void colim_schema_builder_unref (ColimSchemaBuilder *self);
COLIM_API void colim_schema_builder_add_object (ColimSchemaBuilder *self, const char *name);
COLIM_API void colim_schema_builder_add_hom (ColimSchemaBuilder *self, const char *name, const char *dom,
                                             const char *codom);
COLIM_API void colim_schema_builder_add_attr_type (ColimSchemaBuilder *self, const char *name, ColimAttrType *type);
COLIM_API void colim_schema_builder_add_attr (ColimSchemaBuilder *self, const char *name, const char *dom,
                                              const char *codom);
COLIM_API void colim_schema_builder_add_equation (ColimSchemaBuilder *self, const char *dom, const char *const *left,
                                                  const char *const *right);
COLIM_API void colim_schema_builder_name_equation (ColimSchemaBuilder *self, const char *name);
COLIM_API ColimSchema *colim_schema_builder_end (ColimSchemaBuilder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSchema, colim_schema_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSchemaBuilder, colim_schema_builder_unref)

G_END_DECLS
