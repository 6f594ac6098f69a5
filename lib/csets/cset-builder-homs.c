/* The homs of a C-set in the making. */

#include "lib/csets/cset-builder-private.h"

#include "lib/sets/fin-function-private.h"

#include <string.h>

static gint32
get_dom_size (const ColimCSetBuilder *self, gint32 hom)
{
  return self->n_parts[colim_schema_get_hom_dom (self->schema, hom)];
}

static gint32
get_codom_size (const ColimCSetBuilder *self, gint32 hom)
{
  return self->n_parts[colim_schema_get_hom_codom (self->schema, hom)];
}

ColimIncidence *
_colim_cset_builder_get_incidence (ColimCSetBuilder *self, gint32 hom)
{
  if (self->homs[hom].incidence == NULL)
    self->homs[hom].incidence
        = _colim_incidence_new (self->homs[hom].values, get_dom_size (self, hom), get_codom_size (self, hom));
  return self->homs[hom].incidence;
}

/**
 * colim_cset_builder_get_n_parts_at:
 * @self: a builder
 * @object: the index of an object
 *
 * Counts the parts over an object.
 *
 * Returns: how many there are
 */
gint32
colim_cset_builder_get_n_parts_at (const ColimCSetBuilder *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < colim_schema_get_n_objects (self->schema), 0);

  return self->n_parts[object];
}

/**
 * colim_cset_builder_get_at:
 * @self: a builder
 * @hom: the index of a hom
 * @part: a part of its domain
 *
 * Tells where a part goes.
 *
 * Returns: the part that it goes to, or -1 if that is undefined
 */
gint32
colim_cset_builder_get_at (const ColimCSetBuilder *self, gint32 hom, gint32 part)
{
  g_return_val_if_fail (self != NULL && hom >= 0 && hom < colim_schema_get_n_homs (self->schema), -1);
  g_return_val_if_fail (part >= 0 && part < get_dom_size (self, hom), -1);

  return self->homs[hom].values[part];
}

/**
 * colim_cset_builder_get:
 * @self: a builder
 * @hom: the name of a hom
 * @part: a part of its domain
 * @error: return location for an error
 *
 * Tells where a part goes.
 *
 * Returns: the part that it goes to, or -1 if that is undefined; -1 also with %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE
 */
gint32
colim_cset_builder_get (const ColimCSetBuilder *self, const char *hom, gint32 part, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, -1);

  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_HOM, hom, error);

  if (index < 0
      || !_colim_cset_builder_check_part (self, colim_schema_get_hom_dom (self->schema, index), part, error))
    return -1;
  return self->homs[index].values[part];
}

/**
 * colim_cset_builder_set_at:
 * @self: a builder
 * @hom: the index of a hom
 * @part: a part of its domain
 * @value: the part that it goes to, or -1 to make that undefined
 *
 * Sets where a part goes, in constant time (the first write to a shared column copies it).
 */
void
colim_cset_builder_set_at (ColimCSetBuilder *self, gint32 hom, gint32 part, gint32 value)
{
  g_return_if_fail (self != NULL && hom >= 0 && hom < colim_schema_get_n_homs (self->schema));
  g_return_if_fail (part >= 0 && part < get_dom_size (self, hom) && value >= -1 && value < get_codom_size (self, hom));

  ColimGrowingHom *column = &self->homs[hom];
  gint32 old = column->values[part];

  if (old == value)
    return;
  if (column->shared != NULL)
    column->values = _colim_fin_function_steal (g_steal_pointer (&column->shared));
  column->values[part] = value;
  column->n_undefined += (value < 0) - (old < 0);
  if (column->incidence != NULL && old >= 0)
    _colim_incidence_unlink (column->incidence, part, old);
  if (column->incidence != NULL && value >= 0)
    _colim_incidence_link (column->incidence, part, value);
}

/**
 * colim_cset_builder_set:
 * @self: a builder
 * @hom: the name of a hom
 * @part: a part of its domain
 * @value: the part that it goes to
 * @error: return location for an error
 *
 * Sets where a part goes.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_builder_set (ColimCSetBuilder *self, const char *hom, gint32 part, gint32 value, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, FALSE);

  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_HOM, hom, error);

  if (index < 0 || !_colim_cset_builder_check_part (self, colim_schema_get_hom_dom (self->schema, index), part, error)
      || !_colim_cset_builder_check_part (self, colim_schema_get_hom_codom (self->schema, index), value, error))
    return FALSE;
  colim_cset_builder_set_at (self, index, part, value);

  return TRUE;
}

static gint32
find_whole (const ColimCSetBuilder *self, const char *hom, gsize n, GError **error)
{
  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_HOM, hom, error);

  if (index < 0 || n == (gsize) get_dom_size (self, index))
    return index;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
               "%" G_GSIZE_FORMAT " values for '%s', but '%s' has %d parts", n, hom,
               colim_schema_get_object_name (self->schema, colim_schema_get_hom_dom (self->schema, index)),
               get_dom_size (self, index));

  return -1;
}

/**
 * colim_cset_builder_set_hom:
 * @self: a builder
 * @hom: the name of a hom
 * @function: a function between the parts that there are
 * @error: return location for an error
 *
 * Sets where all parts go, by sharing a column.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_builder_set_hom (ColimCSetBuilder *self, const char *hom, ColimFinFunction *function, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && function != NULL, FALSE);

  gint32 index = find_whole (self, hom, (gsize) colim_fin_function_get_dom (function), error);
  ColimGrowingHom *column;

  if (index < 0)
    return FALSE;
  if (colim_fin_function_get_codom (function) != get_codom_size (self, index))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                   "the function for '%s' ends at %d elements, but '%s' has %d parts", hom,
                   colim_fin_function_get_codom (function),
                   colim_schema_get_object_name (self->schema, colim_schema_get_hom_codom (self->schema, index)),
                   get_codom_size (self, index));
      return FALSE;
    }
  column = &self->homs[index];
  colim_fin_function_ref (function);
  if (column->shared != NULL)
    colim_fin_function_unref (column->shared);
  else
    g_free (column->values);
  g_clear_pointer (&column->incidence, _colim_incidence_free);
  *column = (ColimGrowingHom) { .shared = function,
                                .values = (gint32 *) colim_fin_function_get_values (function, NULL),
                                .capacity = colim_fin_function_get_dom (function) };

  return TRUE;
}

/**
 * colim_cset_builder_set_hom_values:
 * @self: a builder
 * @hom: the name of a hom
 * @values: (array length=n_values): where each part goes
 * @n_values: as many as there are parts
 * @error: return location for an error
 *
 * Sets where all parts go; the values are copied.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_builder_set_hom_values (ColimCSetBuilder *self, const char *hom, const gint32 *values, gsize n_values,
                                   GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && (values != NULL || n_values == 0), FALSE);

  gint32 index = find_whole (self, hom, n_values, error);
  ColimGrowingHom *column;

  if (index < 0)
    return FALSE;
  if (!_colim_fin_function_check_values (values, n_values, get_codom_size (self, index), error))
    {
      g_prefix_error (error, "in '%s': ", hom);
      return FALSE;
    }
  column = &self->homs[index];
  if (column->shared != NULL)
    column->values = _colim_fin_function_steal (g_steal_pointer (&column->shared));
  if (n_values > 0)
    memmove (column->values, values, n_values * sizeof *values);
  column->n_undefined = 0;
  g_clear_pointer (&column->incidence, _colim_incidence_free);

  return TRUE;
}

/**
 * colim_cset_builder_incident:
 * @self: a builder
 * @hom: the name of a hom
 * @part: a part of its codomain
 * @n: (out): how many parts there are over it
 * @error: return location for an error
 *
 * Finds the parts that a hom sends to a part.  The first question builds an index, which then follows every change.
 *
 * Returns: (transfer full) (array length=n): the parts, ascending, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE
 */
gint32 *
colim_cset_builder_incident (ColimCSetBuilder *self, const char *hom, gint32 part, gsize *n, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && n != NULL, NULL);

  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_HOM, hom, error);

  *n = 0;
  if (index < 0
      || !_colim_cset_builder_check_part (self, colim_schema_get_hom_codom (self->schema, index), part, error))
    return NULL;

  return _colim_incidence_list (_colim_cset_builder_get_incidence (self, index), part, n);
}
