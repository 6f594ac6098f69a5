/* Partial overlaps, judged by going through all pairs of sets of parts, and all functions between them. */

#include <colim/hom.h>
#include <colim/overlap.h>

#include "tests/lib/csets/brute-force.h"
#include "tests/lib/csets/random-cset.h"
#include "tests/lib/csets/subsets.h"

#define BUDGET 1000000

static gboolean
sends_variables_to_variables (const ColimHom *hom)
{
  gint32 n = colim_cset_get_n_variables_at (colim_hom_get_dom (hom), 0);

  for (gint32 v = 0; v < n; v++)
    for (gint32 w = 0; w <= v; w++)
      if (colim_hom_get_variable_at (hom, 0, v) < 0
          || (w < v && colim_hom_get_variable_at (hom, 0, v) == colim_hom_get_variable_at (hom, 0, w)))
        return FALSE;

  return TRUE;
}

/* How many homomorphisms send different parts and variables to different ones; each variable must be used. */
static guint
count_monic (ColimCSet *dom, ColimCSet *codom)
{
  g_autoptr (GPtrArray) homs = brute_force_homs (dom, codom);
  gboolean has_attributes = colim_schema_get_n_attr_types (colim_cset_get_schema (dom)) > 0;
  guint count = 0;

  for (guint i = 0; i < homs->len; i++)
    {
      g_autoptr (ColimHom) hom = brute_force_make (dom, codom, homs->pdata[i]);

      count += colim_hom_is_monic (hom) && (!has_attributes || sends_variables_to_variables (hom));
    }

  return count;
}

static gboolean
have_equal_sizes (const ColimCSet *a, const ColimCSet *b)
{
  const ColimSchema *schema = colim_cset_get_schema (a);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    if (colim_cset_get_n_parts_at (a, ob) != colim_cset_get_n_parts_at (b, ob))
      return FALSE;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    if (colim_cset_get_n_variables_at (a, type) != colim_cset_get_n_variables_at (b, type))
      return FALSE;

  return TRUE;
}

static GPtrArray *
list_subobjects (ColimCSet *cset)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);

  for (guint mask = 0; mask < subset_n_masks (cset); mask++)
    if (subset_is_closed (cset, mask))
      {
        g_autoptr (ColimSubobject) subobject = subset_make (cset, mask, FALSE);

        g_ptr_array_add (list, colim_subobject_inclusion (subobject));
      }

  return list;
}

static void
assert_count (ColimNatural *found, guint expected)
{
  g_autofree char *digits = colim_natural_to_string (found), *wanted = g_strdup_printf ("%u", expected);

  assert_string_equal (digits, wanted);
}

static ColimCSet *
random_small (GRand *rand, const char *schema)
{
  ColimCSet *cset = random_graph (rand, schema, 3);

  while (subset_n_elements (cset) > 5)
    {
      colim_cset_unref (cset);
      cset = random_graph (rand, schema, 3);
    }

  return cset;
}

static void
overlaps_are_pairs_and_spans (GRand *rand)
{
  const char *schema = g_rand_boolean (rand) ? "Graph" : "WeightedGraph";
  g_autoptr (ColimCSet) a = random_small (rand, schema), b = random_small (rand, schema);
  g_autoptr (GPtrArray) of_a = list_subobjects (a), of_b = list_subobjects (b);
  g_autoptr (ColimNatural) pairs = colim_overlap_count_pairs (a, b, BUDGET, NULL);
  g_autoptr (ColimNatural) spans = colim_overlap_count_spans (a, b, BUDGET, NULL);
  guint n_pairs = 0, n_spans = 0;

  for (guint i = 0; i < of_a->len; i++)
    for (guint j = 0; j < of_b->len; j++)
      {
        ColimCSet *s = colim_hom_get_dom (of_a->pdata[i]), *t = colim_hom_get_dom (of_b->pdata[j]);
        guint n_isomorphisms = have_equal_sizes (s, t) ? count_monic (s, t) : 0;

        n_pairs += n_isomorphisms > 0;
        n_spans += n_isomorphisms;
      }
  assert_count (pairs, n_pairs);
  assert_count (spans, n_spans);
}

typedef struct {
  GPtrArray *left;
  GPtrArray *right;
} Spans;

static gboolean
keep (ColimHom *left, ColimHom *right, gpointer data)
{
  Spans *spans = data;

  g_ptr_array_add (spans->left, colim_hom_ref (left));
  g_ptr_array_add (spans->right, colim_hom_ref (right));

  return TRUE;
}

/* No two of them are the same up to an isomorphism, which could only be the identity. */
static void
spans_are_shown_once (GRand *rand)
{
  const char *schema = g_rand_boolean (rand) ? "Graph" : "WeightedGraph";
  g_autoptr (ColimCSet) a = random_small (rand, schema), b = random_small (rand, schema);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (ColimNatural) count = colim_overlap_count_spans (b, a, BUDGET, NULL);
  Spans spans = { left, right };

  assert_true (colim_overlap_foreach_span (a, b, BUDGET, keep, &spans, NULL));
  assert_count (count, left->len);
  for (guint i = 0; i < left->len; i++)
    {
      assert_ptr_equal (colim_hom_get_codom (left->pdata[i]), a);
      assert_ptr_equal (colim_hom_get_codom (right->pdata[i]), b);
      assert_true (colim_cset_equal (colim_hom_get_dom (left->pdata[i]), colim_hom_get_dom (right->pdata[i])));
      assert_true (colim_hom_is_monic (left->pdata[i]) && colim_hom_is_monic (right->pdata[i]));
      for (guint j = 0; j < i; j++)
        assert_false (colim_hom_equal (left->pdata[i], left->pdata[j])
                      && colim_hom_equal (right->pdata[i], right->pdata[j]));
    }
}

static gboolean
stop (ColimHom *left, ColimHom *right, gpointer data)
{
  ++*(guint *) data;

  return FALSE;
}

static void
what_is_not_counted_is_refused (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSetBuilder) other = colim_cset_builder_new (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimCSet) points = NULL, set = NULL;
  g_autoptr (GError) schema = NULL, spans = NULL, shown = NULL;
  guint n_shown = 0;

  colim_cset_builder_add (builder, "V", 30, NULL);
  points = colim_cset_builder_end (builder, NULL);
  set = colim_cset_builder_end (other, NULL);
  assert_null (colim_overlap_count_pairs (points, set, BUDGET, &schema));
  assert_int_equal (schema->code, COLIM_ERROR_TYPE);
  assert_null (colim_overlap_count_spans (points, points, BUDGET, &spans));
  assert_int_equal (spans->code, COLIM_ERROR_BUDGET);
  assert_true (colim_overlap_foreach_span (points, points, BUDGET, stop, &n_shown, NULL));
  assert_int_equal (n_shown, 1);
  assert_false (colim_overlap_foreach_span (points, set, BUDGET, stop, &n_shown, &shown));
  assert_int_equal (shown->code, COLIM_ERROR_TYPE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (overlaps_are_pairs_and_spans),
    property_test (spans_are_shown_once),
    cmocka_unit_test (what_is_not_counted_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
