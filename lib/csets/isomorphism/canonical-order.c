/* Ordering a piece: of all ways to do so, the one with the least plan. */

#include "lib/csets/isomorphism/canonical-search-private.h"

typedef struct {
  Frame frame;
  gint32 first;
  gint32 end;
  GArray *trace;
  const Plan *bound; /* of another piece, which is the same up to here; NULL if it is known to be greater */
  gint32 cell;
  gint32 length;
  gint32 *elements;      /* of the cell, ascending */
  ColimPartition orbits; /* of them, by what is known */
  gboolean *tried;       /* for each orbit, at its least element */
  gint32 current;
  gint32 n_trail;
  guint n_movements;    /* those that the orbits know of */
  guint n_factors;      /* where those of the best begin, */
  guint n_best_factors; /* and end */
  gint32 best;
  GArray *child_trace;
  Plan *plan; /* of the best, and its order */
  gint32 *order;
  enum { CHOOSING, MATCHING, ORDERING } state;
} OrderPick;

/* What a component came to. */
typedef struct {
  gint32 number;
  Plan *plan;
  gint32 *order;
  guint movements[2]; /* where its own begin, and end */
  guint factors[2];
} Part;

typedef struct {
  Frame frame;
  gint32 first;
  gint32 end;
  GArray *trace;
  Division *division;
  Part *parts;
  gint32 n_parts; /* as many as are done */
  gboolean waiting;
} OrderSplit;

static void
free_pick (Frame *frame)
{
  OrderPick *self = (OrderPick *) frame;

  g_free (self->elements);
  g_free (self->tried);
  g_free (self->order);
  g_clear_pointer (&self->trace, g_array_unref);
  g_clear_pointer (&self->child_trace, g_array_unref);
  g_clear_pointer (&self->plan, _colim_plan_free);
  _colim_partition_clear (&self->orbits);
  g_free (self);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

/* The cell whose elements touch most that is not settled, and of those the smallest. */
static gint32
choose_cell (const Search *search, gint32 first, gint32 end)
{
  const ElementGraph *graph = &search->graph;
  const Cells *cells = &search->cells;
  gint32 best = -1;
  gint64 most = -1;

  for (gint32 cell = first; cell < end; cell += cells->lengths[cell])
    {
      gint32 element = cells->order[cell];
      const ElementSort *sort = &graph->sorts[graph->sort_of[element]];
      gint64 degree = 0;

      if (cells->lengths[cell] == 1)
        continue;
      for (gint32 i = 0; i < sort->n_out; i++)
        {
          const ElementArrow *arrow = &graph->arrows[sort->out[i]];
          gint32 offset = graph->sorts[arrow->codom].first, n_images;
          const gint32 *images = _colim_element_arrow_follow (arrow, element - sort->first, &n_images);

          for (gint32 j = 0; j < n_images; j++)
            degree += cells->lengths[cells->cell[offset + images[j]]] > 1;
        }
      for (gint32 i = 0; i < sort->n_in; i++)
        {
          const ElementArrow *arrow = &graph->arrows[sort->in[i]];
          gint32 y = element - sort->first, offset = graph->sorts[arrow->dom].first;

          for (gint32 j = arrow->starts[y]; j < arrow->starts[y + 1]; j++)
            degree += cells->lengths[cells->cell[offset + arrow->items[j]]] > 1;
        }
      if (degree > most || (degree == most && cells->lengths[cell] < cells->lengths[best]))
        {
          best = cell;
          most = degree;
        }
    }

  return best;
}

static void
join_orbits (OrderPick *self, gint32 i, gint32 j)
{
  gint32 a = _colim_partition_find (&self->orbits, i), b = _colim_partition_find (&self->orbits, j);

  _colim_partition_merge (&self->orbits, a, b);
  self->tried[MIN (a, b)] = self->tried[a] || self->tried[b];
}

static gint32
find_element (const OrderPick *self, gint32 element)
{
  const gint32 *found
      = bsearch (&element, self->elements, (gsize) self->length, sizeof *self->elements, compare_numbers);

  return (gint32) (found - self->elements);
}

/* Joins the orbits of elements of the cell that an automorphism exchanges.  One that takes the piece to another one
 * says nothing of it. */
static void
learn (OrderPick *self, const Cells *cells, const Movement *movement)
{
  for (gint32 i = 0; i < movement->n; i++)
    {
      gint32 from = movement->pairs[i][0], to = movement->pairs[i][1];

      if (cells->cell[from] == self->cell && cells->cell[to] == self->cell)
        join_orbits (self, find_element (self, from), find_element (self, to));
    }
}

/* What was found in other branches is of use here if it moves none of the elements that were taken on the way. */
static void
learn_known (const Search *search, OrderPick *self)
{
  for (; self->n_movements < search->movements->len; self->n_movements++)
    {
      const Movement *movement = search->movements->pdata[self->n_movements];
      gboolean stays = TRUE;

      for (gint32 i = 0; i < movement->n && stays; i++)
        stays = !search->chosen[movement->pairs[i][0]];
      if (stays)
        learn (self, &search->cells, movement);
    }
}

static void
finish_pick (Search *search, OrderPick *self)
{
  OrderFactor factor = { .exponent = 1 };
  Plan *plan = NULL;

  if (self->plan != NULL)
    {
      gint32 orbit = _colim_partition_find (&self->orbits, self->best);

      for (gint32 i = 0; i < self->length; i++)
        factor.number += _colim_partition_find (&self->orbits, i) == orbit;
      if (factor.number > 1)
        g_array_append_val (search->factors, factor);
      plan = _colim_plan_new_pick (g_steal_pointer (&self->trace), self->cell - self->first, self->length,
                                   (gint32) factor.number, g_steal_pointer (&self->plan));
    }
  _colim_search_pop (search, plan, g_steal_pointer (&self->order));
}

static void
order_child (Search *search, OrderPick *self, const Plan *bound)
{
  self->state = ORDERING;
  _colim_search_order (search, self->first, self->end, g_steal_pointer (&self->child_trace), bound);
}

static void
take_back (Search *search, OrderPick *self)
{
  search->chosen[self->elements[self->current]] = FALSE;
  _colim_cells_undo (&search->cells, self->n_trail);
  g_clear_pointer (&self->child_trace, g_array_unref);
  self->state = CHOOSING;
}

/* Tries the next element that is not known to be like another. */
static void
choose (Search *search, OrderPick *self)
{
  const Plan *limit = self->plan != NULL ? self->plan : self->bound != NULL ? self->bound->next : NULL;
  int result;

  /* What was found below fixes what was taken here, and is an automorphism of the piece all the same. */
  for (; self->n_movements < search->movements->len; self->n_movements++)
    learn (self, &search->cells, search->movements->pdata[self->n_movements]);
  while (self->current < self->length && self->tried[_colim_partition_find (&self->orbits, self->current)])
    self->current++;
  if (self->current == self->length)
    {
      finish_pick (search, self);
      return;
    }
  self->tried[_colim_partition_find (&self->orbits, self->current)] = TRUE;
  search->chosen[self->elements[self->current]] = TRUE;
  self->child_trace = g_array_new (FALSE, FALSE, sizeof (guint64));
  result = _colim_cells_individualise (&search->cells, self->elements[self->current], self->first, self->end,
                                       self->child_trace, limit == NULL ? NULL : limit->trace, FALSE);
  if (result > 0)
    take_back (search, self);
  else if (limit == NULL || result < 0)
    order_child (search, self, NULL);
  else if (self->plan == NULL)
    order_child (search, self, limit);
  else
    {
      self->state = MATCHING;
      _colim_search_match (search, self->first, self->end, self->plan, self->order);
    }
}

static void
end_match (Search *search, OrderPick *self)
{
  g_autofree gint32 *order = g_steal_pointer (&search->answer.order);

  if (order == NULL)
    {
      order_child (search, self, self->plan);
      return;
    }
  take_back (search, self);
  _colim_search_add_movement (search, self->order, order, self->end - self->first);
}

/* Keeps the better of two. */
static void
end_order (Search *search, OrderPick *self)
{
  Answer answer = search->answer;
  int result = -1;

  search->answer = (Answer) { NULL, NULL };
  take_back (search, self);
  if (answer.plan != NULL && self->plan != NULL)
    {
      result = _colim_plan_compare (answer.plan, self->plan);
      if (result == 0)
        result = _colim_search_compare (search, answer.order, self->order, self->end - self->first);
      if (result == 0)
        _colim_search_add_movement (search, self->order, answer.order, self->end - self->first);
    }
  if (answer.plan != NULL && result < 0)
    {
      g_clear_pointer (&self->plan, _colim_plan_free);
      g_free (self->order);
      self->plan = answer.plan;
      self->order = answer.order;
      self->best = self->current;
      g_array_remove_range (search->factors, self->n_factors, self->n_best_factors - self->n_factors);
      self->n_best_factors = search->factors->len;
      return;
    }
  g_clear_pointer (&answer.plan, _colim_plan_free);
  g_free (answer.order);
  g_array_set_size (search->factors, self->n_best_factors);
}

static void
step_pick (Search *search, Frame *frame)
{
  OrderPick *self = (OrderPick *) frame;

  if (self->state == CHOOSING)
    choose (search, self);
  else if (self->state == MATCHING)
    end_match (search, self);
  else
    end_order (search, self);
}

static void
start_pick (Search *search, gint32 first, gint32 end, GArray *trace, const Plan *bound, gint32 cell)
{
  OrderPick *self = g_new0 (OrderPick, 1);

  *self = (OrderPick) { { step_pick, free_pick }, first, end, trace, bound, cell };
  self->length = search->cells.lengths[cell];
  self->elements = _colim_search_copy_order (search, cell, cell + self->length);
  qsort (self->elements, (gsize) self->length, sizeof *self->elements, compare_numbers);
  _colim_partition_init (&self->orbits, self->length);
  self->tried = g_new0 (gboolean, self->length);
  self->n_trail = search->cells.n_trail;
  self->n_factors = self->n_best_factors = search->factors->len;
  learn_known (search, self);
  _colim_search_push (search, self);
}

static void
free_split (Frame *frame)
{
  OrderSplit *self = (OrderSplit *) frame;

  for (gint32 i = 0; i < self->n_parts; i++)
    {
      g_clear_pointer (&self->parts[i].plan, _colim_plan_free);
      g_free (self->parts[i].order);
    }
  g_free (self->parts);
  g_clear_pointer (&self->trace, g_array_unref);
  _colim_division_free (self->division);
  g_free (self);
}

typedef struct {
  Search *search;
  const Piece *pieces;
} PartOrder;

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer data)
{
  const PartOrder *order = data;
  const Part *x = a, *y = b;
  const Piece *p = &order->pieces[x->number], *q = &order->pieces[y->number];
  int result = _colim_run_compare (p->runs, p->n_runs, q->runs, q->n_runs);

  if (result == 0)
    result = _colim_plan_compare (x->plan, y->plan);

  return result != 0 ? result : _colim_search_compare (order->search, x->order, y->order, p->end - p->first);
}

/* All exchanges of isomorphic parts come from that of the first two and a turn of all. */
static void
add_exchanges (Search *search, const Part *parts, gint32 n_parts, gint32 n)
{
  for (gint32 turned = 2; turned <= n_parts; turned = turned == n_parts ? n_parts + 1 : n_parts)
    {
      g_autofree gint32 *from = g_new (gint32, (gsize) turned * (gsize) n);
      g_autofree gint32 *to = g_new (gint32, (gsize) turned * (gsize) n);

      for (gint32 i = 0; i < turned; i++)
        {
          memcpy (from + (gsize) i * (gsize) n, parts[i].order, (gsize) n * sizeof *from);
          memcpy (to + (gsize) i * (gsize) n, parts[(i + 1) % turned].order, (gsize) n * sizeof *to);
        }
      _colim_search_add_movement (search, from, to, turned * n);
    }
}

static void
add_factors (Search *search, GArray *factors, const Part *part, gint32 n_copies)
{
  OrderFactor exchanges = { (guint32) n_copies, TRUE, 1 };

  for (guint i = part->factors[0]; i < part->factors[1]; i++)
    {
      OrderFactor factor = g_array_index (search->factors, OrderFactor, i);

      factor.exponent *= (guint64) n_copies;
      g_array_append_val (factors, factor);
    }
  if (n_copies > 1)
    g_array_append_val (factors, exchanges);
}

static PlanClass
make_class (Part *part, const Piece *piece, gint32 n_copies)
{
  PlanClass class = { .n_runs = piece->n_runs, .n_copies = n_copies, .n = piece->end - piece->first };

  class.runs = g_memdup2 (piece->runs, (gsize) piece->n_runs * sizeof *piece->runs);
  class.order = g_memdup2 (part->order, (gsize) class.n * sizeof *part->order);
  class.plan = g_steal_pointer (&part->plan);

  return class;
}

/* Sorts the parts into kinds, and leaves of the generators and factors of each kind those of one part. */
static void
finish_split (Search *search, OrderSplit *self)
{
  gint32 n = self->n_parts;
  const Piece *pieces = self->division->pieces;
  PartOrder order = { search, pieces };
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (PlanClass));
  g_autoptr (GArray) factors = g_array_new (FALSE, FALSE, sizeof (OrderFactor));
  g_autofree gint32 *sequence = g_new (gint32, n);
  g_autofree gint32 **orders = g_new (gint32 *, n);
  guint n_movements = self->parts[0].movements[0], n_factors = self->parts[0].factors[0], end = search->movements->len;

  g_qsort_with_data (self->parts, n, sizeof *self->parts, compare_parts, &order);
  for (gint32 i = 0, next; i < n; i = next)
    {
      Part *part = &self->parts[i];
      const Piece *piece = &pieces[part->number];

      for (next = i + 1; next < n && compare_parts (part, &self->parts[next], &order) == 0;)
        next++;
      for (guint m = part->movements[0]; m < part->movements[1]; m++)
        g_ptr_array_add (search->movements, g_steal_pointer (&search->movements->pdata[m]));
      add_exchanges (search, part, next - i, piece->end - piece->first);
      add_factors (search, factors, part, next - i);
      g_array_append_vals (classes, (PlanClass[]) { make_class (part, piece, next - i) }, 1);
    }
  g_ptr_array_remove_range (search->movements, n_movements, end - n_movements);
  g_array_set_size (search->factors, n_factors);
  g_array_append_vals (search->factors, factors->data, factors->len);
  for (gint32 i = 0; i < n; i++)
    {
      sequence[i] = self->parts[i].number;
      orders[sequence[i]] = self->parts[i].order;
    }
  _colim_division_join (self->division, &search->cells, sequence, orders);
  _colim_search_pop (search, _colim_plan_new_split (g_steal_pointer (&self->trace), classes),
                     _colim_search_copy_order (search, self->first, self->end));
}

static void
step_split (Search *search, Frame *frame)
{
  OrderSplit *self = (OrderSplit *) frame;
  Part *part = &self->parts[self->n_parts];

  if (self->waiting)
    {
      part->plan = search->answer.plan;
      part->order = search->answer.order;
      search->answer = (Answer) { NULL, NULL };
      part->movements[1] = search->movements->len;
      part->factors[1] = search->factors->len;
      self->waiting = FALSE;
      self->n_parts++;
    }
  else if (self->n_parts == self->division->n_pieces)
    finish_split (search, self);
  else
    {
      const Piece *piece = &self->division->pieces[self->n_parts];

      part->number = self->n_parts;
      part->movements[0] = search->movements->len;
      part->factors[0] = search->factors->len;
      self->waiting = TRUE;
      _colim_division_enter (self->division, &search->cells, self->n_parts);
      _colim_search_order (search, piece->first, piece->end, NULL, NULL);
    }
}

/* Whether a piece is greater than what bounds it, by what can be seen of it; where it is less, there is no bound. */
static gboolean
is_beyond (const Plan **bound, PlanKind kind, gint32 target, gint32 length)
{
  const Plan *plan = *bound;
  int result;

  if (plan == NULL)
    return FALSE;
  result = (kind > plan->kind) - (kind < plan->kind);
  if (result == 0 && kind == PICK)
    result = target != plan->target ? (target > plan->target) - (target < plan->target)
                                    : (length > plan->length) - (length < plan->length);
  /* Only the children of a pick are told what must come next. */
  if (result < 0 || kind != PICK)
    *bound = NULL;

  return result > 0;
}

void
_colim_search_order (Search *self, gint32 first, gint32 end, GArray *trace, const Plan *bound)
{
  Cells *cells = &self->cells;
  gboolean discrete = cells->n_open == cells->n_apart;
  Division *division = discrete ? NULL : _colim_division_new (cells, &self->components, first, end);
  PlanKind kind = discrete ? LEAF : division != NULL ? SPLIT : PICK;
  gint32 cell = kind == PICK ? choose_cell (self, first, end) : first;

  self->answer = (Answer) { NULL, NULL };
  if (is_beyond (&bound, kind, cell - first, kind == PICK ? cells->lengths[cell] : 0))
    {
      g_clear_pointer (&trace, g_array_unref);
      if (division != NULL)
        {
          _colim_division_join (division, cells, NULL, NULL);
          _colim_division_free (division);
        }
    }
  else if (kind == LEAF)
    self->answer = (Answer) { _colim_plan_new_leaf (trace), _colim_search_copy_order (self, first, end) };
  else if (kind == PICK)
    start_pick (self, first, end, trace, bound, cell);
  else
    {
      OrderSplit *split = g_new0 (OrderSplit, 1);

      *split = (OrderSplit) { { step_split, free_split }, first, end, trace, division };
      split->parts = g_new0 (Part, division->n_pieces);
      _colim_search_push (self, split);
    }
}
