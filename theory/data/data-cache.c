/* The data sets that are open: what is opened again while someone holds it is the same object.
 *
 * The cache itself holds nothing, so that memory is given back with the last reference elsewhere.  Data are the same if
 * the same words name them and nothing has happened to any path that their reader asked for, be it only that it was not
 * there.
 */

#include "theory/data/data-set-private.h"

typedef struct {
  GWeakRef source;
  GHashTable *watched; /* path → stamp */
} Entry;

static GMutex lock;
static GHashTable *entries; /* key → Entry */

static Entry *
entry_new (GHashTable *watched, ColimDataSource *source)
{
  Entry *self = g_new0 (Entry, 1);

  g_weak_ref_init (&self->source, source);
  self->watched = g_hash_table_ref (watched);

  return self;
}

static void
entry_free (Entry *self)
{
  g_weak_ref_clear (&self->source);
  g_hash_table_unref (self->watched);
  g_free (self);
}

/* What differs when a file does; empty if there is none. */
static char *
make_stamp (const char *path)
{
  static const char *const attributes[] = {
    G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
    G_FILE_ATTRIBUTE_TIME_CHANGED,  G_FILE_ATTRIBUTE_TIME_CHANGED_USEC, G_FILE_ATTRIBUTE_UNIX_DEVICE,
    G_FILE_ATTRIBUTE_UNIX_INODE,    NULL,
  };
  g_autofree char *list = g_strjoinv (",", (char **) attributes);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, list, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  GString *stamp = g_string_new (NULL);

  for (guint i = 0; info != NULL && attributes[i] != NULL; i++)
    {
      g_autofree char *value = g_file_info_get_attribute_as_string (info, attributes[i]);

      g_string_append_printf (stamp, "%s ", value != NULL ? value : "");
    }

  return g_string_free (stamp, FALSE);
}

void
_colim_data_watch (const DataRequest *request, const char *path)
{
  /* The first stamp counts: what happens to a file while it is read has then happened after it. */
  if (!g_hash_table_contains (request->watched, path))
    g_hash_table_insert (request->watched, g_strdup (path), make_stamp (path));
}

static gboolean
is_as_it_was (GHashTable *watched)
{
  GHashTableIter iter;
  gpointer path, stamp;

  g_hash_table_iter_init (&iter, watched);
  while (g_hash_table_iter_next (&iter, &path, &stamp))
    {
      g_autofree char *now = make_stamp (path);

      if (!g_str_equal (now, stamp))
        return FALSE;
    }

  return TRUE;
}

ColimDataSource *
_colim_data_cache_find (const char *key)
{
  g_autoptr (ColimDataSource) source = NULL;
  g_autoptr (GHashTable) watched = NULL;

  g_mutex_lock (&lock);
  if (entries != NULL)
    {
      Entry *entry = g_hash_table_lookup (entries, key);

      if (entry != NULL && (source = g_weak_ref_get (&entry->source)) != NULL)
        watched = g_hash_table_ref (entry->watched);
    }
  g_mutex_unlock (&lock);

  return source != NULL && is_as_it_was (watched) ? g_steal_pointer (&source) : NULL;
}

static gboolean
is_closed (gpointer key, gpointer value, gpointer data)
{
  g_autoptr (GObject) source = g_weak_ref_get (&((Entry *) value)->source);

  return source == NULL;
}

void
_colim_data_cache_add (const char *key, GHashTable *watched, ColimDataSource *source)
{
  g_mutex_lock (&lock);
  if (entries == NULL)
    entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
  g_hash_table_foreach_remove (entries, is_closed, NULL);
  g_hash_table_insert (entries, g_strdup (key), entry_new (watched, source));
  g_mutex_unlock (&lock);
}
