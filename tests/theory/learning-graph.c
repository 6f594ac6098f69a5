/* Learning graphs among the C-sets of their schema. */

#include <colim/colim.h>

#include "tests/theory/worked.h"

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

/* The worked morphisms */

/* A worked graph as a file of the language. */
static ColimDiagram *
read_diagram (const char *name, const ColimJson *graph)
{
  GString *text = g_string_new (NULL);
  const ColimJson *vertices = colim_json_find (graph, "vertices"), *edges = colim_json_find (graph, "edges");
  const ColimJson *relations = colim_json_find (graph, "relations");
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimText) read = NULL;
  g_autoptr (ColimTerm) term = NULL;
  g_autoptr (ColimFile) file = NULL;

  for (guint i = 0; i < colim_json_get_length (vertices); i++)
    {
      const ColimJson *vertex = colim_json_get_element (vertices, i);

      g_string_append_printf (text, "%s ⇒ %s\n", colim_json_get_string (colim_json_find (vertex, "name")),
                              colim_json_get_kind (colim_json_find (vertex, "index")) == COLIM_JSON_TRUE  ? "[]"
                              : colim_json_get_kind (colim_json_find (vertex, "loss")) == COLIM_JSON_TRUE ? "{}"
                                                                                                            : "Any");
    }
  for (guint i = 0; i < colim_json_get_length (edges); i++)
    {
      const ColimJson *edge = colim_json_get_element (edges, i);

      g_string_append_printf (text, "%s : %s → %s\n", colim_json_get_string (colim_json_find (edge, "name")),
                              colim_json_get_string (colim_json_find (edge, "src")), colim_json_get_string (colim_json_find (edge, "tgt")));
    }
  for (guint i = 0; i < colim_json_get_length (relations); i++)
    for (guint side = 0; side < 2; side++)
      {
        const ColimJson *path = colim_json_find (colim_json_get_element (relations, i), side == 0 ? "lhs" : "rhs");

        for (guint k = 0; k < colim_json_get_length (path); k++)
          g_string_append_printf (text, "%s%s", k > 0 ? " · " : "", colim_json_get_string (colim_json_get_element (path, k)));
        g_string_append (text, side == 0 ? " ≤ " : "\n");
      }
  read = colim_text_new (name, text->str, -1);
  g_string_free (text, TRUE);
  term = colim_parse_file (read, diagnostics);
  file = colim_file_new (read, term, diagnostics);
  assert_non_null (file);

  return colim_diagram_ref (colim_file_get_diagram (file, 0));
}

static void
check_morphism (const ColimJson *fact)
{
  const ColimJson *source = colim_json_find (fact, "source"), *target = colim_json_find (fact, "target");
  const ColimJson *images = colim_json_find (fact, "map"), *expect = colim_json_find (fact, "expect");
  g_autoptr (ColimDiagram) from = read_diagram ("source", source);
  g_autoptr (ColimDiagram) to = read_diagram ("target", target);
  ColimFinFunction *maps[2];
  gboolean relations;
  ColimVerdict order;

  for (guint side = 0; side < 2; side++)
    {
      const char *key = side == 0 ? "vertices" : "edges";
      const ColimJson *list = colim_json_find (source, key), *others = colim_json_find (target, key);
      guint n = colim_json_get_length (list);
      g_autofree gint32 *values = g_new (gint32, n + 1);

      for (guint i = 0; i < n; i++)
        {
          const char *name = colim_json_get_string (colim_json_find (colim_json_get_element (list, i), "name"));

          values[i] = find_named (others, colim_json_get_string (colim_json_find (images, name)));
        }
      maps[side] = colim_fin_function_new (values, n, (gint32) colim_json_get_length (others), NULL);
    }
  assert_true (colim_learning_graph_check_map (colim_diagram_get_graph (from), colim_diagram_get_graph (to), maps[0], maps[1], 1000,
                                               &relations, &order, NULL));
  assert_int_equal (relations, colim_json_get_kind (colim_json_find (expect, "generator_preserving")) == COLIM_JSON_TRUE);
  assert_int_equal (order == COLIM_VERDICT_YES, colim_json_get_kind (colim_json_find (expect, "order_preserving")) == COLIM_JSON_TRUE);
  colim_fin_function_unref (maps[0]);
  colim_fin_function_unref (maps[1]);
}

static void
morphisms_are_as_worked_out (void **state)
{
  assert_int_equal (for_all_facts ("morphism", check_morphism), 2);
}

/* Two edges a, b and maybe a ≤ b: the identity forgets or makes the relation (the case LD-084 is the second). */
static void
what_is_no_morphism_is_told (void **state)
{
  g_autoptr (ColimText) text
    = colim_text_new ("d", "diagram A { N ⇒ []; Y ⇒ {}; a : N → Y; b : N → Y; a ≤ b }\ndiagram B { N ⇒ []; Y ⇒ {}; a : N → Y; b : N → Y }", -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  g_autoptr (ColimFile) file = colim_file_new (text, term, diagnostics);
  ColimCSet *a = colim_diagram_get_graph (colim_file_get_diagram (file, 0)), *b = colim_diagram_get_graph (colim_file_get_diagram (file, 1));
  g_autoptr (ColimFinFunction) identity = colim_fin_function_new_identity (2);
  g_autoptr (ColimFinFunction) swap = colim_fin_function_new ((gint32[]) { 1, 0 }, 2, 2, NULL);
  g_autoptr (ColimFinFunction) none = colim_fin_function_new_identity (1);
  g_autoptr (GError) error = NULL;
  gboolean relations;
  ColimVerdict order;

  assert_true (colim_learning_graph_check_map (b, a, identity, identity, 100, &relations, &order, NULL));
  assert_true (relations && order == COLIM_VERDICT_YES);
  assert_true (colim_learning_graph_check_map (a, b, identity, identity, 100, &relations, &order, NULL));
  assert_true (!relations && order == COLIM_VERDICT_NO);
  assert_true (colim_learning_graph_check_map (a, a, identity, swap, 100, &relations, &order, NULL));
  assert_true (!relations && order == COLIM_VERDICT_NO);
  assert_false (colim_learning_graph_check_map (a, b, swap, identity, 100, NULL, NULL, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_NATURAL, "the ends of edge 0 do not go to the ends of edge 0, its image");
  g_clear_error (&error);
  assert_false (colim_learning_graph_check_map (a, b, none, identity, 100, NULL, NULL, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE, "the functions do not run between the vertices and edges of the two graphs");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (kinds_and_relations_read_back),
    cmocka_unit_test (edges_into_indexing_vertices_come_from_such),
    cmocka_unit_test (steps_that_make_no_paths_are_refused),
    cmocka_unit_test (morphisms_are_as_worked_out),
    cmocka_unit_test (what_is_no_morphism_is_told),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
