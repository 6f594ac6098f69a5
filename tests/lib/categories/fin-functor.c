/* Functors and natural transformations into categories of functions: whether two paths are equal is then whether they
 * are the same function. */

#include <colim/shape.h>
#include <colim/transformation.h>

#include "tests/lib/categories/concrete.h"

static gboolean
are_equal (const Concrete *concrete, const ColimPath *p, const ColimPath *q)
{
  Function f = concrete_evaluate (concrete, p), g = concrete_evaluate (concrete, q);

  return concrete_same (concrete, &f, &g);
}

/* An arrow from one object to another as a path, not always the shortest; NULL if there is none. */
static ColimPath *
random_arrow (GRand *rand, const Concrete *concrete, gint32 source, gint32 target)
{
  gint32 found[MOST_ARROWS], n = 0;
  const Function *f;

  for (guint trial = 0; trial < 4; trial++)
    {
      g_autoptr (ColimPath) path = random_path (rand, concrete->quiver, source, 4);

      if (colim_path_get_target (path) == target)
        return g_steal_pointer (&path);
    }
  for (gint32 i = 0; i < concrete->n_arrows; i++)
    if (concrete->arrows[i].source == source && concrete->arrows[i].target == target)
      found[n++] = i;
  if (n == 0)
    return NULL;
  f = &concrete->arrows[found[g_rand_int_range (rand, 0, n)]];

  return concrete_path (concrete, f->word, f->n_word, source);
}

/* Images that compose; what equations say is another thing.  NULL if some generator has nowhere to go. */
static ColimFinFunctor *
random_images (GRand *rand, ColimPresentation *dom, const Concrete *codom)
{
  ColimQuiver *quiver = colim_presentation_get_quiver (dom);
  gint32 n = colim_quiver_get_n_vertices (quiver);
  g_autofree gint32 *vertices = g_new (gint32, n);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gint32 v = 0; v < n; v++)
    vertices[v] = g_rand_int_range (rand, 0, codom->n_objects);
  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    {
      ColimPath *path = random_arrow (rand, codom, vertices[colim_quiver_get_src (quiver, e)],
                                      vertices[colim_quiver_get_tgt (quiver, e)]);

      if (path == NULL)
        return NULL;
      g_ptr_array_add (paths, path);
    }

  return colim_fin_functor_new (dom, codom->presentation, vertices, (gsize) n, (ColimPath **) paths->pdata,
                                paths->len, NULL);
}

static gint32
find_failure (const ColimFinFunctor *functor, const Concrete *codom)
{
  ColimPresentation *dom = colim_fin_functor_get_dom (functor);

  for (gint32 i = 0; i < colim_presentation_get_n_equations (dom); i++)
    {
      g_autoptr (ColimPath) left = colim_fin_functor_map_path (functor, colim_presentation_get_left (dom, i));
      g_autoptr (ColimPath) right = colim_fin_functor_map_path (functor, colim_presentation_get_right (dom, i));

      if (!are_equal (codom, left, right))
        return i;
    }

  return -1;
}

/* One that preserves equations: at worst all goes to an identity. */
static ColimFinFunctor *
random_functor (GRand *rand, ColimPresentation *dom, const Concrete *codom)
{
  ColimQuiver *quiver = colim_presentation_get_quiver (dom);
  g_autofree gint32 *vertices = g_new0 (gint32, colim_quiver_get_n_vertices (quiver));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (guint trial = 0; trial < 30; trial++)
    {
      g_autoptr (ColimFinFunctor) functor = random_images (rand, dom, codom);

      if (functor != NULL && find_failure (functor, codom) < 0)
        return g_steal_pointer (&functor);
    }
  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    g_ptr_array_add (paths, colim_path_new_identity (codom->quiver, 0, NULL));

  return colim_fin_functor_new (dom, codom->presentation, vertices, (gsize) colim_quiver_get_n_vertices (quiver),
                                (ColimPath **) paths->pdata, paths->len, NULL);
}

static ColimPresentation *
random_shape (GRand *rand)
{
  static const char *const names[]
      = { "point", "arrow", "parallel", "span", "square", "idempotent", "retract", "simplex" };

  return colim_shape_new (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))], 2, NULL);
}

static void
functors_preserve_composition (GRand *rand)
{
  g_auto (Concrete) one = { 0 }, other = { 0 };
  g_autoptr (ColimFinFunctor) functor = NULL, identity = NULL;

  concrete_draw (&one, rand);
  concrete_draw (&other, rand);
  functor = random_functor (rand, one.presentation, &other);
  identity = colim_fin_functor_new_identity (one.presentation);
  for (guint trial = 0; trial < 10; trial++)
    {
      g_autoptr (ColimPath) p = random_path (rand, one.quiver, g_rand_int_range (rand, 0, one.n_objects), 5);
      g_autoptr (ColimPath) q = random_path (rand, one.quiver, colim_path_get_target (p), 5);
      g_autoptr (ColimPath) p_image = colim_fin_functor_map_path (functor, p);
      g_autoptr (ColimPath) q_image = colim_fin_functor_map_path (functor, q);
      g_autoptr (ColimPath) same = colim_fin_functor_map_path (identity, p);
      gsize n, m;
      const gint32 *first = colim_path_get_edges (p, &n), *second = colim_path_get_edges (q, &m);
      gint32 edges[16];
      g_autoptr (ColimPath) pq = NULL, pq_image = NULL, reduced = NULL, reduced_image = NULL;
      Function f = concrete_evaluate (&other, p_image), g = concrete_evaluate (&other, q_image), fg, h;

      for (gsize i = 0; i < n + m; i++)
        edges[i] = i < n ? first[i] : second[i - n];
      pq = concrete_path (&one, edges, (gint32) (n + m), colim_path_get_source (p));
      pq_image = colim_fin_functor_map_path (functor, pq);
      fg = concrete_compose (&other, &f, &g);
      h = concrete_evaluate (&other, pq_image);
      assert_true (concrete_same (&other, &fg, &h));
      assert_true (colim_path_equal (p, same));

      /* Equal arrows go to equal arrows. */
      reduced = colim_completion_reduce (one.completion, pq);
      reduced_image = colim_fin_functor_map_path (functor, reduced);
      assert_true (are_equal (&other, reduced_image, pq_image));
    }
}

static void
composition_of_functors_is_associative_and_unital (GRand *rand)
{
  g_auto (Concrete) c = { 0 }, d = { 0 }, e = { 0 };
  g_autoptr (ColimPresentation) shape = random_shape (rand);
  g_autoptr (ColimFinFunctor) f = NULL, g = NULL, h = NULL, fg = NULL, gh = NULL, fg_h = NULL, f_gh = NULL;
  g_autoptr (ColimFinFunctor) before = NULL, after = NULL, before_f = NULL, f_after = NULL;

  concrete_draw (&c, rand);
  concrete_draw (&d, rand);
  concrete_draw (&e, rand);
  f = random_functor (rand, shape, &c);
  g = random_functor (rand, c.presentation, &d);
  h = random_functor (rand, d.presentation, &e);
  fg = colim_fin_functor_compose (f, g, NULL);
  gh = colim_fin_functor_compose (g, h, NULL);
  fg_h = colim_fin_functor_compose (fg, h, NULL);
  f_gh = colim_fin_functor_compose (f, gh, NULL);
  before = colim_fin_functor_new_identity (shape);
  after = colim_fin_functor_new_identity (c.presentation);
  before_f = colim_fin_functor_compose (before, f, NULL);
  f_after = colim_fin_functor_compose (f, after, NULL);
  assert_int_equal (colim_fin_functor_decide_equal (fg_h, f_gh, e.completion), COLIM_VERDICT_YES);
  assert_int_equal (colim_fin_functor_decide_equal (f, before_f, c.completion), COLIM_VERDICT_YES);
  assert_int_equal (colim_fin_functor_decide_equal (f, f_after, c.completion), COLIM_VERDICT_YES);
  assert_true (colim_fin_functor_check (fg_h, e.completion, NULL));
  for (gint32 v = 0; v < colim_quiver_get_n_vertices (colim_presentation_get_quiver (shape)); v++)
    assert_int_equal (colim_fin_functor_apply (fg, v), colim_fin_functor_apply (g, colim_fin_functor_apply (f, v)));
  for (gint32 i = 0; i < colim_quiver_get_n_edges (colim_presentation_get_quiver (shape)); i++)
    {
      g_autoptr (ColimPath) image = colim_fin_functor_map_path (g, colim_fin_functor_get_image (f, i));

      assert_true (are_equal (&d, image, colim_fin_functor_get_image (fg, i)));
    }
}

static void
functors_are_checked_against_equations (GRand *rand)
{
  g_auto (Concrete) one = { 0 }, other = { 0 };
  g_autoptr (ColimFinFunctor) functor = NULL, again = NULL;
  g_autoptr (ColimCompletion) hasty = NULL;
  g_autoptr (GError) error = NULL;
  gint32 failure;

  concrete_draw (&one, rand);
  concrete_draw (&other, rand);
  functor = random_images (rand, one.presentation, &other);
  again = random_images (rand, one.presentation, &other);
  if (functor == NULL || again == NULL)
    return;
  failure = find_failure (functor, &other);
  assert_int_equal (colim_fin_functor_check (functor, other.completion, &error), failure < 0);
  if (failure >= 0)
    {
      ColimPath *left = colim_presentation_get_left (one.presentation, failure);
      ColimPath *right = colim_presentation_get_right (one.presentation, failure);
      g_autoptr (ColimPath) left_image = colim_fin_functor_map_path (functor, left);
      g_autoptr (ColimPath) right_image = colim_fin_functor_map_path (functor, right);
      g_autofree char *l = colim_presentation_print_path (one.presentation, left);
      g_autofree char *r = colim_presentation_print_path (one.presentation, right);
      g_autofree char *x = colim_presentation_print_path (other.presentation, left_image);
      g_autofree char *y = colim_presentation_print_path (other.presentation, right_image);
      g_autofree char *message = g_strdup_printf ("no functor: '%s = %s' would be '%s = %s', which does not hold", l, r, x, y);

      assert_colim_error (error, COLIM_ERROR_EQUATION_VIOLATED, message);
      g_clear_error (&error);
    }
  /* With no budget nothing is known but what is the same path. */
  hasty = colim_completion_new (other.presentation, 0);
  if (!colim_completion_is_confluent (hasty) && !colim_fin_functor_check (functor, hasty, &error))
    assert_int_equal (error->code, COLIM_ERROR_BUDGET);

  gboolean equal = TRUE;

  for (gint32 v = 0; v < one.n_objects; v++)
    equal = equal && colim_fin_functor_apply (functor, v) == colim_fin_functor_apply (again, v);
  for (gint32 e = 0; e < one.n_generators && equal; e++)
    equal = are_equal (&other, colim_fin_functor_get_image (functor, e), colim_fin_functor_get_image (again, e));
  assert_int_equal (colim_fin_functor_decide_equal (functor, again, other.completion),
                    equal ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
}

static void
what_does_not_compose_is_refused (void **state)
{
  g_autoptr (ColimPresentation) arrow = colim_shape_new ("arrow", 0, NULL);
  g_autoptr (ColimPresentation) square = colim_shape_new ("square", 0, NULL);
  ColimQuiver *quiver = colim_presentation_get_quiver (square);
  g_autoptr (ColimPath) f = colim_path_new (quiver, (const gint32[]) { 0 }, 1, NULL);
  g_autoptr (ColimPath) h = colim_path_new (quiver, (const gint32[]) { 2 }, 1, NULL);
  g_autoptr (ColimPath) id = colim_path_new_identity (quiver, 0, NULL);
  g_autoptr (ColimFinFunctor) identity = colim_fin_functor_new_identity (arrow);
  g_autoptr (ColimFinFunctor) other = colim_fin_functor_new_identity (square);
  g_autoptr (GError) error = NULL;
  const struct {
    gint32 vertices[2];
    ColimPath *path;
    gsize n;
    ColimError code;
    const char *message;
  } cases[] = {
    { { 0, 4 }, f, 1, COLIM_ERROR_OUT_OF_RANGE, "the image of 'B' is object 4, but there are 4" },
    { { 0, 1 },
      h,
      1,
      COLIM_ERROR_NOT_COMPOSABLE,
      "'h' in the image of 'f' does not start where what is before it ends" },
    { { 0, 2 }, f, 1, COLIM_ERROR_NOT_COMPOSABLE, "the image of 'f' ends at 'B', not at 'C'" },
    { { 1, 0 }, id, 1, COLIM_ERROR_NOT_COMPOSABLE, "the image of 'f' starts at 'A', not at 'B'" },
    { { 0, 1 }, f, 0, COLIM_ERROR_INVALID, "2 images for 2 objects and 0 for 1 generators" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ColimPath *path = cases[i].path;

      assert_null (colim_fin_functor_new (arrow, square, cases[i].vertices, 2, &path, cases[i].n, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
      g_clear_error (&error);
    }
  assert_null (colim_fin_functor_compose (identity, other, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE, "the first functor does not end where the second starts");
  g_clear_error (&error);
  assert_null (colim_presentation_name (arrow, (const char *const[]) { "A", NULL }, (const char *const[]) { "f", NULL },
                                        &error));
  assert_colim_error (error, COLIM_ERROR_INVALID, "1 names for 2 objects");
}

/* Random components between random functors. */
static ColimTransformation *
random_components (GRand *rand, ColimFinFunctor *dom, ColimFinFunctor *codom, const Concrete *concrete)
{
  g_autoptr (GPtrArray) components = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  gint32 n = colim_quiver_get_n_vertices (colim_presentation_get_quiver (colim_fin_functor_get_dom (dom)));

  for (gint32 v = 0; v < n; v++)
    {
      ColimPath *path
          = random_arrow (rand, concrete, colim_fin_functor_apply (dom, v), colim_fin_functor_apply (codom, v));

      if (path == NULL)
        return NULL;
      g_ptr_array_add (components, path);
    }

  return colim_transformation_new (dom, codom, (ColimPath **) components->pdata, components->len, NULL);
}

/* F(p) before the component there, or the component before G(p), as functions. */
static gboolean
is_square (const ColimTransformation *self, const ColimPath *path, const Concrete *concrete)
{
  g_autoptr (ColimPath) top = colim_fin_functor_map_path (colim_transformation_get_dom (self), path);
  g_autoptr (ColimPath) bottom = colim_fin_functor_map_path (colim_transformation_get_codom (self), path);
  Function f = concrete_evaluate (concrete, top), g = concrete_evaluate (concrete, bottom);
  Function a = concrete_evaluate (concrete, colim_transformation_get_component (self, colim_path_get_source (path)));
  Function b = concrete_evaluate (concrete, colim_transformation_get_component (self, colim_path_get_target (path)));
  Function down = concrete_compose (concrete, &f, &b), right = concrete_compose (concrete, &a, &g);

  return concrete_same (concrete, &down, &right);
}

static gboolean
is_natural (const ColimTransformation *self, const Concrete *concrete)
{
  ColimQuiver *quiver
      = colim_presentation_get_quiver (colim_fin_functor_get_dom (colim_transformation_get_dom (self)));

  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    {
      g_autoptr (ColimPath) edge = colim_path_new (quiver, &e, 1, NULL);

      if (!is_square (self, edge, concrete))
        return FALSE;
    }

  return TRUE;
}

static void
failures_of_naturality_are_all_listed (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimPresentation) shape = random_shape (rand);
  ColimQuiver *quiver = colim_presentation_get_quiver (shape);
  g_autoptr (ColimFinFunctor) dom = NULL, codom = NULL;
  g_autoptr (ColimTransformation) transformation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree gint32 *failures = NULL;
  gsize n, k = 0;

  concrete_draw (&concrete, rand);
  dom = random_functor (rand, shape, &concrete);
  codom = random_functor (rand, shape, &concrete);
  transformation = random_components (rand, dom, codom, &concrete);
  if (transformation == NULL)
    return;
  failures = colim_transformation_list_squares (transformation, concrete.completion, COLIM_VERDICT_NO, &n);
  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    {
      g_autoptr (ColimPath) edge = colim_path_new (quiver, &e, 1, NULL);

      if (is_square (transformation, edge, &concrete))
        continue;
      assert_true (k < n);
      assert_int_equal (failures[k++], e);
    }
  assert_int_equal (k, n);
  assert_int_equal (colim_transformation_check (transformation, concrete.completion, &error), n == 0);
  if (n > 0)
    {
      g_autofree char *prefix = g_strdup_printf ("the square of '%s' does not commute: ",
                                                 colim_presentation_get_edge_name (shape, failures[0]));

      assert_int_equal (error->code, COLIM_ERROR_NOT_NATURAL);
      assert_true (g_str_has_prefix (error->message, prefix));
      return;
    }
  /* Natural on generators is natural on paths. */
  for (guint trial = 0; trial < 5; trial++)
    {
      g_autoptr (ColimPath) path
          = random_path (rand, quiver, g_rand_int_range (rand, 0, colim_quiver_get_n_vertices (quiver)), 5);

      assert_true (is_square (transformation, path, &concrete));
    }
}

/* A natural transformation out of a functor; at worst the identity. */
static ColimTransformation *
random_natural (GRand *rand, ColimFinFunctor *dom, const Concrete *concrete)
{
  for (guint trial = 0; trial < 40; trial++)
    {
      g_autoptr (ColimFinFunctor) codom = random_functor (rand, colim_fin_functor_get_dom (dom), concrete);
      g_autoptr (ColimTransformation) transformation = random_components (rand, dom, codom, concrete);

      if (transformation != NULL && is_natural (transformation, concrete))
        return g_steal_pointer (&transformation);
    }

  return colim_transformation_new_identity (dom);
}

static void
vertical_composition_is_associative_unital_and_natural (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimPresentation) shape = random_shape (rand);
  g_autoptr (ColimFinFunctor) functor = NULL;
  g_autoptr (ColimTransformation) a = NULL, b = NULL, c = NULL, ab = NULL, bc = NULL, ab_c = NULL, a_bc = NULL,
                                  one = NULL, one_a = NULL;

  concrete_draw (&concrete, rand);
  functor = random_functor (rand, shape, &concrete);
  a = random_natural (rand, functor, &concrete);
  b = random_natural (rand, colim_transformation_get_codom (a), &concrete);
  c = random_natural (rand, colim_transformation_get_codom (b), &concrete);
  ab = colim_transformation_compose (a, b, NULL);
  bc = colim_transformation_compose (b, c, NULL);
  ab_c = colim_transformation_compose (ab, c, NULL);
  a_bc = colim_transformation_compose (a, bc, NULL);
  one = colim_transformation_new_identity (functor);
  one_a = colim_transformation_compose (one, a, NULL);
  assert_int_equal (colim_transformation_decide_equal (ab_c, a_bc, concrete.completion), COLIM_VERDICT_YES);
  assert_int_equal (colim_transformation_decide_equal (one_a, a, concrete.completion), COLIM_VERDICT_YES);
  assert_true (is_natural (ab, &concrete));
  for (gint32 v = 0; v < colim_quiver_get_n_vertices (colim_presentation_get_quiver (shape)); v++)
    {
      Function f = concrete_evaluate (&concrete, colim_transformation_get_component (a, v));
      Function g = concrete_evaluate (&concrete, colim_transformation_get_component (b, v));
      Function h = concrete_evaluate (&concrete, colim_transformation_get_component (ab, v));
      Function fg = concrete_compose (&concrete, &f, &g);

      assert_true (concrete_same (&concrete, &fg, &h));
    }
}

/* (a.b) ∗ (c.d) = (a ∗ c).(b ∗ d); and the other way around a square of whiskerings is the same. */
static void
the_interchange_law_holds (GRand *rand)
{
  g_auto (Concrete) d = { 0 }, e = { 0 };
  g_autoptr (ColimPresentation) shape = random_shape (rand);
  g_autoptr (ColimFinFunctor) f = NULL, h = NULL;
  g_autoptr (ColimTransformation) a = NULL, b = NULL, c = NULL, k = NULL, ab = NULL, ck = NULL, ac = NULL, bk = NULL;
  g_autoptr (ColimTransformation) left = NULL, right = NULL, before = NULL, after = NULL, around = NULL;

  concrete_draw (&d, rand);
  concrete_draw (&e, rand);
  f = random_functor (rand, shape, &d);
  h = random_functor (rand, d.presentation, &e);
  a = random_natural (rand, f, &d);
  b = random_natural (rand, colim_transformation_get_codom (a), &d);
  c = random_natural (rand, h, &e);
  k = random_natural (rand, colim_transformation_get_codom (c), &e);
  ab = colim_transformation_compose (a, b, NULL);
  ck = colim_transformation_compose (c, k, NULL);
  ac = colim_transformation_compose_horizontally (a, c, NULL);
  bk = colim_transformation_compose_horizontally (b, k, NULL);
  left = colim_transformation_compose_horizontally (ab, ck, NULL);
  right = colim_transformation_compose (ac, bk, NULL);
  assert_int_equal (colim_transformation_decide_equal (left, right, e.completion), COLIM_VERDICT_YES);
  assert_true (is_natural (left, &e));

  before = colim_transformation_whisker_before (c, f, NULL);
  after = colim_transformation_whisker_after (a, colim_transformation_get_codom (c), NULL);
  around = colim_transformation_compose (before, after, NULL);
  assert_int_equal (colim_transformation_decide_equal (around, ac, e.completion), COLIM_VERDICT_YES);
}

static void
transformations_that_are_none_say_why (void **state)
{
  g_autoptr (ColimPresentation) arrow = colim_shape_new ("arrow", 0, NULL);
  g_autoptr (ColimPresentation) point = colim_shape_new ("point", 0, NULL);
  ColimQuiver *quiver = colim_presentation_get_quiver (arrow);
  g_autoptr (ColimPath) f = colim_path_new (quiver, (const gint32[]) { 0 }, 1, NULL);
  g_autoptr (ColimFinFunctor) source = colim_fin_functor_new (point, arrow, (const gint32[]) { 0 }, 1, NULL, 0, NULL);
  g_autoptr (ColimFinFunctor) target = colim_fin_functor_new (point, arrow, (const gint32[]) { 1 }, 1, NULL, 0, NULL);
  g_autoptr (ColimFinFunctor) identity = colim_fin_functor_new_identity (arrow);
  g_autoptr (ColimTransformation) walking = colim_transformation_new (source, target, &f, 1, NULL);
  g_autoptr (GError) error = NULL;

  assert_non_null (walking);
  assert_null (colim_transformation_new (target, source, &f, 1, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE,
                      "'f' in the component at 'A' does not start where what is before it ends");
  g_clear_error (&error);
  assert_null (colim_transformation_new (source, target, NULL, 0, &error));
  assert_colim_error (error, COLIM_ERROR_INVALID, "0 components for 1 objects");
  g_clear_error (&error);
  assert_null (colim_transformation_new (source, identity, &f, 1, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_PARALLEL, "the two functors are not parallel");
  g_clear_error (&error);
  assert_null (colim_transformation_compose (walking, walking, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE,
                      "the first transformation does not end at the functor at which the second starts");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (functors_preserve_composition),
    property_test (composition_of_functors_is_associative_and_unital),
    property_test (functors_are_checked_against_equations),
    cmocka_unit_test (what_does_not_compose_is_refused),
    property_test (failures_of_naturality_are_all_listed),
    property_test (vertical_composition_is_associative_unital_and_natural),
    property_test (the_interchange_law_holds),
    cmocka_unit_test (transformations_that_are_none_say_why),
  };

  return cmocka_run_group_tests_name ("functor", tests, NULL, NULL);
}
