/* Categories by generators and equations: the word problem, functors, natural transformations, tables. */

#include <colim/colim.h>

#include <stdio.h>

#define BUDGET 100000

static ColimPath *
make_power (ColimQuiver *quiver, gsize n)
{
  static const gint32 edges[8] = { 0 };

  return colim_path_new (quiver, edges, n, NULL);
}

/* One object, one generator f, and the equation f³ = f. */
static ColimPresentation *
present_monoid (void)
{
  const gint32 end = 0;
  g_autoptr (ColimFinFunction) ends = colim_fin_function_new (&end, 1, 1, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (ends, ends, NULL);
  g_autoptr (ColimPath) left = make_power (quiver, 3);
  g_autoptr (ColimPath) right = make_power (quiver, 1);
  g_autoptr (ColimPresentation) nameless = colim_presentation_new (quiver, &left, 1, &right, 1, NULL);

  return colim_presentation_name (nameless, (const char *const[]) { "M", NULL }, (const char *const[]) { "f", NULL },
                                  NULL);
}

/* The functor that sends the only generator of a shape to a power of f. */
static ColimFinFunctor *
send_to_power (const char *shape, ColimPresentation *monoid, gsize n)
{
  g_autoptr (ColimPresentation) dom = colim_shape_new (shape, 0, NULL);
  g_autoptr (ColimPath) image = make_power (colim_presentation_get_quiver (monoid), n);

  return colim_fin_functor_new (dom, monoid, (const gint32[]) { 0 }, 1, &image, 1, NULL);
}

static void
try_functor (ColimPresentation *monoid, ColimCompletion *completion, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimFinFunctor) functor = send_to_power ("idempotent", monoid, n);

  if (colim_fin_functor_check (functor, completion, &error))
    printf ("e to the power %zu of f: a functor\n", n);
  else
    printf ("e to the power %zu of f: %s\n", n, error->message);
}

/* A transformation between two functors from the loop has one component, here a power of f. */
static void
try_transformation (ColimFinFunctor *dom, ColimFinFunctor *codom, ColimCompletion *completion, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimPath) component = make_power (colim_presentation_get_quiver (colim_fin_functor_get_codom (dom)), n);
  g_autoptr (ColimTransformation) transformation = colim_transformation_new (dom, codom, &component, 1, NULL);

  if (colim_transformation_check (transformation, completion, &error))
    printf ("component f to the power %zu: natural\n", n);
  else
    printf ("component f to the power %zu: %s\n", n, error->message);
}

static void
print_table (ColimCategory *category)
{
  gint32 n = colim_quiver_get_n_edges (colim_category_get_arrows (category));
  g_autoptr (ColimPresentation) presentation = colim_category_present (category, NULL);

  for (gint32 f = 0; f < n; f++)
    {
      g_autoptr (ColimPath) path = colim_category_get_path (category, f);
      g_autofree char *name = colim_presentation_print_path (presentation, path);

      printf ("%-7s", name);
      for (gint32 g = 0; g < n; g++)
        printf (" %d", colim_category_compose (category, f, g));
      printf ("\n");
    }
}

/* The arrows into an object, as the objects of a category: the slice. */
static gint32
count_slice (ColimPresentation *presentation, gint32 object)
{
  g_autoptr (ColimPresentation) point = colim_shape_new ("point", 0, NULL);
  g_autoptr (ColimCompletion) one = colim_completion_new (point, BUDGET);
  g_autoptr (ColimCompletion) completion = colim_completion_new (presentation, BUDGET);
  g_autoptr (ColimCategory) right = colim_category_new_presented (one, 1, NULL);
  g_autoptr (ColimCategory) left = colim_category_new_presented (completion, 1000, NULL);
  g_autoptr (ColimFinFunctor) identity = colim_fin_functor_new_identity (presentation);
  g_autoptr (ColimFinFunctor) pick = colim_fin_functor_new (point, presentation, &object, 1, NULL, 0, NULL);
  g_autoptr (ColimComma) slice = colim_comma_new (left, identity, right, pick, left, NULL);

  return colim_quiver_get_n_vertices (colim_category_get_arrows (colim_comma_get_category (slice)));
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimPresentation) monoid = present_monoid ();
  g_autoptr (ColimPresentation) loop = colim_shape_new ("loop", 0, NULL);
  g_autoptr (ColimPresentation) square = colim_shape_new ("square", 0, NULL);
  g_autoptr (ColimCompletion) completion = colim_completion_new (monoid, BUDGET);
  g_autoptr (ColimCompletion) endless = colim_completion_new (loop, BUDGET);
  g_autoptr (ColimPath) fifth = make_power (colim_presentation_get_quiver (monoid), 5);
  g_autoptr (ColimPath) first = make_power (colim_presentation_get_quiver (monoid), 1);
  g_autoptr (ColimPath) second = make_power (colim_presentation_get_quiver (monoid), 2);
  g_autoptr (ColimCategory) category = NULL;
  g_autoptr (ColimFinFunctor) one = send_to_power ("loop", monoid, 1);
  g_autoptr (ColimFinFunctor) two = send_to_power ("loop", monoid, 2);

  printf ("f⁵ = f: %s\n", colim_completion_decide (completion, fifth, first) == COLIM_VERDICT_YES ? "yes" : "no");
  printf ("f² = f: %s\n", colim_completion_decide (completion, second, first) == COLIM_VERDICT_YES ? "yes" : "no");

  category = colim_category_new_presented (completion, 1000, &error);
  print_table (category);
  if (colim_category_new_presented (endless, 1000, &error) == NULL)
    printf ("the loop: %s\n", error->message);

  try_functor (monoid, completion, 1);
  try_functor (monoid, completion, 2);

  try_transformation (one, one, completion, 1);
  try_transformation (one, two, completion, 1);
  try_transformation (two, two, completion, 1);

  for (gint32 object = 0; object < 4; object++)
    printf ("arrows into %s: %d\n", colim_presentation_get_vertex_name (square, object),
            count_slice (square, object));

  return 0;
}
