/* Colimits of finite sets, judged without asking them: by breadth-first search and by counting cocones. */

#include <colim/fin-colimit.h>

#include "tests/lib/sets/random-diagram.h"

static ColimFinColimit *
colimit (Shape *shape)
{
  return colim_fin_colimit_new (shape->sizes, shape->n_objects, shape->arrows, shape->n_arrows, shape->sources,
                                shape->n_arrows, shape->targets, shape->n_arrows, NULL);
}

/* Components by flooding, in the order in which elements come: no forest, no quotient. */
static void
legs_are_the_components_in_order (GRand *rand)
{
  g_auto (Shape) shape = { 0, };
  gint32 class[MOST_OBJECTS][4];
  gint32 n_classes = 0;

  random_shape (rand, &shape);
  memset (class, 0xff, sizeof class);
  for (guint i = 0; i < shape.n_objects; i++)
    for (gint32 x = 0; x < shape.sizes[i]; x++)
      {
        gboolean changed = class[i][x] < 0;

        if (changed)
          class[i][x] = n_classes++;
        while (changed)
          {
            changed = FALSE;
            for (guint a = 0; a < shape.n_arrows; a++)
              for (gint32 y = 0; y < shape.sizes[shape.sources[a]]; y++)
                {
                  gint32 *from = &class[shape.sources[a]][y];
                  gint32 *to = &class[shape.targets[a]][colim_fin_function_apply (shape.arrows[a], y)];

                  if (*from == *to)
                    continue;
                  *from = *to = MAX (*from, *to);
                  changed = TRUE;
                }
          }
      }

  g_autoptr (ColimFinColimit) colimit_ = colimit (&shape);

  assert_int_equal (colim_fin_colimit_get_apex (colimit_), n_classes);
  assert_int_equal (colim_fin_colimit_get_n_legs (colimit_), shape.n_objects);
  for (guint i = 0; i < shape.n_objects; i++)
    for (gint32 x = 0; x < shape.sizes[i]; x++)
      assert_int_equal (colim_fin_function_apply (colim_fin_colimit_get_leg (colimit_, i), x), class[i][x]);
}

/* Maps P → 2 are the same thing as cocones on 2, and 2 tells every pair of elements apart.  So it is enough to
 * count them, without asking the colimit: glue too little and there are more, too much and there are fewer. */
static void
cocones_on_two_are_two_to_the_apex (GRand *rand)
{
  g_auto (Shape) shape = { 0, };
  gint32 offsets[MOST_OBJECTS + 1] = { 0, };
  gint64 n_cocones = 0;

  random_shape (rand, &shape);
  for (guint i = 0; i < shape.n_objects; i++)
    offsets[i + 1] = offsets[i] + shape.sizes[i];
  for (guint32 map = 0; map < 1u << offsets[shape.n_objects]; map++)
    {
      gboolean commutes = TRUE;

      for (guint a = 0; a < shape.n_arrows && commutes; a++)
        for (gint32 x = 0; x < shape.sizes[shape.sources[a]]; x++)
          if ((map >> (offsets[shape.sources[a]] + x) & 1)
              != (map >> (offsets[shape.targets[a]] + colim_fin_function_apply (shape.arrows[a], x)) & 1))
            commutes = FALSE;
      n_cocones += commutes;
    }

  g_autoptr (ColimFinColimit) colimit_ = colimit (&shape);

  assert_int_equal (n_cocones, 1 << colim_fin_colimit_get_apex (colimit_));
}

static void
cocones_factor_uniquely (GRand *rand)
{
  g_auto (Shape) shape = { 0, };

  random_shape (rand, &shape);

  g_autoptr (ColimFinColimit) colimit_ = colimit (&shape);
  gint32 codom = 1 + random_size (rand, 4);
  g_autoptr (ColimFinFunction) u = random_function (rand, colim_fin_colimit_get_apex (colimit_), codom);
  g_autoptr (GPtrArray) cocone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  g_autoptr (ColimFinFunction) factor = NULL;

  for (guint i = 0; i < shape.n_objects; i++)
    g_ptr_array_add (cocone, colim_fin_function_compose (colim_fin_colimit_get_leg (colimit_, i), u, NULL));
  factor = colim_fin_colimit_factor (colimit_, (ColimFinFunction **) cocone->pdata, cocone->len, codom, NULL);
  assert_true (colim_fin_function_equal (factor, u));
}

static void
a_pushout_is_numbered_by_first_element (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 1, 2 }, 2, 3, NULL);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new ((gint32[]) { 1, 1 }, 2, 2, NULL);
  g_autoptr (ColimFinColimit) pushout = colim_fin_colimit_new_pushout (f, g, NULL);
  g_autoptr (ColimFinFunction) left = colim_fin_function_new ((gint32[]) { 0, 1, 1 }, 3, 3, NULL);
  g_autoptr (ColimFinFunction) right = colim_fin_function_new ((gint32[]) { 2, 1 }, 2, 3, NULL);
  g_autoptr (ColimFinFunction) apex = colim_fin_function_new ((gint32[]) { 1, 1 }, 2, 3, NULL);

  assert_int_equal (colim_fin_colimit_get_apex (pushout), 3);
  assert_true (colim_fin_function_equal (colim_fin_colimit_get_leg (pushout, 0), left));
  assert_true (colim_fin_function_equal (colim_fin_colimit_get_leg (pushout, 1), right));
  assert_true (colim_fin_function_equal (colim_fin_colimit_get_leg (pushout, 2), apex));
}

static void
what_is_no_cocone_is_refused (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new ((gint32[]) { 1 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) one = colim_fin_function_new ((gint32[]) { 0, 1 }, 2, 2, NULL);
  g_autoptr (ColimFinColimit) coequalizer = colim_fin_colimit_new_coequalizer (f, g, NULL);
  g_autoptr (GError) apart = NULL, start = NULL, end = NULL;

  assert_null (colim_fin_colimit_factor (coequalizer, (ColimFinFunction *[]) { one, f }, 2, 2, &apart));
  assert_colim_error (apart, COLIM_ERROR_NOT_COMMUTING,
                      "no cocone: element 0 of object 0 goes to 0, but element 1 of object 0, which is glued to it, "
                      "goes to 1");
  assert_null (colim_fin_colimit_factor (coequalizer, (ColimFinFunction *[]) { f, f }, 2, 2, &start));
  assert_colim_error (start, COLIM_ERROR_NOT_COMPOSABLE,
                      "map 0 of the cocone starts at 1 elements, but its object has 2");
  assert_null (colim_fin_colimit_factor (coequalizer, (ColimFinFunction *[]) { one, f }, 2, 3, &end));
  assert_colim_error (end, COLIM_ERROR_NOT_PARALLEL, "map 0 of the cocone ends at 2 elements, not at 3");
}

static void
what_is_no_diagram_is_refused (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new ((gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) g = colim_fin_function_new (NULL, 0, 2, NULL);
  g_autoptr (GError) parallel = NULL, object = NULL, ends = NULL, size = NULL;

  assert_null (colim_fin_colimit_new_coequalizer (f, g, &parallel));
  assert_colim_error (parallel, COLIM_ERROR_NOT_PARALLEL, "functions 1 → 2 and 0 → 2 are not parallel");
  assert_null (colim_fin_colimit_new_pushout (f, g, &ends));
  assert_colim_error (ends, COLIM_ERROR_NOT_COMPOSABLE, "the domain of arrow 1 has 0 elements, but object 2 has 1");
  assert_null (colim_fin_colimit_new ((gint32[]) { 1 }, 1, &f, 1, (gint32[]) { 0 }, 1, (gint32[]) { 1 }, 1, &object));
  assert_colim_error (object, COLIM_ERROR_OUT_OF_RANGE, "arrow 0 has object 1 as its target, but there are 1 objects");
  assert_null (colim_fin_colimit_new_coproduct ((gint32[]) { 0, -2 }, 2, &size));
  assert_colim_error (size, COLIM_ERROR_OUT_OF_RANGE, "object 1 cannot have -2 elements");
}

/* A codomain needs no memory, so only a test of the sum can refuse this. */
static void
sums_that_overflow_are_refused (void **state)
{
  g_autoptr (ColimFinFunction) f = colim_fin_function_new (NULL, 0, G_MAXINT32, NULL);
  g_autoptr (GError) error = NULL;

  assert_null (colim_fin_colimit_new_pushout (f, f, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE, "the objects have more than 2147483647 elements together");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (legs_are_the_components_in_order),
    property_test_n (cocones_on_two_are_two_to_the_apex, 100),
    property_test (cocones_factor_uniquely),
    cmocka_unit_test (a_pushout_is_numbered_by_first_element),
    cmocka_unit_test (what_is_no_cocone_is_refused),
    cmocka_unit_test (what_is_no_diagram_is_refused),
    cmocka_unit_test (sums_that_overflow_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
