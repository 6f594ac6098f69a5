/* Any bytes read as IDX without a crash and without more memory than they can fill; a tensor or an error comes of them,
 * and the tensor has as many numbers as its shape says.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-idx -max_len=4096 tests/fuzz/corpus/idx
 */

#include "theory/data/idx-private.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DataFile) file = _colim_data_file_new (bytes, "input");
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimTensor) tensor = _colim_idx_read (file, &error);
  gint64 n = 1;

  if ((tensor == NULL) != (error != NULL))
    g_error ("a tensor with an error, or neither");
  if (tensor == NULL)
    return 0;

  gsize n_dims;
  const gint64 *shape = colim_tensor_get_shape (tensor, &n_dims);

  for (gsize i = 0; i < n_dims; i++)
    n *= shape[i];
  if (n != colim_tensor_get_n_values (tensor))
    g_error ("%" G_GINT64_FORMAT " numbers", colim_tensor_get_n_values (tensor));
  for (gint64 i = 0; i < n; i++)
    (void) colim_tensor_get_value (tensor, i);

  return 0;
}
