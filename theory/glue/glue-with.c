/* `with { … }`: assignments replaced and statements added. */

#include "theory/glue/glue-private.h"

#include "theory/language/term-private.h"

#include <string.h>

static gboolean
is_setting (ColimTermKind kind)
{
  return kind == COLIM_TERM_POLICY || kind == COLIM_TERM_REDUCE || kind == COLIM_TERM_BOUND || kind == COLIM_TERM_TRAIN;
}

/* The statement that a statement of a `with` replaces, or -1. */
static gint
find_replaced (const GPtrArray *statements, ColimTermKind kind, const char *name)
{
  for (guint i = 0; i < statements->len; i++)
    {
      const ColimTerm *statement = g_ptr_array_index (statements, i);

      if (colim_term_get_kind (statement) == kind
          && (is_setting (kind) || g_strcmp0 (colim_term_get_name (statement), name) == 0))
        return (gint) i;
    }

  return -1;
}

ColimTerm *
_colim_glue_merge_train (const ColimTerm *lower, const ColimTerm *upper)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new ();

  for (guint i = 0; i < colim_term_get_n_children (lower); i++)
    {
      ColimTerm *setting = colim_term_get_child (lower, i);
      gboolean stays = TRUE;

      for (guint j = 0; j < colim_term_get_n_children (upper); j++)
        stays = stays
                && !g_str_equal (colim_term_get_name (colim_term_get_child (upper, j)), colim_term_get_name (setting));
      if (stays)
        g_ptr_array_add (settings, setting);
    }
  for (guint j = 0; j < colim_term_get_n_children (upper); j++)
    g_ptr_array_add (settings, colim_term_get_child (upper, j));

  return colim_term_new (COLIM_TERM_TRAIN, NULL, (ColimTerm **) settings->pdata, settings->len,
                         colim_term_get_text (upper), colim_term_get_offset (upper));
}

/* An edge with another model, flags and all. */
static ColimTerm *
replace_model (const ColimTerm *edge, ColimTerm *value)
{
  ColimTerm *children[] = { colim_term_get_child (edge, 0), colim_term_get_child (edge, 1), value };

  return colim_term_new (COLIM_TERM_EDGE, colim_term_get_name (edge), children, 3, colim_term_get_text (edge),
                         colim_term_get_offset (edge));
}

ColimTerm *
_colim_glue_replace_space (const ColimTerm *vertex, const ColimTerm *by, ColimDiagnostics *diagnostics)
{
  ColimVertexKind kind = _colim_diagram_read_kind (vertex);

  if (kind != COLIM_VERTEX_OPEN && kind != _colim_diagram_read_kind (by))
    {
      _colim_check_error (diagnostics, by, COLIM_ERROR_INVALID,
                          "'%s' keeps its kind: an indexing vertex is [ … ], one with a loss { …, … }",
                          colim_term_get_name (by));
      return NULL;
    }

  return colim_term_ref ((ColimTerm *) by);
}

static void
report_unknown (const GPtrArray *statements, const ColimTerm *assignment, ColimDiagnostics *diagnostics)
{
  const char *name = colim_term_get_name (assignment);
  g_autoptr (GHashTable) names = NULL;

  if (find_replaced (statements, COLIM_TERM_VERTEX, name) >= 0)
    {
      _colim_check_error (diagnostics, assignment, COLIM_ERROR_INVALID, "'%s' is a vertex, and this is no space", name);
      return;
    }
  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < statements->len; i++)
    if (colim_term_get_kind (g_ptr_array_index (statements, i)) == COLIM_TERM_EDGE)
      g_hash_table_add (names, (gpointer) colim_term_get_name (g_ptr_array_index (statements, i)));
  _colim_check_unknown (diagnostics, assignment, names, "edge", name);
}

/* What comes in the place of a statement that is there; NULL if that cannot be, which is reported. */
static ColimTerm *
replace (ColimTerm *old, ColimTerm *statement, ColimDiagnostics *diagnostics)
{
  switch (colim_term_get_kind (statement))
    {
    case COLIM_TERM_ASSIGN:
      return replace_model (old, colim_term_get_child (statement, 0));
    case COLIM_TERM_VERTEX:
      return _colim_glue_replace_space (old, statement, diagnostics);
    case COLIM_TERM_TRAIN:
      return _colim_glue_merge_train (old, statement);
    default:
      return colim_term_ref (statement);
    }
}

gboolean
_colim_glue_has_same_model (const ColimTerm *edge, const ColimTerm *other)
{
  const ColimTerm *model = _colim_diagram_read_model (edge), *same = _colim_diagram_read_model (other);

  return model != NULL && same != NULL && colim_term_get_text (model) == colim_term_get_text (same)
         && colim_term_get_offset (model) == colim_term_get_offset (same);
}

void
_colim_glue_extend (GPtrArray *statements, GHashTable *edge_identities, const ColimTerm *block,
                    ColimDiagnostics *diagnostics)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < colim_term_get_n_children (block); i++)
    {
      ColimTerm *statement = colim_term_get_child (block, i), *made;
      ColimTermKind kind = colim_term_get_kind (statement);
      gboolean assigns = kind == COLIM_TERM_ASSIGN,
               gives = kind == COLIM_TERM_VERTEX && colim_term_get_n_children (statement) > 0;
      const char *name = is_setting (kind) ? NULL : colim_term_get_name (statement);
      gint old = assigns || gives || is_setting (kind)
                     ? find_replaced (statements, assigns ? COLIM_TERM_EDGE : kind, name)
                     : -1;

      if ((assigns || gives || is_setting (kind))
          && !g_hash_table_add (done, g_strdup_printf ("%d %s", (int) kind, name != NULL ? name : "")))
        {
          if (name != NULL)
            _colim_check_error (diagnostics, statement, COLIM_ERROR_DUPLICATE_NAME,
                                "'%s' is assigned already in this 'with'", name);
          else
            _colim_check_error (diagnostics, statement, COLIM_ERROR_DUPLICATE_NAME,
                                "this is set already in this 'with'");
          continue;
        }
      if (old < 0 && assigns)
        report_unknown (statements, statement, diagnostics);
      else if (old < 0)
        g_ptr_array_add (statements, colim_term_ref (statement));
      if (old < 0 || (made = replace (g_ptr_array_index (statements, old), statement, diagnostics)) == NULL)
        continue;
      if (assigns && !_colim_glue_has_same_model (g_ptr_array_index (statements, old), made))
        g_hash_table_remove (edge_identities, name);
      colim_term_unref (g_ptr_array_index (statements, old));
      g_ptr_array_index (statements, old) = made;
    }
}
