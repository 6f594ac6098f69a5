/* The pairs of ten relations in a diagram of 10³, 10⁴ and 10⁵ edges, and of all hom-sets under `paths`: the time is that of
 * reading the graph, and of the answer.  In pieces, or in one with a single source, and with a long answer.
 *
 * The paper's own algorithm, which lists all paths of all hom-sets, stands beside at 400 edges.  And a thousand diamonds, which
 * have more pairs than there are atoms, are refused with their number. */

#include <colim/colim.h>

#include <string.h>

#include "tests/bench/path-matrix.h"
#include "tests/bench/scaling.h"

#define N_RELATIONS 10

typedef struct {
  ColimCSetBuilder *builder;
  GArray *src, *tgt;
} Growing;

static void
begin (Growing *self)
{
  self->builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  self->src = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
}

static gint32
add_edge (Growing *self, gint32 src, gint32 tgt)
{
  g_array_append_val (self->src, src);
  g_array_append_val (self->tgt, tgt);

  return colim_learning_graph_add_edge (self->builder, src, tgt);
}

/* With relations from each second edge of the first ones to the next. */
static ColimCSet *
end (Growing *self, gint32 n_vertices, gint32 n_relations)
{
  g_autoptr (ColimCSetBuilder) builder = self->builder;
  g_autoptr (GArray) src = self->src, tgt = self->tgt;
  g_autoptr (ColimFinFunction) sources = colim_fin_function_new ((const gint32 *) (void *) src->data, src->len, n_vertices, NULL);
  g_autoptr (ColimFinFunction) targets = colim_fin_function_new ((const gint32 *) (void *) tgt->data, tgt->len, n_vertices, NULL);
  g_autoptr (ColimQuiver) quiver = colim_quiver_new (sources, targets, NULL);

  for (gint32 r = 0; r < n_relations; r++)
    {
      g_autoptr (ColimPath) lesser = colim_path_new (quiver, (gint32[]) { 2 * r }, 1, NULL);
      g_autoptr (ColimPath) greater = colim_path_new (quiver, (gint32[]) { 2 * r + 1 }, 1, NULL);

      colim_learning_graph_add_relation (builder, lesser, greater);
    }

  return colim_cset_builder_end (builder, NULL);
}

/* Sources of their own, each with two edges to a target of its own. */
static ColimCSet *
make_pieces (gint32 n_edges)
{
  Growing growing;

  begin (&growing);
  for (gint32 e = 0; e < n_edges; e += 2)
    {
      gint32 source = colim_learning_graph_add_vertex (growing.builder, COLIM_VERTEX_INDEX);
      gint32 target = colim_learning_graph_add_vertex (growing.builder, COLIM_VERTEX_LOSS);

      add_edge (&growing, source, target);
      add_edge (&growing, source, target);
    }

  return end (&growing, n_edges, N_RELATIONS);
}

/* One source with two edges to each of many targets. */
static ColimCSet *
make_star (gint32 n_edges)
{
  Growing growing;
  gint32 source;

  begin (&growing);
  source = colim_learning_graph_add_vertex (growing.builder, COLIM_VERTEX_INDEX);
  for (gint32 e = 0; e < n_edges; e += 2)
    {
      gint32 target = colim_learning_graph_add_vertex (growing.builder, COLIM_VERTEX_LOSS);

      add_edge (&growing, source, target);
      add_edge (&growing, source, target);
    }

  return end (&growing, n_edges / 2 + 1, N_RELATIONS);
}

/* Nine diamonds in a row of which one is related, and a fan of losses behind them: 2⁸ pairs at each target,
 * and those between the diamonds. */
#define N_DIAMONDS 9

static ColimCSet *
make_fan (gint32 n_targets)
{
  Growing growing;

  begin (&growing);
  for (gint32 v = 0; v <= N_DIAMONDS; v++)
    colim_learning_graph_add_vertex (growing.builder, v == 0 ? COLIM_VERTEX_INDEX : COLIM_VERTEX_SPACE);
  for (gint32 e = 0; e < 2 * N_DIAMONDS; e++)
    add_edge (&growing, e / 2, e / 2 + 1);
  for (gint32 t = 0; t < n_targets; t++)
    add_edge (&growing, N_DIAMONDS, colim_learning_graph_add_vertex (growing.builder, COLIM_VERTEX_LOSS));

  return end (&growing, N_DIAMONDS + 1 + n_targets, 1);
}

/* A thousand diamonds in a row, each related. */
static ColimCSet *
make_diamonds (void)
{
  Growing growing;

  begin (&growing);
  for (gint32 v = 0; v <= 1000; v++)
    colim_learning_graph_add_vertex (growing.builder, v == 0 ? COLIM_VERTEX_INDEX : COLIM_VERTEX_LOSS);
  for (gint32 e = 0; e < 2000; e++)
    add_edge (&growing, e / 2, e / 2 + 1);

  return end (&growing, 1001, 1000);
}

static double
list (ColimCSet *graph, const ColimSelection *selection, gint32 expected)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ColimPairs) pairs = colim_pairs_new (graph, selection, FALSE, NULL);

  if (pairs == NULL || colim_pairs_get_n (pairs) != expected)
    g_error ("not %d pairs", expected);

  return scaling_since (start);
}

static double
count (ColimCSet *graph, const ColimSelection *selection)
{
  g_autoptr (ColimNatural) all = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!colim_pairs_count (graph, selection, &all, &in_loss, NULL))
    g_error ("not counted");

  return scaling_since (start);
}

static void
refuse_diamonds (void)
{
  g_autoptr (ColimCSet) graph = make_diamonds ();
  g_autoptr (ColimSelection) selection = colim_selection_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  ColimPairs *pairs = colim_pairs_new (graph, selection, FALSE, &error);

  if (pairs != NULL || strspn (error->message + strlen ("there are "), "0123456789") < 400)
    g_error ("a thousand diamonds are not refused with their number");
  printf ("a thousand diamonds are refused after %.1f ms, their pairs counted in %zu digits\n", scaling_since (start) / 1e6,
          strspn (error->message + strlen ("there are "), "0123456789"));
}

static void
compare (void)
{
  g_autoptr (ColimCSet) graph = make_pieces (400);
  g_autoptr (ColimSelection) selection = colim_selection_new ();
  gint64 start = g_get_monotonic_time ();

  if (path_matrix_count_parallel (graph) != 200)
    g_error ("the matrices do not find 200 hom-sets");
  printf ("     400 edges  the paper's matrices %.0f ns", scaling_since (start) / 400);
  selection->policy = COLIM_POLICY_PATHS;
  printf ("  paths %.0f ns  for each edge\n", list (graph, selection, 400 - N_RELATIONS) / 400);
}

int
main (void)
{
  ScalingColumn columns[] = { { .name = "explicit" }, { .name = "bounded" }, { .name = "paths" },
                              { .name = "count" },    { .name = "star" },    { .name = "fan" } };

  /* With few targets, the fan's paths would all be in the cache. */
  static const struct {
    gint32 n_edges, n_targets;
  } sizes[] = { { 1000, 100 }, { 10000, 300 }, { 100000, 1000 } };

  refuse_diamonds ();
  compare ();
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gint32 n_edges = sizes[i].n_edges;
      g_autoptr (ColimCSet) pieces = make_pieces (n_edges), star = make_star (n_edges), fan = make_fan (sizes[i].n_targets);
      gint32 n_fan = (sizes[i].n_targets << (N_DIAMONDS - 1)) + (1 << N_DIAMONDS) - 1;

      for (guint round = 0; round < N_ROUNDS; round++)
        {
          g_autoptr (ColimSelection) selection = colim_selection_new ();

          scaling_keep (&columns[0], round, list (pieces, selection, N_RELATIONS), n_edges);
          scaling_keep (&columns[4], round, list (star, selection, N_RELATIONS), n_edges);
          scaling_keep (&columns[5], round, list (fan, selection, n_fan), n_fan);
          selection->max_length = 1;
          scaling_keep (&columns[1], round, list (pieces, selection, N_RELATIONS), n_edges);
          selection->policy = COLIM_POLICY_PATHS;
          scaling_keep (&columns[2], round, list (pieces, selection, n_edges - N_RELATIONS), n_edges);
          scaling_keep (&columns[3], round, count (pieces, selection), n_edges);
        }
      scaling_row (n_edges, columns, G_N_ELEMENTS (columns));
    }

  return scaling_end (columns, G_N_ELEMENTS (columns));
}
