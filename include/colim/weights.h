#pragma once

#include <colim/safetensors.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define COLIM_TYPE_WEIGHTS (colim_weights_get_type ())
COLIM_API G_DECLARE_FINAL_TYPE (ColimWeights, colim_weights, COLIM, WEIGHTS, GObject)

/* Life */
COLIM_API ColimWeights *colim_weights_new (ColimElement real);

/* Reading */
COLIM_API ColimElement colim_weights_get_element (ColimWeights *self);
COLIM_API char **colim_weights_list (ColimWeights *self);
COLIM_API ColimTensor *colim_weights_get (ColimWeights *self, const char *name);

/* Changing */
COLIM_API gboolean colim_weights_set (ColimWeights *self, const char *name, ColimTensor *tensor, GError **error);

/* Files */
COLIM_API gboolean colim_weights_read (ColimWeights *self, const char *path, GError **error);
COLIM_API gboolean colim_weights_write (ColimWeights *self, const char *path, GError **error);

G_END_DECLS
