/* Rewriting in place is rewriting by value: step after step, on one builder, up to the numbers that the renumbering
 * and the comatch tell. */

#include <colim/rewrite.h>

#include "tests/lib/csets/random-rule.h"

#define BUDGET 20000

/* Parts with several copies are left to the search. */
static gboolean
has_one_copy (ColimFinFunction *context, gint32 k)
{
  gint32 n = 0;

  for (gint32 other = 0; other < colim_fin_function_get_dom (context); other++)
    n += colim_fin_function_apply (context, other) == colim_fin_function_apply (context, k);

  return n == 1;
}

/* There is an isomorphism, variables included, that sends what is left of the host, and of R, where it is said to
 * be. */
static void
assert_same (ColimRewrite *rewrite, ColimCSet *changed, ColimRenumbering *renumbering, const gint32 *comatch,
             gsize n_comatch)
{
  ColimCSet *result = colim_rewrite_get_result (rewrite);
  ColimCSet *right = colim_hom_get_codom (colim_rewrite_get_kept_right (rewrite));
  ColimSchema *schema = colim_cset_get_schema (result);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (result, changed);
  gsize start = 0;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      const char *name = colim_schema_get_object_name (schema, ob);
      ColimFinFunction *context = colim_hom_get_component_at (colim_rewrite_get_context (rewrite), ob);
      ColimFinFunction *map = colim_hom_get_component_at (colim_rewrite_get_result_map (rewrite), ob);
      ColimFinFunction *kept = colim_hom_get_component_at (colim_rewrite_get_kept_right (rewrite), ob);
      ColimFinFunction *matched = colim_hom_get_component_at (colim_rewrite_get_comatch (rewrite), ob);
      gint32 n_gone = colim_fin_function_get_codom (context), n_left = 0;

      assert_int_equal (colim_cset_get_n_parts_at (result, ob), colim_cset_get_n_parts_at (changed, ob));
      colim_hom_search_set_iso (search, name, NULL);
      for (gint32 k = 0; k < colim_fin_function_get_dom (context); k++)
        {
          gint32 now = colim_renumbering_get (renumbering, ob, colim_fin_function_apply (context, k));

          assert_true (now >= 0);
          if (has_one_copy (context, k))
            assert_true (colim_hom_search_set_initial (search, name, colim_fin_function_apply (map, k), now, NULL));
          n_left += k == 0 || colim_fin_function_apply (context, k) != colim_fin_function_apply (context, k - 1);
        }
      for (gint32 x = 0; x < colim_fin_function_get_codom (context); x++)
        n_gone -= colim_renumbering_get (renumbering, ob, x) >= 0;
      assert_int_equal (n_gone, colim_fin_function_get_codom (context) - n_left);
      n_left = 0;
      for (gint32 y = 0; y < colim_fin_function_get_dom (kept); y++)
        {
          gint32 now = comatch[start + (gsize) colim_fin_function_apply (kept, y)];

          assert_true (now >= 0);
          assert_true (colim_hom_search_set_initial (search, name, colim_fin_function_apply (matched, y), now, NULL));
        }
      for (gint32 y = 0; y < colim_cset_get_n_parts_at (right, ob); y++)
        n_left += comatch[start + (gsize) y] >= 0;
      assert_int_equal (n_left, colim_fin_function_get_dom (kept));
      start += (gsize) colim_cset_get_n_parts_at (right, ob);
    }
  assert_int_equal (start, n_comatch);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      assert_int_equal (colim_cset_get_n_variables_at (result, type), colim_cset_get_n_variables_at (changed, type));
      colim_hom_search_set_iso (search, colim_schema_get_attr_type_name (schema, type), NULL);
    }
  assert_int_equal (colim_hom_search_exists (search, NULL), COLIM_VERDICT_YES);
}

/* A variable that nothing uses is bound by a homomorphism only. */
static gboolean
binds_all (ColimCSet *left)
{
  const ColimSchema *schema = colim_cset_get_schema (left);

  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    for (gint32 v = 0; v < colim_cset_get_n_variables_at (left, type); v++)
      if (!random_rule_uses (left, type, v))
        return FALSE;

  return TRUE;
}

static gint32 *
list_match (ColimHom *match, gsize *n)
{
  const ColimSchema *schema = colim_cset_get_schema (colim_hom_get_dom (match));
  gint32 *list;

  *n = 0;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    *n += (gsize) colim_cset_get_n_parts_at (colim_hom_get_dom (match), ob);
  list = g_new (gint32, *n + 1);
  *n = 0;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (colim_hom_get_dom (match), ob); x++)
      list[(*n)++] = colim_fin_function_apply (colim_hom_get_component_at (match, ob), x);

  return list;
}

/* One step, both ways; FALSE if neither can do it. */
static gboolean
rewrite_both_ways (ColimRule *rule, ColimCSetBuilder *builder, ColimHom *match)
{
  g_autoptr (GError) error = NULL, other_error = NULL;
  g_autoptr (ColimRewrite) rewrite = colim_rewrite_new (rule, match, BUDGET, &error);
  gsize n_match, n_comatch = 0;
  g_autofree gint32 *parts = list_match (match, &n_match), *comatch = NULL;
  g_autoptr (ColimRenumbering) renumbering
      = colim_rule_apply (rule, builder, parts, n_match, BUDGET, &comatch, &n_comatch, &other_error);
  g_autoptr (ColimCSet) changed = colim_cset_builder_end (builder, NULL);

  assert_non_null (changed);
  if (!binds_all (colim_hom_get_dom (match)))
    {
      assert_int_equal (other_error->code, COLIM_ERROR_UNDEFINED);
      assert_true (colim_cset_equal (changed, colim_hom_get_codom (match)));
      return FALSE;
    }
  assert_int_equal (rewrite == NULL, renumbering == NULL);
  if (rewrite == NULL)
    {
      assert_int_equal (error->code, other_error->code);
      assert_true (colim_cset_equal (changed, colim_hom_get_codom (match)));
      return FALSE;
    }
  assert_same (rewrite, changed, renumbering, comatch, n_comatch);

  return TRUE;
}

static void
in_place_is_by_value (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) left = random_cset (rand, schema, 3);
  ColimRuleKind kind = (ColimRuleKind) g_rand_int_range (rand, 0, 3);
  g_autoptr (ColimHom) part = random_part_of (rand, left), gluing = NULL, l = NULL, r = NULL;
  g_autoptr (ColimRule) rule = NULL;
  g_autoptr (ColimHom) match = NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;

  gluing = kind == COLIM_RULE_SQPO ? random_extension (rand, left, 1, 1) : colim_hom_new_identity (left);
  l = colim_hom_compose (part, gluing, NULL);
  r = random_extension (rand, colim_hom_get_dom (l), 2, 2);
  rule = colim_rule_new (kind, l, r, NULL, 0, NULL);
  match = random_extension (rand, colim_hom_get_codom (l), 3, random_size (rand, 2));
  builder = colim_cset_builder_new_from (colim_hom_get_codom (match));
  for (guint step = 0; step < 3 && match != NULL && rewrite_both_ways (rule, builder, match); step++)
    {
      g_autoptr (ColimCSet) host = colim_cset_builder_end (builder, NULL);

      g_clear_pointer (&match, colim_hom_unref);
      match = colim_rule_find_match (rule, host, FALSE, BUDGET, NULL);
    }
}

static void
wrong_matches_leave_the_host_alone (void **state)
{
  ColimSchema *schema = colim_schema_find_builtin ("LabeledGraph");
  g_autoptr (ColimCSetBuilder) left_builder = colim_cset_builder_new (schema), builder = NULL, partial = NULL,
                               other = NULL;
  g_autoptr (ColimCSet) left = NULL, host = NULL, after = NULL;
  g_autoptr (ColimHom) id = NULL;
  g_autoptr (ColimRule) rule = NULL;
  const struct {
    gint32 match[4];
    gsize n;
    int code;
    const char *message;
  } cases[] = {
    { { 0, 1 }, 2, COLIM_ERROR_INVALID, "the match has 2 parts, the left side of the rule 3" },
    { { 0, 2, 0 }, 3, COLIM_ERROR_OUT_OF_RANGE, "'V' has 2 parts, there is no part 2" },
    { { 1, 0, 0 }, 3, COLIM_ERROR_NOT_NATURAL, "the match does not respect 'src' of part 0 of 'E'" },
    { { 1, 1, 1 }, 3, COLIM_ERROR_NOT_NATURAL, "the match does not respect 'label' of part 0 of 'V'" },
  };

  colim_cset_builder_add (left_builder, "V", 2, NULL);
  colim_cset_builder_add (left_builder, "E", 1, NULL);
  colim_cset_builder_set (left_builder, "src", 0, 0, NULL);
  colim_cset_builder_set (left_builder, "tgt", 0, 1, NULL);
  colim_cset_builder_set_string (left_builder, "label", 0, "a", NULL);
  colim_cset_builder_set_string (left_builder, "label", 1, "b", NULL);
  left = colim_cset_builder_end (left_builder, NULL);
  id = colim_hom_new_identity (left);
  rule = colim_rule_new (COLIM_RULE_DPO, id, id, NULL, 0, NULL);
  colim_cset_builder_add (left_builder, "E", 1, NULL);
  colim_cset_builder_set (left_builder, "src", 1, 1, NULL);
  colim_cset_builder_set (left_builder, "tgt", 1, 1, NULL);
  host = colim_cset_builder_end (left_builder, NULL);
  builder = colim_cset_builder_new_from (host);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (colim_rule_apply (rule, builder, cases[i].match, cases[i].n, -1, NULL, NULL, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
  after = colim_cset_builder_end (builder, NULL);
  assert_true (colim_cset_equal (after, host));

  g_autoptr (GError) undefined = NULL, schemas = NULL;

  partial = colim_cset_builder_new_from (host);
  colim_cset_builder_add (partial, "V", 1, NULL);
  assert_null (colim_rule_apply (rule, partial, (gint32[]) { 0, 1, 0 }, 3, -1, NULL, NULL, &undefined));
  assert_colim_error (undefined, COLIM_ERROR_UNDEFINED, "cannot rewrite: 'label' of a part of the host is undefined");
  other = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  assert_null (colim_rule_apply (rule, other, (gint32[]) { 0, 1, 0 }, 3, -1, NULL, NULL, &schemas));
  assert_int_equal (schemas->code, COLIM_ERROR_TYPE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (in_place_is_by_value, 1000),
    cmocka_unit_test (wrong_matches_leave_the_host_alone),
  };

  return cmocka_run_group_tests_name ("rule-apply", tests, NULL, NULL);
}
