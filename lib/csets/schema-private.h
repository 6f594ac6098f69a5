/* The tables of a schema, shared by the value and its builder. */

#pragma once

#include <colim/schema-presentation.h>

typedef enum {
  COLIM_SCHEMA_OBJECT,
  COLIM_SCHEMA_HOM,
  COLIM_SCHEMA_ATTR_TYPE,
  COLIM_SCHEMA_ATTR,
} ColimSchemaKind;

typedef struct {
  char *name;
  gint32 dom; /* of a hom or an attribute */
  gint32 codom;
  ColimAttrType *type; /* of an attribute type */
} ColimSchemaEntry;

typedef struct {
  char *name; /* NULL: none */
  gint32 dom;
  GArray *paths[2]; /* gint32: homs by index, an attribute as the number of homs plus its index */
} ColimSchemaEquation;

struct _ColimSchema {
  GArray *entries[4]; /* ColimSchemaEntry, by kind */
  GArray *equations;  /* ColimSchemaEquation */
  GHashTable *names;  /* name → 4 · index + kind */
};

ColimSchema *_colim_schema_new (void);
gboolean _colim_schema_builder_has_error (const ColimSchemaBuilder *self);
const ColimSchemaEntry *_colim_schema_get_entry (const ColimSchema *self, ColimSchemaKind kind, gint32 index);
gint32 _colim_schema_find (const ColimSchema *self, ColimSchemaKind kind, const char *name);
gint32 _colim_schema_find_or_fail (const ColimSchema *self, ColimSchemaKind kind, const char *name, GError **error);

/* Presents the category of a schema, with more objects after the attribute types, by name. */
ColimPresentation *_colim_schema_present_with (const ColimSchema *self, const GPtrArray *more);

gboolean _colim_schema_check_equal (const ColimSchema *self, const ColimSchema *other, GError **error);

/* The name of an arrow of a path: a hom, or an attribute after them. */
static inline const char *
_colim_schema_get_arrow_name (const ColimSchema *self, gint32 arrow)
{
  gint32 n_homs = colim_schema_get_n_homs (self);

  return arrow < n_homs ? colim_schema_get_hom_name (self, arrow) : colim_schema_get_attr_name (self, arrow - n_homs);
}
