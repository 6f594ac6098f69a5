/* The fast kernels for AVX2 and FMA. */

#define LANES 8
#define TILE_ROWS 6
#define SET _colim_kernels_avx2
#define SET_NAME "avx2"

#include "lib/tensor/kernels/fast.inc"
