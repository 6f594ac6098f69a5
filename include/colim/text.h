#pragma once

#include <colim/macros.h>

G_BEGIN_DECLS

#define COLIM_TYPE_TEXT (colim_text_get_type ())

typedef struct _ColimText ColimText;

/* Life */
COLIM_API GType colim_text_get_type (void) G_GNUC_CONST;
COLIM_API ColimText *colim_text_new (const char *name, const char *contents, gssize length);
COLIM_API ColimText *colim_text_new_at (const char *contents, ColimText *outer, gsize offset);
COLIM_API ColimText *colim_text_read (const char *path, GError **error);
COLIM_API ColimText *colim_text_ref (ColimText *self);
COLIM_API void colim_text_unref (ColimText *self);

/* Reading */
COLIM_API const char *colim_text_get_name (const ColimText *self);
COLIM_API const char *colim_text_get_contents (const ColimText *self, gsize *length);
COLIM_API void colim_text_get_place (const ColimText *self, gsize offset, guint *line, guint *column);
COLIM_API char *colim_text_describe (const ColimText *self, gsize offset, const char *severity, const char *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimText, colim_text_unref)

G_END_DECLS
