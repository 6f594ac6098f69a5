/* Canonical forms of graphs whose groups are known, of such as refinement tells nothing of, and of large ones. */

#include "tests/lib/csets/known-graphs.h"
#include "tests/lib/csets/numberings.h"

/* Graphs that refinement alone tells nothing of. */
static const struct {
  const char *name;
  gint32 n;
  KnownRelation relation;
  gint32 parameter;
  const char *order;
} known[] = {
  { "complete graph on 6", 6, known_always, 0, "720" },
  { "complete graph on 25", 25, known_always, 0, "15511210043330985984000000" },
  { "complete bipartite graph on 5 and 5", 10, known_other_parity, 0, "28800" },
  { "4-cube", 16, known_one_bit, 0, "384" },
  { "8-cube", 256, known_one_bit, 0, "10321920" },
  { "Paley graph on 13", 13, known_square, 13, "78" },
  { "Paley graph on 37", 37, known_square, 37, "666" },
  { "rook's graph on 4 by 4", 16, known_rook, 4, "1152" },
  { "rook's graph on 6 by 6", 36, known_rook, 6, "1036800" },
  { "Shrikhande graph", 16, known_shrikhande, 0, "192" },
};

/* The order, and the same form in other numbers. */
static void
assert_group (GRand *rand, ColimCSet *cset, const char *order)
{
  g_autoptr (ColimCSet) renumbered = renumber (rand, cset);
  g_autoptr (ColimCanonicalForm) form = canonise (cset), other = canonise (renumbered);

  assert_number (colim_canonical_form_get_order (form), order);
  assert_number (colim_canonical_form_get_order (other), order);
  assert_isomorphism (colim_canonical_form_get_isomorphism (other));
  assert_true (colim_cset_equal (colim_canonical_form_get_cset (form), colim_canonical_form_get_cset (other)));
  assert_int_equal (colim_canonical_form_hash (form), colim_canonical_form_hash (other));
  for (guint i = 0; i < colim_canonical_form_get_n_generators (form); i++)
    {
      g_autoptr (ColimHom) generator = colim_canonical_form_generator (form, i);

      assert_isomorphism (generator);
    }
}

static void
known_groups_are_found (GRand *rand)
{
  g_autoptr (ColimCSet) grid = known_new_grid (7, 7), petersen = known_new_petersen ();
  g_autoptr (ColimCSet) pentagons = known_new_cycles (3, 5), corona = known_new_corona (12, 2);
  g_autoptr (ColimCSet) cycle = graph_new_cycle (30), symmetric = graph_new_symmetric_cycle (30);
  g_autoptr (ColimCSet) wheel = graph_new_wheel (12, TRUE), path = graph_new_path (50), plane = known_new_plane (3);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (ColimCSet) graph = known_new_relation (known[i].n, known[i].relation, known[i].parameter);

      assert_group (rand, graph, known[i].order);
    }
  assert_group (rand, grid, "8");
  assert_group (rand, petersen, "120");
  assert_group (rand, pentagons, "6000");
  assert_group (rand, corona, "1961990553600");
  assert_group (rand, cycle, "30");
  assert_group (rand, symmetric, "60");
  assert_group (rand, wheel, "22");
  assert_group (rand, path, "1");
  assert_group (rand, plane, "11232");
}

/* Both pairs have the same degrees, and the same common neighbours. */
static void
what_refinement_confuses_is_told_apart (GRand *rand)
{
  g_autoptr (ColimCSet) rook = known_new_relation (16, known_rook, 4);
  g_autoptr (ColimCSet) shrikhande = known_new_relation (16, known_shrikhande, 0);
  g_autoptr (ColimCSet) hexagon = known_new_cycles (1, 6), triangles = known_new_cycles (2, 3);
  g_autoptr (ColimCanonicalForm) a = canonise (rook), b = canonise (shrikhande);
  g_autoptr (ColimCanonicalForm) c = canonise (hexagon), d = canonise (triangles);

  assert_false (colim_canonical_form_equal (a, b));
  assert_false (colim_canonical_form_equal (c, d));
  for (gint32 n = 3; n < 7; n++)
    {
      g_autoptr (ColimCSet) plain = known_new_cfi (n, FALSE), twisted = known_new_cfi (n, TRUE);
      g_autoptr (ColimCSet) renumbered = renumber (rand, twisted);
      g_autoptr (ColimCanonicalForm) of_plain = canonise (plain), of_twisted = canonise (twisted);
      g_autoptr (ColimCanonicalForm) of_renumbered = canonise (renumbered);
      g_autoptr (ColimNatural) order = count_by_search (plain, plain);

      assert_false (colim_canonical_form_equal (of_plain, of_twisted));
      assert_true (colim_canonical_form_equal (of_renumbered, of_twisted));
      assert_int_equal (colim_natural_compare (colim_canonical_form_get_order (of_plain), order), 0);
    }
}

static ColimNatural *
multiply_range (guint64 first, guint64 last)
{
  g_autoptr (ColimNatural) low = NULL, high = NULL;

  if (first == last)
    return colim_natural_new (first);
  low = multiply_range (first, first + (last - first) / 2);
  high = multiply_range (first + (last - first) / 2 + 1, last);

  return colim_natural_multiply (low, high);
}

static ColimCSet *
add_vertices (gint32 n)
{
  return graph_new (n, NULL, NULL, 0);
}

/* Parallel edges from one vertex to another. */
static ColimCSet *
add_parallels (gint32 n)
{
  g_autofree gint32 *src = g_new0 (gint32, n), *tgt = g_new (gint32, n);

  for (gint32 e = 0; e < n; e++)
    tgt[e] = 1;

  return graph_new (2, src, tgt, (gsize) n);
}

static ColimCSet *
add_leaves (gint32 n)
{
  g_autofree gint32 *src = g_new0 (gint32, n), *tgt = g_new (gint32, n);

  for (gint32 e = 0; e < n; e++)
    tgt[e] = e + 1;

  return graph_new (n + 1, src, tgt, (gsize) n);
}

/* n of something can be exchanged at will, and that is all. */
static void
large_symmetric_groups_are_no_burden (void **state)
{
  ColimCSet *(*const makers[]) (gint32 n) = { add_vertices, add_parallels, add_leaves };
  const gint32 n = 100000;
  g_autoptr (ColimNatural) factorial = multiply_range (1, n);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (ColimCSet) cset = makers[i](n);
      g_autoptr (ColimCanonicalForm) form = canonise (cset);

      assert_int_equal (colim_natural_compare (colim_canonical_form_get_order (form), factorial), 0);
      assert_int_equal (colim_canonical_form_get_n_generators (form), 2);
    }
}

static ColimCSet *
random_function (GRand *rand, gint32 n)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("DDS"));

  colim_cset_builder_add (builder, "X", n, NULL);
  for (gint32 x = 0; x < n; x++)
    colim_cset_builder_set_at (builder, 0, x, g_rand_int_range (rand, 0, n));

  return colim_cset_builder_end (builder, NULL);
}

static void
large_csets_have_canonical_forms (GRand *rand)
{
  ColimCSet *csets[] = { graph_new_random (2000, 0.002, g_rand_int (rand)),
                         graph_new_path (100000),
                         graph_new_symmetric_cycle (20000),
                         known_new_cycles (3000, 7),
                         known_new_grid (100, 100),
                         known_new_regular (2000, 3, g_rand_int (rand)),
                         random_function (rand, 50000) };

  for (gsize i = 0; i < G_N_ELEMENTS (csets); i++)
    {
      g_autoptr (ColimCSet) renumbered = renumber (rand, csets[i]);
      g_autoptr (ColimCanonicalForm) form = canonise (csets[i]), other = canonise (renumbered);

      assert_true (colim_canonical_form_equal (form, other));
      assert_int_equal (
          colim_natural_compare (colim_canonical_form_get_order (form), colim_canonical_form_get_order (other)), 0);
      colim_cset_unref (csets[i]);
    }
}

static void
a_budget_can_run_out (void **state)
{
  g_autoptr (ColimCSet) graph = known_new_relation (16, known_shrikhande, 0);
  g_autoptr (GError) error = NULL;
  gint64 budget = 1;

  assert_null (colim_canonical_form_new (graph, 0, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "the budget ran out before the canonical form was found");
  /* Wherever it does. */
  for (gboolean found = FALSE; !found; budget += 1 + budget / 50)
    {
      g_autoptr (GError) spent = NULL;
      g_autoptr (ColimCanonicalForm) form = colim_canonical_form_new (graph, budget, &spent);

      found = form != NULL;
      assert_int_equal (found, spent == NULL);
      if (found)
        assert_number (colim_canonical_form_get_order (form), "192");
    }
  assert_true (budget > 500);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (known_groups_are_found, 5),
    property_test_n (what_refinement_confuses_is_told_apart, 3),
    cmocka_unit_test (large_symmetric_groups_are_no_burden),
    property_test_n (large_csets_have_canonical_forms, 1),
    cmocka_unit_test (a_budget_can_run_out),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
