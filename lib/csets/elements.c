/* The category of elements: what generates it is a quiver.
 *
 *     vertices: the parts, by object and then by number         edges: x → h(x), by hom and then by part
 */

#include <colim/elements.h>

#include "lib/categories/quiver-private.h"
#include "lib/csets/cset-private.h"

static gboolean
add (gint32 *sum, gint32 n, GError **error)
{
  if (n <= G_MAXINT32 - *sum)
    {
      *sum += n;
      return TRUE;
    }
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "more than %d elements or arrows", G_MAXINT32);

  return FALSE;
}

/**
 * colim_cset_list_elements:
 * @self: a C-set
 * @error: return location for an error
 *
 * Lists the elements and, for each hom, the arrows between them; attributes are no part of it.
 *
 * Returns: (transfer full): the quiver whose vertices are the parts, by object and number, and whose edges lead from
 *   each part x to h(x), by hom h and part; or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimQuiver *
colim_cset_list_elements (const ColimCSet *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimSchema *schema = self->schema;
  g_autofree gint32 *offsets = g_new (gint32, colim_schema_get_n_objects (schema));
  gint32 n_elements = 0, n_arrows = 0, at = 0, *src, *tgt;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      offsets[ob] = n_elements;
      if (!add (&n_elements, self->n_parts[ob], error))
        return NULL;
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (!add (&n_arrows, self->n_parts[colim_schema_get_hom_dom (schema, hom)], error))
      return NULL;
  src = g_new (gint32, n_arrows);
  tgt = g_new (gint32, n_arrows);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 start = offsets[colim_schema_get_hom_dom (schema, hom)],
             end = offsets[colim_schema_get_hom_codom (schema, hom)];
      gsize n;
      const gint32 *values = colim_fin_function_get_values (self->homs[hom], &n);

      for (gsize x = 0; x < n; x++, at++)
        {
          src[at] = start + (gint32) x;
          tgt[at] = end + values[x];
        }
    }

  return _colim_quiver_take (src, tgt, n_arrows, n_elements);
}
