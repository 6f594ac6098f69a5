/* Learning graphs as words: a judge that lists all paths, and rewrites each by every rule at every place. */

#pragma once

#include <colim/derivation.h>
#include <colim/learning-graph.h>

#include <string.h>

#include "tests/property.h"

#define MOST_EDGES 64
#define MOST_RULES 96
#define MOST_LENGTH 12

typedef struct {
  gint32 source, target, n;
  gint32 edges[MOST_LENGTH];
} Word;

typedef struct {
  gint32 n_vertices, n_edges, n_rules;
  gint32 src[MOST_EDGES], tgt[MOST_EDGES];
  gint32 kinds[MOST_EDGES];
  Word left[MOST_RULES], right[MOST_RULES];
  ColimCSet *graph;   /* the same for the library, where it is asked; or NULL */
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

/* @edgewise: relations are between single edges. */
static inline void
make_sample (GRand *rand, Sample *sample, gboolean cyclic, gboolean edgewise)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (ColimFinFunction) src = NULL, tgt = NULL;
  gint32 n_index;

  memset (sample, 0, sizeof *sample);
  sample->n_vertices = g_rand_int_range (rand, 2, 6);
  n_index = g_rand_int_range (rand, 1, sample->n_vertices);
  for (gint32 v = 0; v < sample->n_vertices; v++)
    {
      sample->kinds[v] = v < n_index ? COLIM_VERTEX_INDEX : g_rand_boolean (rand) ? COLIM_VERTEX_LOSS : COLIM_VERTEX_SPACE;
      colim_learning_graph_add_vertex (builder, (ColimVertexKind) sample->kinds[v]);
    }
  for (gint32 e = g_rand_int_range (rand, 1, 10); e > 0; e--)
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
      Word l = random_walk (rand, sample, v, edgewise ? 1 : g_rand_int_range (rand, 0, 4));
      Word r = random_walk (rand, sample, v, edgewise ? 1 : g_rand_int_range (rand, 0, 4));
      g_autoptr (ColimPath) left = make_path (sample->quiver, &l);
      g_autoptr (ColimPath) right = make_path (sample->quiver, &r);

      if (l.target != r.target || (edgewise && l.n == 0) || (colim_path_equal (left, right) && g_rand_int_range (rand, 0, 8) > 0))
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

static inline Word
join_words (const Word *word, const Word *next)
{
  Word joined = *word;

  joined.target = next->target;
  for (gint32 i = 0; i < next->n; i++)
    joined.edges[joined.n++] = next->edges[i];

  return joined;
}

static inline gint32
vertex_at (const Sample *sample, const Word *word, gint32 at)
{
  return at == 0 ? word->source : sample->tgt[word->edges[at - 1]];
}

static inline void
add_rule (Sample *sample, Word left, Word right)
{
  g_assert (sample->n_rules < MOST_RULES);
  sample->left[sample->n_rules] = left;
  sample->right[sample->n_rules++] = right;
}

/* As the language says it, with e0, e1, … for edges and v0, v1, … for vertices. */
static inline void
print_word (const Word *word, GString *out)
{
  if (word->n == 0)
    g_string_append_printf (out, "id(v%d)", word->source);
  for (gint32 i = 0; i < word->n; i++)
    g_string_append_printf (out, "%se%d", i > 0 ? " · " : "", word->edges[i]);
}

/* Appends what one rule makes of a word, at each place. */
static inline void
rewrite_word (const Sample *sample, const Word *word, GArray *found)
{
  for (gint32 r = 0; r < sample->n_rules; r++)
    for (gint32 at = 0; at + sample->left[r].n <= word->n; at++)
      {
        const Word *l = &sample->left[r], *t = &sample->right[r];
        Word after = *word;

        if (vertex_at (sample, word, at) != l->source
            || memcmp (word->edges + at, l->edges, (gsize) l->n * sizeof *l->edges) != 0
            || word->n - l->n + t->n > MOST_LENGTH)
          continue;
        after.n = word->n - l->n + t->n;
        memcpy (after.edges + at, t->edges, (gsize) t->n * sizeof *t->edges);
        memcpy (after.edges + at + t->n, word->edges + at + l->n, (gsize) (word->n - at - l->n) * sizeof *t->edges);
        g_array_append_val (found, after);
      }
}

/* The whole order on some words, by rewriting each as long as it goes; what is not among them is not passed through. */
static inline guint8 *
close_order (const Sample *sample, const GArray *words)
{
  guint n = words->len;
  guint8 *below = g_new0 (guint8, (gsize) n * n + 1);
  g_autofree GArray **steps = g_new (GArray *, n + 1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Word)), reached = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; i < n; i++)
    {
      steps[i] = g_array_new (FALSE, FALSE, sizeof (gint32));
      g_array_set_size (found, 0);
      rewrite_word (sample, &g_array_index (words, Word, i), found);
      for (guint k = 0; k < found->len; k++)
        {
          gint32 j = find_word (words, &g_array_index (found, Word, k));

          if (j >= 0)
            g_array_append_val (steps[i], j);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      gint32 first = (gint32) i;

      g_array_set_size (reached, 0);
      g_array_append_val (reached, first);
      below[i * n + i] = 1;
      for (guint k = 0; k < reached->len; k++)
        {
          const GArray *next = steps[g_array_index (reached, gint32, k)];

          for (guint s = 0; s < next->len; s++)
            {
              gint32 j = g_array_index (next, gint32, s);

              if (below[i * n + (guint) j])
                continue;
              below[i * n + (guint) j] = 1;
              g_array_append_val (reached, j);
            }
        }
    }
  for (guint i = 0; i < n; i++)
    g_array_unref (steps[i]);

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

/* Every derivation is a chain of rules applied where it says, from p to q. */
static inline void
check_derivation (const Sample *sample, ColimDerivation *derivation, Word word, const Word *q)
{
  for (gint32 s = 0; s < colim_derivation_get_n_steps (derivation); s++)
    {
      const Word *l = &sample->left[colim_derivation_get_rule (derivation, s)];
      const Word *r = &sample->right[colim_derivation_get_rule (derivation, s)];
      gint32 at = colim_derivation_get_at (derivation, s);
      Word after = to_word (colim_derivation_get_path (derivation, s));

      assert_int_equal (vertex_at (sample, &word, at), l->source);
      assert_memory_equal (word.edges + at, l->edges, (gsize) l->n * sizeof *l->edges);
      assert_int_equal (after.n, word.n - l->n + r->n);
      assert_memory_equal (after.edges, word.edges, (gsize) at * sizeof *l->edges);
      assert_memory_equal (after.edges + at, r->edges, (gsize) r->n * sizeof *l->edges);
      assert_memory_equal (after.edges + at + r->n, word.edges + at + l->n, (gsize) (word.n - at - l->n) * sizeof *l->edges);
      word = after;
    }
  assert_true (same (&word, q));
}
