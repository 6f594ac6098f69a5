/* Homomorphisms in order where values of the first parts often lead nowhere. */

#include <colim/hom-search.h>

#include "tests/lib/csets/graphs.h"
#include "tests/property.h"

typedef struct {
  gint32 last[32];
  guint n;
} Sequence;

static gboolean
is_greater (ColimHom *hom, gpointer data)
{
  Sequence *sequence = data;
  ColimCSet *dom = colim_hom_get_dom (hom), *codom = colim_hom_get_codom (hom);
  gint32 n = 0, by = sequence->n == 0;

  for (gint32 ob = 0; ob < 2; ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (dom, ob); x++, n++)
      {
        gint32 image = colim_fin_function_apply (colim_hom_get_component_at (hom, ob), x);

        if (by == 0)
          by = image - sequence->last[n];
        sequence->last[n] = image;
      }
  assert_true (by > 0);
  for (gint32 h = 0; h < 2; h++)
    for (gint32 e = 0; e < colim_cset_get_n_parts_at (dom, 1); e++)
      {
        gint32 vertex = colim_fin_function_apply (colim_cset_get_hom_at (dom, h), e);

        assert_int_equal (sequence->last[vertex],
                          colim_fin_function_apply (colim_cset_get_hom_at (codom, h),
                                                    sequence->last[colim_cset_get_n_parts_at (dom, 0) + e]));
      }
  sequence->n++;

  return TRUE;
}

static void
shuffle (GRand *rand, gint32 *values, gint32 n)
{
  for (gint32 i = 0; i < n; i++)
    {
      gint32 j = g_rand_int_range (rand, 0, i + 1);

      values[i] = values[j];
      values[j] = i;
    }
}

/* A cycle of odd length goes to triangles, but not to the even cycle that its parts, taken in order, seem to fit in for
 * long: 2^n - 2 times to each. */
static void
dead_ends_hide_nothing (GRand *rand)
{
  gint32 n = 2 * g_rand_int_range (rand, 2, 4) + 1, even = 2 * g_rand_int_range (rand, 10, 20), m = even + 6;
  gint32 places[64], src[128], tgt[128], ends[16];
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  Sequence sequence = { 0 };

  shuffle (rand, places, n);
  for (gint32 i = 0; i < n; i++)
    ends[i] = places[(i + 1) % n];
  dom = graph_new (n, places, ends, (gsize) n);
  shuffle (rand, places, m);
  for (gint32 i = 0; i < m; i++)
    {
      gint32 first = i < even ? 0 : i < even + 3 ? even : even + 3, length = i < even ? even : 3;

      src[2 * i] = tgt[2 * i + 1] = places[i];
      tgt[2 * i] = src[2 * i + 1] = places[first + (i - first + 1) % length];
    }
  codom = graph_new (m, src, tgt, 2 * (gsize) m);
  search = colim_hom_search_new (dom, codom);
  assert_true (colim_hom_search_foreach (search, is_greater, &sequence, NULL));
  assert_int_equal (sequence.n, 2 * ((1 << n) - 2));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (dead_ends_hide_nothing, 40),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
