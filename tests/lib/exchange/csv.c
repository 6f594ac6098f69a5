/* Cells read back as they were written, and what is no table is refused at its place. */

#include <colim/csv.h>

#include "tests/property.h"

#include <math.h>
#include <string.h>

static ColimCsv *
parse_separated (const char *contents, char separator, GError **error)
{
  g_autoptr (ColimText) text = colim_text_new ("a", contents, -1);

  return colim_csv_parse (text, separator, error);
}

static ColimCsv *
parse (const char *contents, GError **error)
{
  return parse_separated (contents, ',', error);
}

static void
append_quoted (GString *out, const char *cell, gboolean need_not)
{
  if (need_not && strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (out, cell);
      return;
    }
  g_string_append_c (out, '"');
  for (; *cell != '\0'; cell++)
    g_string_append_printf (out, *cell == '"' ? "\"\"" : "%c", *cell);
  g_string_append_c (out, '"');
}

static void
quoted_cells_read_back (GRand *rand)
{
  static const char *const pieces[] = { "a", ",", "\"", "\n", "\r\n", " ", "≤", "0" };
  guint n_columns = 1 + (guint) random_size (rand, 4);
  gsize n_rows = (gsize) random_size (rand, 4);
  const char *line_end = g_rand_boolean (rand) ? "\r\n" : "\n";
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (ColimCsv) csv = NULL;

  for (gsize row = 0; row <= n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      {
        GString *cell = g_string_new (NULL);

        if (row == 0)
          g_string_append_printf (cell, "%u", column);
        for (gint32 i = random_size (rand, 5); i > 0; i--)
          g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
        append_quoted (out, cell->str, g_rand_boolean (rand));
        g_string_append (out, column + 1 < n_columns ? "," : line_end);
        g_ptr_array_add (cells, g_string_free (cell, FALSE));
      }
  csv = parse (out->str, NULL);
  assert_non_null (csv);
  assert_int_equal (colim_csv_get_n_columns (csv), n_columns);
  assert_int_equal (colim_csv_get_n_rows (csv), n_rows);
  for (guint column = 0; column < n_columns; column++)
    {
      guint found;

      assert_string_equal (colim_csv_get_name (csv, column), cells->pdata[column]);
      assert_true (colim_csv_find (csv, cells->pdata[column], &found));
      assert_int_equal (found, column);
      for (gsize row = 0; row < n_rows; row++)
        assert_string_equal (colim_csv_get_cell (csv, row, column), cells->pdata[(row + 1) * n_columns + column]);
    }
}

/* Any cells, any separator; what is written again is the same text. */
static void
written_rows_read_back (GRand *rand)
{
  static const char *const pieces[] = { "a", ",", ";", "\"", "\n", "\r", "\t", " ", "≤", "\xef\xbb\xbf" };
  char separator = ",;\t"[g_rand_int_range (rand, 0, 3)];
  guint n_columns = 1 + (guint) random_size (rand, 4);
  gsize n_rows = (gsize) random_size (rand, 4);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (ColimCsv) csv = NULL;

  for (gsize row = 0; row <= n_rows; row++)
    {
      char **cells = g_new0 (char *, n_columns + 1);
      g_autofree char *line = NULL;

      for (guint column = 0; column < n_columns; column++)
        {
          GString *cell = g_string_new (NULL);

          for (gint32 i = random_size (rand, 5); i > 0; i--)
            g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          if (row == 0)
            g_string_append_printf (cell, "%u", column);
          cells[column] = g_string_free (cell, FALSE);
        }
      line = colim_csv_print_row ((const char *const *) cells, separator);
      g_string_append (out, line);
      g_ptr_array_add (rows, cells);
    }
  csv = parse_separated (out->str, separator, NULL);
  assert_non_null (csv);
  assert_int_equal (colim_csv_get_n_rows (csv), n_rows);
  for (guint column = 0; column < n_columns; column++)
    {
      assert_string_equal (colim_csv_get_name (csv, column), ((char **) rows->pdata[0])[column]);
      for (gsize row = 0; row < n_rows; row++)
        assert_string_equal (colim_csv_get_cell (csv, row, column), ((char **) rows->pdata[row + 1])[column]);
    }
}

static void
cells_are_quoted_only_where_they_must_be (void **state)
{
  static const struct {
    const char *cells[4];
    char separator;
    const char *line;
  } rows[] = {
    { { "a", " b ", "1.5" }, ',', "a, b ,1.5\n" },
    { { "a,b", "say \"so\"", "" }, ',', "\"a,b\",\"say \"\"so\"\"\",\n" },
    { { "a,b", "x\ty", "two\nlines" }, '\t', "a,b\t\"x\ty\"\t\"two\nlines\"\n" },
    { { "\r", "\"" }, ';', "\"\r\";\"\"\"\"\n" },
    { { "" }, ',', "\"\"\n" },
    { { "", "" }, ',', ",\n" },
    { { "\xef\xbb\xbfx" }, ',', "\"\xef\xbb\xbfx\"\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = colim_csv_print_row (rows[i].cells, rows[i].separator);

      assert_string_equal (line, rows[i].line);
    }
}

static void
anything_may_separate (void **state)
{
  g_autoptr (ColimCsv) csv = parse_separated ("\xef\xbb\xbfx\ty\r\n1,5\t\"a\tb\"\r\n", '\t', NULL);

  assert_int_equal (colim_csv_get_n_columns (csv), 2);
  assert_string_equal (colim_csv_get_name (csv, 0), "x");
  assert_string_equal (colim_csv_get_cell (csv, 0, 0), "1,5");
  assert_string_equal (colim_csv_get_cell (csv, 0, 1), "a\tb");
}

static void
empty_lines_are_passed_over_where_rows_are_longer (void **state)
{
  g_autoptr (ColimCsv) csv = parse ("\r\n\nx,y\n\n1,2\r\n\r\n3,4\n\n", NULL);

  assert_int_equal (colim_csv_get_n_rows (csv), 2);
  assert_string_equal (colim_csv_get_cell (csv, 1, 1), "4");
}

static void
there_are_only_so_many_columns (void **state)
{
  g_autoptr (GString) text = g_string_new ("0");
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCsv) most = NULL;

  for (guint i = 1; i < 65536; i++)
    g_string_append_printf (text, ",%u", i);
  most = parse (text->str, NULL);
  assert_int_equal (colim_csv_get_n_columns (most), 65536);
  g_string_append (text, ",x");
  assert_null (parse (text->str, &error));
  assert_int_equal (error->code, COLIM_ERROR_TOO_LARGE);
  assert_true (g_str_has_prefix (error->message, "a:1:1: error: more than 65536 columns\n"));
}

static void
numbers_are_read_with_their_gaps (void **state)
{
  g_autoptr (ColimCsv) csv = parse ("x,y\n1,\n-2.5e-3,nan\n\"3\",inf\n0,-inf", NULL);
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;
  gsize n;
  guint column;

  x = colim_csv_get_numbers (csv, 0, &n, NULL);
  assert_int_equal (n, 4);
  assert_true (x[0] == 1 && x[1] == -2.5e-3 && x[2] == 3 && x[3] == 0);
  y = colim_csv_get_numbers (csv, 1, &n, NULL);
  assert_true (isnan (y[0]) && isnan (y[1]) && y[2] == INFINITY && y[3] == -INFINITY);
  assert_false (colim_csv_find (csv, "z", &column));
}

static void
an_empty_line_is_a_row_of_one_column (void **state)
{
  g_autoptr (ColimCsv) csv = parse ("x\n1\n\n", NULL);

  assert_int_equal (colim_csv_get_n_rows (csv), 2);
  assert_string_equal (colim_csv_get_cell (csv, 1, 0), "");
}

static void
what_is_no_table_is_refused_at_its_place (void **state)
{
  static const struct {
    const char *contents;
    ColimError code;
    const char *message;
  } bad[] = {
    { "", COLIM_ERROR_PARSE, "a:1:1: error: expected the names of columns, not the end of the text\n  \n  ^" },
    { "x,y\n1,2\n3\n", COLIM_ERROR_PARSE, "a:3:1: error: a row of 1, and there are 2 columns\n  3\n  ^" },
    { "x,y,x\n", COLIM_ERROR_DUPLICATE_NAME, "a:1:5: error: there is a column 'x' already\n  x,y,x\n      ^" },
    { "x\n\"1", COLIM_ERROR_PARSE, "a:2:1: error: the quote does not end\n  \"1\n  ^" },
    { "x\n\"1\"2", COLIM_ERROR_PARSE,
      "a:2:4: error: expected ',' or the end of the line\n  \"1\"2\n     ^" },
    { "x\n1\"\n", COLIM_ERROR_PARSE, "a:2:2: error: a cell with a quote in it must be quoted\n  1\"\n   ^" },
    { "\n\r\n", COLIM_ERROR_PARSE, "a:3:1: error: expected the names of columns, not the end of the text\n  \n  ^" },
    { "x,y\n\n1\n", COLIM_ERROR_PARSE, "a:3:1: error: a row of 1, and there are 2 columns\n  1\n  ^" },
    { "x\xff\n", COLIM_ERROR_PARSE, "a:1:2: error: not UTF-8, or U+0000\n  x\xef\xbf\xbd\n   ^" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimCsv) csv = parse (bad[i].contents, &error);

      assert_null (csv);
      assert_colim_error (error, bad[i].code, bad[i].message);
    }
}

static void
what_was_expected_depends_on_the_separator (void **state)
{
  g_autoptr (GError) error = NULL;

  assert_null (parse_separated ("x\ty\n\"1\",2\n", '\t', &error));
  assert_colim_error (error, COLIM_ERROR_PARSE,
                      "a:2:4: error: expected a tab or the end of the line\n  \"1\",2\n     ^");
}

static void
what_is_no_number_is_refused_at_its_place (void **state)
{
  static const char *const bad[] = { "1x", "one", "0x1", " 1", "1e999", "+1", "infinity" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *contents = g_strdup_printf ("x,y\n0,%s\n", bad[i]);
      g_autofree char *expected = g_strdup_printf ("a:2:3: error: expected a number, not '%s'\n  0,%s\n    ^", bad[i],
                                                   bad[i]);
      g_autoptr (ColimCsv) csv = parse (contents, NULL);
      g_autoptr (GError) error = NULL;
      gsize n;

      assert_null (colim_csv_get_numbers (csv, 1, &n, &error));
      assert_colim_error (error, COLIM_ERROR_PARSE, expected);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (quoted_cells_read_back),
    property_test (written_rows_read_back),
    cmocka_unit_test (cells_are_quoted_only_where_they_must_be),
    cmocka_unit_test (anything_may_separate),
    cmocka_unit_test (empty_lines_are_passed_over_where_rows_are_longer),
    cmocka_unit_test (there_are_only_so_many_columns),
    cmocka_unit_test (numbers_are_read_with_their_gaps),
    cmocka_unit_test (an_empty_line_is_a_row_of_one_column),
    cmocka_unit_test (what_is_no_table_is_refused_at_its_place),
    cmocka_unit_test (what_was_expected_depends_on_the_separator),
    cmocka_unit_test (what_is_no_number_is_refused_at_its_place),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
