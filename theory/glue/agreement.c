/* Models of two diagrams agree if they read the same, and so do the handles that they use. */

#include "theory/glue/agreement-private.h"

#include "theory/glue/glue-private.h"

void
_colim_agreement_init (Agreement *self, const ColimDiagram *a, const ColimDiagram *b)
{
  self->a = a;
  self->b = b;
  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
_colim_agreement_clear (Agreement *self)
{
  g_clear_pointer (&self->handles, g_hash_table_unref);
}

gboolean
_colim_agreement_on_handle (Agreement *self, const char *name)
{
  const ColimTerm *a = colim_diagram_find_let (self->a, name, NULL), *b = colim_diagram_find_let (self->b, name, NULL);
  gpointer known;
  gboolean agree;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  if (g_hash_table_lookup_extended (self->handles, name, NULL, &known))
    return GPOINTER_TO_INT (known);
  /* A handle that uses itself is a fault that is reported elsewhere: here it must only come to an end. */
  g_hash_table_insert (self->handles, g_strdup (name), GINT_TO_POINTER (TRUE));
  agree = _colim_glue_values_agree (colim_term_get_child (a, 0), colim_term_get_child (b, 0))
          && _colim_agreement_on_handles (self, colim_term_get_child (a, 0));
  g_hash_table_insert (self->handles, g_strdup (name), GINT_TO_POINTER (agree));

  return agree;
}

gboolean
_colim_agreement_on_handles (Agreement *self, const ColimTerm *model)
{
  ColimTermKind kind = colim_term_get_kind (model);

  if ((kind == COLIM_TERM_NAME || kind == COLIM_TERM_CALL)
      && !_colim_agreement_on_handle (self, colim_term_get_name (model)))
    return FALSE;
  for (guint i = 0; i < colim_term_get_n_children (model); i++)
    if (!_colim_agreement_on_handles (self, colim_term_get_child (model, i)))
      return FALSE;

  return TRUE;
}

gboolean
_colim_agreement_on_models (Agreement *self, const ColimTerm *a, const ColimTerm *b)
{
  return _colim_glue_values_agree (a, b) && _colim_agreement_on_handles (self, a);
}
