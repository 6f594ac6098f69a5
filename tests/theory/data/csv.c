/* Tables of text, written here. */

#include "theory/data/data-set-private.h"

#include "tests/theory/data/data-fixtures.h"

static ColimDataSource *
read_text (const char *text, char separator, const char *classes, GError **error)
{
  g_autoptr (ColimText) named = colim_text_new ("t", text, -1);

  return (ColimDataSource *) _colim_data_read_table (named, separator, classes, error);
}

static float
read_number (ColimDataSource *source, const char *name, gint32 row)
{
  float number;

  read_column (source, name, &row, 1, &number);

  return number;
}

static void
numbers_are_real_and_text_is_classes (void **state)
{
  g_autoptr (ColimDataSource) source = read_text ("x, y ,kind\n1,-2.5e1,b\n .5,3,a\n7,+0,b\n", ',', NULL, NULL);
  const char *const *names = colim_table_source_get_class_names (COLIM_TABLE_SOURCE (source), 2);

  assert_int_equal (colim_data_source_get_n_rows (source), 3);
  assert_column (source, "x", "Real");
  assert_column (source, "y", "Real");
  assert_column (source, "kind", "Class[2]");
  assert_true (read_number (source, "x", 1) == 0.5f);
  assert_true (read_number (source, "y", 0) == -25);
  assert_int_equal (read_label (source, "kind", 0), 0);
  assert_int_equal (read_label (source, "kind", 1), 1);
  assert_int_equal (read_label (source, "kind", 2), 0);
  assert_string_equal (names[0], "b");
  assert_string_equal (names[1], "a");
}

static void
numbers_may_be_classes (void **state)
{
  g_autoptr (ColimDataSource) whole = read_text ("a,b\n2,0.5\n0,1\n2,0.5\n", ',', "a, b", NULL);

  assert_column (whole, "a", "Class[3]");
  assert_int_equal (read_label (whole, "a", 0), 2);
  assert_column (whole, "b", "Class[2]");
  assert_int_equal (read_label (whole, "b", 2), 0);
  assert_string_equal (colim_table_source_get_class_names (COLIM_TABLE_SOURCE (whole), 1)[0], "0.5");
}

static void
one_text_makes_a_column_classes (void **state)
{
  g_autoptr (ColimDataSource) source = read_text ("a\n1\n2\nnan\n1\n", ',', NULL, NULL);

  assert_column (source, "a", "Class[3]");
  assert_int_equal (read_label (source, "a", 3), 0);
}

static void
quotes_hold_anything (void **state)
{
  g_autoptr (ColimDataSource) source
    = read_text ("\"a\",b\r\n\"x, \"\"y\"\"\",1\r\n\"two\nlines\",2\r\n\r\n\"\",3", ',', NULL, NULL);
  const char *const *names = colim_table_source_get_class_names (COLIM_TABLE_SOURCE (source), 0);

  assert_int_equal (colim_data_source_get_n_rows (source), 3);
  assert_string_equal (names[0], "x, \"y\"");
  assert_string_equal (names[1], "two\nlines");
  assert_string_equal (names[2], "");
  assert_true (read_number (source, "b", 2) == 3);
}

static void
tabs_may_separate (void **state)
{
  g_autoptr (ColimDataSource) source = read_text ("a\tb\n1,5\t2\n", '\t', NULL, NULL);

  assert_column (source, "a", "Class[1]");
  assert_column (source, "b", "Real");
}

static void
names_may_stand_after_a_dot (void **state)
{
  g_autoptr (ColimDataSource) source
    = read_text ("\xef\xbb\xbfpetal length (cm),1st,größe,*\n1,2,3,4\n", ',', NULL, NULL);

  assert_true (read_number (source, "petal_length__cm_", 0) == 1);
  assert_true (read_number (source, "_1st", 0) == 2);
  assert_true (read_number (source, "größe", 0) == 3);
  assert_true (read_number (source, "_", 0) == 4);
}

static void
a_table_may_have_no_rows (void **state)
{
  g_autoptr (ColimDataSource) source = read_text ("a,b\n", ',', NULL, NULL);

  assert_int_equal (colim_data_source_get_n_rows (source), 0);
  assert_column (source, "b", "Real");
}

static void
empty_lines_are_no_rows (void **state)
{
  g_autoptr (ColimDataSource) numbers = read_text ("\na\n1\n\n2\n\n", ',', NULL, NULL);
  g_autoptr (ColimDataSource) text = read_text ("a\r\nx\r\n\r\n", ',', NULL, NULL);

  assert_int_equal (colim_data_source_get_n_rows (numbers), 2);
  assert_true (read_number (numbers, "a", 1) == 2);
  assert_int_equal (colim_data_source_get_n_rows (text), 1);
  assert_column (text, "a", "Class[1]");
}

static void
faults_name_the_line (void **state)
{
  static const struct {
    const char *text, *classes;
    ColimError code;
    const char *message;
  } cases[] = {
    { "", NULL, COLIM_ERROR_PARSE, "t: line 1: expected the names of columns, not the end of the text" },
    { "a,,b\n", NULL, COLIM_ERROR_PARSE, "t: line 1: expected the name of a column" },
    { "\n\"a\n\",\"\",b\n", NULL, COLIM_ERROR_PARSE, "t: line 3: expected the name of a column" },
    { "a,b\"\n", NULL, COLIM_ERROR_PARSE, "t: line 1: a cell with a quote in it must be quoted" },
    { "a,b\n1,2\n\n3\n", NULL, COLIM_ERROR_PARSE, "t: line 4: a row of 1, and there are 2 columns" },
    { "a,b\n1,2,3\n", NULL, COLIM_ERROR_PARSE, "t: line 2: a row of 3, and there are 2 columns" },
    { "a,b\n1,2\n1,\n", NULL, COLIM_ERROR_PARSE, "t: line 3: column 'b' has no number" },
    { "a\n\"x\ny\n", NULL, COLIM_ERROR_PARSE, "t: line 2: the quote does not end" },
    { "a\n\"x\" y\n", NULL, COLIM_ERROR_PARSE, "t: line 2: expected ',' or the end of the line" },
    { "a,a\n1,2\n", NULL, COLIM_ERROR_DUPLICATE_NAME, "t: line 1: there is a column 'a' already" },
    { "a b,a_b\n1,2\n", NULL, COLIM_ERROR_DUPLICATE_NAME, "t: line 1: there is a column 'a_b' already" },
    { "a\n1\n", "a,b", COLIM_ERROR_UNKNOWN_NAME, "t: there is no column 'b'" },
    { "a\n\xe4\n", NULL, COLIM_ERROR_PARSE, "t: line 2: not UTF-8, or U+0000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (read_text (cases[i].text, ',', cases[i].classes, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

/* Any cells, written with quotes where they need them, are read back. */
static void
what_is_written_is_read (GRand *rand)
{
  static const char *const pieces[] = { "a", ",", "\"", "\n", "\r\n", " ", "ä", "1" };
  gint32 n_columns = g_rand_int_range (rand, 1, 4), n_rows = random_size (rand, 5);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gint32 c = 0; c < n_columns; c++)
    g_string_append_printf (text, "%sc%d", c == 0 ? "" : ",", c);
  for (gint32 i = 0; i < n_rows * n_columns; i++)
    {
      GString *cell = g_string_new ("x");
      g_autofree char *quoted = NULL;

      for (gint32 n = g_rand_int_range (rand, 0, 4); n > 0; n--)
        g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_ptr_array_add (cells, g_strdup (cell->str));
      g_string_replace (cell, "\"", "\"\"", 0);
      quoted = g_string_free (cell, FALSE);
      g_string_append_printf (text, "%s\"%s\"", i % n_columns == 0 ? "\n" : ",", quoted);
    }

  g_autoptr (ColimDataSource) source = read_text (text->str, ',', NULL, NULL);

  assert_int_equal (colim_data_source_get_n_rows (source), n_rows);
  for (gint32 i = 0; i < n_rows * n_columns; i++)
    {
      g_autofree char *name = g_strdup_printf ("c%d", i % n_columns);
      gint32 label = read_label (source, name, i / n_columns);

      assert_string_equal (colim_table_source_get_class_names (COLIM_TABLE_SOURCE (source),
                                                               (guint) (i % n_columns))[label],
                           g_ptr_array_index (cells, i));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (numbers_are_real_and_text_is_classes),
    cmocka_unit_test (numbers_may_be_classes),
    cmocka_unit_test (one_text_makes_a_column_classes),
    cmocka_unit_test (quotes_hold_anything),
    cmocka_unit_test (tabs_may_separate),
    cmocka_unit_test (names_may_stand_after_a_dot),
    cmocka_unit_test (a_table_may_have_no_rows),
    cmocka_unit_test (empty_lines_are_no_rows),
    cmocka_unit_test (faults_name_the_line),
    property_test (what_is_written_is_read),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
