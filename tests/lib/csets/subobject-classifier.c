/* Truth values, judged by counting: homomorphisms X → Ω are found by going through all functions, and sub-objects of X
 * by going through all sets of parts. */

#include <colim/limit.h>
#include <colim/subobject-classifier.h>

#include "tests/lib/csets/brute-force.h"
#include "tests/lib/csets/random-glued.h"
#include "tests/lib/csets/subsets.h"

#define BUDGET 100000
#define MOST_FUNCTIONS 200000
#define MOST_SUBSETS 12

static ColimSubobjectClassifier *
make (ColimSchema *schema)
{
  g_autoptr (GError) error = NULL;
  ColimSubobjectClassifier *classifier = colim_subobject_classifier_new (schema, BUDGET, &error);

  g_assert_no_error (error);

  return classifier;
}

/* A C-set with few functions to Ω, and few sets of parts. */
static ColimCSet *
random_small (GRand *rand, ColimSchema *schema, const ColimCSet *omega)
{
  ColimCSet *cset = random_glued (rand, schema, 0, 3);

  while (subset_n_elements (cset) > MOST_SUBSETS
         || (omega != NULL && count_functions (cset, omega) > MOST_FUNCTIONS))
    {
      colim_cset_unref (cset);
      cset = random_glued (rand, schema, 0, 3);
    }

  return cset;
}

static void
homs_to_omega_are_subobjects (GRand *rand)
{
  g_autoptr (ColimSubobjectClassifier) classifier = make (random_glued_schema (rand));
  ColimCSet *omega = colim_subobject_classifier_get_cset (classifier);
  g_autoptr (ColimCSet) cset = random_small (rand, colim_cset_get_schema (omega), omega);
  g_autoptr (GPtrArray) homs = brute_force_homs (cset, omega);

  assert_true (colim_cset_check (omega, NULL));
  assert_int_equal (homs->len, subset_count (cset));
  for (guint i = 0; i < homs->len; i++)
    {
      g_autoptr (ColimHom) hom = brute_force_make (cset, omega, homs->pdata[i]), again = NULL;
      g_autoptr (ColimSubobject) pulled = colim_subobject_classifier_pull_back (classifier, hom, NULL);

      assert_true (subset_is_closed (cset, subset_of (pulled)));
      again = colim_subobject_classifier_classify (classifier, pulled, NULL);
      assert_true (colim_hom_equal (again, hom));
    }
}

/* The characteristic map is made without a check, so here it is checked; and it is judged by the limits: the pullback of
 * true along it is the sub-object. */
static void
subobjects_are_pullbacks_of_true (GRand *rand)
{
  g_autoptr (ColimSubobjectClassifier) classifier = make (random_glued_schema (rand));
  ColimCSet *omega = colim_subobject_classifier_get_cset (classifier);
  ColimSchema *schema = colim_cset_get_schema (omega);
  g_autoptr (ColimCSet) cset = random_small (rand, schema, NULL);
  g_autofree ColimFinFunction **components = g_new (ColimFinFunction *, colim_schema_get_n_objects (schema));

  for (guint mask = 0; mask < subset_n_masks (cset); mask++)
    {
      g_autoptr (ColimSubobject) subobject = NULL, back = NULL, all = NULL, image = NULL;
      g_autoptr (ColimHom) hom = NULL, checked = NULL;
      g_autoptr (ColimLimit) pullback = NULL;

      if (!subset_is_closed (cset, mask))
        continue;
      subobject = subset_make (cset, mask, FALSE);
      hom = colim_subobject_classifier_classify (classifier, subobject, NULL);
      for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
        components[ob] = colim_hom_get_component_at (hom, ob);
      checked = colim_hom_new (cset, omega, components, (gsize) colim_schema_get_n_objects (schema), NULL);
      assert_non_null (checked);
      back = colim_subobject_classifier_pull_back (classifier, hom, NULL);
      assert_int_equal (subset_of (back), mask);
      pullback = colim_limit_new_pullback (hom, colim_subobject_classifier_get_true (classifier), NULL);
      all = colim_subobject_new_top (colim_limit_get_apex (pullback));
      image = colim_subobject_image (all, colim_limit_get_leg (pullback, 0), NULL);
      assert_true (colim_hom_is_monic (colim_limit_get_leg (pullback, 0)));
      assert_int_equal (subset_of (image), mask);
    }
}

/* By Yoneda the truth value S over c is what the map y(c) → Ω that classifies S sends the generator to. */
static void
truth_values_classify_themselves (GRand *rand)
{
  ColimSchema *schema = random_glued_schema (rand);
  g_autoptr (ColimSubobjectClassifier) classifier = make (schema);
  ColimCSet *omega = colim_subobject_classifier_get_cset (classifier);
  gint32 ob = g_rand_int_range (rand, 0, colim_schema_get_n_objects (schema));
  g_autoptr (ColimCSet) representable = colim_representable_new (schema, ob, BUDGET, NULL);

  assert_int_equal (colim_cset_get_n_parts_at (omega, ob), subset_count (representable));
  for (gint32 part = 0; part < colim_cset_get_n_parts_at (omega, ob); part++)
    {
      g_autoptr (ColimSubobject) value = colim_subobject_classifier_truth_value_at (classifier, ob, part);
      g_autoptr (ColimHom) hom = colim_subobject_classifier_classify (classifier, value, NULL);

      assert_true (colim_cset_equal (colim_subobject_get_of (value), representable));
      assert_true (subset_is_closed (representable, subset_of (value)));
      assert_int_equal (colim_fin_function_apply (colim_hom_get_component_at (hom, ob), 0), part);
    }
}

static void
omegas_have_known_sizes (void **state)
{
  static const struct {
    const char *schema;
    gint32 sizes[4];
  } known[] = {
    { "Set", { 2 } },       { "Graph", { 2, 5 } },        { "SymmetricGraph", { 2, 5 } }, { "DDS42", { 4 } },
    { "SSet", { 2, 5, 19 } }, { "Petri", { 2, 2, 5, 5 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (ColimSubobjectClassifier) classifier = make (colim_schema_find_builtin (known[i].schema));
      ColimCSet *omega = colim_subobject_classifier_get_cset (classifier);

      for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_cset_get_schema (omega)); ob++)
        assert_int_equal (colim_cset_get_n_parts_at (omega, ob), known[i].sizes[ob]);
    }
}

static void
what_has_no_truth_values_is_refused (void **state)
{
  g_autoptr (ColimSubobjectClassifier) graphs = make (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimSubobjectClassifier) sets = make (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimSubobject) of_set = NULL;
  g_autoptr (GError) weights = NULL, infinite = NULL, entries = NULL, schema = NULL, end = NULL;

  assert_null (colim_subobject_classifier_new (colim_schema_find_builtin ("WeightedGraph"), BUDGET, &weights));
  assert_colim_error (weights, COLIM_ERROR_INVALID,
                      "the schema has the attribute type 'Weight', and this is there without attributes only");
  assert_null (colim_subobject_classifier_new (colim_schema_find_builtin ("DDS"), BUDGET, &infinite));
  assert_true (g_error_matches (infinite, COLIM_ERROR, COLIM_ERROR_BUDGET));
  assert_null (colim_subobject_classifier_new (colim_schema_find_builtin ("SSet"), 120, &entries));
  assert_true (g_error_matches (entries, COLIM_ERROR, COLIM_ERROR_BUDGET));
  of_set = colim_subobject_new_top (colim_subobject_classifier_get_cset (sets));
  assert_null (colim_subobject_classifier_classify (graphs, of_set, &schema));
  assert_true (g_error_matches (schema, COLIM_ERROR, COLIM_ERROR_TYPE));
  assert_null (colim_subobject_classifier_pull_back (graphs, colim_subobject_classifier_get_true (sets), &end));
  assert_colim_error (end, COLIM_ERROR_NOT_COMPOSABLE, "the homomorphism does not end at the C-set of truth values");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (homs_to_omega_are_subobjects, 300),
    property_test_n (subobjects_are_pullbacks_of_true, 300),
    property_test_n (truth_values_classify_themselves, 300),
    cmocka_unit_test (omegas_have_known_sizes),
    cmocka_unit_test (what_has_no_truth_values_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
