/* An ordered partition of elements, that is refined and taken back.
 *
 *     order:  │ 4 0 │ 2 │ 5 1 3 │      a cell is named by the place where it begins; elements in it are in any order
 *     cell:     0     2   3
 *
 * Refinement splits cells until, for every arrow a: A → B of the graph, elements of one cell of A go to one cell of B,
 * and elements of one cell of B are the images of equally many elements of each cell of A: the partition is equitable.
 * A cell that has split has told the others all but what its largest part has to say, so each element is looked at
 * O(log n) times (Hopcroft, An n log n algorithm for minimizing states in a finite automaton, 1971).
 *
 * What refinement does to the order does not depend on how elements are numbered, and neither does the trace of what it
 * sees on its way, step by step a hash of cells, sizes and counts.  Where a trace goes beyond a limit the refinement is
 * broken off: mostly that is early.
 */

#pragma once

#include "lib/csets/isomorphism/element-graph-private.h"

typedef struct {
  const ElementGraph *graph;
  gint32 *order;
  gint32 *place;   /* for each element, where it is in the order */
  gint32 *cell;    /* for each element */
  gint32 *lengths; /* for each cell */
  gint32 n_open;   /* cells with more than one element */
  gint32 n_apart;  /* those of them that are in other pieces than that which is worked on */
  gint32 *trail;   /* cells that were split off, as far as that can be undone */
  gint32 n_trail;
  gint32 *queue; /* a ring of cells whose elements the others have not been told of */
  gint32 queue_start, n_queued;
  gboolean *queued;
  gint32 *counts;    /* for each element: how often it was touched */
  gint32 *n_touched; /* for each cell */
  gint32 *touched;   /* cells */
  gint32 n_touched_cells;
  gint32 *splitter; /* a copy of the cell that the others are told of */
  gint32 *sorted;   /* scratch */
  gint64 budget;    /* elements looked at; negative: as many as need be */
  gboolean spent;
} Cells;

void _colim_cells_init (Cells *self, const ElementGraph *graph, gint64 budget);
void _colim_cells_clear (Cells *self);
int _colim_cells_refine (Cells *self, gint32 first, gint32 end, GArray *trace, const GArray *limit,
                         gboolean must_equal);
int _colim_cells_individualise (Cells *self, gint32 element, gint32 first, gint32 end, GArray *trace,
                                const GArray *limit, gboolean must_equal);
int _colim_trace_compare (const GArray *a, const GArray *b);
void _colim_cells_undo (Cells *self, gint32 n_trail);
void _colim_cells_spend (Cells *self, gint64 steps);

static inline guint64
_colim_mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline guint64
_colim_mix_in (guint64 hash, guint64 x)
{
  return _colim_mix (hash + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + _colim_mix (x));
}
