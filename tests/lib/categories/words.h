/* Monoids by letters and equations between words, at random too, and what satisfies them. */

#pragma once

#include <colim/presentation.h>

#include "tests/property.h"

#include <string.h>

#define MOST_LETTERS 3
#define MOST_MOVED 3

/* One object: generators are letters, and words are what equations are made of. */
static inline ColimQuiver *
words_letters (gint32 n)
{
  g_autofree gint32 *zeros = g_new0 (gint32, (gsize) n + 1);
  g_autoptr (ColimFinFunction) ends = colim_fin_function_new (zeros, (gsize) n, 1, NULL);

  return colim_quiver_new (ends, ends, NULL);
}

static inline ColimPath *
words_path (ColimQuiver *quiver, const char *letters)
{
  gsize n = strlen (letters);
  g_autofree gint32 *edges = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    edges[i] = letters[i] - 'a';

  return n > 0 ? colim_path_new (quiver, edges, n, NULL) : colim_path_new_identity (quiver, 0, NULL);
}

/* `left=right` each. */
static inline ColimPresentation *
words_present (ColimQuiver *quiver, const char *const *equations, gsize n)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) sides = g_strsplit (equations[i], "=", 2);

      g_ptr_array_add (left, words_path (quiver, sides[0]));
      g_ptr_array_add (right, words_path (quiver, sides[1]));
    }

  return colim_presentation_new (quiver, (ColimPath **) left->pdata, n, (ColimPath **) right->pdata, n, NULL);
}

typedef struct {
  gint32 n_generators;
  char *equations[4];
  gsize n_equations;
  ColimQuiver *quiver;
  ColimPresentation *presentation;
} Words;

static inline char *
words_random (GRand *rand, gint32 n_generators, gint32 longest)
{
  gint32 n = random_size (rand, longest);
  char *word = g_malloc0 ((gsize) n + 1);

  for (gint32 i = 0; i < n; i++)
    word[i] = (char) ('a' + g_rand_int_range (rand, 0, n_generators));

  return word;
}

static inline void
words_draw (Words *self, GRand *rand)
{
  self->n_generators = g_rand_int_range (rand, 1, MOST_LETTERS + 1);
  self->n_equations = (gsize) g_rand_int_range (rand, 0, 4);
  for (gsize i = 0; i < self->n_equations; i++)
    {
      g_autofree char *left = words_random (rand, self->n_generators, 3);
      g_autofree char *right = words_random (rand, self->n_generators, 3);

      self->equations[i] = g_strdup_printf ("%s=%s", left, right);
    }
  self->quiver = words_letters (self->n_generators);
  self->presentation = words_present (self->quiver, (const char *const *) self->equations, self->n_equations);
}

static inline void
words_clear (Words *self)
{
  for (gsize i = 0; i < self->n_equations; i++)
    g_free (self->equations[i]);
  g_clear_pointer (&self->quiver, colim_quiver_unref);
  g_clear_pointer (&self->presentation, colim_presentation_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* Two words, of which one equation makes one into the other. */
static inline void
words_step (const Words *self, GRand *rand, ColimPath **left, ColimPath **right)
{
  g_autofree char *before = words_random (rand, self->n_generators, 3);
  g_autofree char *after = words_random (rand, self->n_generators, 3);
  g_auto (GStrv) sides = g_strsplit (self->equations[g_rand_int_range (rand, 0, (gint32) self->n_equations)], "=", 2);
  g_autofree char *p = g_strconcat (before, sides[0], after, NULL);
  g_autofree char *q = g_strconcat (before, sides[1], after, NULL);

  *left = words_path (self->quiver, p);
  *right = words_path (self->quiver, q);
}

/* Letters act on a small set; a word acts as they do one after the other. */
static inline gint32
words_act (gint32 model[MOST_LETTERS][MOST_MOVED], const char *word, gint32 point)
{
  for (; *word != '\0' && *word != '='; word++)
    point = model[*word - 'a'][point];

  return point;
}

static inline gboolean
words_are_modelled (gint32 model[MOST_LETTERS][MOST_MOVED], const Words *words)
{
  for (gsize i = 0; i < words->n_equations; i++)
    for (gint32 x = 0; x < MOST_MOVED; x++)
      if (words_act (model, words->equations[i], x) != words_act (model, strchr (words->equations[i], '=') + 1, x))
        return FALSE;

  return TRUE;
}
