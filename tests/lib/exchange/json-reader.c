/* What is JSON and what is not, token by token, however the bytes come in. */

#include "tests/lib/exchange/json-fixtures.h"

/* All tokens with their texts and places, in one string; the error's message at the end. */
static char *
transcript (ColimJsonReader *reader)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ColimJsonToken token;

  do
    {
      gsize length;
      guint line, column;
      const char *string;

      token = colim_json_reader_next (reader, &error);
      string = colim_json_reader_get_string (reader, &length);
      colim_json_reader_get_place (reader, &line, &column);
      if (token != COLIM_JSON_ERROR)
        g_string_append_printf (out, "%d@%" G_GSIZE_FORMAT "=%u:%u ", token, colim_json_reader_get_offset (reader), line, column);
      g_string_append_len (out, string, (gssize) length);
      g_string_append_c (out, '\n');
    }
  while (token != COLIM_JSON_END && token != COLIM_JSON_ERROR);
  /* Of a text's message, the first line: a stream has no source line to show. */
  if (error != NULL)
    g_string_append_len (out, error->message, (gssize) strcspn (error->message, "\n"));

  return g_string_free (out, FALSE);
}

static gboolean
is_json (const char *bytes, gsize length)
{
  g_autoptr (ColimText) text = colim_text_new ("a", bytes, (gssize) length);
  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
  ColimJsonToken token;

  do
    token = colim_json_reader_next (reader, NULL);
  while (token != COLIM_JSON_END && token != COLIM_JSON_ERROR);

  return token == COLIM_JSON_END;
}

#define TEXT(literal) { literal, sizeof literal - 1 }

static const struct {
  const char *bytes;
  gsize length;
} yes[] = {
  TEXT ("{}"), TEXT ("[]"), TEXT (" [ ] "), TEXT ("\t{\r\n}\n"), TEXT ("0"), TEXT ("-0"), TEXT ("-0.0e-0"), TEXT ("1e1"),
  TEXT ("1E+10"), TEXT ("1.5e-3"), TEXT ("123456789012345678901234567890"), TEXT ("1e999"), TEXT ("true"), TEXT ("false"),
  TEXT ("null"), TEXT ("\"\""), TEXT ("\"\\u0000\""), TEXT ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), TEXT ("\"\\ud83d\\ude00\""),
  TEXT ("\"\\uD83D\\uDE00\""), TEXT ("\"\\uffff\""), TEXT ("\"\x7f\""), TEXT ("\"\xc3\xa9\""), TEXT ("\"\xe2\x82\xac\""),
  TEXT ("\"\xed\x9f\xbf\""), TEXT ("\"\xee\x80\x80\""), TEXT ("\"\xf0\x9f\x98\x80\""), TEXT ("\"\xf4\x8f\xbf\xbf\""),
  TEXT ("[1,[2,[3]],{\"a\":{\"b\":[]}}]"), TEXT ("{\"a\":1,\"a\":2}"), TEXT ("{\"\":0}"), TEXT ("\xef\xbb\xbf[1]"),
  TEXT ("[null,true,false]"), TEXT ("{\"a\" : 1 , \"b\" : [ ] }"), TEXT ("\"\\u2028\xe2\x80\xa8\""), TEXT ("[0,-1,0.1]"),
};

static const struct {
  const char *bytes;
  gsize length;
} no[] = {
  TEXT (""), TEXT (" "), TEXT ("["), TEXT ("]"), TEXT ("{"), TEXT ("}"), TEXT ("[1"), TEXT ("[1,"), TEXT ("[1,]"), TEXT ("[,1]"),
  TEXT ("[1 2]"), TEXT ("[1}"), TEXT ("{]"), TEXT ("{\"a\"}"), TEXT ("{\"a\":}"), TEXT ("{\"a\":1,}"), TEXT ("{\"a\" 1}"),
  TEXT ("{\"a\",1}"), TEXT ("{1:2}"), TEXT ("{a:1}"), TEXT ("{'a':1}"), TEXT ("{,}"), TEXT ("[:]"), TEXT ("[\"a\":1]"), TEXT ("1 2"),
  TEXT ("[] []"), TEXT ("[]]"), TEXT ("[],"), TEXT ("01"), TEXT ("-01"), TEXT ("00"), TEXT ("-"), TEXT ("+1"), TEXT ("--1"), TEXT (".5"),
  TEXT ("1."), TEXT ("1.e1"), TEXT ("1e"), TEXT ("1e+"), TEXT ("1e1.5"), TEXT ("1-2"), TEXT ("1+2"), TEXT ("0x10"), TEXT ("1a"),
  TEXT ("Infinity"), TEXT ("-Infinity"), TEXT ("NaN"), TEXT ("nan"), TEXT ("True"), TEXT ("tru"), TEXT ("truf"), TEXT ("truee"), TEXT ("nul"),
  TEXT ("fals"), TEXT ("\""), TEXT ("\"a"), TEXT ("'a'"), TEXT ("\"\n\""), TEXT ("\"\t\""), TEXT ("\"\0\""), TEXT ("\"\x1f\""),
  TEXT ("\"\\\""), TEXT ("\"\\a\""), TEXT ("\"\\U0041\""), TEXT ("\"\\x41\""), TEXT ("\"\\u004\""), TEXT ("\"\\u00g0\""), TEXT ("\"\\\0\""),
  TEXT ("\"\\ud83d\""), TEXT ("\"\\ude00\""), TEXT ("\"\\ud83d\\n\""), TEXT ("\"\\ud83d\\ud83d\""), TEXT ("\"\\ud83dx\""), TEXT ("\"\\ud83d\\"),
  TEXT ("\"\\ud83d\\u00\""), TEXT ("\"\x80\""), TEXT ("\"\xbf\""), TEXT ("\"\xc0\x80\""), TEXT ("\"\xc1\xbf\""), TEXT ("\"\xc3\""),
  TEXT ("\"\xc3"), TEXT ("\"\xe0\x80\x80\""), TEXT ("\"\xe2\x82\""), TEXT ("\"\xed\xa0\x80\""), TEXT ("\"\xf0\x80\x80\x80\""),
  TEXT ("\"\xf4\x90\x80\x80\""), TEXT ("\"\xf5\x80\x80\x80\""), TEXT ("\"\xf8\x88\x80\x80\x80\""), TEXT ("\"\xff\""), TEXT ("\xff"),
  TEXT ("[\xc3\xa9]"), TEXT ("[1]\0"), TEXT ("[\0]"), TEXT ("[1\f]"), TEXT ("[\v1]"), TEXT ("\xc2\xa0[1]"), TEXT ("\xe2\x81\xa0[]"),
  TEXT ("[1]//"), TEXT ("/**/1"), TEXT ("# 1\n1"), TEXT ("\xef\xbb\xbf"), TEXT ("[\xef\xbb\xbf]"), TEXT ("\xff\xfe[\0]\0"),
  TEXT ("[\"a\\u0041"), TEXT ("{\"a\":1"), TEXT ("{\"a\":"), TEXT ("{\"a"), TEXT ("*"), TEXT ("[1,,2]"), TEXT ("{\"a\":1 \"b\":2}"),
};

static void
json_is_what_the_rfc_says (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    if (!is_json (yes[i].bytes, yes[i].length))
      fail_msg ("refused: %s", yes[i].bytes);
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    if (is_json (no[i].bytes, no[i].length))
      fail_msg ("accepted: %s", no[i].bytes);
}

static void
assert_ways_agree (const char *bytes, gsize length)
{
  g_autoptr (ColimText) text = colim_text_new ("a", bytes, (gssize) length);
  g_autoptr (ColimJsonReader) whole = colim_json_reader_new_for_text (text);
  g_autofree char *expected = transcript (whole);

  for (gsize most = 1; most < 6; most++)
    {
      g_autoptr (ColimJsonReader) slow = slow_reader (bytes, length, most, FALSE);
      g_autofree char *found = transcript (slow);

      assert_string_equal (found, expected);
    }
}

static void
chunks_change_nothing (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    assert_ways_agree (yes[i].bytes, yes[i].length);
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    assert_ways_agree (no[i].bytes, no[i].length);
}

static void
chunks_change_nothing_in_random_bytes (GRand *rand)
{
  g_autofree char *document = random_document (g_rand_int (rand), g_rand_boolean (rand));
  gsize length = strlen (document);

  assert_ways_agree (document, length);
  document[g_rand_int_range (rand, 0, (gint32) length)] = (char) g_rand_int (rand);
  assert_ways_agree (document, length);
  assert_ways_agree (document, (gsize) g_rand_int_range (rand, 0, (gint32) length));
}

static void
a_window_may_end_anywhere (GRand *rand)
{
  g_autofree char *document = random_document (g_rand_int (rand), FALSE);
  g_autofree char *blanks = g_strnfill ((gsize) g_rand_int_range (rand, 65536 - 20, 65537), ' ');
  g_autofree char *padded = g_strconcat (blanks, document, NULL);
  g_autoptr (ColimJsonReader) reader = slow_reader (padded, strlen (padded), G_MAXSIZE, FALSE);
  g_autoptr (ColimText) text = colim_text_new ("a", padded, -1);
  g_autoptr (ColimJsonReader) whole = colim_json_reader_new_for_text (text);
  g_autofree char *found = transcript (reader);
  g_autofree char *expected = transcript (whole);

  assert_string_equal (found, expected);
}

static void
messages_say_where_and_what (void **state)
{
  static const struct {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "a:1:1: error: expected a value, not the end of the text\n  \n  ^" },
    { "[1,\n  2 3]", "a:2:5: error: expected ',' or ']', not '3'\n    2 3]\n      ^" },
    { "[1,]", "a:1:4: error: expected a value, not ']'\n  [1,]\n     ^" },
    { "[?", "a:1:2: error: expected a value or ']', not '?'\n  [?\n   ^" },
    { "{1", "a:1:2: error: expected a key or '}', not '1'\n  {1\n   ^" },
    { "{\"a\":1,}", "a:1:8: error: expected a key, not '}'\n  {\"a\":1,}\n         ^" },
    { "{\"a\" 1", "a:1:6: error: expected ':', not '1'\n  {\"a\" 1\n       ^" },
    { "{\"é\":1]", "a:1:7: error: expected ',' or '}', not ']'\n  {\"é\":1]\n        ^" },
    { "[]x", "a:1:3: error: expected the end of the text, not 'x'\n  []x\n    ^" },
    { "[-x", "a:1:3: error: expected a digit, not 'x'\n  [-x\n    ^" },
    { "[01]", "a:1:3: error: '1' does not fit into a number here\n  [01]\n    ^" },
    { "[1.e1]", "a:1:4: error: expected a digit, not 'e'\n  [1.e1]\n     ^" },
    { "\x01", "a:1:1: error: expected a value, not the byte 0x01\n  \xef\xbf\xbd\n  ^" },
    { "[nil]", "a:1:2: error: expected 'null', not another word\n  [nil]\n   ^" },
    { "[\"ab", "a:1:2: error: the string that begins here does not end\n  [\"ab\n   ^" },
    { "\"a\tb\"", "a:1:3: error: the control character U+0009 in a string is written '\\u0009'\n  \"a b\"\n    ^" },
    { "\"\\q\"", "a:1:3: error: expected one of \" \\ / b f n r t u after '\\', not 'q'\n  \"\\q\"\n    ^" },
    { "\"\\u12\"", "a:1:6: error: expected four hexadecimal digits after '\\u', not '\"'\n  \"\\u12\"\n       ^" },
    { "\"é\\ud800\"", "a:1:3: error: '\\ud800' is half of a surrogate pair\n  \"é\\ud800\"\n    ^" },
    { "\"é\xc3\"", "a:1:3: error: the byte 0xc3 is not UTF-8 here\n  \"é\xef\xbf\xbd\"\n    ^" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimText) text = colim_text_new ("a", cases[i].text, -1);
      g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;

      while (colim_json_reader_next (reader, &error) != COLIM_JSON_ERROR)
        ;
      assert_colim_error (error, COLIM_ERROR_PARSE, cases[i].message);
      assert_int_equal (colim_json_reader_next (reader, &again), COLIM_JSON_ERROR);
      assert_string_equal (again->message, error->message);
    }
}

static void
a_broken_stream_is_not_an_end (void **state)
{
  for (gsize n = 0; n <= 4; n++)
    {
      g_autoptr (ColimJsonReader) reader = slow_reader ("[1] ", n, 2, TRUE);
      g_autoptr (GError) error = NULL;

      while (colim_json_reader_next (reader, &error) != COLIM_JSON_ERROR)
        ;
      assert_colim_error (error, COLIM_ERROR_IO, "a: cannot be read: the line is dead");
    }
}

static void
depth_is_bounded (void **state)
{
  for (gsize depth = 511; depth <= 513; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *document = g_strconcat (open, close, NULL);
      g_autoptr (ColimJsonReader) reader = slow_reader (document, 2 * depth, 100, FALSE);
      g_autoptr (GError) error = NULL;
      ColimJsonToken token;

      do
        token = colim_json_reader_next (reader, &error);
      while (token != COLIM_JSON_END && token != COLIM_JSON_ERROR);
      if (depth <= 512)
        assert_int_equal (token, COLIM_JSON_END);
      else
        assert_colim_error (error, COLIM_ERROR_TOO_LARGE, "a:1:513: error: nested more than 512 deep");
    }
}

static void
numbers_keep_their_text_and_are_exact (void **state)
{
  static const struct {
    const char *text;
    gboolean is_int;
    gint64 integer;
    gboolean is_double;
    double real;
  } cases[] = {
    { "0", TRUE, 0, TRUE, 0 },
    { "-0", TRUE, 0, TRUE, -0.0 },
    { "9223372036854775807", TRUE, G_MAXINT64, TRUE, 9223372036854775807.0 },
    { "9223372036854775808", FALSE, 0, TRUE, 9223372036854775808.0 },
    { "-9223372036854775808", TRUE, G_MININT64, TRUE, -9223372036854775808.0 },
    { "-9223372036854775809", FALSE, 0, TRUE, -9223372036854775808.0 },
    { "99999999999999999999", FALSE, 0, TRUE, 1e20 },
    { "1.0", FALSE, 0, TRUE, 1 },
    { "1e2", FALSE, 0, TRUE, 100 },
    { "0.1", FALSE, 0, TRUE, 0.1 },
    { "1e999", FALSE, 0, FALSE, 0 },
    { "1e-999", FALSE, 0, TRUE, 0 },
    { "\"1\"", FALSE, 0, FALSE, 0 },
    { "\"-inf\"", FALSE, 0, TRUE, -G_MAXDOUBLE * 2 },
    { "true", FALSE, 0, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimText) text = colim_text_new ("a", cases[i].text, -1);
      g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
      gint64 integer = 0;
      double real = 0;

      if (colim_json_reader_next (reader, NULL) == COLIM_JSON_NUMBER)
        assert_string_equal (colim_json_reader_get_string (reader, NULL), cases[i].text);
      assert_int_equal (colim_json_reader_get_int (reader, &integer), cases[i].is_int);
      assert_int_equal (colim_json_reader_get_double (reader, &real), cases[i].is_double);
      assert_true (integer == cases[i].integer);
      assert_true (real == cases[i].real);
    }
}

static void
strings_are_decoded (void **state)
{
  static const char document[] = "[\"\\u0041\\u0000\\ud83d\\ude00\\n\xc3\xa9\"]";
  g_autoptr (ColimJsonReader) reader = slow_reader (document, sizeof document - 1, 1, FALSE);
  gsize length;

  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_ARRAY);
  assert_null (colim_json_reader_get_string (reader, &length));
  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_STRING);

  const char *string = colim_json_reader_get_string (reader, &length);

  assert_int_equal (length, 9);
  assert_memory_equal (string, "A\0\xf0\x9f\x98\x80\n\xc3\xa9", 10);
}

static void
skipping_passes_over_one_value (void **state)
{
  static const char document[] = "{\"a\": [1, {\"b\": []}, 2], \"c\": 3, \"d\": {\"e\": [}";
  g_autoptr (ColimJsonReader) reader = slow_reader (document, sizeof document - 1, 1, FALSE);
  g_autoptr (GError) error = NULL;

  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_OBJECT);
  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_KEY);
  assert_true (colim_json_reader_skip (reader, NULL));
  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_KEY);
  assert_string_equal (colim_json_reader_get_string (reader, NULL), "c");
  assert_true (colim_json_reader_skip (reader, NULL));
  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_KEY);
  assert_int_equal (colim_json_reader_next (reader, NULL), COLIM_JSON_OBJECT);
  assert_false (colim_json_reader_skip (reader, &error));
  assert_colim_error (error, COLIM_ERROR_PARSE, "a:1:46: error: expected a value or ']', not '}'");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (json_is_what_the_rfc_says),
    cmocka_unit_test (chunks_change_nothing),
    property_test (chunks_change_nothing_in_random_bytes),
    property_test (a_window_may_end_anywhere),
    cmocka_unit_test (messages_say_where_and_what),
    cmocka_unit_test (a_broken_stream_is_not_an_end),
    cmocka_unit_test (depth_is_bounded),
    cmocka_unit_test (numbers_keep_their_text_and_are_exact),
    cmocka_unit_test (strings_are_decoded),
    cmocka_unit_test (skipping_passes_over_one_value),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
