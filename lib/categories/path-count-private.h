#pragma once

#include <colim/quiver.h>

#include <gmp.h>

/* Sums over the paths from some vertices.  The numbers are as many as the vertices; a sum costs what its sources reach.
 */
typedef struct {
  const ColimQuiver *quiver;
  mpz_t *sums;     /* by vertex; 0 where nothing is reached */
  gint32 *reached; /* the vertices that are */
  gint32 n_reached;
  mpz_t *now, *then; /* the paths of one length, and of the next */
  gint32 *order, *next;
  gint32 *waiting; /* how many edges into a vertex were not seen yet */
  guint8 *marks;
} PathSums;

PathSums *_colim_path_sums_new (const ColimQuiver *quiver);
void _colim_path_sums_free (PathSums *self);

/* Makes the sum of each vertex, over all paths from a source to it that stay within @within and have at most @longest
 * edges (-1: any), of the product of the weights of their edges (NULL: 1 each).  FALSE if there would be infinitely
 * many. */
gboolean _colim_path_sum (PathSums *self, const gint64 *weights, const gint32 *sources, gsize n_sources,
                          const guint8 *within, gint32 longest);

/* The vertices that the last sum reached, ascending. */
const gint32 *_colim_path_sums_list (PathSums *self, gint32 *n_vertices);

/* For each vertex that the sources reach within @within, which are listed as above: the length of a longest path to it,
 * G_MAXINT32 where there is no longest one, and whether there are several. */
void _colim_path_lengths (PathSums *self, const gint32 *sources, gsize n_sources, const guint8 *within, gint32 *lengths,
                          guint8 *several);

/* The vertices that are marked, ascending. */
gint32 *_colim_vertices_list (const guint8 *marked, gint32 n_vertices, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PathSums, _colim_path_sums_free)
