/* Schemas: a presentation of a category, and attributes on its objects.
 *
 *     objects ---homs---> objects ---attrs---> attribute types        equations between parallel paths
 *
 * Everything is found by index, in the order in which it was added; names are unique among all four kinds.
 */

#include "lib/csets/schema-private.h"

#include <string.h>

/**
 * ColimSchema:
 *
 * The shape of a C-set.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimSchema, colim_schema, colim_schema_ref, colim_schema_unref)

static const char *const kind_names[] = { "object", "hom", "attribute type", "attribute" };

static void
clear_entry (ColimSchemaEntry *entry)
{
  g_free (entry->name);
  g_clear_pointer (&entry->type, colim_attr_type_unref);
}

static void
clear_equation (ColimSchemaEquation *equation)
{
  g_free (equation->name);
  g_array_unref (equation->paths[0]);
  g_array_unref (equation->paths[1]);
}

ColimSchema *
_colim_schema_new (void)
{
  ColimSchema *self = g_atomic_rc_box_new (ColimSchema);

  for (guint kind = 0; kind < G_N_ELEMENTS (self->entries); kind++)
    {
      self->entries[kind] = g_array_new (FALSE, FALSE, sizeof (ColimSchemaEntry));
      g_array_set_clear_func (self->entries[kind], (GDestroyNotify) clear_entry);
    }
  self->equations = g_array_new (FALSE, FALSE, sizeof (ColimSchemaEquation));
  g_array_set_clear_func (self->equations, (GDestroyNotify) clear_equation);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

/**
 * colim_schema_ref:
 * @self: a schema
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSchema *
colim_schema_ref (ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSchema *self)
{
  g_hash_table_unref (self->names);
  for (guint kind = 0; kind < G_N_ELEMENTS (self->entries); kind++)
    g_array_unref (self->entries[kind]);
  g_array_unref (self->equations);
}

/**
 * colim_schema_unref:
 * @self: (transfer full): a schema
 *
 * Gives a reference back.
 */
void
colim_schema_unref (ColimSchema *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

const ColimSchemaEntry *
_colim_schema_get_entry (const ColimSchema *self, ColimSchemaKind kind, gint32 index)
{
  g_return_val_if_fail (self != NULL && index >= 0 && (guint) index < self->entries[kind]->len, NULL);

  return &g_array_index (self->entries[kind], ColimSchemaEntry, index);
}

gint32
_colim_schema_find (const ColimSchema *self, ColimSchemaKind kind, const char *name)
{
  gpointer found;

  g_return_val_if_fail (self != NULL && name != NULL, -1);

  if (!g_hash_table_lookup_extended (self->names, name, NULL, &found) || GPOINTER_TO_UINT (found) % 4 != kind)
    return -1;
  return (gint32) (GPOINTER_TO_UINT (found) / 4);
}

gint32
_colim_schema_find_or_fail (const ColimSchema *self, ColimSchemaKind kind, const char *name, GError **error)
{
  gint32 index = _colim_schema_find (self, kind, name);

  if (index < 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "no %s '%s' in the schema", kind_names[kind], name);
  return index;
}

/**
 * colim_schema_get_n_objects:
 * @self: a schema
 *
 * Counts the objects.
 *
 * Returns: how many there are
 */
gint32
colim_schema_get_n_objects (const ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->entries[COLIM_SCHEMA_OBJECT]->len;
}

/**
 * colim_schema_get_n_homs:
 * @self: a schema
 *
 * Counts the homs.
 *
 * Returns: how many there are
 */
gint32
colim_schema_get_n_homs (const ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->entries[COLIM_SCHEMA_HOM]->len;
}

/**
 * colim_schema_get_n_attr_types:
 * @self: a schema
 *
 * Counts the attribute types.
 *
 * Returns: how many there are
 */
gint32
colim_schema_get_n_attr_types (const ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->entries[COLIM_SCHEMA_ATTR_TYPE]->len;
}

/**
 * colim_schema_get_n_attrs:
 * @self: a schema
 *
 * Counts the attributes.
 *
 * Returns: how many there are
 */
gint32
colim_schema_get_n_attrs (const ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->entries[COLIM_SCHEMA_ATTR]->len;
}

/**
 * colim_schema_get_n_equations:
 * @self: a schema
 *
 * Counts the equations.
 *
 * Returns: how many there are
 */
gint32
colim_schema_get_n_equations (const ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->equations->len;
}

/**
 * colim_schema_get_object_name:
 * @self: a schema
 * @object: the index of an object
 *
 * Names an object.
 *
 * Returns: (transfer none): its name
 */
const char *
colim_schema_get_object_name (const ColimSchema *self, gint32 object)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_OBJECT, object);

  return entry != NULL ? entry->name : NULL;
}

/**
 * colim_schema_get_hom_name:
 * @self: a schema
 * @hom: the index of a hom
 *
 * Names a hom.
 *
 * Returns: (transfer none): its name
 */
const char *
colim_schema_get_hom_name (const ColimSchema *self, gint32 hom)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_HOM, hom);

  return entry != NULL ? entry->name : NULL;
}

/**
 * colim_schema_get_hom_dom:
 * @self: a schema
 * @hom: the index of a hom
 *
 * Tells where a hom starts.
 *
 * Returns: the index of an object
 */
gint32
colim_schema_get_hom_dom (const ColimSchema *self, gint32 hom)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_HOM, hom);

  return entry != NULL ? entry->dom : -1;
}

/**
 * colim_schema_get_hom_codom:
 * @self: a schema
 * @hom: the index of a hom
 *
 * Tells where a hom ends.
 *
 * Returns: the index of an object
 */
gint32
colim_schema_get_hom_codom (const ColimSchema *self, gint32 hom)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_HOM, hom);

  return entry != NULL ? entry->codom : -1;
}

/**
 * colim_schema_get_attr_type_name:
 * @self: a schema
 * @attr_type: the index of an attribute type
 *
 * Names an attribute type.
 *
 * Returns: (transfer none): its name
 */
const char *
colim_schema_get_attr_type_name (const ColimSchema *self, gint32 attr_type)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_ATTR_TYPE, attr_type);

  return entry != NULL ? entry->name : NULL;
}

/**
 * colim_schema_get_attr_type:
 * @self: a schema
 * @attr_type: the index of an attribute type
 *
 * Tells which constants an attribute type has.
 *
 * Returns: (transfer none): the descriptor
 */
ColimAttrType *
colim_schema_get_attr_type (const ColimSchema *self, gint32 attr_type)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_ATTR_TYPE, attr_type);

  return entry != NULL ? entry->type : NULL;
}

/**
 * colim_schema_get_attr_name:
 * @self: a schema
 * @attr: the index of an attribute
 *
 * Names an attribute.
 *
 * Returns: (transfer none): its name
 */
const char *
colim_schema_get_attr_name (const ColimSchema *self, gint32 attr)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_ATTR, attr);

  return entry != NULL ? entry->name : NULL;
}

/**
 * colim_schema_get_attr_dom:
 * @self: a schema
 * @attr: the index of an attribute
 *
 * Tells which parts have an attribute.
 *
 * Returns: the index of an object
 */
gint32
colim_schema_get_attr_dom (const ColimSchema *self, gint32 attr)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_ATTR, attr);

  return entry != NULL ? entry->dom : -1;
}

/**
 * colim_schema_get_attr_codom:
 * @self: a schema
 * @attr: the index of an attribute
 *
 * Tells what an attribute takes its values in.
 *
 * Returns: the index of an attribute type
 */
gint32
colim_schema_get_attr_codom (const ColimSchema *self, gint32 attr)
{
  const ColimSchemaEntry *entry = _colim_schema_get_entry (self, COLIM_SCHEMA_ATTR, attr);

  return entry != NULL ? entry->codom : -1;
}

/**
 * colim_schema_get_equation_name:
 * @self: a schema
 * @equation: the index of an equation
 *
 * Tells what an equation is called, for people: nothing refers to it.
 *
 * Returns: (nullable): the name, if it has one
 */
const char *
colim_schema_get_equation_name (const ColimSchema *self, gint32 equation)
{
  g_return_val_if_fail (self != NULL && equation >= 0 && (guint) equation < self->equations->len, NULL);

  return g_array_index (self->equations, ColimSchemaEquation, equation).name;
}

/**
 * colim_schema_get_equation_dom:
 * @self: a schema
 * @equation: the index of an equation
 *
 * Tells where the two paths of an equation start.
 *
 * Returns: the index of an object
 */
gint32
colim_schema_get_equation_dom (const ColimSchema *self, gint32 equation)
{
  g_return_val_if_fail (self != NULL && equation >= 0 && (guint) equation < self->equations->len, -1);

  return g_array_index (self->equations, ColimSchemaEquation, equation).dom;
}

/**
 * colim_schema_get_equation_path:
 * @self: a schema
 * @equation: the index of an equation
 * @side: 0 for the left path, 1 for the right one
 * @n: (out): the length of the path
 *
 * Gives a path of an equation, first arrow first; the empty path is the identity.
 *
 * Returns: (transfer none) (array length=n): homs by index; an attribute, which can only be last, as the number of
 *   homs plus its index
 */
const gint32 *
colim_schema_get_equation_path (const ColimSchema *self, gint32 equation, guint side, gsize *n)
{
  g_return_val_if_fail (self != NULL && equation >= 0 && (guint) equation < self->equations->len, NULL);
  g_return_val_if_fail (side < 2 && n != NULL, NULL);

  const GArray *path = g_array_index (self->equations, ColimSchemaEquation, equation).paths[side];

  *n = path->len;
  return (const gint32 *) path->data;
}

/**
 * colim_schema_print_path:
 * @self: a schema
 * @path: (array length=n): arrows, numbered as in [method@Colim.Schema.get_equation_path]
 * @n: how many
 *
 * Writes a path as people do, in diagram order.
 *
 * Returns: (transfer full): the names with `>>` between them, or `id`
 */
char *
colim_schema_print_path (const ColimSchema *self, const gint32 *path, gsize n)
{
  g_return_val_if_fail (self != NULL && (path != NULL || n == 0), NULL);

  GString *out = g_string_new (n == 0 ? "id" : NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " >> " : "",
                            _colim_schema_get_arrow_name (self, path[i]));

  return g_string_free (out, FALSE);
}

/**
 * colim_schema_find_object:
 * @self: a schema
 * @name: a name
 *
 * Finds an object by name.
 *
 * Returns: its index, or -1 if there is none
 */
gint32
colim_schema_find_object (const ColimSchema *self, const char *name)
{
  return _colim_schema_find (self, COLIM_SCHEMA_OBJECT, name);
}

/**
 * colim_schema_find_hom:
 * @self: a schema
 * @name: a name
 *
 * Finds a hom by name.
 *
 * Returns: its index, or -1 if there is none
 */
gint32
colim_schema_find_hom (const ColimSchema *self, const char *name)
{
  return _colim_schema_find (self, COLIM_SCHEMA_HOM, name);
}

/**
 * colim_schema_find_attr_type:
 * @self: a schema
 * @name: a name
 *
 * Finds an attribute type by name.
 *
 * Returns: its index, or -1 if there is none
 */
gint32
colim_schema_find_attr_type (const ColimSchema *self, const char *name)
{
  return _colim_schema_find (self, COLIM_SCHEMA_ATTR_TYPE, name);
}

/**
 * colim_schema_find_attr:
 * @self: a schema
 * @name: a name
 *
 * Finds an attribute by name.
 *
 * Returns: its index, or -1 if there is none
 */
gint32
colim_schema_find_attr (const ColimSchema *self, const char *name)
{
  return _colim_schema_find (self, COLIM_SCHEMA_ATTR, name);
}

static gboolean
equal_equations (const ColimSchemaEquation *a, const ColimSchemaEquation *b)
{
  for (guint side = 0; side < 2; side++)
    if (a->paths[side]->len != b->paths[side]->len
        || (a->paths[side]->len > 0
            && memcmp (a->paths[side]->data, b->paths[side]->data, a->paths[side]->len * sizeof (gint32)) != 0))
      return FALSE;

  return a->dom == b->dom;
}

/**
 * colim_schema_equal:
 * @self: a schema
 * @other: another one
 *
 * Compares names, ends, types and equations, all in order.  What equations are called does not matter.
 *
 * Returns: whether the two are the same schema
 */
gboolean
colim_schema_equal (const ColimSchema *self, const ColimSchema *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self == other)
    return TRUE;
  for (guint kind = 0; kind < G_N_ELEMENTS (self->entries); kind++)
    {
      if (self->entries[kind]->len != other->entries[kind]->len)
        return FALSE;
      for (guint i = 0; i < self->entries[kind]->len; i++)
        {
          const ColimSchemaEntry *a = &g_array_index (self->entries[kind], ColimSchemaEntry, i);
          const ColimSchemaEntry *b = &g_array_index (other->entries[kind], ColimSchemaEntry, i);

          if (!g_str_equal (a->name, b->name) || a->dom != b->dom || a->codom != b->codom || a->type != b->type)
            return FALSE;
        }
    }
  if (self->equations->len != other->equations->len)
    return FALSE;
  for (guint i = 0; i < self->equations->len; i++)
    if (!equal_equations (&g_array_index (self->equations, ColimSchemaEquation, i),
                          &g_array_index (other->equations, ColimSchemaEquation, i)))
      return FALSE;

  return TRUE;
}

/**
 * colim_schema_hash:
 * @self: a schema
 *
 * Hashes the names; equal schemas have equal hashes.
 *
 * Returns: the hash
 */
guint
colim_schema_hash (const ColimSchema *self)
{
  g_return_val_if_fail (self != NULL, 0);

  guint32 hash = self->equations->len;

  for (guint kind = 0; kind < G_N_ELEMENTS (self->entries); kind++)
    for (guint i = 0; i < self->entries[kind]->len; i++)
      hash = (hash ^ g_str_hash (g_array_index (self->entries[kind], ColimSchemaEntry, i).name)) * 0x01000193u;

  return hash;
}

gboolean
_colim_schema_check_equal (const ColimSchema *self, const ColimSchema *other, GError **error)
{
  if (colim_schema_equal (self, other))
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the C-sets have different schemas");

  return FALSE;
}
