/* What must hold of a diagram of finite sets: sizes are no less than 0, and arrows fit their ends. */

#include "lib/sets/fin-diagram-private.h"

gboolean
_colim_fin_diagram_check (const ColimFinDiagram *self, GError **error)
{
  for (guint i = 0; i < self->n_objects; i++)
    if (self->sizes[i] < 0)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "object %u cannot have %d elements", i,
                     self->sizes[i]);
        return FALSE;
      }
  for (guint a = 0; a < self->n_arrows; a++)
    {
      gint32 ends[2] = { self->sources[a], self->targets[a] };
      const ColimFinFunction *arrow = self->arrows[a];
      gint32 sizes[2] = { colim_fin_function_get_dom (arrow), colim_fin_function_get_codom (arrow) };

      for (guint end = 0; end < 2; end++)
        {
          if (ends[end] < 0 || (guint) ends[end] >= self->n_objects)
            {
              g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                           "arrow %u has object %d as its %s, but there are %u objects", a, ends[end],
                           end == 0 ? "source" : "target", self->n_objects);
              return FALSE;
            }
          if (sizes[end] != self->sizes[ends[end]])
            {
              g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the %s of arrow %u has %d elements, but object %d has %d",
                           end == 0 ? "domain" : "codomain", a, sizes[end], ends[end], self->sizes[ends[end]]);
              return FALSE;
            }
        }
    }

  return TRUE;
}
