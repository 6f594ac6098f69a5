#pragma once

#include <colim/tensor.h>

G_BEGIN_DECLS

#define COLIM_PROGRAM_MOST_INTEGERS 12
#define COLIM_PROGRAM_MOST_REALS 4

/* In a shape, the live extent @k. */
#define COLIM_LIVE(k) (-1 - (gint64) (k))

#define COLIM_TYPE_PROGRAM (colim_program_get_type ())

typedef struct _ColimProgram ColimProgram;

/* Life */
COLIM_API GType colim_program_get_type (void) G_GNUC_CONST;
COLIM_API ColimProgram *colim_program_new (ColimElement real);
COLIM_API ColimProgram *colim_program_ref (ColimProgram *self);
COLIM_API void colim_program_unref (ColimProgram *self);

/* What is given */
COLIM_API gint32 colim_program_add_extent (ColimProgram *self, const char *name, gint64 capacity);
COLIM_API gint32 colim_program_add_input (ColimProgram *self, const char *name, ColimElement element, const gint64 *shape,
                                          gsize n_dims, GError **error);
COLIM_API gint32 colim_program_add_parameter (ColimProgram *self, const char *name, const gint64 *shape, gsize n_dims,
                                              GError **error);

/* What is computed */
COLIM_API gint32 colim_program_add (ColimProgram *self, const char *operation, const gint32 *inputs, gsize n_inputs,
                                    const gint64 *integers, gsize n_integers, const double *reals, gsize n_reals,
                                    GError **error);
COLIM_API gboolean colim_program_differentiate (ColimProgram *self, gint32 loss, const gint32 *nodes, gsize n_nodes,
                                                gint32 *gradients, GError **error);
COLIM_API GArray *colim_program_list_gradients (ColimProgram *self, gint32 loss, const gint32 *nodes, gsize n_nodes,
                                                GError **error);

/* Reading */
COLIM_API gint32 colim_program_get_n_nodes (const ColimProgram *self);
COLIM_API const char *colim_program_get_operation (const ColimProgram *self, gint32 node);
COLIM_API const char *colim_program_get_name (const ColimProgram *self, gint32 node);
COLIM_API ColimElement colim_program_get_element (const ColimProgram *self, gint32 node);
COLIM_API const gint64 *colim_program_get_shape (const ColimProgram *self, gint32 node, gsize *n_dims);
COLIM_API char *colim_program_print_shape (ColimProgram *self, gint32 node);

/* The operation table */
COLIM_API const char *colim_operation_get_name (guint index);
COLIM_API gboolean colim_operation_is_differentiable (const char *name);
COLIM_API const char *colim_kernels_get_name (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimProgram, colim_program_unref)

G_END_DECLS
