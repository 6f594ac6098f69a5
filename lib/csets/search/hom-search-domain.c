/* The images that are left for each element, and how to go back.
 *
 *     trail   │ e, its domain before │ e', its domain before │ …       undone from behind
 *     blocks  │▒▒▒▒▒▒▒▒▒▒▒▒│▒▒▒▒      │                               lists and bits, given back down to a mark
 *
 * A domain is never written to: it is replaced by a smaller one, whose memory lies above that of all older ones.
 */

#include "lib/csets/search/hom-search-private.h"

#include <string.h>

#define BLOCK_SIZE 65536

typedef struct {
  gsize size;
  guint64 words[];
} Block;

/* Memory is zero only by chance. */
static gpointer
take (HomState *self, gsize n_bytes)
{
  gsize n_words = (n_bytes + 7) / 8;

  while (self->block < self->blocks->len)
    {
      Block *block = self->blocks->pdata[self->block];

      if (block->size - self->used >= n_words)
        {
          self->used += n_words;
          return block->words + self->used - n_words;
        }
      /* A block behind the mark is in nobody's use, and may be replaced if it is too small. */
      self->used = 0;
      if (++self->block < self->blocks->len && ((Block *) self->blocks->pdata[self->block])->size < n_words)
        {
          g_free (self->blocks->pdata[self->block]);
          g_ptr_array_remove_index_fast (self->blocks, self->block);
          self->block = self->blocks->len;
        }
    }

  Block *block = g_malloc (sizeof *block + MAX (n_words, BLOCK_SIZE / 8) * 8);

  block->size = MAX (n_words, BLOCK_SIZE / 8);
  g_ptr_array_add (self->blocks, block);
  self->used = n_words;

  return block->words;
}

HomMark
_colim_hom_state_mark (HomState *self)
{
  return (HomMark) { .block = self->block, .used = self->used, .trail = self->trail->len };
}

void
_colim_hom_state_undo (HomState *self, HomMark mark)
{
  while (self->trail->len > mark.trail)
    {
      HomTrailEntry *entry = &g_array_index (self->trail, HomTrailEntry, self->trail->len - 1);
      gint32 e = entry->element;
      HomSort *sort = &self->sorts[self->sort_of[e]];

      if (self->domains[e].n == 1)
        {
          gint32 image = _colim_hom_domain_get_only (&self->domains[e]);

          sort->n_open++;
          if (self->place[e] == self->n_open)
            self->n_open++;
          if (sort->owners != NULL && sort->owners[image] == e)
            sort->owners[image] = -1;
          if (sort->covers != NULL && image < sort->n_parts && --sort->covers[image] == 0)
            sort->n_missing++;
        }
      self->domains[e] = entry->domain;
      g_array_set_size (self->trail, self->trail->len - 1);
    }
  self->block = mark.block;
  self->used = mark.used;
}

/* Gives the image at a position or behind it, and moves on; -1 at the end.  The first position is 0. */
gint32
_colim_hom_domain_step (const HomDomain *domain, gint32 *position)
{
  if (domain->words == NULL)
    {
      if (*position >= domain->n)
        return -1;
      return domain->list != NULL ? domain->list[(*position)++] : (*position)++;
    }
  for (gint32 i = *position / 64; i < domain->n_words; i++)
    {
      guint64 word = domain->words[i];

      if (i == *position / 64)
        word &= HOM_ALL_LEVELS << (*position % 64);
      if (word != 0)
        {
          gint32 image = i * 64 + __builtin_ctzll (word);

          *position = image + 1;
          return image;
        }
    }

  return -1;
}

/* The position of the first image that is not less. */
gint32
_colim_hom_domain_find (const HomDomain *domain, gint32 image)
{
  if (domain->list == NULL)
    return image;

  gint32 low = 0, high = domain->n;

  while (low < high)
    {
      gint32 middle = low + (high - low) / 2;

      if (domain->list[middle] < image)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gboolean
_colim_hom_domain_has (const HomDomain *domain, gint32 image)
{
  if (domain->words != NULL)
    return (domain->words[image / 64] >> (image % 64)) & 1;
  if (domain->list == NULL)
    return domain->n > 0;

  gint32 position = _colim_hom_domain_find (domain, image);

  return position < domain->n && domain->list[position] == image;
}

gint32
_colim_hom_domain_get_only (const HomDomain *domain)
{
  gint32 position = 0;

  return _colim_hom_domain_step (domain, &position);
}

/* Only the first failure is kept: what fails later is a consequence of choices. */
gboolean
_colim_hom_state_fail (HomState *self, HomFailureKind kind, gint32 element, gint32 arrow, guint64 conflict)
{
  if (self->failure.kind == HOM_FAILURE_NONE)
    self->failure = (HomFailure) { .kind = kind, .sort = self->sort_of[element], .element = element, .arrow = arrow };
  self->conflict = conflict;

  return FALSE;
}

/* A number that marks nothing yet. */
guint32
_colim_hom_state_stamp (HomState *self)
{
  if (++self->stamp == 0)
    {
      gsize most = 0;

      for (gint32 s = 0; s < self->n_sorts; s++)
        most = MAX (most, (gsize) self->sorts[s].size);
      memset (self->stamps, 0, most * sizeof *self->stamps);
      self->stamp = 1;
    }

  return self->stamp;
}

/* What follows for the sort when an element has one image left. */
static gboolean
settle (HomState *self, gint32 e, gint32 image)
{
  HomSort *sort = &self->sorts[self->sort_of[e]];
  gint32 last, place = self->place[e];

  sort->n_open--;
  if (place < self->n_open && self->open[place] == e)
    {
      last = self->open[--self->n_open];
      self->open[place] = last;
      self->place[last] = place;
      self->open[self->n_open] = e;
      self->place[e] = self->n_open;
    }
  if (sort->covers != NULL && image < sort->n_parts && sort->covers[image]++ == 0)
    sort->n_missing--;
  if (sort->covers != NULL && sort->n_missing > sort->n_open)
    return _colim_hom_state_fail (self, HOM_FAILURE_COVER, e, -1, HOM_ALL_LEVELS);
  if (sort->owners == NULL)
    return TRUE;
  if (sort->owners[image] >= 0)
    return _colim_hom_state_fail (self, HOM_FAILURE_TAKEN, e, -1,
                                  self->domains[e].reason | self->domains[sort->owners[image]].reason);
  sort->owners[image] = e;

  return TRUE;
}

/* Has an element spread. */
void
_colim_hom_state_queue (HomState *self, gint32 e)
{
  if (self->queued[e])
    return;
  self->queue[(self->head + self->n_queued++) % self->n_elements] = e;
  self->queued[e] = TRUE;
}

/* Makes the first n images in scratch, which ascend, the domain. */
gboolean
_colim_hom_state_put (HomState *self, gint32 e, gint32 n, guint64 reason)
{
  HomDomain *domain = &self->domains[e];
  gint32 size = self->sorts[self->sort_of[e]].size;
  HomTrailEntry entry = { .element = e, .domain = *domain };

  g_array_append_val (self->trail, entry);
  *domain = (HomDomain) { .n = n, .reason = reason };
  if (n < size && n <= 4 + size / 32)
    {
      domain->list = take (self, (gsize) n * sizeof (gint32));
      memcpy (domain->list, self->scratch, (gsize) n * sizeof (gint32));
    }
  else if (n < size)
    {
      domain->n_words = (size + 63) / 64;
      domain->words = take (self, (gsize) domain->n_words * 8);
      memset (domain->words, 0, (gsize) domain->n_words * 8);
      for (gint32 i = 0; i < n; i++)
        domain->words[self->scratch[i] / 64] |= G_GUINT64_CONSTANT (1) << (self->scratch[i] % 64);
    }
  if (n == 1 || !self->lazy)
    _colim_hom_state_queue (self, e);

  return n != 1 || settle (self, e, self->scratch[0]);
}

/* The same, if that is less than there was; images that others have are left out.  An empty domain is a failure, and
 * stays what it was. */
gboolean
_colim_hom_state_narrow (HomState *self, gint32 e, gint32 n, guint64 reason)
{
  const HomDomain *domain = &self->domains[e];
  const gint32 *owners = self->sorts[self->sort_of[e]].owners;
  gint32 kept = 0;

  for (gint32 i = 0; owners != NULL && i < n; i++)
    if (owners[self->scratch[i]] < 0 || owners[self->scratch[i]] == e)
      self->scratch[kept++] = self->scratch[i];
    else
      reason |= self->domains[owners[self->scratch[i]]].reason;
  if (owners != NULL)
    n = kept;
  if (n == domain->n)
    return TRUE;
  reason |= domain->reason;
  if (n > 0)
    return _colim_hom_state_put (self, e, n, reason);
  self->conflict = reason;

  return FALSE;
}
