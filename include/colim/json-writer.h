#pragma once

#include <colim/error.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define COLIM_TYPE_JSON_WRITER (colim_json_writer_get_type ())

typedef struct _ColimJsonWriter ColimJsonWriter;

/* Life */
COLIM_API GType colim_json_writer_get_type (void) G_GNUC_CONST;
COLIM_API ColimJsonWriter *colim_json_writer_new (GOutputStream *stream, gboolean pretty);
COLIM_API ColimJsonWriter *colim_json_writer_new_for_string (gboolean pretty);
COLIM_API ColimJsonWriter *colim_json_writer_ref (ColimJsonWriter *self);
COLIM_API void colim_json_writer_unref (ColimJsonWriter *self);

/* Writing: value by value */
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

/* The end */
COLIM_API gboolean colim_json_writer_end (ColimJsonWriter *self, GError **error);
COLIM_API char *colim_json_writer_end_string (ColimJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimJsonWriter, colim_json_writer_unref)

G_END_DECLS
