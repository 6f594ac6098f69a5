/* Where parts go: a table for each object, of those parts alone whose number changes. */

#include "lib/csets/renumbering-private.h"

struct _ColimRenumbering {
  gint32 n_objects;
  gint32 *n_old;
  GHashTable **moved; /* old part → new part, or -1, for each object; NULL if nothing moves there */
};

/**
 * ColimRenumbering:
 *
 * For each part that there was, the part that it is now.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRenumbering, colim_renumbering, colim_renumbering_ref, colim_renumbering_unref)

ColimRenumbering *
_colim_renumbering_new (const gint32 *n_old, gint32 n_objects)
{
  ColimRenumbering *self = g_atomic_rc_box_new (ColimRenumbering);

  self->n_objects = n_objects;
  self->n_old = g_new (gint32, n_objects);
  for (gint32 ob = 0; ob < n_objects; ob++)
    self->n_old[ob] = n_old[ob];
  self->moved = g_new0 (GHashTable *, n_objects);

  return self;
}

void
_colim_renumbering_put (ColimRenumbering *self, gint32 object, gint32 old_part, gint32 new_part)
{
  if (self->moved[object] == NULL)
    self->moved[object] = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (self->moved[object], GINT_TO_POINTER (old_part), GINT_TO_POINTER (new_part));
}

/* What one and then another make of the first parts of each object. */
ColimRenumbering *
_colim_renumbering_compose (const ColimRenumbering *first, const ColimRenumbering *second, const gint32 *n_old)
{
  ColimRenumbering *self = _colim_renumbering_new (n_old, first->n_objects);

  for (gint32 ob = 0; ob < self->n_objects; ob++)
    for (guint step = 0; step < 2; step++)
      {
        GHashTable *moved = step == 0 ? first->moved[ob] : second->moved[ob];
        GHashTableIter iter;
        gpointer key;

        if (moved == NULL)
          continue;
        g_hash_table_iter_init (&iter, moved);
        while (g_hash_table_iter_next (&iter, &key, NULL))
          {
            gint32 part = GPOINTER_TO_INT (key), between;

            if (part >= n_old[ob])
              continue;
            between = colim_renumbering_get (first, ob, part);
            _colim_renumbering_put (self, ob, part, between < 0 ? -1 : colim_renumbering_get (second, ob, between));
          }
      }

  return self;
}

/**
 * colim_renumbering_ref:
 * @self: a renumbering
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRenumbering *
colim_renumbering_ref (ColimRenumbering *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimRenumbering *self)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    g_clear_pointer (&self->moved[ob], g_hash_table_unref);
  g_free (self->moved);
  g_free (self->n_old);
}

/**
 * colim_renumbering_unref:
 * @self: (transfer full): a renumbering
 *
 * Gives a reference back.
 */
void
colim_renumbering_unref (ColimRenumbering *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_renumbering_get_n_old:
 * @self: a renumbering
 * @object: the index of an object
 *
 * Counts the parts that there were.
 *
 * Returns: how many there were
 */
gint32
colim_renumbering_get_n_old (const ColimRenumbering *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < self->n_objects, 0);

  return self->n_old[object];
}

/**
 * colim_renumbering_get:
 * @self: a renumbering
 * @object: the index of an object
 * @part: a part that there was
 *
 * Tells where a part is now.
 *
 * Returns: its number now, or -1 if it was removed
 */
gint32
colim_renumbering_get (const ColimRenumbering *self, gint32 object, gint32 part)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < self->n_objects, -1);
  g_return_val_if_fail (part >= 0 && part < self->n_old[object], -1);

  gpointer moved;

  if (self->moved[object] == NULL
      || !g_hash_table_lookup_extended (self->moved[object], GINT_TO_POINTER (part), NULL, &moved))
    return part;
  return GPOINTER_TO_INT (moved);
}

/**
 * colim_renumbering_get_all:
 * @self: a renumbering
 * @object: the index of an object
 * @n: (out): how many parts there were
 *
 * Lists where all parts of an object are now.
 *
 * Returns: (transfer full) (array length=n): the numbers now, -1 for those that were removed
 */
gint32 *
colim_renumbering_get_all (const ColimRenumbering *self, gint32 object, gsize *n)
{
  g_return_val_if_fail (self != NULL && object >= 0 && object < self->n_objects && n != NULL, NULL);

  gint32 *all = g_new (gint32, self->n_old[object]);

  for (gint32 part = 0; part < self->n_old[object]; part++)
    all[part] = colim_renumbering_get (self, object, part);
  *n = (gsize) self->n_old[object];

  return all;
}
