#pragma once

#include <colim/tensor.h>

G_BEGIN_DECLS

#define COLIM_TYPE_SAFETENSORS (colim_safetensors_get_type ())

typedef struct _ColimSafetensors ColimSafetensors;

/* Life */
COLIM_API GType colim_safetensors_get_type (void) G_GNUC_CONST;
COLIM_API ColimSafetensors *colim_safetensors_new (const char *const *names, ColimTensor **tensors, gsize n,
                                                   const char *const *keys, const char *const *values, gsize n_metadata,
                                                   GError **error);
COLIM_API ColimSafetensors *colim_safetensors_parse (const char *name, GBytes *bytes, GError **error);
COLIM_API ColimSafetensors *colim_safetensors_read (const char *path, GError **error);
COLIM_API ColimSafetensors *colim_safetensors_ref (ColimSafetensors *self);
COLIM_API void colim_safetensors_unref (ColimSafetensors *self);

/* Reading */
COLIM_API gsize colim_safetensors_get_n (const ColimSafetensors *self);
COLIM_API const char *colim_safetensors_get_name (const ColimSafetensors *self, gsize index);
COLIM_API ColimTensor *colim_safetensors_get_tensor (const ColimSafetensors *self, gsize index);
COLIM_API ColimTensor *colim_safetensors_find (const ColimSafetensors *self, const char *name);
COLIM_API gsize colim_safetensors_get_n_metadata (const ColimSafetensors *self);
COLIM_API const char *colim_safetensors_get_metadata_key (const ColimSafetensors *self, gsize index);
COLIM_API const char *colim_safetensors_get_metadata (const ColimSafetensors *self, const char *key);

/* Output */
COLIM_API GBytes *colim_safetensors_to_bytes (const ColimSafetensors *self, GError **error);
COLIM_API gboolean colim_safetensors_write (const ColimSafetensors *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSafetensors, colim_safetensors_unref)

G_END_DECLS
