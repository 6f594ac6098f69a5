/* Homomorphisms of C-sets: a function for each object, and for each variable a variable or a constant, such that
 *
 *        X(A) --f_A--> Y(A)
 *         |             |
 *       h |             | h        commutes for every hom h, and every attribute, constants staying what they are
 *         v             v
 *        X(B) --f_B--> Y(B)
 *
 * A value of this type is natural: it was checked, or made by what makes only natural ones.
 */

#include "lib/csets/hom-private.h"

/**
 * ColimHom:
 *
 * A homomorphism of C-sets.  Immutable and reference counted.
 *
 * C-sets are functors to finite sets, see [struct@Colim.CSet]; a homomorphism is a natural transformation between them.
 */
G_DEFINE_BOXED_TYPE (ColimHom, colim_hom, colim_hom_ref, colim_hom_unref)

/* Everything missing: the caller puts it in. */
ColimHom *
_colim_hom_new_blank (ColimCSet *dom, ColimCSet *codom)
{
  ColimHom *self = g_new (ColimHom, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->dom = colim_cset_ref (dom);
  self->codom = colim_cset_ref (codom);
  self->components = g_new0 (ColimFinFunction *, colim_schema_get_n_objects (dom->schema));
  self->images = g_new0 (ColimColumn *, colim_schema_get_n_attr_types (dom->schema));

  return self;
}

/**
 * colim_hom_new:
 * @dom: where it starts
 * @codom: where it ends
 * @components: (array length=n_components): a function for each object
 * @n_components: as many as the schema has objects
 * @error: return location for an error
 *
 * Makes a homomorphism.  Variables go where the attributes say; for those that no attribute uses see
 * [struct@Colim.HomBuilder].
 *
 * Returns: (transfer full): the homomorphism, or %NULL with the errors of [method@Colim.HomBuilder.end]
 */
ColimHom *
colim_hom_new (ColimCSet *dom, ColimCSet *codom, ColimFinFunction **components, gsize n_components, GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && (components != NULL || n_components == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);

  if (n_components != (gsize) colim_schema_get_n_objects (dom->schema))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%" G_GSIZE_FORMAT " components for %d objects", n_components,
                   colim_schema_get_n_objects (dom->schema));
      return NULL;
    }
  for (gint32 ob = 0; ob < (gint32) n_components; ob++)
    if (!colim_hom_builder_set_component (builder, colim_schema_get_object_name (dom->schema, ob), components[ob], error))
      return NULL;

  return colim_hom_builder_end (builder, error);
}

/**
 * colim_hom_new_identity:
 * @cset: a C-set
 *
 * Makes the identity.
 *
 * Returns: (transfer full): the homomorphism that changes nothing
 */
ColimHom *
colim_hom_new_identity (ColimCSet *cset)
{
  g_return_val_if_fail (cset != NULL, NULL);

  ColimHom *self = _colim_hom_new_blank (cset, cset);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    self->components[ob] = colim_fin_function_new_identity (cset->n_parts[ob]);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (cset->schema); type++)
    {
      self->images[type] = _colim_column_new (colim_schema_get_attr_type (cset->schema, type), cset->n_variables[type]);
      for (gint32 v = 0; v < cset->n_variables[type]; v++)
        _colim_column_set_variable (self->images[type], v, v);
    }

  return self;
}

/**
 * colim_hom_ref:
 * @self: a homomorphism
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimHom *
colim_hom_ref (ColimHom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * colim_hom_unref:
 * @self: (transfer full): a homomorphism
 *
 * Gives a reference back.
 */
void
colim_hom_unref (ColimHom *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    g_clear_pointer (&self->components[ob], colim_fin_function_unref);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->dom->schema); type++)
    g_clear_pointer (&self->images[type], _colim_column_unref);
  g_free (self->components);
  g_free (self->images);
  colim_cset_unref (self->dom);
  colim_cset_unref (self->codom);
  g_free (self);
}

/**
 * colim_hom_get_dom:
 * @self: a homomorphism
 *
 * Tells where it starts.
 *
 * Returns: (transfer none): the domain
 */
ColimCSet *
colim_hom_get_dom (const ColimHom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dom;
}

/**
 * colim_hom_get_codom:
 * @self: a homomorphism
 *
 * Tells where it ends.
 *
 * Returns: (transfer none): the codomain
 */
ColimCSet *
colim_hom_get_codom (const ColimHom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->codom;
}

/**
 * colim_hom_get_component:
 * @self: a homomorphism
 * @object: the name of an object
 * @error: return location for an error
 *
 * Tells where the parts over an object go.
 *
 * Returns: (transfer none): the component, or %NULL with %COLIM_ERROR_UNKNOWN_NAME
 */
ColimFinFunction *
colim_hom_get_component (const ColimHom *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (self->dom->schema, COLIM_SCHEMA_OBJECT, object, error);

  return ob < 0 ? NULL : self->components[ob];
}

/**
 * colim_hom_get_component_at:
 * @self: a homomorphism
 * @object: the index of an object
 *
 * Tells where the parts over an object go.
 *
 * Returns: (transfer none): the component
 */
ColimFinFunction *
colim_hom_get_component_at (const ColimHom *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0, NULL);
  g_return_val_if_fail (object < colim_schema_get_n_objects (self->dom->schema), NULL);

  return self->components[object];
}

/**
 * colim_hom_get_variable_at:
 * @self: a homomorphism
 * @attr_type: the index of an attribute type
 * @variable: a variable of the domain
 *
 * Tells where a variable goes.
 *
 * Returns: a variable of the codomain, or -1 if it goes to a constant
 */
gint32
colim_hom_get_variable_at (const ColimHom *self, gint32 attr_type, gint32 variable)
{
  g_return_val_if_fail (self != NULL && attr_type >= 0, -1);
  g_return_val_if_fail (attr_type < colim_schema_get_n_attr_types (self->dom->schema), -1);
  g_return_val_if_fail (variable >= 0 && variable < self->images[attr_type]->n, -1);

  return self->images[attr_type]->variables[variable];
}

/**
 * colim_hom_get_value_at:
 * @self: a homomorphism
 * @attr_type: the index of an attribute type
 * @variable: a variable of the domain
 * @value: (out caller-allocates): where to put the constant
 *
 * Reads the constant that a variable goes to.
 *
 * Returns: %TRUE, or %FALSE if it goes to a variable
 */
gboolean
colim_hom_get_value_at (const ColimHom *self, gint32 attr_type, gint32 variable, GValue *value)
{
  g_return_val_if_fail (value != NULL, FALSE);

  if (colim_hom_get_variable_at (self, attr_type, variable) != COLIM_COLUMN_CONSTANT)
    return FALSE;

  const ColimColumn *column = self->images[attr_type];

  if (G_IS_VALUE (value))
    g_value_unset (value);
  g_value_init (value, column->type->type);
  column->type->ops->store (column->type, column->cells[variable], value);

  return TRUE;
}

/**
 * colim_hom_compose:
 * @self: a homomorphism, applied first
 * @other: a homomorphism, applied second
 * @error: return location for an error
 *
 * Composes in diagram order.
 *
 * Returns: (transfer full): the composite, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimHom *
colim_hom_compose (const ColimHom *self, const ColimHom *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!colim_cset_equal (self->codom, other->dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "cannot compose: the codomain of the first is not the domain of the second");
      return NULL;
    }

  ColimHom *composite = _colim_hom_new_blank (self->dom, other->codom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    composite->components[ob] = colim_fin_function_compose (self->components[ob], other->components[ob], NULL);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->dom->schema); type++)
    {
      const ColimColumn *first = self->images[type], *second = other->images[type];
      ColimColumn *column = _colim_column_new (first->type, first->n);

      for (gint32 v = 0; v < first->n; v++)
        if (first->variables[v] >= 0)
          _colim_column_copy_entry (column, v, second, first->variables[v]);
        else
          _colim_column_copy_entry (column, v, first, v);
      composite->images[type] = column;
    }

  return composite;
}

/**
 * colim_hom_equal:
 * @self: a homomorphism
 * @other: another one
 *
 * Compares ends and components.
 *
 * Returns: whether the two are the same homomorphism
 */
gboolean
colim_hom_equal (const ColimHom *self, const ColimHom *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (!colim_cset_equal (self->dom, other->dom) || !colim_cset_equal (self->codom, other->codom))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    if (!colim_fin_function_equal (self->components[ob], other->components[ob]))
      return FALSE;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->dom->schema); type++)
    if (!_colim_column_equal (self->images[type], other->images[type]))
      return FALSE;

  return TRUE;
}

/**
 * colim_hom_is_monic:
 * @self: a homomorphism
 *
 * Decides whether every component is injective; variables are not asked.
 *
 * Returns: whether they all are
 */
gboolean
colim_hom_is_monic (const ColimHom *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    if (!colim_fin_function_is_monic (self->components[ob]))
      return FALSE;

  return TRUE;
}

/**
 * colim_hom_is_epic:
 * @self: a homomorphism
 *
 * Decides whether every component is surjective; variables are not asked.
 *
 * Returns: whether they all are
 */
gboolean
colim_hom_is_epic (const ColimHom *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    if (!colim_fin_function_is_epic (self->components[ob]))
      return FALSE;

  return TRUE;
}
