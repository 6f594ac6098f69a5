/* The paper's own algorithm, as it is written there (arXiv 2501.01515, section 3.2), but with the union of the powers:
 * matrices whose entries are sets of paths, multiplied until nothing is left; parallel paths are where an entry has several.
 * Entries are lists of paths, each a list of edges with its length before them; NULL is empty. */

#pragma once

#include <colim/learning-graph.h>

#include <string.h>

typedef struct {
  gint32 n;
  GPtrArray **entries;
} PathMatrix;

static inline PathMatrix *
path_matrix_new (gint32 n)
{
  PathMatrix *self = g_new (PathMatrix, 1);

  self->n = n;
  self->entries = g_new0 (GPtrArray *, (gsize) n * (gsize) n);

  return self;
}

static inline void
path_matrix_free (PathMatrix *self)
{
  for (gsize i = 0; i < (gsize) self->n * (gsize) self->n; i++)
    g_clear_pointer (&self->entries[i], g_ptr_array_unref);
  g_free (self->entries);
  g_free (self);
}

static inline void
path_matrix_add (PathMatrix *self, gsize entry, const gint32 *path, const gint32 *more)
{
  gint32 n = path[0] + more[0];
  gint32 *joined = g_new (gint32, (gsize) n + 1);

  joined[0] = n;
  memcpy (joined + 1, path + 1, (gsize) path[0] * sizeof *path);
  memcpy (joined + 1 + path[0], more + 1, (gsize) more[0] * sizeof *more);
  if (self->entries[entry] == NULL)
    self->entries[entry] = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->entries[entry], joined);
}

/* FALSE if the product is empty. */
static inline gboolean
path_matrix_multiply (const PathMatrix *a, const PathMatrix *b, PathMatrix *product)
{
  gsize n = (gsize) a->n;
  gboolean any = FALSE;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      for (gsize k = 0; k < n; k++)
        {
          const GPtrArray *before = a->entries[i * n + k], *behind = b->entries[k * n + j];

          if (before == NULL || behind == NULL)
            continue;
          any = TRUE;
          for (guint p = 0; p < before->len; p++)
            for (guint q = 0; q < behind->len; q++)
              path_matrix_add (product, i * n + j, before->pdata[p], behind->pdata[q]);
        }

  return any;
}

/* How many pairs of an indexing vertex and another one have several paths, in the union of the powers. */
static inline gint32
path_matrix_count_parallel (ColimCSet *graph)
{
  g_autoptr (ColimQuiver) quiver = colim_learning_graph_get_quiver (graph, NULL);
  gint32 n = colim_quiver_get_n_vertices (quiver), n_found = 0;
  PathMatrix *edges = path_matrix_new (n), *power = path_matrix_new (n);
  g_autofree guint32 *counts = g_new0 (guint32, (gsize) n * (gsize) n);
  const gint32 none[] = { 0 };
  gboolean any = TRUE;

  for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
    path_matrix_add (edges, (gsize) colim_quiver_get_src (quiver, e) * (gsize) n + (gsize) colim_quiver_get_tgt (quiver, e),
                     (gint32[]) { 1, e }, none);
  for (gint32 v = 0; v < n; v++)
    path_matrix_add (power, (gsize) v * (gsize) n + (gsize) v, none, none);
  while (any)
    {
      PathMatrix *next = path_matrix_new (n);

      any = path_matrix_multiply (power, edges, next);
      path_matrix_free (power);
      power = next;
      for (gsize i = 0; i < (gsize) n * (gsize) n; i++)
        counts[i] += power->entries[i] != NULL ? power->entries[i]->len : 0;
    }
  for (gint32 s = 0; s < n; s++)
    for (gint32 t = 0; t < n; t++)
      n_found += colim_learning_graph_get_kind (graph, s) == COLIM_VERTEX_INDEX
                 && colim_learning_graph_get_kind (graph, t) != COLIM_VERTEX_INDEX
                 && counts[s * n + t] > 1;
  path_matrix_free (edges);
  path_matrix_free (power);

  return n_found;
}
