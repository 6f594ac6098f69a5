/* Relations between elements, read off spans; the picture is in the header. */

#include "lib/csets/search/hom-search-relations-private.h"

#include "lib/sets/radix-private.h"

#include <string.h>

/* Legs are no longer, and no more are followed from one sort. */
#define MOST_ARROWS 3
#define MOST_LEGS 16

/* A relation for each choice of constants costs a table: with more of them there are none. */
#define MOST_RELATIONS 4096

typedef struct {
  gint32 arrows[MOST_ARROWS];
  guint n;
  gint32 to;
} Leg;

/* The two sides of a search: elements, or images. */
typedef enum { DOM, CODOM } Side;

static gint32
get_size (const HomState *state, gint32 s, Side side)
{
  return side == DOM ? state->sorts[s].n : state->sorts[s].size;
}

/* Where a leg ends; -1 at a constant. */
static gint32
follow (const HomState *state, const Leg *leg, gint32 i, Side side)
{
  for (guint a = 0; a < leg->n && i >= 0; a++)
    i = side == DOM ? state->arrows[leg->arrows[a]].before[i] : state->arrows[leg->arrows[a]].table[i];

  return i;
}

static void
clear_neighbours (HomNeighbours *self)
{
  g_free (self->starts);
  g_free (self->items);
  g_free (self->times);
}

void
_colim_hom_relations_free (HomRelations *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      clear_neighbours (&_colim_hom_relations_get (self, i)->dom);
      clear_neighbours (&_colim_hom_relations_get (self, i)->codom);
    }
  g_array_unref (self->items);
  g_free (self->core);
  g_free (self);
}

/* Sorts that can be reached from all that they reach, as far as there is anything in them. */
static void
find_core (const HomState *state, gboolean *core)
{
  g_autofree gboolean *reached = g_new (gboolean, (gsize) state->n_sorts * state->n_sorts);
  gint32 n = state->n_sorts;
  gboolean grows = TRUE;

  memset (reached, 0, (gsize) n * n * sizeof *reached);
  for (gint32 s = 0; s < n; s++)
    reached[s * n + s] = TRUE;
  while (grows)
    {
      grows = FALSE;
      for (gint32 a = 0; a < state->n_arrows; a++)
        {
          const HomArrow *arrow = &state->arrows[a];

          for (gint32 s = 0; s < n; s++)
            if (reached[s * n + arrow->dom] && !reached[s * n + arrow->codom] && state->sorts[arrow->codom].n > 0)
              grows = reached[s * n + arrow->codom] = TRUE;
        }
    }
  for (gint32 s = 0; s < n; s++)
    {
      core[s] = state->sorts[s].n > 0;
      for (gint32 t = 0; t < n; t++)
        core[s] = core[s] && (!reached[s * n + t] || reached[t * n + s]);
    }
}

/* All legs that extend this one, whose sorts are all different; from a sort in the core only single arrows. */
static void
add_legs (const HomState *state, const gboolean *core, const Leg *leg, gint32 start, GArray *legs)
{
  if (core[leg->to])
    g_array_append_val (legs, *leg);
  if (leg->n == MOST_ARROWS || (core[leg->to] && leg->n > 0))
    return;
  for (gint32 a = 0; a < state->n_arrows && legs->len < MOST_LEGS; a++)
    {
      Leg longer = *leg;
      gboolean again = state->arrows[a].codom == start;

      if (state->arrows[a].dom != leg->to || state->sorts[state->arrows[a].codom].n == 0)
        continue;
      for (guint i = 0; i < leg->n; i++)
        again = again || state->arrows[leg->arrows[i]].codom == state->arrows[a].codom;
      if (again && !core[start])
        continue;
      longer.arrows[longer.n++] = a;
      longer.to = state->arrows[a].codom;
      add_legs (state, core, &longer, start, legs);
    }
}

/* Pairs as they come, made into lists: sorted by the one, then by the other, equal ones counted. */
static void
make_neighbours (HomNeighbours *self, gint32 n, gint32 n_others, const gint32 *from, const gint32 *to, gint32 n_pairs)
{
  g_autofree gint32 *rows = g_new (gint32, n_pairs);
  gint32 kept = 0;

  for (gint32 i = 0; i < n_pairs; i++)
    rows[i] = i;
  _colim_radix_sort (rows, n_pairs, to, MAX (n_others, 1));
  _colim_radix_sort (rows, n_pairs, from, MAX (n, 1));
  self->n = n;
  self->starts = g_new0 (gint32, n + 1);
  self->items = g_new (gint32, n_pairs);
  self->times = g_new (gint32, n_pairs);
  for (gint32 i = 0; i < n_pairs; i++)
    {
      gint32 row = rows[i], last = i == 0 ? -1 : rows[i - 1];

      if (last >= 0 && from[last] == from[row] && to[last] == to[row])
        {
          self->times[kept - 1]++;
          continue;
        }
      self->items[kept] = to[row];
      self->times[kept++] = 1;
      self->starts[from[row] + 1] = kept;
    }
  for (gint32 i = 0; i < n; i++)
    self->starts[i + 1] = MAX (self->starts[i + 1], self->starts[i]);
}

static gboolean
equal_neighbours (const HomNeighbours *self, const HomNeighbours *other)
{
  gsize n_items = (gsize) self->starts[self->n];

  return self->n == other->n && memcmp (self->starts, other->starts, ((gsize) self->n + 1) * sizeof (gint32)) == 0
         && (n_items == 0
             || (memcmp (self->items, other->items, n_items * sizeof (gint32)) == 0
                 && memcmp (self->times, other->times, n_items * sizeof (gint32)) == 0));
}

static gboolean
equal_relations (const HomRelation *self, const HomRelation *other)
{
  return self->from == other->from && self->to == other->to && self->counted == other->counted
         && equal_neighbours (&self->dom, &other->dom) && equal_neighbours (&self->codom, &other->codom);
}

/* Whether it relates each element to itself at most. */
static gboolean
is_trivial (const HomRelation *relation)
{
  for (gint32 i = 0; i < relation->dom.n; i++)
    for (gint32 j = relation->dom.starts[i]; j < relation->dom.starts[i + 1]; j++)
      if (relation->from != relation->to || relation->dom.items[j] != i)
        return FALSE;

  return TRUE;
}

static HomRelation
make_relation (const Leg *p, const Leg *q, gboolean counted, const HomState *state, gint32 *const *ends,
               const gint32 *n_pairs)
{
  HomRelation relation = { .from = p->to, .to = q->to, .counted = counted };

  make_neighbours (&relation.dom, get_size (state, p->to, DOM), get_size (state, q->to, DOM), ends[0], ends[1],
                   n_pairs[DOM]);
  make_neighbours (&relation.codom, get_size (state, p->to, CODOM), get_size (state, q->to, CODOM), ends[2], ends[3],
                   n_pairs[CODOM]);

  return relation;
}

static void
clear_relation (HomRelation *self)
{
  clear_neighbours (&self->dom);
  clear_neighbours (&self->codom);
}

static gboolean
is_known (const HomRelations *self, const HomRelation *relation)
{
  for (guint i = 0; i < self->items->len; i++)
    if (equal_relations (relation, _colim_hom_relations_get (self, i)))
      return TRUE;

  return FALSE;
}

/* Adds what a list of parts on each side says about two legs, read from both ends, unless that is known. */
static void
add_relation (HomRelations *self, const HomState *state, gint32 s, const Leg *p, const Leg *q, GArray *const *parts)
{
  gint32 *ends[4], n_pairs[2] = { 0 }, n = (gint32) self->items->len;
  gboolean counted = state->sorts[s].owners != NULL;
  HomRelation relation, reverse;

  for (guint side = DOM; side <= CODOM; side++)
    {
      ends[2 * side] = g_new (gint32, parts[side]->len);
      ends[2 * side + 1] = g_new (gint32, parts[side]->len);
      for (guint i = 0; i < parts[side]->len; i++)
        {
          gint32 part = g_array_index (parts[side], gint32, i);
          gint32 from = follow (state, p, part, side), to = follow (state, q, part, side);

          if (from < 0 || to < 0)
            continue;
          ends[2 * side][n_pairs[side]] = from;
          ends[2 * side + 1][n_pairs[side]++] = to;
        }
    }
  relation = make_relation (p, q, counted, state, ends, n_pairs);
  reverse = make_relation (q, p, counted, state, (gint32 *[]){ ends[1], ends[0], ends[3], ends[2] }, n_pairs);
  for (guint i = 0; i < 4; i++)
    g_free (ends[i]);
  if (is_trivial (&relation) || is_known (self, &relation))
    {
      clear_relation (&relation);
      clear_relation (&reverse);
      return;
    }
  relation.reverse = n;
  if (equal_relations (&relation, &reverse))
    clear_relation (&reverse);
  else
    {
      relation.reverse = n + 1;
      reverse.reverse = n;
    }
  g_array_append_val (self->items, relation);
  if (relation.reverse != n)
    g_array_append_val (self->items, reverse);
}

/* The attributes of a sort, and the constants that its elements have there, as images; -1 for a variable. */
typedef struct {
  GArray *arrows; /* gint32 */
  gint32 *labels;
} Labels;

static int
compare_labels (gconstpointer a, gconstpointer b, gpointer data)
{
  const Labels *labels = data;
  gsize n = labels->arrows->len;

  return n == 0 ? 0
                : memcmp (labels->labels + n * (gsize) * (const gint32 *) a,
                          labels->labels + n * (gsize) * (const gint32 *) b, n * sizeof (gint32));
}

static Labels
read_labels (const HomState *state, gint32 s)
{
  Labels labels = { g_array_new (FALSE, FALSE, sizeof (gint32)), NULL };
  gsize n;

  for (gint32 a = 0; a < state->n_arrows; a++)
    if (state->arrows[a].dom == s && state->arrows[a].column != NULL)
      g_array_append_val (labels.arrows, a);
  n = labels.arrows->len;
  labels.labels = g_new (gint32, (gsize) state->sorts[s].n * n);
  for (gint32 i = 0; i < state->sorts[s].n; i++)
    for (gsize k = 0; k < n; k++)
      {
        const HomArrow *arrow = &state->arrows[g_array_index (labels.arrows, gint32, k)];

        labels.labels[(gsize) i * n + k]
            = arrow->before[i] >= 0 ? -1
                                    : _colim_hom_state_find_constant (state, arrow->codom, arrow->column->cells[i]);
      }

  return labels;
}

/* The images that have the constants of an element: all, or what is over the first of them and has the others. */
static void
list_images (const HomState *state, gint32 s, const Labels *labels, gint32 e, GArray *images)
{
  const gint32 *wanted = labels->arrows->len > 0 ? labels->labels + (gsize) e * labels->arrows->len : NULL;
  const HomArrow *first = NULL;
  gint32 start = 0, end = state->sorts[s].size;

  for (guint k = 0; k < labels->arrows->len && first == NULL; k++)
    if (wanted[k] >= 0)
      {
        first = &state->arrows[g_array_index (labels->arrows, gint32, k)];
        start = first->fibres->starts[wanted[k]];
        end = first->fibres->starts[wanted[k] + 1];
      }
  for (gint32 i = start; i < end; i++)
    {
      gint32 image = first != NULL ? first->fibres->items[i] : i;
      gboolean has = TRUE;

      for (guint k = 0; k < labels->arrows->len && has; k++)
        has = wanted[k] < 0 || state->arrows[g_array_index (labels->arrows, gint32, k)].table[image] == wanted[k];
      if (has)
        g_array_append_val (images, image);
    }
}

/* The relations that the parts over a sort give. */
static void
read_sort (HomRelations *self, const HomState *state, gint32 s)
{
  g_autoptr (GArray) legs = g_array_new (FALSE, FALSE, sizeof (Leg));
  g_autofree gint32 *order = g_new (gint32, state->sorts[s].n);
  gint32 n = state->sorts[s].n;
  Labels labels;

  add_legs (state, self->core, &(Leg){ .to = s }, s, legs);
  if (legs->len < 2)
    return;
  labels = read_labels (state, s);
  for (gint32 i = 0; i < n; i++)
    order[i] = i;
  if (labels.arrows->len > 0)
    g_qsort_with_data (order, n, sizeof *order, compare_labels, &labels);
  for (gint32 start = 0, end; start < n && self->items->len < MOST_RELATIONS; start = end)
    {
      g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (gint32));
      g_autoptr (GArray) images = g_array_new (FALSE, FALSE, sizeof (gint32));

      for (end = start; end < n && compare_labels (&order[start], &order[end], &labels) == 0; end++)
        g_array_append_val (elements, order[end]);
      list_images (state, s, &labels, order[start], images);
      for (guint i = 0; i < legs->len; i++)
        for (guint j = i + 1; j < legs->len; j++)
          add_relation (self, state, s, &g_array_index (legs, Leg, i), &g_array_index (legs, Leg, j),
                        (GArray *[]){ elements, images });
    }
  g_array_unref (labels.arrows);
  g_free (labels.labels);
}

/* All relations there are; time: a few passes over the parts of both sides, for each pair of legs. */
HomRelations *
_colim_hom_relations_new (const HomState *state)
{
  HomRelations *self = g_new0 (HomRelations, 1);

  self->core = g_new0 (gboolean, state->n_sorts);
  self->items = g_array_new (FALSE, FALSE, sizeof (HomRelation));
  find_core (state, self->core);
  for (gint32 s = 0; s < state->n_sorts; s++)
    if (state->sorts[s].n > 0)
      read_sort (self, state, s);

  return self;
}

gboolean
_colim_hom_state_is_in_core (const HomState *self, gint32 e)
{
  return self->relations->core[self->sort_of[e]];
}
