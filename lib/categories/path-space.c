/* The paths that a search has met.
 *
 * Each path is stored once, in one pool of edges, and named by a number; a hash table finds it again.  What one step
 * leads to is computed once a path.  So a search over many starting points costs what it meets, not what it meets
 * times how often.
 */

#include "lib/categories/path-space-private.h"

#include "lib/categories/derivation-private.h"
#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/categories/rewriting-private.h"

#include <stdlib.h>
#include <string.h>

/* More would not fit into the numbers that name them, nor into memory. */
#define MOST_PATHS (G_MAXINT32 / 4)

typedef struct {
  gsize start; /* in the pool */
  gint32 n_edges;
  gint32 source;
  gint32 target;
  guint32 hash;
  guint first_step; /* in the list of steps, once known */
  gint32 n_steps;   /* -1: not known yet */
  gboolean cut;     /* a step was left out, for length or for want of space */
  guint32 visit;    /* the search that met the path last */
  gint32 parent;    /* in that search: from where, and by which step */
  guint parent_step;
} Entry;

struct _PathSpace {
  ColimRewriting *rewriting;
  gint32 longest;
  gint64 most;
  gboolean exhausted;
  GArray *pool;    /* gint32: the edges of all paths, one after the other */
  GArray *entries; /* Entry */
  GArray *steps;   /* PathStep */
  gint32 *slots;   /* open addressing; -1: free */
  guint32 n_slots; /* a power of two */
  guint32 visit;
  GArray *queue;   /* gint32 */
  GArray *scratch; /* gint32: a path before it has a name */
};

static Entry *
entry (const PathSpace *self, gint32 path)
{
  return &g_array_index (self->entries, Entry, path);
}

PathSpace *
path_space_new (ColimRewriting *rewriting, gint32 longest, gint64 most)
{
  PathSpace *self = g_new0 (PathSpace, 1);

  self->rewriting = colim_rewriting_ref (rewriting);
  self->longest = longest;
  self->most = MIN (most, MOST_PATHS);
  self->pool = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->steps = g_array_new (FALSE, FALSE, sizeof (PathStep));
  self->n_slots = 64;
  self->slots = g_new (gint32, self->n_slots);
  memset (self->slots, 0xff, self->n_slots * sizeof *self->slots);
  self->queue = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->scratch = g_array_new (FALSE, FALSE, sizeof (gint32));

  return self;
}

void
path_space_free (PathSpace *self)
{
  colim_rewriting_unref (self->rewriting);
  g_array_unref (self->pool);
  g_array_unref (self->entries);
  g_array_unref (self->steps);
  g_free (self->slots);
  g_array_unref (self->queue);
  g_array_unref (self->scratch);
  g_free (self);
}

static guint32
hash_path (gint32 source, const gint32 *edges, gint32 n_edges)
{
  guint64 hash = (guint64) source * 0x9e3779b97f4a7c15u + (guint64) n_edges;

  for (gint32 i = 0; i < n_edges; i++)
    {
      hash = (hash ^ (guint64) edges[i]) * 0xff51afd7ed558ccdu;
      hash ^= hash >> 32;
    }

  return (guint32) (hash ^ (hash >> 29));
}

static void
grow (PathSpace *self)
{
  self->n_slots *= 2;
  self->slots = g_renew (gint32, self->slots, self->n_slots);
  memset (self->slots, 0xff, self->n_slots * sizeof *self->slots);
  for (guint i = 0; i < self->entries->len; i++)
    {
      guint32 slot = entry (self, (gint32) i)->hash & (self->n_slots - 1);

      while (self->slots[slot] >= 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = (gint32) i;
    }
}

gint32
path_space_intern (PathSpace *self, gint32 source, const gint32 *edges, gint32 n_edges)
{
  guint32 hash = hash_path (source, edges, n_edges);
  guint32 slot = hash & (self->n_slots - 1);

  for (; self->slots[slot] >= 0; slot = (slot + 1) & (self->n_slots - 1))
    {
      const Entry *known = entry (self, self->slots[slot]);

      if (known->hash == hash && known->source == source && known->n_edges == n_edges
          && (n_edges == 0
              || memcmp (&g_array_index (self->pool, gint32, known->start), edges, (gsize) n_edges * sizeof *edges) == 0))
        return self->slots[slot];
    }
  if ((gint64) self->entries->len >= self->most || (guint) n_edges > PATH_SPACE_EDGES - self->pool->len)
    {
      self->exhausted = TRUE;
      return -1;
    }

  Entry new = {
    .start = self->pool->len,
    .n_edges = n_edges,
    .source = source,
    .target = n_edges == 0 ? source : self->rewriting->quiver->tgt[edges[n_edges - 1]],
    .hash = hash,
    .n_steps = -1,
  };

  self->slots[slot] = (gint32) self->entries->len;
  if (n_edges > 0)
    g_array_append_vals (self->pool, edges, (guint) n_edges);
  g_array_append_val (self->entries, new);
  if (2 * self->entries->len > self->n_slots)
    grow (self);

  return (gint32) self->entries->len - 1;
}

gint32
path_space_intern_path (PathSpace *self, ColimPath *path)
{
  gsize n_edges;
  const gint32 *edges = colim_path_get_edges (path, &n_edges);

  return path_space_intern (self, colim_path_get_source (path), edges, (gint32) n_edges);
}

gboolean
path_space_is_exhausted (const PathSpace *self)
{
  return self->exhausted;
}

void
path_space_lift (PathSpace *self)
{
  self->most = MOST_PATHS;
}

gint32
path_space_get_n_paths (const PathSpace *self)
{
  return (gint32) self->entries->len;
}

PathView
path_space_view (const PathSpace *self, gint32 path)
{
  const Entry *known = entry (self, path);

  return (PathView) { known->n_edges == 0 ? NULL : &g_array_index (self->pool, gint32, known->start), known->n_edges,
                      known->source, known->target };
}

ColimPath *
path_space_dup_path (const PathSpace *self, gint32 path)
{
  PathView view = path_space_view (self, path);

  return _colim_path_make (view.source, view.target, view.edges, (gsize) view.n_edges);
}

int
path_space_compare (const PathSpace *self, gint32 path, gint32 other)
{
  PathView p = path_space_view (self, path), q = path_space_view (self, other);

  if (p.source != q.source)
    return p.source < q.source ? -1 : 1;
  if (p.target != q.target)
    return p.target < q.target ? -1 : 1;
  if (p.n_edges != q.n_edges)
    return p.n_edges < q.n_edges ? -1 : 1;
  for (gint32 i = 0; i < p.n_edges; i++)
    if (p.edges[i] != q.edges[i])
      return p.edges[i] < q.edges[i] ? -1 : 1;

  return 0;
}

static int
compare_steps (const void *a, const void *b)
{
  const PathStep *first = a, *second = b;

  if (first->rule != second->rule)
    return first->rule < second->rule ? -1 : 1;
  return first->at < second->at ? -1 : first->at > second->at;
}

/* Whether a rule's left side stands at a place of a path; its first edge is known to. */
static gboolean
matches (const PathSpace *self, const Entry *known, gint32 rule, gint32 at)
{
  gsize n_edges;
  const gint32 *left = colim_path_get_edges (self->rewriting->from[rule], &n_edges);

  return (gsize) (known->n_edges - at) >= n_edges
         && (n_edges == 0
             || memcmp (&g_array_index (self->pool, gint32, known->start + (gsize) at), left, n_edges * sizeof *left) == 0);
}

static void
find_matches (PathSpace *self, gint32 path, GArray *found)
{
  const ColimRewriting *rules = self->rewriting;
  const Entry *known = entry (self, path);

  for (gint32 at = 0; at <= known->n_edges; at++)
    {
      const gint32 *here = known->n_edges == 0 ? NULL : &g_array_index (self->pool, gint32, known->start);
      gint32 vertex = at == 0 ? known->source : rules->quiver->tgt[here[at - 1]];

      for (gint32 i = rules->vertex_starts[vertex]; i < rules->vertex_starts[vertex + 1]; i++)
        g_array_append_val (found, ((PathStep) { rules->vertex_rules[i], at, -1 }));
      if (at < known->n_edges)
        for (gint32 i = rules->edge_starts[here[at]]; i < rules->edge_starts[here[at] + 1]; i++)
          if (matches (self, known, rules->edge_rules[i], at))
            g_array_append_val (found, ((PathStep) { rules->edge_rules[i], at, -1 }));
    }
}

/* The path after a step, written to the scratch array; FALSE if it is too long. */
static gboolean
rewrite (PathSpace *self, gint32 path, const PathStep *step)
{
  gsize n_left, n_right;
  const gint32 *right;
  const Entry *known = entry (self, path);
  gint32 after;

  colim_path_get_edges (self->rewriting->from[step->rule], &n_left);
  right = colim_path_get_edges (self->rewriting->to[step->rule], &n_right);
  if (self->longest >= 0 && known->n_edges - (gint32) n_left + (gint32) n_right > self->longest)
    return FALSE;
  g_array_set_size (self->scratch, 0);
  if (step->at > 0)
    g_array_append_vals (self->scratch, &g_array_index (self->pool, gint32, known->start), (guint) step->at);
  if (n_right > 0)
    g_array_append_vals (self->scratch, right, (guint) n_right);
  after = step->at + (gint32) n_left;
  if (after < known->n_edges)
    g_array_append_vals (self->scratch, &g_array_index (self->pool, gint32, known->start + (gsize) after),
                         (guint) (known->n_edges - after));

  return TRUE;
}

static void
find_steps (PathSpace *self, gint32 path)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (PathStep));
  guint first = self->steps->len;
  gboolean cut = FALSE;

  find_matches (self, path, found);
  if (found->len > 1)
    qsort (found->data, found->len, sizeof (PathStep), compare_steps);
  for (guint i = 0; i < found->len; i++)
    {
      PathStep *step = &g_array_index (found, PathStep, i);

      if (rewrite (self, path, step))
        step->path = path_space_intern (self, entry (self, path)->source, (const gint32 *) (void *) self->scratch->data,
                                        (gint32) self->scratch->len);
      if (step->path >= 0)
        g_array_append_val (self->steps, *step);
      else
        cut = TRUE;
    }
  entry (self, path)->first_step = first;
  entry (self, path)->n_steps = (gint32) (self->steps->len - first);
  entry (self, path)->cut = cut;
}

const GArray *
path_space_reach (PathSpace *self, gint32 path, gint32 until, gboolean *cut)
{
  self->visit++;
  g_array_set_size (self->queue, 0);
  g_array_append_val (self->queue, path);
  entry (self, path)->visit = self->visit;
  entry (self, path)->parent = -1;
  for (guint head = 0; head < self->queue->len; head++)
    {
      gint32 from = g_array_index (self->queue, gint32, head);

      if (from == until)
        break;
      if (entry (self, from)->n_steps < 0)
        find_steps (self, from);

      guint first = entry (self, from)->first_step;
      guint end = first + (guint) entry (self, from)->n_steps;

      if (cut != NULL && entry (self, from)->cut)
        *cut = TRUE;
      for (guint i = first; i < end; i++)
        {
          Entry *next = entry (self, g_array_index (self->steps, PathStep, i).path);

          if (next->visit != self->visit)
            {
              next->visit = self->visit;
              next->parent = from;
              next->parent_step = i;
              g_array_append_val (self->queue, g_array_index (self->steps, PathStep, i).path);
            }
        }
    }

  return self->queue;
}

gboolean
path_space_is_reached (const PathSpace *self, gint32 path)
{
  return entry (self, path)->visit == self->visit;
}

ColimDerivation *
path_space_derive (PathSpace *self, gint32 from, gint32 to)
{
  GArray *steps = _colim_derivation_steps_new ();
  guint n = 0;

  for (gint32 path = to; path != from; path = entry (self, path)->parent)
    n++;
  g_array_set_size (steps, n);
  for (gint32 path = to; path != from; path = entry (self, path)->parent)
    {
      const PathStep *step = &g_array_index (self->steps, PathStep, entry (self, path)->parent_step);

      g_array_index (steps, DerivationStep, --n) = (DerivationStep) { step->rule, step->at, path_space_dup_path (self, path) };
    }

  return _colim_derivation_take (steps);
}

/* A walk that lists paths: depth first, edge by edge, where something can still come of it. */
typedef struct {
  PathSpace *space;
  const guint8 *useful; /* the vertices from which an end can be reached */
  const guint8 *ends;
  gint32 longest;
  GArray *edges; /* gint32: the path so far */
  GArray *next;  /* gint32: how far each vertex on it has been searched */
} Walk;

/* Calls @found with the edges from @start (those already in walk->edges included) to each end; forward only. */
typedef gboolean (*Found) (Walk *walk, gint32 end, gpointer data);

static gboolean
walk_from (Walk *walk, gint32 start, gboolean backwards, Found found, gpointer data)
{
  const ColimQuiver *quiver = walk->space->rewriting->quiver;
  const Incidence *at = backwards ? &quiver->in : &quiver->out;
  const gint32 *far = backwards ? quiver->src : quiver->tgt;
  guint base = walk->edges->len;
  guint depth = walk->next->len;
  gint32 vertex = start;

  if (!walk->useful[start])
    return TRUE;
  if (walk->ends[start] && !found (walk, start, data))
    return FALSE;
  g_array_append_val (walk->next, at->starts[start]);
  while (walk->next->len > depth)
    {
      gint32 *next = &g_array_index (walk->next, gint32, walk->next->len - 1);

      if (*next == at->starts[vertex + 1] || (walk->longest >= 0 && walk->edges->len >= (guint) walk->longest))
        {
          g_array_set_size (walk->next, walk->next->len - 1);
          if (walk->edges->len > base)
            {
              gint32 edge = g_array_index (walk->edges, gint32, walk->edges->len - 1);

              vertex = backwards ? quiver->tgt[edge] : quiver->src[edge];
              g_array_set_size (walk->edges, walk->edges->len - 1);
            }
          continue;
        }

      gint32 edge = at->items[(*next)++];

      if (!walk->useful[far[edge]])
        continue;
      vertex = far[edge];
      g_array_append_val (walk->edges, edge);
      g_array_append_val (walk->next, at->starts[vertex]);
      if (walk->ends[vertex] && !found (walk, vertex, data))
        {
          g_array_set_size (walk->next, depth);
          g_array_set_size (walk->edges, base);
          return FALSE;
        }
    }

  return TRUE;
}

typedef struct {
  gint32 source;
  GArray *paths;
} Listing;

static gboolean
list_path (Walk *walk, gint32 end, gpointer data)
{
  Listing *listing = data;
  gint32 path = path_space_intern (walk->space, listing->source, (const gint32 *) (void *) walk->edges->data,
                                   (gint32) walk->edges->len);

  if (path >= 0)
    g_array_append_val (listing->paths, path);

  return path >= 0;
}

gboolean
path_space_list_from (PathSpace *self, gint32 source, const guint8 *useful, const guint8 *targets, gint32 longest,
                      GArray *paths)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (gint32));
  Walk walk = { self, useful, targets, longest, edges, next };
  Listing listing = { source, paths };

  return walk_from (&walk, source, FALSE, list_path, &listing);
}

gboolean
path_space_list (PathSpace *self, const guint8 *sources, const guint8 *targets, gint32 longest, GArray *paths)
{
  gsize n;
  g_autofree guint8 *useful = colim_quiver_reach (self->rewriting->quiver, targets, TRUE, &n);

  for (gint32 v = 0; v < self->rewriting->quiver->n_vertices; v++)
    if (sources[v] && !path_space_list_from (self, v, useful, targets, longest, paths))
      return FALSE;

  return TRUE;
}

/* x.l.y for a rule l: first every x backwards from its source, then for each every y forwards from its target. */
typedef struct {
  gint32 rule;
  gint32 longest;
  gint32 source;
  Walk *suffixes; /* its edges are x.l.y as it grows */
  GArray *paths;
  GArray *seen; /* guint8, by path: whether it is in the list already */
} Rewritable;

static gboolean
list_suffix (Walk *walk, gint32 end, gpointer data)
{
  Rewritable *listing = data;
  gint32 path = path_space_intern (walk->space, listing->source, (const gint32 *) (void *) walk->edges->data,
                                   (gint32) walk->edges->len);

  if (path < 0)
    return FALSE;
  if ((guint) path >= listing->seen->len)
    g_array_set_size (listing->seen, MAX ((guint) path + 1, 2 * listing->seen->len));
  if (!g_array_index (listing->seen, guint8, path))
    {
      g_array_index (listing->seen, guint8, path) = TRUE;
      g_array_append_val (listing->paths, path);
    }

  return TRUE;
}

static gboolean
list_prefix (Walk *walk, gint32 start, gpointer data)
{
  Rewritable *listing = data;
  ColimPath *left = walk->space->rewriting->from[listing->rule];
  GArray *whole = listing->suffixes->edges;
  gsize n_edges;
  const gint32 *edges = colim_path_get_edges (left, &n_edges);

  g_array_set_size (whole, 0);
  for (guint i = walk->edges->len; i > 0; i--)
    g_array_append_val (whole, g_array_index (walk->edges, gint32, i - 1));
  if (n_edges > 0)
    g_array_append_vals (whole, edges, (guint) n_edges);
  if (listing->longest >= 0 && whole->len > (guint) listing->longest)
    return TRUE;
  listing->source = start;

  return walk_from (listing->suffixes, colim_path_get_target (left), FALSE, list_suffix, listing);
}

gboolean
path_space_list_rewritable (PathSpace *self, const guint8 *sources, const guint8 *targets, gint32 longest, GArray *paths)
{
  ColimQuiver *quiver = self->rewriting->quiver;
  gsize n;
  g_autofree guint8 *reached = colim_quiver_reach (quiver, sources, FALSE, &n);
  g_autofree guint8 *useful = colim_quiver_reach (quiver, targets, TRUE, &n);
  g_autoptr (GArray) prefix_edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) prefix_next = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) suffix_edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) suffix_next = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) seen = g_array_new (FALSE, TRUE, sizeof (guint8));
  Walk prefixes = { self, reached, sources, longest, prefix_edges, prefix_next };
  Walk suffixes = { self, useful, targets, longest, suffix_edges, suffix_next };

  for (gint32 rule = 0; rule < self->rewriting->n_rules; rule++)
    {
      Rewritable listing = { .rule = rule, .longest = longest, .suffixes = &suffixes, .paths = paths, .seen = seen };

      if (self->rewriting->trivial[rule] || !useful[colim_path_get_target (self->rewriting->from[rule])])
        continue;
      if (!walk_from (&prefixes, colim_path_get_source (self->rewriting->from[rule]), TRUE, list_prefix, &listing))
        return FALSE;
    }

  return TRUE;
}
