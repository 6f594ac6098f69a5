/* Compact JSON reads back as it was written, and what is wrong is refused at its place. */

#include <colim/compact-json.h>

#include "tests/lib/csets/random-cset.h"

#include <string.h>

static ColimJson *
parse (const char *document)
{
  g_autoptr (ColimText) text = colim_text_new ("a", document, -1);
  g_autoptr (GError) error = NULL;
  ColimJson *json = colim_json_parse (text, &error);

  g_assert_no_error (error);

  return json;
}

static ColimCSet *
read_cset (const char *document, const char *schema, GError **error)
{
  g_autoptr (ColimJson) json = parse (document);

  return colim_compact_json_read (json, colim_schema_find_builtin (schema), error);
}

static ColimHom *
read_hom (const char *document, ColimCSet *dom, ColimCSet *codom, GError **error)
{
  g_autoptr (ColimJson) json = parse (document);

  return colim_compact_json_read_hom (json, dom, codom, error);
}

static char *
print (ColimCSet *cset)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_compact_json_write (writer, cset);

  return colim_json_writer_end_string (writer);
}

static void
what_is_written_reads_back (GRand *rand)
{
  const char *name = g_rand_boolean (rand) ? "WeightedGraph" : "Graph";
  g_autoptr (ColimCSet) graph = random_graph (rand, name, 20);
  g_autofree char *document = print (graph);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) again = read_cset (document, name, &error);

  g_assert_no_error (error);
  assert_true (colim_cset_equal (graph, again));
}

static void
homs_read_back (GRand *rand)
{
  g_autoptr (ColimCSet) a = random_graph (rand, "WeightedGraph", 6), b = random_graph (rand, "WeightedGraph", 6);
  g_autoptr (ColimColimit) sum
      = colim_colimit_new_coproduct (colim_cset_get_schema (a), (ColimCSet *[]) { a, b }, 2, NULL);
  ColimHom *leg = colim_colimit_get_leg (sum, 1);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  g_autofree char *components = NULL, *document = NULL;
  g_autoptr (ColimHom) again = NULL;
  g_autoptr (GError) error = NULL;

  colim_compact_json_write_components (writer, leg);
  components = colim_json_writer_end_string (writer);
  document = g_strdup_printf ("{\"components\": %s}", components);
  again = read_hom (document, b, colim_colimit_get_apex (sum), &error);
  g_assert_no_error (error);
  assert_true (colim_hom_equal (leg, again));
}

static void
schemas_read_back (void **state)
{
  const char *const *names = colim_schema_list_builtins ();

  for (; *names != NULL; names++)
    {
      ColimSchema *schema = colim_schema_find_builtin (*names);
      g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (TRUE);
      g_autofree char *document = NULL;
      g_autoptr (ColimJson) json = NULL;
      g_autoptr (ColimSchema) again = NULL;
      g_autoptr (GError) error = NULL;

      colim_compact_json_write_schema (writer, schema);
      document = colim_json_writer_end_string (writer);
      json = parse (document);
      again = colim_compact_json_read_schema (json, &error);
      g_assert_no_error (error);
      assert_true (colim_schema_equal (schema, again));
    }
}

static void
bytes_are_fixed (void **state)
{
  static const char document[] = "{\"parts\":{\"V\":3,\"E\":2},\"homs\":{\"src\":[1,2],\"tgt\":[2,3]},"
                                 "\"vars\":{\"Weight\":1},\"attrs\":{\"weight\":[0.5,{\"_var\":1}]}}";
  g_autoptr (ColimCSet) weighted = read_cset (document, "WeightedGraph", NULL);
  g_autoptr (ColimCSet) empty = read_cset ("{\"note\": 1}", "Graph", NULL);
  g_autofree char *written = print (weighted), *nothing = print (empty);

  assert_string_equal (written, document);
  assert_string_equal (nothing, "{\"parts\":{\"V\":0,\"E\":0},\"homs\":{\"src\":[],\"tgt\":[]}}");
}

static void
what_is_wrong_is_refused (void **state)
{
  static const struct {
    const char *document;
    const char *message;
    ColimError code;
  } cases[] = {
    { "[]", "a:1:1: error: expected a C-set, as an object", COLIM_ERROR_PARSE },
    { "{\"parts\": []}", "a:1:11: error: expected 'parts' as an object", COLIM_ERROR_PARSE },
    { "{\"parts\": {\"W\": 1}}", "a:1:17: error: no object 'W' in the schema", COLIM_ERROR_UNKNOWN_NAME },
    { "{\"parts\": {\"V\": -1}}", "a:1:17: error: expected how many there are of 'V', from 0 to 2147483647",
      COLIM_ERROR_OUT_OF_RANGE },
    { "{\"parts\": {\"E\": 2147483647}}", "a:1:1: error: there is no table 'src'", COLIM_ERROR_UNDEFINED },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [1, 1]}}",
      "a:1:45: error: expected 'src' as an array of 1", COLIM_ERROR_OUT_OF_RANGE },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [0], \"tgt\": [1]}, \"attrs\": {\"weight\": [1]}}",
      "a:1:46: error: this part of 'V' is undefined", COLIM_ERROR_UNDEFINED },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [2], \"tgt\": [1]}, \"attrs\": {\"weight\": [1]}}",
      "a:1:46: error: 'V' has 1 part, there is no part 2", COLIM_ERROR_OUT_OF_RANGE },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [\"1\"], \"tgt\": [1]}, \"attrs\": {\"weight\": [1]}}",
      "a:1:46: error: expected a part of 'V', as a number from 1", COLIM_ERROR_PARSE },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [1], \"tgt\": [1]}, \"attrs\": {\"weight\": [null]}}",
      "a:1:84: error: this value of type 'Weight' is undefined", COLIM_ERROR_UNDEFINED },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [1], \"tgt\": [1]}, \"attrs\": {\"weight\": [{\"_var\": "
      "1}]}}",
      "a:1:84: error: 'Weight' has 0 variables, there is no variable 1", COLIM_ERROR_OUT_OF_RANGE },
    { "{\"parts\": {\"V\": 1, \"E\": 1}, \"homs\": {\"src\": [1], \"tgt\": [1]}, \"attrs\": {\"weight\": [[]]}}",
      "a:1:84: error: this is no constant of type 'any'", COLIM_ERROR_TYPE },
  };
  g_autoptr (GError) violated = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (read_cset (cases[i].document, "WeightedGraph", &error));
      assert_non_null (error);
      error->message[strcspn (error->message, "\n")] = '\0';
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
  assert_null (read_cset ("{\"parts\": {\"G\": 2}, \"homs\": {\"f\": [1, 1]}}", "Cyclic4", &violated));
  assert_true (g_error_matches (violated, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED));
}

static void
homs_are_completed_or_refused (void **state)
{
  static const struct {
    const char *document;
    const char *message;
  } cases[] = {
    { "{\"components\": {\"X\": [1]}}", NULL },
    { "{\"components\": {\"X\": [1], \"D\": [7]}}", NULL },
    { "{\"components\": {\"X\": [1], \"D\": [null]}}", NULL },
    { "{\"components\": {\"X\": [1], \"D\": [\"7\"]}}",
      "a:1:1: error: not natural at 'f': the image of part 0 of 'X' has 7, but the value of the part goes to \"7\", "
      "counted from 0" },
    { "{}", "a:1:1: error: the component over 'X' is missing, counted from 0" },
    { "{\"components\": {\"X\": [1, 1]}}", "a:1:22: error: expected 'X' as an array of 1" },
    { "{\"components\": {\"Y\": [1, 1]}}",
      "a:1:22: error: the schema has neither an object nor an attribute type 'Y'" },
  };
  g_autoptr (ColimCSet) dom
      = read_cset ("{\"parts\": {\"X\": 1}, \"vars\": {\"D\": 1}, \"attrs\": {\"f\": [{\"_var\": 1}]}}", "LSet", NULL);
  g_autoptr (ColimCSet) codom = read_cset ("{\"parts\": {\"X\": 1}, \"attrs\": {\"f\": [7]}}", "LSet", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimHom) hom = read_hom (cases[i].document, dom, codom, &error);

      assert_true ((hom == NULL) == (cases[i].message != NULL));
      if (hom != NULL)
        continue;
      error->message[strcspn (error->message, "\n")] = '\0';
      assert_string_equal (error->message, cases[i].message);
    }
}

static void
schemas_that_are_wrong_are_refused (void **state)
{
  static const char *const cases[][2] = {
    { "[]", "a:1:1: error: expected a schema, as an object" },
    { "{\"Obs\": []}", "a:1:9: error: there is no key 'Obs' in a schema" },
    { "{\"Ob\": [1]}", "a:1:9: error: expected a name, as a string" },
    { "{\"Ob\": [\"A\", \"A\"]}", "a:1:14: error: the schema has two things called 'A'" },
    { "{\"Hom\": {\"f\": [\"A\", \"A\"]}}", "a:1:15: error: no object 'A' in the schema" },
    { "{\"Hom\": {\"f\": [\"A\"]}}", "a:1:15: error: expected two names, where 'f' starts and where it ends" },
    { "{\"Ob\": [\"A\"], \"equations\": [{\"dom\": \"A\", \"lhs\": []}]}",
      "a:1:29: error: expected a path, as an array" },
    { "{\"Ob\": [\"A\"], \"equations\": [{\"dom\": \"A\", \"lhs\": [], \"rhs\": [\"f\"]}]}",
      "a:1:29: error: no hom 'f' in the schema" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimJson) json = parse (cases[i][0]);
      g_autoptr (GError) error = NULL;

      assert_null (colim_compact_json_read_schema (json, &error));
      error->message[strcspn (error->message, "\n")] = '\0';
      assert_string_equal (error->message, cases[i][1]);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (what_is_written_reads_back),
    property_test (homs_read_back),
    cmocka_unit_test (schemas_read_back),
    cmocka_unit_test (bytes_are_fixed),
    cmocka_unit_test (what_is_wrong_is_refused),
    cmocka_unit_test (homs_are_completed_or_refused),
    cmocka_unit_test (schemas_that_are_wrong_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
