#pragma once

#include <colim/presentation.h>

G_BEGIN_DECLS

#define COLIM_TYPE_COMPLETION (colim_completion_get_type ())

typedef struct _ColimCompletion ColimCompletion;

/* Life */
COLIM_API GType colim_completion_get_type (void) G_GNUC_CONST;
COLIM_API ColimCompletion *colim_completion_new (ColimPresentation *presentation, gint64 budget);
COLIM_API ColimCompletion *colim_completion_ref (ColimCompletion *self);
COLIM_API void colim_completion_unref (ColimCompletion *self);

/* Reading */
COLIM_API ColimPresentation *colim_completion_get_presentation (const ColimCompletion *self);
COLIM_API gboolean colim_completion_is_confluent (const ColimCompletion *self);
COLIM_API gint32 colim_completion_get_n_rules (const ColimCompletion *self);

/* The word problem */
COLIM_API ColimPath *colim_completion_reduce (const ColimCompletion *self, const ColimPath *path);
COLIM_API ColimVerdict colim_completion_decide (const ColimCompletion *self, const ColimPath *p, const ColimPath *q);
COLIM_API GPtrArray *colim_completion_list_arrows (const ColimCompletion *self, gint32 cap, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimCompletion, colim_completion_unref)

G_END_DECLS
