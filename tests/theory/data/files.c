/* Readers against small files that are written here, and what is said of files that are not what they should be. */

#include "tests/theory/data/data-folder.h"

#include <sys/stat.h>

/* IDX bytes: n pictures of 28 by 28, pixel j of picture i being 7 i + j; or n labels, each i modulo 10. */
static GByteArray *
make_idx (guint8 n, gboolean is_pictures)
{
  const guint8 header[] = { 0, 0, 8, is_pictures ? 3 : 1, 0, 0, 0, n, 0, 0, 0, 28, 0, 0, 0, 28 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, header, is_pictures ? 16 : 8);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < (is_pictures ? 784 : 1); j++)
      {
        guint8 byte = (guint8) (is_pictures ? 7 * i + j : i % 10);

        g_byte_array_append (bytes, &byte, 1);
      }

  return bytes;
}

static void
put_idx (const char *name, guint8 n, gboolean is_pictures, gboolean is_packed)
{
  g_autoptr (GByteArray) bytes = make_idx (n, is_pictures);

  (is_packed ? put_packed : put) (name, bytes->data, bytes->len);
}

static void
assert_numbered (ColimDataSource *source, gint32 n)
{
  assert_int_equal (colim_data_source_get_n_rows (source), n);
  assert_column (source, "image", "Real[1, 28, 28]");
  assert_column (source, "label", "Class[10]");
  for (gint32 i = 0; i < n; i++)
    {
      float pixels[784];

      read_column (source, "image", &i, 1, pixels);
      for (gint32 j = 0; j < 784; j++)
        assert_true (pixels[j] == (float) (guint8) (7 * i + j) * (float) (1.0 / 255));
      assert_int_equal (read_label (source, "label", i), i % 10);
    }
}

static void
mnist_is_found_plain_and_packed_in_any_of_its_folders (void **state)
{
  put_idx ("train-images-idx3-ubyte", 3, TRUE, FALSE);
  put_idx ("train-labels-idx1-ubyte.gz", 3, FALSE, TRUE);
  put_idx ("mnist/t10k-1000-images-idx3-ubyte.gz", 12, TRUE, TRUE);
  put_idx ("mnist/t10k-1000-labels-idx1-ubyte", 12, FALSE, FALSE);
  put_idx ("FashionMNIST/raw/train-images-idx3-ubyte", 2, TRUE, FALSE);
  put_idx ("FashionMNIST/raw/train-labels-idx1-ubyte", 2, FALSE, FALSE);

  g_autoptr (ColimDataSource) train = open_named ("mnist", folder);
  g_autoptr (ColimDataSource) test = open_named ("mnist.test", folder);
  g_autoptr (ColimDataSource) fashion = open_named ("fashion", folder);
  g_autoptr (ColimDataSource) trousers = open_named ("fashion(label=\"Trouser\")", folder);

  assert_numbered (train, 3);
  assert_numbered (test, 12);
  assert_numbered (fashion, 2);
  assert_int_equal (colim_data_source_get_n_rows (trousers), 1);
}

static void
files_are_looked_for_in_the_folder_then_in_the_environment (void **state)
{
  g_autofree char *here = g_build_filename (folder, "here", NULL);
  g_autofree char *there = g_build_filename (folder, "there", NULL);
  g_autofree char *expected = g_strdup_printf (
    "data set:1:2: error: data set 'mnist' needs train-images-idx3-ubyte, plain or .gz: there is none in "
    "%s/mnist, %s/MNIST/raw, %s/mnist/MNIST/raw, %s",
    here, here, here, here);

  assert_refused ("mnist", NULL, COLIM_ERROR_IO,
                  "data set:1:2: error: data set 'mnist' needs train-images-idx3-ubyte, plain or .gz: "
                  "name its folder with --data or in COLIM_DATA");
  assert_refused ("mnist", here, COLIM_ERROR_IO, expected);
  put_idx ("there/mnist/train-images-idx3-ubyte", 4, TRUE, FALSE);
  put_idx ("there/mnist/train-labels-idx1-ubyte", 4, FALSE, FALSE);
  g_setenv ("COLIM_DATA", there, TRUE);

  g_autoptr (ColimDataSource) second = open_named ("mnist", here);

  assert_numbered (second, 4);
  put_idx ("here/train-images-idx3-ubyte", 5, TRUE, FALSE);
  put_idx ("here/train-labels-idx1-ubyte", 5, FALSE, FALSE);

  g_autoptr (ColimDataSource) first = open_named ("mnist", here);

  assert_numbered (first, 5);
}

/* Record i: labels, then planes that are all 3 i, 3 i + 1 and 3 i + 2. */
static void
put_cifar (const char *name, const guint8 *labels, guint n_labels, guint first, guint n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_byte_array_append (bytes, labels + i * n_labels, n_labels);
      for (guint j = 0; j < 3072; j++)
        {
          guint8 pixel = (guint8) (3 * (first + i) + j / 1024);

          g_byte_array_append (bytes, &pixel, 1);
        }
    }
  put (name, bytes->data, bytes->len);
}

static void
cifar10_is_all_its_batches (void **state)
{
  put_cifar ("cifar-10-batches-bin/data_batch_1.bin", (const guint8[]){ 9, 0 }, 1, 0, 2);
  put_cifar ("cifar-10-batches-bin/data_batch_2.bin", (const guint8[]){ 3 }, 1, 2, 1);
  put_cifar ("cifar-10-batches-bin/data_batch_3.bin", (const guint8[]){ 4, 0, 9 }, 1, 3, 3);
  put_text ("cifar-10-batches-bin/batches.meta.txt",
            "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");

  g_autoptr (ColimDataSource) source = open_named ("cifar10", folder);
  g_autoptr (ColimDataSource) trucks = open_named ("cifar10(label=\"truck\")", folder);
  static const gint32 labels[] = { 9, 0, 3, 4, 0, 9 };

  assert_column (source, "image", "Real[3, 32, 32]");
  assert_column (source, "label", "Class[10]");
  assert_int_equal (colim_data_source_get_n_rows (source), 6);
  for (gint32 i = 0; i < 6; i++)
    {
      float pixels[3072];

      read_column (source, "image", &i, 1, pixels);
      for (gint32 j = 0; j < 3072; j++)
        assert_true (pixels[j] == (float) (3 * i + j / 1024) * (float) (1.0 / 255));
      assert_int_equal (read_label (source, "label", i), labels[i]);
    }
  assert_int_equal (colim_data_source_get_n_rows (trucks), 2);
}

/* In the test split the classes come in another order than in the training split, and one comes that is not there at
 * all. */
static void
splits_number_the_classes_of_a_choice_alike (void **state)
{
  put_cifar ("train.bin", (const guint8[]){ 1, 70, 2, 5, 1, 60, 1, 70 }, 2, 0, 4);
  put_cifar ("test.bin", (const guint8[]){ 1, 60, 1, 50, 1, 70, 0, 5 }, 2, 0, 4);

  g_autoptr (ColimDataSource) all = open_named ("cifar100.test", folder);
  g_autoptr (ColimDataSource) train = open_named ("cifar100(coarse=1)", folder);
  g_autoptr (ColimDataSource) test = open_named ("cifar100.test(coarse=1)", folder);

  assert_column (all, "label", "Class[100]");
  assert_column (all, "coarse", "Class[20]");
  assert_int_equal (read_label (all, "label", 1), 50);
  assert_int_equal (read_label (all, "coarse", 1), 1);
  assert_column (train, "label", "Class[2]");
  assert_int_equal (read_label (train, "label", 1), 1);
  assert_column (test, "label", "Class[3]");
  assert_int_equal (read_label (test, "label", 0), 1);
  assert_int_equal (read_label (test, "label", 1), 2);
  assert_int_equal (read_label (test, "label", 2), 0);
}

static void
omniglot_is_chosen_by_alphabet (void **state)
{
  put_idx ("omniglot/background_28x28-idx3-ubyte", 5, TRUE, FALSE);
  put_text ("omniglot/background_labels.tsv", "character_id\talphabet_id\tdrawer\tpath\n"
                                              "1\t1\t1\tGreek/character01/1.png\n"
                                              "0\t0\t1\tLatin/character01/1.png\n"
                                              "2\t1\t5\tGreek/character02/1.png\n"
                                              "2\t1\t3\tGreek/character02/2.png\n"
                                              "0\t0\t2\tLatin/character01/2.png\n");

  g_autoptr (ColimDataSource) all = open_named ("omniglot", folder);
  g_autoptr (ColimDataSource) greek = open_named ("omniglot(alphabet=\"Greek\")", folder);
  static const gint32 characters[] = { 0, 1, 1 }, drawers[] = { 0, 1, 2 };

  assert_column (all, "character", "Class[3]");
  assert_column (all, "alphabet", "Class[2]");
  assert_column (all, "drawer", "Class[5]");
  assert_int_equal (read_label (all, "drawer", 2), 4);
  assert_string_equal (colim_table_source_get_class_names (COLIM_TABLE_SOURCE (all), 1)[2], "Greek/character02");
  assert_column (greek, "character", "Class[2]");
  assert_column (greek, "alphabet", "Class[1]");
  for (gint32 i = 0; i < 3; i++)
    {
      assert_int_equal (read_label (greek, "character", i), characters[i]);
      assert_int_equal (read_label (greek, "drawer", i), drawers[i]);
    }
  assert_string_equal (colim_table_source_get_class_names (COLIM_TABLE_SOURCE (greek), 2)[0], "Greek");
  assert_refused ("omniglot(alphabet=\"Greeck\")", folder, COLIM_ERROR_UNKNOWN_NAME,
                  "data set:1:11: error: there is no alphabet 'Greeck'; is it 'Greek'?");
}

static void
any_idx_file_can_be_read (void **state)
{
  static const guint8 shorts[] = { 0, 0, 0x0b, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0xff, 0xfe, 1, 44 };
  static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 2, 4, 0 };
  g_autofree char *path = write_file ("x", shorts, sizeof shorts);
  g_autofree char *labels_path = write_file ("y", labels, sizeof labels);
  g_autofree char *both = g_strdup_printf ("idx(\"%s\", labels=\"%s\")", path, labels_path);
  g_autofree char *one = g_strdup_printf ("idx(\"%s\")", path);
  g_autoptr (ColimDataSource) source = open_named (both, NULL);
  g_autoptr (ColimDataSource) unlabelled = open_named (one, NULL);
  float out[2];

  assert_column (source, "image", "Real[1]");
  assert_column (source, "label", "Class[5]");
  read_column (source, "image", (const gint32[]){ 0, 1 }, 2, out);
  assert_true (out[0] == -2 && out[1] == 300);
  assert_int_equal (colim_data_source_get_n_columns (unlabelled), 1);
}

static void
a_file_name_is_relative_to_the_diagram (void **state)
{
  put_text ("inner/table.csv", "a\n7\n");

  g_autofree char *path = g_build_filename (folder, "inner", "x.colim", NULL);
  g_autoptr (ColimText) text = colim_text_new (path, "N => [csv(\"table.csv\")]", -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) statement = colim_parse_statement (text, diagnostics);
  g_autoptr (ColimDataSource) source
    = colim_data_set_open (colim_term_get_child (colim_term_get_child (statement, 0), 0), NULL, diagnostics);
  float out;

  assert_non_null (source);
  read_column (source, "a", (const gint32[]){ 0 }, 1, &out);
  assert_true (out == 7);
}

static void
what_is_in_use_is_read_once (void **state)
{
  put_text ("a.csv", "x\n1\n");

  g_autofree char *data_set = g_strdup_printf ("csv(\"%s/a.csv\")", folder);
  g_autofree char *spaced = g_strdup_printf ("csv( \"%s/a.csv\" )", folder);
  g_autofree char *cut = g_strdup_printf ("csv(\"%s/a.csv\", first=1)", folder);
  ColimDataSource *first = open_named (data_set, NULL);
  gpointer weak = first;
  g_autoptr (ColimDataSource) again = open_named (spaced, NULL);
  g_autoptr (ColimDataSource) other = open_named (cut, NULL);
  g_autoptr (ColimDataSource) same = open_named (cut, NULL);
  g_autoptr (ColimDataSource) elsewhere = open_named (data_set, folder);

  assert_ptr_equal (first, again);
  assert_ptr_not_equal (first, other);
  assert_ptr_equal (other, same);
  assert_ptr_not_equal (first, elsewhere);
  g_object_add_weak_pointer (G_OBJECT (first), &weak);
  g_object_unref (first);
  assert_non_null (weak);
  g_clear_object (&again);
  assert_null (weak);
}

static void
what_has_changed_is_read_anew (void **state)
{
  put_idx ("train-images-idx3-ubyte", 3, TRUE, FALSE);
  put_idx ("train-labels-idx1-ubyte", 3, FALSE, FALSE);

  g_autoptr (ColimDataSource) before = open_named ("mnist", folder);
  g_autoptr (ColimDataSource) same = open_named ("mnist", folder);

  put ("train-labels-idx1-ubyte", "\0\0\10\1\0\0\0\3\7\0\0", 11);

  g_autoptr (ColimDataSource) relabelled = open_named ("mnist", folder);

  put_idx ("mnist/train-images-idx3-ubyte", 5, TRUE, FALSE);
  put_idx ("mnist/train-labels-idx1-ubyte", 5, FALSE, FALSE);

  g_autoptr (ColimDataSource) nearer = open_named ("mnist", folder);

  assert_ptr_equal (before, same);
  assert_int_equal (read_label (before, "label", 0), 0);
  assert_int_equal (read_label (relabelled, "label", 0), 7);
  assert_numbered (nearer, 5);
  put_cifar ("data_batch_1.bin", (const guint8[]){ 9, 0 }, 1, 0, 2);

  g_autoptr (ColimDataSource) one = open_named ("cifar10", folder);

  put_cifar ("data_batch_2.bin", (const guint8[]){ 3 }, 1, 2, 1);

  g_autoptr (ColimDataSource) two = open_named ("cifar10", folder);

  assert_int_equal (colim_data_source_get_n_rows (one), 2);
  assert_int_equal (colim_data_source_get_n_rows (two), 3);
}

static gpointer
open_often (gpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (ColimDataSource) source = colim_data_set_open_named (data, NULL, NULL);

      if (source == NULL || colim_data_source_get_n_rows (source) != 2)
        return NULL;
    }

  return data;
}

static void
any_thread_may_open (void **state)
{
  put_text ("a.csv", "x\n1\n2\n");

  g_autofree char *data_set = g_strdup_printf ("csv(\"%s/a.csv\")", folder);
  GThread *threads[4];

  for (gint i = 0; i < 4; i++)
    threads[i] = g_thread_new (NULL, open_often, data_set);
  for (gint i = 0; i < 4; i++)
    assert_ptr_equal (g_thread_join (threads[i]), data_set);
}

/* Each is said in one line that names the file. */
static void
bad_files_are_refused (void **state)
{
  static const struct {
    const char *bytes;
    gsize length;
    gboolean is_packed;
    const char *text;
  } cases[] = {
    { "", 0, FALSE, "ends too early" },
    { "", 0, TRUE, "ends too early" },
    { "P5\n1", 4, FALSE, "is not an IDX file: it begins with 50 35 0a" },
    { "\0\0\7\1", 4, FALSE, "is not an IDX file: it begins with 00 00 07" },
    { "\0\0\10\0", 4, FALSE, "has 0 extents; there are from 1 to 8" },
    { "\0\0\10\11", 4, FALSE, "has 9 extents; there are from 1 to 8" },
    { "\0\0\10\1\0\0", 6, FALSE, "ends too early" },
    { "\0\0\10\1\0\0\0\3ab", 10, FALSE, "is too short for the 3 bytes that its header says" },
    { "\0\0\10\1\0\0\0\1ab", 10, FALSE, "has more bytes than its header says" },
    { "\0\0\10\1\0\0\0\1ab", 10, TRUE, "has more bytes than its header says" },
    { "\0\0\10\1\377\377\377\377a", 9, TRUE, "is too short for the 4294967295 bytes that its header says" },
    { "\0\0\16\3\377\377\377\377\377\377\377\377\377\377\377\377", 16, FALSE,
      "has extents whose product is beyond all files" },
    { "\037\213\10\0\0\0\0\0\0\3ab", 12, FALSE, "is packed with gzip, and damaged" },
    { "\037\213", 2, FALSE, "is packed with gzip, and damaged" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, "bad", NULL);
      g_autofree char *data_set = g_strdup_printf ("idx(\"%s\")", path);
      g_autofree char *expected = g_strdup_printf ("data set:1:2: error: %s: %s", path, cases[i].text);

      (cases[i].is_packed ? put_packed : put) ("bad", cases[i].bytes, cases[i].length);
      assert_refused (data_set, NULL, COLIM_ERROR_PARSE, expected);
    }
}

static void
what_is_no_file_is_refused (void **state)
{
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *of_missing = g_strdup_printf ("idx(\"%s\")", missing);
  g_autofree char *of_pipe = g_strdup_printf ("idx(\"%s\")", pipe);
  g_autofree char *of_folder = g_strdup_printf ("csv(\"%s\")", folder);
  g_autofree char *missing_text = g_strdup_printf ("data set:1:2: error: %s: cannot be read: no such file", missing);
  g_autofree char *pipe_text = g_strdup_printf ("data set:1:2: error: %s: is not a file", pipe);
  g_autofree char *folder_text = g_strdup_printf ("data set:1:2: error: %s: is not a file", folder);

  assert_int_equal (mkfifo (pipe, 0600), 0);
  assert_refused (of_missing, NULL, COLIM_ERROR_IO, missing_text);
  assert_refused (of_pipe, NULL, COLIM_ERROR_IO, pipe_text);
  assert_refused (of_folder, NULL, COLIM_ERROR_IO, folder_text);
  assert_refused ("idx", NULL, COLIM_ERROR_UNDEFINED,
                  "data set:1:2: error: 'idx' needs 'file': an IDX file, .gz or not");
  assert_refused ("idx(3)", NULL, COLIM_ERROR_TYPE, "data set:1:6: error: 'file' of 'idx' is a text in quotes, not 3");
  assert_refused ("idx.test(\"x\")", NULL, COLIM_ERROR_UNKNOWN_NAME,
                  "data set:1:2: error: data set 'idx' has no split 'test': it has none");
}

/* Files that are what they say but not what the set needs. */
static void
files_that_do_not_belong_together_are_refused (void **state)
{
  g_autofree char *labels = g_build_filename (folder, "train-labels-idx1-ubyte", NULL);
  g_autofree char *images = g_build_filename (folder, "train-images-idx3-ubyte", NULL);
  g_autofree char *table = g_build_filename (folder, "background_labels.tsv", NULL);
  g_autofree char *fewer
    = g_strdup_printf ("data set:1:2: error: %s: column 'label' has 2 rows, the columns before it 3", labels);
  g_autofree char *beyond
    = g_strdup_printf ("data set:1:2: error: %s: column 'label': label 10 of row 0 is none of Class[10]", labels);
  g_autofree char *flat
    = g_strdup_printf ("data set:1:2: error: %s: expected pictures of 28 by 28 bytes, not [3]", images);
  g_autofree char *records
    = g_strdup_printf ("data set:1:2: error: %s/test_batch.bin: 3072 bytes are not records of 3073", folder);
  g_autofree char *rows = g_strdup_printf (
    "data set:1:2: error: %s: line 2: expected three numbers and a path, none above the 1 rows", table);
  g_autofree char *header = g_strdup_printf (
    "data set:1:2: error: %s: line 1: expected 'character_id', 'alphabet_id', 'drawer' and 'path'", table);
  g_autofree char *names = g_strdup_printf (
    "data set:1:2: error: %s/classes.txt: column 'label': 2 names are not those of Class[10]", folder);
  g_autofree guint8 *pixels = g_new0 (guint8, 3073);

  put_idx ("train-images-idx3-ubyte", 3, TRUE, FALSE);
  put_idx ("train-labels-idx1-ubyte", 2, FALSE, FALSE);
  assert_refused ("mnist", folder, COLIM_ERROR_TYPE, fewer);
  put ("train-labels-idx1-ubyte", "\0\0\10\1\0\0\0\3\12\0\0", 11);
  assert_refused ("mnist", folder, COLIM_ERROR_OUT_OF_RANGE, beyond);
  put_idx ("train-images-idx3-ubyte", 3, FALSE, FALSE);
  assert_refused ("mnist", folder, COLIM_ERROR_TYPE, flat);
  put ("test_batch.bin", pixels, 3072);
  assert_refused ("cifar10.test", folder, COLIM_ERROR_PARSE, records);
  put ("test_batch.bin", pixels, 3073);
  put_text ("classes.txt", "a\nb\n");
  assert_refused ("cifar10.test", folder, COLIM_ERROR_TYPE, names);
  put_idx ("background_28x28-idx3-ubyte", 1, TRUE, FALSE);
  put_text ("background_labels.tsv", "character_id\talphabet_id\tdrawer\tpath\n2\t0\t1\tx\n");
  assert_refused ("omniglot", folder, COLIM_ERROR_PARSE, rows);
  put_text ("background_labels.tsv", "character_id\tdrawer\talphabet_id\tpath\n");
  assert_refused ("omniglot", folder, COLIM_ERROR_PARSE, header);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test_in_folder (mnist_is_found_plain_and_packed_in_any_of_its_folders),
    test_in_folder (files_are_looked_for_in_the_folder_then_in_the_environment),
    test_in_folder (cifar10_is_all_its_batches),
    test_in_folder (splits_number_the_classes_of_a_choice_alike),
    test_in_folder (omniglot_is_chosen_by_alphabet),
    test_in_folder (any_idx_file_can_be_read),
    test_in_folder (a_file_name_is_relative_to_the_diagram),
    test_in_folder (what_is_in_use_is_read_once),
    test_in_folder (what_has_changed_is_read_anew),
    test_in_folder (any_thread_may_open),
    test_in_folder (bad_files_are_refused),
    test_in_folder (what_is_no_file_is_refused),
    test_in_folder (files_that_do_not_belong_together_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
