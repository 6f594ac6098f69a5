/* Choosing the order of a join; what is wanted of it is in the header. */

#include "lib/sets/join-order-private.h"

#include <stdlib.h>
#include <string.h>

#define UNSEEN G_MAXUINT

static void
see (ColimJoinOrder *self, guint object, guint *n_seen)
{
  if (self->positions[object] != UNSEEN)
    return;
  self->positions[object] = *n_seen;
  self->objects[(*n_seen)++] = object;
}

/* Breadth first through the arrows, so that every object comes after one that it shares a relation with: what is found
 * through an object that is only pointed from shares that one's relation with what this was found through. */
static void
flood (ColimJoinOrder *self, const ColimFinDiagram *diagram, const ColimArrowIndex *outgoing,
       const ColimArrowIndex *incoming, guint start, guint *n_seen)
{
  guint next = *n_seen;

  see (self, start, n_seen);
  for (; next < *n_seen; next++)
    {
      guint object = self->objects[next];

      for (guint i = outgoing->starts[object]; i < outgoing->starts[object + 1]; i++)
        see (self, (guint) diagram->targets[outgoing->arrows[i]], n_seen);
      for (guint i = incoming->starts[object]; i < incoming->starts[object + 1]; i++)
        see (self, (guint) diagram->sources[incoming->arrows[i]], n_seen);
    }
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first < second) - (first > second);
}

/* Moves the inner objects of the component that ends here to its front, and puts the others into the order of the
 * result. */
static void
close_component (ColimJoinOrder *self, const gboolean *is_inner, guint first, guint end)
{
  g_autofree guint *outer = g_new (guint, end - first);
  guint n_inner = 0, n_outer = 0;

  for (guint i = first; i < end; i++)
    if (is_inner[self->objects[i]])
      self->objects[first + n_inner++] = self->objects[i];
    else
      outer[n_outer++] = self->objects[i];
  if (n_outer > 1)
    qsort (outer, n_outer, sizeof *outer, compare_descending);
  if (n_outer > 0)
    memcpy (self->objects + first + n_inner, outer, n_outer * sizeof *outer);
  for (guint i = first; i < end; i++)
    self->positions[self->objects[i]] = i;
  self->components[self->n_components++] = (ColimJoinComponent) { first, n_inner, end - first };
}

void
_colim_join_order_init (ColimJoinOrder *self, const ColimFinDiagram *diagram, const ColimArrowIndex *outgoing,
                        const ColimArrowIndex *incoming)
{
  g_autofree gboolean *is_inner = g_new0 (gboolean, diagram->n_objects);
  guint n_seen = 0;

  self->objects = g_new (guint, diagram->n_objects);
  self->positions = g_new (guint, diagram->n_objects);
  self->components = g_new (ColimJoinComponent, diagram->n_objects);
  self->n_components = 0;
  for (guint i = 0; i < diagram->n_objects; i++)
    self->positions[i] = UNSEEN;
  for (guint a = 0; a < diagram->n_arrows; a++)
    if (diagram->sources[a] != diagram->targets[a])
      is_inner[diagram->targets[a]] = TRUE;
  /* Tuples are wanted by their last entry first, so that is where to start; but at an inner object if there is one. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = diagram->n_objects; i-- > 0;)
      if (self->positions[i] == UNSEEN && (is_inner[i] || pass == 1))
        {
          guint first = n_seen;

          flood (self, diagram, outgoing, incoming, i, &n_seen);
          close_component (self, is_inner, first, n_seen);
        }
}

void
_colim_join_order_clear (ColimJoinOrder *self)
{
  g_clear_pointer (&self->objects, g_free);
  g_clear_pointer (&self->positions, g_free);
  g_clear_pointer (&self->components, g_free);
}
