/* The table of how many homomorphisms there are from small trees and cycles to graphs of the shared data. */

#pragma once

#include "tests/graph-files.h"

/* Both arcs of each edge that a list of pairs names. */
static inline ColimCSet *
graph_pattern_new (gint32 n, const gint32 *from, const gint32 *to, gint32 n_edges)
{
  GraphFile *file = graph_file_new ();
  ColimCSet *pattern;

  for (gint32 e = 0; e < n_edges; e++)
    {
      graph_file_add (file, from[e], to[e]);
      graph_file_add (file, to[e], from[e]);
    }
  file->n = n;
  pattern = graph_file_to_cset (file);
  graph_file_free (file);

  return pattern;
}

static inline ColimCSet *
graph_pattern_new_path (gint32 n)
{
  const gint32 vertices[] = { 0, 1, 2, 3, 4, 5 };

  return graph_pattern_new (n, vertices, vertices + 1, n - 1);
}

static inline ColimCSet *
graph_pattern_new_star (gint32 n)
{
  const gint32 zeros[] = { 0, 0, 0, 0, 0 }, vertices[] = { 1, 2, 3, 4, 5 };

  return graph_pattern_new (n, zeros, vertices, n - 1);
}

static inline ColimCSet *
graph_pattern_new_cycle (gint32 n)
{
  gint32 from[6], to[6];

  for (gint32 i = 0; i < n; i++)
    {
      from[i] = i;
      to[i] = (i + 1) % n;
    }

  return graph_pattern_new (n, from, to, n);
}

/* In the order of the columns. */
static const struct {
  const char *name;
  ColimCSet *(*make) (gint32 n);
  gint32 n;
  gboolean is_tree;
} graph_patterns[] = {
  { "K2", graph_pattern_new_path, 2, TRUE },   { "P3", graph_pattern_new_path, 3, TRUE },
  { "P4", graph_pattern_new_path, 4, TRUE },   { "S3", graph_pattern_new_star, 4, TRUE },
  { "C3", graph_pattern_new_cycle, 3, FALSE }, { "C4", graph_pattern_new_cycle, 4, FALSE },
  { "C5", graph_pattern_new_cycle, 5, FALSE },
};

typedef struct {
  char *name;
  char *counts[G_N_ELEMENTS (graph_patterns)];
} GraphCounts;

static inline void
graph_counts_free (GraphCounts *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (graph_patterns); i++)
    g_free (self->counts[i]);
  g_free (self->name);
  g_free (self);
}

static inline GPtrArray *
graph_counts_read (const char *path)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) graph_counts_free);
  g_autofree char *text = graph_file_read_text (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 2; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      GraphCounts *row;

      if (g_strv_length (fields) < 2 + G_N_ELEMENTS (graph_patterns))
        continue;
      row = g_new (GraphCounts, 1);
      row->name = g_strdup (fields[0]);
      for (gsize p = 0; p < G_N_ELEMENTS (graph_patterns); p++)
        row->counts[p] = g_strdup (fields[2 + p]);
      g_ptr_array_add (rows, row);
    }

  return rows;
}

static inline ColimCSet *
graph_counts_read_host (const GraphCounts *row)
{
  g_autofree char *path = graph_file_find (row->name);
  g_autoptr (GraphFile) file = NULL;

  if (path == NULL)
    g_error ("there is no %s", row->name);
  file = g_str_has_suffix (path, ".edges") ? graph_file_read_edges (path) : graph_file_read_lad (path);

  return graph_file_to_cset (file);
}
