/* Programs: what a step computes, as data.
 *
 * A node is an operation applied to nodes before it, so the nodes stand in an order in which they can be computed.  The
 * same operation on the same nodes is the same node: common sub-expressions are never written twice.
 */

#include "lib/tensor/operation-private.h"

#include <string.h>

typedef struct {
  char *name;
  gint64 capacity;
} Extent;

struct _ColimProgram {
  ColimElement real;
  GArray *extents;   /* Extent */
  GPtrArray *nodes;  /* Node */
  GHashTable *known; /* Node → its number + 1 */
};

/**
 * ColimProgram:
 *
 * A program over tensors that grows node by node: inputs, parameters, and operations on them.  An extent of a shape is
 * fixed, or live: then it is known only when the program runs, up to a capacity.  Reference counted; not for several
 * threads at a time.
 */
G_DEFINE_BOXED_TYPE (ColimProgram, colim_program, colim_program_ref, colim_program_unref)

static guint
hash_node (gconstpointer data)
{
  const Node *node = data;
  guint hash = g_direct_hash (node->operation);

  for (guint i = 0; i < node->operation->n_inputs; i++)
    hash = hash * 31 + (guint) node->in[i];
  for (guint i = 0; i < node->operation->n_integers; i++)
    hash = hash * 31 + (guint) node->attributes.n[i];
  for (guint i = 0; i < node->operation->n_reals; i++)
    hash = hash * 31 + g_double_hash (&node->attributes.x[i]);

  return hash;
}

static gboolean
equal_nodes (gconstpointer a, gconstpointer b)
{
  const Node *x = a, *y = b;

  return x->operation == y->operation && !(x->operation->flags & OPERATION_LEAF)
         && memcmp (x->in, y->in, x->operation->n_inputs * sizeof *x->in) == 0
         && memcmp (x->attributes.n, y->attributes.n, x->operation->n_integers * sizeof *x->attributes.n) == 0
         && memcmp (x->attributes.x, y->attributes.x, x->operation->n_reals * sizeof *x->attributes.x) == 0;
}

static void
free_node (Node *node)
{
  g_free (node->name);
  g_free (node);
}

static void
clear_extent (Extent *extent)
{
  g_free (extent->name);
}

/**
 * colim_program_new:
 * @real: the precision: %COLIM_ELEMENT_FLOAT32 or %COLIM_ELEMENT_FLOAT64
 *
 * Makes an empty program.
 *
 * Returns: (transfer full): the program
 */
ColimProgram *
colim_program_new (ColimElement real)
{
  g_return_val_if_fail (real == COLIM_ELEMENT_FLOAT32 || real == COLIM_ELEMENT_FLOAT64, NULL);

  ColimProgram *self = g_atomic_rc_box_new0 (ColimProgram);

  self->real = real;
  self->extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  g_array_set_clear_func (self->extents, (GDestroyNotify) clear_extent);
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_node);
  self->known = g_hash_table_new (hash_node, equal_nodes);

  return self;
}

/**
 * colim_program_ref:
 * @self: a program
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimProgram *
colim_program_ref (ColimProgram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimProgram *self)
{
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->nodes);
  g_array_unref (self->extents);
}

/**
 * colim_program_unref:
 * @self: (transfer full): a program
 *
 * Gives a reference back.
 */
void
colim_program_unref (ColimProgram *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_program_add_extent:
 * @self: a program
 * @name: what the extent is called
 * @capacity: the most that it may be
 *
 * Adds a live extent: the rows of a batch, say.
 *
 * Returns: the number k of the extent, which stands in shapes as COLIM_LIVE (k), that is -1 - k
 */
gint32
colim_program_add_extent (ColimProgram *self, const char *name, gint64 capacity)
{
  g_return_val_if_fail (self != NULL && name != NULL && capacity > 0, -1);

  Extent extent = { g_strdup (name), capacity };

  g_array_append_val (self->extents, extent);

  return (gint32) self->extents->len - 1;
}

static gint32
add_leaf (ColimProgram *self, const char *operation, const char *name, ColimElement element, const gint64 *shape, gsize n_dims,
          GError **error)
{
  guint64 n = 1;

  for (gsize i = 0; i < n_dims; i++)
    {
      gboolean live = shape[i] < 0;
      gint64 extent = live && -1 - shape[i] < (gint64) self->extents->len
                        ? g_array_index (self->extents, Extent, -1 - shape[i]).capacity
                        : shape[i];

      if (n_dims > MOST_DIMS || extent < 0 || !g_uint64_checked_mul (&n, n, (guint64) extent) || n > G_MAXINT32)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the shape of '%s' is no shape that can be held", name);
          return -1;
        }
    }

  Node *node = g_new0 (Node, 1);

  node->operation = _colim_operation_find (operation);
  node->name = g_strdup (name);
  node->shape.element = element;
  node->shape.n_dims = (guint) n_dims;
  for (gsize i = 0; i < n_dims; i++)
    node->shape.dims[i] = shape[i];
  g_ptr_array_add (self->nodes, node);

  return (gint32) self->nodes->len - 1;
}

/**
 * colim_program_add_input:
 * @self: a program
 * @name: what the input is called
 * @element: what its numbers are
 * @shape: (array length=n_dims): its extents, fixed or live
 * @n_dims: how many there are
 * @error: return location for an error
 *
 * Adds what is given anew for each run.
 *
 * Returns: the node, or -1 with %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_program_add_input (ColimProgram *self, const char *name, ColimElement element, const gint64 *shape, gsize n_dims,
                         GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  return add_leaf (self, "input", name, element, shape, n_dims, error);
}

/**
 * colim_program_add_parameter:
 * @self: a program
 * @name: what the parameter is called
 * @shape: (array length=n_dims): its extents, fixed
 * @n_dims: how many there are
 * @error: return location for an error
 *
 * Adds what stays from run to run, and may be changed by them.
 *
 * Returns: the node, or -1 with %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_program_add_parameter (ColimProgram *self, const char *name, const gint64 *shape, gsize n_dims, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  return add_leaf (self, "parameter", name, self->real, shape, n_dims, error);
}

/* The node of an operation, there already or new. */
static gint32
add (ColimProgram *self, const Operation *operation, const gint32 *in, const Attributes *attributes, GError **error)
{
  const Shape *shapes[MOST_INPUTS];
  Node key = { .operation = operation, .attributes = *attributes };
  gpointer known;
  Node *node;

  for (guint i = 0; i < operation->n_inputs; i++)
    {
      key.in[i] = in[i];
      shapes[i] = &_colim_program_get_node (self, in[i])->shape;
    }
  if ((known = g_hash_table_lookup (self->known, &key)) != NULL)
    return GPOINTER_TO_INT (known) - 1;
  if (!_colim_operation_find_shape (operation, self, shapes, attributes, &key.shape, error))
    return -1;
  if (_colim_shape_count (&key.shape) > G_MAXINT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the result of '%s' is too large", operation->name);
      return -1;
    }
  node = g_memdup2 (&key, sizeof key);
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->known, node, GINT_TO_POINTER ((gint) self->nodes->len));

  return (gint32) self->nodes->len - 1;
}

/* Updates change parameters, as the last thing in a run: nothing is computed from them. */
static gboolean
check_inputs (ColimProgram *self, const Operation *row, const gint32 *inputs, GError **error)
{
  for (guint i = 0; i < row->n_inputs; i++)
    {
      const Operation *operation;

      if (inputs[i] < 0 || (guint) inputs[i] >= self->nodes->len)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "there is no node %d", inputs[i]);
          return FALSE;
        }
      operation = _colim_program_get_node (self, inputs[i])->operation;
      if (_colim_operation_changes (row, i) && !g_str_equal (operation->name, "parameter"))
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "'%s' changes parameters, and node %d is none", row->name,
                     inputs[i]);
      else if (operation->flags & OPERATION_STATEFUL)
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "nothing is computed from what '%s' changed",
                     operation->name);
      else
        continue;
      return FALSE;
    }

  return TRUE;
}

/**
 * colim_program_add:
 * @self: a program
 * @operation: an operation of the table
 * @inputs: (array length=n_inputs): the nodes that it works on
 * @n_inputs: how many there are
 * @integers: (array length=n_integers) (nullable): whole attributes
 * @n_integers: how many there are
 * @reals: (array length=n_reals) (nullable): real attributes
 * @n_reals: how many there are
 * @error: return location for an error
 *
 * Applies an operation.  What is there already is not written twice.
 *
 * Returns: the node, or -1 with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_INVALID or
 *   %COLIM_ERROR_TYPE
 */
gint32
colim_program_add (ColimProgram *self, const char *operation, const gint32 *inputs, gsize n_inputs, const gint64 *integers,
                   gsize n_integers, const double *reals, gsize n_reals, GError **error)
{
  g_return_val_if_fail (self != NULL && operation != NULL, -1);

  const Operation *row = _colim_operation_find (operation);
  Attributes attributes = { { 0 }, { 0 } };

  if (row == NULL || row->flags & OPERATION_LEAF)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "there is no operation '%s'", operation);
      return -1;
    }
  if (row->n_inputs != n_inputs || n_integers > row->n_integers || n_reals > row->n_reals)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "'%s' takes %u inputs and up to %u integers and %u reals, not %" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT
                   " and %" G_GSIZE_FORMAT,
                   operation, row->n_inputs, row->n_integers, row->n_reals, n_inputs, n_integers, n_reals);
      return -1;
    }
  if (!check_inputs (self, row, inputs, error))
    return -1;
  for (gsize i = 0; i < n_integers; i++)
    attributes.n[i] = integers[i];
  for (gsize i = 0; i < n_reals; i++)
    attributes.x[i] = reals[i];

  return add (self, row, inputs, &attributes, error);
}

const Node *
_colim_program_get_node (ColimProgram *self, gint32 node)
{
  return g_ptr_array_index (self->nodes, node);
}

ColimElement
_colim_program_get_real (ColimProgram *self)
{
  return self->real;
}

gint64
_colim_program_get_capacity (ColimProgram *self, gint32 extent)
{
  return g_array_index (self->extents, Extent, extent).capacity;
}

guint
_colim_program_get_n_extents (ColimProgram *self)
{
  return self->extents->len;
}

gint32
_colim_write (ColimProgram *self, const char *operation, const gint32 *in, const Attributes *attributes)
{
  static const Attributes none;
  g_autoptr (GError) error = NULL;
  gint32 node = add (self, _colim_operation_find (operation), in, attributes != NULL ? attributes : &none, &error);

  if (node < 0)
    g_error ("%s", error->message);

  return node;
}

/**
 * colim_program_get_n_nodes:
 * @self: a program
 *
 * Counts the nodes.
 *
 * Returns: how many there are
 */
gint32
colim_program_get_n_nodes (const ColimProgram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->nodes->len;
}

/**
 * colim_program_get_operation:
 * @self: a program
 * @node: a node
 *
 * Tells which operation a node applies.
 *
 * Returns: (transfer none): its name
 */
const char *
colim_program_get_operation (const ColimProgram *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len, NULL);

  return _colim_program_get_node ((ColimProgram *) self, node)->operation->name;
}

/**
 * colim_program_get_name:
 * @self: a program
 * @node: a node
 *
 * Names an input or a parameter.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL for other nodes
 */
const char *
colim_program_get_name (const ColimProgram *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len, NULL);

  return _colim_program_get_node ((ColimProgram *) self, node)->name;
}

/**
 * colim_program_get_element:
 * @self: a program
 * @node: a node
 *
 * Tells what the numbers of a node are.
 *
 * Returns: their kind
 */
ColimElement
colim_program_get_element (const ColimProgram *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len, COLIM_ELEMENT_FLOAT32);

  return _colim_program_get_node ((ColimProgram *) self, node)->shape.element;
}

/**
 * colim_program_get_shape:
 * @self: a program
 * @node: a node
 * @n_dims: (out): how many extents there are
 *
 * Gives the extents of a node; -1 - k is the live extent k.
 *
 * Returns: (transfer none) (array length=n_dims): the shape
 */
const gint64 *
colim_program_get_shape (const ColimProgram *self, gint32 node, gsize *n_dims)
{
  g_return_val_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len && n_dims != NULL, NULL);

  const Shape *shape = &_colim_program_get_node ((ColimProgram *) self, node)->shape;

  *n_dims = shape->n_dims;

  return shape->dims;
}

char *
_colim_shape_print (ColimProgram *program, const Shape *shape)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < shape->n_dims; i++)
    {
      g_string_append (out, i == 0 ? "" : ", ");
      if (shape->dims[i] < 0)
        g_string_append (out, g_array_index (program->extents, Extent, -1 - shape->dims[i]).name);
      else
        g_string_append_printf (out, "%" G_GINT64_FORMAT, shape->dims[i]);
    }
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

/**
 * colim_program_print_shape:
 * @self: a program
 * @node: a node
 *
 * Writes the shape of a node for people, live extents by name.
 *
 * Returns: (transfer full): `[N, 10]`
 */
char *
colim_program_print_shape (ColimProgram *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len, NULL);

  return _colim_shape_print (self, &_colim_program_get_node (self, node)->shape);
}
