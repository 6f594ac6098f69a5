/* Sub-objects of a C-set: sets of parts that hold the image of each of their parts under every hom.
 *
 *     X(E)   0 1 2           the edges 1 2 and the vertices 1 2 are a sub-object if no edge of them
 *            ‾ ‾‾‾‾‾         starts or ends at 0
 *     X(V)   0 1 2
 *            ‾ ‾‾‾‾‾
 *
 * Values of attributes come with their parts, so there is nothing to choose about them.
 */

#include "lib/csets/subobjects/subobject-private.h"

#include "lib/sets/fin-function-private.h"

/**
 * ColimSubobject:
 *
 * A sub-object of a C-set.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimSubobject, colim_subobject, colim_subobject_ref, colim_subobject_unref)

/* Without any parts: the caller puts them in. */
ColimSubobject *
_colim_subobject_new_blank (ColimCSet *of)
{
  ColimSubobject *self = g_atomic_rc_box_new (ColimSubobject);
  gint32 n_obs = colim_schema_get_n_objects (of->schema);

  self->of = colim_cset_ref (of);
  self->parts = g_new (guint64 *, n_obs);
  for (gint32 ob = 0; ob < n_obs; ob++)
    self->parts[ob] = g_new0 (guint64, _colim_subobject_n_words (self, ob));

  return self;
}

static ColimSubobject *
make (ColimCSet *of, ColimFinFunction *const *parts, gsize n_parts, GError **error)
{
  g_autoptr (ColimSubobject) self = _colim_subobject_new_blank (of);
  gint32 n_obs = colim_schema_get_n_objects (of->schema);

  if (n_parts != (gsize) n_obs)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "parts over %" G_GSIZE_FORMAT " objects for %d objects",
                   n_parts, n_obs);
      return NULL;
    }
  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      gsize n;
      const gint32 *values = colim_fin_function_get_values (parts[ob], &n);

      if (colim_fin_function_get_codom (parts[ob]) != of->n_parts[ob])
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "the parts over '%s' are of a set of %d elements, not of %d",
                       colim_schema_get_object_name (of->schema, ob), colim_fin_function_get_codom (parts[ob]),
                       of->n_parts[ob]);
          return NULL;
        }
      for (gsize i = 0; i < n; i++)
        _colim_subobject_put (self, ob, values[i]);
    }

  return g_steal_pointer (&self);
}

/* That it has the image of each of its parts under every hom. */
gboolean
_colim_subobject_check (const ColimSubobject *self, GError **error)
{
  const ColimSchema *schema = self->of->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);
      const gint32 *values = colim_fin_function_get_values (self->of->homs[hom], NULL);

      for (gint32 x = 0; x < self->of->n_parts[dom]; x++)
        if (_colim_subobject_has (self, dom, x) && !_colim_subobject_has (self, codom, values[x]))
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                         "no sub-object: it has part %d of '%s', but not part %d of '%s', which is its '%s'", x,
                         colim_schema_get_object_name (schema, dom), values[x],
                         colim_schema_get_object_name (schema, codom), colim_schema_get_hom_name (schema, hom));
            return FALSE;
          }
    }

  return TRUE;
}

/* The parts, as pairs of an object and a part. */
GArray *
_colim_subobject_list_parts (const ColimSubobject *self)
{
  GArray *list = g_array_new (FALSE, FALSE, 2 * sizeof (gint32));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    for (gint32 x = 0; x < self->of->n_parts[ob]; x++)
      if (_colim_subobject_has (self, ob, x))
        g_array_append_vals (list, (gint32[]) { ob, x }, 1);

  return list;
}

/* Adds what the parts need: depth first through the homs, each part once. */
void
_colim_subobject_generate (ColimSubobject *self)
{
  const ColimSchema *schema = self->of->schema;
  g_autoptr (GArray) stack = _colim_subobject_list_parts (self);

  while (stack->len > 0)
    {
      const gint32 *top = (const gint32 *) (void *) stack->data + 2 * (gsize) (stack->len - 1);
      gint32 ob = top[0], x = top[1];

      g_array_set_size (stack, stack->len - 1);
      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
        {
          gint32 codom = colim_schema_get_hom_codom (schema, hom), image;

          if (colim_schema_get_hom_dom (schema, hom) != ob)
            continue;
          image = colim_fin_function_apply (self->of->homs[hom], x);
          if (_colim_subobject_put (self, codom, image))
            g_array_append_vals (stack, (gint32[]) { codom, image }, 1);
        }
    }
}

/**
 * colim_subobject_new:
 * @of: a C-set
 * @parts: (array length=n_parts): for each object a function whose values are the parts over it, in any order
 * @n_parts: as many as the schema has objects
 * @error: return location for an error
 *
 * Makes a sub-object of its parts.
 *
 * Returns: (transfer full): the sub-object, or %NULL with %COLIM_ERROR_INVALID (which part has an image that is not in
 *   it) or %COLIM_ERROR_NOT_COMPOSABLE (a function does not end at the parts of the C-set)
 */
ColimSubobject *
colim_subobject_new (ColimCSet *of, ColimFinFunction **parts, gsize n_parts, GError **error)
{
  g_return_val_if_fail (of != NULL && (parts != NULL || n_parts == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimSubobject) self = make (of, parts, n_parts, error);

  if (self == NULL || !_colim_subobject_check (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * colim_subobject_new_generated:
 * @of: a C-set
 * @parts: (array length=n_parts): for each object a function whose values are parts over it, in any order
 * @n_parts: as many as the schema has objects
 * @error: return location for an error
 *
 * Makes the least sub-object that has these parts.
 *
 * Returns: (transfer full): the sub-object, or %NULL with %COLIM_ERROR_INVALID or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimSubobject *
colim_subobject_new_generated (ColimCSet *of, ColimFinFunction **parts, gsize n_parts, GError **error)
{
  g_return_val_if_fail (of != NULL && (parts != NULL || n_parts == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSubobject *self = make (of, parts, n_parts, error);

  if (self != NULL)
    _colim_subobject_generate (self);

  return self;
}

/**
 * colim_subobject_new_top:
 * @of: a C-set
 *
 * Makes the sub-object of all parts.
 *
 * Returns: (transfer full): the greatest sub-object
 */
ColimSubobject *
colim_subobject_new_top (ColimCSet *of)
{
  g_return_val_if_fail (of != NULL, NULL);

  ColimSubobject *self = _colim_subobject_new_blank (of);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (of->schema); ob++)
    for (gint32 x = 0; x < of->n_parts[ob]; x++)
      _colim_subobject_put (self, ob, x);

  return self;
}

/**
 * colim_subobject_new_bottom:
 * @of: a C-set
 *
 * Makes the sub-object without parts.
 *
 * Returns: (transfer full): the least sub-object
 */
ColimSubobject *
colim_subobject_new_bottom (ColimCSet *of)
{
  g_return_val_if_fail (of != NULL, NULL);

  return _colim_subobject_new_blank (of);
}

/**
 * colim_subobject_ref:
 * @self: a sub-object
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSubobject *
colim_subobject_ref (ColimSubobject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSubobject *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    g_free (self->parts[ob]);
  g_free (self->parts);
  colim_cset_unref (self->of);
}

/**
 * colim_subobject_unref:
 * @self: (transfer full): a sub-object
 *
 * Gives a reference back.
 */
void
colim_subobject_unref (ColimSubobject *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_subobject_get_of:
 * @self: a sub-object
 *
 * Tells what it is a sub-object of.
 *
 * Returns: (transfer none): the C-set
 */
ColimCSet *
colim_subobject_get_of (const ColimSubobject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->of;
}

/**
 * colim_subobject_contains_at:
 * @self: a sub-object
 * @object: the index of an object
 * @part: a part of the C-set over it
 *
 * Decides whether a part is in the sub-object.
 *
 * Returns: whether it is
 */
gboolean
colim_subobject_contains_at (const ColimSubobject *self, gint32 object, gint32 part)
{
  g_return_val_if_fail (self != NULL && object >= 0, FALSE);
  g_return_val_if_fail (object < colim_schema_get_n_objects (self->of->schema), FALSE);
  g_return_val_if_fail (part >= 0 && part < self->of->n_parts[object], FALSE);

  return _colim_subobject_has (self, object, part);
}

/**
 * colim_subobject_parts_at:
 * @self: a sub-object
 * @object: the index of an object
 *
 * Lists the parts over an object.
 *
 * Returns: (transfer full): the inclusion of the parts, ascending
 */
ColimFinFunction *
colim_subobject_parts_at (const ColimSubobject *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0, NULL);
  g_return_val_if_fail (object < colim_schema_get_n_objects (self->of->schema), NULL);

  gint32 n = 0, *values = g_new (gint32, self->of->n_parts[object]);

  for (gint32 x = 0; x < self->of->n_parts[object]; x++)
    if (_colim_subobject_has (self, object, x))
      values[n++] = x;

  return _colim_fin_function_take (g_renew (gint32, values, n), n, self->of->n_parts[object]);
}

/**
 * colim_subobject_parts:
 * @self: a sub-object
 * @object: the name of an object
 * @error: return location for an error
 *
 * Lists the parts over an object.
 *
 * Returns: (transfer full): the inclusion of the parts, ascending, or %NULL with %COLIM_ERROR_UNKNOWN_NAME
 */
ColimFinFunction *
colim_subobject_parts (const ColimSubobject *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (self->of->schema, COLIM_SCHEMA_OBJECT, object, error);

  return ob < 0 ? NULL : colim_subobject_parts_at (self, ob);
}

/* The values of an attribute at the parts, with the new numbers of the variables. */
static ColimColumn *
restrict_attr (const ColimColumn *column, const ColimFinFunction *parts, const gint32 *numbers)
{
  ColimColumn *restricted = _colim_column_new (column->type, colim_fin_function_get_dom (parts));

  for (gint32 x = 0; x < restricted->n; x++)
    {
      gint32 row = colim_fin_function_apply (parts, x);

      if (column->variables[row] >= 0)
        _colim_column_set_variable (restricted, x, numbers[column->variables[row]]);
      else
        _colim_column_copy_entry (restricted, x, column, row);
    }

  return restricted;
}

static void
restrict_type (const ColimSubobject *self, const ColimHom *hom, ColimHom *inclusion, gint32 type)
{
  const ColimSchema *schema = self->of->schema;
  gint32 n = self->of->n_variables[type], n_kept = 0;
  g_autofree gint32 *numbers = g_new (gint32, n);

  for (gint32 v = 0; v < n; v++)
    numbers[v] = -1;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    for (gint32 x = 0; colim_schema_get_attr_codom (schema, attr) == type && x < self->of->attrs[attr]->n; x++)
      if (self->of->attrs[attr]->variables[x] >= 0
          && _colim_subobject_has (self, colim_schema_get_attr_dom (schema, attr), x))
        numbers[self->of->attrs[attr]->variables[x]] = 0;
  for (gint32 v = 0; hom != NULL && v < hom->images[type]->n; v++)
    if (hom->images[type]->variables[v] >= 0)
      numbers[hom->images[type]->variables[v]] = 0;
  for (gint32 v = 0; v < n; v++)
    if (numbers[v] == 0)
      numbers[v] = n_kept++;
  inclusion->dom->n_variables[type] = n_kept;
  inclusion->images[type] = _colim_column_new (colim_schema_get_attr_type (schema, type), n_kept);
  for (gint32 v = 0; v < n; v++)
    if (numbers[v] >= 0)
      _colim_column_set_variable (inclusion->images[type], numbers[v], v);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const ColimFinFunction *parts = inclusion->components[colim_schema_get_attr_dom (schema, attr)];

      if (colim_schema_get_attr_codom (schema, attr) == type)
        inclusion->dom->attrs[attr] = restrict_attr (self->of->attrs[attr], parts, numbers);
    }
}

/* The inclusion of the parts, the variables that they use, and those that a homomorphism, if there is one, sends
 * variables to. */
ColimHom *
_colim_subobject_include (const ColimSubobject *self, const ColimHom *hom)
{
  ColimSchema *schema = self->of->schema;
  g_autoptr (ColimCSet) dom = _colim_cset_new_blank (schema);
  ColimHom *inclusion = _colim_hom_new_blank (dom, self->of);
  gint32 n_obs = colim_schema_get_n_objects (schema);
  g_autofree gint32 **numbers = g_new (gint32 *, n_obs);

  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      ColimFinFunction *parts = colim_subobject_parts_at (self, ob);

      inclusion->components[ob] = parts;
      dom->n_parts[ob] = colim_fin_function_get_dom (parts);
      numbers[ob] = g_new (gint32, self->of->n_parts[ob]);
      for (gint32 x = 0; x < dom->n_parts[ob]; x++)
        numbers[ob][colim_fin_function_apply (parts, x)] = x;
    }
  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    {
      gint32 from = colim_schema_get_hom_dom (schema, h), to = colim_schema_get_hom_codom (schema, h);
      const gint32 *parts = colim_fin_function_get_values (inclusion->components[from], NULL);
      const gint32 *column = colim_fin_function_get_values (self->of->homs[h], NULL);
      gint32 *values = g_new (gint32, dom->n_parts[from]);

      for (gint32 x = 0; x < dom->n_parts[from]; x++)
        values[x] = numbers[to][column[parts[x]]];
      dom->homs[h] = _colim_fin_function_take (values, dom->n_parts[from], dom->n_parts[to]);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    restrict_type (self, hom, inclusion, type);
  for (gint32 ob = 0; ob < n_obs; ob++)
    g_free (numbers[ob]);

  return inclusion;
}

/**
 * colim_subobject_inclusion:
 * @self: a sub-object
 *
 * Makes a C-set of the sub-object: its parts and the variables that they use, in their order.
 *
 * Returns: (transfer full): the homomorphism that includes it
 */
ColimHom *
colim_subobject_inclusion (const ColimSubobject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _colim_subobject_include (self, NULL);
}
