/* The algebra of sub-objects, judged by going through all subsets of small graphs, and by the facts of others. */

#include <colim/limit.h>
#include <colim/subobject.h>

#include "tests/lib/csets/brute-force.h"
#include "tests/lib/csets/compact.h"
#include "tests/lib/csets/random-cset.h"
#include "tests/lib/csets/subsets.h"

#define MOST 3

static guint
random_closed (GRand *rand, const ColimCSet *graph)
{
  guint mask;

  do
    mask = (guint) g_rand_int_range (rand, 0, (gint32) subset_n_masks (graph));
  while (!subset_is_closed (graph, mask));

  return mask;
}

static void
subobjects_are_the_closed_subsets (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", MOST);

  for (guint mask = 0; mask < subset_n_masks (graph); mask++)
    {
      g_autoptr (ColimSubobject) subobject = subset_make (graph, mask, FALSE);
      g_autoptr (ColimSubobject) generated = subset_make (graph, mask, TRUE);
      guint least = subset_n_masks (graph) - 1;

      assert_int_equal (subobject != NULL, subset_is_closed (graph, mask));
      if (subobject != NULL)
        assert_int_equal (subset_of (subobject), mask);
      for (guint other = 0; other < subset_n_masks (graph); other++)
        if (subset_is_closed (graph, other) && (mask & ~other) == 0)
          least &= other;
      assert_int_equal (subset_of (generated), least);
    }
}

/* Every operation by its universal property, for all third sub-objects. */
static void
subobjects_are_a_bi_heyting_algebra (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", MOST);
  guint a = random_closed (rand, graph), b = random_closed (rand, graph), top = subset_n_masks (graph) - 1;
  g_autoptr (ColimSubobject) first = subset_make (graph, a, FALSE), second = subset_make (graph, b, FALSE);
  g_autoptr (ColimSubobject) meet = colim_subobject_meet (first, second, NULL);
  g_autoptr (ColimSubobject) join = colim_subobject_join (first, second, NULL);
  g_autoptr (ColimSubobject) implies = colim_subobject_implies (first, second, NULL);
  g_autoptr (ColimSubobject) subtract = colim_subobject_subtract (first, second, NULL);
  g_autoptr (ColimSubobject) negate = colim_subobject_negate (first), non = colim_subobject_non (first);

  assert_int_equal (subset_of (meet), a & b);
  assert_int_equal (subset_of (join), a | b);
  assert_true (subset_is_closed (graph, subset_of (implies)) && subset_is_closed (graph, subset_of (subtract)));
  assert_true (subset_is_closed (graph, subset_of (negate)) && subset_is_closed (graph, subset_of (non)));
  assert_int_equal (colim_subobject_is_below (first, second, NULL), (a & ~b) == 0);
  assert_int_equal (colim_subobject_equal (first, second), a == b);
  for (guint c = 0; c <= top; c++)
    {
      if (!subset_is_closed (graph, c))
        continue;
      assert_int_equal ((c & ~subset_of (implies)) == 0, (c & a & ~b) == 0);
      assert_int_equal ((subset_of (subtract) & ~c) == 0, (a & ~(c | b)) == 0);
      assert_int_equal ((c & ~subset_of (negate)) == 0, (c & a) == 0);
      assert_int_equal ((subset_of (non) & ~c) == 0, (c | a) == top);
    }
}

/* Of graphs without weights, as nothing would say where variables go that no part uses. */
static ColimHom *
random_hom (GRand *rand)
{
  g_autoptr (ColimCSet) a = random_graph (rand, "Graph", MOST), b = random_graph (rand, "Graph", MOST);
  g_autoptr (GPtrArray) homs = brute_force_homs (a, b);

  return homs->len == 0 ? colim_hom_new_identity (a)
                        : brute_force_make (a, b, homs->pdata[g_rand_int_range (rand, 0, (gint32) homs->len)]);
}

/* ∃ ⊣ f⁻¹ ⊣ ∀ */
static void
preimage_has_both_adjoints (GRand *rand)
{
  g_autoptr (ColimHom) f = random_hom (rand);
  ColimCSet *dom = colim_hom_get_dom (f), *codom = colim_hom_get_codom (f);

  for (guint a = 0; a < subset_n_masks (dom); a++)
    {
      g_autoptr (ColimSubobject) source = subset_make (dom, a, FALSE), image = NULL, for_all = NULL;
      guint b = random_closed (rand, codom);
      g_autoptr (ColimSubobject) target = subset_make (codom, b, FALSE), preimage = NULL;

      if (source == NULL)
        continue;
      image = colim_subobject_image (source, f, NULL);
      preimage = colim_subobject_preimage (target, f, NULL);
      assert_true (subset_is_closed (codom, subset_of (image)));
      assert_true (subset_is_closed (dom, subset_of (preimage)));
      assert_int_equal ((subset_of (image) & ~b) == 0, (a & ~subset_of (preimage)) == 0);
      for_all = colim_subobject_for_all (source, f, NULL);
      assert_true (subset_is_closed (codom, subset_of (for_all)));
      assert_int_equal ((subset_of (preimage) & ~a) == 0, (b & ~subset_of (for_all)) == 0);
    }
}

/* A preimage is a pullback: f⁻¹(B) is where the leg from the pullback of B's inclusion ends. */
static void
preimages_are_pullbacks (GRand *rand)
{
  g_autoptr (ColimHom) f = random_hom (rand);
  ColimCSet *codom = colim_hom_get_codom (f);
  g_autoptr (ColimSubobject) target = subset_make (codom, random_closed (rand, codom), FALSE);
  g_autoptr (ColimSubobject) preimage = colim_subobject_preimage (target, f, NULL);
  g_autoptr (ColimHom) inclusion = colim_subobject_inclusion (target);
  g_autoptr (ColimLimit) pullback = colim_limit_new_pullback (f, inclusion, NULL);
  g_autoptr (ColimSubobject) all = colim_subobject_new_top (colim_limit_get_apex (pullback));
  g_autoptr (ColimSubobject) image = colim_subobject_image (all, colim_limit_get_leg (pullback, 0), NULL);

  assert_true (colim_hom_is_monic (colim_limit_get_leg (pullback, 0)));
  assert_true (colim_subobject_equal (image, preimage));
}

/* The inclusion is made without a check, so here it is checked: it is natural, and no variable is kept in vain. */
static void
inclusions_are_monic_homomorphisms (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", MOST);
  guint mask = random_closed (rand, graph);
  g_autoptr (ColimSubobject) subobject = subset_make (graph, mask, FALSE);
  g_autoptr (ColimHom) inclusion = colim_subobject_inclusion (subobject), checked = NULL;
  ColimFinFunction *components[]
      = { colim_hom_get_component_at (inclusion, 0), colim_hom_get_component_at (inclusion, 1) };
  g_autoptr (ColimSubobject) again = colim_subobject_new (graph, components, 2, NULL);

  assert_true (colim_subobject_equal (again, subobject));
  assert_true (colim_hom_is_monic (inclusion));
  checked = colim_hom_new (colim_hom_get_dom (inclusion), graph, components, 2, NULL);
  assert_non_null (checked);
  assert_true (colim_hom_equal (checked, inclusion));
}

/* Legs of pushouts of weighted graphs, some of whose variables nothing uses: they glue, and do not hit everything. */
static void
homomorphisms_factor_through_their_image (GRand *rand)
{
  g_autoptr (ColimCSet) a = random_graph (rand, "WeightedGraph", MOST), b = random_graph (rand, "WeightedGraph", MOST);
  gboolean empty = colim_cset_get_n_parts_at (a, 0) == 0 || colim_cset_get_n_parts_at (b, 0) == 0;
  gint32 n = empty ? 0 : random_size (rand, 3);
  g_autoptr (ColimHom) f = random_vertices (rand, n, a), g = random_vertices (rand, n, b);
  g_autoptr (ColimColimit) pushout = colim_colimit_new_pushout (f, g, NULL);

  for (guint i = 0; i < 3; i++)
    {
      ColimHom *leg = colim_colimit_get_leg (pushout, i);
      g_autoptr (ColimHom) epi = NULL, mono = NULL, composite = NULL;
      g_autoptr (ColimSubobject) all = colim_subobject_new_top (colim_hom_get_dom (leg)), image = NULL, of_mono = NULL;
      g_autoptr (ColimSubobject) middle = NULL;

      colim_hom_factorize (leg, &epi, &mono);
      composite = colim_hom_compose (epi, mono, NULL);
      assert_true (colim_hom_equal (composite, leg));
      assert_true (colim_hom_is_epic (epi));
      assert_true (colim_hom_is_monic (mono));
      image = colim_subobject_image (all, leg, NULL);
      middle = colim_subobject_new_top (colim_hom_get_dom (mono));
      of_mono = colim_subobject_image (middle, mono, NULL);
      assert_true (colim_subobject_equal (image, of_mono));
      for (gint32 v = 0; v < colim_cset_get_n_variables_at (colim_hom_get_dom (mono), 0); v++)
        assert_true (colim_hom_get_variable_at (mono, 0, v) >= v);
    }
}

static void
what_is_no_subobject_is_refused (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimFinFunction) vertex = colim_fin_function_new ((gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) edge = colim_fin_function_new ((gint32[]) { 0 }, 1, 1, NULL);
  g_autoptr (ColimCSet) graph = NULL, empty = NULL;
  g_autoptr (ColimHom) identity = NULL;
  g_autoptr (ColimSubobject) top = NULL, other = NULL;
  g_autoptr (GError) open = NULL, few = NULL, size = NULL, of = NULL, start = NULL, end = NULL;

  empty = colim_cset_builder_end (builder, NULL);
  g_clear_pointer (&builder, colim_cset_builder_unref);
  builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  colim_cset_builder_add (builder, "V", 2, NULL);
  colim_cset_builder_add (builder, "E", 1, NULL);
  colim_cset_builder_set (builder, "src", 0, 0, NULL);
  colim_cset_builder_set (builder, "tgt", 0, 1, NULL);
  graph = colim_cset_builder_end (builder, NULL);
  identity = colim_hom_new_identity (empty);
  assert_null (colim_subobject_new (graph, (ColimFinFunction *[]) { vertex, edge }, 2, &open));
  assert_colim_error (open, COLIM_ERROR_INVALID,
                      "no sub-object: it has part 0 of 'E', but not part 1 of 'V', which is its 'tgt'");
  assert_null (colim_subobject_new (graph, (ColimFinFunction *[]) { vertex }, 1, &few));
  assert_colim_error (few, COLIM_ERROR_INVALID, "parts over 1 objects for 2 objects");
  assert_null (colim_subobject_new_generated (graph, (ColimFinFunction *[]) { edge, edge }, 2, &size));
  assert_colim_error (size, COLIM_ERROR_NOT_COMPOSABLE, "the parts over 'V' are of a set of 1 elements, not of 2");
  top = colim_subobject_new_top (graph);
  other = colim_subobject_new_top (empty);
  assert_null (colim_subobject_meet (top, other, &of));
  assert_colim_error (of, COLIM_ERROR_NOT_PARALLEL, "the sub-objects are of different C-sets");
  assert_null (colim_subobject_image (top, identity, &start));
  assert_colim_error (start, COLIM_ERROR_NOT_COMPOSABLE,
                      "the homomorphism does not start at what this is a sub-object of");
  assert_null (colim_subobject_for_all (top, identity, NULL));
  assert_null (colim_subobject_preimage (top, identity, &end));
  assert_colim_error (end, COLIM_ERROR_NOT_COMPOSABLE, "the homomorphism does not end at what this is a sub-object of");
}

static ColimSubobject *
read_subobject (ColimCSet *of, const ColimJson *json)
{
  ColimSchema *schema = colim_cset_get_schema (of);
  gint32 n_obs = colim_schema_get_n_objects (schema);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  ColimSubobject *subobject;

  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      gsize n;
      g_autofree gint32 *table = compact_table (colim_json_find (json, colim_schema_get_object_name (schema, ob)), &n);

      g_ptr_array_add (parts, colim_fin_function_new (table, n, colim_cset_get_n_parts_at (of, ob), NULL));
    }
  subobject = colim_subobject_new (of, (ColimFinFunction **) parts->pdata, parts->len, NULL);
  assert_non_null (subobject);

  return subobject;
}

static const struct {
  const char *name;
  ColimSubobject *(*binary) (const ColimSubobject *a, const ColimSubobject *b, GError **error);
  ColimSubobject *(*unary) (const ColimSubobject *a);
  ColimSubobject *(*along) (const ColimSubobject *a, const ColimHom *f, GError **error);
} operations[] = {
  { "subobject_meet", colim_subobject_meet, NULL, NULL },
  { "subobject_join", colim_subobject_join, NULL, NULL },
  { "subobject_implies", colim_subobject_implies, NULL, NULL },
  { "subobject_subtract", colim_subobject_subtract, NULL, NULL },
  { "subobject_negate", NULL, colim_subobject_negate, NULL },
  { "subobject_non", NULL, colim_subobject_non, NULL },
  { "image", NULL, NULL, colim_subobject_image },
  { "preimage", NULL, NULL, colim_subobject_preimage },
};

static ColimSubobject *
compute (guint k, ColimSchema *schema, const ColimJson *fact, const ColimJson *operation)
{
  if (operations[k].along != NULL)
    {
      g_autoptr (ColimHom) f = compact_hom (schema, fact, colim_json_get_string (colim_json_find (operation, "f")));
      gboolean back = g_str_equal (operations[k].name, "preimage");
      ColimCSet *of = back ? colim_hom_get_codom (f) : colim_hom_get_dom (f);
      const ColimJson *json = colim_json_find (operation, "subobject");
      g_autoptr (ColimSubobject) a = json != NULL ? read_subobject (of, json) : colim_subobject_new_top (of);

      return operations[k].along (a, f, NULL);
    }

  const ColimJson *subobjects = colim_json_find (operation, "subobjects");
  g_autoptr (ColimCSet) of
      = compact_instance (schema, fact, colim_json_get_string (colim_json_find (operation, "of")));
  g_autoptr (ColimSubobject) a = read_subobject (of, colim_json_find (subobjects, "A"));
  g_autoptr (ColimSubobject) b = NULL;

  if (operations[k].unary != NULL)
    return operations[k].unary (a);
  b = read_subobject (of, colim_json_find (subobjects, "B"));

  return operations[k].binary (a, b, NULL);
}

static void
check (const ColimSubobject *result, ColimSchema *schema, const ColimJson *expected)
{
  const ColimJson *parts = colim_json_find (expected, "subobject"), *iso_to = colim_json_find (expected, "iso_to");

  if (parts != NULL)
    {
      g_autoptr (ColimSubobject) wanted = read_subobject (colim_subobject_get_of (result), parts);

      assert_true (colim_subobject_equal (result, wanted));
    }
  /* The preimages that are given up to isomorphism have at most one edge, and are equal. */
  if (iso_to != NULL)
    {
      g_autoptr (ColimHom) inclusion = colim_subobject_inclusion (result);
      g_autoptr (ColimCSet) wanted = compact_cset (schema, iso_to);

      assert_true (colim_cset_equal (colim_hom_get_dom (inclusion), wanted));
    }
}

static void
operations_are_those_of_others (void **state)
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "csets.json", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, NULL);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  const ColimJson *facts = colim_json_find (json, "facts");
  guint n_met = 0;

  for (guint i = 0; i < colim_json_get_length (facts); i++)
    {
      const ColimJson *fact = colim_json_get_element (facts, i), *operation = colim_json_find (fact, "operation");
      ColimSchema *schema = colim_schema_find_builtin (colim_json_get_string (colim_json_find (fact, "schema")));

      for (guint k = 0; k < G_N_ELEMENTS (operations); k++)
        if (g_str_equal (operations[k].name, colim_json_get_string (colim_json_find (operation, "op"))))
          {
            g_autoptr (ColimSubobject) result = compute (k, schema, fact, operation);

            print_message ("%s\n", colim_json_get_string (colim_json_find (fact, "id")));
            check (result, schema, colim_json_find (fact, "expected"));
            n_met++;
          }
    }
  assert_int_equal (n_met, 15);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (subobjects_are_the_closed_subsets, 100),
    property_test (subobjects_are_a_bi_heyting_algebra),
    property_test (preimage_has_both_adjoints),
    property_test (preimages_are_pullbacks),
    property_test (inclusions_are_monic_homomorphisms),
    property_test (homomorphisms_factor_through_their_image),
    cmocka_unit_test (what_is_no_subobject_is_refused),
    cmocka_unit_test (operations_are_those_of_others),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
