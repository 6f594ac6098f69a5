/* The ends of a partition's life; its picture is in the header. */

#include "lib/sets/partition-private.h"

#include "lib/sets/values-private.h"

void
_colim_partition_init (ColimPartition *self, gint32 n)
{
  self->n = n;
  self->parent = _colim_values_new ((gsize) n);
  for (gint32 i = 0; i < n; i++)
    self->parent[i] = i;
}

void
_colim_partition_clear (ColimPartition *self)
{
  g_clear_pointer (&self->parent, g_free);
  self->n = 0;
}

/* Turns the forest into the column of block numbers, in place, and gives it away.  A parent is numbered before
 * its child is looked at, so one pass without any search is enough. */
gint32 *
_colim_partition_quotient (ColimPartition *self, gint32 *n_blocks)
{
  gint32 *blocks = g_steal_pointer (&self->parent);
  gint32 n = 0;

  for (gint32 i = 0; i < self->n; i++)
    blocks[i] = blocks[i] == i ? n++ : blocks[blocks[i]];
  self->n = 0;
  *n_blocks = n;

  return blocks;
}
