/* What follows from decisions in a network: each takes values from the variables tied with it, and its own
 * value from those that must be different; then sets of variables that have no more values than they are take
 * these from all others.
 *
 *     {1 2}  {1 2}  {1 2 3}  {2 3 4}        two variables have 1 and 2, so that 3 and {3 4}, then 4 are left
 *
 * Failures name the levels to blame, as in the tree of a state.  Only the words of a domain that change are
 * kept for the way back.
 */

#include "lib/csets/search/hom-search-network-private.h"

#include <string.h>

#define BIT(i) (G_GUINT64_CONSTANT (1) << ((i) % 64))

/* Makes room for a search, in which everything is open. */
void
_colim_hom_network_open (HomNetwork *self)
{
  gint32 most_words = 0, most_variables = 0;

  for (gint32 s = 0; s < self->state->n_sorts; s++)
    {
      most_words = MAX (most_words, self->values[s].n_words);
      most_variables = MAX (most_variables, self->values[s].n_variables);
    }
  self->words = g_array_new (FALSE, FALSE, sizeof (HomWord));
  self->changes = g_array_new (FALSE, FALSE, sizeof (HomChange));
  self->open = g_new (gint32, self->n);
  self->place = g_new (gint32, self->n);
  self->queue = g_new (gint32, self->n);
  self->weights = g_new (guint32, self->n);
  self->buckets = g_new (gint32, most_variables + 2);
  self->sorted = g_new (gint32, self->n);
  self->seen = g_new (guint64, most_words);
  self->closed = g_new (guint64, most_words);
  for (gint32 v = 0; v < self->n; v++)
    {
      self->open[v] = self->place[v] = v;
      self->weights[v] = 1 + (guint32) (self->tie_starts[v + 1] - self->tie_starts[v]);
      if (self->counts[v] == 1)
        self->queue[self->n_queued++] = v;
    }
  self->n_open = self->n;
}

void
_colim_hom_network_undo (HomNetwork *self, HomNetworkMark mark)
{

  while (self->words->len > mark.words)
    {
      const HomWord *saved = &g_array_index (self->words, HomWord, self->words->len - 1);

      *saved->word = saved->old;
      g_array_set_size (self->words, self->words->len - 1);
    }
  while (self->changes->len > mark.changes)
    {
      const HomChange *change = &g_array_index (self->changes, HomChange, self->changes->len - 1);

      self->counts[change->variable] = change->count;
      self->reasons[change->variable] = change->reason;
      g_array_set_size (self->changes, self->changes->len - 1);
    }
  self->n_open = mark.n_open;
  self->n_queued = 0;
}

HomNetworkMark
_colim_hom_network_mark (const HomNetwork *self)
{
  return (HomNetworkMark){ self->words->len, self->changes->len, self->n_open };
}

static inline void
put_word (HomNetwork *self, guint64 *word, guint64 bits)
{
  HomWord saved = { word, *word };

  g_array_append_val (self->words, saved);
  *word = bits;
}

/* Variables that fail often are decided about early. */
static gboolean
fail (HomNetwork *self, gint32 v, guint64 reason)
{
  self->conflict = reason;
  self->weights[v] += self->weights[v] < G_MAXUINT32;

  return FALSE;
}

/* A domain has so many values left, because of these levels. */
static inline gboolean
put_count (HomNetwork *self, gint32 v, gint32 count, guint64 reason)
{
  HomChange change = { v, self->counts[v], self->reasons[v] };

  g_array_append_val (self->changes, change);
  self->counts[v] = count;
  self->reasons[v] |= reason;
  if (count == 0)
    return fail (self, v, self->reasons[v]);
  if (count == 1)
    self->queue[self->n_queued++] = v;

  return TRUE;
}

static void
close_variable (HomNetwork *self, gint32 v)
{
  gint32 place = self->place[v], last = self->open[--self->n_open];

  self->open[place] = last;
  self->place[last] = place;
  self->open[self->n_open] = v;
  self->place[v] = self->n_open;
}

static inline gint32
get_first (const guint64 *bits)
{
  gint32 w = 0;

  while (bits[w] == 0)
    w++;

  return w * 64 + __builtin_ctzll (bits[w]);
}

static gboolean
take_from_others (HomNetwork *self, gint32 v, gint32 value)
{
  gint32 s = self->sorts[v];

  for (gint32 i = 0; i < self->n_open; i++)
    {
      gint32 other = self->open[i];
      guint64 *word = _colim_hom_network_get_domain (self, other) + value / 64, bit = BIT (value);

      if (self->sorts[other] != s || (*word & bit) == 0)
        continue;
      put_word (self, word, *word & ~bit);
      if (!put_count (self, other, self->counts[other] - 1, self->reasons[v]))
        return FALSE;
    }

  return TRUE;
}

/* Takes what is not in the row from the variables tied with one that is decided. */
static gboolean
spread_ties (HomNetwork *self, gint32 v, gint32 value)
{

  for (gint32 k = self->tie_starts[v]; k < self->tie_starts[v + 1]; k++)
    {
      const HomTie *tie = &self->ties[k];
      const guint64 *row = tie->rows + (gsize) value * (gsize) tie->n_words;
      guint64 *bits;
      gint32 taken = 0;

      if (self->place[tie->other] >= self->n_open)
        continue;
      bits = _colim_hom_network_get_domain (self, tie->other);
      for (gint32 w = 0; w < tie->n_words; w++)
        if ((bits[w] & ~row[w]) != 0)
          {
            taken += _colim_hom_count_bits (bits[w] & ~row[w]);
            put_word (self, &bits[w], bits[w] & row[w]);
          }
      if (taken > 0 && !put_count (self, tie->other, self->counts[tie->other] - taken, self->reasons[v]))
        return FALSE;
    }

  return TRUE;
}

/* Open variables of a sort, those with few values first; with more than there are variables they are of no
 * use. */
static gint32
sort_by_count (HomNetwork *self, gint32 s, gint32 n_variables)
{
  gint32 sum = 0;

  memset (self->buckets, 0, ((gsize) n_variables + 2) * sizeof *self->buckets);
  for (gint32 i = 0; i < self->n_open; i++)
    if (self->sorts[self->open[i]] == s)
      self->buckets[MIN (self->counts[self->open[i]], n_variables + 1)]++;
  for (gint32 count = 0; count <= n_variables; count++)
    {
      gint32 n = self->buckets[count];

      self->buckets[count] = sum;
      sum += n;
    }
  for (gint32 i = 0; i < self->n_open; i++)
    {
      gint32 v = self->open[i];

      if (self->sorts[v] == s && self->counts[v] <= n_variables)
        self->sorted[self->buckets[self->counts[v]]++] = v;
    }

  return sum;
}

/* Takes values that sets of other variables need all of. */
static gboolean
take_closed (HomNetwork *self, gint32 v, guint64 reason)
{
  guint64 *bits = _colim_hom_network_get_domain (self, v);
  gint32 taken = 0;

  for (gint32 w = 0; w < _colim_hom_network_get_n_words (self, v); w++)
    if ((bits[w] & self->closed[w]) != 0)
      {
        taken += _colim_hom_count_bits (bits[w] & self->closed[w]);
        put_word (self, &bits[w], bits[w] & ~self->closed[w]);
      }

  return taken == 0 || put_count (self, v, self->counts[v] - taken, reason);
}

static gboolean
separate (HomNetwork *self, gint32 s)
{
  gint32 n_words = self->values[s].n_words, n_seen = 0, n_closed = 0, n_variables = 0, n;
  guint64 seen_reason = 0, closed_reason = 0;

  for (gint32 i = 0; i < self->n_open; i++)
    n_variables += self->sorts[self->open[i]] == s;
  n = sort_by_count (self, s, n_variables);
  memset (self->seen, 0, (gsize) n_words * sizeof *self->seen);
  memset (self->closed, 0, (gsize) n_words * sizeof *self->closed);
  for (gint32 i = 0; i < n; i++)
    {
      gint32 v = self->sorted[i], count = 0;
      const guint64 *bits = _colim_hom_network_get_domain (self, v);

      if (n_closed > 0 && !take_closed (self, v, closed_reason))
        return FALSE;
      seen_reason |= self->reasons[v];
      n_seen++;
      for (gint32 w = 0; w < n_words; w++)
        {
          self->seen[w] |= bits[w];
          count += _colim_hom_count_bits (self->seen[w]);
        }
      if (count < n_seen)
        return fail (self, v, seen_reason | closed_reason);
      if (count > n_seen)
        continue;
      for (gint32 w = 0; w < n_words; w++)
        self->closed[w] |= self->seen[w];
      memset (self->seen, 0, (gsize) n_words * sizeof *self->seen);
      closed_reason |= seen_reason;
      n_closed += n_seen;
      n_seen = 0;
      seen_reason = 0;
    }
  for (gint32 i = 0; n_closed > 0 && i < self->n_open; i++)
    if (self->sorts[self->open[i]] == s && self->counts[self->open[i]] > n_variables
        && !take_closed (self, self->open[i], closed_reason))
      return FALSE;

  return TRUE;
}

/* Spreads what is decided until nothing changes, or something fails. */
gboolean
_colim_hom_network_propagate (HomNetwork *self)
{

  do
    {
      while (self->n_queued > 0)
        {
          gint32 v = self->queue[--self->n_queued];
          gint32 value = get_first (_colim_hom_network_get_domain (self, v));

          close_variable (self, v);
          self->state->steps_left -= 1 + self->tie_starts[v + 1] - self->tie_starts[v];
          if (!spread_ties (self, v, value)
              || (self->values[self->sorts[v]].different && !take_from_others (self, v, value)))
            return FALSE;
        }
      for (gint32 s = 0; s < self->state->n_sorts; s++)
        if (self->values[s].different && self->values[s].n_variables > 1 && !separate (self, s))
          return FALSE;
  } while (self->n_queued > 0);

  return TRUE;
}

/* Leaves a variable one value, and spreads that. */
gboolean
_colim_hom_network_decide (HomNetwork *self, gint32 v, gint32 value, guint64 reason)
{
  guint64 *bits = _colim_hom_network_get_domain (self, v);

  for (gint32 w = 0; w < _colim_hom_network_get_n_words (self, v); w++)
    {
      guint64 word = w == value / 64 ? BIT (value) : 0;

      if (bits[w] != word)
        put_word (self, &bits[w], word);
    }

  return put_count (self, v, 1, reason) && _colim_hom_network_propagate (self);
}
