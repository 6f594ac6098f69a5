/* Why one path is below another: the steps of the rewriting, each with its rule and its place. */

#include "lib/categories/derivation-private.h"

struct _ColimDerivation {
  GArray *steps; /* DerivationStep */
};

/**
 * ColimDerivation:
 *
 * A chain of rewriting steps from one path to another: the witness of a 2-cell of a free locally preordered
 * 2-category.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimDerivation, colim_derivation, colim_derivation_ref, colim_derivation_unref)

static void
clear_step (DerivationStep *step)
{
  colim_path_unref (step->path);
}

GArray *
_colim_derivation_steps_new (void)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (DerivationStep));

  g_array_set_clear_func (steps, (GDestroyNotify) clear_step);

  return steps;
}

ColimDerivation *
_colim_derivation_take (GArray *steps)
{
  ColimDerivation *self = g_atomic_rc_box_new0 (ColimDerivation);

  self->steps = steps;

  return self;
}

/**
 * colim_derivation_ref:
 * @self: a derivation
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDerivation *
colim_derivation_ref (ColimDerivation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDerivation *self)
{
  g_array_unref (self->steps);
}

/**
 * colim_derivation_unref:
 * @self: (transfer full): a derivation
 *
 * Gives a reference back.
 */
void
colim_derivation_unref (ColimDerivation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_derivation_get_n_steps:
 * @self: a derivation
 *
 * Counts the steps; there are none from a path to itself.
 *
 * Returns: how many there are
 */
gint32
colim_derivation_get_n_steps (const ColimDerivation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->steps->len;
}

static const DerivationStep *
get_step (const ColimDerivation *self, gint32 step)
{
  return &g_array_index (self->steps, DerivationStep, step);
}

/**
 * colim_derivation_get_rule:
 * @self: a derivation
 * @step: which step
 *
 * Tells which rule a step applies.
 *
 * Returns: the index of the rule
 */
gint32
colim_derivation_get_rule (const ColimDerivation *self, gint32 step)
{
  g_return_val_if_fail (self != NULL && step >= 0 && (guint) step < self->steps->len, 0);

  return get_step (self, step)->rule;
}

/**
 * colim_derivation_get_at:
 * @self: a derivation
 * @step: which step
 *
 * Tells where a step applies its rule.
 *
 * Returns: how many edges stand before the part that is replaced
 */
gint32
colim_derivation_get_at (const ColimDerivation *self, gint32 step)
{
  g_return_val_if_fail (self != NULL && step >= 0 && (guint) step < self->steps->len, 0);

  return get_step (self, step)->at;
}

/**
 * colim_derivation_get_path:
 * @self: a derivation
 * @step: which step
 *
 * Gives what a step leads to.
 *
 * Returns: (transfer none): the path after the step
 */
ColimPath *
colim_derivation_get_path (const ColimDerivation *self, gint32 step)
{
  g_return_val_if_fail (self != NULL && step >= 0 && (guint) step < self->steps->len, NULL);

  return get_step (self, step)->path;
}
