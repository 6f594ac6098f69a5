/* A C-set in the making: mutable, and possibly partial.
 *
 *     ColimCSet --new_from--> builder --end--> ColimCSet         neither copies a column
 *
 * A column is shared with the C-set that it comes from or went to, until the first write; that copies it, unless
 * the builder is its last owner by then.  Preimages are kept from the first question on and follow every change.
 */

#include "lib/csets/cset-builder-private.h"

#include "lib/sets/fin-function-private.h"
#include "lib/sets/values-private.h"

#include <string.h>

/**
 * ColimCSetBuilder:
 *
 * A C-set in the making.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimCSetBuilder, colim_cset_builder, colim_cset_builder_ref, colim_cset_builder_unref)

static ColimCSetBuilder *
new_blank (ColimSchema *schema)
{
  ColimCSetBuilder *self = g_atomic_rc_box_new (ColimCSetBuilder);

  self->schema = colim_schema_ref (schema);
  self->n_parts = g_new0 (gint32, colim_schema_get_n_objects (schema));
  self->n_variables = g_new0 (gint32, colim_schema_get_n_attr_types (schema));
  self->homs = g_new0 (ColimGrowingHom, colim_schema_get_n_homs (schema));
  self->attrs = g_new0 (ColimColumn *, colim_schema_get_n_attrs (schema));

  return self;
}

/**
 * colim_cset_builder_new:
 * @schema: a schema
 *
 * Starts a C-set without parts.
 *
 * Returns: (transfer full): the builder
 */
ColimCSetBuilder *
colim_cset_builder_new (ColimSchema *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);

  ColimCSetBuilder *self = new_blank (schema);

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    self->attrs[attr]
        = _colim_column_new (colim_schema_get_attr_type (schema, colim_schema_get_attr_codom (schema, attr)), 0);

  return self;
}

static void
share (ColimGrowingHom *hom, ColimFinFunction *function)
{
  hom->shared = colim_fin_function_ref (function);
  /* Nobody writes to it before _colim_fin_function_steal. */
  hom->values = (gint32 *) colim_fin_function_get_values (function, NULL);
  hom->capacity = colim_fin_function_get_dom (function);
  hom->n_undefined = 0;
}

/**
 * colim_cset_builder_new_from:
 * @cset: a C-set, which does not change
 *
 * Starts from a C-set; what is not touched is never copied.
 *
 * Returns: (transfer full): the builder
 */
ColimCSetBuilder *
colim_cset_builder_new_from (ColimCSet *cset)
{
  g_return_val_if_fail (cset != NULL, NULL);

  ColimCSetBuilder *self = new_blank (cset->schema);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    self->n_parts[ob] = cset->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->schema); type++)
    self->n_variables[type] = cset->n_variables[type];
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    share (&self->homs[hom], cset->homs[hom]);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    self->attrs[attr] = _colim_column_ref (cset->attrs[attr]);

  return self;
}

/**
 * colim_cset_builder_ref:
 * @self: a builder
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimCSetBuilder *
colim_cset_builder_ref (ColimCSetBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_hom (ColimGrowingHom *hom)
{
  if (hom->shared != NULL)
    colim_fin_function_unref (hom->shared);
  else
    g_free (hom->values);
  g_clear_pointer (&hom->incidence, _colim_incidence_free);
}

static void
clear (ColimCSetBuilder *self)
{
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    clear_hom (&self->homs[hom]);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    _colim_column_unref (self->attrs[attr]);
  g_free (self->n_parts);
  g_free (self->n_variables);
  g_free (self->homs);
  g_free (self->attrs);
  colim_schema_unref (self->schema);
}

/**
 * colim_cset_builder_unref:
 * @self: (transfer full): a builder
 *
 * Gives a reference back.
 */
void
colim_cset_builder_unref (ColimCSetBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static gboolean
check_defined (const ColimCSetBuilder *self, GError **error)
{
  const ColimSchema *schema = self->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (self->homs[hom].n_undefined > 0)
      {
        gint32 part = 0;

        while (self->homs[hom].values[part] >= 0)
          part++;
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "'%s' of part %d of '%s' is undefined",
                     colim_schema_get_hom_name (schema, hom), part,
                     colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, hom)));
        return FALSE;
      }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (self->attrs[attr]->n_undefined > 0)
      {
        gint32 part = 0;

        while (self->attrs[attr]->variables[part] != COLIM_COLUMN_UNDEFINED)
          part++;
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "'%s' of part %d of '%s' is undefined",
                     colim_schema_get_attr_name (schema, attr), part,
                     colim_schema_get_object_name (schema, colim_schema_get_attr_dom (schema, attr)));
        return FALSE;
      }

  return TRUE;
}

/* Gives the column away as a function, and goes on sharing it. */
static ColimFinFunction *
freeze (ColimCSetBuilder *self, gint32 index)
{
  ColimGrowingHom *hom = &self->homs[index];
  gint32 dom = self->n_parts[colim_schema_get_hom_dom (self->schema, index)];
  gint32 codom = self->n_parts[colim_schema_get_hom_codom (self->schema, index)];
  g_autoptr (ColimFinFunction) function = NULL;

  if (hom->shared == NULL)
    {
      if (hom->capacity > dom)
        hom->values = g_renew (gint32, hom->values, dom);
      function = _colim_fin_function_take (hom->values, dom, codom);
    }
  else
    {
      function = _colim_fin_function_with_codom (hom->shared, codom);
      colim_fin_function_unref (hom->shared);
    }
  share (hom, function);

  return g_steal_pointer (&function);
}

/* The C-set of a total builder, whether or not the equations hold. */
ColimCSet *
_colim_cset_builder_end_unchecked (ColimCSetBuilder *self, GError **error)
{
  ColimCSet *cset;

  if (!check_defined (self, error))
    return NULL;
  cset = _colim_cset_new_blank (self->schema);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    cset->n_parts[ob] = self->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->schema); type++)
    cset->n_variables[type] = self->n_variables[type];
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    cset->homs[hom] = freeze (self, hom);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    cset->attrs[attr] = _colim_column_ref (self->attrs[attr]);

  return cset;
}

/**
 * colim_cset_builder_end:
 * @self: a builder, which shares its columns with the result and can be used further
 * @error: return location for an error
 *
 * Makes the C-set, without copying a column, and checks the equations of its schema.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_UNDEFINED, which names the value that is missing,
 *   or %COLIM_ERROR_EQUATION_VIOLATED
 */
ColimCSet *
colim_cset_builder_end (ColimCSetBuilder *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSet) cset = _colim_cset_builder_end_unchecked (self, error);

  return cset != NULL && colim_cset_check (cset, error) ? g_steal_pointer (&cset) : NULL;
}

/**
 * colim_cset_builder_get_schema:
 * @self: a builder
 *
 * Tells the shape of the C-set.
 *
 * Returns: (transfer none): the schema
 */
ColimSchema *
colim_cset_builder_get_schema (const ColimCSetBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->schema;
}

/**
 * colim_cset_builder_get_n_parts:
 * @self: a builder
 * @object: the name of an object
 * @error: return location for an error
 *
 * Counts the parts over an object.
 *
 * Returns: how many there are, or -1 with %COLIM_ERROR_UNKNOWN_NAME
 */
gint32
colim_cset_builder_get_n_parts (const ColimCSetBuilder *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, -1);

  gint32 ob = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, object, error);

  return ob < 0 ? -1 : self->n_parts[ob];
}

gboolean
_colim_cset_builder_check_part (const ColimCSetBuilder *self, gint32 object, gint32 part, GError **error)
{
  if (part >= 0 && part < self->n_parts[object])
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'%s' has %d part%s, there is no part %d",
               colim_schema_get_object_name (self->schema, object), self->n_parts[object],
               self->n_parts[object] == 1 ? "" : "s", part);

  return FALSE;
}

/**
 * colim_cset_builder_add:
 * @self: a builder
 * @object: the name of an object
 * @n: how many parts to add
 * @error: return location for an error
 *
 * Adds parts, of which nothing is defined.  Time: @n, amortised.
 *
 * Returns: the first new part, the others follow; or -1 with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE
 *   or %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_cset_builder_add (ColimCSetBuilder *self, const char *object, gint32 n, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  const ColimSchema *schema = self->schema;
  gint32 ob = _colim_schema_find_or_fail (schema, COLIM_SCHEMA_OBJECT, object, error);
  gint32 old = ob < 0 ? 0 : self->n_parts[ob];

  if (ob < 0)
    return -1;
  if (n < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "cannot add %d parts to '%s'", n, object);
      return -1;
    }
  if (n > G_MAXINT32 - old)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d parts", object, G_MAXINT32);
      return -1;
    }
  if (n == 0)
    return old;

  self->n_parts[ob] += n;
  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    {
      ColimGrowingHom *hom = &self->homs[h];
      gboolean starts = colim_schema_get_hom_dom (schema, h) == ob;
      gboolean ends = colim_schema_get_hom_codom (schema, h) == ob;

      if (starts)
        {
          if (hom->shared != NULL)
            hom->values = _colim_fin_function_steal (g_steal_pointer (&hom->shared));
          if (self->n_parts[ob] > hom->capacity)
            {
              hom->capacity = (gint32) MIN (MAX ((gint64) hom->capacity * 2, self->n_parts[ob]), G_MAXINT32);
              hom->values = hom->values != NULL ? g_renew (gint32, hom->values, hom->capacity)
                                                : _colim_values_new ((gsize) hom->capacity);
            }
          /* Bytes of -1 are ints of -1. */
          memset (hom->values + old, -1, (gsize) n * sizeof *hom->values);
          hom->n_undefined += n;
        }
      if (hom->incidence != NULL && (starts || ends))
        _colim_incidence_grow (hom->incidence, starts ? self->n_parts[ob] : 0, ends ? old : 0, ends ? self->n_parts[ob] : 0);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_dom (schema, attr) == ob)
      _colim_column_append (_colim_cset_builder_get_column (self, attr), n);

  return old;
}
