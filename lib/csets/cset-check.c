/* Comparing C-sets, and checking them against the equations of their schema. */

#include "lib/csets/cset-private.h"

/**
 * colim_cset_equal:
 * @self: a C-set
 * @other: another one
 *
 * Compares schemas and columns; isomorphic C-sets with different numbering are not equal.
 *
 * Returns: whether the two are the same C-set
 */
gboolean
colim_cset_equal (const ColimCSet *self, const ColimCSet *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self == other)
    return TRUE;
  if (!colim_schema_equal (self->schema, other->schema))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    if (self->n_parts[ob] != other->n_parts[ob])
      return FALSE;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->schema); type++)
    if (self->n_variables[type] != other->n_variables[type])
      return FALSE;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    if (!colim_fin_function_equal (self->homs[hom], other->homs[hom]))
      return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    if (!_colim_column_equal (self->attrs[attr], other->attrs[attr]))
      return FALSE;

  return TRUE;
}

/**
 * colim_cset_hash:
 * @self: a C-set
 *
 * Hashes the columns; equal C-sets have equal hashes.
 *
 * Returns: the hash
 */
guint
colim_cset_hash (const ColimCSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  guint32 hash = colim_schema_hash (self->schema);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    hash = (hash ^ (guint32) self->n_parts[ob]) * 0x01000193u;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->schema); type++)
    hash = (hash ^ (guint32) self->n_variables[type]) * 0x01000193u;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    hash = (hash ^ colim_fin_function_hash (self->homs[hom])) * 0x01000193u;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    hash = (hash ^ _colim_column_hash (self->attrs[attr])) * 0x01000193u;

  return hash;
}

static char *
print_end (const ColimCSet *self, gint32 attr, gint32 end)
{
  return attr >= 0 ? _colim_column_print_entry (self->attrs[attr], end) : g_strdup_printf ("%d", end);
}

static gboolean
check_equation (const ColimCSet *self, gint32 equation, GError **error)
{
  gint32 dom = colim_schema_get_equation_dom (self->schema, equation);
  gsize n_left, n_right;
  const gint32 *left = colim_schema_get_equation_path (self->schema, equation, 0, &n_left);
  const gint32 *right = colim_schema_get_equation_path (self->schema, equation, 1, &n_right);

  for (gint32 part = 0; part < self->n_parts[dom]; part++)
    {
      gint32 left_end = part, right_end = part;
      gint32 left_attr = _colim_cset_follow (self, left, n_left, &left_end);
      gint32 right_attr = _colim_cset_follow (self, right, n_right, &right_end);

      if (left_attr >= 0
              ? _colim_column_equal_entries (self->attrs[left_attr], left_end, self->attrs[right_attr], right_end)
              : left_end == right_end)
        continue;

      g_autofree char *left_path = colim_schema_print_path (self->schema, left, n_left);
      g_autofree char *right_path = colim_schema_print_path (self->schema, right, n_right);
      g_autofree char *left_value = print_end (self, left_attr, left_end);
      g_autofree char *right_value = print_end (self, right_attr, right_end);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                   "'%s = %s' does not hold at part %d of '%s': %s is not %s", left_path, right_path, part,
                   colim_schema_get_object_name (self->schema, dom), left_value, right_value);
      return FALSE;
    }

  return TRUE;
}

/**
 * colim_cset_check:
 * @self: a C-set
 * @error: return location for an error
 *
 * Checks the equations of the schema.  Time: the number of parts times the lengths of the paths.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_EQUATION_VIOLATED, which names the equation, the part and both values
 */
gboolean
colim_cset_check (const ColimCSet *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  for (gint32 equation = 0; equation < colim_schema_get_n_equations (self->schema); equation++)
    if (!check_equation (self, equation, error))
      return FALSE;

  return TRUE;
}
