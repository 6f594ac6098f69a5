/* A tree over the steps: each node stands for a range of them, its children for the two halves.
 *
 *   bytes ^   +-------+            A node knows which bytes some block takes at some time of its range (`ever`), and which
 *         |   |       |  +---+     are taken all the time by blocks that were not handed on to its children (`always`).  The
 *         | +-+---+---+--+   |     bytes that are taken at some time of a life are then the `ever` of the few ranges that make
 *         | |     |   |  |   |     it up, and the `always` of those above them.  Neighbouring bytes are one span, and blocks lie
 *         +-+-----+---+--+---+-->  close, so that there are few.
 *                           steps
 */

#include "lib/tensor/placement-private.h"

#include <string.h>

typedef struct {
  gsize start;
  gsize end;
} Span;

/* Spans in order, none of which touch. */
typedef struct {
  Span *items;
  guint n;
  guint room;
} Spans;

typedef struct {
  Spans ever;
  Spans always;
} Range;

struct _Placement {
  gint32 n_steps; /* a power of two */
  Range *ranges;  /* the root is 1, the children of i are 2i and 2i + 1 */
  GPtrArray *met; /* Spans: those that a life meets */
};

Placement *
_colim_placement_new (gint32 last)
{
  Placement *self = g_new (Placement, 1);

  self->n_steps = 1;
  while (self->n_steps < last + 2)
    self->n_steps *= 2;
  self->ranges = g_new0 (Range, 2 * (gsize) self->n_steps);
  self->met = g_ptr_array_new ();

  return self;
}

void
_colim_placement_free (Placement *self)
{
  for (gsize i = 0; i < 2 * (gsize) self->n_steps; i++)
    {
      g_free (self->ranges[i].ever.items);
      g_free (self->ranges[i].always.items);
    }
  g_free (self->ranges);
  g_ptr_array_unref (self->met);
  g_free (self);
}

/* The first span that ends at a byte or behind it. */
static guint
find_span (const Spans *self, gsize byte)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->items[middle].end < byte)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Adds a span, and makes one of all that touch it. */
static void
add_span (Spans *self, Span span)
{
  guint first = find_span (self, span.start), behind = first;

  for (; behind < self->n && self->items[behind].start <= span.end; behind++)
    {
      span.start = MIN (span.start, self->items[behind].start);
      span.end = MAX (span.end, self->items[behind].end);
    }
  if (behind == first)
    {
      if (self->n == self->room)
        {
          self->room = MAX (4, 2 * self->room);
          self->items = g_renew (Span, self->items, self->room);
        }
      memmove (self->items + first + 1, self->items + first, (self->n - first) * sizeof span);
      self->n++;
    }
  else if (behind > first + 1)
    {
      memmove (self->items + first + 1, self->items + behind, (self->n - behind) * sizeof span);
      self->n -= behind - first - 1;
    }
  self->items[first] = span;
}

/* Node @i stands for the steps from @low to before @high. */
static void
add (Placement *self, gsize i, gint32 low, gint32 high, gint32 birth, gint32 death, Span span)
{
  gint32 middle = low + (high - low) / 2;

  if (death < low || high <= birth)
    return;
  add_span (&self->ranges[i].ever, span);
  if (birth <= low && high - 1 <= death)
    {
      add_span (&self->ranges[i].always, span);
      return;
    }
  add (self, 2 * i, low, middle, birth, death, span);
  add (self, 2 * i + 1, middle, high, birth, death, span);
}

static void
meet (Placement *self, gsize i, gint32 low, gint32 high, gint32 birth, gint32 death)
{
  gint32 middle = low + (high - low) / 2;
  gboolean within = birth <= low && high - 1 <= death;
  Spans *spans = within ? &self->ranges[i].ever : &self->ranges[i].always;

  if (death < low || high <= birth || self->ranges[i].ever.n == 0)
    return;
  if (spans->n > 0)
    g_ptr_array_add (self->met, spans);
  if (within)
    return;
  meet (self, 2 * i, low, middle, birth, death);
  meet (self, 2 * i + 1, middle, high, birth, death);
}

/* The lowest byte from which on so many are in none of the spans that were met. */
static gsize
find_gap (const Placement *self, gsize size)
{
  gsize at = 0, before;

  do
    {
      before = at;
      for (guint i = 0; i < self->met->len; i++)
        {
          const Spans *spans = g_ptr_array_index (self->met, i);

          for (guint k = find_span (spans, at + 1); k < spans->n && spans->items[k].start < at + size; k++)
            at = spans->items[k].end;
        }
    }
  while (at != before);

  return at;
}

gsize
_colim_placement_take (Placement *self, gint32 birth, gint32 death, gsize size)
{
  gsize at;

  if (size == 0)
    return 0;
  g_ptr_array_set_size (self->met, 0);
  meet (self, 1, 0, self->n_steps, birth + 1, death + 1);
  at = find_gap (self, size);
  add (self, 1, 0, self->n_steps, birth + 1, death + 1, (Span) { at, at + size });

  return at;
}
