/* What an injective homomorphism needs around an image: the neighbours of an element go to different neighbours of its
 * image, and each of these has at least as many relations as the one that goes there.  So the numbers, sorted, compare
 * one by one:
 *
 *     around e      5  3  3
 *     around y      7  4  3  1        enough:  7 ≥ 5, 4 ≥ 3, 3 ≥ 3
 *     around y'     9  9  2  2        not:     2 < 3
 *
 * (Zampelli, Deville, Solnon, Solving subgraph isomorphism problems with constraint programming, 2010.)
 */

#include "lib/csets/search/hom-search-relations-private.h"

#include "lib/sets/radix-private.h"

/* For each element, or image, of a sort how many it is related with in all ways that have different ends. */
static gint32 *
count_all (const HomState *state, gint32 s, gboolean of_dom)
{
  gint32 n = of_dom ? state->sorts[s].n : state->sorts[s].size;
  gint32 *counts = g_new0 (gint32, n);

  for (guint r = 0; r < state->relations->items->len; r++)
    {
      const HomRelation *relation = _colim_hom_relations_get (state->relations, r);

      if (relation->from == s && state->sorts[relation->to].owners != NULL)
        for (gint32 i = 0; i < n; i++)
          counts[i] += _colim_hom_neighbours_count (of_dom ? &relation->dom : &relation->codom, i);
    }

  return counts;
}

/* For each on one side the counts of its neighbours, largest first, laid out as the neighbours are. */
static gint32 *
list_counts (const HomNeighbours *neighbours, const HomNeighbours *reverse, const gint32 *counts)
{
  g_autofree gint32 *order = g_new (gint32, reverse->n), *filled = g_new0 (gint32, neighbours->n);
  gint32 *lists = g_new (gint32, neighbours->starts[neighbours->n]), most = 0;

  for (gint32 i = 0; i < reverse->n; i++)
    {
      order[i] = i;
      most = MAX (most, counts[i]);
    }
  _colim_radix_sort (order, reverse->n, counts, most + 1);
  for (gint32 k = reverse->n - 1; k >= 0; k--)
    for (gint32 j = reverse->starts[order[k]]; j < reverse->starts[order[k] + 1]; j++)
      {
        gint32 i = reverse->items[j];

        lists[neighbours->starts[i] + filled[i]++] = counts[order[k]];
      }

  return lists;
}

static gboolean
is_enough (const HomNeighbours *dom, const gint32 *wanted, gint32 i, const HomNeighbours *codom, const gint32 *there,
           gint32 image)
{
  gint32 n = _colim_hom_neighbours_count (dom, i);

  if (n > _colim_hom_neighbours_count (codom, image))
    return FALSE;
  wanted += dom->starts[i];
  there += codom->starts[image];
  /* The small ones fail first. */
  for (gint32 k = n - 1; k >= 0; k--)
    if (wanted[k] > there[k])
      return FALSE;

  return TRUE;
}

/* How often something is related with itself. */
static gint32
count_loops (const HomNeighbours *neighbours, gint32 i)
{
  for (gint32 k = neighbours->starts[i]; k < neighbours->starts[i + 1]; k++)
    if (neighbours->items[k] == i)
      return neighbours->times[k];

  return 0;
}

static void
compare_loops (HomState *self, const HomRelation *relation)
{
  for (gint32 i = 0; i < self->sorts[relation->from].n && self->failure.kind == HOM_FAILURE_NONE; i++)
    {
      gint32 e = self->sorts[relation->from].first + i, n = 0, position = 0, image;
      gint32 wanted = count_loops (&relation->dom, i);

      if (wanted == 0)
        continue;
      if (!relation->counted)
        wanted = 1;
      while ((image = _colim_hom_domain_step (&self->domains[e], &position)) >= 0)
        if (count_loops (&relation->codom, image) >= wanted)
          self->scratch[n++] = image;
      if (!_colim_hom_state_narrow (self, e, n, 0))
        _colim_hom_state_fail (self, HOM_FAILURE_COLOUR, e, -1, 0);
    }
}

static void
compare_relation (HomState *self, const HomRelation *relation)
{
  const HomRelation *reverse = _colim_hom_relations_get (self->relations, (guint) relation->reverse);
  g_autofree gint32 *dom_counts = count_all (self, relation->to, TRUE);
  g_autofree gint32 *codom_counts = count_all (self, relation->to, FALSE);
  g_autofree gint32 *wanted = list_counts (&relation->dom, &reverse->dom, dom_counts);
  g_autofree gint32 *there = list_counts (&relation->codom, &reverse->codom, codom_counts);

  for (gint32 i = 0; i < self->sorts[relation->from].n && self->failure.kind == HOM_FAILURE_NONE; i++)
    {
      gint32 e = self->sorts[relation->from].first + i, n = 0, position = 0, image;

      if (_colim_hom_neighbours_count (&relation->dom, i) == 0)
        continue;
      while ((image = _colim_hom_domain_step (&self->domains[e], &position)) >= 0)
        if (is_enough (&relation->dom, wanted, i, &relation->codom, there, image))
          self->scratch[n++] = image;
      if (!_colim_hom_state_narrow (self, e, n, 0))
        _colim_hom_state_fail (self, HOM_FAILURE_COLOUR, e, -1, 0);
    }
}

/* Leaves each element the images around which there is enough.  Time: for each relation a pass over it, and one over
 * each domain. */
void
_colim_hom_state_compare_surroundings (HomState *self)
{
  for (guint r = 0; r < self->relations->items->len && self->failure.kind == HOM_FAILURE_NONE; r++)
    {
      const HomRelation *relation = _colim_hom_relations_get (self->relations, r);

      if (relation->from == relation->to)
        compare_loops (self, relation);
      if (self->failure.kind == HOM_FAILURE_NONE && self->sorts[relation->to].owners != NULL)
        compare_relation (self, relation);
    }
}
