/* Showing homomorphisms in order where only links hold elements together: a leapfrog join of the tables of all
 * elements, in the order of the elements.
 *
 *     v   w   e         the table of each element with its values; whatever an element's order, what is before it
 *     ─────────         narrows it, and what is behind it does so too, as its table is read along
 *     0   3   7
 *
 * In a fixed order there can be many values that lead nowhere.  So a walk has only some steps for each row of its
 * tables, and for each homomorphism that it shows: then it is given up, and who asks goes on behind the last one with
 * the search that learns from failures.  A walk that was for nothing has read its tables a few times.
 */

#include "lib/csets/search/hom-search-leapfrog-private.h"

#include <string.h>

/* Tables that take more are not made, nor those of many elements. */
#define MOST_CELLS (1 << 22)
#define MOST_ELEMENTS 512

#define STEPS_PER_ROW 8
#define STEPS_PER_IMAGE 16

static gboolean
is_free (const HomState *state)
{
  for (gint32 e = 0; e < state->n_elements; e++)
    if (_colim_hom_state_is_coupled (state, e))
      return FALSE;

  return TRUE;
}

static GPtrArray *
make_tables (const HomState *state, const gint32 *order, gint32 n, gint64 *n_rows)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_hom_factor_free);
  g_autofree guint32 *marks = g_new0 (guint32, state->n_elements);
  g_autofree gboolean *held = g_new0 (gboolean, state->n_elements);
  gsize n_cells = 0;

  *n_rows = 0;
  for (gint32 i = n - 1; i >= 0; i--)
    {
      gint32 e = order[i];
      gsize width = 1 + (gsize) (state->link_starts[e + 1] - state->link_starts[e]);
      HomFactor *table;

      if ((gsize) state->domains[e].n * width > MOST_CELLS)
        return NULL;
      table = _colim_hom_factor_new (state, e, marks, (guint32) (n - i));
      n_cells += table->n_rows * table->arity;
      *n_rows += (gint64) table->n_rows;
      g_ptr_array_add (tables, table);
      if (n_cells > MOST_CELLS)
        return NULL;
      for (guint c = 1; c < table->arity; c++)
        held[table->scope[c]] = TRUE;
    }
  /* Domains are consistent: a value that another table has is in the domain. */
  for (guint i = tables->len; i-- > 0;)
    {
      const HomFactor *table = tables->pdata[i];

      if (table->arity == 1 && held[table->scope[0]])
        g_ptr_array_remove_index (tables, i);
    }

  return g_steal_pointer (&tables);
}

/* Puts homomorphisms into images and shows them, as long as it may.  Returns whether that is the end: else those behind
 * the last one are still to be shown, if any was shown, or all. */
gboolean
_colim_hom_state_walk (HomState *state, gint32 *images, gint32 *last, gboolean *any, HomSolutionFunc function,
                       gpointer data)
{
  g_autofree gint32 *order = g_new (gint32, state->n_elements);
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (HomLeapfrog) leapfrog = NULL;
  gint32 n = 0, depth = 0;
  gint64 allowance, n_steps = 0;

  *any = FALSE;
  if (!is_free (state))
    return FALSE;
  for (gint32 e = 0; e < state->n_elements; e++)
    if (_colim_hom_state_is_open (state, e))
      order[n++] = e;
    else
      images[e] = _colim_hom_domain_get_only (&state->domains[e]);
  if (n == 0 || n > MOST_ELEMENTS || (tables = make_tables (state, order, n, &allowance)) == NULL)
    return FALSE;
  leapfrog = _colim_hom_leapfrog_new (state, (HomFactor *const *) tables->pdata, tables->len, order, (guint) n);
  allowance *= STEPS_PER_ROW;
  _colim_hom_leapfrog_enter (leapfrog, 0);
  while (depth >= 0)
    {
      gint64 before = leapfrog->n_steps, taken;
      gboolean found = _colim_hom_leapfrog_next (leapfrog, (guint) depth, &images[order[depth]]);

      taken = leapfrog->n_steps - before;
      n_steps += taken;
      if (state->steps_left < taken)
        {
          state->spent = TRUE;
          return TRUE;
        }
      state->steps_left -= taken;
      if (!found)
        depth--;
      else if (depth + 1 < n)
        _colim_hom_leapfrog_enter (leapfrog, (guint) ++depth);
      else
        {
          *any = TRUE;
          memcpy (last, images, (gsize) state->n_elements * sizeof *images);
          if (!function (state, data))
            return TRUE;
          allowance += (gint64) n * STEPS_PER_IMAGE;
        }
      if (n_steps > allowance)
        return FALSE;
      while (depth >= 0 && _colim_hom_leapfrog_is_done (leapfrog, (guint) depth))
        depth--;
    }

  return TRUE;
}
