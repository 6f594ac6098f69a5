/* What the products of matrices need beside their operands. */

#include "lib/tensor/kernels/linear-private.h"

#define ROUND_UP(n, unit) (((n) + (unit) - 1) / (unit) * (unit))

Product
_colim_product_read (const KernelCall *call)
{
  const Shape *a = call->in_shape[0], *y = call->out_shape;
  gint64 last = a->dims[a->n_dims - 1];
  Product self = { 1, y->dims[y->n_dims - 1], last };

  for (guint i = 0; i + 1 < y->n_dims; i++)
    self.m *= y->dims[i];
  if (call->attributes->n[0] != 0)
    {
      self.k = 1;
      for (guint i = 0; i + 1 < a->n_dims; i++)
        self.k *= a->dims[i];
    }

  return self;
}

Convolution
_colim_convolution_read (const KernelCall *call, const Shape *x, const Shape *w, const Shape *y)
{
  const gint64 *n = call->attributes->n;
  Convolution self = {
    .in_channels = w->dims[1],
    .height = x->dims[2],
    .width = x->dims[3],
    .out_channels = w->dims[0] / n[6],
    .out_height = y->dims[2],
    .out_width = y->dims[3],
    .kernel_height = w->dims[2],
    .kernel_width = w->dims[3],
    .groups = n[6],
    .channels = x->dims[1],
    .stride = { n[0], n[1] },
    .padding = { n[2], n[3] },
    .dilation = { n[4], n[5] },
  };

  return self;
}

gint64
_colim_convolution_get_chunk (gint64 n_pixels, gint64 n_images)
{
  return CLAMP (BLOCK_COLUMNS / MAX (n_pixels, 1), 1, MAX (n_images, 1));
}

/* The packed blocks, and the six arrays of offsets. */
static gsize
count_blocks (gint64 rows, gint64 columns, gint64 inner)
{
  gint64 m = ROUND_UP (MIN (rows, BLOCK_ROWS), MOST_TILE_ROWS), n = ROUND_UP (MIN (columns, BLOCK_COLUMNS), MOST_TILE_COLUMNS);
  gint64 k = MIN (inner, BLOCK_INNER);

  return (gsize) ((m + n) * k + 2 * (rows + columns + inner) + 256) * sizeof (float);
}

gsize
_colim_scratch_matmul (const KernelCall *call)
{
  Product product = _colim_product_read (call);

  return count_blocks (product.m, product.n, product.k);
}

gsize
_colim_scratch_conv (const KernelCall *call)
{
  Convolution c = _colim_convolution_read (call, call->in_shape[0], call->in_shape[1], call->out_shape);
  gint64 pixels = c.out_height * c.out_width, chunk = _colim_convolution_get_chunk (pixels, call->out_shape->dims[0]);
  gint64 padded = c.in_channels * (c.height + 2 * c.padding[0]) * (c.width + 2 * c.padding[1]);

  return count_blocks (c.out_channels, chunk * pixels, c.in_channels * c.kernel_height * c.kernel_width)
         + (gsize) (chunk * padded) * sizeof (float);
}

gsize
_colim_scratch_convinput (const KernelCall *call)
{
  Convolution c = _colim_convolution_read (call, call->out_shape, call->in_shape[1], call->in_shape[0]);
  gint64 pixels = c.height * c.width, chunk = _colim_convolution_get_chunk (pixels, call->out_shape->dims[0]);
  gint64 padded = c.out_channels * (c.height + (c.kernel_height - 1) * c.dilation[0])
                  * (c.width + (c.kernel_width - 1) * c.dilation[1]);

  return count_blocks (c.in_channels, chunk * pixels, c.out_channels * c.kernel_height * c.kernel_width)
         + (gsize) (chunk * padded) * sizeof (float);
}

gsize
_colim_scratch_convweight (const KernelCall *call)
{
  Convolution c = _colim_convolution_read (call, call->in_shape[0], call->out_shape, call->in_shape[1]);
  gint64 pixels = c.out_height * c.out_width, chunk = _colim_convolution_get_chunk (pixels, call->in_shape[0]->dims[0]);
  gint64 padded = c.in_channels * (c.height + 2 * c.padding[0]) * (c.width + 2 * c.padding[1]);

  return count_blocks (c.in_channels * c.kernel_height * c.kernel_width, c.out_channels, chunk * pixels)
         + (gsize) (chunk * padded) * sizeof (float);
}
