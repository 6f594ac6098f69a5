/* Colimits of graphs of growing size beside the least that they could cost: to gather each column of the result once,
 * out[i] = t[in[i]], into memory as new as theirs.  Graphs are glued along a tenth, in order or at random, where the
 * columns that are gathered are then as random.
 */

#include <colim/colim.h>
#include <string.h>

#include "tests/bench/scaling.h"
#include "tests/lib/csets/graphs.h"
#include "tests/splitmix.h"

#define MOST_IN_ORDER 4.0
#define MOST_AT_RANDOM 12.0

/* n vertices and n edges: a cycle, or any. */
static ColimCSet *
make_large (gint32 n, guint64 *seed)
{
  g_autofree gint32 *src = g_new (gint32, n), *tgt = g_new (gint32, n);

  for (gint32 i = 0; i < n; i++)
    {
      src[i] = seed == NULL ? i : (gint32) (splitmix_next (seed) % (guint64) n);
      tgt[i] = seed == NULL ? (i + 1) % n : (gint32) (splitmix_next (seed) % (guint64) n);
    }

  return graph_new (n, src, tgt, (gsize) n);
}

static ColimHom *
make_hom (ColimCSet *dom, ColimCSet *codom, const gint32 *vertices, const gint32 *edges)
{
  ColimFinFunction *components[2];
  const gint32 *images[] = { vertices, edges };
  ColimHom *hom;

  for (gint32 ob = 0; ob < 2; ob++)
    components[ob] = colim_fin_function_new (images[ob], (gsize) colim_cset_get_n_parts_at (dom, ob),
                                             colim_cset_get_n_parts_at (codom, ob), NULL);
  hom = colim_hom_new (dom, codom, components, 2, NULL);
  for (gint32 ob = 0; ob < 2; ob++)
    colim_fin_function_unref (components[ob]);

  return hom;
}

/* What is glued: single edges, each with its two ends. */
static ColimCSet *
make_seam (gint32 n_edges)
{
  g_autofree gint32 *src = g_new (gint32, n_edges), *tgt = g_new (gint32, n_edges);

  for (gint32 i = 0; i < n_edges; i++)
    {
      src[i] = 2 * i;
      tgt[i] = 2 * i + 1;
    }

  return graph_new (2 * n_edges, src, tgt, (gsize) n_edges);
}

/* Puts the seam into a graph: on every other edge from one on, or on any. */
static ColimHom *
place_seam (ColimCSet *seam, ColimCSet *graph, gint32 first, guint64 *seed)
{
  gint32 k = colim_cset_get_n_parts_at (seam, 1), n = colim_cset_get_n_parts_at (graph, 1);
  g_autofree gint32 *vertices = g_new (gint32, 2 * k), *edges = g_new (gint32, k);

  for (gint32 i = 0; i < k; i++)
    {
      edges[i] = seed == NULL ? (first + 2 * i) % n : (gint32) (splitmix_next (seed) % (guint64) n);
      vertices[2 * i] = colim_fin_function_apply (colim_cset_get_hom_at (graph, 0), edges[i]);
      vertices[2 * i + 1] = colim_fin_function_apply (colim_cset_get_hom_at (graph, 1), edges[i]);
    }

  return make_hom (seam, graph, vertices, edges);
}

static gint32 *
gather (const ColimFinFunction *column, const gint32 *table)
{
  gsize n;
  const gint32 *in = colim_fin_function_get_values (column, &n);
  gint32 *out = g_new (gint32, n);

  for (gsize i = 0; i < n; i++)
    out[i] = table[in[i]];

  return out;
}

/* All columns of the result: the homs of the apex, and the legs. */
static double
gather_all (const ColimColimit *colimit, const gint32 *table)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  gint64 start = scaling_start_cold ();

  for (gint32 hom = 0; hom < 2; hom++)
    g_ptr_array_add (columns, gather (colim_cset_get_hom_at (colim_colimit_get_apex (colimit), hom), table));
  for (guint leg = 0; leg < colim_colimit_get_n_legs (colimit); leg++)
    for (gint32 ob = 0; ob < 2; ob++)
      g_ptr_array_add (columns, gather (colim_hom_get_component_at (colim_colimit_get_leg (colimit, leg), ob), table));

  return scaling_since (start);
}

typedef struct {
  ColimCSet *a, *b;
  ColimHom *f, *g; /* the seam in a and in b */
  ColimHom *h;     /* the seam in a once more */
} Input;

static ColimColimit *
push_out (const Input *input)
{
  return colim_colimit_new_pushout (input->f, input->g, NULL);
}

static ColimColimit *
add (const Input *input)
{
  return colim_colimit_new_coproduct (colim_cset_get_schema (input->a), (ColimCSet *[]){ input->a, input->b }, 2, NULL);
}

static ColimColimit *
equalize (const Input *input)
{
  return colim_colimit_new_coequalizer (input->f, input->h, NULL);
}

static const struct {
  const char *name;
  ColimColimit *(*make) (const Input *input);
} workloads[] = { { "pushout", push_out }, { "coproduct", add }, { "coequalizer", equalize } };

static gboolean
run (gint32 n_parts, gboolean at_random)
{
  guint64 seed = 1;
  guint64 *random = at_random ? &seed : NULL;
  gint32 n = n_parts / 2, k = n / 20;
  g_autoptr (ColimCSet) a = make_large (n, random), b = make_large (n, random), seam = make_seam (k);
  g_autoptr (ColimHom) f = place_seam (seam, a, n - 2 * k, random), g = place_seam (seam, b, 0, random);
  g_autoptr (ColimHom) h = place_seam (seam, a, 0, random);
  const Input input = { a, b, f, g, h };
  g_autofree gint32 *table = g_new (gint32, 2 * n);
  guint n_rounds = n_parts > 1000000 ? 5 : 30;
  gboolean passed = TRUE;

  for (gint32 i = 0; i < 2 * n; i++)
    table[i] = i;
  for (gsize w = 0; w < G_N_ELEMENTS (workloads); w++)
    {
      double best = G_MAXDOUBLE, least = G_MAXDOUBLE, ratio, most = at_random ? MOST_AT_RANDOM : MOST_IN_ORDER;
      g_autoptr (ColimColimit) kept = NULL;
      gint32 apex = 0;

      for (guint round = 0; round < n_rounds; round++)
        {
          gint64 start = scaling_start_cold ();
          ColimColimit *colimit = workloads[w].make (&input);

          best = MIN (best, scaling_since (start));
          apex = colim_cset_get_n_parts_at (colim_colimit_get_apex (colimit), 0);
          if (round == 0)
            kept = g_steal_pointer (&colimit);
          else
            colim_colimit_unref (colimit);
          least = MIN (least, gather_all (kept, table));
        }
      ratio = best / least;
      printf ("%-11s %8d parts %-9s  apex %8d vertices  %9.3f ms  gathering %9.3f ms  ratio %5.2f of %4.1f%s\n",
              workloads[w].name, n_parts, at_random ? "at random" : "in order", apex, best / 1e6, least / 1e6, ratio,
              most, ratio > most ? "  TOO SLOW" : "");
      passed = passed && ratio <= most;
    }

  return passed;
}

int
main (void)
{
  gboolean passed = TRUE;

  for (guint at_random = 0; at_random < 2; at_random++)
    for (gint32 n_parts = 10000; n_parts <= 10000000; n_parts *= 10)
      passed = run (n_parts, at_random) && passed;

  return !passed;
}
