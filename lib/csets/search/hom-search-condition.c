/* Summing a connected part of which one element is set: where that cuts what is left into trees, each is
 * summed in passes from what the element's image reaches, and the sums of all images are added up.
 *
 *          a ── b                   a ── b            x = 0, 1, …: what is known of a and of d comes from the
 * rows ╱      │                        │            with x; it goes to b and to c through the rows with the
 * images x        │        ──▶             │            reached; and the last table joins both ╲      │ │ d
 * ── c                   d ── c
 *
 * No table of the images of two elements is made, which for a and c would have nearly all pairs.  (Dechter,
 * Constraint Processing, 2003, chapter 10: cutset conditioning.)
 */

#include "lib/csets/search/hom-search-condition-private.h"

#include <math.h>
#include <string.h>

static gsize *
count_images (const HomCondition *self, const HomFactor *table, guint i)
{
  gsize *degrees = g_new0 (gsize, (gsize) _colim_hom_condition_get_size (self, i) + 1);
  const gint32 *images = table->rows + _colim_hom_factor_find_column (table, self->elements[i]);

  for (gsize row = 0; row < table->n_rows; row++)
    degrees[images[row * table->arity]]++;

  return degrees;
}

/* What a table shares with those that are not used yet, but for the element that is set. */
static guint64
find_shared (const HomCondition *self, const gboolean *used, guint table, guint set)
{
  guint64 others = 0;

  for (guint i = 0; i < self->tables->len; i++)
    others |= i == table || used[i] ? 0 : self->masks[i];

  return self->masks[table] & others & ~HOM_BIT (set);
}

static gboolean
has_many (guint64 mask)
{
  return (mask & (mask - 1)) != 0;
}

/* Takes leaves from all sides, round by round; FALSE if not all is trees. */
static gboolean
plan_passes (const HomCondition *self, guint set, HomPass *passes)
{
  guint n_tables = self->tables->len, n = 0, before;
  g_autofree gboolean *used = g_new0 (gboolean, n_tables), *ready = g_new (gboolean, n_tables);

  do
    {
      before = n;
      for (guint i = 0; i < n_tables; i++)
        ready[i] = !used[i] && !has_many (find_shared (self, used, i, set));
      for (guint i = 0; i < n_tables; i++)
        if (ready[i])
          {
            guint64 shared = find_shared (self, used, i, set);

            used[i] = TRUE;
            passes[n++] = (HomPass){ i, shared == 0 ? -1 : __builtin_ctzll (shared) };
          }
  } while (n > before && n < n_tables);

  return n == n_tables;
}

/* For each image all rows of the tables without the element that is set. */
static double
estimate_all (const HomCondition *self, guint set)
{
  double rows = 0;

  for (guint i = 0; i < self->tables->len; i++)
    if ((self->masks[i] & HOM_BIT (set)) == 0)
      rows += (double) ((const HomFactor *) self->tables->pdata[i])->n_rows;

  return rows * self->state->domains[self->elements[set]].n;
}

/* How many rows a table has together with those of a table that has the element which is set, over a common
 * element. */
static double
estimate_reached (const HomCondition *self, guint table, guint source)
{
  g_autofree gsize *degrees = count_images (self, self->tables->pdata[table], source);
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->tables->len; i++)
    if ((self->masks[i] & HOM_BIT (self->set)) != 0 && (self->masks[i] & HOM_BIT (source)) != 0)
      {
        g_autofree gsize *before = count_images (self, self->tables->pdata[i], source);
        double sum = 0;

        for (gint32 image = 0; image < _colim_hom_condition_get_size (self, source); image++)
          sum += (double) before[image] * (double) degrees[image];
        least = MIN (least, sum);
      }

  return least;
}

static double
estimate (const HomCondition *self)
{
  double n = self->state->domains[self->elements[self->set]].n, sum = 0;

  for (guint i = 0; i < self->tables->len; i++)
    {
      const HomPass *pass = &self->passes[i];
      const HomFactor *table = self->tables->pdata[pass->table];
      double cost = (double) table->n_rows;

      if ((self->masks[pass->table] & HOM_BIT (self->set)) == 0)
        {
          cost *= n;
          for (guint j = 0; j < self->n_elements; j++)
            if ((gint32) j != pass->kept && (self->masks[pass->table] & HOM_BIT (j)) != 0)
              cost = MIN (cost, estimate_reached (self, pass->table, j));
        }
      sum += cost;
    }

  return sum;
}

/* How many rows may be added up at one place. */
static gsize
find_most_added (const HomCondition *self, const HomPass *pass)
{
  const HomFactor *table = self->tables->pdata[pass->table];
  gboolean has_set = (self->masks[pass->table] & HOM_BIT (self->set)) != 0;
  g_autofree gsize *degrees = NULL;
  guint i = pass->kept >= 0 ? (guint) pass->kept : self->set;
  gsize most = 0;

  if (table->arity == (guint) has_set + (pass->kept >= 0))
    return 1;
  if (!has_set && pass->kept < 0)
    return table->n_rows;
  degrees = count_images (self, table, i);
  for (gint32 image = 0; image < _colim_hom_condition_get_size (self, i); image++)
    most = MAX (most, degrees[image]);

  return most;
}

/* Whether the sum for one image is a number of one word. */
static gboolean
fits_word (const HomCondition *self)
{
  g_autofree guint *bits = g_new0 (guint, self->n_elements);
  guint total = 0;

  for (guint i = 0; i < self->unaries->len; i++)
    total += ((const HomFactor *) self->unaries->pdata[i])->bits;
  for (guint i = 0; i < self->tables->len && total <= 63; i++)
    {
      const HomPass *pass = &self->passes[i];
      const HomFactor *table = self->tables->pdata[pass->table];
      guint sum = table->bits + _colim_hom_count_sum_bits (find_most_added (self, pass));

      for (guint j = 0; j < self->n_elements; j++)
        if ((gint32) j != pass->kept && (self->masks[pass->table] & HOM_BIT (j)) != 0)
          sum += bits[j];
      if (pass->kept >= 0)
        bits[pass->kept] += sum;
      else
        total += sum;
    }

  return total <= 63;
}

static gboolean
find_set (HomCondition *self)
{
  g_autofree HomPass *passes = g_new (HomPass, self->tables->len);
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_elements; i++)
    {
      double cost = estimate_all (self, i);

      if (cost < least && plan_passes (self, i, passes))
        {
          least = cost;
          self->set = i;
          memcpy (self->passes, passes, self->tables->len * sizeof *passes);
        }
    }

  return least < G_MAXDOUBLE;
}

/* Elements that tables connect, and all tables with one of them, are summed by setting one of them, if there
 * is one that leaves trees and numbers of one word; else NULL.  The cost is how many rows are likely read.
 * What is given is only borrowed. */
HomCondition *
_colim_hom_condition_new (HomState *state, const gint32 *elements, guint n_elements,
                          HomFactor *const *factors, guint n_factors, double *cost)
{
  HomCondition *self = g_new0 (HomCondition, 1);
  gboolean can = n_elements <= HOM_MOST_CONDITIONED;

  self->state = state;
  self->elements = elements;
  self->n_elements = n_elements;
  self->tables = g_ptr_array_new ();
  self->unaries = g_ptr_array_new ();
  for (guint i = 0; i < n_factors && can; i++)
    {
      g_ptr_array_add (factors[i]->arity > 1 ? self->tables : self->unaries, factors[i]);
      can = factors[i]->wide == NULL;
    }
  self->masks = g_new0 (guint64, self->tables->len);
  self->passes = g_new (HomPass, self->tables->len);
  for (guint i = 0; i < self->tables->len && can; i++)
    {
      const HomFactor *table = self->tables->pdata[i];

      for (guint c = 0; c < table->arity; c++)
        self->masks[i] |= HOM_BIT (_colim_hom_condition_find (self, table->scope[c]));
    }
  if (!can || !find_set (self) || !fits_word (self))
    {
      _colim_hom_condition_free (self);
      return NULL;
    }
  *cost = estimate (self);

  return self;
}

void
_colim_hom_condition_free (HomCondition *self)
{
  for (guint i = 0; self->steps != NULL && i < self->tables->len; i++)
    {
      for (guint j = 0; j < self->steps[i].n_indices; j++)
        {
          g_free (self->steps[i].indices[j].others);
          g_free (self->steps[i].indices[j].starts);
          g_free (self->steps[i].indices[j].rows);
          g_free (self->steps[i].indices[j].counts);
        }
      g_free (self->steps[i].indices);
    }
  for (guint i = 0; self->vectors != NULL && i < self->n_elements; i++)
    {
      g_free (self->vectors[i].values);
      g_free (self->vectors[i].support);
    }
  g_free (self->message.values);
  g_free (self->message.support);
  g_free (self->vectors);
  g_free (self->steps);
  g_free (self->passes);
  g_free (self->masks);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->unaries);
  g_free (self);
}

static gboolean
factor_has (const HomFactor *factor, gint32 e)
{
  for (guint c = 0; c < factor->arity; c++)
    if (factor->scope[c] == e)
      return TRUE;

  return FALSE;
}

/* How many images of the tables agree on that of the element, at most: for each image the product of how many
 * rows have it; or the square root of all products of rows, if all else is in two tables too (Atserias,
 * Grohe, Marx, Size bounds and query plans for relational joins, 2008). */
double
_colim_hom_factors_estimate_join (const HomState *state, gint32 e, const GArray *bag,
                                  const GPtrArray *factors)
{
  gint32 size = state->sorts[state->sort_of[e]].size;
  g_autofree double *products = g_new (double, size);
  g_autofree gsize *degrees = g_new (gsize, size);
  double sum = 0, bound = 1;
  gboolean is_bound = TRUE;

  for (gint32 image = 0; image < size; image++)
    products[image] = 1;
  for (guint i = 0; i < factors->len; i++)
    {
      const HomFactor *factor = factors->pdata[i];

      bound *= sqrt ((double) factor->n_rows);
      if (!factor_has (factor, e))
        continue;
      memset (degrees, 0, (gsize) size * sizeof *degrees);
      for (gsize row = 0, c = _colim_hom_factor_find_column (factor, e); row < factor->n_rows; row++)
        degrees[factor->rows[row * factor->arity + c]]++;
      for (gint32 image = 0; image < size; image++)
        products[image] *= (double) degrees[image];
    }
  for (gint32 image = 0; image < size; image++)
    sum += products[image];
  for (guint i = 0; i < bag->len; i++)
    {
      guint n = 0;

      for (guint j = 0; j < factors->len; j++)
        n += factor_has (factors->pdata[j], g_array_index (bag, gint32, i));
      is_bound = is_bound && n > 1;
    }

  return is_bound ? MIN (sum, bound) : sum;
}
