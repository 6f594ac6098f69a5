#pragma once

#include <colim/hom.h>
#include <colim/json-reader.h>
#include <colim/json-writer.h>
#include <colim/rule.h>

G_BEGIN_DECLS

/* Reading */
COLIM_API ColimCSet *colim_acset_json_read (ColimJsonReader *reader, ColimSchema *schema, GError **error);
COLIM_API ColimCSet *colim_acset_json_parse (ColimText *text, ColimSchema *schema, GError **error);
COLIM_API ColimSchema *colim_acset_json_parse_schema (ColimText *text, GError **error);
COLIM_API ColimHom *colim_acset_json_parse_hom (ColimText *text, ColimSchema *schema, GError **error);
COLIM_API ColimRule *colim_acset_json_parse_rule (ColimText *text, ColimRuleKind kind, ColimSchema *schema,
                                                  GError **error);

/* Writing */
COLIM_API void colim_acset_json_write (ColimJsonWriter *writer, ColimCSet *cset);
COLIM_API void colim_acset_json_write_hom (ColimJsonWriter *writer, ColimHom *hom);
COLIM_API void colim_acset_json_write_schema (ColimJsonWriter *writer, ColimSchema *schema);

G_END_DECLS
