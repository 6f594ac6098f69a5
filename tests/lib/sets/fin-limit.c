/* Limits of finite sets, judged without asking them: by going through all tuples, and by counting cones. */

#include <colim/fin-limit.h>

#include "tests/lib/sets/random-diagram.h"
#include "tests/splitmix.h"

static ColimFinLimit *
limit (Shape *shape)
{
  return colim_fin_limit_new (shape->sizes, shape->n_objects, shape->arrows, shape->n_arrows, shape->sources,
                              shape->n_arrows, shape->targets, shape->n_arrows, NULL);
}

static gboolean
agrees (const Shape *shape, const gint32 *tuple)
{
  for (guint a = 0; a < shape->n_arrows; a++)
    if (colim_fin_function_apply (shape->arrows[a], tuple[shape->sources[a]]) != tuple[shape->targets[a]])
      return FALSE;

  return TRUE;
}

/* An odometer whose first wheel is the fastest; FALSE after the last tuple. */
static gboolean
turn (gint32 *tuple, const gint32 *sizes, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (++tuple[i] < sizes[i])
        return TRUE;
      tuple[i] = 0;
    }

  return FALSE;
}

static gboolean
has_empty (const Shape *shape)
{
  for (guint i = 0; i < shape->n_objects; i++)
    if (shape->sizes[i] == 0)
      return TRUE;

  return FALSE;
}

static void
legs_are_the_tuples_that_agree_in_order (GRand *rand)
{
  g_auto (Shape) shape = { 0, };
  gint32 tuple[MOST_OBJECTS] = { 0, }, n = 0;

  random_shape (rand, &shape);

  g_autoptr (ColimFinLimit) limit_ = limit (&shape);

  assert_int_equal (colim_fin_limit_get_n_legs (limit_), shape.n_objects);
  if (!has_empty (&shape))
    do
      if (agrees (&shape, tuple))
        {
          assert_true (n < colim_fin_limit_get_apex (limit_));
          for (guint i = 0; i < shape.n_objects; i++)
            assert_int_equal (colim_fin_function_apply (colim_fin_limit_get_leg (limit_, i), n), tuple[i]);
          n++;
        }
    while (turn (tuple, shape.sizes, shape.n_objects));
  assert_int_equal (colim_fin_limit_get_apex (limit_), n);
}

/* Maps 2 → P are the same thing as cones from 2: pairs of tuples, found without asking the limit. */
static void
cones_from_two_are_the_square_of_the_apex (GRand *rand)
{
  g_auto (Shape) shape = { 0, };
  gint32 sizes[2 * MOST_OBJECTS], pair[2 * MOST_OBJECTS] = { 0, };
  gint64 n_cones = 0;

  random_shape (rand, &shape);
  shape.n_objects = MIN (shape.n_objects, 3);
  for (guint a = shape.n_arrows; a-- > 0;)
    if (MAX (shape.sources[a], shape.targets[a]) >= (gint32) shape.n_objects)
      {
        colim_fin_function_unref (shape.arrows[a]);
        shape.n_arrows--;
        shape.arrows[a] = shape.arrows[shape.n_arrows];
        shape.sources[a] = shape.sources[shape.n_arrows];
        shape.targets[a] = shape.targets[shape.n_arrows];
      }
  for (guint i = 0; i < 2 * shape.n_objects; i++)
    sizes[i] = shape.sizes[i % shape.n_objects];
  if (!has_empty (&shape))
    do
      n_cones += agrees (&shape, pair) && agrees (&shape, pair + shape.n_objects);
    while (turn (pair, sizes, 2 * shape.n_objects));

  g_autoptr (ColimFinLimit) limit_ = limit (&shape);
  gint64 apex = colim_fin_limit_get_apex (limit_);

  assert_int_equal (n_cones, apex * apex);
}

static void
cones_factor_uniquely (GRand *rand)
{
  g_auto (Shape) shape = { 0, };

  random_shape (rand, &shape);

  g_autoptr (ColimFinLimit) limit_ = limit (&shape);
  gint32 apex = colim_fin_limit_get_apex (limit_), dom = apex > 0 ? random_size (rand, 5) : 0;
  g_autoptr (ColimFinFunction) u = random_function (rand, dom, apex);
  g_autoptr (GPtrArray) cone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  g_autoptr (ColimFinFunction) factor = NULL;

  for (guint i = 0; i < shape.n_objects; i++)
    g_ptr_array_add (cone, colim_fin_function_compose (u, colim_fin_limit_get_leg (limit_, i), NULL));
  factor = colim_fin_limit_factor (limit_, (ColimFinFunction **) cone->pdata, cone->len, dom, NULL);
  assert_true (colim_fin_function_equal (factor, u));
}

/* The pullback along a map, as a map of pullbacks. */
static ColimFinFunction *
pull_back (const ColimFinLimit *from, const ColimFinLimit *to, const ColimFinFunction *along)
{
  g_autoptr (ColimFinFunction) first = colim_fin_function_compose (colim_fin_limit_get_leg (from, 0), along, NULL);
  ColimFinFunction *cone[] = { first, colim_fin_limit_get_leg (from, 1), colim_fin_limit_get_leg (from, 2) };
  ColimFinFunction *map = colim_fin_limit_factor (to, cone, 3, colim_fin_limit_get_apex (from), NULL);

  assert_non_null (map);
  return map;
}

/* C → B → A → S ← T */
static void
pullbacks_are_functorial (GRand *rand)
{
  gint32 s = 1 + random_size (rand, 3), a = random_size (rand, 5);
  gint32 b = a > 0 ? random_size (rand, 5) : 0, c = b > 0 ? random_size (rand, 5) : 0;
  g_autoptr (ColimFinFunction) f = random_function (rand, a, s), g = random_function (rand, random_size (rand, 5), s);
  g_autoptr (ColimFinFunction) h = random_function (rand, b, a), k = random_function (rand, c, b);
  g_autoptr (ColimFinFunction) hf = colim_fin_function_compose (h, f, NULL);
  g_autoptr (ColimFinFunction) kh = colim_fin_function_compose (k, h, NULL);
  g_autoptr (ColimFinFunction) khf = colim_fin_function_compose (k, hf, NULL);
  g_autoptr (ColimFinLimit) over_a = colim_fin_limit_new_pullback (f, g, NULL);
  g_autoptr (ColimFinLimit) over_b = colim_fin_limit_new_pullback (hf, g, NULL);
  g_autoptr (ColimFinLimit) over_c = colim_fin_limit_new_pullback (khf, g, NULL);
  g_autoptr (ColimFinFunction) first = pull_back (over_b, over_a, h), second = pull_back (over_c, over_b, k);
  g_autoptr (ColimFinFunction) both = pull_back (over_c, over_a, kh);
  g_autoptr (ColimFinFunction) composite = colim_fin_function_compose (second, first, NULL);

  assert_true (colim_fin_function_equal (composite, both));
}

/* Sizes that others have computed. */
static void
joins_have_the_sizes_of_others (void **state)
{
  guint64 seed = 1;
  g_autoptr (ColimFinFunction) f = splitmix_function (&seed, 9000, 1000);
  g_autoptr (ColimFinFunction) g = splitmix_function (&seed, 11000, 1000);
  g_autoptr (ColimFinLimit) pullback = colim_fin_limit_new_pullback (f, g, NULL), ternary = NULL;
  ColimFinFunction *arrows[3];

  assert_int_equal (colim_fin_limit_get_apex (pullback), 99865);
  seed = 1;
  for (gint32 i = 0; i < 3; i++)
    arrows[i] = splitmix_function (&seed, 400 + 100 * i, 50);
  ternary = colim_fin_limit_new ((gint32[]) { 400, 500, 600, 50 }, 4, arrows, 3, (gint32[]) { 0, 1, 2 }, 3,
                                 (gint32[]) { 3, 3, 3 }, 3, NULL);
  assert_int_equal (colim_fin_limit_get_apex (ternary), 47422);
  for (guint i = 0; i < 3; i++)
    colim_fin_function_unref (arrows[i]);
}

/* Edges R, S, T between vertices A, B, C, which meet in triangles; all of R and S goes through one vertex of B, so that
 * joining the two first would give a million pairs. */
static void
triangles_through_a_hub_are_found (void **state)
{
  enum { N = 1000 };
  gint32 zeros[N] = { 0, }, all[N];
  g_autoptr (ColimFinFunction) to_hub = NULL, spread = NULL;
  g_autoptr (ColimFinLimit) triangles = NULL;

  for (gint32 i = 0; i < N; i++)
    all[i] = i;
  to_hub = colim_fin_function_new (zeros, N, N, NULL);
  spread = colim_fin_function_new (all, N, N, NULL);
  triangles = colim_fin_limit_new (
      (gint32[]) { N, N, N, N, N, N }, 6, (ColimFinFunction *[]) { spread, to_hub, to_hub, spread, spread, spread }, 6,
      (gint32[]) { 3, 3, 4, 4, 5, 5 }, 6, (gint32[]) { 0, 1, 1, 2, 0, 2 }, 6, NULL);
  assert_int_equal (colim_fin_limit_get_apex (triangles), N);
}

static void
a_terminal_set_has_one_element (void **state)
{
  g_autoptr (ColimFinLimit) terminal = colim_fin_limit_new_terminal ();
  g_autoptr (ColimFinFunction) factor = colim_fin_limit_factor (terminal, NULL, 0, 3, NULL);

  assert_int_equal (colim_fin_limit_get_apex (terminal), 1);
  assert_int_equal (colim_fin_limit_get_n_legs (terminal), 0);
  assert_int_equal (colim_fin_function_get_dom (factor), 3);
  assert_int_equal (colim_fin_function_get_codom (factor), 1);
}

/* S counts too, and is the slowest: the pairs over 0 come first. */
static void
a_pullback_is_numbered_by_its_last_entries (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 1, 0, 1 }, 3, 2, NULL);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new ((gint32[]) { 1, 0, 1 }, 3, 2, NULL);
  g_autoptr (ColimFinLimit) pullback = colim_fin_limit_new_pullback (f, g, NULL);
  static const gint32 expected[3][5] = { { 1, 0, 2, 0, 2 }, { 1, 0, 0, 2, 2 }, { 0, 1, 1, 1, 1 } };

  assert_int_equal (colim_fin_limit_get_apex (pullback), 5);
  for (guint i = 0; i < 3; i++)
    for (gint32 p = 0; p < 5; p++)
      assert_int_equal (colim_fin_function_apply (colim_fin_limit_get_leg (pullback, i), p), expected[i][p]);
}

static void
what_is_no_cone_is_refused (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 0, 1 }, 2, 2, NULL);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new ((gint32[]) { 0, 0 }, 2, 2, NULL);
  g_autoptr (ColimFinFunction) point = colim_fin_function_new ((gint32[]) { 1 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) short_ = colim_fin_function_new ((gint32[]) { 0 }, 1, 1, NULL);
  g_autoptr (ColimFinLimit) equalizer = colim_fin_limit_new_equalizer (f, g, NULL);
  g_autoptr (GError) apart = NULL, start = NULL, end = NULL;

  assert_int_equal (colim_fin_limit_get_apex (equalizer), 1);
  assert_null (colim_fin_limit_factor (equalizer, (ColimFinFunction *[]) { point, point }, 2, 1, &apart));
  assert_colim_error (apart, COLIM_ERROR_NOT_COMMUTING,
                      "no cone: 0 goes to element 1 of object 0, which arrow 1 sends to 0, but to element 1 of "
                      "object 1");
  assert_null (colim_fin_limit_factor (equalizer, (ColimFinFunction *[]) { point, short_ }, 2, 1, &end));
  assert_colim_error (end, COLIM_ERROR_NOT_COMPOSABLE, "map 1 of the cone ends at 1 elements, but its object has 2");
  assert_null (colim_fin_limit_factor (equalizer, (ColimFinFunction *[]) { point, f }, 2, 1, &start));
  assert_colim_error (start, COLIM_ERROR_NOT_PARALLEL, "map 1 of the cone starts at 2 elements, not at 1");
}

static void
what_is_no_diagram_is_refused (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new (NULL, 0, 3, NULL);
  g_autoptr (GError) parallel = NULL, ends = NULL, size = NULL;

  assert_null (colim_fin_limit_new_equalizer (f, g, &parallel));
  assert_colim_error (parallel, COLIM_ERROR_NOT_PARALLEL, "functions 1 → 2 and 0 → 3 are not parallel");
  assert_null (colim_fin_limit_new_pullback (f, g, &ends));
  assert_colim_error (ends, COLIM_ERROR_NOT_COMPOSABLE, "the codomain of arrow 1 has 3 elements, but object 2 has 2");
  assert_null (colim_fin_limit_new_product ((gint32[]) { 0, -2 }, 2, &size));
  assert_colim_error (size, COLIM_ERROR_OUT_OF_RANGE, "object 1 cannot have -2 elements");
}

static void
what_is_too_large_is_refused_with_its_size (void **state)
{
  g_autoptr (ColimFinFunction) none = colim_fin_function_new (NULL, 0, G_MAXINT32, NULL);
  g_autofree gint32 *zeros = g_new0 (gint32, 100000);
  g_autoptr (ColimFinFunction) constant = colim_fin_function_new (zeros, 100000, 1, NULL);
  g_autoptr (ColimFinLimit) empty = colim_fin_limit_new_pullback (none, none, NULL), one = NULL;
  g_autoptr (GError) product = NULL, pullback = NULL, huge = NULL;

  /* What is empty is not large, however large the rest, and a set that nothing is stored of needs no memory. */
  assert_int_equal (colim_fin_limit_get_apex (empty), 0);
  one = colim_fin_limit_new_product ((gint32[]) { G_MAXINT32, G_MAXINT32, G_MAXINT32, 0 }, 4, NULL);
  assert_int_equal (colim_fin_limit_get_apex (one), 0);
  assert_null (colim_fin_limit_new_product ((gint32[]) { 65536, 32768 }, 2, &product));
  assert_colim_error (product, COLIM_ERROR_TOO_LARGE,
                      "the limit has 2147483648 elements, and a set at most 2147483647");
  assert_null (colim_fin_limit_new_pullback (constant, constant, &pullback));
  assert_colim_error (pullback, COLIM_ERROR_TOO_LARGE,
                      "the limit has 10000000000 elements, and a set at most 2147483647");
  assert_null (colim_fin_limit_new_product ((gint32[]) { G_MAXINT32, G_MAXINT32, G_MAXINT32 }, 3, &huge));
  assert_colim_error (huge, COLIM_ERROR_TOO_LARGE,
                      "the limit has more than 2147483647 elements, and a set at most 2147483647");
}

/* There is a least budget: from it on the limit is what it is without one, and below it there is none. */
static void
bounded_limits_are_limits_or_refused (GRand *rand)
{
  g_auto (Shape) shape = { 0, };
  gint64 refused = 0, enough = 1 << 20, n_entries;

  random_shape (rand, &shape);

  g_autoptr (ColimFinLimit) whole = limit (&shape);

  n_entries = (gint64) colim_fin_limit_get_apex (whole) * MAX (shape.n_objects, 1);
  while (enough - refused > 1)
    {
      gint64 budget = refused + (enough - refused) / 2;
      g_autoptr (GError) error = NULL;
      g_autoptr (ColimFinLimit) bounded
          = colim_fin_limit_new_bounded (shape.sizes, shape.n_objects, shape.arrows, shape.n_arrows, shape.sources,
                                         shape.n_arrows, shape.targets, shape.n_arrows, budget, &error);

      if (bounded == NULL)
        assert_true (g_error_matches (error, COLIM_ERROR, COLIM_ERROR_BUDGET));
      else
        for (guint i = 0; i < shape.n_objects; i++)
          assert_true (colim_fin_function_equal (colim_fin_limit_get_leg (bounded, i),
                                                 colim_fin_limit_get_leg (whole, i)));
      *(bounded == NULL ? &refused : &enough) = budget;
    }
  assert_true (enough >= n_entries);
}

/* Neither the entries of a large result fit into the budget, nor the steps of an empty one. */
static void
what_is_beyond_the_budget_is_refused (void **state)
{
  const gint32 sizes[] = { 2000, 2000, 1000 };
  g_autofree gint32 *values = g_new (gint32, 2000);
  g_autoptr (ColimFinFunction) f = NULL, g = NULL;
  g_autoptr (ColimFinLimit) product = NULL, equalizer = NULL;
  g_autoptr (GError) entries = NULL, steps = NULL;

  assert_null (colim_fin_limit_new_bounded (sizes, 2, NULL, 0, NULL, 0, NULL, 0, 7999999, &entries));
  assert_colim_error (entries, COLIM_ERROR_BUDGET,
                      "the limit has 4000000 elements, each of 2 entries, and the budget has 7999999 left");
  product = colim_fin_limit_new_bounded (sizes, 2, NULL, 0, NULL, 0, NULL, 0, 8000000, NULL);
  assert_int_equal (colim_fin_limit_get_apex (product), 4000000);
  for (gint32 i = 0; i < 2000; i++)
    values[i] = i % 500;
  f = colim_fin_function_new (values, 2000, 1000, NULL);
  for (gint32 i = 0; i < 2000; i++)
    values[i] = 999 - i % 500;
  g = colim_fin_function_new (values, 2000, 1000, NULL);
  equalizer = colim_fin_limit_new_equalizer (f, g, NULL);
  assert_int_equal (colim_fin_limit_get_apex (equalizer), 0);
  assert_null (colim_fin_limit_new_bounded (sizes + 1, 2, (ColimFinFunction *[]) { f, g }, 2, (gint32[]) { 0, 0 }, 2,
                                            (gint32[]) { 1, 1 }, 2, 0, &steps));
  assert_colim_error (steps, COLIM_ERROR_BUDGET, "the budget of steps ran out before the limit was counted");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (legs_are_the_tuples_that_agree_in_order, 2000),
    property_test (cones_from_two_are_the_square_of_the_apex),
    property_test (cones_factor_uniquely),
    property_test (pullbacks_are_functorial),
    cmocka_unit_test (joins_have_the_sizes_of_others),
    cmocka_unit_test (triangles_through_a_hub_are_found),
    cmocka_unit_test (a_terminal_set_has_one_element),
    cmocka_unit_test (a_pullback_is_numbered_by_its_last_entries),
    cmocka_unit_test (what_is_no_cone_is_refused),
    cmocka_unit_test (what_is_no_diagram_is_refused),
    cmocka_unit_test (what_is_too_large_is_refused_with_its_size),
    property_test (bounded_limits_are_limits_or_refused),
    cmocka_unit_test (what_is_beyond_the_budget_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
