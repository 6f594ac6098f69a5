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

#define MOST_VERTICES 300

/* Closed walks of a length: the trace of a power of the matrix of how many edges there are. */
static guint64
count_closed_walks (ColimCSet *graph, gint32 length)
{
  gint32 n = colim_cset_get_n_parts_at (graph, 0);
  gsize n_edges;
  const gint32 *src = colim_fin_function_get_values (colim_cset_get_hom_at (graph, 0), &n_edges);
  const gint32 *tgt = colim_fin_function_get_values (colim_cset_get_hom_at (graph, 1), NULL);
  guint64 count = 0;

  for (gint32 start = 0; start < n; start++)
    {
      guint64 walks[MOST_VERTICES] = { 0 };

      walks[start] = 1;
      for (gint32 step = 0; step < length; step++)
        {
          guint64 longer[MOST_VERTICES] = { 0 };

          for (gsize e = 0; e < n_edges; e++)
            longer[tgt[e]] += walks[src[e]];
          memcpy (walks, longer, sizeof walks);
        }
      count += walks[start];
    }

  return count;
}

/* Few edges between many vertices and many between few, parallel ones too; the cycle begins anywhere. */
static void
cycles_are_the_closed_walks (GRand *rand)
{
  gint32 length = g_rand_int_range (rand, 1, 5), n = 1 << g_rand_int_range (rand, 1, 9), places[8], ends[8];
  gint32 n_edges = g_rand_int_range (rand, 1, 4 * MIN (n, 60)), src[256], tgt[256];
  g_autoptr (ColimCSet) dom = NULL, codom = NULL;
  g_autoptr (ColimHomSearch) search = NULL;
  Sequence sequence = { 0 };

  shuffle (rand, places, length);
  for (gint32 i = 0; i < length; i++)
    ends[i] = places[(i + 1) % length];
  dom = graph_new (length, places, ends, (gsize) length);
  for (gint32 e = 0; e < n_edges; e++)
    {
      /* Some vertices have most edges. */
      src[e] = g_rand_int_range (rand, 0, 1 + g_rand_int_range (rand, 0, n));
      tgt[e] = g_rand_int_range (rand, 0, 1 + g_rand_int_range (rand, 0, n));
    }
  codom = graph_new (n, src, tgt, (gsize) n_edges);
  search = colim_hom_search_new (dom, codom);
  assert_true (colim_hom_search_foreach (search, is_greater, &sequence, NULL));
  assert_int_equal (sequence.n, count_closed_walks (codom, length));
}

/* What somebody keeps of a homomorphism that is shown. */
typedef struct {
  GRand *rand;
  GPtrArray *homs, *components, *bytes; /* NULL where nothing was kept */
  GArray *values;                       /* of the edges, all one after the other */
  gint32 n_edges;
} Kept;

static gboolean
keep_some (ColimHom *hom, gpointer data)
{
  Kept *kept = data;
  ColimFinFunction *component = colim_hom_get_component_at (hom, 1);
  gint32 what = g_rand_int_range (kept->rand, 0, 5);

  g_array_append_vals (kept->values, colim_fin_function_get_values (component, NULL), (guint) kept->n_edges);
  g_ptr_array_add (kept->homs, what == 0 ? colim_hom_ref (hom) : NULL);
  g_ptr_array_add (kept->components, what == 1 ? colim_fin_function_ref (component) : NULL);
  g_ptr_array_add (kept->bytes, what == 2 ? colim_fin_function_get_bytes (component) : NULL);

  return TRUE;
}

static void
what_is_kept_stays (GRand *rand)
{
  g_autoptr (ColimCSet) dom = graph_new_path (4), codom = graph_new_random (8, 0.4, g_rand_int (rand));
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);
  Kept kept = { .rand = rand, .n_edges = 3 };

  kept.homs = g_ptr_array_new ();
  kept.components = g_ptr_array_new ();
  kept.bytes = g_ptr_array_new ();
  kept.values = g_array_new (FALSE, FALSE, sizeof (gint32));
  assert_true (colim_hom_search_foreach (search, keep_some, &kept, NULL));
  for (guint i = 0; i < kept.homs->len; i++)
    {
      const gint32 *values = &g_array_index (kept.values, gint32, i * 3);
      g_autoptr (ColimHom) hom = kept.homs->pdata[i];
      g_autoptr (ColimFinFunction) component = kept.components->pdata[i];
      g_autoptr (GBytes) bytes = kept.bytes->pdata[i];
      ColimFinFunction *whole = hom != NULL ? colim_hom_get_component_at (hom, 1) : component;

      if (whole != NULL)
        assert_memory_equal (colim_fin_function_get_values (whole, NULL), values, 3 * sizeof *values);
      if (bytes != NULL)
        assert_memory_equal (g_bytes_get_data (bytes, NULL), values, 3 * sizeof *values);
    }
  g_ptr_array_unref (kept.homs);
  g_ptr_array_unref (kept.components);
  g_ptr_array_unref (kept.bytes);
  g_array_unref (kept.values);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (dead_ends_hide_nothing, 40),
    property_test_n (cycles_are_the_closed_walks, 200),
    property_test_n (what_is_kept_stays, 40),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
