/* The search for the pairs of the composite loss.
 *
 *     s --x--> · --l--> · --y--> t        x.l.y ≤ x.r.y ≤ …
 *                --r-->
 *
 * Only hom-sets on which a relation acts are looked at: the paths that a rule can rewrite are listed as prefix, left
 * side, suffix, and each is followed upwards; since Free(G) cancels, every one of them is the lesser path of a pair,
 * so that the work is that of the answer.
 */

#include "theory/pairs/pairs-private.h"

#include <stdlib.h>
#include <string.h>

/* Where the numbers of what is above a path stand. */
typedef struct {
  guint start;
  gint32 n; /* -1: not followed yet */
} Span;

void
pairs_listing_clear (PairsListing *self)
{
  g_clear_pointer (&self->order, colim_rewriting_unref);
  g_free (self->index);
  g_free (self->loss);
  g_free (self->sources);
  g_free (self->targets);
  g_clear_pointer (&self->space, path_space_free);
  g_clear_pointer (&self->above, g_array_unref);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->related, g_hash_table_unref);
}

/* Bounds are for cycles: where no indexing vertex reaches one, derivations are not bounded. */
static gboolean
set_bounds (PairsListing *self, GError **error)
{
  gsize n, n_cycle;
  g_autofree guint8 *reached = colim_quiver_reach (self->quiver, self->index, FALSE, &n);
  g_autofree gint32 *cycle = colim_quiver_find_cycle (self->quiver, reached, &n_cycle);

  self->longest = self->selection->max_length;
  self->longest_derivation = -1;
  if (cycle == NULL)
    return TRUE;
  if (self->longest < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE,
                   "edge %d is on a cycle that an indexing vertex reaches, so there are infinitely many paths: give a bound",
                   cycle[0]);
      return FALSE;
    }
  self->longest_derivation = MAX (self->longest, self->selection->max_derivation);

  return TRUE;
}

gboolean
pairs_listing_begin (PairsListing *self, ColimCSet *graph, const ColimSelection *selection, GError **error)
{
  if ((self->order = colim_order_new (graph, selection->policy, error)) == NULL)
    return FALSE;
  self->selection = selection;
  self->quiver = colim_rewriting_get_quiver (self->order);

  gsize n = (gsize) colim_quiver_get_n_vertices (self->quiver);

  self->index = g_new0 (guint8, n + 1);
  self->loss = g_new0 (guint8, n + 1);
  self->sources = g_new0 (guint8, n + 1);
  self->targets = g_new0 (guint8, n + 1);
  for (gsize v = 0; v < n; v++)
    {
      ColimVertexKind kind = colim_learning_graph_get_kind (graph, (gint32) v);

      self->index[v] = kind == COLIM_VERTEX_INDEX;
      self->loss[v] = kind == COLIM_VERTEX_LOSS;
      self->sources[v] = self->index[v] && (selection->source < 0 || (gsize) selection->source == v);
      self->targets[v] = !self->index[v] && (selection->target < 0 || (gsize) selection->target == v)
                         && (!selection->in_loss || self->loss[v]);
    }
  if (!set_bounds (self, error))
    return FALSE;
  self->space = path_space_new (self->order, self->longest_derivation, selection->cap);
  self->above = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->found = g_array_new (FALSE, FALSE, sizeof (PairsFound));
  self->related = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return TRUE;
}

static gboolean
is_short (const PairsListing *self, gint32 path)
{
  return self->longest < 0 || path_space_view (self->space, path).n_edges <= self->longest;
}

static int
compare_numbers (const void *a, const void *b)
{
  gint32 first = *(const gint32 *) a, second = *(const gint32 *) b;

  return first < second ? -1 : first > second;
}

/* What is above a path, itself left out, sorted; followed once. */
static Span
follow (PairsListing *self, gint32 path)
{
  while (self->spans->len <= (guint) path)
    g_array_append_val (self->spans, ((Span) { 0, -1 }));
  if (g_array_index (self->spans, Span, path).n < 0)
    {
      const GArray *reached = path_space_reach (self->space, path, -1, NULL);
      Span span = { self->above->len, 0 };

      for (guint i = 1; i < reached->len; i++)
        if (is_short (self, g_array_index (reached, gint32, i)))
          g_array_append_val (self->above, g_array_index (reached, gint32, i));
      span.n = (gint32) (self->above->len - span.start);
      if (span.n > 1)
        qsort (&g_array_index (self->above, gint32, span.start), (gsize) span.n, sizeof (gint32), compare_numbers);
      g_array_index (self->spans, Span, path) = span;
    }

  return g_array_index (self->spans, Span, path);
}

static gboolean
is_above (PairsListing *self, gint32 p, gint32 q)
{
  Span span = follow (self, p);

  return span.n > 0
         && bsearch (&q, &g_array_index (self->above, gint32, span.start), (gsize) span.n, sizeof q, compare_numbers) != NULL;
}

static gint64 *
dup_hom (const PairsListing *self, gint32 source, gint32 target)
{
  gint64 *key = g_new (gint64, 1);

  *key = (gint64) source * self->quiver->n_vertices + target;

  return key;
}

/* Adds the pairs that the order relates, and notes their hom-sets. */
static gboolean
add_related (PairsListing *self)
{
  g_autoptr (GArray) rewritable = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (!path_space_list_rewritable (self->space, self->sources, self->targets, self->longest, rewritable))
    return FALSE;
  for (guint i = 0; i < rewritable->len; i++)
    {
      gint32 p = g_array_index (rewritable, gint32, i);
      Span span = follow (self, p);

      if ((gint64) self->found->len + span.n > self->selection->cap || path_space_is_exhausted (self->space))
        return FALSE;
      for (gint32 j = 0; j < span.n; j++)
        g_array_append_val (self->found, ((PairsFound) { p, g_array_index (self->above, gint32, span.start + (guint) j) }));
      if (self->selection->policy == COLIM_POLICY_PATHS && span.n > 0)
        {
          PathView view = path_space_view (self->space, p);

          g_hash_table_replace (self->related, dup_hom (self, view.source, view.target), GINT_TO_POINTER (TRUE));
        }
    }

  return TRUE;
}

/* What lies between one source and the targets of its hom-sets that no relation relates: marks that are cleared after
 * each source, so that a source costs what it reaches. */
typedef struct {
  guint8 *reached;
  guint8 *ends;
  guint8 *between;
  GArray *found;  /* gint32: what is reached */
  GArray *useful; /* gint32: what is between */
} Between;

static void
unmark (GArray *vertices, guint8 *marks)
{
  for (guint i = 0; i < vertices->len; i++)
    marks[g_array_index (vertices, gint32, i)] = FALSE;
  g_array_set_size (vertices, 0);
}

static void
find_between (PairsListing *self, gint32 source, const guint8 *all, Between *between)
{
  g_array_append_val (between->found, source);
  _colim_quiver_spread (self->quiver, between->found, FALSE, all, between->reached);
  for (guint i = 0; i < between->found->len; i++)
    {
      gint32 t = g_array_index (between->found, gint32, i);
      gint64 key = (gint64) source * self->quiver->n_vertices + t;

      between->ends[t] = self->targets[t] && !g_hash_table_contains (self->related, &key);
      if (between->ends[t])
        g_array_append_val (between->useful, t);
    }
  _colim_quiver_spread (self->quiver, between->useful, TRUE, between->reached, between->between);
}

/* All ordered pairs of distinct paths of the same hom-set. */
static gboolean
pair_all (PairsListing *self, const GArray *paths)
{
  g_autoptr (GHashTable) by_target = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < paths->len; i++)
    {
      gint32 q = g_array_index (paths, gint32, i);
      gpointer target = GINT_TO_POINTER (path_space_view (self->space, q).target);
      GArray *others = g_hash_table_lookup (by_target, target);

      if (others == NULL)
        g_hash_table_insert (by_target, target, others = g_array_new (FALSE, FALSE, sizeof (gint32)));
      if ((gint64) self->found->len + 2 * (gint64) others->len > self->selection->cap)
        return FALSE;
      for (guint j = 0; j < others->len; j++)
        {
          gint32 p = g_array_index (others, gint32, j);

          g_array_append_val (self->found, ((PairsFound) { p, q }));
          g_array_append_val (self->found, ((PairsFound) { q, p }));
        }
      g_array_append_val (others, q);
    }

  return TRUE;
}

/* Under `paths`: all ordered pairs of the hom-sets that no relation relates. */
static gboolean
add_unrelated (PairsListing *self)
{
  gsize n = (gsize) self->quiver->n_vertices + 1;
  g_autofree guint8 *all = colim_quiver_reach (self->quiver, self->targets, TRUE, &n);
  g_autofree guint8 *reached = g_new0 (guint8, n + 1);
  g_autofree guint8 *ends = g_new0 (guint8, n + 1);
  g_autofree guint8 *marks = g_new0 (guint8, n + 1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) useful = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) paths = g_array_new (FALSE, FALSE, sizeof (gint32));
  Between between = { reached, ends, marks, found, useful };
  gboolean fits = TRUE;

  for (gint32 s = 0; s < self->quiver->n_vertices && fits; s++)
    {
      if (!self->sources[s] || !all[s])
        continue;
      find_between (self, s, all, &between);
      fits = path_space_list_from (self->space, s, between.between, between.ends, self->longest, paths)
             && pair_all (self, paths);
      for (guint i = 0; i < found->len; i++)
        ends[g_array_index (found, gint32, i)] = FALSE;
      unmark (found, reached);
      unmark (useful, marks);
      g_array_set_size (paths, 0);
    }

  return fits;
}

/* Under `paths`: whether two paths of a hom-set are related within the bound. */
static gboolean
is_related (PairsListing *self, gint32 source, gint32 target)
{
  g_autofree gint64 *key = dup_hom (self, source, target);
  gpointer known;

  if (g_hash_table_lookup_extended (self->related, key, NULL, &known))
    return GPOINTER_TO_INT (known);
  /* Of the selected hom-sets, all that are related were noted when their pairs were found. */
  if (self->sources[source] && self->targets[target])
    return FALSE;

  g_autofree guint8 *sources = g_new0 (guint8, (gsize) self->quiver->n_vertices);
  g_autofree guint8 *targets = g_new0 (guint8, (gsize) self->quiver->n_vertices);
  g_autoptr (GArray) rewritable = g_array_new (FALSE, FALSE, sizeof (gint32));
  gboolean related = FALSE;

  sources[source] = targets[target] = TRUE;
  path_space_list_rewritable (self->space, sources, targets, self->longest, rewritable);
  for (guint i = 0; i < rewritable->len && !related; i++)
    related = follow (self, g_array_index (rewritable, gint32, i)).n > 0;
  g_hash_table_replace (self->related, g_steal_pointer (&key), GINT_TO_POINTER (related));

  return related;
}

/* Whether the pair of what is left of p and q between two cuts is itself counted at a loss vertex. */
static gboolean
is_counted (PairsListing *self, gint32 p, gint32 q, gint32 prefix, gint32 suffix)
{
  PathView view = path_space_view (self->space, p);
  gint32 source = prefix == 0 ? view.source : self->quiver->tgt[view.edges[prefix - 1]];
  gint32 target = suffix == 0 ? view.target : self->quiver->src[view.edges[view.n_edges - suffix]];
  gint32 parts[2];

  for (guint i = 0; i < 2; i++)
    {
      PathView whole = path_space_view (self->space, i == 0 ? p : q);
      gint32 n = whole.n_edges - prefix - suffix;
      g_autofree gint32 *edges = n == 0 ? NULL : g_memdup2 (whole.edges + prefix, (gsize) n * sizeof *edges);

      if ((parts[i] = path_space_intern (self->space, source, edges, n)) < 0)
        return FALSE;
    }
  if (self->selection->policy == COLIM_POLICY_PATHS && !is_related (self, source, target))
    return TRUE;

  return is_above (self, parts[0], parts[1]);
}

gboolean
pairs_listing_is_redundant (PairsListing *self, gint32 p, gint32 q)
{
  PathView first = path_space_view (self->space, p), second = path_space_view (self->space, q);
  gint32 most = MIN (first.n_edges, second.n_edges);
  gint32 common_prefix = 0, common_suffix = 0;

  while (common_prefix < most && first.edges[common_prefix] == second.edges[common_prefix])
    common_prefix++;
  while (common_suffix < most
         && first.edges[first.n_edges - 1 - common_suffix] == second.edges[second.n_edges - 1 - common_suffix])
    common_suffix++;
  for (gint32 i = 0; i <= common_prefix; i++)
    {
      PathView view = path_space_view (self->space, p);

      if (i > 0 && !self->index[self->quiver->tgt[view.edges[i - 1]]])
        break;
      for (gint32 j = 0; j <= MIN (common_suffix, most - i); j++)
        {
          gint32 target;

          view = path_space_view (self->space, p);
          target = j == 0 ? view.target : self->quiver->src[view.edges[view.n_edges - j]];
          if (i + j > 0 && self->loss[target] && is_counted (self, p, q, i, j))
            return TRUE;
        }
    }

  return FALSE;
}

static int
compare_found (gconstpointer a, gconstpointer b, gpointer ranks)
{
  const PairsFound *first = a, *second = b;
  const gint32 *rank = ranks;
  gint32 i = first->p == second->p ? rank[first->q] : rank[first->p];
  gint32 j = first->p == second->p ? rank[second->q] : rank[second->p];

  return i < j ? -1 : i > j;
}

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer space)
{
  return path_space_compare (space, *(const gint32 *) a, *(const gint32 *) b);
}

void
pairs_listing_sort (PairsListing *self)
{
  gsize n = (gsize) path_space_get_n_paths (self->space);
  g_autofree gint32 *rank = g_new0 (gint32, n + 1);
  g_autoptr (GArray) used = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; i < self->found->len; i++)
    {
      const PairsFound *pair = &g_array_index (self->found, PairsFound, i);

      for (guint j = 0; j < 2; j++)
        {
          gint32 path = j == 0 ? pair->p : pair->q;

          if (rank[path] == 0)
            {
              rank[path] = 1;
              g_array_append_val (used, path);
            }
        }
    }
  g_array_sort_with_data (used, compare_paths, self->space);
  for (guint i = 0; i < used->len; i++)
    rank[g_array_index (used, gint32, i)] = (gint32) i;
  g_array_sort_with_data (self->found, compare_found, rank);
}

gboolean
pairs_listing_run (PairsListing *self)
{
  if (!add_related (self))
    return FALSE;
  if (self->selection->policy == COLIM_POLICY_PATHS && !add_unrelated (self))
    return FALSE;
  /* Redundancy asks about parts of what was found. */
  path_space_lift (self->space);

  return TRUE;
}
