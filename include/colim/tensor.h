#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

/**
 * ColimElement:
 * @COLIM_ELEMENT_FLOAT32: IEEE single precision
 * @COLIM_ELEMENT_FLOAT64: IEEE double precision
 * @COLIM_ELEMENT_INT32: signed 32-bit integers: labels and row numbers
 * @COLIM_ELEMENT_UINT8: bytes: pixels as they are stored
 *
 * What the numbers of a tensor are.
 */
typedef enum {
  COLIM_ELEMENT_FLOAT32,
  COLIM_ELEMENT_FLOAT64,
  COLIM_ELEMENT_INT32,
  COLIM_ELEMENT_UINT8,
} ColimElement;

/* The longest shape that a tensor may have. */
#define COLIM_TENSOR_MOST_DIMS 8

#define COLIM_TYPE_TENSOR (colim_tensor_get_type ())

typedef struct _ColimTensor ColimTensor;

/* Elements */
COLIM_API gsize colim_element_get_size (ColimElement element);

/* Life */
COLIM_API GType colim_tensor_get_type (void) G_GNUC_CONST;
COLIM_API ColimTensor *colim_tensor_new (ColimElement element, const gint64 *shape, gsize n_dims, GBytes *bytes, GError **error);
COLIM_API ColimTensor *colim_tensor_new_from_doubles (ColimElement element, const gint64 *shape, gsize n_dims,
                                                      const double *values, gsize n_values, GError **error);
COLIM_API ColimTensor *colim_tensor_ref (ColimTensor *self);
COLIM_API void colim_tensor_unref (ColimTensor *self);

/* Reading */
COLIM_API ColimElement colim_tensor_get_element (const ColimTensor *self);
COLIM_API const gint64 *colim_tensor_get_shape (const ColimTensor *self, gsize *n_dims);
COLIM_API gint64 colim_tensor_get_n_values (const ColimTensor *self);
COLIM_API GBytes *colim_tensor_get_bytes (const ColimTensor *self);
COLIM_API gconstpointer colim_tensor_get_data (const ColimTensor *self);
COLIM_API double colim_tensor_get_value (const ColimTensor *self, gint64 index);
COLIM_API char *colim_tensor_print_shape (const ColimTensor *self);

/* Algebra */
COLIM_API gboolean colim_tensor_equal (const ColimTensor *self, const ColimTensor *other);
COLIM_API ColimTensor *colim_tensor_convert (ColimTensor *self, ColimElement element);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimTensor, colim_tensor_unref)

G_END_DECLS
