/* Limits that others have computed: the cases of facts/csets.json. */

#include <colim/limit.h>

#include "tests/lib/csets/compact.h"

/* An isomorphism by trying all, part after part; equal C-sets are found at once. */
typedef struct {
  const ColimCSet *a;
  const ColimCSet *b;
  gint32 *images[8]; /* by object, -1: not yet */
  gboolean *taken[8];
} Iso;

static gboolean
fits (const Iso *iso, gint32 ob, gint32 x)
{
  const ColimSchema *schema = colim_cset_get_schema (iso->a);

  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, h), codom = colim_schema_get_hom_codom (schema, h);
      ColimFinFunction *before = colim_cset_get_hom_at (iso->a, h), *after = colim_cset_get_hom_at (iso->b, h);

      for (gint32 y = 0; y < colim_fin_function_get_dom (before); y++)
        {
          gint32 end = colim_fin_function_apply (before, y);

          if (((dom == ob && y == x) || (codom == ob && end == x)) && iso->images[dom][y] >= 0
              && iso->images[codom][end] >= 0
              && colim_fin_function_apply (after, iso->images[dom][y]) != iso->images[codom][end])
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
extend (Iso *iso, gint32 ob, gint32 x)
{
  gint32 n_obs = colim_schema_get_n_objects (colim_cset_get_schema (iso->a));

  while (ob < n_obs && x == colim_cset_get_n_parts_at (iso->a, ob))
    {
      ob++;
      x = 0;
    }
  if (ob == n_obs)
    return TRUE;
  for (gint32 y = 0; y < colim_cset_get_n_parts_at (iso->b, ob); y++)
    {
      if (iso->taken[ob][y])
        continue;
      iso->images[ob][x] = y;
      iso->taken[ob][y] = TRUE;
      if (fits (iso, ob, x) && extend (iso, ob, x + 1))
        return TRUE;
      iso->images[ob][x] = -1;
      iso->taken[ob][y] = FALSE;
    }

  return FALSE;
}

static gboolean
is_isomorphic (const ColimCSet *a, const ColimCSet *b)
{
  Iso iso = { a, b, { NULL, }, { NULL, } };
  gint32 n_obs = colim_schema_get_n_objects (colim_cset_get_schema (a));
  gboolean found = TRUE;

  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      gint32 n = colim_cset_get_n_parts_at (a, ob);

      found = found && n == colim_cset_get_n_parts_at (b, ob);
      iso.images[ob] = g_new (gint32, n + 1);
      iso.taken[ob] = g_new0 (gboolean, n + 1);
      for (gint32 x = 0; x < n; x++)
        iso.images[ob][x] = -1;
    }
  found = found && extend (&iso, 0, 0);
  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      g_free (iso.images[ob]);
      g_free (iso.taken[ob]);
    }

  return found;
}

static const char *
argument (const ColimJson *fact, const char *name)
{
  return colim_json_get_string (colim_json_find (colim_json_find (fact, "operation"), name));
}

static ColimLimit *
make_terminal (ColimSchema *schema, const ColimJson *fact)
{
  return colim_limit_new_terminal (schema);
}

static ColimLimit *
make_product (ColimSchema *schema, const ColimJson *fact)
{
  const ColimJson *names = colim_json_find (colim_json_find (fact, "operation"), "factors");
  g_autoptr (GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_cset_unref);

  for (guint i = 0; i < colim_json_get_length (names); i++)
    g_ptr_array_add (factors,
                     compact_instance (schema, fact, colim_json_get_string (colim_json_get_element (names, i))));

  return colim_limit_new_product (schema, (ColimCSet **) factors->pdata, factors->len, NULL);
}

static ColimLimit *
make_equalizer (ColimSchema *schema, const ColimJson *fact)
{
  g_autoptr (ColimHom) f = compact_hom (schema, fact, argument (fact, "f"));
  g_autoptr (ColimHom) g = compact_hom (schema, fact, argument (fact, "g"));

  return colim_limit_new_equalizer (f, g, NULL);
}

static ColimLimit *
make_pullback (ColimSchema *schema, const ColimJson *fact)
{
  g_autoptr (ColimHom) f = compact_hom (schema, fact, argument (fact, "f"));
  g_autoptr (ColimHom) g = compact_hom (schema, fact, argument (fact, "g"));

  return colim_limit_new_pullback (f, g, NULL);
}

static gint32
find_object (const ColimJson *names, const char *name)
{
  for (guint i = 0; i < colim_json_get_length (names); i++)
    if (g_str_equal (colim_json_get_string (colim_json_get_element (names, i)), name))
      return (gint32) i;

  return -1;
}

static ColimLimit *
make_limit (ColimSchema *schema, const ColimJson *fact)
{
  const ColimJson *operation = colim_json_find (fact, "operation");
  const ColimJson *names = colim_json_find (operation, "objects"), *arrow_names = colim_json_find (operation, "arrows");
  guint n_arrows = colim_json_get_length (arrow_names);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_cset_unref);
  g_autoptr (GPtrArray) arrows = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autofree gint32 *sources = g_new (gint32, n_arrows);
  g_autofree gint32 *targets = g_new (gint32, n_arrows);

  for (guint i = 0; i < colim_json_get_length (names); i++)
    g_ptr_array_add (objects,
                     compact_instance (schema, fact, colim_json_get_string (colim_json_get_element (names, i))));
  for (guint a = 0; a < n_arrows; a++)
    {
      const char *name = colim_json_get_string (colim_json_get_element (arrow_names, a));
      const ColimJson *arrow = colim_json_find (colim_json_find (fact, "morphisms"), name);

      g_ptr_array_add (arrows, compact_hom (schema, fact, name));
      sources[a] = find_object (names, colim_json_get_string (colim_json_find (arrow, "dom")));
      targets[a] = find_object (names, colim_json_get_string (colim_json_find (arrow, "codom")));
    }

  return colim_limit_new (schema, (ColimCSet **) objects->pdata, objects->len, (ColimHom **) arrows->pdata, n_arrows,
                          sources, n_arrows, targets, n_arrows, NULL);
}

static const struct {
  const char *name;
  ColimLimit *(*make) (ColimSchema *schema, const ColimJson *fact);
  guint n_cases;
} operations[] = {
  { "terminal", make_terminal, 1 },
  { "product", make_product, 6 },
  { "equalizer", make_equalizer, 8 },
  { "pullback", make_pullback, 10 },
  { "limit", make_limit, 1 },
};

static void
check_sizes (const ColimCSet *apex, const ColimJson *sizes)
{
  for (guint i = 0; sizes != NULL && i < colim_json_get_length (sizes); i++)
    {
      gint64 n;

      assert_true (colim_json_get_int (colim_json_get_element (sizes, i), &n));
      assert_int_equal (colim_cset_get_n_parts (apex, colim_json_get_key (sizes, i), NULL), n);
    }
}

static void
check_legs (const ColimLimit *limit, const ColimJson *legs)
{
  for (guint i = 0; legs != NULL && i < colim_json_get_length (legs); i++)
    {
      const ColimJson *components = colim_json_get_element (legs, i);

      for (guint ob = 0; ob < colim_json_get_length (components); ob++)
        {
          const char *object = colim_json_get_key (components, ob);
          ColimFinFunction *component = colim_hom_get_component (colim_limit_get_leg (limit, i), object, NULL);
          gsize n;
          g_autofree gint32 *table = compact_table (colim_json_get_element (components, ob), &n);

          assert_int_equal (colim_fin_function_get_dom (component), n);
          for (gint32 x = 0; x < (gint32) n; x++)
            assert_int_equal (colim_fin_function_apply (component, x), table[x]);
        }
    }
}

static void
check (const ColimJson *fact, ColimSchema *schema, const ColimLimit *limit)
{
  const ColimJson *expected = colim_json_find (fact, "expected");
  const ColimJson *iso_to = colim_json_find (expected, "iso_to"), *equal_to = colim_json_find (expected, "equal_to");
  ColimCSet *apex = colim_limit_get_apex (limit);

  assert_true (colim_cset_check (apex, NULL));
  check_sizes (apex, colim_json_find (expected, "sizes"));
  check_legs (limit, colim_json_find (expected, "legs"));
  if (iso_to != NULL)
    {
      g_autoptr (ColimCSet) wanted = compact_cset (schema, iso_to);

      assert_true (is_isomorphic (wanted, apex));
    }
  if (equal_to != NULL)
    {
      g_autoptr (ColimCSet) wanted = compact_cset (schema, equal_to);

      assert_true (colim_cset_equal (wanted, apex));
    }
}

static void
limits_are_those_of_others (void **state)
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "csets.json", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, NULL);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  const ColimJson *facts = colim_json_find (json, "facts");
  guint n_met[G_N_ELEMENTS (operations)] = { 0, };

  assert_non_null (facts);
  for (guint i = 0; i < colim_json_get_length (facts); i++)
    {
      const ColimJson *fact = colim_json_get_element (facts, i);

      for (guint k = 0; k < G_N_ELEMENTS (operations); k++)
        if (g_str_equal (operations[k].name, argument (fact, "op")))
          {
            ColimSchema *schema
                = colim_schema_find_builtin (colim_json_get_string (colim_json_find (fact, "schema")));
            g_autoptr (ColimLimit) limit = operations[k].make (schema, fact);

            print_message ("%s\n", colim_json_get_string (colim_json_find (fact, "id")));
            assert_non_null (limit);
            check (fact, schema, limit);
            n_met[k]++;
          }
    }
  for (guint k = 0; k < G_N_ELEMENTS (operations); k++)
    assert_int_equal (n_met[k], operations[k].n_cases);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (limits_are_those_of_others),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
