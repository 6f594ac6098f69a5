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
#define COLIM_TYPE_JSON_WRITER (colim_json_writer_get_type ())
#define COLIM_TYPE_JSON (colim_json_get_type ())

typedef struct _ColimJsonReader ColimJsonReader;
typedef struct _ColimJsonWriter ColimJsonWriter;
typedef struct _ColimJson ColimJson;

/* Reader: token by token, bounded memory, from a stream or from bytes */
COLIM_API GType colim_json_reader_get_type (void) G_GNUC_CONST;
COLIM_API ColimJsonReader *colim_json_reader_new (const char *name, GInputStream *stream);
COLIM_API ColimJsonReader *colim_json_reader_new_for_text (ColimText *text);
COLIM_API ColimJsonReader *colim_json_reader_ref (ColimJsonReader *self);
COLIM_API void colim_json_reader_unref (ColimJsonReader *self);
COLIM_API ColimJsonToken colim_json_reader_next (ColimJsonReader *self, GError **error);
COLIM_API const char *colim_json_reader_get_string (const ColimJsonReader *self, gsize *length);
COLIM_API gboolean colim_json_reader_get_int (const ColimJsonReader *self, gint64 *value);
COLIM_API gboolean colim_json_reader_get_double (const ColimJsonReader *self, double *value);
COLIM_API gsize colim_json_reader_get_offset (const ColimJsonReader *self);
COLIM_API void colim_json_reader_get_place (const ColimJsonReader *self, guint *line, guint *column);
COLIM_API gboolean colim_json_reader_skip (ColimJsonReader *self, GError **error);

/* Writer: to a stream or to a string, always valid, shortest numbers that read back */
COLIM_API GType colim_json_writer_get_type (void) G_GNUC_CONST;
COLIM_API ColimJsonWriter *colim_json_writer_new (GOutputStream *stream, gboolean pretty);
COLIM_API ColimJsonWriter *colim_json_writer_new_for_string (gboolean pretty);
COLIM_API ColimJsonWriter *colim_json_writer_ref (ColimJsonWriter *self);
COLIM_API void colim_json_writer_unref (ColimJsonWriter *self);
COLIM_API void colim_json_writer_object (ColimJsonWriter *self);
COLIM_API void colim_json_writer_object_end (ColimJsonWriter *self);
COLIM_API void colim_json_writer_array (ColimJsonWriter *self);
COLIM_API void colim_json_writer_array_end (ColimJsonWriter *self);
COLIM_API void colim_json_writer_key (ColimJsonWriter *self, const char *key);
COLIM_API void colim_json_writer_string (ColimJsonWriter *self, const char *value);
COLIM_API void colim_json_writer_int (ColimJsonWriter *self, gint64 value);
COLIM_API void colim_json_writer_double (ColimJsonWriter *self, double value);
COLIM_API void colim_json_writer_number (ColimJsonWriter *self, const char *digits);
COLIM_API void colim_json_writer_boolean (ColimJsonWriter *self, gboolean value);
COLIM_API void colim_json_writer_null (ColimJsonWriter *self);
COLIM_API gboolean colim_json_writer_end (ColimJsonWriter *self, GError **error);
COLIM_API char *colim_json_writer_end_string (ColimJsonWriter *self);

/* A small document as a tree, each value with its place */
COLIM_API GType colim_json_get_type (void) G_GNUC_CONST;
COLIM_API ColimJson *colim_json_parse (ColimText *text, GError **error);
COLIM_API ColimJson *colim_json_ref (ColimJson *self);
COLIM_API void colim_json_unref (ColimJson *self);
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimJsonReader, colim_json_reader_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimJsonWriter, colim_json_writer_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimJson, colim_json_unref)

G_END_DECLS
