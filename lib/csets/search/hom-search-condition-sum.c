/* Summing with one element set to each of its images, in turn.  All that takes memory is made before: each
 * table sorted by the element it may be read by, and for each element what is known of its images, with a
 * list of those reached.
 */

#include "lib/csets/search/hom-search-condition-private.h"

/* The counts of a table, times what is said about its elements alone: each table of one element goes into the
 * first table that has it.  NULL if all are 1. */
static guint64 *
list_counts (const HomCondition *self, guint t)
{
  const HomFactor *table = self->tables->pdata[t];
  guint64 *counts = NULL, before = 0;

  for (guint i = 0; i < t; i++)
    before |= self->masks[i];
  if (table->counts != NULL)
    counts = g_memdup2 (table->counts, table->n_rows * sizeof *counts);
  for (guint i = 0; i < self->unaries->len; i++)
    {
      const HomFactor *unary = self->unaries->pdata[i];
      guint element = _colim_hom_condition_find (self, unary->scope[0]);
      g_autofree guint64 *by_image = NULL;
      const gint32 *images;

      if ((self->masks[t] & ~before & HOM_BIT (element)) == 0)
        continue;
      by_image = g_new0 (guint64, _colim_hom_condition_get_size (self, element));
      images = table->rows + _colim_hom_factor_find_column (table, unary->scope[0]);
      for (gsize row = 0; row < unary->n_rows; row++)
        by_image[unary->rows[row]] = unary->counts != NULL ? unary->counts[row] : 1;
      for (gsize row = 0; counts == NULL && row < table->n_rows; row++)
        if (by_image[images[row * table->arity]] != 1)
          {
            counts = g_new (guint64, table->n_rows);
            for (gsize all = 0; all < table->n_rows; all++)
              counts[all] = 1;
          }
      for (gsize row = 0; counts != NULL && row < table->n_rows; row++)
        counts[row] *= by_image[images[row * table->arity]];
    }

  return counts;
}

static void
make_index (const HomCondition *self, const HomPass *pass, guint driver, const guint64 *counts,
            HomIndex *index)
{
  const HomFactor *table = self->tables->pdata[pass->table];
  const gint32 *images = table->rows + _colim_hom_factor_find_column (table, self->elements[driver]);
  g_autofree guint *columns = g_new (guint, table->arity);
  g_autofree gsize *next = NULL;
  gint32 size = _colim_hom_condition_get_size (self, driver);

  index->driver = (gint32) driver;
  index->others = g_new (gint32, table->arity);
  if (pass->kept >= 0)
    columns[index->width++] = _colim_hom_factor_find_column (table, self->elements[pass->kept]);
  for (guint c = 0; c < table->arity; c++)
    {
      guint i = _colim_hom_condition_find (self, table->scope[c]);

      if (i == driver || (gint32) i == pass->kept)
        continue;
      index->others[index->n_others++] = (gint32) i;
      columns[index->width++] = c;
    }
  index->starts = g_new0 (gsize, (gsize) size + 1);
  for (gsize row = 0; row < table->n_rows; row++)
    if (counts == NULL || counts[row] != 0)
      index->starts[images[row * table->arity] + 1]++;
  for (gint32 image = 0; image < size; image++)
    index->starts[image + 1] += index->starts[image];
  next = g_memdup2 (index->starts, ((gsize) size + 1) * sizeof *next);
  index->rows = g_new (gint32, index->starts[size] * index->width);
  index->counts = counts != NULL ? g_new (guint64, index->starts[size]) : NULL;
  for (gsize row = 0; row < table->n_rows; row++)
    {
      gsize place;

      if (counts != NULL && counts[row] == 0)
        continue;
      place = next[images[row * table->arity]]++;
      for (guint c = 0; c < index->width; c++)
        index->rows[place * index->width + c] = table->rows[row * table->arity + columns[c]];
      if (counts != NULL)
        index->counts[place] = counts[row];
    }
}

static void
make_steps (HomCondition *self)
{
  self->steps = g_new0 (HomStep, self->tables->len);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const HomPass *pass = &self->passes[i];
      g_autofree guint64 *counts = list_counts (self, pass->table);
      guint64 mask = self->masks[pass->table];
      HomStep *step = &self->steps[i];

      step->kept = pass->kept;
      step->driven = (mask & HOM_BIT (self->set)) != 0;
      step->indices = g_new0 (HomIndex, self->n_elements);
      for (guint j = 0; j < self->n_elements; j++)
        if ((mask & HOM_BIT (j)) != 0 && (step->driven ? j == self->set : (gint32) j != pass->kept))
          make_index (self, pass, j, counts, &step->indices[step->n_indices++]);
    }
}

static void
make_vectors (HomCondition *self)
{
  gint32 most = 0;

  self->vectors = g_new0 (HomVector, self->n_elements);
  for (guint i = 0; i < self->n_elements; i++)
    {
      HomVector *vector = &self->vectors[i];

      vector->size = _colim_hom_condition_get_size (self, i);
      vector->given = i == self->set;
      vector->values = g_new0 (guint64, vector->size);
      vector->support = g_new (gint32, vector->size);
      most = MAX (most, vector->size);
    }
  for (guint i = 0; i < self->tables->len; i++)
    if (self->passes[i].kept >= 0)
      self->vectors[self->passes[i].kept].given = TRUE;
  for (guint i = 0; i < self->n_elements; i++)
    for (gint32 image = 0; !self->vectors[i].given && image < self->vectors[i].size; image++)
      {
        self->vectors[i].values[image] = 1;
        self->vectors[i].support[self->vectors[i].n++] = image;
      }
  self->message.size = most;
  self->message.values = g_new0 (guint64, most);
  self->message.support = g_new (gint32, most);
}

static void
clear (HomVector *vector)
{
  for (gsize i = 0; i < vector->n; i++)
    vector->values[vector->support[i]] = 0;
  vector->n = 0;
}

/* Reads the rows by that element of which the fewest have to be read. */
static const HomIndex *
choose_index (const HomCondition *self, const HomStep *step, gsize *n_rows)
{
  const HomIndex *best = NULL;

  for (guint i = 0; i < step->n_indices; i++)
    {
      const HomIndex *index = &step->indices[i];
      const HomVector *vector = &self->vectors[index->driver];
      gsize n = 0;

      for (gsize j = 0; j < vector->n; j++)
        n += index->starts[vector->support[j] + 1] - index->starts[vector->support[j]];
      if (best == NULL || n < *n_rows)
        {
          best = index;
          *n_rows = n;
        }
    }

  return best;
}

static inline guint64
multiply (const HomCondition *self, const HomIndex *index, gsize row, guint64 product)
{
  const gint32 *images = index->rows + (row + 1) * index->width - index->n_others;

  if (index->counts != NULL)
    product *= index->counts[row];
  for (guint i = 0; i < index->n_others; i++)
    product *= self->vectors[index->others[i]].values[images[i]];

  return product;
}

static guint64
sum_all (const HomCondition *self, const HomIndex *index)
{
  const HomVector *vector = &self->vectors[index->driver];
  guint64 sum = 0;

  for (gsize i = 0; i < vector->n; i++)
    {
      gint32 image = vector->support[i];
      guint64 part = 0;

      for (gsize row = index->starts[image]; row < index->starts[image + 1]; row++)
        part += multiply (self, index, row, 1);
      sum += vector->values[image] * part;
    }

  return sum;
}

static void
spread (const HomCondition *self, const HomIndex *index, HomVector *to)
{
  const HomVector *vector = &self->vectors[index->driver];

  for (gsize i = 0; i < vector->n; i++)
    {
      gint32 image = vector->support[i];

      for (gsize row = index->starts[image]; row < index->starts[image + 1]; row++)
        {
          guint64 product = multiply (self, index, row, vector->values[image]);
          gint32 kept = index->rows[row * index->width];

          if (product == 0)
            continue;
          if (to->values[kept] == 0)
            to->support[to->n++] = kept;
          to->values[kept] += product;
        }
    }
}

/* Multiplies what is known by what is said now. */
static void
take_message (HomVector *vector, HomVector *message)
{
  gsize kept = 0;

  for (gsize i = 0; i < vector->n; i++)
    {
      gint32 image = vector->support[i];

      vector->values[image] *= message->values[image];
      if (vector->values[image] != 0)
        vector->support[kept++] = image;
    }
  vector->n = kept;
  clear (message);
}

/* The sum for what the element is set to; 0 also if the budget is spent. */
static guint64
sum_one (HomCondition *self)
{
  guint64 product = 1, reached = 0;

  for (guint i = 0; i < self->tables->len && product != 0; i++)
    {
      const HomStep *step = &self->steps[i];
      gsize n_rows = 0;
      const HomIndex *index = choose_index (self, step, &n_rows);

      if ((self->state->steps_left -= (gint64) n_rows + 1) < 0)
        {
          self->state->spent = TRUE;
          return 0;
        }
      if (step->kept < 0)
        product *= sum_all (self, index);
      else
        {
          HomVector *vector = &self->vectors[step->kept];
          gboolean again = (reached & HOM_BIT (step->kept)) != 0;

          spread (self, index, again ? &self->message : vector);
          if (again)
            take_message (vector, &self->message);
          reached |= HOM_BIT (step->kept);
          product = vector->n == 0 ? 0 : product;
        }
    }

  return product;
}

static gboolean
has_rows (const HomCondition *self, gint32 image)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const gsize *starts = self->steps[i].indices->starts;

      if (self->steps[i].driven && starts[image] == starts[image + 1])
        return FALSE;
    }

  return TRUE;
}

/* The sum over all; FALSE if the budget is spent. */
gboolean
_colim_hom_condition_sum (HomCondition *self, mpz_t sum)
{
  HomVector *set;

  make_steps (self);
  make_vectors (self);
  set = &self->vectors[self->set];
  mpz_set_ui (sum, 0);
  for (gint32 image = 0; image < set->size && !self->state->spent; image++)
    {
      if (!has_rows (self, image))
        continue;
      set->values[image] = 1;
      set->support[set->n++] = image;
      mpz_add_ui (sum, sum, (unsigned long) sum_one (self));
      for (guint i = 0; i < self->n_elements; i++)
        if (self->vectors[i].given)
          clear (&self->vectors[i]);
    }

  return !self->state->spent;
}
