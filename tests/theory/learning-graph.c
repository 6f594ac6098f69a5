/* Learning graphs among the C-sets of their schema. */

#include <colim/learning-graph.h>

#include "tests/property.h"

static ColimCSetBuilder *
make_square (ColimVertexKind last)
{
  ColimCSetBuilder *builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  gint32 n = colim_learning_graph_add_vertex (builder, COLIM_VERTEX_INDEX);
  gint32 x = colim_learning_graph_add_vertex (builder, COLIM_VERTEX_OPEN);
  gint32 y = colim_learning_graph_add_vertex (builder, last);

  colim_learning_graph_add_edge (builder, n, x);
  colim_learning_graph_add_edge (builder, x, y);
  colim_learning_graph_add_edge (builder, n, y);

  return builder;
}

static void
kinds_and_relations_read_back (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = make_square (COLIM_VERTEX_LOSS);
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((gint32[]) { 0, 1, 0 }, 3, 3, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((gint32[]) { 1, 2, 2 }, 3, 3, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (src, tgt, NULL);
  g_autoptr (ColimPath) p = colim_path_new (quiver, (gint32[]) { 0, 1 }, 2, NULL);
  g_autoptr (ColimPath) q = colim_path_new (quiver, (gint32[]) { 2 }, 1, NULL);
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (ColimQuiver) own = NULL;
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  colim_learning_graph_add_relation (builder, p, q);
  graph = colim_cset_builder_end (builder, NULL);
  assert_true (colim_learning_graph_check (graph, NULL));
  assert_int_equal (colim_learning_graph_get_kind (graph, 0), COLIM_VERTEX_INDEX);
  assert_int_equal (colim_learning_graph_get_kind (graph, 1), COLIM_VERTEX_OPEN);
  assert_int_equal (colim_learning_graph_get_kind (graph, 2), COLIM_VERTEX_LOSS);
  own = colim_learning_graph_get_quiver (graph, NULL);
  assert_true (colim_learning_graph_list_relations (graph, own, lesser, greater, NULL));
  assert_int_equal (lesser->len, 1);
  assert_true (colim_path_equal (g_ptr_array_index (lesser, 0), p));
  assert_true (colim_path_equal (g_ptr_array_index (greater, 0), q));
}

static void
edges_into_indexing_vertices_come_from_such (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = make_square (COLIM_VERTEX_INDEX);
  g_autoptr (ColimCSet) graph = colim_cset_builder_end (builder, NULL);
  g_autoptr (GError) error = NULL;

  assert_false (colim_learning_graph_check (graph, &error));
  assert_colim_error (error, COLIM_ERROR_INVALID,
                      "edge 1 runs from vertex 1, which is no indexing vertex, to the indexing vertex 2");
}

static void
steps_that_make_no_paths_are_refused (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = make_square (COLIM_VERTEX_LOSS);
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "R", 1, NULL);
  colim_cset_builder_set (builder, "dom", 0, 0, NULL);
  colim_cset_builder_set (builder, "cod", 0, 2, NULL);
  colim_cset_builder_set_int (builder, "llen", 0, 1, NULL);
  colim_cset_builder_set_int (builder, "rlen", 0, 1, NULL);
  graph = colim_cset_builder_end (builder, NULL);
  assert_false (colim_learning_graph_check (graph, &error));
  assert_colim_error (error, COLIM_ERROR_INVALID, "relation 0 has 0 steps, not one for each position");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (kinds_and_relations_read_back),
    cmocka_unit_test (edges_into_indexing_vertices_come_from_such),
    cmocka_unit_test (steps_that_make_no_paths_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
