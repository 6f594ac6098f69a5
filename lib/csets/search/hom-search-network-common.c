/* Neighbours in common: if a and c have k of them, whose images are different, then so have their images.
 *
 *             ● b₁ ●                        for each pair of relations one after the other the numbers of ways
 *         a ●       ● c      k = 2          from a variable to another, and from a value to another
 *             ● b₂ ●
 *
 * So pairs are tied that no relation ties, and failures are seen two steps before (McCreesh and Prosser, A parallel,
 * backjumping subgraph isomorphism algorithm using supplemental graphs, 2015).
 */

#include "lib/csets/search/hom-search-network-private.h"

/* More ways are not walked. */
#define MOST_WAYS ((gint64) 1 << 26)

/* More pairs of relations are not combined. */
#define MOST_PAIRS 4

typedef struct {
  const HomLayer *first;
  const HomLayer *second;
  const HomLayer *back; /* the reverse of the second */
} Ways;

static gint64
count_bits (const guint64 *bits, gint32 n_words)
{
  gint64 count = 0;

  for (gint32 w = 0; w < n_words; w++)
    count += _colim_hom_count_bits (bits[w]);

  return count;
}

static const guint64 *
get_row (const HomNetwork *self, const HomLayer *layer, gint32 value)
{
  return layer->rows + (gsize) value * (gsize) self->values[layer->to].n_words;
}

static void
walk (const HomNetwork *self, gconstpointer data, gint32 value, GArray *others, gint32 *times)
{
  const Ways *ways = data;
  const guint64 *row = get_row (self, ways->first, value);

  for (gint32 w = 0; w < self->values[ways->first->to].n_words; w++)
    for (guint64 word = row[w]; word != 0; word &= word - 1)
      {
        const guint64 *next = get_row (self, ways->second, w * 64 + __builtin_ctzll (word));

        for (gint32 u = 0; u < self->values[ways->second->to].n_words; u++)
          for (guint64 rest = next[u]; rest != 0; rest &= rest - 1)
            {
              gint32 other = u * 64 + __builtin_ctzll (rest);

              if (times[other]++ == 0)
                g_array_append_val (others, other);
            }
      }
}

/* The same, where there are many ways: what the rows from both ends have in common. */
static void
intersect (const HomNetwork *self, gconstpointer data, gint32 value, GArray *others, gint32 *times)
{
  const Ways *ways = data;
  const guint64 *row = get_row (self, ways->first, value);
  gint32 n_words = self->values[ways->first->to].n_words;

  for (gint32 other = 0; other < self->values[ways->second->to].n; other++)
    {
      const guint64 *back = get_row (self, ways->back, other);
      gint32 count = 0;

      for (gint32 w = 0; w < n_words; w++)
        count += _colim_hom_count_bits (row[w] & back[w]);
      times[other] = count;
      if (count > 0)
        g_array_append_val (others, other);
    }
}

static gint64
count_ways (const HomNetwork *self, const Ways *ways)
{
  gint32 n = self->values[ways->first->from].n, n_words = self->values[ways->first->to].n_words;
  g_autofree gint64 *degrees = g_new (gint64, self->values[ways->second->from].n);
  gint64 sum = 0;

  for (gint32 j = 0; j < self->values[ways->second->from].n; j++)
    degrees[j] = count_bits (get_row (self, ways->second, j), self->values[ways->second->to].n_words);
  for (gint32 i = 0; i < n; i++)
    {
      const guint64 *row = get_row (self, ways->first, i);

      for (gint32 w = 0; w < n_words; w++)
        for (guint64 word = row[w]; word != 0; word &= word - 1)
          sum += degrees[w * 64 + __builtin_ctzll (word)];
    }

  return sum;
}

/* From each variable to each other the number of ways. */
static HomNeighbours
list_pairs (const HomNetwork *self, const Ways *ways)
{
  const HomValues *from = &self->values[ways->first->from], *to = &self->values[ways->second->to];
  HomNeighbours pairs = { .n = from->n_variables };
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree gint32 *found = g_new0 (gint32, to->n_variables);

  pairs.starts = g_new0 (gint32, pairs.n + 1);
  for (gint32 v = 0; v < pairs.n; v++)
    {
      for (gint32 k = ways->first->starts[v]; k < ways->first->starts[v + 1]; k++)
        {
          gint32 middle = ways->first->items[k] - self->values[ways->first->to].first;

          for (gint32 l = ways->second->starts[middle]; l < ways->second->starts[middle + 1]; l++)
            found[ways->second->items[l] - to->first]++;
        }
      for (gint32 w = 0; w < to->n_variables; w++)
        {
          gint32 other = to->first + w;

          if (found[w] > 0 && other != from->first + v)
            {
              g_array_append_val (items, other);
              g_array_append_val (times, found[w]);
            }
          found[w] = 0;
        }
      pairs.starts[v + 1] = (gint32) items->len;
    }
  pairs.items = (gint32 *) (gpointer) g_array_free (g_steal_pointer (&items), FALSE);
  pairs.times = (gint32 *) (gpointer) g_array_free (g_steal_pointer (&times), FALSE);

  return pairs;
}

static void
combine (HomNetwork *self, const Ways *ways)
{
  gint64 n_ways = count_ways (self, ways), n_words = self->values[ways->first->to].n_words;
  gint64 by_rows = (gint64) self->values[ways->first->from].n * self->values[ways->second->to].n * n_words;
  gboolean many = ways->back != NULL && by_rows < n_ways;
  HomNeighbours pairs;

  if (MIN (n_ways, many ? by_rows : n_ways) > MOST_WAYS)
    return;
  pairs = list_pairs (self, ways);
  _colim_hom_network_add_stack (self, ways->first->from, ways->second->to, &pairs, many ? intersect : walk, ways);
  g_free (pairs.starts);
  g_free (pairs.items);
  g_free (pairs.times);
}

/* Adds layers for neighbours in common, through sorts whose images must be different. */
void
_colim_hom_network_add_common (HomNetwork *self)
{
  guint n = self->layers->len, n_pairs = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n && n_pairs < MOST_PAIRS; j++)
      {
        const HomLayer *first = self->layers->pdata[i], *second = self->layers->pdata[j];
        Ways ways = { first, second, second->reverse < 0 ? NULL : self->layers->pdata[second->reverse] };

        if (first->to != second->from || !self->values[first->to].different || first->least > 1 || second->least > 1)
          continue;
        combine (self, &ways);
        n_pairs++;
      }
}
