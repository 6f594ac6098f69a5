/* Any bytes are read without a crash, or refused in one line; and what is read is written so that it reads back the
 * same.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-safetensors -max_len=4096 tests/fuzz/corpus/safetensors
 */

#include <colim/safetensors.h>

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_same (const ColimSafetensors *a, const ColimSafetensors *b)
{
  if (colim_safetensors_get_n (a) != colim_safetensors_get_n (b)
      || colim_safetensors_get_n_metadata (a) != colim_safetensors_get_n_metadata (b))
    g_error ("not as many as there were");
  for (gsize i = 0; i < colim_safetensors_get_n (a); i++)
    if (strcmp (colim_safetensors_get_name (a, i), colim_safetensors_get_name (b, i)) != 0
        || !colim_tensor_equal (colim_safetensors_get_tensor (a, i), colim_safetensors_get_tensor (b, i)))
      g_error ("tensor %s is another one", colim_safetensors_get_name (a, i));
  for (gsize i = 0; i < colim_safetensors_get_n_metadata (a); i++)
    {
      const char *key = colim_safetensors_get_metadata_key (a, i);
      const char *note = colim_safetensors_get_metadata (b, key);

      if (note == NULL || strcmp (colim_safetensors_get_metadata (a, key), note) != 0)
        g_error ("the metadata %s are others", key);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimSafetensors) self = colim_safetensors_parse ("input", bytes, &error);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (ColimSafetensors) again = NULL;

  if ((self == NULL) != (error != NULL))
    g_error ("an error without a message, or not with one");
  if (self == NULL)
    {
      if (!g_str_has_prefix (error->message, "input:") || strchr (error->message, '\n') != NULL)
        g_error ("not one line that names the file: %s", error->message);
      return 0;
    }
  if ((written = colim_safetensors_to_bytes (self, &error)) == NULL
      || (again = colim_safetensors_parse ("written", written, &error)) == NULL)
    g_error ("does not read back: %s", error->message);
  assert_same (self, again);

  return 0;
}
