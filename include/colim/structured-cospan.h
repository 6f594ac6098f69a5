#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

#define COLIM_TYPE_STRUCTURED_COSPAN (colim_structured_cospan_get_type ())

typedef struct _ColimStructuredCospan ColimStructuredCospan;

/* Life */
COLIM_API GType colim_structured_cospan_get_type (void) G_GNUC_CONST;
COLIM_API ColimStructuredCospan *colim_structured_cospan_new (ColimCSet *apex, const char *object,
                                                              ColimFinFunction *left, ColimFinFunction *right,
                                                              GError **error);
COLIM_API ColimStructuredCospan *colim_structured_cospan_new_identity (ColimSchema *schema, const char *object,
                                                                       gint32 n, gint64 budget, GError **error);
COLIM_API ColimStructuredCospan *colim_structured_cospan_ref (ColimStructuredCospan *self);
COLIM_API void colim_structured_cospan_unref (ColimStructuredCospan *self);

/* Reading */
COLIM_API ColimCSet *colim_structured_cospan_get_apex (const ColimStructuredCospan *self);
COLIM_API gint32 colim_structured_cospan_get_object (const ColimStructuredCospan *self);
COLIM_API ColimFinFunction *colim_structured_cospan_get_left (const ColimStructuredCospan *self);
COLIM_API ColimFinFunction *colim_structured_cospan_get_right (const ColimStructuredCospan *self);

/* Algebra */
COLIM_API ColimStructuredCospan *colim_structured_cospan_compose (const ColimStructuredCospan *self,
                                                                  const ColimStructuredCospan *other, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimStructuredCospan, colim_structured_cospan_unref)

G_END_DECLS
