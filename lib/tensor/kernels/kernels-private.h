/* Kernels by name, and sets of them: one in each precision that is plain and obviously right, and one for each instruction
 * set that is fast, in single precision.  What a fast set lacks is taken from the plain one.
 */

#pragma once

#include "lib/tensor/operation-private.h"

#define POINTWISE_KERNELS(X)                                                                                           \
  X (affine) X (exp) X (log) X (sqrt) X (reciprocal) X (square) X (absolute) X (sign) X (relu) X (gate) X (leakyrelu)   \
  X (leakygate) X (tanh) X (sigmoid) X (softplus) X (erf) X (clamp) X (within) X (huber) X (clipfactor) X (add)        \
  X (subtract) X (multiply) X (divide) X (dropout) X (sgd) X (adam) X (rmsprop) X (constant)

#define LINEAR_KERNELS(X) X (matmul) X (conv) X (convinput) X (convweight)

#define OTHER_KERNELS(X)                                                                                               \
  X (vector) X (bias) X (permute) X (sum) X (spread) X (maxpool) X (poolgather) X (poolscatter) X (softmax) X (logsoftmax)         \
  X (pick) X (place) X (gather) X (scatter) X (hits) X (convert)

#define KERNELS(X) POINTWISE_KERNELS (X) LINEAR_KERNELS (X) OTHER_KERNELS (X)

#define KERNEL(name) KERNEL_##name

enum {
  KERNEL_NONE,
#define DECLARE(name) KERNEL (name),
  KERNELS (DECLARE)
#undef DECLARE
  N_KERNELS
};

typedef struct {
  const char *name;
  Kernel kernels[N_KERNELS];
} KernelSet;

extern const KernelSet _colim_kernels_float32;
extern const KernelSet _colim_kernels_float64;
extern const KernelSet _colim_kernels_baseline;
extern const KernelSet _colim_kernels_avx2;
extern const KernelSet _colim_kernels_avx512;

/* The kernel of an operation in a precision, on this machine. */
Kernel _colim_kernel_find (guint kernel, ColimElement real);

/* The extents of a product of matrices: [m, k] times [k, n]. */
typedef struct {
  gint64 m, n, k;
} Product;

Product _colim_product_read (const KernelCall *call);

gsize _colim_scratch_matmul (const KernelCall *call);
gsize _colim_scratch_conv (const KernelCall *call);
gsize _colim_scratch_convinput (const KernelCall *call);
gsize _colim_scratch_convweight (const KernelCall *call);
