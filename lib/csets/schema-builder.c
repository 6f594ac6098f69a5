/* A schema in the making.  What is wrong with it is remembered, the first thing that is, and told at the end. */

#include "lib/csets/schema-private.h"

struct _ColimSchemaBuilder {
  ColimSchema *schema; /* NULL after the end */
  GError *error;
};

/**
 * ColimSchemaBuilder:
 *
 * A schema in the making.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimSchemaBuilder, colim_schema_builder, colim_schema_builder_ref, colim_schema_builder_unref)

/**
 * colim_schema_builder_new:
 *
 * Starts a schema with nothing in it.
 *
 * Returns: (transfer full): the builder
 */
ColimSchemaBuilder *
colim_schema_builder_new (void)
{
  ColimSchemaBuilder *self = g_atomic_rc_box_new0 (ColimSchemaBuilder);

  self->schema = _colim_schema_new ();
  return self;
}

/**
 * colim_schema_builder_ref:
 * @self: a builder
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSchemaBuilder *
colim_schema_builder_ref (ColimSchemaBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSchemaBuilder *self)
{
  g_clear_pointer (&self->schema, colim_schema_unref);
  g_clear_error (&self->error);
}

/**
 * colim_schema_builder_unref:
 * @self: (transfer full): a builder
 *
 * Gives a reference back.
 */
void
colim_schema_builder_unref (ColimSchemaBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static void
add (ColimSchemaBuilder *self, ColimSchemaKind kind, const char *name, gint32 dom, gint32 codom, ColimAttrType *type)
{
  ColimSchema *schema = self->schema;
  ColimSchemaEntry entry = { NULL, dom, codom, type };

  if (g_hash_table_contains (schema->names, name))
    {
      g_set_error (&self->error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "the schema has two things called '%s'", name);
      return;
    }
  entry.name = g_strdup (name);
  if (type != NULL)
    colim_attr_type_ref (type);
  g_hash_table_insert (schema->names, entry.name, GUINT_TO_POINTER (4 * schema->entries[kind]->len + kind));
  g_array_append_val (schema->entries[kind], entry);
}

static void
add_arrow (ColimSchemaBuilder *self, ColimSchemaKind kind, const char *name, const char *dom, const char *codom,
           ColimSchemaKind codom_kind)
{
  gint32 start, end;

  if (self->error != NULL)
    return;
  start = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, dom, &self->error);
  if (start < 0)
    return;
  end = _colim_schema_find_or_fail (self->schema, codom_kind, codom, &self->error);
  if (end >= 0)
    add (self, kind, name, start, end, NULL);
}

/**
 * colim_schema_builder_add_object:
 * @self: a builder
 * @name: a new name
 *
 * Adds an object.
 */
void
colim_schema_builder_add_object (ColimSchemaBuilder *self, const char *name)
{
  g_return_if_fail (self != NULL && self->schema != NULL && name != NULL);

  if (self->error == NULL)
    add (self, COLIM_SCHEMA_OBJECT, name, -1, -1, NULL);
}

/**
 * colim_schema_builder_add_hom:
 * @self: a builder
 * @name: a new name
 * @dom: the object that the hom starts at
 * @codom: the object that it ends at
 *
 * Adds a generating arrow between objects that were added before.
 */
void
colim_schema_builder_add_hom (ColimSchemaBuilder *self, const char *name, const char *dom, const char *codom)
{
  g_return_if_fail (self != NULL && self->schema != NULL && name != NULL && dom != NULL && codom != NULL);

  add_arrow (self, COLIM_SCHEMA_HOM, name, dom, codom, COLIM_SCHEMA_OBJECT);
}

/**
 * colim_schema_builder_add_attr_type:
 * @self: a builder
 * @name: a new name
 * @type: (nullable): which constants it has, or %NULL for `any`
 *
 * Adds an attribute type.
 */
void
colim_schema_builder_add_attr_type (ColimSchemaBuilder *self, const char *name, ColimAttrType *type)
{
  g_return_if_fail (self != NULL && self->schema != NULL && name != NULL);

  if (self->error == NULL)
    add (self, COLIM_SCHEMA_ATTR_TYPE, name, -1, -1, type != NULL ? type : colim_attr_type_find ("any"));
}

/**
 * colim_schema_builder_add_attr:
 * @self: a builder
 * @name: a new name
 * @dom: the object whose parts have the attribute
 * @codom: the attribute type
 *
 * Adds an attribute.
 */
void
colim_schema_builder_add_attr (ColimSchemaBuilder *self, const char *name, const char *dom, const char *codom)
{
  g_return_if_fail (self != NULL && self->schema != NULL && name != NULL && dom != NULL && codom != NULL);

  add_arrow (self, COLIM_SCHEMA_ATTR, name, dom, codom, COLIM_SCHEMA_ATTR_TYPE);
}

/* Follows a path from an object; what it ends at is told as 2 · index, plus 1 for an attribute type.  Until the
 * number of homs is known, attribute i is ~i. */
static GArray *
resolve (ColimSchemaBuilder *self, gint32 object, const char *const *names, gint32 *end)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (gint32));

  *end = 2 * object;
  for (; *names != NULL; names++)
    {
      gint32 attr = _colim_schema_find (self->schema, COLIM_SCHEMA_ATTR, *names);
      ColimSchemaKind kind = attr >= 0 ? COLIM_SCHEMA_ATTR : COLIM_SCHEMA_HOM;
      gint32 index = attr >= 0 ? attr : _colim_schema_find_or_fail (self->schema, kind, *names, &self->error);
      const ColimSchemaEntry *entry;

      if (index < 0)
        return NULL;
      entry = _colim_schema_get_entry (self->schema, kind, index);
      if (*end != 2 * entry->dom)
        {
          g_set_error (&self->error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "'%s' in an equation does not start where the path before it ends", *names);
          return NULL;
        }
      *end = 2 * entry->codom + (attr >= 0);
      if (attr >= 0)
        index = ~index;
      g_array_append_val (path, index);
    }

  return g_steal_pointer (&path);
}

/**
 * colim_schema_builder_add_equation:
 * @self: a builder
 * @dom: the object at which both paths start
 * @left: (array zero-terminated=1): the names of a path, first arrow first; none is the identity
 * @right: (array zero-terminated=1): the names of a parallel path
 *
 * Adds an equation between two paths of homs, which may end in an attribute.
 */
void
colim_schema_builder_add_equation (ColimSchemaBuilder *self, const char *dom, const char *const *left,
                                   const char *const *right)
{
  g_return_if_fail (self != NULL && self->schema != NULL && dom != NULL && left != NULL && right != NULL);

  ColimSchemaEquation equation = { 0, };
  gint32 ends[2];

  if (self->error != NULL)
    return;
  equation.dom = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, dom, &self->error);
  if (equation.dom < 0)
    return;
  equation.paths[0] = resolve (self, equation.dom, left, &ends[0]);
  if (equation.paths[0] != NULL)
    equation.paths[1] = resolve (self, equation.dom, right, &ends[1]);
  if (self->error == NULL && ends[0] != ends[1])
    {
      g_autofree char *first = g_strjoinv (" >> ", (char **) left);
      g_autofree char *second = g_strjoinv (" >> ", (char **) right);

      g_set_error (&self->error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL,
                   "paths '%s' and '%s' of an equation end at different objects", *left != NULL ? first : "id",
                   *right != NULL ? second : "id");
    }
  if (self->error == NULL)
    {
      g_array_append_val (self->schema->equations, equation);
      return;
    }
  g_clear_pointer (&equation.paths[0], g_array_unref);
  g_clear_pointer (&equation.paths[1], g_array_unref);
}

/**
 * colim_schema_builder_name_equation:
 * @self: a builder
 * @name: what to call it
 *
 * Names the equation that was added last.
 */
void
colim_schema_builder_name_equation (ColimSchemaBuilder *self, const char *name)
{
  g_return_if_fail (self != NULL && self->schema != NULL && name != NULL);
  g_return_if_fail (self->error != NULL || self->schema->equations->len > 0);

  GArray *equations = self->schema->equations;
  ColimSchemaEquation *last;

  if (self->error != NULL)
    return;
  last = &g_array_index (equations, ColimSchemaEquation, equations->len - 1);
  g_free (last->name);
  last->name = g_strdup (name);
}

/* For readers, who know the place of what was added last. */
gboolean
_colim_schema_builder_has_error (const ColimSchemaBuilder *self)
{
  return self->error != NULL;
}

static void
number_attributes (ColimSchema *schema)
{
  gint32 n_homs = colim_schema_get_n_homs (schema);

  for (guint e = 0; e < schema->equations->len; e++)
    for (guint side = 0; side < 2; side++)
      {
        GArray *path = g_array_index (schema->equations, ColimSchemaEquation, e).paths[side];

        for (guint i = 0; i < path->len; i++)
          if (g_array_index (path, gint32, i) < 0)
            g_array_index (path, gint32, i) = n_homs + ~g_array_index (path, gint32, i);
      }
}

/**
 * colim_schema_builder_end:
 * @self: a builder, which is then used up
 * @error: return location for an error
 *
 * Makes the schema.
 *
 * Returns: (transfer full): the schema, or %NULL with the first error of all that was added:
 *   %COLIM_ERROR_DUPLICATE_NAME, %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_NOT_COMPOSABLE or
 *   %COLIM_ERROR_NOT_PARALLEL
 */
ColimSchema *
colim_schema_builder_end (ColimSchemaBuilder *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->schema != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->error == NULL)
    {
      number_attributes (self->schema);
      return g_steal_pointer (&self->schema);
    }
  g_propagate_error (error, g_steal_pointer (&self->error));
  g_clear_pointer (&self->schema, colim_schema_unref);

  return NULL;
}
