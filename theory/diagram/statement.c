/* Statements with one thing changed. */

#include "theory/diagram/diagram-private.h"

#include "theory/language/term-private.h"

#include <string.h>

ColimTerm *
_colim_statement_replace_child (const ColimTerm *term, guint index, ColimTerm *child)
{
  guint n = colim_term_get_n_children (term);
  const char *name = colim_term_get_name (term);
  g_autofree ColimTerm **children = g_new (ColimTerm *, MAX (n, index + 1));

  for (guint i = 0; i < n; i++)
    children[i] = i == index ? child : colim_term_ref (colim_term_get_child (term, i));
  if (index >= n)
    children[index] = child;

  return _colim_term_take (colim_term_get_kind (term), name, name != NULL ? strlen (name) : 0, children,
                           MAX (n, index + 1), colim_term_get_text (term), colim_term_get_offset (term));
}

ColimTerm *
_colim_statement_add_flag (const ColimTerm *edge, const char *flag)
{
  const ColimTerm *old = colim_term_get_child (edge, 2);
  ColimTerm *term = _colim_term_take (COLIM_TERM_FLAG, flag, strlen (flag), NULL, 0, colim_term_get_text (edge),
                                      colim_term_get_offset (edge));
  ColimTerm *both[] = { NULL, term };

  if (colim_term_get_kind (old) == COLIM_TERM_FLAGGED)
    return _colim_statement_replace_child (edge, 2,
                                           _colim_statement_replace_child (old, colim_term_get_n_children (old), term));
  both[0] = colim_term_ref ((ColimTerm *) old);

  return _colim_statement_replace_child (edge, 2,
                                         _colim_term_take (COLIM_TERM_FLAGGED, NULL, 0, both, 2,
                                                           colim_term_get_text (edge), colim_term_get_offset (edge)));
}

ColimTerm *
_colim_statement_flag_model (const ColimTerm *edge, ColimTerm *model)
{
  const ColimTerm *old = colim_term_get_n_children (edge) > 2 ? colim_term_get_child (edge, 2) : NULL;

  return old != NULL && colim_term_get_kind (old) == COLIM_TERM_FLAGGED ? _colim_statement_replace_child (old, 0, model)
                                                                        : model;
}
