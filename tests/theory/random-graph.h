/* Random learning graphs, their paths as plain words, and the order on these by closure of a table. */

#pragma once

#include <colim/learning-graph.h>

#include <string.h>

#include "tests/property.h"

#define MOST_EDGES 10
#define MOST_LENGTH 12

typedef struct {
  gint32 source, target, n;
  gint32 edges[MOST_LENGTH];
} Word;

typedef struct {
  gint32 n_vertices, n_edges, n_rules;
  gint32 src[MOST_EDGES], tgt[MOST_EDGES];
  gint32 kinds[8];
  Word left[8], right[8];
  ColimCSet *graph;
  ColimQuiver *quiver;
} Sample;

static inline ColimPath *
make_path (ColimQuiver *quiver, const Word *word)
{
  return word->n == 0 ? colim_path_new_identity (quiver, word->source, NULL)
                      : colim_path_new (quiver, word->edges, (gsize) word->n, NULL);
}

/* A random walk; acyclic graphs have edges from lower to higher vertices only. */
static inline Word
random_walk (GRand *rand, const Sample *sample, gint32 source, gint32 length)
{
  Word word = { source, source, 0, { 0 } };

  while (word.n < length)
    {
      gint32 out[MOST_EDGES], n = 0;

      for (gint32 e = 0; e < sample->n_edges; e++)
        if (sample->src[e] == word.target)
          out[n++] = e;
      if (n == 0)
        break;
      word.edges[word.n] = out[g_rand_int_range (rand, 0, n)];
      word.target = sample->tgt[word.edges[word.n++]];
    }

  return word;
}

static inline void
make_sample (GRand *rand, Sample *sample, gboolean cyclic)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (ColimFinFunction) src = NULL, tgt = NULL;
  gint32 n_index;

  memset (sample, 0, sizeof *sample);
  sample->n_vertices = g_rand_int_range (rand, 2, 6);
  n_index = g_rand_int_range (rand, 1, sample->n_vertices);
  for (gint32 v = 0; v < sample->n_vertices; v++)
    {
      sample->kinds[v] = v < n_index             ? COLIM_VERTEX_INDEX
                         : g_rand_boolean (rand) ? COLIM_VERTEX_LOSS
                                                 : COLIM_VERTEX_SPACE;
      colim_learning_graph_add_vertex (builder, (ColimVertexKind) sample->kinds[v]);
    }
  for (gint32 e = g_rand_int_range (rand, 1, MOST_EDGES); e > 0; e--)
    {
      gint32 a = g_rand_int_range (rand, 0, sample->n_vertices), b = g_rand_int_range (rand, 0, sample->n_vertices);

      if ((!cyclic && a >= b) || (a >= n_index && b < n_index))
        continue;
      sample->src[sample->n_edges] = a;
      sample->tgt[sample->n_edges++] = b;
      colim_learning_graph_add_edge (builder, a, b);
    }
  src = colim_fin_function_new (sample->src, (gsize) sample->n_edges, sample->n_vertices, NULL);
  tgt = colim_fin_function_new (sample->tgt, (gsize) sample->n_edges, sample->n_vertices, NULL);
  sample->quiver = colim_quiver_new (src, tgt, NULL);
  for (gint32 tries = 0; tries < 60 && sample->n_rules < 4; tries++)
    {
      gint32 v = g_rand_int_range (rand, 0, sample->n_vertices);
      Word l = random_walk (rand, sample, v, g_rand_int_range (rand, 0, 4));
      Word r = random_walk (rand, sample, v, g_rand_int_range (rand, 0, 4));
      g_autoptr (ColimPath) left = make_path (sample->quiver, &l);
      g_autoptr (ColimPath) right = make_path (sample->quiver, &r);

      if (l.target != r.target || (colim_path_equal (left, right) && g_rand_int_range (rand, 0, 8) > 0))
        continue;
      sample->left[sample->n_rules] = l;
      sample->right[sample->n_rules++] = r;
      colim_learning_graph_add_relation (builder, left, right);
    }
  sample->graph = colim_cset_builder_end (builder, NULL);
}

static inline void
clear_sample (Sample *sample)
{
  colim_cset_unref (sample->graph);
  colim_quiver_unref (sample->quiver);
}

static inline void
list_words (const Sample *sample, Word word, gint32 longest, GArray *words)
{
  g_array_append_val (words, word);
  if (word.n == longest)
    return;
  for (gint32 e = 0; e < sample->n_edges; e++)
    if (sample->src[e] == word.target)
      {
        Word next = word;

        next.edges[next.n++] = e;
        next.target = sample->tgt[e];
        list_words (sample, next, longest, words);
      }
}

static inline gboolean
same (const Word *a, const Word *b)
{
  return a->source == b->source && a->n == b->n && memcmp (a->edges, b->edges, (gsize) a->n * sizeof *a->edges) == 0;
}

static inline gint32
find_word (const GArray *words, const Word *word)
{
  for (guint i = 0; i < words->len; i++)
    if (same (&g_array_index (words, Word, i), word))
      return (gint32) i;

  return -1;
}

static inline gint32
vertex_at (const Sample *sample, const Word *word, gint32 at)
{
  return at == 0 ? word->source : sample->tgt[word->edges[at - 1]];
}

/* The whole order on words of up to the length of derivations, by closure of a table. */
static inline guint8 *
close_order (const Sample *sample, const GArray *words)
{
  guint n = words->len;
  guint8 *below = g_new0 (guint8, (gsize) n * n);

  for (guint i = 0; i < n; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      below[i * n + i] = 1;
      for (gint32 r = 0; r < sample->n_rules; r++)
        for (gint32 at = 0; at + sample->left[r].n <= word->n; at++)
          {
            const Word *l = &sample->left[r], *t = &sample->right[r];
            Word after = *word;
            gint32 j;

            if (vertex_at (sample, word, at) != l->source
                || memcmp (word->edges + at, l->edges, (gsize) l->n * sizeof *l->edges) != 0
                || word->n - l->n + t->n > MOST_LENGTH)
              continue;
            after.n = word->n - l->n + t->n;
            memcpy (after.edges + at, t->edges, (gsize) t->n * sizeof *t->edges);
            memcpy (after.edges + at + t->n, word->edges + at + l->n,
                    (gsize) (word->n - at - l->n) * sizeof *t->edges);
            if ((j = find_word (words, &after)) >= 0)
              below[i * n + (guint) j] = 1;
          }
    }
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < n && below[i * n + k]; j++)
        below[i * n + j] |= below[k * n + j];

  return below;
}

static inline Word
to_word (ColimPath *path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  Word word = { colim_path_get_source (path), colim_path_get_target (path), (gint32) n, { 0 } };

  if (n > 0)
    memcpy (word.edges, edges, n * sizeof *edges);

  return word;
}
