/* The rows of one part, chosen value by value, as far as homs and equations allow. */

#include "lib/csets/rewriting/final-pullback-private.h"

gboolean
_colim_sections_spend (ColimSections *sections, GError **error)
{
  if (sections->left-- > 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                       "the budget ran out before all copies of the final pullback complement were found");

  return FALSE;
}

const gint32 *
_colim_solver_get_row (const ColimSolver *self, const ColimNode *node, gint32 level, gint32 copy)
{
  gint32 width = _colim_node_width (self->sections, node);

  if (node->n >= 0)
    return node->rows + (gsize) copy * (gsize) width;

  const ColimLevel *rows = self->levels->pdata[level];

  return &g_array_index (rows->rows[node->place], gint32, (gsize) copy * (gsize) (width + 1));
}

gint32
_colim_solver_count_rows (const ColimSolver *self, const ColimNode *node, gint32 level)
{
  const ColimLevel *rows = node->n >= 0 ? NULL : self->levels->pdata[level];

  return rows == NULL
             ? node->n
             : (gint32) (rows->rows[node->place]->len / (guint) (_colim_node_width (self->sections, node) + 1));
}

/* Goes along a hom; FALSE if that is not told.  A row that is given goes on from the place, one level above it. */
static gboolean
step (const ColimSolver *self, ColimPlace *place, gint32 hom, const gint32 *row)
{
  const ColimSections *sections = self->sections;
  const ColimNode *from = place->node >= 0 ? _colim_sections_get (sections, place->node) : NULL;
  ColimPlace next = { .object = colim_schema_get_hom_codom (sections->schema, hom),
                 .part = sections->site->host->homs[hom].values[place->part],
                 .level = -1 };

  next.node = _colim_sections_find (sections, next.object, next.part);
  if (from != NULL)
    {
      gboolean is_open = next.node >= 0 && _colim_sections_get (sections, next.node)->n < 0;

      if (row == NULL && (place->copy < 0 || (from->n < 0 && place->level == 0)))
        return FALSE;
      next.level = !is_open ? -1 : row != NULL ? place->level : place->level - 1;
      if (row == NULL)
        row = _colim_solver_get_row (self, from, place->level, place->copy);
      next.copy = row[from->over->len + (guint) hom];
    }
  *place = next;

  return TRUE;
}

static gboolean
walk (const ColimSolver *self, ColimPlace *place, const gint32 *path, gsize n, const gint32 *row)
{
  for (gsize i = 0; i < n; i++)
    if (!step (self, place, path[i], i == 0 ? row : NULL))
      return FALSE;

  return TRUE;
}

/* What a row of a higher level begins with at a lower one. */
static gint32
truncate_to (const ColimSolver *self, const ColimPlace *place, gint32 level)
{
  const ColimNode *node = _colim_sections_get (self->sections, place->node);
  gint32 copy = place->copy;

  for (gint32 i = place->level; i > level; i--)
    copy = _colim_solver_get_row (self, node, i, copy)[_colim_node_width (self->sections, node)];

  return copy;
}

static gboolean
same_copy (const ColimSolver *self, const ColimPlace *a, const ColimPlace *b)
{
  gint32 level = MIN (a->level, b->level);

  return level < 0 ? a->copy == b->copy : truncate_to (self, a, level) == truncate_to (self, b, level);
}

/* Whether the equations hold at a row, as far as they are told: the row goes on from what it begins with, which is
 * what an empty side is compared with. */
gboolean
_colim_solver_holds (const ColimSolver *self, const ColimPlace *beginning, const gint32 *row)
{
  const ColimSections *sections = self->sections;

  for (gint32 e = 0; e < colim_schema_get_n_equations (sections->schema); e++)
    {
      ColimPlace ends[2] = { *beginning, *beginning };
      gboolean known = colim_schema_get_equation_dom (sections->schema, e) == beginning->object;

      for (guint side = 0; side < 2 && known; side++)
        {
          gsize n;
          const gint32 *path = colim_schema_get_equation_path (sections->schema, e, side, &n);

          known = _colim_sections_is_about_homs (sections, e) && walk (self, &ends[side], path, n, row);
        }
      if (known && !same_copy (self, &ends[0], &ends[1]))
        return FALSE;
    }

  return TRUE;
}

/* Whether a copy of where a hom goes, at a level or a final one, continues what a row chooses at its part. */
gboolean
_colim_solver_continues (const ColimSolver *self, gint32 node, const gint32 *row, gint32 hom, gint32 level,
                         gint32 copy)
{
  const ColimSections *sections = self->sections;
  const ColimHom *left = sections->site->left;
  const ColimNode *from = _colim_sections_get (sections, node), *to;
  gint32 target = _colim_sections_get_target (sections, from, hom);
  const gint32 *next;

  if (target < 0)
    return TRUE;
  to = _colim_sections_get (sections, target);
  next = _colim_solver_get_row (self, to, level, copy);
  for (guint i = 0; i < from->over->len; i++)
    {
      gint32 x = colim_fin_function_apply (left->codom->homs[hom], g_array_index (from->over, gint32, i));

      if (next[_colim_node_find_over (to, x)] != colim_fin_function_apply (left->dom->homs[hom], row[i]))
        return FALSE;
    }

  return TRUE;
}

/* The rows of one node, as they are chosen value by value. */
typedef struct {
  ColimSolver *solver;
  gint32 node;
  gint32 level;  /* that the rows are of; what they lead to is of the one below */
  gboolean has_homs;
  gint32 *row;
  GHashTable *beginnings; /* GBytes → row of the level below, from 1; NULL if there is none */
  GArray *rows;
} Choice;

/* The row of the level below that the chosen one begins with. */
static gint32
find_beginning (const Choice *self)
{
  const ColimSolver *solver = self->solver;
  const ColimNode *node = _colim_sections_get (solver->sections, self->node);
  gint32 width = _colim_node_width (solver->sections, node), n_over = (gint32) node->over->len;
  g_autofree gint32 *key = g_memdup2 (self->row, (gsize) width * sizeof (gint32));
  g_autoptr (GBytes) bytes = NULL;

  for (gint32 hom = 0; hom < solver->sections->n_homs; hom++)
    {
      gint32 target = _colim_sections_get_target (solver->sections, node, hom);
      const ColimNode *to = target >= 0 ? _colim_sections_get (solver->sections, target) : NULL;

      if (self->level == 1)
        key[n_over + hom] = 0;
      else if (to != NULL && to->n < 0)
        key[n_over + hom] = _colim_solver_get_row (solver, to, self->level - 1,
                                     key[n_over + hom])[_colim_node_width (solver->sections, to)];
    }
  bytes = g_bytes_new (key, (gsize) width * sizeof (gint32));

  return GPOINTER_TO_INT (g_hash_table_lookup (self->beginnings, bytes)) - 1;
}

static gboolean
finish_row (Choice *self, GError **error)
{
  ColimSections *sections = self->solver->sections;
  const ColimNode *node = _colim_sections_get (sections, self->node);
  gint32 width = _colim_node_width (sections, node);
  ColimPlace beginning = { node->object, node->part, self->node, self->level - 1, -1 };

  if (!_colim_sections_spend (sections, error))
    return FALSE;
  if (self->beginnings != NULL)
    beginning.copy = find_beginning (self);
  self->row[width] = beginning.copy;
  if (self->has_homs && !_colim_solver_holds (self->solver, &beginning, self->row))
    return TRUE;
  if (self->rows->len > G_MAXINT32 - (guint) width)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "part %d of '%s' would have too many copies", node->part,
                   colim_schema_get_object_name (sections->schema, node->object));
      return FALSE;
    }
  g_array_append_vals (self->rows, self->row, (guint) width + 1);

  return TRUE;
}

/* Goes on to the next value at a position that what is chosen before allows; -1 is before the first. */
static gboolean
choose_next (Choice *self, gint32 position, gint32 *choice, gboolean *found, GError **error)
{
  const ColimSolver *solver = self->solver;
  ColimSections *sections = solver->sections;
  const ColimNode *node = _colim_sections_get (sections, self->node);
  gint32 n_over = (gint32) node->over->len, hom = position - n_over, target, n;

  *found = FALSE;
  if (position < n_over)
    {
      gsize n_choices;
      const gint32 *choices = colim_fibres_get (sections->fibres[node->object],
                                                g_array_index (node->over, gint32, position), &n_choices);

      *found = (gsize) ++*choice < n_choices;
      if (*found)
        self->row[position] = choices[*choice];
      return _colim_sections_spend (sections, error);
    }
  target = _colim_sections_get_target (sections, node, hom);
  n = target < 0 ? 1 : _colim_solver_count_rows (solver, _colim_sections_get (sections, target), self->level - 1);
  while (++*choice < n && !*found)
    {
      if (!_colim_sections_spend (sections, error))
        return FALSE;
      *found = _colim_solver_continues (solver, self->node, self->row, hom, self->level - 1, *choice);
      self->row[position] = *choice;
    }
  *choice -= *found;

  return TRUE;
}

/* All rows, by their values from the first to the last. */
static gboolean
choose_all (Choice *self, GError **error)
{
  const ColimSections *sections = self->solver->sections;
  const ColimNode *node = _colim_sections_get (sections, self->node);
  gint32 n = (gint32) node->over->len + (self->has_homs ? sections->n_homs : 0), position = 0;
  g_autofree gint32 *choices = g_new (gint32, n + 1);

  choices[0] = -1;
  while (position >= 0)
    {
      gboolean found;

      if (position == n)
        {
          if (!finish_row (self, error))
            return FALSE;
          position--;
          continue;
        }
      if (!choose_next (self, position, &choices[position], &found, error))
        return FALSE;
      position += found ? 1 : -1;
      if (found)
        choices[position] = -1;
    }

  return TRUE;
}

/* Chooses all rows of a node at a level; those of the level below tell what they can begin with. */
gboolean
_colim_solver_fill (ColimSolver *self, gint32 node, gint32 level, GHashTable *beginnings, GArray *rows, GError **error)
{
  gint32 width = _colim_node_width (self->sections, _colim_sections_get (self->sections, node));
  g_autofree gint32 *row = g_new0 (gint32, width + 1);
  Choice choice = { self, node, level, level != 0, row, beginnings, rows };

  return choose_all (&choice, error);
}
