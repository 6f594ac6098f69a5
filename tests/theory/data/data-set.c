/* Opening data sets by the terms of the language: the bundled digits, a program's own data, choices and cuts, faults.
 */

#include "tests/theory/data/data-fixtures.h"

/* Counted from the comma-separated text with another program. */
static void
digits_have_the_sums_that_they_should (void **state)
{
  static const struct {
    const char *name;
    gint32 counts[10];
    gint32 sums[10]; /* of the pixels, in sixteenths */
  } expected[] = {
    { "digits", { 151, 161, 143, 131, 147, 154, 150, 136, 127, 138 },
      { 48081, 50551, 44899, 40162, 45558, 47451, 46940, 41277, 42114, 43271 } },
    { "digits.test", { 27, 21, 34, 52, 34, 28, 31, 43, 47, 42 },
      { 8334, 6456, 10667, 15989, 10681, 8464, 9396, 13012, 15294, 13121 } },
  };

  for (guint s = 0; s < 2; s++)
    {
      g_autoptr (ColimDataSource) source = open_named (expected[s].name, NULL);
      double sums[10] = { 0 };
      gint32 counts[10] = { 0 };

      assert_column (source, "image", "Real[1, 8, 8]");
      assert_column (source, "label", "Class[10]");
      for (gint32 row = 0; row < colim_data_source_get_n_rows (source); row++)
        {
          gint32 label = read_label (source, "label", row);
          float pixels[64];

          counts[label]++;
          read_column (source, "image", &row, 1, pixels);
          for (guint i = 0; i < 64; i++)
            sums[label] += pixels[i] * 16;
        }
      for (guint c = 0; c < 10; c++)
        {
          assert_int_equal (counts[c], expected[s].counts[c]);
          assert_true (sums[c] == expected[s].sums[c]);
        }
    }
}

static void
splits_are_named_after_the_dot (void **state)
{
  g_autoptr (ColimDataSource) plain = open_named ("digits", NULL);
  g_autoptr (ColimDataSource) train = open_named ("digits.train", NULL);
  double scale;

  assert_true (colim_tensor_equal (colim_data_source_get_table (plain, 0, &scale),
                                   colim_data_source_get_table (train, 0, &scale)));
  assert_refused ("digits.tset", NULL, COLIM_ERROR_UNKNOWN_NAME,
                  "data set:1:2: error: data set 'digits' has no split 'tset': it has train and test");
}

/* Six rows: who, and what they like. */
static void
register_small (void)
{
  static const char *const names[] = { "ann", "bob", "cat", NULL };
  g_autoptr (ColimTableSource) train = colim_table_source_new ();
  g_autoptr (ColimTableSource) test = colim_table_source_new ();
  g_autoptr (ColimType) number = colim_type_new_real (NULL, 0);
  gint64 n = 6;
  g_autoptr (ColimTensor) age
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT32, &n, 1, (const double[]){ 0, 1, 2, 3, 4, 5 }, 6, NULL);

  add_classes (train, "who", (const gint32[]){ 2, 0, 2, 1, 0, 2 }, 6, 3);
  add_classes (train, "likes", (const gint32[]){ 7, 3, 5, 3, 7, 7 }, 6, 8);
  colim_table_source_add_column (train, "age", number, age, 1, NULL);
  colim_table_source_name_classes (train, 0, names, NULL);
  add_classes (test, "who", (const gint32[]){ 1 }, 1, 3);
  colim_data_set_register ("small", COLIM_DATA_SOURCE (train));
  colim_data_set_register ("small.test", COLIM_DATA_SOURCE (test));
}

static void
assert_labels (ColimDataSource *source, const char *column, const gint32 *expected, gint32 n)
{
  assert_int_equal (colim_data_source_get_n_rows (source), n);
  for (gint32 i = 0; i < n; i++)
    assert_int_equal (read_label (source, column, i), expected[i]);
}

static void
data_of_a_program_have_a_name (void **state)
{
  register_small ();

  g_autoptr (ColimDataSource) train = open_named ("small", NULL);
  g_autoptr (ColimDataSource) test = open_named ("small.test", NULL);

  assert_int_equal (colim_data_source_get_n_rows (train), 6);
  assert_int_equal (colim_data_source_get_n_rows (test), 1);
  colim_data_set_register ("small.test", NULL);
  assert_refused ("smal.test", NULL, COLIM_ERROR_UNKNOWN_NAME,
                  "data set:1:2: error: there is no data set 'smal'; is it 'small'?");
  colim_data_set_register ("small", NULL);
  assert_refused ("small", NULL, COLIM_ERROR_UNKNOWN_NAME,
                  "data set:1:2: error: there is no data set 'small'; "
                  "there are digits, mnist, fashion, cifar10, cifar100, omniglot, csv, idx, images and tensors");
}

static void
a_choice_of_classes_renumbers_them (void **state)
{
  register_small ();

  g_autoptr (ColimDataSource) cats = open_named ("small(who=\"cat\")", NULL);
  g_autoptr (ColimDataSource) sevens = open_named ("small(likes=7)", NULL);
  g_autoptr (ColimDataSource) both = open_named ("small(likes=7, who=2)", NULL);

  assert_column (cats, "who", "Class[1]");
  assert_column (cats, "likes", "Class[2]");
  assert_labels (cats, "who", (const gint32[]){ 0, 0, 0 }, 3);
  assert_labels (cats, "likes", (const gint32[]){ 0, 1, 0 }, 3);
  assert_string_equal (colim_table_source_get_class_names (COLIM_TABLE_SOURCE (cats), 0)[0], "cat");
  assert_labels (sevens, "who", (const gint32[]){ 0, 1, 0 }, 3);
  assert_string_equal (colim_table_source_get_class_names (COLIM_TABLE_SOURCE (sevens), 0)[1], "ann");
  assert_labels (both, "who", (const gint32[]){ 0, 0 }, 2);

  float ages[3];

  read_column (cats, "age", (const gint32[]){ 0, 1, 2 }, 3, ages);
  assert_memory_equal (ages, ((const float[]){ 0, 2, 5 }), sizeof ages);
}

static void
cuts_come_after_choices_and_change_no_type (void **state)
{
  register_small ();

  g_autoptr (ColimDataSource) first = open_named ("small(first=2)", NULL);
  g_autoptr (ColimDataSource) more = open_named ("small(first=100)", NULL);
  g_autoptr (ColimDataSource) each = open_named ("small(of_each_class=1)", NULL);
  g_autoptr (ColimDataSource) cut = open_named ("small(first=2, of_each_class=1)", NULL);
  g_autoptr (ColimDataSource) chosen = open_named ("small(first=1, who=\"cat\")", NULL);
  g_autoptr (ColimDataSource) digits = open_named ("digits(first=30, of_each_class=3)", NULL);

  assert_labels (first, "who", (const gint32[]){ 2, 0 }, 2);
  assert_column (first, "who", "Class[3]");
  assert_int_equal (colim_data_source_get_n_rows (more), 6);
  assert_labels (each, "who", (const gint32[]){ 2, 0, 1 }, 3);
  assert_labels (cut, "who", (const gint32[]){ 2, 0 }, 2);
  assert_labels (chosen, "likes", (const gint32[]){ 0 }, 1);
  assert_column (chosen, "likes", "Class[2]");
  assert_int_equal (colim_data_source_get_n_rows (digits), 30);
}

static void
a_choice_acts_on_the_split_that_is_named (void **state)
{
  g_autoptr (ColimDataSource) all = open_named ("digits.test", NULL);
  g_autoptr (ColimDataSource) chosen = open_named ("digits.test(label=3)", NULL);
  gint32 n = 0;

  for (gint32 i = 0; i < colim_data_source_get_n_rows (all); i++)
    n += read_label (all, "label", i) == 3;
  assert_int_equal (colim_data_source_get_n_rows (chosen), n);
  assert_column (chosen, "label", "Class[1]");
}

static void
faults_are_told_where_they_are (void **state)
{
  register_small ();

  static const struct {
    const char *data_set;
    ColimError code;
    const char *text;
  } cases[] = {
    { "digit", COLIM_ERROR_UNKNOWN_NAME, "1:2: error: there is no data set 'digit'; is it 'digits'?" },
    { "flickr8k", COLIM_ERROR_UNKNOWN_NAME,
      "1:2: error: there is no data set 'flickr8k'; "
      "there are digits, mnist, fashion, cifar10, cifar100, omniglot, csv, idx, images, tensors, small and small.test" },
    { "Fin(3)", COLIM_ERROR_TYPE, "1:2: error: Fin(3) has points and no columns" },
    { "Fin(a, b)", COLIM_ERROR_TYPE, "1:2: error: Fin(a, b) has points and no columns" },
    { "digits(first=0)", COLIM_ERROR_OUT_OF_RANGE, "1:9: error: 'first' is a whole number from 1, not 0" },
    { "digits(first=1.5)", COLIM_ERROR_OUT_OF_RANGE, "1:9: error: 'first' is a whole number from 1, not 1.5" },
    { "digits(first=\"1\")", COLIM_ERROR_OUT_OF_RANGE, "1:9: error: 'first' is a whole number from 1, not \"1\"" },
    { "digits(10)", COLIM_ERROR_INVALID, "1:9: error: 'digits' takes no 10: arguments are named, as in first=100" },
    { "digits(first=1, first=2)", COLIM_ERROR_DUPLICATE_NAME, "1:18: error: 'first' is given twice" },
    { "digits(fist=1)", COLIM_ERROR_UNKNOWN_NAME,
      "1:9: error: there is no argument or column of classes 'fist'; is it 'first'?" },
    { "digits(lable=1)", COLIM_ERROR_UNKNOWN_NAME,
      "1:9: error: there is no argument or column of classes 'lable'; is it 'label'?" },
    { "digits(image=1)", COLIM_ERROR_TYPE,
      "1:9: error: column 'image' is Real[1, 8, 8]: rows are chosen by columns of classes" },
    { "digits(label=10)", COLIM_ERROR_OUT_OF_RANGE,
      "1:9: error: 'label' is the name of a class in quotes or a number below 10, not 10" },
    { "digits(label=one)", COLIM_ERROR_OUT_OF_RANGE,
      "1:9: error: 'label' is the name of a class in quotes or a number below 10, not one" },
    { "digits(label=\"one\")", COLIM_ERROR_UNKNOWN_NAME,
      "1:9: error: the classes of 'label' have no names here, only numbers" },
    { "small(who=\"bab\")", COLIM_ERROR_UNKNOWN_NAME, "1:8: error: there is no who 'bab'; is it 'bob'?" },
    { "small(who=0, likes=0)", COLIM_ERROR_INVALID, "1:2: error: no rows are left of 'small'" },
    { "digits)", COLIM_ERROR_PARSE, "1:8: error: ')' closes nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = g_strconcat ("data set:", cases[i].text, NULL);

      assert_refused (cases[i].data_set, NULL, cases[i].code, expected);
    }
  assert_refused ("", NULL, COLIM_ERROR_UNDEFINED, "data set:1:1: error: no data set is named");
}

static void
a_fault_in_a_file_is_at_the_term (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("folder/a.colim", "N ⇒ [digits(frist=3)]", -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) statement = colim_parse_statement (text, diagnostics);
  const ColimTerm *data_set = colim_term_get_child (colim_term_get_child (statement, 0), 0);
  g_autofree char *said = NULL;

  assert_null (colim_data_set_open (data_set, NULL, diagnostics));
  said = colim_diagnostics_to_string (diagnostics);
  assert_string_equal (said,
                       "folder/a.colim:1:13: error: there is no argument or column of classes 'frist'; is it 'first'?\n"
                       "  N ⇒ [digits(frist=3)]\n              ^");
}

static void
a_term_without_a_text_opens (void **state)
{
  g_autoptr (ColimTerm) number = colim_term_new (COLIM_TERM_NUMBER, "5", NULL, 0, NULL, 0);
  g_autoptr (ColimTerm) first = colim_term_new (COLIM_TERM_NAMED, "first", &number, 1, NULL, 0);
  g_autoptr (ColimTerm) good = colim_term_new (COLIM_TERM_CALL, "digits", &first, 1, NULL, 0);
  g_autoptr (ColimTerm) bad = colim_term_new (COLIM_TERM_NAME, "digits.x", NULL, 0, NULL, 0);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimDataSource) source = colim_data_set_open (good, NULL, diagnostics);

  assert_int_equal (colim_data_source_get_n_rows (source), 5);
  assert_int_equal (colim_diagnostics_get_n_errors (diagnostics), 0);
  assert_null (colim_data_set_open (bad, NULL, diagnostics));
  assert_int_equal (colim_diagnostics_get_n_errors (diagnostics), 1);
}

static void
every_set_describes_itself (void **state)
{
  g_auto (GStrv) names = colim_data_set_list ();
  g_autofree char *digits = colim_data_set_describe ("digits");
  g_autofree char *idx = colim_data_set_describe ("idx");

  assert_string_equal (digits, "digits\n"
                               "  1797 handwritten digits, bundled; every fifth is in 'test'\n"
                               "  columns: image Real[1, 8, 8] (value/16), label Class[10]\n"
                               "  splits: train and test; the first is meant where none is named\n");
  assert_string_equal (idx, "idx(file, labels=none)\n"
                            "  any arrays\n"
                            "  columns: image Real[1, h, w] or as the file is (bytes as value/255), label "
                            "Class[largest + 1]\n"
                            "  file: an IDX file, .gz or not\n"
                            "  labels: an IDX file of labels\n");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = colim_data_set_describe (names[i]);

      assert_non_null (text);
    }
  assert_null (colim_data_set_describe ("nothing"));
}

static int
forget (void **state)
{
  colim_data_set_register ("small", NULL);
  colim_data_set_register ("small.test", NULL);

  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (digits_have_the_sums_that_they_should),
    cmocka_unit_test (splits_are_named_after_the_dot),
    cmocka_unit_test_teardown (data_of_a_program_have_a_name, forget),
    cmocka_unit_test_teardown (a_choice_of_classes_renumbers_them, forget),
    cmocka_unit_test_teardown (cuts_come_after_choices_and_change_no_type, forget),
    cmocka_unit_test (a_choice_acts_on_the_split_that_is_named),
    cmocka_unit_test_teardown (faults_are_told_where_they_are, forget),
    cmocka_unit_test (a_fault_in_a_file_is_at_the_term),
    cmocka_unit_test (a_term_without_a_text_opens),
    cmocka_unit_test (every_set_describes_itself),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
