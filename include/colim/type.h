#pragma once

#include <colim/error.h>

G_BEGIN_DECLS

/**
 * ColimTypeKind:
 * @COLIM_KIND_ANY: `Any`: not said
 * @COLIM_KIND_REAL: `Real[d, …]`: an array of real numbers
 * @COLIM_KIND_CLASS: `Class[n]`: one of n labels
 * @COLIM_KIND_SEQUENCE: `Seq[T]`: any length of T
 * @COLIM_KIND_FINITE: `Fin(n)` or `Fin(a, b, …)`: a finite set of points
 * @COLIM_KIND_PRODUCT: `(T, U, …)`
 *
 * The forms of types.
 */
typedef enum {
  COLIM_KIND_ANY,
  COLIM_KIND_REAL,
  COLIM_KIND_CLASS,
  COLIM_KIND_SEQUENCE,
  COLIM_KIND_FINITE,
  COLIM_KIND_PRODUCT,
} ColimTypeKind;

#define COLIM_TYPE_TYPE (colim_type_get_type ())

typedef struct _ColimType ColimType;

/* Life */
COLIM_API GType colim_type_get_type (void) G_GNUC_CONST;
COLIM_API ColimType *colim_type_new_any (void);
COLIM_API ColimType *colim_type_new_real (const gint64 *shape, gsize n_dims);
COLIM_API ColimType *colim_type_new_class (gint64 n);
COLIM_API ColimType *colim_type_new_sequence (ColimType *member);
COLIM_API ColimType *colim_type_new_finite (gint64 n);
COLIM_API ColimType *colim_type_new_finite_named (const char *const *names);
COLIM_API ColimType *colim_type_new_product (ColimType **factors, gsize n_factors);
COLIM_API ColimType *colim_type_ref (ColimType *self);
COLIM_API void colim_type_unref (ColimType *self);

/* Reading */
COLIM_API ColimTypeKind colim_type_get_kind (const ColimType *self);
COLIM_API const gint64 *colim_type_get_shape (const ColimType *self, gsize *n_dims);
COLIM_API gint64 colim_type_get_size (const ColimType *self);
COLIM_API gsize colim_type_get_n_parts (const ColimType *self);
COLIM_API ColimType *colim_type_get_part (const ColimType *self, gsize index);
COLIM_API gint64 colim_type_find_point (const ColimType *self, const char *name);
COLIM_API char *colim_type_to_string (const ColimType *self);

/* Comparing */
COLIM_API gboolean colim_type_equal (const ColimType *self, const ColimType *other);
COLIM_API gboolean colim_type_accepts (const ColimType *self, const ColimType *given);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimType, colim_type_unref)

G_END_DECLS
