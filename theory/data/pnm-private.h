#pragma once

#include "theory/data/data-file-private.h"

#include <colim/tensor.h>

/* Reads a PGM or PPM file of bytes: [1, h, w] or [3, h, w]. */
ColimTensor *_colim_pnm_read (DataFile *file, GError **error);
