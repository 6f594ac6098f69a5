/* Final pullback complements, judged by counting: the copies of a part are the maps over L from the pullback of its
 * representable, and maps to the complement over G are maps to I over L from the pullback, all tried one by one. */

#include <colim/colimit.h>
#include <colim/complement.h>
#include <colim/limit.h>
#include <colim/representable.h>
#include <colim/rewrite.h>

#include "tests/lib/csets/random-rule.h"
#include "tests/lib/csets/square.h"

#define MOST_TRIED 200000
#define TOO_MANY (-1)

/* On these there are finitely many paths up to equations. */
static const char *const finite_schemas[] = {
  "Set",  "Graph",  "SymmetricGraph", "ReflexiveGraph", "SymmetricReflexiveGraph",
  "SSet", "School", "Bipartite",      "DDS42",          "Petri",
};

/* Counts the homomorphisms X → Y over B, by trying all functions that lie over B; for one part of X it is told how
 * often it goes where. */
static gint64
count_over (ColimHom *x_over, ColimHom *y_over, gint32 object, gint32 part, gint32 *hits)
{
  ColimCSet *x = colim_hom_get_dom (x_over), *y = colim_hom_get_dom (y_over);
  const ColimSchema *schema = colim_cset_get_schema (x);
  gint32 n_objects = colim_schema_get_n_objects (schema), starts[8], n = 0;
  gint64 n_all = 1, n_found = 0;
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree gint32 *chosen = NULL;

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      starts[ob] = n;
      for (gint32 p = 0; p < colim_cset_get_n_parts_at (x, ob); p++)
        {
          GArray *fibre = g_array_new (FALSE, FALSE, sizeof (gint32));

          for (gint32 q = 0; q < colim_cset_get_n_parts_at (y, ob); q++)
            if (colim_fin_function_apply (colim_hom_get_component_at (y_over, ob), q)
                == colim_fin_function_apply (colim_hom_get_component_at (x_over, ob), p))
              g_array_append_val (fibre, q);
          n_all = MIN (n_all * fibre->len, MOST_TRIED + 1);
          g_ptr_array_add (choices, fibre);
          n++;
        }
    }
  if (n_all > MOST_TRIED)
    return TOO_MANY;
  chosen = g_new0 (gint32, n + 1);
  for (gint64 turn = 0; turn < n_all; turn++)
    {
      gboolean is_natural = TRUE;

      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema) && is_natural; hom++)
        {
          gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);

          for (gint32 p = 0; p < colim_cset_get_n_parts_at (x, dom) && is_natural; p++)
            {
              gint32 at = starts[dom] + p,
                     after = starts[codom] + colim_fin_function_apply (colim_cset_get_hom_at (x, hom), p);
              gint32 image = g_array_index ((GArray *) choices->pdata[at], gint32, chosen[at]);

              is_natural = colim_fin_function_apply (colim_cset_get_hom_at (y, hom), image)
                           == g_array_index ((GArray *) choices->pdata[after], gint32, chosen[after]);
            }
        }
      n_found += is_natural;
      if (is_natural && hits != NULL)
        {
          gint32 at = starts[object] + part;

          hits[g_array_index ((GArray *) choices->pdata[at], gint32, chosen[at])]++;
        }
      for (gint32 i = 0; i < n; i++)
        {
          if (++chosen[i] < (gint32) ((GArray *) choices->pdata[i])->len)
            break;
          chosen[i] = 0;
        }
    }

  return n_found;
}

/* Representables side by side, glued at random: equations hold in all of these.  With `only_new`, what was there
 * stays. */
static ColimHom *
random_model_extension (GRand *rand, ColimCSet *of, gint32 most, gint32 most_gluings, gboolean only_new)
{
  ColimSchema *schema = colim_cset_get_schema (of);
  gint32 n_objects = colim_schema_get_n_objects (schema), n_new = random_size (rand, most);
  g_autoptr (GPtrArray) summands = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_cset_unref);
  g_autoptr (ColimColimit) coproduct = NULL;
  ColimHom *hom;

  g_ptr_array_add (summands, colim_cset_ref (of));
  for (gint32 i = 0; i < n_new; i++)
    g_ptr_array_add (summands, colim_representable_new (schema, g_rand_int_range (rand, 0, n_objects), 1000, NULL));
  coproduct = colim_colimit_new_coproduct (schema, (ColimCSet **) summands->pdata, summands->len, NULL);
  hom = colim_hom_ref (colim_colimit_get_leg (coproduct, 0));
  for (gint32 i = random_size (rand, most_gluings); i > 0; i--)
    {
      gint32 ob = g_rand_int_range (rand, 0, n_objects), n = colim_cset_get_n_parts_at (colim_hom_get_codom (hom), ob);
      g_autoptr (ColimCSet) representable = colim_representable_new (schema, ob, 1000, NULL);
      g_autoptr (ColimHom) before = hom;
      g_autoptr (ColimHomSearch) first = NULL, second = NULL;
      g_autoptr (ColimHom) f = NULL, g = NULL;
      g_autoptr (ColimColimit) glued = NULL;

      hom = colim_hom_ref (before);
      if (n < 2)
        continue;
      first = colim_hom_search_new (representable, colim_hom_get_codom (before));
      second = colim_hom_search_new (representable, colim_hom_get_codom (before));
      colim_hom_search_set_initial (first, colim_schema_get_object_name (schema, ob), 0,
                                    g_rand_int_range (rand, 0, n), NULL);
      colim_hom_search_set_initial (second, colim_schema_get_object_name (schema, ob), 0,
                                    g_rand_int_range (rand, 0, n), NULL);
      f = colim_hom_search_find (first, NULL);
      g = colim_hom_search_find (second, NULL);
      glued = colim_colimit_new_coequalizer (f, g, NULL);
      colim_hom_unref (hom);
      hom = colim_hom_compose (before, colim_colimit_get_leg (glued, 0), NULL);
      if (only_new && !colim_hom_is_monic (hom))
        {
          colim_hom_unref (hom);
          hom = colim_hom_ref (before);
        }
    }

  return hom;
}

/* Parts of L, twice at times. */
static ColimHom *
random_cloning (GRand *rand, ColimCSet *left)
{
  g_autoptr (ColimHom) first = random_part_of (rand, left), second = random_part_of (rand, left);
  ColimCSet *summands[] = { colim_hom_get_dom (first), colim_hom_get_dom (second) };
  g_autoptr (ColimColimit) coproduct = colim_colimit_new_coproduct (colim_cset_get_schema (left), summands, 2, NULL);

  if (g_rand_int_range (rand, 0, 3) == 0)
    return g_steal_pointer (&first);

  return colim_colimit_factor (coproduct, (ColimHom *[]) { first, second }, 2, left, NULL);
}

static gboolean
is_pullback (ColimHom *l, ColimHom *m, ColimHom *interface, ColimHom *context)
{
  const ColimSchema *schema = colim_cset_get_schema (colim_hom_get_dom (l));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (colim_hom_get_dom (m), ob); x++)
      for (gint32 k = 0; k < colim_cset_get_n_parts_at (colim_hom_get_dom (context), ob); k++)
        {
          gint32 n = 0;

          for (gint32 a = 0; a < colim_cset_get_n_parts_at (colim_hom_get_dom (l), ob); a++)
            n += colim_fin_function_apply (colim_hom_get_component_at (l, ob), a) == x
                 && colim_fin_function_apply (colim_hom_get_component_at (interface, ob), a) == k;
          if (n
              != (colim_fin_function_apply (colim_hom_get_component_at (m, ob), x)
                  == colim_fin_function_apply (colim_hom_get_component_at (context, ob), k)))
            return FALSE;
        }

  return TRUE;
}

/* Maps to the complement over G are maps over L from the pullback. */
static void
assert_final (ColimHom *over, ColimHom *l, ColimHom *m, ColimHom *context)
{
  g_autoptr (ColimLimit) pullback = colim_limit_new_pullback (over, m, NULL);
  gint64 n = count_over (over, context, 0, 0, NULL);
  gint64 expected = count_over (colim_limit_get_leg (pullback, 1), l, 0, 0, NULL);

  if (n != TOO_MANY && expected != TOO_MANY)
    assert_int_equal (n, expected);
}

/* The map from a representable that sends its first part to a part. */
static ColimHom *
point_at (ColimCSet *cset, gint32 object, gint32 part)
{
  ColimSchema *schema = colim_cset_get_schema (cset);
  g_autoptr (ColimCSet) representable = colim_representable_new (schema, object, 1000, NULL);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (representable, cset);

  colim_hom_search_set_initial (search, colim_schema_get_object_name (schema, object), 0, part, NULL);

  return colim_hom_search_find (search, NULL);
}

/* Over each part the copies are counted; over those of L they must be what l has, each once. */
static gboolean
expect_copies (ColimHom *l, ColimHom *m, ColimHom *context, gboolean *exists)
{
  ColimCSet *host = colim_hom_get_codom (m);
  const ColimSchema *schema = colim_cset_get_schema (host);

  *exists = TRUE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 g = 0; g < colim_cset_get_n_parts_at (host, ob); g++)
      {
        g_autoptr (ColimHom) point = point_at (host, ob, g);
        g_autoptr (ColimLimit) pullback = colim_limit_new_pullback (point, m, NULL);
        ColimHom *to_point = colim_limit_get_leg (pullback, 0), *to_left = colim_limit_get_leg (pullback, 1);
        gint64 n = count_over (to_left, l, 0, 0, NULL);

        if (n == TOO_MANY)
          return FALSE;
        for (gint32 p = 0; p < colim_cset_get_n_parts_at (colim_limit_get_apex (pullback), ob); p++)
          if (colim_fin_function_apply (colim_hom_get_component_at (to_point, ob), p) == 0)
            {
              ColimFinFunction *parts = colim_hom_get_component_at (l, ob);
              g_autofree gint32 *hits = g_new0 (gint32, colim_fin_function_get_dom (parts) + 1);

              count_over (to_left, l, ob, p, hits);
              for (gint32 a = 0; a < colim_fin_function_get_dom (parts); a++)
                *exists = *exists
                          && hits[a]
                                 == (colim_fin_function_apply (parts, a)
                                     == colim_fin_function_apply (colim_hom_get_component_at (to_left, ob), p));
            }
        if (context != NULL)
          {
            gint32 n_copies = 0;

            for (gint32 k = 0; k < colim_cset_get_n_parts_at (colim_hom_get_dom (context), ob); k++)
              n_copies += colim_fin_function_apply (colim_hom_get_component_at (context, ob), k) == g;
            assert_int_equal (n_copies, n);
          }
      }

  return TRUE;
}

static void
complements_are_final (GRand *rand)
{
  const char *name = finite_schemas[g_rand_int_range (rand, 0, G_N_ELEMENTS (finite_schemas))];
  ColimSchema *schema = colim_schema_find_builtin (name);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  g_autoptr (ColimCSet) empty = colim_cset_builder_end (builder, NULL);
  g_autoptr (ColimHom) from_empty = random_model_extension (rand, empty, 2, 2, FALSE);
  ColimCSet *left = colim_hom_get_codom (from_empty);
  g_autoptr (ColimHom) l = random_cloning (rand, left);
  g_autoptr (ColimHom) m = random_model_extension (rand, left, 2, 4, g_rand_int_range (rand, 0, 3) > 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimComplement) complement = colim_complement_new_final_pullback (l, m, 1000000, &error);
  ColimHom *context = complement != NULL ? colim_complement_get_context (complement) : NULL;
  g_autoptr (ColimHom) same = NULL;
  gboolean exists;

  if (!expect_copies (l, m, context, &exists))
    return;
  assert_int_equal (complement != NULL, exists);
  if (complement == NULL)
    {
      assert_int_equal (error->code, COLIM_ERROR_NO_COMPLEMENT);
      assert_false (colim_hom_is_monic (m));
      return;
    }
  assert_natural (context);
  assert_natural (colim_complement_get_interface (complement));
  assert_true (colim_cset_check (colim_complement_get_cset (complement), NULL));
  assert_true (is_pullback (l, m, colim_complement_get_interface (complement), context));
  same = colim_hom_new_identity (colim_hom_get_codom (m));
  assert_final (same, l, m, context);
  assert_final (m, l, m, context);
  assert_final (context, l, m, context);
}

/* Where there are infinitely many paths, and still finitely many copies. */
static void
complements_of_dynamical_systems_are_final (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin ("DDS");
  g_autoptr (ColimCSet) left = random_cset (rand, schema, 3);
  g_autoptr (ColimHom) l = random_cloning (rand, left), m = random_extension (rand, left, 3, random_size (rand, 1));
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimComplement) complement = colim_complement_new_final_pullback (l, m, 100000, &error);
  ColimHom *context;

  if (complement == NULL)
    {
      assert_int_equal (error->code, COLIM_ERROR_NO_COMPLEMENT);
      assert_false (colim_hom_is_monic (m));
      return;
    }
  context = colim_complement_get_context (complement);
  assert_natural (context);
  assert_natural (colim_complement_get_interface (complement));
  assert_true (is_pullback (l, m, colim_complement_get_interface (complement), context));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ColimCSet) test = random_cset (rand, schema, 4);
      g_autoptr (ColimHomSearch) search = colim_hom_search_new (test, colim_hom_get_codom (m));
      g_autoptr (ColimHom) over = colim_hom_search_find (search, NULL);

      if (over != NULL)
        assert_final (over, l, m, context);
    }
}

/* Where a sesqui-pushout deletes nothing but what the rule names and clones nothing, it is a double pushout; and for
 * monic l and m it deletes what a single pushout deletes. */
static void
sesqui_pushouts_are_single_ones_where_nothing_is_cloned (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) left = random_cset (rand, schema, 3);
  g_autoptr (ColimHom) l = random_part_of (rand, left), r = random_extension (rand, colim_hom_get_dom (l), 2, 2);
  g_autoptr (ColimHom) match = random_extension (rand, left, 2, 0);
  g_autoptr (ColimRule) single = colim_rule_new (COLIM_RULE_SPO, l, r, NULL, 0, NULL);
  g_autoptr (ColimRule) sesqui = colim_rule_new (COLIM_RULE_SQPO, l, r, NULL, 0, NULL);
  g_autoptr (ColimRewrite) first = colim_rewrite_new (single, match, -1, NULL);
  g_autoptr (ColimRewrite) second = colim_rewrite_new (sesqui, match, 100000, NULL);

  assert_true (colim_hom_is_monic (match));
  assert_int_equal (first == NULL, second == NULL);
  if (first == NULL)
    return;
  assert_true (colim_hom_equal (colim_rewrite_get_context (first), colim_rewrite_get_context (second)));
  assert_true (colim_hom_equal (colim_rewrite_get_comatch (first), colim_rewrite_get_comatch (second)));
}

static ColimCSet *
make_cset (ColimSchema *schema, const gint32 *n_parts, const gint32 *const *columns)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    colim_cset_builder_add (builder, colim_schema_get_object_name (schema, ob), n_parts[ob], NULL);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    for (gint32 x = 0; x < n_parts[colim_schema_get_hom_dom (schema, hom)]; x++)
      colim_cset_builder_set_at (builder, hom, x, columns[hom][x]);

  return colim_cset_builder_end (builder, NULL);
}

/* x goes to itself for ever, and each time to y, of which there are two copies. */
static void
infinite_complements_are_none (void **state)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (ColimCSet) two = NULL, one = NULL, host = NULL;
  g_autoptr (ColimFinFunction) fold = NULL, id = NULL, none_to_none = NULL, none_to_one = NULL;
  g_autoptr (ColimHom) l = NULL, m = NULL;
  g_autoptr (GError) error = NULL;

  colim_schema_builder_add_object (builder, "X");
  colim_schema_builder_add_object (builder, "Y");
  colim_schema_builder_add_hom (builder, "f", "X", "X");
  colim_schema_builder_add_hom (builder, "t", "X", "Y");
  schema = colim_schema_builder_end (builder, NULL);
  two = make_cset (schema, (gint32[]) { 0, 2 }, (const gint32 *[]) { NULL, NULL });
  one = make_cset (schema, (gint32[]) { 0, 1 }, (const gint32 *[]) { NULL, NULL });
  host = make_cset (schema, (gint32[]) { 1, 1 }, (const gint32 *[]) { (gint32[]) { 0 }, (gint32[]) { 0 } });
  fold = colim_fin_function_new ((gint32[]) { 0, 0 }, 2, 1, NULL);
  id = colim_fin_function_new_identity (1);
  none_to_none = colim_fin_function_new_identity (0);
  none_to_one = colim_fin_function_new (NULL, 0, 1, NULL);
  l = colim_hom_new (two, one, (ColimFinFunction *[]) { none_to_none, fold }, 2, NULL);
  m = colim_hom_new (one, host, (ColimFinFunction *[]) { none_to_one, id }, 2, NULL);
  assert_null (colim_complement_new_final_pullback (l, m, -1, &error));
  assert_colim_error (error, COLIM_ERROR_NO_COMPLEMENT,
                      "no final pullback complement: part 0 of 'X' would have infinitely many copies");
}

/* A point of a dynamical system a long way from what is cloned: each step of the way is looked at once. */
static void
long_ways_are_cheap (void **state)
{
  const gint32 n = 20000;
  ColimSchema *schema = colim_schema_find_builtin ("DDS");
  g_autofree gint32 *next = g_new (gint32, n);
  g_autoptr (ColimCSet) two = NULL, one = NULL, host = NULL;
  g_autoptr (ColimFinFunction) fold = NULL, last = NULL;
  g_autoptr (ColimHom) l = NULL, m = NULL;
  g_autoptr (ColimComplement) complement = NULL;

  for (gint32 x = 0; x < n; x++)
    next[x] = MIN (x + 1, n - 1);
  two = make_cset (schema, (gint32[]) { 2 }, (const gint32 *[]) { (gint32[]) { 0, 1 } });
  one = make_cset (schema, (gint32[]) { 1 }, (const gint32 *[]) { (gint32[]) { 0 } });
  host = make_cset (schema, &n, (const gint32 *[]) { next });
  fold = colim_fin_function_new ((gint32[]) { 0, 0 }, 2, 1, NULL);
  last = colim_fin_function_new ((gint32[]) { n - 1 }, 1, n, NULL);
  l = colim_hom_new (two, one, &fold, 1, NULL);
  m = colim_hom_new (one, host, &last, 1, NULL);
  complement = colim_complement_new_final_pullback (l, m, 10 * (gint64) n, NULL);
  assert_non_null (complement);
  assert_int_equal (colim_cset_get_n_parts_at (colim_complement_get_cset (complement), 0), 2 * n);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (complements_are_final),
    property_test (complements_of_dynamical_systems_are_final),
    property_test (sesqui_pushouts_are_single_ones_where_nothing_is_cloned),
    cmocka_unit_test (infinite_complements_are_none),
    cmocka_unit_test (long_ways_are_cheap),
  };

  return cmocka_run_group_tests_name ("final-pullback", tests, NULL, NULL);
}
