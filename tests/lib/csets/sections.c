/* The limit and the colimit of a C-set against homomorphisms from the terminal one, and against a walk. */

#include <colim/components.h>
#include <colim/elements.h>
#include <colim/hom-search.h>
#include <colim/limit.h>
#include <colim/sections.h>

#include "tests/lib/csets/random-cset.h"

static void
sections_are_homs_from_the_terminal_cset (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "Graph", 8);
  g_autoptr (ColimFinLimit) limit = colim_cset_take_limit (graph, NULL);
  g_autoptr (ColimLimit) terminal = colim_limit_new_terminal (colim_cset_get_schema (graph));
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (colim_limit_get_apex (terminal), graph);
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
  g_autofree char *digits = colim_natural_to_string (count);
  g_autofree char *expected = NULL;

  assert_non_null (limit);
  expected = g_strdup_printf ("%d", colim_fin_limit_get_apex (limit));
  assert_string_equal (digits, expected);
  for (gint32 i = 0; i < colim_fin_limit_get_apex (limit); i++)
    {
      gint32 v = colim_fin_function_apply (colim_fin_limit_get_leg (limit, 0), i);
      gint32 e = colim_fin_function_apply (colim_fin_limit_get_leg (limit, 1), i);

      assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (graph, "src", NULL), e), v);
      assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (graph, "tgt", NULL), e), v);
    }
}

static void
components_are_those_of_the_elements (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", 12);
  g_autoptr (ColimFinColimit) colimit = colim_cset_take_colimit (graph, NULL);
  g_autoptr (ColimQuiver) elements = colim_cset_list_elements (graph, NULL);
  g_autoptr (ColimFinFunction) components = colim_quiver_find_components (elements);
  gint32 n_vertices = colim_cset_get_n_parts (graph, "V", NULL);

  assert_int_equal (colim_fin_colimit_get_apex (colimit), colim_fin_function_get_codom (components));
  for (gint32 v = 0; v < n_vertices; v++)
    for (gint32 w = 0; w < n_vertices; w++)
      assert_int_equal (colim_fin_function_apply (components, v) == colim_fin_function_apply (components, w),
                        colim_fin_function_apply (colim_fin_colimit_get_leg (colimit, 0), v)
                            == colim_fin_function_apply (colim_fin_colimit_get_leg (colimit, 0), w));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (sections_are_homs_from_the_terminal_cset),
    property_test (components_are_those_of_the_elements),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
