/* The attributes of a C-set in the making. */

#include "lib/csets/cset-builder-private.h"

/* A column to write to. */
ColimColumn *
_colim_cset_builder_get_column (ColimCSetBuilder *self, gint32 attr)
{
  return self->attrs[attr] = _colim_column_writable (self->attrs[attr]);
}

static gint32
find (const ColimCSetBuilder *self, const char *attr, gint32 part, GError **error)
{
  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_ATTR, attr, error);

  if (index < 0
      || !_colim_cset_builder_check_part (self, colim_schema_get_attr_dom (self->schema, index), part, error))
    return -1;
  return index;
}

/**
 * colim_cset_builder_add_variables:
 * @self: a builder
 * @attr_type: the name of an attribute type
 * @n: how many variables to add
 * @error: return location for an error
 *
 * Adds variables, which stand for constants that are not known.
 *
 * Returns: the first new variable, the others follow; or -1 with %COLIM_ERROR_UNKNOWN_NAME,
 *   %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_cset_builder_add_variables (ColimCSetBuilder *self, const char *attr_type, gint32 n, GError **error)
{
  g_return_val_if_fail (self != NULL && attr_type != NULL, -1);

  gint32 type = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_ATTR_TYPE, attr_type, error);
  gint32 old = type < 0 ? 0 : self->n_variables[type];

  if (type < 0)
    return -1;
  if (n < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "cannot add %d variables to '%s'", n, attr_type);
      return -1;
    }
  if (n > G_MAXINT32 - old)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d variables", attr_type,
                   G_MAXINT32);
      return -1;
    }
  self->n_variables[type] += n;

  return old;
}

/**
 * colim_cset_builder_set_variable:
 * @self: a builder
 * @attr: the name of an attribute
 * @part: a part that has it
 * @variable: a variable
 * @error: return location for an error
 *
 * Makes the value of an attribute a variable.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_builder_set_variable (ColimCSetBuilder *self, const char *attr, gint32 part, gint32 variable, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL, FALSE);

  gint32 index = find (self, attr, part, error);
  gint32 type = index < 0 ? 0 : colim_schema_get_attr_codom (self->schema, index);

  if (index < 0)
    return FALSE;
  if (variable < 0 || variable >= self->n_variables[type])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'%s' has %d variables, there is no variable %d",
                   colim_schema_get_attr_type_name (self->schema, type), self->n_variables[type], variable);
      return FALSE;
    }
  _colim_column_set_variable (_colim_cset_builder_get_column (self, index), part, variable);

  return TRUE;
}

/**
 * colim_cset_builder_set_value:
 * @self: a builder
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: a constant
 * @error: return location for an error
 *
 * Makes the value of an attribute a constant.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_cset_builder_set_value (ColimCSetBuilder *self, const char *attr, gint32 part, const GValue *value, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && G_IS_VALUE (value), FALSE);

  gint32 index = find (self, attr, part, error);
  ColimCell cell;

  if (index < 0)
    return FALSE;
  if (!_colim_attr_type_load (self->attrs[index]->type, value, &cell, error))
    {
      g_prefix_error (error, "in '%s': ", attr);
      return FALSE;
    }
  _colim_column_take_constant (_colim_cset_builder_get_column (self, index), part, cell);

  return TRUE;
}

/**
 * colim_cset_builder_set_int:
 * @self: a builder
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: a constant
 * @error: return location for an error
 *
 * Makes the value of an attribute an integer.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_cset_builder_set_int (ColimCSetBuilder *self, const char *attr, gint32 part, gint64 value, GError **error)
{
  g_auto (GValue) constant = G_VALUE_INIT;

  g_value_init (&constant, G_TYPE_INT64);
  g_value_set_int64 (&constant, value);

  return colim_cset_builder_set_value (self, attr, part, &constant, error);
}

/**
 * colim_cset_builder_set_double:
 * @self: a builder
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: a constant
 * @error: return location for an error
 *
 * Makes the value of an attribute a double.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_cset_builder_set_double (ColimCSetBuilder *self, const char *attr, gint32 part, double value, GError **error)
{
  g_auto (GValue) constant = G_VALUE_INIT;

  g_value_init (&constant, G_TYPE_DOUBLE);
  g_value_set_double (&constant, value);

  return colim_cset_builder_set_value (self, attr, part, &constant, error);
}

/**
 * colim_cset_builder_set_string:
 * @self: a builder
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: a constant
 * @error: return location for an error
 *
 * Makes the value of an attribute a string.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_cset_builder_set_string (ColimCSetBuilder *self, const char *attr, gint32 part, const char *value, GError **error)
{
  g_return_val_if_fail (value != NULL, FALSE);

  g_auto (GValue) constant = G_VALUE_INIT;

  g_value_init (&constant, G_TYPE_STRING);
  g_value_set_string (&constant, value);

  return colim_cset_builder_set_value (self, attr, part, &constant, error);
}

static gint32
find_whole (const ColimCSetBuilder *self, const char *attr, gsize n, GError **error)
{
  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_ATTR, attr, error);

  if (index < 0 || n == (gsize) self->attrs[index]->n)
    return index;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
               "%" G_GSIZE_FORMAT " values for '%s', but '%s' has %d parts", n, attr,
               colim_schema_get_object_name (self->schema, colim_schema_get_attr_dom (self->schema, index)),
               self->attrs[index]->n);

  return -1;
}

/**
 * colim_cset_builder_set_int_values:
 * @self: a builder
 * @attr: the name of an attribute
 * @values: (array length=n_values): a constant for each part
 * @n_values: as many as there are parts
 * @error: return location for an error
 *
 * Makes all values of an attribute integers.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_cset_builder_set_int_values (ColimCSetBuilder *self, const char *attr, const gint64 *values, gsize n_values,
                                   GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && (values != NULL || n_values == 0), FALSE);

  gint32 index = find_whole (self, attr, n_values, error);
  ColimColumn *column;

  if (index < 0)
    return FALSE;
  column = _colim_cset_builder_get_column (self, index);
  for (gint32 part = 0; part < column->n; part++)
    if (column->type->type == G_TYPE_INT64)
      _colim_column_take_constant (column, part, (ColimCell) { .v_int = values[part] });
    else if (!colim_cset_builder_set_int (self, attr, part, values[part], error))
      return FALSE;

  return TRUE;
}

/**
 * colim_cset_builder_set_double_values:
 * @self: a builder
 * @attr: the name of an attribute
 * @values: (array length=n_values): a constant for each part
 * @n_values: as many as there are parts
 * @error: return location for an error
 *
 * Makes all values of an attribute doubles.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_cset_builder_set_double_values (ColimCSetBuilder *self, const char *attr, const double *values, gsize n_values,
                                      GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && (values != NULL || n_values == 0), FALSE);

  gint32 index = find_whole (self, attr, n_values, error);
  ColimColumn *column;

  if (index < 0)
    return FALSE;
  column = _colim_cset_builder_get_column (self, index);
  for (gint32 part = 0; part < column->n; part++)
    if (column->type->type == G_TYPE_DOUBLE)
      _colim_column_take_constant (column, part, (ColimCell) { .v_double = values[part] });
    else if (!colim_cset_builder_set_double (self, attr, part, values[part], error))
      return FALSE;

  return TRUE;
}
