#pragma once

#include <colim/diagram.h>

G_BEGIN_DECLS

#define COLIM_TYPE_MATCH (colim_match_get_type ())

typedef struct _ColimMatch ColimMatch;

/* Life */
COLIM_API GType colim_match_get_type (void) G_GNUC_CONST;
COLIM_API ColimMatch *colim_match_ref (ColimMatch *self);
COLIM_API void colim_match_unref (ColimMatch *self);

/* Reading */
COLIM_API ColimDiagram *colim_match_get_pattern (const ColimMatch *self);
COLIM_API ColimDiagram *colim_match_get_host (const ColimMatch *self);
COLIM_API ColimFinFunction *colim_match_get_vertices (const ColimMatch *self);
COLIM_API ColimFinFunction *colim_match_get_edges (const ColimMatch *self);
COLIM_API const char *colim_match_get_image (const ColimMatch *self, const char *element);

/* Writing */
COLIM_API char *colim_match_to_string (const ColimMatch *self);
COLIM_API void colim_match_write_json (const ColimMatch *self, ColimJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimMatch, colim_match_unref)

G_END_DECLS
