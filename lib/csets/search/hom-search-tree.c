/* The tree of decisions, walked without recursion.  Each level decides about one element, and each failure names the
 * levels that are to blame:
 *
 *     level 0 ──▶ level 1 ──▶ level 2 ──▶ level 3: no image is left, because of levels 0 and 1
 *                    ▲                       │
 *                    └───────────────────────┘        level 2 has nothing to do with it, and is jumped over
 */

#include "lib/csets/search/hom-search-private.h"

#define BIT(level) (G_GUINT64_CONSTANT (1) << ((level) % 64))

/* Says which elements are to be decided. */
void
_colim_hom_state_load (HomState *self, const gint32 *elements, gint32 n)
{
  for (gint32 i = 0; i < self->n_loaded; i++)
    self->place[self->open[i]] = G_MAXINT32;
  self->n_open = 0;
  for (gint32 i = 0; i < n; i++)
    if (_colim_hom_state_is_open (self, elements[i]))
      {
        self->place[elements[i]] = self->n_open;
        self->open[self->n_open++] = elements[i];
      }
  self->n_loaded = self->n_open;
}

static gint32
count_links (const HomState *self, gint32 e)
{
  return self->link_starts[e + 1] - self->link_starts[e];
}

/* Few images are good, then many links, then a small number. */
static gboolean
is_better (const HomState *self, gint32 e, gint32 best)
{
  gint32 by = self->domains[e].n - self->domains[best].n;

  if (by == 0)
    by = count_links (self, best) - count_links (self, e);

  return by < 0 || (by == 0 && e < best);
}

/* So many are all looked at. */
#define FEW_ELEMENTS 256

/* The best element; where there are many, of those that the last decision touched. */
static gint32
choose (const HomState *self)
{
  gint32 best = -1;

  if (self->n_open > FEW_ELEMENTS && self->levels->len > 0)
    {
      guint mark = g_array_index (self->levels, HomLevel, self->levels->len - 1).mark.trail;

      for (guint i = mark; i < self->trail->len; i++)
        {
          gint32 e = g_array_index (self->trail, HomTrailEntry, i).element;

          if (_colim_hom_state_is_open (self, e) && (best < 0 || is_better (self, e, best)))
            best = e;
        }
    }
  if (best >= 0)
    return best;
  best = self->open[0];
  for (gint32 i = 1; i < self->n_open; i++)
    if (is_better (self, self->open[i], best))
      best = self->open[i];

  return best;
}

/* The first one.  All before the last decision are decided. */
static gint32
choose_in_order (const HomState *self)
{
  gint32 e = 0;

  if (self->levels->len > 0)
    e = g_array_index (self->levels, HomLevel, self->levels->len - 1).element + 1;
  while (!_colim_hom_state_is_open (self, e))
    e++;

  return e;
}

/* Whether all that is decided has the images behind which the search begins. */
static gboolean
follows (const HomState *self)
{
  const HomLevel *last;

  if (self->after == NULL || self->levels->len == 0)
    return self->after != NULL;
  last = &g_array_index (self->levels, HomLevel, self->levels->len - 1);

  return last->follows && _colim_hom_domain_get_only (&self->domains[last->element]) == self->after[last->element];
}

static void
descend (HomState *self, gboolean in_order)
{
  gint32 e = in_order ? choose_in_order (self) : choose (self);
  HomLevel level = { .element = e, .domain = self->domains[e], .conflict = self->domains[e].reason,
                     .mark = _colim_hom_state_mark (self), .follows = in_order && follows (self) };

  /* What was shown before may not be jumped over either. */
  if (level.follows)
    {
      level.position = _colim_hom_domain_find (&level.domain, self->after[e]);
      level.conflict = HOM_ALL_LEVELS;
    }
  g_array_append_val (self->levels, level);
}

/* Leaves the last level, and goes up to the nearest one that is to blame; FALSE if there is none. */
static gboolean
jump_back (HomState *self, guint64 conflict)
{
  guint n = self->levels->len - 1;

  while (n > 0 && (conflict & BIT (n - 1)) == 0)
    n--;
  g_array_set_size (self->levels, n);
  if (n == 0)
    return FALSE;

  HomLevel *level = &g_array_index (self->levels, HomLevel, n - 1);

  _colim_hom_state_undo (self, level->mark);
  /* From 64 levels on the bit may be that of another level too. */
  level->conflict |= n > 64 ? conflict : conflict & ~BIT (n - 1);

  return TRUE;
}

/* The next image, but for those that another element has. */
static gint32
next_image (HomState *self, HomLevel *level)
{
  const gint32 *owners = self->sorts[self->sort_of[level->element]].owners;
  gint32 image;

  while ((image = _colim_hom_domain_step (&level->domain, &level->position)) >= 0
         && owners != NULL && owners[image] >= 0)
    level->conflict |= self->domains[owners[image]].reason;

  return image;
}

/* Shows each solution to the function, or if there is none returns at the first one with everything decided.  Returns
 * whether there was a solution that made it stop; spent tells whether the budget was the end. */
gboolean
_colim_hom_state_search (HomState *self, gboolean in_order, HomSolutionFunc function, gpointer data)
{
  g_array_set_size (self->levels, 0);
  if (self->n_open == 0)
    return function == NULL || !function (self, data);
  descend (self, in_order);
  while (TRUE)
    {
      guint n = self->levels->len - 1;
      HomLevel *level = &g_array_index (self->levels, HomLevel, n);
      gint32 image = next_image (self, level);

      if (image < 0)
        {
          if (!jump_back (self, level->conflict))
            return FALSE;
        }
      else if (self->steps_left-- <= 0)
        {
          self->spent = TRUE;
          return FALSE;
        }
      else if (!_colim_hom_state_assign (self, level->element, image, level->domain.reason | BIT (n)))
        {
          _colim_hom_state_undo (self, level->mark);
          if ((self->conflict & BIT (n)) != 0)
            level->conflict |= n >= 64 ? self->conflict : self->conflict & ~BIT (n);
          else if (!jump_back (self, self->conflict))
            return FALSE;
        }
      else if (self->n_open > 0)
        descend (self, in_order);
      else
        {
          if (!follows (self) && (function == NULL || !function (self, data)))
            return TRUE;
          /* Behind a solution nothing may be jumped over. */
          level->conflict = HOM_ALL_LEVELS;
          _colim_hom_state_undo (self, level->mark);
        }
    }
}
