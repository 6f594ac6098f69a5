/* Whether elements can have different images at all, each one of its own: a matching, built element by element.  If the
 * images of one are taken, a shortest chain of moves makes room:
 *
 *     e ──▶ y, which e' has ──▶ y', which e" has ──▶ y", which is free
 *
 * and if there is none, the elements met on the way have fewer images together than they are.  Propagation does not see
 * that, and a search sees it only after all orders of choices.
 */

#include "lib/csets/search/hom-search-private.h"

/* Images looked at, after which the question is left to the search. */
#define MOST_LOOKS (1 << 22)

typedef struct {
  const HomState *state;
  gint32 *holders;  /* for each image who has it, or -1 */
  gint32 *from;     /* for each image who came to it, when stamps says that somebody did */
  guint32 *stamps;
  gint32 *images;   /* for each element of the sort what it has */
  gint32 *waiting;  /* elements that could move */
  gint64 looks;
} Matching;

/* Gives the image to who came to it, whose own goes to who came to that, and so on. */
static void
move (Matching *self, const HomSort *sort, gint32 image)
{
  while (image >= 0)
    {
      gint32 e = self->from[image], left = self->images[e - sort->first];

      self->images[e - sort->first] = image;
      self->holders[image] = e;
      image = left;
    }
}

static gboolean
make_room (Matching *self, const HomSort *sort, gint32 e, guint32 stamp)
{
  gint32 n = 0;

  self->waiting[n++] = e;
  for (gint32 i = 0; i < n && self->looks < MOST_LOOKS; i++)
    {
      gint32 position = 0, image;

      while ((image = _colim_hom_domain_step (&self->state->domains[self->waiting[i]], &position)) >= 0)
        {
          self->looks++;
          if (self->stamps[image] == stamp)
            continue;
          self->stamps[image] = stamp;
          self->from[image] = self->waiting[i];
          if (self->holders[image] < 0)
            {
              move (self, sort, image);
              return TRUE;
            }
          self->waiting[n++] = self->holders[image];
        }
    }

  return self->looks >= MOST_LOOKS;
}

static void
match_sort (HomState *state, const HomSort *sort)
{
  g_autofree gint32 *holders = g_new (gint32, sort->size), *from = g_new (gint32, sort->size);
  g_autofree gint32 *images = g_new (gint32, sort->n), *waiting = g_new (gint32, sort->n);
  g_autofree guint32 *stamps = g_new0 (guint32, sort->size);
  Matching matching = { state, holders, from, stamps, images, waiting, 0 };

  for (gint32 image = 0; image < sort->size; image++)
    holders[image] = -1;
  for (gint32 i = 0; i < sort->n; i++)
    images[i] = -1;
  for (gint32 i = 0; i < sort->n && matching.looks < MOST_LOOKS; i++)
    if (!make_room (&matching, sort, sort->first + i, (guint32) i + 1))
      {
        _colim_hom_state_fail (state, HOM_FAILURE_TAKEN, sort->first + i, -1, 0);
        return;
      }
}

/* Looks whether elements whose images must be different have enough of them. */
void
_colim_hom_state_match (HomState *self)
{
  for (gint32 s = 0; s < self->n_sorts && self->failure.kind == HOM_FAILURE_NONE; s++)
    if (self->sorts[s].owners != NULL && self->sorts[s].n_open > 1)
      match_sort (self, &self->sorts[s]);
}
