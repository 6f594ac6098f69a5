/* Schemas, and the constants of attributes. */

#include <colim/schema.h>

#include "tests/property.h"

static void
every_builtin_is_well_formed (void **state)
{
  const char *const *names = colim_schema_list_builtins ();

  for (guint i = 0; names[i] != NULL; i++)
    assert_ptr_equal (colim_schema_find_builtin (names[i]), colim_schema_find_builtin (names[i]));
  assert_null (colim_schema_find_builtin ("Grpah"));
}

static ColimSchema *
end_with (void (*add) (ColimSchemaBuilder *), GError **error)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();

  colim_schema_builder_add_object (builder, "E");
  colim_schema_builder_add_object (builder, "V");
  colim_schema_builder_add_attr_type (builder, "L", colim_attr_type_find ("string"));
  colim_schema_builder_add_attr (builder, "label", "V", "L");
  colim_schema_builder_add_hom (builder, "src", "E", "V");
  if (add != NULL)
    add (builder);
  return colim_schema_builder_end (builder, error);
}

static void
add_duplicate (ColimSchemaBuilder *builder)
{
  colim_schema_builder_add_hom (builder, "L", "V", "V");
}

static void
add_unknown (ColimSchemaBuilder *builder)
{
  colim_schema_builder_add_hom (builder, "tgt", "E", "W");
}

static void
add_broken_path (ColimSchemaBuilder *builder)
{
  colim_schema_builder_add_equation (builder, "E", (const char *[]) { "src", "src", NULL }, (const char *[]) { NULL });
}

static void
add_unequal_ends (ColimSchemaBuilder *builder)
{
  colim_schema_builder_add_equation (builder, "E", (const char *[]) { "src", "label", NULL }, (const char *[]) { NULL });
}

static void
add_attribute_equation (ColimSchemaBuilder *builder)
{
  colim_schema_builder_add_attr (builder, "name", "E", "L");
  colim_schema_builder_add_equation (builder, "E", (const char *[]) { "src", "label", NULL },
                                     (const char *[]) { "name", NULL });
  colim_schema_builder_add_hom (builder, "tgt", "E", "V");
}

static void
the_first_mistake_is_told (void **state)
{
  static const struct {
    void (*add) (ColimSchemaBuilder *);
    ColimError code;
    const char *message;
  } cases[] = {
    { add_duplicate, COLIM_ERROR_DUPLICATE_NAME, "the schema has two things called 'L'" },
    { add_unknown, COLIM_ERROR_UNKNOWN_NAME, "no object 'W' in the schema" },
    { add_broken_path, COLIM_ERROR_NOT_COMPOSABLE, "'src' in an equation does not start where the path before it ends" },
    { add_unequal_ends, COLIM_ERROR_NOT_PARALLEL, "paths 'src >> label' and 'id' of an equation end at different objects" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (end_with (cases[i].add, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

static void
paths_may_end_in_an_attribute (void **state)
{
  g_autoptr (ColimSchema) schema = end_with (add_attribute_equation, NULL), plain = end_with (NULL, NULL);
  g_autoptr (ColimSchema) again = end_with (add_attribute_equation, NULL);
  gsize n;
  const gint32 *path = colim_schema_get_equation_path (schema, 0, 0, &n);
  g_autofree char *text = colim_schema_print_path (schema, path, n);

  assert_string_equal (text, "src >> label");
  assert_true (colim_schema_equal (schema, again));
  assert_int_equal (colim_schema_hash (schema), colim_schema_hash (again));
  assert_false (colim_schema_equal (schema, plain));
  assert_int_equal (colim_schema_find_hom (schema, "label"), -1);
  assert_int_equal (colim_schema_find_attr (schema, "name"), 1);
}

/* In ascending order; a tie is a bar. */
static void
scalars_are_totally_ordered (void **state)
{
  static const char *const texts[] = { "-inf", "-1.5", "-1", "0", "|-0.0", "1", "|1.0", "9007199254740992",
                                       "|9007199254740992.0", "9007199254740993", "9223372036854775807",
                                       "9223372036854775808.0", "inf", "nan", "false", "true", "\"\"", "\"1\"", "\"é\"" };
  const ColimAttrType *any = colim_attr_type_find ("any");
  GValue values[G_N_ELEMENTS (texts)] = { G_VALUE_INIT };
  int ranks[G_N_ELEMENTS (texts)];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean tie = texts[i][0] == '|';
      g_autofree char *printed = NULL;
      g_auto (GValue) again = G_VALUE_INIT;

      assert_true (colim_attr_type_parse_value (any, texts[i] + tie, &values[i], NULL));
      ranks[i] = i == 0 ? 0 : ranks[i - 1] + !tie;
      printed = colim_attr_type_print_value (any, &values[i]);
      assert_true (colim_attr_type_parse_value (any, printed, &again, NULL));
      assert_true (colim_attr_type_equal_values (any, &values[i], &again));
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        int order = colim_attr_type_compare_values (any, &values[i], &values[j]);

        assert_int_equal ((order > 0) - (order < 0), (ranks[i] > ranks[j]) - (ranks[i] < ranks[j]));
        if (order == 0)
          assert_int_equal (colim_attr_type_hash_value (any, &values[i]), colim_attr_type_hash_value (any, &values[j]));
      }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_value_unset (&values[i]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_builtin_is_well_formed),
    cmocka_unit_test (the_first_mistake_is_told),
    cmocka_unit_test (paths_may_end_in_an_attribute),
    cmocka_unit_test (scalars_are_totally_ordered),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
