/* A folder of folders of pictures: a folder is a class, and has its name.
 *
 *     pets/cat/1.ppm  pets/cat/2.ppm  pets/dog/1.ppm
 *
 * Classes, and pictures in them, come in the order of their names.  Hidden files are passed over, as are files beside
 * the folders; every other one is a picture.
 */

#include "theory/data/data-set-private.h"
#include "theory/data/pnm-private.h"

#include <string.h>

typedef struct {
  GPtrArray *classes; /* the names of the folders */
  GPtrArray *paths;   /* of the pictures */
  GArray *labels;     /* gint32, of the pictures */
} Listing;

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder that are not hidden, in order. */
static GPtrArray *
list_names (const DataRequest *request, const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  _colim_data_watch (request, path);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR) || (dir = g_dir_open (path, 0, NULL)) == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: %s", path,
                   !g_file_test (path, G_FILE_TEST_EXISTS)   ? "no such folder"
                   : !g_file_test (path, G_FILE_TEST_IS_DIR) ? "is not a folder"
                                                             : "cannot be read");
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

static gboolean
list_class (Listing *self, const DataRequest *request, const char *path, const char *name, GError **error)
{
  gint32 label = (gint32) self->classes->len;
  g_autoptr (GPtrArray) names = list_names (request, path, error);

  if (names == NULL)
    return FALSE;
  g_ptr_array_add (self->classes, g_filename_display_name (name));
  for (guint i = 0; i < names->len; i++)
    {
      g_ptr_array_add (self->paths, g_build_filename (path, g_ptr_array_index (names, i), NULL));
      g_array_append_val (self->labels, label);
    }

  return TRUE;
}

static gboolean
list_classes (Listing *self, const DataRequest *request, const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = list_names (request, path, error);

  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !list_class (self, request, inner, name, error))
        return FALSE;
    }
  if (names != NULL && self->paths->len == 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: there is no picture in a folder in it", path);

  return self->paths->len > 0;
}

static ColimTensor *
read_picture (const DataRequest *request, const char *path, GError **error)
{
  g_autoptr (DataFile) file = NULL;

  _colim_data_watch (request, path);
  file = _colim_data_file_open (path, error);

  return file != NULL ? _colim_pnm_read (file, error) : NULL;
}

static gboolean
check_size (const ColimTensor *first, const ColimTensor *picture, const char *path, GError **error)
{
  g_autofree char *expected = colim_tensor_print_shape (first);
  g_autofree char *found = colim_tensor_print_shape (picture);

  if (g_str_equal (expected, found))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%s: %s, and the pictures before it are %s", path, found,
               expected);

  return FALSE;
}

/* All pictures in one tensor; the first tells how much memory they need. */
static ColimTensor *
read_pictures (const DataRequest *request, const GPtrArray *paths, GError **error)
{
  g_autoptr (ColimTensor) first = read_picture (request, g_ptr_array_index (paths, 0), error);
  g_autoptr (GBytes) bytes = NULL;
  gint64 shape[4] = { (gint64) paths->len };
  gsize size, length, n_dims;
  guint8 *data = NULL;

  if (first == NULL)
    return NULL;
  size = g_bytes_get_size (colim_tensor_get_bytes (first));
  memcpy (shape + 1, colim_tensor_get_shape (first, &n_dims), 3 * sizeof *shape);
  if (!g_size_checked_mul (&length, size, paths->len) || (data = g_try_malloc (length)) == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "no memory for %u pictures of %" G_GSIZE_FORMAT " bytes",
                   paths->len, size);
      return NULL;
    }
  bytes = g_bytes_new_take (data, length);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (ColimTensor) picture = i > 0 ? read_picture (request, path, error) : colim_tensor_ref (first);

      if (picture == NULL || !check_size (first, picture, path, error))
        return NULL;
      memcpy (data + i * size, colim_tensor_get_data (picture), size);
    }

  return colim_tensor_new (COLIM_ELEMENT_UINT8, shape, 4, bytes, error);
}

static gboolean
add_columns (ColimTableSource *source, const Listing *listing, ColimTensor *pictures, GError **error)
{
  gint64 n = listing->labels->len;
  g_autoptr (GBytes) bytes = g_bytes_new (listing->labels->data, (gsize) n * sizeof (gint32));
  g_autoptr (ColimTensor) labels = colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, NULL);
  guint n_classes = listing->classes->len;

  g_ptr_array_add (listing->classes, NULL);

  return _colim_data_add_images (source, "image", pictures, 1.0 / 255, error)
         && _colim_data_add_labels (source, "label", labels, n_classes, error)
         && colim_table_source_name_classes (source, 1, (const char *const *) listing->classes->pdata, error);
}

ColimTableSource *
_colim_read_images (const DataRequest *request, GError **error)
{
  g_autofree char *path = _colim_data_resolve (request, request->values[0]);
  g_auto (Listing) listing = { NULL };
  g_autoptr (ColimTableSource) source = colim_table_source_new ();
  g_autoptr (ColimTensor) pictures = NULL;

  if (!list_classes (&listing, request, path, error)
      || (pictures = read_pictures (request, listing.paths, error)) == NULL
      || !add_columns (source, &listing, pictures, error))
    return NULL;

  return g_steal_pointer (&source);
}
