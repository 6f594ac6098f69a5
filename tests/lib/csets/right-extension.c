/* Π is right adjoint to Δ: homomorphisms to ΠX are those of what is pulled back to X, which are counted by search; the
 * unit, the counit and the universal map are what that makes them.  Known cases: pullbacks, products, coinduction. */

#include <colim/right-extension.h>

#include "tests/lib/csets/functors.h"

#define BUDGET 100000

static const FunctorRow rows[] = {
  { "CoSpanSch", "SquareP", "B B, C C, D D", "f f, g g" },
  { "SpanSch", "SquareQ", "A A, B B, C C", "f f, g g" },
  { "Graph", "ReflexiveGraph", "V V, E E", "src src, tgt tgt" },
  { "Graph", "SymmetricGraph", "V V, E E", "src src, tgt tgt" },
  { "SymmetricGraph", "SymmetricReflexiveGraph", "V V, E E", "src src, tgt tgt, inv inv" },
  { "One", "Graph", "I V", "" },
  { "One", "Graph", "I E", "" },
  { "One", "Cyclic4", "I G", "" },
  { "Set", "DDS42", "X X", "" },
  { "DDS", "DDS42", "X X", "Phi Phi" },
  { "DDS", "Loop", "X X", "Phi x x" },
  { "Loop", "DDS42", "X X", "x Phi Phi" },
  { "Cyclic4", "Dihedral2", "G G", "f r s" },
  { "Arrow", "Graph", "A E, B V", "f tgt" },
  { "Likes", "Connections", "Like Connection, Person Connection", "likee, liker" },
  { "SchoolFree", "School", "TA TA, Student Student, Faculty Faculty, Person Person",
    "t_s t_s, t_f t_f, s_p s_p, f_p f_p" },
  { "Arrow", "ComposeT", "A W, B Z", "f g h i" },
  { "AmphC", "AmphD", "Amphibian Amphibian, LandAnimal LandAnimal, WaterAnimal WaterAnimal", "IsAL IsAL, IsAW IsAW" },
};

typedef struct {
  ColimFunctor *functor;
  ColimCSet *from;
  ColimRightExtension *extension; /* NULL: too large for a test */
} Case;

static void
case_init (Case *self, GRand *rand)
{
  g_autoptr (GError) error = NULL;

  self->functor = functor_new (&rows[g_rand_int_range (rand, 0, G_N_ELEMENTS (rows))]);
  self->from = random_model (rand, colim_functor_get_dom (self->functor), 3);
  self->extension = colim_right_extension_new (self->functor, self->from, BUDGET, &error);
  g_assert_no_error (error);
}

static void
case_clear (Case *self)
{
  colim_functor_unref (self->functor);
  colim_cset_unref (self->from);
  colim_right_extension_unref (self->extension);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
pi_is_right_adjoint (GRand *rand)
{
  g_auto (Case) c = { 0, };
  ColimCSet *pi;

  case_init (&c, rand);
  pi = colim_right_extension_get_cset (c.extension);
  assert_true (colim_cset_check (pi, NULL));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (ColimCSet) to = random_model (rand, colim_functor_get_codom (c.functor), 3);
      g_autoptr (ColimCSet) pulled = colim_functor_pull_back (c.functor, to, NULL);

      assert_int_equal (count_homs (to, pi), count_homs (pulled, c.from));
    }
}

static gboolean
check_factor (ColimHom *hom, gpointer data)
{
  ColimRightExtension *extension = ((gpointer *) data)[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimHom) factor = colim_right_extension_factor (extension, hom, ((gpointer *) data)[1], &error);
  g_autoptr (ColimHom) checked = NULL, pulled = NULL, composite = NULL;
  ColimFinFunction *components[8];
  gint32 n_objects;

  g_assert_no_error (error);
  n_objects = colim_schema_get_n_objects (colim_cset_get_schema (colim_hom_get_dom (factor)));
  for (gint32 ob = 0; ob < n_objects; ob++)
    components[ob] = colim_hom_get_component_at (factor, ob);
  checked = colim_hom_new (colim_hom_get_dom (factor), colim_hom_get_codom (factor), components, (gsize) n_objects,
                           &error);
  g_assert_no_error (error);
  pulled = colim_functor_pull_back_hom (colim_right_extension_get_functor (extension), factor, &error);
  g_assert_no_error (error);
  composite = colim_hom_compose (pulled, colim_right_extension_get_counit (extension), &error);
  g_assert_no_error (error);
  assert_true (colim_hom_equal (composite, hom));

  return TRUE;
}

static void
homomorphisms_factor_through_the_counit (GRand *rand)
{
  g_auto (Case) c = { 0, };
  g_autoptr (ColimCSet) to = NULL, pulled = NULL;
  g_autoptr (ColimHomSearch) search = NULL;

  case_init (&c, rand);
  to = random_model (rand, colim_functor_get_codom (c.functor), 2);
  pulled = colim_functor_pull_back (c.functor, to, NULL);
  search = colim_hom_search_new (pulled, c.from);
  assert_true (colim_hom_search_foreach (search, check_factor, (gpointer[]) { c.extension, to }, NULL));
}

static gboolean
is_identity (ColimHom *hom)
{
  g_autoptr (ColimHom) identity = colim_hom_new_identity (colim_hom_get_dom (hom));

  return colim_hom_equal (hom, identity);
}

/* η then Π ε, and Δ η then ε, are identities. */
static void
unit_and_counit_are_zigzags (GRand *rand)
{
  g_auto (Case) c = { 0, };
  g_autoptr (GError) error = NULL;
  ColimHom *counit;
  g_autoptr (ColimCSet) to = NULL, pulled = NULL;
  g_autoptr (ColimRightExtension) twice = NULL, extension = NULL;
  g_autoptr (ColimHom) unit = NULL, mapped = NULL, composite = NULL, unit_to = NULL, pulled_unit = NULL, second = NULL;

  case_init (&c, rand);
  counit = colim_right_extension_get_counit (c.extension);
  twice = colim_right_extension_new (c.functor, colim_hom_get_dom (counit), BUDGET, &error);
  if (twice != NULL)
    {
      unit = colim_right_extension_make_unit (c.functor, colim_right_extension_get_cset (c.extension), BUDGET, &error);
      g_assert_no_error (error);
      mapped = colim_right_extension_map (twice, counit, c.extension, &error);
      composite = colim_hom_compose (unit, mapped, &error);
      g_assert_no_error (error);
      assert_true (is_identity (composite));
    }
  else
    g_clear_error (&error);
  to = random_model (rand, colim_functor_get_codom (c.functor), 2);
  pulled = colim_functor_pull_back (c.functor, to, NULL);
  extension = colim_right_extension_new (c.functor, pulled, BUDGET, &error);
  g_assert_no_error (error);
  unit_to = colim_right_extension_make_unit (c.functor, to, BUDGET, &error);
  g_assert_no_error (error);
  pulled_unit = colim_functor_pull_back_hom (c.functor, unit_to, &error);
  second = colim_hom_compose (pulled_unit, colim_right_extension_get_counit (extension), &error);
  g_assert_no_error (error);
  assert_true (is_identity (second));
}

static void
pi_is_functorial (GRand *rand)
{
  g_auto (Case) c = { 0, };
  g_autoptr (ColimCSet) second = NULL, third = NULL;
  g_autoptr (ColimHom) f = NULL, g = NULL, identity = NULL, same = NULL;
  g_autoptr (ColimRightExtension) to_second = NULL, to_third = NULL;
  g_autoptr (ColimHom) both = NULL, one = NULL, other = NULL, composite = NULL, mapped = NULL;

  case_init (&c, rand);
  identity = colim_hom_new_identity (c.from);
  same = colim_right_extension_map (c.extension, identity, c.extension, NULL);
  assert_true (is_identity (same));
  second = random_model (rand, colim_functor_get_dom (c.functor), 2);
  third = random_model (rand, colim_functor_get_dom (c.functor), 2);
  f = find_hom (c.from, second);
  g = f != NULL ? find_hom (second, third) : NULL;
  if (g == NULL)
    return;
  to_second = colim_right_extension_new (c.functor, second, BUDGET, NULL);
  to_third = colim_right_extension_new (c.functor, third, BUDGET, NULL);
  both = colim_hom_compose (f, g, NULL);
  one = colim_right_extension_map (c.extension, f, to_second, NULL);
  other = colim_right_extension_map (to_second, g, to_third, NULL);
  composite = colim_hom_compose (one, other, NULL);
  mapped = colim_right_extension_map (c.extension, both, to_third, NULL);
  assert_true (colim_hom_equal (composite, mapped));
}

static void
what_is_infinite_takes_its_budget (void **state)
{
  g_autoptr (ColimFunctor) functor = functor_new (&(FunctorRow) { "One", "DDS", "I X", "" });
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_functor_get_dom (functor));
  g_autoptr (ColimCSet) from = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "I", 2, NULL);
  from = colim_cset_builder_end (builder, NULL);
  assert_null (colim_right_extension_new (functor, from, BUDGET, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET,
                      "the budget of steps ran out before all parts were found; there may be infinitely many");
}

/* Tuples are counted before memory is taken for them. */
/* Infinitely many arrows that lead nowhere are no matter. */
static void
what_is_not_asked_about_may_be_infinite (void **state)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (ColimSchema) schema = NULL;
  g_autoptr (ColimFunctor) functor = NULL;
  g_autoptr (ColimCSetBuilder) points = colim_cset_builder_new (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimCSet) from = NULL;
  g_autoptr (ColimRightExtension) extension = NULL;
  g_autoptr (ColimHom) unit = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    colim_schema_builder_add_object (builder, (const char *[]) { "A", "X", "Y" }[i]);
  colim_schema_builder_add_hom (builder, "a", "A", "X");
  colim_schema_builder_add_hom (builder, "b", "A", "X");
  colim_schema_builder_add_hom (builder, "out", "X", "Y");
  colim_schema_builder_add_hom (builder, "loop", "Y", "Y");
  schema = colim_schema_builder_end (builder, NULL);
  functor = colim_functor_new (colim_schema_find_builtin ("Set"), schema, (const gint32[]) { 1 }, 1, NULL, 0, NULL, 0,
                               NULL);
  colim_cset_builder_add (points, "X", 3, NULL);
  from = colim_cset_builder_end (points, NULL);
  extension = colim_right_extension_new (functor, from, BUDGET, &error);
  g_assert_no_error (error);
  for (gint32 ob = 0; ob < 3; ob++)
    assert_int_equal (colim_cset_get_n_parts_at (colim_right_extension_get_cset (extension), ob),
                      ((const gint32[]) { 9, 3, 1 })[ob]);
  unit = colim_right_extension_make_unit (functor, colim_right_extension_get_cset (extension), BUDGET, &error);
  g_assert_no_error (error);
  assert_true (is_identity (unit));
}

static void
what_is_large_takes_its_budget (void **state)
{
  g_autoptr (ColimFunctor) functor = functor_new (&(FunctorRow) { "Set", "S3", "X G", "" });
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_functor_get_dom (functor));
  g_autoptr (ColimCSet) ten = NULL, many = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "X", 10, NULL);
  ten = colim_cset_builder_end (builder, NULL);
  assert_null (colim_right_extension_new (functor, ten, 100000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET,
                      "over 'G': the limit has 1000000 elements, each of 6 entries, and the budget has 99988 left");
  g_clear_error (&error);
  colim_cset_builder_add (builder, "X", 990, NULL);
  many = colim_cset_builder_end (builder, NULL);
  assert_null (colim_right_extension_new (functor, many, 100000, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE,
                      "over 'G': the limit has 1000000000000000000 elements, and a set at most 2147483647");
}

static void
attributes_are_refused (void **state)
{
  static const FunctorRow attributed[] = {
    { "LSet", "A2", "X X", "f f" },
    { "Set", "LSet", "X X", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (attributed); i++)
    {
      g_autoptr (ColimFunctor) functor = functor_new (&attributed[i]);
      g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_functor_get_dom (functor));
      g_autoptr (ColimCSet) from = colim_cset_builder_end (builder, NULL);
      g_autoptr (GError) error = NULL;

      assert_null (colim_right_extension_new (functor, from, BUDGET, &error));
      assert_colim_error (error, COLIM_ERROR_INVALID, "there is no right extension with attributes, as of 'D'");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (pi_is_right_adjoint),
    property_test (homomorphisms_factor_through_the_counit),
    property_test (unit_and_counit_are_zigzags),
    property_test (pi_is_functorial),
    cmocka_unit_test (what_is_infinite_takes_its_budget),
    cmocka_unit_test (what_is_not_asked_about_may_be_infinite),
    cmocka_unit_test (what_is_large_takes_its_budget),
    cmocka_unit_test (attributes_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
