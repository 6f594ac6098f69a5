/* Plans: how an order of a piece came about, in words that do not depend on how elements are numbered. */

#include "lib/csets/isomorphism/canonical-search-private.h"

/* A plan whose certificate says its beginning. */
static Plan *
new_plan (PlanKind kind, GArray *trace)
{
  Plan *self = g_new0 (Plan, 1);

  self->kind = kind;
  self->trace = trace;
  self->certificate = kind;
  /* A step's hash is of all up to there. */
  if (trace != NULL && trace->len > 0)
    self->certificate = _colim_mix_in (g_array_index (trace, guint64, trace->len - 1), kind);

  return self;
}

/* All of these take what they are given. */
Plan *
_colim_plan_new_leaf (GArray *trace)
{
  return new_plan (LEAF, trace);
}

Plan *
_colim_plan_new_pick (GArray *trace, gint32 target, gint32 length, gint32 orbit, Plan *next)
{
  Plan *self = new_plan (PICK, trace);

  self->target = target;
  self->length = length;
  self->orbit = orbit;
  self->next = next;
  self->certificate = _colim_mix_in (self->certificate, ((guint64) target << 32) + (guint64) length);
  self->certificate = _colim_mix_in (self->certificate, next->certificate);

  return self;
}

Plan *
_colim_plan_new_split (GArray *trace, GArray *classes)
{
  Plan *self = new_plan (SPLIT, trace);
  guint64 certificate = self->certificate;

  for (guint i = 0; i < classes->len; i++)
    {
      const PlanClass *class = &g_array_index (classes, PlanClass, i);

      for (gint32 r = 0; r < class->n_runs; r++)
        certificate = _colim_mix_in (certificate, ((guint64) class->runs[r].cell << 32) + (guint64) class->runs[r].n);
      certificate = _colim_mix_in (certificate, class->plan->certificate);
      certificate = _colim_mix_in (certificate, (guint64) class->n_copies);
    }
  self->certificate = certificate;
  self->n_classes = (gint32) classes->len;
  self->classes = (PlanClass *) (gpointer) g_array_free (classes, FALSE);

  return self;
}

/* From the top, so that the beginnings of two plans may say which is less. */
int
_colim_plan_compare (const Plan *a, const Plan *b)
{
  int result;

  for (; a->kind == PICK && b->kind == PICK; a = a->next, b = b->next)
    {
      result = _colim_trace_compare (a->trace, b->trace);
      if (result != 0)
        return result;
      if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
      if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    }
  result = _colim_trace_compare (a->trace, b->trace);
  if (result != 0)
    return result;
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
      g_clear_pointer (&plan->trace, g_array_unref);
      g_free (plan->classes);
      g_free (plan);
    }
}
