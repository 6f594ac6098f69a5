/* Plans: how an order of a piece came about, in words that do not depend on how elements are numbered. */

#include "lib/csets/isomorphism/canonical-search-private.h"

Plan *
_colim_plan_new_leaf (guint64 hash)
{
  Plan *self = g_new0 (Plan, 1);

  self->kind = LEAF;
  self->hash = hash;
  self->certificate = _colim_mix_in (hash, LEAF);

  return self;
}

/* Takes @next. */
Plan *
_colim_plan_new_pick (guint64 hash, gint32 target, gint32 length, gint32 orbit, Plan *next)
{
  Plan *self = g_new0 (Plan, 1);

  self->kind = PICK;
  self->hash = hash;
  self->target = target;
  self->length = length;
  self->orbit = orbit;
  self->next = next;
  self->certificate = _colim_mix_in (_colim_mix_in (hash, PICK), ((guint64) target << 32) + (guint64) length);
  self->certificate = _colim_mix_in (self->certificate, next->certificate);

  return self;
}

/* Takes @classes, and what is in them. */
Plan *
_colim_plan_new_split (guint64 hash, GArray *classes)
{
  Plan *self = g_new0 (Plan, 1);
  guint64 certificate = _colim_mix_in (hash, SPLIT);

  for (guint i = 0; i < classes->len; i++)
    {
      const PlanClass *class = &g_array_index (classes, PlanClass, i);

      for (gint32 r = 0; r < class->n_runs; r++)
        certificate = _colim_mix_in (certificate, ((guint64) class->runs[r].cell << 32) + (guint64) class->runs[r].n);
      certificate = _colim_mix_in (certificate, class->plan->certificate);
      certificate = _colim_mix_in (certificate, (guint64) class->n_copies);
    }
  self->kind = SPLIT;
  self->hash = hash;
  self->certificate = certificate;
  self->n_classes = (gint32) classes->len;
  self->classes = (PlanClass *) (gpointer) g_array_free (classes, FALSE);

  return self;
}

/* From the top, so that the beginnings of two plans may say which is less. */
int
_colim_plan_compare (const Plan *a, const Plan *b)
{
  for (; a->kind == PICK && b->kind == PICK; a = a->next, b = b->next)
    {
      if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
      if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
      if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    }
  if (a->hash != b->hash)
    return a->hash < b->hash ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return (a->certificate > b->certificate) - (a->certificate < b->certificate);
}

/* A plan may be as deep as there are elements: those that are to be freed wait in a list. */
void
_colim_plan_free (Plan *self)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, self);
  while (waiting->len > 0)
    {
      Plan *plan = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);

      if (plan->next != NULL)
        g_ptr_array_add (waiting, plan->next);
      for (gint32 i = 0; i < plan->n_classes; i++)
        {
          g_ptr_array_add (waiting, plan->classes[i].plan);
          g_free (plan->classes[i].runs);
          g_free (plan->classes[i].order);
        }
      g_free (plan->classes);
      g_free (plan);
    }
}
