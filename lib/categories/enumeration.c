/* Enumerating a presheaf that is presented; the picture is in the header. */

#include "lib/categories/enumeration-private.h"

#include "lib/categories/quiver-private.h"

typedef struct {
  const gint32 *paths[2];
  gsize lengths[2];
  gint32 target;
} EnumerationEquation;

void
_colim_enumeration_init (ColimEnumeration *self, ColimQuiver *quiver, gint64 budget)
{
  self->quiver = colim_quiver_ref (quiver);
  self->vertices = g_new0 (ColimEnumerationVertex, quiver->n_vertices);
  self->tables = g_new0 (gint32 *, quiver->n_edges);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (ColimEnumerationPair));
  self->budget = budget;
  for (gint32 v = 0; v < quiver->n_vertices; v++)
    self->vertices[v].equations = g_array_new (FALSE, FALSE, sizeof (EnumerationEquation));
}

void
_colim_enumeration_clear (ColimEnumeration *self)
{
  if (self->quiver == NULL)
    return;
  for (gint32 v = 0; v < self->quiver->n_vertices; v++)
    {
      g_free (self->vertices[v].parents);
      g_array_unref (self->vertices[v].equations);
    }
  for (gint32 e = 0; e < self->quiver->n_edges; e++)
    g_free (self->tables[e]);
  g_free (self->vertices);
  g_free (self->tables);
  g_array_unref (self->pairs);
  g_clear_pointer (&self->quiver, colim_quiver_unref);
}

void
_colim_enumeration_equate (ColimEnumeration *self, gint32 vertex, const gint32 *left, gsize n_left, const gint32 *right,
                           gsize n_right)
{
  EnumerationEquation equation
      = { { left, right }, { n_left, n_right }, n_left > 0 ? self->quiver->tgt[left[n_left - 1]] : vertex };

  g_array_append_val (self->vertices[vertex].equations, equation);
}

static gboolean
spend (ColimEnumeration *self, gint64 amount, GError **error)
{
  if ((self->budget -= amount) >= 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                       "the budget of steps ran out before all parts were found; there may be infinitely many");

  return FALSE;
}

/* Makes elements; gives the first, or -1. */
gint32
_colim_enumeration_add (ColimEnumeration *self, gint32 vertex, gint32 n, GError **error)
{
  ColimEnumerationVertex *at = &self->vertices[vertex];
  const Incidence *out = &self->quiver->out;
  gint32 first = at->n;

  if (!spend (self, n, error))
    return -1;
  if (n > G_MAXINT32 - at->n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "there would be more than %d parts over one object",
                   G_MAXINT32);
      return -1;
    }
  at->n += n;
  if (at->n > at->capacity)
    {
      at->capacity = (gint32) MIN (MAX ((gint64) at->capacity * 2, MAX (at->n, 16)), G_MAXINT32);
      at->parents = g_renew (gint32, at->parents, at->capacity);
      for (gint32 i = out->starts[vertex]; i < out->starts[vertex + 1]; i++)
        self->tables[out->items[i]] = g_renew (gint32, self->tables[out->items[i]], at->capacity);
    }
  for (gint32 x = first; x < at->n; x++)
    at->parents[x] = x;
  for (gint32 i = out->starts[vertex]; i < out->starts[vertex + 1]; i++)
    {
      gint32 *table = self->tables[out->items[i]];

      for (gint32 x = first; x < at->n; x++)
        table[x] = -1;
    }

  return first;
}

/* Makes all elements over a vertex one, before there are any: what nobody asks about need not be told apart. */
void
_colim_enumeration_collapse (ColimEnumeration *self, gint32 vertex)
{
  self->vertices[vertex].is_collapsed = TRUE;
}

/* An element that is asked for; -1 with an error. */
static gint32
make (ColimEnumeration *self, gint32 vertex, GError **error)
{
  return self->vertices[vertex].is_collapsed && self->vertices[vertex].n > 0
             ? 0
             : _colim_enumeration_add (self, vertex, 1, error);
}

static inline gint32
find (const ColimEnumeration *self, gint32 vertex, gint32 x)
{
  gint32 *parents = self->vertices[vertex].parents;

  while (parents[x] != x)
    x = parents[x] = parents[parents[x]];

  return x;
}

/* Follows a path from what names its class to what names its class, and makes what is missing; -1 with an error. */
gint32
_colim_enumeration_trace (ColimEnumeration *self, const gint32 *path, gsize n, gint32 x, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      gint32 target = self->quiver->tgt[path[i]], y = self->tables[path[i]][x];

      if (y < 0)
        {
          if ((y = make (self, target, error)) < 0)
            return -1;
          self->tables[path[i]][x] = y;
        }
      x = find (self, target, y);
    }

  return x;
}

static void
push_pair (ColimEnumeration *self, gint32 vertex, gint32 x, gint32 y)
{
  ColimEnumerationPair pair = { vertex, x, y };

  g_array_append_val (self->pairs, pair);
}

static void
merge (ColimEnumeration *self, gint32 vertex, gint32 x, gint32 y)
{
  push_pair (self, vertex, x, y);
  while (self->pairs->len > 0)
    {
      ColimEnumerationPair pair = g_array_index (self->pairs, ColimEnumerationPair, self->pairs->len - 1);
      ColimEnumerationVertex *at = &self->vertices[pair.vertex];
      const Incidence *out = &self->quiver->out;
      gint32 a = find (self, pair.vertex, pair.x), b = find (self, pair.vertex, pair.y);
      gint32 root = MIN (a, b), child = MAX (a, b);

      g_array_set_size (self->pairs, self->pairs->len - 1);
      if (a == b)
        continue;
      at->parents[child] = root;
      at->n_merged++;
      for (gint32 i = out->starts[pair.vertex]; i < out->starts[pair.vertex + 1]; i++)
        {
          gint32 edge = out->items[i], *table = self->tables[edge];

          if (table[root] < 0)
            table[root] = table[child];
          else if (table[child] >= 0)
            push_pair (self, self->quiver->tgt[edge], table[root], table[child]);
        }
    }
}

static gint32
get_end (const ColimEnumeration *self, const gint32 *path, gsize n, gint32 x)
{
  return n > 0 ? self->tables[path[n - 1]][x] : x;
}

/* Makes two paths meet.  Where one of them lacks its last step, that needs no new element. */
static gboolean
join (ColimEnumeration *self, const gint32 *const paths[2], const gsize lengths[2], const gint32 starts[2],
      gint32 target, GError **error)
{
  gint32 last[2], ends[2];

  for (guint side = 0; side < 2; side++)
    if ((last[side] = _colim_enumeration_trace (self, paths[side], MAX (lengths[side], 1) - 1, starts[side], error)) < 0)
      return FALSE;
  for (guint side = 0; side < 2; side++)
    ends[side] = get_end (self, paths[side], lengths[side], last[side]);
  if (ends[0] < 0 && ends[1] < 0)
    {
      if ((ends[1] = make (self, target, error)) < 0)
        return FALSE;
      self->tables[paths[1][lengths[1] - 1]][last[1]] = ends[1];
      /* The two may end in one step. */
      ends[0] = get_end (self, paths[0], lengths[0], last[0]);
    }
  if (ends[0] < 0)
    self->tables[paths[0][lengths[0] - 1]][last[0]] = ends[1];
  else if (ends[1] < 0)
    self->tables[paths[1][lengths[1] - 1]][last[1]] = ends[0];
  else if (ends[0] != ends[1])
    merge (self, target, ends[0], ends[1]);

  return TRUE;
}

/* Sends an element to another one along a path. */
gboolean
_colim_enumeration_relate (ColimEnumeration *self, gint32 vertex, gint32 x, const gint32 *path, gsize n, gint32 y,
                           GError **error)
{
  const gint32 *paths[2] = { path, NULL };
  const gsize lengths[2] = { n, 0 };
  gint32 target = n > 0 ? self->quiver->tgt[path[n - 1]] : vertex;
  const gint32 starts[2] = { find (self, vertex, x), find (self, target, y) };

  return join (self, paths, lengths, starts, target, error);
}

/* Makes the equations hold at an element, and everything of it defined. */
static gboolean
close_element (ColimEnumeration *self, gint32 vertex, gint32 x, GError **error)
{
  const ColimEnumerationVertex *at = &self->vertices[vertex];
  const Incidence *out = &self->quiver->out;

  if (!spend (self, at->equations->len, error))
    return FALSE;
  for (guint i = 0; i < at->equations->len; i++)
    {
      const EnumerationEquation *equation = &g_array_index (at->equations, EnumerationEquation, i);

      if (!join (self, equation->paths, equation->lengths, (const gint32[]) { x, x }, equation->target, error))
        return FALSE;
      /* What it is merged with had its turn before. */
      if (at->parents[x] != x)
        return TRUE;
    }
  for (gint32 i = out->starts[vertex]; i < out->starts[vertex + 1]; i++)
    if (_colim_enumeration_trace (self, &out->items[i], 1, x, error) < 0)
      return FALSE;

  return TRUE;
}

gboolean
_colim_enumeration_is_one (const ColimEnumeration *self, const ColimEnumerationPair *pair)
{
  return find (self, pair->vertex, pair->x) == find (self, pair->vertex, pair->y);
}

gboolean
_colim_enumeration_close (ColimEnumeration *self, const ColimEnumerationPair *goal, GError **error)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 vertex = 0; vertex < self->quiver->n_vertices; vertex++)
        {
          ColimEnumerationVertex *at = &self->vertices[vertex];

          /* What is made now has its turn after the other vertices had theirs. */
          for (gint32 end = at->n; at->n_closed < end; at->n_closed++)
            {
              changed = TRUE;
              if (goal != NULL && _colim_enumeration_is_one (self, goal))
                return TRUE;
              if (at->parents[at->n_closed] == at->n_closed && !close_element (self, vertex, at->n_closed, error))
                return FALSE;
            }
        }
    }

  return TRUE;
}

gint32
_colim_enumeration_get_n (const ColimEnumeration *self, gint32 vertex)
{
  return self->vertices[vertex].n - self->vertices[vertex].n_merged;
}

/* By age; every parent is before its child. */
gint32 *
_colim_enumeration_number (const ColimEnumeration *self, gint32 vertex)
{
  const ColimEnumerationVertex *at = &self->vertices[vertex];
  gint32 *numbers = g_new (gint32, at->n), n = 0;

  for (gint32 x = 0; x < at->n; x++)
    numbers[x] = at->parents[x] == x ? n++ : numbers[at->parents[x]];

  return numbers;
}

gint32 *
_colim_enumeration_take_function (ColimEnumeration *self, gint32 edge, gint32 *const *numbers)
{
  gint32 target = self->quiver->tgt[edge];
  const ColimEnumerationVertex *at = &self->vertices[self->quiver->src[edge]];
  const gint32 *table = self->tables[edge], *images = numbers[target];
  gint32 *function, n = 0;

  if (at->n_merged == 0 && self->vertices[target].n_merged == 0)
    return g_renew (gint32, g_steal_pointer (&self->tables[edge]), at->n);
  function = g_new (gint32, at->n - at->n_merged);
  for (gint32 x = 0; x < at->n; x++)
    if (at->parents[x] == x)
      function[n++] = images[table[x]];

  return function;
}
