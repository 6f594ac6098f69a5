/* Finite categories against categories of functions, whose composition nobody need check. */

#include <colim/category.h>
#include <colim/shape.h>

#include "tests/lib/categories/concrete.h"

static void
words_are_equal_iff_they_are_the_same_function (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };

  concrete_draw (&concrete, rand);
  assert_true (colim_completion_is_confluent (concrete.completion));
  for (guint trial = 0; trial < 30; trial++)
    {
      gint32 source = g_rand_int_range (rand, 0, concrete.n_objects);
      g_autoptr (ColimPath) p = random_path (rand, concrete.quiver, source, 8);
      g_autoptr (ColimPath) q = random_path (rand, concrete.quiver, source, 8);
      Function f = concrete_evaluate (&concrete, p), g = concrete_evaluate (&concrete, q);

      assert_int_equal (colim_completion_decide (concrete.completion, p, q),
                        concrete_same (&concrete, &f, &g) ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
    }
}

/* Breadth-first search meets the functions in the order in which normal forms are listed. */
static void
enumerated_categories_compose_like_functions (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) category = NULL;
  gint32 images[MOST_ARROWS];

  concrete_draw (&concrete, rand);
  category = colim_category_new_presented (concrete.completion, MOST_ARROWS, NULL);
  assert_non_null (category);
  assert_int_equal (count_arrows (category), concrete.n_arrows);
  for (gint32 f = 0; f < concrete.n_arrows; f++)
    {
      g_autoptr (ColimPath) path = colim_category_get_path (category, f);
      Function function = concrete_evaluate (&concrete, path);

      images[f] = concrete_find (&concrete, &function);
      for (gint32 g = 0; g < f; g++)
        assert_int_not_equal (images[f], images[g]);
      assert_int_equal (colim_category_evaluate (category, path), f);
    }
  for_all_pairs (category, f, g)
  {
    Function h = concrete_compose (&concrete, &concrete.arrows[images[f]], &concrete.arrows[images[g]]);

    assert_int_equal (images[colim_category_compose (category, f, g)], concrete_find (&concrete, &h));
  }
  for (gint32 v = 0; v < concrete.n_objects; v++)
    assert_int_equal (images[colim_category_get_identity (category, v)], v);
  for (guint trial = 0; trial < 10; trial++)
    {
      g_autoptr (ColimPath) path
          = random_path (rand, concrete.quiver, g_rand_int_range (rand, 0, concrete.n_objects), 8);
      Function function = concrete_evaluate (&concrete, path);

      assert_int_equal (images[colim_category_evaluate (category, path)], concrete_find (&concrete, &function));
    }
  assert_null (colim_category_new_presented (concrete.completion, concrete.n_arrows - 1, NULL));
}

/* A table with one entry changed is a category only if the judge, who tries every triple, thinks so. */
static gboolean
is_category (const ColimQuiver *arrows, const gint32 *table, gint32 n_objects)
{
  gint32 n = colim_quiver_get_n_edges (arrows), at = 0;
  g_autofree gint32 *composites = g_new (gint32, (gsize) (n * n));
  const ColimQuiver *q = arrows;

  for (gint32 f = 0; f < n; f++)
    for (gint32 g = 0; g < n; g++)
      composites[f * n + g] = colim_quiver_get_tgt (q, f) == colim_quiver_get_src (q, g) ? table[at++] : -1;
  for (gint32 f = 0; f < n; f++)
    for (gint32 g = 0; g < n; g++)
      {
        gint32 fg = composites[f * n + g];

        if (fg < 0)
          continue;
        if (colim_quiver_get_src (q, fg) != colim_quiver_get_src (q, f)
            || colim_quiver_get_tgt (q, fg) != colim_quiver_get_tgt (q, g) || (f < n_objects && fg != g)
            || (g < n_objects && fg != f))
          return FALSE;
      }
  for (gint32 f = 0; f < n; f++)
    for (gint32 g = 0; g < n; g++)
      for (gint32 h = 0; h < n; h++)
        if (composites[f * n + g] >= 0 && composites[g * n + h] >= 0
            && composites[composites[f * n + g] * n + h] != composites[f * n + composites[g * n + h]])
          return FALSE;

  return TRUE;
}

static void
tables_are_checked (GRand *rand)
{
  static const gint32 identities[] = { 0, 1, 2 };
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimQuiver) arrows = NULL;
  g_autofree gint32 *table = NULL;
  gsize n;

  concrete_draw (&concrete, rand);
  table = concrete_tabulate (&concrete, &arrows, &n);
  for (guint trial = 0; trial < 5; trial++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimCategory) category = NULL;
      gint32 *entry = &table[g_rand_int_range (rand, 0, (gint32) n)], before = *entry;

      *entry = g_rand_int_range (rand, 0, concrete.n_arrows);
      category = colim_category_new (arrows, identities, (gsize) concrete.n_objects, table, n, &error);
      assert_int_equal (category != NULL, is_category (arrows, table, concrete.n_objects));
      assert_true (category != NULL || error->code == COLIM_ERROR_INVALID
                   || error->code == COLIM_ERROR_EQUATION_VIOLATED);
      *entry = before;
    }
}

static void
tables_that_are_none_say_why (void **state)
{
  static const gint32 ends[] = { 0, 0, 0 };
  static const gint32 good[] = { 0, 1, 2, 1, 2, 0, 2, 0, 1 };
  static const struct {
    gint32 identity;
    gint32 entry, value;
    gsize n;
    ColimError code;
    const char *message;
  } cases[] = {
    { 3, 0, 0, 9, COLIM_ERROR_INVALID, "3 is not an arrow from object 0 to itself" },
    { 0, 4, 3, 9, COLIM_ERROR_INVALID, "3 is not an arrow from object 0 to object 0, as '1 >> 1' is" },
    { 0, 1, 2, 9, COLIM_ERROR_INVALID, "'0 >> 1' is 2, though one of the two is an identity" },
    { 0, 4, 1, 9, COLIM_ERROR_EQUATION_VIOLATED, "'(1 >> 1) >> 2' is 0, but '1 >> (1 >> 2)' is 1" },
    { 0, 0, 0, 8, COLIM_ERROR_INVALID, "8 composites for 9 pairs of arrows" },
  };
  g_autoptr (ColimFinFunction) map = colim_fin_function_new (ends, 3, 1, NULL);
  g_autoptr (ColimQuiver) arrows = colim_quiver_new (map, map, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint32 table[9];

      memcpy (table, good, sizeof good);
      table[cases[i].entry] = cases[i].value;
      assert_null (colim_category_new (arrows, &cases[i].identity, 1, table, cases[i].n, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

/* What a category presents, completed and enumerated, is the category again, up to numbering. */
static void
presentations_of_categories_present_them (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) category = NULL, again = NULL;
  g_autoptr (ColimPresentation) presentation = NULL;
  g_autoptr (ColimCompletion) completion = NULL;
  gint32 images[MOST_ARROWS];

  concrete_draw (&concrete, rand);
  category = concrete_make_table (&concrete);
  presentation = colim_category_present (category, NULL);
  completion = colim_completion_new (presentation, 100000000);
  again = colim_category_new_presented (completion, MOST_ARROWS, NULL);
  assert_non_null (again);
  assert_int_equal (count_arrows (again), concrete.n_arrows);
  for (gint32 f = 0; f < concrete.n_arrows; f++)
    {
      g_autoptr (ColimPath) path = colim_category_get_path (category, f);

      images[f] = colim_category_evaluate (again, path);
      assert_int_equal (colim_category_evaluate (category, path), f);
      for (gint32 g = 0; g < f; g++)
        assert_int_not_equal (images[f], images[g]);
    }
  for_all_pairs (category, f, g) assert_int_equal (images[colim_category_compose (category, f, g)],
                                                   colim_category_compose (again, images[f], images[g]));
}

static void
the_opposite_composes_backwards (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) category = NULL, opposite = NULL, twice = NULL;

  concrete_draw (&concrete, rand);
  category = concrete_make_table (&concrete);
  opposite = colim_category_new_opposite (category);
  twice = colim_category_new_opposite (opposite);
  assert_true (colim_category_equal (category, twice));
  for_all_pairs (category, f, g)
      assert_int_equal (colim_category_compose (opposite, g, f), colim_category_compose (category, f, g));
}

static void
products_and_coproducts_are_made_of_both (GRand *rand)
{
  g_auto (Concrete) one = { 0 }, other = { 0 };
  g_autoptr (ColimCategory) a = NULL, b = NULL, product = NULL, coproduct = NULL;
  gint32 n, m;

  concrete_draw (&one, rand);
  concrete_draw (&other, rand);
  if (one.n_arrows * other.n_arrows > 120)
    return;
  a = concrete_make_table (&one);
  b = concrete_make_table (&other);
  n = one.n_arrows;
  m = one.n_objects;
  product = colim_category_new_product (a, b, NULL);
  coproduct = colim_category_new_coproduct (a, b, NULL);
  assert_int_equal (count_arrows (product), n * other.n_arrows);
  assert_int_equal (count_arrows (coproduct), n + other.n_arrows);
  check_category_laws (product);
  check_category_laws (coproduct);
  for_all_pairs (a, f, g)
  {
    assert_int_equal (colim_category_compose (coproduct, f, g), colim_category_compose (a, f, g));
    for_all_pairs (b, h, k)
        assert_int_equal (colim_category_compose (product, f + n * h, g + n * k),
                          colim_category_compose (a, f, g) + n * colim_category_compose (b, h, k));
  }
  for_all_pairs (b, h, k)
      assert_int_equal (colim_category_compose (coproduct, n + h, n + k), n + colim_category_compose (b, h, k));
  for (gint32 f = 0; f < n; f++)
    for (gint32 h = 0; h < other.n_arrows; h++)
      assert_int_equal (colim_quiver_get_src (colim_category_get_arrows (product), f + n * h),
                        one.arrows[f].source + m * other.arrows[h].source);
}

static void
preorders_are_closed_relations (GRand *rand)
{
  gint32 n = 1 + random_size (rand, 6), n_edges = random_size (rand, 9), src[9], tgt[9], n_below = 0;
  gboolean below[7][7] = { { FALSE } };
  g_autoptr (ColimFinFunction) sources = NULL, targets = NULL;
  g_autoptr (ColimQuiver) relation = NULL;
  g_autoptr (ColimCategory) category = NULL;

  for (gint32 e = 0; e < n_edges; e++)
    below[src[e] = g_rand_int_range (rand, 0, n)][tgt[e] = g_rand_int_range (rand, 0, n)] = TRUE;
  for (gint32 v = 0; v < n; v++)
    below[v][v] = TRUE;
  for (gint32 k = 0; k < n; k++)
    for (gint32 i = 0; i < n; i++)
      for (gint32 j = 0; j < n; j++)
        below[i][j] = below[i][j] || (below[i][k] && below[k][j]);
  sources = colim_fin_function_new (src, (gsize) n_edges, n, NULL);
  targets = colim_fin_function_new (tgt, (gsize) n_edges, n, NULL);
  relation = colim_quiver_new (sources, targets, NULL);
  category = colim_category_new_preorder (relation, NULL);
  check_category_laws (category);
  for (gint32 v = 0; v < n; v++)
    for (gint32 w = 0; w < n; w++)
      {
        gsize n_hom;
        g_autofree gint32 *hom = colim_category_list_hom (category, v, w, &n_hom);

        assert_int_equal (n_hom, below[v][w]);
        for (gsize i = 0; i < n_hom; i++)
          assert_int_equal (colim_quiver_get_tgt (colim_category_get_arrows (category), hom[i]), w);
        n_below += below[v][w];
      }
  assert_int_equal (count_arrows (category), n_below);
}

/* The number of arrows; 0 for infinitely many. */
static void
shapes_have_their_arrows (void **state)
{
  static const struct {
    const char *name;
    gint32 n, n_objects, n_arrows;
  } cases[] = {
    { "empty", 0, 0, 0 },       { "point", 0, 1, 1 },    { "arrow", 0, 2, 3 },       { "parallel", 0, 2, 4 },
    { "span", 0, 3, 5 },        { "cospan", 0, 3, 5 },   { "triangle", 0, 3, 6 },    { "square", 0, 4, 9 },
    { "isomorphism", 0, 2, 4 }, { "retract", 0, 2, 5 },  { "loop", 0, 1, 0 },        { "idempotent", 0, 1, 2 },
    { "involution", 0, 1, 2 },  { "discrete", 5, 5, 5 }, { "discrete", 0, 0, 0 },    { "simplex", 0, 1, 1 },
    { "simplex", 4, 5, 15 },    { "star", 3, 4, 7 },     { "free-monoid", 0, 1, 1 }, { "free-monoid", 2, 1, 0 },
    { "cyclic", 1, 1, 1 },      { "cyclic", 6, 1, 6 },
  };
  const char *const *names = colim_shape_list ();
  gsize n_names = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimPresentation) presentation = colim_shape_new (cases[i].name, cases[i].n, NULL);
      g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);
      g_autoptr (ColimCategory) category = colim_category_new_presented (completion, 1000, NULL);

      assert_true (colim_completion_is_confluent (completion));
      assert_int_equal (colim_quiver_get_n_vertices (colim_presentation_get_quiver (presentation)),
                        cases[i].n_objects);
      if (cases[i].n_arrows == 0 && cases[i].n_objects > 0)
        assert_null (category);
      else
        {
          assert_int_equal (count_arrows (category), cases[i].n_arrows);
          check_category_laws (category);
        }
    }
  for (; names[n_names] != NULL; n_names++)
    {
      gboolean known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
        known = known || g_str_equal (cases[i].name, names[n_names]);
      assert_true (known);
    }
  assert_true (colim_shape_takes_number ("simplex") && !colim_shape_takes_number ("square"));
}

static void
shapes_that_are_not_there_are_refused (void **state)
{
  g_autoptr (GError) error = NULL;

  assert_null (colim_shape_new ("hexagon", 0, &error));
  assert_colim_error (error, COLIM_ERROR_UNKNOWN_NAME, "there is no shape 'hexagon'");
  g_clear_error (&error);
  assert_null (colim_shape_new ("cyclic", 0, &error));
  assert_colim_error (error, COLIM_ERROR_OUT_OF_RANGE, "the number of a shape 'cyclic' is from 1 to 1000000, not 0");
  g_clear_error (&error);
  assert_null (colim_category_new_discrete (-1, &error));
  assert_colim_error (error, COLIM_ERROR_OUT_OF_RANGE, "-1 is no number of objects");
}

static void
too_large_tables_are_refused (void **state)
{
  g_autoptr (ColimPresentation) shape = colim_shape_new ("cyclic", 100, NULL);
  g_autoptr (ColimPresentation) loop = colim_shape_new ("loop", 0, NULL);
  g_autoptr (ColimCompletion) completion = colim_completion_new (shape, BUDGET);
  g_autoptr (ColimCompletion) free = colim_completion_new (loop, BUDGET);
  g_autoptr (ColimCompletion) hasty = colim_completion_new (shape, 0);
  g_autoptr (ColimCategory) group = colim_category_new_presented (completion, 100, NULL);
  g_autoptr (ColimCategory) discrete = colim_category_new_discrete (10000, NULL);
  g_autoptr (GError) error = NULL;

  assert_null (colim_category_new_presented (hasty, 100, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "the budget ran out before the word problem was solved");
  g_clear_error (&error);
  assert_null (colim_category_new_presented (free, G_MAXINT32, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "the arrows have more than 33554432 generators together");
  g_clear_error (&error);
  assert_null (colim_category_new_product (group, group, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE, "the category has more than 67108864 pairs of arrows to compose");
  g_clear_error (&error);
  assert_null (colim_category_new_product (discrete, discrete, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE, "the category has more than 16777216 arrows");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (words_are_equal_iff_they_are_the_same_function),
    property_test (enumerated_categories_compose_like_functions),
    property_test (tables_are_checked),
    cmocka_unit_test (tables_that_are_none_say_why),
    property_test_n (presentations_of_categories_present_them, 100),
    property_test (the_opposite_composes_backwards),
    property_test (products_and_coproducts_are_made_of_both),
    property_test (preorders_are_closed_relations),
    cmocka_unit_test (shapes_have_their_arrows),
    cmocka_unit_test (shapes_that_are_not_there_are_refused),
    cmocka_unit_test (too_large_tables_are_refused),
  };

  return cmocka_run_group_tests_name ("category", tests, NULL, NULL);
}
