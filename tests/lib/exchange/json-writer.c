/* What is written is valid, short and reads back. */

#include "tests/lib/exchange/json-fixtures.h"

#include <math.h>

/* Copies what a reader reads to a writer; doubles and strings through their values. */
static void
copy (ColimJsonReader *reader, ColimJsonWriter *writer)
{
  ColimJsonToken token;

  while ((token = colim_json_reader_next (reader, NULL)) != COLIM_JSON_END)
    {
      const char *string = colim_json_reader_get_string (reader, NULL);
      gint64 integer;
      double real;

      switch (token)
        {
        case COLIM_JSON_OBJECT:
          colim_json_writer_object (writer);
          break;
        case COLIM_JSON_OBJECT_END:
          colim_json_writer_object_end (writer);
          break;
        case COLIM_JSON_ARRAY:
          colim_json_writer_array (writer);
          break;
        case COLIM_JSON_ARRAY_END:
          colim_json_writer_array_end (writer);
          break;
        case COLIM_JSON_KEY:
          colim_json_writer_key (writer, string);
          break;
        case COLIM_JSON_STRING:
          colim_json_writer_string (writer, string);
          break;
        case COLIM_JSON_NUMBER:
          if (colim_json_reader_get_int (reader, &integer) && strcmp (string, "-0") != 0)
            colim_json_writer_int (writer, integer);
          else if (colim_json_reader_get_double (reader, &real))
            colim_json_writer_double (writer, real);
          break;
        case COLIM_JSON_NULL:
          colim_json_writer_null (writer);
          break;
        default:
          assert_true (token == COLIM_JSON_TRUE || token == COLIM_JSON_FALSE);
          colim_json_writer_boolean (writer, token == COLIM_JSON_TRUE);
        }
    }
}

static void
reading_and_writing_again_gives_the_same_bytes (GRand *rand)
{
  guint32 seed = g_rand_int (rand);

  for (gboolean pretty = FALSE; pretty <= TRUE; pretty++)
    {
      g_autofree char *first = random_document (seed, pretty);
      g_autofree char *other = random_document (seed, !pretty);
      g_autoptr (ColimText) text = colim_text_new ("a", other, -1);
      g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (pretty);
      g_autofree char *second = NULL;

      copy (reader, writer);
      second = colim_json_writer_end_string (writer);
      assert_string_equal (first, second);
    }
}

static void
streams_and_strings_are_the_same (GRand *rand)
{
  guint32 seed = g_rand_int (rand);
  gboolean pretty = g_rand_boolean (rand);
  g_autoptr (GRand) again = g_rand_new_with_seed (seed);
  g_autofree char *expected = random_document (seed, pretty);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new (stream, pretty);

  random_value (again, writer, 0);
  assert_true (colim_json_writer_end (writer, NULL));
  assert_int_equal (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), strlen (expected));
  assert_memory_equal (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), expected, strlen (expected));
}

static void
doubles_read_back (GRand *rand)
{
  for (guint i = 0; i < 100; i++)
    {
      double value = random_double (rand), back;
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
      g_autofree char *document = NULL;

      colim_json_writer_double (writer, value);
      document = colim_json_writer_end_string (writer);

      g_autoptr (ColimText) text = colim_text_new ("a", document, -1);
      g_autoptr (ColimJson) json = colim_json_parse (text, NULL);

      assert_true (colim_json_get_double (json, &back));
      assert_true (isnan (value) ? isnan (back) : value == back && signbit (value) == signbit (back));
      if (isfinite (value))
        assert_true (strtod (document, NULL) == value);
    }
}

static void
doubles_are_short (void **state)
{
  static const struct {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" }, { -0.0, "-0" }, { 0.1, "0.1" }, { 1.0 / 3, "0.3333333333333333" }, { 1e300, "1e+300" }, { 123456789, "123456789" },
    { 0.1 + 0.2, "0.30000000000000004" }, { HUGE_VAL, "\"inf\"" }, { -HUGE_VAL, "\"-inf\"" }, { NAN, "\"nan\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
      g_autofree char *document = NULL;

      colim_json_writer_double (writer, cases[i].value);
      document = colim_json_writer_end_string (writer);
      assert_string_equal (document, cases[i].text);
    }
}

static void
write_example (ColimJsonWriter *writer)
{
  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "a\"\\\n\x01");
  colim_json_writer_array (writer);
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "pairs");
  colim_json_writer_array (writer);
  for (gint64 i = 0; i < 2; i++)
    {
      colim_json_writer_array (writer);
      colim_json_writer_int (writer, i);
      colim_json_writer_number (writer, "1e400");
      colim_json_writer_array_end (writer);
    }
  colim_json_writer_null (writer);
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "long");
  colim_json_writer_array (writer);
  for (gint64 i = 0; i < 3; i++)
    colim_json_writer_string (writer, "thirty signs, of which 4 are 8");
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "mixed");
  colim_json_writer_array (writer);
  colim_json_writer_boolean (writer, TRUE);
  colim_json_writer_object (writer);
  colim_json_writer_object_end (writer);
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}

static void
pretty_is_pretty (void **state)
{
  g_autoptr (ColimJsonWriter) pretty = colim_json_writer_new_for_string (TRUE);
  g_autoptr (ColimJsonWriter) plain = colim_json_writer_new_for_string (FALSE);
  g_autofree char *document = NULL;
  g_autofree char *dense = NULL;

  write_example (pretty);
  document = colim_json_writer_end_string (pretty);
  assert_string_equal (document, "{\n  \"a\\\"\\\\\\n\\u0001\": [],\n  \"pairs\": [\n    [0, 1e400],\n    [1, 1e400],\n    null\n  ],\n"
                                 "  \"long\": [\n    \"thirty signs, of which 4 are 8\",\n    \"thirty signs, of which 4 are 8\",\n"
                                 "    \"thirty signs, of which 4 are 8\"\n  ],\n  \"mixed\": [\n    true,\n    {}\n  ]\n}\n");
  write_example (plain);
  dense = colim_json_writer_end_string (plain);
  assert_string_equal (dense, "{\"a\\\"\\\\\\n\\u0001\":[],\"pairs\":[[0,1e400],[1,1e400],null],\"long\":[\"thirty signs, of which 4 "
                              "are 8\",\"thirty signs, of which 4 are 8\",\"thirty signs, of which 4 are 8\"],\"mixed\":[true,{}]}");
}

static void
a_full_disk_is_told (void **state)
{
  g_autofree char *room = g_malloc (100000);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, 100000, NULL, NULL);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new (stream, FALSE);
  g_autoptr (GError) error = NULL;

  colim_json_writer_array (writer);
  for (gint64 i = 0; i < 1000000; i++)
    colim_json_writer_int (writer, i);
  colim_json_writer_array_end (writer);
  assert_false (colim_json_writer_end (writer, &error));
  assert_colim_error (error, COLIM_ERROR_IO, "cannot be written: Memory output stream not resizable");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (reading_and_writing_again_gives_the_same_bytes),
    property_test (streams_and_strings_are_the_same),
    property_test (doubles_read_back),
    cmocka_unit_test (doubles_are_short),
    cmocka_unit_test (pretty_is_pretty),
    cmocka_unit_test (a_full_disk_is_told),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
