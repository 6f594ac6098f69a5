/* The plain kernels in double precision. */

#include "lib/tensor/kernels/kernels-private.h"

#include "lib/tensor/random-private.h"

#include <math.h>
#include <string.h>

#define REAL double
#define FN(name) name

#include "lib/tensor/kernels/pointwise.inc"
#include "lib/tensor/kernels/reference.inc"

#define ENTRY(name) [KERNEL (name)] = name##_kernel,

const KernelSet _colim_kernels_float64 = { "reference", { KERNELS (ENTRY) } };
