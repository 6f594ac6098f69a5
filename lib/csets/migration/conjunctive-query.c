/* Conjunctive queries: boxes that are filled with parts, so that what hangs on one variable agrees.
 *
 *     start ──src─ [ E ] ─tgt── mid ──src─ [ E ] ─tgt── stop        a box for each part that is looked for; a port for
 *                                                                   its image along a hom, its attribute, or itself
 */

#include "lib/csets/migration/conjunctive-query-private.h"

#include <string.h>

/**
 * ColimConjunctiveQuery:
 *
 * A conjunctive query on C-sets of a schema.  It is told its boxes, ports and columns, and then evaluated.  Reference
 * counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimConjunctiveQuery, colim_conjunctive_query, colim_conjunctive_query_ref,
                     colim_conjunctive_query_unref)

static void
clear_variable (ColimQueryVariable *variable)
{
  g_free (variable->name);
  g_clear_pointer (&variable->constant, _colim_column_unref);
}

/**
 * colim_conjunctive_query_new:
 * @schema: a schema
 *
 * Starts a query without boxes, which has one solution.
 *
 * Returns: (transfer full): the query
 */
ColimConjunctiveQuery *
colim_conjunctive_query_new (ColimSchema *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);

  ColimConjunctiveQuery *self = g_atomic_rc_box_new (ColimConjunctiveQuery);

  self->schema = colim_schema_ref (schema);
  self->boxes = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->ports = g_array_new (FALSE, FALSE, sizeof (ColimQueryPort));
  self->variables = g_array_new (FALSE, FALSE, sizeof (ColimQueryVariable));
  g_array_set_clear_func (self->variables, (GDestroyNotify) clear_variable);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * colim_conjunctive_query_ref:
 * @self: a query
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimConjunctiveQuery *
colim_conjunctive_query_ref (ColimConjunctiveQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimConjunctiveQuery *self)
{
  colim_schema_unref (self->schema);
  g_array_unref (self->boxes);
  g_array_unref (self->ports);
  g_array_unref (self->variables);
  g_array_unref (self->columns);
}

/**
 * colim_conjunctive_query_unref:
 * @self: (transfer full): a query
 *
 * Gives a reference back.
 */
void
colim_conjunctive_query_unref (ColimConjunctiveQuery *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_conjunctive_query_add_box:
 * @self: a query
 * @object: the name of an object
 * @error: return location for an error
 *
 * Adds a box, which any part over the object may fill.
 *
 * Returns: its number, or -1 with %COLIM_ERROR_UNKNOWN_NAME
 */
gint32
colim_conjunctive_query_add_box (ColimConjunctiveQuery *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  gint32 ob = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, object, error);

  if (ob < 0)
    return -1;
  g_array_append_val (self->boxes, ob);

  return (gint32) self->boxes->len - 1;
}

const ColimQueryVariable *
_colim_conjunctive_query_find (const ColimConjunctiveQuery *self, const char *variable)
{
  for (guint i = 0; i < self->variables->len; i++)
    if (strcmp (_colim_conjunctive_query_get_variable (self, i)->name, variable) == 0)
      return _colim_conjunctive_query_get_variable (self, i);

  return NULL;
}

static gint32
find_or_fail (const ColimConjunctiveQuery *self, const char *variable, GError **error)
{
  const ColimQueryVariable *found = _colim_conjunctive_query_find (self, variable);

  if (found != NULL)
    return (gint32) (found - _colim_conjunctive_query_get_variable (self, 0));
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "no port has the variable '%s'", variable);

  return -1;
}

/* The arrow of a port, and what is at its end. */
static gboolean
find_port (const ColimConjunctiveQuery *self, gint32 ob, const char *port, gint32 *arrow, gint32 *object, gint32 *type,
           GError **error)
{
  const ColimSchema *schema = self->schema;
  gint32 hom = colim_schema_find_hom (schema, port), attr = colim_schema_find_attr (schema, port);

  *object = *type = *arrow = -1;
  if (strcmp (port, "_id") == 0)
    *object = ob;
  else if (hom >= 0 && colim_schema_get_hom_dom (schema, hom) == ob)
    {
      *arrow = hom;
      *object = colim_schema_get_hom_codom (schema, hom);
    }
  else if (attr >= 0 && colim_schema_get_attr_dom (schema, attr) == ob)
    {
      *arrow = colim_schema_get_n_homs (schema) + attr;
      *type = colim_schema_get_attr_codom (schema, attr);
    }
  else
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "no hom or attribute '%s' starts at '%s'", port,
                   colim_schema_get_object_name (schema, ob));
      return FALSE;
    }

  return TRUE;
}

/**
 * colim_conjunctive_query_add_port:
 * @self: a query
 * @box: the number of a box
 * @port: the name of a hom or an attribute that starts at the box's object; or `_id`, for the part itself
 * @variable: any name
 * @error: return location for an error
 *
 * Says that what is at a port of a box is the value of a variable.  Values of attributes are compared as they are:
 * variables of an attribute type are only equal to themselves.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, or with %COLIM_ERROR_TYPE if other ports of the variable
 *   have something else
 */
gboolean
colim_conjunctive_query_add_port (ColimConjunctiveQuery *self, gint32 box, const char *port, const char *variable,
                                  GError **error)
{
  g_return_val_if_fail (self != NULL && box >= 0 && (guint) box < self->boxes->len, FALSE);
  g_return_val_if_fail (port != NULL && variable != NULL && (error == NULL || *error == NULL), FALSE);

  const ColimQueryVariable *known = _colim_conjunctive_query_find (self, variable);
  gint32 object, type;
  ColimQueryPort added = { .box = box };

  if (!find_port (self, g_array_index (self->boxes, gint32, box), port, &added.arrow, &object, &type, error))
    return FALSE;
  if (known != NULL && (known->object != object || known->type != type))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the variable '%s' is of '%s' at one port, of '%s' at '%s'",
                   variable, _colim_conjunctive_query_name_sort (self->schema, known->object, known->type),
                   _colim_conjunctive_query_name_sort (self->schema, object, type), port);
      return FALSE;
    }
  if (known == NULL)
    {
      ColimQueryVariable fresh = { .name = g_strdup (variable), .object = object, .type = type };

      g_array_append_val (self->variables, fresh);
    }
  added.variable = (guint) find_or_fail (self, variable, NULL);
  g_array_append_val (self->ports, added);

  return TRUE;
}

/**
 * colim_conjunctive_query_add_column:
 * @self: a query
 * @variable: a variable that a port has
 * @error: return location for an error
 *
 * Asks for the values of a variable: as the next column of the solutions.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME
 */
gboolean
colim_conjunctive_query_add_column (ColimConjunctiveQuery *self, const char *variable, GError **error)
{
  g_return_val_if_fail (self != NULL && variable != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 found = find_or_fail (self, variable, error);

  if (found < 0)
    return FALSE;
  g_array_append_val (self->columns, found);

  return TRUE;
}

/**
 * colim_conjunctive_query_set:
 * @self: a query
 * @variable: a variable that a port has
 * @image: a part; or, if ports have attributes, a variable of the attribute type
 * @error: return location for an error
 *
 * Says in advance what a variable is.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME
 */
gboolean
colim_conjunctive_query_set (ColimConjunctiveQuery *self, const char *variable, gint32 image, GError **error)
{
  g_return_val_if_fail (self != NULL && variable != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 found = find_or_fail (self, variable, error);

  if (found < 0)
    return FALSE;
  _colim_conjunctive_query_get_variable (self, (guint) found)->fix = COLIM_QUERY_NUMBER;
  _colim_conjunctive_query_get_variable (self, (guint) found)->number = image;

  return TRUE;
}

/**
 * colim_conjunctive_query_set_value:
 * @self: a query
 * @variable: a variable that a port of an attribute has
 * @image: a constant
 * @error: return location for an error
 *
 * Says in advance which constant a variable is.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE
 */
gboolean
colim_conjunctive_query_set_value (ColimConjunctiveQuery *self, const char *variable, const GValue *image,
                                   GError **error)
{
  g_return_val_if_fail (self != NULL && variable != NULL && G_IS_VALUE (image), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 index = find_or_fail (self, variable, error);
  ColimQueryVariable *found = index >= 0 ? _colim_conjunctive_query_get_variable (self, (guint) index) : NULL;
  ColimAttrType *type;
  ColimCell cell;

  if (found == NULL)
    return FALSE;
  if (found->type < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the variable '%s' is a part of '%s', and no constant",
                   variable, colim_schema_get_object_name (self->schema, found->object));
      return FALSE;
    }
  type = colim_schema_get_attr_type (self->schema, found->type);
  if (!_colim_attr_type_load (type, image, &cell, error))
    {
      g_prefix_error (error, "'%s': ", variable);
      return FALSE;
    }
  g_clear_pointer (&found->constant, _colim_column_unref);
  found->constant = _colim_column_new (type, 1);
  _colim_column_take_constant (found->constant, 0, cell);
  found->fix = COLIM_QUERY_CONSTANT;

  return TRUE;
}
