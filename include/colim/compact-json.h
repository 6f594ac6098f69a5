#pragma once

#include <colim/hom.h>
#include <colim/json-writer.h>
#include <colim/json.h>

G_BEGIN_DECLS

/* Reading */
COLIM_API ColimSchema *colim_compact_json_read_schema (ColimJson *json, GError **error);
COLIM_API ColimCSet *colim_compact_json_read (ColimJson *json, ColimSchema *schema, GError **error);
COLIM_API ColimHom *colim_compact_json_read_hom (ColimJson *json, ColimCSet *dom, ColimCSet *codom, GError **error);

/* Writing */
COLIM_API void colim_compact_json_write_schema (ColimJsonWriter *writer, ColimSchema *schema);
COLIM_API void colim_compact_json_write (ColimJsonWriter *writer, ColimCSet *cset);
COLIM_API void colim_compact_json_write_components (ColimJsonWriter *writer, ColimHom *hom);

G_END_DECLS
