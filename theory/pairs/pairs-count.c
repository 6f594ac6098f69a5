/* How many pairs there are, without a pair in sight.
 *
 * Where all relations are between single edges, p ≤ q iff their edges are related one by one, so the related pairs are
 * the paths of the graph whose arcs are the related pairs of edges: summed, not listed.  Under the policy `paths` a
 * hom-set of n paths in which nothing is related has n (n - 1) pairs.
 */

#include "theory/pairs/pairs-count-private.h"

#include "lib/exact/natural-private.h"

/* Whether a relation that says something lies between a selected source and a selected target. */
static gboolean
is_acted_on (const PairsListing *self)
{
  gsize n;
  g_autofree guint8 *reached = colim_quiver_reach (self->quiver, self->sources, FALSE, &n);
  g_autofree guint8 *useful = colim_quiver_reach (self->quiver, self->targets, TRUE, &n);

  for (gint32 r = 0; r < self->order->n_rules; r++)
    if (!self->order->trivial[r] && reached[colim_path_get_source (self->order->from[r])]
        && useful[colim_path_get_target (self->order->from[r])])
      return TRUE;

  return FALSE;
}

static gboolean
is_countable (const PairsListing *self)
{
  if (self->selection->irredundant && self->selection->policy == COLIM_POLICY_PATHS)
    return FALSE;

  return colim_rewriting_is_edgewise (self->order) || (!self->selection->irredundant && !is_acted_on (self));
}

void
_colim_pairs_add_total (PairsTotals *totals, const PairsListing *self, gint32 target, const mpz_t number)
{
  mpz_add (totals->all, totals->all, number);
  if (self->loss[target])
    mpz_add (totals->in_loss, totals->in_loss, number);
}

/* What a count of paths and a count of related pairs of paths are made with. */
typedef struct {
  PathSums *paths;
  PathSums *related;
  guint8 *useful;
  gint64 *above; /* by edge; NULL where no relation acts */
} Counting;

/* Adds the pairs from some sources; under `paths` they must be one source, for its hom-sets are judged one by one. */
static void
count_from (const PairsListing *self, Counting *counting, const gint32 *sources, gsize n_sources, PairsTotals *totals)
{
  const gint32 *reached;
  gint32 n_reached;
  mpz_t number;

  mpz_init (number);
  _colim_path_sum (counting->paths, NULL, sources, n_sources, counting->useful, self->longest);
  _colim_path_sum (counting->related, counting->above, sources, n_sources, counting->useful, self->longest);
  reached = _colim_path_sums_list (counting->paths, &n_reached);
  for (gint32 i = 0; i < n_reached; i++)
    if (self->targets[reached[i]])
      {
        const mpz_t *paths = &counting->paths->sums[reached[i]];

        mpz_sub (number, counting->related->sums[reached[i]], *paths);
        if (self->selection->policy == COLIM_POLICY_PATHS && mpz_sgn (number) == 0 && mpz_sgn (*paths) > 0)
          {
            mpz_sub_ui (number, *paths, 1);
            mpz_mul (number, number, *paths);
          }
        _colim_pairs_add_total (totals, self, reached[i], number);
      }
  mpz_clear (number);
}

static void
count_directly (const PairsListing *self, PairsTotals *totals)
{
  gsize n_sources, n;
  g_autofree gint32 *sources = _colim_vertices_list (self->sources, self->quiver->n_vertices, &n_sources);
  g_autofree gint64 *above = NULL;
  g_autofree guint8 *useful = colim_quiver_reach (self->quiver, self->targets, TRUE, &n);
  g_autoptr (PathSums) paths = _colim_path_sums_new (self->quiver);
  g_autoptr (PathSums) related = _colim_path_sums_new (self->quiver);
  Counting counting = { paths, related, useful, NULL };

  if (self->selection->irredundant)
    {
      _colim_pairs_count_irredundant (self, useful, totals);
      return;
    }

  /* Where no relation acts, what the relations elsewhere say of edges is not asked. */
  if (colim_rewriting_is_edgewise (self->order))
    counting.above = above = _colim_rewriting_count_above (self->order);
  if (self->selection->policy != COLIM_POLICY_PATHS)
    count_from (self, &counting, sources, n_sources, totals);
  else
    for (gsize i = 0; i < n_sources; i++)
      count_from (self, &counting, &sources[i], 1, totals);
}

/**
 * colim_pairs_is_countable:
 * @graph: a learning graph
 * @selection: which pairs
 * @error: return location for an error
 *
 * Tells whether the pairs can be counted without listing them.
 *
 * Returns: whether they can; %FALSE with @error set where there is no number of them, for want of a bound
 */
gboolean
colim_pairs_is_countable (ColimCSet *graph, const ColimSelection *selection, GError **error)
{
  g_return_val_if_fail (graph != NULL && selection != NULL, FALSE);

  g_auto (PairsListing) listing = { 0 };

  return pairs_listing_begin (&listing, graph, selection, error) && is_countable (&listing);
}

/**
 * colim_pairs_count:
 * @graph: a learning graph
 * @selection: which pairs
 * @count: (out): how many pairs there are
 * @in_loss: (out): how many of them end at a vertex with a loss
 * @error: return location for an error
 *
 * Counts the pairs: where all relations are between single edges, or none acts, in a linear number of operations on
 * big numbers (for each source, under the policy `paths`); else by listing them.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_CYCLE or %COLIM_ERROR_BUDGET
 */
gboolean
colim_pairs_count (ColimCSet *graph, const ColimSelection *selection, ColimNatural **count, ColimNatural **in_loss, GError **error)
{
  g_return_val_if_fail (graph != NULL && selection != NULL && count != NULL && in_loss != NULL, FALSE);

  g_auto (PairsListing) listing = { 0 };
  PairsTotals totals;

  if (!pairs_listing_begin (&listing, graph, selection, error))
    return FALSE;
  if (!is_countable (&listing))
    {
      g_autoptr (ColimPairs) pairs = colim_pairs_new (graph, selection, FALSE, error);
      guint64 n_in_loss = 0;

      if (pairs == NULL)
        return FALSE;
      for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
        n_in_loss += colim_pairs_is_in_loss (pairs, i) ? 1 : 0;
      *count = colim_natural_new ((guint64) colim_pairs_get_n (pairs));
      *in_loss = colim_natural_new (n_in_loss);
      return TRUE;
    }

  mpz_inits (totals.all, totals.in_loss, NULL);
  count_directly (&listing, &totals);
  *count = _colim_natural_take (totals.all);
  *in_loss = _colim_natural_take (totals.in_loss);
  mpz_clears (totals.all, totals.in_loss, NULL);

  return TRUE;
}
