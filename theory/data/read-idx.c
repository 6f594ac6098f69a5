/* Any IDX file of pictures, or of other arrays, perhaps with one of labels. */

#include "theory/data/data-set-private.h"
#include "theory/data/idx-private.h"

ColimTableSource *
_colim_read_idx (const DataRequest *request, GError **error)
{
  g_autofree char *path = _colim_data_resolve (request, request->values[0]);
  g_autofree char *labels_path = request->values[1] != NULL ? _colim_data_resolve (request, request->values[1]) : NULL;
  g_autoptr (ColimTableSource) source = colim_table_source_new ();
  g_autoptr (ColimTensor) images = _colim_idx_open (path, error);
  g_autoptr (ColimTensor) labels = NULL;

  if (images == NULL || (labels_path != NULL && (labels = _colim_idx_open (labels_path, error)) == NULL))
    return NULL;

  gboolean is_bytes = colim_tensor_get_element (images) == COLIM_ELEMENT_UINT8;

  if (!_colim_data_add_images (source, "image", images, is_bytes ? 1.0 / 255 : 1, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (labels != NULL && !_colim_data_add_labels (source, "label", labels, -1, error))
    {
      g_prefix_error (error, "%s: ", labels_path);
      return NULL;
    }

  return g_steal_pointer (&source);
}
