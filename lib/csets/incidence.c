/* Fibres that follow a changing column; their picture is in the header. */

#include "lib/csets/incidence-private.h"

#include <stdlib.h>

ColimIncidence *
_colim_incidence_new (const gint32 *values, gint32 dom, gint32 codom)
{
  ColimIncidence *self = g_new0 (ColimIncidence, 1);

  _colim_incidence_grow (self, dom, 0, codom);
  for (gint32 x = dom - 1; x >= 0; x--)
    if (values[x] >= 0)
      _colim_incidence_link (self, x, values[x]);

  return self;
}

void
_colim_incidence_free (ColimIncidence *self)
{
  g_free (self->first);
  g_free (self->next);
  g_free (self->previous);
  g_free (self);
}

static gint32
larger (gint32 capacity, gint32 wanted)
{
  return (gint32) MIN (MAX ((gint64) capacity * 2, wanted), G_MAXINT32);
}

void
_colim_incidence_grow (ColimIncidence *self, gint32 dom, gint32 old_codom, gint32 codom)
{
  if (dom > self->dom_capacity)
    {
      self->dom_capacity = larger (self->dom_capacity, dom);
      self->next = g_renew (gint32, self->next, self->dom_capacity);
      self->previous = g_renew (gint32, self->previous, self->dom_capacity);
    }
  if (codom > self->codom_capacity)
    {
      self->codom_capacity = larger (self->codom_capacity, codom);
      self->first = g_renew (gint32, self->first, self->codom_capacity);
    }
  for (gint32 y = old_codom; y < codom; y++)
    self->first[y] = -1;
}

void
_colim_incidence_link (ColimIncidence *self, gint32 x, gint32 y)
{
  self->previous[x] = -1;
  self->next[x] = self->first[y];
  if (self->first[y] >= 0)
    self->previous[self->first[y]] = x;
  self->first[y] = x;
}

void
_colim_incidence_unlink (ColimIncidence *self, gint32 x, gint32 y)
{
  if (self->previous[x] >= 0)
    self->next[self->previous[x]] = self->next[x];
  else
    self->first[y] = self->next[x];
  if (self->next[x] >= 0)
    self->previous[self->next[x]] = self->previous[x];
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* A fibre, ascending, in memory of its own. */
gint32 *
_colim_incidence_list (const ColimIncidence *self, gint32 y, gsize *n)
{
  gsize length = 0, i = 0;
  gint32 *fibre;

  for (gint32 x = self->first[y]; x >= 0; x = self->next[x])
    length++;
  fibre = g_new (gint32, length);
  for (gint32 x = self->first[y]; x >= 0; x = self->next[x])
    fibre[i++] = x;
  if (length > 1)
    qsort (fibre, length, sizeof *fibre, compare);
  *n = length;

  return fibre;
}
