/* What others write is read as they mean it, and no header is believed. */

#include "tests/lib/exchange/safetensors-fixtures.h"

#include <unistd.h>

static ColimSafetensors *
parse (const char *header, gsize n_data, GError **error)
{
  g_autoptr (GBytes) bytes = make_file (header, n_data);

  return colim_safetensors_parse ("a", bytes, error);
}

#define X(members) "{\"x\":{" members "}}"
#define AT(type, shape, offsets) "\"dtype\":\"" type "\",\"shape\":[" shape "],\"data_offsets\":[" offsets "]"

static void
headers_are_not_believed (void **state)
{
  static const struct {
    const char *header;
    gsize n_data;
    ColimError code;
    const char *message;
  } bad[] = {
    { "", 0, COLIM_ERROR_PARSE, "a:1:1: error: expected a value, not the end of the text" },
    { "[]", 0, COLIM_ERROR_PARSE, "a:1:1: error: expected an object" },
    { "{} x", 0, COLIM_ERROR_PARSE, "a:1:4: error: expected the end of the text, not 'x'" },
    { "{\"x\":1}", 0, COLIM_ERROR_PARSE, "a:1:6: error: tensor 'x': expected an object" },
    { "{\"x\":{", 0, COLIM_ERROR_PARSE, "a:1:7: error: expected a key or '}', not the end of the text" },
    { X (""), 0, COLIM_ERROR_UNDEFINED, "a:1:7: error: tensor 'x': there is no 'dtype'" },
    { X ("\"dtype\":\"F32\",\"data_offsets\":[0,4]"), 4, COLIM_ERROR_UNDEFINED,
      "a:1:41: error: tensor 'x': there is no 'shape'" },
    { X ("\"dtype\":4"), 0, COLIM_ERROR_PARSE, "a:1:15: error: tensor 'x': expected the name of a kind of numbers" },
    { X ("\"dtype\":\"F8_E4M3\""), 0, COLIM_ERROR_TYPE,
      "a:1:15: error: tensor 'x': numbers of kind 'F8_E4M3' are not read" },
    { X ("\"dtype\":\"U8\",\"dtype\":\"U8\""), 0, COLIM_ERROR_DUPLICATE_NAME,
      "a:1:20: error: tensor 'x': 'dtype' is there already" },
    { X ("\"shape\":{}"), 0, COLIM_ERROR_PARSE, "a:1:15: error: tensor 'x': expected a shape" },
    { X ("\"shape\":[2,-1]"), 0, COLIM_ERROR_PARSE,
      "a:1:18: error: tensor 'x': expected a whole number from 0 in a shape" },
    { X ("\"shape\":[1.0]"), 0, COLIM_ERROR_PARSE,
      "a:1:16: error: tensor 'x': expected a whole number from 0 in a shape" },
    { X ("\"shape\":[9223372036854775808]"), 0, COLIM_ERROR_PARSE,
      "a:1:16: error: tensor 'x': expected a whole number from 0 in a shape" },
    { X ("\"shape\":[1,1,1,1,1,1,1,1,1]"), 0, COLIM_ERROR_TOO_LARGE,
      "a:1:32: error: tensor 'x': more than 8 numbers in a shape" },
    { X ("\"data_offsets\":[0]"), 4, COLIM_ERROR_PARSE,
      "a:1:24: error: tensor 'x': expected the offsets of the first byte and of the end" },
    { X ("\"data_offsets\":[4,0]"), 4, COLIM_ERROR_PARSE,
      "a:1:26: error: tensor 'x': expected the offsets of the first byte and of the end" },
    { X ("\"data_offsets\":[0,5]"), 4, COLIM_ERROR_OUT_OF_RANGE,
      "a:1:26: error: tensor 'x': ends at byte 5, and there are 4" },
    { X (AT ("F32", "2", "0,4")), 4, COLIM_ERROR_PARSE,
      "a:1:53: error: tensor 'x': the shape takes 8 bytes of F32, and there are 4" },
    { X (AT ("F64", "4294967296,4294967296", "0,0")), 0, COLIM_ERROR_TOO_LARGE,
      "a:1:73: error: tensor 'x': the shape is of more numbers than there can be" },
    { X (AT ("U8", "4611686018427387904,0", "0,0")), 0, COLIM_ERROR_TOO_LARGE,
      "a: tensor 'x': extent 4611686018427387904 makes no tensor that can be held" },
    { "{\"x\":{" AT ("U8", "1", "0,1") "},\"x\":{" AT ("U8", "1", "1,2") "}}", 2, COLIM_ERROR_DUPLICATE_NAME,
      "a:1:54: error: tensor 'x': is there already" },
    { "{\"x\":{" AT ("U8", "1", "0,1") "},\"y\":{" AT ("U8", "1", "2,3") "}}", 3, COLIM_ERROR_PARSE,
      "a: tensor 'y' begins at byte 2, and the one before it ends at byte 1" },
    { "{\"x\":{" AT ("U8", "2", "0,2") "},\"y\":{" AT ("U8", "2", "1,3") "}}", 3, COLIM_ERROR_PARSE,
      "a: tensor 'y' begins at byte 1, and the one before it ends at byte 2" },
    { "{\"x\":{" AT ("U8", "2", "0,2") "},\"y\":{" AT ("U8", "2", "0,2") "}}", 2, COLIM_ERROR_PARSE,
      "a: tensor 'y' begins at byte 0, and the one before it ends at byte 2" },
    { X (AT ("U8", "1", "1,2")), 2, COLIM_ERROR_PARSE,
      "a: tensor 'x' begins at byte 1, and the one before it ends at byte 0" },
    { X (AT ("U8", "1", "0,1")), 3, COLIM_ERROR_PARSE, "a: the last tensor ends at byte 1, and there are 3" },
    { "{}", 1, COLIM_ERROR_PARSE, "a: the last tensor ends at byte 0, and there are 1" },
    { "{\"__metadata__\":[]}", 0, COLIM_ERROR_PARSE, "a:1:17: error: expected an object of metadata" },
    { "{\"__metadata__\":{\"k\":1}}", 0, COLIM_ERROR_PARSE, "a:1:22: error: expected a string: metadata are texts" },
    { "{\"__metadata__\":{\"k\":\"\",\"k\":\"\"}}", 0, COLIM_ERROR_DUPLICATE_NAME,
      "a:1:25: error: the metadata 'k' are there already" },
    { "{\"__metadata__\":{},\"__metadata__\":{}}", 0, COLIM_ERROR_DUPLICATE_NAME,
      "a:1:20: error: the metadata are there already" },
    { "{\"x\\u0000\":{}}", 0, COLIM_ERROR_PARSE, "a:1:2: error: U+0000 cannot be in a name" },
    { "{\"x\\ny\":0}", 0, COLIM_ERROR_PARSE, "a:1:9: error: tensor 'x\xef\xbf\xbdy': expected an object" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (parse (bad[i].header, bad[i].n_data, &error));
      assert_colim_error (error, bad[i].code, bad[i].message);
    }
}

/* Members in any order, members that we do not know, tensors in another order than their bytes. */
static void
what_others_write_is_read (void **state)
{
  g_autoptr (ColimSafetensors) self
    = parse (" {\"y\":{\"more\":[{}],\"data_offsets\":[2,3],\"shape\":[],\"dtype\":\"U8\"},\n"
             "\"none\":{" AT ("F64", "0,7", "2,2") "},\"x\":{" AT ("U8", "2,1", "0,2") "},"
             "\"__metadata__\":{\"format\":\"pt\"}} \n",
             3, NULL);

  assert_non_null (self);
  assert_int_equal (colim_safetensors_get_n (self), 3);
  assert_string_equal (colim_safetensors_get_name (self, 0), "y");
  assert_true (colim_tensor_get_value (colim_safetensors_find (self, "y"), 0) == 2);
  assert_true (colim_tensor_get_value (colim_safetensors_find (self, "x"), 1) == 1);
  assert_int_equal (colim_tensor_get_n_values (colim_safetensors_find (self, "none")), 0);
  assert_string_equal (colim_safetensors_get_metadata (self, "format"), "pt");
  assert_null (colim_safetensors_get_metadata (self, "y"));
  assert_null (colim_safetensors_find (self, "format"));
}

static void
lengths_are_not_believed (void **state)
{
  static const struct {
    const char *bytes;
    gsize length;
    const char *message;
  } bad[] = {
    { "", 0, "a: 0 bytes are too few for safetensors" },
    { "\2\0\0\0\0\0\0", 7, "a: 7 bytes are too few for safetensors" },
    { "\3\0\0\0\0\0\0\0{}", 10, "a: a header of 3 bytes is longer than the file" },
    { "\xff\xff\xff\xff\xff\xff\xff\xff{}", 10, "a: a header of 18446744073709551615 bytes is longer than the file" },
    { "\0\0\0\0\0\0\0\x80{}", 10, "a: a header of 9223372036854775808 bytes is longer than the file" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (bad[i].bytes, bad[i].length);
      g_autoptr (GError) error = NULL;

      assert_null (colim_safetensors_parse ("a", bytes, &error));
      assert_colim_error (error, COLIM_ERROR_PARSE, bad[i].message);
    }
}

/* A file of holes: it takes no room, and its header would take all. */
static void
headers_of_more_than_100_mb_are_refused (void **state)
{
  g_autofree char *path = g_build_filename (folder, "long", NULL);
  g_autofree char *expected = g_strdup_printf ("%s: a header of 100000001 bytes is longer than 100 MB", path);
  g_autoptr (GError) error = NULL;

  assert_true (g_file_set_contents (path, "\x01\xe1\xf5\x05\0\0\0\0{", 9, NULL));
  assert_int_equal (truncate (path, 100000100), 0);
  assert_null (colim_safetensors_read (path, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE, expected);
  assert_int_equal (g_unlink (path), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (headers_are_not_believed),
    cmocka_unit_test (what_others_write_is_read),
    cmocka_unit_test (lengths_are_not_believed),
    cmocka_unit_test (headers_of_more_than_100_mb_are_refused),
  };

  return cmocka_run_group_tests (tests, make_folder, remove_folder);
}
