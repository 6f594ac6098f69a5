/* The making of a network; its picture is in the header. */

#include "lib/csets/search/hom-search-network-private.h"

#include <stdlib.h>
#include <string.h>

/* No more memory is taken for rows and domains together. */
#define MOST_WORDS ((gsize) 1 << 23)

static void
free_layer (gpointer data)
{
  HomLayer *layer = data;

  g_free (layer->starts);
  g_free (layer->items);
  g_free (layer->rows);
  g_free (layer);
}

void
_colim_hom_network_free (HomNetwork *self)
{
  for (gint32 s = 0; s < self->state->n_sorts; s++)
    {
      g_free (self->values[s].images);
      g_free (self->values[s].numbers);
    }
  g_free (self->values);
  g_free (self->elements);
  g_free (self->sorts);
  g_free (self->variables);
  g_ptr_array_unref (self->layers);
  g_free (self->ties);
  g_free (self->tie_starts);
  g_free (self->bits);
  g_free (self->starts);
  g_free (self->counts);
  g_free (self->reasons);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_free (self->open);
  g_free (self->place);
  g_free (self->queue);
  g_free (self->weights);
  g_free (self->buckets);
  g_free (self->sorted);
  g_free (self->seen);
  g_free (self->closed);
  g_free (self);
}

/* The elements of the core that are to be decided, sort by sort. */
static void
list_variables (HomNetwork *self)
{
  const HomState *state = self->state;

  self->elements = g_new (gint32, state->n_open);
  self->sorts = g_new (gint32, state->n_open);
  self->variables = g_new (gint32, state->n_elements);
  for (gint32 e = 0; e < state->n_elements; e++)
    self->variables[e] = -1;
  for (gint32 s = 0; s < state->n_sorts; s++)
    {
      HomValues *values = &self->values[s];

      values->first = self->n;
      values->different = state->sorts[s].owners != NULL;
      for (gint32 i = 0; state->relations->core[s] && i < state->sorts[s].n; i++)
        {
          gint32 e = state->sorts[s].first + i;

          if (state->place[e] >= state->n_open)
            continue;
          self->variables[e] = self->n;
          self->elements[self->n] = e;
          self->sorts[self->n++] = s;
        }
      values->n_variables = self->n - values->first;
    }
}

/* Domains of a state may still have what another element has. */
static gboolean
is_free (const HomState *state, gint32 s, gint32 image)
{
  return state->sorts[s].owners == NULL || state->sorts[s].owners[image] < 0;
}

typedef struct {
  gint32 image;
  gint32 degree;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  return x->degree != y->degree ? (x->degree < y->degree) - (x->degree > y->degree)
                                : (x->image > y->image) - (x->image < y->image);
}

/* Numbers the images that some variable can have, those with many relations first: they are tried first. */
static void
number_values (HomNetwork *self, gint32 s)
{
  HomState *state = self->state;
  HomValues *values = &self->values[s];
  guint32 stamp = _colim_hom_state_stamp (state);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (gint32 v = values->first; v < values->first + values->n_variables; v++)
    {
      gint32 position = 0, image;

      while ((image = _colim_hom_domain_step (&state->domains[self->elements[v]], &position)) >= 0)
        if (state->stamps[image] != stamp && is_free (state, s, image))
          {
            Candidate candidate = { image, 0 };

            state->stamps[image] = stamp;
            g_array_append_val (candidates, candidate);
          }
    }
  for (guint r = 0; r < state->relations->items->len; r++)
    {
      const HomRelation *relation = _colim_hom_relations_get (state->relations, r);

      for (guint i = 0; relation->from == s && i < candidates->len; i++)
        {
          Candidate *candidate = &g_array_index (candidates, Candidate, i);

          candidate->degree += _colim_hom_neighbours_count (&relation->codom, candidate->image);
        }
    }
  g_array_sort (candidates, compare_candidates);
  values->n = (gint32) candidates->len;
  values->n_words = (values->n + 63) / 64;
  values->images = g_new (gint32, values->n);
  values->numbers = g_new (gint32, state->sorts[s].size);
  for (gint32 i = 0; i < state->sorts[s].size; i++)
    values->numbers[i] = -1;
  for (gint32 i = 0; i < values->n; i++)
    {
      values->images[i] = g_array_index (candidates, Candidate, i).image;
      values->numbers[values->images[i]] = i;
    }
}

static void
copy_domains (HomNetwork *self)
{
  gsize sum = 0;

  self->starts = g_new (gsize, self->n);
  self->counts = g_new (gint32, self->n);
  self->reasons = g_new (guint64, self->n);
  for (gint32 v = 0; v < self->n; v++)
    {
      self->starts[v] = sum;
      sum += (gsize) _colim_hom_network_get_n_words (self, v);
    }
  self->bits = g_new0 (guint64, sum);
  for (gint32 v = 0; v < self->n; v++)
    {
      const HomDomain *domain = &self->state->domains[self->elements[v]];
      const gint32 *numbers = self->values[self->sorts[v]].numbers;
      guint64 *bits = _colim_hom_network_get_domain (self, v);
      gint32 position = 0, image;

      self->counts[v] = 0;
      while ((image = _colim_hom_domain_step (domain, &position)) >= 0)
        if (numbers[image] >= 0)
          {
            bits[numbers[image] / 64] |= G_GUINT64_CONSTANT (1) << (numbers[image] % 64);
            self->counts[v]++;
          }
      self->reasons[v] = domain->reason;
    }
}

/* How often pairs occur, ascending, without doubles; thinned out if there are too many. */
static GArray *
list_times (const HomNeighbours *pairs, guint most)
{
  gint32 n = pairs->starts[pairs->n], highest = 0;
  g_autofree gboolean *occurs = NULL;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint32));
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 k = 0; k < n; k++)
    highest = MAX (highest, pairs->times[k]);
  occurs = g_new0 (gboolean, highest + 1);
  for (gint32 k = 0; k < n; k++)
    occurs[pairs->times[k]] = TRUE;
  for (gint32 i = 1; i <= highest; i++)
    if (occurs[i])
      g_array_append_val (all, i);
  for (guint i = 0; i < all->len && times->len < most; i++)
    if (i * most >= times->len * all->len)
      g_array_append_val (times, g_array_index (all, gint32, i));

  return times;
}

static HomLayer *
new_layer (const HomNetwork *self, gint32 from, gint32 to, gint32 least, const HomNeighbours *pairs)
{
  HomLayer *layer = g_new (HomLayer, 1);
  gint32 n = 0;

  *layer = (HomLayer){ .from = from, .to = to, .least = least, .reverse = -1 };
  layer->starts = g_new0 (gint32, pairs->n + 1);
  layer->items = g_new (gint32, pairs->starts[pairs->n]);
  for (gint32 i = 0; i < pairs->n; i++)
    {
      for (gint32 k = pairs->starts[i]; k < pairs->starts[i + 1]; k++)
        if (pairs->times[k] >= least)
          layer->items[n++] = pairs->items[k];
      layer->starts[i + 1] = n;
    }
  layer->rows = g_new0 (guint64, (gsize) self->values[from].n * (gsize) self->values[to].n_words);

  return layer;
}

static gsize
count_words (const HomNetwork *self)
{
  gsize sum = 0;

  for (guint i = 0; i < self->layers->len; i++)
    {
      const HomLayer *layer = self->layers->pdata[i];

      sum += (gsize) self->values[layer->from].n * (gsize) self->values[layer->to].n_words;
    }

  return sum;
}

/* As many layers are worth their while. */
#define MOST_LAYERS 24

/* Adds layers for pairs of variables of two sorts. */
void
_colim_hom_network_add_stack (HomNetwork *self, gint32 from, gint32 to, const HomNeighbours *pairs, HomListFunc list,
                              gconstpointer data)
{
  gsize n_words = (gsize) self->values[to].n_words, size = (gsize) self->values[from].n * n_words;
  gsize room = (MOST_WORDS / 2 - MIN (MOST_WORDS / 2, count_words (self))) / MAX (1, size);
  g_autoptr (GArray) leasts = list_times (pairs, (guint) MIN (room, MOST_LAYERS));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree gint32 *times = g_new0 (gint32, self->values[to].n);
  guint first = self->layers->len;

  for (guint i = 0; i < leasts->len; i++)
    g_ptr_array_add (self->layers, new_layer (self, from, to, g_array_index (leasts, gint32, i), pairs));
  if (leasts->len == 0)
    return;
  ((HomLayer *) self->layers->pdata[self->layers->len - 1])->is_last = TRUE;
  for (gint32 value = 0; value < self->values[from].n; value++)
    {
      g_array_set_size (others, 0);
      list (self, data, value, others, times);
      for (guint i = 0; i < others->len; i++)
        {
          gint32 other = g_array_index (others, gint32, i);

          for (guint l = 0; l < leasts->len && times[other] >= g_array_index (leasts, gint32, l); l++)
            ((HomLayer *) self->layers->pdata[first + l])->rows[(gsize) value * n_words + (gsize) other / 64]
                |= G_GUINT64_CONSTANT (1) << (other % 64);
          times[other] = 0;
        }
    }
}

static void
list_related (const HomNetwork *self, gconstpointer data, gint32 value, GArray *others, gint32 *times)
{
  const HomRelation *relation = data;
  gint32 image = self->values[relation->from].images[value];

  for (gint32 k = relation->codom.starts[image]; k < relation->codom.starts[image + 1]; k++)
    {
      gint32 other = self->values[relation->to].numbers[relation->codom.items[k]];

      if (other < 0)
        continue;
      times[other] = relation->counted ? relation->codom.times[k] : 1;
      g_array_append_val (others, other);
    }
}

/* A relation of elements, as far as both are variables. */
static void
add_relation (HomNetwork *self, const HomRelation *relation)
{
  const HomValues *from = &self->values[relation->from];
  const HomState *state = self->state;
  HomNeighbours pairs = { .n = from->n_variables };
  gint32 n = 0;

  pairs.starts = g_new0 (gint32, pairs.n + 1);
  pairs.items = g_new (gint32, relation->dom.starts[relation->dom.n]);
  pairs.times = g_new (gint32, relation->dom.starts[relation->dom.n]);
  for (gint32 v = 0; v < pairs.n; v++)
    {
      gint32 i = self->elements[from->first + v] - state->sorts[relation->from].first;

      for (gint32 k = relation->dom.starts[i]; k < relation->dom.starts[i + 1]; k++)
        {
          gint32 other = self->variables[state->sorts[relation->to].first + relation->dom.items[k]];

          if (other < 0 || other == from->first + v)
            continue;
          pairs.items[n] = other;
          pairs.times[n++] = relation->counted ? relation->dom.times[k] : 1;
        }
      pairs.starts[v + 1] = n;
    }
  _colim_hom_network_add_stack (self, relation->from, relation->to, &pairs, list_related, relation);
  g_free (pairs.starts);
  g_free (pairs.items);
  g_free (pairs.times);
}

static void
add_relations (HomNetwork *self)
{
  const HomRelations *relations = self->state->relations;
  g_autofree gint32 *layers = g_new (gint32, relations->items->len);

  for (guint r = 0; r < relations->items->len; r++)
    {
      gint32 n = (gint32) self->layers->len;

      add_relation (self, _colim_hom_relations_get (relations, r));
      layers[r] = (gint32) self->layers->len > n ? n : -1;
    }
  for (guint r = 0; r < relations->items->len; r++)
    if (layers[r] >= 0)
      ((HomLayer *) self->layers->pdata[layers[r]])->reverse = layers[_colim_hom_relations_get (relations, r)->reverse];
}

/* Of each stack the highest layer that a pair is in; the others follow from it. */
static void
make_ties (HomNetwork *self)
{
  g_autoptr (GArray) ties = g_array_new (FALSE, FALSE, sizeof (HomTie));
  g_autofree gint32 *marks = g_new0 (gint32, self->n);
  gint32 mark = 0;

  self->tie_starts = g_new0 (gint32, self->n + 1);
  for (gint32 v = 0; v < self->n; v++)
    {
      for (guint l = self->layers->len; l-- > 0;)
        {
          const HomLayer *layer = self->layers->pdata[l];
          gint32 i = v - self->values[layer->from].first;

          if (layer->from != self->sorts[v])
            continue;
          mark += layer->is_last;
          for (gint32 k = layer->starts[i]; k < layer->starts[i + 1]; k++)
            if (marks[layer->items[k]] != mark)
              {
                HomTie tie = { layer->items[k], self->values[layer->to].n_words, layer->rows };

                marks[layer->items[k]] = mark;
                g_array_append_val (ties, tie);
              }
        }
      self->tie_starts[v + 1] = (gint32) ties->len;
    }
  self->ties = (HomTie *) (gpointer) g_array_free (g_steal_pointer (&ties), FALSE);
}

/* Whether the network would say more than a state does: some variables must have different values. */
static gboolean
is_useful (const HomNetwork *self)
{
  gsize n_words = 0;
  gboolean different = FALSE;

  for (gint32 s = 0; s < self->state->n_sorts; s++)
    {
      const HomValues *values = &self->values[s];

      different = different || (values->different && values->n_variables > 1);
      n_words += (gsize) values->n_variables * (gsize) values->n_words;
    }
  for (guint r = 0; r < self->state->relations->items->len; r++)
    {
      const HomRelation *relation = _colim_hom_relations_get (self->state->relations, r);

      n_words += (gsize) self->values[relation->from].n * (gsize) self->values[relation->to].n_words;
    }

  return different && n_words <= MOST_WORDS / 2;
}

/* A network of what a state has loaded. */
HomNetwork *
_colim_hom_network_new (HomState *state)
{
  g_autoptr (HomNetwork) self = g_new0 (HomNetwork, 1);

  self->state = state;
  self->values = g_new0 (HomValues, state->n_sorts);
  self->layers = g_ptr_array_new_with_free_func (free_layer);
  list_variables (self);
  for (gint32 s = 0; s < state->n_sorts; s++)
    if (self->values[s].n_variables > 0)
      number_values (self, s);
  if (!is_useful (self))
    return NULL;
  copy_domains (self);
  add_relations (self);
  _colim_hom_network_add_common (self);
  make_ties (self);

  return g_steal_pointer (&self);
}

static int
compare_images (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Leaves a variable's element what the network has left. */
static gboolean
write_back (HomNetwork *self, gint32 v)
{
  HomState *state = self->state;
  const HomValues *values = &self->values[self->sorts[v]];
  const guint64 *bits = _colim_hom_network_get_domain (self, v);
  gint32 n = 0;

  if (self->counts[v] == state->domains[self->elements[v]].n)
    return TRUE;
  for (gint32 w = 0; w < values->n_words; w++)
    for (guint64 word = bits[w]; word != 0; word &= word - 1)
      state->scratch[n++] = values->images[w * 64 + __builtin_ctzll (word)];
  if (n > 1)
    qsort (state->scratch, (gsize) n, sizeof (gint32), compare_images);

  return _colim_hom_state_narrow (state, self->elements[v], n, 0)
         || _colim_hom_state_fail (state, HOM_FAILURE_COLOUR, self->elements[v], -1, 0);
}

/* Takes from the core of a state what neighbourhoods, also through others, show to be impossible. */
void
_colim_hom_state_compare_neighbours (HomState *state)
{
  g_autoptr (HomNetwork) self = _colim_hom_network_new (state);
  gint32 failed;

  if (self == NULL)
    return;
  if (!_colim_hom_network_filter (self, &failed))
    _colim_hom_state_fail (state, HOM_FAILURE_COLOUR, self->elements[failed], -1, 0);
  for (gint32 v = 0; v < self->n && state->failure.kind == HOM_FAILURE_NONE; v++)
    write_back (self, v);
}

/* Searches in a network where that is of use, and in the state, settled, where it is not. */
gboolean
_colim_hom_state_solve (HomState *state, HomSolutionFunc function, gpointer data)
{
  g_autoptr (HomNetwork) network = state->relations != NULL ? _colim_hom_network_new (state) : NULL;

  if (network != NULL)
    return _colim_hom_network_search (network, function, data);

  return (!state->lazy || _colim_hom_state_settle (state)) && _colim_hom_state_search (state, FALSE, function, data);
}
