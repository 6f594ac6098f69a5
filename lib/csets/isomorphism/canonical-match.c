/* Matching a piece with a plan: any way through it whose end is an isomorphism will do. */

#include "lib/csets/isomorphism/canonical-search-private.h"

typedef struct {
  Frame frame;
  gint32 first;
  gint32 end;
  const Plan *plan;
  const gint32 *other;
  gint32 *elements; /* of the cell */
  gint32 next;
  gint32 n_trail;
  gboolean waiting; /* for what came of the last element */
} MatchPick;

typedef struct {
  Frame frame;
  gint32 first;
  gint32 end;
  const Plan *plan;
  const gint32 *other;
  Division *division;
  gint32 *n_left;  /* for each class: copies that nothing is matched with */
  gint32 *classes; /* for each piece, what it is matched with */
  gint32 **orders;
  gint32 piece;
  gint32 class;
  gboolean waiting;
} MatchSplit;

static void
free_pick (Frame *frame)
{
  MatchPick *self = (MatchPick *) frame;

  g_free (self->elements);
  g_free (self);
}

static void
free_split (Frame *frame)
{
  MatchSplit *self = (MatchSplit *) frame;

  for (gint32 i = 0; i < self->division->n_pieces; i++)
    g_free (self->orders[i]);
  g_free (self->orders);
  g_free (self->n_left);
  g_free (self->classes);
  _colim_division_free (self->division);
  g_free (self);
}

static void
step_pick (Search *search, Frame *frame)
{
  MatchPick *self = (MatchPick *) frame;
  const Plan *next = self->plan->next;
  g_autoptr (GArray) trace = g_array_new (FALSE, FALSE, sizeof (guint64));

  if (self->waiting)
    {
      gint32 *order = g_steal_pointer (&search->answer.order);

      _colim_cells_undo (&search->cells, self->n_trail);
      if (order != NULL)
        {
          _colim_search_pop (search, NULL, order);
          return;
        }
      self->waiting = FALSE;
    }
  /* In an isomorphic piece as many elements would do as in that of the plan. */
  if (self->next > self->plan->length - self->plan->orbit)
    {
      _colim_search_pop (search, NULL, NULL);
      return;
    }
  if (_colim_cells_individualise (&search->cells, self->elements[self->next++], self->first, self->end, trace,
                                  next->trace, TRUE)
      == 0)
    {
      self->waiting = TRUE;
      _colim_search_match (search, self->first, self->end, next, self->other);
    }
  else
    _colim_cells_undo (&search->cells, self->n_trail);
}

/* All pieces are matched: puts them in the order of their classes. */
static void
finish_split (Search *search, MatchSplit *self)
{
  gint32 n_pieces = self->division->n_pieces, n = 0;
  g_autofree gint32 *sequence = g_new (gint32, n_pieces), *starts = g_new0 (gint32, self->plan->n_classes);

  for (gint32 c = 0; c < self->plan->n_classes; n += self->plan->classes[c++].n_copies)
    starts[c] = n;
  for (gint32 i = 0; i < n_pieces; i++)
    sequence[starts[self->classes[i]]++] = i;
  _colim_division_join (self->division, &search->cells, sequence, self->orders);
}

static void
step_split (Search *search, Frame *frame)
{
  MatchSplit *self = (MatchSplit *) frame;
  const Piece *piece;

  if (self->waiting)
    {
      self->waiting = FALSE;
      if (search->answer.order != NULL)
        {
          self->orders[self->piece] = g_steal_pointer (&search->answer.order);
          self->classes[self->piece++] = self->class;
          self->n_left[self->class]--;
          self->class = -1;
        }
    }
  if (self->piece == self->division->n_pieces)
    {
      gint32 *order = NULL;

      finish_split (search, self);
      if (_colim_search_compare (search, self->other, search->cells.order + self->first, self->end - self->first) == 0)
        order = _colim_search_copy_order (search, self->first, self->end);
      _colim_search_pop (search, NULL, order);
      return;
    }
  piece = &self->division->pieces[self->piece];
  for (self->class ++; self->class < self->plan->n_classes; self->class ++)
    {
      const PlanClass *class = &self->plan->classes[self->class];

      if (self->n_left[self->class] == 0
          || _colim_run_compare (class->runs, class->n_runs, piece->runs, piece->n_runs) != 0)
        continue;
      self->waiting = TRUE;
      _colim_division_enter (self->division, &search->cells, self->piece);
      _colim_search_match (search, piece->first, piece->end, class->plan, class->order);
      return;
    }
  _colim_division_join (self->division, &search->cells, NULL, NULL);
  _colim_search_pop (search, NULL, NULL);
}

static void
start_pick (Search *search, gint32 first, gint32 end, const Plan *plan, const gint32 *other)
{
  gint32 cell = first + plan->target;
  MatchPick *self = g_new0 (MatchPick, 1);

  *self = (MatchPick) { { step_pick, free_pick }, first, end, plan, other };
  self->elements = _colim_search_copy_order (search, cell, cell + plan->length);
  self->n_trail = search->cells.n_trail;
  _colim_search_push (search, self);
}

static void
start_split (Search *search, gint32 first, gint32 end, const Plan *plan, const gint32 *other)
{
  Division *division = _colim_division_new (&search->cells, &search->components, first, end);
  MatchSplit *self;
  gint32 n = 0;

  for (gint32 c = 0; c < plan->n_classes; c++)
    n += plan->classes[c].n_copies;
  search->answer = (Answer) { NULL, NULL };
  if (division == NULL)
    return;
  if (division->n_pieces != n)
    {
      _colim_division_join (division, &search->cells, NULL, NULL);
      _colim_division_free (division);
      return;
    }
  self = g_new0 (MatchSplit, 1);
  *self = (MatchSplit) { { step_split, free_split }, first, end, plan, other, division };
  self->n_left = g_new (gint32, plan->n_classes);
  self->classes = g_new (gint32, division->n_pieces);
  self->orders = g_new0 (gint32 *, division->n_pieces);
  self->class = -1;
  for (gint32 c = 0; c < plan->n_classes; c++)
    self->n_left[c] = plan->classes[c].n_copies;
  _colim_search_push (search, self);
}

/* Leaves an order of the piece that is isomorphic to @other, or none. */
void
_colim_search_match (Search *self, gint32 first, gint32 end, const Plan *plan, const gint32 *other)
{
  const Cells *cells = &self->cells;
  gint32 cell = first + plan->target;

  self->answer = (Answer) { NULL, NULL };
  if (plan->kind == SPLIT)
    start_split (self, first, end, plan, other);
  else if (plan->kind == PICK)
    {
      if (cells->cell[cells->order[cell]] == cell && cells->lengths[cell] == plan->length)
        start_pick (self, first, end, plan, other);
    }
  else if (cells->n_open == cells->n_apart
           && _colim_search_compare (self, other, cells->order + first, end - first) == 0)
    self->answer.order = _colim_search_copy_order (self, first, end);
}
