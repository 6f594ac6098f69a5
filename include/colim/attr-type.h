#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

#define COLIM_TYPE_ATTR_TYPE (colim_attr_type_get_type ())

typedef struct _ColimAttrType ColimAttrType;

/**
 * ColimAttrPrintFunc: (skip)
 * @value: a constant
 *
 * Prints a constant, so that it can be read back.
 *
 * Returns: (transfer full): the text
 */
typedef char *(*ColimAttrPrintFunc) (gconstpointer value);

/**
 * ColimAttrParseFunc: (skip)
 * @text: a text
 * @error: return location for an error
 *
 * Reads a constant.
 *
 * Returns: (transfer full): the constant, or %NULL with @error set
 */
typedef gpointer (*ColimAttrParseFunc) (const char *text, GError **error);

/* Life */
COLIM_API GType colim_attr_type_get_type (void) G_GNUC_CONST;
COLIM_API ColimAttrType *colim_attr_type_new_boxed (const char *name, GType type, GEqualFunc equal, GHashFunc hash,
                                                    GCompareFunc compare, ColimAttrPrintFunc print,
                                                    ColimAttrParseFunc parse);
COLIM_API ColimAttrType *colim_attr_type_find (const char *name);
COLIM_API ColimAttrType *colim_attr_type_ref (ColimAttrType *self);
COLIM_API void colim_attr_type_unref (ColimAttrType *self);

/* Reading */
COLIM_API const char *colim_attr_type_get_name (const ColimAttrType *self);
COLIM_API GType colim_attr_type_get_value_type (const ColimAttrType *self);

/* Constants */
COLIM_API gboolean colim_attr_type_equal_values (const ColimAttrType *self, const GValue *a, const GValue *b);
COLIM_API int colim_attr_type_compare_values (const ColimAttrType *self, const GValue *a, const GValue *b);
COLIM_API guint colim_attr_type_hash_value (const ColimAttrType *self, const GValue *value);
COLIM_API char *colim_attr_type_print_value (const ColimAttrType *self, const GValue *value);
COLIM_API gboolean colim_attr_type_parse_value (const ColimAttrType *self, const char *text, GValue *value,
                                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimAttrType, colim_attr_type_unref)

G_END_DECLS
