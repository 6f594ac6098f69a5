/* Tables held in memory against numbers written by hand. */

#include "tests/theory/data/data-fixtures.h"

#include <math.h>

static ColimTableSource *
make_small (void)
{
  static const guint8 pixels[] = { 0, 1, 2, 3, 4, 5, 250, 255 };
  static const gint32 labels[] = { 2, 0, 1, 2 };
  static const gint64 shape[] = { 4, 1, 2 };
  ColimTableSource *source = colim_table_source_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (ColimTensor) table = colim_tensor_new (COLIM_ELEMENT_UINT8, shape, 3, bytes, NULL);
  g_autoptr (ColimType) type = colim_type_new_real (shape + 1, 2);

  assert_true (colim_table_source_add_column (source, "image", type, table, 0.5, NULL));
  add_classes (source, "label", labels, 4, 3);

  return source;
}

static void
columns_are_as_they_were_added (void **state)
{
  g_autoptr (ColimTableSource) table = make_small ();
  ColimDataSource *source = COLIM_DATA_SOURCE (table);
  double scale;

  assert_int_equal (colim_data_source_get_n_rows (source), 4);
  assert_int_equal (colim_data_source_get_n_columns (source), 2);
  assert_column (source, "image", "Real[1, 2]");
  assert_column (source, "label", "Class[3]");
  assert_int_equal (colim_data_source_find_column (source, "other"), -1);
  assert_int_equal (colim_tensor_get_element (colim_data_source_get_table (source, 0, &scale)), COLIM_ELEMENT_UINT8);
  assert_true (scale == 0.5);
}

static void
rows_are_read_in_any_order (void **state)
{
  g_autoptr (ColimTableSource) table = make_small ();
  static const gint32 rows[] = { 3, 0, 3 };
  static const float expected[] = { 125, 127.5f, 0, 0.5f, 125, 127.5f };
  float pixels[6];
  gint32 labels[3];

  read_column (COLIM_DATA_SOURCE (table), "image", rows, 3, pixels);
  read_column (COLIM_DATA_SOURCE (table), "label", rows, 3, labels);
  assert_memory_equal (pixels, expected, sizeof pixels);
  assert_int_equal (labels[0], 2);
  assert_int_equal (labels[1], 2);
  assert_int_equal (labels[2], 2);
}

static void
rows_that_are_not_there_are_refused (void **state)
{
  g_autoptr (ColimTableSource) table = make_small ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  static const gint32 rows[] = { 0, 4 }, negative[] = { -1 };
  float pixels[4];

  assert_false (colim_data_source_read (COLIM_DATA_SOURCE (table), 0, rows, 2, pixels, &error));
  assert_colim_error (error, COLIM_ERROR_OUT_OF_RANGE, "there is no row 4: there are 4");
  assert_null (colim_table_source_select (table, negative, 1, &other));
  assert_colim_error (other, COLIM_ERROR_OUT_OF_RANGE, "there is no row -1: there are 4");
}

static void
numbers_of_other_kinds_become_single (void **state)
{
  static const double values[] = { 0.1, -3 };
  gint64 n = 2;
  g_autoptr (ColimTableSource) table = colim_table_source_new ();
  g_autoptr (ColimType) number = colim_type_new_real (NULL, 0);
  float out[2];

  for (ColimElement element = COLIM_ELEMENT_FLOAT32; element <= COLIM_ELEMENT_INT32; element++)
    {
      g_autoptr (ColimTensor) tensor = colim_tensor_new_from_doubles (element, &n, 1, values, 2, NULL);
      g_autofree char *name = g_strdup_printf ("c%d", (int) element);
      double scale;

      assert_true (colim_table_source_add_column (table, name, number, tensor, 1, NULL));
      assert_int_equal (colim_tensor_get_element (colim_data_source_get_table (COLIM_DATA_SOURCE (table), element,
                                                                               &scale)),
                        COLIM_ELEMENT_FLOAT32);
      read_column (COLIM_DATA_SOURCE (table), name, (const gint32[]){ 0, 1 }, 2, out);
      assert_true (out[0] == (element == COLIM_ELEMENT_INT32 ? 0 : 0.1f));
      assert_true (out[1] == -3);
    }
}

static void
columns_that_do_not_fit_are_refused (void **state)
{
  g_autoptr (ColimTableSource) source = make_small ();
  g_autoptr (ColimType) classes = colim_type_new_class (3);
  g_autoptr (ColimType) pair = colim_type_new_real ((const gint64[]){ 2 }, 1);
  g_autoptr (ColimType) number = colim_type_new_real (NULL, 0);
  g_autoptr (ColimType) any = colim_type_new_any ();
  g_autoptr (ColimTensor) four = make_int32s ((const gint32[]){ 0, 1, 2, 3 }, 4);
  g_autoptr (ColimTensor) negative = make_int32s ((const gint32[]){ 0, -1, 2, 0 }, 4);
  g_autoptr (ColimTensor) three = make_int32s ((const gint32[]){ 0, 1, 2 }, 3);
  g_autoptr (ColimTensor) floats = colim_tensor_convert (four, COLIM_ELEMENT_FLOAT32);
  g_autoptr (ColimTensor) point
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT32, NULL, 0, (const double[]){ 1 }, 1, NULL);
  const struct {
    const char *name;
    ColimType *type;
    ColimTensor *table;
    double scale;
    ColimError code;
    const char *text;
  } cases[] = {
    { "label", classes, three, 1, COLIM_ERROR_DUPLICATE_NAME, "there is a column 'label' already" },
    { "x", any, three, 1, COLIM_ERROR_TYPE, "column 'x' is Real[…] or Class[n], not Any" },
    { "x", pair, floats, 1, COLIM_ERROR_TYPE, "column 'x': [4] are not rows of Real[2]" },
    { "x", number, point, 1, COLIM_ERROR_TYPE, "column 'x': [] are not rows of Real" },
    { "x", classes, three, 1, COLIM_ERROR_TYPE, "column 'x' has 3 rows, the columns before it 4" },
    { "x", classes, floats, 1, COLIM_ERROR_TYPE, "column 'x': labels are int32, and are not scaled" },
    { "x", classes, four, 2, COLIM_ERROR_TYPE, "column 'x': labels are int32, and are not scaled" },
    { "x", classes, four, 1, COLIM_ERROR_OUT_OF_RANGE, "column 'x': label 3 of row 3 is none of Class[3]" },
    { "x", classes, negative, 1, COLIM_ERROR_OUT_OF_RANGE, "column 'x': label -1 of row 1 is none of Class[3]" },
    { "x", number, floats, 2, COLIM_ERROR_INVALID, "column 'x': only bytes are scaled, and by a finite number" },
    { "x", number, floats, NAN, COLIM_ERROR_INVALID, "column 'x': only bytes are scaled, and by a finite number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_false (colim_table_source_add_column (source, cases[i].name, cases[i].type, cases[i].table, cases[i].scale,
                                                   &error));
      assert_colim_error (error, cases[i].code, cases[i].text);
      assert_int_equal (colim_data_source_get_n_columns (COLIM_DATA_SOURCE (source)), 2);
    }
}

static void
a_selection_has_the_rows_that_it_names (void **state)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  static const gint32 rows[] = { 1, 1, 0 };
  g_autoptr (ColimTableSource) table = make_small ();
  g_autoptr (ColimTableSource) selected = NULL;
  float pixels[6];

  assert_true (colim_table_source_name_classes (table, 1, names, NULL));
  selected = colim_table_source_select (table, rows, 3, NULL);
  assert_int_equal (colim_data_source_get_n_rows (COLIM_DATA_SOURCE (selected)), 3);
  read_column (COLIM_DATA_SOURCE (selected), "image", (const gint32[]){ 0, 1, 2 }, 3, pixels);
  assert_memory_equal (pixels, ((const float[]){ 1, 1.5f, 1, 1.5f, 0, 0.5f }), sizeof pixels);
  assert_int_equal (read_label (COLIM_DATA_SOURCE (selected), "label", 2), 2);
  assert_string_equal (colim_table_source_get_class_names (selected, 1)[2], "c");
}

static void
nothing_may_be_selected (void **state)
{
  g_autoptr (ColimTableSource) table = make_small ();
  g_autoptr (ColimTableSource) nothing = colim_table_source_select (table, NULL, 0, NULL);

  assert_int_equal (colim_data_source_get_n_rows (COLIM_DATA_SOURCE (nothing)), 0);
  assert_column (COLIM_DATA_SOURCE (nothing), "image", "Real[1, 2]");
  read_column (COLIM_DATA_SOURCE (nothing), "image", NULL, 0, NULL);
}

static void
classes_have_as_many_names_as_there_are (void **state)
{
  static const char *const two[] = { "a", "b", NULL };
  g_autoptr (ColimTableSource) table = make_small ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  assert_null (colim_table_source_get_class_names (table, 1));
  assert_false (colim_table_source_name_classes (table, 1, two, &error));
  assert_colim_error (error, COLIM_ERROR_TYPE, "column 'label': 2 names are not those of Class[3]");
  assert_false (colim_table_source_name_classes (table, 0, two, &other));
  assert_colim_error (other, COLIM_ERROR_TYPE, "column 'image': 2 names are not those of Real[1, 2]");
}

/* What is read from a selection of a selection is what is read through both lists of rows. */
static void
selections_compose (GRand *rand)
{
  gint32 n = g_rand_int_range (rand, 1, 20);
  gint32 n_first = g_rand_int_range (rand, 1, 20), n_second = random_size (rand, 20);
  gint32 labels[20], first[20], second[20], both[20];
  g_autoptr (ColimTableSource) table = colim_table_source_new ();

  for (gint32 i = 0; i < n; i++)
    labels[i] = g_rand_int_range (rand, 0, 5);
  for (gint32 i = 0; i < n_first; i++)
    first[i] = g_rand_int_range (rand, 0, n);
  for (gint32 i = 0; i < n_second; i++)
    {
      second[i] = g_rand_int_range (rand, 0, n_first);
      both[i] = first[second[i]];
    }
  add_classes (table, "label", labels, n, 5);

  g_autoptr (ColimTableSource) inner = colim_table_source_select (table, first, (gsize) n_first, NULL);
  g_autoptr (ColimTableSource) outer = colim_table_source_select (inner, second, (gsize) n_second, NULL);
  g_autoptr (ColimTableSource) at_once = colim_table_source_select (table, both, (gsize) n_second, NULL);
  double scale;

  assert_true (colim_tensor_equal (colim_data_source_get_table (COLIM_DATA_SOURCE (outer), 0, &scale),
                                   colim_data_source_get_table (COLIM_DATA_SOURCE (at_once), 0, &scale)));
  for (gint32 i = 0; i < n_second; i++)
    assert_int_equal (read_label (COLIM_DATA_SOURCE (outer), "label", i), labels[both[i]]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (columns_are_as_they_were_added),
    cmocka_unit_test (rows_are_read_in_any_order),
    cmocka_unit_test (rows_that_are_not_there_are_refused),
    cmocka_unit_test (numbers_of_other_kinds_become_single),
    cmocka_unit_test (columns_that_do_not_fit_are_refused),
    cmocka_unit_test (a_selection_has_the_rows_that_it_names),
    cmocka_unit_test (nothing_may_be_selected),
    cmocka_unit_test (classes_have_as_many_names_as_there_are),
    property_test (selections_compose),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
