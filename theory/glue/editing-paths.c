/* Paths while a diagram is edited: what stands for an edge in relations and metrics. */

#include "theory/glue/editing-private.h"

#include "theory/language/term-private.h"

#include <string.h>

static ColimTerm *
make_path (const ColimTerm *place, ColimTerm **edges, guint n)
{
  return colim_term_new (COLIM_TERM_PATH, NULL, edges, n, colim_term_get_text (place), colim_term_get_offset (place));
}

/* A path with what stands for its edges; a new reference to itself if nothing does. */
static ColimTerm *
follow (const ColimEditing *self, ColimTerm *path)
{
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();
  gboolean changed = FALSE;

  for (guint i = 0; i < colim_term_get_n_children (path); i++)
    {
      ColimTerm *edge = colim_term_get_child (path, i);
      const ColimTerm *detour = g_hash_table_lookup (self->paths, colim_term_get_name (edge));

      changed = changed || detour != NULL;
      if (detour == NULL)
        g_ptr_array_add (edges, edge);
      for (guint k = 0; detour != NULL && k < colim_term_get_n_children (detour); k++)
        g_ptr_array_add (edges, colim_term_get_child (detour, k));
    }

  return changed ? make_path (path, (ColimTerm **) edges->pdata, edges->len) : colim_term_ref (path);
}

/* A term in which paths are followed, however deep they stand. */
static ColimTerm *
follow_all (const ColimEditing *self, ColimTerm *term)
{
  guint n = colim_term_get_n_children (term);
  const char *name = colim_term_get_name (term);
  g_autofree ColimTerm **children = NULL;

  if (colim_term_get_kind (term) == COLIM_TERM_PATH)
    return follow (self, term);
  children = g_new (ColimTerm *, n + 1);
  for (guint i = 0; i < n; i++)
    children[i] = follow_all (self, colim_term_get_child (term, i));

  return _colim_term_take (colim_term_get_kind (term), name, name != NULL ? strlen (name) : 0, children, n,
                           colim_term_get_text (term), colim_term_get_offset (term));
}

void
_colim_editing_flush (ColimEditing *self)
{
  if (g_hash_table_size (self->paths) == 0)
    return;
  for (guint i = 0; i < self->statements->len; i++)
    {
      ColimTerm *statement = g_ptr_array_index (self->statements, i);

      if (statement == NULL
          || (colim_term_get_kind (statement) != COLIM_TERM_RELATION
              && colim_term_get_kind (statement) != COLIM_TERM_METRIC))
        continue;
      g_ptr_array_index (self->statements, i) = follow_all (self, statement);
      colim_term_unref (statement);
    }
  g_hash_table_remove_all (self->paths);
  g_hash_table_remove_all (self->touched);
}

void
_colim_editing_reroute (ColimEditing *self, const char *edge, ColimTerm *path)
{
  if (g_hash_table_contains (self->touched, edge))
    _colim_editing_flush (self);
  for (guint i = 0; i < colim_term_get_n_children (path); i++)
    g_hash_table_add (self->touched, g_strdup (colim_term_get_name (colim_term_get_child (path, i))));
  g_hash_table_add (self->touched, g_strdup (edge));
  g_hash_table_insert (self->paths, g_strdup (edge), path);
}

/**
 * colim_editing_insert:
 * @self: an editing
 * @edge: the name of an edge e : X → Y
 * @model: what comes behind it, a normalisation say
 * @diagnostics: where to report what is wrong
 *
 * Puts an edge behind another one: e : X → Y becomes e : X → Y' and e' : Y' → Y, with @model on e'.  Relations and
 * metrics whose paths run through e run through e · e' from now on.  Y' is a bare vertex; where one of the names is
 * taken, a number comes behind it.  Time: that of a look-up; relations and metrics are changed together, at the end.
 *
 * Returns: (transfer none) (nullable): the name of the new edge, or %NULL, which was reported
 */
const char *
colim_editing_insert (ColimEditing *self, const char *edge, ColimTerm *model, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && edge != NULL && model != NULL && diagnostics != NULL, NULL);

  ColimTerm *statement = _colim_editing_find_kind (self, edge, COLIM_TERM_EDGE, diagnostics);
  g_autofree char *vertex_name = NULL;
  g_autofree char *edge_name = NULL;
  g_autoptr (ColimTerm) vertex = NULL;
  g_autoptr (ColimTerm) first = NULL;
  g_autoptr (ColimTerm) second = NULL;
  ColimText *text;
  gsize offset;

  if (statement == NULL)
    return NULL;
  text = colim_term_get_text (statement);
  offset = colim_term_get_offset (statement);
  vertex_name = _colim_editing_make_name (self, colim_term_get_name (colim_term_get_child (statement, 1)), TRUE);
  vertex = colim_term_new (COLIM_TERM_NAME, vertex_name, NULL, 0, text, offset);
  _colim_editing_add (self, colim_term_new (COLIM_TERM_VERTEX, vertex_name, NULL, 0, text, offset));
  edge_name = _colim_editing_make_name (self, edge, TRUE);
  first = colim_term_new (COLIM_TERM_NAME, edge, NULL, 0, text, offset);
  second = colim_term_new (COLIM_TERM_NAME, edge_name, NULL, 0, text, offset);
  _colim_editing_add (self, colim_term_new (COLIM_TERM_EDGE, edge_name,
                                            (ColimTerm *[]){ vertex, colim_term_get_child (statement, 1), model }, 3,
                                            text, offset));
  _colim_editing_reroute (self, edge, make_path (statement, (ColimTerm *[]){ first, second }, 2));
  _colim_editing_replace (self, (guint) _colim_editing_find (self, edge),
                          _colim_statement_replace_child (statement, 1, colim_term_ref (vertex)));

  return colim_term_get_name (g_ptr_array_index (self->statements, (guint) _colim_editing_find (self, edge_name)));
}
