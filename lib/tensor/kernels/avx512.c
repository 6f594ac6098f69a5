/* The fast kernels for AVX-512. */

#define LANES 16
#define TILE_ROWS 12
#define SET _colim_kernels_avx512
#define SET_NAME "avx512"

#include "lib/tensor/kernels/fast.inc"
