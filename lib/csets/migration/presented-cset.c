/* C-sets by generators and relations. */

#include "lib/csets/migration/presented-cset-private.h"

#include "lib/categories/quiver-private.h"
#include "lib/sets/fin-function-private.h"

/* Equations that end in attributes say nothing of parts. */
static gboolean
is_of_homs (const ColimSchema *schema, const gint32 *path, gsize n)
{
  return n == 0 || path[n - 1] < colim_schema_get_n_homs (schema);
}

void
_colim_presented_cset_init (ColimEnumeration *enumeration, const ColimSchema *schema, gint64 budget)
{
  gint32 n_homs = colim_schema_get_n_homs (schema), *src = g_new (gint32, n_homs), *tgt = g_new (gint32, n_homs);
  g_autoptr (ColimQuiver) quiver = NULL;

  for (gint32 hom = 0; hom < n_homs; hom++)
    {
      src[hom] = colim_schema_get_hom_dom (schema, hom);
      tgt[hom] = colim_schema_get_hom_codom (schema, hom);
    }
  quiver = _colim_quiver_take (src, tgt, n_homs, colim_schema_get_n_objects (schema));
  _colim_enumeration_init (enumeration, quiver, budget);
  for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
    {
      gsize n_left, n_right;
      const gint32 *left = colim_schema_get_equation_path (schema, i, 0, &n_left);
      const gint32 *right = colim_schema_get_equation_path (schema, i, 1, &n_right);

      if (is_of_homs (schema, left, n_left) && is_of_homs (schema, right, n_right))
        _colim_enumeration_equate (enumeration, colim_schema_get_equation_dom (schema, i), left, n_left, right,
                                   n_right);
    }
}

/* What was enumerated, without its attributes; and for each object a table from elements to parts.  The enumeration is
 * used up. */
ColimCSet *
_colim_presented_cset_end (ColimEnumeration *enumeration, ColimSchema *schema, gint32 **numbers)
{
  ColimCSet *cset = _colim_cset_new_blank (schema);

  for (gint32 object = 0; object < colim_schema_get_n_objects (schema); object++)
    {
      numbers[object] = _colim_enumeration_number (enumeration, object);
      cset->n_parts[object] = _colim_enumeration_get_n (enumeration, object);
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    cset->homs[hom] = _colim_fin_function_take (_colim_enumeration_take_function (enumeration, hom, numbers),
                                                cset->n_parts[colim_schema_get_hom_dom (schema, hom)],
                                                cset->n_parts[colim_schema_get_hom_codom (schema, hom)]);

  return cset;
}
