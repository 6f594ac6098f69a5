/* Plans from outside: what a run takes, what it is given, and what came out. */

#include "lib/tensor/plan-private.h"

#include <string.h>

/**
 * colim_plan_get_program:
 * @self: a plan
 *
 * Gives the program that is planned.
 *
 * Returns: (transfer none): the program
 */
ColimProgram *
colim_plan_get_program (const ColimPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->program;
}

/**
 * colim_plan_get_n_bytes:
 * @self: a plan
 *
 * Tells how much memory a run takes: the arena, and what the threads need besides.  Inputs and parameters are not counted.
 *
 * Returns: the bytes
 */
gsize
colim_plan_get_n_bytes (const ColimPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->layout.n_bytes + self->scratch_size * _colim_threads_get_n (self->threads);
}

/**
 * colim_plan_get_n_live_bytes:
 * @self: a plan
 *
 * Tells how much of the arena is in use at a time, at most.
 *
 * Returns: the bytes
 */
gsize
colim_plan_get_n_live_bytes (const ColimPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->layout.n_live_bytes;
}

/**
 * colim_plan_get_work:
 * @self: a plan
 *
 * Estimates the floating-point operations of a run, with the live extents as they are.
 *
 * Returns: how many there are
 */
double
colim_plan_get_work (ColimPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  double work = 0;

  if (self->changed)
    _colim_plan_prepare (self);
  for (guint s = 0; s < self->n_steps; s++)
    work += self->steps[s].work;

  return work;
}

/**
 * colim_plan_get_n_steps:
 * @self: a plan
 *
 * Counts the kernels that a run calls.
 *
 * Returns: how many there are
 */
guint
colim_plan_get_n_steps (const ColimPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_steps;
}

/**
 * colim_plan_get_step:
 * @self: a plan
 * @step: which step
 * @n_bytes: (out) (optional): how many bytes its result takes at most
 * @work: (out) (optional): an estimate of its floating-point operations
 *
 * Describes a step.
 *
 * Returns: the node that it computes
 */
gint32
colim_plan_get_step (ColimPlan *self, guint step, gsize *n_bytes, double *work)
{
  g_return_val_if_fail (self != NULL && step < self->n_steps, -1);

  if (self->changed)
    _colim_plan_prepare (self);
  if (n_bytes != NULL)
    *n_bytes = _colim_layout_measure (self->program, self->steps[step].node);
  if (work != NULL)
    *work = self->steps[step].work;

  return self->steps[step].node;
}

/**
 * colim_plan_has:
 * @self: a plan
 * @node: a node of its program
 *
 * Tells whether a node is needed.
 *
 * Returns: whether it is
 */
gboolean
colim_plan_has (const ColimPlan *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && node >= 0 && node < colim_program_get_n_nodes (self->program), FALSE);

  return node < self->n_nodes && self->layout.block[node] >= 0;
}

/**
 * colim_plan_set_extent:
 * @self: a plan
 * @extent: a live extent
 * @value: what it is in the runs to come, at most its capacity
 *
 * Gives a live extent.
 */
void
colim_plan_set_extent (ColimPlan *self, gint32 extent, gint64 value)
{
  g_return_if_fail (self != NULL && extent >= 0 && (guint) extent < _colim_program_get_n_extents (self->program));
  g_return_if_fail (value >= 0 && value <= _colim_program_get_capacity (self->program, extent));

  self->changed = self->changed || self->extents[extent] != value;
  self->extents[extent] = value;
}

/**
 * colim_plan_set_counter:
 * @self: a plan
 * @counter: which draw the next run is
 *
 * Tells what is random in the next run: the same counter gives the same draw.
 */
void
colim_plan_set_counter (ColimPlan *self, guint64 counter)
{
  g_return_if_fail (self != NULL);

  self->counter = counter;
}

/**
 * colim_plan_bind: (skip)
 * @self: a plan
 * @node: an input or a parameter
 * @memory: where it lies; it must outlive the runs
 *
 * Says where an input or a parameter lies, so that nothing need be copied.
 */
void
colim_plan_bind (ColimPlan *self, gint32 node, gpointer memory)
{
  g_return_if_fail (self != NULL && _colim_plan_is_leaf (self, node));

  self->changed = self->changed || self->memory[node] != memory;
  self->memory[node] = memory;
}

/**
 * colim_plan_set:
 * @self: a plan
 * @node: an input or a parameter
 * @tensor: its numbers
 * @error: return location for an error
 *
 * Gives an input or a parameter: its numbers are copied.  Live extents take the values that the tensor has.
 *
 * Returns: whether the tensor fits; %COLIM_ERROR_TYPE if not
 */
gboolean
colim_plan_set (ColimPlan *self, gint32 node, ColimTensor *tensor, GError **error)
{
  g_return_val_if_fail (self != NULL && tensor != NULL && _colim_plan_is_leaf (self, node), FALSE);

  const Shape *shape = &_colim_program_get_node (self->program, node)->shape;
  gsize n_dims;
  const gint64 *dims = colim_tensor_get_shape (tensor, &n_dims);
  gboolean fits = n_dims == shape->n_dims && colim_tensor_get_element (tensor) == shape->element;

  for (gsize i = 0; fits && i < n_dims; i++)
    fits = shape->dims[i] >= 0 ? dims[i] == shape->dims[i]
                               : dims[i] <= _colim_program_get_capacity (self->program, (gint32) (-1 - shape->dims[i]));
  if (!fits)
    {
      g_autofree char *expected = colim_program_print_shape (self->program, node);
      g_autofree char *found = colim_tensor_print_shape (tensor);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' is %s, not %s, or of another kind of numbers",
                   colim_program_get_name (self->program, node), expected, found);
      return FALSE;
    }
  if (self->owned[node] == NULL)
    self->owned[node] = _colim_plan_allocate (_colim_layout_measure (self->program, node));
  colim_plan_bind (self, node, self->owned[node]);
  if (colim_tensor_get_n_values (tensor) > 0)
    memcpy (self->owned[node], colim_tensor_get_data (tensor), g_bytes_get_size (colim_tensor_get_bytes (tensor)));
  for (gsize i = 0; i < n_dims; i++)
    if (shape->dims[i] < 0)
      colim_plan_set_extent (self, (gint32) (-1 - shape->dims[i]), dims[i]);

  return TRUE;
}

/**
 * colim_plan_get_memory: (skip)
 * @self: a plan
 * @node: an output, an input or a parameter
 *
 * Tells where a node lies, after a run.
 *
 * Returns: (transfer none) (nullable): the memory
 */
gconstpointer
colim_plan_get_memory (const ColimPlan *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && colim_plan_has (self, node), NULL);

  return self->memory[node];
}

/**
 * colim_plan_get:
 * @self: a plan
 * @node: an output, an input or a parameter
 *
 * Copies what a run made of a node.  Before a run, and once memory was bound or an extent set to something else, there
 * is nothing to be copied until the next one.
 *
 * Returns: (transfer full) (nullable): the numbers, or %NULL
 */
ColimTensor *
colim_plan_get (ColimPlan *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && colim_plan_has (self, node), NULL);

  /* Memory that was bound may be smaller than the shape that is known: the extent may follow. */
  if (self->changed)
    return NULL;

  const Shape *shape = &self->shapes[node];
  g_autoptr (GBytes) bytes
    = g_bytes_new (self->memory[node], (gsize) _colim_shape_count (shape) * colim_element_get_size (shape->element));

  return colim_tensor_new (shape->element, shape->dims, shape->n_dims, bytes, NULL);
}

/**
 * colim_plan_get_number:
 * @self: a plan
 * @node: an output that is a single real number
 *
 * Reads a number that a run computed.
 *
 * Returns: the number
 */
double
colim_plan_get_number (const ColimPlan *self, gint32 node)
{
  g_return_val_if_fail (self != NULL && colim_plan_has (self, node) && self->memory[node] != NULL, 0);

  return self->shapes[node].element == COLIM_ELEMENT_FLOAT64 ? *(const double *) self->memory[node]
                                                             : (double) *(const float *) self->memory[node];
}
