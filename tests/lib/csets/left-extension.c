/* Σ is left adjoint to Δ: homomorphisms from ΣX are those from X to what is pulled back, which are counted by search;
 * the unit, the counit and the universal map are what that makes them.  Known cases: pushouts, quotients, free
 * symmetric and reflexive graphs, free actions of groups; and what is infinite takes its budget. */

#include <colim/left-extension.h>

#include "tests/lib/csets/functors.h"
#include "tests/lib/csets/graphs.h"

#define BUDGET 100000

static const FunctorRow rows[] = {
  { "Graph", "ReflexiveGraph", "V V, E E", "src src, tgt tgt" },
  { "Graph", "SymmetricGraph", "V V, E E", "src src, tgt tgt" },
  { "Graph", "SymmetricReflexiveGraph", "V V, E E", "src tgt, tgt src" },
  { "Graph", "Graph", "V V, E V", "src, tgt" },
  { "One", "Graph", "I V", "" },
  { "One", "Graph", "I E", "" },
  { "One", "DDS42", "I X", "" },
  { "Set", "S3", "X G", "" },
  { "Set", "Quaternions", "X G", "" },
  { "Likes", "Connections", "Like Connection, Person Connection", "likee, liker" },
  { "SpanSch", "SquareQ", "A A, B B, C C", "f f, g g" },
  { "CoSpanSch", "SquareP", "B B, C C, D D", "f f, g g" },
  { "DDS", "DDS", "X X", "Phi Phi Phi" },
  { "DDS", "DDS42", "X X", "Phi Phi" },
  { "DDS", "Loop", "X X", "Phi x x" },
  { "DDS", "Cyclic4", "X G", "Phi f f" },
  { "Cyclic4", "Dihedral2", "G G", "f r s" },
  { "Arrow", "Graph", "A E, B V", "f tgt" },
  { "SchoolFree", "School", "TA TA, Student Student, Faculty Faculty, Person Person",
    "t_s t_s, t_f t_f, s_p s_p, f_p f_p" },
  { "Arrow", "ComposeT", "A W, B Z", "f g h i" },
  { "LSet", "A2", "X X", "f f" },
  { "A2", "LSet", "X X", "f f, g f" },
  { "LSet", "WeightedGraph", "X E", "f weight" },
  { "LSet", "LabeledGraph", "X E", "f src label" },
  { "VELabeledGraph", "LabeledGraph", "V V, E E", "src src, tgt tgt, vlabel label, elabel tgt label" },
  { "LabeledDDS", "LabeledGraph", "X V", "Phi, label label" },
  { "Graph", "WGlob", "V V, E E", "src src, tgt tgt" },
  { "WeightedGraph", "WGlob", "V V, E E", "src src, tgt tgt, weight weight" },
};

/* A functor, and a C-set at its start all of whose variables are used. */
typedef struct {
  ColimFunctor *functor;
  ColimCSet *from;
  ColimLeftExtension *extension; /* NULL: constants would be one */
} Case;

static ColimCSet *
random_used (GRand *rand, ColimSchema *schema, gint32 most)
{
  while (TRUE)
    {
      g_autoptr (ColimCSet) cset = random_model (rand, schema, most);
      gboolean is_used = TRUE;

      for (gint32 t = 0; t < colim_schema_get_n_attr_types (schema); t++)
        for (gint32 v = 0; v < colim_cset_get_n_variables_at (cset, t); v++)
          {
            gboolean found = FALSE;

            for (gint32 a = 0; a < colim_schema_get_n_attrs (schema); a++)
              for (gint32 x = 0; x < colim_cset_get_n_parts_at (cset, colim_schema_get_attr_dom (schema, a)); x++)
                found = found || (colim_schema_get_attr_codom (schema, a) == t
                                  && colim_cset_get_variable_at (cset, a, x) == v);
            is_used = is_used && found;
          }
      if (is_used)
        return g_steal_pointer (&cset);
    }
}

static void
case_init (Case *self, GRand *rand)
{
  g_autoptr (GError) error = NULL;

  self->functor = functor_new (&rows[g_rand_int_range (rand, 0, G_N_ELEMENTS (rows))]);
  self->from = random_used (rand, colim_functor_get_dom (self->functor), 3);
  self->extension = colim_left_extension_new (self->functor, self->from, BUDGET, &error);
  if (self->extension == NULL)
    assert_int_equal (error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
}

static void
case_clear (Case *self)
{
  colim_functor_unref (self->functor);
  colim_cset_unref (self->from);
  g_clear_pointer (&self->extension, colim_left_extension_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
sigma_is_left_adjoint (GRand *rand)
{
  g_auto (Case) c = { 0, };

  case_init (&c, rand);
  if (c.extension != NULL)
    assert_true (colim_cset_check (colim_left_extension_get_cset (c.extension), NULL));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (ColimCSet) to = random_model (rand, colim_functor_get_codom (c.functor), 3);
      g_autoptr (ColimCSet) pulled = colim_functor_pull_back (c.functor, to, NULL);
      guint64 n = c.extension != NULL ? count_homs (colim_left_extension_get_cset (c.extension), to) : 0;

      assert_int_equal (n, count_homs (c.from, pulled));
    }
}

static gboolean
check_factor (ColimHom *hom, gpointer data)
{
  ColimLeftExtension *extension = ((gpointer *) data)[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimHom) factor = colim_left_extension_factor (extension, hom, ((gpointer *) data)[1], &error);
  g_autoptr (ColimHom) pulled = NULL, composite = NULL;

  g_assert_no_error (error);
  pulled = colim_functor_pull_back_hom (colim_left_extension_get_functor (extension), factor, &error);
  g_assert_no_error (error);
  composite = colim_hom_compose (colim_left_extension_get_unit (extension), pulled, &error);
  g_assert_no_error (error);
  assert_true (colim_hom_equal (composite, hom));

  return TRUE;
}

static void
homomorphisms_factor_through_the_unit (GRand *rand)
{
  g_auto (Case) c = { 0, };
  g_autoptr (ColimCSet) to = NULL, pulled = NULL;
  g_autoptr (ColimHomSearch) search = NULL;

  case_init (&c, rand);
  if (c.extension == NULL)
    return;
  to = random_model (rand, colim_functor_get_codom (c.functor), 3);
  pulled = colim_functor_pull_back (c.functor, to, NULL);
  search = colim_hom_search_new (c.from, pulled);
  assert_true (
      colim_hom_search_foreach (search, check_factor, (gpointer[]) { c.extension, to }, NULL));
}

static gboolean
is_identity (ColimHom *hom)
{
  g_autoptr (ColimHom) identity = colim_hom_new_identity (colim_hom_get_dom (hom));

  return colim_hom_equal (hom, identity);
}

/* Σ η then ε, and η then Δ ε, are identities. */
static void
unit_and_counit_are_zigzags (GRand *rand)
{
  g_auto (Case) c = { 0, };
  g_autoptr (GError) error = NULL;

  case_init (&c, rand);
  if (c.extension != NULL)
    {
      ColimCSet *sigma = colim_left_extension_get_cset (c.extension);
      ColimHom *unit = colim_left_extension_get_unit (c.extension);
      g_autoptr (ColimLeftExtension) twice
          = colim_left_extension_new (c.functor, colim_hom_get_codom (unit), BUDGET, &error);
      g_autoptr (ColimHom) mapped = NULL, counit = NULL, composite = NULL;

      g_assert_no_error (error);
      mapped = colim_left_extension_map (c.extension, unit, twice, &error);
      g_assert_no_error (error);
      counit = colim_left_extension_make_counit (c.functor, sigma, BUDGET, &error);
      g_assert_no_error (error);
      composite = colim_hom_compose (mapped, counit, &error);
      g_assert_no_error (error);
      assert_true (is_identity (composite));
    }
  {
    g_autoptr (ColimCSet) to = random_model (rand, colim_functor_get_codom (c.functor), 3);
    g_autoptr (ColimCSet) pulled = colim_functor_pull_back (c.functor, to, NULL);
    g_autoptr (ColimLeftExtension) extension = colim_left_extension_new (c.functor, pulled, BUDGET, &error);
    g_autoptr (ColimHom) counit = NULL, mapped = NULL, composite = NULL;

    g_assert_no_error (error);
    counit = colim_left_extension_make_counit (c.functor, to, BUDGET, &error);
    g_assert_no_error (error);
    mapped = colim_functor_pull_back_hom (c.functor, counit, &error);
    composite = colim_hom_compose (colim_left_extension_get_unit (extension), mapped, &error);
    g_assert_no_error (error);
    assert_true (is_identity (composite));
  }
}

static void
sigma_is_functorial (GRand *rand)
{
  g_auto (Case) c = { 0, };
  ColimSchema *schema;
  g_autoptr (ColimCSet) second = NULL, third = NULL;
  g_autoptr (ColimHom) f = NULL, g = NULL, identity = NULL;
  g_autoptr (ColimLeftExtension) to_second = NULL, to_third = NULL;
  g_autoptr (ColimHom) both = NULL, one = NULL, other = NULL, composite = NULL, mapped = NULL, same = NULL;

  case_init (&c, rand);
  schema = colim_functor_get_dom (c.functor);
  if (c.extension == NULL)
    return;
  identity = colim_hom_new_identity (c.from);
  same = colim_left_extension_map (c.extension, identity, c.extension, NULL);
  assert_true (is_identity (same));
  second = random_used (rand, schema, 2);
  third = random_used (rand, schema, 2);
  f = find_hom (c.from, second);
  g = f != NULL ? find_hom (second, third) : NULL;
  to_second = colim_left_extension_new (c.functor, second, BUDGET, NULL);
  to_third = colim_left_extension_new (c.functor, third, BUDGET, NULL);
  if (g == NULL || to_second == NULL || to_third == NULL)
    return;
  both = colim_hom_compose (f, g, NULL);
  one = colim_left_extension_map (c.extension, f, to_second, NULL);
  other = colim_left_extension_map (to_second, g, to_third, NULL);
  composite = colim_hom_compose (one, other, NULL);
  mapped = colim_left_extension_map (c.extension, both, to_third, NULL);
  assert_true (colim_hom_equal (composite, mapped));
}

static void
composites_extend_in_two_steps (GRand *rand)
{
  static const FunctorRow pairs[][2] = {
    { { "Graph", "ReflexiveGraph", "V V, E E", "src src, tgt tgt" },
      { "ReflexiveGraph", "SymmetricReflexiveGraph", "V V, E E", "src src, tgt tgt, refl refl" } },
    { { "Arrow", "Graph", "A E, B V", "f src" }, { "Graph", "SymmetricGraph", "V V, E E", "src src, tgt tgt" } },
    { { "LSet", "WeightedGraph", "X E", "f weight" },
      { "WeightedGraph", "WGlob", "V V, E E", "src src, tgt tgt, weight weight" } },
    { { "DDS", "DDS", "X X", "Phi Phi Phi" }, { "DDS", "DDS42", "X X", "Phi Phi" } },
  };
  const FunctorRow *pair = pairs[g_rand_int_range (rand, 0, G_N_ELEMENTS (pairs))];
  g_autoptr (ColimFunctor) first = functor_new (&pair[0]), second = functor_new (&pair[1]);
  g_autoptr (ColimFunctor) both = colim_functor_compose (first, second, NULL);
  g_autoptr (ColimCSet) from = random_used (rand, colim_functor_get_dom (first), 3);
  g_autoptr (ColimLeftExtension) one = colim_left_extension_new (first, from, BUDGET, NULL);
  g_autoptr (ColimLeftExtension) two
      = colim_left_extension_new (second, colim_left_extension_get_cset (one), BUDGET, NULL);
  g_autoptr (ColimLeftExtension) together = colim_left_extension_new (both, from, BUDGET, NULL);

  assert_true (are_isomorphic (colim_left_extension_get_cset (two), colim_left_extension_get_cset (together)));
}

/* The identity changes nothing, not even a number. */
static void
identities_extend_to_the_same (GRand *rand)
{
  const FunctorRow *row = &rows[g_rand_int_range (rand, 0, G_N_ELEMENTS (rows))];
  ColimSchema *schema = colim_schema_find_builtin (row->codom);
  g_autoptr (ColimFunctor) identity = colim_functor_new_identity (schema);
  g_autoptr (ColimCSet) from = random_model (rand, schema, 3);
  g_autoptr (ColimLeftExtension) extension = colim_left_extension_new (identity, from, BUDGET, NULL);

  assert_true (colim_cset_equal (colim_left_extension_get_cset (extension), from));
}

static void
what_is_infinite_takes_its_budget (void **state)
{
  static const FunctorRow infinite[] = {
    { "One", "DDS", "I X", "" },
    { "Graph", "DDS", "V X, E X", "src Phi, tgt" },
    { "One", "Dendrogram", "I X", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (infinite); i++)
    {
      g_autoptr (ColimFunctor) functor = functor_new (&infinite[i]);
      g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_functor_get_dom (functor));
      g_autoptr (ColimCSet) from = NULL;
      g_autoptr (GError) error = NULL;

      colim_cset_builder_add (builder, colim_schema_get_object_name (colim_functor_get_dom (functor), 0), 1, NULL);
      from = colim_cset_builder_end (builder, NULL);
      assert_null (colim_left_extension_new (functor, from, 1000000, &error));
      assert_colim_error (error, COLIM_ERROR_BUDGET,
                          "the budget of steps ran out before all parts were found; there may be infinitely many");
    }
}

static void
constants_that_would_be_one_are_refused (void **state)
{
  g_autoptr (ColimFunctor) functor = functor_new (&(FunctorRow) { "A2", "LSet", "X X", "f f, g f" });
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_functor_get_dom (functor));
  g_autoptr (ColimCSet) from = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "X", 2, NULL);
  colim_cset_builder_add_variables (builder, "D", 1, NULL);
  colim_cset_builder_set_int (builder, "f", 0, 1, NULL);
  colim_cset_builder_set_variable (builder, "g", 0, 0, NULL);
  colim_cset_builder_set_int (builder, "f", 1, 2, NULL);
  colim_cset_builder_set_variable (builder, "g", 1, 0, NULL);
  from = colim_cset_builder_end (builder, NULL);
  assert_null (colim_left_extension_new (functor, from, BUDGET, &error));
  assert_colim_error (error, COLIM_ERROR_ATTRIBUTE_CONFLICT, "'f' of part 1 of 'X' would be both 1 and 2");
}

/* Equations of the domain must go to equations. */
static void
functors_are_checked (void **state)
{
  static const struct {
    FunctorRow row;
    ColimVerdict verdict;
    const char *message;
  } cases[] = {
    { { "Cyclic4", "Dihedral2", "G G", "f r s" }, COLIM_VERDICT_YES, NULL },
    { { "Cyclic4", "S3", "G G", "f b" }, COLIM_VERDICT_NO,
      "no functor: 'f >> f >> f >> f = id' would be 'b >> b >> b >> b = id', which does not hold" },
    { { "DDS42", "Loop", "X X", "Phi x" }, COLIM_VERDICT_YES, NULL },
    { { "Loop", "DDS42", "X X", "x Phi" }, COLIM_VERDICT_NO,
      "no functor: 'x >> x >> x = x >> x' would be 'Phi >> Phi >> Phi = Phi >> Phi', which does not hold" },
    { { "School", "SchoolFree", "TA TA, Student Student, Faculty Faculty, Person Person",
        "t_s t_s, t_f t_f, s_p s_p, f_p f_p" },
      COLIM_VERDICT_NO,
      "no functor: 't_s >> s_p = t_f >> f_p' would be 't_s >> s_p = t_f >> f_p', which does not hold" },
    { { "ReflexiveGraph", "Graph", "V V, E V", "src, tgt, refl" }, COLIM_VERDICT_YES, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimFunctor) functor = functor_new (&cases[i].row);
      g_autoptr (GError) error = NULL;

      assert_int_equal (colim_functor_check (functor, BUDGET, &error), cases[i].verdict);
      if (cases[i].message == NULL)
        assert_null (error);
      else
        assert_colim_error (error, COLIM_ERROR_EQUATION_VIOLATED, cases[i].message);
    }
  {
    g_autoptr (ColimFunctor) functor = functor_new (&cases[1].row);
    g_autoptr (GError) error = NULL;

    assert_int_equal (colim_functor_check (functor, 3, &error), COLIM_VERDICT_UNKNOWN);
    assert_colim_error (error, COLIM_ERROR_BUDGET,
                        "the budget ran out before it was known whether 'b >> b >> b >> b = id', the image of 'f >> f "
                        ">> f >> f = id', holds");
  }
}

/* Each vertex has a loop more, and each edge stays. */
static void
a_long_path_becomes_reflexive (void **state)
{
  g_autoptr (ColimFunctor) functor = functor_new (&rows[0]);
  g_autoptr (ColimCSet) path = graph_new_path (20000);
  g_autoptr (ColimLeftExtension) extension = colim_left_extension_new (functor, path, 10000000, NULL);
  ColimCSet *cset = colim_left_extension_get_cset (extension);

  assert_int_equal (colim_cset_get_n_parts_at (cset, 0), 20000);
  assert_int_equal (colim_cset_get_n_parts_at (cset, 1), 39999);
  assert_true (colim_cset_check (cset, NULL));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (sigma_is_left_adjoint),
    property_test (homomorphisms_factor_through_the_unit),
    property_test (unit_and_counit_are_zigzags),
    property_test (sigma_is_functorial),
    property_test_n (composites_extend_in_two_steps, 100),
    property_test_n (identities_extend_to_the_same, 100),
    cmocka_unit_test (what_is_infinite_takes_its_budget),
    cmocka_unit_test (constants_that_would_be_one_are_refused),
    cmocka_unit_test (functors_are_checked),
    cmocka_unit_test (a_long_path_becomes_reflexive),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
