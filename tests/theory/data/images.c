/* Folders of pictures. */

#include "tests/theory/data/data-folder.h"

#include <glib/gstdio.h>

static void
assert_images_refused (ColimError code, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* @format says what is wrong; it is given the folder. */
static void
assert_images_refused (ColimError code, const char *format, ...)
{
  g_autofree char *data_set = g_strdup_printf ("images(\"%s\")", folder);
  g_autofree char *message = NULL;
  g_autofree char *expected = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  expected = g_strdup_printf ("data set:1:2: error: %s", message);
  assert_refused (data_set, NULL, code, expected);
}

static ColimDataSource *
open_images (void)
{
  g_autofree char *data_set = g_strdup_printf ("images(\"%s\")", folder);

  return open_named (data_set, NULL);
}

static void
a_folder_is_a_class (void **state)
{
  put_text ("dog/2.pgm", "P5\n# a comment\n2 3\n255\nabcdef");
  put_text ("dog/10.pgm", "P5 2 3 255 ghijkl");
  put_text ("cat/a", "P5#\n2#\n3\t255\rmnopqr");
  put_text ("cat/.hidden", "no picture");
  put_text ("README", "no picture");
  put_text ("none/.keep", "");

  g_autoptr (ColimDataSource) source = open_images ();
  const char *const *names = colim_table_source_get_class_names (COLIM_TABLE_SOURCE (source), 1);
  static const char pixels[] = "mnopqrghijklabcdef";
  static const gint32 labels[] = { 0, 1, 1 };

  assert_column (source, "image", "Real[1, 3, 2]");
  assert_column (source, "label", "Class[3]");
  assert_string_equal (names[0], "cat");
  assert_string_equal (names[1], "dog");
  assert_string_equal (names[2], "none");
  assert_int_equal (colim_data_source_get_n_rows (source), 3);
  for (gint32 i = 0; i < 3; i++)
    {
      float row[6];

      read_column (source, "image", &i, 1, row);
      for (gint32 j = 0; j < 6; j++)
        assert_true (row[j] == (float) pixels[6 * i + j] * (float) (1.0 / 255));
      assert_int_equal (read_label (source, "label", i), labels[i]);
    }
}

static void
colours_become_planes (void **state)
{
  put_text ("x/a.ppm", "P6 2 1 255 rgbRGB");

  g_autoptr (ColimDataSource) source = open_images ();
  static const char planes[] = "rRgGbB";
  float row[6];

  assert_column (source, "image", "Real[3, 1, 2]");
  read_column (source, "image", (const gint32[]){ 0 }, 1, row);
  for (gint32 i = 0; i < 6; i++)
    assert_true (row[i] == (float) planes[i] * (float) (1.0 / 255));
}

static void
a_picture_more_is_seen (void **state)
{
  put_text ("x/a", "P5 1 1 255 a");

  g_autoptr (ColimDataSource) one = open_images ();
  g_autoptr (ColimDataSource) same = open_images ();

  put_text ("x/b", "P5 1 1 255 b");

  g_autoptr (ColimDataSource) two = open_images ();

  put_text ("y/c", "P5 1 1 255 c");

  g_autoptr (ColimDataSource) three = open_images ();

  assert_ptr_equal (one, same);
  assert_int_equal (colim_data_source_get_n_rows (one), 1);
  assert_int_equal (colim_data_source_get_n_rows (two), 2);
  assert_int_equal (colim_data_source_get_n_rows (three), 3);
}

static void
sizes_must_agree (void **state)
{
  put_text ("x/a", "P5 2 1 255 ab");
  put_text ("y/b", "P5 1 2 255 ab");
  assert_images_refused (COLIM_ERROR_TYPE, "%s/y/b: [1, 2, 1], and the pictures before it are [1, 1, 2]", folder);
}

static void
bad_pictures_are_refused (void **state)
{
  static const struct {
    const char *contents;
    const char *text;
  } cases[] = {
    { "", "ends too early" },
    { "\x89PNG", "is not a PGM or PPM file of bytes: it begins with 89 50" },
    { "P2 1 1 255 7", "is not a PGM or PPM file of bytes: it begins with 50 32" },
    { "P5", "ends too early" },
    { "P5 1 # 1", "ends too early" },
    { "P5 1 1 255", "ends too early" },
    { "P5 -1 1 255 a", "expected a width, a height and a largest value" },
    { "P5 1x1 255 a", "expected a width, a height and a largest value" },
    { "P5 1000000000 1 255 a", "expected a width, a height and a largest value" },
    { "P5 0 1 255 ", "is 0 by 1 pixels up to 255; there is at least one, up to 255" },
    { "P5 1 1 65535 ab", "is 1 by 1 pixels up to 65535; there is at least one, up to 255" },
    { "P5 2 2 255 abc", "is too short for the 4 bytes that its header says" },
    { "P6 999999999 999999999 255 abc", "is too short for the 2999999994000000003 bytes that its header says" },
    { "P5 1 1 255 ab", "has more bytes than its header says" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put_text ("x/a", cases[i].contents);
      assert_images_refused (COLIM_ERROR_PARSE, "%s/x/a: %s", folder, cases[i].text);
    }
}

static void
what_is_no_folder_of_folders_is_refused (void **state)
{
  g_autofree char *inner = g_build_filename (folder, "x", "y", NULL);
  g_autofree char *of_file = g_strdup_printf ("images(\"%s/file\")", folder);
  g_autofree char *of_missing = g_strdup_printf ("images(\"%s/missing\")", folder);
  g_autofree char *file_text = g_strdup_printf ("data set:1:2: error: %s/file: is not a folder", folder);
  g_autofree char *missing_text = g_strdup_printf ("data set:1:2: error: %s/missing: no such folder", folder);

  put_text ("file", "");
  assert_refused (of_file, NULL, COLIM_ERROR_IO, file_text);
  assert_refused (of_missing, NULL, COLIM_ERROR_IO, missing_text);
  assert_images_refused (COLIM_ERROR_IO, "%s: there is no picture in a folder in it", folder);
  assert_int_equal (g_mkdir_with_parents (inner, 0700), 0);
  assert_images_refused (COLIM_ERROR_IO, "%s: is not a file", inner);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test_in_folder (a_folder_is_a_class),
    test_in_folder (colours_become_planes),
    test_in_folder (a_picture_more_is_seen),
    test_in_folder (sizes_must_agree),
    test_in_folder (bad_pictures_are_refused),
    test_in_folder (what_is_no_folder_of_folders_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
