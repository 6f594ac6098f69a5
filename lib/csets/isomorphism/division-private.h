/* A piece of an ordered partition that falls apart: its elements that have cells for themselves, and the components of
 * the others.
 *
 *     before   │ a │ b₁ b₂ │ c₁ c₂ c₂ c₁ │         cells of the piece
 *     after    a ‖ b₁ │ c₁ c₁ ‖ b₂ │ c₂ c₂         each component is a piece, its runs are what it has of which cell
 *
 * Elements with cells for themselves tie nothing together: an arrow between them and a cell is the same for all
 * elements of the cell.  So components have nothing to do with each other, except that they may be isomorphic; each is
 * a smaller problem, in which cells may be smaller than before.
 */

#pragma once

#include "lib/csets/isomorphism/cells-private.h"
#include "lib/sets/partition-private.h"

typedef struct {
  gint32 cell; /* of the whole, counted from its beginning */
  gint32 n;
} Run;

typedef struct {
  gint32 first;
  gint32 end;
  gint32 n_open; /* cells */
  Run *runs;
  gint32 n_runs;
} Piece;

typedef struct {
  gint32 first;
  gint32 end;
  gint32 n_open; /* in the whole partition, before */
  gint32 n_apart;
  gint32 *singles; /* places of the elements that have cells for themselves */
  gint32 n_singles;
  Piece *pieces;
  gint32 n_pieces;
  Run *runs;
} Division;

Division *_colim_division_new (Cells *cells, ColimPartition *components, gint32 first, gint32 end);
void _colim_division_enter (const Division *self, Cells *cells, gint32 piece);
void _colim_division_join (Division *self, Cells *cells, const gint32 *pieces, gint32 *const *orders);
void _colim_division_free (Division *self);
int _colim_run_compare (const Run *a, gint32 n_a, const Run *b, gint32 n_b);
