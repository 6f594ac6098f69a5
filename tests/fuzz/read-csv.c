/* Any bytes are a table, whose every cell can be read, or are refused at a place.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-read-csv -max_len=4096 tests/fuzz/corpus/csv
 */

#include <colim/csv.h>

#include "tests/fuzz/fail.h"

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
    fail ("an error without a message, or not with one");
  if (numbers != NULL && n != colim_csv_get_n_rows (csv))
    fail ("not a number for each row");
  for (gsize row = 0; row < colim_csv_get_n_rows (csv); row++)
    n_bytes += strlen (colim_csv_get_cell (csv, row, column));
  if (error == NULL && n == 0 && n_bytes > 0)
    fail ("cells that are no rows");
}

/* The row @row, or the names if it is -1, as it is written. */
static void
print_row (GString *out, const ColimCsv *csv, gint64 row, char separator)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  g_autofree char *line = NULL;

  for (guint i = 0; i < colim_csv_get_n_columns (csv); i++)
    g_ptr_array_add (cells, (gpointer) (row < 0 ? colim_csv_get_name (csv, i)
                                                : colim_csv_get_cell (csv, (gsize) row, i)));
  g_ptr_array_add (cells, NULL);
  line = colim_csv_print_row ((const char *const *) cells->pdata, separator);
  g_string_append (out, line);
}

static char *
print (const ColimCsv *csv, char separator)
{
  GString *out = g_string_new (NULL);

  for (gint64 row = -1; row < (gint64) colim_csv_get_n_rows (csv); row++)
    print_row (out, csv, row, separator);

  return g_string_free (out, FALSE);
}

static void
check_round_trip (const ColimCsv *csv, char separator)
{
  g_autofree char *once = print (csv, separator);
  g_autoptr (ColimText) text = colim_text_new ("written", once, -1);
  g_autoptr (ColimCsv) again = colim_csv_parse (text, separator, NULL);
  g_autofree char *twice = again != NULL ? print (again, separator) : NULL;

  if (g_strcmp0 (once, twice) != 0)
    fail ("does not read back: %s", once);
}

static void
check_table (const ColimCsv *csv)
{
  for (guint i = 0; i < colim_csv_get_n_columns (csv); i++)
    {
      guint found;

      if (!colim_csv_find (csv, colim_csv_get_name (csv, i), &found) || found != i)
        fail ("column %u is not found", i);
      read_column (csv, i);
    }
  check_round_trip (csv, ',');
  check_round_trip (csv, '\t');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char separators[] = { ',', '\t' };
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimCsv) csv = colim_csv_parse (text, separators[i], &error);

      if ((csv == NULL) != (error != NULL))
        fail ("an error without a message, or not with one");
      if (csv == NULL && !g_str_has_prefix (error->message, "input:"))
        fail ("not at a place: %s", error->message);
      if (csv != NULL)
        check_table (csv);
    }

  return 0;
}
