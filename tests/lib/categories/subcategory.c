/* Subcategories of categories of functions, against sets of arrows that are closed by trying all pairs. */

#include <colim/subcategory.h>

#include "tests/lib/categories/concrete.h"

/* Some objects in some order. */
static gint32
choose_objects (GRand *rand, gint32 n_objects, gint32 *objects)
{
  gint32 n = g_rand_int_range (rand, 0, n_objects + 1);

  for (gint32 v = 0; v < n_objects; v++)
    objects[v] = v;
  for (gint32 i = 0; i < n; i++)
    {
      gint32 j = g_rand_int_range (rand, i, n_objects), object = objects[j];

      objects[j] = objects[i];
      objects[i] = object;
    }

  return n;
}

static gboolean
is_between (const Concrete *concrete, gint32 f, const gint32 *objects, gint32 n)
{
  gboolean from = FALSE, to = FALSE;

  for (gint32 i = 0; i < n; i++)
    {
      from = from || objects[i] == concrete->arrows[f].source;
      to = to || objects[i] == concrete->arrows[f].target;
    }

  return from && to;
}

static void
close_by_pairs (const Concrete *concrete, gboolean *has)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 f = 0; f < concrete->n_arrows; f++)
        for (gint32 g = 0; g < concrete->n_arrows; g++)
          if (has[f] && has[g] && concrete->arrows[f].target == concrete->arrows[g].source)
            {
              Function h = concrete_compose (concrete, &concrete->arrows[f], &concrete->arrows[g]);
              gint32 composite = concrete_find (concrete, &h);

              changed = changed || !has[composite];
              has[composite] = TRUE;
            }
    }
}

/* That the subcategory has just these arrows, and composes them as they are composed there. */
static void
check (const Concrete *concrete, ColimCategory *ambient, const ColimSubcategory *sub, const gboolean *has,
       const gint32 *objects, gint32 n)
{
  ColimCategory *category = colim_subcategory_get_category (sub);
  ColimQuiver *arrows = colim_category_get_arrows (category);
  gint32 n_arrows = 0;
  gboolean full = TRUE;

  check_category_laws (category);
  assert_int_equal (colim_quiver_get_n_vertices (arrows), n);
  for (gint32 i = 0; i < n; i++)
    {
      assert_int_equal (colim_subcategory_get_object (sub, i), objects[i]);
      assert_int_equal (colim_subcategory_find_object (sub, objects[i]), i);
      assert_int_equal (colim_subcategory_get_arrow (sub, colim_category_get_identity (category, i)),
                        colim_category_get_identity (ambient, objects[i]));
    }
  for (gint32 f = 0; f < concrete->n_arrows; f++)
    {
      if (has[f])
        {
          assert_int_equal (colim_subcategory_get_arrow (sub, n_arrows), f);
          assert_int_equal (objects[colim_quiver_get_src (arrows, n_arrows)], concrete->arrows[f].source);
          assert_int_equal (objects[colim_quiver_get_tgt (arrows, n_arrows)], concrete->arrows[f].target);
        }
      assert_int_equal (colim_subcategory_find_arrow (sub, f), has[f] ? n_arrows++ : -1);
      full = full && has[f] == is_between (concrete, f, objects, n);
    }
  assert_int_equal (count_arrows (category), n_arrows);
  for_all_pairs (category, f, g)
      assert_int_equal (colim_subcategory_get_arrow (sub, colim_category_compose (category, f, g)),
                        colim_category_compose (ambient, colim_subcategory_get_arrow (sub, f),
                                                colim_subcategory_get_arrow (sub, g)));
  assert_int_equal (colim_subcategory_is_full (sub), full);
  assert_int_equal (colim_subcategory_is_wide (sub), n == concrete->n_objects);
}

/* The least set of arrows that has the generators and is closed: any other such set has all of it. */
static void
generators_are_closed_under_composition (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) ambient = NULL;
  g_autoptr (ColimSubcategory) sub = NULL;
  gint32 objects[MOST_OBJECTS], generators[6], n, n_generators = 0;
  gboolean has[MOST_ARROWS] = { FALSE };

  concrete_draw (&concrete, rand);
  ambient = concrete_make_table (&concrete);
  n = choose_objects (rand, concrete.n_objects, objects);
  for (guint trial = 0; trial < 6; trial++)
    {
      gint32 f = g_rand_int_range (rand, 0, concrete.n_arrows);

      if (is_between (&concrete, f, objects, n))
        has[generators[n_generators++] = f] = TRUE;
    }
  for (gint32 i = 0; i < n; i++)
    has[colim_category_get_identity (ambient, objects[i])] = TRUE;
  close_by_pairs (&concrete, has);
  sub = colim_subcategory_new (ambient, objects, (gsize) n, generators, (gsize) n_generators, NULL);
  assert_non_null (sub);
  assert_ptr_equal (colim_subcategory_get_ambient (sub), ambient);
  check (&concrete, ambient, sub, has, objects, n);
}

static void
full_ones_have_all_arrows_between_their_objects (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) ambient = NULL;
  g_autoptr (ColimSubcategory) full = NULL, generated = NULL;
  gint32 objects[MOST_OBJECTS], arrows[MOST_ARROWS], n, n_arrows = 0;
  gboolean has[MOST_ARROWS];

  concrete_draw (&concrete, rand);
  ambient = concrete_make_table (&concrete);
  n = choose_objects (rand, concrete.n_objects, objects);
  for (gint32 f = 0; f < concrete.n_arrows; f++)
    if ((has[f] = is_between (&concrete, f, objects, n)))
      arrows[n_arrows++] = f;
  full = colim_subcategory_new_full (ambient, objects, (gsize) n, NULL);
  generated = colim_subcategory_new (ambient, objects, (gsize) n, arrows, (gsize) n_arrows, NULL);
  check (&concrete, ambient, full, has, objects, n);
  check (&concrete, ambient, generated, has, objects, n);
}

/* The inclusion is a functor, and one-to-one on arrows; also into a category that was enumerated. */
static void
inclusions_are_functors (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) ambient = NULL;
  g_autoptr (ColimSubcategory) sub = NULL;
  g_autoptr (ColimFinFunctor) inclusion = NULL;
  g_autoptr (ColimCompletion) completion = NULL;
  g_autoptr (GError) error = NULL;
  gint32 objects[MOST_OBJECTS], n, generator;
  gboolean from = FALSE, to = FALSE;

  concrete_draw (&concrete, rand);
  ambient = g_rand_boolean (rand) ? concrete_make_table (&concrete)
                                  : colim_category_new_presented (concrete.completion, MOST_ARROWS, NULL);
  n = choose_objects (rand, concrete.n_objects, objects);
  generator = g_rand_int_range (rand, 0, count_arrows (ambient));
  for (gint32 i = 0; i < n; i++)
    {
      from = from || objects[i] == colim_quiver_get_src (colim_category_get_arrows (ambient), generator);
      to = to || objects[i] == colim_quiver_get_tgt (colim_category_get_arrows (ambient), generator);
    }
  sub = colim_subcategory_new (ambient, objects, (gsize) n, &generator, from && to, &error);
  g_assert_no_error (error);
  inclusion = colim_subcategory_include (sub, &error);
  g_assert_no_error (error);
  completion = colim_completion_new (colim_fin_functor_get_codom (inclusion), 100000000);
  assert_true (colim_fin_functor_check (inclusion, completion, &error));
  for (gint32 f = 0; f < count_arrows (colim_subcategory_get_category (sub)); f++)
    {
      g_autoptr (ColimPath) path = colim_category_get_path (colim_subcategory_get_category (sub), f);
      g_autoptr (ColimPath) image = colim_fin_functor_map_path (inclusion, path);

      assert_int_equal (colim_category_evaluate (ambient, image), colim_subcategory_get_arrow (sub, f));
    }
}

/* 0 → 1 → 2, arrows by source and target: 0 ≤ 0, 0 ≤ 1, 0 ≤ 2, 1 ≤ 1, … */
static void
what_is_no_part_is_refused (void **state)
{
  static const gint32 src[] = { 0, 1 }, tgt[] = { 1, 2 };
  static const struct {
    gint32 objects[2], arrow;
    ColimError code;
    const char *message;
  } cases[] = {
    { { 0, 3 }, 0, COLIM_ERROR_OUT_OF_RANGE, "object 3 is not one of 3" },
    { { -1, 0 }, 0, COLIM_ERROR_OUT_OF_RANGE, "object -1 is not one of 3" },
    { { 2, 2 }, 5, COLIM_ERROR_DUPLICATE_NAME, "object 2 is given twice" },
    { { 0, 1 }, 6, COLIM_ERROR_OUT_OF_RANGE, "arrow 6 is not one of 6" },
    { { 0, 1 }, -1, COLIM_ERROR_OUT_OF_RANGE, "arrow -1 is not one of 6" },
    { { 0, 1 }, 2, COLIM_ERROR_UNDEFINED, "arrow 2 ends at object 2, which is not given" },
    { { 1, 2 }, 1, COLIM_ERROR_UNDEFINED, "arrow 1 starts at object 0, which is not given" },
  };
  g_autoptr (ColimFinFunction) sources = colim_fin_function_new (src, 2, 3, NULL);
  g_autoptr (ColimFinFunction) targets = colim_fin_function_new (tgt, 2, 3, NULL);
  g_autoptr (ColimQuiver) relation = colim_quiver_new (sources, targets, NULL);
  g_autoptr (ColimCategory) chain = colim_category_new_preorder (relation, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (colim_subcategory_new (chain, cases[i].objects, 2, &cases[i].arrow, 1, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (generators_are_closed_under_composition),
    property_test (full_ones_have_all_arrows_between_their_objects),
    property_test (inclusions_are_functors),
    cmocka_unit_test (what_is_no_part_is_refused),
  };

  return cmocka_run_group_tests_name ("subcategory", tests, NULL, NULL);
}
