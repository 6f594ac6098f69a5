/* A C-set is its functor: a size for each object, a function for each hom, a column for each attribute.
 *
 *     E: 0 1 2 …         src: │0│0│1│…   values below the number of parts of V
 *     V: 0 1 2 …      weight: │0.5│ variable 0 │…
 *
 * It is total and never changes.  Its columns are counted by themselves, so that C-sets and builders share them;
 * the fibres of a hom are built when first asked for.
 */

#include "lib/csets/cset-private.h"

/**
 * ColimCSet:
 *
 * A functor from a schema to finite sets, with attributes.  Immutable and reference counted.
 *
 * The category that it starts at is the one that [method@Colim.Schema.present] presents, and
 * [method@Colim.CSet.project_elements] its category of elements over that.
 */
G_DEFINE_BOXED_TYPE (ColimCSet, colim_cset, colim_cset_ref, colim_cset_unref)

/* All numbers 0 and all columns missing: the caller puts them in. */
ColimCSet *
_colim_cset_new_blank (ColimSchema *schema)
{
  ColimCSet *self = g_atomic_rc_box_new (ColimCSet);

  self->schema = colim_schema_ref (schema);
  self->n_parts = g_new0 (gint32, colim_schema_get_n_objects (schema));
  self->n_variables = g_new0 (gint32, colim_schema_get_n_attr_types (schema));
  self->homs = g_new0 (ColimFinFunction *, colim_schema_get_n_homs (schema));
  self->attrs = g_new0 (ColimColumn *, colim_schema_get_n_attrs (schema));
  self->fibres = g_new0 (ColimFibres *, colim_schema_get_n_homs (schema));

  return self;
}

/**
 * colim_cset_ref:
 * @self: a C-set
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimCSet *
colim_cset_ref (ColimCSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimCSet *self)
{
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    {
      g_clear_pointer (&self->homs[hom], colim_fin_function_unref);
      g_clear_pointer (&self->fibres[hom], colim_fibres_unref);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    g_clear_pointer (&self->attrs[attr], _colim_column_unref);
  g_free (self->n_parts);
  g_free (self->n_variables);
  g_free (self->homs);
  g_free (self->attrs);
  g_free (self->fibres);
  colim_schema_unref (self->schema);
}

/**
 * colim_cset_unref:
 * @self: (transfer full): a C-set
 *
 * Gives a reference back.
 */
void
colim_cset_unref (ColimCSet *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_cset_get_schema:
 * @self: a C-set
 *
 * Tells the shape of the C-set.
 *
 * Returns: (transfer none): the schema
 */
ColimSchema *
colim_cset_get_schema (const ColimCSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->schema;
}

/**
 * colim_cset_get_n_parts:
 * @self: a C-set
 * @object: the name of an object
 * @error: return location for an error
 *
 * Counts the parts over an object.
 *
 * Returns: how many there are, or -1 with %COLIM_ERROR_UNKNOWN_NAME
 */
gint32
colim_cset_get_n_parts (const ColimCSet *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, -1);

  gint32 ob = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, object, error);

  return ob < 0 ? -1 : self->n_parts[ob];
}

/**
 * colim_cset_get_n_variables:
 * @self: a C-set
 * @attr_type: the name of an attribute type
 * @error: return location for an error
 *
 * Counts the variables of an attribute type, used or not.
 *
 * Returns: how many there are, or -1 with %COLIM_ERROR_UNKNOWN_NAME
 */
gint32
colim_cset_get_n_variables (const ColimCSet *self, const char *attr_type, GError **error)
{
  g_return_val_if_fail (self != NULL && attr_type != NULL, -1);

  gint32 type = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_ATTR_TYPE, attr_type, error);

  return type < 0 ? -1 : self->n_variables[type];
}

/**
 * colim_cset_get_hom:
 * @self: a C-set
 * @hom: the name of a hom
 * @error: return location for an error
 *
 * Gives the function that a hom is sent to.
 *
 * Returns: (transfer none): the function, or %NULL with %COLIM_ERROR_UNKNOWN_NAME
 */
ColimFinFunction *
colim_cset_get_hom (const ColimCSet *self, const char *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, NULL);

  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_HOM, hom, error);

  return index < 0 ? NULL : self->homs[index];
}

/**
 * colim_cset_incident:
 * @self: a C-set
 * @hom: the name of a hom
 * @part: a part of its codomain
 * @n: (out): how many parts there are over it
 * @error: return location for an error
 *
 * Finds the parts that a hom sends to a part, by an index that is built at the first question.
 *
 * Returns: (transfer none) (array length=n): the parts, ascending, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE
 */
const gint32 *
colim_cset_incident (const ColimCSet *self, const char *hom, gint32 part, gsize *n, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && n != NULL, NULL);

  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_HOM, hom, error);

  *n = 0;
  if (index < 0)
    return NULL;
  if (part < 0 || part >= colim_fin_function_get_codom (self->homs[index]))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'%s' ends at %d parts, there is no part %d", hom,
                   colim_fin_function_get_codom (self->homs[index]), part);
      return NULL;
    }

  return colim_fibres_get (colim_cset_get_fibres_at (self, index), part, n);
}

/* Finds an attribute and looks whether it has the part. */
static gint32
find_attr (const ColimCSet *self, const char *attr, gint32 part, GError **error)
{
  gint32 index = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_ATTR, attr, error);

  if (index < 0 || (part >= 0 && part < self->attrs[index]->n))
    return index;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'%s' starts at %d parts, there is no part %d", attr,
               self->attrs[index]->n, part);

  return -1;
}

/* The same, and there must be a constant. */
static gint32
find_constant (const ColimCSet *self, const char *attr, gint32 part, GError **error)
{
  gint32 index = find_attr (self, attr, part, error);

  if (index < 0 || self->attrs[index]->variables[part] == COLIM_COLUMN_CONSTANT)
    return index;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' of part %d is variable %d, no constant", attr, part,
               self->attrs[index]->variables[part]);

  return -1;
}

static void
refuse (const ColimCSet *self, gint32 attr, gint32 part, const char *wanted, GError **error)
{
  g_autofree char *found = _colim_column_print_entry (self->attrs[attr], part);

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' of part %d is %s, no %s",
               colim_schema_get_attr_name (self->schema, attr), part, found, wanted);
}

/**
 * colim_cset_get_variable:
 * @self: a C-set
 * @attr: the name of an attribute
 * @part: a part that has it
 * @error: return location for an error
 *
 * Tells which variable the value of an attribute is.
 *
 * Returns: the variable, or -1 if the value is a constant; -1 also with %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE
 */
gint32
colim_cset_get_variable (const ColimCSet *self, const char *attr, gint32 part, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL, -1);

  gint32 index = find_attr (self, attr, part, error);

  return index < 0 ? -1 : self->attrs[index]->variables[part];
}

/**
 * colim_cset_get_value:
 * @self: a C-set
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: (out caller-allocates): where to put the constant
 * @error: return location for an error
 *
 * Reads a constant of any type.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_TYPE (it is a variable), %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_get_value (const ColimCSet *self, const char *attr, gint32 part, GValue *value, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && value != NULL, FALSE);

  gint32 index = find_constant (self, attr, part, error);

  return index >= 0 && colim_cset_get_value_at (self, index, part, value);
}

/**
 * colim_cset_get_int:
 * @self: a C-set
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: (out): where to put the constant
 * @error: return location for an error
 *
 * Reads a constant that is an integer.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_TYPE, %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_get_int (const ColimCSet *self, const char *attr, gint32 part, gint64 *value, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && value != NULL, FALSE);

  gint32 index = find_constant (self, attr, part, error);
  g_auto (GValue) constant = G_VALUE_INIT;

  if (index < 0)
    return FALSE;
  colim_cset_get_value_at (self, index, part, &constant);
  if (_colim_gvalue_get_int (&constant, value))
    return TRUE;
  refuse (self, index, part, "integer", error);

  return FALSE;
}

/**
 * colim_cset_get_double:
 * @self: a C-set
 * @attr: the name of an attribute
 * @part: a part that has it
 * @value: (out): where to put the constant
 * @error: return location for an error
 *
 * Reads a constant that is a number.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_TYPE, %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 */
gboolean
colim_cset_get_double (const ColimCSet *self, const char *attr, gint32 part, double *value, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && value != NULL, FALSE);

  gint32 index = find_constant (self, attr, part, error);
  g_auto (GValue) constant = G_VALUE_INIT;
  gint64 whole;

  if (index < 0)
    return FALSE;
  colim_cset_get_value_at (self, index, part, &constant);
  if (G_VALUE_HOLDS_DOUBLE (&constant))
    *value = g_value_get_double (&constant);
  else if (_colim_gvalue_get_int (&constant, &whole))
    *value = (double) whole;
  else
    {
      refuse (self, index, part, "number", error);
      return FALSE;
    }

  return TRUE;
}

/**
 * colim_cset_get_string:
 * @self: a C-set
 * @attr: the name of an attribute
 * @part: a part that has it
 * @error: return location for an error
 *
 * Reads a constant that is a string.
 *
 * Returns: (transfer none): the string, or %NULL with %COLIM_ERROR_TYPE, %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE
 */
const char *
colim_cset_get_string (const ColimCSet *self, const char *attr, gint32 part, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL, NULL);

  gint32 index = find_constant (self, attr, part, error);
  const ColimColumn *column = index < 0 ? NULL : self->attrs[index];

  if (index < 0)
    return NULL;
  if (column->type->type == G_TYPE_STRING)
    return column->cells[part].v_pointer;
  if (column->type->type == G_TYPE_VALUE && G_VALUE_HOLDS_STRING (column->cells[part].v_pointer))
    return g_value_get_string (column->cells[part].v_pointer);
  refuse (self, index, part, "string", error);

  return NULL;
}

/**
 * colim_cset_get_n_parts_at:
 * @self: a C-set
 * @object: the index of an object
 *
 * Counts the parts over an object.
 *
 * Returns: how many there are
 */
gint32
colim_cset_get_n_parts_at (const ColimCSet *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < colim_schema_get_n_objects (self->schema), 0);

  return self->n_parts[object];
}

/**
 * colim_cset_get_n_variables_at:
 * @self: a C-set
 * @attr_type: the index of an attribute type
 *
 * Counts the variables of an attribute type, used or not.
 *
 * Returns: how many there are
 */
gint32
colim_cset_get_n_variables_at (const ColimCSet *self, gint32 attr_type)
{
  g_return_val_if_fail (self != NULL && attr_type >= 0, 0);
  g_return_val_if_fail (attr_type < colim_schema_get_n_attr_types (self->schema), 0);

  return self->n_variables[attr_type];
}

/**
 * colim_cset_get_hom_at:
 * @self: a C-set
 * @hom: the index of a hom
 *
 * Gives the function that a hom is sent to.
 *
 * Returns: (transfer none): the function
 */
ColimFinFunction *
colim_cset_get_hom_at (const ColimCSet *self, gint32 hom)
{
  g_return_val_if_fail (self != NULL && hom >= 0 && hom < colim_schema_get_n_homs (self->schema), NULL);

  return self->homs[hom];
}

/**
 * colim_cset_get_fibres_at:
 * @self: a C-set
 * @hom: the index of a hom
 *
 * Gives the preimages under a hom.  They are built by whoever asks first; of two threads that ask at once, one
 * throws its own away.
 *
 * Returns: (transfer none): the fibres
 */
ColimFibres *
colim_cset_get_fibres_at (const ColimCSet *self, gint32 hom)
{
  g_return_val_if_fail (self != NULL && hom >= 0 && hom < colim_schema_get_n_homs (self->schema), NULL);

  ColimFibres *fibres = g_atomic_pointer_get (&self->fibres[hom]);

  if (fibres != NULL)
    return fibres;
  fibres = colim_fibres_new (self->homs[hom]);
  if (!g_atomic_pointer_compare_and_exchange (&self->fibres[hom], NULL, fibres))
    colim_fibres_unref (fibres);

  return g_atomic_pointer_get (&self->fibres[hom]);
}

/**
 * colim_cset_get_variable_at:
 * @self: a C-set
 * @attr: the index of an attribute
 * @part: a part that has it
 *
 * Tells which variable the value of an attribute is.
 *
 * Returns: the variable, or -1 if the value is a constant
 */
gint32
colim_cset_get_variable_at (const ColimCSet *self, gint32 attr, gint32 part)
{
  g_return_val_if_fail (self != NULL && attr >= 0 && attr < colim_schema_get_n_attrs (self->schema), -1);
  g_return_val_if_fail (part >= 0 && part < self->attrs[attr]->n, -1);

  return self->attrs[attr]->variables[part];
}

/**
 * colim_cset_get_value_at:
 * @self: a C-set
 * @attr: the index of an attribute
 * @part: a part that has it
 * @value: (out caller-allocates): where to put the constant
 *
 * Reads a constant of any type.
 *
 * Returns: %TRUE, or %FALSE if there is a variable
 */
gboolean
colim_cset_get_value_at (const ColimCSet *self, gint32 attr, gint32 part, GValue *value)
{
  g_return_val_if_fail (value != NULL, FALSE);

  if (colim_cset_get_variable_at (self, attr, part) != COLIM_COLUMN_CONSTANT)
    return FALSE;

  const ColimColumn *column = self->attrs[attr];

  if (G_IS_VALUE (value))
    g_value_unset (value);
  g_value_init (value, column->type->type);
  column->type->ops->store (column->type, column->cells[part], value);

  return TRUE;
}
