/* Plans: a program with everything decided: what is computed in which order, by which kernel, and where it lies.
 *
 * Offsets hold for the capacities of the live extents; kernels loop to the values that are given with a run.  Nothing is
 * allocated, locked or looked up during a run.
 */

#include "lib/tensor/plan-private.h"

#include <stdlib.h>
#include <string.h>
#if defined (__linux__)
#include <sys/mman.h>
#endif

/* Pages of this size are asked for where the system has them. */
#define HUGE_PAGE ((gsize) 2 << 20)

/* So many floating-point operations are not worth waking a thread for, and half of them are not worth a share. */
#define LEAST_WORK 40000

/* Shares of a thread: one that comes late, or is interrupted, holds up the others for one of them at most.  Kernels that
 * prepare something in scratch memory do so for each share. */
#define SHARES 4
#define COSTLY_SHARES 1

/**
 * ColimPlan:
 *
 * A program that is ready to run.  Reference counted; one run at a time.
 */
G_DEFINE_BOXED_TYPE (ColimPlan, colim_plan, colim_plan_ref, colim_plan_unref)

static gint64
count_units (const Step *step, Units units)
{
  const Shape *shape = step->call.out_shape;
  gint64 n = 1;
  guint n_dims = shape->n_dims;

  switch (units)
    {
    case UNITS_ONE:
      return 1;
    case UNITS_FIRST:
      return n_dims > 0 ? shape->dims[0] : 1;
    case UNITS_PLANES:
      n_dims = MIN (n_dims, 2);
      break;
    case UNITS_ROWS:
      n_dims--;
      break;
    case UNITS_ELEMENTS:
      break;
    }
  for (guint i = 0; i < n_dims; i++)
    n *= shape->dims[i];

  return n;
}

static double
measure_work (const Step *step, const Operation *operation)
{
  return operation->work != NULL ? operation->work (&step->call) : (double) _colim_shape_count (step->call.out_shape);
}

static guint
count_shares (const ColimPlan *self, const Step *step, const Operation *operation)
{
  guint n_threads = _colim_threads_get_n (self->threads);
  gint64 most = (gint64) n_threads * (operation->scratch != NULL ? COSTLY_SHARES : SHARES);

  if (step->work < LEAST_WORK || n_threads == 1)
    return 1;

  return (guint) MIN (MIN (most, MOST_SHARES), MIN (step->n_units, (gint64) (step->work / (LEAST_WORK / 2))));
}

static void
resolve_shapes (ColimPlan *self)
{
  for (gint32 i = 0; i < self->n_nodes; i++)
    {
      if (self->layout.block[i] < 0)
        continue;
      self->shapes[i] = _colim_program_get_node (self->program, i)->shape;
      for (guint j = 0; j < self->shapes[i].n_dims; j++)
        if (self->shapes[i].dims[j] < 0)
          self->shapes[i].dims[j] = self->extents[-1 - self->shapes[i].dims[j]];
    }
}

void
_colim_plan_prepare (ColimPlan *self)
{
  resolve_shapes (self);
  for (guint s = 0; s < self->n_steps; s++)
    {
      Step *step = &self->steps[s];
      const Node *node = _colim_program_get_node (self->program, step->node);

      for (guint i = 0; i < node->operation->n_inputs; i++)
        {
          step->call.in_shape[i] = &self->shapes[node->in[i]];
          step->call.in[i] = self->memory[node->in[i]];
        }
      step->call.out_shape = &self->shapes[step->node];
      step->call.out = self->memory[step->node];
      step->n_units = count_units (step, node->operation->units);
      step->work = measure_work (step, node->operation);
      step->n_shares = count_shares (self, step, node->operation);
    }
}

/* The nodes that the outputs need, in order; what changes parameters comes last. */
static gint32 *
schedule (ColimProgram *program, const gint32 *outputs, gsize n_outputs, gint32 *n_steps)
{
  gint32 n = colim_program_get_n_nodes (program);
  g_autofree gboolean *needed = g_new0 (gboolean, (gsize) n + 1);
  gint32 *steps = g_new (gint32, (gsize) n + 1);

  *n_steps = 0;
  for (gsize i = 0; i < n_outputs; i++)
    needed[outputs[i]] = TRUE;
  for (gint32 i = n; i-- > 0;)
    {
      const Node *node = _colim_program_get_node (program, i);

      for (guint j = 0; needed[i] && j < node->operation->n_inputs; j++)
        needed[node->in[j]] = TRUE;
    }
  for (guint stateful = 0; stateful < 2; stateful++)
    for (gint32 i = 0; i < n; i++)
      {
        guint flags = _colim_program_get_node (program, i)->operation->flags;

        if (needed[i] && !(flags & OPERATION_LEAF) && !!(flags & OPERATION_STATEFUL) == stateful)
          steps[(*n_steps)++] = i;
      }

  return steps;
}

/* Whether a node is a parameter that one of the steps changes. */
static gboolean
is_changed (ColimProgram *program, const gint32 *steps, gint32 n_steps, gint32 node)
{
  for (gint32 s = 0; s < n_steps; s++)
    {
      const Node *step = _colim_program_get_node (program, steps[s]);

      for (guint i = 0; i < step->operation->n_inputs; i++)
        if (step->in[i] == node && _colim_operation_changes (step->operation, i))
          return TRUE;
    }

  return FALSE;
}

/* A view has no memory of its own: after an update it would not show any more what the run computed with. */
static gboolean
check_views (ColimProgram *program, const gint32 *steps, gint32 n_steps, const gint32 *outputs, gsize n_outputs,
             GError **error)
{
  for (gsize i = 0; i < n_outputs; i++)
    {
      gint32 root = outputs[i];

      while (_colim_program_get_node (program, root)->operation->flags & OPERATION_VIEW)
        root = _colim_program_get_node (program, root)->in[0];
      if (root != outputs[i] && is_changed (program, steps, n_steps, root))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "'%s' only views '%s', which changes: it is no output",
                       colim_program_get_operation (program, outputs[i]), colim_program_get_name (program, root));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_sizes (ColimProgram *program, const gint32 *steps, gint32 n_steps, GError **error)
{
  for (gint32 s = 0; s < n_steps; s++)
    if (_colim_layout_measure (program, steps[s]) / colim_element_get_size (_colim_program_get_node (program, steps[s])->shape.element)
        > G_MAXINT32)
      {
        g_autofree char *shape = colim_program_print_shape (program, steps[s]);

        g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the result %s of '%s' is too large at full batch: take a smaller one",
                     shape, colim_program_get_operation (program, steps[s]));
        return FALSE;
      }

  return TRUE;
}

gpointer
_colim_plan_allocate (gsize n_bytes)
{
  gsize alignment = n_bytes >= HUGE_PAGE ? HUGE_PAGE : 64;
  gpointer memory = NULL;

  n_bytes = (MAX (n_bytes, 1) + alignment - 1) / alignment * alignment;
  if (posix_memalign (&memory, alignment, n_bytes) != 0)
    g_error ("no memory for an arena of %" G_GSIZE_FORMAT " bytes", n_bytes);
#if defined (__linux__) && defined (MADV_HUGEPAGE)
  if (n_bytes >= HUGE_PAGE)
    madvise (memory, n_bytes, MADV_HUGEPAGE);
#endif

  return memory;
}

static void
find_kernels (ColimPlan *self, const gint32 *steps, gint32 n_steps)
{
  self->steps = g_new0 (Step, (gsize) n_steps + 1);
  for (gint32 s = 0; s < n_steps; s++)
    {
      const Node *node = _colim_program_get_node (self->program, steps[s]);
      Step *step = &self->steps[self->n_steps];

      if (node->operation->flags & OPERATION_VIEW)
        continue;
      step->node = steps[s];
      step->kernel = _colim_kernel_find (node->operation->kernel, _colim_program_get_real (self->program));
      step->call.attributes = &node->attributes;
      self->n_steps++;
    }
}

static void
measure_scratch (ColimPlan *self)
{
  for (guint s = 0; s < self->n_steps; s++)
    {
      const Operation *operation = _colim_program_get_node (self->program, self->steps[s].node)->operation;

      if (operation->scratch != NULL)
        self->scratch_size = MAX (self->scratch_size, operation->scratch (&self->steps[s].call));
    }
  self->scratch_size = (self->scratch_size + 4095) / 4096 * 4096;
}

static void
find_memory (ColimPlan *self)
{
  for (gint32 i = 0; i < self->n_nodes; i++)
    {
      gint32 block = self->layout.block[i];
      const Block *place = block >= 0 ? &g_array_index (self->layout.blocks, Block, block) : NULL;

      if (place != NULL)
        self->memory[i] = place->leaf >= 0 ? self->memory[place->leaf] : (char *) self->arena + place->offset;
    }
}

/**
 * colim_plan_new:
 * @program: a program; what is added to it later is no part of the plan
 * @outputs: (array length=n_outputs): the nodes that are asked for
 * @n_outputs: how many there are
 * @n_threads: how many threads work on a run; 0: as many as there are processors
 * @error: return location for an error
 *
 * Plans a program.  What the outputs do not need is left out.  The memory of a run is taken at the first one.
 *
 * Parameters change at the end of a run, and what is computed from them is computed before.  A parameter that is an
 * output shows what it has become.  Another shape of one that changes is refused as an output: it would show that too.
 *
 * Returns: (transfer full): the plan, or %NULL with %COLIM_ERROR_TOO_LARGE, %COLIM_ERROR_OUT_OF_RANGE or
 *   %COLIM_ERROR_INVALID
 */
ColimPlan *
colim_plan_new (ColimProgram *program, const gint32 *outputs, gsize n_outputs, guint n_threads, GError **error)
{
  g_return_val_if_fail (program != NULL && (outputs != NULL || n_outputs == 0), NULL);

  gint32 n_steps, n_nodes = colim_program_get_n_nodes (program);
  g_autofree gint32 *steps = NULL;

  for (gsize i = 0; i < n_outputs; i++)
    if (outputs[i] < 0 || outputs[i] >= n_nodes)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "there is no node %d", outputs[i]);
        return NULL;
      }
  steps = schedule (program, outputs, n_outputs, &n_steps);
  if (!check_views (program, steps, n_steps, outputs, n_outputs, error)
      || !check_sizes (program, steps, n_steps, error))
    return NULL;

  ColimPlan *self = g_atomic_rc_box_new0 (ColimPlan);
  guint n_extents = _colim_program_get_n_extents (program);

  self->program = colim_program_ref (program);
  self->n_nodes = n_nodes;
  _colim_layout_init (&self->layout, program, steps, n_steps, outputs, n_outputs);
  self->shapes = g_new0 (Shape, (gsize) n_nodes + 1);
  self->memory = g_new0 (gpointer, (gsize) n_nodes + 1);
  self->owned = g_new0 (gpointer, (gsize) n_nodes + 1);
  self->extents = g_new0 (gint64, n_extents + 1);
  for (guint i = 0; i < n_extents; i++)
    self->extents[i] = _colim_program_get_capacity (program, (gint32) i);
  self->threads = _colim_threads_new (n_threads > 0 ? n_threads : g_get_num_processors ());
  find_kernels (self, steps, n_steps);
  _colim_plan_prepare (self);
  measure_scratch (self);
  self->changed = TRUE;

  return self;
}

/**
 * colim_plan_ref:
 * @self: a plan
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimPlan *
colim_plan_ref (ColimPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimPlan *self)
{
  _colim_threads_free (self->threads);
  for (gint32 i = 0; i < self->n_nodes; i++)
    free (self->owned[i]);
  g_free (self->owned);
  g_free (self->memory);
  g_free (self->shapes);
  g_free (self->steps);
  g_free (self->extents);
  free (self->arena);
  free (self->scratch);
  _colim_layout_clear (&self->layout);
  colim_program_unref (self->program);
}

/**
 * colim_plan_unref:
 * @self: (transfer full): a plan
 *
 * Gives a reference back.
 */
void
colim_plan_unref (ColimPlan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

typedef struct {
  ColimPlan *plan;
  Step *step;
} Task;

static void
run_share (guint thread, guint share, guint n_shares, gpointer data)
{
  const Task *task = data;
  KernelCall call = task->step->call;
  gint64 n = task->step->n_units;
  gint64 begin = n * (gint64) share / (gint64) n_shares, end = n * (gint64) (share + 1) / (gint64) n_shares;

  call.scratch = task->plan->scratch + task->plan->scratch_size * thread;
  call.step = task->plan->counter;
  if (begin < end)
    task->step->kernel (&call, begin, end);
}

gboolean
_colim_plan_is_leaf (ColimPlan *self, gint32 node)
{
  return node >= 0 && node < self->n_nodes
         && _colim_program_get_node (self->program, node)->operation->flags & OPERATION_LEAF;
}

static void
take_memory (ColimPlan *self)
{
  for (gint32 i = 0; i < self->n_nodes; i++)
    if (_colim_plan_is_leaf (self, i) && self->layout.block[i] >= 0 && self->memory[i] == NULL)
      {
        self->owned[i] = _colim_plan_allocate (_colim_layout_measure (self->program, i));
        memset (self->owned[i], 0, _colim_layout_measure (self->program, i));
        self->memory[i] = self->owned[i];
      }
  if (self->arena == NULL)
    {
      self->arena = _colim_plan_allocate (self->layout.n_bytes);
      self->scratch = _colim_plan_allocate (self->scratch_size * _colim_threads_get_n (self->threads));
    }
  find_memory (self);
}

/**
 * colim_plan_run:
 * @self: a plan
 *
 * Computes the outputs.  Inputs and parameters that were not given are 0.  The result is the same, bit for bit, for every
 * number of threads.
 */
void
colim_plan_run (ColimPlan *self)
{
  g_return_if_fail (self != NULL);

  guint state = _colim_threads_flush_denormals ();

  if (self->changed)
    {
      take_memory (self);
      _colim_plan_prepare (self);
      self->changed = FALSE;
    }
  for (guint s = 0; s < self->n_steps; s++)
    {
      Task task = { self, &self->steps[s] };

      if (self->steps[s].n_shares <= 1)
        run_share (0, 0, 1, &task);
      else
        _colim_threads_run (self->threads, self->steps[s].n_shares, run_share, &task);
    }
  _colim_threads_restore (state);
}
