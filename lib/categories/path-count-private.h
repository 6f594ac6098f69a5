#pragma once

#include <colim/quiver.h>

#include <gmp.h>

/* Zeroed numbers, one a vertex. */
mpz_t *_colim_path_sums_new (gsize n);
void _colim_path_sums_free (mpz_t *sums, gsize n);

/* Adds to the sum of each vertex, over all paths from a source to it that stay within @within and have at most @longest
 * edges (-1: any), the product of the weights of their edges (NULL: 1 each).  FALSE if there would be infinitely many. */
gboolean _colim_path_sum (const ColimQuiver *quiver, const gint64 *weights, const guint8 *sources, const guint8 *within,
                          gint32 longest, mpz_t *sums);

/* The length of a longest path from a source to each vertex: -1 for none, G_MAXINT32 where there is no longest one. */
gint32 *_colim_path_lengths (const ColimQuiver *quiver, const guint8 *sources);
