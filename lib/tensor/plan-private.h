/* Plans, from inside. */

#pragma once

#include <colim/plan.h>

#include "lib/tensor/kernels/kernels-private.h"
#include "lib/tensor/layout-private.h"
#include "lib/tensor/threads-private.h"

typedef struct {
  gint32 node;
  Kernel kernel;
  KernelCall call;
  gint64 n_units;
  double work;
  guint n_shares;
} Step;

struct _ColimPlan {
  ColimProgram *program;
  gint32 n_nodes; /* that the program had: what is written later is no part of the plan */
  Layout layout;
  Shape *shapes;     /* of the nodes, with the live extents as they are now */
  gpointer *memory;  /* of the nodes */
  gpointer *owned;   /* memory of leaves that is not bound from outside */
  Step *steps;
  guint n_steps;
  gint64 *extents;
  gboolean changed; /* extents or memory, since the steps were prepared */
  gpointer arena;
  char *scratch;
  gsize scratch_size; /* of a thread */
  ColimThreads *threads;
  guint64 counter;
};

gboolean _colim_plan_is_leaf (ColimPlan *self, gint32 node);

/* Resolves the shapes of the steps, and where their operands lie, with the live extents and the memory as they are now. */
void _colim_plan_prepare (ColimPlan *self);

/* Memory to be freed with free (). */
gpointer _colim_plan_allocate (gsize n_bytes);
