/* The operation table: a row an operation, its transpose beside it.
 *
 * A kernel computes the units [begin, end) of its result, and what a unit is stands in its row.  A unit is computed by one
 * thread, in one order, so that results do not depend on how many threads there are.
 */

#pragma once

#include <colim/program.h>

#define MOST_INPUTS 6
#define MOST_DIMS COLIM_TENSOR_MOST_DIMS

/* An extent is fixed, or live: -1 - k is the live extent k. */
typedef struct {
  ColimElement element;
  guint n_dims;
  gint64 dims[MOST_DIMS];
} Shape;

typedef struct {
  gint64 n[COLIM_PROGRAM_MOST_INTEGERS];
  double x[COLIM_PROGRAM_MOST_REALS];
} Attributes;

/* What a kernel works on: shapes have no live extents any more. */
typedef struct {
  const Attributes *attributes;
  const Shape *in_shape[MOST_INPUTS];
  const Shape *out_shape;
  gconstpointer in[MOST_INPUTS];
  gpointer out;
  gpointer scratch; /* of the thread */
  guint64 step;     /* counts the runs of the plan: the counter of what is stochastic */
} KernelCall;

typedef void (*Kernel) (const KernelCall *call, gint64 begin, gint64 end);

typedef enum {
  UNITS_ELEMENTS, /* the elements of the result */
  UNITS_ROWS,     /* its elements but for the last extent */
  UNITS_FIRST,    /* its first extent */
  UNITS_PLANES,   /* its first two extents, taken together */
  UNITS_ONE,      /* all at once */
} Units;

typedef enum {
  OPERATION_STOCHASTIC = 1 << 0, /* depends on the step */
  OPERATION_STATEFUL = 1 << 1,   /* changes its first input, which is a parameter, in place */
  OPERATION_VIEW = 1 << 2,       /* the result is the first input under another shape; there is no kernel */
  OPERATION_POINTWISE = 1 << 3,  /* the result may take the place of the first input */
  OPERATION_LEAF = 1 << 4,       /* what is given */
} OperationFlags;

typedef struct _Operation Operation;

struct _Operation {
  const char *name;
  guint n_inputs;
  guint n_integers;
  guint n_reals;
  guint n_kept; /* of what is stateful: parameters behind the gradient, which it changes too */
  guint flags;
  Units units;
  /* Gives the shape of the result, or says what does not fit.  NULL: that of the inputs, real numbers in one shape. */
  gboolean (*shape) (ColimProgram *program, const Shape *const *in, const Attributes *attributes, Shape *out, GError **error);
  guint kernel; /* its place in a set of kernels */
  gsize (*scratch) (const KernelCall *call); /* bytes that a thread needs besides, or NULL */
  /* Writes nodes that pull the cotangent @d of node @y back to its inputs; what stays -1 gets none.  NULL: no gradient. */
  void (*pullback) (ColimProgram *program, gint32 y, gint32 d, gint32 *d_in);
  double (*work) (const KernelCall *call); /* floating-point operations, or NULL: one an element */
};

typedef struct {
  const Operation *operation;
  gint32 in[MOST_INPUTS];
  Shape shape;
  Attributes attributes;
  char *name; /* of a leaf */
} Node;

extern const Operation _colim_operations_leaf[];
extern const Operation _colim_operations_pointwise[];
extern const Operation _colim_operations_structure[];
extern const Operation _colim_operations_linear[];
extern const Operation _colim_operations_pool[];
extern const Operation _colim_operations_rows[];
extern const Operation _colim_operations_update[];

const Operation *_colim_operation_find (const char *name);
const Operation *_colim_operation_get (guint index);

/* Gives the shape of a result, or says what does not fit. */
gboolean _colim_operation_find_shape (const Operation *self, ColimProgram *program, const Shape *const *in,
                                      const Attributes *attributes, Shape *out, GError **error);
gboolean _colim_operation_changes (const Operation *self, guint input);

/* Shapes */
gint64 _colim_shape_count (const Shape *shape);
gboolean _colim_shape_is_extent (ColimProgram *program, gint64 extent);
gboolean _colim_shape_equal (const Shape *a, const Shape *b);
char *_colim_shape_print (ColimProgram *program, const Shape *shape);
gboolean _colim_shape_refuse (ColimProgram *program, const char *operation, const Shape *const *in, guint n, GError **error);

/* Programs, from inside */
const Node *_colim_program_get_node (ColimProgram *self, gint32 node);
ColimElement _colim_program_get_real (ColimProgram *self);
gint64 _colim_program_get_capacity (ColimProgram *self, gint32 extent);
guint _colim_program_get_n_extents (ColimProgram *self);

/* Writing nodes in rules: what is written is known to fit. */
gint32 _colim_write (ColimProgram *self, const char *operation, const gint32 *in, const Attributes *attributes);
gint32 _colim_write_1 (ColimProgram *self, const char *operation, gint32 x);
gint32 _colim_write_2 (ColimProgram *self, const char *operation, gint32 x, gint32 y);
gint32 _colim_write_affine (ColimProgram *self, gint32 x, double factor, double summand);
gint32 _colim_write_sum (ColimProgram *self, gint32 x, guint axes);
gint32 _colim_write_spread (ColimProgram *self, gint32 x, guint axes, const Shape *shape);
gint32 _colim_write_constant (ColimProgram *self, double value, const Shape *shape);
