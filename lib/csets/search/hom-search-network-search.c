/* The tree of decisions in a network.  It is begun anew after a number of failures, each time after more of
 * them: by then variables that failed often are known, which come first, and values are drawn from a fixed
 * sequence of random numbers, so that no early mistake is stuck to (Boussemart and others, Boosting
 * systematic search by weighting constraints, 2004; Archibald and others, Sequential and parallel
 * solution-biased search for subgraph algorithms, 2019).
 */

#include "lib/csets/search/hom-search-network-private.h"

#define BIT(level) (G_GUINT64_CONSTANT (1) << ((level) % 64))

/* Failures before the first new beginning; before each further one half as many more. */
#define FIRST_LIMIT 10

typedef struct {
  gint32 variable;
  guint untried; /* where its values are that have not been tried */
  guint64 conflict;
  HomNetworkMark mark;
} Level;

typedef struct {
  HomNetwork *network;
  GArray *levels;
  GArray *untried; /* guint64: bits */
  gboolean drawn;  /* values are, by chance */
  guint64 random;
} Search;

/* Few values are good, and many ties and failures; then a small number. */
static gint32
choose (const HomNetwork *network)
{
  gint32 best = network->open[0];

  for (gint32 i = 1; i < network->n_open; i++)
    {
      gint32 v = network->open[i];
      guint64 by_v = (guint64) network->counts[v] * network->weights[best];
      guint64 by_best = (guint64) network->counts[best] * network->weights[v];

      if (by_v < by_best || (by_v == by_best && v < best))
        best = v;
    }

  return best;
}

static void
descend (Search *self)
{
  const HomNetwork *network = self->network;
  Level level = { .variable = choose (network), .mark = _colim_hom_network_mark (network) };

  level.conflict = network->reasons[level.variable];
  if (self->levels->len > 0)
    {
      const Level *last = &g_array_index (self->levels, Level, self->levels->len - 1);

      level.untried = last->untried + (guint) _colim_hom_network_get_n_words (network, last->variable);
    }
  g_array_set_size (self->untried, level.untried);
  g_array_append_vals (self->untried, _colim_hom_network_get_domain (network, level.variable),
                       (guint) _colim_hom_network_get_n_words (network, level.variable));
  g_array_append_val (self->levels, level);
}

/* Splitmix64 (Steele, Lea and Flood, 2014). */
static guint64
draw (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* A place among so many, an early one more likely than a late one. */
static gint32
draw_place (Search *self, gint32 n)
{
  guint64 x, y;

  if (!self->drawn)
    return 0;
  x = draw (&self->random) >> 32;
  y = x * x >> 32;

  return (gint32) (y * (guint64) n >> 32);
}

/* A value that has not been tried; -1 if there is none left. */
static gint32
next_value (Search *self, const Level *level)
{
  guint64 *bits = &g_array_index (self->untried, guint64, level->untried);
  gint32 n_words = _colim_hom_network_get_n_words (self->network, level->variable), n = 0, place, w = 0;
  guint64 word;

  for (gint32 i = 0; i < n_words; i++)
    n += _colim_hom_count_bits (bits[i]);
  if (n == 0)
    return -1;
  place = draw_place (self, n);
  for (; place >= _colim_hom_count_bits (bits[w]); w++)
    place -= _colim_hom_count_bits (bits[w]);
  word = bits[w];
  while (place-- > 0)
    word &= word - 1;
  bits[w] &= ~(word & -word);

  return w * 64 + __builtin_ctzll (word);
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
  _colim_hom_network_undo (self->network, level->mark);
  /* From 64 levels on the bit may be that of another level too. */
  level->conflict |= n > 64 ? conflict : conflict & ~BIT (n - 1);

  return TRUE;
}

static gint32
get_value (const HomNetwork *network, gint32 v)
{
  const guint64 *bits = _colim_hom_network_get_domain (network, v);
  gint32 w = 0;

  while (bits[w] == 0)
    w++;

  return w * 64 + __builtin_ctzll (bits[w]);
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
complete (const HomNetwork *network, HomSolutionFunc function, gpointer data)
{
  HomState *state = network->state;
  HomMark mark = _colim_hom_state_mark (state);
  g_autofree gint32 *images = g_new (gint32, network->n);
  gboolean lazy = state->lazy, stop;

  for (gint32 v = 0; v < network->n; v++)
    images[v] = network->values[network->sorts[v]].images[get_value (network, v)];
  stop = _colim_hom_state_assign_all (state, network->elements, images, network->n)
         && search_rest (state, function, data);
  if (!stop)
    _colim_hom_state_undo (state, mark);
  state->lazy = lazy;

  return stop;
}

static void
begin_anew (Search *self)
{
  _colim_hom_network_undo (self->network, g_array_index (self->levels, Level, 0).mark);
  g_array_set_size (self->levels, 0);
  self->drawn = TRUE;
  descend (self);
}

static gboolean
walk (Search *self, HomSolutionFunc function, gpointer data)
{
  HomNetwork *network = self->network;
  HomState *state = network->state;
  gint64 n_failures = 0, limit = FIRST_LIMIT;

  if (network->n_open == 0)
    return complete (network, function, data);
  descend (self);
  while (TRUE)
    {
      guint n = self->levels->len - 1;
      Level *level = &g_array_index (self->levels, Level, n);
      gint32 value = next_value (self, level);

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
      else if (!_colim_hom_network_decide (network, level->variable, value, BIT (n)))
        {
          _colim_hom_network_undo (network, level->mark);
          if (++n_failures > limit)
            {
              n_failures = 0;
              limit += limit / 2;
              begin_anew (self);
            }
          else if ((network->conflict & BIT (n)) != 0)
            level->conflict |= n >= 64 ? network->conflict : network->conflict & ~BIT (n);
          else if (!jump_back (self, network->conflict))
            return FALSE;
        }
      else if (network->n_open > 0)
        descend (self);
      else
        {
          if (complete (network, function, data))
            return TRUE;
          if (state->spent)
            return FALSE;
          /* Behind a solution nothing may be jumped over, nor anything shown twice. */
          level->conflict = HOM_ALL_LEVELS;
          limit = G_MAXINT64;
          _colim_hom_network_undo (network, level->mark);
        }
    }
}

/* As the search of a state, for what it has loaded; the network is of no use after it. */
gboolean
_colim_hom_network_search (HomNetwork *network, HomSolutionFunc function, gpointer data)
{
  Search self = { .network = network };
  gboolean found;

  self.levels = g_array_new (FALSE, FALSE, sizeof (Level));
  self.untried = g_array_new (FALSE, FALSE, sizeof (guint64));
  _colim_hom_network_open (network);
  found = _colim_hom_network_find_empty (network) < 0 && _colim_hom_network_propagate (network)
          && walk (&self, function, data);
  g_array_unref (self.levels);
  g_array_unref (self.untried);

  return found;
}
