/* The paths of a learning graph: its homs, identities included. */

#include <colim/paths.h>

#include <colim/order.h>
#include <colim/path-count.h>

#include "lib/categories/path-count-private.h"
#include "lib/categories/path-space-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/exact/natural-private.h"

struct _ColimPaths {
  GPtrArray *paths; /* ColimPath */
  gboolean complete;
};

/**
 * ColimPaths:
 *
 * The paths of a learning graph between selected vertices.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimPaths, colim_paths, colim_paths_ref, colim_paths_unref)

/* The selected ends, and what lies between them. */
typedef struct {
  ColimRewriting *order;
  ColimQuiver *quiver;
  guint8 *sources;
  guint8 *targets;
  guint8 *between;
} Ends;

static void
clear_ends (Ends *self)
{
  g_clear_pointer (&self->order, colim_rewriting_unref);
  g_free (self->sources);
  g_free (self->targets);
  g_free (self->between);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ends, clear_ends)

/* FALSE if there are infinitely many paths and no bound. */
static gboolean
find_ends (Ends *self, ColimCSet *graph, const ColimSelection *selection, GError **error)
{
  g_autofree guint8 *after = NULL;
  g_autofree gint32 *cycle = NULL;
  gsize n, n_cycle;

  if ((self->order = colim_order_new (graph, COLIM_POLICY_EXPLICIT, error)) == NULL)
    return FALSE;
  self->quiver = colim_rewriting_get_quiver (self->order);
  n = (gsize) self->quiver->n_vertices;
  self->sources = g_new0 (guint8, n + 1);
  self->targets = g_new0 (guint8, n + 1);
  for (gsize v = 0; v < n; v++)
    {
      self->sources[v] = selection->source < 0 || (gsize) selection->source == v;
      self->targets[v] = selection->target < 0 || (gsize) selection->target == v;
    }
  after = colim_quiver_reach (self->quiver, self->sources, FALSE, &n);
  self->between = colim_quiver_reach (self->quiver, self->targets, TRUE, &n);
  for (gsize v = 0; v < n; v++)
    self->between[v] = self->between[v] && after[v];
  cycle = colim_quiver_find_cycle (self->quiver, self->between, &n_cycle);
  if (cycle == NULL || selection->max_length >= 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE,
               "edge %d is on a cycle, so there are infinitely many paths: give a bound", cycle[0]);

  return FALSE;
}

/* Whether no path between selected ends is longer than a bound. */
static gboolean
is_short (const Ends *self, gint32 longest)
{
  gsize n = (gsize) self->quiver->n_vertices, n_sources;
  g_autofree gint32 *sources = _colim_vertices_list (self->sources, self->quiver->n_vertices, &n_sources);
  g_autofree gint32 *lengths = g_new (gint32, n + 1);
  g_autofree guint8 *several = g_new (guint8, n + 1);
  g_autoptr (PathSums) sums = _colim_path_sums_new (self->quiver);
  gint32 n_reached;

  _colim_path_lengths (sums, sources, n_sources, self->between, lengths, several);

  const gint32 *reached = _colim_path_sums_list (sums, &n_reached);

  for (gint32 i = 0; i < n_reached; i++)
    if (self->targets[reached[i]] && lengths[reached[i]] > longest)
      return FALSE;

  return TRUE;
}

/* Beyond this bound, counting what is too much to list takes longer than a message should. */
#define LONGEST_COUNTED 10000

/* The number of all paths between the ends, in digits. */
static char *
count_all (const Ends *self, gint32 longest)
{
  gsize n_sources;
  g_autofree gint32 *sources = _colim_vertices_list (self->sources, self->quiver->n_vertices, &n_sources);
  g_autoptr (PathSums) sums = _colim_path_sums_new (self->quiver);
  g_autoptr (ColimNatural) count = NULL;
  mpz_t total;

  mpz_init (total);
  _colim_path_sum (sums, NULL, sources, n_sources, self->between, longest);
  for (gint32 v = 0; v < self->quiver->n_vertices; v++)
    if (self->targets[v])
      mpz_add (total, total, sums->sums[v]);
  count = _colim_natural_take (total);
  mpz_clear (total);

  return colim_natural_to_string (count);
}

static void
refuse (const Ends *self, const ColimSelection *selection, gint32 n_found, GError **error)
{
  g_autofree char *digits = selection->max_length <= LONGEST_COUNTED ? count_all (self, selection->max_length) : NULL;

  if (n_found < selection->cap)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                 "the paths have more than %u edges together: a lower bound, or fewer ends, leaves less", PATH_SPACE_EDGES);
  else if (digits != NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there are %s paths, more than the cap of %" G_GINT64_FORMAT,
                 digits, selection->cap);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there are more paths than the cap of %" G_GINT64_FORMAT,
                 selection->cap);
}

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer space)
{
  return path_space_compare (space, *(const gint32 *) a, *(const gint32 *) b);
}

/**
 * colim_paths_new:
 * @graph: a learning graph
 * @selection: between which ends, how long, and how many at the most
 * @error: return location for an error
 *
 * Lists paths by source, target, length and edges.  Time: that of the answer.
 *
 * Returns: (transfer full): the paths, or %NULL with %COLIM_ERROR_CYCLE if a cycle lies between the ends and there is no
 *   bound, or %COLIM_ERROR_BUDGET if there are more than the cap
 */
ColimPaths *
colim_paths_new (ColimCSet *graph, const ColimSelection *selection, GError **error)
{
  g_return_val_if_fail (graph != NULL && selection != NULL, NULL);

  g_auto (Ends) ends = { 0 };
  g_autoptr (PathSpace) space = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint32));
  ColimPaths *self;

  if (!find_ends (&ends, graph, selection, error))
    return NULL;
  space = path_space_new (ends.order, -1, selection->cap);
  if (!path_space_list (space, ends.sources, ends.targets, selection->max_length, found))
    {
      refuse (&ends, selection, path_space_get_n_paths (space), error);
      return NULL;
    }
  g_array_sort_with_data (found, compare_paths, space);
  self = g_atomic_rc_box_new0 (ColimPaths);
  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (self->paths, path_space_dup_path (space, g_array_index (found, gint32, i)));
  self->complete = selection->max_length < 0 || is_short (&ends, selection->max_length);

  return self;
}

/**
 * colim_paths_ref:
 * @self: paths
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimPaths *
colim_paths_ref (ColimPaths *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimPaths *self)
{
  g_ptr_array_unref (self->paths);
}

/**
 * colim_paths_unref:
 * @self: (transfer full): paths
 *
 * Gives a reference back.
 */
void
colim_paths_unref (ColimPaths *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_paths_get_n:
 * @self: paths
 *
 * Counts the paths in the list.
 *
 * Returns: how many there are
 */
gint32
colim_paths_get_n (const ColimPaths *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->paths->len;
}

/**
 * colim_paths_get_path:
 * @self: paths
 * @index: which one
 *
 * Gives a path.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_paths_get_path (const ColimPaths *self, gint32 index)
{
  g_return_val_if_fail (self != NULL && index >= 0 && (guint) index < self->paths->len, NULL);

  return g_ptr_array_index (self->paths, index);
}

/**
 * colim_paths_is_complete:
 * @self: paths
 *
 * Tells whether the bound left out no path.
 *
 * Returns: whether the list is complete
 */
gboolean
colim_paths_is_complete (const ColimPaths *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->complete;
}

/**
 * colim_paths_count:
 * @graph: a learning graph
 * @selection: between which ends, and how long
 * @func: (scope call) (closure user_data): is told each two vertices between which there is a path, in order
 * @user_data: data for @func
 * @error: return location for an error
 *
 * Counts the paths between each two vertices without listing one: for each source, as many
 * operations on big numbers as there are edges behind it.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_CYCLE
 */
gboolean
colim_paths_count (ColimCSet *graph, const ColimSelection *selection, ColimPathsCountFunc func, gpointer user_data, GError **error)
{
  g_return_val_if_fail (graph != NULL && selection != NULL && func != NULL, FALSE);

  g_auto (Ends) ends = { 0 };
  g_autoptr (PathSums) sums = NULL;

  if (!find_ends (&ends, graph, selection, error))
    return FALSE;
  sums = _colim_path_sums_new (ends.quiver);
  for (gint32 s = 0; s < ends.quiver->n_vertices; s++)
    {
      const gint32 *reached;
      gint32 n_reached;

      if (!ends.sources[s])
        continue;
      _colim_path_sum (sums, NULL, &s, 1, ends.between, selection->max_length);
      reached = _colim_path_sums_list (sums, &n_reached);
      for (gint32 i = 0; i < n_reached; i++)
        if (ends.targets[reached[i]] && mpz_sgn (sums->sums[reached[i]]) > 0)
          {
            g_autoptr (ColimNatural) count = _colim_natural_take (sums->sums[reached[i]]);

            func (s, reached[i], count, user_data);
          }
    }

  return TRUE;
}
