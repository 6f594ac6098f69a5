/* Queries that make C-sets against nested loops: which tuples a case has, in which order, and where homs and attributes
 * send them.  With one case and one generator everywhere they are Δ. */

#include <colim/duc-query.h>

#include "tests/lib/csets/functors.h"
#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/random-cset.h"

#define BUDGET 1000000

static const char *const none[] = { NULL }, *const src[] = { "src", NULL }, *const tgt[] = { "tgt", NULL };

#define tell(call)                                                                                                     \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (GError) told = NULL;                                                                                    \
    gboolean done = call;                                                                                              \
    g_assert_no_error (told);                                                                                          \
    assert_true (done);                                                                                                \
  }                                                                                                                    \
  G_STMT_END

static void
pulling_back_is_a_query (GRand *rand)
{
  static const FunctorRow rows[] = {
    { "Graph", "ReflexiveGraph", "V V, E E", "src src, tgt tgt" },
    { "Graph", "Graph", "V V, E V", "src, tgt" },
    { "LSet", "WeightedGraph", "X E", "f weight" },
    { "LSet", "LabeledGraph", "X E", "f src label" },
    { "Arrow", "ComposeT", "A W, B Z", "f g h i" },
    { "A2", "LSet", "X X", "f f, g f" },
    { "DDS", "DDS42", "X X", "Phi Phi Phi" },
  };
  g_autoptr (ColimFunctor) functor = functor_new (&rows[g_rand_int_range (rand, 0, G_N_ELEMENTS (rows))]);
  ColimSchema *dom = colim_functor_get_dom (functor), *codom = colim_functor_get_codom (functor);
  gint32 n_homs = colim_schema_get_n_homs (dom), n_arrows = n_homs + colim_schema_get_n_attrs (dom);
  g_autoptr (ColimDucQuery) query = colim_duc_query_new (codom, dom);
  g_autoptr (ColimCSet) from = random_model (rand, codom, 4);
  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (functor, from, NULL), found = NULL;
  g_autoptr (GError) error = NULL;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom); ob++)
    {
      const char *name = colim_schema_get_object_name (dom, ob);
      const char *image = colim_schema_get_object_name (codom, colim_functor_apply (functor, ob));

      tell (colim_duc_query_add_case (query, name, "only", &told));
      tell (colim_duc_query_add_generator (query, name, "only", "x", image, &told));
    }
  for (gint32 arrow = 0; arrow < n_arrows; arrow++)
    {
      g_autoptr (GPtrArray) path = g_ptr_array_new ();
      gsize n;
      const gint32 *steps = colim_functor_get_path (functor, arrow, &n);
      gint32 n_codom_homs = colim_schema_get_n_homs (codom);

      for (gsize i = 0; i < n; i++)
        g_ptr_array_add (path, (gpointer) (steps[i] < n_codom_homs
                                               ? colim_schema_get_hom_name (codom, steps[i])
                                               : colim_schema_get_attr_name (codom, steps[i] - n_codom_homs)));
      g_ptr_array_add (path, NULL);
      if (arrow >= n_homs)
        tell (colim_duc_query_set_attr (query, colim_schema_get_attr_name (dom, arrow - n_homs), "only", "x",
                                        (const char *const *) path->pdata, &told));
      else
        {
          tell (colim_duc_query_send_case (query, colim_schema_get_hom_name (dom, arrow), "only", "only", &told));
          tell (colim_duc_query_send_generator (query, colim_schema_get_hom_name (dom, arrow), "only", "x", "x",
                                                (const char *const *) path->pdata, &told));
        }
    }
  found = colim_duc_query_evaluate (query, from, BUDGET, &error);
  g_assert_no_error (error);
  assert_true (colim_cset_equal (found, pulled));
}

/* Vertices, then edges, as vertices; as edges the loops, from their vertex to themselves, then all paths of two edges
 * with one weight, from one edge to the other. */
static ColimDucQuery *
make_query (void)
{
  static const char *const weight[] = { "weight", NULL };
  ColimSchema *schema = colim_schema_find_builtin ("WeightedGraph");
  ColimDucQuery *query = colim_duc_query_new (schema, schema);

  tell (colim_duc_query_add_case (query, "V", "vertex", &told));
  tell (colim_duc_query_add_generator (query, "V", "vertex", "v", "V", &told));
  tell (colim_duc_query_add_case (query, "V", "edge", &told));
  tell (colim_duc_query_add_generator (query, "V", "edge", "e", "E", &told));
  tell (colim_duc_query_add_case (query, "E", "loop", &told));
  tell (colim_duc_query_add_generator (query, "E", "loop", "l", "E", &told));
  tell (colim_duc_query_add_equation (query, "E", "loop", "l", src, "l", tgt, &told));
  tell (colim_duc_query_add_case (query, "E", "path", &told));
  tell (colim_duc_query_add_generator (query, "E", "path", "d", "E", &told));
  tell (colim_duc_query_add_generator (query, "E", "path", "e", "E", &told));
  tell (colim_duc_query_add_equation (query, "E", "path", "d", tgt, "e", src, &told));
  tell (colim_duc_query_add_equation (query, "E", "path", "e", weight, "d", weight, &told));
  tell (colim_duc_query_send_case (query, "src", "loop", "vertex", &told));
  tell (colim_duc_query_send_generator (query, "src", "loop", "v", "l", src, &told));
  tell (colim_duc_query_send_case (query, "tgt", "loop", "edge", &told));
  tell (colim_duc_query_send_generator (query, "tgt", "loop", "e", "l", none, &told));
  tell (colim_duc_query_send_case (query, "src", "path", "edge", &told));
  tell (colim_duc_query_send_generator (query, "src", "path", "e", "d", none, &told));
  tell (colim_duc_query_send_case (query, "tgt", "path", "edge", &told));
  tell (colim_duc_query_send_generator (query, "tgt", "path", "e", "e", none, &told));
  tell (colim_duc_query_set_attr (query, "weight", "loop", "l", weight, &told));
  tell (colim_duc_query_set_attr (query, "weight", "path", "d", weight, &told));

  return query;
}

static gint32
get (ColimCSet *cset, gint32 hom, gint32 part)
{
  return colim_fin_function_apply (colim_cset_get_hom_at (cset, hom), part);
}

static gboolean
same_weight (ColimCSet *a, gint32 x, ColimCSet *b, gint32 y)
{
  gint32 v = colim_cset_get_variable_at (a, 0, x), w = colim_cset_get_variable_at (b, 0, y);
  gint64 first, second;

  if (v >= 0 || w >= 0)
    return v == w;

  return colim_cset_get_int (a, "weight", x, &first, NULL) && colim_cset_get_int (b, "weight", y, &second, NULL)
         && first == second;
}

static void
tuples_are_those_of_nested_loops (GRand *rand)
{
  g_autoptr (ColimDucQuery) query = make_query ();
  g_autoptr (ColimCSet) from = random_graph (rand, "WeightedGraph", 8), found = NULL;
  gint32 n_vertices = colim_cset_get_n_parts (from, "V", NULL), n_edges = colim_cset_get_n_parts (from, "E", NULL);
  gint32 edge = 0;
  g_autoptr (GError) error = NULL;

  found = colim_duc_query_evaluate (query, from, BUDGET, &error);
  g_assert_no_error (error);
  assert_int_equal (colim_cset_get_n_parts (found, "V", NULL), n_vertices + n_edges);
  assert_int_equal (colim_cset_get_n_variables_at (found, 0), colim_cset_get_n_variables_at (from, 0));
  for (gint32 l = 0; l < n_edges; l++)
    if (get (from, 0, l) == get (from, 1, l))
      {
        assert_int_equal (get (found, 0, edge), get (from, 0, l));
        assert_int_equal (get (found, 1, edge), n_vertices + l);
        assert_true (same_weight (found, edge++, from, l));
      }
  for (gint32 e = 0; e < n_edges; e++)
    for (gint32 d = 0; d < n_edges; d++)
      if (get (from, 1, d) == get (from, 0, e) && same_weight (from, d, from, e))
        {
          assert_int_equal (get (found, 0, edge), n_vertices + d);
          assert_int_equal (get (found, 1, edge), n_vertices + e);
          assert_true (same_weight (found, edge++, from, e));
        }
  assert_int_equal (colim_cset_get_n_parts (found, "E", NULL), edge);
}

static void
what_was_not_said_is_named (void **state)
{
  ColimSchema *graph = colim_schema_find_builtin ("Graph");
  g_autoptr (ColimDucQuery) query = colim_duc_query_new (graph, graph);
  g_autoptr (ColimCSet) path = graph_new_path (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) empty = colim_duc_query_evaluate (query, path, BUDGET, NULL), found = NULL;

  assert_int_equal (colim_cset_get_n_parts (empty, "V", NULL), 0);
  tell (colim_duc_query_add_case (query, "E", "p", &told));
  tell (colim_duc_query_add_generator (query, "E", "p", "e", "E", &told));
  assert_null (colim_duc_query_evaluate (query, path, BUDGET, &error));
  assert_colim_error (error, COLIM_ERROR_UNDEFINED, "nothing says where 'src' sends the case 'p'");
  g_clear_error (&error);
  tell (colim_duc_query_add_case (query, "V", "loop", &told));
  tell (colim_duc_query_add_generator (query, "V", "loop", "l", "E", &told));
  tell (colim_duc_query_add_equation (query, "V", "loop", "l", src, "l", tgt, &told));
  tell (colim_duc_query_send_case (query, "src", "p", "loop", &told));
  tell (colim_duc_query_send_case (query, "tgt", "p", "loop", &told));
  assert_null (colim_duc_query_evaluate (query, path, BUDGET, &error));
  assert_colim_error (error, COLIM_ERROR_UNDEFINED,
                      "nothing says what 'src' of the case 'p' has at the generator 'l'");
  g_clear_error (&error);
  tell (colim_duc_query_send_generator (query, "src", "p", "l", "e", none, &told));
  tell (colim_duc_query_send_generator (query, "tgt", "p", "l", "e", none, &told));
  assert_null (colim_duc_query_evaluate (query, path, BUDGET, &error));
  assert_colim_error (error, COLIM_ERROR_EQUATION_VIOLATED,
                      "'src' sends a part of case 'p' to what breaks an equation of case 'loop'");
  g_clear_error (&error);
  tell (colim_duc_query_add_equation (query, "E", "p", "e", src, "e", tgt, &told));
  found = colim_duc_query_evaluate (query, path, BUDGET, &error);
  g_assert_no_error (error);
  assert_true (colim_cset_equal (found, empty));
}

static void
what_makes_no_sense_is_refused (void **state)
{
  ColimSchema *graph = colim_schema_find_builtin ("Graph");
  g_autoptr (ColimDucQuery) query = colim_duc_query_new (graph, graph);
  g_autoptr (ColimCSet) path = graph_new_path (1000);
  g_autoptr (GError) error = NULL;

  tell (colim_duc_query_add_case (query, "V", "v", &told));
  assert_false (colim_duc_query_add_case (query, "V", "v", &error));
  assert_colim_error (error, COLIM_ERROR_DUPLICATE_NAME, "'V' has a case 'v' already");
  g_clear_error (&error);
  tell (colim_duc_query_add_generator (query, "V", "v", "x", "V", &told));
  assert_false (colim_duc_query_add_generator (query, "V", "v", "x", "E", &error));
  assert_colim_error (error, COLIM_ERROR_DUPLICATE_NAME, "the case 'v' has a generator 'x' already");
  g_clear_error (&error);
  assert_false (colim_duc_query_add_equation (query, "V", "v", "x", src, "x", none, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE,
                      "'src' is no hom or attribute that starts where what is before it on the path from 'x' ends");
  g_clear_error (&error);
  tell (colim_duc_query_add_generator (query, "V", "v", "e", "E", &told));
  assert_false (colim_duc_query_add_equation (query, "V", "v", "e", none, "x", none, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_PARALLEL,
                      "the paths from 'e' and 'x' do not end at the same object or attribute type");
  g_clear_error (&error);
  assert_false (colim_duc_query_send_case (query, "src", "v", "v", &error));
  assert_colim_error (error, COLIM_ERROR_UNKNOWN_NAME, "'E' has no case 'v'");
  g_clear_error (&error);
  assert_null (colim_duc_query_evaluate (query, path, 500000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET,
                      "over 'V', case 'v': the limit has 999000 elements, each of 2 entries, and the budget has 498001 left");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (pulling_back_is_a_query),
    property_test (tuples_are_those_of_nested_loops),
    cmocka_unit_test (what_was_not_said_is_named),
    cmocka_unit_test (what_makes_no_sense_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
