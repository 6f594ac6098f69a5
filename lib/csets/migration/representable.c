/* Representables: the C-set that one part of an object generates, with nothing in it but what the schema's arrows and
 * equations demand. */

#include "lib/csets/migration/representable-private.h"

#include "lib/csets/migration/presented-cset-private.h"
#include "lib/csets/migration/value-classes-private.h"

/* A quotient of the representable: over the objects that are collapsed, from which no hom leads to others, all parts
 * are one.  It is finite more often. */
ColimCSet *
_colim_representable_new_collapsed (ColimSchema *schema, gint32 object, const gboolean *is_collapsed, gint64 budget,
                                    GError **error)
{
  gint32 n_objects = colim_schema_get_n_objects (schema);
  g_autofree gint32 **numbers = g_new0 (gint32 *, n_objects);
  g_auto (ColimEnumeration) enumeration = { 0, };
  g_auto (ColimValueClasses) values = { 0, };
  g_autoptr (ColimCSet) cset = NULL;

  _colim_presented_cset_init (&enumeration, schema, budget);
  for (gint32 ob = 0; is_collapsed != NULL && ob < n_objects; ob++)
    if (is_collapsed[ob])
      _colim_enumeration_collapse (&enumeration, ob);
  if (_colim_enumeration_add (&enumeration, object, 1, error) < 0
      || !_colim_enumeration_close (&enumeration, NULL, error))
    return NULL;
  cset = _colim_presented_cset_end (&enumeration, schema, numbers);
  for (gint32 ob = 0; ob < n_objects; ob++)
    g_free (numbers[ob]);
  if (!_colim_value_classes_init (&values, cset, NULL, error) || !_colim_value_classes_end (&values, NULL, error))
    return NULL;

  return g_steal_pointer (&cset);
}

/**
 * colim_representable_new:
 * @schema: a schema
 * @object: an object of it
 * @budget: how many steps it may take
 * @error: return location for an error
 *
 * Makes the C-set that represents an object: its homomorphisms to any other C-set are the parts over @object there,
 * by the image of part 0.  Attributes have variables, each its own.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_BUDGET, as it must be where it is infinite
 */
ColimCSet *
colim_representable_new (ColimSchema *schema, gint32 object, gint64 budget, GError **error)
{
  g_return_val_if_fail (schema != NULL && object >= 0 && object < colim_schema_get_n_objects (schema), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return _colim_representable_new_collapsed (schema, object, NULL, budget, error);
}
