#pragma once

#include "theory/data/data-file-private.h"

#include <colim/tensor.h>

/* Reads an IDX file: bytes stay bytes, other whole numbers become int32. */
ColimTensor *_colim_idx_read (DataFile *file, GError **error);
