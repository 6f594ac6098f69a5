/* Homomorphisms that are known: in random graphs and wheels, by orbits, none at all and why. */

#include <colim/hom-search.h>

#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/hom-counts.h"
#include "tests/property.h"

static void
random_graphs_have_the_homomorphisms_that_they_have (void **state)
{
  static const guint64 edges[] = { 1140, 1144, 1116, 1162, 1101 };
  static const guint64 cycles[] = { 411, 429, 381, 423, 447 };
  static const guint64 transitive[] = { 452, 456, 421, 485, 358 };
  static const guint64 paths[] = { 3869578, 3841624, 3270767, 4311817, 3058866 };
  g_autoptr (ColimCSet) cycle = graph_new (3, (gint32[]) { 0, 1, 2 }, (gint32[]) { 1, 2, 0 }, 3);
  g_autoptr (ColimCSet) triangle = graph_new (3, (gint32[]) { 0, 1, 0 }, (gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimCSet) path = graph_new_path (6);
  g_autoptr (ColimCSet) edge = graph_new_path (2);

  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autoptr (ColimCSet) graph = graph_new_random (150, 0.05, seed);

      assert_homs (edge, graph, edges[seed - 1]);
      assert_homs (cycle, graph, cycles[seed - 1]);
      assert_homs (triangle, graph, transitive[seed - 1]);
      assert_homs (path, graph, paths[seed - 1]);
    }
}

static void
wheels_have_their_triangles (void **state)
{
  g_autoptr (ColimCSet) wheel = graph_new_wheel (100, FALSE), symmetric_wheel = graph_new_wheel (100, TRUE);
  g_autoptr (ColimCSet) triangle = graph_new (3, (gint32[]) { 0, 1, 0 }, (gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimCSet) cycle = graph_new_symmetric_cycle (3);

  assert_homs (triangle, wheel, 99);
  assert_homs (cycle, symmetric_wheel, 594);
}

typedef struct {
  guint n;
  guint n_monic; /* on edges */
  guint n_epic;  /* on vertices */
} Tally;

static gboolean
tally (ColimHom *hom, gpointer data)
{
  Tally *self = data;

  self->n++;
  self->n_monic += colim_fin_function_is_monic (colim_hom_get_component (hom, "E", NULL));
  self->n_epic += colim_fin_function_is_epic (colim_hom_get_component (hom, "V", NULL));

  return TRUE;
}

/* Larger patterns, in which many decisions fail long after what they are due to: walking the tree, jumps and all, finds
 * as many as are counted by tables, and with options what is left of those. */
static void
jumping_back_loses_nothing (GRand *rand)
{
  guint32 seed = g_rand_int (rand);
  g_autoptr (ColimCSet) dom
      = graph_new_random (g_rand_int_range (rand, 6, 15), g_rand_double_range (rand, 0.08, 0.2), seed);
  g_autoptr (ColimCSet) codom
      = graph_new_random (g_rand_int_range (rand, 4, 9), g_rand_double_range (rand, 0.2, 0.5), seed + 1);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom), monic = colim_hom_search_new (dom, codom);
  g_autoptr (ColimHomSearch) epic = colim_hom_search_new (dom, codom);
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL), most = colim_natural_new (20000);
  Tally all = { 0, 0, 0 }, some = { 0, 0, 0 };

  if (colim_natural_compare (count, most) > 0)
    return;
  assert_true (colim_hom_search_foreach (search, tally, &all, NULL));
  assert_count (search, all.n);
  assert_true (colim_hom_search_set_monic (monic, "E", NULL));
  assert_count (monic, all.n_monic);
  assert_true (colim_hom_search_foreach (monic, tally, &some, NULL));
  assert_int_equal (some.n, all.n_monic);
  assert_true (colim_hom_search_set_epic (epic, "V", NULL));
  assert_count (epic, all.n_epic);
}

/* 60! permutations of points, and for a cycle only its rotations. */
static void
automorphisms_are_counted_by_orbits (void **state)
{
  g_autoptr (ColimCSet) points = graph_new_random (60, 0, 1), cycle = graph_new_cycle (500);
  g_autoptr (ColimCSet) symmetric = graph_new_symmetric_cycle (300);
  g_autoptr (ColimHomSearch) permutations = colim_hom_search_new (points, points);
  g_autoptr (ColimHomSearch) rotations = colim_hom_search_new (cycle, cycle);
  g_autoptr (ColimHomSearch) symmetries = colim_hom_search_new (symmetric, symmetric);
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) factorial = colim_natural_new (1);

  colim_hom_search_set_iso (permutations, NULL, NULL);
  colim_hom_search_set_iso (rotations, NULL, NULL);
  colim_hom_search_set_iso (symmetries, NULL, NULL);
  for (guint i = 1; i <= 60; i++)
    {
      g_autoptr (ColimNatural) factor = colim_natural_new (i);
      ColimNatural *next = colim_natural_multiply (factorial, factor);

      colim_natural_unref (factorial);
      factorial = next;
    }
  count = colim_hom_search_count (permutations, NULL);
  assert_int_equal (colim_natural_compare (count, factorial), 0);
  assert_count (rotations, 500);
  assert_count (symmetries, 600);
}

static guint n_matched, n_unmatched;

/* Finds another place for what is there, if it must: augmenting paths, for one element after the other. */
static gboolean
place (const gint32 *allowed, gint32 n_allowed, gint32 x, gint32 *holders, gboolean *seen)
{
  for (gint32 i = 0; i < n_allowed; i++)
    {
      gint32 y = allowed[x * n_allowed + i];

      if (seen[y])
        continue;
      seen[y] = TRUE;
      if (holders[y] < 0 || place (allowed, n_allowed, holders[y], holders, seen))
        {
          holders[y] = x;
          return TRUE;
        }
    }

  return FALSE;
}

/* Injections into allowed images are matchings, and those are easy to find otherwise.  There are more decisions than a
 * word has bits. */
static void
injections_are_matchings (GRand *rand)
{
  const gint32 n = 100, n_allowed = 3;
  gint32 n_images = g_rand_int_range (rand, n, n + n / 5);
  g_autoptr (ColimCSet) points = graph_new_random (n, 0, 1), more = graph_new_random (n_images, 0, 1);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (points, more);
  g_autofree gint32 *allowed = g_new (gint32, n * n_allowed), *holders = g_new (gint32, 2 * n);
  gboolean matched = TRUE;
  ColimVerdict verdict;

  for (gint32 i = 0; i < n * n_allowed; i++)
    allowed[i] = g_rand_int_range (rand, 0, n_images);
  for (gint32 y = 0; y < 2 * n; y++)
    holders[y] = -1;
  for (gint32 x = 0; x < n && matched; x++)
    {
      g_autofree gboolean *seen = g_new0 (gboolean, 2 * n);

      matched = place (allowed, n_allowed, x, holders, seen);
    }
  for (gint32 x = 0; x < n; x++)
    assert_true (colim_hom_search_set_allowed (search, "V", x, allowed + x * n_allowed, (gsize) n_allowed, NULL));
  assert_true (colim_hom_search_set_monic (search, NULL, NULL));
  colim_hom_search_set_budget (search, 20000);
  verdict = colim_hom_search_exists (search, NULL);
  n_matched += matched && verdict == COLIM_VERDICT_YES;
  n_unmatched += !matched && verdict == COLIM_VERDICT_NO;
  assert_true (verdict == COLIM_VERDICT_UNKNOWN || verdict == (matched ? COLIM_VERDICT_YES : COLIM_VERDICT_NO));
}

/* Unless one seed is repeated. */
static void
both_kinds_of_matchings_were_met (void **state)
{
  if (g_getenv ("COLIM_SEED") != NULL || g_getenv ("COLIM_CASES") != NULL)
    return;
  assert_true (n_matched > 20);
  assert_true (n_unmatched > 20);
}

static void
assert_reason (ColimHomSearch *search, const char *expected)
{
  g_autofree char *reason = colim_hom_search_explain (search, NULL);

  assert_non_null (reason);
  assert_string_equal (reason, expected);
}

static void
the_first_constraint_that_fails_is_named (void **state)
{
  g_autoptr (ColimCSet) edge = graph_new_path (2), path = graph_new_path (3), four = graph_new_path (4);
  g_autoptr (ColimCSet) points = graph_new_random (2, 0, 1);
  g_autoptr (ColimCSet) loop = graph_new (1, (gint32[]) { 0 }, (gint32[]) { 0 }, 1);
  g_autoptr (ColimCSet) fork = graph_new (3, (gint32[]) { 0, 0 }, (gint32[]) { 1, 2 }, 2);
  g_autoptr (ColimCSet) odd = graph_new_symmetric_cycle (5), even = graph_new_symmetric_cycle (4);
  g_autoptr (ColimHomSearch) monic = colim_hom_search_new (path, edge), epic = colim_hom_search_new (edge, path);
  g_autoptr (ColimHomSearch) iso = colim_hom_search_new (edge, path), longer = colim_hom_search_new (path, edge);
  g_autoptr (ColimHomSearch) pointless = colim_hom_search_new (edge, points);
  g_autoptr (ColimHomSearch) unlooped = colim_hom_search_new (loop, path);
  g_autoptr (ColimHomSearch) forked = colim_hom_search_new (fork, four);
  g_autoptr (ColimHomSearch) unmatched = colim_hom_search_new (odd, even);
  g_autoptr (ColimHomSearch) nowhere = colim_hom_search_new (edge, edge);
  g_autoptr (ColimHomSearch) surrounded = colim_hom_search_new (path, fork);

  colim_hom_search_set_monic (monic, NULL, NULL);
  colim_hom_search_set_epic (epic, NULL, NULL);
  colim_hom_search_set_iso (iso, NULL, NULL);
  colim_hom_search_set_monic (forked, NULL, NULL);
  colim_hom_search_set_iso (surrounded, NULL, NULL);
  colim_hom_search_set_initial (nowhere, "V", 1, 0, NULL);
  colim_hom_search_set_allowed (nowhere, "V", 1, (gint32[]) { 1 }, 1, NULL);
  assert_reason (monic, "the 3 of 'V' in the domain cannot go to different ones, as the codomain has 2");
  assert_reason (epic, "the 2 of 'V' in the domain cannot reach all 3 in the codomain");
  assert_reason (iso, "'V' has 2 in the domain, but 3 in the codomain");
  assert_reason (longer, "no image of part 1 of 'E' fits together with one of its 'src'");
  assert_reason (pointless, "'E' has 1 in the domain, but none in the codomain");
  assert_reason (unlooped, "'src' closes a loop at part 0 of 'E', and at no possible image of it");
  assert_reason (forked, "no possible image of part 0 of 'V' has as many parts over it by 'src'");
  assert_reason (nowhere, "part 1 of 'V' may go nowhere: nothing is allowed that the initial assignment allows too");
  assert_reason (surrounded, "nothing in the codomain is surrounded like part 0 of 'V'");
  assert_reason (unmatched,
                 "each of the 15 parts connected with part 0 of 'V' has possible images, but none fit together");
}

static void
constants_and_variables_are_told_apart (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));
  g_autoptr (ColimCSetBuilder) other_builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "X", 1, NULL);
  colim_cset_builder_set_string (builder, "f", 0, "apple", NULL);
  colim_cset_builder_add_variables (builder, "D", 1, NULL);
  dom = colim_cset_builder_end (builder, NULL);
  colim_cset_builder_add (other_builder, "X", 1, NULL);
  colim_cset_builder_set_string (other_builder, "f", 0, "pear", NULL);
  codom = colim_cset_builder_end (other_builder, NULL);
  search = colim_hom_search_new (dom, codom);
  assert_null (colim_hom_search_find (search, &error));
  assert_colim_error (error, COLIM_ERROR_FREE_FLOATING_VARIABLE,
                      "variable 0 of 'D' is used by no attribute, and could go to any constant");
  assert_true (colim_hom_search_set_free_ok (search, NULL, NULL));
  assert_reason (search, "part 0 of 'X' has 'f' \"apple\", and no possible image of it has");
}

static void
names_numbers_and_schemas_are_checked (void **state)
{
  g_autoptr (ColimCSet) edge = graph_new_path (2), cycle = graph_new_symmetric_cycle (3);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (edge, edge), mixed = colim_hom_search_new (edge, cycle);
  g_autoptr (GError) error = NULL, part_error = NULL, image_error = NULL, schema_error = NULL;

  assert_false (colim_hom_search_set_monic (search, "W", &error));
  assert_true (g_error_matches (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME));
  assert_false (colim_hom_search_set_initial (search, "V", 2, 0, &part_error));
  assert_colim_error (part_error, COLIM_ERROR_OUT_OF_RANGE, "the domain has 2 parts over 'V', there is no part 2");
  assert_false (colim_hom_search_set_allowed (search, "E", 0, (gint32[]) { 0, 1 }, 2, &image_error));
  assert_colim_error (image_error, COLIM_ERROR_OUT_OF_RANGE, "the codomain has 1 parts over 'E', there is no part 1");
  assert_null (colim_hom_search_count (mixed, &schema_error));
  assert_true (g_error_matches (schema_error, COLIM_ERROR, COLIM_ERROR_TYPE));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (random_graphs_have_the_homomorphisms_that_they_have),
    cmocka_unit_test (wheels_have_their_triangles),
    cmocka_unit_test (automorphisms_are_counted_by_orbits),
    property_test_n (jumping_back_loses_nothing, 600),
    property_test_n (injections_are_matchings, 150),
    cmocka_unit_test (both_kinds_of_matchings_were_met),
    cmocka_unit_test (the_first_constraint_that_fails_is_named),
    cmocka_unit_test (constants_and_variables_are_told_apart),
    cmocka_unit_test (names_numbers_and_schemas_are_checked),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
