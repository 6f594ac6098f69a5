#include "theory/train/batches-private.h"

void
_colim_batches_init (Batches *self, const Source *source, const char *diagram, const char *vertex, const Settings *settings)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", diagram, vertex);

  self->n_rows = source->n_rows;
  self->batch = source->batch;
  self->n_steps = settings->drop_last ? self->n_rows / self->batch : (self->n_rows + self->batch - 1) / self->batch;
  self->order = settings->shuffle ? colim_random_new (settings->seed, "order", name) : NULL;
  self->pass = -1;
  self->rows = g_new (gint32, (gsize) self->n_rows + 1);
  for (gint32 i = 0; i < (gint32) self->n_rows; i++)
    self->rows[i] = i;
}

void
_colim_batches_clear (Batches *self)
{
  g_clear_pointer (&self->order, colim_random_unref);
  g_clear_pointer (&self->rows, g_free);
}

gint64
_colim_batches_get (Batches *self, gint64 step, gint32 **rows)
{
  gint64 pass, begin;

  *rows = self->rows;
  if (self->n_steps == 0)
    return 0;
  pass = step / self->n_steps;
  begin = step % self->n_steps * self->batch;
  if (pass != self->pass && self->order != NULL)
    colim_random_permute (self->order, (guint64) pass, self->rows, (gsize) self->n_rows);
  self->pass = pass;
  *rows = self->rows + begin;

  return MIN (self->batch, self->n_rows - begin);
}
