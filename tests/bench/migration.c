/* Migrations of growing size: Σ along Graph → ReflexiveGraph, and its universal map, take the same time for each
 * vertex of a path; Π as a pullback, the query for triangles and the chase have sizes that are known. */

#include <colim/colim.h>

#include "tests/bench/scaling.h"
#include "tests/lib/csets/graphs.h"
#include "tests/splitmix.h"

static int failures;

static void
report (const char *what, gint64 expected, gint64 actual, double nanoseconds)
{
  printf ("%-36s expected %8" G_GINT64_FORMAT "  actual %8" G_GINT64_FORMAT "  %10.3f ms%s\n", what, expected, actual,
          nanoseconds / 1e6, expected == actual ? "" : "  WRONG");
  failures += expected != actual;
}

static ColimFunctor *
include (const char *dom, const char *codom, const gint32 *objects)
{
  ColimSchema *from = colim_schema_find_builtin (dom), *to = colim_schema_find_builtin (codom);
  gint32 n_homs = colim_schema_get_n_homs (from), lengths[2] = { 1, 1 }, steps[2];

  for (gint32 h = 0; h < n_homs; h++)
    steps[h] = colim_schema_find_hom (to, colim_schema_get_hom_name (from, h));

  return colim_functor_new (from, to, objects, (gsize) colim_schema_get_n_objects (from), lengths, (gsize) n_homs,
                            steps, (gsize) n_homs, NULL);
}

static double
extend (gint32 n)
{
  g_autoptr (ColimFunctor) functor = include ("Graph", "ReflexiveGraph", (const gint32[]) { 0, 1 });
  g_autoptr (ColimCSet) path = graph_new_path (n);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimLeftExtension) extension = colim_left_extension_new (functor, path, G_MAXINT64, NULL);
  double nanoseconds = scaling_since (start);

  if (colim_cset_get_n_parts_at (colim_left_extension_get_cset (extension), 1) != 2 * n - 1)
    g_error ("not %d edges", 2 * n - 1);

  return nanoseconds;
}

static double
factor (gint32 n)
{
  g_autoptr (ColimFunctor) functor = include ("Graph", "ReflexiveGraph", (const gint32[]) { 0, 1 });
  g_autoptr (ColimCSet) path = graph_new_path (n);
  g_autoptr (ColimLeftExtension) extension = colim_left_extension_new (functor, path, G_MAXINT64, NULL);
  ColimCSet *cset = colim_left_extension_get_cset (extension);
  ColimHom *unit = colim_left_extension_get_unit (extension);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimHom) identity = colim_left_extension_factor (extension, unit, cset, NULL);
  double nanoseconds = scaling_since (start);

  if (identity == NULL)
    g_error ("no factor");

  return nanoseconds;
}

/* Σ along a functor that merges: all vertices and edges of a path are one connection. */
static double
collapse (gint32 n)
{
  ColimSchema *from = colim_schema_find_builtin ("Graph"), *to = colim_schema_find_builtin ("Connections");
  g_autoptr (ColimFunctor) functor
      = colim_functor_new (from, to, (const gint32[]) { 0, 0 }, 2, (const gint32[]) { 0, 0 }, 2, NULL, 0, NULL);
  g_autoptr (ColimCSet) path = graph_new_path (n);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimLeftExtension) extension = colim_left_extension_new (functor, path, G_MAXINT64, NULL);
  double nanoseconds = scaling_since (start);

  if (colim_cset_get_n_parts_at (colim_left_extension_get_cset (extension), 0) != 1)
    g_error ("not one connection");

  return nanoseconds;
}

/* The pullback whose size others know, as a right extension. */
static void
pull_back (void)
{
  g_autoptr (ColimFunctor) functor = include ("CoSpanSch", "SquareP", (const gint32[]) { 1, 2, 3 });
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_functor_get_dom (functor));
  guint64 seed = 1;
  g_autoptr (ColimFinFunction) f = splitmix_function (&seed, 9000, 1000);
  g_autoptr (ColimFinFunction) g = splitmix_function (&seed, 11000, 1000);
  g_autoptr (ColimCSet) cospan = NULL;
  g_autoptr (ColimRightExtension) extension = NULL;
  gint64 start;

  colim_cset_builder_add (builder, "B", 9000, NULL);
  colim_cset_builder_add (builder, "C", 11000, NULL);
  colim_cset_builder_add (builder, "D", 1000, NULL);
  colim_cset_builder_set_hom (builder, "f", f, NULL);
  colim_cset_builder_set_hom (builder, "g", g, NULL);
  cospan = colim_cset_builder_end (builder, NULL);
  start = g_get_monotonic_time ();
  extension = colim_right_extension_new (functor, cospan, G_MAXINT64, NULL);
  report ("Π, 9000 × 11000 over 1000", 99865,
          colim_cset_get_n_parts (colim_right_extension_get_cset (extension), "A", NULL), scaling_since (start));
}

/* Expected: what others know, or what counting homomorphisms, which is another algorithm, finds. */
static void
find_triangles (gint32 n, double p, guint64 seed, gint64 expected)
{
  static const char *const variables[] = { "a", "b", "c" };
  g_autoptr (ColimConjunctiveQuery) query = colim_conjunctive_query_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSet) graph = graph_new_random (n, p, seed), cycle = graph_new_cycle (3);
  g_autofree char *what = g_strdup_printf ("triangles of er(%d, %g, %d)", n, p, (int) seed);
  g_autoptr (ColimSolutions) solutions = NULL;
  gint64 start;

  for (gint32 i = 0; i < 3; i++)
    {
      colim_conjunctive_query_add_box (query, "E", NULL);
      colim_conjunctive_query_add_port (query, i, "src", variables[i], NULL);
      colim_conjunctive_query_add_port (query, i, "tgt", variables[(i + 1) % 3], NULL);
      colim_conjunctive_query_add_column (query, variables[i], NULL);
    }
  if (expected < 0)
    {
      g_autoptr (ColimHomSearch) search = colim_hom_search_new (cycle, graph);
      g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
      g_autofree char *digits = colim_natural_to_string (count);

      expected = g_ascii_strtoll (digits, NULL, 10);
    }
  start = g_get_monotonic_time ();
  solutions = colim_conjunctive_query_evaluate (query, graph, G_MAXINT64, NULL);
  report (what, expected, colim_solutions_get_n_rows (solutions), scaling_since (start));
}

static void
close_path (gint32 n)
{
  g_autoptr (ColimCSet) path = graph_new_path (3), long_path = graph_new_path (n);
  g_autoptr (ColimCSet) triangle = graph_new (3, (const gint32[]) { 0, 1, 0 }, (const gint32[]) { 1, 2, 2 }, 3);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (path, triangle);
  g_autofree char *what = g_strdup_printf ("chase: closure of a path of %d", n);
  g_autoptr (ColimHom) dependency = NULL;
  g_autoptr (ColimChase) chase = NULL;
  gint64 start;

  colim_hom_search_set_monic (search, "V", NULL);
  dependency = colim_hom_search_find (search, NULL);
  start = g_get_monotonic_time ();
  chase = colim_chase_new (long_path, &dependency, 1, 64, G_MAXINT64, NULL);
  report (what, (gint64) n * (n - 1) / 2, colim_cset_get_n_parts (colim_chase_get_cset (chase), "E", NULL),
          scaling_since (start));
}

int
main (void)
{
  static const gint32 known[] = { 411, 429, 381, 423, 447 };
  ScalingColumn columns[] = { { .name = "Σ" }, { .name = "its universal map" }, { .name = "Σ that merges" } };
  double (*const workloads[]) (gint32 n) = { extend, factor, collapse };

  for (guint64 i = 0; i < G_N_ELEMENTS (known); i++)
    find_triangles (150, 0.05, i + 1, known[i]);
  find_triangles (1000, 0.02, 1, -1);
  find_triangles (3000, 0.01, 1, -1);
  pull_back ();
  close_path (50);
  close_path (100);
  for (gint32 n = 10000; n <= 1000000; n *= 10)
    {
      for (guint round = 0; round < N_ROUNDS; round++)
        for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
          scaling_keep (&columns[i], round, workloads[i] (n), n);
      scaling_row (n, columns, G_N_ELEMENTS (columns));
    }

  return scaling_end (columns, G_N_ELEMENTS (columns)) + failures;
}
