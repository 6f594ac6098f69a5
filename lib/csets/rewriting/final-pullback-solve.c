/* The rows of parts that reach each other, as the limit of what can be said about paths of bounded length.
 *
 *     level 0      choices at the part itself
 *     level n + 1  choices at the part, and for each hom a row of level n, as far as homs and equations allow
 *
 * A row of level n + 1 has one of level n as its beginning.  When no two have the same beginning, longer paths have
 * no more to choose, and the rows that go on for ever are the copies.  On parts that no cycle leads through, there
 * is only one level.
 */

#include "lib/csets/rewriting/final-pullback-private.h"

#include <string.h>

static ColimLevel *
level_new (gint32 n)
{
  ColimLevel *self = g_new (ColimLevel, 1);

  self->rows = g_new0 (GArray *, n + 1);
  for (gint32 i = 0; i < n; i++)
    self->rows[i] = g_array_new (FALSE, FALSE, sizeof (gint32));

  return self;
}

static void
level_free (gpointer data)
{
  ColimLevel *self = data;

  for (gint32 i = 0; self->rows[i] != NULL; i++)
    g_array_unref (self->rows[i]);
  g_free (self->rows);
  g_free (self);
}

/* The rows of a level by what they are. */
static GHashTable *
number_rows (const ColimSolver *self, gint32 node, gint32 level)
{
  const ColimNode *at = _colim_sections_get (self->sections, node);
  gsize size = (gsize) _colim_node_width (self->sections, at) * sizeof (gint32);
  GHashTable *numbers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (gint32 i = 0; i < _colim_solver_count_rows (self, at, level); i++)
    g_hash_table_insert (numbers, g_bytes_new (_colim_solver_get_row (self, at, level, i), size),
                         GINT_TO_POINTER (i + 1));

  return numbers;
}

/* For each row of a level the one of the next level that begins with it: -1 if there is none, -2 if there are
 * several. */
static gint32 *
find_continuations (const ColimSolver *self, const ColimNode *node, gint32 level)
{
  gint32 n = _colim_solver_count_rows (self, node, level), width = _colim_node_width (self->sections, node);
  gint32 *continuations = g_new (gint32, n + 1);

  for (gint32 i = 0; i < n; i++)
    continuations[i] = -1;
  for (gint32 i = 0; i < _colim_solver_count_rows (self, node, level + 1); i++)
    {
      gint32 *continuation = &continuations[_colim_solver_get_row (self, node, level + 1, i)[width]];

      *continuation = *continuation == -1 ? i : -2;
    }

  return continuations;
}

typedef struct {
  gboolean is_empty;   /* some part has no row */
  gboolean is_settled; /* no two rows begin with one */
  gboolean is_onto;    /* every row goes on */
  gboolean is_outside; /* no part is one of L */
} Progress;

/* Whether a choice at a part goes on along each hom. */
static gboolean
goes_on (const ColimSolver *self, gint32 node, gint32 r, gboolean *const *left)
{
  const ColimSections *sections = self->sections;
  const ColimNode *at = _colim_sections_get (sections, node);
  const gint32 *row = _colim_solver_get_row (self, at, 0, r);

  for (gint32 hom = 0; hom < sections->n_homs; hom++)
    {
      gint32 target = _colim_sections_get_target (sections, at, hom), copy = 0, n;
      const ColimNode *to = target >= 0 ? _colim_sections_get (sections, target) : NULL;

      if (to == NULL)
        continue;
      for (n = _colim_solver_count_rows (self, to, 0); copy < n; copy++)
        if ((to->n >= 0 || left[to->place][copy]) && _colim_solver_continues (self, node, row, hom, 0, copy))
          break;
      if (copy == n)
        return FALSE;
    }

  return TRUE;
}

/* Drops choices at the parts themselves until all that are left go on for ever, if no equation is in the way: else
 * each level would end in choices that the next one drops. */
static gboolean
drop_dead_ends (ColimSolver *self, GError **error)
{
  ColimLevel *level = self->levels->pdata[0];
  g_autofree gboolean **left = g_new (gboolean *, self->n);
  gboolean changed = TRUE, ok = TRUE;

  for (gint32 i = 0; i < self->n; i++)
    {
      gint32 n = _colim_solver_count_rows (self, _colim_sections_get (self->sections, self->nodes[i]), 0);

      left[i] = g_new (gboolean, n + 1);
      for (gint32 r = 0; r < n; r++)
        left[i][r] = TRUE;
    }
  while (changed && ok)
    {
      changed = FALSE;
      for (gint32 i = 0; i < self->n && ok; i++)
        {
          gint32 n = _colim_solver_count_rows (self, _colim_sections_get (self->sections, self->nodes[i]), 0),
                 n_left = 0;

          for (gint32 r = 0; r < n && ok; r++)
            {
              ok = _colim_sections_spend (self->sections, error);
              if (left[i][r] && !goes_on (self, self->nodes[i], r, left))
                {
                  left[i][r] = FALSE;
                  changed = TRUE;
                }
              n_left += left[i][r];
            }
          /* Then none goes on anywhere. */
          if (n_left == 0)
            {
              changed = FALSE;
              break;
            }
        }
    }
  for (gint32 i = 0; i < self->n; i++)
    {
      guint width
          = (guint)_colim_node_width (self->sections, _colim_sections_get (self->sections, self->nodes[i])) + 1;

      for (guint r = level->rows[i]->len / width; r-- > 0;)
        if (!left[i][r])
          g_array_remove_range (level->rows[i], r * width, width);
      g_free (left[i]);
    }

  return ok;
}

static gboolean
add_level (ColimSolver *self, Progress *progress, GError **error)
{
  gint32 level = (gint32) self->levels->len;
  ColimLevel *rows = level_new (self->n);

  g_ptr_array_add (self->levels, rows);
  *progress = (Progress){ FALSE, level > 0, level > 0, TRUE };
  for (gint32 i = 0; i < self->n; i++)
    {
      g_autoptr (GHashTable) beginnings = level > 0 ? number_rows (self, self->nodes[i], level - 1) : NULL;

      if (!_colim_solver_fill (self, self->nodes[i], level, beginnings, rows->rows[i], error))
        return FALSE;
    }
  if (level == 0 && !drop_dead_ends (self, error))
    return FALSE;
  for (gint32 i = 0; i < self->n; i++)
    {
      const ColimNode *node = _colim_sections_get (self->sections, self->nodes[i]);
      g_autofree gint32 *continuations = level > 0 ? find_continuations (self, node, level - 1) : NULL;

      progress->is_outside = progress->is_outside && node->over->len == 0;
      progress->is_empty = progress->is_empty || _colim_solver_count_rows (self, node, level) == 0;
      for (gint32 r = 0; continuations != NULL && r < _colim_solver_count_rows (self, node, level - 1); r++)
        {
          progress->is_onto = progress->is_onto && continuations[r] != -1;
          progress->is_settled = progress->is_settled && continuations[r] != -2;
        }
    }

  return TRUE;
}

/* Whether it is plain that the levels end nowhere good.  Without equations, what goes on at one level goes on at
 * all: then a choice on a cycle comes again and again, and what has too many rows keeps them. */
static gboolean
check_hope (const ColimSolver *self, const Progress *progress, GError **error)
{
  if (!self->sections->is_free || progress->is_settled || !progress->is_onto)
    return TRUE;
  for (gint32 i = 0; i < self->n; i++)
    {
      const ColimNode *node = _colim_sections_get (self->sections, self->nodes[i]);
      gsize n = 0;

      if (node->over->len > 0)
        colim_fibres_get (self->sections->fibres[node->object], g_array_index (node->over, gint32, 0), &n);
      if (!progress->is_outside
          && (node->over->len == 0
              || _colim_solver_count_rows (self, node, (gint32)self->levels->len - 1) <= (gint64)n))
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NO_COMPLEMENT,
                   progress->is_outside
                       ? "no final pullback complement: part %d of '%s' would have infinitely many copies"
                       : "no final pullback complement: part %d of '%s' would have too many copies",
                   node->part, colim_schema_get_object_name (self->sections->schema, node->object));
      return FALSE;
    }

  return TRUE;
}

/* Makes the rows of the last level final, as if each went on as the one that begins with what it leads to. */
static void
settle (ColimSolver *self)
{
  ColimSections *sections = self->sections;
  gint32 level = (gint32) self->levels->len - 1;
  g_autofree gint32 **continuations = g_new (gint32 *, self->n), *counts = g_new (gint32, self->n);

  for (gint32 i = 0; i < self->n; i++)
    continuations[i] = find_continuations (self, _colim_sections_get (sections, self->nodes[i]), level - 1);
  for (gint32 i = 0; i < self->n; i++)
    {
      ColimNode *node = _colim_sections_get (sections, self->nodes[i]);
      gint32 width = _colim_node_width (sections, node), n_over = (gint32) node->over->len;

      counts[i] = _colim_solver_count_rows (self, node, level);
      node->rows = g_new (gint32, (gsize) counts[i] * (gsize) width);
      for (gint32 r = 0; r < counts[i]; r++)
        {
          gint32 *row = node->rows + (gsize) r * (gsize) width;
          const gint32 *from = _colim_solver_get_row (self, node, level, r);

          for (gint32 at = 0; at < width; at++)
            row[at] = from[at];
          for (gint32 hom = 0; hom < sections->n_homs; hom++)
            {
              gint32 target = _colim_sections_get_target (sections, node, hom);

              if (target >= 0 && _colim_sections_get (sections, target)->group == node->group)
                row[n_over + hom]
                    = continuations[_colim_sections_get (sections, target)->place][row[n_over + hom]];
            }
        }
    }
  for (gint32 i = 0; i < self->n; i++)
    {
      _colim_sections_get (sections, self->nodes[i])->n = counts[i];
      g_free (continuations[i]);
    }
}

/* Whether a final row leads to rows that are left, and the equations hold there. */
static gboolean
is_left (const ColimSolver *self, gint32 node, gint32 row, gboolean *const *left)
{
  const ColimSections *sections = self->sections;
  const ColimNode *at = _colim_sections_get (sections, node);
  const gint32 *targets = _colim_solver_get_row (self, at, -1, row) + at->over->len;
  ColimPlace place = { at->object, at->part, node, -1, row };

  for (gint32 hom = 0; hom < sections->n_homs; hom++)
    {
      gint32 target = _colim_sections_get_target (sections, at, hom);
      const ColimNode *to = target >= 0 ? _colim_sections_get (sections, target) : NULL;

      if (to != NULL && to->group == at->group && (targets[hom] < 0 || !left[to->place][targets[hom]]))
        return FALSE;
    }

  return _colim_solver_holds (self, &place, NULL);
}

/* Keeps the rows that are left, and numbers them anew. */
static void
compact (ColimSolver *self, gboolean *const *left)
{
  ColimSections *sections = self->sections;
  g_autofree gint32 **numbers = g_new (gint32 *, self->n);

  for (gint32 i = 0; i < self->n; i++)
    {
      gint32 n = _colim_sections_get (sections, self->nodes[i])->n, n_left = 0;

      numbers[i] = g_new (gint32, n + 1);
      for (gint32 r = 0; r < n; r++)
        numbers[i][r] = left[i][r] ? n_left++ : -1;
      numbers[i][n] = n_left;
    }
  for (gint32 i = 0; i < self->n; i++)
    {
      ColimNode *node = _colim_sections_get (sections, self->nodes[i]);
      gint32 width = _colim_node_width (sections, node), n_over = (gint32) node->over->len;

      for (gint32 r = 0; r < node->n; r++)
        {
          gint32 *row = node->rows + (gsize) MAX (numbers[i][r], 0) * (gsize) width;

          if (numbers[i][r] < 0)
            continue;
          memmove (row, node->rows + (gsize) r * (gsize) width, (gsize) width * sizeof (gint32));
          for (gint32 hom = 0; hom < sections->n_homs; hom++)
            {
              gint32 target = _colim_sections_get_target (sections, node, hom);

              if (target >= 0 && _colim_sections_get (sections, target)->group == node->group)
                row[n_over + hom] = numbers[_colim_sections_get (sections, target)->place][row[n_over + hom]];
            }
        }
    }
  for (gint32 i = 0; i < self->n; i++)
    {
      ColimNode *node = _colim_sections_get (sections, self->nodes[i]);

      node->n = numbers[i][node->n];
      g_free (numbers[i]);
    }
}

/* Drops final rows until all that are left lead to such, and fulfil the equations. */
static gboolean
prune (ColimSolver *self, GError **error)
{
  g_autofree gboolean **left = g_new (gboolean *, self->n);
  gboolean changed = TRUE, ok = TRUE;

  for (gint32 i = 0; i < self->n; i++)
    {
      gint32 n = _colim_sections_get (self->sections, self->nodes[i])->n;

      left[i] = g_new (gboolean, n + 1);
      for (gint32 r = 0; r < n; r++)
        left[i][r] = TRUE;
    }
  while (changed && ok)
    {
      changed = FALSE;
      for (gint32 i = 0; i < self->n && ok; i++)
        for (gint32 r = 0; r < _colim_sections_get (self->sections, self->nodes[i])->n && ok; r++)
          {
            ok = _colim_sections_spend (self->sections, error);
            if (!left[i][r] || is_left (self, self->nodes[i], r, left))
              continue;
            left[i][r] = FALSE;
            changed = TRUE;
          }
    }
  compact (self, left);
  for (gint32 i = 0; i < self->n; i++)
    g_free (left[i]);

  return ok;
}

static gboolean
solve_cyclic (ColimSolver *self, GError **error)
{
  Progress progress = { FALSE, };

  for (gint32 i = 0; i < self->n; i++)
    {
      _colim_sections_get (self->sections, self->nodes[i])->group = self->sections->n_groups;
      _colim_sections_get (self->sections, self->nodes[i])->place = i;
    }
  self->sections->n_groups++;
  while (!progress.is_settled && !progress.is_empty)
    if (!add_level (self, &progress, error) || (!progress.is_empty && !check_hope (self, &progress, error)))
      return FALSE;
  if (!progress.is_empty)
    {
      settle (self);
      return prune (self, error);
    }
  /* Whatever reaches a part without copies has none, and these all reach each other. */
  for (gint32 i = 0; i < self->n; i++)
    _colim_sections_get (self->sections, self->nodes[i])->n = 0;

  return TRUE;
}

static gboolean
solve_alone (ColimSolver *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint32));
  ColimNode *node = _colim_sections_get (self->sections, self->nodes[0]);
  gint32 width = _colim_node_width (self->sections, node), n;

  node->group = self->sections->n_groups++;
  if (!_colim_solver_fill (self, self->nodes[0], -1, NULL, rows, error))
    return FALSE;
  n = (gint32) rows->len / (width + 1);
  node->rows = g_new (gint32, (gsize) n * (gsize) width);
  for (gint32 r = 0; r < n; r++)
    memcpy (node->rows + (gsize) r * (gsize) width, &g_array_index (rows, gint32, (gsize) r * (gsize) (width + 1)),
            (gsize) width * sizeof (gint32));
  node->n = n;

  return TRUE;
}

gboolean
_colim_sections_solve (ColimSections *self, const gint32 *nodes, gint32 n, gboolean is_cyclic, GError **error)
{
  g_autoptr (GPtrArray) levels = g_ptr_array_new_with_free_func (level_free);
  ColimSolver solver = { self, nodes, n, levels };

  return is_cyclic ? solve_cyclic (&solver, error) : solve_alone (&solver, error);
}
