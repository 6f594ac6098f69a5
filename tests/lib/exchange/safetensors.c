/* What is written reads back, and numbers of other kinds become what they mean. */

#include "tests/lib/exchange/safetensors-fixtures.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static ColimTensor *
random_tensor (GRand *rand)
{
  ColimElement element = (ColimElement) g_rand_int_range (rand, 0, 4);
  gsize n_dims = (gsize) g_rand_int_range (rand, 0, 4), length = colim_element_get_size (element);
  gint64 shape[3];
  guint8 *data;
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < n_dims; i++)
    length *= (gsize) (shape[i] = random_size (rand, 4));
  data = g_malloc (length);
  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) g_rand_int (rand);
  bytes = g_bytes_new_take (data, length);

  return colim_tensor_new (element, shape, n_dims, bytes, NULL);
}

/* Of names that need quoting, and of names that sort otherwise than they stand. */
static ColimSafetensors *
random_safetensors (GRand *rand)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);
  static const char *const keys[] = { "format", "a \"note\"", "" }, *const values[] = { "colim", "2 ≤ 3\n", "" };
  gsize n = (gsize) random_size (rand, 6), n_metadata = (gsize) g_rand_int_range (rand, 0, 4);

  for (gsize i = 0; i < n; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("%s%" G_GSIZE_FORMAT, g_rand_boolean (rand) ? "ä\"\\." : "", 9 - i));
      g_ptr_array_add (tensors, random_tensor (rand));
    }

  return colim_safetensors_new ((const char *const *) names->pdata, (ColimTensor **) tensors->pdata, n, keys, values,
                                n_metadata, NULL);
}

static void
assert_same (const ColimSafetensors *a, const ColimSafetensors *b)
{
  assert_int_equal (colim_safetensors_get_n (a), colim_safetensors_get_n (b));
  assert_int_equal (colim_safetensors_get_n_metadata (a), colim_safetensors_get_n_metadata (b));
  for (gsize i = 0; i < colim_safetensors_get_n (a); i++)
    {
      const char *name = colim_safetensors_get_name (a, i);

      assert_string_equal (name, colim_safetensors_get_name (b, i));
      assert_true (colim_tensor_equal (colim_safetensors_get_tensor (a, i), colim_safetensors_get_tensor (b, i)));
      assert_ptr_equal (colim_safetensors_find (b, name), colim_safetensors_get_tensor (b, i));
    }
  for (gsize i = 0; i < colim_safetensors_get_n_metadata (a); i++)
    {
      const char *key = colim_safetensors_get_metadata_key (a, i);

      assert_string_equal (key, colim_safetensors_get_metadata_key (b, i));
      assert_string_equal (colim_safetensors_get_metadata (a, key), colim_safetensors_get_metadata (b, key));
    }
}

static void
what_is_written_reads_back (GRand *rand)
{
  g_autoptr (ColimSafetensors) written = random_safetensors (rand);
  g_autoptr (GBytes) bytes = colim_safetensors_to_bytes (written, NULL);
  g_autoptr (ColimSafetensors) parsed = colim_safetensors_parse ("a", bytes, NULL);
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);
  g_autoptr (ColimSafetensors) read = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  assert_non_null (parsed);
  assert_same (written, parsed);
  assert_true (colim_safetensors_write (written, path, NULL));
  assert_true (g_file_get_contents (path, &contents, &length, NULL));
  assert_int_equal (length, g_bytes_get_size (bytes));
  assert_memory_equal (contents, g_bytes_get_data (bytes, NULL), length);
  read = colim_safetensors_read (path, NULL);
  assert_non_null (read);
  assert_int_equal (g_unlink (path), 0);
  assert_int_equal (count_files (), 0);
  assert_same (written, read);
}

static void
bytes_are_fixed (void **state)
{
  static const char expected[] = "{\"__metadata__\":{\"k\":\"v\"},"
                                 "\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
                                 "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[3,7]}}      "
                                 "\x01\x02\x03\x00\x00\x80\x3f";
  static const gint64 shape[] = { 3 };
  static const char *const names[] = { "b", "a" }, *const keys[] = { "k" }, *const values[] = { "v" };
  static const double numbers[] = { 1, 2, 3 };
  g_autoptr (ColimTensor) b = colim_tensor_new_from_doubles (COLIM_ELEMENT_UINT8, shape, 1, numbers, 3, NULL);
  g_autoptr (ColimTensor) a = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT32, NULL, 0, numbers, 1, NULL);
  ColimTensor *tensors[] = { b, a };
  g_autoptr (ColimSafetensors) self = colim_safetensors_new (names, tensors, 2, keys, values, 1, NULL);
  g_autoptr (GBytes) bytes = colim_safetensors_to_bytes (self, NULL);
  const guint8 *found = g_bytes_get_data (bytes, NULL);

  assert_int_equal (g_bytes_get_size (bytes), 8 + sizeof expected - 1);
  assert_memory_equal (found, "\x88\0\0\0\0\0\0\0", 8);
  assert_memory_equal (found + 8, expected, sizeof expected - 1);
  assert_int_equal (found[0] % 8, 0);
}

/* By the definition, which knows no bits: (-1)^sign 2^(exponent - bias) (1 + fraction). */
static double
half_value (guint half)
{
  int exponent = half >> 10 & 0x1f;
  double fraction = (half & 0x3ff) / 1024.0;
  double size = exponent == 0    ? ldexp (fraction, -14)
                : exponent == 31 ? (fraction == 0 ? INFINITY : NAN)
                                 : ldexp (1 + fraction, exponent - 15);

  return half & 0x8000 ? -size : size;
}

static double
brain_value (guint half)
{
  int exponent = half >> 7 & 0xff;
  double fraction = (half & 0x7f) / 128.0;
  double size = exponent == 0     ? ldexp (fraction, -126)
                : exponent == 255 ? (fraction == 0 ? INFINITY : NAN)
                                  : ldexp (1 + fraction, exponent - 127);

  return half & 0x8000 ? -size : size;
}

/* All 65536 of them. */
static void
halves_become_floats (void **state)
{
  static const struct {
    const char *type;
    double (*value) (guint half);
  } kinds[] = { { "F16", half_value }, { "BF16", brain_value } };

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autofree char *header
        = g_strdup_printf ("{\"x\":{\"dtype\":\"%s\",\"shape\":[65536],\"data_offsets\":[0,131072]}}",
                           kinds[kind].type);
      g_autoptr (GBytes) zeros = make_file (header, 131072);
      gsize length;
      guint8 *bytes = g_bytes_unref_to_data (g_steal_pointer (&zeros), &length);
      g_autoptr (GBytes) file = g_bytes_new_take (bytes, length);
      g_autoptr (ColimSafetensors) self = NULL;
      ColimTensor *x;

      for (guint half = 0; half < 65536; half++)
        {
          bytes[length - 131072 + 2 * half] = (guint8) half;
          bytes[length - 131072 + 2 * half + 1] = (guint8) (half >> 8);
        }
      self = colim_safetensors_parse ("a", file, NULL);
      x = colim_safetensors_find (self, "x");
      assert_int_equal (colim_tensor_get_element (x), COLIM_ELEMENT_FLOAT32);
      for (guint half = 0; half < 65536; half++)
        {
          double found = colim_tensor_get_value (x, half), expected = kinds[kind].value (half);

          assert_true (isnan (expected) ? isnan (found) : found == expected);
          assert_int_equal (signbit (found) != 0, half >> 15);
        }
    }
}

static void
integers_become_int32 (void **state)
{
  static const char header[] = "{\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[8,10]},"
                               "\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
  g_autoptr (GBytes) zeros = make_file (header, 10);
  gsize length;
  guint8 *bytes = g_bytes_unref_to_data (g_steal_pointer (&zeros), &length), *data = bytes + length - 10;
  g_autoptr (GBytes) file = g_bytes_new_take (bytes, length);
  g_autoptr (ColimSafetensors) self = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (data, "\0\0\0\x80\xff\xff\xff\xff\x80\x7f", 10);
  self = colim_safetensors_parse ("a", file, NULL);
  assert_string_equal (colim_safetensors_get_name (self, 0), "b");
  assert_int_equal (colim_tensor_get_element (colim_safetensors_find (self, "l")), COLIM_ELEMENT_INT32);
  assert_true (colim_tensor_get_value (colim_safetensors_find (self, "l"), 0) == G_MININT32);
  assert_true (colim_tensor_get_value (colim_safetensors_find (self, "b"), 0) == -128);
  assert_true (colim_tensor_get_value (colim_safetensors_find (self, "b"), 1) == 127);
  memcpy (data, "\0\0\0\x80\0\0\0\0", 8);
  assert_null (colim_safetensors_parse ("a", file, &error));
  assert_colim_error (error, COLIM_ERROR_OUT_OF_RANGE, "a: tensor 'l': 2147483648 at 0 does not fit into 32 bits");
}

static void
bytes_are_shown_where_they_can_be_and_copied_elsewhere (void **state)
{
  static const char *const forms[] = { "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                                       "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} ",
                                       "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  ",
                                       "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}   " };
  guint n_shown = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GBytes) bytes = make_file (forms[i], 8);
      g_autoptr (ColimSafetensors) self = colim_safetensors_parse ("a", bytes, NULL);
      ColimTensor *x = colim_safetensors_find (self, "x");
      const guint8 *data = colim_tensor_get_data (x);
      const guint8 *stored = (const guint8 *) g_bytes_get_data (bytes, NULL) + 8 + strlen (forms[i]);

      n_shown += data == stored;
      assert_int_equal ((guintptr) data % 4, 0);
      assert_memory_equal (data, stored, 8);
    }
  assert_int_equal (n_shown, 1);
}

static void
names_are_said_once (void **state)
{
  static const struct {
    const char *names[2], *keys[2];
    ColimError code;
    const char *message;
  } bad[] = {
    { { "a", "a" }, { "k", "l" }, COLIM_ERROR_DUPLICATE_NAME, "there is a tensor 'a' already" },
    { { "a", "b" }, { "k", "k" }, COLIM_ERROR_DUPLICATE_NAME, "there is metadata 'k' already" },
    { { "a", "__metadata__" }, { "k", "l" }, COLIM_ERROR_INVALID, "no tensor can be called '__metadata__'" },
    { { "a", "\xff" }, { "k", "l" }, COLIM_ERROR_INVALID, "no tensor can be called '(not UTF-8)'" },
    { { "a", "b" }, { "k", "\xff" }, COLIM_ERROR_INVALID, "metadata must be UTF-8" },
  };
  const double one = 1;
  g_autoptr (ColimTensor) tensor = colim_tensor_new_from_doubles (COLIM_ELEMENT_INT32, NULL, 0, &one, 1, NULL);
  ColimTensor *tensors[] = { tensor, tensor };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (colim_safetensors_new (bad[i].names, tensors, 2, bad[i].keys, bad[i].keys, 2, &error));
      assert_colim_error (error, bad[i].code, bad[i].message);
    }
}

static void
files_that_are_none_are_named (void **state)
{
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "where", NULL);
  g_autofree char *is_missing = g_strdup_printf ("%s: cannot be read: No such file or directory", missing);
  g_autofree char *is_folder = g_strdup_printf ("%s: is a directory", folder);
  g_autofree char *is_nowhere = g_strdup_printf ("%s: cannot be written: No such file or directory", nowhere);
  g_autoptr (ColimSafetensors) none = colim_safetensors_new (NULL, NULL, 0, NULL, NULL, 0, NULL);
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char *is_taken = g_strdup_printf ("%s: cannot be written: Is a directory", inner);
  g_autoptr (GError) read = NULL, listed = NULL, lost = NULL, taken = NULL;

  assert_null (colim_safetensors_read (missing, &read));
  assert_colim_error (read, COLIM_ERROR_IO, is_missing);
  assert_null (colim_safetensors_read (folder, &listed));
  assert_colim_error (listed, COLIM_ERROR_IO, is_folder);
  assert_false (colim_safetensors_write (none, nowhere, &lost));
  assert_colim_error (lost, COLIM_ERROR_IO, is_nowhere);
  assert_int_equal (g_mkdir (inner, 0700), 0);
  assert_false (colim_safetensors_write (none, inner, &taken));
  assert_colim_error (taken, COLIM_ERROR_IO, is_taken);
  assert_int_equal (count_files (), 1);
  assert_int_equal (g_rmdir (inner), 0);
}

/* A disk that is full in the middle, played by a bound on the size of files. */
static void
a_file_is_replaced_whole_or_not_at_all (void **state)
{
  static const gint64 shape[] = { 20000 };
  static const char *const names[] = { "x" };
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *expected = g_strdup_printf ("%s: cannot be written: File too large", path);
  g_autofree double *values = g_new0 (double, 20000);
  g_autoptr (ColimTensor) tensor = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT64, shape, 1, values, 20000, NULL);
  g_autoptr (ColimSafetensors) self = colim_safetensors_new (names, &tensor, 1, NULL, NULL, 0, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old, small;
  gboolean written;

  assert_true (g_file_set_contents (path, "before", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  assert_int_equal (getrlimit (RLIMIT_FSIZE, &old), 0);
  small = old;
  small.rlim_cur = 100000;
  assert_int_equal (setrlimit (RLIMIT_FSIZE, &small), 0);
  written = colim_safetensors_write (self, path, &error);
  assert_int_equal (setrlimit (RLIMIT_FSIZE, &old), 0);
  assert_false (written);
  assert_colim_error (error, COLIM_ERROR_IO, expected);
  assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  assert_string_equal (contents, "before");
  assert_int_equal (count_files (), 1);
  assert_int_equal (g_unlink (path), 0);
}

static void
real_files_are_read (void **state)
{
  static const struct {
    const char *file;
    gsize n;
    const char *name, *shape;
    ColimElement element;
  } files[] = {
    { "mobilenet_v1_0.25_128_qat.safetensors", 56, "L00.w", "[8, 3, 3, 3]", COLIM_ELEMENT_FLOAT32 },
    { "mobilenet_v2_1.0_224_ptq_i8.safetensors", 159, "L00.w", "[32, 3, 3, 3]", COLIM_ELEMENT_INT32 },
    { "resnet20_cifar10.safetensors", 97, "conv1.weight", "[16, 3, 3, 3]", COLIM_ELEMENT_FLOAT32 },
    { "resnet56_cifar10.safetensors", 277, "conv1.weight", "[16, 3, 3, 3]", COLIM_ELEMENT_FLOAT32 },
  };
  const char *shared = g_getenv ("COLIM_SHARED");

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (shared != NULL ? shared : ".", "data", "weights", files[i].file, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimSafetensors) self = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (ColimSafetensors) again = NULL;
      g_autofree char *shape = NULL;
      ColimTensor *tensor;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          fprintf (stderr, "SKIPPED: there is no %s\n", path);
          skip ();
        }
      self = colim_safetensors_read (path, &error);
      if (self == NULL)
        fail_msg ("%s", error->message);
      assert_int_equal (colim_safetensors_get_n (self), files[i].n);
      assert_non_null (colim_safetensors_get_metadata (self, "licence"));
      assert_non_null (tensor = colim_safetensors_find (self, files[i].name));
      assert_string_equal (shape = colim_tensor_print_shape (tensor), files[i].shape);
      assert_int_equal (colim_tensor_get_element (tensor), files[i].element);
      bytes = colim_safetensors_to_bytes (self, NULL);
      again = colim_safetensors_parse ("again", bytes, NULL);
      assert_same (self, again);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (what_is_written_reads_back),
    cmocka_unit_test (bytes_are_fixed),
    cmocka_unit_test (halves_become_floats),
    cmocka_unit_test (integers_become_int32),
    cmocka_unit_test (bytes_are_shown_where_they_can_be_and_copied_elsewhere),
    cmocka_unit_test (names_are_said_once),
    cmocka_unit_test (files_that_are_none_are_named),
    cmocka_unit_test (a_file_is_replaced_whole_or_not_at_all),
    cmocka_unit_test (real_files_are_read),
  };

  return cmocka_run_group_tests (tests, make_folder, remove_folder);
}
