/* Laying out an arena.
 *
 * Views share the block of what they view, and a pointwise result takes the block of an input that is read no more.  Then
 * the blocks, the largest first, go to the lowest place that is free for as long as they live.
 */

#include "lib/tensor/layout-private.h"

#include "lib/tensor/placement-private.h"

#include <stdlib.h>

#define ALIGNMENT 64

gsize
_colim_layout_measure (ColimProgram *program, gint32 node)
{
  const Shape *shape = &_colim_program_get_node (program, node)->shape;
  gsize n = colim_element_get_size (shape->element);

  for (guint i = 0; i < shape->n_dims; i++)
    {
      gint32 live = (gint32) (-1 - shape->dims[i]);
      gint64 extent = shape->dims[i] < 0 ? _colim_program_get_capacity (program, live) : shape->dims[i];

      if (extent == 0)
        return 0;
      if (__builtin_mul_overflow (n, (gsize) extent, &n))
        n = G_MAXSIZE;
    }

  return n;
}

static Block *
get_block (Layout *self, gint32 node)
{
  return &g_array_index (self->blocks, Block, self->block[node]);
}

static void
add_block (Layout *self, gint32 node, gsize size, gint32 birth, gint32 leaf)
{
  Block block = { (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, 0, birth, birth, leaf };

  self->block[node] = (gint32) self->blocks->len;
  g_array_append_val (self->blocks, block);
}

/* For each node, the last step that reads it or a view of it; views have nodes of their own, and read what they view. */
static gint32 *
find_last_uses (ColimProgram *program, const gint32 *steps, gint32 n_steps, const gint32 *outputs, gsize n_outputs)
{
  gint32 n = colim_program_get_n_nodes (program);
  gint32 *last = g_new0 (gint32, (gsize) n + 1);

  for (gsize i = 0; i < n_outputs; i++)
    last[outputs[i]] = G_MAXINT32;
  for (gint32 s = n_steps; s-- > 0;)
    {
      const Node *node = _colim_program_get_node (program, steps[s]);
      gboolean is_view = node->operation->flags & (OPERATION_VIEW | OPERATION_STATEFUL);

      for (guint i = 0; i < node->operation->n_inputs; i++)
        {
          gint32 use = is_view && i == 0 ? MAX (s, last[steps[s]]) : s;

          last[node->in[i]] = MAX (last[node->in[i]], use);
        }
    }

  return last;
}

/* An input whose place the result of a pointwise step may take, or -1. */
static gint32
find_victim (Layout *self, ColimProgram *program, const Node *node, gint32 step, gsize size, const gint32 *last)
{
  if (!(node->operation->flags & OPERATION_POINTWISE))
    return -1;
  for (guint i = 0; i < node->operation->n_inputs; i++)
    if (get_block (self, node->in[i])->leaf < 0 && last[node->in[i]] == step && get_block (self, node->in[i])->death <= step
        && _colim_layout_measure (program, node->in[i]) == size)
      return node->in[i];

  return -1;
}

static void
assign_blocks (Layout *self, ColimProgram *program, const gint32 *steps, gint32 n_steps, const gint32 *last)
{
  for (gint32 s = 0; s < n_steps; s++)
    {
      const Node *node = _colim_program_get_node (program, steps[s]);
      gsize size = _colim_layout_measure (program, steps[s]);
      gint32 shared = node->operation->flags & (OPERATION_VIEW | OPERATION_STATEFUL) ? node->in[0] : -1;

      for (guint i = 0; i < node->operation->n_inputs; i++)
        if (self->block[node->in[i]] < 0)
          add_block (self, node->in[i], _colim_layout_measure (program, node->in[i]), -1, node->in[i]);
      if (shared < 0)
        shared = find_victim (self, program, node, s, size, last);
      if (shared >= 0)
        self->block[steps[s]] = self->block[shared];
      else
        add_block (self, steps[s], size, s, -1);
      get_block (self, steps[s])->death = MAX (MAX (get_block (self, steps[s])->death, s), last[steps[s]]);
    }
}

static int
compare_sizes (gconstpointer a, gconstpointer b, gpointer data)
{
  const Block *blocks = data, *x = &blocks[*(const gint32 *) a], *y = &blocks[*(const gint32 *) b];

  return x->size != y->size ? (x->size < y->size) - (x->size > y->size) : (x->birth > y->birth) - (x->birth < y->birth);
}

static void
place_blocks (Layout *self, gint32 n_steps)
{
  g_autofree gint32 *order = g_new (gint32, (gsize) self->blocks->len + 1);
  g_autoptr (Placement) placement = _colim_placement_new (n_steps);
  gint32 n = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    if (g_array_index (self->blocks, Block, i).leaf < 0)
      order[n++] = (gint32) i;
  g_qsort_with_data (order, n, sizeof *order, compare_sizes, self->blocks->data);
  for (gint32 i = 0; i < n; i++)
    {
      Block *block = &g_array_index (self->blocks, Block, order[i]);

      block->offset = _colim_placement_take (placement, block->birth, MIN (block->death, n_steps), block->size);
      self->n_bytes = MAX (self->n_bytes, block->offset + block->size);
    }
}

static void
measure_life (Layout *self, gint32 n_steps)
{
  g_autofree gssize *change = g_new0 (gssize, (gsize) n_steps + 2);
  gssize live = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      if (block->leaf >= 0)
        continue;
      change[block->birth] += (gssize) block->size;
      change[MIN (block->death, n_steps) + 1] -= (gssize) block->size;
    }
  for (gint32 s = 0; s <= n_steps; s++)
    {
      live += change[s];
      self->n_live_bytes = MAX (self->n_live_bytes, (gsize) live);
    }
}

void
_colim_layout_init (Layout *self, ColimProgram *program, const gint32 *steps, gint32 n_steps, const gint32 *outputs, gsize n_outputs)
{
  gint32 n = colim_program_get_n_nodes (program);
  g_autofree gint32 *last = find_last_uses (program, steps, n_steps, outputs, n_outputs);

  self->block = g_new (gint32, (gsize) n + 1);
  for (gint32 i = 0; i < n; i++)
    self->block[i] = -1;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  self->n_bytes = self->n_live_bytes = 0;
  assign_blocks (self, program, steps, n_steps, last);
  for (gsize i = 0; i < n_outputs; i++)
    if (self->block[outputs[i]] < 0)
      add_block (self, outputs[i], _colim_layout_measure (program, outputs[i]), -1, outputs[i]);
  place_blocks (self, n_steps);
  measure_life (self, n_steps);
}

void
_colim_layout_clear (Layout *self)
{
  g_free (self->block);
  g_array_unref (self->blocks);
}
