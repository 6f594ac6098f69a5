/* Going along paths of homs, and attributes at their end. */

#include "lib/csets/cset-private.h"

/* The homs of a path from an object, composed. */
ColimFinFunction *
_colim_cset_compose_path (const ColimCSet *self, gint32 object, const gint32 *path, gsize n)
{
  ColimFinFunction *composite
      = n > 0 ? colim_fin_function_ref (self->homs[path[0]]) : colim_fin_function_new_identity (self->n_parts[object]);

  for (gsize i = 1; i < n; i++)
    {
      g_autoptr (ColimFinFunction) before = composite;

      composite = colim_fin_function_compose (before, self->homs[path[i]], NULL);
    }

  return composite;
}
