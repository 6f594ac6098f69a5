#pragma once

#include "theory/data/data-file-private.h"

#include <colim/tensor.h>

/* Reads an IDX file: bytes stay bytes, other whole numbers become int32. */
ColimTensor *_colim_idx_read (DataFile *file, GError **error);
ColimTensor *_colim_idx_open (const char *path, GError **error);

/* Reads a file of pictures 28 pixels square, as MNIST has them: bytes [n, 28, 28]. */
ColimTensor *_colim_idx_open_pictures (const char *path, GError **error);
