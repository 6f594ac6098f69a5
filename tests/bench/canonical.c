/* Canonical forms and automorphism groups, beside igraph's BLISS.  The clock starts when the graphs are in memory, each
 * in the form that the solver wants, and each solver gives both the canonical numbering and the order of the group.
 *
 *     bench-canonical [--only TEXT] [--alone]
 *
 * Edges are parts of a C-set: they are numbered too, and each generator says where they go; BLISS knows of vertices.
 * What is an edge both ways is two arcs here, and one undirected edge there.
 */

#include <colim/colim.h>

#include "tests/lib/csets/known-graphs.h"

#ifdef HAVE_IGRAPH
#include <igraph/igraph.h>
#endif

#define N_ROUNDS 3

static char *only;
static gboolean alone;

static ColimCSet *
make_grid (gint32 n)
{
  return known_new_grid (n, n);
}

static ColimCSet *
make_cycle (gint32 n)
{
  return known_new_cycles (1, n);
}

static ColimCSet *
make_pentagons (gint32 n)
{
  return known_new_cycles (n, 5);
}

static ColimCSet *
make_paley (gint32 n)
{
  return known_new_relation (n, known_square, n);
}

static ColimCSet *
make_rook (gint32 n)
{
  return known_new_relation (n * n, known_rook, n);
}

static ColimCSet *
make_shrikhande (gint32 n)
{
  return known_new_relation (16, known_shrikhande, 0);
}

static ColimCSet *
make_cube (gint32 n)
{
  return known_new_relation (1 << n, known_one_bit, 0);
}

static ColimCSet *
make_complete (gint32 n)
{
  return known_new_relation (n, known_always, 0);
}

static ColimCSet *
make_corona (gint32 n)
{
  return known_new_corona (n, 3);
}

static ColimCSet *
make_cfi (gint32 n)
{
  return known_new_cfi (n, TRUE);
}

static ColimCSet *
make_regular (gint32 n)
{
  return known_new_regular (n, 3, 1);
}

static ColimCSet *
make_small_random (gint32 n)
{
  return graph_new_random (n, 0.05, 1);
}

static ColimCSet *
make_large_random (gint32 n)
{
  return graph_new_random (n, 0.001, 1);
}

static ColimCSet *
make_points (gint32 n)
{
  return graph_new (n, NULL, NULL, 0);
}

/* The order where it has few digits; NULL: what BLISS says. */
static const struct {
  const char *name;
  ColimCSet *(*make) (gint32 n);
  gint32 n;
  gboolean directed;
  const char *order;
} workloads[] = {
  { "er(150, 0.05)", make_small_random, 150, TRUE, NULL },
  { "er(10000, 0.001)", make_large_random, 10000, TRUE, NULL },
  { "3-regular on 1000", make_regular, 1000, FALSE, NULL },
  { "3-regular on 20000", make_regular, 20000, FALSE, NULL },
  { "projective plane of order 7", known_new_plane, 7, FALSE, "11261376" },
  { "path of 100000", graph_new_path, 100000, TRUE, "1" },
  { "symmetric cycle of 1000", make_cycle, 1000, FALSE, "2000" },
  { "symmetric cycle of 10000", make_cycle, 10000, FALSE, "20000" },
  { "1000 pentagons", make_pentagons, 1000, FALSE, NULL },
  { "2000 points", make_points, 2000, FALSE, NULL },
  { "grid of 30 by 30", make_grid, 30, FALSE, "8" },
  { "grid of 100 by 100", make_grid, 100, FALSE, "8" },
  { "cube of dimension 8", make_cube, 8, FALSE, "10321920" },
  { "cube of dimension 11", make_cube, 11, FALSE, "81749606400" },
  { "Paley graph on 101", make_paley, 101, FALSE, "5050" },
  { "Paley graph on 229", make_paley, 229, FALSE, "26106" },
  { "rook's graph on 10 by 10", make_rook, 10, FALSE, "26336378880000" },
  { "Shrikhande graph", make_shrikhande, 0, FALSE, "192" },
  { "complete graph on 60", make_complete, 60, FALSE, NULL },
  { "corona of a complete graph on 20", make_corona, 20, FALSE, NULL },
  { "Cai, Fuerer, Immerman on 16", make_cfi, 8, FALSE, NULL },
  { "Cai, Fuerer, Immerman on 60", make_cfi, 30, FALSE, NULL },
};

static char *
solve_by_colim (ColimCSet *graph, double *seconds)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimCanonicalForm) form = colim_canonical_form_new (graph, -1, NULL);

  *seconds = (double) (g_get_monotonic_time () - start) / 1e6;

  return colim_natural_to_string (colim_canonical_form_get_order (form));
}

#ifdef HAVE_IGRAPH
static void
make_igraph (ColimCSet *cset, gboolean directed, igraph_t *graph)
{
  ColimFinFunction *src = colim_cset_get_hom (cset, "src", NULL), *tgt = colim_cset_get_hom (cset, "tgt", NULL);
  igraph_vector_int_t edges;

  igraph_vector_int_init (&edges, 0);
  for (gint32 e = 0; e < colim_fin_function_get_dom (src); e++)
    {
      gint32 from = colim_fin_function_apply (src, e), to = colim_fin_function_apply (tgt, e);

      if (!directed && from > to)
        continue;
      igraph_vector_int_push_back (&edges, from);
      igraph_vector_int_push_back (&edges, to);
    }
  igraph_create (graph, &edges, colim_cset_get_n_parts (cset, "V", NULL), directed);
  igraph_vector_int_destroy (&edges);
}

static char *
solve_by_bliss (const igraph_t *graph, double *seconds)
{
  gint64 start = g_get_monotonic_time ();
  igraph_vector_int_t labelling;
  igraph_bliss_info_t info;
  char *order;

  igraph_vector_int_init (&labelling, 0);
  igraph_canonical_permutation (graph, NULL, &labelling, IGRAPH_BLISS_FL, &info);
  *seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  order = g_strdup (info.group_size);
  igraph_free (info.group_size);
  igraph_vector_int_destroy (&labelling);

  return order;
}
#endif

/* The shortest of some rounds; orders beyond 20 digits are shown by how many they have. */
static gboolean
measure (guint i)
{
  g_autoptr (ColimCSet) graph = workloads[i].make (workloads[i].n);
  g_autofree char *order = NULL, *expected = g_strdup (workloads[i].order), *shown = NULL;
  double best = G_MAXDOUBLE, seconds;
  gboolean right;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_free (order);
      order = solve_by_colim (graph, &seconds);
      best = MIN (best, seconds);
    }
  shown = strlen (order) <= 20 ? g_strdup (order) : g_strdup_printf ("%" G_GSIZE_FORMAT " digits", strlen (order));
  g_print ("%-34s %20s  colim %10.3f ms", workloads[i].name, shown, best * 1e3);
#ifdef HAVE_IGRAPH
  if (!alone)
    {
      igraph_t other;
      double best_other = G_MAXDOUBLE;
      g_autofree char *found = NULL;

      make_igraph (graph, workloads[i].directed, &other);
      for (guint round = 0; round < N_ROUNDS; round++)
        {
          g_free (found);
          found = solve_by_bliss (&other, &seconds);
          best_other = MIN (best_other, seconds);
        }
      igraph_destroy (&other);
      g_print ("  BLISS %10.3f ms  ratio %8.2f%s", best_other * 1e3, best_other / best,
               g_str_equal (order, found) ? "" : "  DIFFERENT");
      if (expected == NULL)
        expected = g_steal_pointer (&found);
    }
#endif
  right = expected == NULL || g_str_equal (order, expected);
  g_print ("%s\n", right ? "" : "  WRONG");

  return right;
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, "take only the graphs whose name has this in it", "TEXT" },
    { "alone", 0, 0, G_OPTION_ARG_NONE, &alone, "run no other solver", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- canonical forms beside BLISS");
  gboolean passed = TRUE;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (workloads); i++)
    if (only == NULL || strstr (workloads[i].name, only) != NULL)
      passed = measure (i) && passed;

  return !passed;
}
