#pragma once

#include <colim/macros.h>

G_BEGIN_DECLS

#define COLIM_TYPE_RANDOM (colim_random_get_type ())

typedef struct _ColimRandom ColimRandom;

/* Life */
COLIM_API GType colim_random_get_type (void) G_GNUC_CONST;
COLIM_API ColimRandom *colim_random_new (guint64 seed, const char *purpose, const char *name);
COLIM_API ColimRandom *colim_random_ref (ColimRandom *self);
COLIM_API void colim_random_unref (ColimRandom *self);

/* Reading */
COLIM_API guint64 colim_random_get_key (const ColimRandom *self);
COLIM_API void colim_random_fill_uniform (const ColimRandom *self, guint64 counter, double low, double high,
                                          double *out, gsize n);
COLIM_API void colim_random_fill_normal (const ColimRandom *self, guint64 counter, double *out, gsize n);
COLIM_API void colim_random_permute (const ColimRandom *self, guint64 counter, gint32 *out, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimRandom, colim_random_unref)

G_END_DECLS
