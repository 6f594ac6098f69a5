/* Any bytes are a table, whose every cell can be read, or are refused at a place.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-csv -max_len=4096 tests/fuzz/corpus/csv
 */

#include <colim/csv.h>

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_column (const ColimCsv *csv, guint column)
{
  g_autoptr (GError) error = NULL;
  gsize n = 0, n_bytes = 0;
  g_autofree double *numbers = colim_csv_get_numbers (csv, column, &n, &error);

  if ((numbers == NULL) != (error != NULL))
    g_error ("an error without a message, or not with one");
  if (numbers != NULL && n != colim_csv_get_n_rows (csv))
    g_error ("not a number for each row");
  for (gsize row = 0; row < colim_csv_get_n_rows (csv); row++)
    n_bytes += strlen (colim_csv_get_cell (csv, row, column));
  if (error == NULL && n == 0 && n_bytes > 0)
    g_error ("cells that are no rows");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCsv) csv = colim_csv_parse (text, &error);

  if ((csv == NULL) != (error != NULL))
    g_error ("an error without a message, or not with one");
  if (csv == NULL && !g_str_has_prefix (error->message, "input:"))
    g_error ("not at a place: %s", error->message);
  for (guint i = 0; csv != NULL && i < colim_csv_get_n_columns (csv); i++)
    {
      guint found;

      if (!colim_csv_find (csv, colim_csv_get_name (csv, i), &found) || found != i)
        g_error ("column %u is not found", i);
      read_column (csv, i);
    }

  return 0;
}
