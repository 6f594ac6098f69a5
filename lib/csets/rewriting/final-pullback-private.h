/* Copies of parts, as sections.
 *
 * A copy of a part g of the host is a choice, for every path from g and every part x of L at its end, of a part of I
 * over x, such that homs go from what is chosen to what is chosen.  It is kept as a row: what is chosen at g itself,
 * and for each hom which copy of its image goes on with the choice.
 *
 *     row of g:   │ part of I, for each x over g │ copy of h(g), for each hom h │
 *
 * Parts whose rows are looked at are nodes; every other part has one copy.
 */

#pragma once

#include "lib/csets/rewriting/carving-private.h"

typedef struct {
  gint32 object;
  gint32 part;
  GArray *over;     /* gint32: the parts of L here, ascending */
  gint32 group;     /* of the nodes that are solved together, and the place among them */
  gint32 place;
  gint32 n;         /* copies; -1 before they are known */
  gint32 *rows;
} ColimNode;

typedef struct {
  const ColimSite *site;
  ColimSchema *schema;
  gint32 n_homs;
  gboolean is_free;     /* no two paths are equal */
  ColimFibres **fibres; /* of l, for each object */
  GHashTable **index;   /* for each object: part → number of its node, from 1 */
  GArray *nodes;        /* ColimNode */
  gint32 n_groups;
  gint64 left;          /* of the budget */
} ColimSections;

/* Nodes that reach each other, while their rows are found. */
typedef struct {
  GArray **rows; /* for each place: gint32, one wider than a row: what it begins with comes last */
} ColimLevel;

typedef struct {
  ColimSections *sections;
  const gint32 *nodes;
  gint32 n;
  GPtrArray *levels;
} ColimSolver;

/* Where a path has led: to a part, and a copy of it at a level, or to a final one at -1. */
typedef struct {
  gint32 object;
  gint32 part;
  gint32 node;
  gint32 level;
  gint32 copy;
} ColimPlace;

gboolean _colim_sections_spend (ColimSections *self, GError **error);
const gint32 *_colim_solver_get_row (const ColimSolver *self, const ColimNode *node, gint32 level, gint32 copy);
gint32 _colim_solver_count_rows (const ColimSolver *self, const ColimNode *node, gint32 level);
gboolean _colim_solver_holds (const ColimSolver *self, const ColimPlace *beginning, const gint32 *row);
gboolean _colim_solver_continues (const ColimSolver *self, gint32 node, const gint32 *row, gint32 hom, gint32 level,
                                  gint32 copy);
gboolean _colim_solver_fill (ColimSolver *self, gint32 node, gint32 level, GHashTable *beginnings, GArray *rows,
                             GError **error);

/* Finds the rows of nodes that reach each other; all others that they reach have theirs. */
gboolean _colim_sections_solve (ColimSections *self, const gint32 *nodes, gint32 n, gboolean is_cyclic,
                                GError **error);

static inline ColimNode *
_colim_sections_get (const ColimSections *self, gint32 node)
{
  return &g_array_index (self->nodes, ColimNode, node);
}

/* The node of a part, or -1. */
static inline gint32
_colim_sections_find (const ColimSections *self, gint32 object, gint32 part)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->index[object], GINT_TO_POINTER (part))) - 1;
}

/* The node of where a hom goes, or -1, also if it does not start here. */
static inline gint32
_colim_sections_get_target (const ColimSections *self, const ColimNode *node, gint32 hom)
{
  if (colim_schema_get_hom_dom (self->schema, hom) != node->object)
    return -1;

  return _colim_sections_find (self, colim_schema_get_hom_codom (self->schema, hom),
                               self->site->host->homs[hom].values[node->part]);
}

/* Values of attributes are the host's, where their equations hold. */
static inline gboolean
_colim_sections_is_about_homs (const ColimSections *self, gint32 equation)
{
  gsize n;
  const gint32 *path = colim_schema_get_equation_path (self->schema, equation, 0, &n);

  if (n == 0)
    path = colim_schema_get_equation_path (self->schema, equation, 1, &n);

  return n == 0 || path[n - 1] < self->n_homs;
}

static inline gint32
_colim_node_width (const ColimSections *self, const ColimNode *node)
{
  return (gint32) node->over->len + self->n_homs;
}

/* The place of a part of L among those that a node has. */
static inline gint32
_colim_node_find_over (const ColimNode *node, gint32 x)
{
  gint32 low = 0, high = (gint32) node->over->len;

  while (high - low > 1)
    {
      gint32 middle = low + (high - low) / 2;

      if (g_array_index (node->over, gint32, middle) <= x)
        low = middle;
      else
        high = middle;
    }

  return low;
}
