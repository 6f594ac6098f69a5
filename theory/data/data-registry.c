/* Data of a program's own, by name, seen by all threads. */

#include "theory/data/data-set-private.h"

static GMutex lock;
static GHashTable *registered; /* name → source */

/**
 * colim_data_set_register:
 * @name: a name as in the language, perhaps with a split: `mine`, `mine.test`
 * @source: (nullable): what it stands for from now on, or %NULL to forget it
 *
 * Names data of a program's own, so that diagrams may say `[mine]`.  It hides a data set of the table that has the same
 * name.  Any thread may call this.
 */
void
colim_data_set_register (const char *name, ColimDataSource *source)
{
  g_return_if_fail (name != NULL && (source == NULL || COLIM_IS_DATA_SOURCE (source)));

  g_mutex_lock (&lock);
  if (registered == NULL)
    registered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (source != NULL)
    g_hash_table_insert (registered, g_strdup (name), g_object_ref (source));
  else
    g_hash_table_remove (registered, name);
  g_mutex_unlock (&lock);
}

ColimDataSource *
_colim_data_registry_find (const char *name)
{
  ColimDataSource *found;

  g_mutex_lock (&lock);
  found = registered != NULL ? g_hash_table_lookup (registered, name) : NULL;
  if (found != NULL)
    g_object_ref (found);
  g_mutex_unlock (&lock);

  return found;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

void
_colim_data_registry_add_names (GPtrArray *names)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_mutex_lock (&lock);
  if (registered != NULL)
    {
      g_hash_table_iter_init (&iter, registered);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        g_ptr_array_add (own, g_strdup (name));
    }
  g_mutex_unlock (&lock);
  g_ptr_array_sort (own, compare_names);
  g_ptr_array_extend (names, own, NULL, NULL);
}
