/* The leapfrog triejoin (Veldhuizen, 2014): objects are bound one after the other, each to the values that all
 * relations with a column for it have left.
 *
 *     pullback of f: A → S ← B: g
 *
 *     bind S:   f  │0 0 0 2 2│     seek the larger of the two heads in the other column, by galloping, until they
 *               g  │1 2 2 2 3│     agree; then A and B are the ranges below: 3 4 and 1 2 3
 *
 * The time is that of the largest result that relations of these sizes can have, up to a logarithm, whatever the
 * diagram; a product that is filtered can take the square.  What is bound last (see join-order-private.h) is counted as
 * ranges, so that the exact size is known before memory is taken for the result.
 */

#include "lib/sets/join-private.h"

#include "lib/sets/join-order-private.h"
#include "lib/sets/radix-private.h"

#include <stdlib.h>
#include <string.h>

/* After so many steps, a size that is too large is not counted to the end. */
#define PATIENCE (1 << 26)

typedef struct {
  gint32 first;
  gint32 end;
} Range;

/* A relation's column, as it takes part in the binding of an object. */
typedef struct {
  const gint32 *column; /* NULL: 0, 1, 2, … */
  Range *range;         /* rows that agree with what is bound; the next one is for the relation's next column */
  gint32 cursor;
} Participant;

typedef struct {
  const ColimFinDiagram *diagram;
  ColimArrowIndex outgoing;
  ColimArrowIndex incoming;
  ColimJoinOrder order;
  ColimRelation *relations; /* by object */
  Range *ranges;
  Participant *participants; /* by position of the object that is bound */
  guint *starts;             /* by position, and one more */
  gint64 steps_left;
  gboolean spent; /* the budget is */
} Join;

static void
join_clear (Join *self)
{
  for (guint i = 0; self->relations != NULL && i < self->diagram->n_objects; i++)
    _colim_relation_clear (&self->relations[i]);
  g_free (self->relations);
  g_free (self->ranges);
  g_free (self->participants);
  g_free (self->starts);
  _colim_join_order_clear (&self->order);
  _colim_arrow_index_clear (&self->outgoing);
  _colim_arrow_index_clear (&self->incoming);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Join, join_clear)

/* Whether a relation says nothing: it is that of an object which points nowhere and is bound by others. */
static gboolean
is_void (const Join *self, guint object)
{
  return self->outgoing.starts[object] == self->outgoing.starts[object + 1]
         && self->incoming.starts[object] < self->incoming.starts[object + 1];
}

static void
join_init (Join *self, const ColimFinDiagram *diagram)
{
  guint n = diagram->n_objects;
  gsize n_columns = 0, offset = 0;
  g_autofree guint *filled = NULL;

  self->diagram = diagram;
  _colim_arrow_index_init (&self->outgoing, diagram, diagram->sources);
  _colim_arrow_index_init (&self->incoming, diagram, diagram->targets);
  _colim_join_order_init (&self->order, diagram, &self->outgoing, &self->incoming);
  self->relations = g_new0 (ColimRelation, n);
  self->starts = g_new0 (guint, (gsize) n + 1);
  for (guint i = 0; i < n; i++)
    {
      ColimRelation *relation = &self->relations[i];

      _colim_relation_init (relation, diagram, &self->outgoing, i, self->order.positions);
      n_columns += relation->n_columns;
      for (guint c = 0; c < relation->n_columns && !is_void (self, i); c++)
        self->starts[self->order.positions[relation->objects[c]] + 1]++;
    }
  for (guint position = 0; position < n; position++)
    self->starts[position + 1] += self->starts[position];
  self->ranges = g_new (Range, n_columns + n);
  self->participants = g_new (Participant, n_columns);
  filled = g_memdup2 (self->starts, ((gsize) n + 1) * sizeof *filled);
  for (guint i = 0; i < n; i++)
    {
      const ColimRelation *relation = &self->relations[i];

      self->ranges[offset] = (Range) { 0, relation->n_rows };
      for (guint c = 0; c < relation->n_columns && !is_void (self, i); c++)
        self->participants[filled[self->order.positions[relation->objects[c]]]++]
            = (Participant) { relation->columns[c], &self->ranges[offset + c], 0 };
      offset += relation->n_columns + 1;
    }
}

static inline gint32
entry (const gint32 *column, gint32 row)
{
  return column != NULL ? column[row] : row;
}

/* The first row whose entry is not below the value: in steps that double, then by halving, as it is often near. */
static gint32
gallop (const gint32 *column, gint32 row, gint32 end, gint32 value)
{
  gint64 step = 1, low = row, high;

  if (row == end || entry (column, row) >= value)
    return row;
  for (; low + step < end && entry (column, (gint32) (low + step)) < value; step *= 2)
    low += step;
  high = MIN (low + step, end);
  while (high - low > 1)
    {
      gint64 middle = (low + high) / 2;

      if (entry (column, (gint32) middle) < value)
        low = middle;
      else
        high = middle;
    }

  return (gint32) high;
}

static void
rewind_level (Join *self, guint position)
{
  for (guint i = self->starts[position]; i < self->starts[position + 1]; i++)
    self->participants[i].cursor = self->participants[i].range->first;
}

/* Binds an object to the next value that all participants have, at their cursors or later. */
static gboolean
bind (Join *self, guint position)
{
  Participant *participants = self->participants + self->starts[position];
  guint n = self->starts[position + 1] - self->starts[position], agreed = 0;
  gint32 value = 0;

  if (self->steps_left-- <= 0)
    {
      self->spent = TRUE;
      return FALSE;
    }
  for (guint i = 0; agreed < n; i = i + 1 < n ? i + 1 : 0)
    {
      Participant *participant = &participants[i];
      gint32 found;

      participant->cursor = gallop (participant->column, participant->cursor, participant->range->end, value);
      if (participant->cursor == participant->range->end)
        return FALSE;
      found = entry (participant->column, participant->cursor);
      agreed = found == value ? agreed + 1 : 1;
      value = found;
    }
  for (guint i = 0; i < n; i++)
    {
      Participant *participant = &participants[i];
      gint32 end = gallop (participant->column, participant->cursor, participant->range->end, value + 1);

      participant->range[1] = (Range) { participant->cursor, end };
      participant->cursor = end;
    }

  return TRUE;
}

/* Goes to the next binding of the inner objects of a component, or to the first; without any there is one binding. */
static gboolean
advance (Join *self, const ColimJoinComponent *component, gboolean first)
{
  guint level = first ? 0 : component->n_inner - 1;

  if (component->n_inner == 0)
    return first;
  if (first)
    rewind_level (self, component->first);
  while (TRUE)
    if (!bind (self, component->first + level))
      {
        if (level-- == 0)
          return FALSE;
      }
    else if (++level < component->n_inner)
      rewind_level (self, component->first + level);
    else
      return TRUE;
}

/* The objects that are bound last go through one range of rows each, freely. */
static const Participant *
get_outer (const Join *self, const ColimJoinComponent *component, guint i, gint32 *n)
{
  const Participant *outer = &self->participants[self->starts[component->first + component->n_inner + i]];

  *n = outer->range->end - outer->range->first;
  return outer;
}

/* How many tuples there are at a binding of the inner objects; at most 2⁶⁴-1, which then means that and more. */
static guint64
count_outer (const Join *self, const ColimJoinComponent *component)
{
  guint64 product = 1;
  gboolean overflown = FALSE;

  for (guint i = 0; i < component->n - component->n_inner; i++)
    {
      gint32 n;

      get_outer (self, component, i, &n);
      if (n == 0)
        return 0;
      overflown = overflown || !g_uint64_checked_mul (&product, product, (guint64) n);
    }

  return overflown ? G_MAXUINT64 : product;
}

/* Counts the tuples of a component; FALSE if there are at least so many, or the budget is spent. */
static gboolean
count (Join *self, const ColimJoinComponent *component, guint64 *n)
{
  gboolean exact = TRUE;
  gint64 steps = 0;

  *n = 0;
  for (gboolean found = advance (self, component, TRUE); found && exact; found = advance (self, component, FALSE))
    {
      guint64 more = count_outer (self, component);

      exact = more < G_MAXUINT64 && g_uint64_checked_add (n, *n, more) && (*n <= G_MAXINT32 || steps++ < PATIENCE);
    }

  return exact && !self->spent;
}

/* The sizes of all components, and of the result. */
static gboolean
count_all (Join *self, guint64 *counts, gint32 *n_rows, GError **error)
{
  guint64 product = 1;
  gboolean exact = TRUE, empty = FALSE;

  for (guint c = 0; c < self->order.n_components && !empty && !self->spent; c++)
    {
      exact = count (self, &self->order.components[c], &counts[c]) && exact;
      empty = counts[c] == 0;
    }
  if (self->spent)
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                           "the budget of steps ran out before the limit was counted");
      return FALSE;
    }
  for (guint c = 0; c < self->order.n_components && !empty; c++)
    exact = exact && g_uint64_checked_mul (&product, product, counts[c]);
  if (empty)
    product = 0;
  else if (!exact || product > G_MAXINT32)
    {
      g_autofree char *size = exact ? g_strdup_printf ("%" G_GUINT64_FORMAT, product)
                                    : g_strdup_printf ("more than %d", G_MAXINT32);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the limit has %s elements, and a set at most %d", size,
                   G_MAXINT32);
      return FALSE;
    }
  *n_rows = (gint32) product;

  return TRUE;
}

/* Writes the tuples of one component, as they are met. */
static void
fill (Join *self, const ColimJoinComponent *component, gint32 **columns)
{
  const guint *objects = self->order.objects + component->first;
  gint32 at = 0;

  for (gboolean found = advance (self, component, TRUE); found; found = advance (self, component, FALSE))
    {
      gint32 n_block = (gint32) count_outer (self, component), each = n_block;

      for (guint i = 0; i < component->n_inner; i++)
        {
          const Participant *participant = &self->participants[self->starts[component->first + i]];
          gint32 value = entry (participant->column, participant->range[1].first);

          for (gint32 k = 0; k < n_block; k++)
            columns[objects[i]][at + k] = value;
        }
      for (guint i = 0; i < component->n - component->n_inner && n_block > 0; i++)
        {
          gint32 n, *column = columns[objects[component->n_inner + i]] + at;
          const Participant *outer = get_outer (self, component, i, &n);

          each /= n;
          for (gint32 k = 0; k < n_block;)
            for (gint32 row = outer->range->first; row < outer->range->end; row++)
              {
                gint32 value = entry (outer->column, row);

                for (gint32 stop = k + each; k < stop; k++)
                  column[k] = value;
              }
        }
      at += n_block;
    }
}

/* Whether rows are in the order of their last entries, then of those before. */
static gboolean
is_in_order (const guint *objects, guint n, gint32 *const *columns, gint32 n_rows)
{
  for (gint32 row = 1; row < n_rows; row++)
    for (guint i = n; i-- > 0;)
      if (columns[objects[i]][row - 1] < columns[objects[i]][row])
        break;
      else if (columns[objects[i]][row - 1] > columns[objects[i]][row])
        return FALSE;

  return TRUE;
}

/* Puts rows into the order of the result; the objects are ascending. */
static void
sort (const ColimFinDiagram *diagram, const guint *objects, guint n, gint32 **columns, gint32 n_rows)
{
  g_autofree gint32 *rows = NULL;
  g_autofree gint32 *sorted = NULL;

  if (is_in_order (objects, n, columns, n_rows))
    return;
  rows = g_new (gint32, n_rows);
  sorted = g_new (gint32, n_rows);
  for (gint32 row = 0; row < n_rows; row++)
    rows[row] = row;
  for (guint i = 0; i < n; i++)
    _colim_radix_sort (rows, n_rows, columns[objects[i]], diagram->sizes[objects[i]]);
  for (guint i = 0; i < n; i++)
    {
      gint32 *column = columns[objects[i]];

      for (gint32 row = 0; row < n_rows; row++)
        sorted[row] = column[rows[row]];
      memcpy (column, sorted, (gsize) n_rows * sizeof *column);
    }
}

static int
compare_objects (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

/* Spreads the tuples of a component over all rows: each is repeated, and all of them cyclically. */
static gboolean
spread (gint32 **column, gint32 n, gint32 each, gint32 n_rows)
{
  gint32 *wide = g_try_new (gint32, n_rows);

  if (wide == NULL)
    return FALSE;
  for (gint32 row = 0; row < n_rows;)
    for (gint32 k = 0; k < n; k++)
      for (gint32 stop = row + each; row < stop; row++)
        wide[row] = (*column)[k];
  g_free (*column);
  *column = wide;

  return TRUE;
}

/* The product of the components, each of which is put into order while it is small. */
static gboolean
produce (Join *self, const guint64 *counts, gint32 n_rows, gint32 **columns)
{
  g_autofree guint *objects = g_memdup2 (self->order.objects, self->diagram->n_objects * sizeof *objects);
  g_autofree guint *all = g_new (guint, self->diagram->n_objects);
  gint32 each = 1;

  /* Components were found from the last object on; turned round, those of single objects are in order at once. */
  for (guint c = self->order.n_components; c-- > 0;)
    {
      const ColimJoinComponent *component = &self->order.components[c];
      guint *members = objects + component->first;
      gint32 n = (gint32) counts[c];

      for (guint i = 0; i < component->n; i++)
        if ((columns[members[i]] = g_try_new (gint32, n)) == NULL)
          return FALSE;
      fill (self, component, columns);
      qsort (members, component->n, sizeof *members, compare_objects);
      sort (self->diagram, members, component->n, columns, n);
      for (guint i = 0; i < component->n && n < n_rows; i++)
        if (!spread (&columns[members[i]], n, each, n_rows))
          return FALSE;
      each *= n;
    }
  for (guint i = 0; i < self->diagram->n_objects; i++)
    all[i] = i;
  sort (self->diagram, all, self->diagram->n_objects, columns, n_rows);

  return TRUE;
}

/* What the tuples take of the budget. */
static gboolean
spend_rows (Join *self, gint32 n_rows, GError **error)
{
  gint64 width = MAX (self->diagram->n_objects, 1);

  if (n_rows <= self->steps_left / width)
    {
      self->steps_left -= n_rows * width;
      return TRUE;
    }
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
               "the limit has %d elements, each of %u entries, and the budget has %" G_GINT64_FORMAT " left", n_rows,
               self->diagram->n_objects, self->steps_left);

  return FALSE;
}

/* Fills a column for each object; rows are in the order of their last entries, then of those before: the first entry is
 * the fastest.  The columns are the caller's, also after an error. */
gboolean
_colim_join (const ColimFinDiagram *diagram, gint64 *budget, gint32 *n_rows, gint32 **columns, GError **error)
{
  g_auto (Join) join = { .steps_left = *budget };
  g_autofree guint64 *counts = NULL;

  join_init (&join, diagram);
  counts = g_new (guint64, join.order.n_components);
  if (!count_all (&join, counts, n_rows, error) || !spend_rows (&join, *n_rows, error))
    return FALSE;
  *budget = join.steps_left;
  join.steps_left = G_MAXINT64;
  if (*n_rows == 0 || produce (&join, counts, *n_rows, columns))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "no memory for %d tuples of %u elements", *n_rows,
               diagram->n_objects);

  return FALSE;
}
