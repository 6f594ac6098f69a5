/* Categories of functions between small sets: the judge of what is said of presented ones.  The generators are random
 * functions; all that they compose to is listed, and where two words are one function an equation says so. */

#pragma once

#include <colim/category.h>

#include <string.h>

#include "tests/property.h"

#define MOST_POINTS 3
#define MOST_OBJECTS 3
#define MOST_GENERATORS 3
#define MOST_ARROWS 90
#define BUDGET 2000000

typedef struct {
  gint32 source, target;
  gint32 values[MOST_POINTS];
  gint32 word[MOST_ARROWS]; /* the first by length, then by generators */
  gint32 n_word;
} Function;

typedef struct {
  gint32 n_objects, n_generators, n_arrows;
  gint32 sizes[MOST_OBJECTS];
  Function generators[MOST_GENERATORS];
  Function arrows[MOST_ARROWS];
  gboolean is_closed; /* else there are more arrows than room */

  ColimQuiver *quiver;
  ColimPresentation *presentation;
  ColimCompletion *completion;
} Concrete;

static inline gboolean
concrete_same (const Concrete *self, const Function *f, const Function *g)
{
  return f->source == g->source && f->target == g->target
         && memcmp (f->values, g->values, (gsize) self->sizes[f->source] * sizeof *f->values) == 0;
}

static inline gint32
concrete_find (const Concrete *self, const Function *f)
{
  for (gint32 i = 0; i < self->n_arrows; i++)
    if (concrete_same (self, &self->arrows[i], f))
      return i;

  return -1;
}

static inline Function
concrete_identity (const Concrete *self, gint32 object)
{
  Function f = { .source = object, .target = object };

  for (gint32 x = 0; x < self->sizes[object]; x++)
    f.values[x] = x;

  return f;
}

static inline Function
concrete_compose (const Concrete *self, const Function *f, const Function *g)
{
  Function h = { .source = f->source, .target = g->target };

  for (gint32 x = 0; x < self->sizes[f->source]; x++)
    h.values[x] = g->values[f->values[x]];

  return h;
}

/* What a word does. */
static inline Function
concrete_evaluate (const Concrete *self, const ColimPath *path)
{
  Function f = concrete_identity (self, colim_path_get_source (path));
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  for (gsize i = 0; i < n; i++)
    f = concrete_compose (self, &f, &self->generators[edges[i]]);

  return f;
}

static inline ColimPath *
concrete_path (const Concrete *self, const gint32 *word, gint32 n, gint32 source)
{
  return n == 0 ? colim_path_new_identity (self->quiver, source, NULL)
                : colim_path_new (self->quiver, word, (gsize) n, NULL);
}

static inline void
concrete_close (Concrete *self, GPtrArray *left, GPtrArray *right)
{
  self->is_closed = TRUE;
  for (gint32 v = 0; v < self->n_objects; v++)
    {
      Function f = concrete_identity (self, v);

      self->arrows[self->n_arrows++] = f;
    }
  for (gint32 i = 0; i < self->n_arrows && self->is_closed; i++)
    for (gint32 g = 0; g < self->n_generators; g++)
      {
        const Function *f = &self->arrows[i];
        Function h;
        gint32 known;

        if (self->generators[g].source != f->target)
          continue;
        h = concrete_compose (self, f, &self->generators[g]);
        memcpy (h.word, f->word, sizeof h.word);
        h.n_word = f->n_word;
        h.word[h.n_word++] = g;
        known = concrete_find (self, &h);
        if (known >= 0)
          {
            const Function *k = &self->arrows[known];

            g_ptr_array_add (left, concrete_path (self, h.word, h.n_word, h.source));
            g_ptr_array_add (right, concrete_path (self, k->word, k->n_word, k->source));
          }
        else if (self->n_arrows < MOST_ARROWS)
          self->arrows[self->n_arrows++] = h;
        else
          self->is_closed = FALSE;
      }
}

/* A random one, small enough to be closed. */
static inline void
concrete_draw (Concrete *self, GRand *rand)
{
  gint32 src[MOST_GENERATORS], tgt[MOST_GENERATORS];
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (ColimFinFunction) sources = NULL, targets = NULL;

  do
    {
      g_clear_pointer (&self->quiver, colim_quiver_unref);
      g_clear_pointer (&sources, colim_fin_function_unref);
      g_clear_pointer (&targets, colim_fin_function_unref);
      g_ptr_array_set_size (left, 0);
      g_ptr_array_set_size (right, 0);
      memset (self, 0, sizeof *self);
      self->n_objects = g_rand_int_range (rand, 1, MOST_OBJECTS + 1);
      self->n_generators = g_rand_int_range (rand, 0, MOST_GENERATORS + 1);
      for (gint32 v = 0; v < self->n_objects; v++)
        self->sizes[v] = g_rand_int_range (rand, 1, MOST_POINTS + 1);
      for (gint32 g = 0; g < self->n_generators; g++)
        {
          Function *f = &self->generators[g];

          f->source = src[g] = g_rand_int_range (rand, 0, self->n_objects);
          f->target = tgt[g] = g_rand_int_range (rand, 0, self->n_objects);
          for (gint32 x = 0; x < self->sizes[f->source]; x++)
            f->values[x] = g_rand_int_range (rand, 0, self->sizes[f->target]);
        }
      sources = colim_fin_function_new (src, (gsize) self->n_generators, self->n_objects, NULL);
      targets = colim_fin_function_new (tgt, (gsize) self->n_generators, self->n_objects, NULL);
      self->quiver = colim_quiver_new (sources, targets, NULL);
      concrete_close (self, left, right);
  } while (!self->is_closed);
  self->presentation = colim_presentation_new (self->quiver, (ColimPath **) left->pdata, left->len,
                                               (ColimPath **) right->pdata, right->len, NULL);
  self->completion = colim_completion_new (self->presentation, BUDGET);
}

static inline void
concrete_clear (Concrete *self)
{
  g_clear_pointer (&self->quiver, colim_quiver_unref);
  g_clear_pointer (&self->presentation, colim_presentation_unref);
  g_clear_pointer (&self->completion, colim_completion_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Concrete, concrete_clear)

/* A random walk, shorter where there is no way on. */
static inline ColimPath *
random_path (GRand *rand, ColimQuiver *quiver, gint32 source, gint32 longest)
{
  gint32 edges[16], n = 0, length = g_rand_int_range (rand, 0, longest + 1), end = source;

  while (n < length)
    {
      gsize n_out;
      const gint32 *out = colim_quiver_get_out_edges (quiver, end, &n_out);

      if (n_out == 0)
        break;
      edges[n] = out[g_rand_int_range (rand, 0, (gint32) n_out)];
      end = colim_quiver_get_tgt (quiver, edges[n++]);
    }

  return n == 0 ? colim_path_new_identity (quiver, source, NULL) : colim_path_new (quiver, edges, (gsize) n, NULL);
}

/* Hands the table of a category to the one who checks tables. */
static inline void
check_category_laws (const ColimCategory *category)
{
  ColimQuiver *arrows = colim_category_get_arrows (category);
  gint32 n = colim_quiver_get_n_vertices (arrows);
  g_autofree gint32 *identities = g_new (gint32, n);
  g_autoptr (GArray) table = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimCategory) again = NULL;

  for (gint32 v = 0; v < n; v++)
    identities[v] = colim_category_get_identity (category, v);
  for (gint32 f = 0; f < colim_quiver_get_n_edges (arrows); f++)
    {
      gsize n_out;
      const gint32 *out = colim_quiver_get_out_edges (arrows, colim_quiver_get_tgt (arrows, f), &n_out);

      for (gsize i = 0; i < n_out; i++)
        {
          gint32 composite = colim_category_compose (category, f, out[i]);

          g_array_append_val (table, composite);
        }
    }
  again = colim_category_new (arrows, identities, (gsize) n, (const gint32 *) (void *) table->data, table->len, NULL);
  assert_non_null (again);
  assert_true (colim_category_equal (category, again));
}

/* The table of a category of functions, made by hand. */
static inline gint32 *
concrete_tabulate (const Concrete *concrete, ColimQuiver **arrows, gsize *n)
{
  gint32 src[MOST_ARROWS], tgt[MOST_ARROWS];
  gint32 *table = g_new (gint32, MOST_ARROWS * MOST_ARROWS);
  g_autoptr (ColimFinFunction) sources = NULL, targets = NULL;

  for (gint32 f = 0; f < concrete->n_arrows; f++)
    {
      src[f] = concrete->arrows[f].source;
      tgt[f] = concrete->arrows[f].target;
    }
  sources = colim_fin_function_new (src, (gsize) concrete->n_arrows, concrete->n_objects, NULL);
  targets = colim_fin_function_new (tgt, (gsize) concrete->n_arrows, concrete->n_objects, NULL);
  *arrows = colim_quiver_new (sources, targets, NULL);
  *n = 0;
  for (gint32 f = 0; f < concrete->n_arrows; f++)
    for (gint32 g = 0; g < concrete->n_arrows; g++)
      if (tgt[f] == src[g])
        {
          Function h = concrete_compose (concrete, &concrete->arrows[f], &concrete->arrows[g]);

          table[(*n)++] = concrete_find (concrete, &h);
        }

  return table;
}

static inline ColimCategory *
concrete_make_table (const Concrete *concrete)
{
  static const gint32 identities[] = { 0, 1, 2 };
  g_autoptr (ColimQuiver) arrows = NULL;
  gsize n;
  g_autofree gint32 *table = concrete_tabulate (concrete, &arrows, &n);
  ColimCategory *category = colim_category_new (arrows, identities, (gsize) concrete->n_objects, table, n, NULL);

  assert_non_null (category);

  return category;
}

static inline gint32
count_arrows (const ColimCategory *category)
{
  return colim_quiver_get_n_edges (colim_category_get_arrows (category));
}

/* Every two that can be composed. */
#define for_all_pairs(category, f, g)                                                                                \
  for (gint32 f = 0; f < count_arrows (category); f++)                                                               \
    for (gint32 g = 0; g < count_arrows (category); g++)                                                             \
      if (colim_quiver_get_tgt (colim_category_get_arrows (category), f)                                             \
          == colim_quiver_get_src (colim_category_get_arrows (category), g))
