/* Comma categories against their definition: all triples and all pairs of arrows are tried, in a category of
 * functions. */

#include <colim/comma.h>
#include <colim/shape.h>

#include "tests/lib/categories/concrete.h"

/* One side of a comma: a shape whose generators go to arrows of the middle. */
typedef struct {
  ColimPresentation *shape;
  ColimCategory *category;
  ColimFinFunctor *functor;
  gint32 *images; /* of the arrows of the shape */
} Side;

static ColimCategory *
enumerate (ColimPresentation *presentation)
{
  g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);

  return colim_category_new_presented (completion, MOST_ARROWS, NULL);
}

static void
clear_side (Side *self)
{
  g_clear_pointer (&self->shape, colim_presentation_unref);
  g_clear_pointer (&self->category, colim_category_unref);
  g_clear_pointer (&self->functor, colim_fin_functor_unref);
  g_free (self->images);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, clear_side)

/* A point, an arrow or a span in the middle category, or all of it. */
static void
draw_side (Side *self, GRand *rand, const Concrete *concrete, ColimCategory *middle)
{
  static const char *const names[] = { "empty", "point", "arrow", "span", "discrete" };
  guint kind = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (names) + 1);

  if (kind == G_N_ELEMENTS (names))
    {
      self->shape = colim_presentation_ref (concrete->presentation);
      self->category = colim_category_ref (middle);
      self->functor = colim_fin_functor_new_identity (self->shape);
    }
  else
    {
      ColimQuiver *quiver;
      gint32 vertices[3], n;
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

      self->shape = colim_shape_new (names[kind], 2, NULL);
      self->category = enumerate (self->shape);
      quiver = colim_presentation_get_quiver (self->shape);
      n = colim_quiver_get_n_vertices (quiver);
      for (gint32 v = 0; v < n; v++)
        vertices[v] = g_rand_int_range (rand, 0, concrete->n_objects);
      for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
        {
          ColimPath *path = random_path (rand, concrete->quiver, vertices[colim_quiver_get_src (quiver, e)], 3);

          vertices[colim_quiver_get_tgt (quiver, e)] = colim_path_get_target (path);
          g_ptr_array_add (paths, path);
        }
      self->functor = colim_fin_functor_new (self->shape, concrete->presentation, vertices, (gsize) n,
                                             (ColimPath **) paths->pdata, paths->len, NULL);
    }
  self->images = g_new (gint32, MOST_ARROWS);
  for (gint32 f = 0; f < colim_quiver_get_n_edges (colim_category_get_arrows (self->category)); f++)
    {
      g_autoptr (ColimPath) path = colim_category_get_path (self->category, f);
      g_autoptr (ColimPath) image = colim_fin_functor_map_path (self->functor, path);
      Function function = concrete_evaluate (concrete, image);

      self->images[f] = concrete_find (concrete, &function);
    }
}

/* The number of (a, b, h), and of the squares between two of them. */
static void
count (const Concrete *concrete, const Side *left, const Side *right, gint32 *n_objects, gint32 *n_arrows)
{
  ColimQuiver *a = colim_category_get_arrows (left->category), *b = colim_category_get_arrows (right->category);

  *n_objects = *n_arrows = 0;
  for (gint32 x = 0; x < colim_quiver_get_n_vertices (a); x++)
    for (gint32 y = 0; y < colim_quiver_get_n_vertices (b); y++)
      for (gint32 h = 0; h < concrete->n_arrows; h++)
        *n_objects += concrete->arrows[h].source == colim_fin_functor_apply (left->functor, x)
                      && concrete->arrows[h].target == colim_fin_functor_apply (right->functor, y);
  for (gint32 u = 0; u < count_arrows (left->category); u++)
    for (gint32 v = 0; v < count_arrows (right->category); v++)
      for (gint32 h = 0; h < concrete->n_arrows; h++)
        for (gint32 k = 0; k < concrete->n_arrows; k++)
          {
            const Function *f = &concrete->arrows[left->images[u]], *g = &concrete->arrows[right->images[v]];
            const Function *top = &concrete->arrows[h], *bottom = &concrete->arrows[k];
            Function one, other;

            if (top->source != f->source || top->target != g->source || bottom->source != f->target
                || bottom->target != g->target)
              continue;
            one = concrete_compose (concrete, f, bottom);
            other = concrete_compose (concrete, top, g);
            *n_arrows += concrete_same (concrete, &one, &other);
          }
}

static void
commas_are_what_the_definition_says (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimCategory) middle = NULL, category = NULL;
  g_auto (Side) left = { 0 }, right = { 0 };
  g_autoptr (ColimComma) comma = NULL;
  gint32 n_objects, n_arrows;

  do
    {
      concrete_clear (&concrete);
      concrete_draw (&concrete, rand);
  } while (concrete.n_arrows > 12);
  middle = enumerate (concrete.presentation);
  draw_side (&left, rand, &concrete, middle);
  draw_side (&right, rand, &concrete, middle);
  count (&concrete, &left, &right, &n_objects, &n_arrows);
  comma = colim_comma_new (left.category, left.functor, right.category, right.functor, middle, NULL);
  assert_non_null (comma);
  category = colim_category_ref (colim_comma_get_category (comma));
  assert_int_equal (colim_quiver_get_n_vertices (colim_category_get_arrows (category)), n_objects);
  assert_int_equal (count_arrows (category), n_arrows);
  if (n_arrows <= 100)
    check_category_laws (category);
  /* The projections are functors. */
  for (gint32 f = 0; f < MIN (n_arrows, 60); f++)
    {
      ColimQuiver *arrows = colim_category_get_arrows (category);
      gint32 source = colim_quiver_get_src (arrows, f);
      gsize n_out;
      const gint32 *out = colim_quiver_get_out_edges (arrows, colim_quiver_get_tgt (arrows, f), &n_out);

      assert_int_equal (
          colim_quiver_get_src (colim_category_get_arrows (left.category), colim_comma_get_left_arrow (comma, f)),
          colim_comma_get_left_object (comma, source));
      assert_int_equal (
          colim_quiver_get_src (colim_category_get_arrows (right.category), colim_comma_get_right_arrow (comma, f)),
          colim_comma_get_right_object (comma, source));
      assert_int_equal (
          colim_quiver_get_src (colim_category_get_arrows (middle), colim_comma_get_middle (comma, source)),
          colim_fin_functor_apply (left.functor, colim_comma_get_left_object (comma, source)));
      for (gsize i = 0; i < n_out; i++)
        {
          gint32 composite = colim_category_compose (category, f, out[i]);

          assert_int_equal (colim_comma_get_left_arrow (comma, composite),
                            colim_category_compose (left.category, colim_comma_get_left_arrow (comma, f),
                                                    colim_comma_get_left_arrow (comma, out[i])));
          assert_int_equal (colim_comma_get_right_arrow (comma, composite),
                            colim_category_compose (right.category, colim_comma_get_right_arrow (comma, f),
                                                    colim_comma_get_right_arrow (comma, out[i])));
        }
    }
}

/* Over an object, its identity is terminal. */
static void
slices_have_a_terminal_object (GRand *rand)
{
  g_auto (Concrete) concrete = { 0 };
  g_autoptr (ColimPresentation) point = colim_shape_new ("point", 0, NULL);
  g_autoptr (ColimCategory) one = enumerate (point), middle = NULL;
  g_autoptr (ColimFinFunctor) identity = NULL, pick = NULL;
  g_autoptr (ColimComma) slice = NULL;
  ColimQuiver *arrows;
  gint32 object, n_into = 0, top = -1;

  concrete_draw (&concrete, rand);
  if (concrete.n_arrows > 40)
    return;
  object = g_rand_int_range (rand, 0, concrete.n_objects);
  middle = enumerate (concrete.presentation);
  identity = colim_fin_functor_new_identity (concrete.presentation);
  pick = colim_fin_functor_new (point, concrete.presentation, &object, 1, NULL, 0, NULL);
  slice = colim_comma_new (middle, identity, one, pick, middle, NULL);
  arrows = colim_category_get_arrows (colim_comma_get_category (slice));
  for (gint32 f = 0; f < concrete.n_arrows; f++)
    n_into += concrete.arrows[f].target == object;
  assert_int_equal (colim_quiver_get_n_vertices (arrows), n_into);
  for (gint32 o = 0; o < n_into; o++)
    if (colim_comma_get_middle (slice, o) == colim_category_get_identity (middle, object))
      top = o;
  for (gint32 o = 0; o < n_into; o++)
    {
      gsize n;
      g_autofree gint32 *hom = colim_category_list_hom (colim_comma_get_category (slice), o, top, &n);

      assert_int_equal (n, 1);
      assert_int_equal (colim_comma_get_right_arrow (slice, hom[0]), 0);
    }
}

static void
what_is_no_functor_is_refused (void **state)
{
  g_autoptr (ColimPresentation) idempotent = colim_shape_new ("idempotent", 0, NULL);
  g_autoptr (ColimPresentation) involution = colim_shape_new ("involution", 0, NULL);
  g_autoptr (ColimCategory) from = enumerate (idempotent), to = enumerate (involution);
  g_autoptr (ColimPath) i
      = colim_path_new (colim_presentation_get_quiver (involution), (const gint32[]) { 0 }, 1, NULL);
  g_autoptr (ColimFinFunctor) bad
      = colim_fin_functor_new (idempotent, involution, (const gint32[]) { 0 }, 1, &i, 1, NULL);
  g_autoptr (ColimFinFunctor) identity = colim_fin_functor_new_identity (involution);
  g_autoptr (GError) error = NULL;

  assert_null (colim_comma_new (from, bad, to, identity, to, &error));
  assert_colim_error (error, COLIM_ERROR_EQUATION_VIOLATED,
                      "arrows 1 and 1 do not compose to what their images compose to");
  g_clear_error (&error);
  assert_null (colim_comma_new (from, identity, to, identity, to, &error));
  assert_colim_error (
      error, COLIM_ERROR_NOT_COMPOSABLE,
      "the left functor is not one between the presentations of its category and of the one in the middle");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (commas_are_what_the_definition_says),
    property_test_n (slices_have_a_terminal_object, 100),
    cmocka_unit_test (what_is_no_functor_is_refused),
  };

  return cmocka_run_group_tests_name ("comma", tests, NULL, NULL);
}
