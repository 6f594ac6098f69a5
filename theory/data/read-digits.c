/* The handwritten digits that are part of the library: see NOTICE.md beside this file. */

#include "theory/data/data-set-private.h"
#include "theory/data/idx-private.h"

#include "theory/data/data-resources.h"

#define FOLDER "/colim/data/"

static ColimTensor *
read_bundled (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes
    = g_resource_lookup_data (_colim_data_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &cause);
  g_autoptr (DataFile) file = NULL;

  if (bytes == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: %s", path, cause->message);
      return NULL;
    }
  file = _colim_data_file_new (bytes, path);

  return _colim_idx_read (file, error);
}

ColimTableSource *
_colim_read_digits (const DataRequest *request, GError **error)
{
  g_autoptr (ColimTensor) images = read_bundled (FOLDER "digits-images-idx3-ubyte.gz", error);
  g_autoptr (ColimTensor) labels = images != NULL ? read_bundled (FOLDER "digits-labels-idx1-ubyte.gz", error) : NULL;
  g_autoptr (ColimTableSource) all = colim_table_source_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint32));
  gboolean is_test = request->split == 1;

  if (labels == NULL || !_colim_data_add_images (all, "image", images, 1.0 / 16, error)
      || !_colim_data_add_labels (all, "label", labels, 10, error))
    return NULL;
  for (gint32 i = 0; i < colim_data_source_get_n_rows (COLIM_DATA_SOURCE (all)); i++)
    if ((i % 5 == 4) == is_test)
      g_array_append_val (rows, i);

  return colim_table_source_select (all, (const gint32 *) (void *) rows->data, rows->len, error);
}
