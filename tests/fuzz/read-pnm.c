/* Any bytes are a picture, with as many pixels as its shape says, or are refused, without more memory than they can
 * fill.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-pnm -max_len=4096 tests/fuzz/corpus/pnm
 */

#include "theory/data/pnm-private.h"

#include "tests/fuzz/fail.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DataFile) file = _colim_data_file_new (bytes, "input");
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimTensor) picture = _colim_pnm_read (file, &error);
  gsize n_dims;
  const gint64 *shape;

  if ((picture == NULL) != (error != NULL))
    fail ("a picture with an error, or neither");
  if (picture == NULL)
    return 0;
  shape = colim_tensor_get_shape (picture, &n_dims);
  if (n_dims != 3 || shape[0] * shape[1] * shape[2] != colim_tensor_get_n_values (picture))
    fail ("%" G_GINT64_FORMAT " pixels", colim_tensor_get_n_values (picture));
  for (gint64 i = 0; i < colim_tensor_get_n_values (picture); i++)
    (void) colim_tensor_get_value (picture, i);

  return 0;
}
