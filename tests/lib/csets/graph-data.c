/* Searches in the graphs of the shared data, where they are at hand: counts of trees and cycles against a table, and
 * whether graphs are subgraphs of others, as others have found. */

#include <colim/hom-search.h>

#include "tests/graph-counts.h"
#include "tests/property.h"

/* Trees are counted in hosts that are not larger, cycles in smaller ones. */
#define MOST_ARCS_FOR_TREES 50000
#define MOST_ARCS_FOR_CYCLES 2500

/* What took another solver more nodes is left to the benchmark. */
#define MOST_NODES 400

/* Of the cases that are left one in so many. */
#define STEP 16

static char *
find_or_skip (const char *inside)
{
  char *path = graph_file_find (inside);

  if (path == NULL)
    {
      fprintf (stderr, "SKIPPED: there is no data/graphs/%s in the folder that COLIM_SHARED names\n", inside);
      skip ();
    }

  return path;
}

static void
counts_are_those_of_the_table (void **state)
{
  g_autofree char *path = find_or_skip ("hom_counts.tsv");
  g_autoptr (GPtrArray) rows = graph_counts_read (path);

  assert_int_equal (rows->len, 54);
  for (guint i = 0; i < rows->len; i++)
    {
      const GraphCounts *row = rows->pdata[i];
      g_autoptr (ColimCSet) host = graph_counts_read_host (row);
      gint32 n_arcs = colim_cset_get_n_parts_at (host, 1);

      for (gsize p = 0; p < G_N_ELEMENTS (graph_patterns); p++)
        if (n_arcs <= (graph_patterns[p].is_tree ? MOST_ARCS_FOR_TREES : MOST_ARCS_FOR_CYCLES))
          {
            g_autoptr (ColimCSet) pattern = graph_patterns[p].make (graph_patterns[p].n);
            g_autoptr (ColimHomSearch) search = colim_hom_search_new (pattern, host);
            g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
            g_autofree char *digits = colim_natural_to_string (count);

            assert_string_equal (digits, row->counts[p]);
          }
    }
}

/* Different vertices to different ones, and edges to edges. */
static void
assert_injective (ColimHom *hom, ColimCSet *pattern, ColimCSet *target)
{
  ColimFinFunction *vertices = colim_hom_get_component_at (hom, 0), *edges = colim_hom_get_component_at (hom, 1);

  assert_true (colim_fin_function_is_monic (vertices));
  assert_true (colim_fin_function_is_monic (edges));
  for (gint32 h = 0; h < 2; h++)
    for (gint32 e = 0; e < colim_cset_get_n_parts_at (pattern, 1); e++)
      assert_int_equal (
          colim_fin_function_apply (colim_cset_get_hom_at (target, h), colim_fin_function_apply (edges, e)),
          colim_fin_function_apply (vertices, colim_fin_function_apply (colim_cset_get_hom_at (pattern, h), e)));
}

static void
subgraphs_are_those_that_others_found (void **state)
{
  g_autofree char *answers = find_or_skip ("sip/answers.tsv.gz"), *folder = find_or_skip ("sip");
  g_autoptr (GPtrArray) cases = graph_case_read_all (answers);
  guint n_easy = 0, n_found = 0, n_run = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      const GraphCase *item = cases->pdata[i];
      gboolean is_unpacked
          = g_str_has_prefix (item->pattern, "LV/") || g_str_has_prefix (item->pattern, "images-PR15/");

      if (!is_unpacked || item->n_nodes > MOST_NODES || n_easy++ % STEP != 0)
        continue;

      g_autofree char *pattern_path = g_build_filename (folder, item->pattern, NULL);
      g_autofree char *target_path = g_build_filename (folder, item->target, NULL);
      g_autoptr (GraphFile) pattern_file = graph_file_read_lad (pattern_path);
      g_autoptr (GraphFile) target_file = graph_file_read_lad (target_path);
      g_autoptr (ColimCSet) pattern = graph_file_to_cset (pattern_file), target = graph_file_to_cset (target_file);
      g_autoptr (ColimHomSearch) search = colim_hom_search_new (pattern, target);
      g_autoptr (ColimHom) hom = NULL;
      g_autoptr (GError) error = NULL;

      colim_hom_search_set_monic (search, NULL, NULL);
      hom = colim_hom_search_find (search, &error);
      assert_null (error);
      assert_true ((hom != NULL) == item->answer);
      if (hom != NULL)
        assert_injective (hom, pattern, target);
      n_found += hom != NULL;
      n_run++;
    }
  assert_true (n_run > 30 && n_found > 5 && n_found < n_run);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (counts_are_those_of_the_table),
    cmocka_unit_test (subgraphs_are_those_that_others_found),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
