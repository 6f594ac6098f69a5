/* The terms of two diagrams beside one another. */

#include "theory/glue/diff-private.h"

static gboolean
selects_same (const ColimSelection *a, const ColimSelection *b)
{
  return a->policy == b->policy && a->max_length == b->max_length && a->max_derivation == b->max_derivation
         && a->irredundant == b->irredundant && a->cap == b->cap && a->source == b->source && a->target == b->target;
}

/* Whether terms can differ at all: else they are not listed, be there ever so many. */
static gboolean
can_differ (const ColimDiff *self, const ColimSelection *const *selections)
{
  return _colim_diff_count (self, COLIM_DIFF_VERTICES) + _colim_diff_count (self, COLIM_DIFF_EDGES)
                 + _colim_diff_count (self, COLIM_DIFF_RELATIONS)
             > 0
         || !selects_same (selections[0], selections[1]);
}

static ColimPairs *
list_pairs (ColimDiagram *diagram, const ColimSelection *selection, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  ColimPairs *pairs = colim_pairs_new (diagram->graph, selection, FALSE, &local_error);

  if (g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_CYCLE))
    {
      g_autofree char *why = colim_diagram_explain_cycle (diagram, selection->source, selection->target);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "in '%s' %s: terms need a bound", diagram->name, why);
    }
  else if (local_error != NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "in '%s': ", diagram->name);

  return pairs;
}

static char *
make_key (ColimDiagram *diagram, ColimPairs *pairs, gint32 pair)
{
  ColimPath *p = colim_pairs_get_p (pairs, pair);
  g_autofree char *text = _colim_diagram_print_inequality (diagram, p, colim_pairs_get_q (pairs, pair));

  /* Edges may have one name and other ends. */
  return g_strdup_printf ("%s → %s: %s", colim_diagram_get_vertex_name (diagram, colim_path_get_source (p)),
                          colim_diagram_get_vertex_name (diagram, colim_path_get_target (p)), text);
}

static void
add_cause (GPtrArray *causes, GHashTable *changed, const char *name)
{
  if (g_hash_table_contains (changed, name) && !g_ptr_array_find_with_equal_func (causes, name, g_str_equal, NULL))
    g_ptr_array_add (causes, g_strdup (name));
}

/* The changed elements that a term reads: its data, the models on its paths, its distance. */
static char **
list_causes (ColimDiagram *diagram, ColimPairs *pairs, gint32 pair, GHashTable *changed)
{
  ColimPath *paths[] = { colim_pairs_get_p (pairs, pair), colim_pairs_get_q (pairs, pair) };
  GPtrArray *causes = g_ptr_array_new ();

  add_cause (causes, changed, colim_diagram_get_vertex_name (diagram, colim_path_get_source (paths[0])));
  add_cause (causes, changed, colim_diagram_get_vertex_name (diagram, colim_path_get_target (paths[0])));
  for (guint side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *edges = colim_path_get_edges (paths[side], &n);

      for (gsize i = 0; i < n; i++)
        add_cause (causes, changed, colim_diagram_get_edge_name (diagram, edges[i]));
    }
  g_ptr_array_add (causes, NULL);

  return (char **) g_ptr_array_free (causes, FALSE);
}

/* The names of the elements that are not the same in both. */
static GHashTable *
list_changed (const ColimDiff *self)
{
  GHashTable *changed = g_hash_table_new (g_str_hash, g_str_equal);

  for (ColimDiffPart part = COLIM_DIFF_VERTICES; part <= COLIM_DIFF_EDGES; part++)
    for (guint i = 0; i < self->entries[part][COLIM_DIFF_CHANGED]->len; i++)
      g_hash_table_add (changed, g_array_index (self->entries[part][COLIM_DIFF_CHANGED], DiffEntry, i).name);

  return changed;
}

static void
compare_pairs (ColimDiff *self, GHashTable *const *numbers, GHashTable *changed)
{
  for (guint side = 0; side < 2; side++)
    for (gint32 i = 0; i < colim_pairs_get_n (self->pairs[side]); i++)
      {
        g_autofree char *key = make_key (self->diagrams[side], self->pairs[side], i);
        g_autofree char *name = NULL;
        g_auto (GStrv) causes = NULL;
        gpointer other;

        if (!colim_pairs_is_in_loss (self->pairs[side], i))
          continue;
        name = _colim_diagram_print_inequality (self->diagrams[side], colim_pairs_get_p (self->pairs[side], i),
                                                colim_pairs_get_q (self->pairs[side], i));
        if (!g_hash_table_lookup_extended (numbers[1 - side], key, NULL, &other))
          {
            _colim_diff_add (self, COLIM_DIFF_TERMS, side == 0 ? COLIM_DIFF_ONLY_A : COLIM_DIFF_ONLY_B, name,
                             side == 0 ? i : -1, side == 0 ? -1 : i);
            continue;
          }
        if (side == 1)
          continue;
        causes = list_causes (self->diagrams[0], self->pairs[0], i, changed);
        if (*causes != NULL
            || colim_pairs_is_redundant (self->pairs[0], i)
                   != colim_pairs_is_redundant (self->pairs[1], GPOINTER_TO_INT (other)))
          _colim_diff_add (self, COLIM_DIFF_TERMS, COLIM_DIFF_CHANGED, name, i, GPOINTER_TO_INT (other))->causes
              = g_steal_pointer (&causes);
      }
}

gboolean
_colim_diff_compare_terms (ColimDiff *self, const ColimSelection *const *selections, GError **error)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) second = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) changed = list_changed (self);
  GHashTable *numbers[] = { first, second };

  if (!can_differ (self, selections))
    return TRUE;
  for (guint side = 0; side < 2; side++)
    {
      if ((self->pairs[side] = list_pairs (self->diagrams[side], selections[side], error)) == NULL)
        return FALSE;
      for (gint32 i = 0; i < colim_pairs_get_n (self->pairs[side]); i++)
        if (colim_pairs_is_in_loss (self->pairs[side], i))
          g_hash_table_insert (numbers[side], make_key (self->diagrams[side], self->pairs[side], i),
                               GINT_TO_POINTER (i));
    }
  compare_pairs (self, numbers, changed);

  return TRUE;
}
