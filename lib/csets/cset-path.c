/* Going along paths of homs, and attributes at their end. */

#include "lib/csets/cset-private.h"

/* Follows the homs of a path from a part; gives the attribute in which it ends, or -1. */
gint32
_colim_cset_follow (const ColimCSet *self, const gint32 *path, gsize n, gint32 *part)
{
  gint32 n_homs = colim_schema_get_n_homs (self->schema);

  for (gsize i = 0; i < n; i++)
    if (path[i] >= n_homs)
      return path[i] - n_homs;
    else
      *part = colim_fin_function_apply (self->homs[path[i]], *part);

  return -1;
}

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
