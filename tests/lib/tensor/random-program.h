/* Random programs: first a recipe, which is then written with a live batch or with one of a fixed size. */

#pragma once

#include "tests/lib/tensor/programs.h"

#include <string.h>

#define MOST_ENTRIES 80
#define MOST_LEAVES 6

/* In the shapes of a recipe, the rows of the batch. */
#define BATCH COLIM_LIVE (0)

/* An operation on entries before it. */
typedef struct {
  const char *operation;
  guint in[2], n_in;
  gint64 integers[6];
  gsize n_integers;
  gboolean has_shape; /* the integers are a number, a length and a shape */
  double reals[2];
  gsize n_reals;
} Entry;

typedef struct {
  Entry entries[MOST_ENTRIES];
  guint n_entries, n_leaves;
  gint64 capacity;
} Recipe;

/* What was written: nodes[i] is that of entry i. */
typedef struct {
  ColimProgram *program;
  gint32 nodes[MOST_ENTRIES];
  gint32 outputs[MOST_LEAVES + 1]; /* the loss, and the gradients that there are */
  guint n_outputs;
} Written;

static inline gint64
resolve (gint64 extent, gint64 rows)
{
  return extent == BATCH ? rows : extent;
}

/* @rows: BATCH, or how many there are. */
static inline gint32
write_entry (const Recipe *recipe, ColimProgram *program, ColimElement real, guint i, gint64 rows, const gint32 *nodes)
{
  const Entry *entry = &recipe->entries[i];
  gint32 in[2] = { 0 };
  gint64 integers[6];

  memcpy (integers, entry->integers, sizeof integers);
  for (gsize j = 2; entry->has_shape && j < entry->n_integers; j++)
    integers[j] = resolve (integers[j], rows);
  if (g_str_equal (entry->operation, "input"))
    return add_input (program, "x", real, integers + 2, entry->n_integers - 2);
  if (g_str_equal (entry->operation, "parameter"))
    return add_parameter (program, "w", integers + 2, entry->n_integers - 2);
  for (guint j = 0; j < entry->n_in; j++)
    in[j] = nodes[entry->in[j]];

  return colim_program_add (program, entry->operation, in, entry->n_in, integers, entry->n_integers, entry->reals,
                            entry->n_reals, NULL);
}

static inline void
add_leaf_entry (Recipe *recipe, const char *operation, gint64 rows, gint64 columns)
{
  Entry *entry = &recipe->entries[recipe->n_entries++];

  *entry = (Entry) { operation, .integers = { 0, 2, rows, columns }, .n_integers = 4, .has_shape = TRUE };
  recipe->n_leaves++;
}

/* An axis more; or, where there are many, a reshape to those that are not 1. */
static inline void
draw_shape (Entry *entry, GRand *rand, const gint64 *shape, gsize n_dims, gsize axis)
{
  static const gint64 sizes[] = { BATCH, 2, 5 };
  gboolean spreads = g_str_equal (entry->operation, "spread"), drops = !spreads && n_dims > 2;
  gint64 *n = &entry->integers[1], *dims = &entry->integers[2];

  entry->has_shape = TRUE;
  entry->integers[0] = spreads ? 1 << axis : 0;
  for (gsize i = 0; i <= n_dims; i++)
    {
      if (i == axis && !drops)
        dims[(*n)++] = spreads ? sizes[g_rand_int_range (rand, 0, G_N_ELEMENTS (sizes))] : 1;
      if (i < n_dims && !(drops && shape[i] == 1))
        dims[(*n)++] = shape[i];
    }
  entry->n_integers = 2 + (gsize) *n;
}

/* A second input that looks as if it fitted, if there is one. */
static inline guint
draw_second (const Entry *entry, GRand *rand, ColimProgram *program, const gint32 *nodes, guint n, gsize axis)
{
  guint start = (guint) g_rand_int_range (rand, 0, (gint32) n);
  gsize n_first, n_second;
  const gint64 *first = colim_program_get_shape (program, nodes[entry->in[0]], &n_first);

  for (guint i = 0; i < n; i++)
    {
      const gint64 *second = colim_program_get_shape (program, nodes[(start + i) % n], &n_second);
      gboolean fits = g_str_equal (entry->operation, "matmul") ? n_second == 2
                      : g_str_equal (entry->operation, "bias")
                          ? n_second == 1 && axis < n_first && second[0] == first[axis]
                          : n_second == n_first && (start + i) % n != entry->in[0]
                                && memcmp (first, second, n_first * sizeof *first) == 0;

      if (fits)
        return (start + i) % n;
    }

  return start;
}

/* A form that the operation may take on a shape; it may be that it does not fit. */
static inline void
draw_entry (Entry *entry, GRand *rand, ColimProgram *program, const gint32 *nodes, guint n)
{
  static const struct {
    const char *operation;
    guint n_in;
  } forms[] = {
    { "affine", 1 },   { "relu", 1 },   { "sigmoid", 1 }, { "gate", 2 },    { "add", 2 },     { "multiply", 2 },
    { "subtract", 2 }, { "within", 2 }, { "matmul", 2 },  { "matmul", 2 },  { "matmul", 2 },  { "matmul", 2 },
    { "sum", 1 },      { "sum", 1 },    { "spread", 1 },  { "reshape", 1 }, { "reshape", 1 }, { "stop", 1 },
    { "bias", 2 },     { "bias", 2 },   { "permute", 1 }, { "dropout", 1 }, { "softmax", 1 }, { "logsoftmax", 1 },
  };
  guint form = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (forms));
  const gint64 *shape;
  gsize n_dims, axis;

  *entry = (Entry) { forms[form].operation, .n_in = forms[form].n_in };
  entry->in[0] = (guint) g_rand_int_range (rand, 0, (gint32) n);
  shape = colim_program_get_shape (program, nodes[entry->in[0]], &n_dims);
  axis = (gsize) g_rand_int_range (rand, 0, (gint32) n_dims + 1);
  if (entry->n_in == 2)
    entry->in[1] = draw_second (entry, rand, program, nodes, n, axis);
  if (g_str_equal (entry->operation, "affine"))
    {
      entry->reals[0] = g_rand_double_range (rand, -1, 1);
      entry->reals[1] = g_rand_double_range (rand, -1, 1);
      entry->n_reals = 2;
    }
  else if (g_str_equal (entry->operation, "dropout"))
    {
      entry->integers[0] = g_rand_int (rand);
      entry->n_integers = 1;
      entry->reals[0] = 0.3;
      entry->n_reals = 1;
    }
  else if (g_str_equal (entry->operation, "matmul"))
    {
      entry->integers[0] = g_rand_boolean (rand);
      entry->integers[1] = g_rand_boolean (rand);
      entry->n_integers = 2;
    }
  else if (g_str_equal (entry->operation, "sum"))
    {
      entry->integers[0] = g_rand_int_range (rand, 1, 4);
      entry->n_integers = 1;
    }
  else if (g_str_equal (entry->operation, "bias"))
    entry->integers[entry->n_integers++] = (gint64) axis;
  else if (g_str_equal (entry->operation, "permute"))
    for (gsize i = 0; i < MIN (n_dims, 4); i++)
      entry->integers[entry->n_integers++] = (gint64) ((i + axis) % n_dims);
  else if (n_dims < 4 && (g_str_equal (entry->operation, "spread") || g_str_equal (entry->operation, "reshape")))
    draw_shape (entry, rand, shape, n_dims, axis);
}

/* Keeps products from growing: what may grow is held within (-1, 1) by the next entry. */
static inline gboolean
may_grow (const char *operation)
{
  return g_str_equal (operation, "matmul") || g_str_equal (operation, "sum") || g_str_equal (operation, "logsoftmax");
}

static inline void
draw_recipe (Recipe *recipe, GRand *rand, gint64 capacity, gint64 wide)
{
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  gint32 nodes[MOST_ENTRIES];
  guint most = (guint) g_rand_int_range (rand, 8, MOST_ENTRIES - 2);

  recipe->n_entries = recipe->n_leaves = 0;
  recipe->capacity = capacity;
  add_leaf_entry (recipe, "input", BATCH, 5);
  add_leaf_entry (recipe, "parameter", 5, wide);
  add_leaf_entry (recipe, "parameter", wide, 5);
  add_leaf_entry (recipe, "parameter", 2, 5);
  add_leaf_entry (recipe, "parameter", 1, 2);
  colim_program_add_extent (program, "N", capacity);
  for (guint i = 0; i < recipe->n_entries; i++)
    nodes[i] = write_entry (recipe, program, COLIM_ELEMENT_FLOAT32, i, BATCH, nodes);
  for (guint tries = 0; tries < 4000 && recipe->n_entries < most; tries++)
    {
      guint i = recipe->n_entries;
      Entry *entry = &recipe->entries[i];

      draw_entry (entry, rand, program, nodes, i);
      nodes[i] = write_entry (recipe, program, COLIM_ELEMENT_FLOAT32, i, BATCH, nodes);
      if (nodes[i] < 0)
        continue;
      recipe->n_entries++;
      if (may_grow (entry->operation))
        {
          recipe->entries[i + 1] = (Entry) { "tanh", .in = { i }, .n_in = 1 };
          recipe->n_entries++;
          nodes[i + 1] = write_entry (recipe, program, COLIM_ELEMENT_FLOAT32, i + 1, BATCH, nodes);
        }
    }
}

/* The loss adds up every third node; it is differentiated by all leaves. */
static inline Written
write_recipe (const Recipe *recipe, ColimElement real, gint64 rows)
{
  Written self = { colim_program_new (real), .n_outputs = 1 };
  gint32 gradients[MOST_LEAVES], loss = -1;

  if (rows == BATCH)
    colim_program_add_extent (self.program, "N", recipe->capacity);
  for (guint i = 0; i < recipe->n_entries; i++)
    {
      self.nodes[i] = write_entry (recipe, self.program, real, i, rows, self.nodes);
      assert_true (self.nodes[i] >= 0);
    }
  for (guint i = recipe->n_leaves + recipe->n_entries % 3; i < recipe->n_entries; i += 3)
    {
      gint32 term = sum_all (self.program, apply_1 (self.program, "tanh", self.nodes[i]));

      loss = loss < 0 ? term : apply_2 (self.program, "add", loss, term);
    }
  assert_true (colim_program_differentiate (self.program, loss, self.nodes, recipe->n_leaves, gradients, NULL));
  self.outputs[0] = loss;
  for (guint i = 0; i < recipe->n_leaves; i++)
    if (gradients[i] >= 0)
      self.outputs[self.n_outputs++] = gradients[i];

  return self;
}

/* The same numbers for the same leaf, however many rows there are. */
static inline void
set_leaves (const Recipe *recipe, const Written *written, ColimPlan *plan, gint64 rows)
{
  for (guint i = 0; i < recipe->n_leaves; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i + 1);
      gint64 shape[] = { resolve (recipe->entries[i].integers[2], rows), recipe->entries[i].integers[3] };
      gsize n = (gsize) (shape[0] * shape[1]);
      g_autofree double *values = g_new (double, n + 1);

      for (gsize j = 0; j < n; j++)
        values[j] = g_rand_double_range (rand, -1, 1);
      set_values (plan, written->nodes[i], shape, 2, values, n);
    }
}
