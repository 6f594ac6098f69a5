#pragma once

#include <colim/error.h>
#include <colim/text.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ColimJsonToken:
 * @COLIM_JSON_END: the end of the document
 * @COLIM_JSON_OBJECT: `{`
 * @COLIM_JSON_OBJECT_END: `}`
 * @COLIM_JSON_ARRAY: `[`
 * @COLIM_JSON_ARRAY_END: `]`
 * @COLIM_JSON_KEY: a member's name
 * @COLIM_JSON_STRING: a string
 * @COLIM_JSON_NUMBER: a number, kept as it is written
 * @COLIM_JSON_TRUE: `true`
 * @COLIM_JSON_FALSE: `false`
 * @COLIM_JSON_NULL: `null`
 * @COLIM_JSON_ERROR: the text is not JSON; the error says where and why
 *
 * What a reader meets.
 */
typedef enum {
  COLIM_JSON_END,
  COLIM_JSON_OBJECT,
  COLIM_JSON_OBJECT_END,
  COLIM_JSON_ARRAY,
  COLIM_JSON_ARRAY_END,
  COLIM_JSON_KEY,
  COLIM_JSON_STRING,
  COLIM_JSON_NUMBER,
  COLIM_JSON_TRUE,
  COLIM_JSON_FALSE,
  COLIM_JSON_NULL,
  COLIM_JSON_ERROR,
} ColimJsonToken;

#define COLIM_TYPE_JSON_READER (colim_json_reader_get_type ())

typedef struct _ColimJsonReader ColimJsonReader;

/* Life */
COLIM_API GType colim_json_reader_get_type (void) G_GNUC_CONST;
COLIM_API ColimJsonReader *colim_json_reader_new (const char *name, GInputStream *stream);
COLIM_API ColimJsonReader *colim_json_reader_new_for_text (ColimText *text);
COLIM_API ColimJsonReader *colim_json_reader_ref (ColimJsonReader *self);
COLIM_API void colim_json_reader_unref (ColimJsonReader *self);

/* Reading: token by token */
COLIM_API ColimJsonToken colim_json_reader_next (ColimJsonReader *self, GError **error);
COLIM_API const char *colim_json_reader_get_string (const ColimJsonReader *self, gsize *length);
COLIM_API gboolean colim_json_reader_get_int (const ColimJsonReader *self, gint64 *value);
COLIM_API gboolean colim_json_reader_get_double (const ColimJsonReader *self, double *value);
COLIM_API gsize colim_json_reader_get_offset (const ColimJsonReader *self);
COLIM_API void colim_json_reader_get_place (const ColimJsonReader *self, guint *line, guint *column);
COLIM_API gboolean colim_json_reader_skip (ColimJsonReader *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimJsonReader, colim_json_reader_unref)

G_END_DECLS
