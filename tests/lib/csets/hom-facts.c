/* The worked cases that ask for homomorphisms. */

#include <colim/hom-search.h>

#include "tests/lib/csets/compact.h"

typedef gboolean (*SetFunc) (ColimHomSearch *search, const char *name, GError **error);

static const struct {
  const char *name;
  SetFunc set;
} flags[] = {
  { "monic", colim_hom_search_set_monic },     { "epic", colim_hom_search_set_epic },
  { "iso", colim_hom_search_set_iso },         { "no_bind", colim_hom_search_set_no_bind },
  { "free_ok", colim_hom_search_set_free_ok },
};

static ColimCSet *
read_instance (const ColimJson *fact, const char *role)
{
  const ColimJson *name = colim_json_find (colim_json_find (fact, "operation"), role);
  const ColimJson *instance = colim_json_find (colim_json_find (fact, "instances"), colim_json_get_string (name));
  const ColimJson *schema = colim_json_find (instance, "schema");

  schema = schema != NULL ? schema : colim_json_find (fact, "schema");

  return compact_cset (colim_schema_find_builtin (colim_json_get_string (schema)), instance);
}

static void
set_initial (ColimHomSearch *search, ColimCSet *dom, const ColimJson *initial)
{
  compact_foreach (initial, i)
    compact_foreach (colim_json_get_element (initial, i), j)
      {
        const ColimJson *images = colim_json_get_element (initial, i), *image = colim_json_get_element (images, j);
        const char *object = colim_json_get_key (initial, i);
        gboolean by_key = colim_json_get_kind (images) == COLIM_JSON_OBJECT;
        gint32 part = by_key ? atoi (colim_json_get_key (images, j)) - 1 : (gint32) j;
        g_auto (GValue) value = G_VALUE_INIT;

        if (colim_schema_find_object (colim_cset_get_schema (dom), object) >= 0)
          assert_true (colim_hom_search_set_initial (search, object, part, compact_get_int (image) - 1, NULL));
        else if (compact_get_value (image, &value))
          assert_true (colim_hom_search_set_initial_value (search, object, part, &value, NULL));
        else
          assert_true (colim_hom_search_set_initial (search, object, part, compact_get_variable (image), NULL));
      }
}

static void
set_flags (ColimHomSearch *search, const ColimJson *options)
{
  for (guint i = 0; options != NULL && i < G_N_ELEMENTS (flags); i++)
    {
      const ColimJson *option = colim_json_find (options, flags[i].name);

      if (option == NULL)
        continue;
      if (colim_json_get_kind (option) == COLIM_JSON_TRUE)
        assert_true (flags[i].set (search, NULL, NULL));
      compact_foreach (option, j)
        assert_true (flags[i].set (search, colim_json_get_string (colim_json_get_element (option, j)), NULL));
    }
}

/* A loose homomorphism starts at the C-set whose constants are already mapped; NULL if one of them is in no row. */
static ColimCSet *
map_constants (ColimCSet *dom, const ColimJson *options)
{
  const ColimJson *components = options == NULL ? NULL : colim_json_find (options, "type_components");
  const ColimSchema *schema = colim_cset_get_schema (dom);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (dom);

  for (gint32 attr = 0; components != NULL && attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const char *name = colim_schema_get_attr_name (schema, attr);
      const char *type = colim_schema_get_attr_type_name (schema, colim_schema_get_attr_codom (schema, attr));
      const ColimJson *rows = colim_json_find (components, type);

      for (gint32 x = 0; x < colim_cset_get_n_parts_at (dom, colim_schema_get_attr_dom (schema, attr)); x++)
        {
          gint64 value;
          gboolean mapped = !colim_cset_get_int (dom, name, x, &value, NULL);

          compact_foreach (rows, i)
            {
              const ColimJson *row = colim_json_get_element (rows, i);

              if (compact_get_int (colim_json_get_element (row, 0)) == value)
                mapped = colim_cset_builder_set_int (builder, name, x,
                                                     compact_get_int (colim_json_get_element (row, 1)), NULL);
            }
          if (!mapped)
            return NULL;
        }
    }

  return colim_cset_builder_end (builder, NULL);
}

static void
assert_count (const char *id, ColimHomSearch *search, const ColimJson *fact)
{
  const ColimJson *expected = colim_json_find (fact, "expected"), *number = colim_json_find (expected, "count");
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
  g_autofree char *digits = NULL, *expected_digits = NULL;
  gint64 value;

  assert_non_null (count);
  digits = colim_natural_to_string (count);
  expected_digits = colim_json_get_int (number, &value) ? g_strdup_printf ("%" G_GINT64_FORMAT, value)
                                                        : g_strdup (colim_json_get_string (number));
  if (!g_str_equal (digits, expected_digits))
    fail_msg ("%s: %s, not %s", id, digits, expected_digits);
}

static gboolean
is_listed (ColimHom *hom, const ColimJson *listed)
{
  const ColimSchema *schema = colim_cset_get_schema (colim_hom_get_dom (hom));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      const ColimJson *images = colim_json_find (listed, colim_schema_get_object_name (schema, ob));

      compact_foreach (images, x)
        if (colim_fin_function_apply (colim_hom_get_component_at (hom, ob), (gint32) x)
            != compact_get_int (colim_json_get_element (images, x)) - 1)
          return FALSE;
    }

  return TRUE;
}

static gboolean
find_in_list (ColimHom *hom, gpointer data)
{
  const ColimJson *list = data;
  guint n = 0;

  compact_foreach (list, i)
    n += is_listed (hom, colim_json_get_element (list, i));
  assert_int_equal (n, 1);

  return TRUE;
}

static void
check_count (const char *id, const ColimJson *fact)
{
  const ColimJson *operation = colim_json_find (fact, "operation"), *options = colim_json_find (operation, "options");
  const ColimJson *list = colim_json_find (colim_json_find (fact, "expected"), "homomorphisms");
  const ColimJson *homs = colim_json_find (operation, "homs");
  g_autoptr (ColimCSet) given = read_instance (fact, "dom"), codom = read_instance (fact, "codom");
  g_autoptr (ColimCSet) dom = map_constants (given, options);
  g_autoptr (ColimHomSearch) search = NULL;

  if (dom == NULL)
    {
      assert_int_equal (compact_get_int (colim_json_find (colim_json_find (fact, "expected"), "count")), 0);
      return;
    }
  search = colim_hom_search_new (dom, codom);
  set_flags (search, options);
  set_initial (search, dom, options == NULL ? NULL : colim_json_find (options, "initial"));
  compact_foreach (homs, i)
    {
      const char *hom = colim_json_get_string (colim_json_get_element (homs, i));

      assert_true (colim_hom_search_set_cartesian (search, hom, NULL));
    }
  assert_count (id, search, fact);
  if (list != NULL)
    assert_true (colim_hom_search_foreach (search, find_in_list, (gpointer) list, NULL));
}

static void
check_automorphisms (const char *id, const ColimJson *fact)
{
  g_autoptr (ColimCSet) cset = read_instance (fact, "of");
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (cset, cset);

  assert_true (colim_hom_search_set_iso (search, NULL, NULL));
  assert_count (id, search, fact);
}

static void
check_isomorphic (const char *id, const ColimJson *fact)
{
  const ColimJson *expected = colim_json_find (colim_json_find (fact, "expected"), "result");
  g_autoptr (ColimCSet) a = read_instance (fact, "a"), b = read_instance (fact, "b");
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (a, b);
  gboolean isomorphic = colim_json_get_kind (expected) == COLIM_JSON_TRUE;

  assert_true (colim_hom_search_set_iso (search, NULL, NULL));
  if (colim_hom_search_exists (search, NULL) != (isomorphic ? COLIM_VERDICT_YES : COLIM_VERDICT_NO))
    fail_msg ("%s: not %s", id, isomorphic ? "isomorphic" : "apart");
}

static const struct {
  const char *operation;
  void (*check) (const char *id, const ColimJson *fact);
} checks[] = {
  { "homomorphism_count", check_count },
  { "cartesian_count", check_count },
  { "automorphism_count", check_automorphisms },
  { "is_isomorphic", check_isomorphic },
};

static void
facts_hold (void **state)
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "csets.json", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, NULL);
  g_autoptr (ColimJson) json = NULL;
  const ColimJson *facts;
  guint n = 0;

  assert_non_null (text);
  json = colim_json_parse (text, NULL);
  facts = colim_json_find (json, "facts");
  compact_foreach (facts, i)
    {
      const ColimJson *fact = colim_json_get_element (facts, i);
      const char *id = colim_json_get_string (colim_json_find (fact, "id"));
      const char *operation = colim_json_get_string (colim_json_find (colim_json_find (fact, "operation"), "op"));

      for (guint c = 0; c < G_N_ELEMENTS (checks); c++)
        if (g_str_equal (operation, checks[c].operation))
          {
            checks[c].check (id, fact);
            n++;
          }
    }
  assert_int_equal (n, 89);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (facts_hold),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
