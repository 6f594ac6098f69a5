/* Descriptors of attribute types: which constants there are, and how they are compared, hashed, printed and parsed. */

#include "lib/csets/attr-type-private.h"

/**
 * ColimAttrType:
 *
 * A type of constants.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimAttrType, colim_attr_type, colim_attr_type_ref, colim_attr_type_unref)

/**
 * colim_attr_type_new_boxed: (skip)
 * @name: what to call the type
 * @type: a boxed type
 * @equal: equality of two constants
 * @hash: a hash that equality respects
 * @compare: a total order whose ties are the equal ones
 * @print: prints a constant
 * @parse: reads a printed constant
 *
 * Describes constants of a boxed type.
 *
 * Returns: (transfer full): the descriptor
 */
ColimAttrType *
colim_attr_type_new_boxed (const char *name, GType type, GEqualFunc equal, GHashFunc hash, GCompareFunc compare,
                           ColimAttrPrintFunc print, ColimAttrParseFunc parse)
{
  g_return_val_if_fail (name != NULL && G_TYPE_IS_BOXED (type), NULL);
  g_return_val_if_fail (equal != NULL && hash != NULL && compare != NULL && print != NULL && parse != NULL, NULL);

  ColimAttrType *self = g_new (ColimAttrType, 1);

  *self = (ColimAttrType) { .name = g_strdup (name), .type = type, .ops = &_colim_cell_ops_boxed, .equal = equal,
                            .hash = hash, .compare = compare, .print = print, .parse = parse };
  g_atomic_ref_count_init (&self->n_refs);

  return self;
}

/**
 * colim_attr_type_find:
 * @name: `any` (a number, a boolean or a string), `int64`, `double` or `string`
 *
 * Finds a built-in descriptor; there is one of each, ever.
 *
 * Returns: (transfer none) (nullable): the descriptor, or %NULL if there is none of that name
 */
ColimAttrType *
colim_attr_type_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  static ColimAttrType builtins[] = {
    { .name = (char *) "any", .ops = &_colim_cell_ops_boxed, .equal = _colim_scalar_equal, .hash = _colim_scalar_hash,
      .compare = _colim_scalar_compare, .print = _colim_scalar_print, .parse = _colim_scalar_parse },
    { .name = (char *) "int64", .type = G_TYPE_INT64, .ops = &_colim_cell_ops_int64 },
    { .name = (char *) "double", .type = G_TYPE_DOUBLE, .ops = &_colim_cell_ops_double },
    { .name = (char *) "string", .type = G_TYPE_STRING, .ops = &_colim_cell_ops_string },
  };
  static gsize initialised;

  if (g_once_init_enter (&initialised))
    {
      builtins[0].type = G_TYPE_VALUE;
      for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
        g_atomic_ref_count_init (&builtins[i].n_refs);
      g_once_init_leave (&initialised, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (g_str_equal (builtins[i].name, name))
      return &builtins[i];

  return NULL;
}

/**
 * colim_attr_type_ref:
 * @self: a descriptor
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimAttrType *
colim_attr_type_ref (ColimAttrType *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * colim_attr_type_unref:
 * @self: (transfer full): a descriptor
 *
 * Gives a reference back.
 */
void
colim_attr_type_unref (ColimAttrType *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->name);
  g_free (self);
}

/**
 * colim_attr_type_get_name:
 * @self: a descriptor
 *
 * Tells what the type is called.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_attr_type_get_name (const ColimAttrType *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * colim_attr_type_get_value_type:
 * @self: a descriptor
 *
 * Tells the type of the values that its constants are read as; `GValue` itself says that it differs.
 *
 * Returns: the type
 */
GType
colim_attr_type_get_value_type (const ColimAttrType *self)
{
  g_return_val_if_fail (self != NULL, G_TYPE_INVALID);

  return self->type;
}

gboolean
_colim_attr_type_load (const ColimAttrType *self, const GValue *value, ColimCell *cell, GError **error)
{
  if (self->ops->load (self, value, cell))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "a constant of type '%s' was expected, not a '%s'", self->name,
               G_VALUE_TYPE_NAME (value));

  return FALSE;
}

/**
 * colim_attr_type_compare_values:
 * @self: a descriptor
 * @a: a constant of this type
 * @b: another one
 *
 * Compares two constants in a total order.
 *
 * Returns: less than, equal to or greater than 0
 */
int
colim_attr_type_compare_values (const ColimAttrType *self, const GValue *a, const GValue *b)
{
  g_return_val_if_fail (self != NULL && a != NULL && b != NULL, 0);

  ColimCell first, second;
  int order = 0;

  g_return_val_if_fail (self->ops->load (self, a, &first), 0);
  if (self->ops->load (self, b, &second))
    {
      order = self->ops->compare (self, first, second);
      _colim_cell_free (self, second);
    }
  else
    g_critical ("a '%s' is no constant of type '%s'", G_VALUE_TYPE_NAME (b), self->name);
  _colim_cell_free (self, first);

  return order;
}

/**
 * colim_attr_type_equal_values:
 * @self: a descriptor
 * @a: a constant of this type
 * @b: another one
 *
 * Compares two constants.
 *
 * Returns: whether they are one constant
 */
gboolean
colim_attr_type_equal_values (const ColimAttrType *self, const GValue *a, const GValue *b)
{
  return colim_attr_type_compare_values (self, a, b) == 0;
}

/**
 * colim_attr_type_hash_value:
 * @self: a descriptor
 * @value: a constant of this type
 *
 * Hashes a constant; equal ones have equal hashes.
 *
 * Returns: the hash
 */
guint
colim_attr_type_hash_value (const ColimAttrType *self, const GValue *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, 0);

  ColimCell cell;
  guint hash;

  g_return_val_if_fail (self->ops->load (self, value, &cell), 0);
  hash = self->ops->hash (self, cell);
  _colim_cell_free (self, cell);

  return hash;
}

/**
 * colim_attr_type_print_value:
 * @self: a descriptor
 * @value: a constant of this type
 *
 * Prints a constant, so that it can be read back.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
colim_attr_type_print_value (const ColimAttrType *self, const GValue *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  ColimCell cell;
  char *text;

  g_return_val_if_fail (self->ops->load (self, value, &cell), NULL);
  text = self->ops->print (self, cell);
  _colim_cell_free (self, cell);

  return text;
}

/**
 * colim_attr_type_parse_value:
 * @self: a descriptor
 * @text: a printed constant
 * @value: (out caller-allocates): where to put the constant; zeroed memory, or an initialised value that is
 *   replaced
 * @error: return location for an error
 *
 * Reads a constant.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_PARSE
 */
gboolean
colim_attr_type_parse_value (const ColimAttrType *self, const char *text, GValue *value, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL && value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  ColimCell cell;

  if (!self->ops->parse (self, text, &cell, error))
    return FALSE;
  if (G_IS_VALUE (value))
    g_value_unset (value);
  g_value_init (value, self->type);
  self->ops->store (self, cell, value);
  _colim_cell_free (self, cell);

  return TRUE;
}
