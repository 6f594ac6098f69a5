/* Whether a bound left something out.
 *
 * That is asked of each hom-set with a path longer than the bound: does a relation act in it, or, under `paths`, are there
 * two paths.  What one source reaches is looked at for that source only, and most sources for none.
 */

#include "theory/pairs/pairs-private.h"

#include "lib/categories/path-count-private.h"

typedef struct {
  const PairsListing *listing;
  PathSums *walk;
  guint8 *useful; /* from where a target can be reached */
  gint32 *lengths;
  guint8 *several;
  gint32 *first; /* of the relations that say something, by source: a linked list, ending with -1 */
  gint32 *next;
  guint8 *acted;
  GArray *behind; /* gint32: what stands behind a relation */
} Completeness;

static void
clear (Completeness *self)
{
  g_clear_pointer (&self->walk, _colim_path_sums_free);
  g_free (self->useful);
  g_free (self->lengths);
  g_free (self->several);
  g_free (self->first);
  g_free (self->next);
  g_free (self->acted);
  g_clear_pointer (&self->behind, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Completeness, clear)

static void
begin (Completeness *self, const PairsListing *listing)
{
  gsize n = (gsize) listing->quiver->n_vertices;

  self->listing = listing;
  self->walk = _colim_path_sums_new (listing->quiver);
  self->useful = colim_quiver_reach (listing->quiver, listing->targets, TRUE, &n);
  self->lengths = g_new (gint32, n + 1);
  self->several = g_new (guint8, n + 1);
  self->first = g_new (gint32, n + 1);
  self->next = g_new (gint32, (gsize) listing->order->n_rules + 1);
  self->acted = g_new0 (guint8, n + 1);
  self->behind = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gsize v = 0; v < n; v++)
    self->first[v] = -1;
  for (gint32 r = 0; r < listing->order->n_rules; r++)
    if (!listing->order->trivial[r])
      {
        gint32 v = colim_path_get_source (listing->order->from[r]);

        self->next[r] = self->first[v];
        self->first[v] = r;
      }
}

/* Whether a path from some sources to a target is too long. */
static gboolean
is_long (Completeness *self, const gint32 *sources, gsize n_sources)
{
  _colim_path_lengths (self->walk, sources, n_sources, self->useful, self->lengths, self->several);
  for (gint32 i = 0; i < self->walk->n_reached; i++)
    if (self->listing->targets[self->walk->reached[i]] && self->lengths[self->walk->reached[i]] > self->listing->longest)
      return TRUE;

  return FALSE;
}

/* Marks what stands behind a relation that is behind the source of the last walk. */
static void
mark_acted (Completeness *self)
{
  for (guint i = 0; i < self->behind->len; i++)
    self->acted[g_array_index (self->behind, gint32, i)] = FALSE;
  g_array_set_size (self->behind, 0);
  for (gint32 i = 0; i < self->walk->n_reached; i++)
    for (gint32 r = self->first[self->walk->reached[i]]; r >= 0; r = self->next[r])
      {
        gint32 v = colim_path_get_target (self->listing->order->from[r]);

        if (self->useful[v] && !self->acted[v])
          {
            self->acted[v] = TRUE;
            g_array_append_val (self->behind, v);
          }
      }
  _colim_quiver_spread (self->listing->quiver, self->behind, FALSE, self->useful, self->acted);
}

static gboolean
is_cut (Completeness *self, gint32 source)
{
  gboolean all = self->listing->selection->policy == COLIM_POLICY_PATHS;

  if (!is_long (self, &source, 1))
    return FALSE;
  mark_acted (self);
  for (gint32 i = 0; i < self->walk->n_reached; i++)
    {
      gint32 t = self->walk->reached[i];

      if (self->listing->targets[t] && self->lengths[t] > self->listing->longest
          && (self->acted[t] || (all && self->several[t])))
        return TRUE;
    }

  return FALSE;
}

gboolean
pairs_listing_is_complete (const PairsListing *listing)
{
  g_auto (Completeness) self = { 0 };
  g_autofree gint32 *sources = NULL;
  gsize n_sources;

  if (listing->longest < 0)
    return TRUE;
  begin (&self, listing);
  sources = _colim_vertices_list (listing->sources, listing->quiver->n_vertices, &n_sources);
  if (!is_long (&self, sources, n_sources))
    return TRUE;
  for (gsize i = 0; i < n_sources; i++)
    if (is_cut (&self, sources[i]))
      return FALSE;

  return TRUE;
}
