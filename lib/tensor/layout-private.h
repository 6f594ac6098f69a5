/* Where the results of a program lie: blocks of one arena, which are used again when what is in them is not read any more. */

#pragma once

#include "lib/tensor/operation-private.h"

typedef struct {
  gsize size;
  gsize offset;
  gint32 birth; /* the first step that writes it, or -1: it is given */
  gint32 death; /* the last step that reads it */
  gint32 leaf;  /* the node that is given, or -1 */
} Block;

typedef struct {
  gint32 *block;  /* of each node, or -1 where a node is not needed */
  GArray *blocks; /* Block */
  gsize n_bytes;
  gsize n_live_bytes; /* the most that is in use at a time: no layout takes less */
} Layout;

/* @steps are the nodes that are computed, in order; @outputs stay to the end. */
void _colim_layout_init (Layout *self, ColimProgram *program, const gint32 *steps, gint32 n_steps, const gint32 *outputs,
                         gsize n_outputs);
void _colim_layout_clear (Layout *self);

/* How many bytes a node takes at most; G_MAXSIZE where they cannot be counted. */
gsize _colim_layout_measure (ColimProgram *program, gint32 node);
