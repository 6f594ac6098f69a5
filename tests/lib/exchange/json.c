/* The tree says what the tokens say, and knows where. */

#include "tests/lib/exchange/json-fixtures.h"

/* Walks tree and tokens together. */
static void
assert_reads_as (ColimJsonReader *reader, ColimJsonToken token, const ColimJson *json)
{
  guint n = 0;

  assert_int_equal (colim_json_get_kind (json), token);
  assert_int_equal (colim_json_get_offset (json), colim_json_reader_get_offset (reader));
  if (colim_json_reader_get_string (reader, NULL) != NULL)
    assert_string_equal (colim_json_get_string (json), colim_json_reader_get_string (reader, NULL));
  else
    assert_null (colim_json_get_string (json));
  if (token == COLIM_JSON_ARRAY)
    while ((token = colim_json_reader_next (reader, NULL)) != COLIM_JSON_ARRAY_END)
      assert_reads_as (reader, token, colim_json_get_element (json, n++));
  else if (token == COLIM_JSON_OBJECT)
    while (colim_json_reader_next (reader, NULL) != COLIM_JSON_OBJECT_END)
      {
        const char *key = colim_json_reader_get_string (reader, NULL);

        assert_string_equal (colim_json_get_key (json, n), key);
        assert_ptr_equal (colim_json_find (json, key), colim_json_get_element (json, n));
        assert_reads_as (reader, colim_json_reader_next (reader, NULL), colim_json_get_element (json, n++));
      }
  assert_int_equal (colim_json_get_length (json), n);
}

static void
the_tree_is_what_the_tokens_say (GRand *rand)
{
  g_autofree char *document = random_document (g_rand_int (rand), g_rand_boolean (rand));
  g_autoptr (ColimText) text = colim_text_new ("a", document, -1);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  g_autoptr (ColimJsonReader) reader = slow_reader (document, strlen (document), 7, FALSE);

  assert_non_null (json);
  assert_reads_as (reader, colim_json_reader_next (reader, NULL), json);
}

static void
values_know_their_places (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("a", "{\"é\": [1,\n  \"x\", true]}", -1);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  ColimJson *array = colim_json_find (json, "é");
  guint line, column;

  assert_int_equal (colim_json_get_length (array), 3);
  assert_int_equal (colim_json_get_offset (array), 7);
  assert_ptr_equal (colim_json_get_text (array), text);
  colim_text_get_place (text, colim_json_get_offset (colim_json_get_element (array, 1)), &line, &column);
  assert_int_equal (line, 2);
  assert_int_equal (column, 3);
  assert_null (colim_json_find (json, "e"));
  assert_null (colim_json_find (array, "e"));
}

static void
values_outlive_their_documents (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("a", "[{\"x\": 5}]", -1);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  g_autoptr (ColimJson) inner = colim_json_ref (colim_json_get_element (json, 0));
  gint64 value;
  double real;

  g_clear_pointer (&json, colim_json_unref);
  g_clear_pointer (&text, colim_text_unref);
  assert_true (colim_json_get_int (colim_json_find (inner, "x"), &value));
  assert_int_equal (value, 5);
  assert_true (colim_json_get_double (colim_json_find (inner, "x"), &real));
  assert_true (real == 5);
  assert_false (colim_json_get_int (inner, &value));
  assert_false (colim_json_get_double (inner, &real));
}

static void
keys_come_once (void **state)
{
  GString *many = g_string_new ("{");

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (many, "\"%u\": {\"0\": 1},\n", i);
  for (guint i = 0; i < 100; i += 33)
    {
      g_autofree char *document = g_strdup_printf ("%s \"%u\": 2}", many->str, i);
      g_autofree char *message = g_strdup_printf ("a:101:2: error: the key '%u' is there already\n   \"%u\": 2}\n   ^", i, i);
      g_autoptr (ColimText) text = colim_text_new ("a", document, -1);
      g_autoptr (GError) error = NULL;

      assert_null (colim_json_parse (text, &error));
      assert_colim_error (error, COLIM_ERROR_DUPLICATE_NAME, message);
    }
  g_string_free (many, TRUE);
}

static void
what_is_wrong_is_refused (void **state)
{
  static const struct {
    const char *text;
    const char *message;
    ColimError code;
  } cases[] = {
    { "{\"a\": 1, \"b\": {\"a\": 2, \"\\u0061\": 3}}",
      "a:1:24: error: the key 'a' is there already\n  {\"a\": 1, \"b\": {\"a\": 2, \"\\u0061\": 3}}\n                         ^",
      COLIM_ERROR_DUPLICATE_NAME },
    { "[\"a\\u0000b\"]", "a:1:2: error: U+0000 cannot be in a string here\n  [\"a\\u0000b\"]\n   ^", COLIM_ERROR_PARSE },
    { "{\"\\u0000\": 1}", "a:1:2: error: U+0000 cannot be in a string here\n  {\"\\u0000\": 1}\n   ^", COLIM_ERROR_PARSE },
    { "[1] 2", "a:1:5: error: expected the end of the text, not '2'\n  [1] 2\n      ^", COLIM_ERROR_PARSE },
    { "[[1, 2", "a:1:7: error: expected ',' or ']', not the end of the text\n  [[1, 2\n        ^", COLIM_ERROR_PARSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimText) text = colim_text_new ("a", cases[i].text, -1);
      g_autoptr (GError) error = NULL;

      assert_null (colim_json_parse (text, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (the_tree_is_what_the_tokens_say),
    cmocka_unit_test (values_know_their_places),
    cmocka_unit_test (values_outlive_their_documents),
    cmocka_unit_test (keys_come_once),
    cmocka_unit_test (what_is_wrong_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
