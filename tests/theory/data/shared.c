/* The real data sets, where they are at hand, against their bytes. */

#include "tests/theory/data/data-fixtures.h"

static int n_missing;

/* The folder of the shared data, or NULL with a word about it: the test is then skipped. */
static char *
find_shared (const char *inside)
{
  const char *shared = g_getenv ("COLIM_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "data", inside, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  n_missing++;
  print_message ("skipped: there is no %s; COLIM_SHARED names the folder that has the data\n",
                 path != NULL ? path : inside);

  return NULL;
}

/* A file that is unpacked by GIO, not by what is tested. */
static GBytes *
unpack (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (packed, converter);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  assert_true (g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) >= 0);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* The first, a middle and the last row of a column, against bytes that stand a step apart. */
static void
assert_bytes (ColimDataSource *source, const char *column, const guint8 *bytes, gsize step, gsize n_pixels)
{
  gint32 n = (gint32) colim_data_source_get_n_rows (source);
  const gint32 rows[] = { 0, n / 2, n - 1 };
  g_autofree float *pixels = g_new (float, 3 * n_pixels);

  read_column (source, column, rows, 3, pixels);
  for (gsize r = 0; r < 3; r++)
    for (gsize i = 0; i < n_pixels; i++)
      assert_true (pixels[r * n_pixels + i] == (float) bytes[(gsize) rows[r] * step + i] * (float) (1.0 / 255));
}

static void
digits_are_those_of_the_csv_file (void **state)
{
  g_autofree char *path = find_shared ("sklearn_small/data/digits.csv.gz");

  if (path == NULL)
    skip ();

  g_autoptr (ColimDataSource) train = open_named ("digits", NULL);
  g_autoptr (ColimDataSource) test = open_named ("digits.test", NULL);
  ColimDataSource *splits[] = { train, test };
  g_autoptr (GBytes) csv = unpack (path);
  gint32 next[] = { 0, 0 };
  gsize length;
  const char *contents = g_bytes_get_data (csv, &length);
  g_autofree char *text = g_strndup (contents, length);
  char *at = text;

  for (gint32 row = 0; row < 1797; row++)
    {
      guint split = row % 5 == 4;
      float pixels[64];

      read_column (splits[split], "image", &next[split], 1, pixels);
      for (gint32 i = 0; i < 64; i++, at++)
        assert_true (pixels[i] == (float) strtol (at, &at, 10) / 16);
      assert_int_equal (read_label (splits[split], "label", next[split]++), strtol (at, &at, 10));
    }
  assert_int_equal (next[0], 1438);
  assert_int_equal (next[1], 359);
  assert_int_equal (colim_data_source_get_n_rows (train), 1438);
  assert_int_equal (colim_data_source_get_n_rows (test), 359);
}

static void
check_mnist (const char *data_set, const char *folder, const char *images, const char *labels, gint32 n)
{
  g_autoptr (ColimDataSource) source = open_named (data_set, folder);
  g_autofree char *images_path = g_build_filename (folder, "mnist", images, NULL);
  g_autofree char *labels_path = g_build_filename (folder, "mnist", labels, NULL);
  g_autoptr (GBytes) pictures = unpack (images_path);
  g_autoptr (GBytes) digits = unpack (labels_path);

  assert_int_equal (colim_data_source_get_n_rows (source), n);
  assert_bytes (source, "image", (const guint8 *) g_bytes_get_data (pictures, NULL) + 16, 784, 784);
  for (gint32 i = 0; i < n; i++)
    assert_int_equal (read_label (source, "label", i), ((const guint8 *) g_bytes_get_data (digits, NULL))[8 + i]);
}

static void
mnist_is_what_its_files_say (void **state)
{
  g_autofree char *path = find_shared ("mnist");

  if (path == NULL)
    skip ();

  g_autofree char *folder = g_path_get_dirname (path);

  check_mnist ("mnist", folder, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", 60000);
  check_mnist ("mnist.test", folder, "t10k-1000-images-idx3-ubyte.gz", "t10k-1000-labels-idx1-ubyte.gz", 1000);
}

static void
cifar10_is_what_its_file_says (void **state)
{
  g_autofree char *path = find_shared ("cifar10/cifar10_train_10000.bin");

  if (path == NULL)
    skip ();

  g_autofree char *inner = g_path_get_dirname (path);
  g_autofree char *folder = g_path_get_dirname (inner);
  g_autoptr (ColimDataSource) train = open_named ("cifar10", folder);
  g_autoptr (ColimDataSource) test = open_named ("cifar10.test", folder);
  g_autoptr (ColimDataSource) cut = open_named ("cifar10(first=1000, of_each_class=100)", folder);
  g_autoptr (ColimDataSource) cats = open_named ("cifar10.test(label=\"cat\")", inner);
  gint32 counts[10] = { 0 };
  g_autofree char *contents = NULL;

  assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  assert_int_equal (colim_data_source_get_n_rows (train), 10000);
  assert_int_equal (colim_data_source_get_n_rows (test), 1000);
  assert_bytes (train, "image", (const guint8 *) contents + 1, 3073, 3072);
  for (gint32 i = 0; i < 10000; i++)
    assert_int_equal (read_label (train, "label", i), contents[3073 * i]);
  assert_int_equal (colim_data_source_get_n_rows (cut), 1000);
  for (gint32 i = 0; i < 1000; i++)
    counts[read_label (cut, "label", i)]++;
  for (guint c = 0; c < 10; c++)
    assert_int_equal (counts[c], 100);
  assert_int_equal (colim_data_source_get_n_rows (cats), 100);
}

static void
cifar100_is_what_its_file_says (void **state)
{
  g_autofree char *path = find_shared ("cifar100/cifar_fs_train_3200.bin");

  if (path == NULL)
    skip ();

  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (ColimDataSource) train = open_named ("cifar100", folder);
  g_autoptr (ColimDataSource) val = open_named ("cifar100.val", folder);
  g_autoptr (ColimDataSource) apples = open_named ("cifar100(label=\"apple\")", folder);
  g_autofree char *contents = NULL;

  assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  assert_int_equal (colim_data_source_get_n_rows (train), 3200);
  assert_int_equal (colim_data_source_get_n_rows (val), 800);
  assert_bytes (train, "image", (const guint8 *) contents + 2, 3074, 3072);
  for (gint32 i = 0; i < 3200; i++)
    {
      assert_int_equal (read_label (train, "coarse", i), contents[3074 * i]);
      assert_int_equal (read_label (train, "label", i), contents[3074 * i + 1]);
    }
  assert_int_equal (colim_data_source_get_n_rows (apples), 50);
}

static void
omniglot_is_what_its_files_say (void **state)
{
  g_autofree char *path = find_shared ("omniglot");

  if (path == NULL)
    skip ();

  g_autofree char *images_path = g_build_filename (path, "background_28x28-idx3-ubyte.gz", NULL);
  g_autofree char *characters_path = g_build_filename (path, "background_char-idx1-short.gz", NULL);
  g_autoptr (GBytes) pictures = unpack (images_path);
  g_autoptr (GBytes) characters = unpack (characters_path);
  const guint8 *shorts = (const guint8 *) g_bytes_get_data (characters, NULL) + 8;
  g_autoptr (ColimDataSource) source = open_named ("omniglot", path);
  g_autoptr (ColimDataSource) greek = open_named ("omniglot(alphabet=\"Greek\")", path);

  assert_int_equal (colim_data_source_get_n_rows (source), 19280);
  assert_column (source, "image", "Real[1, 28, 28]");
  assert_column (source, "character", "Class[964]");
  assert_column (source, "alphabet", "Class[30]");
  assert_column (source, "drawer", "Class[20]");
  assert_bytes (source, "image", (const guint8 *) g_bytes_get_data (pictures, NULL) + 16, 784, 784);
  for (gint32 i = 0; i < 19280; i++)
    assert_int_equal (read_label (source, "character", i), shorts[2 * i] << 8 | shorts[2 * i + 1]);
  assert_column (greek, "character", "Class[24]");
  assert_column (greek, "alphabet", "Class[1]");
  assert_int_equal (colim_data_source_get_n_rows (greek), 24 * 20);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (digits_are_those_of_the_csv_file),
    cmocka_unit_test (mnist_is_what_its_files_say),
    cmocka_unit_test (cifar10_is_what_its_file_says),
    cmocka_unit_test (cifar100_is_what_its_file_says),
    cmocka_unit_test (omniglot_is_what_its_files_say),
  };

  int failed = cmocka_run_group_tests (tests, NULL, NULL);

  return failed > 0 ? failed : n_missing > 0 ? 77 : 0;
}
