/* Removing parts from a C-set in the making.  Numbers stay dense:
 *
 *     0 1 2 3 4   remove 1   0 4 2 3        the last part moves into the hole
 *
 * and what pointed to the removed part is undefined, or, cascading, removed with it.  A removal costs the number of
 * arrows at the two parts, once there is an index.
 */

#include "lib/csets/cset-builder-private.h"
#include "lib/csets/renumbering-private.h"

/* Sends everything over one part to another one, or to -1. */
void
_colim_cset_builder_redirect (ColimCSetBuilder *self, gint32 hom, gint32 from, gint32 to)
{
  ColimIncidence *incidence = _colim_cset_builder_get_incidence (self, hom);

  while (incidence->first[from] >= 0)
    colim_cset_builder_set_at (self, hom, incidence->first[from], to);
}

void
_colim_cset_builder_remove_part (ColimCSetBuilder *self, gint32 object, gint32 part)
{
  const ColimSchema *schema = self->schema;
  gint32 last = self->n_parts[object] - 1;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_codom (schema, hom) == object)
      {
        _colim_cset_builder_redirect (self, hom, part, -1);
        if (last != part)
          _colim_cset_builder_redirect (self, hom, last, part);
      }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_dom (schema, hom) == object)
      {
        colim_cset_builder_set_at (self, hom, part, self->homs[hom].values[last]);
        colim_cset_builder_set_at (self, hom, last, -1);
        self->homs[hom].n_undefined--;
      }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_dom (schema, attr) == object)
      _colim_column_remove (_colim_cset_builder_get_column (self, attr), part);
  self->n_parts[object]--;
}

static int
descending (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return (*y > *x) - (*y < *x);
}

static GArray *
sort_descending (GHashTable *parts)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (gint32));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint32 part = GPOINTER_TO_INT (key);

      g_array_append_val (sorted, part);
    }
  g_array_sort (sorted, descending);

  return sorted;
}

/* Removes a set of parts of each object, the largest first, which is what keeps the others' numbers valid. */
ColimRenumbering *
_colim_cset_builder_remove_sorted (ColimCSetBuilder *self, GHashTable *const *doomed)
{
  gint32 n_objects = colim_schema_get_n_objects (self->schema);
  ColimRenumbering *renumbering = _colim_renumbering_new (self->n_parts, n_objects);

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      g_autoptr (GArray) parts = doomed[ob] != NULL ? sort_descending (doomed[ob]) : NULL;
      g_autoptr (GHashTable) origins = g_hash_table_new (NULL, NULL); /* who moved to a number */

      for (guint i = 0; parts != NULL && i < parts->len; i++)
        {
          gint32 part = g_array_index (parts, gint32, i), last = self->n_parts[ob] - 1;
          gpointer origin;

          _colim_cset_builder_remove_part (self, ob, part);
          _colim_renumbering_put (renumbering, ob, part, -1);
          if (part == last)
            continue;
          if (!g_hash_table_lookup_extended (origins, GINT_TO_POINTER (last), NULL, &origin))
            origin = GINT_TO_POINTER (last);
          g_hash_table_insert (origins, GINT_TO_POINTER (part), origin);
          _colim_renumbering_put (renumbering, ob, GPOINTER_TO_INT (origin), part);
        }
    }

  return renumbering;
}

/* An empty set of parts for each object. */
GHashTable **
_colim_cset_builder_new_doomed (const ColimCSetBuilder *self)
{
  gint32 n_objects = colim_schema_get_n_objects (self->schema);
  GHashTable **doomed = g_new (GHashTable *, n_objects);

  for (gint32 ob = 0; ob < n_objects; ob++)
    doomed[ob] = g_hash_table_new (NULL, NULL);

  return doomed;
}

void
_colim_cset_builder_free_doomed (const ColimCSetBuilder *self, GHashTable **doomed)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    g_hash_table_unref (doomed[ob]);
  g_free (doomed);
}

typedef struct {
  gint32 object;
  gint32 part;
} Element;

/* Whatever points to something doomed is doomed. */
static void
cascade (ColimCSetBuilder *self, gint32 object, GHashTable **doomed)
{
  const ColimSchema *schema = self->schema;
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (Element));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, doomed[object]);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Element element = { object, GPOINTER_TO_INT (key) };

      g_array_append_val (queue, element);
    }
  for (guint i = 0; i < queue->len; i++)
    {
      Element element = g_array_index (queue, Element, i);

      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
        if (colim_schema_get_hom_codom (schema, hom) == element.object)
          {
            const ColimIncidence *incidence = _colim_cset_builder_get_incidence (self, hom);
            Element over = { colim_schema_get_hom_dom (schema, hom), 0 };

            for (gint32 x = incidence->first[element.part]; x >= 0; x = incidence->next[x])
              if (g_hash_table_add (doomed[over.object], GINT_TO_POINTER (x)))
                {
                  over.part = x;
                  g_array_append_val (queue, over);
                }
          }
    }
}

static ColimRenumbering *
remove_parts (ColimCSetBuilder *self, const char *object, const gint32 *parts, gsize n_parts, gboolean cascading,
              GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL && (parts != NULL || n_parts == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, object, error);
  GHashTable **doomed;
  ColimRenumbering *renumbering;

  if (ob < 0)
    return NULL;
  for (gsize i = 0; i < n_parts; i++)
    if (!_colim_cset_builder_check_part (self, ob, parts[i], error))
      return NULL;
  doomed = _colim_cset_builder_new_doomed (self);
  for (gsize i = 0; i < n_parts; i++)
    g_hash_table_add (doomed[ob], GINT_TO_POINTER (parts[i]));
  if (cascading)
    cascade (self, ob, doomed);
  renumbering = _colim_cset_builder_remove_sorted (self, doomed);
  _colim_cset_builder_free_doomed (self, doomed);

  return renumbering;
}

/**
 * colim_cset_builder_remove:
 * @self: a builder
 * @object: the name of an object
 * @parts: (array length=n_parts): parts of it, by their numbers before the step; a part may be named twice
 * @n_parts: how many
 * @error: return location for an error
 *
 * Removes parts, the largest first; the last part moves into each hole.  What pointed to a removed part is
 * undefined then. Time: the number of arrows at the parts that are removed or moved.
 *
 * Returns: (transfer full): where each part is now, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE, when nothing is removed
 */
ColimRenumbering *
colim_cset_builder_remove (ColimCSetBuilder *self, const char *object, const gint32 *parts, gsize n_parts, GError **error)
{
  return remove_parts (self, object, parts, n_parts, FALSE, error);
}

/**
 * colim_cset_builder_remove_cascading:
 * @self: a builder
 * @object: the name of an object
 * @parts: (array length=n_parts): parts of it, by their numbers before the step; a part may be named twice
 * @n_parts: how many
 * @error: return location for an error
 *
 * Removes parts and all that point to them, directly or through others, so that nothing becomes undefined.
 * Time: the number of arrows at the parts that are removed or moved.
 *
 * Returns: (transfer full): where each part is now, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or
 *   %COLIM_ERROR_OUT_OF_RANGE, when nothing is removed
 */
ColimRenumbering *
colim_cset_builder_remove_cascading (ColimCSetBuilder *self, const char *object, const gint32 *parts, gsize n_parts,
                                     GError **error)
{
  return remove_parts (self, object, parts, n_parts, TRUE, error);
}
