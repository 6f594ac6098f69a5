/* Where a plan lays things: nothing on what is still read, little more than is in use, and all of it once. */

#include "lib/tensor/layout-private.h"
#include "tests/lib/tensor/networks.h"
#include "tests/lib/tensor/random-program.h"

#if defined (__has_feature)
#define HAS_FEATURE(feature) __has_feature (feature)
#else
#define HAS_FEATURE(feature) 0
#endif

/* Sanitizers bring their own. */
#if defined (__GLIBC__) && !defined (__SANITIZE_ADDRESS__) && !defined (__SANITIZE_THREAD__)                           \
  && !HAS_FEATURE (address_sanitizer) && !HAS_FEATURE (thread_sanitizer)
#define COUNTS_ALLOCATIONS 1

static gint n_allocations; /* atomic */

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);

void *
malloc (size_t size)
{
  g_atomic_int_inc (&n_allocations);
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  g_atomic_int_inc (&n_allocations);
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  g_atomic_int_inc (&n_allocations);
  return __libc_realloc (memory, size);
}
#endif

/* Lives, told from the program alone */

typedef struct {
  ColimProgram *program;
  gint32 *steps, n_steps;
  gint32 *root;         /* of each node: that of which it is a view */
  gint32 *birth, *last; /* of each root: the step that writes it, and the last that reads it */
} Lives;

static gboolean
is_view (const Operation *operation)
{
  return operation->flags & (OPERATION_VIEW | OPERATION_STATEFUL);
}

/* Every node is computed, in the order of the program. */
static Lives
find_lives (ColimProgram *program, const gint32 *outputs, guint n_outputs)
{
  gint32 n = colim_program_get_n_nodes (program);
  Lives self = { program, g_new (gint32, n), 0, g_new (gint32, n), g_new (gint32, n), g_new (gint32, n) };

  for (gint32 i = 0; i < n; i++)
    {
      const Node *node = _colim_program_get_node (program, i);

      self.root[i] = is_view (node->operation) ? self.root[node->in[0]] : i;
      if (self.root[i] == i)
        self.birth[i] = self.last[i] = node->operation->flags & OPERATION_LEAF ? -1 : self.n_steps;
      if (node->operation->flags & OPERATION_LEAF)
        continue;
      for (guint j = 0; j < node->operation->n_inputs; j++)
        self.last[self.root[node->in[j]]] = self.n_steps;
      self.steps[self.n_steps++] = i;
    }
  for (guint i = 0; i < n_outputs; i++)
    self.last[self.root[outputs[i]]] = G_MAXINT32;

  return self;
}

static void
clear_lives (Lives *self)
{
  g_free (self->steps);
  g_free (self->root);
  g_free (self->birth);
  g_free (self->last);
}

static gboolean
may_take_the_place (const Lives *lives, gint32 of, gint32 by)
{
  const Node *node = _colim_program_get_node (lives->program, by);
  gboolean reads = FALSE;

  for (guint i = 0; i < node->operation->n_inputs; i++)
    reads = reads || lives->root[node->in[i]] == of;

  return reads && node->operation->flags & OPERATION_POINTWISE && lives->last[of] == lives->birth[by];
}

static void
check_apart (const Lives *lives, const Layout *layout, gint32 a, gint32 b)
{
  const Block *x = &g_array_index (layout->blocks, Block, layout->block[a]);
  const Block *y = &g_array_index (layout->blocks, Block, layout->block[b]);
  gsize x_size = _colim_layout_measure (lives->program, a), y_size = _colim_layout_measure (lives->program, b);

  if (lives->birth[a] > lives->last[b] || lives->birth[b] > lives->last[a])
    return;
  if (x->offset + x_size <= y->offset || y->offset + y_size <= x->offset)
    return;
  if (x->offset == y->offset && x_size == y_size
      && (may_take_the_place (lives, a, b) || may_take_the_place (lives, b, a)))
    return;
  fail_msg ("'%s' %d and '%s' %d lie on one another", colim_program_get_operation (lives->program, a), a,
            colim_program_get_operation (lives->program, b), b);
}

static void
check_layout (ColimProgram *program, const gint32 *outputs, guint n_outputs)
{
  Lives lives = find_lives (program, outputs, n_outputs);
  gint32 n = colim_program_get_n_nodes (program);
  Layout layout;

  _colim_layout_init (&layout, program, lives.steps, lives.n_steps, outputs, n_outputs);
  for (gint32 i = 0; i < n; i++)
    {
      const Block *block = layout.block[i] >= 0 ? &g_array_index (layout.blocks, Block, layout.block[i]) : NULL;

      if (lives.root[i] != i && block != NULL)
        assert_int_equal (layout.block[i], layout.block[lives.root[i]]);
      if (lives.birth[lives.root[i]] < 0)
        {
          assert_true (block == NULL || block->leaf == lives.root[i]);
          continue;
        }
      assert_true (block != NULL && block->leaf < 0 && block->offset % 64 == 0);
      assert_true (block->offset + _colim_layout_measure (program, i) <= layout.n_bytes);
      for (gint32 j = 0; j < i && lives.root[i] == i; j++)
        if (lives.root[j] == j && lives.birth[j] >= 0)
          check_apart (&lives, &layout, j, i);
    }
  assert_true (layout.n_live_bytes <= layout.n_bytes);
  _colim_layout_clear (&layout);
  clear_lives (&lives);
}

static void
what_lives_at_the_same_time_lies_apart (GRand *rand)
{
  Recipe recipe;

  draw_recipe (&recipe, rand, 7, 11);

  Written written = write_recipe (&recipe, COLIM_ELEMENT_FLOAT32, BATCH);

  check_layout (written.program, written.outputs, written.n_outputs);
  colim_program_unref (written.program);
}

/* Networks */

static const struct {
  const char *name;
  const Layer *student, *teacher; /* the teacher may be missing */
  gint64 image[3], capacity;
} networks[] = {
  { "small student", small_student, NULL, { 1, 8, 8 }, 64 },
  { "small teacher", small_teacher, NULL, { 1, 8, 8 }, 64 },
  { "small distillation", small_student, small_teacher, { 1, 8, 8 }, 64 },
  { "LightNN", light_student, NULL, { 3, 32, 32 }, 128 },
  { "DeepNN", deep_teacher, NULL, { 3, 32, 32 }, 128 },
  { "LightNN from DeepNN", light_student, deep_teacher, { 3, 32, 32 }, 128 },
};

static Network
write_network (gsize which, gint64 fixed_rows)
{
  Network network
    = begin_network (COLIM_ELEMENT_FLOAT32, networks[which].capacity, fixed_rows, networks[which].image, 3);

  if (networks[which].teacher != NULL)
    add_distillation (&network, networks[which].student, networks[which].teacher);
  else
    add_training (&network, networks[which].student);

  return network;
}

static void
arenas_are_little_larger_than_what_is_in_use (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      Network network = write_network (i, -1);
      g_autoptr (ColimPlan) plan = plan_new (network.program, network.outputs, network.n_weights + 1, 1);
      Layout layout;
      Lives lives = find_lives (network.program, network.outputs, (guint) network.n_weights + 1);

      _colim_layout_init (&layout, network.program, lives.steps, lives.n_steps, network.outputs, network.n_weights + 1);
      print_message ("%s: %.3f MB, %.3f of what is in use\n", networks[i].name, (double) layout.n_bytes / 1e6,
                     (double) layout.n_bytes / (double) layout.n_live_bytes);
      assert_true (colim_plan_get_n_bytes (plan) >= layout.n_bytes);
      assert_int_equal (colim_plan_get_n_live_bytes (plan), layout.n_live_bytes);
      if ((double) layout.n_bytes > 1.05 * (double) layout.n_live_bytes)
        fail_msg ("%s: an arena of %zu bytes, %zu of which are in use", networks[i].name, layout.n_bytes,
                  layout.n_live_bytes);
      check_layout (network.program, network.outputs, (guint) network.n_weights + 1);
      _colim_layout_clear (&layout);
      clear_lives (&lives);
      colim_program_unref (network.program);
    }
}

static ColimPlan *
train (const Network *network, gint64 rows, guint n_threads)
{
  ColimPlan *plan = plan_new (network->program, network->outputs, network->n_weights + 1, n_threads);

  set_weights (network, plan);
  for (guint step = 0; step < 2; step++)
    {
      set_batch (network, plan, rows);
      colim_plan_set_counter (plan, step);
      colim_plan_run (plan);
    }

  return plan;
}

static void
assert_trained_the_same (const Network *a, ColimPlan *x, const Network *b, ColimPlan *y)
{
  for (gsize i = 0; i <= a->n_weights; i++)
    {
      g_autoptr (ColimTensor) left = colim_plan_get (x, a->outputs[i]);
      g_autoptr (ColimTensor) right = colim_plan_get (y, b->outputs[i]);

      assert_true (colim_tensor_equal (left, right));
    }
}

/* Convolutions, too, do not see how many threads there are, or what a batch might have been. */
static void
training_does_not_depend_on_the_plan (void **state)
{
  static const gint64 rows[] = { 64, 37, 1, 0 };
  Network live = write_network (2, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Network fixed = write_network (2, rows[i]);
      g_autoptr (ColimPlan) expected = train (&fixed, rows[i], 1);

      for (guint n_threads = 1; n_threads <= 3; n_threads++)
        {
          g_autoptr (ColimPlan) plan = train (&live, rows[i], n_threads);

          assert_trained_the_same (&live, plan, &fixed, expected);
        }
      colim_program_unref (fixed.program);
    }
  colim_program_unref (live.program);
}

static void
runs_take_no_memory (void **state)
{
#ifdef COUNTS_ALLOCATIONS
  Network network = write_network (2, -1);
  g_autoptr (ColimPlan) plan = train (&network, 64, 2);
  gint before;

  assert_true (g_atomic_int_get (&n_allocations) > 0);
  before = g_atomic_int_get (&n_allocations);
  for (gint64 rows = 64; rows >= 0; rows -= 16)
    {
      colim_plan_set_extent (plan, 0, rows);
      colim_plan_set_counter (plan, (guint64) rows);
      colim_plan_run (plan);
    }
  assert_int_equal (g_atomic_int_get (&n_allocations), before);
  colim_program_unref (network.program);
#else
  skip ();
#endif
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (what_lives_at_the_same_time_lies_apart),
    cmocka_unit_test (arenas_are_little_larger_than_what_is_in_use),
    cmocka_unit_test (training_does_not_depend_on_the_plan),
    cmocka_unit_test (runs_take_no_memory),
  };

  return wanted_kernels_run () ? cmocka_run_group_tests_name ("plan memory", tests, NULL, NULL) : SKIPPED;
}
