/* Graphs whose groups are known, each edge as an arc both ways. */

#pragma once

#include "tests/lib/csets/graphs.h"

typedef struct {
  GArray *src; /* gint32 */
  GArray *tgt;
} KnownArcs;

static inline KnownArcs
known_arcs_new (void)
{
  return (KnownArcs) { g_array_new (FALSE, FALSE, sizeof (gint32)), g_array_new (FALSE, FALSE, sizeof (gint32)) };
}

static inline void
known_arcs_join (KnownArcs *self, gint32 a, gint32 b)
{
  g_array_append_vals (self->src, (gint32[]) { a, b }, 2);
  g_array_append_vals (self->tgt, (gint32[]) { b, a }, 2);
}

static inline ColimCSet *
known_arcs_end (KnownArcs *self, gint32 n)
{
  ColimCSet *graph = graph_end ("Graph", n, self->src, self->tgt, NULL);

  g_array_unref (self->src);
  g_array_unref (self->tgt);

  return graph;
}

typedef gboolean (*KnownRelation) (gint32 a, gint32 b, gint32 parameter);

/* The graph of a symmetric relation; loops are not asked for. */
static inline ColimCSet *
known_new_relation (gint32 n, KnownRelation relation, gint32 parameter)
{
  KnownArcs arcs = known_arcs_new ();

  for (gint32 a = 0; a < n; a++)
    for (gint32 b = 0; b < a; b++)
      if (relation (a, b, parameter))
        known_arcs_join (&arcs, a, b);

  return known_arcs_end (&arcs, n);
}

static inline gboolean
known_always (gint32 a, gint32 b, gint32 parameter)
{
  return TRUE;
}

static inline gboolean
known_other_parity (gint32 a, gint32 b, gint32 parameter)
{
  return a % 2 != b % 2;
}

/* Vertices are words of bits. */
static inline gboolean
known_one_bit (gint32 a, gint32 b, gint32 parameter)
{
  return __builtin_popcount ((guint) (a ^ b)) == 1;
}

/* The difference is a square, where primes are 1 above a multiple of 4. */
static inline gboolean
known_square (gint32 a, gint32 b, gint32 prime)
{
  for (gint32 x = 1; x < prime; x++)
    if ((gint64) x * x % prime == (a - b + prime) % prime)
      return TRUE;

  return FALSE;
}

/* Squares of a board that a rook goes between. */
static inline gboolean
known_rook (gint32 a, gint32 b, gint32 size)
{
  return a / size == b / size || a % size == b % size;
}

/* On the same board of 4 × 4, closed to a torus, differences ±(0, 1), ±(1, 0), ±(1, 1): as many common neighbours. */
static inline gboolean
known_shrikhande (gint32 a, gint32 b, gint32 parameter)
{
  gint32 row = (a / 4 - b / 4 + 4) % 4, column = (a % 4 - b % 4 + 4) % 4;

  return (row == 0 && column % 2 == 1) || (column == 0 && row % 2 == 1) || (row == column && row % 2 == 1);
}

/* Neighbours on a grid. */
static inline ColimCSet *
known_new_grid (gint32 rows, gint32 columns)
{
  KnownArcs arcs = known_arcs_new ();

  for (gint32 i = 0; i < rows; i++)
    for (gint32 j = 0; j < columns; j++)
      {
        if (j + 1 < columns)
          known_arcs_join (&arcs, i * columns + j, i * columns + j + 1);
        if (i + 1 < rows)
          known_arcs_join (&arcs, i * columns + j, (i + 1) * columns + j);
      }

  return known_arcs_end (&arcs, rows * columns);
}

/* Pairs of five, joined where they have nothing in common. */
static inline ColimCSet *
known_new_petersen (void)
{
  KnownArcs arcs = known_arcs_new ();

  for (gint32 i = 0; i < 5; i++)
    {
      known_arcs_join (&arcs, i, (i + 1) % 5);
      known_arcs_join (&arcs, i, i + 5);
      known_arcs_join (&arcs, i + 5, (i + 2) % 5 + 5);
    }

  return known_arcs_end (&arcs, 10);
}

static inline ColimCSet *
known_new_cycles (gint32 n_cycles, gint32 n)
{
  KnownArcs arcs = known_arcs_new ();

  for (gint32 c = 0; c < n_cycles; c++)
    for (gint32 i = 0; i < n; i++)
      known_arcs_join (&arcs, c * n + i, c * n + (i + 1) % n);

  return known_arcs_end (&arcs, n_cycles * n);
}

static inline void
known_shuffle (gint32 *list, gint32 n, guint64 *seed)
{
  for (gint32 i = n - 1; i > 0; i--)
    {
      gint32 j = (gint32) (graph_next (seed) % (guint64) (i + 1)), swapped = list[i];

      list[i] = list[j];
      list[j] = swapped;
    }
}

/* So many perfect matchings of an even number of vertices, at random, without an edge in common: refinement sees
 * nothing in it. */
static inline ColimCSet *
known_new_regular (gint32 n, gint32 degree, guint64 seed)
{
  KnownArcs arcs = known_arcs_new ();
  g_autofree gint32 *vertices = g_new (gint32, n), *partners = g_new (gint32, n * degree);

  for (gint32 i = 0; i < n; i++)
    vertices[i] = i;
  for (gint32 round = 0; round < degree;)
    {
      gboolean fresh = TRUE;

      known_shuffle (vertices, n, &seed);
      for (gint32 i = 0; i < n; i++)
        partners[n * round + vertices[i]] = vertices[i ^ 1];
      for (gint32 i = 0; i < n * round; i++)
        fresh = fresh && partners[i] != partners[n * round + i % n];
      if (!fresh)
        continue;
      for (gint32 i = 0; i < n; i += 2)
        known_arcs_join (&arcs, vertices[i], vertices[i + 1]);
      round++;
    }

  return known_arcs_end (&arcs, n);
}

/* The points and lines of the projective plane over the integers modulo a prime. */
static inline ColimCSet *
known_new_plane (gint32 prime)
{
  KnownArcs arcs = known_arcs_new ();
  gint32 n = prime * prime + prime + 1, n_made = 0;
  g_autofree gint32 *points = g_new (gint32, 3 * n);

  for (gint32 i = 0; i < prime * prime * prime && n_made < n; i++)
    {
      gint32 x = i / prime / prime, y = i / prime % prime, z = i % prime;

      /* The first coordinate that is not 0 is 1. */
      if (x != 0 ? x != 1 : y != 0 ? y != 1 : z != 1)
        continue;
      points[3 * n_made] = x;
      points[3 * n_made + 1] = y;
      points[3 * n_made++ + 2] = z;
    }
  for (const gint32 *p = points; p < points + 3 * n; p += 3)
    for (const gint32 *l = points; l < points + 3 * n; l += 3)
      if ((p[0] * l[0] + p[1] * l[1] + p[2] * l[2]) % prime == 0)
        known_arcs_join (&arcs, (gint32) (p - points) / 3, n + (gint32) (l - points) / 3);

  return known_arcs_end (&arcs, 2 * n);
}

/* A complete graph, with leaves at each vertex. */
static inline ColimCSet *
known_new_corona (gint32 n, gint32 n_leaves)
{
  KnownArcs arcs = known_arcs_new ();

  for (gint32 i = 0; i < n; i++)
    {
      for (gint32 j = 0; j < i; j++)
        known_arcs_join (&arcs, i, j);
      for (gint32 k = 0; k < n_leaves; k++)
        known_arcs_join (&arcs, i, n + i * n_leaves + k);
    }

  return known_arcs_end (&arcs, n * (1 + n_leaves));
}

static inline gint32
known_cfi_edge (gint32 n, gint32 rungs, gint32 v, gint32 k)
{
  gint32 w = v % n;

  /* Of a prism: two cycles, and what joins them. */
  return k == 0 ? v : k == 1 ? v / n * n + (w + n - 1) % n : rungs + w;
}

/* The graph of Cai, Fürer and Immerman over a prism: for each of its edges two vertices, and for each of its vertices
 * one for each even set of edges at it.  A twist at one edge makes another graph, and refinement does not see it. */
static inline ColimCSet *
known_new_cfi (gint32 n, gboolean twisted)
{
  KnownArcs arcs = known_arcs_new ();
  gint32 n_edges = 3 * n;

  for (gint32 v = 0; v < 2 * n; v++)
    for (gint32 set = 0; set < 4; set++)
      for (gint32 k = 0; k < 3; k++)
        {
          gint32 in = k < 2 ? set >> k & 1 : (set ^ set >> 1) & 1, edge = known_cfi_edge (n, 2 * n, v, k);

          known_arcs_join (&arcs, 2 * n_edges + 4 * v + set, 2 * edge + (in ^ (twisted && v == 0 && k == 0)));
        }

  return known_arcs_end (&arcs, 2 * n_edges + 8 * n);
}
