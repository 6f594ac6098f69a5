/* What is written reads back, from texts and from streams of any cut; and what is wrong is refused at its place. */

#include <colim/acset-json.h>
#include <colim/rational.h>

#include "tests/lib/csets/random-cset.h"

#include <string.h>

static char *
print (ColimCSet *cset)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_acset_json_write (writer, cset);

  return colim_json_writer_end_string (writer);
}

static char *
print_schema (ColimSchema *schema)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  colim_acset_json_write_schema (writer, schema);

  return colim_json_writer_end_string (writer);
}

static ColimCSet *
parse_on (const char *document, ColimSchema *schema, GError **error)
{
  g_autoptr (ColimText) text = colim_text_new ("a", document, -1);

  return colim_acset_json_parse (text, schema, error);
}

static ColimCSet *
parse (const char *document, const char *schema, GError **error)
{
  return parse_on (document, schema != NULL ? colim_schema_find_builtin (schema) : NULL, error);
}

static ColimHom *
parse_hom (const char *document, const char *schema, GError **error)
{
  g_autoptr (ColimText) text = colim_text_new ("a", document, -1);

  return colim_acset_json_parse_hom (text, schema != NULL ? colim_schema_find_builtin (schema) : NULL, error);
}

static void
what_is_written_reads_back (GRand *rand)
{
  const char *name = g_rand_boolean (rand) ? "WeightedGraph" : "Graph";
  ColimSchema *schema = colim_schema_find_builtin (name);
  g_autoptr (ColimCSet) graph = random_graph (rand, name, 20);
  g_autofree char *document = print (graph);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (document, (gssize) strlen (document), NULL);
  g_autoptr (ColimJsonReader) reader = colim_json_reader_new ("a", stream);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) again = parse (document, name, &error);
  g_autoptr (ColimCSet) streamed = colim_acset_json_read (reader, schema, &error);

  g_assert_no_error (error);
  assert_true (colim_cset_equal (graph, again));
  assert_true (colim_cset_equal (graph, streamed));
}

static void
bytes_are_fixed (void **state)
{
  static const char document[] = "{\"V\":[{\"_id\":1},{\"_id\":2},{\"_id\":3}],"
                                 "\"E\":[{\"_id\":1,\"src\":1,\"tgt\":2,\"weight\":0.5},"
                                 "{\"_id\":2,\"src\":2,\"tgt\":3,\"weight\":{\"_var\":1}}],\"Weight\":[{\"_id\":1}]}";
  g_autoptr (ColimCSet) graph = parse (document, NULL, NULL);
  g_autofree char *written = print (graph);
  double weight;

  assert_ptr_equal (colim_cset_get_schema (graph), colim_schema_find_builtin ("WeightedGraph"));
  assert_string_equal (written, document);
  assert_true (colim_cset_get_double (graph, "weight", 0, &weight, NULL) && weight == 0.5);
  assert_int_equal (colim_cset_get_variable (graph, "weight", 1, NULL), 0);
}

/* Rows out of order of the schema, keys in any order, numbers missing. */
static void
reading_is_liberal (void **state)
{
  static const char document[]
      = " {\"Label\": [{}],\n"
        "\"E\": [{\"tgt\": 2, \"src\": 1}, {\"src\": 2, \"tgt\": 2, \"_id\": 2}],\n"
        "\"V\": [{\"label\": \"\\u00e9\"}, {\"label\": {\"_var\": 1}}, {\"label\": true}, {\"label\": 7},"
        " {\"label\": -1e3}, {\"label\": -9223372036854775808}]}";
  g_autoptr (ColimCSet) graph = parse (document, NULL, NULL);
  g_autofree char *written = print (graph);

  assert_string_equal (
      written, "{\"V\":[{\"_id\":1,\"label\":\"é\"},{\"_id\":2,\"label\":{\"_var\":1}},{\"_id\":3,\"label\":true},"
               "{\"_id\":4,\"label\":7},{\"_id\":5,\"label\":-1000},{\"_id\":6,\"label\":-9223372036854775808}],"
               "\"E\":[{\"_id\":1,\"src\":1,\"tgt\":2},{\"_id\":2,\"src\":2,\"tgt\":2}],\"Label\":[{\"_id\":1}]}");
}

static void
schemas_are_found_by_objects_and_arrows (void **state)
{
  static const struct {
    const char *document;
    const char *schema;
  } cases[] = {
    { "{}", "Set" },
    { "{\"X\": [{}]}", "Set" },
    { "{\"X\": [{\"Phi\": 1}]}", "DDS" },
    { "{\"X\": [{\"x\": 1}]}", "Loop" },
    { "{\"V\": [], \"E\": []}", "Graph" },
    { "{\"V\": [{\"refl\": 1}], \"E\": [{\"src\": 1, \"tgt\": 1}]}", "ReflexiveGraph" },
    { "{\"E\": [], \"Weight\": []}", "WeightedGraph" },
    { "{\"schema\": \"SymmetricGraph\", \"instance\": {\"V\": [{}]}}", "SymmetricGraph" },
    { "{\"instance\": {\"V\": [{}]}, \"schema\": \"SymmetricGraph\"}", "SymmetricGraph" },
    { "{\"instance\": {\"V\": [{}]}}", "Graph" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimCSet) cset = parse (cases[i].document, NULL, &error);

      g_assert_no_error (error);
      assert_ptr_equal (colim_cset_get_schema (cset), colim_schema_find_builtin (cases[i].schema));
    }
}

static void
schemas_read_back (void **state)
{
  const char *const *names = colim_schema_list_builtins ();

  for (; *names != NULL; names++)
    {
      ColimSchema *schema = colim_schema_find_builtin (*names);
      g_autofree char *document = print_schema (schema);
      g_autoptr (ColimText) text = colim_text_new ("a", document, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimSchema) again = colim_acset_json_parse_schema (text, &error);

      g_assert_no_error (error);
      assert_true (colim_schema_equal (schema, again));
    }
}

static void
a_schema_is_written_as_others_do (void **state)
{
  g_autofree char *written = print_schema (colim_schema_find_builtin ("DDS42"));
  g_autofree char *weighted = print_schema (colim_schema_find_builtin ("LSet"));

  assert_string_equal (written,
                       "{\"version\":{\"ACSetSchema\":\"0.0.1\",\"ACSets\":\"0.2.27\",\"Catlab\":\"0.17.4\"},"
                       "\"Ob\":[{\"name\":\"X\"}],\"Hom\":[{\"name\":\"Phi\",\"dom\":\"X\",\"codom\":\"X\"}],"
                       "\"AttrType\":[],\"Attr\":[],"
                       "\"equations\":[{\"dom\":\"X\",\"codom\":\"X\",\"name\":\"equation1\","
                       "\"paths\":[[\"Phi\",\"Phi\",\"Phi\",\"Phi\"],[\"Phi\",\"Phi\"]]}]}");
  assert_non_null (strstr (weighted, "\"AttrType\":[{\"name\":\"D\"}],"
                                     "\"Attr\":[{\"name\":\"f\",\"dom\":\"X\",\"codom\":\"D\"}],\"equations\":[]}"));
}

static void
equations_keep_their_names (void **state)
{
  static const char document[]
      = "{\"version\":{\"ACSetSchema\":\"0.0.1\",\"ACSets\":\"0.2.27\",\"Catlab\":\"0.17.4\"},"
        "\"Ob\":[{\"name\":\"X\"}],\"Hom\":[{\"name\":\"f\",\"dom\":\"X\",\"codom\":\"X\"}],\"AttrType\":[],\"Attr\":[],"
        "\"equations\":[{\"dom\":\"X\",\"codom\":\"X\",\"name\":\"cycle4\",\"paths\":[[],[\"f\",\"f\",\"f\",\"f\"]]},"
        "{\"dom\":\"X\",\"codom\":\"X\",\"name\":\"équation\",\"paths\":[[\"f\",\"f\"],[]]}]}";
  g_autoptr (ColimText) text = colim_text_new ("a", document, -1);
  g_autoptr (ColimSchema) schema = colim_acset_json_parse_schema (text, NULL);
  g_autofree char *again = print_schema (schema);

  assert_string_equal (again, document);
  assert_string_equal (colim_schema_get_equation_name (schema, 0), "cycle4");
  assert_null (colim_schema_get_equation_name (colim_schema_find_builtin ("DDS42"), 0));
}

/* As py-acsets writes them, and with an instance. */
static void
schemas_come_with_instances (void **state)
{
  static const char document[]
      = "{\"schema\": {\"Attr\": [{\"name\": \"n\", \"dom\": \"A\", \"codom\": \"N\", \"title\": \"t\", "
        "\"description\": null}],"
        " \"AttrType\": [{\"name\": \"N\", \"ty\": {\"x\": []}}], \"Ob\": [{\"name\": \"A\"}]},"
        " \"instance\": {\"A\": [{\"n\": 1}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) cset = parse (document, NULL, &error);

  g_assert_no_error (error);
  assert_int_equal (colim_schema_get_n_attrs (colim_cset_get_schema (cset)), 1);
  assert_int_equal (colim_cset_get_n_parts (cset, "A", NULL), 1);
}

static gpointer
parse_rational (const char *text, GError **error)
{
  return colim_rational_parse (text, error);
}

static guint
hash_rational (gconstpointer value)
{
  g_autofree char *text = colim_rational_to_string (value);

  return g_str_hash (text);
}

static char *
print_rational (gconstpointer value)
{
  return colim_rational_to_string (value);
}

/* Constants are what their type says: numbers, strings, or what a descriptor prints. */
static void
constants_have_types (void **state)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (ColimAttrType) rational
      = colim_attr_type_new_boxed ("rational", COLIM_TYPE_RATIONAL, (GEqualFunc) colim_rational_equal, hash_rational,
                                   (GCompareFunc) colim_rational_compare, print_rational, parse_rational);
  static const char document[]
      = "{\"X\":[{\"_id\":1,\"a\":1,\"b\":0.5,\"c\":\"x\",\"d\":\"1/2\"},"
        "{\"_id\":2,\"a\":-3,\"b\":\"inf\",\"c\":\"1\",\"d\":\"inf\"}],\"A\":[],\"B\":[],\"C\":[],\"D\":[]}";
  static const char *const wrong[][2] = {
    { "{\"X\": [{\"a\": 1.5}]}", "a:1:14: error: this is no constant of type 'int64'" },
    { "{\"X\": [{\"b\": \"x\"}]}", "a:1:14: error: this is no constant of type 'double'" },
    { "{\"X\": [{\"c\": 1}]}", "a:1:14: error: this is no constant of type 'string'" },
    { "{\"X\": [{\"d\": \"1/0\"}]}", "a:1:14: error: this is no constant of type 'rational'" },
  };
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (ColimCSet) cset = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  colim_schema_builder_add_object (builder, "X");
  colim_schema_builder_add_attr_type (builder, "A", colim_attr_type_find ("int64"));
  colim_schema_builder_add_attr_type (builder, "B", colim_attr_type_find ("double"));
  colim_schema_builder_add_attr_type (builder, "C", colim_attr_type_find ("string"));
  colim_schema_builder_add_attr_type (builder, "D", rational);
  colim_schema_builder_add_attr (builder, "a", "X", "A");
  colim_schema_builder_add_attr (builder, "b", "X", "B");
  colim_schema_builder_add_attr (builder, "c", "X", "C");
  colim_schema_builder_add_attr (builder, "d", "X", "D");
  schema = colim_schema_builder_end (builder, NULL);
  cset = parse_on (document, schema, &error);
  g_assert_no_error (error);
  written = print (cset);
  assert_string_equal (written, document);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) told = NULL;

      assert_null (parse_on (wrong[i][0], schema, &told));
      assert_true (g_str_has_prefix (told->message, wrong[i][1]));
    }
}

static void
homs_are_completed (void **state)
{
  static const char document[] = "{\"components\": {\"V\": [2, 1]},"
                                 " \"dom\": {\"V\": [{}, {}], \"E\": []},"
                                 " \"cod\": {\"V\": [{\"refl\": 1}, {\"refl\": 2}],"
                                 "         \"E\": [{\"src\": 1, \"tgt\": 1}, {\"src\": 2, \"tgt\": 2}]}}";
  static const char weighted[]
      = "{\"dom\": {\"E\": [], \"V\": [], \"Weight\": [{}, {}]}, \"cod\": {\"E\": [], \"Weight\": [{}]},"
        " \"components\": {\"Weight\": [{\"_var\": 1}, \"x\"]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimHom) hom = parse_hom (weighted, NULL, &error);
  g_autoptr (ColimHom) vertices = NULL;
  g_autoptr (GError) undefined = NULL;

  g_assert_no_error (error);
  assert_int_equal (colim_hom_get_variable_at (hom, 0, 0), 0);
  assert_int_equal (colim_hom_get_variable_at (hom, 0, 1), -1);
  /* Both ends are on the first schema that has both; there the domain lacks an arrow. */
  assert_null (vertices = parse_hom (document, NULL, &undefined));
  assert_true (g_str_has_prefix (undefined->message, "a:1:39: error: 'refl' of part 1 of 'V' is undefined"));
}

static void
what_is_wrong_is_refused (void **state)
{
  static const struct {
    const char *document;
    const char *message;
    const char *schema;
    ColimError code;
  } cases[] = {
    { "[]", "a:1:1: error: expected a C-set, as an object", NULL, COLIM_ERROR_PARSE },
    { "{\"V\": 1}", "a:1:2: error: 'V' is not expected here, as it is no array of rows", NULL, COLIM_ERROR_PARSE },
    { "{\"V\": [1]}", "a:1:8: error: expected a row, as an object", NULL, COLIM_ERROR_PARSE },
    { "{\"V\": [{\"_id\": 2}]}", "a:1:16: error: expected the '_id' 1, as rows are numbered from 1", NULL,
      COLIM_ERROR_OUT_OF_RANGE },
    { "{\"V\": [{\"_id\": 1, \"_id\": 1}]}", "a:1:19: error: the key '_id' is there already", NULL,
      COLIM_ERROR_DUPLICATE_NAME },
    { "{\"V\": [], \"V\": []}", "a:1:11: error: the key 'V' is there already", NULL, COLIM_ERROR_DUPLICATE_NAME },
    { "{\"X\": [{\"Phi\": 1, \"Phi\": 1}]}", "a:1:19: error: the key 'Phi' is there already", NULL,
      COLIM_ERROR_DUPLICATE_NAME },
    { "{\"X\": [{\"Phi\": 1},\n {\"Phi\": 3}]}", "a:2:10: error: 'X' has 2 parts, there is no part 3", NULL,
      COLIM_ERROR_OUT_OF_RANGE },
    { "{\"X\": [{\"Phi\": -1}]}", "a:1:16: error: 'Phi' of part 1 of 'X' is to be a part of 'X': a number from 1", NULL,
      COLIM_ERROR_TYPE },
    { "{\"X\": [{\"Phi\": 1},{\"Phi\": 1.0}]}",
      "a:1:27: error: 'Phi' of part 2 of 'X' is to be a part of 'X': a number from 1", NULL, COLIM_ERROR_TYPE },
    { "{\"X\": [{\"Phi\": 0}]}", "a:1:16: error: 'Phi' of part 1 of 'X' is undefined", NULL, COLIM_ERROR_UNDEFINED },
    { "{\"X\": [{\"Phi\": 1},{\"Phi\": null}]}", "a:1:27: error: 'Phi' of part 2 of 'X' is undefined", NULL,
      COLIM_ERROR_UNDEFINED },
    { "{\"X\": [{\"Phi\": 1}, {} ]}", "a:1:21: error: 'Phi' of part 2 of 'X' is undefined", NULL,
      COLIM_ERROR_UNDEFINED },
    { "{\"X\": [{}, {\"Phi\": 1}]}", "a:1:13: error: 'Phi' of part 1 of 'X' is undefined", NULL,
      COLIM_ERROR_UNDEFINED },
    { "{\"X\": [{}]}", "a:1:2: error: 'Phi' of part 1 of 'X' is undefined", "DDS", COLIM_ERROR_UNDEFINED },
    { "{\"X\": [{\"Phi\": [1]}]}",
      "a:1:16: error: expected a number, a string, true, false, null or {\"_var\": NUMBER}", NULL, COLIM_ERROR_PARSE },
    { "{\"X\": [{\"f\": {\"_var\": 0}}]}", "a:1:23: error: expected the number of a variable, from 1", NULL,
      COLIM_ERROR_PARSE },
    { "{\"X\": [{\"f\": {\"var\": 1}}]}", "a:1:14: error: expected {\"_var\": NUMBER}", NULL, COLIM_ERROR_PARSE },
    { "{\"X\": [{\"f\": {\"_var\": 1, \"a\": 2}}]}", "a:1:14: error: expected {\"_var\": NUMBER}", NULL,
      COLIM_ERROR_PARSE },
    { "{\"X\": [{\"f\": {\"_var\": 2}}], \"D\": [{}]}", "a:1:14: error: 'D' has 1 variable, there is no variable 2",
      NULL, COLIM_ERROR_OUT_OF_RANGE },
    { "{\"X\": [{\"f\": \"a\\u0000\"}]}", "a:1:14: error: U+0000 cannot be in a string here", NULL, COLIM_ERROR_PARSE },
    { "{\"X\": [{\"f\": 1e999}]}", "a:1:14: error: this is no constant of type 'any'", NULL, COLIM_ERROR_TYPE },
    { "{\"X\": [{\"q\": 1}]}", "a:1:1: error: no built-in schema has these objects and arrows: give the schema", NULL,
      COLIM_ERROR_UNKNOWN_NAME },
    { "{\"X\": [{\"q\": 1}]}", "a:1:9: error: 'X' has no hom or attribute 'q' in the schema", "DDS",
      COLIM_ERROR_UNKNOWN_NAME },
    { "{\"Y\": []}", "a:1:2: error: the schema has neither an object nor an attribute type 'Y'", "DDS",
      COLIM_ERROR_UNKNOWN_NAME },
    { "{\"D\": [{\"f\": 1}]}", "a:1:9: error: 'D' has no hom or attribute 'f' in the schema", "LSet",
      COLIM_ERROR_UNKNOWN_NAME },
    { "{\"schema\": \"Graf\"}", "a:1:12: error: there is no built-in schema 'Graf'", NULL, COLIM_ERROR_UNKNOWN_NAME },
    { "{\"schema\": \"Graph\"}", "a:1:19: error: there is a schema, and no 'instance'", NULL, COLIM_ERROR_PARSE },
    { "{\"schema\": \"Graph\", \"V\": []}", "a:1:21: error: 'V' is not expected here, beside a schema or an instance",
      NULL, COLIM_ERROR_PARSE },
    { "{\"schema\": \"Graph\", \"instance\": {}}",
      "a:1:12: error: this is another schema than the one that is asked for", "DDS", COLIM_ERROR_TYPE },
    { "{\"schema\": {\"Ob\": [{\"name\": \"A\"}, {\"name\": \"A\"}]}}",
      "a:1:35: error: the schema has two things called 'A'", NULL, COLIM_ERROR_DUPLICATE_NAME },
    { "{\"schema\": {\"Ob\": [{}]}}", "a:1:20: error: this entry of 'Ob' has no 'name'", NULL, COLIM_ERROR_UNDEFINED },
    { "{\"schema\": {\"Hom\": [{\"name\": \"f\", \"dom\": \"A\", \"codom\": \"A\"}]}}",
      "a:1:21: error: no object 'A' in the schema", NULL, COLIM_ERROR_UNKNOWN_NAME },
    { "{\"schema\": {\"Obs\": []}}", "a:1:13: error: there is no key 'Obs' in a schema", NULL,
      COLIM_ERROR_UNKNOWN_NAME },
    { "{\"schema\": {\"Ob\": [{\"name\": \"A\", \"dom\": \"A\"}]}}", "a:1:34: error: there is no key 'dom' in 'Ob'",
      NULL, COLIM_ERROR_UNKNOWN_NAME },
    { "{\"schema\": {\"Ob\": [{\"name\": \"A\"}], \"equations\": [{\"dom\": \"A\", \"codom\": \"B\", \"paths\": [[], "
      "[]]}]}}",
      "a:1:50: error: the paths of this equation end at 'A', not at 'B'", NULL, COLIM_ERROR_NOT_PARALLEL },
    { "{\"schema\": {\"Ob\": [{\"name\": \"A\"}], \"equations\": [{\"dom\": \"A\", \"paths\": [[]]}]}}",
      "a:1:50: error: this entry of 'equations' has no 'paths'", NULL, COLIM_ERROR_UNDEFINED },
    { " {\"V\": [{\"refl\": 1}, {\"refl\": 1}], \"E\": [{\"src\": 1, \"tgt\": 1}]}",
      "a:1:2: error: 'refl >> src = id' does not hold at part 1 of 'V': 0 is not 1, counted from 0", NULL,
      COLIM_ERROR_EQUATION_VIOLATED },
    { "{\"V\": []} 1", "a:1:11: error: expected the end of the text, not '1'", NULL, COLIM_ERROR_PARSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (parse (cases[i].document, cases[i].schema, &error));
      assert_non_null (error);
      error->message[strcspn (error->message, "\n")] = '\0';
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

static void
homs_that_are_none_are_refused (void **state)
{
#define ENDS "\"dom\": {\"X\": [{\"Phi\": 1}]}, \"cod\": {\"X\": [{\"Phi\": 2}, {\"Phi\": 2}]}"
  static const struct {
    const char *document;
    const char *message;
  } cases[] = {
    { "{}", "a:1:1: error: expected a homomorphism, as an object with 'dom', 'cod' and 'components'" },
    { "1", "a:1:1: error: expected a homomorphism, as an object with 'dom', 'cod' and 'components'" },
    { "{\"dom\": {}, \"dom\": {}}", "a:1:13: error: expected 'dom', 'cod' or 'components', each once" },
    { "{" ENDS "}", "a:1:1: error: the component over 'X' is missing, counted from 0" },
    { "{" ENDS ", \"components\": {\"X\": [1]}}", "a:1:1: error: not natural at 'Phi': part 0 of 'X' goes to 1 through "
                                                  "its image, but to 0 through its 'Phi', counted from 0" },
    { "{" ENDS ", \"components\": {\"X\": [3]}}", "a:1:91: error: 'X' has 2 parts, there is no part 3" },
    { "{" ENDS ", \"components\": {\"X\": [2, 2]}}", "a:1:85: error: 2 images over 'X', of which the domain has 1" },
    { "{" ENDS ", \"components\": {\"Y\": [2]}}",
      "a:1:85: error: the schema has neither an object nor an attribute type 'Y'" },
    { "{" ENDS ", \"components\": {\"X\": [2], \"X\": [2]}}", "a:1:95: error: the key 'X' is there already" },
    { "{" ENDS ", \"components\": {\"X\": 2}}", "a:1:90: error: expected images, as an array" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (parse_hom (cases[i].document, NULL, &error));
      assert_non_null (error);
      error->message[strcspn (error->message, "\n")] = '\0';
      assert_string_equal (error->message, cases[i].message);
    }
}

static void
a_million_rows_are_read_from_a_stream (void **state)
{
  enum { N = 500000 };
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  g_autoptr (ColimCSet) graph = NULL, again = NULL;
  g_autofree char *document = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (ColimJsonReader) reader = NULL;
  gint64 start;

  colim_cset_builder_add (builder, "V", N, NULL);
  colim_cset_builder_add (builder, "E", N, NULL);
  for (gint32 e = 0; e < N; e++)
    {
      colim_cset_builder_set (builder, "src", e, e, NULL);
      colim_cset_builder_set (builder, "tgt", e, (e + 1) % N, NULL);
      colim_cset_builder_set_int (builder, "weight", e, e, NULL);
    }
  graph = colim_cset_builder_end (builder, NULL);
  document = print (graph);
  stream = g_memory_input_stream_new_from_data (document, (gssize) strlen (document), NULL);
  reader = colim_json_reader_new ("a", stream);
  start = g_get_monotonic_time ();
  again = colim_acset_json_read (reader, NULL, NULL);
  fprintf (stderr, "%.2f s for %d rows\n", (double) (g_get_monotonic_time () - start) / 1e6, 2 * N);
  assert_non_null (again);
  assert_true (colim_cset_equal (graph, again));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (what_is_written_reads_back),
    cmocka_unit_test (bytes_are_fixed),
    cmocka_unit_test (reading_is_liberal),
    cmocka_unit_test (schemas_are_found_by_objects_and_arrows),
    cmocka_unit_test (schemas_read_back),
    cmocka_unit_test (a_schema_is_written_as_others_do),
    cmocka_unit_test (equations_keep_their_names),
    cmocka_unit_test (schemas_come_with_instances),
    cmocka_unit_test (constants_have_types),
    cmocka_unit_test (homs_are_completed),
    cmocka_unit_test (what_is_wrong_is_refused),
    cmocka_unit_test (homs_that_are_none_are_refused),
    cmocka_unit_test (a_million_rows_are_read_from_a_stream),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
