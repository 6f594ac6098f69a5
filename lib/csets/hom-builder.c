/* A homomorphism in the making: components that need not be natural yet.
 *
 * What is left out is filled in where there is only one possibility: the component of an object without parts, and
 * the image of a variable that an attribute uses.
 */

#include "lib/csets/hom-private.h"

#include "lib/sets/fin-function-private.h"

struct _ColimHomBuilder {
  ColimHom *hom; /* nobody else has it before the end */
  GError *error; /* of the schemas */
};

/**
 * ColimHomBuilder:
 *
 * A homomorphism in the making.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimHomBuilder, colim_hom_builder, colim_hom_builder_ref, colim_hom_builder_unref)

/**
 * colim_hom_builder_new:
 * @dom: where it starts
 * @codom: where it ends
 *
 * Starts a homomorphism of which nothing is known.
 *
 * Returns: (transfer full): the builder
 */
ColimHomBuilder *
colim_hom_builder_new (ColimCSet *dom, ColimCSet *codom)
{
  g_return_val_if_fail (dom != NULL && codom != NULL, NULL);

  ColimHomBuilder *self = g_atomic_rc_box_new0 (ColimHomBuilder);

  self->hom = _colim_hom_new_blank (dom, codom);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (dom->schema); type++)
    self->hom->images[type]
        = _colim_column_new (colim_schema_get_attr_type (dom->schema, type), dom->n_variables[type]);
  _colim_schema_check_equal (dom->schema, codom->schema, &self->error);

  return self;
}

/**
 * colim_hom_builder_ref:
 * @self: a builder
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimHomBuilder *
colim_hom_builder_ref (ColimHomBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimHomBuilder *self)
{
  g_clear_pointer (&self->hom, colim_hom_unref);
  g_clear_error (&self->error);
}

/**
 * colim_hom_builder_unref:
 * @self: (transfer full): a builder
 *
 * Gives a reference back.
 */
void
colim_hom_builder_unref (ColimHomBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static gboolean
check_schemas (const ColimHomBuilder *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}

/**
 * colim_hom_builder_set_component:
 * @self: a builder
 * @object: the name of an object
 * @component: where its parts go
 * @error: return location for an error
 *
 * Sets a component.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_NOT_COMPOSABLE (the function does not run
 *   between the parts of the two C-sets) or %COLIM_ERROR_TYPE (their schemas differ)
 */
gboolean
colim_hom_builder_set_component (ColimHomBuilder *self, const char *object, ColimFinFunction *component, GError **error)
{
  g_return_val_if_fail (self != NULL && self->hom != NULL && object != NULL && component != NULL, FALSE);

  ColimHom *hom = self->hom;
  gint32 ob = _colim_schema_find_or_fail (hom->dom->schema, COLIM_SCHEMA_OBJECT, object, error);

  if (ob < 0 || !check_schemas (self, error))
    return FALSE;
  if (colim_fin_function_get_dom (component) != hom->dom->n_parts[ob]
      || colim_fin_function_get_codom (component) != hom->codom->n_parts[ob])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "the component over '%s' runs from %d to %d elements, not from %d to %d", object,
                   colim_fin_function_get_dom (component), colim_fin_function_get_codom (component),
                   hom->dom->n_parts[ob], hom->codom->n_parts[ob]);
      return FALSE;
    }
  colim_fin_function_ref (component);
  g_clear_pointer (&hom->components[ob], colim_fin_function_unref);
  hom->components[ob] = component;

  return TRUE;
}

static gint32
find_type (const ColimHomBuilder *self, const char *attr_type, gint32 variable, GError **error)
{
  const ColimHom *hom = self->hom;
  gint32 type = _colim_schema_find_or_fail (hom->dom->schema, COLIM_SCHEMA_ATTR_TYPE, attr_type, error);

  if (type < 0 || !check_schemas (self, error))
    return -1;
  if (variable >= 0 && variable < hom->images[type]->n)
    return type;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "the domain has %d variables of '%s', there is no variable %d",
               hom->images[type]->n, attr_type, variable);

  return -1;
}

/**
 * colim_hom_builder_set_variable:
 * @self: a builder
 * @attr_type: the name of an attribute type
 * @variable: a variable of the domain
 * @image: a variable of the codomain
 * @error: return location for an error
 *
 * Sends a variable to a variable.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE (the
 *   schemas differ)
 */
gboolean
colim_hom_builder_set_variable (ColimHomBuilder *self, const char *attr_type, gint32 variable, gint32 image,
                                GError **error)
{
  g_return_val_if_fail (self != NULL && self->hom != NULL && attr_type != NULL, FALSE);

  gint32 type = find_type (self, attr_type, variable, error);

  if (type < 0)
    return FALSE;
  if (image < 0 || image >= self->hom->codom->n_variables[type])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                   "the codomain has %d variables of '%s', there is no variable %d",
                   self->hom->codom->n_variables[type], attr_type, image);
      return FALSE;
    }
  _colim_column_set_variable (self->hom->images[type], variable, image);

  return TRUE;
}

/**
 * colim_hom_builder_set_value:
 * @self: a builder
 * @attr_type: the name of an attribute type
 * @variable: a variable of the domain
 * @image: a constant
 * @error: return location for an error
 *
 * Sends a variable to a constant.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_hom_builder_set_value (ColimHomBuilder *self, const char *attr_type, gint32 variable, const GValue *image,
                             GError **error)
{
  g_return_val_if_fail (self != NULL && self->hom != NULL && attr_type != NULL && G_IS_VALUE (image), FALSE);

  gint32 type = find_type (self, attr_type, variable, error);
  ColimCell cell;

  if (type < 0)
    return FALSE;
  if (!_colim_attr_type_load (self->hom->images[type]->type, image, &cell, error))
    {
      g_prefix_error (error, "in '%s': ", attr_type);
      return FALSE;
    }
  _colim_column_take_constant (self->hom->images[type], variable, cell);

  return TRUE;
}

/* Fills in what can only be one thing, and says what is missing. */
static gboolean
complete (ColimHomBuilder *self, GError **error)
{
  ColimHom *hom = self->hom;
  const ColimSchema *schema = hom->dom->schema;

  if (!check_schemas (self, error))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      if (hom->components[ob] == NULL && hom->dom->n_parts[ob] == 0)
        hom->components[ob] = _colim_fin_function_take (NULL, 0, hom->codom->n_parts[ob]);
      if (hom->components[ob] == NULL)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "the component over '%s' is missing",
                       colim_schema_get_object_name (schema, ob));
          return FALSE;
        }
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const ColimColumn *from = hom->dom->attrs[attr], *to = hom->codom->attrs[attr];
      ColimColumn *images = hom->images[colim_schema_get_attr_codom (schema, attr)];
      const gint32 *component
          = colim_fin_function_get_values (hom->components[colim_schema_get_attr_dom (schema, attr)], NULL);

      for (gint32 x = 0; x < from->n && images->n_undefined > 0; x++)
        if (from->variables[x] >= 0 && images->variables[from->variables[x]] == COLIM_COLUMN_UNDEFINED)
          _colim_column_copy_entry (images, from->variables[x], to, component[x]);
    }

  return TRUE;
}

const ColimHom *
_colim_hom_builder_complete (ColimHomBuilder *self, GError **error)
{
  return complete (self, error) ? self->hom : NULL;
}

/* Where an attribute's value goes: itself if it is a constant, else the image of the variable. */
static const ColimColumn *
push (const ColimColumn *column, const ColimColumn *images, gint32 *row)
{
  if (column->variables[*row] < 0)
    return column;
  *row = column->variables[*row];
  return images;
}

typedef gboolean (*FailureFunc) (const ColimHom *hom, gint32 arrow, gint32 x, gint32 image_first, gint32 image_last,
                                 gpointer data);

static void
for_each_hom_failure (const ColimHom *hom, gint32 h, FailureFunc function, gpointer data)
{
  const ColimSchema *schema = hom->dom->schema;
  gsize n;
  const gint32 *before = colim_fin_function_get_values (hom->dom->homs[h], &n);
  const gint32 *after = colim_fin_function_get_values (hom->codom->homs[h], NULL);
  const gint32 *start = colim_fin_function_get_values (hom->components[colim_schema_get_hom_dom (schema, h)], NULL);
  const gint32 *end = colim_fin_function_get_values (hom->components[colim_schema_get_hom_codom (schema, h)], NULL);

  for (gsize x = 0; x < n; x++)
    if (after[start[x]] != end[before[x]] && !function (hom, h, (gint32) x, after[start[x]], end[before[x]], data))
      return;
}

static void
for_each_attr_failure (const ColimHom *hom, gint32 attr, FailureFunc function, gpointer data)
{
  const ColimSchema *schema = hom->dom->schema;
  const ColimColumn *before = hom->dom->attrs[attr], *after = hom->codom->attrs[attr];
  const ColimColumn *images = hom->images[colim_schema_get_attr_codom (schema, attr)];
  const gint32 *start = colim_fin_function_get_values (hom->components[colim_schema_get_attr_dom (schema, attr)], NULL);

  for (gint32 x = 0; x < before->n; x++)
    {
      gint32 row = x;
      const ColimColumn *pushed = push (before, images, &row);

      if (!_colim_column_equal_entries (after, start[x], pushed, row)
          && !function (hom, attr, x, after->variables[start[x]], pushed->variables[row], data))
        return;
    }
}

static gboolean
collect (const ColimHom *hom, gint32 arrow, gint32 x, gint32 image_first, gint32 image_last, gpointer data)
{
  gint32 triple[3] = { x, image_first, image_last };

  g_array_append_vals (data, triple, 3);
  return TRUE;
}

/**
 * colim_hom_builder_list_failures:
 * @self: a builder
 * @arrow: the name of a hom or an attribute
 * @n: (out): three times the number of failures
 * @error: return location for an error
 *
 * Lists where naturality fails at one hom or attribute h: triples x, h(f(x)), f(h(x)) of those x for which the two
 * differ. For an attribute these are variables, and -1 for a constant.
 *
 * Returns: (transfer full) (array length=n) (nullable): the triples, one after the other; or %NULL with
 *   %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_UNDEFINED or %COLIM_ERROR_TYPE, or if there are none
 */
gint32 *
colim_hom_builder_list_failures (ColimHomBuilder *self, const char *arrow, gsize *n, GError **error)
{
  g_return_val_if_fail (self != NULL && self->hom != NULL && arrow != NULL && n != NULL, NULL);

  const ColimSchema *schema = self->hom->dom->schema;
  gint32 attr = colim_schema_find_attr (schema, arrow);
  gint32 hom = attr >= 0 ? -1 : _colim_schema_find_or_fail (schema, COLIM_SCHEMA_HOM, arrow, error);
  g_autoptr (GArray) failures = g_array_new (FALSE, FALSE, sizeof (gint32));

  *n = 0;
  if ((attr < 0 && hom < 0) || !complete (self, error))
    return NULL;
  if (attr >= 0)
    for_each_attr_failure (self->hom, attr, collect, failures);
  else
    for_each_hom_failure (self->hom, hom, collect, failures);
  *n = failures->len;

  return failures->len > 0 ? (gint32 *) (gpointer) g_array_steal (failures, NULL) : NULL;
}

static gboolean
report_hom (const ColimHom *hom, gint32 h, gint32 x, gint32 image_first, gint32 image_last, gpointer data)
{
  const ColimSchema *schema = hom->dom->schema;

  g_set_error (data, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL,
               "not natural at '%s': part %d of '%s' goes to %d through its image, but to %d through its '%s'",
               colim_schema_get_hom_name (schema, h), x,
               colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, h)), image_first, image_last,
               colim_schema_get_hom_name (schema, h));
  return FALSE;
}

static gboolean
report_attr (const ColimHom *hom, gint32 attr, gint32 x, gint32 image_first, gint32 image_last, gpointer data)
{
  const ColimSchema *schema = hom->dom->schema;
  gint32 ob = colim_schema_get_attr_dom (schema, attr), row = x;
  const ColimColumn *pushed = push (hom->dom->attrs[attr], hom->images[colim_schema_get_attr_codom (schema, attr)], &row);
  g_autofree char *first
      = _colim_column_print_entry (hom->codom->attrs[attr], colim_fin_function_apply (hom->components[ob], x));
  g_autofree char *last = _colim_column_print_entry (pushed, row);

  g_set_error (data, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL,
               "not natural at '%s': the image of part %d of '%s' has %s, but the value of the part goes to %s",
               colim_schema_get_attr_name (schema, attr), x, colim_schema_get_object_name (schema, ob), first, last);
  return FALSE;
}

static gboolean
check_natural (const ColimHom *hom, GError **error)
{
  const ColimSchema *schema = hom->dom->schema;
  g_autoptr (GError) failure = NULL;

  for (gint32 h = 0; h < colim_schema_get_n_homs (schema) && failure == NULL; h++)
    for_each_hom_failure (hom, h, report_hom, &failure);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema) && failure == NULL; attr++)
    for_each_attr_failure (hom, attr, report_attr, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
check_images (const ColimHom *hom, GError **error)
{
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (hom->dom->schema); type++)
    for (gint32 v = 0; v < hom->images[type]->n; v++)
      if (hom->images[type]->variables[v] == COLIM_COLUMN_UNDEFINED)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
                       "the image of variable %d of '%s' is missing, and no attribute determines it", v,
                       colim_schema_get_attr_type_name (hom->dom->schema, type));
          return FALSE;
        }

  return TRUE;
}

/**
 * colim_hom_builder_end:
 * @self: a builder, which is used up if this succeeds
 * @error: return location for an error
 *
 * Checks naturality at every hom and every attribute.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_NATURAL (the first hom and part that
 *   fail, with both values), %COLIM_ERROR_UNDEFINED or %COLIM_ERROR_TYPE (the schemas differ)
 */
ColimHom *
colim_hom_builder_end (ColimHomBuilder *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!complete (self, error) || !check_natural (self->hom, error) || !check_images (self->hom, error))
    return NULL;

  return g_steal_pointer (&self->hom);
}
