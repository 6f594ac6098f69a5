/* Where the files of a named data set are: in the folder that is given, then in `$COLIM_DATA`, and there in a folder of
 * the set's name, in the one that the official archive unpacks to, in that within a folder of the name, or right there.
 *
 * The folder of the name comes first, for two sets may have files of the same names (`mnist` and `fashion` do).
 */

#include "theory/data/data-set-private.h"

static void
add_places (GPtrArray *places, const DataSet *set, const char *base)
{
  if (base == NULL || *base == '\0')
    return;
  g_ptr_array_add (places, g_build_filename (base, set->name, NULL));
  if (set->archive != NULL)
    {
      g_ptr_array_add (places, g_build_filename (base, set->archive, NULL));
      g_ptr_array_add (places, g_build_filename (base, set->name, set->archive, NULL));
    }
  g_ptr_array_add (places, g_strdup (base));
}

/* The file, plain or packed, or NULL. */
static char *
find_in (const DataRequest *request, const char *place, const char *file)
{
  static const char *const endings[] = { "", ".gz" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (file, endings[i], NULL);
      g_autofree char *path = g_build_filename (place, name, NULL);

      _colim_data_watch (request, path);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static void
set_not_found (const DataRequest *request, const char *const *files, const GPtrArray *places, GError **error)
{
  g_autofree char *names = g_strjoinv (" or ", (char **) files);

  if (places->len == 1)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO,
                 "data set '%s' needs %s, plain or .gz: name its folder with --data or in COLIM_DATA",
                 request->set->name, names);
  else
    {
      g_autofree char *looked = g_strjoinv (", ", (char **) places->pdata);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "data set '%s' needs %s, plain or .gz: there is none in %s",
                   request->set->name, names, looked);
    }
}

char *
_colim_data_find (const DataRequest *request, const char *const *files, guint *which, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);

  add_places (places, request->set, request->folder);
  add_places (places, request->set, g_getenv ("COLIM_DATA"));
  for (guint p = 0; p < places->len; p++)
    for (guint f = 0; files[f] != NULL; f++)
      {
        char *path = find_in (request, g_ptr_array_index (places, p), files[f]);

        if (path == NULL)
          continue;
        if (which != NULL)
          *which = f;
        return path;
      }
  g_ptr_array_add (places, NULL);
  set_not_found (request, files, places, error);

  return NULL;
}

char *
_colim_data_find_beside (const DataRequest *request, const char *path, const char *file)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return find_in (request, folder, file);
}

char *
_colim_data_resolve (const DataRequest *request, const char *file)
{
  char *path = g_path_is_absolute (file) ? g_strdup (file) : g_build_filename (request->beside, file, NULL);

  _colim_data_watch (request, path);

  return path;
}
