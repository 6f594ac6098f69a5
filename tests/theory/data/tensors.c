/* Tensors of a file as columns. */

#include "tests/theory/data/data-folder.h"

#include <colim/safetensors.h>

#include <sys/stat.h>
#include <unistd.h>

static ColimTensor *
make (ColimElement element, const gint64 *shape, gsize n_dims)
{
  double values[12];
  gsize n = 1;

  for (gsize i = 0; i < n_dims; i++)
    n *= (gsize) shape[i];
  for (gsize i = 0; i < n; i++)
    values[i] = (double) (i % 7);

  return colim_tensor_new_from_doubles (element, shape, n_dims, values, n, NULL);
}

/* Writes a file of tensors; gives the term that opens it. */
static char *
put_tensors (const char *const *names, ColimTensor **tensors, gsize n)
{
  g_autoptr (ColimSafetensors) file = colim_safetensors_new (names, tensors, n, NULL, NULL, 0, NULL);
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);

  assert_true (colim_safetensors_write (file, path, NULL));

  return g_strdup_printf ("tensors(\"%s\")", path);
}

static char *
put_tensor (const char *name, ColimElement element, const gint64 *shape, gsize n_dims)
{
  g_autoptr (ColimTensor) tensor = make (element, shape, n_dims);

  return put_tensors (&name, &tensor, 1);
}

static void
a_tensor_is_a_column (void **state)
{
  static const char *const names[] = { "image", "label", "kind", "x.y", "pixels" };
  static const gint64 shapes[][3] = { { 3, 2, 2 }, { 3 }, { 3 }, { 3 }, { 3, 2 } };
  static const gsize n_dims[] = { 3, 1, 1, 1, 2 };
  static const ColimElement elements[] = { COLIM_ELEMENT_FLOAT32, COLIM_ELEMENT_INT32, COLIM_ELEMENT_UINT8,
                                           COLIM_ELEMENT_FLOAT64, COLIM_ELEMENT_UINT8 };
  ColimTensor *tensors[5];
  g_autofree char *data_set = NULL;
  float row[4];

  for (guint i = 0; i < 5; i++)
    tensors[i] = make (elements[i], shapes[i], n_dims[i]);
  data_set = put_tensors (names, tensors, 5);
  for (guint i = 0; i < 5; i++)
    colim_tensor_unref (tensors[i]);

  g_autoptr (ColimDataSource) source = open_named (data_set, NULL);
  g_autoptr (ColimDataSource) same = open_named (data_set, NULL);

  assert_ptr_equal (source, same);
  assert_int_equal (colim_data_source_get_n_rows (source), 3);
  assert_int_equal (colim_data_source_get_n_columns (source), 5);
  assert_column (source, "image", "Real[2, 2]");
  assert_column (source, "label", "Class[3]");
  assert_column (source, "kind", "Class[3]");
  assert_column (source, "x_y", "Real");
  assert_column (source, "pixels", "Real[2]");
  read_column (source, "image", (const gint32[]){ 1 }, 1, row);
  assert_memory_equal (row, ((const float[]){ 4, 5, 6, 0 }), sizeof row);
  read_column (source, "pixels", (const gint32[]){ 2, 0 }, 2, row);
  assert_memory_equal (row, ((const float[]){ 4, 5, 0, 1 }), sizeof row);
  read_column (source, "x_y", (const gint32[]){ 2 }, 1, row);
  assert_true (row[0] == 2);
  assert_int_equal (read_label (source, "kind", 1), 1);
}

static void
assert_tensors_refused (const char *data_set, ColimError code, const char *text)
{
  g_autofree char *expected = g_strdup_printf ("data set:1:2: error: %s/a.safetensors: %s", folder, text);

  assert_refused (data_set, NULL, code, expected);
}

static void
tensors_that_are_no_columns_are_refused (void **state)
{
  static const char *const names[] = { "a", "b" };
  static const char *const alike[] = { "a.b", "a_b" };
  g_autoptr (ColimTensor) three = make (COLIM_ELEMENT_FLOAT32, (const gint64[]){ 3 }, 1);
  g_autoptr (ColimTensor) four = make (COLIM_ELEMENT_FLOAT32, (const gint64[]){ 4 }, 1);
  g_autoptr (ColimTensor) negative
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_INT32, (const gint64[]){ 2 }, 1, (const double[]){ 0, -1 }, 2, NULL);
  g_autofree char *data_set = put_tensors (names, (ColimTensor *[]){ three, four }, 2);

  assert_tensors_refused (data_set, COLIM_ERROR_TYPE, "column 'b' has 4 rows, the columns before it 3");
  g_free (put_tensors (alike, (ColimTensor *[]){ three, three }, 2));
  assert_tensors_refused (data_set, COLIM_ERROR_DUPLICATE_NAME, "there is a column 'a_b' already");
  g_free (put_tensors (names, (ColimTensor *[]){ negative }, 1));
  assert_tensors_refused (data_set, COLIM_ERROR_OUT_OF_RANGE, "column 'a': label -1 of row 1 is none of Class[1]");
  g_free (put_tensor ("a", COLIM_ELEMENT_FLOAT32, NULL, 0));
  assert_tensors_refused (data_set, COLIM_ERROR_TYPE, "tensor 'a' has no rows");
  g_free (put_tensor ("", COLIM_ELEMENT_FLOAT32, (const gint64[]){ 3 }, 1));
  assert_tensors_refused (data_set, COLIM_ERROR_TYPE, "tensor '' has no name");
  g_free (put_tensors (NULL, NULL, 0));
  assert_tensors_refused (data_set, COLIM_ERROR_UNDEFINED, "there is no tensor in it");
}

static void
bad_files_are_refused (void **state)
{
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);
  g_autofree char *data_set = g_strdup_printf ("tensors(\"%s\")", path);

  assert_tensors_refused (data_set, COLIM_ERROR_IO, "cannot be read: No such file or directory");
  put_text ("a.safetensors", "short");
  g_free (fail_to_open (data_set, NULL, COLIM_ERROR_PARSE));
  put ("a.safetensors", "\3\0\0\0\0\0\0\0{:}", 11);
  g_free (fail_to_open (data_set, NULL, COLIM_ERROR_PARSE));
  assert_int_equal (unlink (path), 0);
  assert_int_equal (mkfifo (path, 0600), 0);
  assert_tensors_refused (data_set, COLIM_ERROR_IO, "is not a file");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test_in_folder (a_tensor_is_a_column),
    test_in_folder (tensors_that_are_no_columns_are_refused),
    test_in_folder (bad_files_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
