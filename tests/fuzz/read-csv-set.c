/* Any bytes read as a table without a crash; what comes of them has columns of equal length that can be read.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-csv-set -max_len=4096 tests/fuzz/corpus/csv
 */

#include "theory/data/csv-private.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_all (ColimDataSource *source)
{
  for (guint c = 0; c < colim_data_source_get_n_columns (source); c++)
    for (gint32 row = 0; row < colim_data_source_get_n_rows (source); row++)
      {
        gint32 out;

        if (!colim_data_source_read (source, c, &row, 1, &out, NULL))
          g_error ("row %d cannot be read", row);
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const classes[] = { NULL, "a" };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autoptr (DataFile) file = _colim_data_file_new (bytes, "input");
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimTableSource) source = _colim_csv_read (file, ',', classes[i], &error);

      if ((source == NULL) != (error != NULL))
        g_error ("a table with an error, or neither");
      if (source != NULL)
        read_all (COLIM_DATA_SOURCE (source));
    }

  return 0;
}
