/* Random small diagrams of finite sets. */

#pragma once

#include "tests/lib/sets/random-function.h"

#define MOST_OBJECTS 4
#define MOST_ARROWS 5

typedef struct {
  gint32 sizes[MOST_OBJECTS];
  guint n_objects;
  ColimFinFunction *arrows[MOST_ARROWS];
  gint32 sources[MOST_ARROWS];
  gint32 targets[MOST_ARROWS];
  guint n_arrows;
} Shape;

static inline void
clear_shape (Shape *shape)
{
  for (guint a = 0; a < shape->n_arrows; a++)
    colim_fin_function_unref (shape->arrows[a]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shape, clear_shape)

static inline void
random_shape (GRand *rand, Shape *shape)
{
  guint wanted = (guint) random_size (rand, MOST_ARROWS);

  shape->n_objects = (guint) random_size (rand, MOST_OBJECTS);
  shape->n_arrows = 0;
  for (guint i = 0; i < shape->n_objects; i++)
    shape->sizes[i] = random_size (rand, 4);
  for (guint a = 0; a < wanted && shape->n_objects > 0; a++)
    {
      gint32 source = g_rand_int_range (rand, 0, (gint32) shape->n_objects);
      gint32 target = g_rand_int_range (rand, 0, (gint32) shape->n_objects);

      if (shape->sizes[source] > 0 && shape->sizes[target] == 0)
        continue;
      shape->sources[shape->n_arrows] = source;
      shape->targets[shape->n_arrows] = target;
      shape->arrows[shape->n_arrows++] = random_function (rand, shape->sizes[source], shape->sizes[target]);
    }
}
