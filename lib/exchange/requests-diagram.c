/* Diagrams as operations name them: a list of C-sets, and of homomorphisms among them. */

#include "lib/exchange/requests-private.h"

#include <string.h>

/* Which of the objects an end of an arrow is. */
static gboolean
find_end (const ColimRequest *self, const ColimJson *objects, const ColimJson *arrow, const char *end, gint32 *index,
          GError **error)
{
  const char *name
      = colim_json_get_string (colim_json_find (_colim_request_find_named (self, "morphisms", arrow, NULL), end));

  for (guint i = 0; i < colim_json_get_length (objects); i++)
    if (strcmp (colim_json_get_string (colim_json_get_element (objects, i)), name) == 0)
      {
        *index = (gint32) i;
        return TRUE;
      }
  _colim_json_set_error (arrow, error, COLIM_ERROR_INVALID, "'%s', the '%s' of this arrow, is none of the objects",
                         name, end);

  return FALSE;
}

/* The arguments that list the objects and, if there are any, the arrows. */
gboolean
_colim_request_read_diagram (ColimRequest *self, const char *objects_key, const char *arrows_key,
                             ColimRequestDiagram *diagram, GError **error)
{
  const ColimJson *objects = colim_json_find (self->operation, objects_key);
  const ColimJson *arrows = arrows_key != NULL ? colim_json_find (self->operation, arrows_key) : NULL;

  diagram->n_objects = colim_json_get_length (objects);
  diagram->objects = g_new (ColimCSet *, diagram->n_objects);
  for (guint i = 0; i < diagram->n_objects; i++)
    diagram->objects[i]
        = g_hash_table_lookup (self->csets, colim_json_get_string (colim_json_get_element (objects, i)));
  diagram->schema = diagram->n_objects > 0 ? diagram->objects[0]->schema : _colim_request_get_schema (self, error);
  if (diagram->schema == NULL)
    return FALSE;
  diagram->n_arrows = arrows != NULL ? colim_json_get_length (arrows) : 0;
  diagram->arrows = g_new (ColimHom *, diagram->n_arrows);
  diagram->sources = g_new (gint32, diagram->n_arrows);
  diagram->targets = g_new (gint32, diagram->n_arrows);
  for (guint i = 0; i < diagram->n_arrows; i++)
    {
      const ColimJson *arrow = colim_json_get_element (arrows, i);

      diagram->arrows[i] = g_hash_table_lookup (self->homs, colim_json_get_string (arrow));
      if (!find_end (self, objects, arrow, "dom", &diagram->sources[i], error)
          || !find_end (self, objects, arrow, "codom", &diagram->targets[i], error))
        return FALSE;
    }

  return TRUE;
}

void
_colim_request_diagram_clear (ColimRequestDiagram *self)
{
  g_clear_pointer (&self->objects, g_free);
  g_clear_pointer (&self->arrows, g_free);
  g_clear_pointer (&self->sources, g_free);
  g_clear_pointer (&self->targets, g_free);
}

void
_colim_request_write_legs (ColimJsonWriter *answer, ColimHom *const *legs, guint n)
{
  colim_json_writer_key (answer, "legs");
  colim_json_writer_array (answer);
  for (guint i = 0; i < n; i++)
    colim_compact_json_write_components (answer, legs[i]);
  colim_json_writer_array_end (answer);
}
