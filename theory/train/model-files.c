/* The files that the flags `load` and `save` name: the parameters of single models. */

#include "theory/train/session-private.h"

#include "theory/diagram/diagram-private.h"
#include "theory/diagram/file-names-private.h"
#include "theory/language/checker-private.h"

static void
collect_handles (const Handles *handles, const Model *model, GPtrArray *found)
{
  for (guint i = 0; i < model->elements->len; i++)
    {
      const Element *element = g_ptr_array_index (model->elements, i);
      Handle *handle = element->owner != NULL ? _colim_handles_find (handles, element->owner) : NULL;

      if (handle != NULL && handle->parameters->len > 0 && !g_ptr_array_find (found, handle, NULL))
        g_ptr_array_add (found, handle);
      for (guint b = 0; element->branches != NULL && b < element->branches->len; b++)
        collect_handles (handles, g_ptr_array_index (element->branches, b), found);
    }
}

/* The handles of an edge and the file that a flag of it names; NULL if it has no such flag. */
static char *
find_file (const Session *session, const Handles *handles, gint32 edge, const char *flag, GPtrArray *found)
{
  const ColimTerm *found_flag = _colim_diagram_find_flag (session->diagram, edge, flag);

  if (found_flag == NULL || session->interpretation->models[edge] == NULL)
    return NULL;
  collect_handles (handles, session->interpretation->models[edge], found);

  return _colim_term_locate_file (colim_term_get_child (found_flag, 0));
}

/* `copy(p)` begins as p does, also where p is loaded. */
static void
copy_handles (const Session *self, const Handles *handles, GPtrArray *loaded, SessionHandleFunc follows, gpointer data,
              ColimWeights *weights)
{
  for (guint i = 0; i < handles->in_order->len; i++)
    {
      const Handle *handle = g_ptr_array_index (handles->in_order, i);
      const Handle *origin = handle->origin != NULL ? _colim_handles_find (handles, handle->origin) : NULL;

      if (origin != NULL && g_ptr_array_find (loaded, origin, NULL) && follows (self, handle, data))
        _colim_weights_copy (weights, handle, origin);
    }
}

gboolean
_colim_session_load_models (const Session *self, const Handles *handles, SessionHandleFunc follows, gpointer data, ColimWeights *weights,
                            GError **error)
{
  for (gint32 edge = 0; edge < colim_diagram_get_n_edges (self->diagram); edge++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      g_autofree char *path = find_file (self, handles, edge, "load", found);

      if (path != NULL && !_colim_weights_load (weights, path, (Handle *const *) found->pdata, found->len, error))
        return FALSE;
      if (path != NULL)
        copy_handles (self, handles, found, follows, data, weights);
    }

  return TRUE;
}

gboolean
_colim_session_save_models (const Session *self, const Handles *handles, ColimWeights *weights, GError **error)
{
  for (gint32 edge = 0; edge < colim_diagram_get_n_edges (self->diagram); edge++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      g_autofree char *path = find_file (self, handles, edge, "save", found);

      if (path != NULL && !_colim_weights_save (weights, path, (Handle *const *) found->pdata, found->len, error))
        return FALSE;
    }

  return TRUE;
}

/* Loads into weights that nothing else uses. */
static gboolean
try_file (const Session *session, GPtrArray *found, const char *path, GError **error)
{
  gboolean is_double = g_str_equal (session->settings.precision->name, "double");
  g_autoptr (ColimWeights) weights = colim_weights_new (is_double ? COLIM_ELEMENT_FLOAT64 : COLIM_ELEMENT_FLOAT32);

  for (guint h = 0; h < found->len; h++)
    {
      const Handle *handle = g_ptr_array_index (found, h);

      for (guint i = 0; i < handle->parameters->len; i++)
        {
          const Parameter *parameter = g_ptr_array_index (handle->parameters, i);

          _colim_weights_add (weights, parameter->name, parameter->row.dims, parameter->row.n_dims);
        }
    }

  return _colim_weights_load (weights, path, (Handle *const *) found->pdata, found->len, error);
}

void
_colim_session_check_models (const Session *self, const Handles *handles, GHashTable *saved, ColimDiagnostics *diagnostics)
{
  for (gint32 edge = 0; edge < colim_diagram_get_n_edges (self->diagram); edge++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      g_autofree char *path = find_file (self, handles, edge, "load", found);
      g_autoptr (GError) error = NULL;

      if (path == NULL || g_hash_table_contains (saved, path) || try_file (self, found, path, &error))
        continue;
      _colim_check_error (diagnostics, g_ptr_array_index (self->diagram->edges, edge), error->code, "edge '%s': %s",
                          colim_diagram_get_edge_name (self->diagram, edge), error->message);
    }
  for (gint32 edge = 0; edge < colim_diagram_get_n_edges (self->diagram); edge++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      char *path = find_file (self, handles, edge, "save", found);

      if (path != NULL)
        g_hash_table_add (saved, path);
    }
}
