#pragma once

#include <colim/json-reader.h>

G_BEGIN_DECLS

#define COLIM_TYPE_JSON (colim_json_get_type ())

typedef struct _ColimJson ColimJson;

/* Life */
COLIM_API GType colim_json_get_type (void) G_GNUC_CONST;
COLIM_API ColimJson *colim_json_parse (ColimText *text, GError **error);
COLIM_API ColimJson *colim_json_ref (ColimJson *self);
COLIM_API void colim_json_unref (ColimJson *self);

/* Reading */
COLIM_API ColimJsonToken colim_json_get_kind (const ColimJson *self);
COLIM_API const char *colim_json_get_string (const ColimJson *self);
COLIM_API gboolean colim_json_get_int (const ColimJson *self, gint64 *value);
COLIM_API gboolean colim_json_get_double (const ColimJson *self, double *value);
COLIM_API guint colim_json_get_length (const ColimJson *self);
COLIM_API ColimJson *colim_json_get_element (const ColimJson *self, guint index);
COLIM_API const char *colim_json_get_key (const ColimJson *self, guint index);
COLIM_API ColimJson *colim_json_find (const ColimJson *self, const char *key);
COLIM_API ColimText *colim_json_get_text (const ColimJson *self);
COLIM_API gsize colim_json_get_offset (const ColimJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimJson, colim_json_unref)

G_END_DECLS
