/* The pairs of the composite loss: the 2-cells of Free(G, R) that lie over Ind's arrow.
 *
 *     s --p--> t        s indexing, t not, p ≤ q, p ≠ q
 *       --q-->
 */

#include "theory/pairs/pairs-private.h"

typedef struct {
  ColimPath *p;
  ColimPath *q;
  gboolean in_loss;
  gboolean redundant;
  ColimDerivation *derivation;
} Pair;

struct _ColimPairs {
  GArray *pairs; /* Pair */
  gboolean complete;
};

/**
 * ColimPairs:
 *
 * The ordered pairs of parallel paths that a learning graph compares.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimPairs, colim_pairs, colim_pairs_ref, colim_pairs_unref)

static void
clear_pair (Pair *pair)
{
  colim_path_unref (pair->p);
  colim_path_unref (pair->q);
  g_clear_pointer (&pair->derivation, colim_derivation_unref);
}

/* Values of all paths are made once: pairs of one hom-set share them. */
static ColimPath *
share_path (PairsListing *self, GPtrArray *shared, gint32 path)
{
  if (shared->len <= (guint) path)
    g_ptr_array_set_size (shared, path + 1);
  if (g_ptr_array_index (shared, path) == NULL)
    g_ptr_array_index (shared, path) = path_space_dup_path (self->space, path);

  return colim_path_ref (g_ptr_array_index (shared, path));
}

static void
unref_path (gpointer path)
{
  if (path != NULL)
    colim_path_unref (path);
}

static ColimPairs *
finish (PairsListing *self, gboolean explain)
{
  ColimPairs *pairs = g_atomic_rc_box_new0 (ColimPairs);
  g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (unref_path);
  gint32 last = -1;

  pairs->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_array_set_clear_func (pairs->pairs, (GDestroyNotify) clear_pair);
  pairs_listing_sort (self);
  for (guint i = 0; i < self->found->len; i++)
    {
      PairsFound found = g_array_index (self->found, PairsFound, i);
      Pair pair = { .redundant = pairs_listing_is_redundant (self, found.p, found.q) };

      if (self->selection->irredundant && pair.redundant)
        continue;
      pair.p = share_path (self, shared, found.p);
      pair.q = share_path (self, shared, found.q);
      pair.in_loss = self->loss[path_space_view (self->space, found.p).target];
      g_array_append_val (pairs->pairs, pair);
    }
  for (guint i = 0, k = 0; explain && i < self->found->len && k < pairs->pairs->len; i++)
    {
      PairsFound found = g_array_index (self->found, PairsFound, i);
      Pair *pair = &g_array_index (pairs->pairs, Pair, k);

      if (pair->p != g_ptr_array_index (shared, found.p) || pair->q != g_ptr_array_index (shared, found.q))
        continue;
      k++;
      if (found.p != last)
        path_space_reach (self->space, last = found.p, -1, NULL);
      if (path_space_is_reached (self->space, found.q))
        pair->derivation = path_space_derive (self->space, found.p, found.q);
    }
  pairs->complete = pairs_listing_is_complete (self);

  return pairs;
}

static void
refuse (ColimCSet *graph, const PairsListing *listing, GError **error)
{
  const ColimSelection *selection = listing->selection;
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimNatural) in_loss = NULL;
  g_autofree char *digits = NULL, *found = NULL;

  if (!selection->irredundant && colim_pairs_is_countable (graph, selection, NULL)
      && colim_pairs_count (graph, selection, &count, &in_loss, NULL))
    {
      digits = colim_natural_to_string (count);
      found = g_str_equal (digits, "1") ? g_strdup ("is 1 pair") : g_strdup_printf ("are %s pairs", digits);
    }
  if (found != NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there %s, more than the cap of %" G_GINT64_FORMAT,
                 found, selection->cap);
  else if (path_space_is_exhausted (listing->space) && path_space_get_n_paths (listing->space) < selection->cap)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                 "the paths to visit have more than %u edges together: a lower bound, or fewer ends, leaves less", PATH_SPACE_EDGES);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there are more pairs, or paths to visit, than the cap of %" G_GINT64_FORMAT,
                 selection->cap);
}

/**
 * colim_pairs_new:
 * @graph: a learning graph
 * @selection: which pairs
 * @explain: whether to keep a derivation for each
 * @error: return location for an error
 *
 * Lists the ordered pairs of the composite loss, by source, target, lesser and greater path.  Time: that of the
 * answer, where there is no bound.  Source: arXiv 2501.01515, section 4.
 *
 * Returns: (transfer full): the pairs, or %NULL with %COLIM_ERROR_CYCLE if a bound is needed, or %COLIM_ERROR_BUDGET
 *   if there are more than the cap
 */
ColimPairs *
colim_pairs_new (ColimCSet *graph, const ColimSelection *selection, gboolean explain, GError **error)
{
  g_return_val_if_fail (graph != NULL && selection != NULL, NULL);

  g_auto (PairsListing) listing = { 0 };
  g_autoptr (ColimPairs) pairs = NULL;

  if (!pairs_listing_begin (&listing, graph, selection, error))
    return NULL;
  if (!pairs_listing_run (&listing))
    {
      refuse (graph, &listing, error);
      return NULL;
    }
  pairs = finish (&listing, explain);
  /* Redundancy was not judged to its end. */
  if (path_space_is_exhausted (listing.space))
    {
      refuse (graph, &listing, error);
      return NULL;
    }

  return g_steal_pointer (&pairs);
}

/**
 * colim_pairs_ref:
 * @self: pairs
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimPairs *
colim_pairs_ref (ColimPairs *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_pairs (ColimPairs *self)
{
  g_array_unref (self->pairs);
}

/**
 * colim_pairs_unref:
 * @self: (transfer full): pairs
 *
 * Gives a reference back.
 */
void
colim_pairs_unref (ColimPairs *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_pairs);
}

static const Pair *
get_pair (const ColimPairs *self, gint32 pair)
{
  return &g_array_index (self->pairs, Pair, pair);
}

/**
 * colim_pairs_get_n:
 * @self: pairs
 *
 * Counts the pairs in the list.
 *
 * Returns: how many there are
 */
gint32
colim_pairs_get_n (const ColimPairs *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->pairs->len;
}

/**
 * colim_pairs_get_p:
 * @self: pairs
 * @pair: which one
 *
 * Gives the lesser path: the first argument of the distance, the prediction.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_pairs_get_p (const ColimPairs *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && (guint) pair < self->pairs->len, NULL);

  return get_pair (self, pair)->p;
}

/**
 * colim_pairs_get_q:
 * @self: pairs
 * @pair: which one
 *
 * Gives the greater path: the second argument of the distance.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_pairs_get_q (const ColimPairs *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && (guint) pair < self->pairs->len, NULL);

  return get_pair (self, pair)->q;
}

/**
 * colim_pairs_is_in_loss:
 * @self: pairs
 * @pair: which one
 *
 * Tells whether the pair's target carries a loss; pairs elsewhere are listed and not summed.
 *
 * Returns: whether it does
 */
gboolean
colim_pairs_is_in_loss (const ColimPairs *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && (guint) pair < self->pairs->len, FALSE);

  return get_pair (self, pair)->in_loss;
}

/**
 * colim_pairs_is_redundant:
 * @self: pairs
 * @pair: which one
 *
 * Tells whether the pair is a shorter counted one between a common prefix and a common suffix,
 * judged in the whole graph.
 *
 * Returns: whether it is
 */
gboolean
colim_pairs_is_redundant (const ColimPairs *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && (guint) pair < self->pairs->len, FALSE);

  return get_pair (self, pair)->redundant;
}

/**
 * colim_pairs_get_derivation:
 * @self: pairs
 * @pair: which one
 *
 * Tells why the pair is there, if that was asked for.
 *
 * Returns: (transfer none) (nullable): a shortest derivation, or %NULL for a pair that only the policy `paths` selects
 */
ColimDerivation *
colim_pairs_get_derivation (const ColimPairs *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && (guint) pair < self->pairs->len, NULL);

  return get_pair (self, pair)->derivation;
}

/**
 * colim_pairs_is_complete:
 * @self: pairs
 *
 * Tells whether no bound left out a path of a hom-set on which a relation acts.
 *
 * Returns: whether the list is complete
 */
gboolean
colim_pairs_is_complete (const ColimPairs *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->complete;
}
