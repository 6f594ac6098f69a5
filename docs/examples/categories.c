/* Categories by generators and equations: the word problem, functors, natural transformations, tables. */

#include <colim/colim.h>

#include <stdio.h>
#include <string.h>

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

static ColimPath *
make_path (ColimQuiver *quiver, const char *letters)
{
  gsize n = strlen (letters);
  g_autofree gint32 *edges = g_new (gint32, n);

  for (gsize i = 0; i < n; i++)
    edges[i] = (gint32) (strchr ("xab", letters[i]) - "xab");

  return colim_path_new (quiver, edges, n, NULL);
}

/* x : A → M, a, b : M → M, and a b a = b a b, as for braids: no rules from longer paths to shorter ones are complete. */
static ColimPresentation *
present_braids (void)
{
  static const char *const equations[][2] = { { "aba", "bab" }, { "xa", "x" }, { "xbb", "xb" }, { "xbaa", "xba" } };
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((const gint32[]) { 0, 1, 1 }, 3, 2, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((const gint32[]) { 1, 1, 1 }, 3, 2, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (src, tgt, NULL);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (guint i = 0; i < G_N_ELEMENTS (equations); i++)
    {
      g_ptr_array_add (left, make_path (quiver, equations[i][0]));
      g_ptr_array_add (right, make_path (quiver, equations[i][1]));
    }

  return colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len, (ColimPath **) right->pdata,
                                 right->len, NULL);
}

static void
ask (ColimPresentation *presentation, const char *left, const char *right)
{
  static const char *const answers[]
      = { [COLIM_VERDICT_NO] = "no", [COLIM_VERDICT_YES] = "yes", [COLIM_VERDICT_UNKNOWN] = "unknown" };
  ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
  g_autoptr (ColimPath) p = make_path (quiver, left);
  g_autoptr (ColimPath) q = make_path (quiver, right);

  printf ("%s = %s: %s\n", left, right, answers[colim_presentation_decide (presentation, p, q, BUDGET)]);
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
  g_autoptr (ColimPresentation) braids = present_braids ();
  g_autoptr (ColimCompletion) unending = colim_completion_new (braids, BUDGET);
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

  printf ("braids: %s rules\n", colim_completion_is_confluent (unending) ? "complete" : "incomplete");
  ask (braids, "xbab", "xba");
  ask (braids, "xba", "xb");
  ask (braids, "abaabaa", "aabaaba");
  ask (braids, "ab", "ba");

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
