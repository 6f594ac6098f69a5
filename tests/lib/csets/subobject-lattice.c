/* How many sub-objects there are, and which: judged by going through all sets of parts, and by numbers of others. */

#include <colim/subobject-lattice.h>

#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/random-instance.h"
#include "tests/lib/csets/subsets.h"

#define BUDGET 1000000

static ColimCSet *
random_small (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  ColimCSet *cset = random_cset (rand, schema, 4);

  while (subset_n_elements (cset) > 12)
    {
      colim_cset_unref (cset);
      cset = random_cset (rand, schema, 4);
    }

  return cset;
}

static void
assert_natural (ColimNatural *found, const char *expected)
{
  g_autofree char *digits = NULL;

  assert_non_null (found);
  digits = colim_natural_to_string (found);
  assert_string_equal (digits, expected);
}

static void
subobjects_are_counted (GRand *rand)
{
  g_autoptr (ColimCSet) cset = random_small (rand);
  g_autoptr (ColimNatural) count = colim_cset_count_subobjects (cset, BUDGET, NULL);
  g_autofree char *expected = g_strdup_printf ("%u", subset_count (cset));

  assert_natural (count, expected);
}

static gboolean
keep (ColimSubobject *subobject, gpointer data)
{
  g_array_append_vals (data, (guint[]) { subset_of (subobject) }, 1);

  return TRUE;
}

/* The first part is the first digit. */
static guint
turn_round (guint mask, gint32 n)
{
  guint turned = 0;

  for (gint32 i = 0; i < n; i++)
    turned |= (mask >> i & 1) << (n - 1 - i);

  return turned;
}

static void
all_subobjects_are_shown_in_order (GRand *rand)
{
  g_autoptr (ColimCSet) cset = random_small (rand);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (guint));
  gint32 n = subset_n_elements (cset);
  guint at = 0;

  assert_true (colim_cset_foreach_subobject (cset, BUDGET, keep, shown, NULL));
  for (guint turned = 0; turned < 1u << n; turned++)
    if (subset_is_closed (cset, turn_round (turned, n)))
      {
        assert_true (at < shown->len);
        assert_int_equal (g_array_index (shown, guint, at), turn_round (turned, n));
        at++;
      }
  assert_int_equal (at, shown->len);
}

static gboolean
count_to_three (ColimSubobject *subobject, gpointer data)
{
  return ++*(guint *) data < 3;
}

static gboolean
count_one (ColimSubobject *subobject, gpointer data)
{
  ++*(guint *) data;

  return TRUE;
}

/* As many as wanted are shown of more than can be counted one by one. */
static void
showing_stops (void **state)
{
  g_autoptr (ColimCSet) path = graph_new_path (1000);
  guint n_shown = 0;

  assert_true (colim_cset_foreach_subobject (path, BUDGET, count_to_three, &n_shown, NULL));
  assert_int_equal (n_shown, 3);
}

/* Of a path with n vertices: the Fibonacci number 2n + 1. */
static void
paths_have_fibonacci_many_subobjects (void **state)
{
  const gint32 sizes[] = { 1, 2, 3, 20, 1000, 10000 };
  g_autoptr (ColimNatural) before = colim_natural_new (1), last = colim_natural_new (2);
  guint i = 0;

  /* before and last are the Fibonacci numbers 2n and 2n + 1. */
  for (gint32 n = 1; i < G_N_ELEMENTS (sizes); n++)
    {
      ColimNatural *next = colim_natural_add (before, last), *after = colim_natural_add (last, next);

      if (n == sizes[i])
        {
          g_autoptr (ColimCSet) path = graph_new_path (n);
          g_autoptr (ColimNatural) count = colim_cset_count_subobjects (path, BUDGET, NULL);
          g_autofree char *expected = colim_natural_to_string (last);

          assert_natural (count, expected);
          i++;
        }
      colim_natural_unref (before);
      colim_natural_unref (last);
      before = next;
      last = after;
    }
}

/* A symmetric cycle: edges come in pairs, which are one; of n vertices the Lucas number 2n, as of a plain cycle. */
static void
known_counts_are_found (void **state)
{
  g_autoptr (ColimCSet) cycle = graph_new_cycle (30), ring = graph_new_symmetric_cycle (30);
  g_autoptr (ColimCSet) points = graph_new_random (100, 0, 1), empty = graph_new_random (0, 0, 1);
  g_autoptr (ColimNatural) of_cycle = colim_cset_count_subobjects (cycle, BUDGET, NULL);
  g_autoptr (ColimNatural) of_ring = colim_cset_count_subobjects (ring, BUDGET, NULL);
  g_autoptr (ColimNatural) of_points = colim_cset_count_subobjects (points, BUDGET, NULL);
  g_autoptr (ColimNatural) of_empty = colim_cset_count_subobjects (empty, BUDGET, NULL);

  assert_natural (of_cycle, "3461452808002");
  assert_natural (of_ring, "3461452808002");
  assert_natural (of_points, "1267650600228229401496703205376");
  assert_natural (of_empty, "1");
}

static void
budgets_run_out (void **state)
{
  g_autoptr (ColimCSet) path = graph_new_path (100);
  g_autoptr (GError) counting = NULL, showing = NULL;
  guint n_shown = 0;

  assert_null (colim_cset_count_subobjects (path, 10, &counting));
  assert_true (g_error_matches (counting, COLIM_ERROR, COLIM_ERROR_BUDGET));
  assert_false (colim_cset_foreach_subobject (path, 5000, count_one, &n_shown, &showing));
  assert_true (g_error_matches (showing, COLIM_ERROR, COLIM_ERROR_BUDGET));
  assert_in_range (n_shown, 1, 5000);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (subobjects_are_counted),
    property_test (all_subobjects_are_shown_in_order),
    cmocka_unit_test (showing_stops),
    cmocka_unit_test (paths_have_fibonacci_many_subobjects),
    cmocka_unit_test (known_counts_are_found),
    cmocka_unit_test (budgets_run_out),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
