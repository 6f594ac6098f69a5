/* Which values a variable cannot have, before anything is decided.
 *
 * In each layer the variables tied with one go to different values tied with its value, and each of these is tied with
 * as many itself: so the numbers of ties around it, sorted, compare one by one.  Then a value needs for each tie
 * another one that the tied variable can have.
 */

#include "lib/csets/search/hom-search-network-private.h"

#include <stdlib.h>
#include <string.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
sort (GArray *numbers)
{
  if (numbers->len > 1)
    qsort (numbers->data, numbers->len, sizeof (gint32), compare);
}

/* Numbers in ascending order, one list after the other. */
typedef struct {
  gint32 *starts;
  GArray *items;
} Lists;

static void
clear_lists (Lists *self)
{
  g_free (self->starts);
  g_array_unref (self->items);
}

static gint32
count_row (const HomLayer *layer, gint32 value, gint32 n_words)
{
  gint32 count = 0;

  for (gint32 w = 0; w < n_words; w++)
    count += _colim_hom_count_bits (layer->rows[(gsize) value * (gsize) n_words + (gsize) w]);

  return count;
}

/* What is around each variable. */
static Lists
list_around_variables (const HomNetwork *self, const HomLayer *layer)
{
  const HomValues *from = &self->values[layer->from];
  Lists lists = { g_new0 (gint32, from->n_variables + 1), g_array_new (FALSE, FALSE, sizeof (gint32)) };
  g_autoptr (GArray) around = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 v = 0; v < from->n_variables; v++)
    {
      g_array_set_size (around, 0);
      for (gint32 k = layer->starts[v]; k < layer->starts[v + 1]; k++)
        {
          gint32 other = layer->items[k] - from->first;
          gint32 n = layer->from == layer->to ? layer->starts[other + 1] - layer->starts[other] : 0;

          g_array_append_val (around, n);
        }
      sort (around);
      g_array_append_vals (lists.items, around->data, around->len);
      lists.starts[v + 1] = (gint32) lists.items->len;
    }

  return lists;
}

static Lists
list_around_values (const HomNetwork *self, const HomLayer *layer)
{
  const HomValues *from = &self->values[layer->from], *to = &self->values[layer->to];
  Lists lists = { g_new0 (gint32, from->n + 1), g_array_new (FALSE, FALSE, sizeof (gint32)) };
  g_autoptr (GArray) around = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree gint32 *counts = g_new0 (gint32, to->n);

  for (gint32 i = 0; layer->from == layer->to && i < to->n; i++)
    counts[i] = count_row (layer, i, to->n_words);
  for (gint32 i = 0; i < from->n; i++)
    {
      const guint64 *row = layer->rows + (gsize) i * (gsize) to->n_words;

      g_array_set_size (around, 0);
      for (gint32 w = 0; w < to->n_words; w++)
        for (guint64 word = row[w]; word != 0; word &= word - 1)
          g_array_append_val (around, counts[w * 64 + __builtin_ctzll (word)]);
      sort (around);
      g_array_append_vals (lists.items, around->data, around->len);
      lists.starts[i + 1] = (gint32) lists.items->len;
    }

  return lists;
}

static gboolean
is_enough (const Lists *wanted, gint32 v, const Lists *there, gint32 value)
{
  gint32 n = wanted->starts[v + 1] - wanted->starts[v], m = there->starts[value + 1] - there->starts[value];
  const gint32 *small, *large;

  if (n == 0 || n > m)
    return n == 0;
  small = (const gint32 *) (gconstpointer) wanted->items->data + wanted->starts[v];
  large = (const gint32 *) (gconstpointer) there->items->data + there->starts[value];
  for (gint32 k = 1; k <= n; k++)
    if (small[n - k] > large[m - k])
      return FALSE;

  return TRUE;
}

/* The variable that has no value left, or -1. */
static gint32
filter_by_layer (HomNetwork *self, const HomLayer *layer)
{
  const HomValues *from = &self->values[layer->from];
  Lists wanted = list_around_variables (self, layer), there = list_around_values (self, layer);
  gint32 failed = -1;

  for (gint32 i = 0; i < from->n_variables && failed < 0; i++)
    {
      guint64 *bits = _colim_hom_network_get_domain (self, from->first + i);

      for (gint32 w = 0; w < from->n_words && wanted.starts[i] < wanted.starts[i + 1]; w++)
        for (guint64 word = bits[w]; word != 0; word &= word - 1)
          if (!is_enough (&wanted, i, &there, w * 64 + __builtin_ctzll (word)))
            {
              bits[w] &= ~(word & -word);
              self->counts[from->first + i]--;
            }
      if (self->counts[from->first + i] == 0)
        failed = from->first + i;
    }
  clear_lists (&wanted);
  clear_lists (&there);

  return failed;
}

/* Keeps of the domain of a tied variable what some value has in its row; whether that took something. */
static gboolean
revise (HomNetwork *self, gint32 v, const HomTie *tie, guint64 *reached)
{
  const guint64 *bits = _colim_hom_network_get_domain (self, v);
  guint64 *others = _colim_hom_network_get_domain (self, tie->other);
  gint32 count = 0;

  memset (reached, 0, (gsize) tie->n_words * sizeof *reached);
  for (gint32 w = 0; w < _colim_hom_network_get_n_words (self, v); w++)
    for (guint64 word = bits[w]; word != 0; word &= word - 1)
      {
        const guint64 *row = tie->rows + (gsize) (w * 64 + __builtin_ctzll (word)) * (gsize) tie->n_words;

        for (gint32 u = 0; u < tie->n_words; u++)
          reached[u] |= row[u];
      }
  for (gint32 u = 0; u < tie->n_words; u++)
    {
      others[u] &= reached[u];
      count += _colim_hom_count_bits (others[u]);
    }
  if (count == self->counts[tie->other])
    return FALSE;
  self->counts[tie->other] = count;

  return TRUE;
}

/* Rows looked at, after which the rest is left to the search. */
#define MOST_ROWS (1 << 20)

/* The same for ties, until nothing changes. */
static gint32
make_consistent (HomNetwork *self)
{
  g_autofree gint32 *queue = g_new (gint32, self->n);
  g_autofree gboolean *queued = g_new (gboolean, self->n);
  g_autofree guint64 *reached = NULL;
  gint32 head = 0, n_queued = self->n, most = 0, looks = 0;

  for (gint32 v = 0; v < self->n; v++)
    {
      queue[v] = v;
      queued[v] = TRUE;
      most = MAX (most, _colim_hom_network_get_n_words (self, v));
    }
  reached = g_new (guint64, most);
  for (; n_queued > 0 && looks < MOST_ROWS; head = (head + 1) % self->n, n_queued--)
    {
      gint32 v = queue[head];

      queued[v] = FALSE;
      for (gint32 k = self->tie_starts[v]; k < self->tie_starts[v + 1]; k++)
        {
          gint32 other = self->ties[k].other;

          looks += self->counts[v];
          if (!revise (self, v, &self->ties[k], reached))
            continue;
          if (self->counts[other] == 0)
            return other;
          if (!queued[other])
            {
              queue[(head + n_queued) % self->n] = other;
              queued[other] = TRUE;
              n_queued++;
            }
        }
    }

  return -1;
}

/* Takes values that no solution has; FALSE if a variable has none left, and which. */
gboolean
_colim_hom_network_filter (HomNetwork *self, gint32 *failed)
{
  *failed = _colim_hom_network_find_empty (self);
  for (guint l = 0; l < self->layers->len && *failed < 0; l++)
    {
      const HomLayer *layer = self->layers->pdata[l];

      if (self->values[layer->to].different)
        *failed = filter_by_layer (self, layer);
    }
  if (*failed < 0)
    *failed = make_consistent (self);

  return *failed < 0;
}
