/* Limits of growing size: the time for each element of a set, or each edge of a graph, stays level where the limit is
 * as large as they are; a join of triangles through a hub shows that pairs are not gone through. */

#include <colim/colim.h>

#include "tests/bench/scaling.h"
#include "tests/splitmix.h"

static ColimFinLimit *
time_limit (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows, gsize n_arrows, const gint32 *sources,
            const gint32 *targets, double *nanoseconds)
{
  gint64 start = g_get_monotonic_time ();
  ColimFinLimit *limit
      = colim_fin_limit_new (sizes, n_objects, arrows, n_arrows, sources, n_arrows, targets, n_arrows, NULL);

  *nanoseconds = scaling_since (start);
  if (limit == NULL)
    g_error ("no limit");

  return limit;
}

static double
pull_back (gint32 n)
{
  guint64 seed = 1;
  g_autoptr (ColimFinFunction) f = splitmix_function (&seed, n, n);
  g_autoptr (ColimFinFunction) g = splitmix_function (&seed, n, n);
  double nanoseconds;
  g_autoptr (ColimFinLimit) limit
      = time_limit ((gint32[]) { n, n, n }, 3, (ColimFinFunction *[]) { f, g }, 2, (gint32[]) { 0, 1 },
                    (gint32[]) { 2, 2 }, &nanoseconds);

  if (colim_fin_limit_get_n_legs (limit) != 3)
    g_error ("not three legs");

  return nanoseconds;
}

static double
factor (gint32 n)
{
  guint64 seed = 1;
  g_autoptr (ColimFinFunction) f = splitmix_function (&seed, n, n);
  g_autoptr (ColimFinFunction) g = splitmix_function (&seed, n, n);
  g_autoptr (ColimFinLimit) limit = colim_fin_limit_new_pullback (f, g, NULL);
  ColimFinFunction *legs[] = { colim_fin_limit_get_leg (limit, 0), colim_fin_limit_get_leg (limit, 1),
                               colim_fin_limit_get_leg (limit, 2) };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimFinFunction) identity
      = colim_fin_limit_factor (limit, legs, 3, colim_fin_limit_get_apex (limit), NULL);

  if (identity == NULL)
    g_error ("no factor");

  return scaling_since (start);
}

/* Edges of R and S all meet in one vertex, and those of T are apart. */
static double
find_triangles (gint32 n)
{
  g_autofree gint32 *zeros = g_new0 (gint32, n);
  g_autoptr (ColimFinFunction) hub = colim_fin_function_new (zeros, (gsize) n, n, NULL);
  g_autoptr (ColimFinFunction) apart = colim_fin_function_new_identity (n);
  double nanoseconds;
  g_autoptr (ColimFinLimit) limit
      = time_limit ((gint32[]) { n, n, n, n, n, n }, 6,
                    (ColimFinFunction *[]) { apart, hub, hub, apart, apart, apart }, 6,
                    (gint32[]) { 3, 3, 4, 4, 5, 5 }, (gint32[]) { 0, 1, 1, 2, 0, 2 }, &nanoseconds);

  if (colim_fin_limit_get_apex (limit) != n)
    g_error ("not %d triangles", n);

  return nanoseconds;
}

static ColimCSet *
make_graph (guint64 *seed, gint32 n)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  g_autofree gint64 *weights = g_new (gint64, n);

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", n, NULL);
  for (gint32 hom = 0; hom < 2; hom++)
    {
      g_autoptr (ColimFinFunction) ends = splitmix_function (seed, n, n);

      colim_cset_builder_set_hom (builder, hom == 0 ? "src" : "tgt", ends, NULL);
    }
  for (gint32 e = 0; e < n; e++)
    weights[e] = (gint64) (splitmix_next (seed) % 2);
  colim_cset_builder_set_int_values (builder, "weight", weights, (gsize) n, NULL);

  return colim_cset_builder_end (builder, NULL);
}

/* A graph with itself, over itself: what is left is the graph, with all its weights looked at. */
static double
pull_back_graphs (gint32 n)
{
  guint64 seed = 1;
  g_autoptr (ColimCSet) graph = make_graph (&seed, n);
  g_autoptr (ColimHom) identity = colim_hom_new_identity (graph);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimLimit) pullback = colim_limit_new_pullback (identity, identity, NULL);

  if (pullback == NULL || !colim_cset_equal (colim_limit_get_apex (pullback), graph))
    g_error ("not the graph");

  return scaling_since (start);
}

/* Ten edges times a tenth as many; half of the pairs have two weights, which make two variables. */
static double
multiply_graphs (gint32 n)
{
  guint64 seed = 1;
  g_autoptr (ColimCSet) small = make_graph (&seed, 10);
  g_autoptr (ColimCSet) large = make_graph (&seed, n / 10);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimLimit) product
      = colim_limit_new_product (colim_cset_get_schema (small), (ColimCSet *[]) { small, large }, 2, NULL);

  if (product == NULL || colim_cset_get_n_variables_at (colim_limit_get_apex (product), 0) != 2)
    g_error ("not two variables");

  return scaling_since (start);
}

/* The workloads whose sizes are known from others. */
static void
join (void)
{
  guint64 seed = 1;
  g_autoptr (ColimFinFunction) f = splitmix_function (&seed, 9000, 1000);
  g_autoptr (ColimFinFunction) g = splitmix_function (&seed, 11000, 1000);
  ColimFinFunction *arrows[3];
  double binary, ternary;
  g_autoptr (ColimFinLimit) two
      = time_limit ((gint32[]) { 9000, 11000, 1000 }, 3, (ColimFinFunction *[]) { f, g }, 2, (gint32[]) { 0, 1 },
                    (gint32[]) { 2, 2 }, &binary);
  g_autoptr (ColimFinLimit) three = NULL;

  seed = 1;
  for (gint32 i = 0; i < 3; i++)
    arrows[i] = splitmix_function (&seed, 400 + 100 * i, 50);
  three = time_limit ((gint32[]) { 400, 500, 600, 50 }, 4, arrows, 3, (gint32[]) { 0, 1, 2 }, (gint32[]) { 3, 3, 3 },
                      &ternary);
  for (guint i = 0; i < 3; i++)
    colim_fin_function_unref (arrows[i]);
  if (colim_fin_limit_get_apex (two) != 99865 || colim_fin_limit_get_apex (three) != 47422)
    g_error ("not 99865 and 47422");
  printf ("9000 × 11000 over 1000: %d in %.3f ms; 400 × 500 × 600 over 50: %d in %.3f ms\n",
          colim_fin_limit_get_apex (two), binary / 1e6, colim_fin_limit_get_apex (three), ternary / 1e6);
}

int
main (void)
{
  ScalingColumn columns[] = { { .name = "pullback" }, { .name = "factor" },         { .name = "triangles" },
                              { .name = "graphs" },   { .name = "graph product" } };
  double (*const workloads[]) (gint32 n) = { pull_back, factor, find_triangles, pull_back_graphs, multiply_graphs };

  for (guint round = 0; round < N_ROUNDS; round++)
    join ();
  for (gint32 n = 10000; n <= 1000000; n *= 10)
    {
      for (guint round = 0; round < N_ROUNDS; round++)
        for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
          scaling_keep (&columns[i], round, workloads[i] (n), n);
      scaling_row (n, columns, G_N_ELEMENTS (columns));
    }

  return scaling_end (columns, G_N_ELEMENTS (columns));
}
