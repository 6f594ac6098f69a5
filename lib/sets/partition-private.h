/* Partitions of {0, …, n-1} by merging: a forest of parent links, in which the roots are exactly the i with
 * parent[i] == i and name the blocks.  A parent is never greater than its child, so that a block is named by
 * its least element and quotients come out in the order of first appearance, whatever the order of the merges.
 *
 * Linking by least element with path halving takes amortised logarithmic time in the worst case and is nearly
 * linear on what occurs (Tarjan and van Leeuwen, Worst-case analysis of set union algorithms, 1984).
 */

#pragma once

#include <glib.h>

typedef struct {
  gint32 *parent;
  gint32 n;
} ColimPartition;

void _colim_partition_init (ColimPartition *self, gint32 n);
void _colim_partition_clear (ColimPartition *self);
gint32 *_colim_partition_quotient (ColimPartition *self, gint32 *n_blocks);

static inline gint32
_colim_partition_find (ColimPartition *self, gint32 i)
{
  gint32 *parent = self->parent;

  while (parent[i] != i)
    i = parent[i] = parent[parent[i]];

  return i;
}

static inline gboolean
_colim_partition_merge (ColimPartition *self, gint32 i, gint32 j)
{
  i = _colim_partition_find (self, i);
  j = _colim_partition_find (self, j);
  if (i == j)
    return FALSE;
  if (i < j)
    self->parent[j] = i;
  else
    self->parent[i] = j;

  return TRUE;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimPartition, _colim_partition_clear)
