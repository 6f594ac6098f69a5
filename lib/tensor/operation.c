/* Finding operations, and what their rows share. */

#include "lib/tensor/operation-private.h"

static const Operation *const tables[] = {
  _colim_operations_leaf, _colim_operations_pointwise, _colim_operations_structure, _colim_operations_linear,
  _colim_operations_pool, _colim_operations_rows,      _colim_operations_update,
};

static GHashTable *
index_operations (void)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const Operation *row = tables[t]; row->name != NULL; row++)
      g_hash_table_insert (index, (gpointer) row->name, (gpointer) row);

  return index;
}

const Operation *
_colim_operation_find (const char *name)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) index_operations ());

  return g_hash_table_lookup ((GHashTable *) once, name);
}

const Operation *
_colim_operation_get (guint index)
{
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const Operation *row = tables[t]; row->name != NULL; row++)
      if (index-- == 0)
        return row;

  return NULL;
}

/**
 * colim_operation_get_name:
 * @index: a number from 0
 *
 * Lists the operation table.
 *
 * Returns: (transfer none) (nullable): the name of an operation, or %NULL past the last
 */
const char *
colim_operation_get_name (guint index)
{
  const Operation *row = _colim_operation_get (index);

  return row != NULL ? row->name : NULL;
}

/**
 * colim_operation_is_differentiable:
 * @name: the name of an operation
 *
 * Tells whether a gradient can pass through an operation.
 *
 * Returns: whether it can
 */
gboolean
colim_operation_is_differentiable (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  const Operation *row = _colim_operation_find (name);

  return row != NULL && row->pullback != NULL;
}

/* Live extents count as 1: the capacity is bounded where they are known. */
gint64
_colim_shape_count (const Shape *shape)
{
  gint64 n = 1;

  for (guint i = 0; i < shape->n_dims; i++)
    if (shape->dims[i] >= 0 && __builtin_mul_overflow (n, shape->dims[i], &n))
      return G_MAXINT64;

  return n;
}

/* Whether a number is an extent: fixed, or live and there. */
gboolean
_colim_shape_is_extent (ColimProgram *program, gint64 extent)
{
  return extent >= 0 || -1 - extent < (gint64) _colim_program_get_n_extents (program);
}

gboolean
_colim_shape_equal (const Shape *a, const Shape *b)
{
  if (a->element != b->element || a->n_dims != b->n_dims)
    return FALSE;
  for (guint i = 0; i < a->n_dims; i++)
    if (a->dims[i] != b->dims[i])
      return FALSE;

  return TRUE;
}

gboolean
_colim_shape_refuse (ColimProgram *program, const char *operation, const Shape *const *in, guint n, GError **error)
{
  GString *shapes = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *shape = _colim_shape_print (program, in[i]);

      g_string_append_printf (shapes, "%s%s", i == 0 ? "" : ", ", shape);
    }
  text = g_string_free (shapes, FALSE);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' does not fit %s", operation, text);

  return FALSE;
}

gboolean
_colim_operation_find_shape (const Operation *self, ColimProgram *program, const Shape *const *in,
                             const Attributes *attributes, Shape *out, GError **error)
{
  if (self->shape != NULL)
    return self->shape (program, in, attributes, out, error);
  *out = *in[0];
  for (guint i = 0; i < self->n_inputs; i++)
    if (in[i]->element != _colim_program_get_real (program) || !_colim_shape_equal (in[0], in[i]))
      return _colim_shape_refuse (program, self->name, in, self->n_inputs, error);

  return TRUE;
}

gboolean
_colim_operation_changes (const Operation *self, guint input)
{
  return self->flags & OPERATION_STATEFUL && (input == 0 || (input >= 2 && input < 2 + self->n_kept));
}
