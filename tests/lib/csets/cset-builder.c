/* The builder against a model: graphs as plain arrays of pairs. */

#include <colim/cset-builder.h>

#include "tests/lib/csets/random-cset.h"

#define MOST 64

typedef struct {
  gint32 n;
  gint32 m;
  gint32 ends[2][MOST]; /* -1: undefined */
} Model;

static const char *const ends[] = { "src", "tgt" };

static void
remove_vertex (Model *model, gint32 v)
{
  gint32 last = --model->n;

  for (guint end = 0; end < 2; end++)
    for (gint32 e = 0; e < model->m; e++)
      if (model->ends[end][e] == v)
        model->ends[end][e] = -1;
      else if (model->ends[end][e] == last)
        model->ends[end][e] = v;
}

static void
remove_edge (Model *model, gint32 e)
{
  model->m--;
  for (guint end = 0; end < 2; end++)
    model->ends[end][e] = model->ends[end][model->m];
}

static void
assert_same (ColimCSetBuilder *builder, const Model *model)
{
  assert_int_equal (colim_cset_builder_get_n_parts (builder, "V", NULL), model->n);
  assert_int_equal (colim_cset_builder_get_n_parts (builder, "E", NULL), model->m);
  for (guint end = 0; end < 2; end++)
    {
      for (gint32 e = 0; e < model->m; e++)
        assert_int_equal (colim_cset_builder_get (builder, ends[end], e, NULL), model->ends[end][e]);
      for (gint32 v = 0; v < model->n; v++)
        {
          gsize n, k = 0;
          g_autofree gint32 *over = colim_cset_builder_incident (builder, ends[end], v, &n, NULL);

          for (gint32 e = 0; e < model->m; e++)
            if (model->ends[end][e] == v)
              {
                assert_true (k < n);
                assert_int_equal (over[k++], e);
              }
          assert_int_equal (k, n);
        }
    }
}

static void
cascade (ColimCSetBuilder *builder, Model *model, gint32 v)
{
  g_autoptr (ColimRenumbering) renumbering = colim_cset_builder_remove_cascading (builder, "V", &v, 1, NULL);
  Model before = *model;
  gint32 m = 0;

  for (gint32 e = model->m - 1; e >= 0; e--)
    if (before.ends[0][e] == v || before.ends[1][e] == v)
      remove_edge (model, e);
  remove_vertex (model, v);

  assert_int_equal (colim_renumbering_get_n_old (renumbering, 1), before.m);
  assert_int_equal (colim_renumbering_get (renumbering, 0, v), -1);
  for (gint32 e = 0; e < before.m; e++)
    {
      gint32 now = colim_renumbering_get (renumbering, 1, e);

      assert_int_equal (now < 0, before.ends[0][e] == v || before.ends[1][e] == v);
      m += now >= 0;
      for (guint end = 0; now >= 0 && end < 2; end++)
        assert_int_equal (model->ends[end][now], before.ends[end][e] < 0
                                                     ? -1
                                                     : colim_renumbering_get (renumbering, 0, before.ends[end][e]));
    }
  assert_int_equal (m, model->m);
}

static void
mutations_do_what_they_do_to_arrays (GRand *rand)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSet) shared = NULL, copy = NULL;
  Model model = { 0, };

  for (guint step = 0; step < 60; step++)
    {
      gint32 v = model.n > 0 ? g_rand_int_range (rand, 0, model.n) : -1;
      gint32 e = model.m > 0 ? g_rand_int_range (rand, 0, model.m) : -1;
      guint end = (guint) g_rand_int_range (rand, 0, 2);
      g_autoptr (ColimRenumbering) renumbering = NULL;

      switch (g_rand_int_range (rand, 0, 8))
        {
        case 0:
          assert_int_equal (colim_cset_builder_add (builder, "V", 1, NULL), model.n++);
          break;
        case 1:
          if (model.m + 2 > MOST)
            break;
          assert_int_equal (colim_cset_builder_add (builder, "E", 2, NULL), model.m);
          for (guint i = 0; i < 4; i++)
            model.ends[i % 2][model.m + (gint32) i / 2] = -1;
          model.m += 2;
          break;
        case 2:
        case 3:
        case 4:
          if (v < 0 || e < 0)
            break;
          assert_true (colim_cset_builder_set (builder, ends[end], e, v, NULL));
          model.ends[end][e] = v;
          break;
        case 5:
          if (v < 0)
            break;
          renumbering = colim_cset_builder_remove (builder, "V", (gint32[]) { v, v }, 2, NULL);
          remove_vertex (&model, v);
          break;
        case 6:
          if (e < 0)
            break;
          renumbering = colim_cset_builder_remove (builder, "E", &e, 1, NULL);
          remove_edge (&model, e);
          break;
        case 7:
          if (v >= 0 && g_rand_boolean (rand))
            cascade (builder, &model, v);
          break;
        }
      assert_same (builder, &model);
      if (shared == NULL && (shared = colim_cset_builder_end (builder, NULL)) != NULL)
        copy = colim_cset_builder_end (builder, NULL);
      if (shared != NULL)
        {
          assert_true (colim_cset_equal (shared, copy));
          assert_int_equal (colim_cset_hash (shared), colim_cset_hash (copy));
        }
    }
}

static void
a_value_does_not_change_when_its_builder_does (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", 6);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (graph);
  g_autoptr (ColimCSet) again = colim_cset_builder_end (builder, NULL);
  guint hash = colim_cset_hash (graph);

  assert_true (colim_cset_equal (graph, again));
  for (gint32 v = colim_cset_get_n_parts (graph, "V", NULL) - 1; v >= 0; v--)
    {
      g_autoptr (ColimRenumbering) renumbering = colim_cset_builder_remove_cascading (builder, "V", &v, 1, NULL);

      assert_int_equal (colim_renumbering_get (renumbering, 0, v), -1);
      colim_cset_builder_add (builder, "E", 1, NULL);
    }
  assert_int_equal (colim_cset_hash (graph), hash);
  assert_true (colim_cset_equal (graph, again));
}

static void
end_copies_no_column (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("DDS"));
  ColimCSet *cset;
  const gint32 *values;

  colim_cset_builder_add (builder, "X", 3, NULL);
  assert_true (colim_cset_builder_set_hom_values (builder, "Phi", (gint32[]) { 1, 2, 2 }, 3, NULL));
  cset = colim_cset_builder_end (builder, NULL);
  values = colim_fin_function_get_values (colim_cset_get_hom (cset, "Phi", NULL), NULL);
  colim_cset_unref (cset);
  colim_cset_builder_set (builder, "Phi", 0, 0, NULL);
  cset = colim_cset_builder_end (builder, NULL);
  assert_ptr_equal (colim_fin_function_get_values (colim_cset_get_hom (cset, "Phi", NULL), NULL), values);
  assert_int_equal (values[0], 0);
  colim_cset_unref (cset);
}

/* acsets.rem_part_2 of the facts. */
static void
the_last_part_moves_into_the_hole (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("DDS"));
  g_autoptr (ColimRenumbering) renumbering = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "X", 3, NULL);
  colim_cset_builder_set_hom_values (builder, "Phi", (gint32[]) { 1, 2, 2 }, 3, NULL);
  renumbering = colim_cset_builder_remove (builder, "X", (gint32[]) { 1 }, 1, NULL);
  assert_int_equal (colim_cset_builder_get (builder, "Phi", 0, NULL), -1);
  assert_int_equal (colim_cset_builder_get (builder, "Phi", 1, NULL), 1);
  assert_int_equal (colim_renumbering_get (renumbering, 0, 2), 1);
  assert_null (colim_cset_builder_end (builder, &error));
  assert_colim_error (error, COLIM_ERROR_UNDEFINED, "'Phi' of part 0 of 'X' is undefined");
}

static void
attributes_are_read_as_they_were_written (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (GError) variable = NULL, type = NULL, range = NULL;
  double weight;
  gint64 whole;

  colim_cset_builder_add (builder, "V", 1, NULL);
  colim_cset_builder_add (builder, "E", 3, NULL);
  colim_cset_builder_set_hom_values (builder, "src", (gint32[]) { 0, 0, 0 }, 3, NULL);
  colim_cset_builder_set_hom_values (builder, "tgt", (gint32[]) { 0, 0, 0 }, 3, NULL);
  assert_false (colim_cset_builder_set_variable (builder, "weight", 0, 0, &range));
  assert_colim_error (range, COLIM_ERROR_OUT_OF_RANGE, "'Weight' has 0 variables, there is no variable 0");
  colim_cset_builder_add_variables (builder, "Weight", 1, NULL);
  colim_cset_builder_set_variable (builder, "weight", 0, 0, NULL);
  colim_cset_builder_set_double (builder, "weight", 1, 2, NULL);
  colim_cset_builder_set_string (builder, "weight", 2, "heavy", NULL);
  graph = colim_cset_builder_end (builder, NULL);
  assert_int_equal (colim_cset_get_variable (graph, "weight", 0, NULL), 0);
  assert_false (colim_cset_get_double (graph, "weight", 0, &weight, &variable));
  assert_colim_error (variable, COLIM_ERROR_TYPE, "'weight' of part 0 is variable 0, no constant");
  assert_true (colim_cset_get_double (graph, "weight", 1, &weight, NULL));
  assert_true (weight == 2);
  assert_false (colim_cset_get_int (graph, "weight", 2, &whole, &type));
  assert_colim_error (type, COLIM_ERROR_TYPE, "'weight' of part 2 is \"heavy\", no integer");
  assert_string_equal (colim_cset_get_string (graph, "weight", 2, NULL), "heavy");
}

static void
equations_are_enforced (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("ReflexiveGraph"));
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "V", 2, NULL);
  colim_cset_builder_add (builder, "E", 2, NULL);
  colim_cset_builder_set_hom_values (builder, "src", (gint32[]) { 0, 1 }, 2, NULL);
  colim_cset_builder_set_hom_values (builder, "tgt", (gint32[]) { 0, 0 }, 2, NULL);
  colim_cset_builder_set_hom_values (builder, "refl", (gint32[]) { 0, 1 }, 2, NULL);
  assert_null (colim_cset_builder_end (builder, &error));
  assert_colim_error (error, COLIM_ERROR_EQUATION_VIOLATED,
                      "'refl >> tgt = id' does not hold at part 1 of 'V': 0 is not 1");
}

static void
what_a_user_gets_wrong_is_named (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (GError) name = NULL, part = NULL, values = NULL, length = NULL, many = NULL;

  assert_int_equal (colim_cset_builder_add (builder, "W", 1, &name), -1);
  assert_colim_error (name, COLIM_ERROR_UNKNOWN_NAME, "no object 'W' in the schema");
  colim_cset_builder_add (builder, "E", 1, NULL);
  assert_false (colim_cset_builder_set (builder, "src", 0, 0, &part));
  assert_colim_error (part, COLIM_ERROR_OUT_OF_RANGE, "'V' has 0 parts, there is no part 0");
  assert_false (colim_cset_builder_set_hom_values (builder, "src", (gint32[]) { 4 }, 1, &values));
  assert_colim_error (values, COLIM_ERROR_OUT_OF_RANGE, "in 'src': value 4 at 0 is not in a set of 0 elements");
  assert_false (colim_cset_builder_set_hom_values (builder, "src", NULL, 0, &length));
  assert_colim_error (length, COLIM_ERROR_OUT_OF_RANGE, "0 values for 'src', but 'E' has 1 parts");
  assert_int_equal (colim_cset_builder_add (builder, "E", G_MAXINT32, &many), -1);
  assert_colim_error (many, COLIM_ERROR_TOO_LARGE, "'E' cannot have more than 2147483647 parts");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (mutations_do_what_they_do_to_arrays),
    property_test (a_value_does_not_change_when_its_builder_does),
    cmocka_unit_test (end_copies_no_column),
    cmocka_unit_test (the_last_part_moves_into_the_hole),
    cmocka_unit_test (attributes_are_read_as_they_were_written),
    cmocka_unit_test (equations_are_enforced),
    cmocka_unit_test (what_a_user_gets_wrong_is_named),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
