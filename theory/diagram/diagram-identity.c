/* What models are called among the weights, kept while diagrams are made of others. */

#include "theory/glue/glue-private.h"

void
_colim_identities_init (DiagramIdentities *self)
{
  self->lets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
_colim_identities_clear (DiagramIdentities *self)
{
  g_clear_pointer (&self->lets, g_hash_table_unref);
  g_clear_pointer (&self->edges, g_hash_table_unref);
}

void
_colim_identities_keep_handles (DiagramIdentities *self, const ColimDiagram *from)
{
  for (guint i = 0; i < from->handles->len; i++)
    {
      const char *name = colim_term_get_name (g_ptr_array_index (from->handles, i));
      char *identity = NULL;

      colim_diagram_find_let (from, name, &identity);
      g_hash_table_insert (self->lets, g_strdup (name), identity);
    }
}

void
_colim_identities_keep_model (DiagramIdentities *self, ColimDiagram *from, gint32 edge, const char *name)
{
  const ColimTerm *model = colim_diagram_get_model (from, edge);

  if (model != NULL && _colim_glue_owns_parameters (from, model))
    g_hash_table_insert (self->edges, g_strdup (name), _colim_diagram_dup_edge_identity (from, edge));
}

void
_colim_identities_keep (DiagramIdentities *self, ColimDiagram *from)
{
  _colim_identities_keep_handles (self, from);
  for (gint32 e = 0; e < (gint32) from->edges->len; e++)
    _colim_identities_keep_model (self, from, e, colim_diagram_get_edge_name (from, e));
}
