/* What a domain that shrinks takes from its neighbours: along an arrow h the images of its images are what is left,
 * against it their fibres.
 *
 *     domain of x  ──table──▶  domain of h (x)          images on the one side
 *                  ◀─fibres──                           preimages on the other
 *
 * Of the two ways to compute each, element by element or fibre by fibre, the shorter is taken.
 */

#include "lib/csets/search/hom-search-private.h"

#include <stdlib.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Sorts the first n images in scratch, which often ascend already. */
static void
sort_images (HomState *self, gint32 n)
{
  gint32 i = 1;

  while (i < n && self->scratch[i - 1] < self->scratch[i])
    i++;
  if (i < n)
    qsort (self->scratch, (gsize) n, sizeof (gint32), compare);
}

/* Two sweeps over the longer of the two domains are cheaper than sorting much. */
#define SORT_COST 4

static gboolean
forward (HomState *self, const HomLink *link)
{
  const HomArrow *arrow = &self->arrows[link->arrow];
  const HomDomain *from = &self->domains[link->from], *to = &self->domains[link->to];
  gint32 n = 0, position = 0, image;

  if (to->n_words == 0 && to->list == NULL && from->n == self->sorts[arrow->dom].size && arrow->n_reached == to->n)
    return TRUE;
  if (from->n == 1)
    {
      self->scratch[0] = arrow->table[_colim_hom_domain_get_only (from)];
      n = _colim_hom_domain_has (to, self->scratch[0]);
    }
  else
    {
      guint32 stamp = _colim_hom_state_stamp (self);
      gboolean sweep = to->n <= from->n * SORT_COST;

      while ((image = _colim_hom_domain_step (from, &position)) >= 0)
        {
          gint32 value = arrow->table[image];

          if (self->stamps[value] == stamp)
            continue;
          self->stamps[value] = stamp;
          if (!sweep && _colim_hom_domain_has (to, value))
            self->scratch[n++] = value;
        }
      if (!sweep)
        sort_images (self, n);
      for (position = 0; sweep && (image = _colim_hom_domain_step (to, &position)) >= 0;)
        if (self->stamps[image] == stamp)
          self->scratch[n++] = image;
    }

  return _colim_hom_state_narrow (self, link->to, n, from->reason)
         || _colim_hom_state_fail (self, HOM_FAILURE_LINK, link->from, link->arrow, self->conflict);
}

/* How many images lie over a domain, as far as that is fewer than the limit. */
static gint32
measure_fibres (const ColimFibres *fibres, const HomDomain *domain, gint32 limit)
{
  gint32 sum = 0, position = 0, image;

  if (domain->n >= limit)
    return limit;
  while (sum < limit && (image = _colim_hom_domain_step (domain, &position)) >= 0)
    sum += 1 + fibres->starts[image + 1] - fibres->starts[image];

  return sum;
}

static gboolean
backward (HomState *self, const HomLink *link)
{
  const HomArrow *arrow = &self->arrows[link->arrow];
  const HomDomain *from = &self->domains[link->from], *to = &self->domains[link->to];
  const ColimFibres *fibres = arrow->fibres;
  gint32 n = 0, position = 0, image;

  if (to->n == self->sorts[arrow->codom].size)
    return TRUE;
  if (measure_fibres (fibres, to, from->n / SORT_COST) < from->n / SORT_COST)
    {
      while ((image = _colim_hom_domain_step (to, &position)) >= 0)
        for (gint32 i = fibres->starts[image]; i < fibres->starts[image + 1]; i++)
          if (_colim_hom_domain_has (from, fibres->items[i]))
            self->scratch[n++] = fibres->items[i];
      sort_images (self, n);
    }
  else
    while ((image = _colim_hom_domain_step (from, &position)) >= 0)
      if (_colim_hom_domain_has (to, arrow->table[image]))
        self->scratch[n++] = image;

  return _colim_hom_state_narrow (self, link->from, n, to->reason)
         || _colim_hom_state_fail (self, HOM_FAILURE_LINK, link->from, link->arrow, self->conflict);
}

/* Takes an image that another element has. */
static gboolean
take_away (HomState *self, gint32 e, gint32 image, guint64 reason)
{
  const HomDomain *domain = &self->domains[e];
  gint32 n = 0, position = 0, other;

  if (!_colim_hom_domain_has (domain, image))
    return TRUE;
  while ((other = _colim_hom_domain_step (domain, &position)) >= 0)
    if (other != image)
      self->scratch[n++] = other;

  return _colim_hom_state_narrow (self, e, n, reason)
         || _colim_hom_state_fail (self, HOM_FAILURE_TAKEN, e, -1, self->conflict);
}

/* Large domains lose the images of others only when they are looked at: to copy each of them at each decision costs
 * more than it saves. */
#define SMALL_DOMAIN 32

/* Nor are many elements asked at each decision. */
#define FEW_ELEMENTS 1024

static gboolean
take_from_others (HomState *self, gint32 e)
{
  gint32 s = self->sort_of[e], image = _colim_hom_domain_get_only (&self->domains[e]);

  if (self->sorts[s].owners == NULL || self->sorts[s].n_open == 0 || self->n_open > FEW_ELEMENTS)
    return TRUE;
  /* From behind, as an element that is decided changes place with the last one. */
  for (gint32 i = self->n_open - 1; i >= 0; i--)
    {
      gint32 other = self->open[i];

      if (self->sort_of[other] == s && self->domains[other].n <= SMALL_DOMAIN
          && !take_away (self, other, image, self->domains[e].reason))
        return FALSE;
    }

  return TRUE;
}

/* In a square that is a pullback the elements over one go to different images over its image. */
static gboolean
take_from_fibre (HomState *self, gint32 e, const HomLink *link)
{
  gint32 image = _colim_hom_domain_get_only (&self->domains[e]);

  for (gint32 i = self->link_starts[link->to]; i < self->link_starts[link->to + 1]; i++)
    {
      const HomLink *other = &self->links[self->link_items[i]];

      if (other->arrow == link->arrow && other->to == link->to && other->from != e
          && !take_away (self, other->from, image, self->domains[e].reason))
        return FALSE;
    }

  return TRUE;
}

static gboolean
spread (HomState *self, gint32 e)
{
  gboolean decided = self->domains[e].n == 1;

  if (decided && !take_from_others (self, e))
    return FALSE;
  for (gint32 i = self->link_starts[e]; i < self->link_starts[e + 1]; i++)
    {
      const HomLink *link = &self->links[self->link_items[i]];

      self->steps_left--;
      if ((link->from == e && !forward (self, link)) || (link->to == e && !backward (self, link)))
        return FALSE;
      if (decided && link->from == e && self->arrows[link->arrow].cartesian && !take_from_fibre (self, e, link))
        return FALSE;
    }

  return TRUE;
}

/* Spreads what changed until nothing does, or a domain is empty. */
gboolean
_colim_hom_state_propagate (HomState *self)
{
  gboolean consistent = TRUE;

  while (self->n_queued > 0)
    {
      gint32 e = self->queue[self->head];

      self->head = (self->head + 1) % self->n_elements;
      self->n_queued--;
      self->queued[e] = FALSE;
      consistent = consistent && spread (self, e);
    }

  return consistent;
}

/* What is outside the core, and cannot go everywhere, takes from the core what it takes alone: from the ends of a loop
 * all that has no loop.  With its other values it is seen again when these are decided. */
void
_colim_hom_state_spread_restricted (HomState *self)
{
  gboolean changes = TRUE;

  while (changes)
    {
      guint before = self->trail->len;

      for (gint32 i = 0; i < self->link_starts[self->n_elements]; i++)
        {
          const HomLink *link = &self->links[self->link_items[i]];
          const HomDomain *from = &self->domains[link->from];

          if (!_colim_hom_state_is_in_core (self, link->from) && from->n > 1
              && from->n < self->sorts[self->sort_of[link->from]].size && !forward (self, link))
            return;
        }
      changes = self->trail->len > before;
    }
}

void
_colim_hom_state_forget_queue (HomState *self)
{
  for (; self->n_queued > 0; self->n_queued--)
    {
      self->queued[self->queue[self->head]] = FALSE;
      self->head = (self->head + 1) % self->n_elements;
    }
}

/* Leaves an element one image, and spreads that. */
gboolean
_colim_hom_state_assign (HomState *self, gint32 e, gint32 image, guint64 reason)
{
  self->scratch[0] = image;
  if (self->domains[e].n == 1 || _colim_hom_state_put (self, e, 1, reason))
    return _colim_hom_state_propagate (self);
  _colim_hom_state_forget_queue (self);

  return FALSE;
}

/* Leaves each of some elements one image, whatever the reason, and spreads them together. */
gboolean
_colim_hom_state_assign_all (HomState *self, const gint32 *elements, const gint32 *images, gint32 n)
{
  for (gint32 i = 0; i < n; i++)
    {
      self->scratch[0] = images[i];
      if (self->domains[elements[i]].n > 1 && !_colim_hom_state_put (self, elements[i], 1, 0))
        {
          _colim_hom_state_forget_queue (self);
          return FALSE;
        }
    }

  return _colim_hom_state_propagate (self);
}
