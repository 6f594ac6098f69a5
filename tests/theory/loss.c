/* Loss spaces and the loss functor: their laws, and the worked squares. */

#include <colim/loss-square.h>
#include <colim/semiring.h>

#include "tests/theory/worked.h"

static ColimLossSpace *
random_space (GRand *rand, gint32 n)
{
  g_autoptr (GPtrArray) distances = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_rational_unref);

  for (gint32 i = 0; i < n * n; i++)
    g_ptr_array_add (distances, g_rand_int_range (rand, 0, 5) == 0
                                  ? colim_rational_new_infinity ()
                                  : colim_rational_new (g_rand_int_range (rand, 0, 12), g_rand_int_range (rand, 1, 5)));

  return colim_loss_space_new (n, (ColimRational **) distances->pdata, distances->len, NULL);
}

static ColimFinFunction *
random_map (GRand *rand, gint32 dom, gint32 codom)
{
  g_autofree gint32 *values = g_new (gint32, (gsize) dom + 1);

  for (gint32 i = 0; i < dom; i++)
    values[i] = g_rand_int_range (rand, 0, codom);

  return colim_fin_function_new (values, (gsize) dom, codom, NULL);
}

static gboolean
is_at_most (const ColimRational *a, const ColimRational *b)
{
  return colim_rational_compare (a, b) <= 0;
}

/* Bellman and Ford: as many rounds as there are points make every detour. */
static void
closures_are_shortest_paths (GRand *rand)
{
  gint32 n = random_size (rand, 5);
  g_autoptr (ColimLossSpace) space = random_space (rand, n);
  g_autoptr (ColimLossSpace) closure = colim_loss_space_close (space);

  assert_true (colim_loss_space_is_lawvere (closure));
  for (gint32 x = 0; x < n; x++)
    {
      g_autoptr (GPtrArray) best = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_rational_unref);

      for (gint32 y = 0; y < n; y++)
        g_ptr_array_add (best, x == y ? colim_rational_new (0, 1) : colim_rational_new_infinity ());
      for (gint32 round = 0; round < n; round++)
        for (gint32 y = 0; y < n; y++)
          for (gint32 z = 0; z < n; z++)
            {
              ColimRational *detour = colim_rational_add (best->pdata[y], colim_loss_space_get_distance (space, y, z));
              gboolean is_shorter = !is_at_most (best->pdata[z], detour);

              colim_rational_unref (is_shorter ? best->pdata[z] : detour);
              best->pdata[z] = is_shorter ? detour : best->pdata[z];
            }
      for (gint32 y = 0; y < n; y++)
        assert_true (colim_rational_equal (best->pdata[y], colim_loss_space_get_distance (closure, x, y)));
    }
}

/* The sum by hand. */
static ColimRational *
sum_distances (ColimLossSpace *space, ColimFinFunction *f, ColimFinFunction *g)
{
  ColimRational *sum = colim_rational_new (0, 1);

  for (gint32 x = 0; x < colim_fin_function_get_dom (f); x++)
    {
      ColimRational *more = colim_rational_add (
        sum, colim_loss_space_get_distance (space, colim_fin_function_apply (f, x), colim_fin_function_apply (g, x)));

      colim_rational_unref (sum);
      sum = more;
    }

  return sum;
}

/* A Lawvere metric on a space makes one of the loss, on the maps into the space. */
static void
losses_into_a_lawvere_space_are_a_lawvere_metric (GRand *rand)
{
  gint32 n = 1 + random_size (rand, 3), k = random_size (rand, 3);
  g_autoptr (ColimLossSpace) any = random_space (rand, n);
  g_autoptr (ColimLossSpace) space = colim_loss_space_close (any);
  g_autoptr (ColimFinFunction) f = random_map (rand, k, n);
  g_autoptr (ColimFinFunction) g = random_map (rand, k, n);
  g_autoptr (ColimFinFunction) h = random_map (rand, k, n);
  g_autoptr (ColimRational) fg = colim_loss_space_measure (space, f, g, NULL);
  g_autoptr (ColimRational) gh = colim_loss_space_measure (space, g, h, NULL);
  g_autoptr (ColimRational) fh = colim_loss_space_measure (space, f, h, NULL);
  g_autoptr (ColimRational) ff = colim_loss_space_measure (space, f, f, NULL);
  g_autoptr (ColimRational) detour = colim_rational_add (fg, gh);
  g_autoptr (ColimRational) by_hand = sum_distances (space, f, g);

  assert_true (colim_rational_equal (fg, by_hand));
  assert_int_equal (colim_rational_get_sign (ff), 0);
  assert_true (is_at_most (fh, detour));
}

/* l(f u, g u) ≤ Lip(u) l(f, g), where u has a constant; 0 · ∞ is left aside. */
static void
suffixes_are_bounded_by_their_lipschitz_constant (GRand *rand)
{
  gint32 n = 1 + random_size (rand, 4), m = 1 + random_size (rand, 4), k = random_size (rand, 5);
  g_autoptr (ColimLossSpace) from = random_space (rand, n);
  g_autoptr (ColimLossSpace) to = random_space (rand, m);
  g_autoptr (ColimFinFunction) f = random_map (rand, k, n);
  g_autoptr (ColimFinFunction) g = random_map (rand, k, n);
  g_autoptr (ColimFinFunction) u = random_map (rand, n, m);
  g_autoptr (ColimFinFunction) fu = colim_fin_function_compose (f, u, NULL);
  g_autoptr (ColimFinFunction) gu = colim_fin_function_compose (g, u, NULL);
  g_autoptr (ColimRational) constant = colim_loss_space_find_lipschitz (from, to, u, NULL);
  g_autoptr (ColimRational) before = colim_loss_space_measure (from, f, g, NULL);
  g_autoptr (ColimRational) after = colim_loss_space_measure (to, fu, gu, NULL);
  g_autoptr (ColimRational) bound = NULL;

  if (colim_rational_is_infinite (constant) || colim_rational_is_infinite (before))
    return;
  bound = colim_rational_multiply (constant, before);
  assert_true (is_at_most (after, bound));
}

/* l(s f, s g) = Σ |s⁻¹ x| d(f x, g x) */
static void
prefixes_repeat_by_their_fibres (GRand *rand)
{
  gint32 n = 1 + random_size (rand, 4), k = 1 + random_size (rand, 4), j = random_size (rand, 6);
  g_autoptr (ColimLossSpace) space = random_space (rand, n);
  g_autoptr (ColimFinFunction) f = random_map (rand, k, n);
  g_autoptr (ColimFinFunction) g = random_map (rand, k, n);
  g_autoptr (ColimFinFunction) s = random_map (rand, j, k);
  g_autoptr (ColimFinFunction) sf = colim_fin_function_compose (s, f, NULL);
  g_autoptr (ColimFinFunction) sg = colim_fin_function_compose (s, g, NULL);
  g_autoptr (ColimRational) found = colim_loss_space_measure (space, sf, sg, NULL);
  ColimRational *expected = colim_rational_new (0, 1);

  for (gint32 x = 0; x < k; x++)
    for (gint32 y = 0; y < j; y++)
      if (colim_fin_function_apply (s, y) == x)
        {
          ColimRational *more = colim_rational_add (
            expected, colim_loss_space_get_distance (space, colim_fin_function_apply (f, x), colim_fin_function_apply (g, x)));

          colim_rational_unref (expected);
          expected = more;
        }
  assert_true (colim_rational_equal (found, expected));
  colim_rational_unref (expected);
}

/* A random natural square with p onto and q short: q any map, the distance below it that makes it short, f over f' p. */
static void
the_loss_descends_along_onto_and_short (GRand *rand)
{
  gint32 n = 1 + random_size (rand, 4), m = 1 + random_size (rand, 3), k_image = 1 + random_size (rand, 3);
  gint32 k = k_image + random_size (rand, 3);
  g_autoptr (ColimLossSpace) from = random_space (rand, n);
  g_autofree gint32 *onto = g_new (gint32, (gsize) k), *q_values = g_new (gint32, (gsize) n);
  gint32 *sides[4] = { NULL };
  g_autoptr (GPtrArray) least = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_rational_unref);
  g_autoptr (ColimLossSpace) below = NULL;
  g_autoptr (ColimLossSpace) to = NULL;
  g_autoptr (ColimRational) loss = NULL;
  g_autoptr (ColimRational) image_loss = NULL;
  ColimFinFunction *maps[6] = { NULL };
  g_autoptr (ColimLossSquare) square = NULL;

  /* q reaches every point that f' and g' hit: they are chosen among its images. */
  for (gint32 y = 0; y < n; y++)
    q_values[y] = g_rand_int_range (rand, 0, m);
  for (gint32 a = 0; a < m; a++)
    for (gint32 b = 0; b < m; b++)
      {
        ColimRational *lowest = colim_rational_new_infinity ();

        for (gint32 x = 0; x < n; x++)
          for (gint32 y = 0; y < n; y++)
            if (q_values[x] == a && q_values[y] == b && !is_at_most (lowest, colim_loss_space_get_distance (from, x, y)))
              {
                colim_rational_unref (lowest);
                lowest = colim_rational_ref (colim_loss_space_get_distance (from, x, y));
              }
        g_ptr_array_add (least, lowest);
      }
  below = colim_loss_space_new (m, (ColimRational **) least->pdata, least->len, NULL);
  to = g_rand_boolean (rand) ? colim_loss_space_close (below) : colim_loss_space_ref (below);
  for (gint32 x = 0; x < k; x++)
    onto[x] = x < k_image ? x : g_rand_int_range (rand, 0, k_image);
  for (guint i = 0; i < 4; i++)
    sides[i] = g_new (gint32, (gsize) k);
  for (guint side = 0; side < 2; side++)
    {
      for (gint32 x = 0; x < k_image; x++)
        sides[2 + side][x] = q_values[g_rand_int_range (rand, 0, n)];
      for (gint32 x = 0; x < k; x++)
        do
          sides[side][x] = g_rand_int_range (rand, 0, n);
        while (q_values[sides[side][x]] != sides[2 + side][onto[x]]);
    }
  maps[0] = colim_fin_function_new (sides[0], (gsize) k, n, NULL);
  maps[1] = colim_fin_function_new (sides[1], (gsize) k, n, NULL);
  maps[2] = colim_fin_function_new (sides[2], (gsize) k_image, m, NULL);
  maps[3] = colim_fin_function_new (sides[3], (gsize) k_image, m, NULL);
  maps[4] = colim_fin_function_new (onto, (gsize) k, k_image, NULL);
  maps[5] = colim_fin_function_new (q_values, (gsize) n, m, NULL);
  square = colim_loss_square_new (from, maps[0], maps[1], to, maps[2], maps[3], maps[4], maps[5], NULL);
  assert_true (colim_loss_square_is_natural (square));
  assert_true (colim_loss_square_is_onto (square));
  assert_true (colim_loss_square_is_short (square));
  assert_true (colim_loss_square_descends (square));
  loss = sum_distances (from, maps[0], maps[1]);
  image_loss = sum_distances (to, maps[2], maps[3]);
  assert_true (colim_rational_equal (colim_loss_square_get_loss (square), loss));
  assert_true (colim_rational_equal (colim_loss_square_get_image_loss (square), image_loss));
  assert_true (is_at_most (image_loss, loss));
  for (guint i = 0; i < 4; i++)
    g_free (sides[i]);
  for (guint i = 0; i < 6; i++)
    colim_fin_function_unref (maps[i]);
}

/* Counting is refused on cycles, and right without them. */
static void
counts_close_where_there_is_no_cycle (void **state)
{
  const ColimSemiring *counts = colim_semiring_get_counts ();
  g_autoptr (GError) error = NULL;
  gpointer matrix[9];
  g_autofree char *digits = NULL;

  for (guint i = 0; i < 9; i++)
    matrix[i] = colim_natural_new (i == 1 || i == 5 ? 2 : i == 2 ? 1 : 0);
  assert_true (colim_semiring_close (counts, matrix, 3, &error));
  digits = colim_natural_to_string (matrix[2]);
  assert_string_equal (digits, "5");
  colim_natural_unref (matrix[3]);
  matrix[3] = colim_natural_new (1);
  assert_false (colim_semiring_close (counts, matrix, 3, &error));
  assert_int_equal (error->code, COLIM_ERROR_CYCLE);
  for (guint i = 0; i < 9; i++)
    colim_natural_unref (matrix[i]);
}

/* The worked squares */

static ColimFinFunction *
read_map (const ColimJson *values, gint32 codom)
{
  guint n = colim_json_get_length (values);
  g_autofree gint32 *numbers = g_new (gint32, n + 1);

  for (guint i = 0; i < n; i++)
    {
      gint64 value;

      assert_true (colim_json_get_int (colim_json_get_element (values, i), &value));
      numbers[i] = (gint32) value;
    }

  return colim_fin_function_new (numbers, n, codom, NULL);
}

static void
assert_number (const ColimJson *expect, const char *key, ColimRational *found)
{
  g_autofree char *text = colim_rational_is_infinite (found) ? g_strdup ("inf") : colim_rational_to_string (found);

  assert_string_equal (text, colim_json_get_string (colim_json_find (expect, key)));
}

static void
check_square (const ColimJson *fact)
{
  const ColimJson *expect = colim_json_find (fact, "expect");
  g_autoptr (ColimLossSpace) from = read_distances (colim_json_find (fact, "dY"));
  g_autoptr (ColimLossSpace) to = read_distances (colim_json_find (fact, "dYp"));
  gint32 n = colim_loss_space_get_n_points (from), m = colim_loss_space_get_n_points (to);
  g_autoptr (ColimFinFunction) f = read_map (colim_json_find (fact, "f"), n);
  g_autoptr (ColimFinFunction) g = read_map (colim_json_find (fact, "g"), n);
  g_autoptr (ColimFinFunction) f_image = read_map (colim_json_find (fact, "fp"), m);
  g_autoptr (ColimFinFunction) g_image = read_map (colim_json_find (fact, "gp"), m);
  g_autoptr (ColimFinFunction) p = read_map (colim_json_find (fact, "p"), colim_fin_function_get_dom (f_image));
  g_autoptr (ColimFinFunction) q = read_map (colim_json_find (fact, "q"), m);
  g_autoptr (ColimLossSquare) square = colim_loss_square_new (from, f, g, to, f_image, g_image, p, q, NULL);

  assert_non_null (square);
  assert_int_equal (is_true (expect, "natural"), colim_loss_square_is_natural (square));
  assert_int_equal (is_true (expect, "p_surjective"), colim_loss_square_is_onto (square));
  assert_int_equal (is_true (expect, "q_short"), colim_loss_square_is_short (square));
  assert_int_equal (is_true (expect, "l_ge_lp"), colim_loss_square_descends (square));
  assert_number (expect, "l", colim_loss_square_get_loss (square));
  assert_number (expect, "lp", colim_loss_square_get_image_loss (square));
}

static void
squares_are_as_worked_out (void **state)
{
  assert_int_equal (for_all_facts ("functor", check_square), 4);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (closures_are_shortest_paths),
    property_test (losses_into_a_lawvere_space_are_a_lawvere_metric),
    property_test (suffixes_are_bounded_by_their_lipschitz_constant),
    property_test (prefixes_repeat_by_their_fibres),
    property_test (the_loss_descends_along_onto_and_short),
    cmocka_unit_test (counts_close_where_there_is_no_cycle),
    cmocka_unit_test (squares_are_as_worked_out),
  };

  return cmocka_run_group_tests_name ("loss", tests, NULL, NULL);
}
