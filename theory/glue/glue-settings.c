/* The settings of a glued diagram: unset joins set, and those that differ are set by its own `with`. */

#include "theory/glue/glue-private.h"

/* Whether the gluing's own `with` sets something, so that it does not matter that the parts differ. */
static gboolean
sets (const ColimTerm *block, ColimTermKind kind, const char *key)
{
  for (guint i = 0; block != NULL && i < colim_term_get_n_children (block); i++)
    {
      const ColimTerm *statement = colim_term_get_child (block, i);

      if (colim_term_get_kind (statement) != kind)
        continue;
      if (key == NULL)
        return TRUE;
      for (guint k = 0; k < colim_term_get_n_children (statement); k++)
        if (g_str_equal (colim_term_get_name (colim_term_get_child (statement, k)), key))
          return TRUE;
    }

  return FALSE;
}

static void
put_setting (Making *self, const char *what, ColimTermKind kind, gsize field, const ColimTerm *block)
{
  g_auto (Assignment) joined = { 0 };

  for (guint leg = 0; leg < self->gluing->n_parts && !sets (block, kind, NULL); leg++)
    {
      ColimTerm *setting = G_STRUCT_MEMBER (ColimTerm *, self->gluing->parts[leg], field);
      g_auto (Assignment) more
          = { setting != NULL ? colim_term_ref (setting) : NULL, setting, self->gluing->names[leg], NULL };

      _colim_glue_join (&joined, &more, "the setting", what, self->diagnostics);
    }
  if (joined.value != NULL)
    g_ptr_array_add (self->statements, g_steal_pointer (&joined.value));
}

/* The `train` blocks of the parts, or the defaults of their files, key by key; NULL if no part has one. */
ColimTerm *
_colim_glue_join_train (Making *self, gsize field, const ColimTerm *block)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  g_autoptr (GArray) joined = g_array_new (FALSE, TRUE, sizeof (Assignment));
  const ColimTerm *place = NULL;

  g_array_set_clear_func (joined, (GDestroyNotify) _colim_assignment_clear);
  for (guint leg = 0; leg < self->gluing->n_parts; leg++)
    {
      ColimTerm *train = G_STRUCT_MEMBER (ColimTerm *, self->gluing->parts[leg], field);
      g_autoptr (ColimTerm) renamed = train != NULL ? _colim_rename_statement (train, &self->renamings[leg]) : NULL;

      place = place != NULL ? place : train;
      for (guint k = 0; renamed != NULL && k < colim_term_get_n_children (renamed); k++)
        {
          ColimTerm *setting = colim_term_get_child (renamed, k);
          g_auto (Assignment) more = { colim_term_ref (setting), setting, self->gluing->names[leg], NULL };
          guint known = 0;

          if (sets (block, COLIM_TERM_TRAIN, colim_term_get_name (setting)))
            continue;
          while (known < joined->len
                 && !g_str_equal (colim_term_get_name (g_array_index (joined, Assignment, known).value),
                                  colim_term_get_name (setting)))
            known++;
          if (known == joined->len)
            g_array_set_size (joined, known + 1);
          /* The place stays that of the statement, which the renamed one does not outlive. */
          more.statement = colim_term_get_child (train, k);
          _colim_glue_join (&g_array_index (joined, Assignment, known), &more, "the setting",
                            colim_term_get_name (setting), self->diagnostics);
        }
    }
  if (place == NULL)
    return NULL;
  for (guint i = 0; i < joined->len; i++)
    g_ptr_array_add (settings, colim_term_ref (g_array_index (joined, Assignment, i).value));

  return colim_term_new (COLIM_TERM_TRAIN, NULL, (ColimTerm **) settings->pdata, settings->len,
                         colim_term_get_text (place), colim_term_get_offset (place));
}

void
_colim_glue_put_settings (Making *self, const ColimTerm *block)
{
  ColimTerm *train;

  put_setting (self, "policy", COLIM_TERM_POLICY, G_STRUCT_OFFSET (ColimDiagram, policy_setting), block);
  put_setting (self, "reduce", COLIM_TERM_REDUCE, G_STRUCT_OFFSET (ColimDiagram, reduce_setting), block);
  put_setting (self, "bound", COLIM_TERM_BOUND, G_STRUCT_OFFSET (ColimDiagram, bound_setting), block);
  if ((train = _colim_glue_join_train (self, G_STRUCT_OFFSET (ColimDiagram, train), block)) != NULL)
    g_ptr_array_add (self->statements, train);
}
