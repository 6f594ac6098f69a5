/* How many homomorphisms there are, without making one.  Each element with values is a table over itself and them;
 * the number is the sum, over all images of all elements, of the product of the tables.  Sums are drawn inside:
 *
 *     Σ  f (a, b) g (b, c)  =  Σ  ( Σ f (a, b) )  ( Σ g (b, c) )
 *    abc                       b    a               c
 *
 * one element after the other, always one that shares tables with few others: that walks a tree decomposition of the
 * pattern, from the leaves.
 */

#include "lib/csets/search/hom-search-factor-private.h"

/* Elements with more neighbours are all the same. */
#define N_BUCKETS 32

typedef struct {
  HomState *state;
  GPtrArray *factors; /* all there ever were */
  GPtrArray **at;     /* for each element those with it; dead ones are dropped when met */
  gboolean *gone;
  guint32 *marks;
  guint32 mark;
  GArray *buckets[N_BUCKETS]; /* elements by how many neighbours they had when last looked at, or one less */
} Elimination;

/* Factors of nearly one size are multiplied with each other first: parts[i] is a product of 2^i of them, if that bit of
 * their number is set. */
typedef struct {
  mpz_t parts[64];
  guint64 n;
} Product;

static void
product_init (Product *self)
{
  self->n = 0;
  for (guint i = 0; i < 64; i++)
    mpz_init (self->parts[i]);
}

/* Takes what the factor holds. */
static void
product_take (Product *self, mpz_t factor)
{
  guint i = 0;

  for (; (self->n >> i & 1) != 0; i++)
    mpz_mul (factor, factor, self->parts[i]);
  mpz_swap (self->parts[i], factor);
  self->n++;
}

static void
product_multiply (Product *self, mpz_t count)
{
  for (guint i = 0; i < 64; i++)
    if ((self->n >> i & 1) != 0)
      mpz_mul (count, count, self->parts[i]);
}

static void
product_clear (Product *self)
{
  for (guint i = 0; i < 64; i++)
    mpz_clear (self->parts[i]);
}

static void
put_in_bucket (Elimination *self, gint32 e, guint degree)
{
  g_array_append_val (self->buckets[MIN (degree, N_BUCKETS - 1)], e);
}

static void
add_factor (Elimination *self, HomFactor *factor)
{
  g_ptr_array_add (self->factors, factor);
  for (guint i = 0; i < factor->arity; i++)
    {
      gint32 e = factor->scope[i];

      if (self->at[e] == NULL)
        self->at[e] = g_ptr_array_new ();
      g_ptr_array_add (self->at[e], factor);
    }
}

static void
add_element (Elimination *self, gint32 e)
{
  HomFactor *factor = _colim_hom_factor_new (self->state, e, self->marks, ++self->mark);

  if (factor->arity > 1)
    add_factor (self, factor);
  else
    _colim_hom_factor_free (factor);
}

static void
drop_dead (GPtrArray *factors)
{
  guint kept = 0;

  for (guint i = 0; i < factors->len; i++)
    if (!((HomFactor *) factors->pdata[i])->dead)
      factors->pdata[kept++] = factors->pdata[i];
  g_ptr_array_set_size (factors, (gint) kept);
}

/* The element and its neighbours, which stay marked. */
static GArray *
list_bag (Elimination *self, gint32 e)
{
  GArray *bag = g_array_new (FALSE, FALSE, sizeof (gint32));

  self->mark++;
  self->marks[e] = self->mark;
  g_array_append_val (bag, e);
  if (self->at[e] == NULL)
    return bag;
  drop_dead (self->at[e]);
  for (guint i = 0; i < self->at[e]->len; i++)
    {
      const HomFactor *factor = self->at[e]->pdata[i];

      for (guint c = 0; c < factor->arity; c++)
        if (self->marks[factor->scope[c]] != self->mark)
          {
            self->marks[factor->scope[c]] = self->mark;
            g_array_append_val (bag, factor->scope[c]);
          }
    }

  return bag;
}

static void
add_if_inside (const Elimination *self, GPtrArray *factors, HomFactor *factor)
{
  for (guint c = 0; c < factor->arity; c++)
    if (self->marks[factor->scope[c]] != self->mark)
      return;
  if (!factor->dead && !g_ptr_array_find (factors, factor, NULL))
    g_ptr_array_add (factors, factor);
}

/* All tables with the element, and those between its neighbours, which make the sum smaller.  One neighbour's list may
 * be left out, as each such table is in two: the longest. */
static GPtrArray *
list_factors (const Elimination *self, gint32 e, const GArray *bag)
{
  GPtrArray *factors = g_ptr_array_new ();
  gint32 longest = -1;

  for (guint i = 0; self->at[e] != NULL && i < self->at[e]->len; i++)
    g_ptr_array_add (factors, self->at[e]->pdata[i]);
  for (guint i = 1; i < bag->len; i++)
    if (longest < 0 || self->at[g_array_index (bag, gint32, i)]->len > self->at[longest]->len)
      longest = g_array_index (bag, gint32, i);
  for (guint i = 1; bag->len > 2 && i < bag->len; i++)
    {
      gint32 neighbour = g_array_index (bag, gint32, i);

      if (neighbour == longest)
        continue;
      drop_dead (self->at[neighbour]);
      for (guint j = 0; j < self->at[neighbour]->len; j++)
        add_if_inside (self, factors, self->at[neighbour]->pdata[j]);
    }

  return factors;
}

/* How many tables join an element to those that come before. */
static guint
count_joins (const GPtrArray *factors, gint32 e, const gint32 *before, guint n_before)
{
  guint count = 0;

  for (guint i = 0; i < factors->len; i++)
    {
      const HomFactor *factor = factors->pdata[i];
      gboolean has = FALSE, joins = n_before == 0;

      for (guint c = 0; c < factor->arity; c++)
        {
          has = has || factor->scope[c] == e;
          for (guint j = 0; j < n_before && !joins; j++)
            joins = factor->scope[c] == before[j];
        }
      count += has && joins;
    }

  return count;
}

/* Each element after one that it shares a table with, as far as there is one; that which is summed over last if that
 * can be. */
static void
sort_bag (const HomState *state, const GPtrArray *factors, gint32 *bag, guint n, gint32 summed)
{
  for (guint i = 0; i < n; i++)
    {
      guint best = i, most = 0;

      for (guint j = i; j < n; j++)
        {
          guint joins = count_joins (factors, bag[j], bag, i);
          gboolean more = joins > most || (joins == most && state->domains[bag[j]].n < state->domains[bag[best]].n);

          if (bag[j] != summed && joins > 0 && (most == 0 || more))
            {
              best = j;
              most = joins;
            }
        }
      for (guint j = i; most == 0 && j < n; j++)
        if (bag[j] == summed)
          best = j;

      gint32 swapped = bag[i];

      bag[i] = bag[best];
      bag[best] = swapped;
    }
}

/* Puts a sum in the place of what it is a sum of; what then depends on nothing is a factor of the whole. */
static void
replace (Elimination *self, const GPtrArray *factors, HomFactor *sum, mpz_t factor)
{
  for (guint i = 0; i < factors->len; i++)
    _colim_hom_factor_kill (factors->pdata[i]);
  add_factor (self, sum);
  if (sum->n_rows == 0)
    mpz_set_ui (factor, 0);
  else if (sum->arity == 0 && sum->wide != NULL)
    mpz_set (factor, sum->wide[0]);
  else if (sum->arity == 0 && sum->counts != NULL)
    mpz_set_ui (factor, (unsigned long) sum->counts[0]);
}

/* Whether an element is in one table only, but for tables of it alone, which are added to the list. */
static gboolean
is_leaf (const Elimination *self, gint32 e, const HomFactor *table, GPtrArray *unaries)
{
  guint n = unaries->len;

  drop_dead (self->at[e]);
  for (guint i = 0; i < self->at[e]->len; i++)
    {
      HomFactor *factor = self->at[e]->pdata[i];

      if (factor == table)
        continue;
      if (factor->arity > 1)
        {
          g_ptr_array_set_size (unaries, (gint) n);
          return FALSE;
        }
      g_ptr_array_add (unaries, factor);
    }

  return TRUE;
}

/* The largest table of an element. */
static HomFactor *
find_table (const Elimination *self, gint32 e)
{
  HomFactor *table = NULL;

  for (guint i = 0; self->at[e] != NULL && i < self->at[e]->len; i++)
    {
      HomFactor *factor = self->at[e]->pdata[i];

      if (!factor->dead && (table == NULL || factor->arity > table->arity))
        table = factor;
    }

  return table;
}

/* Sums over an element, and all else of its table that can go with it, in one pass; FALSE if there is more to it. */
static gboolean
pass (Elimination *self, gint32 e, mpz_t factor)
{
  HomFactor *table = find_table (self, e), *sum;
  g_autoptr (GPtrArray) unaries = g_ptr_array_new ();
  gint32 kept = -1;

  if (table == NULL || !is_leaf (self, e, table, unaries))
    return FALSE;
  for (guint c = 0; c < table->arity; c++)
    if (table->scope[c] != e && !is_leaf (self, table->scope[c], table, unaries))
      {
        if (kept >= 0)
          return FALSE;
        kept = table->scope[c];
      }
  if (!_colim_hom_factor_can_pass (self->state, table, (HomFactor *const *) unaries->pdata, unaries->len, kept))
    return FALSE;
  sum = _colim_hom_factor_pass (self->state, table, (HomFactor *const *) unaries->pdata, unaries->len, kept);
  for (guint c = 0; c < table->arity; c++)
    self->gone[table->scope[c]] = table->scope[c] != kept;
  g_ptr_array_add (unaries, table);
  replace (self, unaries, sum, factor);
  if (kept >= 0)
    put_in_bucket (self, kept, 0);

  return TRUE;
}

/* A step of a join takes as long as reading so many rows in a pass; and with fewer steps, all is quick. */
#define JOIN_STEP 16
#define LEAST_JOINED (1 << 10)

/* The elements that tables connect with one, and those tables; FALSE if they are too many. */
static gboolean
list_part (Elimination *self, gint32 e, GArray *elements, GPtrArray *factors)
{
  self->mark++;
  self->marks[e] = self->mark;
  g_array_append_val (elements, e);
  for (guint i = 0; i < elements->len; i++)
    {
      GPtrArray *at = self->at[g_array_index (elements, gint32, i)];

      drop_dead (at);
      for (guint j = 0; j < at->len; j++)
        {
          HomFactor *factor = at->pdata[j];
          gboolean is_new = TRUE;

          for (guint c = 0; c < factor->arity; c++)
            {
              guint before = 0;

              if (self->marks[factor->scope[c]] != self->mark)
                {
                  self->marks[factor->scope[c]] = self->mark;
                  g_array_append_val (elements, factor->scope[c]);
                  continue;
                }
              while (g_array_index (elements, gint32, before) != factor->scope[c])
                before++;
              is_new = is_new && before >= i;
            }
          if (elements->len > HOM_MOST_CONDITIONED)
            return FALSE;
          if (is_new)
            g_ptr_array_add (factors, factor);
        }
    }

  return TRUE;
}

/* Sums all that is connected with an element, by setting one element, if that is less work than the join; FALSE if it
 * is not.  Joins that make nothing larger come first: all else is then quicker. */
static gboolean
condition (Elimination *self, gint32 e, const GArray *bag, const GPtrArray *joined, mpz_t factor)
{
  g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) factors = g_ptr_array_new ();
  g_autoptr (HomCondition) way = NULL;
  double join, cost = 0;
  gsize n_rows = 0;

  for (guint i = 0; i < joined->len; i++)
    n_rows += ((const HomFactor *) joined->pdata[i])->n_rows;
  if (bag->len < 3)
    return FALSE;
  join = _colim_hom_factors_estimate_join (self->state, e, bag, joined);
  if (join < LEAST_JOINED || join <= (double) n_rows || !list_part (self, e, elements, factors))
    return FALSE;
  way = _colim_hom_condition_new (self->state, (const gint32 *) (gpointer) elements->data, elements->len,
                                  (HomFactor *const *) factors->pdata, factors->len, &cost);
  if (way == NULL || cost > JOIN_STEP * join * (elements->len - 2) || cost > (double) self->state->steps_left)
    return FALSE;
  if (_colim_hom_condition_sum (way, factor))
    for (guint i = 0; i < factors->len; i++)
      _colim_hom_factor_kill (factors->pdata[i]);
  for (guint i = 0; i < elements->len; i++)
    self->gone[g_array_index (elements, gint32, i)] = TRUE;

  return TRUE;
}

/* Sums an element out; what then depends on nothing is a factor of the whole. */
static gboolean
eliminate (Elimination *self, gint32 e, const GArray *bag, mpz_t factor)
{
  g_autoptr (GPtrArray) factors = NULL;
  HomFactor *product;

  mpz_set_ui (factor, 1);
  if (pass (self, e, factor))
    return !self->state->spent;
  factors = list_factors (self, e, bag);
  if (condition (self, e, bag, factors, factor))
    return !self->state->spent;
  self->gone[e] = TRUE;
  if (factors->len == 0)
    {
      mpz_set_ui (factor, (unsigned long) self->state->domains[e].n);
      return TRUE;
    }
  sort_bag (self->state, factors, (gint32 *) (gpointer) bag->data, bag->len, e);
  product = _colim_hom_factor_join (self->state, (HomFactor *const *) factors->pdata, factors->len,
                                    (const gint32 *) (gpointer) bag->data, bag->len, e);
  if (product == NULL)
    return FALSE;
  replace (self, factors, product, factor);
  for (guint i = 0; i < bag->len; i++)
    if (!self->gone[g_array_index (bag, gint32, i)])
      put_in_bucket (self, g_array_index (bag, gint32, i), bag->len > 2 ? bag->len - 2 : 0);

  return TRUE;
}

/* How many rows the tables of an element have. */
static gsize
count_rows (const Elimination *self, gint32 e)
{
  gsize sum = 0;

  for (guint i = 0; self->at[e] != NULL && i < self->at[e]->len; i++)
    sum += ((HomFactor *) self->at[e]->pdata[i])->dead ? 0 : ((HomFactor *) self->at[e]->pdata[i])->n_rows;

  return sum;
}

/* So many are compared. */
#define MOST_COMPARED 16

/* Takes one of the last elements out of a bucket, that whose tables are small: else a table that has become large would
 * be made larger again. */
static gint32
take_small (const Elimination *self, GArray *bucket)
{
  guint best = bucket->len - 1;
  gint32 e;

  for (guint i = 2; i <= MIN (bucket->len, MOST_COMPARED); i++)
    if (count_rows (self, g_array_index (bucket, gint32, bucket->len - i))
        < count_rows (self, g_array_index (bucket, gint32, best)))
      best = bucket->len - i;
  e = g_array_index (bucket, gint32, best);
  g_array_remove_index (bucket, best);

  return e;
}

/* An element that is in one table only, where nothing is multiplied; else one that has no more neighbours than any
 * other, nearly; -1 when all are gone. */
static gint32
pick (Elimination *self, GArray **bag)
{
  for (guint b = 0; b < N_BUCKETS; b++)
    while (self->buckets[b]->len > 0)
      {
        gint32 e = take_small (self, self->buckets[b]);

        if (self->gone[e])
          continue;
        *bag = list_bag (self, e);
        if (MIN ((*bag)->len - 1, N_BUCKETS - 1) <= b || self->at[e]->len == 1)
          return e;
        put_in_bucket (self, e, (*bag)->len - 1);
        g_clear_pointer (bag, g_array_unref);
      }

  return -1;
}

/* Multiplies by the number of ways to map some elements, whose domains are consistent and which nothing but links
 * couples; what cannot be finished multiplies nothing. */
gboolean
_colim_hom_state_eliminate (HomState *state, const gint32 *elements, gint32 n, mpz_t count)
{
  Elimination self = { .state = state };
  gboolean done = TRUE, empty = FALSE;
  GArray *bag = NULL;
  gint32 e;
  Product total;
  mpz_t factor;

  self.factors = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_hom_factor_free);
  self.at = g_new0 (GPtrArray *, state->n_elements);
  self.gone = g_new0 (gboolean, state->n_elements);
  self.marks = g_new0 (guint32, state->n_elements);
  for (guint b = 0; b < N_BUCKETS; b++)
    self.buckets[b] = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gint32 i = n - 1; i >= 0; i--)
    add_element (&self, elements[i]);
  for (gint32 i = n - 1; i >= 0; i--)
    put_in_bucket (&self, elements[i], 0);
  product_init (&total);
  mpz_init (factor);
  while (done && !empty && (e = pick (&self, &bag)) >= 0)
    {
      done = eliminate (&self, e, bag, factor);
      empty = mpz_sgn (factor) == 0;
      if (mpz_cmp_ui (factor, 1) != 0)
        product_take (&total, factor);
      g_clear_pointer (&bag, g_array_unref);
    }
  if (done)
    product_multiply (&total, count);
  product_clear (&total);
  mpz_clear (factor);
  for (gint32 i = 0; i < n; i++)
    g_clear_pointer (&self.at[elements[i]], g_ptr_array_unref);
  for (guint b = 0; b < N_BUCKETS; b++)
    g_array_unref (self.buckets[b]);
  g_ptr_array_unref (self.factors);
  g_free (self.at);
  g_free (self.gone);
  g_free (self.marks);

  return done;
}
