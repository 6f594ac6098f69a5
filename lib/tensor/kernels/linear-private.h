/* The blocks in which products of matrices are computed, whatever the instruction set.
 *
 * Where a number of an operand stands is the sum of two offsets, one of its row and one of its column.  So matrices,
 * transposed or not, images unfolded under a kernel, and kernels turned round are all one case.
 */

#pragma once

#include "lib/tensor/kernels/kernels-private.h"

#define BLOCK_ROWS 96
#define BLOCK_INNER 256
#define BLOCK_COLUMNS 512

/* The largest tile that a set keeps in registers: blocks are rounded up to it. */
#define MOST_TILE_ROWS 12
#define MOST_TILE_COLUMNS 32

typedef struct {
  const gint32 *row;
  const gint32 *column;
} Offsets;

/* The extents of a convolution, and of the padded images that it slides over. */
typedef struct {
  gint64 in_channels, height, width;   /* of the image; channels of a group */
  gint64 out_channels, out_height, out_width;
  gint64 kernel_height, kernel_width;
  gint64 groups, channels;
  gint64 stride[2], padding[2], dilation[2];
} Convolution;

Convolution _colim_convolution_read (const KernelCall *call, const Shape *x, const Shape *w, const Shape *y);

/* How many images are unfolded at a time: about a block of columns. */
gint64 _colim_convolution_get_chunk (gint64 n_pixels, gint64 n_images);
