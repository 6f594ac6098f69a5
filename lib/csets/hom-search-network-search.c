/* Search in a network: a decision takes values from the variables tied with it, and its own value from those that must
 * be different; then sets of variables that have no more values than they are take these from all others.
 *
 *     {1 2}  {1 2}  {1 2 3}  {2 3 4}        two variables have 1 and 2, so that 3 and {3 4}, then 4 are left
 *
 * Failures name the levels to blame, as in the tree of a state.
 */

#include "lib/csets/hom-search-network-private.h"

#include <string.h>

#define BIT(level) (G_GUINT64_CONSTANT (1) << ((level) % 64))

/* What is undone: a word of a domain, or the count and the reason of a variable. */
typedef struct {
  guint64 *word;
  guint64 old;
} Word;

typedef struct {
  gint32 variable;
  gint32 count;
  guint64 reason;
} Change;

typedef struct {
  guint words;
  guint changes;
  gint32 n_open;
} Mark;

typedef struct {
  gint32 variable;
  gint32 next; /* the value to try next, or one behind it */
  guint64 conflict;
  Mark mark;
} Level;

typedef struct {
  HomNetwork *network;
  GArray *words;
  GArray *changes;
  gint32 *open; /* variables whose decision has not been spread: the first n_open */
  gint32 *place;
  gint32 n_open;
  gint32 *queue;
  gint32 n_queued;
  guint64 conflict;
  GArray *levels;
  gint32 *buckets; /* by count */
  gint32 *sorted;
  guint64 *seen;
  guint64 *closed;
} Search;

static void
undo (Search *self, Mark mark)
{
  HomNetwork *network = self->network;

  while (self->words->len > mark.words)
    {
      const Word *saved = &g_array_index (self->words, Word, self->words->len - 1);

      *saved->word = saved->old;
      g_array_set_size (self->words, self->words->len - 1);
    }
  while (self->changes->len > mark.changes)
    {
      const Change *change = &g_array_index (self->changes, Change, self->changes->len - 1);

      network->counts[change->variable] = change->count;
      network->reasons[change->variable] = change->reason;
      g_array_set_size (self->changes, self->changes->len - 1);
    }
  self->n_open = mark.n_open;
  self->n_queued = 0;
}

static Mark
get_mark (const Search *self)
{
  return (Mark) { self->words->len, self->changes->len, self->n_open };
}

static inline void
put_word (Search *self, guint64 *word, guint64 bits)
{
  Word saved = { word, *word };

  g_array_append_val (self->words, saved);
  *word = bits;
}

/* A domain has so many values left, because of these levels. */
static inline gboolean
put_count (Search *self, gint32 v, gint32 count, guint64 reason)
{
  HomNetwork *network = self->network;
  Change change = { v, network->counts[v], network->reasons[v] };

  g_array_append_val (self->changes, change);
  network->counts[v] = count;
  network->reasons[v] |= reason;
  if (count == 0)
    self->conflict = network->reasons[v];
  else if (count == 1)
    self->queue[self->n_queued++] = v;

  return count > 0;
}

static void
close_variable (Search *self, gint32 v)
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
take_from_others (Search *self, gint32 v, gint32 value)
{
  HomNetwork *network = self->network;
  gint32 s = network->sorts[v];

  for (gint32 i = 0; i < self->n_open; i++)
    {
      gint32 other = self->open[i];
      guint64 *word = _colim_hom_network_get_domain (network, other) + value / 64, bit = BIT (value);

      if (network->sorts[other] != s || (*word & bit) == 0)
        continue;
      put_word (self, word, *word & ~bit);
      if (!put_count (self, other, network->counts[other] - 1, network->reasons[v]))
        return FALSE;
    }

  return TRUE;
}

/* Takes what is not in the row from the variables tied with one that is decided. */
static gboolean
spread_ties (Search *self, gint32 v, gint32 value)
{
  HomNetwork *network = self->network;

  for (gint32 k = network->tie_starts[v]; k < network->tie_starts[v + 1]; k++)
    {
      const HomTie *tie = &network->ties[k];
      const guint64 *row = tie->rows + (gsize) value * (gsize) tie->n_words;
      guint64 *bits;
      gint32 taken = 0;

      if (self->place[tie->other] >= self->n_open)
        continue;
      bits = _colim_hom_network_get_domain (network, tie->other);
      for (gint32 w = 0; w < tie->n_words; w++)
        if ((bits[w] & ~row[w]) != 0)
          {
            taken += __builtin_popcountll (bits[w] & ~row[w]);
            put_word (self, &bits[w], bits[w] & row[w]);
          }
      if (taken > 0 && !put_count (self, tie->other, network->counts[tie->other] - taken, network->reasons[v]))
        return FALSE;
    }

  return TRUE;
}

/* Open variables of a sort, those with few values first; with more than there are variables they are of no use. */
static gint32
sort_by_count (Search *self, gint32 s, gint32 n_variables)
{
  const HomNetwork *network = self->network;
  gint32 sum = 0;

  memset (self->buckets, 0, ((gsize) n_variables + 2) * sizeof *self->buckets);
  for (gint32 i = 0; i < self->n_open; i++)
    if (network->sorts[self->open[i]] == s)
      self->buckets[MIN (network->counts[self->open[i]], n_variables + 1)]++;
  for (gint32 count = 0; count <= n_variables; count++)
    {
      gint32 n = self->buckets[count];

      self->buckets[count] = sum;
      sum += n;
    }
  for (gint32 i = 0; i < self->n_open; i++)
    {
      gint32 v = self->open[i];

      if (network->sorts[v] == s && network->counts[v] <= n_variables)
        self->sorted[self->buckets[network->counts[v]]++] = v;
    }

  return sum;
}

/* Takes values that sets of other variables need all of. */
static gboolean
take_closed (Search *self, gint32 v, guint64 reason)
{
  HomNetwork *network = self->network;
  guint64 *bits = _colim_hom_network_get_domain (network, v);
  gint32 taken = 0;

  for (gint32 w = 0; w < _colim_hom_network_get_n_words (network, v); w++)
    if ((bits[w] & self->closed[w]) != 0)
      {
        taken += __builtin_popcountll (bits[w] & self->closed[w]);
        put_word (self, &bits[w], bits[w] & ~self->closed[w]);
      }

  return taken == 0 || put_count (self, v, network->counts[v] - taken, reason);
}

static gboolean
separate (Search *self, gint32 s)
{
  HomNetwork *network = self->network;
  gint32 n_words = network->values[s].n_words, n_seen = 0, n_closed = 0, n_variables = 0, n;
  guint64 seen_reason = 0, closed_reason = 0;

  for (gint32 i = 0; i < self->n_open; i++)
    n_variables += network->sorts[self->open[i]] == s;
  n = sort_by_count (self, s, n_variables);
  memset (self->seen, 0, (gsize) n_words * sizeof *self->seen);
  memset (self->closed, 0, (gsize) n_words * sizeof *self->closed);
  for (gint32 i = 0; i < n; i++)
    {
      gint32 v = self->sorted[i], count = 0;
      const guint64 *bits = _colim_hom_network_get_domain (network, v);

      if (n_closed > 0 && !take_closed (self, v, closed_reason))
        return FALSE;
      seen_reason |= network->reasons[v];
      n_seen++;
      for (gint32 w = 0; w < n_words; w++)
        {
          self->seen[w] |= bits[w];
          count += __builtin_popcountll (self->seen[w]);
        }
      if (count < n_seen)
        {
          self->conflict = seen_reason | closed_reason;
          return FALSE;
        }
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
    if (network->sorts[self->open[i]] == s && network->counts[self->open[i]] > n_variables
        && !take_closed (self, self->open[i], closed_reason))
      return FALSE;

  return TRUE;
}

static gboolean
propagate (Search *self)
{
  HomNetwork *network = self->network;

  do
    {
      while (self->n_queued > 0)
        {
          gint32 v = self->queue[--self->n_queued];
          gint32 value = get_first (_colim_hom_network_get_domain (network, v));

          close_variable (self, v);
          network->state->steps_left -= 1 + network->tie_starts[v + 1] - network->tie_starts[v];
          if (!spread_ties (self, v, value)
              || (network->values[network->sorts[v]].different && !take_from_others (self, v, value)))
            return FALSE;
        }
      for (gint32 s = 0; s < network->state->n_sorts; s++)
        if (network->values[s].different && network->values[s].n_variables > 1 && !separate (self, s))
          return FALSE;
    }
  while (self->n_queued > 0);

  return TRUE;
}

/* Few values are good, then many ties, then a small number. */
static gint32
choose (const Search *self)
{
  const HomNetwork *network = self->network;
  gint32 best = -1;

  for (gint32 i = 0; i < self->n_open; i++)
    {
      gint32 v = self->open[i], by = best < 0 ? -1 : network->counts[v] - network->counts[best];

      if (by == 0)
        by = (network->tie_starts[best + 1] - network->tie_starts[best]) - (network->tie_starts[v + 1] - network->tie_starts[v]);
      if (by < 0 || (by == 0 && v < best))
        best = v;
    }

  return best;
}

static void
descend (Search *self)
{
  Level level = { .variable = choose (self), .mark = get_mark (self) };

  level.conflict = self->network->reasons[level.variable];
  g_array_append_val (self->levels, level);
}

static gint32
next_value (const HomNetwork *network, Level *level)
{
  const guint64 *bits = _colim_hom_network_get_domain (network, level->variable);
  gint32 n_words = _colim_hom_network_get_n_words (network, level->variable);

  for (gint32 w = level->next / 64; w < n_words; w++)
    {
      guint64 word = bits[w];

      if (w == level->next / 64)
        word &= HOM_ALL_LEVELS << (level->next % 64);
      if (word != 0)
        {
          gint32 value = w * 64 + __builtin_ctzll (word);

          level->next = value + 1;
          return value;
        }
    }

  return -1;
}

static gboolean
decide (Search *self, gint32 v, gint32 value, guint64 reason)
{
  guint64 *bits = _colim_hom_network_get_domain (self->network, v);

  for (gint32 w = 0; w < _colim_hom_network_get_n_words (self->network, v); w++)
    {
      guint64 word = w == value / 64 ? BIT (value) : 0;

      if (bits[w] != word)
        put_word (self, &bits[w], word);
    }

  return put_count (self, v, 1, reason) && propagate (self);
}

/* Leaves the last level for the nearest one that is to blame; FALSE if there is none. */
static gboolean
jump_back (Search *self, guint64 conflict)
{
  guint n = self->levels->len - 1;
  Level *level;

  while (n > 0 && (conflict & BIT (n - 1)) == 0)
    n--;
  g_array_set_size (self->levels, n);
  if (n == 0)
    return FALSE;
  level = &g_array_index (self->levels, Level, n - 1);
  undo (self, level->mark);
  level->conflict |= n > 64 ? conflict : conflict & ~BIT (n - 1);

  return TRUE;
}

/* Spreads what is still open, when the core is decided, and decides that. */
static gboolean
search_rest (HomState *state, HomSolutionFunc function, gpointer data)
{
  state->lazy = FALSE;
  for (gint32 i = 0; i < state->n_open; i++)
    _colim_hom_state_queue (state, state->open[i]);

  return _colim_hom_state_propagate (state) && _colim_hom_state_search (state, FALSE, function, data);
}

/* Completes what is decided in the state, which knows the rest; whether to stop. */
static gboolean
complete (Search *self, HomSolutionFunc function, gpointer data)
{
  const HomNetwork *network = self->network;
  HomState *state = network->state;
  HomMark mark = _colim_hom_state_mark (state);
  g_autofree gint32 *images = g_new (gint32, network->n);
  gboolean lazy = state->lazy, stop;

  for (gint32 v = 0; v < network->n; v++)
    images[v] = network->values[network->sorts[v]].images[get_first (_colim_hom_network_get_domain (network, v))];
  stop = _colim_hom_state_assign_all (state, network->elements, images, network->n)
         && search_rest (state, function, data);
  if (!stop)
    _colim_hom_state_undo (state, mark);
  state->lazy = lazy;

  return stop;
}

static gboolean
walk (Search *self, HomSolutionFunc function, gpointer data)
{
  HomState *state = self->network->state;

  if (self->n_open == 0)
    return complete (self, function, data);
  descend (self);
  while (TRUE)
    {
      guint n = self->levels->len - 1;
      Level *level = &g_array_index (self->levels, Level, n);
      gint32 value = next_value (self->network, level);

      if (value < 0)
        {
          if (!jump_back (self, level->conflict))
            return FALSE;
        }
      else if (state->steps_left-- <= 0)
        {
          state->spent = TRUE;
          return FALSE;
        }
      else if (!decide (self, level->variable, value, BIT (n)))
        {
          undo (self, level->mark);
          if ((self->conflict & BIT (n)) != 0)
            level->conflict |= n >= 64 ? self->conflict : self->conflict & ~BIT (n);
          else if (!jump_back (self, self->conflict))
            return FALSE;
        }
      else if (self->n_open > 0)
        descend (self);
      else
        {
          if (complete (self, function, data))
            return TRUE;
          if (state->spent)
            return FALSE;
          level->conflict = HOM_ALL_LEVELS;
          undo (self, level->mark);
        }
    }
}

/* As the search of a state, for what it has loaded; the network is of no use after it. */
gboolean
_colim_hom_network_search (HomNetwork *network, HomSolutionFunc function, gpointer data)
{
  gint32 most_words = 0, most_values = 0;
  Search self = { .network = network };
  gboolean found;

  for (gint32 s = 0; s < network->state->n_sorts; s++)
    {
      most_words = MAX (most_words, network->values[s].n_words);
      most_values = MAX (most_values, network->values[s].n_variables);
    }
  self.words = g_array_new (FALSE, FALSE, sizeof (Word));
  self.changes = g_array_new (FALSE, FALSE, sizeof (Change));
  self.levels = g_array_new (FALSE, FALSE, sizeof (Level));
  self.open = g_new (gint32, network->n);
  self.place = g_new (gint32, network->n);
  self.queue = g_new (gint32, network->n);
  self.buckets = g_new (gint32, most_values + 2);
  self.sorted = g_new (gint32, network->n);
  self.seen = g_new (guint64, most_words);
  self.closed = g_new (guint64, most_words);
  for (gint32 v = 0; v < network->n; v++)
    {
      self.open[v] = self.place[v] = v;
      if (network->counts[v] == 1)
        self.queue[self.n_queued++] = v;
    }
  self.n_open = network->n;
  found = propagate (&self) && walk (&self, function, data);
  g_array_unref (self.words);
  g_array_unref (self.changes);
  g_array_unref (self.levels);
  g_free (self.open);
  g_free (self.place);
  g_free (self.queue);
  g_free (self.buckets);
  g_free (self.sorted);
  g_free (self.seen);
  g_free (self.closed);

  return found;
}
