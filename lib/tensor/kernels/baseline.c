/* The fast kernels for any machine of the architecture. */

#define LANES 4
#define TILE_ROWS 6
#define SET _colim_kernels_baseline
#define SET_NAME "baseline"

#include "lib/tensor/kernels/fast.inc"
