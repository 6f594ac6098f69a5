/* Any bytes are the columns of a data set, of equal length, that can be read, or are refused in one line.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-table -max_len=4096 tests/fuzz/corpus/csv
 */

#include "theory/data/data-set-private.h"

#include "tests/fuzz/fail.h"

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
          fail ("row %d cannot be read", row);
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const classes[] = { NULL, "a" };
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimTableSource) source = _colim_data_read_table (text, ',', classes[i], &error);

      if ((source == NULL) != (error != NULL))
        fail ("a table with an error, or neither");
      if (source == NULL && !g_str_has_prefix (error->message, "input: "))
        fail ("not in the file: %s", error->message);
      if (source != NULL)
        read_all (COLIM_DATA_SOURCE (source));
    }

  return 0;
}
