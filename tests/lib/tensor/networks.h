/* Networks that are trained by distillation, from layers written as in the language. */

#pragma once

#include "tests/lib/tensor/programs.h"

typedef struct {
  enum { LAYER_END, LAYER_CONV, LAYER_RELU, LAYER_MAXPOOL, LAYER_FLATTEN, LAYER_LINEAR, LAYER_DROPOUT } kind;
  gint64 width;
} Layer;

/* The distillation example, on images of 1×8×8. */
static const Layer small_student[] = {
  { LAYER_CONV, 16 }, { LAYER_RELU, 0 },    { LAYER_MAXPOOL, 0 }, { LAYER_FLATTEN, 0 }, { LAYER_LINEAR, 64 },
  { LAYER_RELU, 0 },  { LAYER_DROPOUT, 0 }, { LAYER_LINEAR, 10 }, { LAYER_END, 0 },
};
static const Layer small_teacher[] = {
  { LAYER_CONV, 64 },   { LAYER_RELU, 0 },     { LAYER_CONV, 64 }, { LAYER_RELU, 0 },    { LAYER_MAXPOOL, 0 },
  { LAYER_FLATTEN, 0 }, { LAYER_LINEAR, 256 }, { LAYER_RELU, 0 },  { LAYER_LINEAR, 10 }, { LAYER_END, 0 },
};

/* Those of the tutorial, on images of 3×32×32. */
static const Layer light_student[] = {
  { LAYER_CONV, 16 }, { LAYER_RELU, 0 },    { LAYER_MAXPOOL, 0 }, { LAYER_CONV, 16 },
  { LAYER_RELU, 0 },  { LAYER_MAXPOOL, 0 }, { LAYER_FLATTEN, 0 }, { LAYER_LINEAR, 256 },
  { LAYER_RELU, 0 },  { LAYER_DROPOUT, 0 }, { LAYER_LINEAR, 10 }, { LAYER_END, 0 },
};
static const Layer deep_teacher[] = {
  { LAYER_CONV, 128 },  { LAYER_RELU, 0 },    { LAYER_CONV, 64 },   { LAYER_RELU, 0 },
  { LAYER_MAXPOOL, 0 }, { LAYER_CONV, 64 },   { LAYER_RELU, 0 },    { LAYER_CONV, 32 },
  { LAYER_RELU, 0 },    { LAYER_MAXPOOL, 0 }, { LAYER_FLATTEN, 0 }, { LAYER_LINEAR, 512 },
  { LAYER_RELU, 0 },    { LAYER_DROPOUT, 0 }, { LAYER_LINEAR, 10 }, { LAYER_END, 0 },
};

/* Three layers on numbers in a row. */
static const Layer perceptron[] = {
  { LAYER_LINEAR, 256 }, { LAYER_RELU, 0 },    { LAYER_LINEAR, 128 },
  { LAYER_RELU, 0 },     { LAYER_LINEAR, 10 }, { LAYER_END, 0 },
};

#define MOST_WEIGHTS 32

typedef struct {
  ColimProgram *program;
  ColimElement real;
  gint64 rows; /* of the batch: fixed, or live */
  gint32 x, labels, rate, step, loss;
  gint32 weights[MOST_WEIGHTS], gradients[MOST_WEIGHTS], outputs[MOST_WEIGHTS + 1];
  gsize n_weights;
} Network;

static inline Network
begin_network (ColimElement real, gint64 capacity, gint64 fixed_rows, const gint64 *image, gsize n_dims)
{
  Network self = { colim_program_new (real), real };
  gint64 shape[4];

  self.rows = fixed_rows >= 0 ? fixed_rows : COLIM_LIVE (colim_program_add_extent (self.program, "N", capacity));
  shape[0] = self.rows;
  for (gsize i = 0; i < n_dims; i++)
    shape[1 + i] = image[i];
  self.x = add_input (self.program, "x", real, shape, 1 + n_dims);
  self.labels = add_input (self.program, "labels", COLIM_ELEMENT_INT32, shape, 1);
  self.rate = add_input (self.program, "rate", real, NONE);
  self.step = add_input (self.program, "step", real, NONE);

  return self;
}

static inline gint32
add_weight (Network *self, const gint64 *shape, gsize n_dims)
{
  assert_true (self->n_weights < MOST_WEIGHTS);

  return self->weights[self->n_weights++] = add_parameter (self->program, "w", shape, n_dims);
}

static inline gint32
apply_layer (Network *self, const Layer *layer, gint32 x)
{
  gsize n_dims;
  gint64 width = layer->width, channels = colim_program_get_shape (self->program, x, &n_dims)[1];
  gint32 w;

  switch (layer->kind)
    {
    case LAYER_CONV:
      w = add_weight (self, INTEGERS (width, channels, 3, 3));
      return apply_conv (self->program, x, w, add_weight (self, &width, 1));
    case LAYER_LINEAR:
      w = add_weight (self, INTEGERS (width, channels));
      return apply_linear (self->program, x, w, add_weight (self, &width, 1));
    case LAYER_MAXPOOL:
      return apply_maxpool (self->program, x);
    case LAYER_FLATTEN:
      return flatten (self->program, x);
    case LAYER_DROPOUT:
      return apply (self->program, "dropout", NODES (x), INTEGERS (17), REALS (0.1));
    case LAYER_RELU:
    case LAYER_END:
    default:
      return apply_1 (self->program, "relu", x);
    }
}

static inline gint32
apply_layers (Network *self, const Layer *layers)
{
  gint32 x = self->x;

  for (; layers->kind != LAYER_END; layers++)
    x = apply_layer (self, layers, x);

  return x;
}

/* Differentiates by the first weights, and takes a step of Adam with each. */
static inline void
add_updates (Network *self, gsize n_weights)
{
  g_autoptr (GError) error = NULL;

  self->n_weights = n_weights;
  colim_program_differentiate (self->program, self->loss, self->weights, n_weights, self->gradients, &error);
  assert_null (error);
  self->outputs[0] = self->loss;
  for (gsize i = 0; i < n_weights; i++)
    {
      gint32 first = add_parameter_like (self->program, "m", self->weights[i]);
      gint32 second = add_parameter_like (self->program, "v", self->weights[i]);

      self->outputs[1 + i] = apply (self->program, "adam",
                                    NODES (self->weights[i], self->gradients[i], first, second, self->rate, self->step),
                                    INTEGERS (0), REALS (0.9, 0.999, 1e-8, 0));
    }
}

static inline void
add_training (Network *self, const Layer *layers)
{
  self->loss = sum_cross_entropy (self->program, apply_layers (self, layers), self->labels);
  add_updates (self, self->n_weights);
}

/* The student learns from the labels, and from a teacher that is run beside it. */
static inline void
add_distillation (Network *self, const Layer *student, const Layer *teacher)
{
  gint32 z = apply_layers (self, student), hard, soft;
  gsize n_weights = self->n_weights;

  hard = scale (self->program, sum_cross_entropy (self->program, z, self->labels), 0.75, 0);
  soft = scale (self->program, sum_soft_targets (self->program, z, apply_layers (self, teacher), 2, TRUE), 0.25, 0);
  self->loss = apply_2 (self->program, "add", hard, soft);
  add_updates (self, n_weights);
}

/* A batch, the same for the same rows, and weights. */
static inline void
set_batch (const Network *self, ColimPlan *plan, gint64 rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  gsize n_dims, n = 1;
  const gint64 *shape = colim_program_get_shape (self->program, self->x, &n_dims);
  gint64 resolved[4] = { rows };
  g_autofree double *values = NULL;

  for (gsize i = 1; i < n_dims; i++)
    n *= (gsize) (resolved[i] = shape[i]);
  values = g_new (double, n * (gsize) rows + 1);
  for (gsize i = 0; i < n * (gsize) rows; i++)
    values[i] = g_rand_double_range (rand, -1, 1);
  set_values (plan, self->x, resolved, n_dims, values, n * (gsize) rows);
  for (gint64 i = 0; i < rows; i++)
    values[i] = g_rand_int_range (rand, 0, 10);
  set_values (plan, self->labels, &rows, 1, values, (gsize) rows);
  set_number (plan, self->rate, 1e-3);
  set_number (plan, self->step, 1);
}

static inline void
set_weights (const Network *self, ColimPlan *plan)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (gint32 node = 0; node < colim_program_get_n_nodes (self->program); node++)
    {
      gsize n_dims, n = 1;
      const gint64 *shape = colim_program_get_shape (self->program, node, &n_dims);
      gboolean is_weight = g_strcmp0 (colim_program_get_name (self->program, node), "w") == 0;
      g_autofree double *values = NULL;

      if (colim_program_get_name (self->program, node) == NULL
          || colim_program_get_operation (self->program, node)[0] != 'p')
        continue;
      for (gsize i = 0; i < n_dims; i++)
        n *= (gsize) shape[i];
      values = g_new (double, n);
      for (gsize i = 0; i < n; i++)
        values[i] = is_weight ? g_rand_double_range (rand, -0.1, 0.1) : 0;
      set_values (plan, node, shape, n_dims, values, n);
    }
}
