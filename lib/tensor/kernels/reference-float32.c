/* The plain kernels in single precision. */

#include "lib/tensor/kernels/kernels-private.h"

#include "lib/tensor/random-private.h"

#include <math.h>
#include <string.h>

#define REAL float
#define FN(name) name##f

#include "lib/tensor/kernels/pointwise.inc"
#include "lib/tensor/kernels/reference.inc"

#define ENTRY(name) [KERNEL (name)] = name##_kernel,

const KernelSet _colim_kernels_float32 = { "reference", { KERNELS (ENTRY) } };
