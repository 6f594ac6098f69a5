/* Graphs to search in: random ones, which are the same everywhere as splitmix64 is, and some with a shape. */

#pragma once

#include <colim/cset-builder.h>

static inline guint64
graph_next (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline double
graph_unit (guint64 *state)
{
  return (double) (graph_next (state) >> 11) / 9007199254740992.0;
}

static inline ColimCSet *
graph_end (const char *schema, gint32 n, const GArray *src, const GArray *tgt, const GArray *inv)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin (schema));
  const GArray *columns[] = { src, tgt, inv };
  const char *homs[] = { "src", "tgt", "inv" };

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", (gint32) src->len, NULL);
  for (guint i = 0; i < (inv == NULL ? 2 : 3); i++)
    colim_cset_builder_set_hom_values (builder, homs[i], (const gint32 *) (void *) columns[i]->data, columns[i]->len,
                                       NULL);

  return colim_cset_builder_end (builder, NULL);
}

static inline ColimCSet *
graph_new (gint32 n, const gint32 *src, const gint32 *tgt, gsize n_edges)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", (gint32) n_edges, NULL);
  colim_cset_builder_set_hom_values (builder, "src", src, n_edges, NULL);
  colim_cset_builder_set_hom_values (builder, "tgt", tgt, n_edges, NULL);

  return colim_cset_builder_end (builder, NULL);
}

/* An edge for each ordered pair of vertices, with the probability given. */
static inline ColimCSet *
graph_new_random (gint32 n, double p, guint64 seed)
{
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 i = 0; i < n; i++)
    for (gint32 j = 0; j < n; j++)
      if (j != i && graph_unit (&seed) < p)
        {
          g_array_append_val (src, i);
          g_array_append_val (tgt, j);
        }

  return graph_end ("Graph", n, src, tgt, NULL);
}

/* Edges from i to i + 1, the last one back to 0 if it is closed; the inverses after all of them. */
static inline ColimCSet *
graph_new_line (gint32 n, gboolean closed, gboolean symmetric)
{
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) inv = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint32 n_edges = closed ? n : n - 1;

  for (gint32 e = 0; e < (symmetric ? 2 * n_edges : n_edges); e++)
    {
      gint32 from = e % n_edges, to = (from + 1) % n, inverse = (e + n_edges) % (2 * n_edges);

      g_array_append_val (src, *(e < n_edges ? &from : &to));
      g_array_append_val (tgt, *(e < n_edges ? &to : &from));
      g_array_append_val (inv, inverse);
    }

  return graph_end (symmetric ? "SymmetricGraph" : "Graph", n, src, tgt, symmetric ? inv : NULL);
}

static inline ColimCSet *
graph_new_path (gint32 n)
{
  return graph_new_line (n, FALSE, FALSE);
}

static inline ColimCSet *
graph_new_cycle (gint32 n)
{
  return graph_new_line (n, TRUE, FALSE);
}

static inline ColimCSet *
graph_new_symmetric_cycle (gint32 n)
{
  return graph_new_line (n, TRUE, TRUE);
}

/* A cycle, and a hub that is joined to all of it: n vertices together. */
static inline ColimCSet *
graph_new_wheel (gint32 n, gboolean symmetric)
{
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) inv = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint32 n_edges = 2 * (n - 1);

  for (gint32 e = 0; e < (symmetric ? 2 * n_edges : n_edges); e++)
    {
      gint32 k = e % n_edges, i = k % (n - 1), from = k < n - 1 ? i : n - 1, to = k < n - 1 ? (i + 1) % (n - 1) : i;
      gint32 inverse = (e + n_edges) % (2 * n_edges);

      g_array_append_val (src, *(e < n_edges ? &from : &to));
      g_array_append_val (tgt, *(e < n_edges ? &to : &from));
      g_array_append_val (inv, inverse);
    }

  return graph_end (symmetric ? "SymmetricGraph" : "Graph", n, src, tgt, symmetric ? inv : NULL);
}
